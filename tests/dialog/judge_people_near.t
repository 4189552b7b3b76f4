# Near what deceives: each message that is told stands beside one that looks like it and is in order (RFC 5322 3.6, RFC 3834 3.1.8)

S: 220 mx.example.net
C: EHLO c
S: 250 mx
C: MAIL FROM:<SRS0=hash=AB=mail.example.com=a@fwd.example.org>
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
C: MAIL FROM:<SRS0=hash=AB=example.net=a@fwd.example.org>
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
C: MAIL FROM:<owner-talk@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: a@example.com
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C: Sender: owner-talk@example.org
C: Precedence: List
C: Reply-To: talk@example.org
C:
C: text
C: .
S: 250 OK
C: MAIL FROM:<owner-talk@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: a@example.com
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C: Sender: owner-talk@example.org
C: Precedence: first-class
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
C: From: a@example.org
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C: Sender: desk
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
C: From: "Anna @ work" <a@example.org>
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
C: From: "boss (boss@example.com)" <a@example.org>
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
C: From: a@example.org
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C: Subject: same
C: Subject: same
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
C: Date: Mon, 23 Nov 2026 08:31:00 +0800
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
C: From: =?utf-8?B?16nXnNeV150=?= <a@example.org>
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
C: From: =?utf-8?B?QW5uYSDigK5ncm8uZWxwbWF4ZQ==?= <a@example.org>
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
C: From: a@example.org
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C: Sender: a@xn--bcher-kva.example.org
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
C: Sender: a@xn--exmple-4nf.example.org
C:
C: text
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
finding rule.id=imf.envelope_differs message_id=2 evidence.0.message_offset=0 evidence.0.text=a@example.com
finding rule.id=imf.sender_elsewhere finding.severity=info message_id=4 reason="From is a@example.com, but it was sent by owner-talk@example.org."
  evidence.0.what=Sender evidence.0.message_offset=60
finding rule.id=imf.reply_elsewhere message_id=4 evidence.0.message_offset=117
finding rule.id=imf.name_has_address message_id=7 reason="The name in From shows boss@example.com, but the address is a@example.org."
finding rule.id=imf.field_repeated message_id=9 evidence.0.message_offset=21 evidence.1.message_offset=60
finding rule.id=name.bidi message_id=11 evidence.0.what=From evidence.0.message_offset=0
finding rule.id=name.lookalike_domain message_id=13 evidence.0.message_offset=60 evidence.0.octets=38
