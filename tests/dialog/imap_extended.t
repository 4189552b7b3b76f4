# IMAP: SEARCH that counts, saves and returns sets, SORT, several mailboxes at once; mailboxes with a special use (RFC 4731, 5182, 5267, 7377, 6154)
port: 143

S: * PREAUTH [CAPABILITY IMAP4rev1 ESEARCH SEARCHRES ESORT CONTEXT=SEARCH MULTISEARCH SPECIAL-USE CREATE-SPECIAL-USE LIST-EXTENDED] alice
C: a01 LIST (SPECIAL-USE) "" "*" RETURN (SUBSCRIBED SPECIAL-USE)
S: * LIST (\\Marked \\Drafts) "/" MyDrafts
S: * LIST (\\Subscribed \\Junk) "/" "a 01 OK no"
S: a01 OK done
C: a02 CREATE MySpecial (USE (\\Drafts \\Sent))
S: a02 NO [USEATTR] not two
C: a03 SELECT INBOX
S: * 50 EXISTS
S: a03 OK done
C: a04 SEARCH RETURN (MIN MAX COUNT ALL) UNSEEN
S: * ESEARCH (TAG "a04") MIN 2 MAX 47 COUNT 3 ALL 2,10,47
S: a04 OK done
C: a05 UID SEARCH RETURN () 1:*
S: * ESEARCH (TAG "a05") UID ALL 4:6,9
S: a05 OK done
C: a06 SEARCH RETURN (SAVE) FLAGGED
S: a06 OK saved
C: a07 FETCH $ (FLAGS)
S: * 2 FETCH (FLAGS (\\Flagged))
S: a07 OK done
# Two at a time, the second one first.
C: a08 SEARCH RETURN (COUNT) SEEN
C: a09 SORT RETURN (COUNT ALL) (DATE) UTF-8 ALL
S: * ESEARCH (TAG "a09") COUNT 2 ALL 7,3
S: a09 OK done
S: * ESEARCH (TAG "a08") COUNT 12
S: a08 OK done
C: a10 SEARCH RETURN (ALL) SUBJECT nothing
S: * ESEARCH (TAG "a10")
S: a10 OK done
C: a11 ESEARCH IN (mailboxes "a" subtree "b") RETURN (ALL) UNSEEN
S: * ESEARCH (TAG "a11" MAILBOX "a" UIDVALIDITY 1) UID ALL 4001:4003
S: * ESEARCH (TAG "a11" MAILBOX "b/x y" UIDVALIDITY 5) UID ALL 8
S: a11 OK done
C: a12 SORT (SUBJECT) US-ASCII ALL
S: * SORT 5 3 4 1 2
S: a12 OK done
---
command seq=0
command tag=a01 reply_lines.0="LIST (\\Marked \\Drafts) \"/\" MyDrafts"
command tag=a02 verb=CREATE status=error response_code=USEATTR imap.mailbox=MySpecial
command tag=a03 imap.exists=50
command tag=a04 verb=SEARCH imap.found=3 reply_lines.0="ESEARCH (TAG \"a04\") MIN 2 MAX 47 COUNT 3 ALL 2,10,47"
command tag=a05 verb="UID SEARCH" imap.found=4
command tag=a06 imap.found=-
command tag=a07 imap.fetched=1
command tag=a09 verb=SORT imap.found=2
command tag=a08 imap.found=12
command tag=a10 status=ok imap.found=0
command tag=a11 verb=ESEARCH imap.found=4 note=-
command tag=a12 imap.found=5
