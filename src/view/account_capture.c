/* SPDX-License-Identifier: BSD-2-Clause */
/* account_capture.c - what of a capture could not be used, for the end of the account. */
#include "view/account.h"

#include "view/text.h"

#include <inttypes.h>

static void line(struct buf *out, uint64_t n, const char *noun, const char *rest)
{
	if (n == NO_U64 || n == 0)
		return;
	buf_adds(out, "    ");
	text_counted(out, n, noun);
	buf_printf(out, " %s\n", rest);
}

void account_capture(struct buf *out, const struct ev_capture *c)
{
	line(out, c->dropped_kernel, "packet", "were dropped by the kernel while it was captured.");
	line(out, c->dropped_interface, "packet", "were dropped by the interface.");
	line(out, c->malformed, "packet", "with headers that cannot be.");
	line(out, c->cut_packets, "packet", "whose headers the snap length cut.");
	line(out, c->hole_octets, "octet", "of the connections that were read are not in the capture.");
	line(out, c->conflicts, "time", "the same octets of a connection came twice and differed.");
	line(out, c->fragments_conflict, "IP fragment", "overlapped others and differed.");
	line(out, c->fragments_expired, "IP datagram", "of which a fragment never came.");
	line(out, c->bad_ip_checksum, "IP header", "with a wrong checksum, read all the same.");
	line(out, c->bad_tcp_checksum, "TCP segment", "with a wrong checksum (--check-checksums leaves them out).");
	line(out, c->evicted, "connection", "given up to stay within the memory (--memory).");
	line(out, c->holes_forced, "time",
	     "octets could not wait for those before them, to stay within the memory.");
	line(out, c->fragments_evicted, "IP datagram", "given up to stay within the memory.");
}
