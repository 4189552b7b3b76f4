# NNTP on port 25: three digits and QUIT as in SMTP, articles that are RFC 5322 messages, and no mail session (RFC 3977)
port: 25
# What is left of an article or a greeting may be anything.
without: snaplen

S: 200 news.example.net InterNetNews server ready (posting ok)
C: MODE READER
S: 200 reader ready
C: GROUP example.test
S: 211 1 1 1 example.test
C: ARTICLE 1
S: 220 1 <1@example.net> article
S: From: alice@example.org
S: Subject: an article
S:
S: text
S: .
C: QUIT
S: 205 closing connection
---
none session
none command
none message
