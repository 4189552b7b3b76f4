/* SPDX-License-Identifier: BSD-2-Clause */
/* test_ip.c - IPv4 and IPv6 headers; ICMP quotes are no data. */
#include "packets.h"

static const struct frame_case ip4[] = {
	{ "IPv4 options", 1,
	  ETHER 
	  "08004600003f123400004006e744c0000201c6336407940400009c400019000003e80000"
	  "07d050180400f16f000045484c4f206d61696c2e6578616d706c650d0a",
	  "eth " SAYS4 },
	{ "IP length beyond the frame", 1,
	  ETHER 
	  "0800450001f41234000040067a94c0000201c63364079c400019000003e8000007d05018"
	  "0400f16f000045484c4f206d61696c2e6578616d706c650d0a",
	  "eth " SAYS4 },
	{ "length left to the card", 1,
	  ETHER 
	  "0800450000001234000040067c88c0000201c63364079c400019000003e8000007d05018"
	  "0400f16f000045484c4f206d61696c2e6578616d706c650d0a",
	  "eth " SAYS4 },
	{ "header too short", 101,
	  "4400003b1234000040067c4dc0000201c63364079c400019000003e8000007d050180400"
	  "f16f000045484c4f206d61696c2e6578616d706c650d0a",
	  ": malformed, IPv4 header with an impossible version or length" },
	{ "another version", 228,
	  "5400003b1234000040067c4dc0000201c63364079c400019000003e8000007d050180400"
	  "f16f000045484c4f206d61696c2e6578616d706c650d0a",
	  ": malformed, IPv4 header with an impossible version or length" },
	{ "length too small", 101,
	  "450000101234000040067c4dc0000201c63364079c400019000003e8000007d050180400"
	  "f16f000045484c4f206d61696c2e6578616d706c650d0a",
	  ": malformed, IPv4 header with an impossible version or length" },
	{ "SCTP", 101,
	  "4500001c1234000040847beec0000201c63364070000000000000000",
	  "ip4(192.0.2.1>198.51.100.7) other(8): other, IP protocol not decoded" },
	{ "AH in IPv4", 1,
	  ETHER 
	  "0800450000531234000040337c08c0000201c63364070604000000000001000000014949"
	  "494949494949494949499c400019000003e8000007d050180400f16f000045484c4f206d"
	  "61696c2e6578616d706c650d0a",
	  "eth ip4(192.0.2.1>198.51.100.7) ext(51) tcp(40000>25): 19 octets" },
	{ "ESP", 1,
	  ETHER 
	  "08004500003c1234000040327c20c0000201c63364070000000000000000000000000000"
	  "0000000000000000000000000000000000000000000000000000",
	  "eth ip4(192.0.2.1>198.51.100.7) other(40): other, encrypted (ESP)" },
};
static void test_ip4(void **state)
{
	(void)state;
	CHECK_FRAMES(ip4);
}

static const struct frame_case ip6[] = {
	{ "hop-by-hop options", 1,
	  ETHER 
	  "86dd60012345002f004020010db800000000000000000000000120010db8000000010000"
	  "00000000002506000502000001009c400019000003e8000007d050180400821300004548"
	  "4c4f206d61696c2e6578616d706c650d0a",
	  "eth ip6(2001:db8::1>2001:db8:0:1::25) ext(0) tcp(40000>25): 19 octets" },
	{ "destination options, routing", 1,
	  ETHER 
	  "86dd6001234500473c4020010db800000000000000000000000120010db8000000010000"
	  "0000000000252b00010400000000060200000000000020010db800000000000000000000"
	  "00999c400019000003e8000007d0501804008213000045484c4f206d61696c2e6578616d"
	  "706c650d0a",
	  "eth ip6(2001:db8::1>2001:db8:0:1::25) ext(60) ext(43) tcp(40000>25): 19 octets" },
	{ "segment routing", 1,
	  ETHER 
	  "86dd60012345004f2b4020010db800000000000000000000000120010db8000000000000"
	  "000000000077060404010100000020010db800000001000000000000002520010db80000"
	  "000000000000000000779c400019000003e8000007d0501804008213000045484c4f206d"
	  "61696c2e6578616d706c650d0a",
	  "eth ip6(2001:db8::1>2001:db8::77) ext(43) tcp(40000>25): 19 octets" },
	{ "source routing", 1,
	  ETHER 
	  "86dd60012345004f2b4020010db800000000000000000000000120010db8000000000000"
	  "000000000066060400010000000020010db800000000000000000000006620010db80000"
	  "000100000000000000259c400019000003e8000007d0501804008213000045484c4f206d"
	  "61696c2e6578616d706c650d0a",
	  "eth ip6(2001:db8::1>2001:db8::66) ext(43) tcp(40000>25): 19 octets" },
	{ "AH in IPv6", 1,
	  ETHER 
	  "86dd60012345003f334020010db800000000000000000000000120010db8000000010000"
	  "0000000000250604000000000001000000014949494949494949494949499c4000190000"
	  "03e8000007d0501804008213000045484c4f206d61696c2e6578616d706c650d0a",
	  "eth ip6(2001:db8::1>2001:db8:0:1::25) ext(51) tcp(40000>25): 19 octets" },
	{ "atomic fragment", 1,
	  ETHER 
	  "86dd60012345002f2c4020010db800000000000000000000000120010db8000000010000"
	  "00000000002506000000000000059c400019000003e8000007d050180400821300004548"
	  "4c4f206d61696c2e6578616d706c650d0a",
	  "eth ip6(2001:db8::1>2001:db8:0:1::25) ext(44) tcp(40000>25): 19 octets" },
	{ "no next header", 1,
	  ETHER 
	  "86dd6001234500003b4020010db800000000000000000000000120010db8000000010000"
	  "000000000025",
	  "eth ip6(2001:db8::1>2001:db8:0:1::25): other, no next header" },
	{ "jumbogram", 1,
	  ETHER 
	  "86dd600123450000004020010db800000000000000000000000120010db8000000010000"
	  "0000000000250600c204000111709c400019000003e8000007d050180400821300004548"
	  "4c4f206d61696c2e6578616d706c650d0a",
	  "eth ip6(2001:db8::1>2001:db8:0:1::25) ext(0) other(39): other, IPv6 jumbogram" },
	{ "length left to the card", 101,
	  "600123450000064020010db800000000000000000000000120010db80000000100000000"
	  "000000259c400019000003e8000007d0501804008213000045484c4f206d61696c2e6578"
	  "616d706c650d0a",
	  SAYS6 },
	{ "another version", 229,
	  IN4,
	  ": malformed, IPv6 header with another version" },
	{ "mobility", 101,
	  "60012345002f874020010db800000000000000000000000120010db80000000100000000"
	  "0000002506000401000000009c400019000003e8000007d0501804008213000045484c4f"
	  "206d61696c2e6578616d706c650d0a",
	  "ip6(2001:db8::1>2001:db8:0:1::25) ext(135) tcp(40000>25): 19 octets" },
};
static void test_ip6(void **state)
{
	(void)state;
	CHECK_FRAMES(ip6);
}

static const struct frame_case quotes[] = {
	{ "host unreachable, whole segment quoted", 1,
	  ETHER "0800450000571234000040017c36c0000201c63364070301000000000000" IN4,
	  "eth ip4(192.0.2.1>198.51.100.7) icmp(3.1): other, ICMP" },
	{ "time exceeded", 1,
	  ETHER 
	  "08004500004c1234000040017c41c0000201c63364070b000000000000004500003b1234"
	  "000040067c4dc0000201c63364079c400019000003e8000007d050180400f16f00004548"
	  "4c4f206d6169",
	  "eth ip4(192.0.2.1>198.51.100.7) icmp(11.0): other, ICMP" },
	{ "ICMPv6 unreachable", 1,
	  ETHER 
	  "86dd6001234500573a4020010db800000000000000000000000120010db8000000010000"
	  "0000000000250100000000000000" IN6,
	  "eth ip6(2001:db8::1>2001:db8:0:1::25) icmp6(1.0): other, ICMPv6" },
	{ "in a tunnel", 1,
	  ETHER 
	  "08004500006f12340000402f7bf0c0000201c63364070000080045000057123400004001"
	  "7c36c0000201c63364070301000000000000" IN4,
	  "eth ip4(192.0.2.1>198.51.100.7) gre(0) ip4(192.0.2.1>198.51.100.7) icmp(3.1): other, ICMP" },
};
static void test_quotes(void **state)
{
	(void)state;
	CHECK_FRAMES(quotes);
}

static void test_details(void **state)
{
	struct packet p;

	(void)state;
	decode_hex(&p, 101, "46b8003f" "12344000" "3106" "0000" "c0000201" "c6336407" "94040000"
		   TCP4 "f16f0000" SAY);
	assert_int_equal(p.verdict, PACKET_TCP);
	assert_int_equal(p.layers[0].ip4.hdr_octets, 24);
	assert_int_equal(p.layers[0].octets, 24);
	assert_int_equal(p.layers[0].ip4.dsfield, 0xb8);
	assert_int_equal(p.layers[0].ip4.total_octets, 63);
	assert_int_equal(p.layers[0].ip4.id, 0x1234);
	assert_int_equal(p.layers[0].ip4.flags, 2);
	assert_int_equal(p.layers[0].ip4.ttl, 0x31);
	assert_int_equal(p.layers[0].ip4.proto, 6);
	assert_int_equal(p.layers[1].offset, 24);
	assert_int_equal(p.payload_offset, 44);

	decode_hex(&p, 101, "6ab12345" "002c" "3c" "31" "20010db8000000000000000000000001"
		   "20010db8000000010000000000000025" "0600" "01020000" "0000"
		   TCP4 "82130000" "0d0a0d0a0d0a0d0a0d0a0d0a0d0a0d0a");
	assert_int_equal(p.verdict, PACKET_TCP);
	assert_int_equal(p.layers[0].ip6.tclass, 0xab);
	assert_int_equal(p.layers[0].ip6.flow, 0x12345);
	assert_int_equal(p.layers[0].ip6.payload_octets, 44);
	assert_int_equal(p.layers[0].ip6.next, 60);
	assert_int_equal(p.layers[0].ip6.hlim, 0x31);
	assert_int_equal(p.layers[1].ext.next, 6);
	assert_int_equal(p.layers[1].octets, 8);

	/* No segments left: the header's destination is the last. */
	decode_hex(&p, 101, "60012345" "0038" "2b" "40" "20010db8000000000000000000000001"
		   "20010db8000000010000000000000025" "0602" "0000" "00000000"
		   "20010db8000000000000000000000066" TCP4 "82130000"
		   "0d0a0d0a0d0a0d0a0d0a0d0a");
	assert_int_equal(p.verdict, PACKET_TCP);
	check_ip(&p.dst, "2001:db8:0:1::25");
	/* The jumbo option besides a length is of no account (RFC 2675 3). */
	decode_hex(&p, 101, "60012345" "0020" "00" "40" "20010db8000000000000000000000001"
		   "20010db8000000010000000000000025" "0600" "c20400011170"
		   TCP4 "82130000" "0d0a0d0a");
	assert_int_equal(p.verdict, PACKET_TCP);
	assert_int_equal(p.payload_octets, 4);
}

/* The length on the wire that the capture says, when it can be. */
static void test_wire_length(void **state)
{
	static const struct {
		uint32_t wire, payload;
	} cases[] = {
		{ 59, 19 }, { 1059, 1019 }, { 40, 19 }, { 0, 19 },
		{ LIMIT_FRAME_OCTETS, LIMIT_FRAME_OCTETS - 40 }, { LIMIT_FRAME_OCTETS + 1, 19 },
		{ UINT32_MAX, 19 },
	};
	static const struct net_options none = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct frame f = { .number = 1, .linktype = 101 };
		struct net *n = net_new(&none);
		struct buf b = { 0 };
		struct packet p;
		struct guard g;
		/* no IP length: the frame's counts */
		struct bytes in = from_hex(&b, "450000001234000040067c88c0000201c6336407"
					       TCP4 "f16f0000" SAY);

		decode_frame(n, &p, &f, in, cases[i].wire, &g);
		assert_int_equal(p.verdict, PACKET_TCP);
		assert_int_equal(p.payload_octets, cases[i].payload);
		assert_int_equal(p.payload.n, 19);
		guard_fini(&g);
		buf_fini(&b);
		net_free(&n);
	}
}

/* What is wrong and goes on: told in packet.odd, refused only when asked. */
static void test_oddities(void **state)
{
	static const struct {
		const char *header;
		unsigned odd;
		enum checksum_state sum;
		enum packet_verdict checked;
		uint32_t payload;
	} cases[] = {
		{ "4500003b1234000040067c4dc0000201c6336407", 0, CHECKSUM_GOOD, PACKET_TCP, 19 },
		{ "4500003b1234000040067c4ec0000201c6336407", ODD_IP_CHECKSUM, CHECKSUM_BAD,
		  PACKET_OTHER, 19 },
		{ "4500003b123400004006ffffc0000201c6336407", ODD_IP_CHECKSUM, CHECKSUM_BAD,
		  PACKET_OTHER, 19 },
		{ "4500003b1234000040060000c0000201c6336407", 0, CHECKSUM_OFFLOAD, PACKET_TCP, 19 },
		{ "4500003c1234000040067c4cc0000201c6336407", ODD_IP_LENGTH, CHECKSUM_GOOD,
		  PACKET_TCP, 19 },
		{ "450000001234000040067c88c0000201c6336407", ODD_NO_IP_LENGTH, CHECKSUM_GOOD,
		  PACKET_TCP, 19 },
		{ "450000391234000040067c4fc0000201c6336407", 0, CHECKSUM_GOOD, PACKET_TCP, 17 },
	};
	/* the TCP checksum 0 is the card's business: only IP's is judged here */
	static const char rest[] = TCP4 "00000000" SAY;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		for (int check = 0; check < 2; check++) {
			struct net_options o = { .check_checksums = check };
			struct frame f = { .number = 1, .linktype = 101 };
			struct net *n = net_new(&o);
			struct buf b = { 0 };
			char hex[200];
			struct packet p;
			struct guard g;

			snprintf(hex, sizeof(hex), "%s%s", cases[i].header, rest);
			struct bytes in = from_hex(&b, hex);

			decode_frame(n, &p, &f, in, in.n, &g);
			assert_int_equal(p.odd, cases[i].odd);
			assert_int_equal(p.layers[0].ip4.checksum_state, cases[i].sum);
			assert_int_equal(p.verdict, check ? cases[i].checked : PACKET_TCP);
			if (p.verdict == PACKET_TCP)
				assert_int_equal(p.payload_octets, cases[i].payload);
			assert_int_equal(net_stats(n)->bad_ip_checksum,
					 cases[i].sum == CHECKSUM_BAD);
			assert_int_equal(net_stats(n)->tcp, p.verdict == PACKET_TCP);
			guard_fini(&g);
			buf_fini(&b);
			net_free(&n);
		}
	}
}

/* TCP runs to the last stop of a routing header, and is summed over it. */
static void test_final_destination(void **state)
{
	static const char *const routed[] = {
		/* RFC 8754: the list is reversed */
		"600123450" "04f2b40" "20010db8000000000000000000000001"
		"20010db8000000000000000000000077" "0604040101000000"
		"20010db8000000010000000000000025" "20010db8000000000000000000000077",
		/* RFC 2460 type 0: the last of the list */
		"600123450" "04f2b40" "20010db8000000000000000000000001"
		"20010db8000000000000000000000066" "0604000100000000"
		"20010db8000000000000000000000066" "20010db8000000010000000000000025",
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct frame f = { .number = 1, .linktype = 229 };
		struct net_options o = { .check_checksums = true };
		struct net *n = net_new(&o);
		struct buf b = { 0 };
		char hex[400];
		struct packet p;
		struct guard g;

		snprintf(hex, sizeof(hex), "%s%s", routed[i], TCP4 "82130000" SAY);
		struct bytes in = from_hex(&b, hex);

		decode_frame(n, &p, &f, in, in.n, &g);
		assert_int_equal(p.verdict, PACKET_TCP);
		assert_int_equal(p.tcp_checksum, CHECKSUM_GOOD);
		check_ip(&p.dst, "2001:db8:0:1::25");
		assert_false(ip_eq(&p.dst, &p.layers[0].ip6.dst));
		assert_int_equal(p.layers[1].ext.segments_left, 1);
		assert_int_equal(p.layers[1].ext.routing_type, i ? 0 : 4);
		guard_fini(&g);
		buf_fini(&b);
		net_free(&n);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ip4),
		cmocka_unit_test(test_ip6),
		cmocka_unit_test(test_quotes),
		cmocka_unit_test(test_details),
		cmocka_unit_test(test_wire_length),
		cmocka_unit_test(test_oddities),
		cmocka_unit_test(test_final_destination),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
