# IMAP: messages out of FETCH: whole, in ranges, header and text, a part; with UID, flags and mailbox (RFC 9051 6.4.5, 7.5.2)
port: 143

S: * PREAUTH IMAP4rev1 alice
C: a1 SELECT "&U,BTFw-"
S: * 2 EXISTS
S: * OK [UIDVALIDITY 1] ok
S: a1 OK [READ-WRITE] selected
C: a2 UID FETCH 101 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[])
S: * 1 FETCH (UID 101 FLAGS (\\Seen) INTERNALDATE "17-Jul-1996 02:44:25 -0700" RFC822.SIZE 39 BODY[] {39}
S: Subject: one
S:
S: * 2 EXISTS
S: a2 OK {5}
S: )
S: a2 OK done
C: a3 FETCH 2 (RFC822.SIZE BODY.PEEK[]<0.20>)
S: * 2 FETCH (RFC822.SIZE 24 BODY[]<0> {20}
S: Subject: two
S:
S: ab\
S: )
S: a3 OK done
C: a4 FETCH 2 (BODY.PEEK[]<20.20>)
S: * 2 FETCH (BODY[]<20> {4}
S: cd
S: )
S: a4 OK done
C: a5 FETCH 1 RFC822.HEADER
S: * 1 FETCH (RFC822.HEADER {16}
S: Subject: one
S:
S: )
S: a5 OK done
C: a6 FETCH 1 BODY.PEEK[TEXT]
S: * 1 FETCH (BODY[TEXT] {4}
S: text)
S: a6 OK done
C: a7 FETCH 1 BODY[2]
S: * 1 FETCH (BODY[2] {4}
S: part FLAGS (\\Seen))
S: a7 OK done
C: a8 FETCH 9 BODY[]
S: a8 BAD no such message
C: a9 LOGOUT
S: * BYE bye
S: a9 OK done
---
message mailwire.message_id=1 command=FETCH direction=fetched number=1 uid=101
  mailbox=台北 flags="\\Seen" internal_date="17-Jul-1996 02:44:25 -0700" size=39
  announced_bytes=39 complete=true subject=one section=-
message mailwire.message_id=2 number=2 uid=- size=24 complete=true subject=two section=-
message mailwire.message_id=3 number=1 uid=101 size=20 complete=true subject=one section=-
  headers_only=false
message mailwire.message_id=4 number=1 size=4 section=2 complete=true subject=- flags="\\Seen"
command seq=0 reply_status=PREAUTH
command verb=SELECT tag=a1
command verb="UID FETCH" tag=a2 mailwire.message_id=1 status=ok reply_text=done
command verb=FETCH tag=a3 mailwire.message_id=2
command verb=FETCH tag=a4 mailwire.message_id=2
command verb=FETCH tag=a5 mailwire.message_id=3
command verb=FETCH tag=a6 mailwire.message_id=3
command verb=FETCH tag=a7 mailwire.message_id=4
command verb=FETCH tag=a8 mailwire.message_id=- status=error reply_status=BAD
command verb=LOGOUT
session messages=4 commands=9
