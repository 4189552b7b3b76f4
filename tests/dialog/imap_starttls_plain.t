# IMAP: STARTTLS is accepted and what follows is in clear, as behind a box that decrypts: it is read, and nothing is found (RFC 9051 6.2.1)
port: 143

S: * OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] IMAP ready
C: a1 STARTTLS
S: a1 OK begin TLS now
C: a2 CAPABILITY
S: * CAPABILITY IMAP4rev1
S: a2 OK done
C: a3 LOGIN alice wonder
S: a3 OK in
C: a4 LOGOUT
S: * BYE bye
S: a4 OK done
---
command seq=0
command tag=a1 status=ok
command tag=a2
command tag=a3
command tag=a4
none finding
auth user.name=alice outcome=success encrypted=true
session encrypted=false commands=4
