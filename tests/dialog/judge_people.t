# Who a message says it is from: names with addresses, look-alike domains, repeated and missing fields, answers elsewhere; and lists, which may differ (RFC 5322 3.6)

S: 220 mx.example.net
C: EHLO c
S: 250 mx
C: MAIL FROM:<thief@example.net>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: "boss@example.com" <thief@example.net>
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C: Subject: name
C:
C: text
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: a@example.org
C: Subject: one
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C: Subject: two
C: From: c@example.org
C:
C: text
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: a@example.org, b@example.org
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C:
C: text
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: no more
C:
C: text
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: a@xn--80ak6aa92e.example.org
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C: Reply-To: x@example.net
C:
C: text
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: a@example.org
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C: Subject: =?utf-8?B?YW5uZXgg4oCuZmRwLmV4ZQ==?=
C:
C: text
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: a@xn--pypal-4ve.example.org
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C:
C: text
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: a@example.com
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C:
C: text
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: a@example.com
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C: List-Id: <talk.example.org>
C: Reply-To: talk@example.org
C:
C: text
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: "a@example.org" <a@mail.example.org>
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C: Sender: c@example.org
C: Reply-To: a@www.example.org
C:
C: text
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: a@xn--bcher-kva.example.org
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C:
C: text
C: .
S: 250 OK
C: MAIL FROM:<a@examp1e.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: boss@mail.exarnple.net
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C: To: b@example.net, c@example.org
C: Sender: a@examp1e.org
C:
C: text
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: Anna Writer <a@example.org>, b@example.net
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C:
C: text
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: Writer, Anna <a@example.org>
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C:
C: text
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: "Writer, Anna" <a@example.org>
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C: Reply-To: <>
C:
C: text
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
finding rule.id=imf.name_has_address finding.severity=high confidence=likely message_id=1
  reason="The name in From shows boss@example.com, but the address is thief@example.net."
  evidence.0.what=From evidence.0.message_offset=0
finding rule.id=imf.field_repeated message_id=2 reason="From stands there 2 times; a reader that takes the first sees \"a@example.org\", one that takes the last \"c@example.org\"."
finding rule.id=imf.field_repeated message_id=2 reason="Subject stands there 2 times; a reader that takes the first sees \"one\", one that takes the last \"two\"."
finding rule.id=imf.from_several message_id=3
finding rule.id=imf.field_missing message_id=4 reason="The header has no From and no Date."
finding rule.id=imf.reply_elsewhere message_id=5 reason="From is a@xn--80ak6aa92e.example.org, but answers go to x@example.net."
finding rule.id=name.lookalike_domain message_id=5 confidence=likely reason="The domain аррӏе.example.org in From is drawn like apple.example.org."
finding rule.id=name.bidi message_id=6 reason="Subject has a character that turns its direction: annex \\u202efdp.exe"
finding rule.id=name.lookalike_domain message_id=7 confidence=likely reason="The domain pаypal.example.org in From is drawn like paypal.example.org."
finding rule.id=imf.envelope_differs finding.severity=info message_id=8
finding rule.id=imf.sender_elsewhere message_id=12
finding rule.id=name.lookalike_domain message_id=12 confidence=likely reason="The domain exarnple.net in From is drawn like example.net in To, and is another."
finding rule.id=name.lookalike_domain message_id=12 confidence=likely reason="The domain examp1e.org in Sender is drawn like example.org in To, and is another."
finding rule.id=imf.from_several message_id=13 reason="From has 2 addresses and there is no Sender; programs show the first or the last."
