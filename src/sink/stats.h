/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * stats.h - what the files of `stats` share: a capture in numbers.
 *
 *	stats.c       records in, numbers
 *	stats_text.c  numbers as tables for people
 *	stats_json.c  numbers as one JSON object
 *
 * Memory is bounded whatever the capture: each tally has a limit of names (limits.h), and
 * what goes beyond is counted together.
 */
#ifndef MW_SINK_STATS_H
#define MW_SINK_STATS_H

#include "sink/out.h"
#include "sink/sink.h"
#include "sink/tally.h"
#include "view/text.h"

enum { STATS_SLOWEST = 10 };

/* One way of messages: client to server, or back. */
struct stats_way {
	const char *name;             /* "submitted", "fetched" */
	uint64_t messages, complete, refused, octets;
	struct quantile sizes, rates; /* octets, octets per second */
	struct quantile transfers, verdicts; /* ns */
	uint64_t stalled;             /* messages that stood still */
	int64_t window, loss, round_trip, client, server, unknown; /* ns of that */
};

/* One long wait for a reply. */
struct stats_wait {
	int64_t ns, own, network, queue;
	uint64_t session, frame;
	struct bytes verb, server, protocol; /* in the tally's arena, which keeps them */
};

struct stats_protocol {
	char name[16];
	uint64_t sessions, encrypted, commands, refused, logins, failed, messages;
	uint64_t client_octets, server_octets;
	struct quantile durations;    /* ns */
};

enum { STATS_PROTOCOLS = 8 };

struct stats {
	struct sink sink;
	struct out out;
	struct look look;
	bool json;
	int64_t first_ns, last_ns;
	uint64_t sessions, messages;
	struct stats_protocol protocols[STATS_PROTOCOLS]; /* in order of appearance */
	size_t nprotocols;
	struct tally verbs;           /* server, protocol, verb: good, bad, times */
	struct tally replies;         /* protocol, code: sample */
	struct tally logins;          /* protocol, mechanism, "TLS" or "clear": good, bad */
	struct tally refusals;        /* protocol, verb, reason: where the first was */
	struct tally versions;        /* what was spoken: "TLSv1.3", "IMAP4rev2" */
	struct stats_way ways[2];     /* by enum: sent, fetched */
	struct stats_wait slowest[STATS_SLOWEST]; /* longest first */
	size_t nslowest;
};

/* Writes everything; 0, or -1 and `e`. */
int stats_text(struct stats *s, struct err *e);
int stats_json(struct stats *s, struct err *e);

#endif
