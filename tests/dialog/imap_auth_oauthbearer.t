# IMAP: OAUTHBEARER: an expired token, the server's error as a challenge and an empty answer to it, a good token (RFC 7628 3.2, RFC 9051 6.2.2, RFC 4959)
port: 143


S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=OAUTHBEARER] IMAP ready
C: a1 AUTHENTICATE OAUTHBEARER bixhPWFsaWNlQGV4YW1wbGUub3JnLAFob3N0PW14LmV4YW1wbGUubmV0AXBvcnQ9NTg3AWF1dGg9QmVhcmVyIHlhMjkuZXhwaXJlZC10b2tlbi0xAQE=
S: + eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIiwic2NvcGUiOiJodHRwczovL21haWwuZXhhbXBsZS5vcmcvIn0=
C: AQ==
S: a1 NO [AUTHENTICATIONFAILED] no
C: a2 AUTHENTICATE OAUTHBEARER
S: +\x20
C: bixhPWFsaWNlQGV4YW1wbGUub3JnLAFob3N0PW14LmV4YW1wbGUubmV0AXBvcnQ9NTg3AWF1dGg9QmVhcmVyIHlhMjkuZnJlc2gtdG9rZW4tMjIBAQ==
S: a2 OK in
C: a3 LOGOUT
S: * BYE bye
S: a3 OK done
---
auth mechanism=OAUTHBEARER user.name=alice@example.org outcome=failure error="{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"https://mail.example.org/\"}" secret="Bearer ya29.expired-token-1"
  secret_kind=token response_code=AUTHENTICATIONFAILED
auth outcome=success user.name=alice@example.org error=- secret="Bearer ya29.fresh-token-22"
finding rule.id=auth.cleartext finding.severity=high event.reason="OAUTHBEARER without TLS, a token of alice@example.org"
session logins=2
hidden: expired-token
hidden: fresh-token
hidden: bixhPWFsaWNlQGV4YW1wbGUub3JnLAFob3N0PW14LmV4YW1wbGUubmV0AXBvcnQ9NTg3AWF1dGg9QmVhcmVyIHlhMjkuZXhwaXJlZC10b2tlbi0xAQE=
hidden: bixhPWFsaWNlQGV4YW1wbGUub3JnLAFob3N0PW14LmV4YW1wbGUubmV0AXBvcnQ9NTg3AWF1dGg9QmVhcmVyIHlhMjkuZnJlc2gtdG9rZW4tMjIBAQ==
