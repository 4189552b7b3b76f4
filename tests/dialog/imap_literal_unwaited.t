# IMAP: a login whose literals are not waited for, where the server announces neither LITERAL+ nor LITERAL- (RFC 7888 4)
port: 143
# What was announced is not known where octets of the server are missing.
without: loss one-sided

S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready
C: a1 LOGIN {5+}
C: alice {7+}
C: hunter2
S: a1 OK in
---
auth name=alice outcome=success
finding rule.id=imap.literal_unwaited mailwire.command.seq=1 evidence.0.text=*
hidden: hunter2
