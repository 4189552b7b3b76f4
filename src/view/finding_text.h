/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * finding_text.h - a finding as a person reads it, wherever it is shown.
 */
#ifndef MW_VIEW_FINDING_TEXT_H
#define MW_VIEW_FINDING_TEXT_H

#include "view/text.h"

/* RED, YELLOW or PLAIN, by how bad it is. */
enum text_color finding_color(const struct ev_finding *f);
/* One line without its end: "smtp.smuggling (high, confirmed), #12-19: what was seen". */
void finding_line(struct buf *out, const struct ev_finding *f);
/* All of it, lines of at most `look->columns` (80 when that is 0), each with its end:
   severity, where, what was seen, what that means, evidence (octets that may be a secret by
   the policy), advice, reference. */
void finding_page(struct buf *out, const struct ev_finding *f, const struct look *look,
		  const struct policy *p);

#endif
