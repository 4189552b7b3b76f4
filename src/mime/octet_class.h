/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * octet_class.h - which octets the words of a header may have, for bytes_span().
 *
 * Lenient where mail is: octets over 127 are part of all of them.
 */
#ifndef MW_MIME_OCTET_CLASS_H
#define MW_MIME_OCTET_CLASS_H

#include <stdint.h>

enum {
	OCTET_NAME = 1,  /* of a field: ftext of RFC 5322 3.6.8 */
	OCTET_ATOM = 2,  /* atext of RFC 5322 3.2.3, and the dot */
	OCTET_TOKEN = 4, /* of a parameter: token of RFC 2045 5.1 */
};

extern const uint8_t octet_classes[256];

#endif
