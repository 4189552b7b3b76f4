/* SPDX-License-Identifier: BSD-2-Clause */
/* pcapng_put.c - see pcapng_put.h.  Little-endian, nanoseconds. */
#include "capture/pcapng_put.h"

#include "base/time.h"
#include "capture/pcapng.h"

enum {
	NANOSECONDS = 9, /* if_tsresol: 10^-9 */
	PACKET_OCTETS = 32, OPTION_OCTETS = 4, /* fixed parts */
};

static void put16(struct buf *b, uint16_t v)
{
	buf_addc(b, (uint8_t)v);
	buf_addc(b, (uint8_t)(v >> 8));
}

static void put32(struct buf *b, uint32_t v)
{
	put16(b, (uint16_t)v);
	put16(b, (uint16_t)(v >> 16));
}

static size_t padding(size_t n)
{
	return (4 - n % 4) % 4;
}

static void put_padded(struct buf *b, struct bytes v)
{
	buf_add(b, v);
	for (size_t n = padding(v.n); n; n--)
		buf_addc(b, 0);
}

/* An option's length has 16 bits; a longer value is cut. */
static void put_option(struct buf *b, uint16_t code, struct bytes v)
{
	v = bytes_head(v, UINT16_MAX);
	put16(b, code);
	put16(b, (uint16_t)v.n);
	put_padded(b, v);
}

static void put_text(struct buf *b, uint16_t code, const char *text)
{
	if (text)
		put_option(b, code, bytes_str(text));
}

static void put_option64(struct buf *b, uint16_t code, uint64_t v)
{
	put16(b, code);
	put16(b, 8);
	put32(b, (uint32_t)v);
	put32(b, (uint32_t)(v >> 32));
}

static void put_counter(struct buf *b, uint16_t code, uint64_t v)
{
	if (v != UINT64_MAX)
		put_option64(b, code, v);
}

static void put_time(struct buf *b, int64_t ns, bool early)
{
	uint64_t ts = ns > 0 ? (uint64_t)ns : 0;

	if (early) /* modulo 2^64, and the difference is smaller than that */
		ts = (uint64_t)ns - (uint64_t)PCAPNG_EARLIEST_SECOND * (uint64_t)NS_PER_SEC;
	put32(b, (uint32_t)(ts >> 32));
	put32(b, (uint32_t)ts);
}

static void put_time_option(struct buf *b, uint16_t code, int64_t ns, bool early)
{
	if (ns == TS_NONE)
		return;
	put16(b, code);
	put16(b, 8);
	put_time(b, ns, early);
}

/* Begins a block; the length is not known yet. */
static size_t begin(struct buf *b, enum pcapng_block type)
{
	size_t at = b->n;

	put32(b, type);
	put32(b, 0);
	return at;
}

static void end(struct buf *b, size_t at)
{
	uint32_t octets = (uint32_t)(b->n - at + 4);

	put32(b, octets);
	memcpy(b->p + at + 4, b->p + b->n - 4, 4);
}

void pcapng_put_section(struct buf *b, const struct writer_options *o)
{
	size_t at = begin(b, BLOCK_SECTION);

	put32(b, PCAPNG_ORDER);
	put16(b, 1); /* version 1.0 */
	put16(b, 0);
	put32(b, UINT32_MAX); /* length of the section: not told */
	put32(b, UINT32_MAX);
	put_text(b, SECTION_HARDWARE, o->hardware);
	put_text(b, SECTION_OS, o->os);
	put_text(b, SECTION_APPLICATION, o->application);
	put_text(b, OPTION_COMMENT, o->comment);
	put_option(b, OPTION_END, B(""));
	end(b, at);
}

void pcapng_put_interface(struct buf *b, const struct capture_interface *i, bool early)
{
	const uint8_t resolution = NANOSECONDS;
	size_t at = begin(b, BLOCK_INTERFACE);

	put16(b, i->linktype);
	put16(b, 0);
	put32(b, i->snaplen);
	put_text(b, INTERFACE_NAME, i->name);
	put_text(b, INTERFACE_DESCRIPTION, i->description);
	put_option(b, INTERFACE_TSRESOL, bytes_of(&resolution, 1));
	if (early)
		put_option64(b, INTERFACE_TSOFFSET, (uint64_t)PCAPNG_EARLIEST_SECOND);
	if (i->filter) {
		struct buf filter = { 0 };

		buf_addc(&filter, 0); /* a filter string, not a program */
		buf_adds(&filter, i->filter);
		put_option(b, INTERFACE_FILTER, buf_bytes(&filter));
		buf_fini(&filter);
	}
	put_option(b, OPTION_END, B(""));
	end(b, at);
}

void pcapng_put_frame(struct buf *b, uint32_t id, const struct frame *f, bool early)
{
	size_t at = begin(b, BLOCK_ENHANCED);

	put32(b, id);
	put_time(b, f->ts_ns, early);
	put32(b, (uint32_t)f->data.n);
	put32(b, f->wire_octets);
	put_padded(b, f->data);
	if (f->comment.n) {
		put_option(b, OPTION_COMMENT, f->comment);
		put_option(b, OPTION_END, B(""));
	}
	end(b, at);
}

void pcapng_put_statistics(struct buf *b, uint32_t id, const struct capture_facts *from,
			   const struct capture_interface *i, uint64_t frames, bool early)
{
	size_t at = begin(b, BLOCK_STATISTICS);

	put32(b, id);
	put_time(b, from->last_ns, early);
	put_time_option(b, STATISTICS_START, from->first_ns, early);
	put_time_option(b, STATISTICS_END, from->last_ns, early);
	put_counter(b, STATISTICS_RECEIVED, i->received);
	put_counter(b, STATISTICS_DROPPED, i->dropped_interface);
	put_counter(b, STATISTICS_OS_DROPPED, i->dropped_kernel);
	put_counter(b, STATISTICS_DELIVERED, frames);
	put_option(b, OPTION_END, B(""));
	end(b, at);
}

void pcapng_put_secrets(struct buf *b, struct bytes lines)
{
	size_t at = begin(b, BLOCK_SECRETS);

	put32(b, PCAPNG_SECRETS_TLS);
	put32(b, (uint32_t)lines.n);
	put_padded(b, lines);
	end(b, at);
}

uint64_t writer_frame_octets(const struct frame *f)
{
	uint64_t n = PACKET_OCTETS + f->data.n + padding(f->data.n);
	size_t comment = bytes_head(f->comment, UINT16_MAX).n;

	return comment ? n + 2 * OPTION_OCTETS + comment + padding(comment) : n;
}
