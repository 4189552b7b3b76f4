/* SPDX-License-Identifier: BSD-2-Clause */
/* evidence.c - see evidence.h. */
#include "judge/evidence.h"

enum { FIELDS_TOLD = 4 };

void message_finding(struct finding *f, enum anomaly_id id, enum confidence c,
		     const struct ev_message *m)
{
	finding_init(f, id, c, &m->head);
	f->record.message_id = m->id;
	f->record.user = m->user;
	/* The finding's frames are those of its evidence. */
	f->record.head.first_frame = f->record.head.last_frame = NO_U64;
}

/* The frame that carried octet `offset`: the last one that begins at or before it. */
static uint64_t frame_at(const struct ev_message *m, uint64_t offset)
{
	size_t low = 0, high = m->frames.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (m->frames.v[middle].offset <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? m->frames.v[low - 1].frame : NO_U64;
}

struct ev_evidence *message_evidence(struct finding *f, const struct ev_message *m,
				     const char *what, uint64_t offset, uint64_t octets,
				     struct bytes text)
{
	bool submitted = m->direction && strcmp(m->direction, "submitted") == 0;
	struct ev_evidence *row;

	row = finding_evidence(f, what, submitted ? "client" : "server", text);
	if (offset == NO_U64) {
		row->first_frame = m->head.first_frame;
		row->last_frame = m->head.last_frame;
		return row;
	}
	row->message_offset = offset;
	row->octets = octets;
	row->first_frame = frame_at(m, offset);
	row->last_frame = frame_at(m, offset + (octets && octets != NO_U64 ? octets - 1 : 0));
	return row;
}

const struct ev_header_row *message_field(const struct ev_message *m, const char *name, size_t *i)
{
	struct bytes wanted = bytes_str(name);

	while (*i < m->headers.n) {
		const struct ev_header_row *h = &m->headers.v[(*i)++];

		if (h->part.p == NULL && bytes_ieq(h->name, wanted))
			return h;
	}
	return NULL;
}

void message_evidence_fields(struct finding *f, const struct ev_message *m, const char *name)
{
	const struct ev_header_row *h;
	size_t i = 0, n = 0;

	while ((h = message_field(m, name, &i)) && n++ < FIELDS_TOLD)
		message_evidence(f, m, name, h->offset, h->octets, h->raw.p ? h->raw : h->value);
}
