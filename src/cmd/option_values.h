/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * option_values.h - what is written behind options: numbers, sizes, times, names.
 *
 * Each is false for what it does not read; what is said of that names the option (options.c).
 */
#ifndef MW_CMD_OPTION_VALUES_H
#define MW_CMD_OPTION_VALUES_H

#include "cmd/cmd.h"

/* A decimal number of at least 1. */
bool option_number(const char *s, uint64_t *out);
/* "2", "0.25": more than nothing, at most a year; NULL is a second. */
bool option_seconds(const char *s, int64_t *ns_out);
/* "64M": octets, with K, M or G for powers of 1,024. */
bool option_size(const char *s, uint64_t *out);
/* "duration:10", "packets:100", "filesize:1000" */
bool option_stop_limit(struct cmd_args *a, const char *s);
/* "first", "last", "linux", ... */
bool option_overlap(struct cmd_args *a, const char *s);
/* A size of a megabyte at least. */
bool option_memory(struct cmd_args *a, const char *s);
/* "md5,sha1"; SHA-256 is always there. */
bool option_hashes(struct extract_options *x, const char *s);

#endif
