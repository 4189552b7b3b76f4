/* SPDX-License-Identifier: BSD-2-Clause */
/* wire_text.h - how a message crossed the wire, a line each: envelope, recipients with their
   verdicts, the reply, session, octets, frames, digest. */
#ifndef MW_VIEW_WIRE_TEXT_H
#define MW_VIEW_WIRE_TEXT_H

#include "base/buf.h"
#include "event/record.h"

void wire_text(struct buf *out, const struct ev_message *m);

#endif
