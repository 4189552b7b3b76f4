# IMAP: UNAUTHENTICATE in a compressed session: it goes on compressed, for the next user (RFC 8437, 4978)
port: 143
# After a hole the rest of a compressed direction cannot be read.
without: loss

S: * OK [CAPABILITY IMAP4rev1 COMPRESS=DEFLATE UNAUTHENTICATE] ready
C: a1 COMPRESS DEFLATE
S: a1 BAD log in first
C: a2 LOGIN alice hunter2
S: a2 OK in
C: a3 COMPRESS DEFLATE
S: a3 OK begin
# C: a4 SELECT INBOX
C: J4Q\x08v\xf5qu\x0eQ\xf0\xf4s\xf2\x8f\xe0\xe5\x02\x00\x00\x00\xff\xff\
# S: * 1 EXISTS
S: \xd2R0Tp\x8d\xf0\x0c\x0e\x09\xe6\xe5\x02\x00\x00\x00\xff\xff\
# S: a4 OK [READ-WRITE] selected
S: J4Q\xf0\xf7V\x88\x0erut\xd1\x0d\x0f\xf2\x0cq\x8dU(N\xcdIM.IM\xe1\xe5\x02\x00\x00\x00\xff\xff\
# C: a5 UNAUTHENTICATE
C: J4U\x08\xf5s\x0c\x0d\xf1p\xf5\x0b\xf1tv\x0cq\xe5\xe5\x02\x00\x00\x00\xff\xff\
# S: a5 OK you are nobody
S: J4\x05IV\xe6\x97*$\x16\xa5*\xe4\xe5'\xe5\xa7T\xf2r\x01\x00\x00\x00\xff\xff\
# C: a6 SELECT INBOX
C: J4CS\x03\x00\x00\x00\xff\xff\
# S: a6 BAD log in first
S: J4SprtQ\xc8\xc9OW\xc8\xccSH\xcb,*.\xe1\xe5\x02\x00\x00\x00\xff\xff\
# C: a7 LOGIN bob "pass word"
C: J4W\xf0\xf1w\xf7\xf4SH\xcaORP*H,.V(\xcf/JQ\xe2\xe5\x02\x00\x00\x00\xff\xff\
# S: a7 OK in
S: J4\x07)\xcd\xcc\xe3\xe5\x02\x00\x00\x00\xff\xff\
# C: a8 UNAUTHENTICATE now
C: J\xb4@\xd3\xad\x90\x97_\xce\xcb\x05\x00\x00\x00\xff\xff\
# S: a8 BAD no arguments
S: J\xb4\x00K\xe7\xe5\x035\xa5\x97\xe6\xa6\xe6\x95\x14\xf3r\x01\x00\x00\x00\xff\xff\
# C: a9 SELECT Sent
C: J\xb4\x84\x99\x10\x9c\x9aW\xc2\xcb\x05\x00\x00\x00\xff\xff\
# S: a9 OK selected
S: J\xb4\x04I#L\x06\x00\x00\x00\xff\xff\
---
auth name=alice outcome=success
auth name=bob outcome=success
command seq=0
command tag=a1 status=error note="out of order"
command tag=a2 verb=LOGIN status=ok
command tag=a3 status=ok
command tag=a4 status=ok note=-
command tag=a5 verb=UNAUTHENTICATE status=ok imap.mailbox=-
command tag=a6 status=error note="out of order"
command tag=a7 verb=LOGIN status=ok
command tag=a8 status=error
command tag=a9 status=ok note=-
session user.name=bob compression=DEFLATE compression_note=-
# And the octets that one of them is compressed in.
hidden: hunter2
hidden: pass word
hidden: J4W\xf0\xf1w\xf7\xf4
