# POP3: a second USER after a refused login, "+" and blanks in a password: each attempt has its own user (tshark's exempt row I: it tells the first user twice)
port: 110

S: +OK POP3 ready
C: USER alice
S: +OK
C: PASS + OK not a challenge
S: -ERR [AUTH] no
C: USER bob
S: +OK
C: PASS hunter22
S: +OK
C: QUIT
S: +OK
---
auth attempt=1 mechanism=USER/PASS user.name=alice outcome=failure secret="+ OK not a challenge"
auth attempt=2 mechanism=USER/PASS user.name=bob outcome=success secret=hunter22
session user.name=bob logins=2
hidden: not a challenge
hidden: hunter22
