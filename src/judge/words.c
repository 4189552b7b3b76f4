/* SPDX-License-Identifier: BSD-2-Clause */
/* words.c - see words.h. */
#include "judge/words.h"

#include <assert.h>

/* The longest beginning of the word that also ends its first `n` octets. */
static void fill_back(uint8_t *back, struct bytes word)
{
	size_t k = 0;

	back[0] = 0;
	for (size_t i = 1; i < word.n; i++) {
		while (k && bytes_at(word, i) != bytes_at(word, k))
			k = back[k - 1];
		k += bytes_at(word, i) == bytes_at(word, k);
		back[i] = (uint8_t)k;
	}
}

void words_init(struct words *w, const struct bytes *list, size_t n)
{
	assert(n <= WORDS_MAX);
	memset(w, 0, sizeof(*w));
	w->n = n;
	for (size_t i = 0; i < n; i++) {
		uint8_t c = (uint8_t)bytes_at(list[i], 0);

		assert(list[i].n && list[i].n <= WORD_OCTETS);
		w->v[i] = list[i];
		fill_back(w->back[i], list[i]);
		pair_first(&w->begin, (unsigned)i, c);
		pair_first(&w->begin, (unsigned)i, ascii_toupper(c));
		for (unsigned k = 0; k < 256; k++)
			if (list[i].n == 1 || ascii_tolower((uint8_t)k) == bytes_at(list[i], 1))
				pair_second(&w->begin, (unsigned)i, (uint8_t)k);
	}
}

/* One octet for one word. */
static void step(const struct words *w, struct words_at *at, size_t i, uint8_t c)
{
	size_t seen = at->seen[i];

	while (seen && bytes_at(w->v[i], seen) != c)
		seen = w->back[i][seen - 1];
	seen += bytes_at(w->v[i], seen) == c;
	if (seen == w->v[i].n) {
		at->found |= (uint16_t)(1u << i);
		seen = w->back[i][seen - 1];
	}
	at->seen[i] = (uint8_t)seen;
	if (seen)
		at->begun |= (uint16_t)(1u << i);
	else
		at->begun &= (uint16_t)~(1u << i);
}

void words_push(const struct words *w, struct words_at *at, struct bytes b)
{
	for (size_t n = 0; n < b.n; n++) {
		uint8_t octet;
		unsigned busy;

		if (!at->begun)
			n = pair_find(&w->begin, b, n); /* nearly all of a text */
		octet = (uint8_t)bytes_at(b, n);
		busy = at->begun | w->begin.first[octet];
		for (size_t i = 0; busy; i++, busy >>= 1)
			if (busy & 1)
				step(w, at, i, ascii_tolower(octet));
	}
}
