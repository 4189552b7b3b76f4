/* SPDX-License-Identifier: BSD-2-Clause */
/* base64.c - see base64.h. */
#include "base/base64.h"

enum { JUNK = 64, BLANK = 65, PAD = 66 };

static uint8_t value_of(uint8_t c)
{
	if (ascii_upper(c))
		return (uint8_t)(c - 'A');
	if (ascii_lower(c))
		return (uint8_t)(c - 'a' + 26);
	if (ascii_digit(c))
		return (uint8_t)(c - '0' + 52);
	switch (c) {
	case '+':
		return 62;
	case '/':
		return 63;
	case '=':
		return PAD;
	case ' ': case '\t': case '\r': case '\n':
		return BLANK;
	}
	return JUNK;
}

size_t base64_push(struct base64 *d, struct bytes in, uint8_t *out)
{
	uint8_t *o = out;

	for (size_t i = 0; i < in.n; i++) {
		uint8_t v = value_of(in.p[i]);

		if (v == BLANK)
			continue;
		if (v == JUNK) {
			d->junk++;
			continue;
		}
		if (v == PAD) {
			if (!d->padded)
				o += base64_end(d, o);
			d->padded = true;
			continue;
		}
		if (d->padded) {
			d->padded = false;
			d->restarts++;
		}
		d->bits = d->bits << 6 | v;
		if (++d->have < 4)
			continue;
		*o++ = (uint8_t)(d->bits >> 16);
		*o++ = (uint8_t)(d->bits >> 8);
		*o++ = (uint8_t)d->bits;
		d->have = 0;
		d->bits = 0;
	}
	return (size_t)(o - out);
}

size_t base64_end(struct base64 *d, uint8_t *out)
{
	size_t n = 0;

	if (d->have == 1) {
		d->truncated = true;
	} else if (d->have == 2) {
		out[n++] = (uint8_t)(d->bits >> 4);
		d->truncated |= (d->bits & 15) != 0;
	} else if (d->have == 3) {
		out[n++] = (uint8_t)(d->bits >> 10);
		out[n++] = (uint8_t)(d->bits >> 2);
		d->truncated |= (d->bits & 3) != 0;
	}
	d->have = 0;
	d->bits = 0;
	return n;
}

bool base64_decode(struct buf *out, struct bytes in)
{
	struct base64 d = { 0 };
	size_t chars = 0;

	for (size_t i = 0; i < in.n; i++)
		chars += value_of(in.p[i]) <= 63 || in.p[i] == '=';
	out->n += base64_push(&d, in, buf_room(out, base64_room(in.n)));
	out->n += base64_end(&d, buf_room(out, 3));
	return chars == in.n && chars % 4 == 0 && !d.restarts && !d.truncated;
}

void base64_encode(struct buf *out, struct bytes in)
{
	static const char digit[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < in.n; i += 3) {
		struct bytes q = bytes_sub(in, i, 3);
		uint32_t v = (uint32_t)q.p[0] << 16 | (uint32_t)(q.n > 1 ? q.p[1] : 0) << 8 |
			     (q.n > 2 ? q.p[2] : 0);

		buf_addc(out, (uint8_t)digit[v >> 18]);
		buf_addc(out, (uint8_t)digit[v >> 12 & 63]);
		buf_addc(out, (uint8_t)(q.n > 1 ? digit[v >> 6 & 63] : '='));
		buf_addc(out, (uint8_t)(q.n > 2 ? digit[v & 63] : '='));
	}
}
