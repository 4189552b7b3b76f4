# IMAP: STARTTLS in a compressed session, after UNAUTHENTICATE: TLS is around what is compressed (RFC 4978 4, 8437)
port: 143
# After a hole the rest of a compressed direction cannot be read.
without: loss

S: * PREAUTH [CAPABILITY IMAP4rev1 COMPRESS=DEFLATE UNAUTHENTICATE STARTTLS] alice
C: a1 COMPRESS DEFLATE
S: a1 OK begin
# C: a2 STARTTLS
C: J4R\x08\x0eq\x0c\x0a\x09\xf1\x09\xe6\xe5\x02\x00\x00\x00\xff\xff\
# S: a2 BAD you are logged in
S: J4RprtQ\xa8\xcc/UH,JU\xc8\xc9OOOMQ\xc8\xcc\xe3\xe5\x02\x00\x00\x00\xff\xff\
# C: a3 UNAUTHENTICATE
C: J4V\x08\xf5s\x0c\x0d\xf1p\xf5\x0b\xf1tv\x0cq\xe5\xe5\x02\x00\x00\x00\xff\xff\
# S: a3 OK you are nobody
S: J4V\xf0\xf7\x86K\xe4\xe5'\xe5\xa7T\xf2r\x01\x00\x00\x00\xff\xff\
# C: a4 STARTTLS
C: J4A\x92\x07\x00\x00\x00\xff\xff\
# S: a4 OK begin
S: J4\x01\x89&\xa5\xa6\x83\x94\x00\x00\x00\x00\xff\xff\
C: \x16\x03\x01\x00\x05\x01\x00\x00\x01\x00\
S: \x16\x03\x03\x00\x05\x02\x00\x00\x01\x00\
C: \x17\x03\x03\x00\x03a5 \
---
command seq=0
command tag=a1 status=ok
command tag=a2 verb=STARTTLS status=error note="out of order"
command tag=a3 verb=UNAUTHENTICATE status=ok
command tag=a4 verb=STARTTLS status=ok
finding rule.id=imap.preauth
finding rule.id=imap.preauth
session encrypted=true compression=DEFLATE compression_note=- commands=4
