# SMTP: names of attachments that hide behind syntax: continuations out of order, both forms at once, a comment in the name, a parameter in another one's value (RFC 2231 3, 4, 2045 5.1, 2183 2)

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
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C: Subject: names
C: MIME-Version: 1.0
C: Content-Type: multipart/mixed; boundary=b
C:
C: --b
C: Content-Type: application/octet-stream
C: Content-Disposition: attachment; filename*1*=%A9.b; filename*2=at;
C:  filename*0*=utf-8''caf%C3
C:
C: 1
C: --b
C: Content-Type: application/octet-stream
C: Content-Disposition: attachment; filename="old.txt"; filename*=us-ascii'en'new.bat
C:
C: 2
C: --b
C: Content-Type: application/octet-stream
C: Content-Disposition: attachment; filename=attached.(a comment)bat
C:
C: 3
C: --b
C: Content-Type: application/octet-stream
C: Content-Disposition: attachment; dummy="filename=wrong.txt"; filename=right.bat
C:
C: 4
C: --b
C: Content-Type: application/octet-stream; name="=?utf-8?B?5oql?=
C:  =?utf-8?B?5ZGK?=.bat"
C:
C: 5
C: --b--
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
message subject=names attachments.0.file.name=café.bat attachments.1.file.name=new.bat
  attachments.2.file.name="attached.(a comment)bat" attachments.3.file.name=right.bat
  attachments.4.file.name=报告.bat attachments.5=-
  defects.0=param_invalid defects.1=param_twice
