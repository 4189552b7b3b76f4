# POP3: CAPA before and after the login, and a server that does not know it (RFC 2449 5)
port: 110

S: +OK ready
C: CAPA
S: +OK Capability list follows
S: TOP
S: SASL PLAIN LOGIN
S: STLS
S: .
C: USER a
S: +OK
C: PASS b
S: +OK
C: CAPA
S: +OK
S: TOP
S: UIDL
S: EXPIRE 60
S: .
C: CAPA
S: -ERR unknown command
C: QUIT
S: +OK
---
command seq=0
command verb=CAPA status=ok reply_text="Capability list follows" reply_lines.0=TOP
  reply_lines.1="SASL PLAIN LOGIN" reply_lines.2=STLS reply_lines.3=-
command verb=USER
command verb=PASS
command verb=CAPA status=ok reply_lines.2="EXPIRE 60"
command verb=CAPA status=error reply_lines=-
command verb=QUIT
session capabilities.0=TOP capabilities.1=UIDL capabilities.2="EXPIRE 60" capabilities.3=-
