# IMAP: a server that says BYE by itself: at once, or in the middle; its commands have no reply (RFC 9051 7.1.5)
port: 143

S: * OK IMAP ready
C: a1 LOGIN alice wonder
S: a1 OK in
C: a2 IDLE
S: + idling
S: * BYE [UNAVAILABLE] going down
---
command seq=0
command tag=a1
command tag=a2 verb=IDLE status=none reply_text="BYE [UNAVAILABLE] going down"
session commands=2 closed_by=client
