# POP3: a message without a header, one of no octets, one that ends in empty lines (RFC 1939 3)
port: 110
# Without the commands, a message without a header may as well be a listing.
without: one-sided

S: +OK ready
C: USER a
S: +OK
C: PASS b
S: +OK
C: RETR 1
S: +OK 0 octets
S: .
C: RETR 2
S: +OK
S:
S: only a body
S: .
C: RETR 3
S: +OK
S: Subject: empty lines at the end
S:
S: text
S:
S:
S: .
C: RETR 4
S: +OK bare line feeds and carriage returns inside
S: Subject: bare\n\
S: To: a@example.org\r\n\
S: \r\n\
S: one\n.\ntwo\r.\rthree\r\r\n\
S: .\r\r\n\
S: .x\r\n\
S: .
C: RETR 5
S: +OK NUL and octets over 127
S: Subject: a\x00b\xff
S:
S: \x00\x80\xff
S: .
C: QUIT
S: +OK
---
message number=1 size=0 complete=true announced_bytes=0 subject=-
message number=2 size=15 sha256=17e4abb23b33b046b5c97b1c84660fea0aa84520ef0dd7d42be415730bd40ccd complete=true subject=-
message number=3 size=45 sha256=0641c8bd9813dd38b8a0f655b65abf35121f379cc928828d64e06a9a4246bd25 complete=true subject="empty lines at the end"
message number=4 size=61 sha256=b58fb561b5045ea2205d36b43cf9f9a4aadd9d064b9db7df47f508b695ad7624 complete=true
message number=5 size=22 sha256=0d2c1efda14e68c217a26e71757d889cb8a64e2ec1ca136db8c915444d001973 complete=true
session messages=5 client.missing_bytes=0 server.missing_bytes=0
