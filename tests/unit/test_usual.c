/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_usual.c - Ethernet and IPv4 taken at once, against the decoders of each.
 *
 * Whatever stands in any octet of both headers, and wherever the frame is cut: usual_headers()
 * leaves it alone, or takes it to where they take it.
 */
#include "net/walk.h"
#include "net/checksum.h"
#include "packets.h"

enum { HEADERS = 34, IP_AT = 14, SUM_AT = 24 };

struct way {
	struct frame f;
	struct packet p;
	struct walk w;
};

static void begin(struct way *y, struct net *n, struct bytes frame, uint32_t wire)
{
	y->f = (struct frame){ .number = 1, .wire_octets = wire, .linktype = 1, .data = frame };
	memset(&y->p, 0, sizeof(y->p));
	y->p.frame = &y->f;
	y->w = (struct walk){ .net = n, .p = &y->p, .rest = frame, .wire = wire };
}

/* Nothing in it but what usual_headers() is for. */
static bool is_usual(const struct way *y)
{
	const struct layer *ip = &y->p.layers[1];

	return y->w.next == NEXT_TCP && y->p.nlayers == 2 && ip->kind == LAYER_IPV4 &&
	       ip->ip4.hdr_octets == 20 && ip->ip4.checksum_state == CHECKSUM_GOOD && !y->p.odd &&
	       ip->ip4.frag_octets == 0 && !(ip->ip4.flags & 1);
}

/* Both ways from the beginning of `frame`; returns whether it was a usual one. */
static bool same_place(struct net *n, struct bytes frame, uint32_t wire)
{
	static struct way at_once, by_each;
	bool taken;

	begin(&at_once, n, frame, wire);
	begin(&by_each, n, frame, wire);
	by_each.w.next = NEXT_ETHERNET;
	ethernet_decode(&by_each.w);
	if (by_each.w.next == NEXT_IPV4)
		ip4_decode(&by_each.w);
	taken = usual_headers(&at_once.w);
	assert_int_equal(taken, is_usual(&by_each));
	if (!taken) {
		assert_int_equal(at_once.p.nlayers, 0);
		assert_ptr_equal(at_once.w.rest.p, frame.p);
		return false;
	}
	by_each.p.frame = &at_once.f;
	assert_memory_equal(&at_once.p, &by_each.p, sizeof(at_once.p));
	assert_int_equal(at_once.w.next, by_each.w.next);
	assert_ptr_equal(at_once.w.rest.p, by_each.w.rest.p);
	assert_int_equal(at_once.w.rest.n, by_each.w.rest.n);
	assert_int_equal(at_once.w.wire, by_each.w.wire);
	assert_int_equal(at_once.w.offset, by_each.w.offset);
	assert_int_equal(at_once.w.number, by_each.w.number);
	assert_int_equal(at_once.w.context, by_each.w.context);
	return true;
}

/* Makes the checksum of the IPv4 header right again. */
static void sum_again(uint8_t *frame)
{
	uint16_t sum;

	memset(frame + SUM_AT, 0, 2);
	sum = (uint16_t)~checksum_fold(checksum_words(0, bytes_of(frame + IP_AT, 20)));
	frame[SUM_AT] = (uint8_t)(sum >> 8);
	frame[SUM_AT + 1] = (uint8_t)sum;
}

static void test_same_place(void **state)
{
	struct net *n = net_new(&(struct net_options){ 0 });
	struct buf b = { 0 };
	struct bytes whole = from_hex(&b, ETHER "0800" IN4 "0000");
	unsigned usual = 0;

	(void)state;
	assert_true(same_place(n, whole, (uint32_t)whole.n));
	for (unsigned at = 0; at < HEADERS; at++) {
		for (unsigned value = 0; value < 256; value++) {
			uint8_t frame[128];
			struct guard g;

			memcpy(frame, whole.p, whole.n);
			frame[at] = (uint8_t)value;
			usual += same_place(n, guard_init(&g, bytes_of(frame, whole.n)),
					    (uint32_t)whole.n);
			guard_fini(&g);
			sum_again(frame);
			usual += same_place(n, guard_init(&g, bytes_of(frame, whole.n)),
					    (uint32_t)whole.n);
			guard_fini(&g);
		}
	}
	/* Addresses, identification, time to live and so on may be anything. */
	assert_true(usual > 24 * 256 && usual < 2 * HEADERS * 256);
	net_free(&n);
	buf_fini(&b);
}

static void test_cut(void **state)
{
	struct net *n = net_new(&(struct net_options){ 0 });
	struct buf b = { 0 };
	struct bytes whole = from_hex(&b, ETHER "0800" IN4 "0000");

	(void)state;
	for (size_t left = 0; left <= whole.n; left++) {
		struct guard g;
		struct bytes frame = guard_init(&g, bytes_head(whole, left));

		/* By the snap length, which said what there was, and by damage. */
		assert_int_equal(same_place(n, frame, (uint32_t)whole.n), left >= HEADERS);
		assert_int_equal(same_place(n, frame, (uint32_t)left), left + 2 >= whole.n);
		guard_fini(&g);
	}
	net_free(&n);
	buf_fini(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_place),
		cmocka_unit_test(test_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
