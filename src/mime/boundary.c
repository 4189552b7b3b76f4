/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * boundary.c - is this line a boundary?  RFC 2046 5.1.1.
 *
 * "--", the boundary, perhaps "--", blanks, the line end.  All open multiparts are asked,
 * the innermost first: the boundary of an outer one ends what is inside (5.1.2).  A line
 * is looked at once, and compared only with boundaries of its own length.
 */
#include "mime/state.h"

static struct bytes without_blanks(struct bytes b)
{
	while (ascii_blank(bytes_last(b)))
		b.n--;
	return b;
}

int boundary_match(const struct mime *m, struct bytes line, bool *close_out)
{
	struct bytes b = without_blanks(bytes_chomp(line));
	int found = -1;

	if (!bytes_starts(b, B("--")))
		return -1;
	b = bytes_from(b, 2);
	for (unsigned i = m->nlevel; i-- > 0;) {
		struct bytes want = m->level[i].part->boundary;
		bool close = b.n == want.n + 2;

		if (m->level[i].kind != LEVEL_MULTIPART || (b.n != want.n && !close))
			continue;
		if (close ? !bytes_starts(b, want) || !bytes_ends(b, B("--")) :
			    !bytes_eq(b, want))
			continue;
		/* One that is closed gives way to another with the same boundary. */
		if (found < 0 || !m->level[i].closed) {
			found = (int)i;
			*close_out = close;
		}
		if (!m->level[i].closed)
			break;
	}
	return found;
}
