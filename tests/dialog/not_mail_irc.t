# IRC on port 143: PASS, USER, LIST and QUIT are its words too (RFC 2812)
port: 143

C: PASS sesame
C: NICK alice
C: USER alice 0 * :Alice
S: :irc.example.net 001 alice :Welcome
S: PING :irc.example.net
C: PONG :irc.example.net
C: LIST
S: :irc.example.net 323 alice :End of /LIST
C: NOOP
C: QUIT :bye
S: ERROR :Closing link
---
none session
none command
none auth
