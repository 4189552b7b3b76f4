# IMAP: ranges of messages rejoined: pipelined, out of order, overlapping, of two messages in turns, of parts; and what is missing said (RFC 9051 6.4.5)
port: 143
# Whether a range was the last one is told by the command only.
without: loss one-sided

S: * PREAUTH IMAP4rev1 alice
C: a1 SELECT INBOX
S: * 9 EXISTS
S: a1 OK done
C: b1 UID FETCH 11 BODY.PEEK[]<0.20>
C: b2 UID FETCH 11 BODY.PEEK[]<20.20>
C: b3 UID FETCH 12 BODY.PEEK[]<0.10>
C: b4 UID FETCH 11 BODY.PEEK[]<40.20>
C: b5 UID FETCH 12 BODY.PEEK[]<10.10>
S: * 1 FETCH (UID 11 BODY[]<0> {20}
S: Subject: in turns
S: \
S: )
S: b1 OK done
S: * 1 FETCH (UID 11 BODY[]<40> {5}
S: ghi
S: )
S: b4 OK done
S: * 2 FETCH (UID 12 BODY[]<0> {10}
S: Subject: t)
S: b3 OK done
S: * 1 FETCH (UID 11 BODY[]<20> {20}
S: \nabcdefghijklmnopqr\
S: )
S: b2 OK done
S: * 2 FETCH (UID 12 BODY[]<10> {9}
S: wo
S:
S: abc)
S: b5 OK done
C: c1 FETCH 3 BODY.PEEK[]<12.20>
S: * 3 FETCH (BODY[]<12> {14}
S: t of gaps
S:
S: !)
S: c1 OK done
C: c2 FETCH 3 (RFC822.SIZE BODY.PEEK[]<0.12>)
S: * 3 FETCH (RFC822.SIZE 26 BODY[]<0> {12}
S: Subject: tes)
S: c2 OK done
C: c3 EXPUNGE
S: * 1 EXPUNGE
S: c3 OK done
C: c4 FETCH 8 BODY.PEEK[]<0.12>
S: * 8 FETCH (BODY[]<0> {12}
S: Subject: ove)
S: c4 OK done
C: c5 EXPUNGE
S: * 2 EXPUNGE
S: c5 OK done
C: c6 FETCH 7 BODY.PEEK[]<8.14>
S: * 7 FETCH (BODY[]<8> {10}
S:  overlap
S: )
S: c6 OK done
C: d1 FETCH 4 BODY.PEEK[2]<0.8>
S: * 4 FETCH (BODY[2]<0> {8}
S: part two)
S: d1 OK done
C: d2 FETCH 4 (BODY.PEEK[2]<8.8> BODY.PEEK[3.MIME])
S: * 4 FETCH (BODY[2]<8> {4}
S:  end BODY[3.MIME] {28}
S: Content-Type: text/html
S:
S: \x20)
S: d2 OK done
C: d3 FETCH 4 BODY.PEEK[3]
S: * 4 FETCH (BODY[3] {9}
S: <b>hi</b>)
S: d3 OK done
C: e1 FETCH 5 BODY.PEEK[]<0.5>
S: * 5 FETCH (BODY[]<0> {5}
S: Subje)
S: e1 OK done
C: e2 FETCH 5 BODY.PEEK[]<9.5>
S: * 5 FETCH (BODY[]<9> {5}
S: lost?)
S: e2 OK done
C: f1 LOGOUT
S: * BYE bye
S: f1 OK done
---
message mailwire.message_id=1 uid=11 number=1 size=45 complete=true subject="in turns" section=-
message mailwire.message_id=2 uid=12 number=2 size=19 complete=true subject=two section=-
message mailwire.message_id=3 number=3 size=26 announced_bytes=26 complete=true subject="test of gaps" section=-
message mailwire.message_id=4 number=7 size=18 complete=true subject=overlap section=-
message mailwire.message_id=5 number=4 section=2 size=12 complete=true
message mailwire.message_id=6 number=4 section=3 size=37 complete=true email.content_type=text/html
message mailwire.message_id=7 number=5 section="<0>" size=5 complete=false
message mailwire.message_id=8 number=5 section="<9>" size=5 complete=false
command seq=0
command tag=a1
command tag=b1 mailwire.message_id=1
command tag=b4 mailwire.message_id=1
command tag=b3 mailwire.message_id=2
command tag=b2 mailwire.message_id=1
command tag=b5 mailwire.message_id=2
command tag=c1 mailwire.message_id=-
command tag=c2 mailwire.message_id=3
command tag=c3 verb=EXPUNGE reply_lines.0="1 EXPUNGE"
command tag=c4 mailwire.message_id=4
command tag=c5
command tag=c6 mailwire.message_id=4
command tag=d1 mailwire.message_id=5
command tag=d2 mailwire.message_id=5
command tag=d3 mailwire.message_id=6
command tag=e1 mailwire.message_id=7
command tag=e2 mailwire.message_id=7
command tag=f1
session messages=8
