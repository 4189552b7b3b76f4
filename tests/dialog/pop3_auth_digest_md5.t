# POP3: DIGEST-MD5 refused, then accepted, the server proving itself too (RFC 2831, RFC 5034)
port: 110


S: +OK POP3 ready
C: CAPA
S: +OK
S: SASL DIGEST-MD5
S: .
C: AUTH DIGEST-MD5
S: + cmVhbG09ImV4YW1wbGUub3JnIixub25jZT0iT0E2TUc5dEVRR20yaGgiLHFvcD0iYXV0aCIsYWxnb3JpdGhtPW1kNS1zZXNzLGNoYXJzZXQ9dXRmLTg=
C: Y2hhcnNldD11dGYtOCx1c2VybmFtZT0iYWxpY2UiLHJlYWxtPSJleGFtcGxlLm9yZyIsbm9uY2U9Ik9BNk1HOXRFUUdtMmhoIixuYz0wMDAwMDAwMSxjbm9uY2U9Ik9BNk1IWGg2VnFUclJrIixkaWdlc3QtdXJpPSJwb3AvbXguZXhhbXBsZS5uZXQiLHJlc3BvbnNlPWU2Mzk5ZDM4M2MxMDdkNzg3YmJmYzcyMWE1YTliMDUyLHFvcD1hdXRo
S: -ERR [AUTH] no
C: AUTH DIGEST-MD5
S: + cmVhbG09ImV4YW1wbGUub3JnIixub25jZT0iT0E2TUc5dEVRR20yaGgiLHFvcD0iYXV0aCIsYWxnb3JpdGhtPW1kNS1zZXNzLGNoYXJzZXQ9dXRmLTg=
C: Y2hhcnNldD11dGYtOCx1c2VybmFtZT0iYWxpY2UiLHJlYWxtPSJleGFtcGxlLm9yZyIsbm9uY2U9Ik9BNk1HOXRFUUdtMmhoIixuYz0wMDAwMDAwMSxjbm9uY2U9Ik9BNk1IWGg2VnFUclJsIixkaWdlc3QtdXJpPSJwb3AvbXguZXhhbXBsZS5uZXQiLHJlc3BvbnNlPTVlYzJmOTFkZmVhOGYyM2ZhYWRhODY4MTkyMjBhZjI1LHFvcD1hdXRo
S: + cnNwYXV0aD00NmRjODkzZDBkOWM1MTBjOTViOGVmOWMwMDQ3ODUyZQ==
C:
S: +OK in
C: QUIT
S: +OK bye
---
auth mechanism=DIGEST-MD5 user.name=alice outcome=failure realm=example.org service="pop/mx.example.net" secret=e6399d383c107d787bbfc721a5a9b052
  secret_kind=digest challenge="realm=\"example.org\",nonce=\"OA6MG9tEQGm2hh\",qop=\"auth\",algorithm=md5-sess,charset=utf-8"
auth mechanism=DIGEST-MD5 user.name=alice outcome=success realm=example.org service="pop/mx.example.net" secret=5ec2f91dfea8f23faada86819220af25
  secret_kind=digest challenge="realm=\"example.org\",nonce=\"OA6MG9tEQGm2hh\",qop=\"auth\",algorithm=md5-sess,charset=utf-8"
session logins=2
hidden: Y2hhcnNldD11dGYtOCx1c2VybmFtZT0iYWxpY2UiLHJlYWxtPSJleGFtcGxlLm9yZyIsbm9uY2U9Ik9BNk1HOXRFUUdtMmhoIixuYz0wMDAwMDAwMSxjbm9uY2U9Ik9BNk1IWGg2VnFUclJrIixkaWdlc3QtdXJpPSJwb3AvbXguZXhhbXBsZS5uZXQiLHJlc3BvbnNlPWU2Mzk5ZDM4M2MxMDdkNzg3YmJmYzcyMWE1YTliMDUyLHFvcD1hdXRo
hidden: Y2hhcnNldD11dGYtOCx1c2VybmFtZT0iYWxpY2UiLHJlYWxtPSJleGFtcGxlLm9yZyIsbm9uY2U9Ik9BNk1HOXRFUUdtMmhoIixuYz0wMDAwMDAwMSxjbm9uY2U9Ik9BNk1IWGg2VnFUclJsIixkaWdlc3QtdXJpPSJwb3AvbXguZXhhbXBsZS5uZXQiLHJlc3BvbnNlPTVlYzJmOTFkZmVhOGYyM2ZhYWRhODY4MTkyMjBhZjI1LHFvcD1hdXRo
hidden: e6399d383c107d787bbfc721a5a9b052
hidden: 5ec2f91dfea8f23faada86819220af25
hidden: rspauth=46dc893d0d9c510c95b8ef9c0047852e
hidden: cnNwYXV0aD00NmRjODkzZDBkOWM1MTBjOTViOGVmOWMwMDQ3ODUyZQ==
