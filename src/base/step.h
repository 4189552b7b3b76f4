/* SPDX-License-Identifier: BSD-2-Clause */
/* step.h - the answer of every x_next(): an item, nothing until more is pushed, the end. */
#ifndef MW_BASE_STEP_H
#define MW_BASE_STEP_H

enum step {
	STEP_MORE, /* nothing complete; push more, or close */
	STEP_ITEM, /* one item was delivered; ask again */
	STEP_END,  /* nothing will ever come again */
	STEP_FAIL, /* the world failed; the struct err that was passed tells */
};

#endif
