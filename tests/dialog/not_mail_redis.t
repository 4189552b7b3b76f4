# Redis on port 110 answers "+OK" to everything and is no POP3 (zeek#3936: four days of it filled a worker's memory)
port: 110
# The server alone, "+OK" on a port of POP3, is taken for one.
without: one-sided snaplen loss

C: *3\r\n$3\r\nSET\r\n$4\r\nUSER\r\n$5\r\nalice
S: +OK
C: *2\r\n$4\r\nAUTH\r\n$6\r\nsesame
S: +OK
C*3: *1\r\n$4\r\nPING
S*3: +PONG
C: *2\r\n$4\r\nLIST\r\n$1\r\n1
S: -ERR unknown command 'LIST'
---
none session
none command
none auth
none message
