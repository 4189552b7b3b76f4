/* SPDX-License-Identifier: BSD-2-Clause */
/* test_tunnel.c - packets inside packets, and where that ends. */
#include "packets.h"

static const struct frame_case in_ip[] = {
	{ "IP in IP", 1,
	  ETHER "08004500004f1234000040047c3bc0000201c6336407" IN4,
	  "eth ip4(192.0.2.1>198.51.100.7) " SAYS4 },
	{ "6in4", 1,
	  ETHER "0800450000631234000040297c02c0000201c6336407" IN6,
	  "eth ip4(192.0.2.1>198.51.100.7) " SAYS6 },
	{ "IPv4 in IPv6", 1,
	  ETHER 
	  "86dd60012345003b044020010db800000000000000000000000120010db8000000010000"
	  "000000000025" IN4,
	  "eth ip6(2001:db8::1>2001:db8:0:1::25) " SAYS4 },
	{ "IPv6 in IPv6", 1,
	  ETHER 
	  "86dd60012345004f294020010db800000000000000000000000120010db8000000010000"
	  "000000000025" IN6,
	  "eth ip6(2001:db8::1>2001:db8:0:1::25) " SAYS6 },
	{ "GRE", 1,
	  ETHER "08004500005312340000402f7c0cc0000201c633640700000800" IN4,
	  "eth ip4(192.0.2.1>198.51.100.7) gre(0) " SAYS4 },
	{ "GRE with checksum, key, sequence", 1,
	  ETHER
	  "08004500007312340000402f7becc0000201c6336407b00086dd000000000000002a00000007"
	  IN6,
	  "eth ip4(192.0.2.1>198.51.100.7) gre(42) " SAYS6 },
	{ "GRE with key", 1,
	  ETHER "08004500005712340000402f7c08c0000201c6336407200008000000002a" IN4,
	  "eth ip4(192.0.2.1>198.51.100.7) gre(42) " SAYS4 },
	{ "Ethernet in GRE in IPv6", 1,
	  ETHER 
	  "86dd60012345004d2f4020010db800000000000000000000000120010db8000000010000"
	  "00000000002500006558" ETHER2 "0800" IN4,
	  "eth ip6(2001:db8::1>2001:db8:0:1::25) gre(0) eth " SAYS4 },
	{ "MPLS in GRE", 1,
	  ETHER "08004500005712340000402f7c08c0000201c6336407000088470000513f" IN4,
	  "eth ip4(192.0.2.1>198.51.100.7) gre(0) mpls(5) " SAYS4 },
	{ "ERSPAN I", 1,
	  ETHER "08004500006112340000402f7bfec0000201c6336407000088be" ETHER2 "0800"
	  IN4,
	  "eth ip4(192.0.2.1>198.51.100.7) gre(0) eth " SAYS4 },
	{ "ERSPAN II", 1,
	  ETHER
	  "08004500006d12340000402f7bf2c0000201c6336407100088be000000011064000100000000"
	  ETHER2 "0800" IN4,
	  "eth ip4(192.0.2.1>198.51.100.7) gre(0) erspan(1) eth " SAYS4 },
	{ "ERSPAN III", 1,
	  ETHER 
	  "08004500007512340000402f7beac0000201c6336407100022eb00000001206400010000"
	  "000500000000" ETHER2 "810060030800" IN4,
	  "eth ip4(192.0.2.1>198.51.100.7) gre(0) erspan(1) eth vlan(3) " SAYS4 },
	{ "ERSPAN III with subheader", 1,
	  ETHER 
	  "08004500007912340000402f7be6c0000201c6336407100022eb00000001206400010000"
	  "0005000000010c00000000000000" ETHER2 "0800" IN4,
	  "eth ip4(192.0.2.1>198.51.100.7) gre(0) erspan(1) eth " SAYS4 },
	{ "PPTP", 1,
	  ETHER
	  "08004500005f12340000402f7c00c0000201c63364073001880b003f000900000001ff030021"
	  IN4,
	  "eth ip4(192.0.2.1>198.51.100.7) gre(4128777) ppp(0021) " SAYS4 },
	{ "PPTP, acknowledged, compressed protocol", 1,
	  ETHER
	  "08004500006012340000402f7bffc0000201c63364073081880b003c0009000000010000000421"
	  IN4,
	  "eth ip4(192.0.2.1>198.51.100.7) gre(3932169) ppp(0021) " SAYS4 },
	{ "PPTP without data", 1,
	  ETHER "08004500002012340000402f7c3fc0000201c63364072081880b0000000900000001",
	  "eth ip4(192.0.2.1>198.51.100.7) gre(9): other, PPTP acknowledgement" },
	{ "EtherIP", 1,
	  ETHER "08004500005f1234000040617bcec0000201c63364073000" ETHER2 "0800" IN4,
	  "eth ip4(192.0.2.1>198.51.100.7) eth " SAYS4 },
	{ "MPLS in IP", 1,
	  ETHER "0800450000531234000040897bb2c0000201c63364070000813f" IN4,
	  "eth ip4(192.0.2.1>198.51.100.7) mpls(8) " SAYS4 },
	{ "WCCP 2", 1,
	  ETHER "08004500005712340000402f7c08c0000201c63364070000883e00000000" IN4,
	  "eth ip4(192.0.2.1>198.51.100.7) gre(0) " SAYS4 },
	{ "GRE with routes", 101,
	  "4500006312340000402f7bfcc0000201c6336407400008000000000008000004c000020100000000"
	  IN4,
	  "ip4(192.0.2.1>198.51.100.7) gre(0) " SAYS4 },
	{ "WCCP 1", 101,
	  "4500005312340000402f7c0cc0000201c63364070000883e" IN4,
	  "ip4(192.0.2.1>198.51.100.7) gre(0) " SAYS4 },
	{ "GRE of another version", 101,
	  "4500005312340000402f7c0cc0000201c633640700050800" IN4,
	  "ip4(192.0.2.1>198.51.100.7) other(59): other, GRE version not decoded" },
	{ "EtherIP of another version", 101,
	  "4500005f1234000040617bcec0000201c63364072000" ETHER "0800" IN4,
	  "ip4(192.0.2.1>198.51.100.7) other(73): other, EtherIP version not decoded" },
	{ "ERSPAN of another version", 101,
	  "4500006d12340000402f7bf2c0000201c6336407100088be000000017000000000000000"
	  ETHER "0800" IN4,
	  "ip4(192.0.2.1>198.51.100.7) gre(0) erspan(0) other(73): other, ERSPAN version not decoded" },
	{ "IP in ERSPAN III", 101,
	  "4500006312340000402f7bfcc0000201c6336407100022eb00000001200000020000000500000800"
	  IN4,
	  "ip4(192.0.2.1>198.51.100.7) gre(0) erspan(2) " SAYS4 },
};
static void test_in_ip(void **state)
{
	(void)state;
	CHECK_FRAMES(in_ip);
}

static const struct frame_case in_udp[] = {
	{ "VXLAN", 1,
	  ETHER
	  "08004500006d1234000040117c10c0000201c6336407c35012b5005900000800000000123400"
	  ETHER2 "0800" IN4,
	  "eth ip4(192.0.2.1>198.51.100.7) udp(50000>4789) vxlan(4660) eth " SAYS4 },
	{ "GENEVE with an option", 1,
	  ETHER 
	  "0800450000891234000040117bf4c0000201c6336407c35017c100750000020065580000"
	  "63000000000161626364" ETHER2 "86dd" IN6,
	  "eth ip4(192.0.2.1>198.51.100.7) udp(50000>6081) geneve(99) eth " SAYS6 },
	{ "IP in GENEVE", 1,
	  ETHER 
	  "86dd60012345004b114020010db800000000000000000000000120010db8000000010000"
	  "000000000025c35017c1004b00000000080000006300" IN4,
	  "eth ip6(2001:db8::1>2001:db8:0:1::25) udp(50000>6081) geneve(99) " SAYS4 },
	{ "GTP-U", 1,
	  ETHER
	  "08004500005f1234000040117c1ec0000201c633640708680868004b000030ff003b00abcdef"
	  IN4,
	  "eth ip4(192.0.2.1>198.51.100.7) udp(2152>2152) gtpu(11259375) " SAYS4 },
	{ "GTP-U with extension header", 1,
	  ETHER 
	  "0800450000671234000040117c16c0000201c6336407086808680053000034ff004300ab"
	  "cdef0000008501000900" IN4,
	  "eth ip4(192.0.2.1>198.51.100.7) udp(2152>2152) gtpu(11259375) " SAYS4 },
	{ "GTP-U with sequence", 1,
	  ETHER 
	  "0800450000771234000040117c06c0000201c6336407086808680063000032ff00530000"
	  "000100050000" IN6,
	  "eth ip4(192.0.2.1>198.51.100.7) udp(2152>2152) gtpu(1) " SAYS6 },
	{ "GTP-U echo", 1,
	  ETHER 
	  "0800450000281234000040117c55c0000201c63364070868086800140000320100040000"
	  "000000050000",
	  "eth ip4(192.0.2.1>198.51.100.7) udp(2152>2152) gtpu(0): other, GTP-U signalling" },
	{ "Teredo", 1,
	  ETHER "08004500006b1234000040117c12c0000201c6336407c3500dd800570000" IN6,
	  "eth ip4(192.0.2.1>198.51.100.7) udp(50000>3544) teredo(0) " SAYS6 },
	{ "Teredo, both indications", 1,
	  ETHER 
	  "0800450000801234000040117bfdc0000201c63364070dd8c351006c0000000100006e6e"
	  "6e6e6e6e6e6e0000001234c0000201" IN6,
	  "eth ip4(192.0.2.1>198.51.100.7) udp(3544>50001) teredo(21) " SAYS6 },
	{ "MPLS in UDP", 1,
	  ETHER "08004500005b1234000040117c22c0000201c6336407c35019eb004700000000813f"
	  IN4,
	  "eth ip4(192.0.2.1>198.51.100.7) udp(50000>6635) mpls(8) " SAYS4 },
	{ "no tunnel", 101,
	  "450000301234000040117c4dc0000201c6336407c3500035001c00000000000000000000"
	  "000000000000000000000000",
	  "ip4(192.0.2.1>198.51.100.7) udp(50000>53): other, UDP" },
	{ "VXLAN-GPE", 101,
	  "4500005f1234000040110000c0000201c6336407c35012b6004b0000" "0800000100123400" IN4,
	  "ip4(192.0.2.1>198.51.100.7) udp(50000>4790) vxlan(4660) " SAYS4 },
	{ "VXLAN-GPE, IPv6", 101,
	  "450000731234000040110000c0000201c6336407c35012b6005f0000" "0c00000200123400" IN6,
	  "ip4(192.0.2.1>198.51.100.7) udp(50000>4790) vxlan(4660) " SAYS6 },
	{ "VXLAN-GPE, Ethernet", 101,
	  "4500006d1234000040110000c0000201c6336407c35012b600590000" "0c00000300123400" ETHER2
	  "0800" IN4,
	  "ip4(192.0.2.1>198.51.100.7) udp(50000>4790) vxlan(4660) eth " SAYS4 },
	{ "VXLAN-GPE, network service header", 101,
	  "4500002c1234000040110000c0000201c6336407c35012b600180000" "0c00000400123400"
	  "0000000000000000",
	  "ip4(192.0.2.1>198.51.100.7) udp(50000>4790) vxlan(4660) other(8): other, "
	  "VXLAN-GPE protocol not decoded" },
	{ "VXLAN without its bit", 101,
	  "450000301234000040117c4dc0000201c6336407c35012b5001c00000000000000000000"
	  "000000000000000000000000",
	  "ip4(192.0.2.1>198.51.100.7) udp(50000>4789): other, UDP" },
	{ "GENEVE of another version", 101,
	  "450000301234000040117c4dc0000201c6336407c35017c1001c0000ffffffffffffffff"
	  "ffffffffffffffffffffffff",
	  "ip4(192.0.2.1>198.51.100.7) udp(50000>6081): other, UDP" },
	{ "GTP of another version", 101,
	  "450000301234000040117c4dc0000201c6336407c3500868001c00000000000000000000"
	  "000000000000000000000000",
	  "ip4(192.0.2.1>198.51.100.7) udp(50000>2152): other, UDP" },
	{ "not Teredo", 101,
	  "450000281234000040117c55c0000201c6336407c3500dd80014000048656c6c6f2c20776f726c64",
	  "ip4(192.0.2.1>198.51.100.7) udp(50000>3544): other, UDP" },
	{ "GTP-U extension of length 0", 101,
	  "450000301234000040117c4dc0000201c6336407c3500868001c000034ff000c00000001"
	  "000000850000000000000000",
	  "ip4(192.0.2.1>198.51.100.7) udp(50000>2152): malformed, GTP-U extension header of length 0" },
	{ "PPP in GTP-U", 101,
	  "4500003c1234000040117c41c0000201c6336407c35008680028000030ff001800000001"
	  "ff0300210000000000000000000000000000000000000000",
	  "ip4(192.0.2.1>198.51.100.7) udp(50000>2152) gtpu(1) ppp(0021): malformed, IPv4 header with an impossible version or length" },
	{ "UDP length too small", 101,
	  "450000241234000040117c59c0000201c633640700010002000700000000000000000000",
	  "ip4(192.0.2.1>198.51.100.7) udp(1>2): malformed, UDP header with an impossible length" },
};
static void test_in_udp(void **state)
{
	(void)state;
	CHECK_FRAMES(in_udp);
}

static void test_details(void **state)
{
	struct packet p;

	(void)state;
	decode_hex(&p, 101, "4500006712340000402f7bf8c0000201c6336407"
		   "b0000800" "00000000" "0000002a" "00000007" IN4);
	assert_int_equal(p.layers[1].gre.flags, 0xb000);
	assert_int_equal(p.layers[1].gre.type, 0x0800);
	assert_int_equal(p.layers[1].gre.sequence, 7);
	assert_int_equal(p.layers[1].octets, 16);
	/* The addresses and the offsets are those of the packet inside. */
	decode_hex(&p, 101, "4500004f1234000040047c6ccb007101cb007102" IN4);
	check_ip(&p.src, "192.0.2.1");
	check_ip(&p.dst, "198.51.100.7");
	assert_int_equal(p.payload_offset, 60);
}

/* A tunnel's lengths hold for what is inside. */
static void test_lengths(void **state)
{
	static const struct {
		const char *name, *hex;
	} cases[] = {
		{ "PPTP", "4500005f1234000040" "2f0000" "c0000201c6336407"
			  "3001880b" "003e0009" "00000001" "ff030021" IN4 },
		{ "UDP", "4500006d1234000040" "110000" "c0000201c6336407"
			 "c35012b500580000" "0800000000123400" ETHER2 "0800" IN4 },
		{ "GTP-U", "4500005f1234000040" "110000" "c0000201c6336407"
			   "08680868004b0000" "30ff003a00abcdef" IN4 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct packet p;

		print_message("# %s\n", cases[i].name);
		decode_hex(&p, 101, cases[i].hex);
		assert_int_equal(p.verdict, PACKET_TCP);
		assert_true(p.odd & ODD_IP_LENGTH);
		assert_int_equal(p.payload_octets, 18);
	}
}

/* IP in IP in IP: as deep as the cap, and one deeper. */
static void test_nesting(void **state)
{
	static const char outer[] = "4500%04x12340000" "4004" "0000" "c0000201" "c6336407";

	(void)state;
	for (unsigned depth = LIMIT_LAYERS - 3; depth < LIMIT_LAYERS + 3; depth++) {
		struct packet p;
		char hex[4000];
		size_t at = 0;

		for (unsigned left = depth; left; left--)
			at += (size_t)snprintf(hex + at, sizeof(hex) - at, outer,
					       20 * left + 59);
		snprintf(hex + at, sizeof(hex) - at, "%s", IN4);
		decode_hex(&p, 101, hex);
		if (depth + 2 <= LIMIT_LAYERS) {
			assert_int_equal(p.verdict, PACKET_TCP);
			assert_int_equal(p.nlayers, depth + 2);
		} else {
			assert_int_equal(p.verdict, PACKET_OTHER);
			assert_int_equal(p.nlayers, LIMIT_LAYERS);
			assert_string_equal(p.why, "too many headers inside one another");
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_in_ip),
		cmocka_unit_test(test_in_udp),
		cmocka_unit_test(test_details),
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_nesting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
