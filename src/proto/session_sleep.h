/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * session_sleep.h - a session that is silent while many others are not, as few octets.
 *
 * The session and its protocol's state become part of their connection's image
 * (stream/sleep.h, base/pack.h).  What only some sessions have (a mailbox, TLS, compression,
 * commands that wait, a login that is on) stays where it is, and its pointers with it; what
 * points back to the session or its state would be wrong afterwards: a message on its way does
 * (delivery.h), and a finding that is being collected.  So long the session stays as it is.
 */
#ifndef MW_PROTO_SESSION_SLEEP_H
#define MW_PROTO_SESSION_SLEEP_H

#include "proto/session.h"

bool session_may_sleep(const struct session *s);
/* Into `p`; `*s` is cleared.  Returns octets of what stays outside of the image. */
size_t session_sleep(struct session **s, struct pack *p);
/* And out of it, the session of `c`. */
struct session *session_wake(struct shared *shared, struct conn *c, struct pack *p);

#endif
