# IMAP: the token of a URL that lets others fetch a message is a secret, whoever says it and wherever (RFC 4467)
without: loss one-sided snaplen middle

S: * PREAUTH [CAPABILITY IMAP4rev1 URLAUTH CATENATE] ready
C: a1 GENURLAUTH "imap://alice@example.org/INBOX/;uid=20;urlauth=anonymous" INTERNAL
S: * GENURLAUTH "imap://alice@example.org/INBOX/;uid=20;urlauth=anonymous:internal:91354a473744909de610943775f92038"
S: a1 OK done
C: a2 URLFETCH "imap://alice@example.org/INBOX/;uid=20;urlauth=anonymous:internal:91354a473744909de610943775f92038"
S: * URLFETCH "imap://alice@example.org/INBOX/;uid=20;urlauth=anonymous:internal:91354a473744909de610943775f92038" {6}
S: a: b
S:
S: a2 OK done
C: a3 URLFETCH {105}
S: + go on
C: imap://alice@example.org/INBOX/;uid=21;URLAUTH=user+bob:INTERNAL:0a0b0c0d3744909de610943775f9203801020304
S: * URLFETCH "imap://alice@example.org/INBOX/;uid=21;URLAUTH=user+bob:INTERNAL:0a0b0c0d3744909de610943775f9203801020304" NIL
S: a3 OK done
C: a4 APPEND Drafts CATENATE (URL "imap://carol@example.org/INBOX/;uid=9;urlauth=authuser:internal:77354a473744909de610943775f92077")
S: a4 NO [BADURL "imap://carol@example.org/INBOX/;uid=9;urlauth=authuser:internal:77354a473744909de610943775f92077"] no such message
C: a5 LOGOUT
S: * BYE
S: a5 OK
---
hidden: 91354a473744909de610943775f92038
hidden: 0a0b0c0d3744909de610943775f9203801020304
hidden: 77354a473744909de610943775f92077
command tag=-
command tag=a1 status=ok reply_lines.0="GENURLAUTH \"imap://alice@example.org/INBOX/;uid=20;urlauth=anonymous:internal:91354a473744909de610943775f92038\""
command tag=a2 status=ok arg="\"imap://alice@example.org/INBOX/;uid=20;urlauth=anonymous:internal:"
command tag=a3 status=ok
command tag=a4 status=error
command tag=a5
