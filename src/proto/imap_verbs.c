/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_verbs.c - the commands of IMAP: what asking and being answered does to the session.
 *
 * In:   commands and their tagged replies, paired
 * Out:  the state of the session: phase, login, mailbox
 * RFC:  9051 6, 3501 6 and the extensions named in the table
 */
#include "proto/imap_described.h"
#include "proto/imap_finding.h"

#include "base/limits.h"

static void decided_asked(struct imap *m, struct asked *a);
static void starttls_answered(struct imap *m, struct asked *a, const struct reply *r);
static void logout_answered(struct imap *m, struct asked *a, const struct reply *r);
static void select_answered(struct imap *m, struct asked *a, const struct reply *r);
static void close_answered(struct imap *m, struct asked *a, const struct reply *r);
static void compress_answered(struct imap *m, struct asked *a, const struct reply *r);
static void unauth_answered(struct imap *m, struct asked *a, const struct reply *r);
static void id_answered(struct imap *m, struct asked *a, const struct reply *r);

#define NOT  IMAP_IN(IMAP_NOT_AUTHENTICATED)
#define SEL  IMAP_IN(IMAP_SELECTED)
#define AUTH (IMAP_IN(IMAP_AUTHENTICATED) | SEL)
#define ANY  (NOT | AUTH)
#define D(what) IMAP_DATA_##what

static const struct imap_verb verbs[] = {
	/* name               phases data                  box asked           answered             source */
	{ "CAPABILITY",        ANY,  D(CAPABILITY),        0,  NULL,            NULL,                "RFC 9051 6.1.1" },
	{ "NOOP",              ANY,  0,                    0,  NULL,            NULL,                "RFC 9051 6.1.2" },
	{ "LOGOUT",            ANY,  D(BYE),               0,  NULL,            logout_answered,     "RFC 9051 6.1.3" },
	{ "STARTTLS",          NOT,  0,                    0,  decided_asked,   starttls_answered,   "RFC 9051 6.2.1" },
	{ "AUTHENTICATE",      NOT,  D(CAPABILITY),        0,  imap_auth_asked, imap_auth_answered,  "RFC 9051 6.2.2, RFC 4959" },
	{ "LOGIN",             NOT,  D(CAPABILITY),        0,  NULL,            imap_login_answered, "RFC 9051 6.2.3" },
	{ "ENABLE",            AUTH, D(ENABLED),           0,  NULL,            NULL,                "RFC 9051 6.3.1" },
	{ "SELECT",            AUTH, D(SELECT) | D(LIST),  1,  NULL,            select_answered,     "RFC 9051 6.3.2" },
	{ "EXAMINE",           AUTH, D(SELECT) | D(LIST),  1,  NULL,            select_answered,     "RFC 9051 6.3.3" },
	{ "CREATE",            AUTH, D(LIST),              1,  NULL,            NULL,                "RFC 9051 6.3.4" },
	{ "DELETE",            AUTH, D(LIST),              1,  NULL,            NULL,                "RFC 9051 6.3.5" },
	{ "RENAME",            AUTH, D(LIST),              1,  NULL,            NULL,                "RFC 9051 6.3.6" },
	{ "SUBSCRIBE",         AUTH, D(LIST),              1,  NULL,            NULL,                "RFC 9051 6.3.7" },
	{ "UNSUBSCRIBE",       AUTH, D(LIST),              1,  NULL,            NULL,                "RFC 9051 6.3.8" },
	{ "LIST",              AUTH, D(LIST) | D(STATUS),  0,  NULL,            NULL,                "RFC 9051 6.3.9" },
	{ "LSUB",              AUTH, D(LIST),              0,  NULL,            NULL,                "RFC 3501 6.3.9" },
	{ "XLIST",             AUTH, D(LIST),              0,  NULL,            NULL,                "Gmail" },
	{ "NAMESPACE",         AUTH, D(NAMESPACE),         0,  NULL,            NULL,                "RFC 9051 6.3.10" },
	{ "STATUS",            AUTH, D(STATUS),            1,  NULL,            NULL,                "RFC 9051 6.3.11" },
	{ "APPEND",            AUTH, 0,                    1,  NULL,            NULL,                "RFC 9051 6.3.12, RFC 3502" },
	{ "IDLE",              AUTH, 0,                    0,  NULL,            NULL,                "RFC 9051 6.3.13, RFC 2177" },
	{ "CHECK",             SEL,  0,                    0,  NULL,            NULL,                "RFC 3501 6.4.1" },
	{ "CLOSE",             SEL,  0,                    0,  NULL,            close_answered,      "RFC 9051 6.4.1" },
	{ "UNSELECT",          SEL,  0,                    0,  NULL,            close_answered,      "RFC 9051 6.4.2, RFC 3691" },
	{ "EXPUNGE",           SEL,  D(EXPUNGE),           0,  NULL,            NULL,                "RFC 9051 6.4.3, RFC 4315" },
	{ "SEARCH",            SEL,  D(SEARCH),            0,  NULL,            NULL,                "RFC 9051 6.4.4" },
	{ "FETCH",             SEL,  D(FETCH),             0,  NULL,            NULL,                "RFC 9051 6.4.5" },
	{ "STORE",             SEL,  D(FETCH),             0,  NULL,            NULL,                "RFC 9051 6.4.6" },
	{ "COPY",              SEL,  0,                    2,  NULL,            NULL,                "RFC 9051 6.4.7" },
	{ "MOVE",              SEL,  D(EXPUNGE),           2,  NULL,            NULL,                "RFC 9051 6.4.8, RFC 6851" },
	{ "REPLACE",           SEL,  D(EXPUNGE),           2,  NULL,            NULL,                "RFC 8508" },
	{ "ESEARCH",           AUTH, D(SEARCH),            0,  NULL,            NULL,                "RFC 7377" },
	{ "SORT",              SEL,  D(SORT),              0,  NULL,            NULL,                "RFC 5256" },
	{ "THREAD",            SEL,  D(SORT),              0,  NULL,            NULL,                "RFC 5256" },
	{ "ID",                ANY,  D(ID),                0,  NULL,            id_answered,         "RFC 2971" },
	{ "COMPRESS",          AUTH, 0,                    0,  decided_asked,   compress_answered,   "RFC 4978" },
	{ "UNAUTHENTICATE",    AUTH, 0,                    0,  NULL,            unauth_answered,     "RFC 8437" },
	{ "GETQUOTA",          AUTH, D(QUOTA),             0,  NULL,            NULL,                "RFC 9208" },
	{ "GETQUOTAROOT",      AUTH, D(QUOTA),             1,  NULL,            NULL,                "RFC 9208" },
	{ "SETQUOTA",          AUTH, D(QUOTA),             0,  NULL,            NULL,                "RFC 9208" },
	{ "GETACL",            AUTH, D(ACL),               1,  NULL,            NULL,                "RFC 4314" },
	{ "SETACL",            AUTH, 0,                    1,  NULL,            NULL,                "RFC 4314" },
	{ "DELETEACL",         AUTH, 0,                    1,  NULL,            NULL,                "RFC 4314" },
	{ "LISTRIGHTS",        AUTH, D(ACL),               1,  NULL,            NULL,                "RFC 4314" },
	{ "MYRIGHTS",          AUTH, D(ACL),               1,  NULL,            NULL,                "RFC 4314" },
	{ "GETMETADATA",       AUTH, D(METADATA),          1,  NULL,            NULL,                "RFC 5464" },
	{ "SETMETADATA",       AUTH, 0,                    1,  NULL,            NULL,                "RFC 5464" },
	{ "NOTIFY",            AUTH, D(STATUS),            0,  NULL,            NULL,                "RFC 5465" },
	{ "CANCELUPDATE",      AUTH, 0,                    0,  NULL,            NULL,                "RFC 5267" },
	{ "GENURLAUTH",        AUTH, 0,                    0,  NULL,            NULL,                "RFC 4467" },
	{ "RESETKEY",          AUTH, 0,                    0,  NULL,            NULL,                "RFC 4467" },
	{ "URLFETCH",          AUTH, 0,                    0,  NULL,            NULL,                "RFC 4467" },
	{ "LANGUAGE",          ANY,  0,                    0,  NULL,            NULL,                "RFC 5255" },
	{ "COMPARATOR",        AUTH, 0,                    0,  NULL,            NULL,                "RFC 5255" },
	{ "XAPPLEPUSHSERVICE", AUTH, 0,                    0,  NULL,            NULL,                "Apple" },
};

const struct imap_verb *imap_verb(struct bytes name)
{
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (bytes_ieq(name, bytes_str(verbs[i].name)))
			return &verbs[i];
	return NULL;
}

unsigned imap_data_of(struct bytes word)
{
	static const struct {
		const char *word;
		unsigned data;
	} rows[] = {
		{ "CAPABILITY", D(CAPABILITY) }, { "LIST", D(LIST) }, { "LSUB", D(LIST) },
		{ "XLIST", D(LIST) }, { "STATUS", D(STATUS) }, { "SEARCH", D(SEARCH) },
		{ "ESEARCH", D(SEARCH) | D(SORT) }, { "FETCH", D(FETCH) },
		{ "FLAGS", D(SELECT) }, { "EXISTS", D(SELECT) }, { "RECENT", D(SELECT) },
		{ "EXPUNGE", D(EXPUNGE) }, { "VANISHED", D(EXPUNGE) | D(SELECT) | D(FETCH) },
		{ "NAMESPACE", D(NAMESPACE) }, { "ID", D(ID) }, { "ENABLED", D(ENABLED) },
		{ "QUOTA", D(QUOTA) }, { "QUOTAROOT", D(QUOTA) }, { "ACL", D(ACL) },
		{ "LISTRIGHTS", D(ACL) }, { "MYRIGHTS", D(ACL) }, { "METADATA", D(METADATA) },
		{ "SORT", D(SORT) }, { "THREAD", D(SORT) },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (bytes_ieq(word, bytes_str(rows[i].word)))
			return rows[i].data;
	return 0;
}

static bool is_verb(const struct asked *a, const char *name)
{
	const struct imap_verb *v = a ? a->row : NULL;

	return v && bytes_eq(bytes_str(v->name), bytes_str(name));
}

bool imap_is_auth(const struct asked *a)
{
	return is_verb(a, "AUTHENTICATE");
}

bool imap_is_login(const struct asked *a)
{
	return is_verb(a, "LOGIN");
}

bool imap_is_idle(const struct asked *a)
{
	return is_verb(a, "IDLE");
}

bool imap_is_compress(const struct asked *a)
{
	return is_verb(a, "COMPRESS");
}

struct asked *imap_idle(const struct imap *m)
{
	enum { LOOK_AT = 64 }; /* nobody says IDLE behind a long queue */
	struct asked *a = m->dialog.head;

	for (int i = 0; a && i < LOOK_AT && !imap_is_idle(a); i++)
		a = a->next;
	return a && imap_is_idle(a) ? a : NULL;
}

bool imap_is_append(const struct asked *a)
{
	return is_verb(a, "APPEND") || is_verb(a, "REPLACE");
}

void imap_capabilities(struct imap *m, struct bytes words)
{
	BUF_SHORT(all);

	if (!bytes_ieq(bytes_word(&words), B("CAPABILITY")))
		return;
	for (struct bytes w = bytes_word(&words); w.n; w = bytes_word(&words)) {
		if (all.n + w.n >= LIMIT_CAPABILITIES)
			break;
		buf_add(&all, w);
		buf_addc(&all, '\n');
	}
	session_text_set(m->s, TEXT_CAPABILITIES, buf_bytes(&all));
	buf_fini(&all);
}

/* Both: the client's next octets depend on the reply. */
static void decided_asked(struct imap *m, struct asked *a)
{
	m->deciding = a;
}

static void starttls_answered(struct imap *m, struct asked *a, const struct reply *r)
{
	(void)a;
	m->tls_agreed = r == NULL || m->positive;
	if (m->tls_agreed)
		m->s->tls_accepted = true;
}

/* Without its reply the client's next octets decide (imap_client.c). */
static void compress_answered(struct imap *m, struct asked *a, const struct reply *r)
{
	(void)a;
	if (r && m->positive)
		imap_squeeze(m);
}

/* The phase after a reply that was accepted; when it is not known neither is the phase. */
void imap_moved(struct imap *m, const struct reply *r, enum imap_phase phase)
{
	m->phase = r ? phase : IMAP_PHASE_UNKNOWN;
}

static void unselected(struct imap *m)
{
	imap_mail_close(m);
	imap_described_close(m);
	mailbox_fini(&m->box);
	mailbox_init(&m->box);
	buf_clear(&m->mailbox);
}

static void logout_answered(struct imap *m, struct asked *a, const struct reply *r)
{
	(void)a;
	unselected(m);
	if (r == NULL || m->positive)
		imap_moved(m, r, IMAP_LOGOUT);
}

static void selected(struct imap *m, const struct asked *a)
{
	struct imap_tokens words = { .all = asked_arg(a) };
	struct buf name = { 0 };
	struct imap_token t;

	unselected(m);
	if (!imap_token_next(&words, &t))
		return;
	imap_token_value(&t, &name);
	imap_mailbox_name(buf_bytes(&name), &m->mailbox);
	buf_fini(&name);
}

/* A SELECT that is refused leaves no mailbox selected (RFC 9051 6.3.2).  Where the reply may
   lie in a hole, imap_doubt() has moved the state at the hole: what follows it belongs to the
   new mailbox. */
static void select_answered(struct imap *m, struct asked *a, const struct reply *r)
{
	if (r == NULL && a->doubtful)
		return;
	if (r == NULL || m->positive) {
		imap_moved(m, r, IMAP_SELECTED);
		selected(m, a);
	} else {
		unselected(m);
		if (m->phase == IMAP_SELECTED)
			m->phase = IMAP_AUTHENTICATED;
	}
}

void imap_doubt(struct imap *m)
{
	const struct asked *last = NULL;

	dialog_doubt(&m->dialog);
	for (const struct asked *a = m->dialog.head; a; a = a->next) {
		const struct imap_verb *v = a->row;

		if (v && v->answered == select_answered)
			last = a;
	}
	if (last)
		selected(m, last);
}

static void close_answered(struct imap *m, struct asked *a, const struct reply *r)
{
	(void)a;
	if (r && !m->positive)
		return;
	unselected(m);
	imap_moved(m, r, IMAP_AUTHENTICATED);
}

static void unauth_answered(struct imap *m, struct asked *a, const struct reply *r)
{
	(void)a;
	if (r && !m->positive)
		return;
	unselected(m);
	m->s->user_proven = false;
	imap_moved(m, r, IMAP_NOT_AUTHENTICATED);
}

/* ("name" "x" "version" NIL) as "name=x". */
static void read_id(struct imap *m, enum session_text which, struct bytes text)
{
	struct imap_tokens words = { .all = text };
	struct imap_token key, value;
	BUF_SHORT(id);

	if (!imap_token_next(&words, &key) || key.kind != IMAP_OPEN)
		return; /* NIL: it says nothing */
	while (imap_token_next(&words, &key) && key.kind != IMAP_CLOSE &&
	       imap_token_next(&words, &value) && value.kind != IMAP_CLOSE) {
		if (value.kind == IMAP_ATOM || id.n + key.n + value.n > LIMIT_ENVELOPE_TEXT)
			continue;
		if (id.n)
			buf_adds(&id, ", ");
		imap_token_value(&key, &id);
		buf_addc(&id, '=');
		imap_token_value(&value, &id);
	}
	session_text_set(m->s, which, buf_bytes(&id));
	buf_fini(&id);
}

/* What both say of themselves (RFC 2971); the server's may have literals. */
static void id_answered(struct imap *m, struct asked *a, const struct reply *r)
{
	struct buf said = { 0 };

	(void)r;
	read_id(m, TEXT_CLIENT_ID, asked_arg(a));
	for (size_t i = 0; i < a->said.nends; i++) {
		struct bytes line = reply_line(&a->said, i);

		if (said.n == 0 && !bytes_istarts(line, B("ID ")))
			continue;
		buf_add(&said, said.n ? line : bytes_from(line, 3));
		buf_adds(&said, "\r\n");
	}
	read_id(m, TEXT_SERVER_ID, buf_bytes(&said));
	buf_fini(&said);
}
