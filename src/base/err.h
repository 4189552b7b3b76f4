/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * err.h - how a failure of the world (file, device, arguments) travels up.
 *
 * A function that can fail returns -1 (or NULL) and fills `struct err` with one
 * sentence: what was being done, to what, and why it failed.  No newline, no secrets.
 * Trouble on the wire is never an err: it is an anomaly (event/anomalies.def).
 */
#ifndef MW_BASE_ERR_H
#define MW_BASE_ERR_H

struct err {
	int errnum; /* errno behind it, or 0 */
	char text[512];
};

/* Fills `e` and returns -1, so that `return err_set(e, ...)` reads well. */
int err_set(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The same with ": " and the reason of `errnum` added. */
int err_sys(struct err *e, int errnum, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

#endif
