/* SPDX-License-Identifier: BSD-2-Clause */
/* test_link.c - link layers, tags and labels: frames of our own, told as tshark 4.0 tells them. */
#include "packets.h"

static const struct frame_case ethernet[] = {
	{ "IPv4", 1,
	  ETHER "0800" IN4,
	  "eth " SAYS4 },
	{ "IPv6", 1,
	  ETHER "86dd" IN6,
	  "eth " SAYS6 },
	{ "padding is no payload", 1,
	  ETHER 
	  "0800450000281234000040067c60c0000201c63364079c400019000003e8000007d05018"
	  "0400177f0000000000000000",
	  "eth ip4(192.0.2.1>198.51.100.7) tcp(40000>25): 0 octets" },
	{ "padding is no payload, IPv6", 1,
	  ETHER 
	  "86dd600123450014064020010db800000000000000000000000120010db8000000010000"
	  "0000000000259c400019000003e8000007d050180400a8220000504144504144",
	  "eth ip6(2001:db8::1>2001:db8:0:1::25) tcp(40000>25): 0 octets" },
	{ "802.1Q", 1,
	  ETHER "810060640800" IN4,
	  "eth vlan(100) " SAYS4 },
	{ "802.1ad", 1,
	  ETHER "88a860078100606486dd" IN6,
	  "eth vlan(7) vlan(100) " SAYS6 },
	{ "three tags, as before 802.1ad", 1,
	  ETHER "9100600791006008810060090800" IN4,
	  "eth vlan(7) vlan(8) vlan(9) " SAYS4 },
	{ "802.3 with SNAP", 1,
	  ETHER "0043aaaa030000000800" IN4,
	  "eth llc(aa) " SAYS4 },
	{ "802.3, padded", 1,
	  ETHER 
	  "0030aaaa030000000800450000281234000040067c60c0000201c63364079c4000190000"
	  "03e8000007d050180400177f00000101010101010101",
	  "eth llc(aa) ip4(192.0.2.1>198.51.100.7) tcp(40000>25): 0 octets" },
	{ "802.3 length behind a tag", 1,
	  ETHER "810060050043aaaa030000000800" IN4,
	  "eth vlan(5) llc(aa) " SAYS4 },
	{ "IP by its own SAP", 1,
	  ETHER "003e060603" IN4,
	  "eth llc(06) " SAYS4 },
	{ "spanning tree", 1,
	  ETHER
	  "00264242030000000000000000000000000000000000000000000000000000000000000000000000",
	  "eth llc(42) other(35): other, LLC without IP" },
	{ "ARP", 1,
	  ETHER "08060001080006040001020000000002c0000201000000000000c6336407",
	  "eth arp(1): other, ARP" },
	{ "802.3 without LLC", 1,
	  ETHER "0020ffff000000000000000000000000000000000000000000000000000000000000",
	  "eth llc(ff) other(29): other, LLC without IP" },
	{ "neither type nor length", 1,
	  ETHER "05f00000000000000000000000000000000000000000",
	  "eth other(20): other, neither an EtherType nor an 802.3 length" },
	{ "MACsec", 1,
	  ETHER "88e50000000000000000000000000000000000000000",
	  "eth other(20): other, encrypted (MACsec)" },
	{ "unknown type", 1,
	  ETHER "12340000000000000000000000000000000000000000",
	  "eth other(20): other, EtherType not decoded" },
};
static void test_ethernet(void **state)
{
	(void)state;
	CHECK_FRAMES(ethernet);
}

static const struct frame_case labels[] = {
	{ "one label", 1,
	  ETHER "88470001013f" IN4,
	  "eth mpls(16) " SAYS4 },
	{ "three labels", 1,
	  ETHER "88470001003f0001103f0001213f" IN6,
	  "eth mpls(16) mpls(17) mpls(18) " SAYS6 },
	{ "pseudowire with control word", 1,
	  ETHER "88470006313f00000000" ETHER2 "0800" IN4,
	  "eth mpls(99) eth " SAYS4 },
	{ "pseudowire without", 1,
	  ETHER "88470006313f" ETHER2 "0800" IN4,
	  "eth mpls(99) eth " SAYS4 },
	{ "neither IP nor Ethernet", 1,
	  ETHER "88470000913f100000000000000000000000000000000000000000000000",
	  "eth mpls(9) other(24): other, MPLS without IP" },
	{ "link type MPLS", 219,
	  "0001013f" IN4,
	  "mpls(16) " SAYS4 },
};
static void test_mpls(void **state)
{
	(void)state;
	CHECK_FRAMES(labels);
}

static const struct frame_case cooked[] = {
	{ "SLL", 113,
	  "00000001000602000000000200000800" IN4,
	  "sll(0) " SAYS4 },
	{ "SLL", 113,
	  "00040001000602000000000200000800" IN4,
	  "sll(4) " SAYS4 },
	{ "SLL, tagged", 113,
	  "0000000100060200000000020000810060090800" IN4,
	  "sll(0) vlan(9) " SAYS4 },
	{ "SLL, tagged", 113,
	  "0004000100060200000000020000810060090800" IN4,
	  "sll(4) vlan(9) " SAYS4 },
	{ "SLL of the loopback interface", 113,
	  "00000304000600000000000000000800" IN4,
	  "sll(0) " SAYS4 },
	{ "SLL without address", 113,
	  "00000200000000000000000000000800" IN4,
	  "sll(0) " SAYS4 },
	{ "SLL with LLC", 113,
	  "00000001000602000000000200000004aaaa030000000800" IN4,
	  "sll(0) llc(aa) " SAYS4 },
	{ "netlink", 113,
	  "0000033800000000000000000000000000000000000000000000000000000000",
	  "sll(0) other(16): other, netlink" },
	{ "raw 802.3", 113,
	  "0000000100060200000000020000000100000000000000000000000000000000",
	  "sll(0) other(16): other, Linux cooked protocol not decoded" },
	{ "SLL2", 276,
	  "0800000000000003000104060200000000020000" IN4,
	  "sll2(3) " SAYS4 },
	{ "SLL2, IPv6", 276,
	  "86dd000000000003000100060200000000020000" IN6,
	  "sll2(3) " SAYS6 },
	{ "SLL2, tagged", 276,
	  "8100000000000003000100060200000000020000600886dd" IN6,
	  "sll2(3) vlan(8) " SAYS6 },
};
static void test_cooked(void **state)
{
	(void)state;
	CHECK_FRAMES(cooked);
}

static const struct frame_case loopback[] = {
	{ "NULL, little-endian", 0,
	  "02000000" IN4,
	  "loop(2) " SAYS4 },
	{ "NULL, big-endian", 0,
	  "00000002" IN4,
	  "loop(2) " SAYS4 },
	{ "NULL with IPv6 of BSD, macOS", 0,
	  "18000000" IN6,
	  "loop(24) " SAYS6 },
	{ "NULL with IPv6 of BSD, macOS", 0,
	  "1c000000" IN6,
	  "loop(28) " SAYS6 },
	{ "NULL with IPv6 of BSD, macOS", 0,
	  "1e000000" IN6,
	  "loop(30) " SAYS6 },
	{ "the same, big-endian", 0,
	  "00000018" IN6,
	  "loop(24) " SAYS6 },
	{ "the same, big-endian", 0,
	  "0000001c" IN6,
	  "loop(28) " SAYS6 },
	{ "the same, big-endian", 0,
	  "0000001e" IN6,
	  "loop(30) " SAYS6 },
	{ "LOOP", 108,
	  "00000002" IN4,
	  "loop(2) " SAYS4 },
	{ "LOOP, IPv6", 108,
	  "00000018" IN6,
	  "loop(24) " SAYS6 },
	{ "LOOP, IPv6", 108,
	  "0000001c" IN6,
	  "loop(28) " SAYS6 },
	{ "LOOP, IPv6", 108,
	  "0000001e" IN6,
	  "loop(30) " SAYS6 },
	{ "AppleTalk", 0,
	  "000000070000000000000000000000000000000000000000",
	  "loop(7) other(20): other, address family not decoded" },
	{ "EtherType for family", 0,
	  "00000800" IN4,
	  "loop(2048) " SAYS4 },
};
static void test_loopback(void **state)
{
	(void)state;
	CHECK_FRAMES(loopback);
}

static const struct frame_case raw[] = {
	{ "RAW", 101,
	  IN4,
	  SAYS4 },
	{ "RAW, IPv6", 101,
	  IN6,
	  SAYS6 },
	{ "DLT 12", 12,
	  IN4,
	  SAYS4 },
	{ "DLT 14", 14,
	  IN6,
	  SAYS6 },
	{ "IPV4", 228,
	  IN4,
	  SAYS4 },
	{ "IPV6", 229,
	  IN6,
	  SAYS6 },
	{ "neither", 101,
	  "10000000000000000000000000000000000000000000000000000000000000",
	  "other(31): other, neither IPv4 nor IPv6" },
	{ "unknown link type", 147,
	  "00000000000000000000",
	  "other(10): other, link type not decoded" },
};
static void test_raw(void **state)
{
	(void)state;
	CHECK_FRAMES(raw);
}

static const struct frame_case ppp[] = {
	{ "PPP", 9,
	  "ff030021" IN4,
	  "ppp(0021) " SAYS4 },
	{ "PPP, IPv6", 9,
	  "ff030057" IN6,
	  "ppp(0057) " SAYS6 },
	{ "compressed protocol", 9,
	  "ff0321" IN4,
	  "ppp(0021) " SAYS4 },
	{ "without address and control", 9,
	  "0021" IN4,
	  "ppp(0021) " SAYS4 },
	{ "MPLS", 9,
	  "ff0302810000913f" IN4,
	  "ppp(0281) mpls(9) " SAYS4 },
	{ "LCP", 9,
	  "ff03c02101010004",
	  "ppp(c021) other(4): other, PPP without IP" },
	{ "Van Jacobson", 9,
	  "ff03002d0000000000000000000000000000000000000000",
	  "ppp(002d) other(20): other, PPP with compressed TCP/IP headers" },
	{ "multilink", 9,
	  "ff03003d0000000000000000000000000000000000000000",
	  "ppp(003d) other(20): other, PPP multilink" },
	{ "compressed", 9,
	  "ff0300fd0000000000000000000000000000000000000000",
	  "ppp(00fd) other(20): other, PPP compressed data" },
	{ "PPP_HDLC", 50,
	  "ff030021" IN4,
	  "ppp(0021) " SAYS4 },
	{ "Cisco HDLC as PPP_HDLC", 50,
	  "0f000800" IN4,
	  "chdlc(0800) " SAYS4 },
	{ "Cisco HDLC", 104,
	  "0f000800" IN4,
	  "chdlc(0800) " SAYS4 },
	{ "Cisco HDLC, IPv6", 104,
	  "8f0086dd" IN6,
	  "chdlc(86dd) " SAYS6 },
	{ "PPP_ETHER", 51,
	  "1100004d003d0021" IN4,
	  "pppoe(77) ppp(0021) " SAYS4 },
	{ "PPPoE, padded", 1,
	  ETHER "88641100004d003d0021" IN4 "504144",
	  "eth pppoe(77) ppp(0021) " SAYS4 },
	{ "PPPoE, IPv6", 1,
	  ETHER "88641100004d00510057" IN6,
	  "eth pppoe(77) ppp(0057) " SAYS6 },
	{ "PPPoE discovery", 1,
	  ETHER "8863110900000000",
	  "eth other(6): other, PPPoE discovery" },
};
static void test_ppp(void **state)
{
	(void)state;
	CHECK_FRAMES(ppp);
}

static void test_details(void **state)
{
	struct packet p;

	(void)state;
	decode_hex(&p, 1, ETHER "88a8" "b007" "8100" "0064" "0800" IN4);
	assert_int_equal(p.layers[0].eth.type, 0x88a8);
	assert_int_equal(p.layers[1].vlan.tpid, 0x88a8);
	assert_int_equal(p.layers[1].vlan.priority, 5);
	assert_true(p.layers[1].vlan.dei);
	assert_int_equal(p.layers[1].vlan.type, 0x8100);
	assert_int_equal(p.layers[2].vlan.tpid, 0x8100);
	assert_false(p.layers[2].vlan.dei);
	assert_int_equal(p.layers[2].offset, 18);
	assert_int_equal(p.layers[2].octets, 4);

	decode_hex(&p, 1, ETHER "8847" "00010a3f" "00011140" IN4);
	assert_int_equal(p.layers[1].mpls.tclass, 5);
	assert_int_equal(p.layers[1].mpls.ttl, 63);
	assert_false(p.layers[1].mpls.bottom);
	assert_int_equal(p.layers[2].mpls.label, 17);
	assert_true(p.layers[2].mpls.bottom);

	decode_hex(&p, 276, "86dd0000" "00000003" "0001" "04" "06" "0200000000020000" IN6);
	assert_int_equal(p.layers[0].sll.packet_type, 4);
	assert_int_equal(p.layers[0].sll.arphrd, 1);
	assert_int_equal(p.layers[0].sll.type, 0x86dd);

	decode_hex(&p, 1, ETHER "0043" "aaaa03" "000000" "0800" IN4);
	assert_int_equal(p.layers[1].octets, 8);
	assert_int_equal(p.layers[1].llc.oui, 0);
	assert_int_equal(p.layers[1].llc.type, 0x0800);

	decode_hex(&p, 1, ETHER "0806" "0001080006040002" "020000000002" "c0000201"
		   "020000000001" "c6336407");
	assert_int_equal(p.layers[1].arp.opcode, 2);
	check_mac(&p.layers[1].arp.src_mac, "02:00:00:00:00:02");
	check_ip(&p.layers[1].arp.src_ip, "192.0.2.1");
	check_mac(&p.layers[1].arp.dst_mac, "02:00:00:00:00:01");
	check_ip(&p.layers[1].arp.dst_ip, "198.51.100.7");
	assert_int_equal(p.src.family, 0);
}

/* Link headers say lengths, too: what is behind them is none of IP's. */
static void test_lengths(void **state)
{
	static const struct {
		const char *name;
		uint16_t linktype;
		const char *hex;
	} cases[] = {
		{ "802.3", 1, ETHER "0042" "aaaa03000000" "0800" IN4 },
		{ "PPPoE", 1, ETHER "8864" "1100004d003c" "0021" IN4 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct packet p;

		print_message("# %s\n", cases[i].name);
		decode_hex(&p, cases[i].linktype, cases[i].hex);
		assert_int_equal(p.verdict, PACKET_TCP);
		assert_true(p.odd & ODD_IP_LENGTH);
		assert_int_equal(p.payload_octets, 18);
	}
}

/* The frame is named by its outermost link layer that knows addresses. */
static void test_hardware_addresses(void **state)
{
	struct packet p;

	(void)state;
	decode_hex(&p, 1, ETHER "8847" "0006313f" ETHER2 "0800" IN4);
	check_mac(&p.dst_mac, "02:00:00:00:00:01");
	check_mac(&p.src_mac, "02:00:00:00:00:02");
	decode_hex(&p, 113, "0000" "0001" "0006" "0200000000020000" "0800" IN4);
	check_mac(&p.src_mac, "02:00:00:00:00:02");
	assert_false(p.dst_mac.known);
	decode_hex(&p, 113, "0000" "0001" "0008" "0200000000020000" "0800" IN4);
	assert_false(p.src_mac.known);
	decode_hex(&p, 113, "0000" "0200" "0000" "0000000000000000" "0800" IN4);
	assert_false(p.src_mac.known);
	/* EtherIP: what is inside IP is another network's */
	decode_hex(&p, 101, "4500005f1234000040617bcec0000201c63364073000" ETHER2 "0800" IN4);
	assert_int_equal(p.verdict, PACKET_TCP);
	assert_false(p.src_mac.known);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ethernet),
		cmocka_unit_test(test_mpls),
		cmocka_unit_test(test_cooked),
		cmocka_unit_test(test_loopback),
		cmocka_unit_test(test_raw),
		cmocka_unit_test(test_ppp),
		cmocka_unit_test(test_details),
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_hardware_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
