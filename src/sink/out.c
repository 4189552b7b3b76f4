/* SPDX-License-Identifier: BSD-2-Clause */
/* out.c - see out.h. */
#include "sink/out.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio_ext.h>
#include <unistd.h>

enum { GATHER_OCTETS = 64 << 10 };

void out_init(struct out *o, FILE *file)
{
	*o = (struct out){ .file = file };
	o->at_once = __flbf(file) || isatty(fileno(file)) == 1;
}

void out_fini(struct out *o)
{
	buf_fini(&o->text);
}

int out_done(struct out *o, struct err *e)
{
	if (o->at_once)
		return out_flush(o, e);
	if (o->text.n < GATHER_OCTETS)
		return 0;
	if (fwrite(o->text.p, 1, o->text.n, o->file) != o->text.n)
		return err_sys(e, errno, "cannot write the output");
	buf_clear(&o->text);
	return 0;
}

int out_flush(struct out *o, struct err *e)
{
	size_t n = o->text.n;

	o->text.n = 0;
	if ((n && fwrite(o->text.p, 1, n, o->file) != n) || fflush(o->file) != 0)
		return err_sys(e, errno, "cannot write the output");
	return 0;
}

bool pick_is(struct pick *p, uint64_t number)
{
	if (number > p->highest)
		p->highest = number;
	return number == p->number;
}

int pick_check(const struct pick *p, struct err *e)
{
	if (p->number >= 1 && p->number <= p->highest)
		return 0;
	if (p->highest == 0)
		return err_set(e, "there is no %s %" PRIu64 ": %s holds none", p->what,
			       p->number, p->from);
	return err_set(e, "there is no %s %" PRIu64 ": %s holds %" PRIu64 " %s%s", p->what,
		       p->number, p->from, p->highest, p->what, p->highest == 1 ? "" : "s");
}
