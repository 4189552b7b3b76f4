/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_dialog.h - a dialogue out of fuzz input, played whole and octet by octet.
 *
 * A record of the input is one octet of what and one of how much (times 1, or 64 for what
 * over 127):
 *
 *	bit 0     the server's (1) or the client's (0)
 *	bits 1-3  0-5 octets, which follow; 6 a hole; 7 the side closes
 *
 * Where nothing is lost both ways of playing must tell the same.
 */
#ifndef MW_FUZZ_DIALOG_H
#define MW_FUZZ_DIALOG_H

#include "../tests/unit/fake_conn.h"

#include <stdio.h>

static bool fuzz_play(struct fake *f, struct bytes in, const struct fake_shape *shape)
{
	bool lossless = true, closed[2] = { false, false };

	fake_open(f, shape);
	while (in.n >= 2) {
		int what = bytes_at(in, 0);
		size_t n = (size_t)bytes_at(in, 1) * (what > 127 ? 64 : 1);
		enum dir d = (enum dir)(what & 1);

		if (f->turned)
			d = dir_other(d);
		in = bytes_from(in, 2);
		switch ((what >> 1) & 7) {
		case 6:
			lossless = false;
			if (!closed[d])
				fake_gap(f, d, n);
			break;
		case 7:
			if (!closed[d])
				fake_fin(f, d);
			closed[d] = true;
			break;
		default:
			if (!closed[d])
				fake_say(f, d, bytes_head(in, n), shape);
			in = bytes_from(in, n);
		}
	}
	fake_close(f, CLOSE_END);
	return lossless;
}

/* Says how, and stops. */
static void fuzz_differs(const struct fake *a, const struct fake *b)
{
	fprintf(stderr, "whole:\n%.*s%.*soctet by octet:\n%.*s%.*s", (int)a->lines.n,
		(const char *)a->lines.p, (int)a->log.n, (const char *)a->log.p, (int)b->lines.n,
		(const char *)b->lines.p, (int)b->log.n, (const char *)b->log.p);
	abort();
}

static void fuzz_dialog(const uint8_t *data, size_t size, uint16_t port)
{
	struct fake_shape whole = { .port = port }, single = { .step = 1, .port = port };
	struct bytes in = bytes_of(data, size);
	struct fake a, b;

	if (in.n == 0 || in.n > 4096)
		return;
	whole.in_the_middle = single.in_the_middle = bytes_at(in, 0) & 1;
	whole.roles = single.roles = bytes_at(in, 0) & 2 ? ROLES_BY_FIRST : ROLES_BY_SYN;
	whole.unguarded = single.unguarded = true;
	in = bytes_from(in, 1);
	if (fuzz_play(&a, in, &whole) && fuzz_play(&b, in, &single)) {
		if (!bytes_eq(buf_bytes(&a.log), buf_bytes(&b.log)) ||
		    !bytes_eq(buf_bytes(&a.lines), buf_bytes(&b.lines)))
			fuzz_differs(&a, &b);
		fake_fini(&b);
	}
	fake_fini(&a);
}

#endif
