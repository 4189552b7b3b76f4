/* SPDX-License-Identifier: BSD-2-Clause */
/* cores.h - how many cores this process may run on (sched_getaffinity(2)). */
#ifndef MW_BASE_CORES_H
#define MW_BASE_CORES_H

/* 1 or more. */
unsigned cores_usable(void);

#endif
