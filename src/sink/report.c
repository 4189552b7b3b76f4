/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report.c - the account of a capture: every mail session told from handshake to teardown.
 *
 * In:   the records
 * Out:  one chapter per session, written when the session has ended; a summary
 *
 * Sessions overlap in time, so each open one collects its chapter; what is held is the
 * text of open sessions, cut at LIMIT_DIALOGUE_OCTETS and LIMIT_CHAPTER_OCTETS.
 */
#include "sink/sink.h"

#include "base/arena.h"
#include "base/limits.h"
#include "event/anomaly.h"
#include "view/account.h"
#include "view/finding_text.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

struct chapter {
	uint64_t session_id;
	int64_t start_ns;
	struct buf dialogue, logins, messages, findings;
	struct buf words;           /* of a login whose command has not been told */
	uint64_t words_first, words_last; /* its frames */
	uint64_t left_out, messages_left_out; /* commands and messages not told: it is full */
	struct account_mailbox mailbox;
	size_t cap_rows;
	struct arena arena;         /* of the mailbox's unique ids */
};

struct report {
	struct sink sink;
	FILE *out;
	struct account_style style;
	struct chapter **open;
	size_t nopen, cap_open;
	uint64_t sessions, messages, incomplete, logins, accepted, in_clear, encrypted;
	uint64_t findings;
	enum severity worst;        /* of them */
	struct buf capture;         /* what of it was missing or given up, for the summary */
	struct buf later;           /* findings of no session, or of one that was told already */
};

static struct chapter *chapter_of(struct report *r, const struct ev_head *h)
{
	struct chapter *c;

	for (size_t i = 0; i < r->nopen; i++)
		if (r->open[i]->session_id == h->session_id)
			return r->open[i];
	c = xcalloc(1, sizeof(*c));
	c->session_id = h->session_id;
	c->start_ns = h->start;
	ARRAY_PUSH(r->open, r->nopen, r->cap_open) = c;
	return c;
}

static void chapter_free(struct report *r, struct chapter *c)
{
	for (size_t i = 0; i < r->nopen; i++) {
		if (r->open[i] == c) {
			r->open[i] = r->open[--r->nopen];
			break;
		}
	}
	buf_fini(&c->dialogue);
	buf_fini(&c->logins);
	buf_fini(&c->words);
	buf_fini(&c->messages);
	buf_fini(&c->findings);
	arena_fini(&c->arena);
	free(c->mailbox.rows);
	free(c);
}

/* The row of message `number`, kept in ascending order.  Listings come in order, so the
   place is nearly always the end. */
static struct ev_row *row_of(struct chapter *c, uint64_t number)
{
	struct account_mailbox *m = &c->mailbox;
	size_t lo = 0, hi = m->nrows;

	if (m->nrows && m->rows[m->nrows - 1].number < number)
		lo = hi;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (m->rows[mid].number < number)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo < m->nrows && m->rows[lo].number == number)
		return &m->rows[lo];
	if (m->nrows >= LIMIT_LISTING)
		return NULL;
	ARRAY_PUSH(m->rows, m->nrows, c->cap_rows) = (struct ev_row){ 0 };
	memmove(&m->rows[lo + 1], &m->rows[lo], (m->nrows - 1 - lo) * sizeof(*m->rows));
	record_init(RECORD_ROW, &m->rows[lo]);
	m->rows[lo].number = number;
	return &m->rows[lo];
}

static void take_listing(struct chapter *c, const struct ev_command *cmd)
{
	bool stat = bytes_eq(cmd->verb, B("STAT"));

	for (size_t i = 0; i < cmd->listing.n; i++) {
		const struct ev_row *from = &cmd->listing.v[i];
		struct ev_row *to;

		if (stat) {
			c->mailbox.has_stat = true;
			c->mailbox.stat_messages = from->number;
			c->mailbox.stat_octets = from->octets;
			continue;
		}
		to = row_of(c, from->number);
		if (!to)
			return;
		if (from->octets != NO_U64)
			to->octets = from->octets;
		if (from->uid.p)
			to->uid = bytes_dup(&c->arena, from->uid);
	}
}

/* A login is told right before the command it belongs to, which covers the same frames.
   Only a SASL exchange has words on lines of their own. */
static void take_command(struct report *r, const struct ev_command *cmd)
{
	struct chapter *c = chapter_of(r, &cmd->head);
	bool same = cmd->head.first_frame == c->words_first &&
		    cmd->head.last_frame == c->words_last && bytes_starts(cmd->verb, B("AUTH"));

	take_listing(c, cmd);
	if (c->dialogue.n > LIMIT_DIALOGUE_OCTETS)
		c->left_out++;
	else
		account_command(&c->dialogue, &r->style, cmd, c->start_ns,
				same ? buf_bytes(&c->words) : (struct bytes){ 0 });
	buf_clear(&c->words);
}

static void take_message(struct report *r, const struct ev_message *m)
{
	struct chapter *c = chapter_of(r, &m->head);

	r->messages++;
	r->incomplete += m->complete != 1;
	if (c->messages.n > LIMIT_CHAPTER_OCTETS)
		c->messages_left_out++;
	else
		account_message(&c->messages, &r->style, m);
}

static void take_auth(struct report *r, const struct ev_auth *a)
{
	struct chapter *c = chapter_of(r, &a->head);

	r->logins++;
	r->accepted += a->head.outcome && strcmp(a->head.outcome, "success") == 0;
	r->in_clear += a->encrypted != 1;
	if (c->logins.n <= LIMIT_CHAPTER_OCTETS)
		account_auth(&c->logins, &r->style, a);
	buf_clear(&c->words);
	account_words(&c->words, &r->style, a);
	c->words_first = a->head.first_frame;
	c->words_last = a->head.last_frame;
}

/* Known while its session is open it belongs into the chapter; what several sessions show
   together, or the end of one, is told in the summary. */
static void take_finding(struct report *r, const struct ev_finding *f)
{
	struct buf *out = &r->later;
	enum severity severity = SEVERITY_INFO;

	for (size_t i = 0; i < r->nopen; i++)
		if (r->open[i]->session_id == f->head.session_id)
			out = &r->open[i]->findings;
	severity_from(f->severity, &severity);
	if (severity > r->worst)
		r->worst = severity;
	r->findings++;
	if (out->n > LIMIT_CHAPTER_OCTETS)
		return;
	buf_adds(out, "    ");
	if (out == &r->later && f->head.session_id != NO_U64)
		buf_printf(out, "session %" PRIu64 ": ", f->head.session_id);
	text_color(out, r->style.look.color, finding_color(f));
	finding_line(out, f);
	text_plain(out, r->style.look.color);
	buf_addc(out, '\n');
}

static int write_out(struct report *r, const struct buf *b, struct err *e)
{
	if (b->n && fwrite(b->p, 1, b->n, r->out) != b->n)
		return err_sys(e, errno, "cannot write the account");
	return 0;
}

static int tell_session(struct report *r, const struct ev_session *s, struct err *e)
{
	struct chapter *c = chapter_of(r, &s->head);
	struct buf out = { 0 };
	int rc;

	r->sessions++;
	r->encrypted += s->encrypted == 1;
	account_opening(&out, &r->style, s);
	account_heading(&out, &r->style, "Dialogue (frame, seconds, what was said)");
	buf_add(&out, buf_bytes(&c->dialogue));
	if (c->left_out)
		buf_printf(&out, "    \xe2\x80\xa6 %" PRIu64 " more commands\n", c->left_out);
	if (c->logins.n) {
		account_heading(&out, &r->style, "Login");
		buf_add(&out, buf_bytes(&c->logins));
	}
	account_mailbox(&out, &r->style, &c->mailbox);
	buf_add(&out, buf_bytes(&c->messages));
	if (c->messages_left_out) {
		buf_printf(&out, "\n  \xe2\x80\xa6 %" PRIu64 " more message%s", c->messages_left_out,
			   c->messages_left_out == 1 ? "" : "s");
		buf_adds(&out, ": mailwire messages lists all\n");
	}
	if (c->findings.n) {
		account_heading(&out, &r->style, "Findings");
		buf_add(&out, buf_bytes(&c->findings));
	}
	account_time(&out, &r->style, s);
	account_closing(&out, &r->style, s);
	rc = write_out(r, &out, e);
	buf_fini(&out);
	chapter_free(r, c);
	return rc;
}

static int put(struct sink *s, const struct event *ev, struct err *e)
{
	struct report *r = (struct report *)s;

	switch (ev->kind) {
	case EV_SESSION_OPEN:
		chapter_of(r, ev->head);
		return 0;
	case EV_COMMAND:
		take_command(r, ev->command);
		return 0;
	case EV_AUTH:
		take_auth(r, ev->auth);
		return 0;
	case EV_MESSAGE:
		take_message(r, ev->message);
		return 0;
	case EV_FINDING:
		take_finding(r, ev->finding);
		return 0;
	case EV_SESSION:
		return tell_session(r, ev->session, e);
	case EV_CAPTURE:
		account_capture(&r->capture, ev->capture);
		return 0;
	default:
		return 0;
	}
}

static int finish(struct sink *s, struct err *e)
{
	struct report *r = (struct report *)s;
	struct buf out = { 0 };
	int rc;

	buf_addc(&out, '\n');
	if (r->style.look.color)
		buf_adds(&out, "\033[1;36mSummary\033[0m\n");
	else
		buf_adds(&out, "Summary\n");
	if (!r->sessions)
		buf_adds(&out, "    No mail session was found (SMTP, POP3 and IMAP are looked for on "
			       "every port).\n");
	else
		buf_printf(&out, "    %" PRIu64 " mail session%s, %" PRIu64 " login%s (%" PRIu64
			   " accepted), %" PRIu64 " message%s", r->sessions,
			   r->sessions == 1 ? "" : "s", r->logins, r->logins == 1 ? "" : "s",
			   r->accepted, r->messages, r->messages == 1 ? "" : "s");
	if (r->sessions && r->incomplete)
		buf_printf(&out, " (%" PRIu64 " incomplete)", r->incomplete);
	if (r->sessions)
		buf_adds(&out, ".\n");
	if (r->in_clear)
		buf_printf(&out,
			   "    %" PRIu64 " login%s crossed in clear: whoever saw these packets can "
			   "log in.\n"
			   "    Base64 is a transfer form, not encryption; TLS (STLS, STARTTLS, or "
			   "ports 995 and 465) would have hidden them.\n",
			   r->in_clear, r->in_clear == 1 ? "" : "s");
	if (r->encrypted)
		buf_printf(&out, "    %" PRIu64 " session%s went on in TLS and cannot be read.\n",
			   r->encrypted, r->encrypted == 1 ? "" : "s");
	buf_add(&out, buf_bytes(&r->capture));
	if (r->in_clear && !r->style.policy.show_secrets)
		buf_adds(&out, "    Secrets are hidden here; --show-secrets shows them.\n");
	if (r->findings) {
		buf_adds(&out, "    ");
		text_counted(&out, r->findings, "finding");
		buf_printf(&out, ", the worst %s; mailwire findings tells each with its evidence.\n",
			   severity_name(r->worst));
		buf_add(&out, buf_bytes(&r->later));
	}
	rc = write_out(r, &out, e);
	buf_fini(&out);
	return rc;
}

static void report_free(struct sink *s)
{
	struct report *r = (struct report *)s;

	while (r->nopen)
		chapter_free(r, r->open[0]);
	free(r->open);
	buf_fini(&r->capture);
	buf_fini(&r->later);
	free(r);
}

struct sink *sink_report_new(FILE *out, const struct policy *p, const struct look *look)
{
	static const struct sink_ops ops = { "report", put, finish, report_free };
	struct report *r = xcalloc(1, sizeof(*r));

	r->sink.ops = &ops;
	r->sink.wants = EV_RECORDS | EV_BIT(EV_SESSION_OPEN) | EV_BIT(EV_CAPTURE);
	r->out = out;
	r->style = (struct account_style){ .policy = *p, .look = *look };
	return &r->sink;
}
