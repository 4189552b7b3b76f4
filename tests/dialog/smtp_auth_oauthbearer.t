# SMTP: OAUTHBEARER: an expired token, the server's error as a challenge and an empty answer to it, a good token (RFC 7628 3.2, RFC 4954)
port: 587


S: 220 mx.example.net ESMTP
C: EHLO c.example.org
S: 250-mx.example.net
S: 250 AUTH OAUTHBEARER
C: AUTH OAUTHBEARER bixhPWFsaWNlQGV4YW1wbGUub3JnLAFob3N0PW14LmV4YW1wbGUubmV0AXBvcnQ9NTg3AWF1dGg9QmVhcmVyIHlhMjkuZXhwaXJlZC10b2tlbi0xAQE=
S: 334 eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIiwic2NvcGUiOiJodHRwczovL21haWwuZXhhbXBsZS5vcmcvIn0=
C: AQ==
S: 535 5.7.8 no
C: AUTH OAUTHBEARER
S: 334\x20
C: bixhPWFsaWNlQGV4YW1wbGUub3JnLAFob3N0PW14LmV4YW1wbGUubmV0AXBvcnQ9NTg3AWF1dGg9QmVhcmVyIHlhMjkuZnJlc2gtdG9rZW4tMjIBAQ==
S: 235 2.7.0 in
C: QUIT
S: 221 bye
---
auth mechanism=OAUTHBEARER user.name=alice@example.org outcome=failure error="{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"https://mail.example.org/\"}" secret="Bearer ya29.expired-token-1"
  secret_kind=token response_code=5.7.8
auth outcome=success user.name=alice@example.org error=- secret="Bearer ya29.fresh-token-22"
finding rule.id=auth.cleartext finding.severity=high event.reason="OAUTHBEARER without TLS, a token of alice@example.org"
session logins=2
hidden: expired-token
hidden: fresh-token
hidden: bixhPWFsaWNlQGV4YW1wbGUub3JnLAFob3N0PW14LmV4YW1wbGUubmV0AXBvcnQ9NTg3AWF1dGg9QmVhcmVyIHlhMjkuZXhwaXJlZC10b2tlbi0xAQE=
hidden: bixhPWFsaWNlQGV4YW1wbGUub3JnLAFob3N0PW14LmV4YW1wbGUubmV0AXBvcnQ9NTg3AWF1dGg9QmVhcmVyIHlhMjkuZnJlc2gtdG9rZW4tMjIBAQ==
