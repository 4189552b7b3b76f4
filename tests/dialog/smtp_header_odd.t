# SMTP: groups with and without members, an address and a date nobody can read, words in a set nobody knows (RFC 5322 3.3, 3.4, RFC 2047)

S: 220 mx.example.net
C: EHLO c
S: 250 mx
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: a@example.org
C: To: Team: a@example.org, "B, C" <b@example.org>;, undisclosed-recipients:;
C: Cc: c@example.net d@example.org, E: e@example.org;
C: Date: Mon, 31 Feb 2026 08:30:00 +0000
C: Subject: =?x-nobody-knows?B?1tC5+svEtKg=?=
C:
C: x
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: a@example.org
C: To: B: ;
C: Date: 31 Jan 26 08:30 EST (obsolete, and right)
C: Subject: =?gbk?B?1tC5+svEtKg=?=
C:
C: x
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
message to.address.0=a@example.org to.address.1=b@example.org to.address.2=-
  groups.0=Team groups.1=undisclosed-recipients groups.2=E groups.3=-
  cc.address.0=d@example.org cc.address.1=e@example.org origination_timestamp=-
  subject="中国四川" defects.0=header_word defects.1=address_invalid defects.2=date_invalid
  defects.3=-
message to.address.0=- groups.0=B groups.1=- subject="中国四川" defects.0=-
  origination_timestamp=2026-01-31T13:30:00.000000000Z
