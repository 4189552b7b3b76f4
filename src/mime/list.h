/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * list.h - the List-* fields: RFC 2369, RFC 2919 (List-Id), RFC 8058 (one click).
 */
#ifndef MW_MIME_LIST_H
#define MW_MIME_LIST_H

#include "mime/keep.h"

enum list_uris {
	LIST_HELP, LIST_UNSUBSCRIBE, LIST_SUBSCRIBE, LIST_POST, LIST_OWNER, LIST_ARCHIVE,
	LIST_URIS,
};

/* Texts are valid UTF-8 in the arena that was passed; absent ones have p == NULL. */
struct list_fields {
	struct bytes id;         /* list-id without <>: "announce.example.org" */
	struct bytes label;      /* the words before it, decoded */
	struct texts uri[LIST_URIS]; /* in order; "NO" of List-Post as it is */
	bool post_one_click;     /* List-Unsubscribe-Post: List-Unsubscribe=One-Click */
};

/* Takes the unfolded field if it is one of these; of a repeated one the first counts. */
void list_take(struct list_fields *l, struct arena *a, struct bytes name, struct bytes field);
/* May a reader unsubscribe with one POST?  RFC 8058 3.1: the field above and an https
   address. */
bool list_one_click(const struct list_fields *l);
void list_fini(struct list_fields *l);

#endif
