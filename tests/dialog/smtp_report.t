# SMTP: a delivery report with two recipients, and below it the header of the message; a receipt; a signed and an encrypted message (RFC 3464, 6522, 8098, 1847, 3156)

S: 220 mx.example.net
C: EHLO c
S: 250 mx
C: MAIL FROM:<>
S: 250 OK
C: RCPT TO:<bob@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Content-Type: multipart/report; report-type=delivery-status; boundary=b
C:
C: --b
C:
C: Could not deliver.
C: --b
C: Content-Type: message/delivery-status
C:
C: Reporting-MTA: dns; mx.example.org
C: Arrival-Date: Mon, 23 Nov 2026 08:30:00 +0000
C:
C: Final-Recipient: rfc822; carol@example.com
C: Original-Recipient: rfc822;Carol@example.com
C: Action: failed
C: Status: 5.1.1
C: Remote-MTA: dns; mail.example.com
C: Diagnostic-Code: smtp; 550 5.1.1
C:   no such user
C:
C: Action: delayed
C: Final-Recipient: x400; /G=Dave/
C: Status: 4.4.1 (connection timed out)
C: --b
C: Content-Type: text/rfc822-headers
C:
C: Subject: lost
C: --b--
C: .
S: 250 OK
C: MAIL FROM:<carol@example.com>
S: 250 OK
C: RCPT TO:<bob@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Content-Type: multipart/report; report-type=disposition-notification; boundary=b
C:
C: --b
C: Content-Type: message/disposition-notification
C:
C: Reporting-UA: mail.example.com; Reader 1.0
C: Final-Recipient: rfc822;carol@example.com
C: Original-Message-ID: <1@example.net>
C: Disposition: manual-action/MDN-sent-manually; displayed
C: --b--
C: .
S: 250 OK
C: MAIL FROM:<carol@example.com>
S: 250 OK
C: RCPT TO:<bob@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Content-Type: multipart/mixed; boundary=a
C:
C: --a
C: Content-Type: multipart/signed; micalg=pgp-sha256; boundary=b;
C:  protocol="application/pgp-signature"
C:
C: --b
C:
C: signed
C: --b
C: Content-Type: application/pgp-signature
C:
C: x
C: --b--
C: --a
C: Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=c
C:
C: --c
C: Content-Type: application/pgp-encrypted
C:
C: Version: 1
C: --c
C: Content-Type: application/octet-stream
C:
C: x
C: --c
C:
C: one too many
C: --c--
C: --a
C: Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m
C:
C: x
C: --a
C: Content-Type: application/octet-stream; name="SMIME.P7S"
C:
C: x
C: --a--
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
message containers.0.role=report containers.0.protocol=delivery-status
  parts.1.role="delivery status" parts.2.role="headers only" dsn.reporting_mta=mx.example.org
  dsn.arrival_date="Mon, 23 Nov 2026 08:30:00 +0000" dsn.recipients.0.part=2
  dsn.recipients.0.final_recipient=carol@example.com dsn.recipients.0.action=failed
  dsn.recipients.0.original_recipient=Carol@example.com dsn.recipients.0.status=5.1.1
  dsn.recipients.0.remote_mta=mail.example.com
  dsn.recipients.0.diagnostic_code="smtp; 550 5.1.1  no such user"
  dsn.recipients.1.final_recipient="x400; /G=Dave/" dsn.recipients.1.action=delayed
  dsn.recipients.2.action=-
message mdn.final_recipient=carol@example.com mdn.original_message_id=1@example.net
  mdn.disposition="manual-action/MDN-sent-manually; displayed"
message containers.1.role=signed containers.1.micalg=pgp-sha256 containers.1.path=1
  containers.1.protocol=application/pgp-signature containers.2.role=encrypted
  parts.0.path=1.1 parts.0.role="signed content" parts.1.role="pgp signature"
  parts.2.role="pgp control" parts.3.role="encrypted content"
  parts.5.role="s/mime encrypted" parts.6.role="s/mime signature" defects.0=security_parts defects.1=-
