# SMTP: SCRAM-SHA-256 refused by e=, refused, then accepted with the server's proof (RFC 5802, 7677, RFC 4954)
port: 587


S: 220 mx.example.net ESMTP
C: EHLO c.example.org
S: 250-mx.example.net
S: 250 AUTH SCRAM-SHA-256
C: AUTH SCRAM-SHA-256 eSwsbj1hbGljZSxyPWZ5a28rZDJsYmJGZ09OUnY5cWt4ZGF3TQ==
S: 334 cj1meWtvK2QybGJiRmdPTlJ2OXFreGRhd00zcmZjTkhZSlkxWlZ2V1ZzN2sscz1jMkZzZENCaGJtUWdjR1Z3Y0dWeUlRPT0saT00MDk2
C: Yz1lU3dzLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdNM3JmY05IWUpZMVpWdldWczdrLHA9d09XYUFzTndHVmNtdXhHUTY2dXQzUVJkSnZUUG1MRmVkZko5bUh3SXBUYz0=
S: 334 ZT1pbnZhbGlkLXByb29m
C:
S: 535 5.7.8 no
C: AUTH SCRAM-SHA-256 eSwsbj1hbGljZSxyPWZ5a28rZDJsYmJGZ09OUnY5cWt4ZGF3TQ==
S: 334 cj1meWtvK2QybGJiRmdPTlJ2OXFreGRhd00zcmZjTkhZSlkxWlZ2V1ZzN2sscz1jMkZzZENCaGJtUWdjR1Z3Y0dWeUlRPT0saT00MDk2
C: Yz1lU3dzLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdNM3JmY05IWUpZMVpWdldWczdrLHA9d09XYUFzTndHVmNtdXhHUTY2dXQzUVJkSnZUUG1MRmVkZko5bUh3SXBUYz0=
S: 535 5.7.8 no
C: AUTH SCRAM-SHA-256 eSwsbj1hbGljZSxyPWZ5a28rZDJsYmJGZ09OUnY5cWt4ZGF3TA==
S: 334 cj1meWtvK2QybGJiRmdPTlJ2OXFreGRhd0wzcmZjTkhZSlkxWlZ2V1ZzN2oscz1jMkZzZENCaGJtUWdjR1Z3Y0dWeUlRPT0saT00MDk2
C: Yz1lU3dzLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdMM3JmY05IWUpZMVpWdldWczdqLHA9U21YZEFXa20zRHRsWWExSzZBaHdldHErLzdPekpWb2hndmRyVzdvMEF1MD0=
S: 334 dj1NcWtSdStMZTQzU1o4dUd0WVV5T1VYalVZbnFkYkplWFU1L0s0T0xDVWhzPQ==
C:
S: 235 2.7.0 in
C: QUIT
S: 221 bye
---
auth mechanism=SCRAM-SHA-256 user.name=alice outcome=failure error=invalid-proof channel_binding="y" secret="wOWaAsNwGVcmuxGQ66ut3QRdJvTPmLFedfJ9mHwIpTc=" secret_kind=proof authzid=-
auth outcome=failure error=- challenge="r=fyko+d2lbbFgONRv9qkxdawM3rfcNHYJY1ZVvWVs7k,s=c2FsdCBhbmQgcGVwcGVyIQ==,i=4096" secret="wOWaAsNwGVcmuxGQ66ut3QRdJvTPmLFedfJ9mHwIpTc=" response_code=5.7.8
auth outcome=success challenge="r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=c2FsdCBhbmQgcGVwcGVyIQ==,i=4096" secret="SmXdAWkm3DtlYa1K6Ahwetq+/7OzJVohgvdrW7o0Au0=" secret_kind=proof
session user.name=alice logins=3
hidden: SmXdAWkm3DtlYa1K6Ahwetq+/7OzJVohgvdrW7o0Au0=
hidden: wOWaAsNwGVcmuxGQ66ut3QRdJvTPmLFedfJ9mHwIpTc=
hidden: Yz1lU3dzLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdMM3JmY05IWUpZMVpWdldWczdqLHA9U21YZEFXa20zRHRsWWExSzZBaHdldHErLzdPekpWb2hndmRyVzdvMEF1MD0=
hidden: Yz1lU3dzLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdNM3JmY05IWUpZMVpWdldWczdrLHA9d09XYUFzTndHVmNtdXhHUTY2dXQzUVJkSnZUUG1MRmVkZko5bUh3SXBUYz0=
hidden: v=MqkRu+Le43SZ8uGtYUyOUXjUYnqdbJeXU5/K4OLCUhs=
hidden: dj1NcWtSdStMZTQzU1o4dUd0WVV5T1VYalVZbnFkYkplWFU1L0s0T0xDVWhzPQ==
