# IMAP: what a client fetches to show a list of messages: some fields of their headers, told per unique id (RFC 9051 6.4.5)
port: 143

S: * PREAUTH IMAP4rev1 alice
C: a1 SELECT INBOX
S: * 3 EXISTS
S: a1 OK done
C: a2 UID FETCH 7:8 (FLAGS RFC822.SIZE BODY.PEEK[HEADER.FIELDS (From To Subject Date Message-ID Content-Type X-Priority)])
S: * 1 FETCH (UID 7 FLAGS (\\Seen) RFC822.SIZE 3940 BODY[HEADER.FIELDS (FROM TO SUBJECT DATE MESSAGE-ID CONTENT-TYPE X-PRIORITY)] {221}
S: Date: Wed, 17 Jul 1996 02:23:25 -0700
S: From: =?utf-8?q?J=C3=B6rg?= <joerg@example.org>
S: Subject: =?utf-8?b?5L2g5aW9?= to
S:  all of you
S: To: alice@example.net, bob@example.net
S: Message-ID: <1@example.org>
S: X-Priority: 1
S:
S: )
S: * 2 FETCH (BODY[HEADER.FIELDS ("SUBJECT")] {17}
S: Subject: late
S:
S:  FLAGS () UID 8)
S: a2 OK done
# All but some; with an ENVELOPE, which says more; nothing at all; two lists; of a part.
C: a3 FETCH 3 (ENVELOPE BODY.PEEK[HEADER.FIELDS.NOT (Received)])
S: * 3 FETCH (ENVELOPE (NIL "of the envelope" NIL NIL NIL NIL NIL NIL NIL NIL) BODY[HEADER.FIELDS.NOT (RECEIVED)] {26}
S: Subject: of the header
S:
S: )
S: a3 OK done
C: a4 FETCH 1:3 (BODY[HEADER.FIELDS (X-None)] BODY[HEADER.FIELDS (To)]<0> BODY[1.HEADER.FIELDS (To)])
S: * 1 FETCH (BODY[HEADER.FIELDS (X-NONE)] {2}
S:
S:  BODY[HEADER.FIELDS (To)]<0> {19}
S: To: bob@example.net BODY[1.HEADER.FIELDS (To)] {10}
S: To: no
S:
S: )
S: * 2 FETCH (BODY[HEADER.FIELDS (X-NONE)] NIL)
S: a4 OK done
---
described mailwire.described.number=1 mailwire.described.uid=7 mailwire.described.flags="\\Seen"
  mailwire.described.size=3940 mailwire.described.mailbox=INBOX mailwire.command.seq=2
  email.subject="你好 to all of you" raw.subject="=?utf-8?b?5L2g5aW9?= to all of you"
  email.from.address.0=joerg@example.org from_display.0=Jörg email.to.address.1=bob@example.net
  email.message_id=1@example.org email.origination_timestamp=1996-07-17T09:23:25.000000000Z
  headers.0.name=Date headers.2.name=Subject headers.2.value="你好 to all of you"
  headers.5.name=X-Priority headers.5.value=1 headers.6.name=- parts.0.path=-
described mailwire.described.number=2 mailwire.described.uid=8 email.subject=late email.from.address.0=-
  email.origination_timestamp=- headers.0.name=Subject
described mailwire.described.number=3 email.subject="of the envelope" headers.0.value="of the header"
described mailwire.described.number=1 mailwire.described.uid=7 email.to.address.0=bob@example.net
  headers.0.name=To headers.1.name=-
none message
