# IMAP: a hole in compressed octets: nothing behind it can be read, and that is said (RFC 4978, RFC 1951 2)
port: 143
without: loss one-sided snaplen
close: rst

S: * PREAUTH [CAPABILITY IMAP4rev1 COMPRESS=DEFLATE] alice
C: a1 COMPRESS DEFLATE
S: a1 OK begin
# C: a2 SELECT INBOX
C: J4R\x08v\xf5qu\x0eQ\xf0\xf4s\xf2\x8f\xe0\xe5\x02\x00\x00\x00\xff\xff\
# S: * 1 EXISTS
S: \xd2R0Tp\x8d\xf0\x0c\x0e\x09\xe6\xe5\x02\x00\x00\x00\xff\xff\
# S: a2 OK [READ-WRITE] selected
S: J4R\xf0\xf7V\x88\x0erut\xd1\x0d\x0f\xf2\x0cq\x8dU(N\xcdIM.IM\xe1\xe5\x02\x00\x00\x00\xff\xff\
# C: a3 FETCH 1 BODY.PEEK[]
C: J4Vps\x0dq\xf6P0Tp\xf2w\x89\xd4\x0bpu\xf5\x8e\x8e\xe5\xe5\x02\x00\x00\x00\xff\xff\
# S: * 1 FETCH (BODY[] {43}
S: \xd2\x02*ts\x0dq\xf6P\xd0p\xf2w\x89\x8c\x8eU\xa861\xae\xe5\xe5\x02\x00\x00\x00\xff\xff\
# S: Subject: squeezed
S: \x0a.M\xca\x02*\xb1R(.,MM\xad\x02)\x05\x00\x00\x00\xff\xff\
# S: 
S-: \xe2\xe5\x02\x00\x00\x00\xff\xff\
# S: text text text text )
S: *I\xad(Q@\x234y\xb9\x00\x00\x00\x00\xff\xff\
# S: a3 OK done
S: J4\x06Y\x90\x92\x9f\x97\xca\xcb\x05\x00\x00\x00\xff\xff\
# C: a4 LOGOUT
C: J4Q\xf0\xf1w\xf7\x0f\x0d\xe1\xe5\x02\x00\x00\x00\xff\xff\
# S: * BYE bye
S: \xd2Rp\x8atUH\xaa\x042\x01\x00\x00\x00\xff\xff\
# S: a4 OK done
S: J4A\x08\x03\x00\x00\x00\xff\xff\
---
message size=43 missing_bytes=24 complete=false subject=squeezed
command seq=0
command verb=COMPRESS status=ok
command verb=SELECT status=ok
command verb=FETCH status=none
command verb=LOGOUT status=none
session compression=DEFLATE client_inflated_bytes=52 compression_note="octets are missing or no DEFLATE: what follows cannot be read"
