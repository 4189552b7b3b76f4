/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * proxy.c - the header that a load balancer puts in front of what the client says.
 *
 * In:   the first octets of one side
 * Out:  whether they are a PROXY header, its size, and the client it names
 */
#include "proto/proxy.h"

enum {
	LINE_MAX_V1 = 107,  /* with its CRLF: the specification's own limit */
	SIGNATURE_V2 = 12,
	HEADER_V2 = 16,
	MORE_V2 = 2048,     /* addresses and TLVs; a larger header is none */
};

static bool read_port(struct bytes word, uint16_t *out)
{
	uint64_t n;

	if (!bytes_u64(word, &n) || n > 65535)
		return false;
	*out = (uint16_t)n;
	return true;
}

static enum proxy_found read_v1(struct bytes head, struct proxy *out)
{
	size_t lf = bytes_chr(bytes_head(head, LINE_MAX_V1), 0, '\n');
	struct bytes line = bytes_chomp(bytes_head(head, lf + 1)), kind, from;

	if (lf == bytes_head(head, LINE_MAX_V1).n)
		return head.n < LINE_MAX_V1 ? PROXY_MORE : PROXY_NONE;
	(void)bytes_word(&line);
	kind = bytes_word(&line);
	*out = (struct proxy){ .version = "PROXY v1", .octets = lf + 1, .text = true };
	if (bytes_eq(kind, B("UNKNOWN")))
		return PROXY_FOUND;
	if (!bytes_eq(kind, B("TCP4")) && !bytes_eq(kind, B("TCP6")))
		return PROXY_NONE;
	from = bytes_word(&line);
	(void)bytes_word(&line);
	if (!ip_parse(from, &out->client) || !read_port(bytes_word(&line), &out->port))
		return PROXY_NONE;
	return PROXY_FOUND;
}

static enum proxy_found read_v2(struct bytes head, struct proxy *out)
{
	struct cur c = cur_of(bytes_from(head, SIGNATURE_V2));
	uint8_t command = cur_u8(&c), family = cur_u8(&c);
	uint16_t more = cur_be16(&c);

	if (head.n < HEADER_V2)
		return PROXY_MORE;
	if (command >> 4 != 2 || more > MORE_V2)
		return PROXY_NONE;
	if (head.n < HEADER_V2 + (size_t)more)
		return PROXY_MORE;
	*out = (struct proxy){ .version = "PROXY v2", .octets = HEADER_V2 + (size_t)more };
	if ((command & 15) != 1)
		return PROXY_FOUND; /* LOCAL: the proxy itself asks how the server is */
	if (family == 0x11 && more >= 12) {
		out->client = ip4_of(cur_take(&c, 4));
		cur_skip(&c, 4);
		out->port = cur_be16(&c);
	} else if (family == 0x21 && more >= 36) {
		out->client = ip6_of(cur_take(&c, 16));
		cur_skip(&c, 16);
		out->port = cur_be16(&c);
	}
	return PROXY_FOUND;
}

/* `head` begins with `mark`, or may come to. */
static enum proxy_found begins(struct bytes head, struct bytes mark)
{
	size_t n = head.n < mark.n ? head.n : mark.n;

	if (n == 0 || !bytes_eq(bytes_head(head, n), bytes_head(mark, n)))
		return PROXY_NONE;
	return n < mark.n ? PROXY_MORE : PROXY_FOUND;
}

enum proxy_found proxy_read(struct bytes head, struct proxy *out)
{
	enum proxy_found v1 = begins(head, B("PROXY "));
	enum proxy_found v2 = begins(head, B("\r\n\r\n\0\r\nQUIT\n"));

	if (v1 == PROXY_FOUND)
		return read_v1(head, out);
	if (v2 == PROXY_FOUND)
		return read_v2(head, out);
	return v1 == PROXY_MORE || v2 == PROXY_MORE ? PROXY_MORE : PROXY_NONE;
}
