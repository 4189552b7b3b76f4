/* SPDX-License-Identifier: BSD-2-Clause */
/* link.h - where a link says it leads, and where it does lead (RFC 3986). */
#ifndef MW_JUDGE_LINK_H
#define MW_JUDGE_LINK_H

#include "base/bytes.h"

/* The host of a http, https or ftp address, without user, port and brackets; p == NULL when
   it is none.  `*user_out` is what stands before an "@": it looks like the host to people. */
struct bytes link_host(struct bytes url, struct bytes *user_out);
/* The host that the shown text names: an address, or a bare "www.example.org/there"; p ==
   NULL when the text is something else. */
struct bytes link_shown_host(struct bytes shown);
/* The part of a domain that somebody registered: its last two labels, or three where a country
   sells names below "co", "com", "ac" and the like.  A rule of thumb: the list of all such
   endings is long and changes. */
struct bytes link_site(struct bytes host);
bool link_same_site(struct bytes a, struct bytes b);

#endif
