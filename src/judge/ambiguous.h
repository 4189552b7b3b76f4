/* SPDX-License-Identifier: BSD-2-Clause */
/* ambiguous.h - what two readers of one message would see differently.  Private to judge/. */
#ifndef MW_JUDGE_AMBIGUOUS_H
#define MW_JUDGE_AMBIGUOUS_H

#include "event/finding.h"

enum { DEFECTS_KEPT = 48 }; /* kinds of defects of one message: there are fewer */

/* The first place of each kind of defect. */
struct defects {
	struct {
		const char *id;
		uint64_t offset;
	} v[DEFECTS_KEPT];
	size_t n;
};

void defects_add(struct defects *d, const char *id, uint64_t offset);
/* The message is over: tells what is ambiguous in it. */
void ambiguous_rules(const struct defects *d, const struct ev_message *m, struct events *out);

#endif
