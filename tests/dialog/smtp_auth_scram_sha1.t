# SMTP: SCRAM-SHA-1 refused by e=, refused, then accepted with the server's proof (RFC 5802, 7677, RFC 4954)
port: 587


S: 220 mx.example.net ESMTP
C: EHLO c.example.org
S: 250-mx.example.net
S: 250 AUTH SCRAM-SHA-1
C: AUTH SCRAM-SHA-1 biwsbj1hbGljZSxyPWZ5a28rZDJsYmJGZ09OUnY5cWt4ZGF3TQ==
S: 334 cj1meWtvK2QybGJiRmdPTlJ2OXFreGRhd00zcmZjTkhZSlkxWlZ2V1ZzN2sscz1jMkZzZENCaGJtUWdjR1Z3Y0dWeUlRPT0saT00MDk2
C: Yz1iaXdzLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdNM3JmY05IWUpZMVpWdldWczdrLHA9ZXBuSHkySFJUak85TXFzWXl4U0g3cXcxYndFPQ==
S: 334 ZT1pbnZhbGlkLXByb29m
C:
S: 535 5.7.8 no
C: AUTH SCRAM-SHA-1 biwsbj1hbGljZSxyPWZ5a28rZDJsYmJGZ09OUnY5cWt4ZGF3TQ==
S: 334 cj1meWtvK2QybGJiRmdPTlJ2OXFreGRhd00zcmZjTkhZSlkxWlZ2V1ZzN2sscz1jMkZzZENCaGJtUWdjR1Z3Y0dWeUlRPT0saT00MDk2
C: Yz1iaXdzLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdNM3JmY05IWUpZMVpWdldWczdrLHA9ZXBuSHkySFJUak85TXFzWXl4U0g3cXcxYndFPQ==
S: 535 5.7.8 no
C: AUTH SCRAM-SHA-1 biwsbj1hbGljZSxyPWZ5a28rZDJsYmJGZ09OUnY5cWt4ZGF3TA==
S: 334 cj1meWtvK2QybGJiRmdPTlJ2OXFreGRhd0wzcmZjTkhZSlkxWlZ2V1ZzN2oscz1jMkZzZENCaGJtUWdjR1Z3Y0dWeUlRPT0saT00MDk2
C: Yz1iaXdzLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdMM3JmY05IWUpZMVpWdldWczdqLHA9STRrRzVmZi9qQ1pLVXk0K1RKQmNQZ3VTaHJJPQ==
S: 334 dj1uZmFuVnFRTzczTnJGM0FJNElqT0RLdXllNXM9
C:
S: 235 2.7.0 in
C: QUIT
S: 221 bye
---
auth mechanism=SCRAM-SHA-1 user.name=alice outcome=failure error=invalid-proof channel_binding="n" secret="epnHy2HRTjO9MqsYyxSH7qw1bwE=" secret_kind=proof authzid=-
auth outcome=failure error=- challenge="r=fyko+d2lbbFgONRv9qkxdawM3rfcNHYJY1ZVvWVs7k,s=c2FsdCBhbmQgcGVwcGVyIQ==,i=4096" secret="epnHy2HRTjO9MqsYyxSH7qw1bwE=" response_code=5.7.8
auth outcome=success challenge="r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=c2FsdCBhbmQgcGVwcGVyIQ==,i=4096" secret="I4kG5ff/jCZKUy4+TJBcPguShrI=" secret_kind=proof
session user.name=alice logins=3
hidden: I4kG5ff/jCZKUy4+TJBcPguShrI=
hidden: epnHy2HRTjO9MqsYyxSH7qw1bwE=
hidden: Yz1iaXdzLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdMM3JmY05IWUpZMVpWdldWczdqLHA9STRrRzVmZi9qQ1pLVXk0K1RKQmNQZ3VTaHJJPQ==
hidden: Yz1iaXdzLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdNM3JmY05IWUpZMVpWdldWczdrLHA9ZXBuSHkySFJUak85TXFzWXl4U0g3cXcxYndFPQ==
hidden: v=nfanVqQO73NrF3AI4IjODKuye5s=
hidden: dj1uZmFuVnFRTzczTnJGM0FJNElqT0RLdXllNXM9
