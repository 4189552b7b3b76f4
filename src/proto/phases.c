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
	struct bytes verb;
	enum phase phase;
} verbs[] = {
	{ B("EHLO"), PHASE_HELLO },   { B("HELO"), PHASE_HELLO },       { B("LHLO"), PHASE_HELLO },
	{ B("CAPA"), PHASE_HELLO },   { B("CAPABILITY"), PHASE_HELLO }, { B("ID"), PHASE_HELLO },
	{ B("STARTTLS"), PHASE_TLS }, { B("STLS"), PHASE_TLS },
	{ B("AUTH"), PHASE_LOGIN },   { B("USER"), PHASE_LOGIN },       { B("PASS"), PHASE_LOGIN },
	{ B("APOP"), PHASE_LOGIN },   { B("LOGIN"), PHASE_LOGIN },      { B("AUTHENTICATE"), PHASE_LOGIN },
	{ B("IDLE"), PHASE_IDLE },
	{ B("QUIT"), PHASE_QUIT },    { B("LOGOUT"), PHASE_QUIT },
};

static enum phase phase_of(struct bytes verb)
{
	switch (bytes_at(verb, 0)) { /* most commands begin like none of them */
	case 'A': case 'C': case 'E': case 'H': case 'I': case 'L': case 'P': case 'Q':
	case 'S': case 'U':
		break;
	default:
		return PHASE_TRANSFER;
	}
	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		if (bytes_ieq(verb, verbs[i].verb))
			return verbs[i].phase;
	return PHASE_TRANSFER;
}

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
	enum phase phase = phase_of(verb);

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
