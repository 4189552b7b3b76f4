/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sink.h - events to the outside: one struct of functions per output.
 *
 * A sink says which events it wants, gets them in order, and writes.  Trouble with the
 * outside world (disk full, closed pipe) is returned once as -1 with `err` filled; the
 * engine then stops in good order.
 */
#ifndef MW_SINK_SINK_H
#define MW_SINK_SINK_H

#include "base/err.h"
#include "event/anomaly.h"
#include "event/event.h"

#include <stdio.h>

struct sink;
struct pen;
struct paper; /* paper.h */

struct sink_ops {
	const char *name;
	/* One event.  0, or -1 and `e`. */
	int (*put)(struct sink *s, const struct event *ev, struct err *e);
	/* The capture ended: whatever is held is written.  0, or -1 and `e`. */
	int (*finish)(struct sink *s, struct err *e);
	void (*free)(struct sink *s);
};

/* For sinks whose text can be made in several threads: by a pen, of which each thread has
   one, and handed over in order later. */
struct sink_text {
	struct pen *(*pen)(struct sink *s);
	/* Where to add what a pen wrote of one event, or a piece of that; */
	struct buf *(*room)(struct sink *s);
	/* that is done.  0, or -1 and `e`. */
	int (*done)(struct sink *s, struct err *e);
};

/* Makes the text of events for its sink, without touching it. */
struct pen {
	/* Adds the text of `ev`, which the sink wants. */
	void (*write)(struct pen *p, const struct event *ev, struct paper *paper);
	void (*free)(struct pen *p);
};

/* The common head of every sink; what it needs follows in its own struct. */
struct sink {
	const struct sink_ops *ops;
	const struct sink_text *text; /* or NULL */
	unsigned wants;  /* EV_BIT()s */
	bool done;       /* it has all it needs (`show FILE 3`): the engine may stop */
};

static inline void sink_free(struct sink **s)
{
	if (*s)
		(*s)->ops->free(*s);
	*s = NULL;
}

/* json.c: records as JSON Lines.  `which` are EV_BIT()s of records. */
struct sink *sink_json_new(FILE *out, unsigned which, const struct policy *p);
/* The same of one session only; `from` names the capture (borrowed) where there is none. */
struct sink *sink_json_session_new(FILE *out, unsigned which, uint64_t session,
				   const char *from, const struct policy *p);

/* Which ones a list shows (choice.h); zeroed: all.  Borrowed, with its texts. */
struct list_filter {
	const char *user, *address; /* part of the account's name; see choice.h */
	bool refused;               /* something in it was refused */
	int64_t slow_ns;            /* something in it took so long; 0: any */
};
/* `inner`, a sink of records of one kind, gets only those: it is freed with the result. */
struct sink *sink_chosen_new(struct sink *inner, enum event_kind kind,
			     const struct list_filter *which);

/* lists.c: one line for each session, message or login.  `look` says what it is for. */
struct look; /* view/text.h */
struct sink *sink_sessions_new(FILE *out, const struct list_filter *which,
			       const struct look *look, const struct policy *p);
struct sink *sink_messages_new(FILE *out, const struct list_filter *which,
			       const struct look *look, const struct policy *p);
struct sink *sink_credentials_new(FILE *out, const struct list_filter *which,
				  const struct look *look, const struct policy *p);

/* journey.c: messages that were seen more than once, by Message-ID and body; with `json` a line
   for every message. */
struct sink *sink_journey_new(FILE *out, bool json, const struct look *look);

/* findings.c: what is wrong, with its evidence. */
struct findings_options {
	bool json;           /* JSON Lines */
	bool brief;          /* a line for each instead of a page */
	enum severity least; /* others are left out */
	int *worst_out;      /* raised to the worst severity shown; may be NULL */
};
struct sink *sink_findings_new(FILE *out, const struct findings_options *options,
			       const struct look *look, const struct policy *p);

/* follow.c: the dialogue of one session, messages in full or as a line each; `from` names
   the capture (borrowed). */
struct sink *sink_follow_new(FILE *out, uint64_t session, bool full, const char *from,
			     const struct look *look, const struct policy *p);

/* show.c, raw.c: one message to read, and its octets; `from` names the capture (borrowed).
   `html`: the HTML text is shown also where there is a plain one. */
struct sink *sink_show_new(FILE *out, uint64_t message, const char *from,
			   const struct look *look, bool html);
struct sink *sink_raw_new(FILE *out, uint64_t message, const char *from);
/* The decoded octets of the part with section number `path` (borrowed). */
struct sink *sink_part_new(FILE *out, uint64_t message, const char *path, const char *from);
/* headers.c: every header field of one message, or (`part` not NULL, borrowed) of that part
   and the message in it, or of the section "2.HEADER"; map.c: which octets came in which frames. */
struct sink *sink_headers_new(FILE *out, uint64_t message, const char *part, const char *from,
			      const struct look *look);
struct sink *sink_map_new(FILE *out, uint64_t message, const char *from, const struct look *look);

/* extract.c: messages and their parts as files in `dir` (borrowed); a line for each on
   `out`.  NULL and `e` when they cannot go there. */
struct extract_options {
	const char *dir;            /* borrowed, like the others */
	bool eml, parts;            /* neither: both */
	const char *mbox, *maildir; /* also there (mbox.h); or NULL */
	bool md5, sha1;             /* in the manifest beside SHA-256 */
	uint64_t max_octets;        /* of one file, larger ones are left out; 0: any */
};
struct sink *sink_extract_new(FILE *out, const struct extract_options *options,
			      const struct look *look, struct err *e);

/* packets.c: the packet list. */
struct packets_options {
	bool details;   /* the tree of each frame instead of its line (-V) */
	bool bytes;     /* its octets too (-x) */
	uint64_t frame; /* only this frame, 0 = all */
};
struct sink *sink_packets_new(FILE *out, const struct packets_options *options,
			      const struct policy *p);

/* live.c: a line for each session, login and message as it happens (`capture`).  `before`
   (borrowed) comes before each: what clears a line of counters, or "". */
struct sink *sink_live_new(FILE *out, const struct policy *p, const char *before);

/* stats.c: a capture in numbers, as tables or as one JSON object. */
struct sink *sink_stats_new(FILE *out, bool json, const struct look *look);

/* report.c: the account of a capture, session by session (`read`). */
struct sink *sink_report_new(FILE *out, const struct policy *p, const struct look *look);

#endif
