/* SPDX-License-Identifier: BSD-2-Clause */
/* file_type.c - see file_type.h. */
#include "sink/file_type.h"

#include <magic.h>

struct file_type *file_type_new(void)
{
	/* No looking into archives: the octets are a stranger's. */
	magic_t m = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_ELF);

	if (m && magic_load(m, NULL) < 0) {
		magic_close(m);
		m = NULL;
	}
	return (struct file_type *)m;
}

const char *file_type_of(struct file_type *t, struct bytes head)
{
	return t ? magic_buffer((magic_t)t, head.p, head.n) : NULL;
}

void file_type_free(struct file_type **t)
{
	if (*t)
		magic_close((magic_t)*t);
	*t = NULL;
}
