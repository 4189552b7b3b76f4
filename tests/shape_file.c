/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * shape_file.c - frames as a capture file: pcap and pcapng, both byte orders, micro- and
 * nanoseconds.
 *
 * Spec: draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng
 */
#include "shape.h"

struct file {
	struct buf *out;
	bool big;                /* byte order */
};

static void put16(struct file *f, uint16_t v)
{
	buf_addc(f->out, (uint8_t)(f->big ? v >> 8 : v));
	buf_addc(f->out, (uint8_t)(f->big ? v : v >> 8));
}

static void put32(struct file *f, uint32_t v)
{
	put16(f, (uint16_t)(f->big ? v >> 16 : v));
	put16(f, (uint16_t)(f->big ? v : v >> 16));
}

static size_t captured(const struct framed *g, const struct shape *s)
{
	return s->snaplen && g->n > s->snaplen ? s->snaplen : g->n;
}

static void pcap(struct file *f, const struct frames *all, const struct shape *s, bool ns)
{
	put32(f, ns ? 0xa1b23c4d : 0xa1b2c3d4);
	put16(f, 2);
	put16(f, 4);
	put32(f, 0);
	put32(f, 0);
	put32(f, s->snaplen ? (uint32_t)s->snaplen : 262144);
	put32(f, all->linktype);
	for (size_t i = 0; i < all->n; i++) {
		const struct framed *g = &all->v[i];
		size_t n = captured(g, s);

		put32(f, (uint32_t)(g->ts_ns / NS_PER_SEC));
		put32(f, (uint32_t)(g->ts_ns % NS_PER_SEC / (ns ? 1 : 1000)));
		put32(f, (uint32_t)n);
		put32(f, (uint32_t)g->n);
		buf_add(f->out, bytes_head(g->octets, n));
	}
}

static void block(struct file *f, uint32_t type, uint32_t octets)
{
	put32(f, type);
	put32(f, octets);
}

/* Section Header, Interface Description, an Enhanced Packet for each frame. */
static void pcapng(struct file *f, const struct frames *all, const struct shape *s, bool ns)
{
	block(f, 0x0a0d0d0a, 28);
	put32(f, 0x1a2b3c4d);
	put16(f, 1);
	put16(f, 0);
	put32(f, 0xffffffff);
	put32(f, 0xffffffff);
	put32(f, 28);

	block(f, 1, ns ? 32 : 20);
	put16(f, all->linktype);
	put16(f, 0);
	put32(f, (uint32_t)s->snaplen);
	if (ns) {
		put16(f, 9); /* if_tsresol */
		put16(f, 1);
		buf_add(f->out, B("\x09\0\0\0"));
		put32(f, 0); /* opt_endofopt */
	}
	put32(f, ns ? 32 : 20);

	for (size_t i = 0; i < all->n; i++) {
		const struct framed *g = &all->v[i];
		uint64_t ts = (uint64_t)(g->ts_ns / (ns ? 1 : 1000));
		size_t n = captured(g, s), padded = (n + 3) / 4 * 4;

		block(f, 6, (uint32_t)(32 + padded));
		put32(f, 0);
		put32(f, (uint32_t)(ts >> 32));
		put32(f, (uint32_t)ts);
		put32(f, (uint32_t)n);
		put32(f, (uint32_t)g->n);
		buf_add(f->out, bytes_head(g->octets, n));
		for (size_t k = n; k < padded; k++)
			buf_addc(f->out, 0);
		put32(f, (uint32_t)(32 + padded));
	}
}

void shape_file(struct buf *out, const struct frames *all, const struct shape *s)
{
	struct file f = { .out = out };

	switch (s->format) {
	case FORMAT_COUNT:
	case FORMAT_PCAP:       pcap(&f, all, s, false); break;
	case FORMAT_PCAP_NS:    pcap(&f, all, s, true); break;
	case FORMAT_PCAP_BE:    f.big = true; pcap(&f, all, s, false); break;
	case FORMAT_PCAP_NS_BE: f.big = true; pcap(&f, all, s, true); break;
	case FORMAT_PCAPNG:     pcapng(&f, all, s, false); break;
	case FORMAT_PCAPNG_NS:  pcapng(&f, all, s, true); break;
	case FORMAT_PCAPNG_BE:  f.big = true; pcapng(&f, all, s, false); break;
	}
}
