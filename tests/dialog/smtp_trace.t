# SMTP: a message that passed three servers and a list, with its hops, lists, checks and two signatures, one of which covers another body (RFC 5321 4.4, 6376, 8601, 8617)

S: 220 mx.example.net
C: EHLO c
S: 250 mx
C: MAIL FROM:<news-bounces@lists.example.org>
S: 250 OK
C: RCPT TO:<bob@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Return-Path: <news-bounces@lists.example.org>
C: Received: from lists.example.org (lists.example.org [192.0.2.20])
C:  (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384)
C:  by mx.example.net (Postfix) with ESMTPS id C3 for <bob@example.net>;
C:  Mon, 23 Nov 2026 08:30:07 +0000
C: Received: from mail.example.com ([IPv6:2001:db8::19]) by lists.example.org with ESMTP
C:  id B2; Mon, 23 Nov 2026 09:30:10 +0100
C: Received: by mail.example.com id A1; Mon, 23 Nov 2026 08:30:00 +0000
C: DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=a;
C:  h=from:subject; bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=; b=AAAA
C: DKIM-Signature: v=1; a=rsa-sha256; d=lists.example.org; s=b; t=1795422600;
C:  h=from:subject; bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; b=AAAA
C: ARC-Seal: i=1; a=rsa-sha256; cv=none; d=lists.example.org; s=arc; t=1795422601; b=AAAA
C: ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=lists.example.org; s=arc;
C:  h=from; bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=; b=AAAA
C: ARC-Authentication-Results: i=1; lists.example.org; spf=pass smtp.mailfrom=example.com
C: Authentication-Results: mx.example.net; dmarc=fail (p=NONE) header.from=xn--bcher-kva.example
C: Received-SPF: softfail (mx.example.net) client-ip=192.0.2.20;
C: From: Alice <alice@xn--bcher-kva.example>
C: To: bob@example.net
C: Subject: game
C: In-Reply-To: <1@example.net>
C: References: <0@example.net> (first)
C:  <1@example.net>
C: List-Id: "Our =?utf-8?q?n=C3=A9ws?=" <news.lists.example.org>
C: List-Unsubscribe: <https://lists.example.org/u>, <mailto:leave@lists.example.org>
C: List-Unsubscribe-Post: List-Unsubscribe=One-Click
C: Precedence: List
C: Auto-Submitted: auto-generated
C:
C: Hi.
C:
C: We lost the game.  Are you hungry yet?
C:
C: Joe.
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
message return_path=news-bounces@lists.example.org
  received.0.from=lists.example.org received.0.ip=192.0.2.20 received.0.by=mx.example.net
  received.0.tls=true received.0.tls_version=TLSv1.3 received.0.id=C3
  received.0.for=bob@example.net received.0.delay_ms=-3000 received.0.clock_skew=true
  received.1.ip=2001:db8::19 received.1.tls=false received.1.delay_ms=10000
  received.1.clock_skew=- received.2.from=- received.2.delay_ms=-
  dkim.0.d=example.com dkim.0.bh_ok=true dkim.1.d=lists.example.org dkim.1.bh_ok=false
  dkim.1.t=2026-11-23T08:30:00.000000000Z
  arc.0.i=1 arc.0.cv=none arc.0.complete=true arc.0.bh_ok=true
  auth_results.0.field=ARC-Authentication-Results auth_results.0.method=spf
  auth_results.1.server=mx.example.net auth_results.1.result=fail
  auth_results.1.props.0=header.from=xn--bcher-kva.example
  auth_results.2.method=spf auth_results.2.result=softfail
  in_reply_to.0=1@example.net references.0=0@example.net references.1=1@example.net
  list_id=news.lists.example.org list.label="Our néws" list.one_click=true
  list.unsubscribe.1=mailto:leave@lists.example.org precedence=list
  auto_submitted=auto-generated
  idn.0.ascii=xn--bcher-kva.example idn.0.unicode=bücher.example
  headers.0.name=Return-Path headers.0.offset=0 headers.0.bytes=47 headers.16.name=List-Id
finding rule.id=dkim.body_hash_mismatch confidence=possible evidence.0.what=signature
  evidence.0.message_offset=619 evidence.0.octets=150
finding rule.id=imf.field_missing reason="The header has no Date."
