/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * interfaces.h - the interfaces of this machine, and whether we may capture from them.
 */
#ifndef MW_CAPTURE_INTERFACES_H
#define MW_CAPTURE_INTERFACES_H

#include "base/addr.h"
#include "base/arena.h"
#include "base/err.h"

#include <net/if.h>

struct interface_address {
	struct ip ip;
	unsigned prefix; /* bits of the network */
};

struct interface_info {
	const char *name, *description; /* description: NULL when the system has none */
	bool up;        /* switched on */
	bool running;   /* it can carry traffic: cable, association */
	bool loopback, wireless;
	bool is_default;/* interface_default() names it */
	struct mac mac;
	struct interface_address *addresses;
	size_t naddresses;
};

struct interfaces {
	struct interface_info *list; /* as libpcap orders them: useful ones first */
	size_t n;
	bool permitted;     /* whether we may capture; otherwise `advice` says what to do */
	const char *advice; /* NULL when permitted */
	struct arena arena;
};

/* Network interfaces and "any".  0, or -1 and `e`; in both cases interfaces_fini(). */
int interfaces_list(struct interfaces *out, struct err *e);
void interfaces_fini(struct interfaces *i);

/* The interface that carries the default route: IPv4's with the least metric, or IPv6's
   when there is none.  -1 and `e` when there is no default route. */
int interface_default(char name_out[IF_NAMESIZE], struct err *e);

/* The interface of the best default route in the text of /proc/net/route and of
   /proc/net/ipv6_route, or an empty span. */
struct bytes route_default4(struct bytes text);
struct bytes route_default6(struct bytes text);

#endif
