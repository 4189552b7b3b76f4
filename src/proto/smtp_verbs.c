/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * smtp_verbs.c - the commands of SMTP: what asking and being answered does.
 *
 * In:   commands and their replies, paired
 * Out:  the state of the session: phase, envelope, login
 * RFC:  5321 4.1.1 and 4.3.2, 2033, 3030, 3207, 4954 and those in the table
 *
 * The state moves in the answered() functions.  They are called with a NULL reply when
 * the reply was not captured: the command is then taken to be accepted, since clients
 * go on only after that.
 */
#include "proto/smtp.h"

#include "base/limits.h"

static void helo_asked(struct smtp *m, struct asked *a);
static void helo_answered(struct smtp *m, struct asked *a, const struct reply *r);
static void lhlo_asked(struct smtp *m, struct asked *a);
static void auth_asked(struct smtp *m, struct asked *a);
static void auth_answered(struct smtp *m, struct asked *a, const struct reply *r);
static void mail_asked(struct smtp *m, struct asked *a);
static void mail_answered(struct smtp *m, struct asked *a, const struct reply *r);
static void rcpt_asked(struct smtp *m, struct asked *a);
static void rcpt_answered(struct smtp *m, struct asked *a, const struct reply *r);
static void data_answered(struct smtp *m, struct asked *a, const struct reply *r);
static void end_answered(struct smtp *m, struct asked *a, const struct reply *r);
static void rset_answered(struct smtp *m, struct asked *a, const struct reply *r);
static void quit_answered(struct smtp *m, struct asked *a, const struct reply *r);
static void starttls_answered(struct smtp *m, struct asked *a, const struct reply *r);
static void burl_answered(struct smtp *m, struct asked *a, const struct reply *r);
static void xclient_answered(struct smtp *m, struct asked *a, const struct reply *r);
static void xforward_answered(struct smtp *m, struct asked *a, const struct reply *r);

#define BARRED  SMTP_IN(SMTP_CONNECTED) /* the greeting was 554: RFC 5321 3.1 */
#define GREETED SMTP_IN(SMTP_GREETED)
#define READY   SMTP_IN(SMTP_READY)
#define MAIL    SMTP_IN(SMTP_MAIL)
#define RCPT    SMTP_IN(SMTP_RCPT)
#define SENDING SMTP_IN(SMTP_DATA)      /* between chunks */
#define ANY     (GREETED | READY | MAIL | RCPT | SENDING)

static const struct smtp_verb verbs[] = {
	/* name       phases          asked             answered             decides source */
	{ "EHLO",     ANY,            helo_asked,       helo_answered,       false, "RFC 5321 4.1.1.1" },
	{ "HELO",     ANY,            helo_asked,       helo_answered,       false, "RFC 5321 4.1.1.1" },
	{ "LHLO",     ANY,            lhlo_asked,       helo_answered,       false, "RFC 2033 4.1" },
	{ "AUTH",     READY,          auth_asked,       auth_answered,       true,  "RFC 4954 4" },
	{ "X-EXPS",   READY,          auth_asked,       auth_answered,       true,  "MS-XLOGIN, Exchange's AUTH" },
	{ "MAIL",     READY,          mail_asked,       mail_answered,       false, "RFC 5321 4.1.1.2" },
	{ "SEND",     READY,          mail_asked,       mail_answered,       false, "RFC 821 3.4" },
	{ "SOML",     READY,          mail_asked,       mail_answered,       false, "RFC 821 3.4" },
	{ "SAML",     READY,          mail_asked,       mail_answered,       false, "RFC 821 3.4" },
	{ "RCPT",     MAIL | RCPT,    rcpt_asked,       rcpt_answered,       false, "RFC 5321 4.1.1.3" },
	{ "DATA",     RCPT,           NULL,             data_answered,       true,  "RFC 5321 4.1.1.4" },
	{ "BDAT",     RCPT | SENDING, smtp_chunk_asked, smtp_chunk_answered, false, "RFC 3030 2" },
	{ "BURL",     RCPT | SENDING, NULL,             burl_answered,       false, "RFC 4468 3" },
	{ "RSET",     ANY,            smtp_abandon,     rset_answered,       false, "RFC 5321 4.1.1.5" },
	{ "VRFY",     ANY,            NULL,             NULL,                false, "RFC 5321 4.1.1.6" },
	{ "EXPN",     ANY,            NULL,             NULL,                false, "RFC 5321 4.1.1.7" },
	{ "HELP",     ANY,            NULL,             NULL,                false, "RFC 5321 4.1.1.8" },
	{ "NOOP",     ANY,            NULL,             NULL,                false, "RFC 5321 4.1.1.9" },
	{ "QUIT",     ANY | BARRED,   smtp_abandon,     quit_answered,       false, "RFC 5321 4.1.1.10" },
	{ "STARTTLS", READY,          smtp_abandon,     starttls_answered,   true,  "RFC 3207 4" },
	{ "ETRN",     READY,          NULL,             NULL,                false, "RFC 1985 5" },
	{ "ATRN",     READY,          NULL,             NULL,                false, "RFC 2645 5.2" },
	{ "TURN",     READY,          NULL,             NULL,                false, "RFC 821 3.8" },
	{ "XCLIENT",  GREETED | READY, smtp_abandon,    xclient_answered,    false, "postfix.org/XCLIENT_README" },
	{ "XFORWARD", READY,          NULL,             xforward_answered,       false, "postfix.org/XFORWARD_README" },
};

const struct smtp_verb smtp_end_of_data = {
	".", SMTP_IN(SMTP_DATA), NULL, end_answered, false, "RFC 5321 4.1.1.4",
};

const struct smtp_verb *smtp_verb(struct bytes name)
{
	int first = name.n ? ascii_toupper((uint8_t)bytes_at(name, 0)) : -1;

	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (verbs[i].name[0] == first && bytes_ieq(name, bytes_str(verbs[i].name)))
			return &verbs[i];
	return NULL;
}

bool smtp_is_data(const struct asked *a)
{
	const struct smtp_verb *v = a->row;

	return v && v->answered == data_answered;
}

bool smtp_is_auth(const struct asked *a)
{
	const struct smtp_verb *v = a->row;

	return v && v->answered == auth_answered;
}

bool smtp_says_nobody(const struct asked *a, const struct reply *r)
{
	const struct smtp_verb *v = a->row;
	struct bytes name, enhanced;

	if (!v || (r->code != 550 && r->code != 551 && r->code != 553))
		return false;
	name = bytes_str(v->name);
	if (!bytes_eq(name, B("RCPT")) && !bytes_eq(name, B("VRFY")) && !bytes_eq(name, B("EXPN")))
		return false;
	enhanced = reply_enhanced(r);
	return !enhanced.p || bytes_starts(enhanced, B("5.1."));
}

bool smtp_accepted(const struct reply *r)
{
	return r == NULL || r->code / 100 == 2;
}

/* `a` and its reply are of the transaction. */
static void smtp_of_transaction(struct smtp *m, const struct asked *a, const struct reply *r)
{
	transaction_frames(smtp_tx(m), &a->f);
	if (r)
		transaction_frames(smtp_tx(m), &r->f);
}

struct transaction *smtp_tx(struct smtp *m)
{
	if (m->tx == NULL) {
		m->tx = transaction_take(m->s->shared);
		m->s->part_octets += sizeof(*m->tx);
	}
	return m->tx;
}

void smtp_reset(struct smtp *m, const char *ended)
{
	if (m->tx)
		transaction_end(m->tx, m->s, ended);
	m->discard = false;
}

/* RFC 5321 4.1.4: EHLO has the effect of RSET, and it may come again at any time. */
static void helo_answered(struct smtp *m, struct asked *a, const struct reply *r)
{
	BUF_SHORT(offers);

	smtp_abandoned(m, a);
	if (!smtp_accepted(r))
		return;
	smtp_reset(m, "hello");
	m->phase = SMTP_READY;
	session_text_set(m->s, TEXT_HELO, bytes_trim(asked_arg(a)));
	m->hello_known = r && !r->hole;
	if (r == NULL)
		return;
	for (size_t i = 1; i < r->nends; i++) {
		struct bytes line = bytes_trim(reply_line(r, i));

		if (offers.n + line.n >= LIMIT_CAPABILITIES)
			break;
		buf_add(&offers, line);
		buf_addc(&offers, '\n');
	}
	session_text_set(m->s, TEXT_CAPABILITIES, buf_bytes(&offers));
	buf_fini(&offers);
	smtp_judge_hello(m, r);
}

/* On the port of LMTP, and not LMTP. */
static void helo_asked(struct smtp *m, struct asked *a)
{
	if (m->lmtp) {
		m->lmtp = false;
		m->s->head.protocol = "smtp";
	}
	smtp_abandon(m, a);
}

static void lhlo_asked(struct smtp *m, struct asked *a)
{
	m->lmtp = true;
	m->s->head.protocol = "lmtp";
	smtp_abandon(m, a);
}

/* "AUTH" SP mechanism [SP initial-response] */
static void auth_asked(struct smtp *m, struct asked *a)
{
	sasl_asked(&m->sasl, a, &m->decoded);
}

static void auth_answered(struct smtp *m, struct asked *a, const struct reply *r)
{
	const char *status = r == NULL ? "none" : r->code == 235 ? "ok" : "error";

	(void)a;
	m->client = SMTP_COMMANDS;
	m->auth_refused = r && r->code != 235;
	if (m->sasl.active)
		sasl_end(&m->sasl, m->s, status, r, NULL);
}

/* The argument of MAIL or RCPT.  Of a path that goes on in missing octets nothing is known:
   half an address is another one, and so is half a parameter. */
static struct bytes whole_path(const struct asked *a)
{
	struct bytes arg = asked_arg(a);
	size_t end = bytes_rchr(arg, '>') + 1, blank = bytes_rchr(arg, ' ');

	if (!a->cut)
		return arg;
	if (end > arg.n)
		return (struct bytes){ NULL, 0 };
	return blank < arg.n && blank > end ? bytes_head(arg, blank) : bytes_head(arg, end);
}

/* What its parameters hide in xtext is shown beside the line. */
static void show_params(struct smtp *m, const struct asked *a)
{
	struct bytes address, params;

	if (!events_want(m->s->out, EV_LINE))
		return;
	transaction_path(asked_arg(a), &address, &params);
	esmtp_plain(&m->decoded, params);
}

static void mail_asked(struct smtp *m, struct asked *a)
{
	show_params(m, a);
	smtp_abandon(m, a);
}

static void rcpt_asked(struct smtp *m, struct asked *a)
{
	show_params(m, a);
}

static void mail_answered(struct smtp *m, struct asked *a, const struct reply *r)
{
	smtp_abandoned(m, a);
	/* A nested MAIL is refused and changes nothing (RFC 5321 4.1.4). */
	if (!smtp_accepted(r) && smtp_tx(m)->open)
		return;
	smtp_reset(m, "replaced");
	transaction_mail(smtp_tx(m), whole_path(a), r);
	smtp_judge_params(m, a, r);
	smtp_of_transaction(m, a, r);
	if (smtp_accepted(r))
		m->phase = SMTP_MAIL;
}

static void rcpt_answered(struct smtp *m, struct asked *a, const struct reply *r)
{
	transaction_rcpt(smtp_tx(m), whole_path(a), r);
	smtp_judge_params(m, a, r);
	smtp_of_transaction(m, a, r);
	if (smtp_accepted(r))
		m->phase = SMTP_RCPT;
}

static void data_answered(struct smtp *m, struct asked *a, const struct reply *r)
{
	if (r == NULL || r->code / 100 == 3) {
		m->phase = SMTP_DATA;
		if (r)
			smtp_judge_early_body(m, a);
		if (m->delivery)
			smtp_judge_chunk(m, a, ONCE_BDAT_MIXED);
		if (smtp_has_param(smtp_tx(m)->mail_params, B("BODY=BINARYMIME")))
			smtp_judge_chunk(m, a, ONCE_BINARYMIME);
		smtp_body_begin(m, a);
	} else {
		m->body_missing = 0;
		transaction_sending(smtp_tx(m), "DATA", NO_U64);
		transaction_final(smtp_tx(m), r);
	}
}

/* Whatever the verdict, the transaction is over (RFC 5321 4.1.1.4). */
static void end_answered(struct smtp *m, struct asked *a, const struct reply *r)
{
	smtp_body_close(m, &a->delivery, r, "DATA");
	smtp_of_transaction(m, a, r);
	smtp_reset(m, r ? "answered" : "unanswered");
	m->phase = SMTP_READY;
}

static void rset_answered(struct smtp *m, struct asked *a, const struct reply *r)
{
	smtp_abandoned(m, a);
	if (!smtp_accepted(r))
		return;
	smtp_reset(m, "reset");
	if (m->phase > SMTP_READY)
		m->phase = SMTP_READY;
}

static void quit_answered(struct smtp *m, struct asked *a, const struct reply *r)
{
	smtp_abandoned(m, a);
	if (!smtp_accepted(r))
		return;
	smtp_reset(m, "quit");
	m->phase = SMTP_CLOSING;
}

/* What the server knew of the client is forgotten (RFC 3207 4.2).  Whether TLS really
   follows, the octets say: a box in between may hand out the text in clear. */
static void starttls_answered(struct smtp *m, struct asked *a, const struct reply *r)
{
	smtp_abandoned(m, a);
	if (!smtp_accepted(r))
		return;
	m->tls_agreed = m->s->tls_accepted = true;
	m->hello_known = false;
	if (r)
		smtp_judge_starttls(m);
	m->phase = SMTP_GREETED;
	smtp_reset(m, "starttls");
}

/* The message, or a part of it, comes from an IMAP server: none of it is here. */
static void burl_answered(struct smtp *m, struct asked *a, const struct reply *r)
{
	struct bytes arg = asked_arg(a);

	(void)bytes_word(&arg);
	if (!bytes_ieq(bytes_trim(arg), B("LAST"))) {
		if (smtp_accepted(r))
			m->phase = SMTP_DATA;
		return;
	}
	if (m->delivery)
		smtp_delivery_end(m, false);
	transaction_sending(smtp_tx(m), "BURL", NO_U64);
	smtp_body_close(m, &m->delivery, r, "BURL");
	smtp_of_transaction(m, a, r);
	smtp_reset(m, r ? "answered" : "unanswered");
	m->phase = SMTP_READY;
}

/* "ADDR=192.0.2.7 PORT=1024 ADDR=IPV6:2001:db8::7": for whom the client speaks. */
static void smtp_told(struct smtp *m, const struct asked *a, const char *by)
{
	struct bytes rest = asked_arg(a);
	struct endpoint told = { .port = 0 };
	uint64_t port;

	while (rest.n) {
		struct bytes word = bytes_word(&rest);

		if (bytes_istarts(word, B("ADDR=IPV6:")))
			(void)ip_parse(bytes_from(word, 10), &told.ip);
		else if (bytes_istarts(word, B("ADDR=")))
			(void)ip_parse(bytes_from(word, 5), &told.ip);
		else if (bytes_istarts(word, B("PORT=")) && bytes_u64(bytes_from(word, 5), &port) &&
			 port <= 65535)
			told.port = (uint16_t)port;
	}
	if (told.ip.family == 0)
		return;
	m->s->told = told;
	m->s->told_by = by;
}

static void xforward_answered(struct smtp *m, struct asked *a, const struct reply *r)
{
	if (smtp_accepted(r))
		smtp_told(m, a, "XFORWARD");
}

/* 220: the server greets anew, as another client. */
static void xclient_answered(struct smtp *m, struct asked *a, const struct reply *r)
{
	smtp_abandoned(m, a);
	if (r && r->code != 220)
		return;
	smtp_told(m, a, "XCLIENT");
	smtp_reset(m, "xclient");
	m->phase = SMTP_GREETED;
}
