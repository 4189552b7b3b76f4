# IMAP: COMPRESS=DEFLATE: both directions compressed from the OK on, a message in it, offsets and sizes of what comes out (RFC 4978)
port: 143
# After a hole the rest of a compressed direction cannot be read: imap_compress_hole shows that.
without: loss

S: * PREAUTH [CAPABILITY IMAP4rev1 COMPRESS=DEFLATE] alice
C: a1 COMPRESS LZW
S: a1 BAD unknown
C: a2 COMPRESS DEFLATE
S: a2 OK begin
# As it was said; below each line as it was sent.
# C: a3 SELECT INBOX
C: J4V\x08v\xf5qu\x0eQ\xf0\xf4s\xf2\x8f\xe0\xe5\x02\x00\x00\x00\xff\xff\
# S: * 1 EXISTS
S: \xd2R0Tp\x8d\xf0\x0c\x0e\x09\xe6\xe5\x02\x00\x00\x00\xff\xff\
# S: a3 OK [READ-WRITE] selected
S: J4V\xf0\xf7V\x88\x0erut\xd1\x0d\x0f\xf2\x0cq\x8dU(N\xcdIM.IM\xe1\xe5\x02\x00\x00\x00\xff\xff\
# C: a4 COMPRESS DEFLATE
C: J4Qp\xf6\xf7\x0d\x08r\x0d\x0eVpqu\xf3q\x0cq\xe5\xe5\x02\x00\x00\x00\xff\xff\
# S: a4 NO [COMPRESSIONACTIVE] it is so already
S: J4Q\xf0\xf3W\x88v\xf6\xf7\x0d\x08r\x0d\x0e\xf6\xf4\xf7st\x0e\xf1\x0c\x03\xaa\xc9,Q\xc8,V(\xceWH\xcc)JML\xa9\xe4\xe5\x02\x00\x00\x00\xff\xff\
# C: a5 FETCH 1 (UID BODY.PEEK[])
C: J4Ups\x0dq\xf6P0T\xd0\x08\xf5tQp\xf2w\x89\xd4\x0bpu\xf5\x8e\x8e\xd5\xe4\xe5\x02\x00\x00\x00\xff\xff\
# S: * 1 FETCH (UID 7 BODY[] {43}
S: \xd2\x02\x1a\xea\xe6\x1a\xe2\xec\xa1\xa0\x11\xea\xe9\xa2`\xae\xe0\xe4\xef\x12\x19\x1d\xabPmb\x5c\xcb\xcb\x05\x00\x00\x00\xff\xff\
# S: Subject: squeezed
S: \x0a.M\xca\x02\x1aj\xa5P\x5cX\x9a\x9aZ\x052\x1c\x00\x00\x00\xff\xff\
# S: 
S: \xe2\xe5\x02\x00\x00\x00\xff\xff\
# S: text text text text )
S: *I\xad(Q@\x234y\xb9\x00\x00\x00\x00\xff\xff\
# S: a5 OK done
S: J4\x059)%?/\x95\x97\x0b\x00\x00\x00\xff\xff\
# C: a6 APPEND Sent {15}
C: J4Sp\x0c\x08p\xf5sQ\x08N\xcd+Q\xa864\xad\xe5\xe5\x02\x00\x00\x00\xff\xff\
# S: + go on
S: \xd2VH\xcfW\xc8\xcf\xe3\xe5\x02\x00\x00\x00\xff\xff\
# C: Subject: back
C: \x0a.M\xcaJM.\xb1RHJL\xce\xe6\xe5\x02\x00\x00\x00\xff\xff\
# C: 
C: \xe2\xe5\x02\x00\x00\x00\xff\xff\
# S: a6 OK [APPENDUID 1 8] done
S: J4\x03\xbb\xd31\x20\xc0\xd5\xcf\x05d\x81\xa1\x82E,T\x11\x00\x00\x00\xff\xff\
# C: a7 LOGOUT
C: J4W\xf0\xf1w\xf7\x0f\x0d\xe1\xe5\x02\x00\x00\x00\xff\xff\
# S: * BYE bye
S: \xd2Rp\x8atUH\xaa\x042\x01\x00\x00\x00\xff\xff\
# S: a7 OK done
S: J4G\xe8\x05\x00\x00\x00\xff\xff\
---
message mailwire.message_id=1 command=FETCH uid=7 size=43 complete=true subject=squeezed mailbox=INBOX
message mailwire.message_id=2 command=APPEND uid=8 size=15 complete=true subject=back mailbox=Sent
command seq=0
command verb=COMPRESS tag=a1 status=error
command verb=COMPRESS tag=a2 status=ok
command verb=SELECT tag=a3 status=ok reply_lines.0="1 EXISTS"
command verb=COMPRESS tag=a4 status=error response_code=COMPRESSIONACTIVE
command verb=FETCH tag=a5 status=ok mailwire.message_id=1
command verb=APPEND tag=a6 status=ok mailwire.message_id=2
command verb=LOGOUT status=ok reply_lines.0="BYE bye"
session commands=7 messages=2 compression=DEFLATE client_inflated_bytes=* server_inflated_bytes=* compression_note=-
follow: C: a3 SELECT INBOX
follow: S: a3 OK
