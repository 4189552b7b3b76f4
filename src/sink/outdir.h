/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * outdir.h - a directory that only gains whole files.
 *
 * A file is written under a temporary name in the directory and gets its own name only
 * when it is complete.  Nothing that exists is ever overwritten or followed: temporary
 * names are made with O_EXCL and O_NOFOLLOW, final ones without replacement, and
 * subdirectories must be new, or, where they may be known, no links.  The directory itself
 * may be reached by a link: its path is the user's, what lies in it perhaps not.  Any number
 * of files may be in the making: at most LIMIT_OPEN_FILES of them, or what the process may
 * have, hold a descriptor and a buffer; the rest are opened again when more comes.
 */
#ifndef MW_SINK_OUTDIR_H
#define MW_SINK_OUTDIR_H

#include "base/buf.h"
#include "base/err.h"

struct outdir;
struct outfile;

/* Checks, and does not change anything yet, that files can go into `path`: a directory
   without a file called `marker`, or a name in an existing directory.  NULL and `e`. */
struct outdir *outdir_new(const char *path, const char *marker, struct err *e);
/* Makes the directory if it is missing, and opens it.  Once is enough; 0, or -1 and `e`. */
int outdir_open(struct outdir *d, struct err *e);
/* The directory `name` in `d`, both opened, and made if missing; a link in its place is not
   followed.  Freed by itself.  NULL and `e`. */
struct outdir *outdir_below(struct outdir *d, const char *name, struct err *e);
/* Every file was published or discarded before. */
void outdir_free(struct outdir **d);

/* A file to be called `name` ("0001.eml", or "0001/1-body.txt"; copied).  Nothing is made on
   disk before there is something to write. */
struct outfile *outfile_new(struct outdir *d, struct bytes name);
/* It is to be called `name` after all. */
void outfile_rename(struct outfile *f, struct bytes name);
/* 0, or -1 and `e`; what could not be written is kept, and written with what follows. */
int outfile_write(struct outfile *f, struct bytes b, struct err *e);
/* Adds up to `max` octets that were written, from `offset` on, to `out`; none at the end.  0,
   or -1 and `e`. */
int outfile_read(struct outfile *f, uint64_t offset, size_t max, struct buf *out, struct err *e);
/* Complete: gives the file its name, which it may find taken.  `number` tries "name-2",
   "name-3", ... then; otherwise that is an error.  Its subdirectory is made when `subdir`
   (the first file in it).  The name it got is added to `name_out`.  `*f` is freed and
   cleared in any case.  0, or -1 and `e`. */
int outfile_publish(struct outfile **f, bool subdir, bool number, struct buf *name_out,
		    struct err *e);
/* Not wanted after all: leaves no trace. */
void outfile_discard(struct outfile **f);

#endif
