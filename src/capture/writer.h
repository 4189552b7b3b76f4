/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * writer.h - frames into a pcapng file.
 *
 * One section, little-endian, nanoseconds; an Interface Description for each interface (two
 * for one with frames from before and after 1970: time stamps are unsigned), a packet with
 * its comment for each frame, Interface Statistics at the end.  Whole captures
 * (`everything`) and selections (writing some frames of a capture that is read) go the
 * same way.
 *
 *	w = writer_open("out.pcapng", &options, e);
 *	while (capture_next(c, &f, e) == STEP_ITEM)
 *		if (wanted(&f) && writer_frame(w, capture_facts(c), &f, e) < 0)
 *			...
 *	writer_close(&w, capture_facts(c), e);
 *
 * When a write fails (a full disk) the file is cut back to its last whole block, so that
 * what was saved can be read; the error says how many frames that is, and every later
 * call on the writer fails with the same error.
 */
#ifndef MW_CAPTURE_WRITER_H
#define MW_CAPTURE_WRITER_H

#include "base/buf.h"
#include "capture/capture.h"

struct writer;

/* Texts may be NULL: left out. */
struct writer_options {
	const char *hardware, *os; /* where the frames were captured */
	const char *application;   /* "Mailwire 0.1.0" */
	const char *comment;       /* how the file was made */
	bool everything; /* the file holds all that its capture gave: also interfaces without
			    a frame are described, the counters are written at the end, and
			    TLS keys as soon as they are known */
};

/* Creates or empties `path`; "-" is standard output.  Strings are copied.  NULL and `e`. */
struct writer *writer_open(const char *path, const struct writer_options *o, struct err *e);
/* Adds a frame of the capture that `from` are the facts of; a writer serves one capture.
   Interfaces learned late are described when they are needed.  0, or -1 and `e`. */
int writer_frame(struct writer *w, const struct capture_facts *from, const struct frame *f,
		 struct err *e);
/* Adds Decryption Secrets: `lines` of a TLS key log.  They belong before the frames that they
   decrypt. */
int writer_secrets(struct writer *w, struct bytes lines, struct err *e);
/* Hands what is buffered to the system, for those who read the file while it grows. */
int writer_flush(struct writer *w, struct err *e);
/* Octets of the file so far, those still buffered too. */
uint64_t writer_octets(const struct writer *w);
/* Frames in the file so far; after an error, those that can be read. */
uint64_t writer_frames(const struct writer *w);
/* Ends the file with the statistics of `from` (NULL: none) and frees the writer. */
int writer_close(struct writer **w, const struct capture_facts *from, struct err *e);

/* What `frame` takes in a file, its interface's description not counted, and the most that
   the statistics of one interface take. */
uint64_t writer_frame_octets(const struct frame *f);
enum { WRITER_STATISTICS_OCTETS = 100 };
/* This machine, for writer_options of a live capture: "x86_64", "Linux 6.1.0". */
void writer_machine(struct buf *hardware, struct buf *os);

#endif
