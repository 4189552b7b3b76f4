/* SPDX-License-Identifier: BSD-2-Clause */
/* link.h - where a link says it leads, and where it does lead (RFC 3986). */
#ifndef MW_JUDGE_LINK_H
#define MW_JUDGE_LINK_H

#include "base/bytes.h"

/* The host of a http, https or ftp address, without user, port and brackets; p == NULL when
   it is none.  `*user_out` is what stands before an "@": it looks like the host to people. */
struct bytes link_host(struct bytes url, struct bytes *user_out);
/* Where a link leads that the gateway of a mail system put its own address in front of, so as
   to check it when it is followed; p == NULL when it is none of these.  Their users see such
   links in all mail that they get. */
struct bytes link_host_behind_gateway(struct bytes url, struct bytes host);
/* The host that the shown text names: an address, or a bare "www.example.org/there"; p ==
   NULL when the text is something else. */
struct bytes link_shown_host(struct bytes shown);
/* What stands behind the last "@" of a mail address; p == NULL without one. */
struct bytes link_domain(struct bytes address);
/* The part of a domain that somebody registered: the label before its public suffix ("org",
   "co.uk", "github.io"; publicsuffix.org, the list inside libpsl), and all behind it.  An IP
   address is a site of its own; so is a public suffix, and what is no domain at all. */
struct bytes link_site(struct bytes host);
/* The same site, whatever the case, and in characters or in punycode. */
bool link_same_site(struct bytes a, struct bytes b);

#endif
