/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * account_time.c - the account of a session: where the time went.
 *
 *	  Time
 *	    connect      46 µs
 *	    banner       8.57 ms  █
 *	    transfer     12.8 ms  ██
 *	    quit         211 ms   ████████████████████████████████████
 *	    Slowest      QUIT: 204 ms of the server's own (#28)
 *	    Round trip   16 µs to the client, 20 µs to the server: captured between them
 */
#include "view/account.h"

#include "base/utf8.h"
#include "view/timing.h"

#include <inttypes.h>

enum {
	BAR_COLUMNS = 40, SPAN_COLUMNS = 10, WAIT_INDENT = 25,
	/* A handshake so many times as long as later round trips, and some ms beside: those
	   are not of the same two ends. */
	PROXY_TIMES = 10, PROXY_NS = 20 * 1000 * 1000,
};

static void coloured(struct buf *out, const struct account_style *st, enum text_color color,
		     const struct buf *text)
{
	text_color(out, st->look.color, color);
	buf_add(out, buf_bytes(text));
	text_plain(out, st->look.color);
}

/* A bar of `ns` where `all` is a full one: nothing below half a column. */
static void bar(struct buf *out, const struct account_style *st, int64_t ns, int64_t all)
{
	size_t n = all > 0 ? (size_t)((double)ns / (double)all * (int)BAR_COLUMNS + 0.5) : 0;
	struct buf text = { 0 };

	if (n == 0)
		return;
	for (size_t i = 0; i < n && i < BAR_COLUMNS; i++)
		buf_adds(&text, "\xe2\x96\x88");
	buf_addc(out, ' ');
	coloured(out, st, CYAN, &text);
	buf_fini(&text);
}

static void phase(struct buf *out, const struct account_style *st, const char *name, int64_t ns,
		  int64_t all)
{
	struct buf span = { 0 };
	size_t end;

	account_label(out, name);
	time_span(&span, ns);
	utf8_fit(out, buf_bytes(&span), SPAN_COLUMNS);
	bar(out, st, ns, all);
	end = out->n;
	while (end && out->p[end - 1] == ' ')
		end--;
	out->n = end;
	buf_addc(out, '\n');
	buf_fini(&span);
}

static void slowest(struct buf *out, const struct ev_session *s)
{
	if (s->slowest_time == NO_TIME || !s->slowest_verb.n)
		return;
	account_label(out, "Slowest");
	if (bytes_eq(s->slowest_verb, B(".")))
		buf_adds(out, "the end of a message");
	else
		utf8_show(out, s->slowest_verb);
	buf_adds(out, ": ");
	time_span(out, s->slowest_time);
	buf_adds(out, " of the server's own");
	if (s->slowest_frame != NO_U64)
		buf_printf(out, " (#%" PRIu64 ")", s->slowest_frame);
	buf_addc(out, '\n');
}

static void round_trips(struct buf *out, const struct ev_session *s)
{
	const char *place = timing_place(s);

	if (s->rtt_client == NO_TIME && s->rtt_server == NO_TIME)
		return;
	account_label(out, "Round trip");
	if (s->rtt_client != NO_TIME) {
		time_span(out, s->rtt_client);
		buf_adds(out, " to the client");
	}
	if (s->rtt_server != NO_TIME) {
		buf_adds(out, s->rtt_client != NO_TIME ? ", " : "");
		time_span(out, s->rtt_server);
		buf_adds(out, " to the server");
	}
	if (place)
		buf_printf(out, ": captured %s", place);
	buf_addc(out, '\n');
	if (place == NULL || s->handshake_rtt == NO_TIME ||
	    s->handshake_rtt < PROXY_NS + (s->rtt_client + s->rtt_server) * PROXY_TIMES)
		return;
	account_label(out, "");
	buf_adds(out, "but the handshake took ");
	time_span(out, s->handshake_rtt);
	buf_adds(out, ": something nearer acknowledges for one end\n");
}

void account_time(struct buf *out, const struct account_style *st, const struct ev_session *s)
{
	const char *name;
	int64_t ns;

	account_heading(out, st, "Time");
	for (unsigned i = 0; (name = timing_phase(s, i, &ns)) != NULL; i++)
		if (ns != NO_TIME)
			phase(out, st, name, ns, s->head.duration);
	slowest(out, s);
	round_trips(out, s);
}

void account_message_time(struct buf *out, const struct account_style *st,
			  const struct ev_message *m)
{
	struct buf text = { 0 };

	if (m->transfer_time == NO_TIME)
		return;
	account_label(out, "Transfer");
	if (m->transfer_time == 0) {
		buf_adds(out, "at once");
	} else {
		time_span(out, m->transfer_time);
		if (m->throughput != NO_U64) {
			buf_adds(out, ", ");
			timing_rate(out, m->throughput);
		}
	}
	if (m->verdict_time != NO_TIME) {
		buf_adds(out, "; final reply ");
		time_span(out, m->verdict_time);
		buf_adds(out, " later");
	}
	buf_addc(out, '\n');
	timing_stalls(&text, m);
	if (text.n) {
		account_label(out, "Stalls");
		coloured(out, st, YELLOW, &text);
		buf_addc(out, '\n');
	}
	buf_fini(&text);
}

void account_wait(struct buf *out, const struct account_style *st, const struct ev_command *c)
{
	struct buf text = { 0 };

	if (timing_own(c) == NO_TIME || c->server_time < TIMING_SLOW_NS)
		return;
	buf_adds(&text, "** ");
	timing_wait(&text, c);
	buf_printf(out, "%*s", WAIT_INDENT, "");
	coloured(out, st, YELLOW, &text);
	buf_addc(out, '\n');
	buf_fini(&text);
}
