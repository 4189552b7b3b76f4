/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * shape.c - which shapes there are.
 *
 * In:   a transcript, for how long it is
 * Out:  one struct shape after the other, named
 */
#include "shape.h"

#include <stdio.h>

/* The most shapes of one kind: longer dialogues are cut at SPLITS places only. */
enum { SPLITS = 400, LOSSES = 250, OCTETS_MAX = 40000 };

struct shape shape_plain(void)
{
	return (struct shape){ .group = "plain", .name = "plain", .lossless = true,
			       .timed = true };
}

#define LOSSLESS(g, n) .group = g, .name = n, .lossless = true
#define LOSSY(g, n)    .group = g, .name = n

static const struct shape fixed[] = {
	{ LOSSLESS("cut", "turns"), .cut = CUT_TURNS },
	{ LOSSLESS("cut", "every-2"), .cut = CUT_EVERY, .cut_at = 2 },
	{ LOSSLESS("cut", "every-3"), .cut = CUT_EVERY, .cut_at = 3 },
	{ LOSSLESS("cut", "every-7"), .cut = CUT_EVERY, .cut_at = 7 },
	{ LOSSLESS("cut", "every-64"), .cut = CUT_EVERY, .cut_at = 64 },
	{ LOSSLESS("cut", "every-536"), .cut = CUT_EVERY, .cut_at = 536 },
	{ LOSSLESS("cut", "every-1460"), .cut = CUT_EVERY, .cut_at = 1460 },

	{ LOSSLESS("order", "swapped"), .disorder = ORDER_SWAPPED },
	{ LOSSLESS("order", "swapped-16"), .cut = CUT_EVERY, .cut_at = 16,
	  .disorder = ORDER_SWAPPED },
	{ LOSSLESS("order", "crossed"), .disorder = ORDER_CROSSED },
	{ LOSSLESS("order", "crossed-turns"), .cut = CUT_TURNS, .disorder = ORDER_CROSSED },
	{ LOSSLESS("order", "reversed-4"), .disorder = ORDER_REVERSED, .reach = 4 },
	{ LOSSLESS("order", "reversed-8-16"), .cut = CUT_EVERY, .cut_at = 16,
	  .disorder = ORDER_REVERSED, .reach = 8 },
	{ LOSSLESS("order", "shuffled"), .disorder = ORDER_RANDOM, .reach = 6, .seed = 1 },
	{ LOSSLESS("order", "shuffled-5"), .cut = CUT_EVERY, .cut_at = 5,
	  .disorder = ORDER_RANDOM, .reach = 6, .seed = 2 },

	{ LOSSLESS("again", "twice"), .again = 100 },
	{ LOSSLESS("again", "twice-swapped"), .again = 100, .disorder = ORDER_CROSSED },
	{ LOSSLESS("again", "overlap"), .overlap = 100, .seed = 3 },
	{ LOSSLESS("again", "overlap-9"), .cut = CUT_EVERY, .cut_at = 9, .overlap = 100,
	  .seed = 4 },
	{ LOSSLESS("again", "overlap-swapped"), .cut = CUT_EVERY, .cut_at = 20, .overlap = 50,
	  .disorder = ORDER_SWAPPED, .seed = 5 },
	{ LOSSLESS("again", "overlap-shuffled"), .cut = CUT_RANDOM, .cut_at = 100,
	  .overlap = 100, .again = 30, .disorder = ORDER_RANDOM, .reach = 6, .seed = 54 },
	{ LOSSLESS("again", "overlap-shuffled-20"), .cut = CUT_RANDOM, .cut_at = 20,
	  .overlap = 60, .acks = 20, .disorder = ORDER_RANDOM, .reach = 6, .seed = 55 },
	{ LOSSLESS("again", "acks"), .acks = 100 },
	{ LOSSLESS("again", "probes"), .probes = 100 },

	{ LOSSLESS("wrap", "wrap"), .wrap = true },
	{ LOSSLESS("wrap", "wrap-7-swapped"), .wrap = true, .cut = CUT_EVERY, .cut_at = 7,
	  .disorder = ORDER_SWAPPED },

	{ LOSSLESS("icmp", "icmp"), .icmp = true },
	{ LOSSLESS("icmp", "icmp6"), .icmp = true, .ip6 = true },
	{ LOSSLESS("icmp", "icmp-swapped"), .icmp = true, .disorder = ORDER_CROSSED },

	{ LOSSLESS("ip", "ip6"), .ip6 = true },
	{ LOSSLESS("ip", "fragments-8"), .fragment = 8 },
	{ LOSSLESS("ip", "fragments-24"), .fragment = 24 },
	{ LOSSLESS("ip", "fragments-24-reversed"), .fragment = 24, .fragments_reversed = true },
	{ LOSSLESS("ip", "fragments-turns-1480"), .cut = CUT_TURNS, .fragment = 1480 },
	{ LOSSLESS("ip", "fragments6-24"), .ip6 = true, .fragment = 24 },
	{ LOSSLESS("ip", "fragments6-24-reversed"), .ip6 = true, .fragment = 24,
	  .fragments_reversed = true },
	{ LOSSLESS("ip", "fragments-swapped"), .fragment = 32, .disorder = ORDER_CROSSED },

	{ LOSSLESS("link", "vlan"), .link = LINK_VLAN },
	{ LOSSLESS("link", "qinq"), .link = LINK_QINQ },
	{ LOSSLESS("link", "sll"), .link = LINK_SLL },
	{ LOSSLESS("link", "sll2"), .link = LINK_SLL2 },
	{ LOSSLESS("link", "raw"), .link = LINK_RAW },
	{ LOSSLESS("link", "null"), .link = LINK_NULL },
	{ LOSSLESS("link", "loop"), .link = LINK_LOOP },
	{ LOSSLESS("link", "ppp"), .link = LINK_PPP },
	{ LOSSLESS("link", "pppoe"), .link = LINK_PPPOE },
	{ LOSSLESS("link", "mpls"), .link = LINK_MPLS },
	{ LOSSLESS("link", "vlan6"), .link = LINK_VLAN, .ip6 = true },
	{ LOSSLESS("link", "sll6"), .link = LINK_SLL, .ip6 = true },
	{ LOSSLESS("link", "raw6"), .link = LINK_RAW, .ip6 = true },
	{ LOSSLESS("link", "null6"), .link = LINK_NULL, .ip6 = true },

	{ LOSSLESS("tunnel", "ipip"), .tunnel = TUNNEL_IPIP },
	{ LOSSLESS("tunnel", "6in4"), .tunnel = TUNNEL_IPIP, .ip6 = true },
	{ LOSSLESS("tunnel", "gre"), .tunnel = TUNNEL_GRE },
	{ LOSSLESS("tunnel", "gre-key6"), .tunnel = TUNNEL_GRE_KEY, .ip6 = true },
	{ LOSSLESS("tunnel", "vxlan"), .tunnel = TUNNEL_VXLAN },
	{ LOSSLESS("tunnel", "geneve"), .tunnel = TUNNEL_GENEVE },
	{ LOSSLESS("tunnel", "gtpu"), .tunnel = TUNNEL_GTPU },
	{ LOSSLESS("tunnel", "vxlan-fragments"), .tunnel = TUNNEL_VXLAN, .fragment = 64 },

	{ LOSSLESS("twin", "twin"), .twin = true, .seed = 6 },
	{ LOSSLESS("twin", "twin-9-shuffled"), .twin = true, .cut = CUT_EVERY, .cut_at = 9,
	  .disorder = ORDER_RANDOM, .reach = 6, .again = 20, .seed = 7 },
	{ LOSSLESS("twin", "twin-sleep6"), .twin = true, .sleep = true, .ip6 = true, .seed = 10 },
	{ LOSSLESS("twin", "twin-fragments"), .twin = true, .fragment = 24, .seed = 8 },

	{ LOSSLESS("format", "pcap-be"), .format = FORMAT_PCAP_BE },
	{ LOSSLESS("format", "pcap-ns"), .format = FORMAT_PCAP_NS },
	{ LOSSLESS("format", "pcap-ns-be"), .format = FORMAT_PCAP_NS_BE },
	{ LOSSLESS("format", "pcapng"), .format = FORMAT_PCAPNG },
	{ LOSSLESS("format", "pcapng-be"), .format = FORMAT_PCAPNG_BE },
	{ LOSSLESS("format", "pcapng-ns"), .format = FORMAT_PCAPNG_NS },

	{ LOSSLESS("sleep", "sleep"), .sleep = true, .timed = true },
	{ LOSSLESS("sleep", "sleep-turns"), .sleep = true, .cut = CUT_TURNS },
	{ LOSSLESS("sleep", "sleep-3"), .sleep = true, .cut = CUT_EVERY, .cut_at = 3 },
	{ LOSSLESS("sleep", "sleep-acks"), .sleep = true, .acks = 100, .probes = 50 },
	{ LOSSLESS("sleep", "sleep-swapped"), .sleep = true, .disorder = ORDER_CROSSED },
	{ LOSSLESS("sleep", "sleep-overlap"), .sleep = true, .overlap = 50, .again = 50,
	  .seed = 9 },

	{ LOSSLESS("close", "close-none"), .other_close = true, .closing = CLOSING_NONE },
	{ LOSSLESS("close", "close-rst"), .other_close = true, .closing = CLOSING_RST },
	{ LOSSLESS("close", "close-fin"), .other_close = true, .closing = CLOSING_FIN },
	{ LOSSLESS("middle", "middle"), .no_syn = true },
	{ LOSSLESS("middle", "middle-turns"), .no_syn = true, .cut = CUT_TURNS },
	{ LOSSLESS("middle", "middle-octets"), .no_syn = true, .cut = CUT_EVERY, .cut_at = 1 },
	{ LOSSLESS("middle", "middle-sleep"), .no_syn = true, .sleep = true },
	{ LOSSLESS("middle", "middle-reversed"), .no_syn = true, .cut = CUT_EVERY, .cut_at = 3,
	  .disorder = ORDER_REVERSED, .reach = 8 },

	{ LOSSY("one-sided", "only-client"), .only_one = true, .only = DIR_CLIENT },
	{ LOSSY("one-sided", "only-server"), .only_one = true, .only = DIR_SERVER },
	{ LOSSY("snaplen", "snap-60"), .snaplen = 60 },
	{ LOSSY("snaplen", "snap-96"), .snaplen = 96 },
};

/* How long the dialogue is, in the ways the ranges below need. */
struct extent {
	size_t octets, longest_turn, captured;
};

static struct extent measure(const struct transcript *t)
{
	struct extent x = { 0 };
	size_t turn = 0;

	for (size_t i = 0; i < t->nsaid; i++) {
		const struct said *line = &t->said[i];

		if (i == 0 || line->from != line[-1].from || line->lost != line[-1].lost)
			turn = 0;
		turn += line->octets.n;
		x.octets += line->octets.n;
		x.captured += !line->lost;
		if (turn > x.longest_turn)
			x.longest_turn = turn;
	}
	return x;
}

static bool numbered(struct shape *out, const char *prefix, size_t number)
{
	snprintf(out->name, sizeof(out->name), "%s-%zu", prefix, number);
	return true;
}

/* The `i`th of at most `most` numbers spread evenly over 1 .. n. */
static size_t spread(size_t i, size_t n, size_t most)
{
	return n <= most ? i + 1 : 1 + i * (n - 1) / (most - 1);
}

bool shape_list(const struct transcript *t, size_t i, struct shape *out)
{
	struct extent x = measure(t);
	size_t nfixed = sizeof(fixed) / sizeof(fixed[0]), n;

	if (i < nfixed) {
		*out = fixed[i];
		return true;
	}
	i -= nfixed;
	if (x.octets <= OCTETS_MAX) {
		if (i == 0) {
			*out = (struct shape){ LOSSLESS("cut", "octets"), .cut = CUT_OCTETS };
			return true;
		}
		i--;
	}
	n = x.longest_turn ? x.longest_turn - 1 : 0;
	if (i < (n < SPLITS ? n : SPLITS)) {
		*out = (struct shape){ LOSSLESS("split", ""), .cut = CUT_AT,
				       .cut_at = spread(i, n, SPLITS) };
		return numbered(out, "split", out->cut_at);
	}
	i -= n < SPLITS ? n : SPLITS;
	n = x.captured;
	if (i < (n < LOSSES ? n : LOSSES)) {
		*out = (struct shape){ LOSSY("loss", ""), .lose = spread(i, n, LOSSES),
				       .sleep = i % 2 };
		return numbered(out, "lose", out->lose);
	}
	return false;
}

/* Like chance(), for choices: 0 in `of` - 1 of `of` cases, else one of 1 .. n-1. */
static size_t seldom(uint64_t *random, size_t of, size_t n)
{
	return shape_pick(random, of) == 0 ? shape_pick(random, n) : 0;
}

static unsigned percent(uint64_t *random)
{
	static const unsigned often[] = { 0, 0, 0, 10, 30, 100 };

	return often[shape_pick(random, sizeof(often) / sizeof(often[0]))];
}

struct shape shape_random(uint64_t seed)
{
	static const enum cut cuts[] = { CUT_LINES, CUT_TURNS, CUT_AT, CUT_EVERY, CUT_RANDOM,
					 CUT_RANDOM };
	static const size_t sizes[] = { 2, 5, 20, 100, 600, 1460 };
	struct shape s = { .group = "random", .lossless = true, .seed = seed };
	uint64_t r = seed;

	s.cut = cuts[shape_pick(&r, sizeof(cuts) / sizeof(cuts[0]))];
	s.cut_at = 1 + shape_pick(&r, sizes[shape_pick(&r, sizeof(sizes) / sizeof(sizes[0]))]);
	s.disorder = (enum disorder)seldom(&r, 2, ORDER_RANDOM + 1);
	s.reach = 1 + shape_pick(&r, 6);
	s.again = percent(&r);
	s.overlap = percent(&r);
	s.acks = percent(&r);
	s.probes = percent(&r);
	s.wrap = shape_pick(&r, 2);
	s.icmp = shape_pick(&r, 8) == 0;
	s.twin = shape_pick(&r, 5) == 0;
	s.ip6 = shape_pick(&r, 3) == 0;
	if (shape_pick(&r, 4) == 0)
		s.fragment = 8 + 8 * shape_pick(&r, 64);
	s.fragments_reversed = shape_pick(&r, 2);
	s.link = (enum link)seldom(&r, 2, LINK_COUNT);
	s.tunnel = (enum tunnel)seldom(&r, 4, TUNNEL_COUNT);
	s.format = (enum format)shape_pick(&r, FORMAT_COUNT);
	s.sleep = shape_pick(&r, 2);
	snprintf(s.name, sizeof(s.name), "random-%llu", (unsigned long long)seed);
	return s;
}

void shape_capture(struct buf *out, const struct transcript *t, const struct shape *s)
{
	struct segments segments;
	struct frames frames;

	shape_segments(&segments, t, s);
	shape_frames(&frames, &segments, t, s);
	shape_file(out, &frames, s);
	segments_fini(&segments);
	frames_fini(&frames);
}
