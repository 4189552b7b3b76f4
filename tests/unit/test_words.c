/* SPDX-License-Identifier: BSD-2-Clause */
/* test_words.c - several words in one text, against looking for each of them. */
#include "judge/words.h"

#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define WORD(s) { (const uint8_t *)s, sizeof(s) - 1 }
static const struct bytes list[] = {
	WORD("a"), WORD("ab"), WORD("aab"), WORD("abab"), WORD("bca"), WORD("cab!"),
	WORD("\xe5\xaf"),
};
enum { N = sizeof(list) / sizeof(*list) };

static unsigned found(const struct words *w, struct bytes text, size_t step)
{
	struct words_at at = { .begun = 0 };

	for (; text.n; text = bytes_from(text, step)) {
		struct guard g;

		words_push(w, &at, guard_init(&g, bytes_head(text, step)));
		guard_fini(&g);
	}
	return at.found;
}

static void random_text(void **state)
{
	static const uint8_t letters[] = "aAbBcC!x\xe5\xaf";
	unsigned seed = 7;
	struct words w;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		size_t from = (unsigned)rand_r(&seed) % N, n = 1 + (unsigned)rand_r(&seed) % (N - from);
		uint8_t text[60];
		struct bytes b = bytes_of(text, (unsigned)rand_r(&seed) % sizeof(text));
		unsigned want = 0;

		words_init(&w, list + from, n);
		for (size_t i = 0; i < b.n; i++)
			text[i] = letters[(unsigned)rand_r(&seed) % (sizeof(letters) - 1)];
		for (size_t i = 0; i < n; i++)
			if (bytes_ifind(b, list[from + i]) < b.n)
				want |= 1u << i;
		assert_int_equal(found(&w, b, 1), want);
		assert_int_equal(found(&w, b, 7), want);
		assert_int_equal(found(&w, b, sizeof(text)), want);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
