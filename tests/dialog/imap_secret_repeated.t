# IMAP: a server that repeats the password in an untagged and in a tagged reply: hidden as the password is
without: loss one-sided snaplen middle

S: * OK ready
C: a1 LOGIN bob "hunter2"
S: * NO [ALERT] somebody tried hunter2
S: a1 NO [AUTHENTICATIONFAILED] hunter2 is wrong
C: a2 LOGIN {3}
S: + go on
C: bob {9}
S: + go on
C: swordfish
S: a2 NO [X-WRONG swordfish] not swordfish
C: a3 LOGOUT
S: * BYE
S: a3 OK
---
hidden: hunter2
hidden: swordfish
auth outcome=failure user.name=bob auth.reply_text="[AUTHENTICATIONFAILED] hunter2 is wrong"
auth outcome=failure user.name=bob auth.reply_text="[X-WRONG swordfish] not swordfish"
finding rule.id=auth.cleartext
