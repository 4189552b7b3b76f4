/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * detect.h - is this connection mail, and which protocol?  By content; ports are hints.
 *
 * Every protocol of protos.def bids on what the two sides said first.  A greeting settles
 * it alone; an ambiguous one ("220 ready", "USER x") waits for the other side's first
 * line.  The same octets give the same answer however they are cut: only whole lines are
 * judged, and one more line is one more judgement.
 */
#ifndef MW_PROTO_DETECT_H
#define MW_PROTO_DETECT_H

#include "proto/proto.h"

enum detected {
	DETECT_WAIT,     /* not enough was said */
	DETECT_MAIL,     /* `*proto_out` it is */
	DETECT_SWAPPED,  /* it is, with client and server the other way round */
	DETECT_TLS,      /* encrypted from the start, on a port of `*proto_out` */
	DETECT_NOT,      /* no mail that is known here */
};

/* `head[d]` is all that side `d` has said so far.  `final`: no more will come. */
enum detected detect(const struct conn *c, const struct bytes head[2], bool final,
		     const struct proto **proto_out);

/* For the probes: the first line of `head`, without its end. */
struct bytes detect_line(struct bytes head);
/* Octets that no line of a text protocol has. */
bool detect_is_binary(struct bytes line);

#endif
