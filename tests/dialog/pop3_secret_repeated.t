# POP3: a server that repeats the password in the reply that refuses it: hidden as the password is
without: loss one-sided snaplen middle

S: +OK ready
C: USER bob
S: +OK
C: PASS hunter2
S: -ERR bad password hunter2
C: USER bob
S: +OK
C: PASS abc
S: -ERR abc is not in abcdef
C: QUIT
S: +OK
---
hidden: hunter2
auth outcome=failure user.name=bob auth.reply_text="bad password hunter2" encrypted=false
auth outcome=failure user.name=bob auth.reply_text="abc is not in abcdef"
finding rule.id=auth.cleartext
