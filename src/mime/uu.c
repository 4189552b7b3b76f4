/* SPDX-License-Identifier: BSD-2-Clause */
/* uu.c - see uu.h. */
#include "mime/uu.h"

/* The six bits of character `i` of the line: 0x20-0x60 are 0-63 and 0 again. */
static uint32_t bits_at(struct bytes line, size_t i)
{
	int c = bytes_at(line, i);

	return c < 0 ? 0 : (uint32_t)(c - ' ') & 63;
}

static bool alphabet(struct bytes line)
{
	for (size_t i = 0; i < line.n; i++)
		if (bytes_at(line, i) < ' ' || bytes_at(line, i) > '`')
			return false;
	return true;
}

static uint8_t *data_line(struct uu *u, struct bytes line, uint8_t *o)
{
	size_t octets;

	if (bytes_eq(bytes_trim(line), B("end"))) {
		u->at = UU_AFTER;
		return o;
	}
	if (line.n == 0)
		return o;
	octets = bits_at(line, 0);
	if (!alphabet(line) || u->overlong) {
		u->invalid++;
		return o;
	}
	for (size_t i = 1; octets; i += 4) {
		uint32_t v = bits_at(line, i) << 18 | bits_at(line, i + 1) << 12 |
			     bits_at(line, i + 2) << 6 | bits_at(line, i + 3);

		for (int shift = 16; shift >= 0 && octets; shift -= 8, octets--)
			*o++ = (uint8_t)(v >> shift);
	}
	return o;
}

static uint8_t *line_over(struct uu *u, uint8_t *o)
{
	struct bytes line = bytes_chomp(bytes_of(u->line, u->n));

	if (u->at == UU_DATA)
		o = data_line(u, line, o);
	else if (u->at == UU_BEFORE && bytes_starts(line, B("begin ")))
		u->at = UU_DATA;
	u->n = 0;
	u->overlong = false;
	return o;
}

size_t uu_push(struct uu *u, struct bytes in, uint8_t *out)
{
	uint8_t *o = out;

	while (in.n) {
		size_t lf = bytes_chr(in, 0, '\n');
		struct bytes part = bytes_head(in, lf + 1);
		bool over = bytes_last(part) == '\n';

		in = bytes_from(in, part.n);
		if (part.n > UU_LINE_OCTETS - u->n) {
			u->overlong = true;
			part.n = UU_LINE_OCTETS - u->n;
		}
		memcpy(u->line + u->n, part.p, part.n);
		u->n += part.n;
		if (over)
			o = line_over(u, o);
	}
	return (size_t)(o - out);
}

size_t uu_end(struct uu *u, uint8_t *out)
{
	return u->n ? (size_t)(line_over(u, out) - out) : 0;
}
