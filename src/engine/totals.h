/* SPDX-License-Identifier: BSD-2-Clause */
/* totals.h - the record of a whole run: what was read, what was not, which limits were
   reached. */
#ifndef MW_ENGINE_TOTALS_H
#define MW_ENGINE_TOTALS_H

#include "engine/engine.h"

/* Tells EV_CAPTURE, when `out` wants it. */
void totals_tell(struct events *out, const struct capture_facts *f,
		 const struct engine_result *r);

#endif
