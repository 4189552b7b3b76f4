/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pcapng.c - the blocks of a pcapng file, and the frames in them.
 *
 * In:   sections of either byte order, each with its interfaces
 * Out:  frames of Enhanced, Simple and (obsolete) Packet Blocks
 * Spec: draft-ietf-opsawg-pcapng
 *
 * Name resolution, custom and unknown blocks are passed over.  A block whose framing is
 * wrong ends the file, since nothing tells where the next begins; a block that is whole
 * but says what cannot be is left out.  Both are damage.
 */
#include "capture/pcapng.h"

#include "base/limits.h"

#include <stdlib.h>

enum { BLOCK_HEADER = 8, SECTION_HEAD = 12 };

bool pcapng_probe(struct bytes head)
{
	return bytes_starts(head, B("\x0a\x0d\x0d\x0a"));
}

/* The byte order of the section whose header `head` begins with. */
static bool byte_order(struct bytes head, bool *big_endian_out)
{
	struct cur be = cur_of(bytes_from(head, BLOCK_HEADER)), le = be;

	*big_endian_out = cur_be32(&be) == PCAPNG_ORDER;
	return *big_endian_out || cur_le32(&le) == PCAPNG_ORDER;
}

/* A comment of a frame: the only one stays where it is, several are joined. */
static void add_comment(struct pcapng *p, struct frame *out, struct bytes text)
{
	if (!out->comment.n) {
		out->comment = text;
		return;
	}
	if (!p->comment.n)
		buf_add(&p->comment, out->comment);
	buf_addc(&p->comment, '\n');
	buf_add(&p->comment, text);
	out->comment = buf_bytes(&p->comment);
}

/* The frame's octets, which stand at `cur`. */
static bool frame_octets(struct capture *c, struct cur *cur, uint32_t captured,
			 struct frame *out)
{
	out->file_offset = source_offset(c->source) + BLOCK_HEADER + cur_at(cur);
	out->data = cur_take(cur, captured);
	if (!cur_ok(cur)) {
		capture_damage(c, "the packet block at octet %llu claims %u captured octets, "
			       "more than it holds; it is left out",
			       (unsigned long long)source_offset(c->source), captured);
		return false;
	}
	return true;
}

/* The options behind them. */
static void frame_options(struct pcapng *p, struct cur *cur, struct frame *out)
{
	struct bytes value;
	uint16_t code;

	cur_skip(cur, (4 - out->data.n % 4) % 4);
	buf_clear(&p->comment);
	while (cur_left(cur) && pcapng_option(p, cur, &code, &value))
		if (code == OPTION_COMMENT)
			add_comment(p, out, value);
}

static bool on_interface(struct capture *c, uint32_t id, struct frame *out)
{
	struct pcapng *p = c->state;

	if (id >= c->facts.ninterfaces - p->first) {
		capture_damage(c, "the packet block at octet %llu names interface %u, which is "
			       "not described; it is left out",
			       (unsigned long long)source_offset(c->source), id);
		return false;
	}
	out->interface = (uint32_t)p->first + id;
	out->linktype = c->interfaces[out->interface].linktype;
	return true;
}

/* Enhanced Packet Block, and the obsolete one, which has 16 bits of interface number and
   a count of drops instead of 32. */
static bool packet(struct capture *c, enum pcapng_block type, struct bytes body,
		   struct frame *out)
{
	struct pcapng *p = c->state;
	struct cur cur = cur_of(body);
	uint32_t id, captured;
	uint64_t ts;

	if (type == BLOCK_ENHANCED) {
		id = pcapng_u32(p, &cur);
	} else {
		id = pcapng_u16(p, &cur);
		cur_skip(&cur, 2);
	}
	ts = pcapng_halves(p, &cur);
	captured = pcapng_u32(p, &cur);
	out->wire_octets = pcapng_u32(p, &cur);
	if (!cur_ok(&cur)) {
		capture_damage(c, "the packet block at octet %llu is too short; it is left out",
			       (unsigned long long)source_offset(c->source));
		return false;
	}
	if (!on_interface(c, id, out) || !frame_octets(c, &cur, captured, out))
		return false;
	frame_options(p, &cur, out);
	out->ts_ns = pcapng_time(&p->clocks[out->interface], ts);
	p->last_ns = out->ts_ns;
	return true;
}

/* Simple Packet Block: no time, no captured length, always the first interface. */
static bool simple_packet(struct capture *c, struct bytes body, struct frame *out)
{
	struct pcapng *p = c->state;
	struct cur cur = cur_of(body);
	uint32_t captured, snaplen;

	captured = out->wire_octets = pcapng_u32(p, &cur);
	if (!on_interface(c, 0, out))
		return false;
	snaplen = c->interfaces[out->interface].snaplen;
	if (snaplen && captured > snaplen)
		captured = snaplen;
	/* Without a snap length, or a wrong one, the block itself bounds it. */
	if (captured > cur_left(&cur))
		captured = (uint32_t)cur_left(&cur);
	out->ts_ns = p->last_ns;
	out->untimed = true;
	return frame_octets(c, &cur, captured, out);
}

/* True when it was a frame. */
static bool block(struct capture *c, uint32_t type, struct bytes body, struct frame *out)
{
	switch (type) {
	case BLOCK_ENHANCED:
	case BLOCK_PACKET:
		return packet(c, type, body, out);
	case BLOCK_SIMPLE:
		return simple_packet(c, body, out);
	case BLOCK_STATISTICS:
		(void)pcapng_statistics(c, body);
		return false;
	case BLOCK_SECRETS:
		(void)pcapng_secrets(c, body);
		return false;
	}
	return false; /* names, custom, unknown */
}

/* Looks at the next block: STEP_ITEM with its type and the whole of it, not yet taken. */
static enum step look(struct capture *c, uint32_t *type_out, struct bytes *whole_out,
		      struct err *e)
{
	struct pcapng *p = c->state;
	struct bytes b = source_need(c->source, SECTION_HEAD);
	struct cur cur = cur_of(b);
	unsigned long long at = source_offset(c->source);
	uint32_t octets, again;

	if (b.n < SECTION_HEAD)
		return capture_short(c, "block header", b.n, SECTION_HEAD, e);
	if (pcapng_probe(b) && !byte_order(b, &p->big_endian)) {
		capture_damage(c, "the section at octet %llu has no known byte order; nothing "
			       "after it is read", at);
		return STEP_END;
	}
	*type_out = pcapng_u32(p, &cur);
	octets = pcapng_u32(p, &cur);
	if (octets < PCAPNG_BLOCK_MIN || octets > LIMIT_BLOCK_OCTETS) {
		capture_damage(c, "the block at octet %llu claims a length of %u octets, which "
			       "cannot be; nothing after it is read", at, octets);
		return STEP_END;
	}
	/* Lengths are multiples of four; writers that forget to count the padding exist. */
	octets = (octets + 3) / 4 * 4;
	b = source_need(c->source, octets);
	if (b.n < octets)
		return capture_short(c, "block", b.n, octets, e);
	cur = cur_of(bytes_from(b, octets - 4));
	again = (pcapng_u32(p, &cur) + 3) / 4 * 4;
	if (again != octets) {
		capture_damage(c, "the block at octet %llu has two lengths that differ, %u and "
			       "%u; nothing after it is read", at, octets, again);
		return STEP_END;
	}
	*whole_out = b;
	return STEP_ITEM;
}

static enum step pcapng_next(struct capture *c, struct frame *out, struct err *e)
{
	for (;;) {
		struct bytes whole, body;
		enum step step;
		uint32_t type;
		bool frame;

		step = look(c, &type, &whole, e);
		if (step != STEP_ITEM)
			return step;
		body = bytes_sub(whole, BLOCK_HEADER, whole.n - PCAPNG_BLOCK_MIN);
		if (type == BLOCK_SECTION && !pcapng_section(c, body))
			return STEP_END;
		/* Frames count interfaces: without one, those after it are wrong. */
		if (type == BLOCK_INTERFACE && !pcapng_interface(c, body))
			return STEP_END;
		frame = block(c, type, body, out);
		source_take(c->source, whole.n);
		if (frame)
			return STEP_ITEM;
		*out = (struct frame){ 0 };
	}
}

static void pcapng_close(struct capture *c)
{
	struct pcapng *p = c->state;

	free(p->clocks);
	buf_fini(&p->comment);
	free(p);
}

static const struct reader reader = { .next = pcapng_next, .close = pcapng_close };

int pcapng_begin(struct capture *c, struct err *e)
{
	struct pcapng *p = xcalloc(1, sizeof(*p));
	struct bytes whole;
	enum step step;
	uint32_t type;

	c->state = p;
	c->reader = &reader;
	c->facts.format = "pcapng";
	do
		step = look(c, &type, &whole, e);
	while (step == STEP_MORE);
	if (step == STEP_ITEM &&
	    pcapng_section(c, bytes_sub(whole, BLOCK_HEADER, whole.n - PCAPNG_BLOCK_MIN))) {
		source_take(c->source, whole.n);
		return 0;
	}
	if (step == STEP_FAIL)
		return -1;
	return err_set(e, "cannot read %s: %s", c->name,
		       c->facts.damage ? c->facts.damage : "it was interrupted");
}
