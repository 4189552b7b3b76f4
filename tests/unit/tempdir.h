/* SPDX-License-Identifier: BSD-2-Clause */
/* tempdir.h - a directory of its own for a test, and looking into it. */
#ifndef MW_TESTS_TEMPDIR_H
#define MW_TESTS_TEMPDIR_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* nftw */
#endif
#include "base/buf.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct tempdir {
	char path[64];
	char text[128]; /* of tempdir_at() */
};

static inline void tempdir_init(struct tempdir *t)
{
	strcpy(t->path, "/tmp/mailwire-test-XXXXXX");
	if (!mkdtemp(t->path))
		abort();
}

/* "PATH/name"; valid until the next call. */
static inline const char *tempdir_at(struct tempdir *t, const char *name)
{
	snprintf(t->text, sizeof(t->text), "%s/%s", t->path, name);
	return t->text;
}

static inline int tempdir_remove(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

static inline void tempdir_fini(struct tempdir *t)
{
	nftw(t->path, tempdir_remove, 8, FTW_DEPTH | FTW_PHYS);
}

/* The octets of a file; NUL-terminated, freed by the caller.  NULL when it is not there. */
static inline char *tempdir_read(struct tempdir *t, const char *name, size_t *n_out)
{
	FILE *f = fopen(tempdir_at(t, name), "rb");
	struct buf b = { 0 };
	size_t n;

	if (n_out)
		*n_out = 0;
	if (!f)
		return NULL;
	while ((n = fread(buf_room(&b, 4096), 1, 4096, f)) > 0)
		b.n += n;
	fclose(f);
	buf_cstr(&b);
	if (n_out)
		*n_out = b.n;
	return (char *)b.p;
}

static inline void tempdir_write(struct tempdir *t, const char *name, const char *text)
{
	FILE *f = fopen(tempdir_at(t, name), "wb");

	if (!f || fputs(text, f) < 0 || fclose(f) != 0)
		abort();
}

/* How many names are in it, hidden ones too. */
static inline size_t tempdir_count(struct tempdir *t, const char *name)
{
	DIR *d = opendir(tempdir_at(t, name));
	size_t n = 0;

	while (d && readdir(d))
		n++;
	if (d)
		closedir(d);
	return n - 2;
}

#endif
