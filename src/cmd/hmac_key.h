/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * hmac_key.h - the key that --hmac-key names.
 *
 * 16 to 4,096 octets, given as
 *	FILE      its octets; when it holds nothing but hexadecimal digits (and blanks around
 *	          them), the octets these stand for
 *	hex:HEX   the octets these digits stand for; seen by everyone who lists processes
 */
#ifndef MW_CMD_HMAC_KEY_H
#define MW_CMD_HMAC_KEY_H

#include "base/err.h"
#include "base/hash.h"

/* 0, or -1 and `e`. */
int hmac_key_read(const char *value, struct hmac_key *out, struct err *e);

#endif
