/* SPDX-License-Identifier: BSD-2-Clause */
/* base64.c - see base64.h. */
#include "base/base64.h"

#include "base/base64_bulk.h"

/* One octet of the alphabet. */
static uint8_t *collect(struct base64 *d, uint8_t v, uint8_t *o)
{
	d->any = true;
	if (d->padded) {
		d->restarts += !d->stop || !d->restarts;
		if (d->stop)
			return o;
		d->padded = false;
	}
	d->bits = d->bits << 6 | v;
	if (++d->have < 4)
		return o;
	*o++ = (uint8_t)(d->bits >> 16);
	*o++ = (uint8_t)(d->bits >> 8);
	*o++ = (uint8_t)d->bits;
	d->have = 0;
	d->bits = 0;
	return o;
}

size_t base64_push(struct base64 *d, struct bytes in, uint8_t *out)
{
	uint64_t end = d->pushed + in.n;
	uint8_t *o = out;

	while (in.n) {
		uint64_t restarts = d->restarts;
		uint8_t v;

		if (d->have == 0 && !d->padded) {
			const uint8_t *before = o;

			in = bytes_from(in, base64_bulk(in, &o));
			d->any |= o != before;
			if (in.n == 0)
				break;
		}
		v = base64_value_of[in.p[0]];
		in = bytes_from(in, 1);
		if (v < 64) {
			o = collect(d, v, o);
			if (restarts == 0 && d->restarts)
				d->restart_at = end - in.n - 1;
		} else if (v == BASE64_PAD && d->any) {
			if (!d->padded)
				o += base64_end(d, o);
			d->padded = true;
		} else if (v != BASE64_BLANK && !(d->stop && d->padded)) {
			if (d->junk++ == 0)
				d->junk_at = end - in.n - 1;
		}
	}
	d->pushed = end;
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
		chars += base64_value_of[in.p[i]] < 64 || in.p[i] == '=';
	out->n += base64_push(&d, in, buf_room(out, base64_room(in.n)));
	out->n += base64_end(&d, buf_room(out, 3));
	return chars == in.n && chars % 4 == 0 && !d.restarts && !d.truncated;
}

void base64_encode(struct buf *out, struct bytes in)
{
	static const char digit[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	uint8_t *o = buf_room(out, (in.n + 2) / 3 * 4);

	out->n += (in.n + 2) / 3 * 4;
	for (; in.n; in = bytes_from(in, 3)) {
		uint32_t v = (uint32_t)in.p[0] << 16 | (uint32_t)(in.n > 1 ? in.p[1] : 0) << 8 |
			     (in.n > 2 ? in.p[2] : 0);

		*o++ = (uint8_t)digit[v >> 18];
		*o++ = (uint8_t)digit[v >> 12 & 63];
		*o++ = (uint8_t)(in.n > 1 ? digit[v >> 6 & 63] : '=');
		*o++ = (uint8_t)(in.n > 2 ? digit[v & 63] : '=');
	}
}
