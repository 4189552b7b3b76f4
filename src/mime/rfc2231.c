/* SPDX-License-Identifier: BSD-2-Clause */
/* rfc2231.c - see rfc2231.h. */
#include "mime/rfc2231.h"

#include "mime/charset.h"
#include "mime/rfc2047.h"

struct param_segment rfc2231_name(struct bytes written)
{
	struct param_segment s = { .name = written, .section = -1 };
	uint64_t number;
	size_t star;

	if (bytes_last(written) == '*') {
		s.extended = true;
		written.n--;
		s.name = written;
	}
	star = bytes_rchr(written, '*');
	/* Four digits are more than any list of segments can have. */
	if (written.n - star <= 5 && bytes_u64(bytes_from(written, star + 1), &number)) {
		s.section = (int)number;
		s.name = bytes_head(written, star);
	}
	return s;
}

static const struct param_segment *find(const struct param_segment *seg, size_t n,
					struct bytes name, int section)
{
	for (size_t i = 0; i < n; i++)
		if (seg[i].section == section && bytes_ieq(seg[i].name, name))
			return &seg[i];
	return NULL;
}

/* "name*" before "name". */
static const struct param_segment *find_single(const struct param_segment *seg, size_t n,
					       struct bytes name)
{
	const struct param_segment *plain = NULL;

	for (size_t i = 0; i < n; i++) {
		if (seg[i].section >= 0 || !bytes_ieq(seg[i].name, name))
			continue;
		if (seg[i].extended)
			return &seg[i];
		if (!plain)
			plain = &seg[i];
	}
	return plain;
}

static bool add_percent(struct buf *out, struct bytes b)
{
	bool good = true;

	for (size_t i = 0; i < b.n; i++) {
		int hi = ascii_hex(bytes_at(b, i + 1)), lo = ascii_hex(bytes_at(b, i + 2));

		if (bytes_at(b, i) == '%' && hi >= 0 && lo >= 0) {
			buf_addc(out, (uint8_t)(hi << 4 | lo));
			i += 2;
			continue;
		}
		good &= bytes_at(b, i) != '%';
		buf_addc(out, (uint8_t)bytes_at(b, i));
	}
	return good;
}

/* Takes "charset'language'" off the first segment. */
static bool take_label(struct bytes *b, struct bytes *label_out)
{
	size_t first = bytes_chr(*b, 0, '\''), second = bytes_chr(*b, first + 1, '\'');

	if (second >= b->n)
		return false;
	*label_out = bytes_head(*b, first);
	*b = bytes_from(*b, second + 1);
	return true;
}

/* `octets` in the set `label`; without a label, or an unknown one, as their content is. */
static bool add_decoded(struct buf *out, struct bytes label, struct bytes octets)
{
	if (label.n && charset_decode(out, label, octets))
		return true;
	rfc2047_decode(out, octets);
	return label.n == 0;
}

/* name*0, name*1, ... */
static bool join_sections(const struct param_segment *seg, size_t n, struct bytes name,
			  const struct param_segment *s, struct buf *value_out,
			  struct buf *raw_out)
{
	struct bytes label = { NULL, 0 };
	BUF_SHORT(octets);
	bool good = true;
	int section = 0;

	for (; s; s = find(seg, n, name, ++section)) {
		struct bytes b = s->raw;

		buf_add(raw_out, b);
		if (section == 0 && s->extended)
			good &= take_label(&b, &label);
		if (s->extended)
			good &= add_percent(&octets, b);
		else
			buf_add(&octets, b);
	}
	for (size_t i = 0; i < n; i++)
		good &= seg[i].section < section || !bytes_ieq(seg[i].name, name);
	good &= add_decoded(value_out, label, buf_bytes(&octets));
	buf_fini(&octets);
	return good;
}

bool rfc2231_join(const struct param_segment *seg, size_t n, struct bytes name,
		  struct buf *value_out, struct buf *raw_out, bool *extended_out)
{
	const struct param_segment *single = find_single(seg, n, name);
	const struct param_segment *first = find(seg, n, name, 0);
	struct bytes label = { NULL, 0 }, b;
	BUF_SHORT(octets);
	bool good;

	*extended_out = first || !single || single->extended;
	if (first && !(single && single->extended))
		return join_sections(seg, n, name, first, value_out, raw_out);
	if (!single) /* segments, but none is number 0 */
		return false;
	buf_add(raw_out, single->raw);
	if (!single->extended) {
		rfc2047_decode(value_out, single->raw);
		return true;
	}
	b = single->raw;
	good = take_label(&b, &label);
	good &= add_percent(&octets, b);
	good &= add_decoded(value_out, label, buf_bytes(&octets));
	buf_fini(&octets);
	return good;
}
