/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * show_message.h - a message inside the message that was sent encoded, for people.
 *
 * RFC 2046 5.2.1 forbids to encode message/rfc822, and senders do; RFC 6532 3.7 allows it for
 * message/global.  Parsers take such a part for data, since what stands on the wire is no
 * message; who reads mail wants to read it.
 */
#ifndef MW_SINK_SHOW_MESSAGE_H
#define MW_SINK_SHOW_MESSAGE_H

#include "view/text.h"

/* Adds the fields and the texts of the message that `octets`, decoded, are: plain ones, or the
   HTML as text where there are none. */
void show_message(struct buf *out, struct bytes octets, const struct look *look);

#endif
