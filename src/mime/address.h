/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * address.h - the people in From, To, Cc, ...: an RFC 5322 3.4 address-list parser.
 *
 * Groups, comments, quoted strings, domain literals, route addresses and the rest of the
 * obsolete syntax (4.4), UTF-8 (RFC 6532), and what real senders write beside the
 * grammar.  A comma inside quotes or a comment is not two people.
 */
#ifndef MW_MIME_ADDRESS_H
#define MW_MIME_ADDRESS_H

#include "base/arena.h"
#include "base/bytes.h"

/* All spans are valid UTF-8 in the arena that was passed; absent ones have p == NULL. */
struct address {
	struct bytes name;   /* display name: words decoded (RFC 2047), quotes taken off;
				without one, the last comment, as old senders wrote it */
	struct bytes addr;   /* "local@domain" without comments, blanks and route, local part
				quoted only where it must be; "local" alone when no domain */
	struct bytes local;  /* local part, unquoted */
	struct bytes domain; /* domain or [literal], as written */
	struct bytes group;  /* name of the group it stands in */
	bool invalid;        /* the syntax was broken; name and addr are what could be read */
};

struct address_list {
	struct address *v;
	size_t n, cap;
	bool cut;            /* LIMIT_ADDRESSES was reached */
	bool invalid;        /* any of them was invalid */
	unsigned words;      /* what rfc2047_decode() said of the names */
};

/* Adds the addresses of one unfolded field body to `list` (zeroed = empty), in order.
   Text lives in `a`; list->v is on the heap until address_list_fini().  An empty group
   ("undisclosed-recipients:;") adds one entry with only `group` set. */
void address_parse(struct address_list *list, struct arena *a, struct bytes field);
void address_list_fini(struct address_list *list);
/* Empty again, with its memory at hand unless that is much. */
void address_list_reset(struct address_list *list);

#endif
