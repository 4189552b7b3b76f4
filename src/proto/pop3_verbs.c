/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pop3_verbs.c - the commands of POP3: what asking and being answered does.
 *
 * In:   commands and their replies, paired
 * Out:  the state of the session: phase, login, what is known about the mailbox
 * RFC:  1939 4-7, 2449 5, 2595 4, 5034, 6856; 1081, 1082 and 1460 for what is older
 */
#include "proto/pop3.h"

#include "base/limits.h"

static void user_answered(struct pop3 *m, struct asked *a, const struct reply *r);
static void pass_asked(struct pop3 *m, struct asked *a);
static void pass_answered(struct pop3 *m, struct asked *a, const struct reply *r);
static void apop_asked(struct pop3 *m, struct asked *a);
static void apop_answered(struct pop3 *m, struct asked *a, const struct reply *r);
static void auth_asked(struct pop3 *m, struct asked *a);
static void auth_answered(struct pop3 *m, struct asked *a, const struct reply *r);
static void rpop_answered(struct pop3 *m, struct asked *a, const struct reply *r);
static void stat_answered(struct pop3 *m, struct asked *a, const struct reply *r);
static void list_row(struct pop3 *m, struct bytes line);
static void list_answered(struct pop3 *m, struct asked *a, const struct reply *r);
static void uidl_row(struct pop3 *m, struct bytes line);
static void uidl_answered(struct pop3 *m, struct asked *a, const struct reply *r);
static void dele_answered(struct pop3 *m, struct asked *a, const struct reply *r);
static void rset_answered(struct pop3 *m, struct asked *a, const struct reply *r);
static void quit_answered(struct pop3 *m, struct asked *a, const struct reply *r);
static void capa_answered(struct pop3 *m, struct asked *a, const struct reply *r);
static void stls_asked(struct pop3 *m, struct asked *a);
static void stls_answered(struct pop3 *m, struct asked *a, const struct reply *r);
static void utf8_answered(struct pop3 *m, struct asked *a, const struct reply *r);
static void lang_answered(struct pop3 *m, struct asked *a, const struct reply *r);
static void xtnd_asked(struct pop3 *m, struct asked *a);
static void xtnd_answered(struct pop3 *m, struct asked *a, const struct reply *r);

#define LOGIN POP3_IN(POP3_AUTHORIZATION)
#define TRANS POP3_IN(POP3_TRANSACTION)
#define ANY   (LOGIN | TRANS)
#define QUITS (ANY | POP3_IN(POP3_CONNECTED)) /* after a greeting that refuses, too */

static const struct pop3_verb verbs[] = {
	/* name  phases shape               asked       row       answered       source */
	{ "USER", LOGIN, POP3_ONE_LINE,      NULL,       NULL,     user_answered, "RFC 1939 7" },
	{ "PASS", LOGIN, POP3_ONE_LINE,      pass_asked, NULL,     pass_answered, "RFC 1939 7" },
	{ "APOP", LOGIN, POP3_ONE_LINE,      apop_asked, NULL,     apop_answered, "RFC 1939 7" },
	{ "AUTH", LOGIN, POP3_LINES_IF_BARE, auth_asked, NULL,     auth_answered, "RFC 5034 4" },
	{ "RPOP", LOGIN, POP3_ONE_LINE,      NULL,       NULL,     rpop_answered, "RFC 1081" },
	{ "STAT", TRANS, POP3_ONE_LINE,      NULL,       NULL,     stat_answered, "RFC 1939 5" },
	{ "LIST", TRANS, POP3_LINES_IF_BARE, NULL,       list_row, list_answered, "RFC 1939 5" },
	{ "UIDL", TRANS, POP3_LINES_IF_BARE, NULL,       uidl_row, uidl_answered, "RFC 1939 7" },
	{ "RETR", TRANS, POP3_MAIL,          NULL,       NULL,     NULL,          "RFC 1939 5" },
	{ "TOP",  TRANS, POP3_MAIL,          NULL,       NULL,     NULL,          "RFC 1939 7" },
	{ "DELE", TRANS, POP3_ONE_LINE,      NULL,       NULL,     dele_answered, "RFC 1939 5" },
	{ "RSET", TRANS, POP3_ONE_LINE,      NULL,       NULL,     rset_answered, "RFC 1939 5" },
	{ "LAST", TRANS, POP3_ONE_LINE,      NULL,       NULL,     NULL,          "RFC 1460 5" },
	{ "NOOP", TRANS, POP3_ONE_LINE,      NULL,       NULL,     NULL,          "RFC 1939 5" },
	{ "QUIT", QUITS, POP3_ONE_LINE,      NULL,       NULL,     quit_answered, "RFC 1939 4, 6" },
	{ "CAPA", ANY,   POP3_LINES,         NULL,       NULL,     capa_answered, "RFC 2449 5" },
	{ "STLS", LOGIN, POP3_ONE_LINE,      stls_asked, NULL,     stls_answered, "RFC 2595 4" },
	{ "UTF8", LOGIN, POP3_ONE_LINE,      NULL,       NULL,     utf8_answered, "RFC 6856 2" },
	{ "LANG", ANY,   POP3_LINES_IF_BARE, NULL,       NULL,     lang_answered, "RFC 6856 3" },
	{ "XTND", TRANS, POP3_BY_WORD,       xtnd_asked, NULL,     xtnd_answered, "RFC 1082 2" },
};

const struct pop3_verb *pop3_verb(struct bytes name)
{
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (bytes_ieq(name, bytes_str(verbs[i].name)))
			return &verbs[i];
	return NULL;
}

static enum pop3_shape xtnd_shape(const struct asked *a);

enum pop3_shape pop3_shape(const struct asked *a)
{
	const struct pop3_verb *v = a ? a->row : NULL;

	if (v == NULL)
		return POP3_ANY;
	if (v->shape == POP3_BY_WORD)
		return xtnd_shape(a);
	if (v->shape != POP3_LINES_IF_BARE)
		return v->shape;
	return bytes_trim(asked_arg(a)).n ? POP3_ONE_LINE : POP3_LINES;
}

static bool word_is(const struct asked *a, struct bytes word)
{
	struct bytes arg = asked_arg(a);

	return bytes_ieq(bytes_word(&arg), word);
}

bool pop3_is_xmit(const struct asked *a)
{
	const struct pop3_verb *v = a->row;

	return v && v->asked == xtnd_asked && word_is(a, B("XMIT"));
}

/* What servers are known to have: bulletin boards (RFC 1082), their archives, a header
   field of all messages, and a message to be sent. */
static enum pop3_shape xtnd_shape(const struct asked *a)
{
	static const char *const listings[] = { "BBOARDS", "X-BBOARDS", "ARCHIVE", "XLST",
						"XLIST" };

	if (word_is(a, B("XMIT")))
		return POP3_ONE_LINE;
	for (size_t i = 0; i < sizeof(listings) / sizeof(listings[0]); i++)
		if (word_is(a, bytes_str(listings[i])))
			return POP3_LINES;
	return POP3_ANY;
}

bool pop3_is_auth(const struct asked *a)
{
	const struct pop3_verb *v = a->row;

	return v && v->answered == auth_answered;
}

void pop3_row(struct pop3 *m, struct ev_row row)
{
	if (m->nrows >= LIMIT_LISTING || arena_used(&m->row_text) > LIMIT_LISTING_OCTETS)
		return;
	if (row.uid.p)
		row.uid = bytes_dup(&m->row_text, row.uid);
	ARRAY_PUSH(m->rows, m->nrows, m->caprows) = row;
}

/* A login is over: the phase moves when it was accepted. */
static const char *login_status(struct pop3 *m, const struct reply *r)
{
	if (r == NULL)
		m->phase = POP3_UNKNOWN;
	else if (m->positive)
		m->phase = POP3_TRANSACTION;
	return r == NULL ? "none" : m->positive ? "ok" : "error";
}

/* A name that is refused ends the attempt; an accepted one waits for PASS. */
static void user_answered(struct pop3 *m, struct asked *a, const struct reply *r)
{
	struct sasl login = { 0 };

	buf_clear(&m->user);
	buf_add(&m->user, asked_arg(a));
	m->user_f = a->f;
	if (r == NULL || m->positive)
		return;
	sasl_begin(&login, B("USER/PASS"), &a->f);
	sasl_user(&login, asked_arg(a), &a->f);
	sasl_end(&login, m->s, "error", r, NULL);
	buf_clear(&m->user);
}

/* RFC 1939 7: all that follows is the password, blanks too. */
static void pass_asked(struct pop3 *m, struct asked *a)
{
	(void)m;
	if (asked_arg(a).n)
		a->secret_at = a->arg_at;
}

static void pass_answered(struct pop3 *m, struct asked *a, const struct reply *r)
{
	const char *status = login_status(m, r);
	struct sasl login = { 0 };

	sasl_begin(&login, B("USER/PASS"), m->user_f.first ? &m->user_f : &a->f);
	if (m->user.n)
		sasl_user(&login, buf_bytes(&m->user), &m->user_f);
	sasl_secret(&login, asked_arg(a), &a->f);
	sasl_end(&login, m->s, status, r, NULL);
}

/* name SP digest */
static void apop_asked(struct pop3 *m, struct asked *a)
{
	struct bytes digest = bytes_trim(asked_arg(a));
	size_t blank = bytes_rchr(digest, ' ');

	(void)m;
	if (blank < digest.n)
		a->secret_at = a->arg_at + bytes_find(asked_arg(a), digest) + blank + 1;
}

static void apop_answered(struct pop3 *m, struct asked *a, const struct reply *r)
{
	struct bytes arg = asked_arg(a), name = bytes_word(&arg);
	const char *status = login_status(m, r);
	struct sasl login = { 0 };

	pop3_apop_judge(m, a);
	sasl_begin(&login, B("APOP"), &a->f);
	if (m->timestamp.n)
		sasl_challenge(&login, buf_bytes(&m->timestamp));
	sasl_user(&login, name, &a->f);
	if (bytes_trim(arg).n)
		sasl_secret(&login, bytes_trim(arg), &a->f);
	sasl_end(&login, m->s, status, r, NULL);
}

/* "AUTH" [SP mechanism [SP initial-response]]; without a mechanism it asks for the list */
static void auth_asked(struct pop3 *m, struct asked *a)
{
	struct bytes arg = asked_arg(a);

	if (bytes_word(&arg).n == 0)
		return;
	m->deciding = a;
	sasl_asked(&m->sasl, a, &m->decoded);
}

static void auth_answered(struct pop3 *m, struct asked *a, const struct reply *r)
{
	if (!m->sasl.active || bytes_trim(asked_arg(a)).n == 0)
		return;
	m->word_due = false;
	m->auth_refused = r && !m->positive;
	sasl_end(&m->sasl, m->s, login_status(m, r), r, NULL);
}

/* Berkeley's way: the name again, in place of the password; the port the client comes from
   is its proof. */
static void rpop_answered(struct pop3 *m, struct asked *a, const struct reply *r)
{
	const char *status = login_status(m, r);
	struct sasl login = { 0 };

	sasl_begin(&login, B("RPOP"), &a->f);
	sasl_user(&login, bytes_trim(asked_arg(a)), &a->f);
	sasl_end(&login, m->s, status, r, NULL);
}

/* The reply is one positive line that has all its octets. */
static bool whole_line(const struct pop3 *m, const struct asked *a, const struct reply *r)
{
	return r && m->positive && !r->hole && pop3_shape(a) == POP3_ONE_LINE;
}

static void stat_answered(struct pop3 *m, struct asked *a, const struct reply *r)
{
	struct ev_row row;

	if (!whole_line(m, a, r) || !mailbox_read_sizes(reply_line(r, 0), &row))
		return;
	m->box.stat_count = row.number;
	m->box.stat_octets = row.octets;
	pop3_row(m, row);
}

static void list_row(struct pop3 *m, struct bytes line)
{
	struct ev_row row;

	if (!mailbox_read_sizes(line, &row))
		return;
	mailbox_row(&m->box, m->s->shared->key, &row);
	pop3_row(m, row);
}

/* With an argument, the row is the status line. */
static void list_answered(struct pop3 *m, struct asked *a, const struct reply *r)
{
	if (whole_line(m, a, r))
		list_row(m, reply_line(r, 0));
}

static void uidl_row(struct pop3 *m, struct bytes line)
{
	struct ev_row row;

	if (!mailbox_read_uid(line, &row))
		return;
	mailbox_row(&m->box, m->s->shared->key, &row);
	pop3_row(m, row);
}

static void uidl_answered(struct pop3 *m, struct asked *a, const struct reply *r)
{
	if (whole_line(m, a, r))
		uidl_row(m, reply_line(r, 0));
}

static void dele_answered(struct pop3 *m, struct asked *a, const struct reply *r)
{
	if (r)
		pop3_deleted(m, a);
	else
		m->delete_unsure = true;
}

static void rset_answered(struct pop3 *m, struct asked *a, const struct reply *r)
{
	(void)a;
	if (r == NULL)
		m->delete_unsure = true;
	else if (m->positive)
		pop3_undeleted(m);
}

static void quit_answered(struct pop3 *m, struct asked *a, const struct reply *r)
{
	(void)a;
	if (r == NULL || m->positive)
		m->phase = POP3_UPDATE;
	m->quit = r == NULL ? POP3_QUIT_UNSURE : m->positive ? POP3_QUIT_OK : POP3_QUIT_ERR;
}

static void capa_answered(struct pop3 *m, struct asked *a, const struct reply *r)
{
	BUF_SHORT(all);

	(void)a;
	if (r == NULL || !m->positive)
		return;
	for (size_t i = 1; i < r->nends && all.n < LIMIT_CAPABILITIES; i++) {
		buf_add(&all, bytes_head(bytes_trim(reply_line(r, i)),
					 LIMIT_CAPABILITIES - all.n));
		buf_addc(&all, '\n');
	}
	session_text_set(m->s, TEXT_CAPABILITIES, buf_bytes(&all));
	buf_fini(&all);
}

static void stls_asked(struct pop3 *m, struct asked *a)
{
	m->deciding = a;
}

/* Whether TLS really follows, the octets say. */
static void stls_answered(struct pop3 *m, struct asked *a, const struct reply *r)
{
	(void)a;
	if (r == NULL || m->positive)
		pop3_stls_accepted(m);
}

static void utf8_answered(struct pop3 *m, struct asked *a, const struct reply *r)
{
	(void)a;
	if (r && m->positive)
		m->s->box->utf8 = true;
}

/* "LANG es" asks for a language, "LANG *" for the client's default, "LANG" for the list; an
   accepted choice names the language first: "+OK es idioma cambiado". */
static void lang_answered(struct pop3 *m, struct asked *a, const struct reply *r)
{
	struct bytes text;

	if (!whole_line(m, a, r))
		return;
	text = reply_line(r, 0);
	buf_clear(&m->s->box->language);
	buf_add(&m->s->box->language, bytes_word(&text));
}

/* The client's next octets depend on the reply. */
static void xtnd_asked(struct pop3 *m, struct asked *a)
{
	if (word_is(a, B("XMIT")))
		m->deciding = a;
}

static void xtnd_answered(struct pop3 *m, struct asked *a, const struct reply *r)
{
	if (word_is(a, B("XMIT")) && r && m->positive)
		pop3_xmit_begin(m, a);
	else
		m->xmit_missing = 0;
}
