# IMAP: DIGEST-MD5 refused, then accepted, the server proving itself too (RFC 2831, RFC 9051 6.2.2, RFC 4959)
port: 143


S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=DIGEST-MD5] IMAP ready
C: a1 AUTHENTICATE DIGEST-MD5
S: + cmVhbG09ImV4YW1wbGUub3JnIixub25jZT0iT0E2TUc5dEVRR20yaGgiLHFvcD0iYXV0aCIsYWxnb3JpdGhtPW1kNS1zZXNzLGNoYXJzZXQ9dXRmLTg=
C: Y2hhcnNldD11dGYtOCx1c2VybmFtZT0iYWxpY2UiLHJlYWxtPSJleGFtcGxlLm9yZyIsbm9uY2U9Ik9BNk1HOXRFUUdtMmhoIixuYz0wMDAwMDAwMSxjbm9uY2U9Ik9BNk1IWGg2VnFUclJrIixkaWdlc3QtdXJpPSJpbWFwL214LmV4YW1wbGUubmV0IixyZXNwb25zZT1hZDdhNzIwZDJmYzFjZDFkMmE3Y2Y0MmE4ODlkNDliZCxxb3A9YXV0aA==
S: a1 NO [AUTHENTICATIONFAILED] no
C: a2 AUTHENTICATE DIGEST-MD5
S: + cmVhbG09ImV4YW1wbGUub3JnIixub25jZT0iT0E2TUc5dEVRR20yaGgiLHFvcD0iYXV0aCIsYWxnb3JpdGhtPW1kNS1zZXNzLGNoYXJzZXQ9dXRmLTg=
C: Y2hhcnNldD11dGYtOCx1c2VybmFtZT0iYWxpY2UiLHJlYWxtPSJleGFtcGxlLm9yZyIsbm9uY2U9Ik9BNk1HOXRFUUdtMmhoIixuYz0wMDAwMDAwMSxjbm9uY2U9Ik9BNk1IWGg2VnFUclJsIixkaWdlc3QtdXJpPSJpbWFwL214LmV4YW1wbGUubmV0IixyZXNwb25zZT1hZTdhOGU3N2FjOTBlMWYzMjY2ODY0YmUyNGViZjUwNSxxb3A9YXV0aA==
S: + cnNwYXV0aD04MzI5NTZkYTcyMDVmM2I2OTY2Y2E5ZGJjMDYxN2FhNg==
C:
S: a2 OK in
C: a3 LOGOUT
S: * BYE bye
S: a3 OK done
---
auth mechanism=DIGEST-MD5 user.name=alice outcome=failure realm=example.org service="imap/mx.example.net" secret=ad7a720d2fc1cd1d2a7cf42a889d49bd
  secret_kind=digest challenge="realm=\"example.org\",nonce=\"OA6MG9tEQGm2hh\",qop=\"auth\",algorithm=md5-sess,charset=utf-8"
auth mechanism=DIGEST-MD5 user.name=alice outcome=success realm=example.org service="imap/mx.example.net" secret=ae7a8e77ac90e1f3266864be24ebf505
  secret_kind=digest challenge="realm=\"example.org\",nonce=\"OA6MG9tEQGm2hh\",qop=\"auth\",algorithm=md5-sess,charset=utf-8"
session logins=2
hidden: Y2hhcnNldD11dGYtOCx1c2VybmFtZT0iYWxpY2UiLHJlYWxtPSJleGFtcGxlLm9yZyIsbm9uY2U9Ik9BNk1HOXRFUUdtMmhoIixuYz0wMDAwMDAwMSxjbm9uY2U9Ik9BNk1IWGg2VnFUclJrIixkaWdlc3QtdXJpPSJpbWFwL214LmV4YW1wbGUubmV0IixyZXNwb25zZT1hZDdhNzIwZDJmYzFjZDFkMmE3Y2Y0MmE4ODlkNDliZCxxb3A9YXV0aA==
hidden: Y2hhcnNldD11dGYtOCx1c2VybmFtZT0iYWxpY2UiLHJlYWxtPSJleGFtcGxlLm9yZyIsbm9uY2U9Ik9BNk1HOXRFUUdtMmhoIixuYz0wMDAwMDAwMSxjbm9uY2U9Ik9BNk1IWGg2VnFUclJsIixkaWdlc3QtdXJpPSJpbWFwL214LmV4YW1wbGUubmV0IixyZXNwb25zZT1hZTdhOGU3N2FjOTBlMWYzMjY2ODY0YmUyNGViZjUwNSxxb3A9YXV0aA==
hidden: ad7a720d2fc1cd1d2a7cf42a889d49bd
hidden: ae7a8e77ac90e1f3266864be24ebf505
hidden: rspauth=832956da7205f3b6966ca9dbc0617aa6
hidden: cnNwYXV0aD04MzI5NTZkYTcyMDVmM2I2OTY2Y2E5ZGJjMDYxN2FhNg==
