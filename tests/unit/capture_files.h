/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * capture_files.h - capture files made in memory, and a short text of what was read from
 * one, for the tests of capture/.
 */
#ifndef MW_TESTS_CAPTURE_FILES_H
#define MW_TESTS_CAPTURE_FILES_H

#include "base/buf.h"
#include "capture/reader.h"

#include <inttypes.h>

/* Octets of a file in one byte order. */
struct made {
	struct buf b;
	bool big_endian;
};

static inline void put8(struct made *m, uint8_t v)
{
	buf_addc(&m->b, v);
}

static inline void put16(struct made *m, uint32_t v)
{
	put8(m, (uint8_t)(m->big_endian ? v >> 8 : v));
	put8(m, (uint8_t)(m->big_endian ? v : v >> 8));
}

static inline void put32(struct made *m, uint32_t v)
{
	put16(m, m->big_endian ? v >> 16 : v & 0xffff);
	put16(m, m->big_endian ? v & 0xffff : v >> 16);
}

static inline void put64(struct made *m, uint64_t v)
{
	put32(m, (uint32_t)(m->big_endian ? v >> 32 : v));
	put32(m, (uint32_t)(m->big_endian ? v : v >> 32));
}

static inline void pcap_header(struct made *m, uint32_t magic, unsigned major,
			       unsigned minor, uint32_t snaplen, uint32_t network)
{
	put32(m, magic);
	put16(m, major);
	put16(m, minor);
	put32(m, 0);
	put32(m, 0);
	put32(m, snaplen);
	put32(m, network);
}

static inline void pcap_lengths(struct made *m, uint32_t seconds, uint32_t fraction,
				uint32_t captured, uint32_t wire)
{
	put32(m, seconds);
	put32(m, fraction);
	put32(m, captured);
	put32(m, wire);
}

static inline void pcap_record(struct made *m, uint32_t seconds, uint32_t fraction,
			       uint32_t wire, struct bytes data)
{
	pcap_lengths(m, seconds, fraction, (uint32_t)data.n, wire);
	buf_add(&m->b, data);
}

/* pcapng: a block is begun, filled and ended. */
static inline size_t ng_begin(struct made *m, uint32_t type)
{
	size_t at = m->b.n;

	put32(m, type);
	put32(m, 0);
	return at;
}

static inline void ng_end(struct made *m, size_t at)
{
	while (m->b.n % 4)
		put8(m, 0);
	put32(m, (uint32_t)(m->b.n - at + 4));
	memcpy(m->b.p + at + 4, m->b.p + m->b.n - 4, 4);
}

static inline void ng_option(struct made *m, unsigned code, struct bytes value)
{
	put16(m, code);
	put16(m, (uint32_t)value.n);
	buf_add(&m->b, value);
	while (m->b.n % 4)
		put8(m, 0);
}

static inline void ng_option64(struct made *m, unsigned code, uint64_t value)
{
	put16(m, code);
	put16(m, 8);
	put64(m, value);
}

static inline void ng_section(struct made *m, const char *application, const char *comment)
{
	size_t at = ng_begin(m, 0x0a0d0d0a);

	put32(m, 0x1a2b3c4d);
	put16(m, 1);
	put16(m, 0);
	put64(m, UINT64_MAX);
	if (application)
		ng_option(m, 4, bytes_str(application));
	if (comment)
		ng_option(m, 1, bytes_str(comment));
	ng_end(m, at);
}

/* tsresol 0: no such option. */
static inline void ng_interface(struct made *m, unsigned linktype, uint32_t snaplen,
				const char *name, uint8_t tsresol, int64_t tsoffset)
{
	size_t at = ng_begin(m, 1);

	put16(m, linktype);
	put16(m, 0);
	put32(m, snaplen);
	if (name)
		ng_option(m, 2, bytes_str(name));
	if (tsresol)
		ng_option(m, 9, bytes_of(&tsresol, 1));
	if (tsoffset)
		ng_option64(m, 14, (uint64_t)tsoffset);
	put32(m, 0);
	ng_end(m, at);
}

static inline void ng_packet(struct made *m, uint32_t interface, uint64_t ts, uint32_t wire,
			     struct bytes data, const char *comment)
{
	size_t at = ng_begin(m, 6);

	put32(m, interface);
	put32(m, (uint32_t)(ts >> 32));
	put32(m, (uint32_t)ts);
	put32(m, (uint32_t)data.n);
	put32(m, wire);
	buf_add(&m->b, data);
	while (m->b.n % 4)
		put8(m, 0);
	if (comment) {
		ng_option(m, 1, bytes_str(comment));
		put32(m, 0);
	}
	ng_end(m, at);
}

/* One line per frame: number time wire/captured interface:linktype data #comment; then
   "end", "damage: ..." or "fail: ...". */
static inline void read_as_text(struct buf *out, struct capture *c)
{
	struct frame f;
	struct err e;
	enum step step;

	while ((step = capture_next(c, &f, &e)) == STEP_ITEM || step == STEP_MORE) {
		if (step == STEP_MORE)
			continue;
		buf_printf(out, "%" PRIu64 " %" PRId64 "%s %u/%zu %u:%u ", f.number, f.ts_ns,
			   f.untimed ? "?" : "", f.wire_octets, f.data.n, f.interface,
			   f.linktype);
		buf_add(out, f.data);
		if (f.comment.n) {
			buf_adds(out, " #");
			buf_add(out, f.comment);
		}
		buf_addc(out, '\n');
	}
	if (step == STEP_FAIL)
		buf_printf(out, "fail: %s\n", e.text);
	else if (capture_facts(c)->damage)
		buf_printf(out, "damage: %s\n", capture_facts(c)->damage);
	else
		buf_adds(out, "end\n");
}

/* The ways a file is handed to a reader: octets at a time, size of the blocks. */
static const struct shape {
	size_t chunk, block;
} shapes[] = {
	{ SIZE_MAX, SOURCE_BLOCK_OCTETS },
	{ 1, SOURCE_BLOCK_OCTETS },
	{ 1, 1 },
	{ 7, 16 },
	{ SIZE_MAX, 33 },
	{ SIZE_MAX, 1 },
};
enum { NSHAPES = sizeof(shapes) / sizeof(shapes[0]) };

/* `file` in one shape as text; "error: ..." when it cannot be opened. */
static inline void file_as_text(struct buf *out, struct bytes file, const struct shape *s)
{
	struct err e;
	struct capture *c = capture_open_input(source_input_bytes(file, s->chunk), "file",
					       s->block, &e);

	if (!c)
		buf_printf(out, "error: %s\n", e.text);
	else
		read_as_text(out, c);
	capture_close(&c);
}

#endif
