/* SPDX-License-Identifier: BSD-2-Clause */
/* file_type.h - what libmagic, the library of file(1), takes octets for. */
#ifndef MW_SINK_FILE_TYPE_H
#define MW_SINK_FILE_TYPE_H

#include "base/bytes.h"

enum { FILE_TYPE_OCTETS = 64 << 10 }; /* it looks at the beginning */

struct file_type;

/* NULL when its database cannot be had: then nothing is detected. */
struct file_type *file_type_new(void);
/* "application/pdf"; NULL when it does not know.  Valid until the next call. */
const char *file_type_of(struct file_type *t, struct bytes head);
void file_type_free(struct file_type **t);

#endif
