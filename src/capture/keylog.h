/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * keylog.h - which lines of a TLS key log belong to which packets.
 *
 * A key log (SSLKEYLOGFILE, draft-ietf-tls-keylogfile) has lines "LABEL RANDOM SECRET",
 * RANDOM being the 32 octets of a ClientHello in hexadecimal.  Who hands on some sessions
 * of a capture hands on their keys, and nobody else's.
 */
#ifndef MW_CAPTURE_KEYLOG_H
#define MW_CAPTURE_KEYLOG_H

#include "base/buf.h"

enum { KEYLOG_RANDOM_OCTETS = 32 };

/* The random of the next ClientHello that begins in what is left of `octets` and is not
   cut before the random's end; goes on behind it.  False when there is none. */
bool keylog_hello(struct bytes *octets, struct bytes *random_out);
/* Adds the lines of `log` with this random to `out`; returns how many octets that is. */
size_t keylog_lines(struct buf *out, struct bytes log, struct bytes random);

#endif
