/* SPDX-License-Identifier: BSD-2-Clause */
/* zip.c - see zip.h. */
#include "judge/zip.h"

enum { HEADER_OCTETS = 30, NAME_OCTETS = 1024, FLAG_ENCRYPTED = 1, FLAG_SIZE_BEHIND = 8 };

void zip_fini(struct zip *z)
{
	buf_fini(&z->got);
}

void zip_push(struct zip *z, struct bytes b)
{
	z->in = b;
}

/* Collects up to `n` octets; true when they are there. */
static bool collect(struct zip *z, size_t n)
{
	size_t want = z->got.n < n ? n - z->got.n : 0;
	struct bytes more = bytes_head(z->in, want);

	buf_add(&z->got, more);
	z->in = bytes_from(z->in, more.n);
	return z->got.n >= n;
}

/* Is this a header that an archive may hold?  Data looks like one now and then. */
static bool header(struct zip *z)
{
	struct cur c = cur_of(buf_bytes(&z->got));
	uint32_t magic = cur_be32(&c);
	uint16_t version = cur_le16(&c), name, extra;
	uint32_t size;

	z->flags = cur_le16(&c);
	cur_skip(&c, 10); /* method, time, date, CRC */
	size = cur_le32(&c);
	cur_skip(&c, 4);
	name = cur_le16(&c);
	extra = cur_le16(&c);
	if (magic != 0x504b0304 || (version & 0xff) > 63 || name == 0 || name > NAME_OCTETS)
		return false;
	z->name_octets = name;
	z->extra = extra;
	z->size_unknown = (z->flags & FLAG_SIZE_BEHIND) || size == UINT32_MAX;
	z->skip = z->size_unknown ? 0 : size;
	return true;
}

/* Passes over octets that are no header: what stays in `got` may begin one. */
static void search(struct zip *z)
{
	static const struct bytes magic = { (const uint8_t *)"PK\x03\x04", 4 };

	while (z->in.n && z->got.n < magic.n) {
		size_t at = 0;

		if (z->got.n == 0) {
			at = bytes_chr(z->in, 0, 'P');
			z->in = bytes_from(z->in, at);
			if (z->in.n == 0)
				return;
		}
		if (bytes_at(z->in, 0) == bytes_at(magic, z->got.n)) {
			buf_addc(&z->got, (uint8_t)bytes_at(z->in, 0));
			z->in = bytes_from(z->in, 1);
		} else {
			buf_clear(&z->got); /* only "P" begins it: no part of it can again */
		}
	}
	if (z->got.n == magic.n)
		z->at = ZIP_HEADER;
}

static void skip(struct zip *z)
{
	size_t n = z->skip < z->in.n ? (size_t)z->skip : z->in.n;

	z->in = bytes_from(z->in, n);
	z->skip -= n;
	if (z->skip)
		return;
	buf_clear(&z->got);
	z->at = z->size_unknown ? ZIP_SEARCH : ZIP_HEADER;
}

enum step zip_next(struct zip *z, struct zip_entry *entry_out)
{
	while (z->in.n) {
		switch (z->at) {
		case ZIP_HEADER:
			if (!collect(z, HEADER_OCTETS))
				return STEP_MORE;
			if (!header(z)) {
				/* The directory at the end, or no archive: nothing more. */
				z->at = z->entries && !z->size_unknown ? ZIP_END : ZIP_SEARCH;
				buf_clear(&z->got);
				break;
			}
			buf_clear(&z->got);
			z->at = ZIP_NAME;
			break;
		case ZIP_NAME:
			if (!collect(z, z->name_octets))
				return STEP_MORE;
			z->at = ZIP_SKIP;
			z->skip += z->extra;
			z->entries++;
			entry_out->name = buf_bytes(&z->got);
			entry_out->encrypted = z->flags & FLAG_ENCRYPTED;
			return STEP_ITEM;
		case ZIP_SKIP:
			skip(z);
			break;
		case ZIP_SEARCH:
			search(z);
			break;
		case ZIP_END:
			z->in = (struct bytes){ NULL, 0 };
			break;
		}
	}
	return STEP_MORE;
}
