/* SPDX-License-Identifier: BSD-2-Clause */
/* test_tcp.c - the TCP header, its options, what a snap length leaves, and the checksum. */
#include "packets.h"

/* An IPv4 header for a segment of `n` octets, then the segment; sums are not asked for. */
static void segment_hex(char *hex, size_t size, const char *segment)
{
	size_t n = 0;

	for (const char *s = segment; *s; s++)
		n += ascii_hex(*s) >= 0;
	snprintf(hex, size, "4500%04zx1234000040060000c0000201c6336407%s", 20 + n / 2, segment);
}

static void decode_segment(struct packet *p, const char *segment)
{
	char hex[2000];

	segment_hex(hex, sizeof(hex), segment);
	decode_hex(p, 101, hex);
}

static void test_header(void **state)
{
	struct packet p;

	(void)state;
	decode_segment(&p, "9c40" "0019" "fffffffe" "80000001" "5f12" "8000" "abcd" "0102" "4f4b");
	assert_int_equal(p.verdict, PACKET_TCP);
	assert_int_equal(p.tcp.src_port, 40000);
	assert_int_equal(p.tcp.dst_port, 25);
	assert_int_equal(p.tcp.seq, 0xfffffffe);
	assert_int_equal(p.tcp.ack, 0x80000001);
	assert_int_equal(p.tcp.flags, 0xf00 | TCP_ACK | TCP_SYN);
	assert_int_equal(p.tcp.window, 0x8000);
	assert_int_equal(p.tcp.checksum, 0xabcd);
	assert_int_equal(p.tcp.urgent, 0x0102);
	assert_int_equal(p.tcp.hdr_octets, 20);
	assert_int_equal(p.tcp.mss, 0);
	assert_int_equal(p.tcp.wscale, -1);
	assert_false(p.tcp.sack_permitted || p.tcp.has_ts || p.tcp.nsacks);
	assert_int_equal(p.payload_octets, 2);
	assert_int_equal(p.segment.n, 22);
}

static const struct {
	const char *name, *options; /* padded here to a multiple of four octets */
	uint16_t mss;
	int8_t wscale;
	bool sack_ok, has_ts, odd;
	uint32_t tsval, tsecr;
	uint8_t nsacks;
	uint32_t left, right;       /* of the last SACK block */
} options[] = {
	{ "usual SYN", "020405b40402080a000000010000000201030307", 1460, 7, true, true, false, 1, 2,
	  0, 0, 0 },
	{ "only a time stamp", "0101080a0000000300000004", 0, -1, false, true, false, 3, 4, 0, 0, 0 },
	{ "time stamp elsewhere", "080a00000003000000040101", 0, -1, false, true, false, 3, 4, 0, 0,
	  0 },
	{ "one block", "0101050a0000000a00000014", 0, -1, false, false, false, 0, 0, 1, 10, 20 },
	{ "four blocks", "01010522000000010000000200000003000000040000000500000006ffffffff00000009",
	  0, -1, false, false, false, 0, 0, 4, 0xffffffff, 9 },
	{ "end of list", "00020405b4", 0, -1, false, false, false, 0, 0, 0, 0, 0 },
	{ "other lengths", "020305" "03040104" "040300" "080300" "0502", 0, -1, false, false, false, 0,
	  0, 0, 0, 0 },
	{ "length 1", "0101020405b40501", 1460, -1, false, false, true, 0, 0, 0, 0, 0 },
	{ "time stamp too long", "0101080b0000000300000004", 0, -1, false, false, true, 0, 0, 0, 0,
	  0 },
	{ "length 0", "0200020405b4", 0, -1, false, false, true, 0, 0, 0, 0, 0 },
	{ "past the end", "0101080a00000003", 0, -1, false, false, true, 0, 0, 0, 0, 0 },
	{ "unknown one first", "fd06aabbccdd020405b4", 1460, -1, false, false, false, 0, 0, 0, 0, 0 },
	{ "shift over 14", "0303ff01", 0, 127, false, false, false, 0, 0, 0, 0, 0 },
};

static void test_options(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		char hex[400], padded[100];
		struct packet p;
		size_t n = strlen(options[i].options) / 2;

		snprintf(padded, sizeof(padded), "%.*s%.*s", (int)n * 2, options[i].options,
			 (int)(-n & 3) * 2, "000000");
		snprintf(hex, sizeof(hex), "9c400019000003e8000007d0%zx0020400" "00000000%s",
			 5 + strlen(padded) / 8, padded);
		decode_segment(&p, hex);
		print_message("# %s\n", options[i].name);
		assert_int_equal(p.verdict, PACKET_TCP);
		assert_int_equal(p.payload_octets, 0);
		assert_int_equal(p.tcp.options.n, strlen(padded) / 2);
		assert_int_equal(p.tcp.mss, options[i].mss);
		assert_int_equal(p.tcp.wscale, options[i].wscale);
		assert_int_equal(p.tcp.sack_permitted, options[i].sack_ok);
		assert_int_equal(p.tcp.has_ts, options[i].has_ts);
		assert_int_equal(p.tcp.tsval, options[i].tsval);
		assert_int_equal(p.tcp.tsecr, options[i].tsecr);
		assert_int_equal(p.tcp.nsacks, options[i].nsacks);
		if (p.tcp.nsacks) {
			assert_int_equal(p.tcp.sacks[p.tcp.nsacks - 1].left, options[i].left);
			assert_int_equal(p.tcp.sacks[p.tcp.nsacks - 1].right, options[i].right);
		}
		assert_int_equal(!!(p.odd & ODD_TCP_OPTIONS), options[i].odd);
	}
}

static const struct frame_case impossible[] = {
	{ "header under 20 octets", 101,
	  "4500003b1234000040067c4dc0000201c63364079c400019000003e8000007d040180400f16f0000" SAY,
	  "ip4(192.0.2.1>198.51.100.7) tcp(40000>25): malformed, "
	  "TCP header with an impossible length" },
	{ "header longer than the segment", 101,
	  "4500003b1234000040067c4dc0000201c63364079c400019000003e8000007d0f0180400f16f0000" SAY,
	  "ip4(192.0.2.1>198.51.100.7) tcp(40000>25): malformed, "
	  "TCP header with an impossible length" },
	{ "no room for one", 101, "450000221234000040067c66c0000201c63364079c400019000003e80000",
	  "ip4(192.0.2.1>198.51.100.7): malformed, the frame ends inside the TCP header" },
};

static void test_impossible(void **state)
{
	(void)state;
	CHECK_FRAMES(impossible);
}

/* What a snap length leaves: the sizes on the wire stay known. */
static void test_snap_length(void **state)
{
	struct net_options check = { .check_checksums = true };
	struct frame f = { .number = 1, .linktype = 101 };
	struct net *n = net_new(&check);
	struct buf b = { 0 };
	struct packet p;
	struct guard g;
	struct bytes in;

	(void)state;
	in = from_hex(&b, "450000471234000040060000c0000201c6336407"
			  "9c400019000003e8000007d0801804001234" "0000" "0101080a0000000300000004" SAY);
	assert_int_equal(in.n, 71);
	for (size_t cut = 0; cut < in.n; cut++) {
		decode_frame(n, &p, &f, bytes_head(in, cut), in.n, &g);
		assert_int_equal(p.verdict, cut < 40 ? PACKET_TRUNCATED : PACKET_TCP);
		if (p.verdict == PACKET_TCP) {
			assert_int_equal(p.payload_octets, 19);
			assert_int_equal(p.payload.n, cut < 52 ? 0 : cut - 52);
			assert_int_equal(p.tcp.options.n, cut < 52 ? cut - 40 : 12);
			assert_int_equal(p.tcp.has_ts, cut >= 52);
			assert_int_equal(p.odd & ODD_TCP_OPTIONS, 0);
			assert_int_equal(net_tcp_checksum(&p, NULL), CHECKSUM_UNKNOWN);
		}
		guard_fini(&g);
	}
	assert_int_equal(net_stats(n)->truncated, 40);
	buf_fini(&b);
	net_free(&n);
}

/* Values an offloading sender leaves are told from damage. */
static void test_checksum(void **state)
{
	static const struct {
		const char *name, *hex;
		enum checksum_state sum;
	} cases[] = {
		{ "right", IN4, CHECKSUM_GOOD },
		{ "right, IPv6", IN6, CHECKSUM_GOOD },
		{ "one bit", "4500003b1234000040067c4dc0000201c6336407" TCP4 "f16e0000" SAY,
		  CHECKSUM_BAD },
		{ "one bit, IPv6",
		  "600123450027064020010db800000000000000000000000120010db800000001"
		  "0000000000000025" TCP4 "82120000" SAY, CHECKSUM_BAD },
		{ "nothing", "4500003b1234000040067c4dc0000201c6336407" TCP4 "00000000" SAY,
		  CHECKSUM_OFFLOAD },
		/* c000+0201+c633+6407+0006+0027 = 1ec68 */
		{ "pseudo-header", "4500003b1234000040067c4dc0000201c6336407" TCP4 "ec690000" SAY,
		  CHECKSUM_OFFLOAD },
		{ "pseudo-header without length",
		  "4500003b1234000040067c4dc0000201c6336407" TCP4 "ec420000" SAY, CHECKSUM_OFFLOAD },
		{ "length left to the card",
		  "450000001234000040067c88c0000201c6336407" TCP4 "beef0000" SAY, CHECKSUM_OFFLOAD },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		for (int check = 0; check < 2; check++) {
			struct net_options o = { .check_checksums = check };
			struct frame f = { .number = 1, .linktype = 101 };
			struct net_stats count = { 0 };
			struct net *n = net_new(&o);
			struct buf b = { 0 };
			struct bytes in = from_hex(&b, cases[i].hex);
			struct packet p;
			struct guard g;

			print_message("# %s\n", cases[i].name);
			decode_frame(n, &p, &f, in, in.n, &g);
			if (check && cases[i].sum == CHECKSUM_BAD)
				assert_string_equal(p.why, "bad TCP checksum");
			else
				assert_int_equal(p.verdict, PACKET_TCP);
			assert_int_equal(p.tcp_checksum, check ? cases[i].sum : CHECKSUM_UNKNOWN);
			assert_int_equal(net_stats(n)->bad_tcp_checksum,
					 check && cases[i].sum == CHECKSUM_BAD);
			if (!check) {
				assert_int_equal(net_tcp_checksum(&p, &count), cases[i].sum);
				assert_int_equal(net_tcp_checksum(&p, &count), cases[i].sum);
				assert_int_equal(count.good_tcp_checksum +
						 count.bad_tcp_checksum +
						 count.offload_tcp_checksum, 1);
			}
			guard_fini(&g);
			buf_fini(&b);
			net_free(&n);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_header),
		cmocka_unit_test(test_options),
		cmocka_unit_test(test_impossible),
		cmocka_unit_test(test_snap_length),
		cmocka_unit_test(test_checksum),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
