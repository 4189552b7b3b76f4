/* SPDX-License-Identifier: BSD-2-Clause */
/* tags.c - see tags.h. */
#include "mime/tags.h"

bool tags_next(struct bytes *rest, struct tag *tag_out)
{
	while (rest->n) {
		size_t end = bytes_chr(*rest, 0, ';');
		struct bytes piece = bytes_trim(bytes_head(*rest, end));
		size_t is = bytes_chr(piece, 0, '=');

		*rest = bytes_from(*rest, end + 1);
		if (piece.n == 0)
			continue;
		tag_out->name = is < piece.n ? bytes_trim(bytes_head(piece, is)) : B("");
		tag_out->value = is < piece.n ? bytes_trim(bytes_from(piece, is + 1)) : piece;
		return true;
	}
	return false;
}

void tags_squeeze(struct buf *out, struct bytes value)
{
	for (size_t i = 0; i < value.n; i++)
		if (!ascii_space(bytes_at(value, i)))
			buf_addc(out, (uint8_t)bytes_at(value, i));
}
