/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * phases.c - see phases.h.
 *
 * In:   commands as they are answered
 * Out:  a duration for each phase
 */
#include "proto/phases.h"

#include "base/time.h"

/* Verbs that begin or belong to a phase, of all protocols: no name means two things.  What
   is not listed (NOOP, MAIL, RETR, FETCH, unknown ones) is a transfer, or the hello while
   that lasts. */
static const struct {
	const char *verb;
	enum phase phase;
} verbs[] = {
	{ "EHLO", PHASE_HELLO },     { "HELO", PHASE_HELLO },      { "LHLO", PHASE_HELLO },
	{ "CAPA", PHASE_HELLO },     { "CAPABILITY", PHASE_HELLO },{ "ID", PHASE_HELLO },
	{ "STARTTLS", PHASE_TLS },   { "STLS", PHASE_TLS },
	{ "AUTH", PHASE_LOGIN },     { "USER", PHASE_LOGIN },      { "PASS", PHASE_LOGIN },
	{ "APOP", PHASE_LOGIN },     { "LOGIN", PHASE_LOGIN },     { "AUTHENTICATE", PHASE_LOGIN },
	{ "IDLE", PHASE_IDLE },
	{ "QUIT", PHASE_QUIT },      { "LOGOUT", PHASE_QUIT },
};

void phases_begin(struct phases *p, int64_t start_ns)
{
	for (int i = 0; i < PHASE_COUNT; i++)
		p->ns[i] = TS_NONE;
	p->mark_ns = start_ns;
	p->now = PHASE_CONNECT;
}

void phases_until(struct phases *p, enum phase phase, int64_t ns)
{
	p->now = phase;
	if (ns == TS_NONE || p->mark_ns == TS_NONE)
		return;
	if (p->ns[phase] == TS_NONE)
		p->ns[phase] = 0;
	if (ns <= p->mark_ns)
		return;
	/* Time stamps may be anything. */
	p->ns[phase] = (int64_t)((uint64_t)p->ns[phase] + (uint64_t)ns - (uint64_t)p->mark_ns);
	p->mark_ns = ns;
}

void phases_command(struct phases *p, struct bytes verb, int64_t ns)
{
	enum phase phase = PHASE_TRANSFER;

	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		if (bytes_at(verb, 0) == verbs[i].verb[0] &&
		    bytes_eq(verb, bytes_str(verbs[i].verb)))
			phase = verbs[i].phase;
	/* Asked for once more after the login, as clients of IMAP do. */
	if (phase == PHASE_HELLO && p->ns[PHASE_TRANSFER] != TS_NONE &&
	    (bytes_eq(verb, B("CAPABILITY")) || bytes_eq(verb, B("ID"))))
		phase = PHASE_TRANSFER;
	phases_until(p, phase, ns);
}

void phases_end(struct phases *p, int64_t end_ns)
{
	phases_until(p, p->now == PHASE_QUIT ? PHASE_QUIT : PHASE_REST, end_ns);
	if (p->ns[PHASE_REST] == 0)
		p->ns[PHASE_REST] = TS_NONE;
}
