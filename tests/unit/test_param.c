/* SPDX-License-Identifier: BSD-2-Clause */
/* test_param.c - parameters of Content-Type and Content-Disposition, RFC 2045 and 2231. */
#include "mime/param.h"

#include "base/buf.h"
#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* "value|name=text|..." and then "!" invalid, "2" twice, "+" cut, "*" after an extended
   parameter. */
static const struct {
	const char *in, *out;
} rows[] = {
	{ "", "" },
	{ "text/plain", "text/plain" },
	{ "text/plain; charset=us-ascii", "text/plain|charset=us-ascii" },
	{ "Text/Plain;CHARSET=\"UTF-8\" ; format = flowed", "Text/Plain|charset=UTF-8|format=flowed" },
	{ "text/plain; charset=us-ascii (Plain text)", "text/plain|charset=us-ascii" },
	{ "text/plain (a;b) ; (c) charset (d) = (e) utf-8 (f)", "text/plain|charset=utf-8" },
	{ "a/b; x=\"a;b\\\"c\\\\d\"", "a/b|x=a;b\"c\\d" },
	{ "a/b; x=\"\"", "a/b|x=" },
	{ "a/b;;; x=1;", "a/b|x=1" },
	/* RFC 2231 3 and 4 */
	{ "message/external-body; access-type=URL; URL*0=\"ftp://\"; "
	  "URL*1=\"cs.utk.edu/pub/moore\"",
	  "message/external-body|access-type=URL|url=ftp://cs.utk.edu/pub/moore*" },
	{ "application/x-stuff; title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A",
	  "application/x-stuff|title=This is ***fun****" },
	{ "application/x-stuff; title*0*=us-ascii'en'This%20is%20even%20more%20; "
	  "title*1*=%2A%2A%2Afun%2A%2A%2A%20; title*2=\"isn't it!\"",
	  "application/x-stuff|title=This is even more ***fun*** isn't it!*" },
	/* segments in any order, characters cut between them, other sets */
	{ "a; f*1*=%AD.txt; f*0*=utf-8''%E4%B8", "a|f=中.txt*" },
	{ "a; filename*=gb18030'zh'%C4%E3.txt", "a|filename=你.txt*" },
	{ "a; filename*=GB2312''%d6%d0", "a|filename=中*" },
	{ "a; f*00=x; f*1=y", "a|f=xy*" },
	/* broken: a number missing, no set, unknown set, percent without digits */
	{ "a; f*0=x; f*2=z", "a|f=x*!" },
	{ "a; f*1=y", "a|f=*!" },
	{ "a; f*=x%41", "a|f=xA*!" },
	{ "a; f*=x-no''%41%C3%A9", "a|f=Aé*!" },
	{ "a; f*=utf-8''100%zz", "a|f=100%zz*!" },
	{ "a; f*99999=x", "a|f*99999=x" },
	{ "a; f*=''%E9", "a|f=é*" },
	/* both forms: the extended one, and it shows */
	{ "a; f=x; f*=utf-8''y", "a|f=y*2" },
	{ "a; f=x; f=y", "a|f=x2" },
	{ "a; f=x; F=\"x\"", "a|f=x" },
	{ "a; f*=utf-8''x; f*=utf-8''y", "a|f=x*2" },
	{ "a; f=\"=?utf-8?Q?=C3=A9?=\"; f*=utf-8''%C3%A9", "a|f=\xc3\xa9*" },
	/* what senders write: encoded words, raw octets, blanks without quotes, no ";" */
	{ "a; name=\"=?gb2312?B?1eI=?= =?gb2312?B?yse6?=\"", "a|name=这是\xef\xbf\xbd" },
	{ "a; name==?utf-8?Q?=C3=A9?=", "a|name=é!" },
	{ "a; name=\"caf\xc3\xa9\"", "a|name=café" },
	{ "a; name=\"\xd6\xd0\xb9\xfa\xcb\xc4\xb4\xa8\"", "a|name=中国四川" },
	{ "a; name=my file (1).pdf; x=1", "a|name=my file (1).pdf|x=1!" },
	{ "a; boundary=a/b?c:d", "a|boundary=a/b?c:d!" },
	{ "a; name=\"x\" size=3", "a|name=x|size=3" },
	{ "a; name=\"x\"y; z=1", "a|name=x|z=1!" },
	{ "a; name=\"never closed; z=1", "a|name=never closed; z=1!" },
	{ "a; novalue; x=1", "a|x=1!" },
	{ "a; =x; y=1", "a|y=1!" },
	{ "a; x=", "a|x=!" },
	{ "a b; x=1", "a b|x=1" },
	{ "attachment filename=x.txt; size=3", "attachment|filename=x.txt|size=3!" },
	{ "text/plain charset=\"utf-8\"", "text/plain|charset=utf-8!" },
	{ "filename=\"x y.txt\"", "|filename=x y.txt!" },
	{ "text/html=x; y=1", "text/html=x|y=1" },
	{ "a = b; y=1", "a = b|y=1" },
	{ "a (b) c; x=1", "a|x=1!" },
	{ "(unclosed", "" },
	{ "a; x=1 (unclosed ; y=2", "a|x=1" },
};

static void show(struct buf *out, const struct param_list *list)
{
	buf_add(out, list->value);
	for (size_t i = 0; i < list->n; i++) {
		buf_addc(out, '|');
		buf_add(out, list->v[i].name);
		buf_addc(out, '=');
		buf_add(out, list->v[i].value);
		buf_adds(out, list->v[i].extended ? "*" : "");
	}
	buf_adds(out, list->invalid ? "!" : "");
	buf_adds(out, list->twice ? "2" : "");
	buf_adds(out, list->cut ? "+" : "");
}

static void table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct arena a = { 0 };
		struct param_list list;
		struct buf out = { 0 };
		struct guard g;

		param_parse(&list, &a, guard_init(&g, bytes_str(rows[i].in)));
		show(&out, &list);
		assert_string_equal(buf_cstr(&out), rows[i].out);
		buf_fini(&out);
		arena_fini(&a);
		guard_fini(&g);
	}
}

static void raw_and_found(void **state)
{
	struct arena a = { 0 };
	struct param_list list;
	const struct param *p;

	(void)state;
	param_parse(&list, &a, B("x; F*0*=utf-8''%C3%A9; f*1=\"b\"; g=\"=?utf-8?Q?a?=\""));
	p = param_find(&list, B("f"));
	assert_non_null(p);
	assert_true(bytes_eq(p->raw, B("utf-8''%C3%A9b")));
	assert_true(bytes_eq(p->value, B("éb")));
	p = param_find(&list, B("g"));
	assert_true(bytes_eq(p->raw, B("=?utf-8?Q?a?=")));
	assert_null(param_find(&list, B("h")));
	arena_fini(&a);
}

static void limit(void **state)
{
	struct arena a = { 0 };
	struct param_list list;
	struct buf in = { 0 };

	(void)state;
	buf_adds(&in, "a/b");
	for (unsigned i = 0; i < LIMIT_PARAMS; i++)
		buf_printf(&in, "; p%u=%u", i, i);
	param_parse(&list, &a, buf_bytes(&in));
	assert_int_equal(list.n, LIMIT_PARAMS);
	assert_false(list.cut);
	buf_adds(&in, "; last=1");
	param_parse(&list, &a, buf_bytes(&in));
	assert_int_equal(list.n, LIMIT_PARAMS);
	assert_true(list.cut);
	arena_fini(&a);
	buf_fini(&in);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(raw_and_found),
		cmocka_unit_test(limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
