/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * choice.h - which sessions, messages and logins a list shows.
 *
 * All that is asked for must hold.  An address is a network address (all of it, or a front
 * that ends in "." or ":") of client or server, or part of a mail address: of the envelope
 * or the header; for a session of any MAIL or RCPT in it.
 */
#ifndef MW_SINK_CHOICE_H
#define MW_SINK_CHOICE_H

#include "sink/sink.h"

struct choice;

/* `which` is borrowed, with its texts. */
struct choice *choice_new(const struct list_filter *which);
void choice_free(struct choice **c);
/* The events it must see beside those it decides about. */
unsigned choice_wants(const struct choice *c, enum event_kind kind);
/* Sees an event; for one of a session's, message's or login's record: is it asked for? */
bool choice_takes(struct choice *c, const struct event *ev);
/* Nothing is asked for. */
static inline bool choice_is_all(const struct list_filter *f)
{
	return !f->user && !f->address && !f->refused && !f->slow_ns;
}
/* What took the session longest, at least `*ns_out`: "banner", "RCPT", "stalls"; NULL when
   there is nothing. */
struct bytes choice_slowest(const struct ev_session *s, int64_t *ns_out);

#endif
