# ManageSieve on port 143: AUTHENTICATE, literals and OK as in IMAP, and no IMAP (RFC 5804)
port: 143

S: "IMPLEMENTATION" "Example Sieve"
S: "SASL" "PLAIN"
S: "SIEVE" "fileinto vacation"
S: "STARTTLS"
S: "VERSION" "1.0"
S: OK "ready."
C: AUTHENTICATE "PLAIN" "AGFsaWNlAHNlc2FtZQ=="
S: OK "Logged in."
C: LISTSCRIPTS
S: "vacation" ACTIVE
S: OK
C: PUTSCRIPT "new" {6+}
C: keep;
S: OK
C: LOGOUT
S: OK "Bye"
---
none session
none command
none auth
