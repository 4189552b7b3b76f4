/* SPDX-License-Identifier: BSD-2-Clause */
/* summary.h - fills struct mime_summary from the fields of the message; for mime.c. */
#ifndef MW_MIME_SUMMARY_H
#define MW_MIME_SUMMARY_H

#include "mime/mime.h"

/* One field of the root header; text goes to `keep`, and where it is all of the field's, h->text
   is set.  Returns a defect to report, or MIME_DEFECT_COUNT. */
enum mime_defect summary_field(struct mime_summary *s, struct arena *keep, struct mime_header *h);
/* Empty again, for the next message. */
void summary_reset(struct mime_summary *s);
void summary_fini(struct mime_summary *s);

#endif
