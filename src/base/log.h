/* SPDX-License-Identifier: BSD-2-Clause */
/* log.h - lines for the operator on standard error.  Only cmd/ and main.c call it. */
#ifndef MW_BASE_LOG_H
#define MW_BASE_LOG_H

/* "mailwire: " and the line. */
void log_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
