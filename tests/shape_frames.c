/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * shape_frames.c - TCP segments as frames: TCP, IP, tunnel, fragments, link layer.
 *
 * In:   segments
 * Out:  frames with good checksums, except where a snap length cuts them
 * RFC:  9293 3.1, 791 3.1, 8200 3 and 4.5, 792, 4443, 2003, 2784, 2890, 7348, 8926,
 *       3032, 2516; 3GPP TS 29.281 5.1
 *
 * Every header is put in front of what it carries, from the inside out.
 */
#include "shape.h"

#include "net/packet.h"

#include <stdlib.h>

enum { IP4_OCTETS = 20, IP6_OCTETS = 40, QUOTED4 = 548, QUOTED6 = 1232,
       ETHERNET_MIN = 60 };

enum { TYPE_IP4 = 0x0800, TYPE_IP6 = 0x86dd, TYPE_ETHER = 0x6558 };
enum { PROTO_ICMP = 1, PROTO_IP4 = 4, PROTO_TCP = 6, PROTO_UDP = 17, PROTO_IP6 = 41,
       PROTO_FRAGMENT = 44, PROTO_GRE = 47, PROTO_ICMP6 = 58 };

struct wire {
	struct frames *out;
	const struct transcript *t;
	const struct shape *s;
	enum dir from;           /* who sends the segment being framed */
	int64_t ts_ns;
	uint16_t ip_id;
	struct buf packet, piece, head;
};

static void put16(struct buf *b, unsigned v)
{
	buf_addc(b, (uint8_t)(v >> 8));
	buf_addc(b, (uint8_t)v);
}

static void put32(struct buf *b, uint32_t v)
{
	put16(b, v >> 16);
	put16(b, v & 0xffff);
}

/* Puts `head`, which is emptied, in front of `b`. */
static void put_front(struct buf *b, struct buf *head)
{
	size_t n = b->n;

	(void)buf_room(b, head->n);
	memmove(b->p + head->n, b->p, n);
	memcpy(b->p, head->p, head->n);
	b->n = n + head->n;
	buf_clear(head);
}

/* The Internet checksum, RFC 1071. */
static uint32_t sum16(uint32_t sum, struct bytes b)
{
	for (size_t i = 0; i < b.n; i++)
		sum += i % 2 ? b.p[i] : (uint32_t)b.p[i] << 8;
	return sum;
}

static uint16_t fold16(uint32_t sum)
{
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)~sum;
}

static void set16(struct buf *b, size_t at, uint16_t v)
{
	b->p[at] = (uint8_t)(v >> 8);
	b->p[at + 1] = (uint8_t)v;
}

static void put_ip4(struct buf *b, const char *dotted)
{
	unsigned number = 0;

	for (; ; dotted++) {
		if (ascii_digit(*dotted)) {
			number = number * 10 + (unsigned)(*dotted - '0');
			continue;
		}
		buf_addc(b, (uint8_t)number);
		number = 0;
		if (*dotted == '\0')
			return;
	}
}

static void put_address(struct buf *b, bool ip6, enum dir who)
{
	if (!ip6) {
		put_ip4(b, who == DIR_CLIENT ? "192.0.2.10" : "198.51.100.25");
		return;
	}
	put32(b, 0x20010db8);
	put32(b, who == DIR_CLIENT ? 0x00010000 : 0x00020000);
	put32(b, 0);
	put32(b, who == DIR_CLIENT ? 0x10 : 0x25);
}

static void put_mac(struct buf *b, enum dir who)
{
	put32(b, 0x00005e00);
	put16(b, who == DIR_CLIENT ? 0x5301 : 0x5302);
}

/* The transport header in `packet` gets the checksum at `at`, over the pseudo-header too. */
static void checksum_transport(struct wire *w, size_t at, unsigned proto)
{
	struct buf pseudo = { 0 };
	uint32_t sum;

	put_address(&pseudo, w->s->ip6, DIR_CLIENT);
	put_address(&pseudo, w->s->ip6, DIR_SERVER);
	put32(&pseudo, (uint32_t)w->packet.n);
	put32(&pseudo, proto);
	sum = sum16(0, buf_bytes(&pseudo));
	buf_fini(&pseudo);
	set16(&w->packet, at, fold16(sum16(sum, buf_bytes(&w->packet))));
}

static void tcp(struct wire *w, const struct segment *g)
{
	struct buf *b = &w->packet;
	bool syn = g->flags & TCP_SYN;
	unsigned client = SHAPE_CLIENT_PORT + g->twin;

	buf_clear(b);
	put16(b, g->from == DIR_CLIENT ? client : w->t->port);
	put16(b, g->from == DIR_CLIENT ? w->t->port : client);
	put32(b, g->seq);
	put32(b, g->ack);
	buf_addc(b, syn ? 6 << 4 : 5 << 4);
	buf_addc(b, g->flags);
	put16(b, g->window);
	put32(b, 0);
	if (syn)
		put32(b, 0x020405b4); /* MSS 1460 */
	buf_add(b, g->octets);
	checksum_transport(w, 16, PROTO_TCP);
}

static void ip4_header(struct wire *w, unsigned proto)
{
	struct buf *h = &w->head;

	put16(h, 0x4500);
	put16(h, (unsigned)w->packet.n + IP4_OCTETS);
	put16(h, w->ip_id++);
	put16(h, 0);
	buf_addc(h, 64);
	buf_addc(h, (uint8_t)proto);
	put16(h, 0);
}

static void ip4_finish(struct wire *w)
{
	set16(&w->head, 10, fold16(sum16(0, buf_bytes(&w->head))));
	put_front(&w->packet, &w->head);
}

static void ip6_header(struct wire *w, unsigned proto)
{
	put32(&w->head, 0x60000000);
	put16(&w->head, (unsigned)w->packet.n);
	buf_addc(&w->head, (uint8_t)proto);
	buf_addc(&w->head, 64);
}

static void ip(struct wire *w, unsigned proto, enum dir from)
{
	if (w->s->ip6)
		ip6_header(w, proto);
	else
		ip4_header(w, proto);
	put_address(&w->head, w->s->ip6, from);
	put_address(&w->head, w->s->ip6, dir_other(from));
	if (w->s->ip6)
		put_front(&w->packet, &w->head);
	else
		ip4_finish(w);
}

/* The packet, quoted by a router on the way: "too big".  RFC 792, RFC 4443 3.2. */
static void icmp(struct wire *w)
{
	size_t most = w->s->ip6 ? QUOTED6 : QUOTED4;

	if (w->packet.n > most)
		w->packet.n = most;
	put16(&w->head, w->s->ip6 ? 0x0200 : 0x0304);
	put16(&w->head, 0);
	put32(&w->head, 1280);
	put_front(&w->packet, &w->head);
	/* The error comes from the other end's address: a router's would do as well, and
	   this one is the harder test. */
	if (w->s->ip6)
		checksum_transport(w, 2, PROTO_ICMP6);
	else
		set16(&w->packet, 2, fold16(sum16(0, buf_bytes(&w->packet))));
	ip(w, w->s->ip6 ? PROTO_ICMP6 : PROTO_ICMP, dir_other(w->from));
}

static void outer_ip(struct wire *w, unsigned proto)
{
	bool client = w->from == DIR_CLIENT;

	ip4_header(w, proto);
	put_ip4(&w->head, client ? "203.0.113.1" : "203.0.113.2");
	put_ip4(&w->head, client ? "203.0.113.2" : "203.0.113.1");
	ip4_finish(w);
}

static void outer_udp(struct wire *w, unsigned port)
{
	put16(&w->head, 50000);
	put16(&w->head, port);
	put16(&w->head, (unsigned)w->packet.n + 8);
	put16(&w->head, 0); /* no checksum: RFC 768 */
	put_front(&w->packet, &w->head);
	outer_ip(w, PROTO_UDP);
}

static void ethernet(struct wire *w, struct buf *packet, unsigned type)
{
	put_mac(&w->head, dir_other(w->from));
	put_mac(&w->head, w->from);
	put16(&w->head, type);
	put_front(packet, &w->head);
}

static void tunnel(struct wire *w)
{
	unsigned type = w->s->ip6 ? TYPE_IP6 : TYPE_IP4;

	switch (w->s->tunnel) {
	case TUNNEL_NONE:
	case TUNNEL_COUNT:
		return;
	case TUNNEL_IPIP:
		outer_ip(w, w->s->ip6 ? PROTO_IP6 : PROTO_IP4);
		return;
	case TUNNEL_GRE:
		put16(&w->head, 0);
		put16(&w->head, type);
		put_front(&w->packet, &w->head);
		outer_ip(w, PROTO_GRE);
		return;
	case TUNNEL_GRE_KEY:
		ethernet(w, &w->packet, type);
		put16(&w->head, 0x2000);
		put16(&w->head, TYPE_ETHER);
		put32(&w->head, 4711);
		put_front(&w->packet, &w->head);
		outer_ip(w, PROTO_GRE);
		return;
	case TUNNEL_VXLAN:
		ethernet(w, &w->packet, type);
		put32(&w->head, 0x08000000);
		put32(&w->head, 4711 << 8);
		put_front(&w->packet, &w->head);
		outer_udp(w, 4789);
		return;
	case TUNNEL_GENEVE:
		put16(&w->head, 0);
		put16(&w->head, type);
		put32(&w->head, 4711 << 8);
		put_front(&w->packet, &w->head);
		outer_udp(w, 6081);
		return;
	case TUNNEL_GTPU:
		put16(&w->head, 0x30ff);
		put16(&w->head, (unsigned)w->packet.n);
		put32(&w->head, 4711);
		put_front(&w->packet, &w->head);
		outer_udp(w, 2152);
		return;
	}
}

static void sll(struct wire *w, struct buf *b, unsigned type, bool second)
{
	struct buf *h = &w->head;
	unsigned packet_type = w->from == DIR_CLIENT ? 4 : 0;

	if (second) {
		put16(h, type);
		put16(h, 0);
		put32(h, 2);
		put16(h, 1);
		buf_addc(h, (uint8_t)packet_type);
		buf_addc(h, 6);
	} else {
		put16(h, packet_type);
		put16(h, 1);
		put16(h, 6);
	}
	put_mac(h, w->from);
	put16(h, 0);
	if (!second)
		put16(h, type);
	put_front(b, h);
}

/* Puts the link layer around the IP packet in `b`; returns its LINKTYPE. */
static uint16_t link_layer(struct wire *w, struct buf *b, bool ip6)
{
	unsigned type = ip6 ? TYPE_IP6 : TYPE_IP4, ppp = ip6 ? 0x0057 : 0x0021;
	struct buf *h = &w->head;

	switch (w->s->link) {
	case LINK_COUNT:
	case LINK_ETHERNET:
		ethernet(w, b, type);
		/* As received: padded to the least an Ethernet frame has. */
		while (w->from == DIR_SERVER && b->n < ETHERNET_MIN)
			buf_addc(b, 0);
		return 1;
	case LINK_VLAN:
		put32(h, 100 << 16 | type);
		put_front(b, h);
		ethernet(w, b, 0x8100);
		return 1;
	case LINK_QINQ:
		put32(h, 100 << 16 | 0x8100);
		put32(h, 200 << 16 | type);
		put_front(b, h);
		ethernet(w, b, 0x88a8);
		return 1;
	case LINK_MPLS:
		put32(h, 16 << 12 | 64);
		put32(h, 17 << 12 | 1 << 8 | 64);
		put_front(b, h);
		ethernet(w, b, 0x8847);
		return 1;
	case LINK_PPPOE:
		put16(h, 0x1100);
		put16(h, 0x0001);
		put16(h, (unsigned)b->n + 2);
		put16(h, ppp);
		put_front(b, h);
		ethernet(w, b, 0x8864);
		return 1;
	case LINK_PPP:
		put16(h, 0xff03);
		put16(h, ppp);
		put_front(b, h);
		return 9;
	case LINK_SLL:
		sll(w, b, type, false);
		return 113;
	case LINK_SLL2:
		sll(w, b, type, true);
		return 276;
	case LINK_RAW:
		return 101;
	case LINK_NULL:
		put32(h, ip6 ? 0x1e000000 : 0x02000000); /* the writer's order: little-endian */
		put_front(b, h);
		return 0;
	case LINK_LOOP:
		put32(h, ip6 ? 28 : 2);
		put_front(b, h);
		return 108;
	}
	return 1;
}

/* The IP packet in `b` leaves as a frame; `b` is used up. */
static void frame(struct wire *w, struct buf *b, bool ip6)
{
	struct framed f = { .ts_ns = w->ts_ns };

	w->out->linktype = link_layer(w, b, ip6);
	f.at = w->out->octets.n;
	f.n = b->n;
	buf_add(&w->out->octets, buf_bytes(b));
	ARRAY_PUSH(w->out->v, w->out->n, w->out->cap) = f;
}

/* Octets [at, at+n) of the payload as an IP fragment. */
static void fragment(struct wire *w, struct bytes packet, size_t at, size_t n, bool ip6)
{
	size_t header = ip6 ? IP6_OCTETS : IP4_OCTETS;
	bool more = header + at + n < packet.n;
	struct buf *b = &w->piece;

	buf_clear(b);
	buf_add(b, bytes_head(packet, header));
	if (ip6) {
		set16(b, 4, (uint16_t)(n + 8));
		b->p[6] = PROTO_FRAGMENT;
		buf_addc(b, packet.p[6]);
		buf_addc(b, 0);
		put16(b, (unsigned)at | more);
		put32(b, w->ip_id);
	} else {
		set16(b, 2, (uint16_t)(n + header));
		set16(b, 6, (uint16_t)(at / 8 | (more ? 0x2000 : 0)));
		set16(b, 10, 0);
		set16(b, 10, fold16(sum16(0, bytes_head(buf_bytes(b), header))));
	}
	buf_add(b, bytes_sub(packet, header + at, n));
	frame(w, b, ip6);
}

static void send(struct wire *w)
{
	bool ip6 = w->packet.p[0] >> 4 == 6;
	struct bytes packet = buf_bytes(&w->packet);
	size_t header = ip6 ? IP6_OCTETS : IP4_OCTETS, payload = packet.n - header;
	size_t piece = w->s->fragment / 8 * 8, pieces;

	if (piece == 0 || payload <= piece) {
		frame(w, &w->packet, ip6);
		return;
	}
	if (ip6)
		w->ip_id++;
	pieces = (payload + piece - 1) / piece;
	for (size_t i = 0; i < pieces; i++) {
		size_t at = (w->s->fragments_reversed ? pieces - 1 - i : i) * piece;

		fragment(w, packet, at, payload - at < piece ? payload - at : piece, ip6);
	}
}

void shape_frames(struct frames *out, const struct segments *all, const struct transcript *t,
		  const struct shape *s)
{
	struct wire w = { .out = out, .t = t, .s = s, .ip_id = 1 };

	*out = (struct frames){ 0 };
	for (size_t i = 0; i < all->n; i++) {
		const struct segment *g = &all->v[i];

		w.from = g->from;
		w.ts_ns = g->ts_ns;
		tcp(&w, g);
		ip(&w, PROTO_TCP, g->from);
		if (g->quote) {
			icmp(&w);
			w.from = dir_other(g->from);
		}
		tunnel(&w);
		send(&w);
	}
	for (size_t i = 0; i < out->n; i++)
		out->v[i].octets = bytes_sub(buf_bytes(&out->octets), out->v[i].at, out->v[i].n);
	buf_fini(&w.packet);
	buf_fini(&w.piece);
	buf_fini(&w.head);
}

void frames_fini(struct frames *all)
{
	free(all->v);
	buf_fini(&all->octets);
	*all = (struct frames){ 0 };
}
