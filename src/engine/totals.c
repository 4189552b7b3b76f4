/* SPDX-License-Identifier: BSD-2-Clause */
/* totals.c - see totals.h. */
#include "engine/totals.h"

static uint64_t some_or_none(uint64_t n)
{
	return n ? n : NO_U64;
}

/* Where no interface knows, nobody does. */
static void add_known(uint64_t *sum, uint64_t n)
{
	if (n != NO_U64)
		*sum = *sum == NO_U64 ? n : *sum + n;
}

static void fill_file(struct ev_capture *r, const struct capture_facts *f)
{
	r->head.action = "capture-ended";
	r->head.ts = r->head.end = f->last_ns;
	r->head.start = f->first_ns;
	if (f->first_ns != TS_NONE && f->last_ns != TS_NONE)
		r->head.duration = f->last_ns - f->first_ns;
	r->file = f->path;
	r->format = f->format;
	r->compression = f->compression;
	r->damage = f->damage;
	r->packets = f->frames;
	r->octets = f->octets;
	for (size_t i = 0; i < f->ninterfaces; i++) {
		add_known(&r->dropped_kernel, f->interfaces[i].dropped_kernel);
		add_known(&r->dropped_interface, f->interfaces[i].dropped_interface);
	}
}

static void fill_net(struct ev_capture *r, const struct net_stats *n)
{
	r->tcp_packets = n->tcp;
	r->other_packets = n->other;
	r->malformed = some_or_none(n->malformed);
	r->cut_packets = some_or_none(n->truncated);
	r->fragments = some_or_none(n->fragments);
	r->fragments_joined = some_or_none(n->fragments_joined);
	r->fragments_overlap = some_or_none(n->fragments_overlap);
	r->fragments_conflict = some_or_none(n->fragments_conflict);
	r->fragments_expired = some_or_none(n->fragments_expired);
	r->fragments_evicted = some_or_none(n->fragments_evicted);
	r->bad_ip_checksum = some_or_none(n->bad_ip_checksum);
	r->bad_tcp_checksum = some_or_none(n->bad_tcp_checksum);
	r->offload_tcp_checksum = some_or_none(n->offload_tcp_checksum);
}

static void fill_stream(struct ev_capture *r, const struct stream_stats *s)
{
	r->connections = s->conns;
	r->not_mail = some_or_none(s->ignored);
	r->timed_out = some_or_none(s->timed_out);
	r->evicted = some_or_none(s->evicted);
	r->holes = some_or_none(s->gaps);
	r->hole_octets = some_or_none(s->gap_octets);
	r->holes_forced = some_or_none(s->held_forced);
	r->conflicts = some_or_none(s->conflicts);
}

void totals_tell(struct events *out, const struct capture_facts *f,
		 const struct engine_result *r)
{
	struct ev_capture record;

	if (!events_want(out, EV_CAPTURE))
		return;
	record_init(RECORD_CAPTURE, &record);
	fill_file(&record, f);
	fill_net(&record, &r->net);
	fill_stream(&record, &r->stream);
	out->put(out, &(struct event){ .kind = EV_CAPTURE, .capture = &record });
}
