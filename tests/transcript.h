/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * transcript.h - a dialogue a mail administrator can read, and the records it must give.
 *
 *	# POP3: a wrong password, then the right one (RFC 1939 7)
 *	port: 110
 *
 *	S: +OK ready
 *	C: USER alice
 *	...
 *	---
 *	auth name=alice outcome=failure
 *	follow: C: USER alice
 *	hidden: secret
 *
 * The first line says what it shows.  A line beginning with '#' is a comment.
 *
 * What is said, CRLF being added to each line:
 *	C: text      the client says it          S: text     the server does
 *	C*100: text  a hundred times             C-: text    sent, but not in the capture
 *	             (both: C*100-: text)
 *	\r \n \t \\ \xHH   octets; a '\' at the end of a line: no CRLF after it
 *
 * Between the lines, in the plain shape only (others have their own times and segments, and
 * no record but those of time may depend on them):
 *	wait: 1500             so many milliseconds pass before the next segment
 *	ack: client            the client acknowledges; "ack: server 0": with this window
 *	again: server          the server sends its last segment with octets once more
 *
 * Before it, where they differ from the default:
 *	port: 25               of the server
 *	begin: syn | middle    without the handshake
 *	close: fin | rst | none
 *	closer: client | server
 *	clock: 10              milliseconds from segment to segment
 *	snaplen: 96            the capture keeps so many octets of each frame: the plain shape
 *	                       alone is run, for what is kept depends on how lines are cut
 *	without: GROUP...      groups of shapes that do not apply, after a comment why
 *
 * After "---":
 *	DATASET key=value ...  one record, continued on lines that begin with a blank.  Of a
 *	                       dataset that is named, all records are listed, in order.
 *	                       `key` may leave out its front: "verb" is
 *	                       mailwire.command.verb.  "rcpt.0.code" is the first row's.
 *	                       `value` is a word or a "string" with JSON's escapes; * is
 *	                       anything, - is absent.
 *	none DATASET           there is no such record
 *
 * Of findings only those are compared whose rule.id begins with the word of one expected.
 *	follow: text           is found in a line of `follow`, after the one before
 *	hidden: text           is found nowhere without --show-secrets
 */
#ifndef MW_TESTS_TRANSCRIPT_H
#define MW_TESTS_TRANSCRIPT_H

#include "base/arena.h"
#include "base/bytes.h"
#include "base/err.h"
#include "stream/conn.h"

/* One line of the dialogue. */
struct said {
	enum dir from;
	bool lost;               /* sent, not captured */
	struct bytes octets;     /* as on the wire, line end included */
};

/* What happens besides, before a line is said. */
enum happening { HAPPENS_WAIT, HAPPENS_ACK, HAPPENS_AGAIN };
struct happens {
	size_t before;           /* index in `said` */
	enum happening what;
	int64_t wait_ns;
	enum dir from;
	uint16_t window;
};

enum { TRANSCRIPT_WINDOW = 64240 };

enum want_kind { WANT_IS, WANT_PRESENT, WANT_ABSENT };

struct want {
	enum want_kind kind;
	const char *key, *value;
};

/* One expected record. */
struct expected {
	unsigned line;
	const char *dataset;     /* "command" */
	bool none;               /* there must be none */
	struct want *wants;
	size_t nwants, cap;
};

enum closing { CLOSING_FIN, CLOSING_RST, CLOSING_NONE };

struct transcript {
	const char *path, *about;
	uint16_t port;
	bool middle;
	enum closing closing;
	enum dir closer;
	int64_t clock_ns;
	size_t snaplen;          /* 0 = none */
	const char *without;     /* blank-separated names, or "" */
	struct said *said;
	size_t nsaid, cap_said;
	struct happens *happens;
	size_t nhappens, cap_happens;
	struct expected *expected;
	size_t nexpected, cap_expected;
	const char **follow, **hidden;
	size_t nfollow, cap_follow, nhidden, cap_hidden;
	struct arena arena;
};

/* 0, or -1 and `e` names the file, the line and what is wrong with it; transcript_fini()
   in both cases.  `path` is borrowed, `text` is not. */
int transcript_read(struct transcript *t, const char *path, struct err *e);
int transcript_parse(struct transcript *t, const char *path, struct bytes text, struct err *e);
void transcript_fini(struct transcript *t);
/* Whether `group` is among `without`. */
bool transcript_without(const struct transcript *t, const char *group);

#endif
