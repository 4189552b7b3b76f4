# HTTP on port 25 is no mail session
port: 25

C: GET / HTTP/1.1
C: Host: www.example.net
C:
S: HTTP/1.1 200 OK
S: Content-Length: 5
S:
S: hello\
---
none session
none command
none auth
none message
