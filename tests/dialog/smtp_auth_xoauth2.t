# SMTP: XOAUTH2: an expired token, the server's error as a challenge and an empty answer to it, a good token (RFC 7628 3.2, RFC 4954)
port: 587


S: 220 mx.example.net ESMTP
C: EHLO c.example.org
S: 250-mx.example.net
S: 250 AUTH XOAUTH2
C: AUTH XOAUTH2 dXNlcj1hbGljZUBleGFtcGxlLm9yZwFhdXRoPUJlYXJlciB5YTI5LmV4cGlyZWQtdG9rZW4tMQEB
S: 334 eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIiwic2NvcGUiOiJodHRwczovL21haWwuZXhhbXBsZS5vcmcvIn0=
C:
S: 535 5.7.8 no
C: AUTH XOAUTH2
S: 334\x20
C: dXNlcj1hbGljZUBleGFtcGxlLm9yZwFhdXRoPUJlYXJlciB5YTI5LmZyZXNoLXRva2VuLTIyAQE=
S: 235 2.7.0 in
C: QUIT
S: 221 bye
---
auth mechanism=XOAUTH2 user.name=alice@example.org outcome=failure error="{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"https://mail.example.org/\"}" secret="Bearer ya29.expired-token-1"
  secret_kind=token response_code=5.7.8
auth outcome=success user.name=alice@example.org error=- secret="Bearer ya29.fresh-token-22"
finding rule.id=auth.cleartext finding.severity=high event.reason="XOAUTH2 without TLS, a token of alice@example.org"
session logins=2
hidden: expired-token
hidden: fresh-token
hidden: dXNlcj1hbGljZUBleGFtcGxlLm9yZwFhdXRoPUJlYXJlciB5YTI5LmV4cGlyZWQtdG9rZW4tMQEB
hidden: dXNlcj1hbGljZUBleGFtcGxlLm9yZwFhdXRoPUJlYXJlciB5YTI5LmZyZXNoLXRva2VuLTIyAQE=
