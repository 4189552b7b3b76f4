# SMTP: 521 greets: the host takes no mail; the client says QUIT (RFC 7504 4)

S: 521 mx.example.net does not accept mail
C: QUIT
S: 221 Bye
---
command seq=0 reply_code=521 status=error
command verb=QUIT reply_code=221 note=-
session banner="mx.example.net does not accept mail"
none transaction
