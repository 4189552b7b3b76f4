/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * detect.c - is this connection mail, and which protocol?
 *
 * In:   what both sides said first
 * Out:  a protocol, or "not mail", or "wait"
 */
#include "proto/detect.h"

#include "base/limits.h"

enum {
	ENOUGH = 60,     /* the sum of both sides' bids and of the port that settles it */
	PORT_BONUS = 25, /* what a usual port adds to a bid */
};

static const struct proto *const protos[] = {
#define PROTO(name) &proto_##name,
#include "proto/protos.def"
#undef PROTO
};
enum { PROTOS = sizeof(protos) / sizeof(protos[0]) };

struct bytes detect_line(struct bytes head)
{
	return bytes_chomp(bytes_head(head, bytes_chr(head, 0, '\n') + 1));
}

bool detect_is_binary(struct bytes line)
{
	if (bytes_no_control(line)) /* as most lines are */
		return false;
	for (size_t i = 0; i < line.n; i++) {
		int c = bytes_at(line, i);

		if (c < 0x20 && c != '\t' && c != '\r')
			return true;
	}
	return false;
}

static bool port_of(const struct proto *p, uint16_t port)
{
	for (size_t i = 0; p->ports[i]; i++)
		if (p->ports[i] == port)
			return true;
	return false;
}

/* The bid of `p` when `client` is what the client said, or -1. */
static int bid(const struct proto *p, struct bytes client, struct bytes server, uint16_t port)
{
	int a = client.n ? p->probe(DIR_CLIENT, client) : 0;
	int b = server.n ? p->probe(DIR_SERVER, server) : 0;

	if (a < 0 || b < 0)
		return -1;
	return a + b + (a + b > 0 && port_of(p, port) ? PORT_BONUS : 0);
}

/* A TLS record of a handshake begins so: type, major version 3, minor version. */
static bool looks_like_tls(struct bytes head)
{
	return bytes_at(head, 0) == 0x16 && bytes_at(head, 1) == 3 && bytes_at(head, 2) >= 0 &&
	       bytes_at(head, 2) <= 4;
}

static enum detected detect_tls(const struct conn *c, const struct proto **proto_out)
{
	for (size_t i = 0; i < PROTOS; i++) {
		if (port_of(protos[i], c->half[DIR_SERVER].ep.port)) {
			*proto_out = protos[i];
			return DETECT_TLS;
		}
	}
	return DETECT_NOT;
}

/* The first `lines` lines of `head`; all of it when it is long without a line end. */
static struct bytes first_lines(struct bytes head, size_t lines, bool final)
{
	size_t end = 0;

	while (lines-- && end < head.n) {
		size_t lf = bytes_chr(head, end, '\n');

		if (lf == head.n)
			return final || head.n - end >= LIMIT_DETECT_OCTETS / 4
				       ? head : bytes_head(head, end);
		end = lf + 1;
	}
	return bytes_head(head, end);
}

struct best {
	const struct proto *proto;
	int bid;
	bool swapped;
	bool possible; /* some protocol may still be it */
};

static struct best best_bid(const struct conn *c, struct bytes client, struct bytes server)
{
	uint16_t to = c->half[DIR_SERVER].ep.port, from = c->half[DIR_CLIENT].ep.port;
	struct best best = { NULL, 0, false, false };

	for (size_t i = 0; i < PROTOS; i++) {
		int direct = bid(protos[i], client, server, to);
		int swapped = c->roles_by == ROLES_BY_SYN
				      ? -1 : bid(protos[i], server, client, from);

		best.possible |= direct >= 0 || swapped >= 0;
		if (direct > best.bid)
			best = (struct best){ protos[i], direct, false, best.possible };
		if (swapped > best.bid)
			best = (struct best){ protos[i], swapped, true, best.possible };
	}
	return best;
}

enum detected detect(const struct conn *c, const struct bytes head[2], bool final,
		     const struct proto **proto_out)
{
	struct bytes said[2] = { { NULL, 0 }, { NULL, 0 } };
	struct best best = { .possible = true };

	if (looks_like_tls(head[DIR_CLIENT]) || looks_like_tls(head[DIR_SERVER]))
		return detect_tls(c, proto_out);
	for (size_t lines = 1; best.bid < ENOUGH; lines++) {
		struct bytes client = first_lines(head[DIR_CLIENT], lines, final);
		struct bytes server = first_lines(head[DIR_SERVER], lines, final);

		if (client.n == said[DIR_CLIENT].n && server.n == said[DIR_SERVER].n)
			break;
		said[DIR_CLIENT] = client;
		said[DIR_SERVER] = server;
		best = best_bid(c, client, server);
	}
	*proto_out = best.proto;
	if (best.bid >= ENOUGH)
		return best.swapped ? DETECT_SWAPPED : DETECT_MAIL;
	if (!best.possible || head[DIR_CLIENT].n >= LIMIT_DETECT_OCTETS ||
	    head[DIR_SERVER].n >= LIMIT_DETECT_OCTETS)
		return DETECT_NOT;
	return DETECT_WAIT;
}
