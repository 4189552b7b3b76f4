/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_shapes.c - any dialogue gives the same records, however it is captured.
 *
 * The input is a transcript (tests/transcript.h), what it expects aside.  The shape it is
 * compared in follows from a hash of the input, so that every mutation tries another.
 */
#include "../tests/replay.h"

#include "base/hash.h"

#include <stdio.h>
#include <stdlib.h>

enum { OCTETS_MAX = 4000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool plays(const struct transcript *t)
{
	size_t octets = 0;

	for (size_t i = 0; i < t->nsaid; i++)
		octets += t->said[i].octets.n;
	/* Begun in the middle, the first octets in disorder are a matter of judgement. */
	return octets <= OCTETS_MAX && !t->middle;
}

static void compare(const struct transcript *t, uint64_t seed)
{
	static const char *const *const ignore[] = { records_of_shape, NULL };
	struct shape plain = shape_plain(), other = shape_random(seed);
	struct records want, got;
	struct buf told = { 0 };
	struct err e;

	other.twin = false; /* two connections give the records twice */
	if (replay(t, &plain, &want, &e) < 0 || replay(t, &other, &got, &e) < 0) {
		fprintf(stderr, "%s: %s\n", other.name, e.text);
		abort();
	}
	if (!records_same(&want, &got, ignore, &told)) {
		fprintf(stderr, "%s: %s", other.name, buf_cstr(&told));
		abort();
	}
	buf_fini(&told);
	records_fini(&want);
	records_fini(&got);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct hash_key key = { 1, 2 };
	struct bytes input = bytes_of(data, size);
	struct buf text = { 0 };
	struct transcript t;
	struct err e;

	buf_add(&text, bytes_head(input, bytes_find(input, B("---\n"))));
	buf_adds(&text, "\n---\n");
	if (transcript_parse(&t, "input", buf_bytes(&text), &e) == 0 && plays(&t))
		compare(&t, hash_bytes(key, input));
	transcript_fini(&t);
	buf_fini(&text);
	return 0;
}
