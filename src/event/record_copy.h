/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * record_copy.h - a record that outlives the call it was told in.
 */
#ifndef MW_EVENT_RECORD_COPY_H
#define MW_EVENT_RECORD_COPY_H

#include "base/arena.h"
#include "event/record.h"

/* A copy of `record`, a struct of `kind`, with everything it points to. */
void *record_copy(struct arena *a, enum record_kind kind, const void *record);
/* The same of a head alone. */
struct ev_head *head_copy(struct arena *a, const struct ev_head *head);

#endif
