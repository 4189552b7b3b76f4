/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * proxy.h - the header that a load balancer puts in front of what the client says.
 *
 * The PROXY protocol of HAProxy (haproxy.org, proxy-protocol.txt): version 1 is a line of text,
 *
 *	PROXY TCP4 192.0.2.7 198.51.100.25 56324 25 CRLF
 *
 * version 2 is binary and begins with twelve octets that no protocol begins with.  Whatever
 * protocol is spoken comes behind it, so this is read before that is known.
 */
#ifndef MW_PROTO_PROXY_H
#define MW_PROTO_PROXY_H

#include "base/addr.h"
#include "base/bytes.h"

enum proxy_found {
	PROXY_NONE,  /* no such header */
	PROXY_MORE,  /* so far it may be one */
	PROXY_FOUND,
};

struct proxy {
	const char *version; /* "PROXY v1", "PROXY v2" */
	struct ip client;    /* family 0: it does not say (UNKNOWN, LOCAL, a Unix socket) */
	uint16_t port;
	size_t octets;       /* of the header */
	bool text;           /* it is a line of text */
};

/* Looks at the front of all that one side has said. */
enum proxy_found proxy_read(struct bytes head, struct proxy *out);

#endif
