/* SPDX-License-Identifier: BSD-2-Clause */
/* timing.c - see timing.h. */
#include "view/timing.h"

#include "base/utf8.h"

#include <inttypes.h>

static int64_t or_zero(int64_t ns)
{
	return ns == NO_TIME ? 0 : ns;
}

int64_t timing_own(const struct ev_command *c)
{
	if (c->server_time == NO_TIME || c->server_time < 0 || c->idle_time != NO_TIME)
		return NO_TIME;
	return c->server_time - or_zero(c->queue_time) - or_zero(c->network_time);
}

const char *timing_culprit(const struct ev_command *c)
{
	int64_t own = timing_own(c);

	if (own == NO_TIME)
		return NULL;
	if (own >= or_zero(c->network_time) && own >= or_zero(c->queue_time))
		return "server";
	return or_zero(c->network_time) >= or_zero(c->queue_time) ? "network" : "pipelining";
}

void timing_wait(struct buf *out, const struct ev_command *c)
{
	if (bytes_eq(c->verb, B(".")))
		buf_adds(out, "the message: ");
	else if (c->verb.n)
		utf8_show(out, c->verb), buf_adds(out, ": ");
	time_span(out, c->server_time);
	buf_adds(out, " for the reply: server ");
	time_span(out, timing_own(c));
	if (or_zero(c->network_time)) {
		buf_adds(out, ", network ");
		time_span(out, c->network_time);
	}
	if (or_zero(c->queue_time)) {
		buf_adds(out, ", behind other commands ");
		time_span(out, c->queue_time);
	}
}

void timing_stalls(struct buf *out, const struct ev_message *m)
{
	bool sent = m->direction && strcmp(m->direction, "submitted") == 0;
	const struct {
		int64_t ns;
		const char *what;
	} causes[] = {
		{ m->stall_window, sent ? "the server did not read (window closed)" :
					  "the client did not read (window closed)" },
		{ m->stall_loss, "lost on the way (sent again)" },
		{ m->stall_round_trip, "waiting for acknowledgement" },
		{ m->stall_client, "the client sent nothing" },
		{ m->stall_server, "the server sent nothing" },
		{ m->stall_unknown, "cause not known" },
	};
	const char *before = ": ";

	if (m->stalls == NO_U64 || m->stalls == 0)
		return;
	if (m->stalls == 1)
		buf_adds(out, "stood still once, ");
	else
		buf_printf(out, "stood still %" PRIu64 " times, ", m->stalls);
	time_span(out, m->stalled_time);
	if (m->stalls > 1)
		buf_adds(out, " in all");
	for (size_t i = 0; i < sizeof(causes) / sizeof(causes[0]); i++) {
		if (causes[i].ns == NO_TIME)
			continue;
		buf_adds(out, before);
		before = ", ";
		buf_adds(out, causes[i].what);
		if (causes[i].ns == m->stalled_time)
			continue;
		buf_addc(out, ' ');
		time_span(out, causes[i].ns);
	}
	if (m->stalls > 1) {
		buf_adds(out, "; longest ");
		time_span(out, m->stall_longest);
	}
	buf_adds(out, ", up to ");
	text_frames(out, m->stall_frame, m->stall_frame);
}

void timing_rate(struct buf *out, uint64_t v)
{
	if (v < 1000)
		buf_printf(out, "%" PRIu64 " B/s", v);
	else if (v < 1000000)
		buf_printf(out, "%.1f kB/s", (double)v / 1e3);
	else
		buf_printf(out, "%.1f MB/s", (double)v / 1e6);
}

const char *timing_phase(const struct ev_session *s, unsigned i, int64_t *ns_out)
{
	const struct {
		const char *name;
		int64_t ns;
	} phases[] = {
		{ "connect", s->connect_time }, { "banner", s->banner_time },
		{ "hello", s->hello_time },     { "tls", s->tls_time },
		{ "login", s->login_time },     { "transfer", s->transfer_time },
		{ "idle", s->idle_time },       { "quit", s->quit_time },
		{ s->encrypted == 1 ? "in TLS" : "rest", s->rest_time },
	};

	if (i >= sizeof(phases) / sizeof(phases[0]))
		return NULL;
	*ns_out = phases[i].ns;
	return phases[i].name;
}

const char *timing_place(const struct ev_session *s)
{
	if (s->rtt_client == NO_TIME || s->rtt_server == NO_TIME)
		return NULL;
	if (s->rtt_client * 10 <= s->rtt_server)
		return "at the client";
	return s->rtt_server * 10 <= s->rtt_client ? "at the server" : "between them";
}
