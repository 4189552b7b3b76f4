/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_ahead.c - ranges of messages that came before their turn.
 *
 * In:   octets of FETCH items that do not continue what is parked
 * Out:  the same octets, when what comes before them is there; or told as they are
 * RFC:  9051 6.4.5
 *
 * A client may ask for the second half of a message first, or for several ranges at once,
 * and the server may answer in any order.  Such a range waits here, with its frames, as
 * long as there is room (LIMIT_IMAP_AHEAD); one that finds none is told as a message of its
 * own, with the section it is.
 */
#include "proto/imap_mail.h"

#include "base/arena.h"
#include "base/limits.h"

#include <stdlib.h>

struct imap_ahead {
	struct imap_ahead *next;
	struct imap_piece_of of;   /* its texts are in `text` */
	struct buf text;
	size_t uid_n, part_n;
	struct hold octets;
	uint64_t due;
	bool ended;                /* all of it is here */
};

static void ahead_free(struct imap *m, struct imap_ahead *a)
{
	struct imap_ahead **at = &m->ahead;

	while (*at != a)
		at = &(*at)->next;
	*at = a->next;
	m->nahead--;
	m->ahead_octets -= a->due;
	if (m->waiting == a)
		m->waiting = NULL;
	hold_fini(&a->octets);
	buf_fini(&a->text);
	free(a);
}

/* `of` as it is kept: views into a->text. */
static struct imap_piece_of *ahead_of(struct imap_ahead *a)
{
	struct bytes all = buf_bytes(&a->text);

	a->of.uid = bytes_head(all, a->uid_n);
	a->of.section.part = bytes_sub(all, a->uid_n, a->part_n);
	a->of.section.name = bytes_from(all, a->uid_n + a->part_n);
	return &a->of;
}

/* Text that comes before the header which the same command asks for. */
static bool header_is_asked(const struct imap *m)
{
	struct bytes arg = m->answers ? bytes_head(asked_arg(m->answers), 1024) : B("");

	return bytes_ifind(arg, B("[HEADER]")) < arg.n || bytes_ifind(arg, B("RFC822.HEADER")) < arg.n;
}

static bool may_wait(const struct imap *m, const struct imap_section *s)
{
	if (s->partial && s->origin > 0)
		return true;
	return s->kind == IMAP_TEXT && s->part.n == 0 && !s->partial && header_is_asked(m);
}

bool imap_ahead_begin(struct imap *m, const struct imap_piece_of *of, uint64_t octets)
{
	struct imap_ahead *a, **end = &m->ahead;

	m->waiting = NULL;
	if (!may_wait(m, &of->section) || octets == 0 || m->nahead >= LIMIT_IMAP_AHEAD_PIECES ||
	    octets > LIMIT_IMAP_AHEAD - m->ahead_octets)
		return false;
	a = xcalloc(1, sizeof(*a));
	a->of = *of;
	a->uid_n = of->uid.n;
	a->part_n = of->section.part.n;
	buf_add(&a->text, of->uid);
	buf_add(&a->text, of->section.part);
	buf_add(&a->text, of->section.name);
	a->due = octets;
	m->nahead++;
	m->ahead_octets += octets;
	while (*end)
		end = &(*end)->next;
	*end = a;
	m->waiting = a;
	return true;
}

void imap_ahead_add(struct imap *m, struct bytes run, const struct span *spans, size_t n)
{
	struct imap_ahead *a = m->waiting;

	for (size_t i = 0; a && i < n; i++) {
		struct bytes b = bytes_head(run, (size_t)spans[i].octets);

		hold_add_from(&a->octets, &spans[i], spans[i].offset, b);
		delivery_wire_before(m->s, DIR_SERVER, &spans[i]);
		run = bytes_from(run, b.n);
	}
}

/* Adds what waited to `l`, which it continues. */
static void ahead_join(struct imap *m, struct imap_ahead *a, struct imap_mail *l)
{
	struct bytes all = hold_bytes(&a->octets);

	imap_mail_join(l, &ahead_of(a)->section, a->due);
	l->asked_octets = a->of.asked;
	for (size_t i = 0; i < a->octets.nspans; i++) {
		const struct span *s = &a->octets.spans[i];

		imap_mail_add(l, bytes_head(all, (size_t)s->octets), s, 1, true);
		all = bytes_from(all, (size_t)s->octets);
	}
	ahead_free(m, a);
}

void imap_ahead_end(struct imap *m)
{
	struct imap_ahead *a = m->waiting;

	if (a)
		a->ended = true;
	m->waiting = NULL;
}

bool imap_ahead_take(struct imap *m, struct imap_mail *l)
{
	for (struct imap_ahead *a = m->ahead; a; a = a->next) {
		if (!a->ended || imap_mail_before(m, ahead_of(a), a->due) != l)
			continue;
		ahead_join(m, a, l);
		return true;
	}
	return false;
}

/* As a message of its own. */
static struct imap_mail *ahead_tell(struct imap *m, struct imap_ahead *a)
{
	struct imap_mail *l = imap_mail_open(m, ahead_of(a));

	ahead_join(m, a, l);
	return l;
}

struct imap_mail *imap_ahead_stop(struct imap *m)
{
	return m->waiting ? ahead_tell(m, m->waiting) : NULL;
}

void imap_ahead_note(struct imap *m)
{
	struct bytes uid = imap_uid_now(m);

	for (struct imap_ahead *a = m->ahead; a && uid.n; a = a->next) {
		struct buf text = { 0 };

		if (a->uid_n || a->of.number != m->number)
			continue;
		buf_add(&text, uid);
		buf_add(&text, buf_bytes(&a->text));
		buf_fini(&a->text);
		a->text = text;
		a->uid_n = uid.n;
	}
}

void imap_ahead_expunged(struct imap *m, uint64_t number)
{
	struct imap_ahead *next;

	for (struct imap_ahead *a = m->ahead; a; a = next) {
		next = a->next;
		if (a->of.number == number || (number == NO_U64 && a->uid_n == 0))
			imap_mail_advance(m, ahead_tell(m, a));
		else if (number == NO_U64)
			a->of.number = NO_U64;
		else if (a->of.number > number && a->of.number != NO_U64)
			a->of.number--;
	}
}

void imap_ahead_close(struct imap *m)
{
	m->waiting = NULL;
	while (m->ahead)
		imap_mail_advance(m, ahead_tell(m, m->ahead));
}
