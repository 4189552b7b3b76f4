/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ring.h - frames into a row of pcapng files, as `-b` of dumpcap: the next file when one
 * is old or large enough, and only the last few kept.
 *
 * Files are named NAME_00001_YYYYMMDDhhmmss.EXT (local time of their opening) for
 * NAME.EXT.  Each is complete by itself: section, interfaces, statistics.  A frame never
 * spans two files.
 */
#ifndef MW_CAPTURE_RING_H
#define MW_CAPTURE_RING_H

#include "capture/writer.h"

/* 0 = no limit.  At least one of seconds and kilobytes is set. */
struct ring_options {
	uint64_t seconds;   /* a file holds frames of this many seconds of capture time,
			       counted from its first; it is ended by the first frame after */
	uint64_t kilobytes; /* of 1,000 octets: a file is ended before the frame that would
			       make it larger (one frame larger than that has its own file) */
	uint64_t files;     /* the oldest is deleted so that not more than this many exist;
			       at most LIMIT_RING_FILES */
};

struct ring;

/* Opens the first file.  NULL and `e`. */
struct ring *ring_open(const char *path, const struct ring_options *o,
		       const struct writer_options *w, struct err *e);
int ring_frame(struct ring *r, const struct capture_facts *from, const struct frame *f,
	       struct err *e);
int ring_flush(struct ring *r, struct err *e);
/* The file being written; valid until the next ring_frame(). */
const char *ring_path(const struct ring *r);
/* Files begun, those deleted too. */
uint64_t ring_files(const struct ring *r);
/* Octets written, in all files. */
uint64_t ring_octets(const struct ring *r);
int ring_close(struct ring **r, const struct capture_facts *from, struct err *e);

/* "duration:60", "filesize:1000", "files:10" into `o`; false when `text` is none of them
   or its number is 0 or too large. */
bool ring_option(struct ring_options *o, const char *text);

#endif
