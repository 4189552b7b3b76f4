# POP3: UTF8 and LANG: names, passwords and replies in UTF-8 (RFC 6856 2, 3)
port: 110

S: +OK POP3 ready
C: CAPA
S: +OK
S: USER
S: UTF8 USER
S: LANG
S: .
C: LANG
S: +OK Language listing follows:
S: en English
S: es Espa\xc3\xb1ol
S: .
C: LANG xx
S: -ERR Invalid language
C: LANG es
S: +OK es idioma cambiado
C: UTF8
S: +OK
C: USER ren\xc3\xa9
S: +OK
C: PASS p\xc3\xa4sse
S: +OK
C: UTF8
S: -ERR not now
C: LANG *
S: +OK en in English again
C: QUIT
S: +OK
---
command seq=0
command verb=CAPA
command verb=LANG arg=- reply_lines.0="en English" reply_lines.1="es Español" note=-
command verb=LANG arg=xx status=error
command verb=LANG arg=es status=ok
command verb=UTF8 status=ok note=-
command verb=USER arg=rené
command verb=PASS
command verb=UTF8 status=error note="out of order"
command verb=LANG arg="*"
command verb=QUIT
auth user.name=rené secret=pässe outcome=success
session utf8=true language=en capabilities.1="UTF8 USER"
hidden: p\xc3\xa4sse
