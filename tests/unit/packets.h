/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * packets.h - frames as hexadecimal text, decoded and told in one line.
 *
 *	"eth vlan(100) ip4(192.0.2.1>198.51.100.7) tcp(40000>25): 19 octets"
 *
 * Every frame is put against an unreadable page, and cut after each of its octets, both as
 * a snap length cuts and as damage does.
 */
#ifndef MW_TESTS_PACKETS_H
#define MW_TESTS_PACKETS_H

#include "net/packet.h"
#include "guard.h"

#include <stdarg.h>
#include <stdio.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

/* A segment from 192.0.2.1:40000 to 198.51.100.7:25 with SAID, and its IPv6 twin. */
#define SAID	"EHLO mail.example\r\n"
#define TCP4	"9c400019000003e8000007d050180400"
#define SAY	"45484c4f206d61696c2e6578616d706c650d0a"
#define IN4	"4500003b1234000040067c4dc0000201c6336407" TCP4 "f16f0000" SAY
#define IN6	"600123450027064020010db800000000000000000000000120010db8000000010000000000000025" \
		TCP4 "82130000" SAY
#define ETHER	"020000000001" "020000000002"
#define ETHER2	"020000000011" "020000000012"

#define SAYS4	"ip4(192.0.2.1>198.51.100.7) tcp(40000>25): 19 octets"
#define SAYS6	"ip6(2001:db8::1>2001:db8:0:1::25) tcp(40000>25): 19 octets"

static inline struct bytes from_hex(struct buf *b, const char *hex)
{
	int high = -1;

	buf_clear(b);
	for (; *hex; hex++) {
		int digit = ascii_hex(*hex);

		if (digit < 0)
			continue;
		if (high >= 0)
			buf_addc(b, (uint8_t)(high << 4 | digit));
		high = high < 0 ? digit : -1;
	}
	assert_true(high < 0);
	return buf_bytes(b);
}

static inline void tell_ends(struct buf *b, const char *name, const struct ip *src,
			     const struct ip *dst)
{
	buf_printf(b, "%s(", name);
	ip_text(b, src);
	buf_addc(b, '>');
	ip_text(b, dst);
	buf_addc(b, ')');
}

static inline void tell_layer(struct buf *b, const struct packet *p, const struct layer *l)
{
	switch (l->kind) {
	case LAYER_ETHERNET: buf_adds(b, "eth"); break;
	case LAYER_VLAN:     buf_printf(b, "vlan(%u)", l->vlan.id); break;
	case LAYER_SLL:      buf_printf(b, "sll(%u)", l->sll.packet_type); break;
	case LAYER_SLL2:     buf_printf(b, "sll2(%u)", l->sll.ifindex); break;
	case LAYER_LOOPBACK: buf_printf(b, "loop(%u)", l->loopback.family); break;
	case LAYER_PPP:      buf_printf(b, "ppp(%04x)", l->ppp.protocol); break;
	case LAYER_CHDLC:    buf_printf(b, "chdlc(%04x)", l->ppp.protocol); break;
	case LAYER_PPPOE:    buf_printf(b, "pppoe(%u)", l->tunnel.id); break;
	case LAYER_MPLS:     buf_printf(b, "mpls(%u)", l->mpls.label); break;
	case LAYER_80211:    buf_printf(b, "wlan(%u.%u)", l->wlan.type, l->wlan.subtype); break;
	case LAYER_RADIOTAP: buf_printf(b, "radiotap(%02x)", l->radiotap.flags); break;
	case LAYER_LLC:      buf_printf(b, "llc(%02x)", l->llc.dsap); break;
	case LAYER_IPV4:     tell_ends(b, "ip4", &l->ip4.src, &l->ip4.dst); break;
	case LAYER_IPV6:     tell_ends(b, "ip6", &l->ip6.src, &l->ip6.dst); break;
	case LAYER_IP_EXT:   buf_printf(b, "ext(%u)", l->ext.number); break;
	case LAYER_GRE:      buf_printf(b, "gre(%u)", l->gre.key); break;
	case LAYER_ERSPAN:   buf_printf(b, "erspan(%u)", l->tunnel.id); break;
	case LAYER_VXLAN:    buf_printf(b, "vxlan(%u)", l->tunnel.id); break;
	case LAYER_GENEVE:   buf_printf(b, "geneve(%u)", l->tunnel.id); break;
	case LAYER_GTPU:     buf_printf(b, "gtpu(%u)", l->tunnel.id); break;
	case LAYER_TEREDO:   buf_printf(b, "teredo(%u)", l->octets); break;
	case LAYER_TCP:
		buf_printf(b, "tcp(%u>%u)", p->tcp.src_port, p->tcp.dst_port);
		break;
	case LAYER_UDP:      buf_printf(b, "udp(%u>%u)", l->udp.src_port, l->udp.dst_port); break;
	case LAYER_ICMP:     buf_printf(b, "icmp(%u.%u)", l->icmp.type, l->icmp.code); break;
	case LAYER_ICMPV6:   buf_printf(b, "icmp6(%u.%u)", l->icmp.type, l->icmp.code); break;
	case LAYER_ARP:      buf_printf(b, "arp(%u)", l->arp.opcode); break;
	case LAYER_OTHER:    buf_printf(b, "other(%u)", l->octets); break;
	}
}

static inline void tell(struct buf *b, const struct packet *p)
{
	static const char *const verdicts[] = { "tcp", "fragment", "other", "malformed",
						"truncated" };

	buf_clear(b);
	for (size_t i = 0; i < p->nlayers; i++) {
		if (i)
			buf_addc(b, ' ');
		tell_layer(b, p, &p->layers[i]);
	}
	if (p->verdict == PACKET_TCP)
		buf_printf(b, ": %u octets", p->payload_octets);
	else
		buf_printf(b, ": %s, %s", verdicts[p->verdict], p->why ? p->why : "-");
}

/* What holds for every packet. */
static inline void check_sane(const struct packet *p, struct bytes frame)
{
	uint32_t end = 0;

	assert_true(p->nlayers <= LIMIT_LAYERS);
	assert_true(p->joined_from <= p->nlayers && p->frame_layers <= p->joined_from);
	for (size_t i = 0; i < p->nlayers; i++) {
		if (i >= p->frame_layers && i <= p->joined_from)
			end = 0;
		assert_true(p->layers[i].offset >= end);
		end = p->layers[i].offset + !!p->layers[i].octets;
	}
	if (p->verdict == PACKET_FRAGMENT)
		assert_true(p->nlayers > 0 && p->why == NULL);
	if (p->verdict == PACKET_MALFORMED || p->verdict == PACKET_TRUNCATED)
		assert_non_null(p->why);
	if (p->verdict != PACKET_TCP)
		return;
	const struct layer *last = &p->layers[p->nlayers - 1];
	struct bytes from = p->joined.n ? p->joined : frame;

	assert_int_equal(last->kind, LAYER_TCP);
	assert_true(p->src.family && p->src.family == p->dst.family);
	assert_true(p->payload.n <= p->payload_octets);
	assert_int_equal(p->payload_offset, last->offset + last->octets);
	if (p->payload.n)
		assert_ptr_equal(p->payload.p, bytes_from(from, p->payload_offset).p);
}

/* Decodes `in` of a frame with `wire` octets, against an unreadable page. */
static inline void decode_frame(struct net *n, struct packet *p, struct frame *f,
				struct bytes in, size_t wire, struct guard *g)
{
	f->data = guard_init(g, in);
	f->wire_octets = (uint32_t)wire;
	net_decode(n, f, p);
	check_sane(p, f->data);
}

/* Every shorter frame: no read past its end, no promise of packet.h broken, and the cut
   blamed on whom it was made by, when the whole is well formed. */
static inline void check_cuts(uint16_t linktype, struct bytes in, bool well_formed)
{
	static const struct net_options check = { .check_checksums = true };
	struct frame f = { .number = 1, .linktype = linktype };
	struct net *n = net_new(&check);
	struct packet p;
	struct guard g;

	for (size_t cut = 0; cut < in.n; cut++) {
		decode_frame(n, &p, &f, bytes_head(in, cut), in.n, &g);
		assert_true(p.verdict != PACKET_MALFORMED || !well_formed);
		guard_fini(&g);
		decode_frame(n, &p, &f, bytes_head(in, cut), cut, &g);
		assert_true(p.verdict != PACKET_TRUNCATED);
		guard_fini(&g);
	}
	net_free(&n);
}

/* Decodes one frame given as text, for tests that look at fields.  The octets are gone
   when it returns: only values may be looked at. */
static inline void decode_hex(struct packet *p, uint16_t linktype, const char *hex)
{
	static const struct net_options none = { 0 };
	struct frame f = { .number = 1, .linktype = linktype };
	struct net *n = net_new(&none);
	struct buf octets = { 0 };
	struct bytes in = from_hex(&octets, hex);
	struct guard g;

	decode_frame(n, p, &f, in, in.n, &g);
	guard_fini(&g);
	buf_fini(&octets);
	net_free(&n);
}

static inline void check_mac(const struct mac *mac, const char *text)
{
	struct buf b = { 0 };

	mac_text(&b, mac);
	assert_string_equal(buf_cstr(&b), text);
	buf_fini(&b);
}

static inline void check_ip(const struct ip *ip, const char *text)
{
	struct buf b = { 0 };

	ip_text(&b, ip);
	assert_string_equal(buf_cstr(&b), text);
	buf_fini(&b);
}

struct frame_case {
	const char *name;
	uint16_t linktype;
	const char *hex, *told;
};

static inline void check_frames(const struct frame_case *cases, size_t ncases)
{
	static const struct net_options none = { 0 };
	struct buf octets = { 0 }, told = { 0 };

	for (size_t i = 0; i < ncases; i++) {
		struct frame f = { .number = 1, .linktype = cases[i].linktype };
		struct bytes in = from_hex(&octets, cases[i].hex);
		struct net *n = net_new(&none);
		struct packet p;
		struct guard g;

		decode_frame(n, &p, &f, in, in.n, &g);
		tell(&told, &p);
		if (strcmp(buf_cstr(&told), cases[i].told) != 0)
			print_error("%s:\n", cases[i].name);
		assert_string_equal(buf_cstr(&told), cases[i].told);
		if (p.verdict == PACKET_TCP && p.payload_octets == sizeof(SAID) - 1)
			assert_memory_equal(p.payload.p, SAID, sizeof(SAID) - 1);
		guard_fini(&g);
		net_free(&n);
		check_cuts(cases[i].linktype, in, p.verdict != PACKET_MALFORMED);
	}
	buf_fini(&octets);
	buf_fini(&told);
}

#define CHECK_FRAMES(cases) check_frames((cases), sizeof(cases) / sizeof((cases)[0]))

#endif
