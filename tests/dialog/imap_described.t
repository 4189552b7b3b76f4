# IMAP: ENVELOPE and BODYSTRUCTURE as records, with literals, groups and nesting; and compared with the message when it comes (RFC 9051 7.5.2)
port: 143

S: * PREAUTH IMAP4rev1 alice
C: a1 SELECT INBOX
S: * 3 EXISTS
S: a1 OK done
C: a2 FETCH 1 (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)
S: * 1 FETCH (UID 7 FLAGS (\\Seen) INTERNALDATE "17-Jul-1996 02:44:25 -0700" RFC822.SIZE 394 ENVELOPE ("Wed, 17 Jul 1996 02:23:25 -0700" {11}
S: say "hello"\
S:  (("Terry Gray" NIL "gray" "example.org")("=?utf-8?q?J=C3=B6rg?=" NIL "joerg" "example.org")) (("Terry Gray" NIL "gray" "example.org")) (("Terry Gray" NIL "gray" "example.org")) ((NIL NIL "friends" NIL)(NIL NIL "imap" "example.net")(NIL NIL NIL NIL)) NIL NIL "<1@example.net>" "<2@example.org>") BODYSTRUCTURE (("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "7BIT" 4 1 NIL NIL NIL NIL)("APPLICATION" "PDF" ("NAME" "a (1).pdf") "<c@example.org>" "text" "BASE64" 12 NIL ("ATTACHMENT" ("FILENAME*" "utf-8''%e4%bd%a0.pdf")) NIL NIL)("MESSAGE" "RFC822" NIL NIL NIL "7BIT" 30 (NIL "in" NIL NIL NIL NIL NIL NIL NIL NIL) ("TEXT" "HTML" NIL NIL NIL "8BIT" 3 0) 2 NIL NIL) "MIXED" ("BOUNDARY" "b") NIL NIL))
S: a2 OK done
# The message says other things.
C: a3 FETCH 1 BODY.PEEK[]
S: * 1 FETCH (UID 7 BODY[] {178}
S: From: Mallory <mallory@example.com>
S: Subject: pay
S: To: imap@example.net
S: Date: Wed, 17 Jul 1996 02:23:25 -0700
S: Message-ID: <2@example.org>
S: Content-Type: text/html
S:
S: <b>now</b>
S: )
S: a3 OK done
# By the grammar or not; the header agrees, but for its folding.
C: a4 FETCH 2 (ENVELOPE BODY)
S: * 2 FETCH (ENVELOPE (NIL "a b c" NIL NIL NIL NIL NIL NIL NIL) BODY ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1))
S: a4 OK done
C: a5 FETCH 3 (ENVELOPE BODY.PEEK[HEADER])
S: * 3 FETCH (ENVELOPE (NIL "a b" ((NIL NIL "x" "example.org")) NIL NIL NIL NIL NIL NIL NIL) BODY[HEADER] {40}
S: Subject: a
S:  b
S: From: x@example.org
S:
S: )
S: a5 OK done
C: a7 LOGOUT
S: * BYE bye
S: a7 OK done
---
described mailwire.described.number=1 mailwire.described.uid=7 mailwire.described.mailbox=INBOX
  mailwire.described.flags="\\Seen" mailwire.described.size=394
  mailwire.described.internal_date="17-Jul-1996 02:44:25 -0700" mailwire.described.note=-
  email.subject="say \"hello\"" email.from.address.0=gray@example.org
  email.from.address.1=joerg@example.org from_display.1=Jörg email.to.address.0=imap@example.net
  email.to.address.1=- email.message_id=2@example.org in_reply_to="<1@example.net>"
  email.origination_timestamp=1996-07-17T09:23:25.000000000Z
  parts.0.path=1 parts.0.content_type=text/plain parts.0.charset=utf-8 parts.0.cte=7bit
  parts.0.encoded_bytes=4 parts.1.path=2 parts.1.content_type=application/pdf parts.1.name=你.pdf
  parts.1.disposition=attachment parts.1.cte=base64 parts.1.encoded_bytes=12
  parts.2.path=3.1 parts.2.content_type=text/html parts.2.encoded_bytes=3 parts.3.path=-
  mailwire.command.seq=2
described mailwire.described.number=2 mailwire.described.note="not by the grammar"
  email.subject="a b c" parts.0.content_type=text/plain
described mailwire.described.number=3 email.subject="a b" parts.0.path=-
finding rule.id=imap.preauth
finding rule.id=imap.envelope_disagrees confidence=likely mailwire.message_id=1
  reason="Subject: ENVELOPE says \"say \"hello\"\", the message \"pay\""
finding rule.id=imap.bodystructure_disagrees mailwire.message_id=1
message mailwire.message_id=1 number=1 size=178
message mailwire.message_id=2 number=3 section=HEADER
session messages=2
