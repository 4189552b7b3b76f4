/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * limits.h - every cap on what input can multiply, with its reason.
 *
 * Reaching one is always visible in the output (an anomaly, a flag, a counter); nothing
 * is dropped in silence.  Grouped by the folder that applies it.
 */
#ifndef MW_BASE_LIMITS_H
#define MW_BASE_LIMITS_H

enum {
	/* capture/ */
	LIMIT_FRAME_OCTETS = 16 << 20,  /* one captured frame; a larger length is damage */
	LIMIT_BLOCK_OCTETS = 64 << 20,  /* one pcapng block */
	LIMIT_INTERFACES = 65536,       /* interfaces described in one pcapng section */

	/* net/ */
	LIMIT_LAYERS = 32,              /* headers decoded in one frame: nested tunnels end here */
	LIMIT_FRAGMENT_SECONDS = 30,    /* an incomplete IP datagram waits this long, as Linux
					   does; longer would mix reused identifications */
	LIMIT_FRAGMENT_DATAGRAMS = 4096,/* incomplete IP datagrams held */
	LIMIT_FRAGMENT_OCTETS = 32 << 20,/* octets held for them, bookkeeping included */

	/* stream/ */
	LIMIT_HELD_OCTETS_DIR = 4 << 20,    /* out-of-order octets held for one direction */
	LIMIT_HELD_OCTETS_TOTAL = 256 << 20,/* the same, all connections together */
	LIMIT_UNUSED_OCTETS = 256 << 10,    /* octets a protocol may leave unconsumed */

	/* proto/ */
	LIMIT_LINE = 64 << 10,          /* one protocol line; RFC 5321 4.5.3.1 asks for 512 to
					   12,288 (AUTH), real servers send longer */
	LIMIT_DETECT_OCTETS = 4 << 10,  /* octets each side may send before "not mail" */
	LIMIT_PIPELINE = 4096,          /* commands waiting for their replies */
	LIMIT_REPLY_LINES = 1000,       /* lines of one reply kept in its record */
	LIMIT_REPLY_TEXT = 16 << 10,    /* octets of reply text kept in a record */
	LIMIT_LISTING = 100000,         /* rows of POP3 LIST/UIDL kept for one session */
	LIMIT_RECIPIENTS = 10000,       /* recipients kept for one transaction */
	LIMIT_MESSAGE_SPANS = 65536,    /* frames listed for one message */

	/* mime/ */
	LIMIT_HEADER_OCTETS = 256 << 10,/* one header field, unfolded */
	LIMIT_HEADERS = 10000,          /* header fields of one part */
	LIMIT_HEADERS_KEPT = 512 << 10, /* octets of all header fields of one message kept */
	LIMIT_MIME_DEPTH = 64,          /* nested multiparts and messages */
	LIMIT_MIME_PARTS = 10000,       /* parts of one message */
	LIMIT_BOUNDARY = 1024,          /* RFC 2046 5.1.1 allows 70 */
	LIMIT_PARAMS = 64,              /* parameters of one header field */
	LIMIT_ADDRESSES = 10000,        /* addresses of one header field */

	/* view/ */
	LIMIT_SHOW_TEXT = 1 << 20,      /* decoded text of one part shown to a person */
};

#endif
