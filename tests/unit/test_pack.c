/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_pack.c - what goes into an image comes out of it, and an image that is none does no harm.
 */
#include "base/pack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static uint64_t next(uint64_t *r)
{
	*r ^= *r << 13;
	*r ^= *r >> 7;
	*r ^= *r << 17;
	return *r;
}

/* The words that structs are made of, and all others. */
static uint64_t some_word(uint64_t *r)
{
	uint64_t w = next(r);

	switch (next(r) % 8) {
	case 0: return UINT64_C(1795422600000000000) + w % 100000000000; /* a time */
	case 1: return UINT64_MAX - w % 3;
	case 2: return UINT64_C(1) << 63;                               /* TS_NONE */
	case 3: return w;
	case 4: return UINT64_C(0x7f0000000000) + w % 4096;             /* an address */
	case 5: return w >> w % 64;
	default: return 0;
	}
}

static void test_words(void **state)
{
	struct pack p = { 0 };
	uint64_t r = 1, words[40] = { 0 }, got[40];
	uint8_t odd[13], odd_got[13];

	(void)state;
	for (int round = 0; round < 20000; round++) {
		size_t n = next(&r) % 40, odd_n = next(&r) % sizeof(odd);

		for (size_t i = 0; i < n; i++)
			words[i] = round % 3 ? some_word(&r) : words[i];
		for (size_t i = 0; i < sizeof(odd); i++)
			odd[i] = (uint8_t)next(&r);
		pack_begin(&p);
		pack_struct(&p, words, n * 8);
		pack_struct(&p, odd, odd_n);
		assert_true(unpack_begin(&p, pack_end(&p)));
		unpack_struct(&p, got, n * 8);
		unpack_struct(&p, odd_got, odd_n);
		assert_memory_equal(got, words, n * 8);
		assert_memory_equal(odd_got, odd, odd_n);
	}
	pack_fini(&p);
}

struct holder {
	struct buf name, none, empty, large;
	struct part { uint64_t a; uint32_t b; } *part, *no_part;
	uint64_t number;
};

static struct holder full(uint64_t number)
{
	struct holder h = { .number = number };

	buf_adds(&h.name, "mx.example.org");
	buf_cstr(&h.empty);
	for (int i = 0; i <= PACK_TEXT; i++)
		buf_addc(&h.large, 'x');
	h.part = calloc(1, sizeof(*h.part));
	*h.part = (struct part){ 7, (uint32_t)number };
	return h;
}

/* Texts go first and come last: what holds them is there then. */
static struct bytes put(struct pack *p, struct holder *h)
{
	pack_begin(p);
	pack_number(p, UINT64_MAX - h->number);
	pack_buf(p, &h->name);
	pack_buf(p, &h->none);
	pack_buf(p, &h->empty);
	pack_buf(p, &h->large);
	pack_struct(p, h, sizeof(*h));
	h->part = pack_block(p, h->part, sizeof(*h->part));
	h->no_part = pack_block(p, h->no_part, sizeof(*h->part));
	return pack_end(p);
}

static struct holder get(struct pack *p)
{
	struct holder h;

	unpack_struct(p, &h, sizeof(h));
	assert_true(unpack_number(p) == UINT64_MAX - h.number);
	unpack_buf(p, &h.name);
	unpack_buf(p, &h.none);
	unpack_buf(p, &h.empty);
	unpack_buf(p, &h.large);
	h.part = unpack_block(p, sizeof(*h.part));
	h.no_part = unpack_block(p, sizeof(*h.part));
	return h;
}

static void test_a_struct_and_what_it_holds(void **state)
{
	struct pack p = { 0 };

	(void)state;
	for (uint64_t number = 0; number < 300; number++) {
		struct holder h = full(number), got;
		struct bytes image = put(&p, &h);

		assert_null(h.name.p);
		assert_null(h.part);
		/* The first is the model of the others, which have little else to tell. */
		assert_true(number == 0 || image.n < 70);
		assert_true(unpack_begin(&p, image));
		got = get(&p);
		assert_true(bytes_eq(buf_bytes(&got.name), B("mx.example.org")));
		assert_null(got.none.p);
		assert_true(got.empty.p && got.empty.n == 0);
		assert_ptr_equal(got.large.p, h.large.p); /* it stayed */
		assert_int_equal(got.large.n, PACK_TEXT + 1);
		assert_true(got.number == number && got.part->a == 7 && got.part->b == number);
		assert_null(got.no_part);
		buf_fini(&got.name);
		buf_fini(&got.empty);
		buf_fini(&got.large);
		free(got.part);
	}
	pack_fini(&p);
}

static void test_what_is_none(void **state)
{
	struct pack p = { 0 };
	uint64_t r = 5, words[30];
	uint8_t whole[512], page[512];
	struct bytes image;
	size_t n;

	(void)state;
	for (int i = 0; i < 30; i++)
		words[i] = some_word(&r);
	pack_begin(&p);
	pack_struct(&p, words, sizeof(words));
	image = pack_end(&p);
	n = image.n;
	memcpy(whole, image.p, n);
	/* Cut anywhere, and any octets: refused, or read within bounds. */
	for (size_t cut = 0; cut < n; cut++) {
		uint8_t *tight = malloc(cut + 1); /* for the sanitizers */

		memcpy(tight, whole, cut);
		(void)unpack_begin(&p, bytes_of(tight, cut));
		free(tight);
	}
	for (int round = 0; round < 20000; round++) {
		size_t octets = next(&r) % sizeof(page);

		for (size_t i = 0; i < octets; i++)
			page[i] = (uint8_t)next(&r);
		if (octets > 2) {
			page[1] &= 3;
			page[2] &= 1;
		}
		(void)unpack_begin(&p, bytes_of(page, octets));
	}
	assert_false(unpack_begin(&p, bytes_of("\x01\x00\x09\x00", 4)));
	assert_false(unpack_begin(&p, bytes_of("\xff\xff\x00", 3)));
	pack_fini(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_a_struct_and_what_it_holds),
		cmocka_unit_test(test_what_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
