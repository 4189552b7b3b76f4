/* SPDX-License-Identifier: BSD-2-Clause */
/* octet_class.c - see octet_class.h: the table, made by the compiler from the rules. */
#include "mime/octet_class.h"

#define WORD(c) ((c) > ' ' && (c) != 0x7f)
#define SPECIAL(c)                                                                          \
	((c) == '(' || (c) == ')' || (c) == '<' || (c) == '>' || (c) == '@' || (c) == ',' || \
	 (c) == ';' || (c) == ':' || (c) == '\\' || (c) == '"' || (c) == '[' || (c) == ']')
#define TSPECIAL(c) (SPECIAL(c) || (c) == '/' || (c) == '?' || (c) == '=')

#define CLASS(c)                                    \
	((WORD(c) && (c) != ':' ? OCTET_NAME : 0) | \
	 (WORD(c) && !SPECIAL(c) ? OCTET_ATOM : 0) | \
	 (WORD(c) && !TSPECIAL(c) ? OCTET_TOKEN : 0))
#define CLASS4(c)  CLASS(c), CLASS((c) + 1), CLASS((c) + 2), CLASS((c) + 3)
#define CLASS16(c) CLASS4(c), CLASS4((c) + 4), CLASS4((c) + 8), CLASS4((c) + 12)
#define CLASS64(c) CLASS16(c), CLASS16((c) + 16), CLASS16((c) + 32), CLASS16((c) + 48)

const uint8_t octet_classes[256] = { CLASS64(0), CLASS64(64), CLASS64(128), CLASS64(192) };
