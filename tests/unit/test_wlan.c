/* SPDX-License-Identifier: BSD-2-Clause */
/* test_wlan.c - 802.11 data frames, with and without radiotap. */
#include "packets.h"

static const struct frame_case wlan[] = {
	{ "to the access point", 105,
	  "08010000020000000000" ETHER "1000aaaa030000000800" IN4,
	  "wlan(2.0) llc(aa) " SAYS4 },
	{ "from it", 105,
	  "08020000020000000000" ETHER "1000aaaa0300000086dd" IN6,
	  "wlan(2.0) llc(aa) " SAYS6 },
	{ "between stations", 105,
	  "08000000020000000000" ETHER "1000aaaa030000000800" IN4,
	  "wlan(2.0) llc(aa) " SAYS4 },
	{ "four addresses", 105,
	  "08030000020000000000" ETHER "1000020000000003aaaa030000000800" IN4,
	  "wlan(2.0) llc(aa) " SAYS4 },
	{ "QoS", 105,
	  "88010000020000000000" ETHER "10000000aaaa030000000800" IN4,
	  "wlan(2.8) llc(aa) " SAYS4 },
	{ "QoS with HT control", 105,
	  "88810000020000000000" ETHER "1000000000000000aaaa030000000800" IN4,
	  "wlan(2.8) llc(aa) " SAYS4 },
	{ "QoS, four addresses", 105,
	  "88030000020000000000" ETHER "10000200000000030000aaaa030000000800" IN4,
	  "wlan(2.8) llc(aa) " SAYS4 },
	{ "no data", 105,
	  "48010000020000000000" ETHER "1000",
	  "wlan(2.4): other, 802.11 frame without data" },
	{ "encrypted", 105,
	  "08410000020000000000" ETHER 
	  "100045454545454545454545454545454545454545454545454545454545454545454545"
	  "45454545454545454545454545454545",
	  "wlan(2.0) other(50): other, encrypted (802.11)" },
	{ "aggregate", 105,
	  "88010000020000000000" ETHER 
	  "100080000000000000000000000000000000000000000000000000000000000000000000"
	  "000000000000000000000000000000000000",
	  "wlan(2.8) other(50): other, 802.11 aggregate (A-MSDU)" },
	{ "beacon", 105,
	  "80000000020000000000" ETHER "0000000000000000000000000000",
	  "wlan(0.8) other(34): other, 802.11 management or control frame" },
	{ "first fragment", 105,
	  "08050000020000000000" ETHER 
	  "100000000000000000000000000000000000000000000000000000000000000000000000"
	  "000000000000",
	  "wlan(2.0) other(40): other, fragment of an 802.11 frame" },
	{ "later fragment", 105,
	  "08010000020000000000" ETHER 
	  "110000000000000000000000000000000000000000000000000000000000000000000000"
	  "000000000000",
	  "wlan(2.0) other(40): other, fragment of an 802.11 frame" },
};
static void test_wlan(void **state)
{
	(void)state;
	CHECK_FRAMES(wlan);
}

static const struct frame_case radiotap[] = {
	{ "without fields", 127,
	  "000008000000000008010000020000000000" ETHER "1000aaaa030000000800" IN4,
	  "radiotap(00) wlan(2.0) llc(aa) " SAYS4 },
	{ "FCS at the end", 127,
	  "00000a0002000000100008010000020000000000" ETHER "1000aaaa030000000800" IN4
	  "46435358",
	  "radiotap(10) wlan(2.0) llc(aa) " SAYS4 },
	{ "time stamp before the flags", 127,
	  "0000190003000000000000000000000010000000000000000008020000020000000000"
	  ETHER "1000aaaa0300000086dd" IN6 "46435358",
	  "radiotap(10) wlan(2.0) llc(aa) " SAYS6 },
	{ "two words of fields", 127,
	  "00001c00030000800000000040404040404040404040404010404040"
	  "08010000020000000000" ETHER "1000aaaa030000000800" IN4 "01020304",
	  "radiotap(10) wlan(2.0) llc(aa) " SAYS4 },
	{ "padding after the header", 127,
	  "00000a0002000000200088010000020000000000" ETHER
	  "100000000000aaaa030000000800" IN4,
	  "radiotap(20) wlan(2.8) llc(aa) " SAYS4 },
	{ "bad FCS", 127,
	  "00000a0002000000400008010000020000000000" ETHER "1000aaaa030000000800" IN4,
	  "radiotap(40) other(91): other, 802.11 frame received damaged (bad FCS)" },
	{ "length too small", 127,
	  "000007000000000008010000020000000000" ETHER "1000aaaa030000000800" IN4,
	  ": malformed, radiotap header shorter than it can be" },
};
static void test_radiotap(void **state)
{
	(void)state;
	CHECK_FRAMES(radiotap);
}

/* The FCS is none of the packet's, whatever IP says. */
static void test_fcs(void **state)
{
	struct packet p;

	(void)state;
	decode_hex(&p, 127, "00000a0002000000100008010000020000000000" ETHER
		   "1000aaaa030000000800" IN4);
	assert_int_equal(p.verdict, PACKET_TCP);
	assert_true(p.odd & ODD_IP_LENGTH);
	assert_int_equal(p.payload_octets, 15);
}

/* Whom a frame is from and for, by the two DS bits (802.11-2020 table 9-30). */
static void test_addresses(void **state)
{
	static const struct {
		const char *control, *fourth, *dst, *src;
	} cases[] = {
		{ "0800", "", "02:00:00:00:00:00", "02:00:00:00:00:01" },
		{ "0801", "", "02:00:00:00:00:02", "02:00:00:00:00:01" },
		{ "0802", "", "02:00:00:00:00:00", "02:00:00:00:00:02" },
		{ "0803", "020000000003", "02:00:00:00:00:02", "02:00:00:00:00:03" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char hex[400];
		struct packet p;

		snprintf(hex, sizeof(hex), "%s0000%s1000%s%s", cases[i].control,
			 "020000000000" "020000000001" "020000000002", cases[i].fourth,
			 "aaaa030000000800" IN4);
		decode_hex(&p, 105, hex);
		assert_int_equal(p.verdict, PACKET_TCP);
		check_mac(&p.layers[0].wlan.dst, cases[i].dst);
		check_mac(&p.layers[0].wlan.src, cases[i].src);
		check_mac(&p.dst_mac, cases[i].dst);
		check_mac(&p.src_mac, cases[i].src);
		assert_int_equal(p.layers[0].wlan.sequence, 0x10);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wlan),
		cmocka_unit_test(test_radiotap),
		cmocka_unit_test(test_fcs),
		cmocka_unit_test(test_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
