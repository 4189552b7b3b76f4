/* SPDX-License-Identifier: BSD-2-Clause */
/* test_address.c - address lists, RFC 5322 3.4 and 4.4, and what senders write. */
#include "mime/address.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* "name <addr> {group}" joined by " / ", "!" after an invalid one. */
static const struct {
	const char *in, *out;
} rows[] = {
	{ "", "" },
	{ "a@b.c", "<a@b.c>" },
	{ "John Doe <jdoe@machine.example>", "John Doe <jdoe@machine.example>" },
	/* RFC 5322 A.1.2, A.1.3 */
	{ "\"Joe Q. Public\" <john.q.public@example.com>",
	  "Joe Q. Public <john.q.public@example.com>" },
	{ "Mary Smith <mary@x.test>, jdoe@example.org, Who? <one@y.test>",
	  "Mary Smith <mary@x.test> / <jdoe@example.org> / Who? <one@y.test>" },
	{ "<boss@nil.test>, \"Giant; \\\"Big\\\" Box\" <sysservices@example.net>",
	  "<boss@nil.test> / Giant; \"Big\" Box <sysservices@example.net>" },
	{ "A Group:Ed Jones <c@a.test>,joe@where.test,John <jdoe@one.test>;",
	  "Ed Jones <c@a.test> {A Group} / <joe@where.test> {A Group} / "
	  "John <jdoe@one.test> {A Group}" },
	{ "Undisclosed recipients:;", "{Undisclosed recipients}" },
	/* A.5: comments everywhere */
	{ "Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>",
	  "Pete <pete@silly.test>" },
	{ "A Group(Some people)\r\n     :Chris Jones <c@(Chris's host.)public.example>,\r\n"
	  "         joe@example.org,\r\n  John <jdoe@one.test> (my dear friend); "
	  "(the end of the group)",
	  "Chris Jones <c@public.example> {A Group} / <joe@example.org> {A Group} / "
	  "John <jdoe@one.test> {A Group}" },
	{ "(Empty list)(start)Hidden recipients  :(nobody(that I know))  ;",
	  "{Hidden recipients}" },
	/* A.6.1, A.6.3: obsolete */
	{ "Joe Q. Public <john.q.public@example.com>",
	  "Joe Q. Public <john.q.public@example.com>" },
	{ "Mary Smith <@node.test:mary@example.net>, , jdoe@test  . example",
	  "Mary Smith <mary@example.net> / <jdoe@test.example>" },
	{ "<@a.test,@b.test:c@d.test>", "<c@d.test>" },
	{ "John Doe <jdoe@machine(comment).  example>", "John Doe <jdoe@machine.example>" },
	/* a name in the comment, as senders wrote before 1990 */
	{ "jdoe@example.com (John Doe)", "John Doe <jdoe@example.com>" },
	{ "a@b (x), c@d", "x <a@b> / <c@d>" },
	/* a comma in quotes or a comment is not two people */
	{ "\"Doe, John\" <j@d.e>", "Doe, John <j@d.e>" },
	{ "j@d.e (Doe, John)", "Doe, John <j@d.e>" },
	/* encoded words, raw UTF-8, a character cut between words */
	{ "=?gb2312?B?1cXI/Q==?= <zs@example.com>", "张三 <zs@example.com>" },
	{ "\"=?utf-8?Q?=C3=A9?=\" <a@b>", "é <a@b>" },
	{ "=?utf-8?B?5Lg=?= =?utf-8?B?rQ==?= <a@b>", "中 <a@b>" },
	{ "J\xc3\xb6rg <j\xc3\xb6rg@m\xc3\xbcnchen.example>", "Jörg <jörg@münchen.example>" },
	/* quoted local parts, literals */
	{ "\"john doe\"@example.com", "<\"john doe\"@example.com>" },
	{ "<\"a\\\"b\"@c>", "<\"a\\\"b\"@c>" },
	{ "\"simple\"@example.com", "<simple@example.com>" },
	{ "a@[192.0.2.1], <b@[IPv6:2001:db8::1]>", "<a@[192.0.2.1]> / <b@[IPv6:2001:db8::1]>" },
	/* bounces and system users */
	{ "<>", "<>" },
	{ "MAILER-DAEMON (Mail Delivery System)", "Mail Delivery System <MAILER-DAEMON>!" },
	{ "root", "<root>!" },
	{ "<root>", "<root>" },
	/* broken */
	{ "undisclosed recipients", "undisclosed recipients !" },
	{ "John Doe john@doe.example", "John Doe <john@doe.example>!" },
	{ "a@b.c; d@e.f", "<a@b.c> / <d@e.f>" },
	{ "a <b@c> d <e@f>", "a <b@c>! / d <e@f>" },
	{ "a <b@c", "a <b@c>!" },
	{ "a <b@c, d@e", "a <b@c>! / <d@e>" },
	{ "<a b@c>", "<b@c>!" },
	{ "a@b@c", "a@ <b@c>!" },
	{ "a@", "<a@>!" },
	{ "a@\"b@c\"", "<a@>!" },
	{ "@b", "<\"\"@b>!" },
	{ "G: a@b, c@d", "<a@b> {G} / <c@d> {G}" },
	{ "\"unclosed <a@b>", "unclosed <a@b> !" },
	{ "(unclosed a@b", "" },
	{ "a@[unclosed", "<a@[unclosed>" },
	{ ",,,", "" },
	{ ">>))]]", ">>))]] !" },
};

static void show(struct buf *out, const struct address_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct address *a = &list->v[i];

		buf_adds(out, i ? " / " : "");
		buf_add(out, a->name);
		buf_adds(out, a->name.n ? " " : "");
		if (a->addr.p) {
			buf_addc(out, '<');
			buf_add(out, a->addr);
			buf_addc(out, '>');
		}
		if (a->group.p) {
			buf_adds(out, a->addr.p ? " {" : "{");
			buf_add(out, a->group);
			buf_addc(out, '}');
		}
		buf_adds(out, a->invalid ? "!" : "");
		assert_true(utf8_valid(a->name) && utf8_valid(a->addr));
	}
}

static void table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct address_list list = { 0 };
		struct arena a = { 0 };
		struct buf out = { 0 };
		struct guard g;

		address_parse(&list, &a, guard_init(&g, bytes_str(rows[i].in)));
		show(&out, &list);
		assert_string_equal(buf_cstr(&out), rows[i].out);
		buf_fini(&out);
		address_list_fini(&list);
		arena_fini(&a);
		guard_fini(&g);
	}
}

static void parts_of_an_address(void **state)
{
	struct address_list list = { 0 };
	struct arena a = { 0 };

	(void)state;
	address_parse(&list, &a, B("X <\"a b\"@Example.COM>, y"));
	address_parse(&list, &a, B("<>"));
	assert_int_equal(list.n, 3);
	assert_true(bytes_eq(list.v[0].local, B("a b")));
	assert_true(bytes_eq(list.v[0].domain, B("Example.COM")));
	assert_null(list.v[0].group.p);
	assert_true(bytes_eq(list.v[1].local, B("y")));
	assert_null(list.v[1].domain.p);
	assert_null(list.v[1].name.p);
	assert_non_null(list.v[2].addr.p);
	assert_int_equal(list.v[2].addr.n, 0);
	assert_true(list.invalid);
	address_list_fini(&list);
	arena_fini(&a);
}

static void limit(void **state)
{
	struct address_list list = { 0 };
	struct arena a = { 0 };
	struct buf in = { 0 };

	(void)state;
	for (unsigned i = 0; i < LIMIT_ADDRESSES; i++)
		buf_adds(&in, "a@b,");
	address_parse(&list, &a, buf_bytes(&in));
	assert_int_equal(list.n, LIMIT_ADDRESSES);
	assert_false(list.cut);
	address_parse(&list, &a, B("c@d"));
	assert_int_equal(list.n, LIMIT_ADDRESSES);
	assert_true(list.cut);
	address_list_fini(&list);
	arena_fini(&a);
	buf_fini(&in);
}

/* Of a name without end some is kept, and the address behind it is found. */
static void words_without_end(void **state)
{
	struct address_list list = { 0 };
	struct arena a = { 0 };
	struct buf b = { 0 };

	(void)state;
	for (unsigned i = 0; i < LIMIT_ADDRESS_TOKENS + 100; i++)
		buf_adds(&b, "w ");
	buf_adds(&b, "<a@example.org>, b@example.org");
	address_parse(&list, &a, buf_bytes(&b));
	assert_int_equal(list.n, 2);
	assert_true(list.invalid);
	assert_int_equal(list.v[0].name.n, 2 * LIMIT_ADDRESS_TOKENS - 1);
	assert_true(bytes_eq(list.v[0].addr, B("a@example.org")));
	assert_true(bytes_eq(list.v[1].addr, B("b@example.org")));
	address_list_fini(&list);
	arena_fini(&a);
	buf_fini(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(parts_of_an_address),
		cmocka_unit_test(limit),
		cmocka_unit_test(words_without_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
