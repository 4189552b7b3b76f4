/* SPDX-License-Identifier: BSD-2-Clause */
/* file_type.h - what libmagic, the library of file(1), takes octets for. */
#ifndef MW_SINK_FILE_TYPE_H
#define MW_SINK_FILE_TYPE_H

#include "base/bytes.h"

enum { FILE_TYPE_OCTETS = 64 << 10 }; /* it looks at the beginning; of ISO 9660 at octet 32769 */

struct file_type;

/* NULL when its database cannot be had: then nothing is detected. */
struct file_type *file_type_new(void);
/* "application/pdf"; NULL when it does not know.  Valid until the next call. */
const char *file_type_of(struct file_type *t, struct bytes head);
/* The same for what is shown as the text of a message: text that looks like nothing else is
   "text/plain" (or "text/html") without asking libmagic, which takes a millisecond to find
   out that no programming language's words are in it. */
const char *file_type_of_body(struct file_type *t, struct bytes head);
void file_type_free(struct file_type **t);

#endif
