/* SPDX-License-Identifier: BSD-2-Clause */
/* header.c - see header.h. */
#include "mime/header.h"

#include "mime/rfc2047.h"

void header_unfold(struct buf *out, struct bytes raw)
{
	raw = bytes_trim(raw);
	while (raw.n) {
		size_t lf = bytes_chr(raw, 0, '\n');
		bool ended = lf < raw.n;
		struct bytes line = bytes_head(raw, lf);

		raw = bytes_from(raw, lf + 1);
		if (ended && bytes_last(line) == '\r')
			line.n--;
		buf_add(out, line);
	}
}

struct bytes header_unfolded(struct buf *scratch, struct bytes raw)
{
	struct bytes line = bytes_trim(raw);

	if (bytes_chr(line, 0, '\n') == line.n)
		return line;
	header_unfold(scratch, raw);
	return buf_bytes(scratch);
}

void header_text(struct buf *out, struct bytes raw)
{
	BUF_SHORT(scratch);

	rfc2047_decode(out, header_unfolded(&scratch, raw));
	buf_fini(&scratch);
}

struct bytes header_angle(struct bytes unfolded)
{
	struct bytes b = bytes_from(unfolded, bytes_chr(unfolded, 0, '<') + 1);

	if (bytes_chr(unfolded, 0, '<') == unfolded.n)
		return bytes_trim(unfolded);
	return bytes_trim(bytes_head(b, bytes_chr(b, 0, '>')));
}

/* The place after the comment that opens at `at`. */
static size_t skip_comment(struct bytes b, size_t at)
{
	size_t depth = 0;

	for (; at < b.n; at++) {
		switch (bytes_at(b, at)) {
		case '\\':
			at++;
			break;
		case '(':
			depth++;
			break;
		case ')':
			if (--depth == 0)
				return at + 1;
			break;
		}
	}
	return b.n;
}

size_t header_pass_cfws(struct bytes b, size_t at, struct bytes *last_out)
{
	while (at < b.n) {
		size_t end;

		if (ascii_space(bytes_at(b, at))) {
			at++;
			continue;
		}
		if (bytes_at(b, at) != '(')
			break;
		end = skip_comment(b, at);
		if (last_out) {
			struct bytes inside = bytes_sub(b, at + 1, end - at - 1);

			if (bytes_last(inside) == ')')
				inside.n--;
			*last_out = inside;
		}
		at = end;
	}
	return at;
}

void header_squeeze(struct buf *out, struct bytes b)
{
	size_t at = 0, from;

	while ((from = header_skip_cfws(b, at, NULL)) < b.n) {
		at = from;
		while (at < b.n && !ascii_space(bytes_at(b, at)) && bytes_at(b, at) != '(')
			at++;
		buf_add(out, bytes_sub(b, from, at - from));
	}
}

size_t header_quoted(struct bytes b, size_t at, struct buf *out, bool *closed_out)
{
	*closed_out = false;
	for (at++; at < b.n; at++) {
		int c = bytes_at(b, at);

		if (c == '"') {
			*closed_out = true;
			return at + 1;
		}
		if (c == '\\' && at + 1 < b.n)
			c = bytes_at(b, ++at);
		buf_addc(out, (uint8_t)c);
	}
	return at;
}

struct bytes header_keep(struct arena *a, struct buf *b)
{
	struct bytes kept = bytes_dup(a, buf_bytes(b));

	buf_clear(b);
	return kept;
}
