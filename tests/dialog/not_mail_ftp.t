# FTP greets with 220, knows USER, PASS and QUIT, and is neither SMTP nor POP3
port: 21

S: 220 ftp.example.net FTP server ready
C: USER anonymous
S: 331 Guest login ok, send your e-mail address
C: PASS guest@example.org
S: 230 Logged in
C: QUIT
S: 221 Goodbye
---
none session
none command
none auth
