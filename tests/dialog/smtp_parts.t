# SMTP: parts that say more than their type: a winmail.dat with files, a uuencoded file and PGP in plain text, a calendar, a vCard, text in another set than it says ([MS-OXTNEF], RFC 5545, 6350)

S: 220 mx.example.net
C: EHLO c
S: 250 mx
C: MAIL FROM:<liming@example.org>
S: 250 OK
C: RCPT TO:<bob@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: liming@example.org
C: Content-Type: multipart/mixed; boundary=b
C:
C: --b
C: Content-Type: text/plain; charset=us-ascii
C: Content-Transfer-Encoding: 8bit
C:
C: begin 2 days earlier
C: than usual.
C: begin 644 cat.txt
C: #0V%T
C: `
C: end
C: -----BEGIN PGP MESSAGE-----
C:
C: =ybegin line=128 size=3 name=x
C: Grüße aus Köln, schöne grüne Bäume
C: --b
C: Content-Type: application/ms-tnef; name=winmail.dat
C: Content-Transfer-Encoding: base64
C:
C: eJ8+IgEAAQeQBgAIAAAA5AQAAAAAAADoAAEMgAIAEAAAAFNlZSB0aGUgZmlsZS4NCgCDBAICkAYA
C: DgAAAAEAAAAAAAAAAAAAAAAAAQACD4AGAAoAAABhLGINCjEsMg0KrAECEIABAAoAAAB0YWJsZS5j
C: c3YAggMCBZAGAEQAAAACAAAAHwAHNwEAAAAcAAAA3ABiAGUAcgBzAGkAYwBoAHQALgBjAHMAdgAA
C: AB4ADjcBAAAACQAAAHRleHQvY3N2AAAAANMJAgKQBgAOAAAAAQAAAAAAAAAAAAAAAAABAAIQgAEA
C: CwAAAHNlY29uZC5iaW4A4wMCD4AGAAMAAAAAAQIDAA==
C: --b
C: Content-Type: text/calendar; method=REQUEST; charset=utf-8
C:
C: BEGIN:VCALENDAR
C: METHOD:REQUEST
C: BEGIN:VTIMEZONE
C: BEGIN:STANDARD
C: DTSTART:19700101T000000
C: END:STANDARD
C: END:VTIMEZONE
C: BEGIN:VEVENT
C: SUMMARY;LANGUAGE=en:Weekly mee
C:  ting\\, room 1
C: DTSTART;TZID="Europe/Berlin: x":20261123T090000
C: DTEND:20261123T100000
C: ORGANIZER;CN=Alice:mailto:alice@example.org
C: ATTENDEE:mailto:bob@example.net
C: ATTENDEE:mailto:carol@example.net
C: END:VEVENT
C: END:VCALENDAR
C: --b
C: Content-Type: text/vcard
C:
C: BEGIN:VCARD
C: FN:Alice Example
C: item1.EMAIL;TYPE=work:alice@example.org
C: END:VCARD
C: --b
C: Content-Type: message/partial; id="abc@example.org"; number=2; total=3
C:
C: second piece
C: --b
C: Content-Type: message/external-body; access-type=ANON-FTP; name=a.ps;
C:  site=ftp.example.org; directory=pub
C:
C: Content-Type: application/postscript
C:
C: --b
C: Content-Type: text/html
C: Content-Transfer-Encoding: base64
C:
C: PG1ldGEgY2hhcnNldD1rb2k4LXI+PHA+8NLJ18XUPC9wPg==
C: --b
C: Content-Type: text/plain; charset=iso-8859-1
C: Content-Transfer-Encoding: base64
C:
C: u+HS6dfKwc/S0b6ty824tizH68T6sunK1bi9vP4=
C: --b
C: Content-Type: text/plain; charset=gb2312
C: Content-Transfer-Encoding: base64
C:
C: 5Lya6K6u6LWE5paZ
C: --b--
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
message parts.0.path=1 parts.0.charset=us-ascii parts.0.charset_note="wrong label"
  parts.0.charset_found=UTF-8 parts.0.holds.0=pgp-message parts.0.holds.1=yenc
  parts.0.holds.2=uuencode parts.1.path=1.uu.1 parts.1.name=cat.txt parts.1.inner=true
  parts.1.size=3 parts.1.complete=true
  parts.1.sha256=48735c4fae42d1501164976afec76730b9e5fe467f680bdd8daff4bb77674045
  parts.2.path=2 parts.2.role=tnef parts.3.path=2.tnef.text parts.3.content_type=text/plain
  parts.3.size=15 parts.4.path=2.tnef.1 parts.4.name=Übersicht.csv
  parts.4.content_type=text/csv parts.4.size=10 parts.5.path=2.tnef.2
  parts.5.name=second.bin parts.5.size=3 parts.5.complete=true
  parts.6.role=calendar parts.6.summary="REQUEST: Weekly meeting, room 1, 2026-11-23 09:00 Europe/Berlin: x to 2026-11-23 10:00 (no time zone), by Alice <alice@example.org>, to bob@example.net (+1)"
  parts.7.role=vcard parts.7.summary="Alice Example, alice@example.org"
  parts.8.role=partial parts.8.partial.id=abc@example.org parts.8.partial.number=2
  parts.9.role="external body" parts.9.external.access_type=ANON-FTP
  parts.9.external.where=ftp.example.org/pub/a.ps
  parts.10.charset=- parts.10.charset_note="label in the HTML" parts.10.charset_found=KOI8-R
  parts.11.charset_note="wrong label" parts.11.charset_found=GB18030
  parts.12.charset_note="wrong label" parts.12.charset_found=UTF-8
  containers.0.path=TEXT containers.0.content_type=multipart/mixed
  defects.0=charset_wrong defects.1=-
