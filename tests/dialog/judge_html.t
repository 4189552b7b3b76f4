# HTML: links that lead elsewhere than they say, a page that makes a file; and a page without either

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
C: Subject: links
C: MIME-Version: 1.0
C: Content-Type: text/html; charset=utf-8
C:
C: <p>Please visit <a href="http://login.example.net/x">www.example.org</a>,
C: <a href="https://www.example.org@evil.example.com/">our page</a>
C: or <a href="https://a.example.org/">https://www.example.org/</a>.
C: <a href="http://far.example.net/">Click here</a>
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
C: Subject: page
C: MIME-Version: 1.0
C: Content-Type: text/html; charset=utf-8
C: Content-Transfer-Encoding: base64
C:
C: PGh0bWw+PGJvZHk+PHNjcmlwdD52YXIgYiA9IG5ldyBCbG9iKFthdG9iKCJUVm89IildKTsK
C: dmFyIHUgPSBVUkwuY3JlYXRlT2JqZWN0VVJMKGIpOyBhLmhyZWYgPSB1OyBhLmRvd25sb2Fk
C: ID0gInguaXNvIjs8L3NjcmlwdD4=
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
C: Subject: in order
C: MIME-Version: 1.0
C: Content-Type: text/html; charset=utf-8
C:
C: <p>Read <a href="https://www.example.org/news">www.example.org</a>,
C: write to <a href="mailto:a@example.org">a@example.org</a>.
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
C: Subject: drawn like
C: MIME-Version: 1.0
C: Content-Type: text/html; charset=utf-8
C:
C: <p>Read <a href="https://xn--80ak6aa92e.example.org/news">the news</a> and
C: <a href="https://xn--bcher-kva.example.org/">the books</a>.
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
finding rule.id=html.link_elsewhere finding.severity=medium confidence=likely mailwire.message_id=1
  reason="1 of the 4 links in part 1 name another site than the one they lead to."
  evidence.0.text="www.example.org -> http://login.example.net/x"
finding rule.id=html.link_user evidence.0.text="our page -> https://www.example.org@evil.example.com/"
finding rule.id=html.smuggling finding.severity=high confidence=likely mailwire.message_id=2
finding rule.id=name.lookalike_domain message_id=4 confidence=likely reason="1 of the 2 links in part 1 lead to a domain drawn like another."
