# POP3: SCRAM-SHA-1 refused by e=, refused, then accepted with the server's proof (RFC 5802, 7677, RFC 5034)
port: 110


S: +OK POP3 ready
C: CAPA
S: +OK
S: SASL SCRAM-SHA-1
S: .
C: AUTH SCRAM-SHA-1 biwsbj1hbGljZSxyPWZ5a28rZDJsYmJGZ09OUnY5cWt4ZGF3TQ==
S: + cj1meWtvK2QybGJiRmdPTlJ2OXFreGRhd00zcmZjTkhZSlkxWlZ2V1ZzN2sscz1jMkZzZENCaGJtUWdjR1Z3Y0dWeUlRPT0saT00MDk2
C: Yz1iaXdzLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdNM3JmY05IWUpZMVpWdldWczdrLHA9ZXBuSHkySFJUak85TXFzWXl4U0g3cXcxYndFPQ==
S: + ZT1pbnZhbGlkLXByb29m
C:
S: -ERR [AUTH] no
C: AUTH SCRAM-SHA-1 biwsbj1hbGljZSxyPWZ5a28rZDJsYmJGZ09OUnY5cWt4ZGF3TQ==
S: + cj1meWtvK2QybGJiRmdPTlJ2OXFreGRhd00zcmZjTkhZSlkxWlZ2V1ZzN2sscz1jMkZzZENCaGJtUWdjR1Z3Y0dWeUlRPT0saT00MDk2
C: Yz1iaXdzLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdNM3JmY05IWUpZMVpWdldWczdrLHA9ZXBuSHkySFJUak85TXFzWXl4U0g3cXcxYndFPQ==
S: -ERR [AUTH] no
C: AUTH SCRAM-SHA-1 biwsbj1hbGljZSxyPWZ5a28rZDJsYmJGZ09OUnY5cWt4ZGF3TA==
S: + cj1meWtvK2QybGJiRmdPTlJ2OXFreGRhd0wzcmZjTkhZSlkxWlZ2V1ZzN2oscz1jMkZzZENCaGJtUWdjR1Z3Y0dWeUlRPT0saT00MDk2
C: Yz1iaXdzLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdMM3JmY05IWUpZMVpWdldWczdqLHA9STRrRzVmZi9qQ1pLVXk0K1RKQmNQZ3VTaHJJPQ==
S: + dj1uZmFuVnFRTzczTnJGM0FJNElqT0RLdXllNXM9
C:
S: +OK in
C: QUIT
S: +OK bye
---
auth mechanism=SCRAM-SHA-1 user.name=alice outcome=failure error=invalid-proof channel_binding="n" secret="epnHy2HRTjO9MqsYyxSH7qw1bwE=" secret_kind=proof authzid=-
auth outcome=failure error=- challenge="r=fyko+d2lbbFgONRv9qkxdawM3rfcNHYJY1ZVvWVs7k,s=c2FsdCBhbmQgcGVwcGVyIQ==,i=4096" secret="epnHy2HRTjO9MqsYyxSH7qw1bwE=" response_code=AUTH
auth outcome=success challenge="r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=c2FsdCBhbmQgcGVwcGVyIQ==,i=4096" secret="I4kG5ff/jCZKUy4+TJBcPguShrI=" secret_kind=proof
session user.name=alice logins=3
hidden: I4kG5ff/jCZKUy4+TJBcPguShrI=
hidden: epnHy2HRTjO9MqsYyxSH7qw1bwE=
hidden: Yz1iaXdzLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdMM3JmY05IWUpZMVpWdldWczdqLHA9STRrRzVmZi9qQ1pLVXk0K1RKQmNQZ3VTaHJJPQ==
hidden: Yz1iaXdzLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdNM3JmY05IWUpZMVpWdldWczdrLHA9ZXBuSHkySFJUak85TXFzWXl4U0g3cXcxYndFPQ==
hidden: v=nfanVqQO73NrF3AI4IjODKuye5s=
hidden: dj1uZmFuVnFRTzczTnJGM0FJNElqT0RLdXllNXM9
