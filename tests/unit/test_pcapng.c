/* SPDX-License-Identifier: BSD-2-Clause */
/* test_pcapng.c - sections, interfaces, clocks, all kinds of packet blocks, and damage. */
#include "capture/pcapng.h"
#include "capture_files.h"
#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <stdio.h>

static void check(struct made *m, const char *want)
{
	for (size_t i = 0; i < NSHAPES; i++) {
		struct buf got = { 0 };
		struct guard g;

		file_as_text(&got, guard_init(&g, buf_bytes(&m->b)), &shapes[i]);
		assert_string_equal(buf_cstr(&got), want);
		guard_fini(&g);
		buf_fini(&got);
	}
}

static void check_and_free(struct made *m, const char *want)
{
	check(m, want);
	buf_fini(&m->b);
}

static struct capture *open_made(struct made *m)
{
	struct err e = { 0 };
	struct capture *c = capture_open_bytes(buf_bytes(&m->b), &e);

	assert_string_equal(e.text, "");
	assert_non_null(c);
	return c;
}

static void read_through(struct capture *c)
{
	struct buf text = { 0 };

	read_as_text(&text, c);
	buf_fini(&text);
}

static void test_plain(void **state)
{
	(void)state;
	for (int big_endian = 0; big_endian < 2; big_endian++) {
		struct made m = { .big_endian = big_endian };

		ng_section(&m, NULL, NULL);
		ng_interface(&m, 1, 0, NULL, 0, 0);
		ng_packet(&m, 0, 1500000000123456, 60, B("abcde"), NULL);
		ng_packet(&m, 0, 1500000000123457, 4, B("fghi"), "why");
		ng_packet(&m, 0, 0, 0, B(""), NULL);
		check_and_free(&m, "1 1500000000123456000 60/5 0:1 abcde\n"
				   "2 1500000000123457000 4/4 0:1 fghi #why\n"
				   "3 0 0/0 0:1 \nend\n");
	}
}

static void test_clocks(void **state)
{
	static const struct {
		uint8_t tsresol;
		int64_t offset;
		uint64_t ts;
		int64_t want;
	} cases[] = {
		{ 0,    0,     7,                      7000 },
		{ 6,    0,     7,                      7000 },
		{ 9,    0,     7,                      7 },
		{ 3,    0,     1234,                   1234000000 },
		{ 12,   0,     1234567,                1234 },
		{ 0x80 | 1,  0, 3,                     1500000000 },
		{ 0x80 | 20, 0, 1 << 19,               500000000 },
		{ 0x80 | 63, 0, UINT64_C(1) << 62,     500000000 },
		{ 0x80 | 64, 0, UINT64_C(1) << 62,     250000000 }, /* finer than 64 bits */
		{ 19,   0,     UINT64_C(10000000000000000000), 1000000000 },
		{ 20,   0,     1,                      0 },
		{ 9,    100,   7,                      100000000007 },
		{ 6,    -1,    3,                      -999997000 },
		{ 6,    0,     UINT64_MAX,             INT64_MAX },
		{ 9,    0,     UINT64_MAX,             INT64_MAX },
		{ 6,    INT64_MAX, UINT64_MAX,         INT64_MAX },
		{ 6,    INT64_MIN, 0,                  INT64_MIN + 1 },
	};

	(void)state;
	for (size_t i = 0; i < 2 * sizeof(cases) / sizeof(cases[0]); i++) {
		struct made m = { .big_endian = i & 1 };
		char want[64];

		ng_section(&m, NULL, NULL);
		ng_interface(&m, 1, 0, NULL, cases[i / 2].tsresol, cases[i / 2].offset);
		ng_packet(&m, 0, cases[i / 2].ts, 1, B("x"), NULL);
		snprintf(want, sizeof(want), "1 %" PRId64 " 1/1 0:1 x\nend\n",
			 cases[i / 2].want);
		check_and_free(&m, want);
	}
}

/* Two sections of different byte order, each with interfaces of its own. */
static void test_sections_and_interfaces(void **state)
{
	struct made m = { 0 };
	const struct capture_facts *f;
	struct capture *c;

	(void)state;
	ng_section(&m, "one", NULL);
	ng_interface(&m, 1, 0, "eth0", 0, 0);
	ng_interface(&m, 113, 96, "any", 9, 0);
	ng_packet(&m, 1, 5, 1, B("a"), NULL);
	ng_packet(&m, 0, 5, 1, B("b"), NULL);
	m.big_endian = true;
	ng_section(&m, "two", NULL);
	ng_interface(&m, 101, 0, "tun0", 0, 0);
	ng_packet(&m, 0, 5, 1, B("c"), NULL);
	ng_interface(&m, 276, 0, NULL, 0, 0); /* learned late */
	ng_packet(&m, 1, 5, 1, B("d"), NULL);
	check(&m, "1 5 1/1 1:113 a\n2 5000 1/1 0:1 b\n3 5000 1/1 2:101 c\n"
		  "4 5000 1/1 3:276 d\nend\n");
	c = open_made(&m);
	read_through(c);
	f = capture_facts(c);
	assert_int_equal(f->ninterfaces, 4);
	assert_string_equal(f->interfaces[1].name, "any");
	assert_int_equal(f->interfaces[1].snaplen, 96);
	assert_int_equal(f->interfaces[1].section, 1);
	assert_int_equal(f->interfaces[2].section, 2);
	assert_int_equal(f->interfaces[2].id, 0);
	assert_int_equal(f->interfaces[3].id, 1);
	assert_null(f->interfaces[3].name);
	assert_int_equal(f->interfaces[3].frames, 1);
	assert_string_equal(f->application, "one");
	capture_close(&c);
	buf_fini(&m.b);
}

static void simple_packet(struct made *m, uint32_t wire, struct bytes data)
{
	size_t at = ng_begin(m, 3);

	put32(m, wire);
	buf_add(&m->b, data);
	ng_end(m, at);
}

static void obsolete_packet(struct made *m, unsigned interface, uint64_t ts, uint32_t wire,
			    struct bytes data)
{
	size_t at = ng_begin(m, 2);

	put16(m, interface);
	put16(m, 3); /* drops */
	put32(m, (uint32_t)(ts >> 32));
	put32(m, (uint32_t)ts);
	put32(m, (uint32_t)data.n);
	put32(m, wire);
	buf_add(&m->b, data);
	ng_end(m, at);
}

static void test_other_packet_blocks(void **state)
{
	(void)state;
	for (int big_endian = 0; big_endian < 2; big_endian++) {
		struct made m = { .big_endian = big_endian };

		ng_section(&m, NULL, NULL);
		ng_interface(&m, 1, 3, NULL, 0, 0);
		ng_interface(&m, 101, 0, NULL, 0, 0);
		simple_packet(&m, 2, B("ab"));         /* shorter than the snap length */
		obsolete_packet(&m, 1, 7, 9, B("cdefg"));
		simple_packet(&m, 100, B("hij"));      /* cut by it */
		check_and_free(&m, "1 0? 2/2 0:1 ab\n2 7000 9/5 1:101 cdefg\n"
				   "3 7000? 100/3 0:1 hij\nend\n");
	}
}

/* Without a snap length the block itself bounds a simple packet. */
static void test_simple_packet_longer_than_its_block(void **state)
{
	struct made m = { 0 };

	(void)state;
	ng_section(&m, NULL, NULL);
	ng_interface(&m, 1, 0, NULL, 0, 0);
	simple_packet(&m, 100, B("abcd"));
	check_and_free(&m, "1 0? 100/4 0:1 abcd\nend\n");
}

static void test_comments(void **state)
{
	struct made m = { 0 };
	struct capture *c;
	size_t at;

	(void)state;
	ng_section(&m, NULL, "first line");
	ng_interface(&m, 1, 0, NULL, 0, 0);
	at = ng_begin(&m, 6);
	for (int i = 0; i < 3; i++)
		put32(&m, 0);
	put32(&m, 1);
	put32(&m, 1);
	buf_adds(&m.b, "x");
	while (m.b.n % 4)
		put8(&m, 0);
	ng_option(&m, 2, B("flag"));
	ng_option(&m, 1, B("one"));
	ng_option(&m, 1, B("two!"));
	put32(&m, 0);
	ng_option(&m, 1, B("after the end"));
	ng_end(&m, at);
	ng_packet(&m, 0, 0, 1, B("y"), NULL);
	check(&m, "1 0 1/1 0:1 x #one\ntwo!\n2 0 1/1 0:1 y\nend\n");
	c = open_made(&m);
	assert_string_equal(capture_facts(c)->comment, "first line");
	capture_close(&c);
	buf_fini(&m.b);
}

static void test_section_comments_are_joined(void **state)
{
	struct made m = { 0 };
	size_t at = ng_begin(&m, 0x0a0d0d0a);
	struct capture *c;

	(void)state;
	put32(&m, 0x1a2b3c4d);
	put32(&m, 1);
	put64(&m, UINT64_MAX);
	ng_option(&m, 1, B("a"));
	ng_option(&m, 2, B("machine"));
	ng_option(&m, 3, B("system"));
	ng_option(&m, 1, B("b"));
	ng_end(&m, at); /* no end of options: allowed */
	c = open_made(&m);
	assert_string_equal(capture_facts(c)->comment, "a\nb");
	assert_string_equal(capture_facts(c)->hardware, "machine");
	assert_string_equal(capture_facts(c)->os, "system");
	assert_null(capture_facts(c)->application);
	capture_close(&c);
	buf_fini(&m.b);
}

static void test_statistics(void **state)
{
	(void)state;
	for (int big_endian = 0; big_endian < 2; big_endian++) {
		struct made m = { .big_endian = big_endian };
		const struct capture_interface *i;
		struct capture *c;
		size_t at;

		ng_section(&m, NULL, NULL);
		ng_interface(&m, 1, 0, NULL, 0, 0);
		at = ng_begin(&m, 5);
		put32(&m, 0);
		put64(&m, 0);
		ng_option64(&m, 4, UINT64_C(0x100000002));
		ng_option64(&m, 5, 3);
		ng_option64(&m, 7, 4);
		put32(&m, 0);
		ng_end(&m, at);
		c = open_made(&m);
		assert_true(capture_facts(c)->interfaces == NULL);
		read_through(c);
		i = &capture_facts(c)->interfaces[0];
		assert_true(i->received == UINT64_C(0x100000002));
		assert_true(i->dropped_interface == 3);
		assert_true(i->dropped_kernel == 4);
		assert_null(capture_facts(c)->damage);
		capture_close(&c);
		buf_fini(&m.b);
	}
}

static void secrets(struct made *m, uint32_t type, struct bytes keys)
{
	size_t at = ng_begin(m, 10);

	put32(m, type);
	put32(m, (uint32_t)keys.n);
	buf_add(&m->b, keys);
	ng_end(m, at);
}

static void test_secrets(void **state)
{
	struct made m = { .big_endian = true };
	struct capture *c;

	(void)state;
	ng_section(&m, NULL, NULL);
	secrets(&m, 0x544c534b, B("CLIENT_RANDOM 1 2")); /* no newline */
	secrets(&m, 0x57474b4c, B("WireGuard's"));
	secrets(&m, 0x544c534b, B("CLIENT_RANDOM 3 4\n"));
	c = open_made(&m);
	read_through(c);
	assert_true(bytes_eq(capture_facts(c)->tls_keys,
			     B("CLIENT_RANDOM 1 2\nCLIENT_RANDOM 3 4\n")));
	capture_close(&c);
	buf_fini(&m.b);
}

static void test_blocks_that_are_passed_over(void **state)
{
	static const uint32_t types[] = { 4, 9, 0xbad, 0x40000bad, 0x80000001, 0 };
	struct made m = { 0 };

	(void)state;
	ng_section(&m, NULL, NULL);
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		size_t at = ng_begin(&m, types[i]);

		buf_adds(&m.b, "something nobody reads");
		ng_end(&m, at);
		ng_end(&m, ng_begin(&m, types[i])); /* and an empty one */
	}
	ng_interface(&m, 1, 0, NULL, 0, 0);
	ng_packet(&m, 0, 1, 1, B("x"), NULL);
	check_and_free(&m, "1 1000 1/1 0:1 x\nend\n");
}

/* Some writers pad a block without counting the padding in its lengths. */
static void test_padding_that_is_not_counted(void **state)
{
	struct made m = { 0 };

	(void)state;
	ng_section(&m, NULL, NULL);
	put32(&m, 0xbad);
	put32(&m, 13);
	put32(&m, 'x');
	put32(&m, 13);
	ng_interface(&m, 1, 0, NULL, 0, 0);
	ng_packet(&m, 0, 1, 1, B("x"), NULL);
	check_and_free(&m, "1 1000 1/1 0:1 x\nend\n");
}

/* A block that is whole but says what cannot be is left out. */
static void test_senseless_blocks(void **state)
{
	static const struct {
		uint32_t type;
		size_t octets;
		uint8_t fill;
		const char *want;
	} cases[] = {
		{ 6,  20, 9, "the packet block at octet 48 names interface 151587081, which is "
			     "not described; it is left out" },
		{ 2,  20, 9, "the packet block at octet 48 names interface 2313, which is not "
			     "described; it is left out" },
		{ 6,  16, 0, "the packet block at octet 48 is too short; it is left out" },
		{ 2,  4,  0, "the packet block at octet 48 is too short; it is left out" },
		{ 5,  8,  0, "the interface statistics at octet 48 are of no interface that is "
			     "described" },
		{ 5,  12, 1, "the interface statistics at octet 48 are of no interface that is "
			     "described" },
		{ 10, 4,  0, "the decryption secrets at octet 48 are longer than their block" },
		{ 10, 12, 9, "the decryption secrets at octet 48 are longer than their block" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct made m = { 0 };
		char want[256];
		size_t at;

		ng_section(&m, NULL, NULL);
		ng_interface(&m, 1, 0, NULL, 0, 0);
		assert_int_equal(m.b.n, 28 + 24);
		/* The interface without its empty end of options. */
		m.b.n = 28;
		at = ng_begin(&m, 1);
		put32(&m, 1);
		put32(&m, 0);
		ng_end(&m, at);
		at = ng_begin(&m, cases[i].type);
		for (size_t k = 0; k < cases[i].octets; k++)
			put8(&m, cases[i].fill);
		ng_end(&m, at);
		ng_packet(&m, 0, 1, 1, B("x"), NULL);
		snprintf(want, sizeof(want), "1 1000 1/1 0:1 x\ndamage: %s\n", cases[i].want);
		check_and_free(&m, want);
	}
}

static void test_packet_larger_than_its_block(void **state)
{
	struct made m = { 0 };
	size_t at;

	(void)state;
	ng_section(&m, NULL, NULL);
	ng_interface(&m, 1, 0, NULL, 0, 0);
	at = ng_begin(&m, 6);
	for (int i = 0; i < 3; i++)
		put32(&m, 0);
	put32(&m, 0xffffffff);
	put32(&m, 5);
	buf_adds(&m.b, "abcd");
	ng_end(&m, at);
	check_and_free(&m, "damage: the packet block at octet 52 claims 4294967295 captured "
			   "octets, more than it holds; it is left out\n");
}

static void test_options_cut_short(void **state)
{
	struct made m = { 0 };
	size_t at;

	(void)state;
	ng_section(&m, NULL, NULL);
	at = ng_begin(&m, 1);
	put32(&m, 1);
	put32(&m, 0);
	ng_option(&m, 9, B("\x09"));
	put16(&m, 2);
	put16(&m, 60000); /* a name longer than the block */
	ng_end(&m, at);
	ng_packet(&m, 0, 7, 1, B("x"), NULL);
	check_and_free(&m, "1 7 1/1 0:1 x\nend\n");
}

static void test_wrong_framing(void **state)
{
	static const struct {
		uint32_t first, second;
		const char *want;
	} cases[] = {
		{ 0,          36, "claims a length of 0 octets, which cannot be" },
		{ 11,         36, "claims a length of 11 octets, which cannot be" },
		{ 0xfffffff0, 36, "claims a length of 4294967280 octets, which cannot "
				  "be" },
		{ 36,         40, "has two lengths that differ, 36 and 40" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct made m = { 0 };
		char want[256];
		size_t at;

		ng_section(&m, NULL, NULL);
		ng_interface(&m, 1, 0, NULL, 0, 0);
		at = m.b.n;
		ng_packet(&m, 0, 1, 4, B("abcd"), NULL);
		assert_int_equal(m.b.n - at, 36);
		m.b.n = at + 4;
		put32(&m, cases[i].first);
		m.b.n = at + 32;
		put32(&m, cases[i].second);
		ng_packet(&m, 0, 1, 4, B("efgh"), NULL);
		snprintf(want, sizeof(want), "damage: the block at octet 52 %s; nothing after it "
			 "is read\n", cases[i].want);
		check_and_free(&m, want);
	}
}

static void test_byte_order_nobody_has(void **state)
{
	struct made m = { 0 };
	size_t at;

	(void)state;
	at = ng_begin(&m, 0x0a0d0d0a);
	put32(&m, 0x11223344);
	put32(&m, 1);
	put64(&m, UINT64_MAX);
	ng_end(&m, at);
	check_and_free(&m, "error: cannot read file: the section at octet 0 has no known byte "
			   "order; nothing after it is read\n");
}

static void test_version_nobody_knows(void **state)
{
	struct made m = { 0 };
	size_t at;

	(void)state;
	at = ng_begin(&m, 0x0a0d0d0a);
	put32(&m, 0x1a2b3c4d);
	put32(&m, 2);
	put64(&m, UINT64_MAX);
	ng_end(&m, at);
	check_and_free(&m, "error: cannot read file: the section header at octet 0 is of pcapng "
			   "version 2, not 1\n");
}

/* Every cut: whole blocks are delivered, the rest is told. */
static void test_cut_anywhere(void **state)
{
	struct made m = { 0 };
	size_t section, interface, first, whole;

	(void)state;
	ng_section(&m, NULL, NULL);
	section = m.b.n;
	ng_interface(&m, 1, 0, NULL, 0, 0);
	interface = m.b.n;
	ng_packet(&m, 0, 1, 4, B("abcd"), NULL);
	first = m.b.n;
	ng_packet(&m, 0, 2, 4, B("efgh"), NULL);
	whole = m.b.n;
	for (m.b.n = section; m.b.n < whole; m.b.n++) {
		const char *frame = m.b.n >= first ? "1 1000 4/4 0:1 abcd\n" : "";
		size_t at = m.b.n >= first ? first : m.b.n >= interface ? interface : section;
		size_t in = m.b.n - at, octets = at == section ? interface - section : 36;
		char want[256];

		if (!in)
			snprintf(want, sizeof(want), "%send\n", frame);
		else
			snprintf(want, sizeof(want), "%sdamage: the file ends inside a block%s at "
				 "octet %zu, with %zu of %zu octets\n", frame,
				 in < 12 ? " header" : "", at, in, in < 12 ? 12 : octets);
		check(&m, want);
	}
	for (m.b.n = 4; m.b.n < section; m.b.n++) {
		char want[256];

		snprintf(want, sizeof(want), "error: cannot read file: the file ends inside a "
			 "block%s at octet 0, with %zu of %zu octets\n",
			 m.b.n < 12 ? " header" : "", m.b.n, m.b.n < 12 ? 12 : section);
		check(&m, want);
	}
	buf_fini(&m.b);
}

static void test_names_are_cut(void **state)
{
	struct made m = { 0 };
	char name[300];
	struct capture *c;

	(void)state;
	memset(name, 'n', sizeof(name));
	name[299] = 0;
	ng_section(&m, NULL, NULL);
	ng_interface(&m, 1, 0, name, 0, 0);
	c = open_made(&m);
	read_through(c);
	assert_int_equal(strlen(capture_facts(c)->interfaces[0].name), 256 + 3);
	capture_close(&c);
	buf_fini(&m.b);
}

static void test_options_against_the_edge(void **state)
{
	static const struct {
		struct bytes in;
		const char *want; /* code=value of each */
	} cases[] = {
		{ B(""), "" },
		{ B("\x01"), "" },
		{ B("\x01\x00\x01\x00x\x00\x00\x00"), "1=x " },
		{ B("\x01\x00\x01\x00x"), "1=x " }, /* padding left away at the very end */
		{ B("\x01\x00\x02\x00x"), "" },
		{ B("\x00\x00\x00\x00\x01\x00\x00\x00"), "" },
		{ B("\x05\x00\x00\x00\x01\x00\x04\x00" "abcd"), "5= 1=abcd " },
	};
	struct pcapng p = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf got = { 0 };
		struct guard g;
		struct cur c = cur_of(guard_init(&g, cases[i].in));
		struct bytes value;
		uint16_t code;

		while (pcapng_option(&p, &c, &code, &value))
			buf_printf(&got, "%u=%.*s ", code, (int)value.n, (const char *)value.p);
		assert_string_equal(buf_cstr(&got), cases[i].want);
		buf_fini(&got);
		guard_fini(&g);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_clocks),
		cmocka_unit_test(test_sections_and_interfaces),
		cmocka_unit_test(test_other_packet_blocks),
		cmocka_unit_test(test_simple_packet_longer_than_its_block),
		cmocka_unit_test(test_comments),
		cmocka_unit_test(test_section_comments_are_joined),
		cmocka_unit_test(test_statistics),
		cmocka_unit_test(test_secrets),
		cmocka_unit_test(test_blocks_that_are_passed_over),
		cmocka_unit_test(test_padding_that_is_not_counted),
		cmocka_unit_test(test_senseless_blocks),
		cmocka_unit_test(test_packet_larger_than_its_block),
		cmocka_unit_test(test_options_cut_short),
		cmocka_unit_test(test_wrong_framing),
		cmocka_unit_test(test_byte_order_nobody_has),
		cmocka_unit_test(test_version_nobody_knows),
		cmocka_unit_test(test_cut_anywhere),
		cmocka_unit_test(test_names_are_cut),
		cmocka_unit_test(test_options_against_the_edge),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
