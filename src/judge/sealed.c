/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sealed.c - see sealed.h.
 *
 * RAR 4: technote.txt of its source; RAR 5: rarlab.com/technote.htm; 7z: 7zFormat.txt and
 * Methods.txt of the LZMA SDK.
 */
#include "judge/sealed.h"

#include "base/bytes.h"

/* Types of headers, and the flags that matter. */
enum {
	RAR4_MAIN = 0x73, RAR4_FILE = 0x74,
	RAR4_MAIN_SEALED = 0x0080, RAR4_FILE_SEALED = 0x0004, RAR4_HAS_DATA = 0x8000,
	RAR5_FILE = 2, RAR5_ENCRYPTION = 4,
	RAR5_HAS_EXTRA = 1, RAR5_HAS_DATA = 2, RAR5_EXTRA_ENCRYPTION = 1,
};

void sealed_push_rar(struct sealed *s, struct bytes b)
{
	buf_add(&s->kept, bytes_head(b, SEALED_OCTETS - s->kept.n));
}

void sealed_push_7z(struct sealed *s, struct bytes b)
{
	if (b.n > SEALED_OCTETS)
		b = bytes_from(b, b.n - SEALED_OCTETS);
	if (s->kept.n + b.n > 2 * SEALED_OCTETS)
		buf_drop(&s->kept, s->kept.n - SEALED_OCTETS);
	buf_add(&s->kept, b);
}

/* Headers follow each other up to that of the first file. */
static bool rar4(struct cur c)
{
	while (cur_left(&c) >= 7) {
		uint16_t flags, size;
		uint8_t type;
		uint32_t data = 0;

		cur_skip(&c, 2); /* its checksum */
		type = cur_u8(&c);
		flags = cur_le16(&c);
		size = cur_le16(&c);
		if (type == RAR4_FILE)
			return flags & RAR4_FILE_SEALED;
		if (type == RAR4_MAIN && (flags & RAR4_MAIN_SEALED))
			return true;
		if (size < 7 + (flags & RAR4_HAS_DATA ? 4 : 0))
			return false;
		if (flags & RAR4_HAS_DATA) {
			data = cur_le32(&c);
			size = (uint16_t)(size - 4);
		}
		cur_skip(&c, size - 7u);
		cur_skip(&c, data);
	}
	return false;
}

/* Seven bits an octet, the lowest first. */
static uint64_t vint(struct cur *c)
{
	uint64_t v = 0;

	for (unsigned shift = 0; shift < 63; shift += 7) {
		uint8_t octet = cur_u8(c);

		v |= (uint64_t)(octet & 0x7f) << shift;
		if (octet < 0x80)
			break;
	}
	return v;
}

static bool has_encryption(struct cur extra)
{
	while (cur_left(&extra)) {
		struct cur record = cur_of(cur_take(&extra, (size_t)vint(&extra)));

		if (cur_left(&record) && vint(&record) == RAR5_EXTRA_ENCRYPTION)
			return true;
	}
	return false;
}

static bool rar5(struct cur c)
{
	while (cur_left(&c) > 4) {
		uint64_t size, type, flags, extra = 0, data = 0;
		struct bytes header;
		struct cur h;

		cur_skip(&c, 4); /* its checksum */
		size = vint(&c);
		header = cur_take(&c, (size_t)size);
		h = cur_of(header);
		type = vint(&h);
		flags = vint(&h);
		if (flags & RAR5_HAS_EXTRA)
			extra = vint(&h);
		if (flags & RAR5_HAS_DATA)
			data = vint(&h);
		if (type == RAR5_ENCRYPTION && header.n)
			return true;
		if (type == RAR5_FILE)
			return extra && extra <= cur_left(&h) &&
			       has_encryption(cur_of(bytes_from(header, header.n - (size_t)extra)));
		if (data > cur_left(&c))
			return false;
		cur_skip(&c, (size_t)data);
	}
	return false;
}

bool sealed_rar(const struct sealed *s)
{
	struct bytes b = buf_bytes(&s->kept);

	if (bytes_starts(b, B("Rar!\x1a\x07\x01\x00")))
		return rar5(cur_of(bytes_from(b, 8)));
	return bytes_starts(b, B("Rar!\x1a\x07\x00")) && rar4(cur_of(bytes_from(b, 7)));
}

/* A coder with properties whose identifier, of four octets, is that of AES. */
bool sealed_7z(const struct sealed *s)
{
	struct bytes b = buf_bytes(&s->kept);

	if (b.n > SEALED_OCTETS)
		b = bytes_from(b, b.n - SEALED_OCTETS);
	return bytes_find(b, B("\x24\x06\xf1\x07\x01")) < b.n;
}
