/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * extract_own.h - what the files of extract share.
 *
 *	extract.c       messages
 *	extract_part.c  their parts, and the messages inside them
 */
#ifndef MW_SINK_EXTRACT_OWN_H
#define MW_SINK_EXTRACT_OWN_H

#include "sink/file_type.h"
#include "sink/manifest.h"
#include "sink/mbox.h"
#include "sink/out.h"
#include "sink/sink.h"

#include "view/text.h"

/* A part on its way: `file` is NULL while none is open. */
struct part {
	struct outfile *file;
	bool large;                 /* over the size that was allowed: not written */
	uint64_t written, missing;
	struct manifest_digests digests;
};

/* A message on its way. */
struct mail {
	struct mail *next;          /* in its bucket */
	uint64_t id, session_id;
	bool has_folder;            /* for its parts */
	bool eml_large;             /* over the size that was allowed: not written */
	struct outfile *eml;
	struct part part[2];        /* the leaf part that is open, and the file inside it */
	struct manifest_digests digests;
	struct manifest_facts facts;
	struct buf lines;           /* for people */
};

enum {
	BUCKETS = 1024,             /* numbers are consecutive: they spread evenly */
	TYPE_OCTETS = 128,          /* of a part's type, for people */
	COPY_OCTETS = 64 << 10,     /* at a time, of a message inside */
};

struct extract {
	struct sink sink;
	struct out out;
	struct look look;
	struct extract_options options;
	const char *path;
	struct outdir *dir;
	struct manifest *manifest;
	struct mbox *mbox, *maildir;
	struct file_type *types;
	struct mail *mails[BUCKETS];
	uint64_t messages, parts, incomplete, large;
	bool failed;
	struct buf text;            /* scratch */
};

/* Where the message stands, or would. */
struct mail **extract_mail_at(struct extract *x, uint64_t id);
/* "      2,345  DIR/0001.eml  ": a line for people, as far as all files have it. */
void extract_line(struct extract *x, struct buf *out, uint64_t octets, struct bytes name);
/* Octets for a file that holds `*written` so far; once it would be larger than allowed, it is
   `*large` and goes. */
int extract_write(struct extract *x, struct outfile **f, uint64_t *written, bool *large,
		  struct bytes b, struct err *e);

/* extract_part.c; 0, or -1 and `e` */
void extract_part_open(struct extract *x, const struct ev_part_event *p);
int extract_part_octets(struct extract *x, const struct ev_part_event *p, struct err *e);
int extract_part_close(struct extract *x, const struct ev_part_event *p, struct err *e);
/* The messages inside message `m`, whose octets are all on disk. */
int extract_inside(struct extract *x, struct mail *m, const struct ev_message *r, struct err *e);

#endif
