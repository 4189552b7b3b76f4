/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_fragment.c - IP fragments joined: order, duplicates, overlap, time and budget.
 *
 * A datagram is a TCP segment of 20 + 3000 octets whose payload counts 0, 1, 2, ... mod 251;
 * a case is a list of fragments of it.
 */
#include "base/time.h"
#include "packets.h"

enum { SEGMENT = 3020 };

struct piece {
	unsigned from, to; /* octets of the datagram */
	bool more;
	uint8_t spoil;     /* xor-ed into its octets */
};

static void put16(struct buf *b, unsigned v)
{
	buf_addc(b, (uint8_t)(v >> 8));
	buf_addc(b, (uint8_t)v);
}

static uint8_t octet_of(size_t i)
{
	static const uint8_t header[20] = { 0x9c, 0x40, 0, 25, 0, 0, 3, 0xe8, 0, 0, 7, 0xd0,
					    0x50, 0x18, 4, 0, 0, 0, 0, 0 };

	return i < sizeof(header) ? header[i] : (uint8_t)((i - sizeof(header)) % 251);
}

/* A raw IP frame with one fragment; `id` tells datagrams apart. */
static struct bytes fragment_frame(struct buf *b, int family, unsigned id, struct piece piece)
{
	static const uint8_t ends4[] = { 192, 0, 2, 1, 198, 51, 100, 7 };
	static const uint8_t ends6[32] = { 0x20, 1, 0xd, 0xb8, [15] = 1, 0x20, 1, 0xd, 0xb8,
					   [31] = 0x25 };
	unsigned n = piece.to - piece.from;

	buf_clear(b);
	if (family == 4) {
		put16(b, 0x4500);
		put16(b, 20 + n);
		put16(b, id);
		put16(b, piece.from / 8 | (piece.more ? 0x2000u : 0));
		put16(b, 0x4006);
		put16(b, 0);
		buf_add(b, bytes_of(ends4, sizeof(ends4)));
	} else {
		put16(b, 0x6000);
		put16(b, 0);
		put16(b, 8 + n);
		put16(b, 44 << 8 | 64);
		buf_add(b, bytes_of(ends6, sizeof(ends6)));
		put16(b, 0x0600);
		put16(b, piece.from | piece.more);
		put16(b, 0);
		put16(b, id);
	}
	for (unsigned i = piece.from; i < piece.to; i++)
		buf_addc(b, octet_of(i) ^ piece.spoil);
	return buf_bytes(b);
}

/* One net fed with fragments; the last packet and its frame stay to be looked at. */
struct feed {
	struct net *net;
	struct packet p;
	struct frame f;
	struct guard g;
	struct buf b;
};

static void feed_init(struct feed *d)
{
	static const struct net_options none = { 0 };

	*d = (struct feed){ .net = net_new(&none), .f = { .linktype = 101 } };
}

static enum packet_verdict feed_frame(struct feed *d, struct bytes in)
{
	if (d->g.map)
		guard_fini(&d->g);
	d->f.number++;
	decode_frame(d->net, &d->p, &d->f, in, in.n, &d->g);
	return d->p.verdict;
}

static enum packet_verdict feed_piece(struct feed *d, int family, unsigned id, struct piece piece)
{
	return feed_frame(d, fragment_frame(&d->b, family, id, piece));
}

static void feed_fini(struct feed *d)
{
	guard_fini(&d->g);
	buf_fini(&d->b);
	net_free(&d->net);
}

/* The joined segment is there, its octets those of octet_of(). */
static void check_whole(const struct packet *p, size_t octets)
{
	assert_int_equal(p->verdict, PACKET_TCP);
	assert_int_equal(p->joined.n, octets);
	assert_int_equal(p->payload_octets, octets - 20);
	assert_int_equal(p->payload.n, octets - 20);
	assert_int_equal(p->payload_offset, 20);
	assert_int_equal(p->layers[p->joined_from].kind, LAYER_TCP);
	for (size_t i = 0; i < octets; i++)
		assert_int_equal(bytes_at(p->joined, i), octet_of(i));
}

static const struct {
	const char *name;
	struct piece pieces[6];
	size_t npieces;
	uint64_t first;       /* packet.first_fragment */
	size_t nfragments;
	unsigned odd4, odd6;  /* odd6 without 0: IPv6 gives the datagram up */
	uint64_t overlaps, conflicts;
} cases[] = {
	{ "in order", { { 0, 1480, true, 0 }, { 1480, 2960, true, 0 }, { 2960, 3020, false, 0 } },
	  3, 1, 3, 0, 0, 0, 0 },
	{ "backwards", { { 2960, 3020, false, 0 }, { 1480, 2960, true, 0 }, { 0, 1480, true, 0 } },
	  3, 3, 3, 0, 0, 0, 0 },
	{ "twice the same", { { 0, 1480, true, 0 }, { 0, 1480, true, 0 }, { 1480, 3020, false, 0 } },
	  3, 1, 2, 0, 0, 0, 0 },
	{ "part of one again", { { 0, 1480, true, 0 }, { 8, 80, true, 0 }, { 1480, 3020, false, 0 } },
	  3, 1, 2, 0, 0, 0, 0 },
	{ "overlap, agreeing", { { 0, 1480, true, 0 }, { 1000, 2000, true, 0 },
	  { 2000, 3020, false, 0 } }, 3, 1, 3, ODD_OVERLAP, ODD_OVERLAP, 1, 0 },
	{ "overlap, differing: the first copy stays", { { 0, 1480, true, 0 },
	  { 2000, 3020, false, 0 }, { 0, 1480, true, 0x55 }, { 1480, 2000, true, 0 } },
	  4, 1, 3, ODD_OVERLAP | ODD_CONFLICT, ODD_OVERLAP | ODD_CONFLICT, 1, 1 },
	{ "another end", { { 0, 1480, true, 0 }, { 2960, 3020, false, 0 }, { 2960, 3012, false, 0 },
	  { 1480, 2960, true, 0 } }, 4, 1, 3, ODD_OVERLAP | ODD_CONFLICT,
	  ODD_OVERLAP | ODD_CONFLICT, 1, 1 },
	{ "past the end", { { 0, 1480, true, 0 }, { 2960, 3020, false, 0 }, { 2960, 3200, true, 0 },
	  { 1480, 2960, true, 0 } }, 4, 1, 3, ODD_OVERLAP | ODD_CONFLICT,
	  ODD_OVERLAP | ODD_CONFLICT, 1, 1 },
	{ "an end before what came", { { 0, 1480, true, 0 }, { 1480, 2960, true, 0 },
	  { 1480, 1500, false, 0 }, { 2960, 3020, false, 0 } }, 4, 1, 3,
	  ODD_OVERLAP | ODD_CONFLICT, ODD_OVERLAP | ODD_CONFLICT, 1, 1 },
};

static void check_case(int family, size_t i)
{
	unsigned odd = family == 4 ? cases[i].odd4 : cases[i].odd6;
	struct feed d;

	print_message("# %s, IPv%d\n", cases[i].name, family);
	feed_init(&d);
	for (size_t k = 0; k + 1 < cases[i].npieces; k++)
		assert_int_equal(feed_piece(&d, family, 7, cases[i].pieces[k]), PACKET_FRAGMENT);
	feed_piece(&d, family, 7, cases[i].pieces[cases[i].npieces - 1]);
	if (family == 6 && odd) {
		assert_int_equal(d.p.verdict, PACKET_FRAGMENT);
		assert_int_equal(net_stats(d.net)->fragments_joined, 0);
	} else {
		check_whole(&d.p, SEGMENT);
		assert_int_equal(d.p.odd & ~(unsigned)ODD_IP_CHECKSUM, odd);
		assert_int_equal(d.p.first_fragment, cases[i].first);
		assert_int_equal(d.p.nfragments, cases[i].nfragments);
		assert_int_equal(net_stats(d.net)->fragments_joined, 1);
		assert_int_equal(net_stats(d.net)->fragments_held, 0);
	}
	assert_int_equal(net_stats(d.net)->fragments, cases[i].npieces);
	assert_int_equal(net_stats(d.net)->fragments_overlap, cases[i].overlaps);
	assert_int_equal(net_stats(d.net)->fragments_conflict, cases[i].conflicts);
	feed_fini(&d);
}

static void test_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		check_case(4, i);
		check_case(6, i);
	}
}

/* RFC 5722: what comes later of a datagram given up does not bring it back. */
static void test_given_up(void **state)
{
	struct feed d;

	(void)state;
	feed_init(&d);
	feed_piece(&d, 6, 1, (struct piece){ 0, 1480, true, 0 });
	feed_piece(&d, 6, 1, (struct piece){ 1000, 2000, true, 0 });
	assert_true(d.p.odd & ODD_OVERLAP);
	feed_piece(&d, 6, 1, (struct piece){ 0, 1480, true, 0 });
	feed_piece(&d, 6, 1, (struct piece){ 1480, 3020, false, 0 });
	assert_int_equal(d.p.verdict, PACKET_FRAGMENT);
	feed_fini(&d);
}

/* Which frames gave which octets. */
static void test_provenance(void **state)
{
	struct feed d;

	(void)state;
	feed_init(&d);
	d.f.number = 99;
	d.f.ts_ns = 5;
	feed_piece(&d, 4, 1, (struct piece){ 1480, 3020, false, 0 });
	d.f.ts_ns = 6;
	feed_piece(&d, 4, 1, (struct piece){ 0, 1480, true, 0 });
	check_whole(&d.p, SEGMENT);
	assert_int_equal(d.p.first_fragment, 101);
	assert_int_equal(d.p.nfragments, 2);
	assert_int_equal(d.p.fragments[0].frame, 100);
	assert_int_equal(d.p.fragments[0].offset, 1480);
	assert_int_equal(d.p.fragments[0].octets, 1540);
	assert_int_equal(d.p.fragments[0].ts_ns, 5);
	assert_int_equal(d.p.fragments[1].frame, 101);
	feed_fini(&d);
}

/* Datagrams are told apart by identification, addresses and family. */
static void test_interleaved(void **state)
{
	struct feed d;

	(void)state;
	feed_init(&d);
	for (unsigned id = 0; id < 500; id++)
		assert_int_equal(feed_piece(&d, id & 1 ? 4 : 6, id,
					    (struct piece){ 0, 1480, true, 0 }), PACKET_FRAGMENT);
	for (unsigned id = 500; id-- > 0;) {
		feed_piece(&d, id & 1 ? 4 : 6, id, (struct piece){ 1480, 3020, false, 0 });
		check_whole(&d.p, SEGMENT);
		assert_int_equal(d.p.first_fragment, id + 1);
	}
	assert_int_equal(net_stats(d.net)->fragments_joined, 500);
	assert_int_equal(net_stats(d.net)->fragments_evicted, 0);
	feed_fini(&d);
}

/* ... and in IPv4 by protocol, and by the VLAN they came in, whatever its priority. */
static void test_told_apart(void **state)
{
	static const struct piece first = { 0, 1480, true, 0 }, last = { 1480, 3020, false, 0 };
	static const struct {
		const char *first, *last; /* before IP */
		bool udp, joins;
	} pairs[] = {
		{ ETHER "0800", ETHER "0800", false, true },
		{ ETHER "0800", ETHER "0800", true, false },
		{ ETHER "810000050800", ETHER "810000050800", false, true },
		{ ETHER "810000050800", ETHER "8100e0050800", false, true },
		{ ETHER "810000050800", ETHER "810000060800", false, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		struct buf one = { 0 }, frame = { 0 };
		struct feed d;

		feed_init(&d);
		d.f.linktype = 1;
		for (int k = 0; k < 2; k++) {
			from_hex(&frame, k ? pairs[i].last : pairs[i].first);
			fragment_frame(&one, 4, 1, k ? last : first);
			if (k && pairs[i].udp)
				one.p[9] = 17;
			buf_add(&frame, buf_bytes(&one));
			feed_frame(&d, buf_bytes(&frame));
		}
		assert_int_equal(d.p.verdict, pairs[i].joins ? PACKET_TCP : PACKET_FRAGMENT);
		buf_fini(&one);
		buf_fini(&frame);
		feed_fini(&d);
	}
}

static void test_timeout(void **state)
{
	static const struct piece first = { 0, 1480, true, 0 }, last = { 1480, 3020, false, 0 };
	struct feed d;

	(void)state;
	feed_init(&d);
	feed_piece(&d, 4, 1, first);
	d.f.ts_ns = LIMIT_FRAGMENT_SECONDS * NS_PER_SEC;
	assert_int_equal(feed_piece(&d, 4, 1, last), PACKET_TCP);
	feed_piece(&d, 4, 2, first);
	d.f.ts_ns = 2 * LIMIT_FRAGMENT_SECONDS * NS_PER_SEC + 1;
	assert_int_equal(feed_piece(&d, 4, 2, last), PACKET_FRAGMENT);
	assert_int_equal(net_stats(d.net)->fragments_expired, 1);
	/* A clock that goes back ends nothing. */
	d.f.ts_ns = INT64_MIN;
	assert_int_equal(feed_piece(&d, 4, 2, first), PACKET_TCP);
	feed_piece(&d, 4, 3, first);
	d.f.ts_ns = INT64_MAX;
	feed_piece(&d, 4, 4, first);
	assert_int_equal(net_stats(d.net)->fragments_expired, 2);
	feed_fini(&d);
}

/* A flood of first fragments: the budgets hold, the newest live. */
static void test_budget(void **state)
{
	static const struct piece first = { 0, 8, true, 0 }, far = { 65520, 65528, true, 0 };
	struct feed d;

	(void)state;
	feed_init(&d);
	for (unsigned id = 0; id < LIMIT_FRAGMENT_DATAGRAMS + 10; id++)
		feed_piece(&d, 4, id, first);
	assert_int_equal(net_stats(d.net)->fragments_evicted, 10);
	feed_piece(&d, 4, LIMIT_FRAGMENT_DATAGRAMS + 9, (struct piece){ 8, 60, false, 0 });
	check_whole(&d.p, 60);
	for (unsigned id = 0; id < 2000; id++)
		feed_piece(&d, 6, id, far);
	assert_true(net_stats(d.net)->fragments_held <= LIMIT_FRAGMENT_OCTETS);
	assert_true(net_stats(d.net)->fragments_held > LIMIT_FRAGMENT_OCTETS / 2);
	feed_fini(&d);
}

static const struct {
	const char *name;
	int family;
	struct piece piece;
	size_t cut; /* octets the snap length took */
	enum packet_verdict verdict;
	const char *why;
} refused[] = {
	{ "no octets", 4, { 8, 8, false, 0 }, 0, PACKET_MALFORMED,
	  "IP fragment with an impossible length" },
	{ "under a unit", 4, { 8, 12, true, 0 }, 0, PACKET_MALFORMED,
	  "IP fragment with an impossible length" },
	{ "no multiple of 8", 6, { 0, 1478, true, 0 }, 0, PACKET_MALFORMED,
	  "IP fragment with an impossible length" },
	{ "too long in all", 4, { 65528, 65536, true, 0 }, 0, PACKET_MALFORMED,
	  "IP fragment reaches past 65535 octets" },
	{ "too long in all, IPv6", 6, { 65528, 65636, false, 0 }, 0, PACKET_MALFORMED,
	  "IP fragment reaches past 65535 octets" },
	{ "cut", 4, { 0, 1480, true, 0 }, 1, PACKET_TRUNCATED,
	  "the snap length cut an IP fragment" },
};

static void test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct feed d;

		print_message("# %s\n", refused[i].name);
		feed_init(&d);
		struct bytes in = fragment_frame(&d.b, refused[i].family, 1, refused[i].piece);

		d.f.number = 1;
		decode_frame(d.net, &d.p, &d.f, bytes_head(in, in.n - refused[i].cut), in.n, &d.g);
		assert_int_equal(d.p.verdict, refused[i].verdict);
		assert_string_equal(d.p.why, refused[i].why);
		assert_int_equal(net_stats(d.net)->fragments_held, 0);
		feed_fini(&d);
	}
}

/* IPv4 cuts what is not a multiple of eight down to one, as Linux does. */
static void test_trimmed(void **state)
{
	struct feed d;

	(void)state;
	feed_init(&d);
	feed_piece(&d, 4, 1, (struct piece){ 0, 1485, true, 0 });
	feed_piece(&d, 4, 1, (struct piece){ 1480, 3020, false, 0 });
	check_whole(&d.p, SEGMENT);
	assert_int_equal(d.p.odd & ODD_OVERLAP, 0);
	feed_fini(&d);
}

/* A tunnel whose packets are fragmented, carrying fragments. */
static void test_nested(void **state)
{
	static const struct piece inner[] = { { 0, 1480, true, 0 }, { 1480, 3020, false, 0 } };
	struct buf one = { 0 }, frame = { 0 };
	struct feed d;

	(void)state;
	feed_init(&d);
	for (size_t i = 0; i < 2; i++) {
		struct bytes in = fragment_frame(&one, 4, 7, inner[i]);

		for (size_t half = 0; half < 2; half++) {
			struct bytes part = half ? bytes_from(in, 800) : bytes_head(in, 800);

			buf_clear(&frame);
			put16(&frame, 0x4500);
			put16(&frame, 20 + (unsigned)part.n);
			put16(&frame, 100 + (unsigned)i);
			put16(&frame, half ? 100 : 0x2000);
			put16(&frame, 0x4004);
			put16(&frame, 0);
			buf_add(&frame, B("\xcb\0\x71\1\xcb\0\x71\2"));
			buf_add(&frame, part);
			feed_frame(&d, buf_bytes(&frame));
		}
	}
	check_whole(&d.p, SEGMENT);
	assert_int_equal(d.p.nlayers, 3);
	assert_int_equal(d.p.frame_layers, 1);
	assert_int_equal(d.p.joined_from, 2);
	assert_int_equal(net_stats(d.net)->fragments_joined, 3);
	buf_fini(&one);
	buf_fini(&frame);
	feed_fini(&d);
}

/* Random cuts in random order, with duplicates, give the datagram back. */
static void test_random(void **state)
{
	uint32_t x = 12345;

	(void)state;
	for (int round = 0; round < 300; round++) {
		struct piece pieces[400];
		size_t n = 0;
		struct feed d;

		for (unsigned at = 0; at < SEGMENT;) {
			x = x * 1664525 + 1013904223;
			unsigned to = at + 8 * (1 + (x >> 16) % (round % 2 ? 20 : 200));

			pieces[n++] = (struct piece){ at, to < SEGMENT ? to : SEGMENT,
						      to < SEGMENT, 0 };
			at = to;
		}
		feed_init(&d);
		/* Fisher-Yates, each piece fed at once, with an earlier one again */
		for (size_t i = 0; i < n; i++) {
			x = x * 1664525 + 1013904223;
			size_t k = i + (x >> 8) % (n - i);
			struct piece piece = pieces[k];

			pieces[k] = pieces[i];
			pieces[i] = piece;
			if (i)
				feed_piece(&d, round % 3 ? 4 : 6, 1, pieces[(x >> 4) % i]);
			assert_int_equal(feed_piece(&d, round % 3 ? 4 : 6, 1, piece),
					 i + 1 < n ? PACKET_FRAGMENT : PACKET_TCP);
		}
		check_whole(&d.p, SEGMENT);
		assert_int_equal(net_stats(d.net)->fragments_overlap, 0);
		feed_fini(&d);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_given_up),
		cmocka_unit_test(test_provenance),
		cmocka_unit_test(test_interleaved),
		cmocka_unit_test(test_told_apart),
		cmocka_unit_test(test_timeout),
		cmocka_unit_test(test_budget),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_trimmed),
		cmocka_unit_test(test_nested),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
