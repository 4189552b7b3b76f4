/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * smtp_watch.c - what is watched while a message goes by.
 *
 * In:   the octets of DATA and BDAT as on the wire, while they are delivered
 * Out:  findings about them: bare CRs and LFs, NULs, long lines, octets over 127
 * RFC:  5321 2.3.8, 2.4, 4.5.3.1.6; 6152; 3030 3
 *
 * Nothing is done when nobody wants findings.
 */
#include "proto/smtp.h"

#include "base/arena.h"
#include "proto/finding.h"

#include <stdlib.h>

const struct smtp_watch smtp_no_watch;

void smtp_watch_open(struct smtp *m)
{
	m->watch = (struct smtp_watch *)(uintptr_t)&smtp_no_watch;
}

void smtp_watch_close(struct smtp *m)
{
	smuggled_close(m);
	if (m->watch != &smtp_no_watch)
		pool_put(&m->s->shared->watch_pool, m->watch);
	smtp_watch_open(m);
}

void smtp_watch_begin(struct smtp *m, uint64_t message_id)
{
	smuggled_next(m);
	if (m->watch == &smtp_no_watch)
		m->watch = pool_take(&m->s->shared->watch_pool, sizeof(*m->watch));
	else
		*m->watch = (struct smtp_watch){ .owed = m->watch->owed };
	m->watch->on = events_want(m->s->out, EV_FINDING);
	m->watch->message_id = message_id;
}

/* The frame of the octet at `at`, or of the first octet of those that are delivered now. */
static struct conn_frames frame_of(const struct smtp *m, uint64_t at, uint64_t now)
{
	return session_frames(m->s, DIR_CLIENT, at > now ? at : now, 1);
}

static void read_lenient(struct smtp *m, struct bytes b, uint64_t now)
{
	struct smtp_watch *w = m->watch;
	struct bytes in = b;
	struct smuggle_item item;

	if (w->octets.ordinary)
		smuggle_ordinary(&w->reading, &in);
	while (smuggle_next(&w->reading, &in, &item) == STEP_ITEM) {
		struct conn_frames f = frame_of(m, w->base + w->reading.at - 1, now);

		if (item.kind == SMUGGLE_END) {
			w->ends++;
			w->end = item;
			w->end_f = f;
		}
		if (item.kind == SMUGGLE_COMMAND || w->smuggled)
			smuggled_item(m, &item, &f);
	}
}

void smtp_watch_octets(struct smtp *m, struct bytes b, uint64_t at, bool in_data)
{
	struct smtp_watch *w = m->watch;
	uint64_t before[OCTETS_KINDS];
	uint64_t from;

	if (!w->on || b.n == 0)
		return;
	w->base = at - w->octets.at;
	for (int k = 0; k < OCTETS_KINDS; k++)
		before[k] = w->octets.seen[k].count;
	from = w->octets.at;
	if (octets_push(&w->octets, b))
		for (int k = 0; k < OCTETS_KINDS; k++)
			if (before[k] == 0 && w->octets.seen[k].count)
				w->seen[k] = frame_of(m, at + w->octets.seen[k].first - from, at);
	if (in_data)
		read_lenient(m, b, at);
}

void smtp_watch_gap(struct smtp *m, uint64_t missing)
{
	if (!m->watch->on)
		return;
	m->watch->hole = true;
	octets_gap(&m->watch->octets, missing);
	smuggle_gap(&m->watch->reading, missing);
}

/* Whether MAIL said that octets of this kind would come. */
static bool agreed(struct smtp *m, enum octets_kind kind)
{
	struct bytes params = smtp_tx(m)->mail_params;

	if (smtp_has_param(params, B("BODY=BINARYMIME")))
		return true;
	/* Of a transaction whose beginning is missing nothing is known. */
	return kind == OCTETS_8BIT &&
	       (!smtp_tx(m)->open || smtp_has_param(params, B("BODY=8BITMIME")) ||
		smtp_has_param(params, B("SMTPUTF8")));
}

static void tell_octets(struct smtp *m, enum octets_kind kind)
{
	static const struct {
		enum anomaly_id id;
		const char *one, *many;
		struct bytes text;
	} kinds[] = {
		[OCTETS_BARE_CR] = { ANOMALY_SMTP_BARE_CR, "CR without LF", "CRs without LF", B("\r") },
		[OCTETS_BARE_LF] = { ANOMALY_SMTP_BARE_LF, "LF without CR", "LFs without CR", B("\n") },
		[OCTETS_NUL] = { ANOMALY_SMTP_NUL, "NUL", "NULs", B("\0") },
		[OCTETS_8BIT] = { ANOMALY_SMTP_8BIT, "octet over 127", "octets over 127", { NULL, 0 } },
		[OCTETS_LONG_LINE] = { ANOMALY_SMTP_LINE_LONG, "line over 998 octets",
				       "lines over 998 octets", { NULL, 0 } },
	};
	const struct smtp_watch *w = m->watch;
	const struct octets_seen *seen = &w->octets.seen[kind];
	struct ev_evidence *row;
	struct finding f;

	session_finding(m->s, &f, kinds[kind].id, CONFIDENCE_CONFIRMED);
	finding_reason(&f, "The message has %llu %s, the first in line %llu of what was sent",
		       (unsigned long long)seen->count,
		       seen->count == 1 ? kinds[kind].one : kinds[kind].many,
		       (unsigned long long)seen->line);
	if (kind == OCTETS_LONG_LINE)
		finding_reason(&f, "; the longest has %llu octets",
			       (unsigned long long)w->octets.longest);
	finding_reason(&f, ".");
	row = finding_evidence(&f, "the first", "client", kinds[kind].text);
	if (w->seen[kind].first)
		row->first_frame = row->last_frame = w->seen[kind].first;
	row->offset = w->base + seen->first;
	row->octets = 1;
	if (kind == OCTETS_LONG_LINE)
		row->octets = NO_U64;
	f.record.message_id = w->message_id;
	finding_put(&f, m->s->out);
}

/* The message is larger than MAIL said, or than EHLO allows (RFC 1870 5, 6.3). */
static void tell_size(struct smtp *m, uint64_t size)
{
	uint64_t offered = smtp_offered_size(m);
	bool over = offered && offered != NO_U64 && size > offered;
	struct finding f;

	if (!over && (smtp_tx(m)->params.size == NO_U64 || size <= smtp_tx(m)->params.size))
		return;
	session_finding(m->s, &f, ANOMALY_SMTP_SIZE, CONFIDENCE_CONFIRMED);
	finding_reason(&f, "The message has %llu octets; ", (unsigned long long)size);
	if (over)
		finding_reason(&f, "the server offered to take %llu.",
			       (unsigned long long)offered);
	else
		finding_reason(&f, "MAIL announced %llu.", (unsigned long long)smtp_tx(m)->params.size);
	f.record.message_id = m->watch->message_id;
	finding_put(&f, m->s->out);
}

void smtp_watch_end(struct smtp *m, uint64_t size)
{
	struct smtp_watch *w = m->watch;

	if (!w->on)
		return;
	w->on = false;
	octets_end(&w->octets);
	tell_size(m, size);
	for (int k = 0; k < OCTETS_KINDS; k++)
		if (w->octets.seen[k].count && !agreed(m, (enum octets_kind)k))
			tell_octets(m, (enum octets_kind)k);
	smuggled_end(m, w->octets.at);
}

void smtp_watch_lenient(struct smtp *m, struct bytes text, uint64_t at)
{
	struct finding f;

	if (!events_want(m->s->out, EV_FINDING))
		return;
	session_finding(m->s, &f, ANOMALY_SMTP_LENIENT_END, CONFIDENCE_CONFIRMED);
	finding_reason(&f, "The client sent a lone dot with wrong line ends and nothing after it, "
			   "and the server answered: for it the message was over.");
	session_evidence(m->s, &f, "end", DIR_CLIENT, at, text.n, text);
	f.record.message_id = m->watch->message_id;
	finding_put(&f, m->s->out);
}
