# SMTP: a message that returns with the one it is about inside: hops, signatures, checks and header of each, with the part they belong to (RFC 2046 5.2.1, 6376, 9051 6.4.5)

S: 220 mx.example.net
C: EHLO c
S: 250 mx
C: MAIL FROM:<>
S: 250 OK
C: RCPT TO:<alice@example.com>
S: 250 OK
C: DATA
S: 354 go on
C: Received: by mx.example.net id D4; Mon, 23 Nov 2026 08:31:00 +0000
C: From: Mailer-Daemon@mx.example.net
C: Date: Mon, 23 Nov 2026 08:31:00 +0000
C: Subject: Returned mail
C: MIME-Version: 1.0
C: Content-Type: multipart/report; report-type=delivery-status; boundary=out
C:
C: --out
C:
C: It could not be delivered.
C: --out
C: Content-Type: message/rfc822
C:
C: Received: from mail.example.com ([192.0.2.25]) by mx.example.net
C:  with ESMTPS id C3; Mon, 23 Nov 2026 08:30:05 +0000
C: Received: by mail.example.com id A1; Mon, 23 Nov 2026 08:30:00 +0000
C: DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=example.com; s=a;
C:  h=from:subject; bh=GdVvYzQ+OAEjGH8v/VMvKKoVi5DKqygowSJxOsoOQuw=; b=AAAA
C: ARC-Seal: i=1; a=rsa-sha256; cv=none; d=example.org; s=arc; b=AAAA
C: ARC-Message-Signature: i=1; a=rsa-sha256; c=simple/simple; d=example.org; s=arc;
C:  h=from; bh=GdVvYzQ+OAEjGH8v/VMvKKoVi5DKqygowSJxOsoOQuw=; b=AAAA
C: ARC-Authentication-Results: i=1; example.org; spf=pass smtp.mailfrom=example.com
C: From: alice@example.com
C: Subject: =?utf-8?q?gr=C3=BC=C3=9Fe?=
C:
C: inner text
C:
C: --out
C: Content-Type: message/rfc822
C:
C: DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=example.net; s=a;
C:  h=from:subject; bh=GdVvYzQ+OAEjGH8v/VMvKKoVi5DKqygowSJxOsoOQuw=; b=AAAA
C: From: bob@example.net
C: Content-Type: multipart/alternative; boundary=in
C:
C: --in
C:
C: other text
C: --in--
C: --out--
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
message received.0.by=mx.example.net received.0.part=- received.0.delay_ms=-
  received.1.part=2.1 received.1.ip=192.0.2.25 received.1.tls=true received.1.delay_ms=5000
  received.2.part=2.1 received.2.by=mail.example.com received.3.by=-
  dkim.0.part=2.1 dkim.0.d=example.com dkim.0.bh_ok=true
  dkim.1.part=3.TEXT dkim.1.d=example.net dkim.1.bh_ok=false
  arc.0.part=2.1 arc.0.i=1 arc.0.complete=true arc.0.bh_ok=true
  auth_results.0.part=2.1 auth_results.0.result=pass
  headers.0.part=- headers.6.part=2 headers.6.name=Content-Type
  headers.7.part=2.1 headers.7.name=Received headers.14.part=2.1 headers.14.value=grüße
  headers.16.part=3.TEXT headers.16.name=DKIM-Signature
finding rule.id=dkim.body_hash_mismatch confidence=possible evidence.0.what=signature
  reason="The body of the message inside, part 3.TEXT, is not the one example.net signed with selector a; who forwarded it may have written it anew."
