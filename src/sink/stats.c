/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * stats.c - see stats.h.
 *
 * In:   the records of sessions, commands, logins and messages
 * Out:  numbers, at the end
 *
 * Times are the server's own (view/timing.h): without the network, and without what was
 * pipelined before.  A capture is asked "which server is slow, and at what?", not how far
 * away it was captured.
 */
#include "sink/stats.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "view/timing.h"

#include <inttypes.h>
#include <stdlib.h>

static struct stats_protocol *protocol_at(struct stats *s, const char *name)
{
	for (size_t i = 0; i < s->nprotocols; i++)
		if (strcmp(s->protocols[i].name, name) == 0)
			return &s->protocols[i];
	if (s->nprotocols == STATS_PROTOCOLS)
		return &s->protocols[STATS_PROTOCOLS - 1];
	/* A record's words live no longer than the record. */
	snprintf(s->protocols[s->nprotocols].name, sizeof(s->protocols[0].name), "%s", name);
	return &s->protocols[s->nprotocols++];
}

static struct tally_row *verb_at(struct stats *s, const struct ev_head *h, struct bytes verb)
{
	struct buf server = { 0 };
	struct tally_row *r;
	struct bytes parts[3];

	text_endpoint(&server, &h->server_ip, h->server_port);
	parts[0] = buf_bytes(&server);
	parts[1] = bytes_str(h->protocol);
	parts[2] = verb;
	r = tally_at(&s->verbs, parts, 3);
	buf_fini(&server);
	return r;
}

static bool word_is(const char *word, const char *is)
{
	return word && strcmp(word, is) == 0;
}

static bool refused(const struct ev_command *c)
{
	return word_is(c->status, "error") || word_is(c->status, "transient");
}

/* Verbs nobody knows may be anything: they are counted together. */
static struct bytes verb_of(const struct ev_command *c)
{
	if (c->seq == 0)
		return B("(greeting)");
	if (c->verb.n == 0)
		return B("(none)");
	return word_is(c->note, "unknown command") ? B("(unknown)") : c->verb;
}

static void take_wait(struct stats *s, const struct ev_command *c, const struct tally_row *r)
{
	size_t at = s->nslowest;
	struct stats_wait w = { .ns = c->server_time, .own = timing_own(c),
				.network = c->network_time, .queue = c->queue_time,
				.session = c->head.session_id, .frame = c->reply_first,
				.verb = tally_part(r, 2), .server = tally_part(r, 0),
				.protocol = tally_part(r, 1) };

	while (at && s->slowest[at - 1].ns < w.ns)
		at--;
	if (at == STATS_SLOWEST)
		return;
	if (s->nslowest < STATS_SLOWEST)
		s->nslowest++;
	memmove(&s->slowest[at + 1], &s->slowest[at],
		(s->nslowest - 1 - at) * sizeof(*s->slowest));
	s->slowest[at] = w;
}

/* "550", "NO", "-ERR": what the reply begins with, without its text. */
static void reply_code(struct buf *out, const struct ev_command *c)
{
	if (c->reply_code != NO_U64)
		buf_addu64(out, c->reply_code);
	else if (c->reply_word)
		buf_adds(out, c->reply_word);
	else
		buf_adds(out, word_is(c->status, "ok") ? "+OK" : refused(c) ? "-ERR" : "+");
}

/* A word that differs from case to case: an address, a path in <>, numbers with an id in
   them. */
static bool particular(struct bytes word)
{
	size_t digits = 0;

	for (size_t i = 0; i < word.n; i++) {
		int c = bytes_at(word, i);

		if (c == '@' || c == '<' || c == '>' || c >= 0x80)
			return true;
		digits += ascii_digit(c) != 0;
	}
	return digits >= 3;
}

/* The text of a reply with what is particular to one case left out, so that the same
   reason is one row. */
static void reason(struct buf *out, const struct ev_command *c)
{
	struct bytes rest = bytes_head(c->reply_text, LIMIT_STATS_TEXT), word;
	bool before = false;

	reply_code(out, c);
	if (c->response_code.n) {
		struct bytes code = c->response_code;

		buf_adds(out, " [");
		buf_add(out, bytes_word(&code));
		buf_addc(out, ']');
	}
	while ((word = bytes_word(&rest)).n) {
		bool hide = particular(word) && !bytes_eq(word, c->reply_enhanced);

		if (hide && before)
			continue;
		buf_addc(out, ' ');
		if (hide)
			buf_adds(out, "\xe2\x80\xa6");
		else
			buf_add(out, word);
		before = hide;
	}
}

static void take_reply(struct stats *s, const struct ev_command *c)
{
	struct buf code = { 0 }, why = { 0 };
	struct bytes parts[3] = { bytes_str(c->head.protocol) };
	struct tally_row *r;

	reply_code(&code, c);
	parts[1] = buf_bytes(&code);
	r = tally_at(&s->replies, parts, 2);
	r->n++;
	tally_sample(&s->replies, r, c->reply_text);
	if (refused(c)) {
		reason(&why, c);
		parts[1] = verb_of(c);
		parts[2] = buf_bytes(&why);
		r = tally_at(&s->refusals, parts, 3);
		if (r->n++ == 0) {
			r->session = c->head.session_id;
			r->frame = c->reply_first;
		}
	}
	buf_fini(&code);
	buf_fini(&why);
}

static void take_command(struct stats *s, const struct ev_command *c)
{
	struct stats_protocol *p = protocol_at(s, c->head.protocol);
	struct tally_row *r;
	int64_t own = timing_own(c);

	if (c->reply_first != NO_U64)
		take_reply(s, c);
	if (refused(c))
		p->refused++;
	if (c->seq == NO_U64 || c->seq == 0)
		return;
	p->commands++;
	r = verb_at(s, &c->head, verb_of(c));
	r->n++;
	r->bad += refused(c);
	if (own == NO_TIME)
		return;
	tally_time(r, own, c->head.session_id, c->reply_first);
	take_wait(s, c, r);
}

static void take_login(struct stats *s, const struct ev_auth *a)
{
	struct stats_protocol *p = protocol_at(s, a->head.protocol);
	struct bytes parts[3] = { bytes_str(a->head.protocol),
				  bytes_str(a->mechanism ? a->mechanism : "(unknown)"),
				  a->encrypted == 1 ? B("TLS") : B("clear") };
	struct tally_row *r = tally_at(&s->logins, parts, 3);

	r->n++;
	r->good += word_is(a->head.outcome, "success");
	r->bad += word_is(a->head.outcome, "failure");
	p->logins++;
	p->failed += word_is(a->head.outcome, "failure");
}

static void add_time(int64_t *sum, int64_t ns)
{
	if (ns != NO_TIME)
		*sum += ns;
}

static void take_message(struct stats *s, const struct ev_message *m)
{
	struct stats_way *w = &s->ways[word_is(m->direction, "submitted") ? 0 : 1];

	protocol_at(s, m->head.protocol)->messages++;
	s->messages++;
	w->messages++;
	w->complete += m->complete == 1;
	w->refused += word_is(m->head.outcome, "failure");
	w->octets += m->size;
	quantile_add(&w->sizes, (int64_t)m->size);
	if (m->throughput != NO_U64)
		quantile_add(&w->rates, (int64_t)m->throughput);
	if (m->transfer_time != NO_TIME)
		quantile_add(&w->transfers, m->transfer_time);
	if (m->verdict_time != NO_TIME)
		quantile_add(&w->verdicts, m->verdict_time);
	w->stalled += m->stalls != NO_U64 && m->stalls > 0;
	add_time(&w->window, m->stall_window);
	add_time(&w->loss, m->stall_loss);
	add_time(&w->round_trip, m->stall_round_trip);
	add_time(&w->client, m->stall_client);
	add_time(&w->server, m->stall_server);
	add_time(&w->unknown, m->stall_unknown);
}

static void take_phase(struct stats *s, const struct ev_session *x, struct bytes name,
		       int64_t ns, uint64_t frame)
{
	struct tally_row *r;

	if (ns == NO_TIME)
		return;
	r = verb_at(s, &x->head, name);
	r->n++;
	tally_time(r, ns, x->head.session_id, frame);
}

static void take_versions(struct stats *s, const struct ev_session *x)
{
	static const char *const names[] = { "IMAP4rev1", "IMAP4rev2" };

	if (x->tls_version) {
		char text[24];
		struct bytes name;

		snprintf(text, sizeof(text), "TLS %s", x->tls_version);
		name = bytes_str(text);
		tally_at(&s->versions, &name, 1)->n++;
	}
	for (size_t i = 0; i < x->capabilities.n; i++)
		for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
			if (bytes_ieq(x->capabilities.v[i], bytes_str(names[k]))) {
				struct bytes name = bytes_str(names[k]);

				tally_at(&s->versions, &name, 1)->n++;
			}
}

static void take_session(struct stats *s, const struct ev_session *x)
{
	struct stats_protocol *p = protocol_at(s, x->head.protocol);

	s->sessions++;
	p->sessions++;
	p->encrypted += x->encrypted == 1;
	p->client_octets += x->client_octets;
	p->server_octets += x->server_octets;
	if (x->head.duration != NO_TIME)
		quantile_add(&p->durations, x->head.duration);
	if (x->head.start != NO_TIME && (s->first_ns == NO_TIME || x->head.start < s->first_ns))
		s->first_ns = x->head.start;
	if (x->head.end != NO_TIME && (s->last_ns == NO_TIME || x->head.end > s->last_ns))
		s->last_ns = x->head.end;
	take_phase(s, x, B("(connect)"), x->connect_time, x->ack_frame);
	take_phase(s, x, B("(banner)"), x->banner_time, NO_U64);
	take_versions(s, x);
}

static int put(struct sink *sink, const struct event *ev, struct err *e)
{
	struct stats *s = (struct stats *)sink;

	(void)e;
	switch (ev->kind) {
	case EV_COMMAND:
		take_command(s, ev->command);
		return 0;
	case EV_AUTH:
		take_login(s, ev->auth);
		return 0;
	case EV_MESSAGE:
		take_message(s, ev->message);
		return 0;
	case EV_SESSION:
		take_session(s, ev->session);
		return 0;
	default:
		return 0;
	}
}

static int finish(struct sink *sink, struct err *e)
{
	struct stats *s = (struct stats *)sink;

	if ((s->json ? stats_json(s, e) : stats_text(s, e)) < 0)
		return -1;
	return out_flush(&s->out, e);
}

static void stats_free(struct sink *sink)
{
	struct stats *s = (struct stats *)sink;
	struct tally *tallies[] = { &s->verbs, &s->replies, &s->logins, &s->refusals,
				    &s->versions };

	for (size_t i = 0; i < sizeof(tallies) / sizeof(tallies[0]); i++)
		tally_fini(tallies[i]);
	for (size_t i = 0; i < s->nprotocols; i++)
		quantile_fini(&s->protocols[i].durations);
	for (int i = 0; i < 2; i++) {
		quantile_fini(&s->ways[i].sizes);
		quantile_fini(&s->ways[i].rates);
		quantile_fini(&s->ways[i].transfers);
		quantile_fini(&s->ways[i].verdicts);
	}
	out_fini(&s->out);
	free(s);
}

struct sink *sink_stats_new(FILE *out, bool json, const struct look *look)
{
	static const struct sink_ops ops = { "stats", put, finish, stats_free };
	struct stats *s = xcalloc(1, sizeof(*s));

	s->sink.ops = &ops;
	s->sink.wants = EV_BIT(EV_COMMAND) | EV_BIT(EV_AUTH) | EV_BIT(EV_MESSAGE) |
			EV_BIT(EV_SESSION);
	s->look = *look;
	s->json = json;
	s->first_ns = s->last_ns = NO_TIME;
	s->ways[0].name = "submitted";
	s->ways[1].name = "fetched";
	s->verbs.limit = LIMIT_STATS_ROWS;
	s->replies.limit = s->logins.limit = s->versions.limit = LIMIT_STATS_ROWS / 4;
	s->refusals.limit = LIMIT_STATS_ROWS;
	out_init(&s->out, out);
	return &s->sink;
}
