/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * stats_json.c - a capture in numbers, as one JSON object on one line.
 *
 * In:   the numbers of stats.c
 * Out:  {"event":{...},"mailwire":{"stats":{...}}}; what it holds is in docs/TIMING.md
 */
#include "sink/json_text.h"
#include "sink/stats.h"

#include "view/timing.h"

#include <stdlib.h>

/* A comma where something stands before. */
static void comma(struct buf *out)
{
	uint8_t last = out->p[out->n - 1];

	if (last != '{' && last != '[')
		buf_addc(out, ',');
}

static void key(struct buf *out, const char *name)
{
	comma(out);
	json_string(out, bytes_str(name));
	buf_addc(out, ':');
}

static void number(struct buf *out, const char *name, uint64_t v)
{
	key(out, name);
	buf_addu64(out, v);
}

static void text(struct buf *out, const char *name, struct bytes v)
{
	if (v.p == NULL)
		return;
	key(out, name);
	json_string(out, v);
}

static void ms(struct buf *out, const char *name, int64_t ns)
{
	if (ns == NO_TIME)
		return;
	key(out, name);
	json_ms(out, ns);
}

static void where(struct buf *out, uint64_t session, uint64_t frame)
{
	if (session && session != NO_U64)
		number(out, "session_id", session);
	if (frame && frame != NO_U64)
		number(out, "packet", frame);
}

/* {"count":3,"p50_ms":...}; as times, or as plain numbers. */
static void percentiles(struct buf *out, const char *name, struct quantile *q, bool times)
{
	static const struct {
		const char *ms, *plain;
		unsigned permille;
	} at[] = {
		{ "p50_ms", "p50", 500 }, { "p90_ms", "p90", 900 }, { "p99_ms", "p99", 990 },
		{ "max_ms", "max", 1000 },
	};

	if (q->n == 0)
		return;
	key(out, name);
	buf_addc(out, '{');
	number(out, "count", q->n);
	if (times)
		ms(out, "min_ms", q->least);
	else
		number(out, "min", (uint64_t)q->least);
	for (size_t i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
		int64_t v = quantile_at(q, at[i].permille);

		if (times)
			ms(out, at[i].ms, v);
		else
			number(out, at[i].plain, (uint64_t)v);
	}
	if (times)
		ms(out, "sum_ms", q->sum);
	buf_addc(out, '}');
}

static void open_array(struct buf *out, const char *name)
{
	key(out, name);
	buf_addc(out, '[');
}

static void open_row(struct buf *out)
{
	comma(out);
	buf_addc(out, '{');
}

static void protocols(struct buf *out, struct stats *s)
{
	open_array(out, "protocols");
	for (size_t i = 0; i < s->nprotocols; i++) {
		struct stats_protocol *p = &s->protocols[i];

		open_row(out);
		text(out, "protocol", bytes_str(p->name));
		number(out, "sessions", p->sessions);
		number(out, "encrypted", p->encrypted);
		number(out, "commands", p->commands);
		number(out, "refused", p->refused);
		number(out, "logins", p->logins);
		number(out, "logins_failed", p->failed);
		number(out, "messages", p->messages);
		number(out, "client_bytes", p->client_octets);
		number(out, "server_bytes", p->server_octets);
		percentiles(out, "duration", &p->durations, true);
		buf_addc(out, '}');
	}
	buf_addc(out, ']');
}

static void verb_row(struct buf *out, struct tally_row *r, bool others)
{
	open_row(out);
	text(out, "server", others ? B("others") : tally_part(r, 0));
	text(out, "protocol", tally_part(r, 1));
	text(out, "verb", tally_part(r, 2));
	number(out, "count", r->n);
	number(out, "refused", r->bad);
	percentiles(out, "server_time", &r->times, true);
	if (r->times.n) {
		key(out, "slowest");
		buf_addc(out, '{');
		where(out, r->session, r->frame);
		buf_addc(out, '}');
	}
	buf_addc(out, '}');
}

static void verbs(struct buf *out, struct stats *s)
{
	open_array(out, "replies");
	for (size_t i = 0; i < s->verbs.n; i++)
		verb_row(out, &s->verbs.rows[i], false);
	if (s->verbs.others.n)
		verb_row(out, &s->verbs.others, true);
	buf_addc(out, ']');
}

static void slowest(struct buf *out, const struct stats *s)
{
	open_array(out, "slowest");
	for (size_t i = 0; i < s->nslowest; i++) {
		const struct stats_wait *w = &s->slowest[i];

		open_row(out);
		ms(out, "wait_ms", w->ns);
		ms(out, "server_ms", w->own);
		ms(out, "network_ms", w->network);
		ms(out, "queue_ms", w->queue);
		text(out, "protocol", w->protocol);
		text(out, "verb", w->verb);
		text(out, "server", w->server);
		where(out, w->session, w->frame);
		buf_addc(out, '}');
	}
	buf_addc(out, ']');
}

static void messages(struct buf *out, struct stats *s)
{
	open_array(out, "messages");
	for (int i = 0; i < 2; i++) {
		struct stats_way *w = &s->ways[i];

		if (w->messages == 0)
			continue;
		open_row(out);
		text(out, "direction", bytes_str(w->name));
		number(out, "count", w->messages);
		number(out, "complete", w->complete);
		number(out, "refused", w->refused);
		number(out, "bytes", w->octets);
		percentiles(out, "size", &w->sizes, false);
		percentiles(out, "octets_per_second", &w->rates, false);
		percentiles(out, "transfer", &w->transfers, true);
		percentiles(out, "verdict", &w->verdicts, true);
		key(out, "stalls");
		buf_addc(out, '{');
		number(out, "messages", w->stalled);
		ms(out, "zero_window_ms", w->window);
		ms(out, "retransmission_ms", w->loss);
		ms(out, "round_trip_ms", w->round_trip);
		ms(out, "client_ms", w->client);
		ms(out, "server_ms", w->server);
		ms(out, "unknown_ms", w->unknown);
		buf_adds(out, "}}");
	}
	buf_addc(out, ']');
}

/* The rows of a tally, most first; `names` are those of its parts. */
static void tally(struct buf *out, const char *name, const struct tally *t,
		  const char *const *names, bool outcomes)
{
	const struct tally_row **rows = tally_by_number(t);

	open_array(out, name);
	for (size_t i = 0; i < t->n; i++) {
		open_row(out);
		for (size_t k = 0; names[k]; k++)
			text(out, names[k], tally_part(rows[i], k));
		number(out, "count", rows[i]->n);
		if (outcomes) {
			number(out, "success", rows[i]->good);
			number(out, "failure", rows[i]->bad);
		}
		text(out, "example", rows[i]->sample);
		where(out, rows[i]->session, rows[i]->frame);
		buf_addc(out, '}');
	}
	if (t->others.n) {
		open_row(out);
		number(out, "others", t->others.n);
		buf_addc(out, '}');
	}
	buf_addc(out, ']');
	free(rows);
}

int stats_json(struct stats *s, struct err *e)
{
	static const char *const reply[] = { "protocol", "code", NULL };
	static const char *const refusal[] = { "protocol", "verb", "reason", NULL };
	static const char *const login[] = { "protocol", "mechanism", "over", NULL };
	static const char *const version[] = { "version", NULL };
	struct buf *out = &s->out.text;

	buf_adds(out, "{\"ecs\":{\"version\":\"9.3.0\"},\"event\":{\"kind\":\"metric\","
		      "\"module\":\"mailwire\",\"dataset\":\"mailwire.stats\"");
	if (s->first_ns != NO_TIME) {
		buf_adds(out, ",\"start\":\"");
		time_rfc3339(out, s->first_ns);
		buf_adds(out, "\",\"end\":\"");
		time_rfc3339(out, s->last_ns);
		buf_addc(out, '"');
	}
	buf_adds(out, "},\"mailwire\":{\"stats\":{");
	number(out, "sessions", s->sessions);
	protocols(out, s);
	verbs(out, s);
	slowest(out, s);
	messages(out, s);
	tally(out, "codes", &s->replies, reply, false);
	tally(out, "refusals", &s->refusals, refusal, false);
	tally(out, "logins", &s->logins, login, true);
	tally(out, "versions", &s->versions, version, false);
	buf_adds(out, "}}}\n");
	return out_done(&s->out, e);
}
