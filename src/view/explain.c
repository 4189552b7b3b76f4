/* SPDX-License-Identifier: BSD-2-Clause */
/* explain.c - see explain.h.  One table per protocol, in the order of its RFC. */
#include "view/explain.h"

struct meaning {
	const char *verb, *text;
};

static const struct meaning smtp[] = {
	{ "HELO", "the client gives its name (RFC 5321 4.1.1.1)" },
	{ "EHLO", "the client gives its name and asks for extensions (RFC 5321 4.1.1.1)" },
	{ "LHLO", "the client gives its name, for local delivery (RFC 2033 4.1)" },
	{ "AUTH", "the client logs in (RFC 4954)" },
	{ "STARTTLS", "the client asks to go on encrypted (RFC 3207)" },
	{ "MAIL", "the envelope's sender: where bounces go (RFC 5321 4.1.1.2)" },
	{ "RCPT", "one recipient of the envelope (RFC 5321 4.1.1.3)" },
	{ "DATA", "the message follows, up to a line with only a dot (RFC 5321 4.1.1.4)" },
	{ ".", "the message ends here (RFC 5321 4.1.1.4)" },
	{ "BDAT", "a chunk of the message follows, of the given size (RFC 3030)" },
	{ "BURL", "the server fetches the message itself (RFC 4468)" },
	{ "XCLIENT", "a trusted host tells who its client is (Postfix)" },
	{ "XFORWARD", "a trusted host tells where a message came from (Postfix)" },
	{ "ETRN", "asks the server to send what waits for a host (RFC 1985)" },
	{ "RSET", "forgets the envelope (RFC 5321 4.1.1.5)" },
	{ "VRFY", "asks whether a user exists (RFC 5321 4.1.1.6)" },
	{ "EXPN", "asks who is on a mailing list (RFC 5321 4.1.1.7)" },
	{ "HELP", "asks for help (RFC 5321 4.1.1.8)" },
	{ "NOOP", "does nothing, keeps the connection alive (RFC 5321 4.1.1.9)" },
	{ "QUIT", "the client says good-bye (RFC 5321 4.1.1.10)" },
};

static const struct meaning pop3[] = {
	{ "QUIT", "ends the session; what was marked is deleted now (RFC 1939 6)" },
	{ "STAT", "asks how many messages and octets the mailbox holds (RFC 1939 5)" },
	{ "LIST", "asks for the size of each message (RFC 1939 5)" },
	{ "RETR", "fetches a message (RFC 1939 5)" },
	{ "DELE", "marks a message for deletion (RFC 1939 5)" },
	{ "NOOP", "does nothing, keeps the connection alive (RFC 1939 5)" },
	{ "RSET", "takes back the deletions (RFC 1939 5)" },
	{ "TOP", "fetches the header and the first lines of a message (RFC 1939 7)" },
	{ "UIDL", "asks for the unique id of each message (RFC 1939 7)" },
	{ "USER", "the account's name, in clear (RFC 1939 7)" },
	{ "PASS", "the account's password, in clear (RFC 1939 7)" },
	{ "APOP", "logs in with a digest instead of the password (RFC 1939 7)" },
	{ "AUTH", "logs in with SASL (RFC 5034)" },
	{ "CAPA", "asks what the server can do (RFC 2449 5)" },
	{ "STLS", "the client asks to go on encrypted (RFC 2595 4)" },
};

static const struct meaning imap[] = {
	{ "CAPABILITY", "asks what the server can do (RFC 9051 6.1.1)" },
	{ "NOOP", "does nothing; the server may tell news (RFC 9051 6.1.2)" },
	{ "LOGOUT", "the client says good-bye (RFC 9051 6.1.3)" },
	{ "STARTTLS", "the client asks to go on encrypted (RFC 9051 6.2.1)" },
	{ "AUTHENTICATE", "logs in with SASL (RFC 9051 6.2.2)" },
	{ "LOGIN", "logs in with name and password, in clear (RFC 9051 6.2.3)" },
	{ "COMPRESS", "both sides go on compressed (RFC 4978)" },
	{ "UNAUTHENTICATE", "goes back to before the login (RFC 8437)" },
	{ "ENABLE", "switches extensions on (RFC 9051 6.3.1)" },
	{ "SELECT", "opens a mailbox (RFC 9051 6.3.2)" },
	{ "EXAMINE", "opens a mailbox to read only (RFC 9051 6.3.3)" },
	{ "CREATE", "makes a mailbox (RFC 9051 6.3.4)" },
	{ "DELETE", "removes a mailbox (RFC 9051 6.3.5)" },
	{ "RENAME", "renames a mailbox (RFC 9051 6.3.6)" },
	{ "SUBSCRIBE", "puts a mailbox on the user's list (RFC 9051 6.3.7)" },
	{ "UNSUBSCRIBE", "takes a mailbox off the user's list (RFC 9051 6.3.8)" },
	{ "LIST", "asks for the names of mailboxes (RFC 9051 6.3.9)" },
	{ "LSUB", "asks for the mailboxes on the user's list (RFC 3501 6.3.9)" },
	{ "NAMESPACE", "asks where mailboxes are kept (RFC 9051 6.3.10)" },
	{ "ID", "says what program it is, and asks the same (RFC 2971)" },
	{ "STATUS", "asks for counts of a mailbox (RFC 9051 6.3.11)" },
	{ "APPEND", "stores a message (RFC 9051 6.3.12)" },
	{ "IDLE", "waits for news (RFC 9051 6.3.13)" },
	{ "SORT", "looks for messages, in an order (RFC 5256)" },
	{ "THREAD", "looks for messages, by discussion (RFC 5256)" },
	{ "CHECK", "asks for a checkpoint of the mailbox (RFC 3501 6.4.1)" },
	{ "UNSELECT", "closes the mailbox; nothing is deleted (RFC 9051 6.4.2)" },
	{ "CLOSE", "closes the mailbox; what was marked is deleted (RFC 9051 6.4.1)" },
	{ "EXPUNGE", "deletes what was marked (RFC 9051 6.4.3)" },
	{ "SEARCH", "looks for messages (RFC 9051 6.4.4)" },
	{ "FETCH", "fetches messages or parts of them (RFC 9051 6.4.5)" },
	{ "STORE", "sets flags (RFC 9051 6.4.6)" },
	{ "COPY", "copies messages (RFC 9051 6.4.7)" },
	{ "MOVE", "moves messages (RFC 9051 6.4.8)" },
	{ "REPLACE", "stores a message in place of another (RFC 8508)" },
	{ "SORT", "looks for messages, in an order (RFC 5256)" },
	{ "THREAD", "looks for messages, by conversation (RFC 5256)" },
	{ "COMPRESS", "asks to go on compressed (RFC 4978)" },
	{ "UNAUTHENTICATE", "gives up the account, keeps the connection (RFC 8437)" },
	{ "XLIST", "asks for the names of mailboxes and what they are for (Gmail)" },
	{ "NOTIFY", "says which news it wants (RFC 5465)" },
	{ "GETQUOTA", "asks how much room there is (RFC 9208)" },
	{ "GETQUOTAROOT", "asks how much room a mailbox has (RFC 9208)" },
	{ "SETQUOTA", "sets how much room there is (RFC 9208)" },
	{ "GETACL", "asks who may do what with a mailbox (RFC 4314)" },
	{ "SETACL", "sets what somebody may do with a mailbox (RFC 4314)" },
	{ "DELETEACL", "takes somebody's rights on a mailbox away (RFC 4314)" },
	{ "LISTRIGHTS", "asks which rights there can be (RFC 4314)" },
	{ "MYRIGHTS", "asks what the user may do with a mailbox (RFC 4314)" },
	{ "GETMETADATA", "asks for notes on a mailbox or the server (RFC 5464)" },
	{ "SETMETADATA", "writes notes on a mailbox or the server (RFC 5464)" },
	{ "LANGUAGE", "chooses the language of texts (RFC 5255)" },
	{ "COMPARATOR", "chooses how texts are compared (RFC 5255)" },
	{ "GENURLAUTH", "asks for an address others may fetch from (RFC 4467)" },
	{ "RESETKEY", "makes such addresses invalid (RFC 4467)" },
	{ "URLFETCH", "fetches from an address (RFC 4467)" },
	{ "DONE", "has waited long enough (RFC 2177)" },
};

static const struct protocol_words {
	const char *protocol;
	const struct meaning *v;
	size_t n;
} words[] = {
	{ "pop3", pop3, sizeof(pop3) / sizeof(*pop3) },
	{ "imap", imap, sizeof(imap) / sizeof(*imap) },
	{ "smtp", smtp, sizeof(smtp) / sizeof(*smtp) },
};

const char *explain_verb(const char *protocol, struct bytes verb)
{
	const struct protocol_words *w = words;

	if (bytes_starts(verb, B("UID "))) /* the same with another number (RFC 9051 6.4.9) */
		verb = bytes_from(verb, 4);
	/* LMTP and whatever else speaks like SMTP has its words. */
	while (strcmp(w->protocol, "smtp") != 0 && (!protocol || strcmp(w->protocol, protocol) != 0))
		w++;
	if (bytes_starts(verb, B("UID ")))
		verb = bytes_trim(bytes_from(verb, 4)); /* the same, by unique id */
	for (size_t i = 0; i < w->n; i++)
		if (bytes_eq(bytes_str(w->v[i].verb), verb))
			return w->v[i].text;
	return NULL;
}

const char *explain_reply(const struct ev_command *c)
{
	switch (c->reply_code == NO_U64 ? 0 : c->reply_code) {
	case 220: return "ready";
	case 221: return "good-bye";
	case 235: return "login accepted";
	case 250: return "accepted";
	case 251: return "accepted, will be forwarded";
	case 252: return "cannot tell, but would try";
	case 334: return "go on with the login";
	case 354: return "go on with the message";
	case 421: return "the server closes the connection";
	case 450: return "mailbox unavailable for now: try again later";
	case 451: return "local error for now: try again later";
	case 452: return "out of storage for now: try again later";
	case 454: return "not available for now";
	case 500: return "command not recognised";
	case 501: return "wrong parameters";
	case 502: return "command not implemented";
	case 503: return "wrong order of commands";
	case 504: return "parameter not implemented";
	case 521: return "this host takes no mail";
	case 530: return "login needed first";
	case 535: return "login refused";
	case 550: return "mailbox unavailable or not allowed";
	case 551: return "user not here";
	case 552: return "too much mail";
	case 553: return "mailbox name not allowed";
	case 554: return "refused";
	}
	if (!c->status)
		return "";
	if (strcmp(c->status, "ok") == 0)
		return "accepted";
	if (strcmp(c->status, "continue") == 0)
		return "go on";
	if (strcmp(c->status, "transient") == 0)
		return "refused for now: try again later";
	if (strcmp(c->status, "error") == 0)
		return "refused";
	return "no reply in the capture";
}

const char *explain_end(const char *ended)
{
	static const struct meaning ends[] = {
		{ "fin", "both sides closed with FIN" },
		{ "half-close", "one side closed with FIN, the other did not before the end" },
		{ "reset", "aborted with RST" },
		{ "reused", "a new connection took the same addresses and ports" },
		{ "timeout", "silent for too long" },
		{ "evicted", "given up to stay within the memory budget" },
		{ "end-of-capture", "still open when the capture ended" },
	};

	for (size_t i = 0; ended && i < sizeof(ends) / sizeof(*ends); i++)
		if (strcmp(ends[i].verb, ended) == 0)
			return ends[i].text;
	return "end not known";
}

const char *explain_readable(const struct ev_session *s)
{
	bool logins = s->logins != NO_U64 && s->logins;
	bool messages = s->messages != NO_U64 && s->messages;

	if (s->encrypted == 1)
		return "in clear until TLS began; what followed is encrypted";
	if (logins && messages)
		return "no TLS: commands, replies, the login and every message crossed in clear "
		       "(base64 is no encryption)";
	if (logins)
		return "no TLS: commands, replies and the login crossed in clear";
	return messages ? "no TLS: commands, replies and every message crossed in clear" :
			  "no TLS: commands and replies crossed in clear";
}
