# SMTP: one message from the greeting to QUIT (RFC 5321 3.1-3.8, D.1)

S: 220 mx.example.net ESMTP ready
C: EHLO client.example.org
S: 250-mx.example.net greets client.example.org
S: 250-8BITMIME
S: 250-SIZE 1000000
S: 250 HELP
C: MAIL FROM:<liming@example.org> SIZE=300 BODY=8BITMIME
S: 250 2.1.0 OK
C: RCPT TO:<bob@example.net>
S: 250 2.1.5 OK
C: DATA
S: 354 Start mail input; end with <CRLF>.<CRLF>
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C: From: Li Ming <liming@example.org>
C: To: "Bob, the builder" <bob@example.net>, carol@example.net
C: Cc: Team: dave@example.net, eve@example.net;
C: Reply-To: <desk@example.org>
C: Subject: hello
C: Message-ID: <1.20261123@example.org>
C: User-Agent: Hand/1.0
C:
C: Hello, Bob.
C: .
S: 250 2.0.0 OK: queued as 4QxYz12345
C: QUIT
S: 221 2.0.0 Bye
---
command seq=0 verb=- reply_code=220 reply_text="mx.example.net ESMTP ready" status=ok
command seq=1 verb=EHLO arg=client.example.org reply_code=250 status=ok request_bytes=25
  reply_text="mx.example.net greets client.example.org" reply_lines.0=8BITMIME
  reply_lines.1="SIZE 1000000" reply_lines.2=HELP reply_lines.3=- reply_enhanced=-
command verb=MAIL arg="FROM:<liming@example.org> SIZE=300 BODY=8BITMIME" reply_code=250
  reply_enhanced=2.1.0 outcome=success
command verb=RCPT arg="TO:<bob@example.net>" reply_code=250 reply_enhanced=2.1.5
command verb=DATA arg=- reply_code=354 status=continue
command seq=5 verb=. reply_code=250 status=ok mailwire.message_id=1
command verb=QUIT reply_code=221 status=ok
message mailwire.message_id=1 direction=submitted command=DATA size=303 sha256=688b7b0b20dc188fb61be89e969a764c87c03c40aa5aa3fd6769469fb8ed4acc complete=true
  missing_bytes=0 outcome=success helo=client.example.org mail_from=liming@example.org
  mail_from_params="SIZE=300 BODY=8BITMIME" announced_bytes=300
  rcpt.0.address=bob@example.net rcpt.0.code=250 rcpt.0.verdict=accepted
  rcpt.0.enhanced=2.1.5 rcpt.1=- envelope.reply_code=250
  envelope.reply_text="2.0.0 OK: queued as 4QxYz12345" local_id=4QxYz12345
  from.address.0=liming@example.org from_display.0="Li Ming"
  to.address.0=bob@example.net to.address.1=carol@example.net to.address.2=-
  to_display.0="Bob, the builder"
  cc.address.0=dave@example.net cc.address.1=eve@example.net cc.address.2=-
  reply_to.address.0=desk@example.org subject=hello email.message_id=1.20261123@example.org
  origination_timestamp=2026-11-23T00:30:00.000000000Z x_mailer=Hand/1.0
  number=- uid=- headers_only=false
session network.protocol=smtp helo=client.example.org capabilities.0=8BITMIME
  capabilities.1="SIZE 1000000" capabilities.2=HELP capabilities.3=- commands=5 messages=1
  logins=0 user.name=- encrypted=false banner="mx.example.net ESMTP ready"
none auth
follow: S: 220 mx.example.net ESMTP ready
follow: C: EHLO client.example.org
follow: S: 250-8BITMIME
follow: of message 1
follow: C: .
follow: S: 221 2.0.0 Bye
