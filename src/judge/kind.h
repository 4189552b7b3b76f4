/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * kind.h - what a file is: by its first octets, by its name, by its declared type.
 *
 * A short table of what matters to a judge (programs, scripts, archives, documents,
 * pictures), not a replacement for libmagic, which extract uses: it must cost next to
 * nothing for every part that goes by.
 */
#ifndef MW_JUDGE_KIND_H
#define MW_JUDGE_KIND_H

#include "base/bytes.h"

enum { KIND_HEAD_OCTETS = 64 }; /* what kind_of_octets() looks at */

enum kind_class {
	KIND_OTHER, KIND_TEXT, KIND_PICTURE, KIND_MEDIA, KIND_DOCUMENT, KIND_ARCHIVE, KIND_DISK,
	KIND_MARKUP,   /* HTML, SVG: may carry scripts */
	KIND_SCRIPT,   /* run by an interpreter when opened */
	KIND_PROGRAM,
};

struct kind {
	const char *name;      /* "a Windows program" */
	enum kind_class class;
	const char *shape;     /* how its octets begin: kinds of one shape cannot be told apart
				  by them ("zip", "ole"); NULL when they say nothing */
	const char *extensions;/* "exe scr com", lower case */
	const char *types;     /* "application/x-msdownload", lower case */
};

/* NULL when nothing is known. */
const struct kind *kind_of_octets(struct bytes head);
const struct kind *kind_of_name(struct bytes name);
const struct kind *kind_of_type(struct bytes type);

/* What follows the last dot of `name`, p == NULL without one. */
struct bytes kind_extension(struct bytes name);
/* What stands before that dot; p == NULL without one. */
struct bytes kind_stem(struct bytes name);
/* Opening it runs it. */
static inline bool kind_runs(const struct kind *k)
{
	return k && (k->class == KIND_PROGRAM || k->class == KIND_SCRIPT);
}

#endif
