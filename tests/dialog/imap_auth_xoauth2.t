# IMAP: XOAUTH2: an expired token, the server's error as a challenge and an empty answer to it, a good token (RFC 7628 3.2, RFC 9051 6.2.2, RFC 4959)
port: 143


S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] IMAP ready
C: a1 AUTHENTICATE XOAUTH2 dXNlcj1hbGljZUBleGFtcGxlLm9yZwFhdXRoPUJlYXJlciB5YTI5LmV4cGlyZWQtdG9rZW4tMQEB
S: + eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIiwic2NvcGUiOiJodHRwczovL21haWwuZXhhbXBsZS5vcmcvIn0=
C:
S: a1 NO [AUTHENTICATIONFAILED] no
C: a2 AUTHENTICATE XOAUTH2
S: +\x20
C: dXNlcj1hbGljZUBleGFtcGxlLm9yZwFhdXRoPUJlYXJlciB5YTI5LmZyZXNoLXRva2VuLTIyAQE=
S: a2 OK in
C: a3 LOGOUT
S: * BYE bye
S: a3 OK done
---
auth mechanism=XOAUTH2 user.name=alice@example.org outcome=failure error="{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"https://mail.example.org/\"}" secret="Bearer ya29.expired-token-1"
  secret_kind=token response_code=AUTHENTICATIONFAILED
auth outcome=success user.name=alice@example.org error=- secret="Bearer ya29.fresh-token-22"
finding rule.id=auth.cleartext finding.severity=high event.reason="XOAUTH2 without TLS, a token of alice@example.org"
session logins=2
hidden: expired-token
hidden: fresh-token
hidden: dXNlcj1hbGljZUBleGFtcGxlLm9yZwFhdXRoPUJlYXJlciB5YTI5LmV4cGlyZWQtdG9rZW4tMQEB
hidden: dXNlcj1hbGljZUBleGFtcGxlLm9yZwFhdXRoPUJlYXJlciB5YTI5LmZyZXNoLXRva2VuLTIyAQE=
