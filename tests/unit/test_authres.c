/* SPDX-License-Identifier: BSD-2-Clause */
/* test_authres.c - Authentication-Results, its ARC form and Received-SPF; List-* fields. */
#include "mime/authres.h"

#include "base/buf.h"
#include "guard.h"
#include "mime/list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* "server method=result(reason) prop prop | ..." */
static const struct {
	enum authres_field field;
	const char *in, *out;
} rows[] = {
	{ AUTHRES_AR, "", "" },
	{ AUTHRES_AR, "example.org 1; none", "" },
	/* RFC 8601 B.3 to B.6 */
	{ AUTHRES_AR, "example.com; spf=pass smtp.mailfrom=example.net",
	  "example.com spf=pass smtp.mailfrom=example.net" },
	{ AUTHRES_AR, "example.com; auth=pass (cram-md5) smtp.auth=sender@example.net; "
	  "spf=pass smtp.mailfrom=example.net",
	  "example.com auth=pass(cram-md5) smtp.auth=sender@example.net|"
	  "example.com spf=pass smtp.mailfrom=example.net" },
	{ AUTHRES_AR, "example.com; dkim=pass (good signature) header.d=example.com; dkim=fail "
	  "reason=\"bad sig\" header.i=@newyork.example.com",
	  "example.com dkim=pass(good signature) header.d=example.com|"
	  "example.com dkim=fail(bad sig) header.i=@newyork.example.com" },
	{ AUTHRES_AR, "foo.example.net (foobar) 1 (baz); dkim (Because I like it) / 1 (One yay) = "
	  "(wait for it) fail policy (A dot can go here) . (like that) expired (this surprised me) "
	  "= (as I wasn't expecting it) 1362471462",
	  "foo.example.net dkim=fail policy.expired=1362471462" },
	{ AUTHRES_AR, "mx; spf=pass smtp.mailfrom=\"a b\"@example.org smtp.helo=h",
	  "mx spf=pass smtp.mailfrom=\"a b\"@example.org smtp.helo=h" },
	{ AUTHRES_AR, "mx; DMARC=PASS (p=REJECT sp=NONE) header.from=example.org",
	  "mx dmarc=pass(p=REJECT sp=NONE) header.from=example.org" },
	{ AUTHRES_AAR, "i=1; lists.example.org; spf=pass smtp.mfrom=jqd@d1.example; dmarc=pass",
	  "lists.example.org spf=pass smtp.mfrom=jqd@d1.example|lists.example.org dmarc=pass" },
	/* RFC 7208 9.1 */
	{ AUTHRES_SPF, "pass (mybox.example.org: domain of myname@example.com designates 192.0.2.1 as "
	  "permitted sender) receiver=mybox.example.org; client-ip=192.0.2.1; "
	  "envelope-from=\"myname@example.com\"; helo=foo.example.com;",
	  "mybox.example.org spf=pass(mybox.example.org: domain of myname@example.com designates "
	  "192.0.2.1 as permitted sender) receiver=mybox.example.org client-ip=192.0.2.1 "
	  "envelope-from=myname@example.com helo=foo.example.com" },
	{ AUTHRES_SPF, "softfail", " spf=softfail" },
	/* broken */
	{ AUTHRES_AR, "mx; ; =; x; spf; spf=; spf=pass ===; dkim=pass", "mx spf=|mx spf=pass|mx dkim=pass" },
	{ AUTHRES_AR, "mx; dkim=pass header.d=\"unclosed; spf=pass", "mx dkim=pass header.d=unclosed; spf=pass" },
};

static void show(struct buf *out, const struct authres *v)
{
	if (out->n)
		buf_addc(out, '|');
	buf_add(out, v->server);
	buf_addc(out, ' ');
	buf_add(out, v->method);
	buf_addc(out, '=');
	buf_add(out, v->result);
	if (v->reason.p) {
		buf_addc(out, '(');
		buf_add(out, v->reason);
		buf_addc(out, ')');
	}
	for (size_t i = 0; i < v->properties.n; i++) {
		buf_addc(out, ' ');
		buf_add(out, v->properties.v[i]);
	}
}

static void results(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct authres_list list = { 0 };
		struct arena a = { 0 };
		struct buf out = { 0 };
		struct guard g;

		authres_parse(&list, &a, rows[i].field, 0, guard_init(&g, bytes_str(rows[i].in)));
		for (size_t k = 0; k < list.n; k++)
			show(&out, &list.v[k]);
		assert_string_equal(buf_cstr(&out), rows[i].out);
		authres_list_fini(&list);
		arena_fini(&a);
		buf_fini(&out);
		guard_fini(&g);
	}
}

static void uris(struct buf *out, const struct texts *t)
{
	for (size_t i = 0; i < t->n; i++) {
		buf_addc(out, i ? ' ' : '|');
		buf_add(out, t->v[i]);
	}
}

/* Field by field; "id label|unsubscribe|post +" */
static const struct {
	const char *fields[4][2];
	const char *out;
} lists[] = {
	{ { { "List-Id", "<announce.example.org>" } }, "announce.example.org " },
	{ { { "List-Id", "\"Big =?utf-8?q?n=C3=A9ws?=\" <news.example.org>" } },
	  "news.example.org Big néws" },
	{ { { "list-ID", "no brackets" } }, "nobrackets " },
	{ { { "List-Unsubscribe", "(Use this) <mailto:list@example.org?subject=unsubscribe>,\t"
	      "<https://example.org/u?id=1, 2>" } },
	  " |mailto:list@example.org?subject=unsubscribe https://example.org/u?id=1,2" },
	{ { { "List-Unsubscribe", "<https://example.org/u>" },
	    { "List-Unsubscribe-Post", "List-Unsubscribe=One-Click" } },
	  " |https://example.org/u +" },
	{ { { "List-Unsubscribe", "<mailto:u@example.org>" },
	    { "List-Unsubscribe-Post", "List-Unsubscribe=One-Click" } },
	  " |mailto:u@example.org" },
	{ { { "List-Post", "NO (posting not allowed)" }, { "List-Post", "<mailto:x@example.org>" } }, " |NO" },
	{ { { "List-Post", "<unclosed" } }, " |unclosed" },
};

static void list_fields(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		struct list_fields l = { 0 };
		struct arena a = { 0 };
		struct buf out = { 0 };

		for (int k = 0; k < 4 && lists[i].fields[k][0]; k++)
			list_take(&l, &a, bytes_str(lists[i].fields[k][0]),
				  bytes_str(lists[i].fields[k][1]));
		buf_add(&out, l.id);
		buf_addc(&out, ' ');
		buf_add(&out, l.label);
		uris(&out, &l.uri[LIST_UNSUBSCRIBE]);
		uris(&out, &l.uri[LIST_POST]);
		buf_adds(&out, list_one_click(&l) ? " +" : "");
		assert_string_equal(buf_cstr(&out), lists[i].out);
		list_fini(&l);
		arena_fini(&a);
		buf_fini(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(results), cmocka_unit_test(list_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
