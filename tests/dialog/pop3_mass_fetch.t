# POP3: a hundred messages fetched in one session: a whole mailbox (RFC 1939 5)
port: 110
# Beside a hole it is not known how many there were; and cutting such a long dialogue everywhere shows nothing that the others do not.
without: loss snaplen one-sided split

S: +OK POP3 ready
C: USER alice
S: +OK
C: PASS sesame
S: +OK
C: RETR 1\r\nRETR 2\r\nRETR 3\r\nRETR 4\r\nRETR 5\r\nRETR 6\r\nRETR 7\r\nRETR 8\r\nRETR 9\r\nRETR 10\r\nRETR 11\r\nRETR 12\r\nRETR 13\r\nRETR 14\r\nRETR 15\r\nRETR 16\r\nRETR 17\r\nRETR 18\r\nRETR 19\r\nRETR 20\r\nRETR 21\r\nRETR 22\r\nRETR 23\r\nRETR 24\r\nRETR 25
C: RETR 26\r\nRETR 27\r\nRETR 28\r\nRETR 29\r\nRETR 30\r\nRETR 31\r\nRETR 32\r\nRETR 33\r\nRETR 34\r\nRETR 35\r\nRETR 36\r\nRETR 37\r\nRETR 38\r\nRETR 39\r\nRETR 40\r\nRETR 41\r\nRETR 42\r\nRETR 43\r\nRETR 44\r\nRETR 45\r\nRETR 46\r\nRETR 47\r\nRETR 48\r\nRETR 49\r\nRETR 50
C: RETR 51\r\nRETR 52\r\nRETR 53\r\nRETR 54\r\nRETR 55\r\nRETR 56\r\nRETR 57\r\nRETR 58\r\nRETR 59\r\nRETR 60\r\nRETR 61\r\nRETR 62\r\nRETR 63\r\nRETR 64\r\nRETR 65\r\nRETR 66\r\nRETR 67\r\nRETR 68\r\nRETR 69\r\nRETR 70\r\nRETR 71\r\nRETR 72\r\nRETR 73\r\nRETR 74\r\nRETR 75
C: RETR 76\r\nRETR 77\r\nRETR 78\r\nRETR 79\r\nRETR 80\r\nRETR 81\r\nRETR 82\r\nRETR 83\r\nRETR 84\r\nRETR 85\r\nRETR 86\r\nRETR 87\r\nRETR 88\r\nRETR 89\r\nRETR 90\r\nRETR 91\r\nRETR 92\r\nRETR 93\r\nRETR 94\r\nRETR 95\r\nRETR 96\r\nRETR 97\r\nRETR 98\r\nRETR 99\r\nRETR 100
S*100: +OK\r\nSubject: x\r\n\r\n.
C: QUIT
S: +OK bye
---
finding rule.id=pop3.mass_fetch finding.severity=info
session mailbox.fetched=100 messages=100
