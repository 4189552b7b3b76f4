/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_dkim.c - signatures read (RFC 6376 3.5), and bodies hashed as they were signed.
 *
 * The hashes come from the RFCs where these have one, else from sha256sum and openssl of the
 * canonical octets written out by hand.
 */
#include "mime/mime.h"

#include "base/base64.h"
#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The body hash of RFC 8463 A.2, relaxed and sha256. */
#define GAME "Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n"
#define GAME_HASH "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8="
/* RFC 6376 3.4.3 and 3.4.4: of an empty body. */
#define EMPTY_SIMPLE_1 "uoq1oCgLlTqpdDX/iUbLy7J1Wic="
#define EMPTY_SIMPLE_256 "frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY="
#define EMPTY_RELAXED_1 "2jmj7l5rSw0yVb/vlWAYkK/YBwk="
#define EMPTY_RELAXED_256 "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

/* A body, and the canonical octets that must be hashed (3.4.5 has the first). */
static const struct {
	const char *body, *simple, *relaxed;
} bodies[] = {
	{ " C \r\nD \t E\r\n\r\n\r\n", " C \r\nD \t E\r\n", " C\r\nD E\r\n" },
	{ "", "\r\n", "" },
	{ "\r\n\r\n", "\r\n", "" },
	{ " \r\n\t\r\n", " \r\n\t\r\n", "" },
	{ "a", "a\r\n", "a\r\n" },
	{ "a\r\n \r\n", "a\r\n \r\n", "a\r\n" },
	{ "a\r\n\r\n\r\nb", "a\r\n\r\n\r\nb\r\n", "a\r\n\r\n\r\nb\r\n" },
	{ "a\nb\n\n", "a\r\nb\r\n", "a\r\nb\r\n" },
	{ "a\rb \r\r\n", "a\rb \r\r\n", "a\rb \r\r\n" },
	{ "a \r", "a \r\r\n", "a \r\r\n" },
	{ "\t a\t\tb \t", "\t a\t\tb \t\r\n", " a b\r\n" },
};

static void hash_in_steps(struct bytes body, size_t step, enum dkim_canon canon,
			  uint64_t length, struct bytes want, uint64_t beyond)
{
	struct bodyhash *b = bodyhash_new();
	int slot = bodyhash_add(b, canon, DIGEST_SHA256, length);
	uint8_t sum[DIGEST_MAX_OCTETS];
	uint64_t more;
	struct guard g;

	for (; body.n; body = bytes_from(body, step)) {
		bodyhash_push(b, guard_init(&g, bytes_head(body, step)));
		guard_fini(&g);
	}
	bodyhash_end(b);
	digest_of(DIGEST_SHA256, want, sum);
	assert_true(bytes_eq(bodyhash_result(b, slot, &more), bytes_of(sum, SHA256_OCTETS)));
	assert_int_equal(more, beyond);
	bodyhash_free(&b);
}

static void canonical(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		struct bytes body = bytes_str(bodies[i].body);
		struct bytes simple = bytes_str(bodies[i].simple);
		struct bytes relaxed = bytes_str(bodies[i].relaxed);

		for (size_t step = 1; step <= body.n + 1; step++) {
			hash_in_steps(body, step, DKIM_SIMPLE, UINT64_MAX, simple, 0);
			hash_in_steps(body, step, DKIM_RELAXED, UINT64_MAX, relaxed, 0);
			for (size_t l = 0; l <= relaxed.n; l++)
				hash_in_steps(body, step, DKIM_RELAXED, l,
					      bytes_head(relaxed, l), relaxed.n - l);
		}
	}
}

/* Over the block that goes to the digests at a time. */
static void long_body(void **state)
{
	struct buf body = { 0 }, relaxed = { 0 };

	(void)state;
	for (unsigned i = 0; i < 3000; i++) {
		buf_printf(&body, "line   %u \t\r\n", i);
		buf_printf(&relaxed, "line %u\r\n", i);
	}
	for (size_t l = 4094; l < 4099; l++)
		hash_in_steps(buf_bytes(&body), 997, DKIM_RELAXED, l,
			      bytes_head(buf_bytes(&relaxed), l), relaxed.n - l);
	hash_in_steps(buf_bytes(&body), 1, DKIM_RELAXED, UINT64_MAX, buf_bytes(&relaxed), 0);
	hash_in_steps(buf_bytes(&body), 4096, DKIM_SIMPLE, UINT64_MAX, buf_bytes(&body), 0);
	buf_fini(&body);
	buf_fini(&relaxed);
}

#define SIG(tags) "DKIM-Signature: v=1; d=example.com; s=sel; h=From : To;\r\n\tb=AAAA; " tags "\r\n"

/* A whole message through the parser, then what each signature came to. */
static const struct {
	const char *message, *out;
	uint64_t gap;  /* octets missing behind the message, which then breaks off or not */
	bool broken;
} messages[] = {
	{ SIG("a=ed25519-sha256; c=relaxed/relaxed; bh=" GAME_HASH) "\r\n" GAME, "ok", 0, false },
	{ SIG("a=rsa-sha256; c=relaxed/relaxed; bh=2jUSOH9NhtVGCQWNr9Br\r\n IAPreKQjO6Sn7XIkfJVOzv8=")
	  "\r\n" GAME, "ok", 0, false },
	{ SIG("a=rsa-sha256; c=relaxed/relaxed; bh=" GAME_HASH) "\r\n" GAME "\r\n \t\r\n", "ok", 0, false },
	{ SIG("a=rsa-sha256; c=relaxed/relaxed; bh=" GAME_HASH) "\r\n" GAME "x", "mismatch", 0, false },
	{ SIG("a=rsa-sha256; c=relaxed/relaxed; l=54; bh=" GAME_HASH) "\r\n" GAME "x",
	  "ok+3", 0, false },
	{ SIG("a=rsa-sha256; c=relaxed; bh=" GAME_HASH) "\r\n" GAME, "mismatch", 0, false },
	{ SIG("a=rsa-sha256; c=relaxed; bh=" EMPTY_SIMPLE_256) "\r\n", "ok", 0, false },
	{ SIG("a=rsa-sha1; bh=" EMPTY_SIMPLE_1) "\r\n", "ok", 0, false },
	{ SIG("a=rsa-sha256; bh=" EMPTY_SIMPLE_256) "\r\n", "ok", 0, false },
	{ SIG("a=rsa-sha1; c=simple/relaxed; bh=" EMPTY_RELAXED_1) "\r\n\r\n", "ok", 0, false },
	{ SIG("a=rsa-sha256; c=simple/relaxed; bh=" EMPTY_RELAXED_256), "ok", 0, false },
	/* several, each by its own rules */
	{ SIG("a=rsa-sha256; c=relaxed/relaxed; bh=" GAME_HASH)
	  SIG("a=rsa-sha256; c=relaxed/simple; bh=" GAME_HASH)
	  SIG("a=rsa-sha1; bh=" EMPTY_SIMPLE_1) "\r\n" GAME, "ok,mismatch,mismatch", 0, false },
	/* no answer, and why */
	{ SIG("a=rsa-sha256; c=relaxed/relaxed; bh=" GAME_HASH) "\r\n" GAME, "octets missing", 9, false },
	{ SIG("a=rsa-sha256; c=relaxed/relaxed; bh=" GAME_HASH) "\r\n" GAME, "body not whole", 0, true },
	{ SIG("a=rsa-md5; bh=" GAME_HASH) "\r\n" GAME, "algorithm unknown", 0, false },
	{ SIG("a=rsa-sha256; c=relaxed/nofws; bh=" GAME_HASH) "\r\n" GAME, "algorithm unknown", 0, false },
	{ SIG("a=rsa-sha256; c=relaxed/relaxed") "\r\n" GAME, "signature malformed!", 0, false },
	{ SIG("a=rsa-sha256; c=relaxed/relaxed; bh=" GAME_HASH) "no field\r\n\r\n" GAME,
	  "header without end", 0, false },
	/* a tag twice: the first counts, and it is no signature */
	{ SIG("a=rsa-sha256; c=relaxed/relaxed; bh=" GAME_HASH "; bh=AAAA") "\r\n" GAME, "ok!", 0, false },
};

static void pull(struct mime *m)
{
	struct mime_item it;

	while (mime_next(m, &it) == STEP_ITEM)
		;
}

static void check_message(size_t row, size_t step)
{
	struct mime *m = mime_new(NULL);
	struct bytes in = bytes_str(messages[row].message);
	const struct mime_trace *t = mime_trace(m);
	struct buf out = { 0 };

	for (; in.n; in = bytes_from(in, step)) {
		mime_push(m, bytes_head(in, step));
		pull(m);
	}
	if (messages[row].gap)
		mime_gap(m, messages[row].gap);
	pull(m);
	mime_end(m, !messages[row].broken);
	pull(m);
	for (size_t i = 0; i < t->ndkim; i++) {
		buf_printf(&out, "%s%s", i ? "," : "", dkim_body_text(t->dkim[i].body));
		if (t->dkim[i].beyond)
			buf_printf(&out, "+%u", (unsigned)t->dkim[i].beyond);
		buf_adds(&out, t->dkim[i].invalid ? "!" : "");
	}
	assert_string_equal(buf_cstr(&out), messages[row].out);
	buf_fini(&out);
	mime_free(&m);
}

static void through_the_parser(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(messages) / sizeof(*messages); i++) {
		check_message(i, SIZE_MAX / 2);
		check_message(i, 1);
		check_message(i, 7);
	}
}

/* Messages inside: each body ends where a boundary takes the line end before it. */
#define INNER_HASH "GdVvYzQ+OAEjGH8v/VMvKKoVi5DKqygowSJxOsoOQuw=" /* of "inner text CRLF" */
#define MULTI_HASH "0k6VJN6GP1PMwbul4GPttrBbEXo6CevcXt9F35S5cQY=" /* of MULTI_BODY */
#define MULTI_BODY "--in\r\n\r\none\r\n--in\r\n\r\n--no\r\n--in--\r\n"
#define HOP "Received: from a.example.org by b.example.org; Mon, 23 Nov 2026 08:30:00 +0800\r\n"
#define OUTER "Content-Type: multipart/mixed; boundary=out\r\n\r\n--out\r\n"
#define MESSAGE "Content-Type: message/rfc822\r\n\r\n"
#define S256(hash) SIG("a=rsa-sha256; c=simple/simple; bh=" hash)
#define MULTI S256(MULTI_HASH) "Content-Type: multipart/mixed; boundary=in\r\n\r\n" MULTI_BODY

static const struct {
	const char *message, *out; /* of each message inside: path, hops, signatures */
	uint64_t gap;
} nested[] = {
	{ OUTER MESSAGE HOP S256(INNER_HASH) "\r\ninner text\r\n--out--\r\n", "1.1 1 ok; ", 0 },
	{ OUTER MESSAGE S256(INNER_HASH) "\r\ninner text\r\n\r\n\r\n--out--\r\n", "1.1 0 ok; ", 0 },
	{ OUTER MESSAGE S256(INNER_HASH) "\r\nother text\r\n--out--\r\n", "1.1 0 mismatch; ", 0 },
	{ OUTER MESSAGE MULTI "\r\n--out\r\n" MESSAGE HOP HOP "\r\nx\r\n--out--\r\n",
	  "1.TEXT 0 ok; 2.1 2 ; ", 0 },
	/* in one another, and without a multipart around */
	{ OUTER MESSAGE HOP MESSAGE MULTI "--out--\r\n", "1.1 1 ; 1.1.TEXT 0 ok; ", 0 },
	{ MESSAGE HOP S256(INNER_HASH) "\r\ninner text\r\n", "1.1 1 ok; ", 0 },
	{ MESSAGE S256(EMPTY_SIMPLE_256) "\r\n", "1.1 0 ok; ", 0 },
	{ OUTER MESSAGE S256(EMPTY_SIMPLE_256) "\r\n\r\n--out--\r\n", "1.1 0 ok; ", 0 },
	/* no answer, and why */
	{ OUTER MESSAGE S256(INNER_HASH) "\r\ninner text\r\n", "1.1 0 octets missing; ", 5 },
	{ OUTER MESSAGE S256(INNER_HASH) "no field\r\n\r\ninner text\r\n--out--\r\n",
	  "1.1 0 header without end; ", 0 },
	/* nothing worth a row */
	{ OUTER MESSAGE "Subject: x\r\n\r\ninner text\r\n--out--\r\n", "", 0 },
};

static void check_nested(size_t row, size_t step)
{
	struct mime *m = mime_new(NULL);
	struct bytes in = bytes_str(nested[row].message);
	const struct mime_nested *const *inside;
	struct buf out = { 0 };
	size_t n;

	for (; in.n; in = bytes_from(in, step)) {
		mime_push(m, bytes_head(in, step));
		pull(m);
		pull(m);
	}
	if (nested[row].gap)
		mime_gap(m, nested[row].gap);
	pull(m);
	mime_end(m, true);
	pull(m);
	inside = mime_nested(m, &n);
	for (size_t i = 0; i < n; i++) {
		const struct mime_trace *t = &inside[i]->trace;

		buf_printf(&out, "%s %zu ", inside[i]->part->path, t->nhop);
		for (size_t k = 0; k < t->ndkim; k++)
			buf_adds(&out, dkim_body_text(t->dkim[k].body));
		buf_adds(&out, "; ");
	}
	if (strcmp(buf_cstr(&out), nested[row].out) != 0)
		fail_msg("row %zu in steps of %zu: \"%s\"", row, step, buf_cstr(&out));
	buf_fini(&out);
	mime_free(&m);
}

static void messages_inside(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(nested) / sizeof(*nested); i++)
		for (size_t step = 1; step < 40; step++)
			check_nested(i, step);
	for (size_t i = 0; i < sizeof(nested) / sizeof(*nested); i++)
		check_nested(i, SIZE_MAX / 2);
}

static void tags(void **state)
{
	struct arena a = { 0 };
	struct dkim d = { .offset = 5 };

	(void)state;
	dkim_parse(&d, &a, B(" v=1; a=rsa-sha256; c=relaxed/simple; d=example.com;s=sel;"
			     " i=joe@eng.example.com; t=1795422600 ; x=1795509000; l=9;"
			     "\th=From : To\t:Subject; bh=AA AA==; b=BBBB; ; z=a=b|c"));
	assert_true(bytes_eq(d.domain, B("example.com")));
	assert_true(bytes_eq(d.selector, B("sel")));
	assert_true(bytes_eq(d.identity, B("joe@eng.example.com")));
	assert_true(bytes_eq(d.headers, B("From:To:Subject")));
	assert_true(bytes_eq(d.body_hash, B("AAAA==")));
	assert_true(d.signed_ns == 1795422600 * NS_PER_SEC);
	assert_true(d.expires_ns == 1795509000 * NS_PER_SEC);
	assert_true(d.has_length && d.length == 9);
	assert_int_equal(d.offset, 5);
	assert_false(d.invalid);
	dkim_parse(&d, &a, B("a=x; nonsense; d=; l=-1; t=99999999999999999999"));
	assert_true(d.invalid && !d.known && !d.has_length && d.signed_ns == TS_NONE);
	arena_fini(&a);
}

static void arc(void **state)
{
	static const struct {
		const char *fields;
		bool broken;
		unsigned highest;
	} rows[] = {
		{ "sr1m1", false, 1 },
		{ "sr2m2sr1m1", false, 2 },
		{ "sr1", true, 1 },          /* a field missing */
		{ "sr1m1m1", true, 1 },      /* a field twice */
		{ "sr2m2", true, 2 },        /* instance 1 missing */
		{ "sr0m0", true, 0 },        /* out of bounds */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf field = { 0 };
		struct arena a = { 0 };
		struct arc arc = { 0 };
		enum arc_field pending[2];
		size_t n = 0;

		for (const char *p = rows[i].fields; *p; p++) {
			if (!ascii_digit(*p)) {
				pending[n++] = *p == 's' ? ARC_SEAL : *p == 'r' ? ARC_RESULTS :
							   ARC_MESSAGE_SIGNATURE;
				continue;
			}
			while (n) {
				buf_clear(&field);
				buf_printf(&field, "i=%c; cv=%s; d=example.net; s=x", *p,
					   *p == '1' ? "none" : "pass");
				arc_take(&arc, &a, pending[--n], 0, buf_bytes(&field));
			}
		}
		arc_check(&arc);
		assert_int_equal(arc.broken, rows[i].broken);
		assert_int_equal(arc.highest, rows[i].highest);
		arc_fini(&arc);
		arena_fini(&a);
		buf_fini(&field);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(canonical), cmocka_unit_test(long_body),
		cmocka_unit_test(through_the_parser), cmocka_unit_test(messages_inside),
		cmocka_unit_test(tags),
		cmocka_unit_test(arc),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
