# SMTP: DIGEST-MD5 refused, then accepted, the server proving itself too (RFC 2831, RFC 4954)
port: 587


S: 220 mx.example.net ESMTP
C: EHLO c.example.org
S: 250-mx.example.net
S: 250 AUTH DIGEST-MD5
C: AUTH DIGEST-MD5
S: 334 cmVhbG09ImV4YW1wbGUub3JnIixub25jZT0iT0E2TUc5dEVRR20yaGgiLHFvcD0iYXV0aCIsYWxnb3JpdGhtPW1kNS1zZXNzLGNoYXJzZXQ9dXRmLTg=
C: Y2hhcnNldD11dGYtOCx1c2VybmFtZT0iYWxpY2UiLHJlYWxtPSJleGFtcGxlLm9yZyIsbm9uY2U9Ik9BNk1HOXRFUUdtMmhoIixuYz0wMDAwMDAwMSxjbm9uY2U9Ik9BNk1IWGg2VnFUclJrIixkaWdlc3QtdXJpPSJzbXRwL214LmV4YW1wbGUubmV0IixyZXNwb25zZT1iNDI1ZjU4YzRhOGQxY2E1YzA1MDI0NjU1YTJiMmNiNyxxb3A9YXV0aA==
S: 535 5.7.8 no
C: AUTH DIGEST-MD5
S: 334 cmVhbG09ImV4YW1wbGUub3JnIixub25jZT0iT0E2TUc5dEVRR20yaGgiLHFvcD0iYXV0aCIsYWxnb3JpdGhtPW1kNS1zZXNzLGNoYXJzZXQ9dXRmLTg=
C: Y2hhcnNldD11dGYtOCx1c2VybmFtZT0iYWxpY2UiLHJlYWxtPSJleGFtcGxlLm9yZyIsbm9uY2U9Ik9BNk1HOXRFUUdtMmhoIixuYz0wMDAwMDAwMSxjbm9uY2U9Ik9BNk1IWGg2VnFUclJsIixkaWdlc3QtdXJpPSJzbXRwL214LmV4YW1wbGUubmV0IixyZXNwb25zZT05YjYwYmZlN2I4MmEyNzU2ZmMxYWZmMzU3MDMxNjRkYyxxb3A9YXV0aA==
S: 334 cnNwYXV0aD1lNmI2NTk5ODBjYzQzMDdjZWRmYzgyOTNhNzY0YmI1ZA==
C:
S: 235 2.7.0 in
C: QUIT
S: 221 bye
---
auth mechanism=DIGEST-MD5 user.name=alice outcome=failure realm=example.org service="smtp/mx.example.net" secret=b425f58c4a8d1ca5c05024655a2b2cb7
  secret_kind=digest challenge="realm=\"example.org\",nonce=\"OA6MG9tEQGm2hh\",qop=\"auth\",algorithm=md5-sess,charset=utf-8"
auth mechanism=DIGEST-MD5 user.name=alice outcome=success realm=example.org service="smtp/mx.example.net" secret=9b60bfe7b82a2756fc1aff35703164dc
  secret_kind=digest challenge="realm=\"example.org\",nonce=\"OA6MG9tEQGm2hh\",qop=\"auth\",algorithm=md5-sess,charset=utf-8"
session logins=2
hidden: Y2hhcnNldD11dGYtOCx1c2VybmFtZT0iYWxpY2UiLHJlYWxtPSJleGFtcGxlLm9yZyIsbm9uY2U9Ik9BNk1HOXRFUUdtMmhoIixuYz0wMDAwMDAwMSxjbm9uY2U9Ik9BNk1IWGg2VnFUclJrIixkaWdlc3QtdXJpPSJzbXRwL214LmV4YW1wbGUubmV0IixyZXNwb25zZT1iNDI1ZjU4YzRhOGQxY2E1YzA1MDI0NjU1YTJiMmNiNyxxb3A9YXV0aA==
hidden: Y2hhcnNldD11dGYtOCx1c2VybmFtZT0iYWxpY2UiLHJlYWxtPSJleGFtcGxlLm9yZyIsbm9uY2U9Ik9BNk1HOXRFUUdtMmhoIixuYz0wMDAwMDAwMSxjbm9uY2U9Ik9BNk1IWGg2VnFUclJsIixkaWdlc3QtdXJpPSJzbXRwL214LmV4YW1wbGUubmV0IixyZXNwb25zZT05YjYwYmZlN2I4MmEyNzU2ZmMxYWZmMzU3MDMxNjRkYyxxb3A9YXV0aA==
hidden: b425f58c4a8d1ca5c05024655a2b2cb7
hidden: 9b60bfe7b82a2756fc1aff35703164dc
hidden: rspauth=e6b659980cc4307cedfc8293a764bb5d
hidden: cnNwYXV0aD1lNmI2NTk5ODBjYzQzMDdjZWRmYzgyOTNhNzY0YmI1ZA==
