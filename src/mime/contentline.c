/* SPDX-License-Identifier: BSD-2-Clause */
/* contentline.c - see contentline.h. */
#include "mime/contentline.h"

/* The first `c` from `at` on that does not stand between quotes, or b.n. */
static size_t unquoted(struct bytes b, size_t at, int c)
{
	bool quoted = false;

	for (; at < b.n; at++) {
		int d = bytes_at(b, at);

		if (d == '"')
			quoted = !quoted;
		if (d == c && !quoted)
			break;
	}
	return at;
}

bool contentline_parse(struct contentline *l, struct bytes line)
{
	size_t colon = unquoted(line, 0, ':');
	struct bytes head, name;
	size_t dot;

	/* vCard 2.1 knows no quotes: one alone is a character like others. */
	if (colon == line.n)
		colon = bytes_chr(line, 0, ':');
	head = bytes_head(line, colon);
	name = bytes_head(head, bytes_chr(head, 0, ';'));
	l->params = bytes_from(head, name.n);
	l->value = bytes_from(line, colon + 1);
	dot = bytes_chr(name, 0, '.');
	l->name = bytes_trim(dot < name.n ? bytes_from(name, dot + 1) : name);
	return colon < line.n;
}

/* Cuts the next parameter off `*params`; `*name` is absent where only a value stands. */
static bool next_param(struct bytes *params, struct bytes *name, struct bytes *value)
{
	struct bytes one;
	size_t equals;

	if (params->n == 0)
		return false;
	*params = bytes_from(*params, 1);
	one = bytes_head(*params, unquoted(*params, 0, ';'));
	*params = bytes_from(*params, one.n);
	equals = bytes_chr(one, 0, '=');
	*name = equals < one.n ? bytes_trim(bytes_head(one, equals)) : (struct bytes){ NULL, 0 };
	*value = bytes_trim(equals < one.n ? bytes_from(one, equals + 1) : one);
	return true;
}

struct bytes contentline_param(const struct contentline *l, struct bytes name)
{
	struct bytes rest = l->params, this, value;

	while (next_param(&rest, &this, &value)) {
		if (!bytes_ieq(this, name))
			continue;
		if (value.n >= 2 && bytes_at(value, 0) == '"' && bytes_last(value) == '"')
			value = bytes_sub(value, 1, value.n - 2);
		return value;
	}
	return (struct bytes){ NULL, 0 };
}

/* "ENCODING=QUOTED-PRINTABLE", or the word alone; "b" is what RFC 2426 has for base64. */
enum contentline_encoding contentline_encoding(const struct contentline *l)
{
	struct bytes rest = l->params, name, value;

	while (next_param(&rest, &name, &value)) {
		if (name.p && !bytes_ieq(name, B("ENCODING")))
			continue;
		if (bytes_ieq(value, B("QUOTED-PRINTABLE")))
			return CONTENTLINE_QP;
		if (bytes_ieq(value, B("BASE64")) || (name.p && bytes_ieq(value, B("B"))))
			return CONTENTLINE_BASE64;
	}
	return CONTENTLINE_PLAIN;
}

bool contentline_soft(struct bytes line)
{
	struct contentline l;

	return contentline_parse(&l, line) && contentline_encoding(&l) == CONTENTLINE_QP;
}

void contentline_param_text(struct buf *out, struct bytes value)
{
	for (size_t i = 0; i < value.n; i++) {
		int c = bytes_at(value, i), next = bytes_at(value, i + 1);

		if (c == '^' && (next == 'n' || next == '^' || next == '\'')) {
			c = next == 'n' ? ' ' : next == '^' ? '^' : '"';
			i++;
		}
		buf_addc(out, (uint8_t)c);
	}
}
