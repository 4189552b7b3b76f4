# POP3: what tshark takes for mail: listings over several segments, "+OK" in front of the octets it counts, RETR without a count, TOP, stuffed dots (its exempt rows J and K, and fact 3)
port: 110
# One segment has all of a reply, which is lost with it.
without: loss

S: +OK POP3 ready
C: APOP alice c4c9334bac560ecc979e58001b3e22fb
S: +OK
C: UIDL
S: +OK 3 messages (900 octets)
S: 1 From: alice@example.org
S: 2 aaa
S: 3 Subject: no header
S: .
C: LIST
S: +OK
S: 1 300
S: 2 300
S: 3 300
S: .
C: RETR 1
S: +OK 26 octets\r\nFrom: a@example.org\r\n\r\nhi!\r\n.
C: RETR 2
S: +OK
S: Subject: no count
S:
S: ..
S: +OK 300 octets
S: ..end
S: .
C: TOP 3 1
S: +OK
S: Subject: top
S:
S: one line
S: .
C: QUIT
S: +OK
---
command seq=0
command verb=APOP
command verb=UIDL listing.0.uid="From:" listing.1.uid=aaa listing.2.number=3
command verb=LIST listing.2.bytes=300
command verb=RETR message_id=1 reply_text="26 octets"
command verb=RETR message_id=2
command verb=TOP message_id=3
command verb=QUIT
message number=1 size=28 announced_bytes=26 complete=true
message number=2 size=46 subject="no count" complete=true
message number=3 headers_only=true subject=top
session mailbox.fetched=2
