# POP3: STLS is accepted and what follows is in clear, as behind a box that decrypts: it is read, and nothing is found (RFC 2595 4)
port: 110

S: +OK POP3 ready
C: CAPA
S: +OK
S: STLS
S: USER
S: .
C: STLS
S: +OK Begin TLS negotiation
C: CAPA
S: +OK
S: USER
S: .
C: USER alice
S: +OK
C: PASS sesame
S: +OK
C: RETR 1
S: +OK
S: From: a@example.org
S: Date: Mon, 23 Nov 2026 08:30:00 +0800
S: Subject: in clear
S:
S: .
C: QUIT
S: +OK bye
---
command seq=0
command verb=CAPA
command verb=STLS status=ok
command verb=CAPA status=ok
command verb=USER
command verb=PASS
command verb=RETR status=ok message_id=1
command verb=QUIT
auth user.name=alice outcome=success encrypted=true
message subject="in clear" size=81 complete=true
none finding
session encrypted=false commands=7 messages=1
hidden: sesame
