/* SPDX-License-Identifier: BSD-2-Clause */
/* fuzz_pcapng.c - pcapng files; the input is what follows a block's type and length. */
#include "capture_shapes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * Lengths that must agree at both ends of a block stop a fuzzer at once, so the input is
 * read as blocks without them: type, octets of the body (one octet, in units of four),
 * body.  The first octet of the input is the byte order.  Half of the inputs, by the
 * second octet, are files as they are.
 */
static void add32(struct buf *b, uint32_t v, bool big_endian)
{
	for (unsigned i = 0; i < 4; i++)
		buf_addc(b, (uint8_t)(v >> (big_endian ? 24 - 8 * i : 8 * i)));
}

static void add_block(struct buf *b, uint32_t type, struct bytes body, bool big_endian)
{
	uint32_t octets = (uint32_t)body.n + 12;

	add32(b, type, big_endian);
	add32(b, octets, big_endian);
	buf_add(b, body);
	add32(b, octets, big_endian);
}

static void make_file(struct buf *out, struct cur *c, bool big_endian)
{
	static const uint32_t types[] = { 1, 6, 3, 2, 5, 10, 4, 0xbad, 0x0a0d0d0a };
	struct buf section = { 0 };

	add32(&section, 0x1a2b3c4d, big_endian);
	add32(&section, big_endian ? 0x00010000 : 0x00000001, big_endian);
	add32(&section, UINT32_MAX, big_endian);
	add32(&section, UINT32_MAX, big_endian);
	add_block(out, 0x0a0d0d0a, buf_bytes(&section), big_endian);
	while (cur_left(c)) {
		uint32_t type = types[cur_u8(c) % (sizeof(types) / sizeof(types[0]))];
		size_t octets = cur_u8(c) * (size_t)4;
		struct bytes body;

		if (octets > cur_left(c))
			octets = cur_left(c);
		body = cur_take(c, octets);
		if (type == 0x0a0d0d0a)
			body = buf_bytes(&section);
		add_block(out, type, body, big_endian);
	}
	buf_fini(&section);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cur c = cur_of(bytes_of(data, size));
	bool big_endian = cur_u8(&c) & 1, as_is = cur_u8(&c) & 1;
	struct buf file = { 0 };

	if (as_is)
		buf_add(&file, cur_rest(&c));
	else
		make_file(&file, &c, big_endian);
	if (pcapng_probe(buf_bytes(&file)))
		capture_shapes(buf_bytes(&file));
	buf_fini(&file);
	return 0;
}
