/* SPDX-License-Identifier: BSD-2-Clause */
/* handshake.h - who is the client, and the facts that headers tell and that are counted. */
#ifndef MW_STREAM_HANDSHAKE_H
#define MW_STREAM_HANDSHAKE_H

#include "stream/flow.h"

/* The first packet `p` of a connection: fills endpoints and roles.  `end` is the sender's
   place in the key. */
void handshake_open(struct flow *f, const struct packet *p, unsigned end);
/* A SYN that came late may show that the roles were guessed wrong: they are exchanged, as
   long as the reader has not used anything. */
void handshake_roles(struct flow *f, const struct packet *p, unsigned end);
/* Segments without SYN and FIN have nothing to say about it any more. */
bool handshake_noted(const struct flow *f);
/* Counts packet `p`, which is segment `g`, as one of its sender's. */
void handshake_heard(struct flow *f, const struct packet *p, const struct segment *g);
/* Counts packet `p`, which is segment `g`; `stray` is window_stray_answer() of it. */
void handshake_count(struct flow *f, const struct packet *p, const struct segment *g,
		     bool stray);

#endif
