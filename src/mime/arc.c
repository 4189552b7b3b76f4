/* SPDX-License-Identifier: BSD-2-Clause */
/* arc.c - see arc.h. */
#include "mime/arc.h"

#include "mime/keep.h"
#include "mime/tags.h"

#include <stdlib.h>

/* The value of a tag, or an absent one. */
static struct bytes find(struct bytes field, struct bytes name)
{
	struct tag tag;

	while (tags_next(&field, &tag))
		if (bytes_eq(tag.name, name))
			return tag.value;
	return (struct bytes){ NULL, 0 };
}

void arc_take(struct arc *arc, struct arena *a, enum arc_field which, uint64_t offset,
	      struct bytes field)
{
	struct arc_set *set;
	uint64_t i;

	if (!bytes_u64(find(field, B("i")), &i) || i == 0 || i > ARC_INSTANCES) {
		arc->broken = true;
		return;
	}
	if (!arc->set)
		arc->set = xcalloc(ARC_INSTANCES, sizeof(*arc->set));
	set = &arc->set[i - 1];
	if (i > arc->highest)
		arc->highest = (unsigned)i;
	switch (which) {
	case ARC_RESULTS:
		set->results++;
		break;
	case ARC_MESSAGE_SIGNATURE:
		if (set->signatures++)
			break;
		set->message.offset = offset;
		dkim_parse(&set->message, a, field);
		break;
	case ARC_SEAL:
		if (set->seals++)
			break;
		set->seal.offset = offset;
		dkim_parse(&set->seal, a, field);
		set->cv = keep_text(a, find(field, B("cv")));
		break;
	}
}

void arc_check(struct arc *arc)
{
	for (unsigned i = 0; i < arc->highest; i++) {
		const struct arc_set *set = &arc->set[i];

		arc->broken |= set->results != 1 || set->signatures != 1 || set->seals != 1;
		/* The first has nothing to vouch for; the others have (5.1.1). */
		if (i == 0)
			arc->broken |= !bytes_ieq(set->cv, B("none"));
		else
			arc->broken |= !bytes_ieq(set->cv, B("pass")) &&
				       !bytes_ieq(set->cv, B("fail"));
	}
}

void arc_fini(struct arc *arc)
{
	free(arc->set);
	*arc = (struct arc){ 0 };
}
