/* SPDX-License-Identifier: BSD-2-Clause */
/* cores.c - see cores.h. */
#define _GNU_SOURCE
#include "base/cores.h"

#include <sched.h>

unsigned cores_usable(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set) != 0)
		return 1; /* more of them than the set has room for, or none of our business */
	return CPU_COUNT(&set) < 1 ? 1 : (unsigned)CPU_COUNT(&set);
}
