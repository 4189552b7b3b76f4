/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * mbox.h - messages into one mbox file, or into a Maildir, for mail programs to open.
 *
 * Both are made for Unix: lines end in LF there.  The exact octets are in the .eml files.
 *
 * mbox: the "mboxrd" form (RFC 4155, and one more ">" in front of "From " and ">From "
 * lines, which a reader takes off again).  It gets its name when everything is in it.
 *
 * Maildir: a file each in new/, written in tmp/ and moved when it is whole.  DIR may be a
 * Maildir already: nothing in it is touched.
 */
#ifndef MW_SINK_MBOX_H
#define MW_SINK_MBOX_H

#include "event/record.h"
#include "sink/outdir.h"

struct mbox;

/* `path`: must not exist.  NULL and `e`. */
struct mbox *mbox_new(const char *path, struct err *e);
/* `path`: a Maildir, an empty directory, or a name in an existing directory. */
struct mbox *mbox_maildir_new(const char *path, struct err *e);
/* One message: its octets are what `spool` holds.  0, or -1 and `e`. */
int mbox_add(struct mbox *m, struct outfile *spool, const struct ev_message *r, struct err *e);
/* That was all.  0, or -1 and `e`. */
int mbox_end(struct mbox *m, struct err *e);
void mbox_free(struct mbox **m);

#endif
