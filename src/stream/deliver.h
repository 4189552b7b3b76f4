/* SPDX-License-Identifier: BSD-2-Clause */
/* deliver.h - the reader's calls, with what it left unused in front of what is new. */
#ifndef MW_STREAM_DELIVER_H
#define MW_STREAM_DELIVER_H

#include "stream/flow.h"

/* The next octets of `d`, out of `frame`. */
void deliver_data(struct streams *s, struct flow *f, enum dir d, struct bytes b,
		  uint64_t frame, int64_t ts_ns);
/* The next `missing` octets of `d` were not captured. */
void deliver_gap(struct streams *s, struct flow *f, enum dir d, uint64_t missing);
void deliver_eof(struct streams *s, struct flow *f, enum dir d);
void deliver_close(struct streams *s, struct flow *f, enum close_why why);

/* Overlaps of one direction, decided by the options and told to the reader. */
struct overlap_watch {
	struct overlap_rules rules;
	struct streams *streams;
	struct flow *flow;
	enum dir dir;
};
/* Fills `w->rules` from the rest of `w`, which must not move. */
void deliver_watch(struct overlap_watch *w);

#endif
