# POP3: why a login was refused, in response codes: it may have been the right password (RFC 2449 8, RFC 3206)
port: 110

S: +OK POP3 ready
C: USER alice
S: +OK
C: PASS sesame
S: -ERR [IN-USE] Do you have another POP session running?
C: USER alice
S: +OK
C: PASS sesame
S: -ERR [LOGIN-DELAY] minimum time between mail checks violation
C: USER alice
S: -ERR [SYS/TEMP] come back later
C: APOP alice c4c9334bac560ecc979e58001b3e22fb
S: -ERR [SYS/PERM] no mailbox
C: USER alice
S: +OK
C: PASS wrong
S: -ERR [AUTH] who are you?
C: STAT
S: -ERR [not a code] [AUTH]
C: QUIT
S: +OK [192.0.2.1] bye
---
command seq=0 response_code=-
command verb=USER
command verb=PASS status=error response_code=IN-USE
  reply_text="[IN-USE] Do you have another POP session running?"
command verb=USER
command verb=PASS response_code=LOGIN-DELAY
command verb=USER response_code=SYS/TEMP
command verb=APOP response_code=SYS/PERM
command verb=USER
command verb=PASS response_code=AUTH
command verb=STAT response_code=-
command verb=QUIT response_code=-
auth outcome=failure response_code=IN-USE attempt=1
auth outcome=failure response_code=LOGIN-DELAY
auth outcome=failure response_code=SYS/TEMP secret=-
auth mechanism=APOP outcome=failure response_code=SYS/PERM
auth outcome=failure response_code=AUTH attempt=5
session user.name=alice logins=5
hidden: sesame
