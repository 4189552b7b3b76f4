/* SPDX-License-Identifier: BSD-2-Clause */
/* direction.h - characters that turn the direction of what follows them (UAX 9, 2.1 to 2.5). */
#ifndef MW_JUDGE_DIRECTION_H
#define MW_JUDGE_DIRECTION_H

#include "base/bytes.h"

enum direction {
	DIRECTION_PLAIN,
	DIRECTION_EMBEDS, /* embeddings, and ends of what did not begin: Hebrew and Arabic programs
			     write them around header texts; in a file's name nobody does */
	DIRECTION_TURNS,  /* overrides and isolates: what is read is not what stands there */
};

/* The worst in a text in UTF-8. */
enum direction direction_of(struct bytes text);

#endif
