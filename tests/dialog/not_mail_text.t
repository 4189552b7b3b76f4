# Text that nobody says to a mail server, on port 110, with words of POP3 in it and long enough to be judged
port: 110
# As long as it is, cutting it at every octet shows nothing that the other shapes do not.
without: split loss

C*60: The user may pass the list to the top of the queue and quit; see RETR for details.
S*60: and it came to pass, +OK as it may be, that nothing was told -ERR of any of it.
---
none session
none command
none auth
