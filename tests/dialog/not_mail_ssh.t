# SSH on port 110 is no mail session
port: 110

S: SSH-2.0-OpenSSH_9.2p1
C: SSH-2.0-Example_1.0
S: \x00\x00\x04\x1c\x0a\x14curve25519-sha256\
C: \x00\x00\x04\x1c\x0a\x14curve25519-sha256\
---
none session
none command
