# IMAP: CRAM-MD5 refused, cancelled, accepted; the digest is a secret (RFC 2195, RFC 9051 6.2.2, RFC 4959)
port: 143


S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=CRAM-MD5] IMAP ready
C: a1 AUTHENTICATE CRAM-MD5
S: + PDE4OTYuNjk3MTcwOTUyQG14LmV4YW1wbGUubmV0Pg==
C: YWxpY2UgZGRkNmQxNDFlYmE4Mzc4MWE2NzdiODMzYjU5Y2EzYmQ=
S: a1 NO [AUTHENTICATIONFAILED] no
C: a2 AUTHENTICATE CRAM-MD5
S: + PDE4OTcuNjk3MTcwOTUzQG14LmV4YW1wbGUubmV0Pg==
C: *
S: a2 NO [AUTHENTICATIONFAILED] no
C: a3 AUTHENTICATE CRAM-MD5
S: + PDE4OTguNjk3MTcwOTU0QG14LmV4YW1wbGUubmV0Pg==
C: YWxpY2UgZDA4MGVkNjlkMDBiMGNmMDNjYmQzNzBiMmE1ZGVhZDE=
S: a3 OK in
C: a4 LOGOUT
S: * BYE bye
S: a4 OK done
---
auth mechanism=CRAM-MD5 user.name=alice outcome=failure challenge="<1896.697170952@mx.example.net>" secret=ddd6d141eba83781a677b833b59ca3bd secret_kind=digest
  response_code=AUTHENTICATIONFAILED attempt=1
auth outcome=failure secret=- user.name=- challenge="<1897.697170953@mx.example.net>" note="cancelled by the client"
auth user.name=alice outcome=success challenge="<1898.697170954@mx.example.net>" attempt=3 response_code=-
finding rule.id=auth.guessable finding.severity=low user.name=alice
session user.name=alice logins=3
hidden: YWxpY2UgZGRkNmQxNDFlYmE4Mzc4MWE2NzdiODMzYjU5Y2EzYmQ=
hidden: YWxpY2UgZDA4MGVkNjlkMDBiMGNmMDNjYmQzNzBiMmE1ZGVhZDE=
hidden: ddd6d141eba83781a677b833b59ca3bd
hidden: d080ed69d00b0cf03cbd370b2a5dead1
