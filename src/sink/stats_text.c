/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * stats_text.c - a capture in numbers, as tables.
 *
 * In:   the numbers of stats.c
 * Out:  a table for each question; those without rows are left out
 */
#include "sink/stats.h"
#include "sink/table.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "view/timing.h"

#include <inttypes.h>
#include <stdlib.h>

enum { DAY_WIDTH = 10, ROWS_SHOWN = 20 }; /* of replies and reasons, for people; --json has all */

/* A table in the making. */
struct page {
	struct stats *s;
	struct table *table;
	struct err *e;
	int rc;
};

static void cell_text(struct page *p, struct bytes text, enum text_color color)
{
	utf8_show(table_cell(p->table), text);
	table_cell_end(p->table, color);
}

static void cell_word(struct page *p, const char *word)
{
	cell_text(p, bytes_str(word), PLAIN);
}

static void cell_count(struct page *p, uint64_t v, enum text_color color)
{
	if (v)
		text_count(table_cell(p->table), v);
	else
		table_cell(p->table);
	table_cell_end(p->table, v ? color : PLAIN);
}

static void cell_time(struct page *p, int64_t ns)
{
	if (ns != NO_TIME)
		time_span(table_cell(p->table), ns);
	else
		table_cell(p->table);
	table_cell_end(p->table, ns >= TIMING_SLOW_NS ? YELLOW : PLAIN);
}

static void cell_at(struct page *p, struct quantile *q, unsigned permille)
{
	cell_time(p, q->n ? quantile_at(q, permille) : NO_TIME);
}

static void cell_where(struct page *p, uint64_t session, uint64_t frame)
{
	struct buf *cell = table_cell(p->table);

	if (session && session != NO_U64)
		buf_printf(cell, "%" PRIu64, session);
	if (frame && frame != NO_U64)
		buf_printf(cell, " #%" PRIu64, frame);
	table_cell_end(p->table, DIM);
}

static void row_end(struct page *p)
{
	if (table_row_end(p->table, 0, p->e) < 0)
		p->rc = -1;
}

#define COLUMNS(c) (c), sizeof(c) / sizeof(*(c))

static void begin(struct page *p, const char *title, const struct column *columns, size_t n)
{
	struct buf *out = &p->s->out.text;

	buf_addc(out, '\n');
	text_color(out, p->s->look.color, BOLD);
	buf_adds(out, title);
	text_plain(out, p->s->look.color);
	buf_addc(out, '\n');
	p->table = table_new(columns, n, &p->s->out, &p->s->look);
}

static void end(struct page *p)
{
	if (table_finish(p->table, "nothing", p->e) < 0)
		p->rc = -1;
	table_free(&p->table);
}

/* "... and 12 more" */
static void more(struct page *p, uint64_t n, const char *what)
{
	struct buf *out = &p->s->out.text;

	if (n == 0)
		return;
	buf_adds(out, "\xe2\x80\xa6 and ");
	text_counted(out, n, what);
	buf_adds(out, " more\n");
}

static void protocols(struct page *p)
{
	static const struct column columns[] = {
		{ .title = "PROTO" },
		{ .title = "SESSIONS", .right = true },
		{ .title = "IN TLS", .right = true, .drop = 3 },
		{ .title = "COMMANDS", .right = true },
		{ .title = "REFUSED", .right = true },
		{ .title = "LOGINS", .right = true },
		{ .title = "FAILED", .right = true },
		{ .title = "MESSAGES", .right = true },
		{ .title = "SENT", .right = true, .drop = 1 },
		{ .title = "RECEIVED", .right = true, .drop = 2 },
		{ .title = "DURATION P50", .right = true, .drop = 4 },
		{ .title = "MAX", .right = true, .drop = 4 },
	};

	begin(p, "Protocols", COLUMNS(columns));
	for (size_t i = 0; i < p->s->nprotocols; i++) {
		struct stats_protocol *x = &p->s->protocols[i];

		cell_word(p, x->name);
		cell_count(p, x->sessions, PLAIN);
		cell_count(p, x->encrypted, PLAIN);
		cell_count(p, x->commands, PLAIN);
		cell_count(p, x->refused, RED);
		cell_count(p, x->logins, PLAIN);
		cell_count(p, x->failed, RED);
		cell_count(p, x->messages, PLAIN);
		cell_count(p, x->client_octets, PLAIN);
		cell_count(p, x->server_octets, PLAIN);
		cell_at(p, &x->durations, 500);
		cell_at(p, &x->durations, 1000);
		row_end(p);
	}
	end(p);
}

/* By server, and where most time went first. */
static int by_server(const void *a, const void *b)
{
	const struct tally_row *x = *(const struct tally_row *const *)a;
	const struct tally_row *y = *(const struct tally_row *const *)b;
	struct bytes s = tally_part(x, 0), t = tally_part(y, 0);
	size_t n = s.n < t.n ? s.n : t.n;
	int order = n ? memcmp(s.p, t.p, n) : 0;

	if (order || s.n != t.n)
		return order ? order : s.n < t.n ? -1 : 1;
	if (x->times.sum != y->times.sum)
		return x->times.sum > y->times.sum ? -1 : 1;
	return x < y ? -1 : x > y;
}

static void server_times(struct page *p)
{
	static const struct column columns[] = {
		{ .title = "SERVER", .middle = true, .cut = 21, .least = 15 },
		{ .title = "PROTO", .drop = 5 },
		{ .title = "VERB", .cut = 12 },
		{ .title = "N", .right = true },
		{ .title = "REFUSED", .right = true, .drop = 3 },
		{ .title = "P50", .right = true },
		{ .title = "P90", .right = true, .drop = 2 },
		{ .title = "P99", .right = true, .drop = 4 },
		{ .title = "MAX", .right = true },
		{ .title = "SLOWEST IN", .drop = 1 },
	};
	struct tally *t = &p->s->verbs;
	const struct tally_row **rows = tally_by_number(t);
	struct bytes before = B("");

	qsort(rows, t->n, sizeof(*rows), by_server);
	begin(p, "Replies: the server's own time, without network and pipelining; most time first",
	      COLUMNS(columns));
	for (size_t i = 0; i <= t->n; i++) {
		/* Asking for percentiles sorts what is kept: the rows are ours. */
		struct tally_row *r = i < t->n ? (struct tally_row *)(uintptr_t)rows[i] : &t->others;
		struct bytes server = tally_part(r, 0);

		if (i == t->n && r->n == 0)
			break;
		cell_text(p, i == t->n ? B("(others)") :
			     p->s->look.columns && bytes_eq(server, before) ? B(" ") : server, PLAIN);
		before = server;
		cell_text(p, tally_part(r, 1), PLAIN);
		cell_text(p, tally_part(r, 2), PLAIN);
		cell_count(p, r->n, PLAIN);
		cell_count(p, r->bad, RED);
		cell_at(p, &r->times, 500);
		cell_at(p, &r->times, 900);
		cell_at(p, &r->times, 990);
		cell_at(p, &r->times, 1000);
		cell_where(p, r->times.n ? r->session : 0, r->frame);
		row_end(p);
	}
	end(p);
	free(rows);
}

static void slowest(struct page *p)
{
	static const struct column columns[] = {
		{ .title = "WAIT", .right = true },
		{ .title = "SERVER'S", .right = true },
		{ .title = "NETWORK", .right = true, .drop = 1 },
		{ .title = "PIPELINED", .right = true, .drop = 2 },
		{ .title = "PROTO", .drop = 3 },
		{ .title = "VERB", .cut = 12 },
		{ .title = "SERVER", .middle = true, .cut = 21, .least = 15 },
		{ .title = "SESSION" },
	};
	struct stats *s = p->s;

	if (s->nslowest == 0)
		return;
	begin(p, "Longest waits for a reply", COLUMNS(columns));
	for (size_t i = 0; i < s->nslowest; i++) {
		const struct stats_wait *w = &s->slowest[i];

		cell_time(p, w->ns);
		cell_time(p, w->own);
		cell_time(p, w->network);
		cell_time(p, w->queue);
		cell_text(p, w->protocol, PLAIN);
		cell_text(p, w->verb, PLAIN);
		cell_text(p, w->server, PLAIN);
		cell_where(p, w->session, w->frame);
		row_end(p);
	}
	end(p);
}

static void cell_rate(struct page *p, uint64_t rate)
{
	if (rate)
		timing_rate(table_cell(p->table), rate);
	else
		table_cell(p->table);
	table_cell_end(p->table, PLAIN);
}

static void messages(struct page *p)
{
	static const struct column columns[] = {
		{ .title = "MESSAGES" },
		{ .title = "N", .right = true },
		{ .title = "COMPLETE", .right = true, .drop = 3 },
		{ .title = "REFUSED", .right = true },
		{ .title = "OCTETS", .right = true },
		{ .title = "SIZE P50", .right = true, .drop = 4 },
		{ .title = "MAX", .right = true, .drop = 5 },
		{ .title = "RATE P50", .right = true },
		{ .title = "VERDICT P50", .right = true, .drop = 1 },
		{ .title = "MAX", .right = true },
		{ .title = "STALLED", .right = true },
	};

	if (p->s->messages == 0)
		return;
	begin(p, "Messages", COLUMNS(columns));
	for (int i = 0; i < 2; i++) {
		struct stats_way *w = &p->s->ways[i];

		if (w->messages == 0)
			continue;
		cell_word(p, w->name);
		cell_count(p, w->messages, PLAIN);
		cell_count(p, w->complete, PLAIN);
		cell_count(p, w->refused, RED);
		cell_count(p, w->octets, PLAIN);
		cell_count(p, (uint64_t)quantile_at(&w->sizes, 500), PLAIN);
		cell_count(p, (uint64_t)w->sizes.greatest, PLAIN);
		cell_rate(p, (uint64_t)quantile_at(&w->rates, 500));
		cell_at(p, &w->verdicts, 500);
		cell_at(p, &w->verdicts, 1000);
		cell_count(p, w->stalled, YELLOW);
		row_end(p);
	}
	end(p);
}

/* Why messages stood still, both ways together. */
static void stalls(struct page *p)
{
	static const struct column columns[] = {
		{ .title = "STOOD STILL" },
		{ .title = "MESSAGES", .right = true },
		{ .title = "WINDOW CLOSED", .right = true },
		{ .title = "LOST", .right = true },
		{ .title = "UNACKED", .right = true },
		{ .title = "CLIENT", .right = true },
		{ .title = "SERVER", .right = true },
		{ .title = "UNKNOWN", .right = true, .drop = 1 },
	};
	const struct stats_way *w = p->s->ways;

	if (w[0].stalled + w[1].stalled == 0)
		return;
	begin(p, "Stalls within messages, by their cause", COLUMNS(columns));
	for (int i = 0; i < 2; i++) {
		int64_t ns[] = { w[i].window, w[i].loss, w[i].round_trip, w[i].client, w[i].server,
				 w[i].unknown };

		if (w[i].stalled == 0)
			continue;
		cell_word(p, w[i].name);
		cell_count(p, w[i].stalled, PLAIN);
		for (size_t k = 0; k < sizeof(ns) / sizeof(ns[0]); k++)
			cell_time(p, ns[k] ? ns[k] : NO_TIME);
		row_end(p);
	}
	end(p);
}

static void replies(struct page *p)
{
	static const struct column columns[] = {
		{ .title = "PROTO" },
		{ .title = "REPLY" },
		{ .title = "N", .right = true },
		{ .title = "FOR EXAMPLE", .cut = 20 },
	};
	const struct tally *t = &p->s->replies;
	const struct tally_row **rows = tally_by_number(t);
	size_t n = t->n < ROWS_SHOWN ? t->n : ROWS_SHOWN;

	if (n) {
		begin(p, "Replies by code", COLUMNS(columns));
		for (size_t i = 0; i < n; i++) {
			cell_text(p, tally_part(rows[i], 0), PLAIN);
			cell_text(p, tally_part(rows[i], 1), PLAIN);
			cell_count(p, rows[i]->n, PLAIN);
			cell_text(p, rows[i]->sample, DIM);
			row_end(p);
		}
		end(p);
		more(p, t->n - n, "code");
	}
	free(rows);
}

static void refusals(struct page *p)
{
	static const struct column columns[] = {
		{ .title = "N", .right = true },
		{ .title = "PROTO", .drop = 2 },
		{ .title = "VERB", .cut = 12 },
		{ .title = "REASON", .cut = 30 },
		{ .title = "FIRST IN", .drop = 1 },
	};
	const struct tally *t = &p->s->refusals;
	const struct tally_row **rows = tally_by_number(t);
	size_t n = t->n < ROWS_SHOWN ? t->n : ROWS_SHOWN;
	uint64_t left = t->n - n + (t->others.n ? 1 : 0);

	if (n) {
		begin(p, "Why commands were refused", COLUMNS(columns));
		for (size_t i = 0; i < n; i++) {
			cell_count(p, rows[i]->n, PLAIN);
			cell_text(p, tally_part(rows[i], 0), PLAIN);
			cell_text(p, tally_part(rows[i], 1), PLAIN);
			cell_text(p, tally_part(rows[i], 2), RED);
			cell_where(p, rows[i]->session, rows[i]->frame);
			row_end(p);
		}
		end(p);
		more(p, left, "reason");
	}
	free(rows);
}

static void logins(struct page *p)
{
	static const struct column columns[] = {
		{ .title = "PROTO" },
		{ .title = "MECHANISM" },
		{ .title = "OVER" },
		{ .title = "LOGINS", .right = true },
		{ .title = "ACCEPTED", .right = true },
		{ .title = "REFUSED", .right = true },
	};
	const struct tally *t = &p->s->logins;

	if (t->n == 0)
		return;
	begin(p, "Logins", COLUMNS(columns));
	for (size_t i = 0; i < t->n; i++) {
		for (size_t k = 0; k < 3; k++)
			cell_text(p, tally_part(&t->rows[i], k), PLAIN);
		cell_count(p, t->rows[i].n, PLAIN);
		cell_count(p, t->rows[i].good, PLAIN);
		cell_count(p, t->rows[i].bad, RED);
		row_end(p);
	}
	end(p);
}

static void versions(struct page *p)
{
	static const struct column columns[] = {
		{ .title = "VERSION" },
		{ .title = "SESSIONS", .right = true },
	};
	const struct tally *t = &p->s->versions;

	if (t->n == 0)
		return;
	begin(p, "Versions", COLUMNS(columns));
	for (size_t i = 0; i < t->n; i++) {
		cell_text(p, tally_part(&t->rows[i], 0), PLAIN);
		cell_count(p, t->rows[i].n, PLAIN);
		row_end(p);
	}
	end(p);
}

static void summary(struct stats *s)
{
	struct buf *out = &s->out.text, last = { 0 };

	text_counted(out, s->sessions, "session");
	buf_adds(out, ", ");
	text_counted(out, s->messages, "message");
	if (s->first_ns != NO_TIME) {
		buf_adds(out, ", ");
		time_human(out, s->first_ns, 0);
		buf_adds(out, " to ");
		time_human(&last, s->last_ns, 0);
		/* the day only once */
		if (last.n == DAY_WIDTH + 9 && out->n > last.n + 4 &&
		    memcmp(out->p + out->n - 4 - last.n, last.p, DAY_WIDTH) == 0)
			buf_add(out, bytes_from(buf_bytes(&last), DAY_WIDTH + 1));
		else
			buf_add(out, buf_bytes(&last));
		buf_adds(out, " UTC (");
		time_span(out, s->last_ns - s->first_ns);
		buf_adds(out, ")");
	}
	buf_addc(out, '\n');
	buf_fini(&last);
}

int stats_text(struct stats *s, struct err *e)
{
	struct page p = { .s = s, .e = e };

	summary(s);
	if (s->nprotocols == 0)
		return 0;
	protocols(&p);
	server_times(&p);
	slowest(&p);
	messages(&p);
	stalls(&p);
	replies(&p);
	refusals(&p);
	logins(&p);
	versions(&p);
	return p.rc;
}
