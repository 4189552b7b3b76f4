# IMAP: COMPRESS behind STARTTLS, in what a box in between hands out decrypted (RFC 4978, 9051 6.2.1)
port: 143
# After a hole the rest of a compressed direction cannot be read.
without: loss

S: * OK [CAPABILITY IMAP4rev1 STARTTLS COMPRESS=DEFLATE] ready
C: a1 STARTTLS
S: a1 OK begin
C: a2 LOGIN alice hunter2
S: a2 OK in
C: a3 COMPRESS DEFLATE
S: a3 OK begin
# C: a4 SELECT INBOX
C: J4Q\x08v\xf5qu\x0eQ\xf0\xf4s\xf2\x8f\xe0\xe5\x02\x00\x00\x00\xff\xff\
# S: * 1 EXISTS
S: \xd2R0Tp\x8d\xf0\x0c\x0e\x09\xe6\xe5\x02\x00\x00\x00\xff\xff\
# S: a4 OK selected
S: J4Q\xf0\xf7V(N\xcdIM.IM\xe1\xe5\x02\x00\x00\x00\xff\xff\
# C: a5 FETCH 1 (UID BODY.PEEK[])
C: J4Ups\x0dq\xf6P0T\xd0\x08\xf5tQp\xf2w\x89\xd4\x0bpu\xf5\x8e\x8e\xd5\xe4\xe5\x02\x00\x00\x00\xff\xff\
# S: * 1 FETCH (UID 7 BODY[] {17}
S: \xd2\x02\xca\xb9\xb9\x868{(h\x84z\xba(\x98+8\xf9\xbbDF\xc7*T\x1b\x9a\xd7\xf2r\x01\x00\x00\x00\xff\xff\
# S: Subject: in two
S: \x0a.M\xca\x02*\xb4R\xc8\xccS()\xcf\xe7\xe5\x02\x00\x00\x00\xff\xff\
# S: )
S: \xd2\xe4\xe5\x02\x00\x00\x00\xff\xff\
# S: a5 OK done
S: J4\x05\x99\x90\x92\x9f\x97\xca\xcb\x05\x00\x00\x00\xff\xff\
---
command seq=0
command tag=a1 verb=STARTTLS status=ok
command tag=a2 verb=LOGIN status=ok
command tag=a3 verb=COMPRESS status=ok
command tag=a4 status=ok
command tag=a5 status=ok
message uid=7 subject="in two" size=17 complete=true
session encrypted=false compression=DEFLATE compression_note=-
