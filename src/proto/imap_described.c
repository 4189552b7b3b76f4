/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_described.c - ENVELOPE, BODYSTRUCTURE, fields of headers: collected, kept.
 *
 * In:   the octets of these values, and what else a FETCH response says
 * Out:  what imap_described_record.c tells and imap_compare.c needs later
 * RFC:  9051 7.5.2
 */
#include "proto/imap_described.h"

#include "proto/imap_described_own.h"

#include "base/arena.h"
#include "base/limits.h"

#include <stdlib.h>

static struct imap_descriptions *state(struct imap *m)
{
	if (m->described == NULL)
		m->described = xcalloc(1, sizeof(*m->described));
	return m->described;
}

static void text_fini(struct imap_said *s)
{
	buf_fini(&s->text);
	*s = (struct imap_said){ 0 };
}

static void described_free(struct imap_descriptions *d, struct imap_described *e)
{
	struct imap_described **at = &d->head;

	while (*at != e)
		at = &(*at)->next;
	*at = e->next;
	d->n--;
	d->octets -= e->envelope.text.n + e->structure.text.n;
	if (d->now == e)
		d->now = NULL;
	text_fini(&e->envelope);
	text_fini(&e->structure);
	imap_envelope_fini(&e->parsed_envelope);
	imap_structure_fini(&e->parsed_structure);
	arena_fini(&e->arena);
	buf_fini(&e->uid);
	free(e);
}

struct imap_described *imap_described_find(const struct imap *m, uint64_t number,
					   struct bytes uid)
{
	for (struct imap_described *e = m->described ? m->described->head : NULL; e; e = e->next)
		if (imap_same_message(e->number, buf_bytes(&e->uid), number, uid))
			return e;
	return NULL;
}

/* The entry of the message that the response is about. */
static struct imap_described *described_now(struct imap *m)
{
	struct imap_descriptions *d = state(m);
	struct imap_described *e = imap_described_find(m, m->number, imap_uid_now(m)), **end;

	if (e == NULL) {
		while (d->n >= LIMIT_IMAP_DESCRIBED)
			described_free(d, d->head);
		e = xcalloc(1, sizeof(*e));
		e->number = m->number;
		for (end = &d->head; *end; end = &(*end)->next)
			;
		*end = e;
		d->n++;
	}
	d->now = e;
	return e;
}

void imap_description_begin(struct imap *m, enum imap_description what)
{
	struct imap_descriptions *d = state(m);

	d->open = what;
	d->said.at = NO_U64;
	d->said.f = (struct conn_frames){ 0, 0, NO_TIME, NO_TIME };
	buf_clear(&d->said.text);
}

void imap_description_add(struct imap *m, struct bytes octets, uint64_t at)
{
	struct imap_descriptions *d = m->described;
	struct conn_frames f;

	if (d == NULL || d->open == IMAP_NOT_DESCRIBED || octets.n == 0)
		return;
	if (octets.n > LIMIT_IMAP_DESCRIPTION - d->said.text.n) {
		imap_description_lost(m);
		return;
	}
	f = session_frames(m->s, DIR_SERVER, at, octets.n);
	if (d->said.at == NO_U64) {
		d->said.at = at;
		d->said.f = f;
	} else if (f.last) {
		d->said.f.last = f.last;
	}
	d->said.octets = at + octets.n - d->said.at;
	buf_add(&d->said.text, octets);
}

void imap_description_lost(struct imap *m)
{
	if (m->described)
		m->described->open = IMAP_NOT_DESCRIBED;
}

/* Makes room for `octets` more; the entry `keep` stays. */
static void described_room(struct imap_descriptions *d, size_t octets,
			   const struct imap_described *keep)
{
	struct imap_described *next;

	for (struct imap_described *e = d->head; e; e = next) {
		next = e->next;
		if (d->octets + octets <= LIMIT_IMAP_DESCRIBED_OCTETS)
			return;
		if (e != keep)
			described_free(d, e);
	}
}

/* There may be several lists of fields in a response: each without its empty line. */
static void fields_end(struct imap *m, struct imap_descriptions *d)
{
	struct imap_said *all = &d->fields;
	struct bytes text = bytes_trim(buf_bytes(&d->said.text));

	d->open = IMAP_NOT_DESCRIBED;
	if (text.n == 0 || text.n + 2 > LIMIT_IMAP_DESCRIPTION - all->text.n)
		return;
	described_now(m);
	d->told_something = true;
	if (all->text.n)
		all->f.last = d->said.f.last;
	else
		all->f = d->said.f;
	buf_add(&all->text, text);
	buf_adds(&all->text, "\r\n");
}

void imap_description_end(struct imap *m)
{
	struct imap_descriptions *d = m->described;
	struct imap_described *e;
	struct imap_said *said;

	if (d == NULL || d->open == IMAP_NOT_DESCRIBED)
		return;
	if (d->open == IMAP_FIELDS) {
		fields_end(m, d);
		return;
	}
	e = described_now(m);
	said = d->open == IMAP_ENVELOPE ? &e->envelope : &e->structure;
	d->octets -= said->text.n;
	said->text.n = 0;
	described_room(d, d->said.text.n, e);
	buf_add(&said->text, buf_bytes(&d->said.text));
	d->octets += said->text.n;
	said->at = d->said.at;
	said->octets = d->said.octets;
	said->f = d->said.f;
	said->judged = false;
	/* All of it is read again: the arena is one. */
	imap_envelope_fini(&e->parsed_envelope);
	imap_structure_fini(&e->parsed_structure);
	arena_reset(&e->arena);
	e->parsed = false;
	d->open = IMAP_NOT_DESCRIBED;
	d->told_something = true;
}

void imap_described_parse(struct imap_described *e)
{
	if (e->parsed)
		return;
	e->parsed = true;
	e->envelope_ok = e->envelope.text.n &&
			 imap_read_envelope(buf_bytes(&e->envelope.text), &e->arena,
					    &e->parsed_envelope);
	e->structure_ok = e->structure.text.n &&
			  imap_read_structure(buf_bytes(&e->structure.text), &e->arena,
					      &e->parsed_structure);
}

void imap_described_tell(struct imap *m)
{
	struct imap_descriptions *d = m->described;
	struct bytes uid;

	if (d == NULL)
		return;
	d->open = IMAP_NOT_DESCRIBED;
	uid = imap_uid_now(m);
	if (d->now && uid.n && d->now->uid.n == 0)
		buf_add(&d->now->uid, uid);
	if (d->now && d->told_something && events_want(m->s->out, EV_DESCRIBED))
		imap_described_record(m, d->now);
	d->now = NULL;
	d->told_something = false;
	buf_clear(&d->fields.text);
}

void imap_described_expunged(struct imap *m, uint64_t number)
{
	struct imap_described *next;

	for (struct imap_described *e = m->described ? m->described->head : NULL; e; e = next) {
		next = e->next;
		if (e->number == number || (number == NO_U64 && e->uid.n == 0))
			described_free(m->described, e);
		else if (number == NO_U64)
			e->number = NO_U64;
		else if (e->number > number && e->number != NO_U64)
			e->number--;
	}
}

void imap_described_close(struct imap *m)
{
	struct imap_descriptions *d = m->described;

	if (d == NULL)
		return;
	while (d->head)
		described_free(d, d->head);
	buf_fini(&d->said.text);
	buf_fini(&d->fields.text);
	free(d);
	m->described = NULL;
}
