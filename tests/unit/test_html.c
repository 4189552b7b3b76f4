/* SPDX-License-Identifier: BSD-2-Clause */
/* test_html.c - HTML as text. */
#include "mime/html.h"
#include "base/utf8.h"
#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct {
	const char *in, *out;
} cases[] = {
	{ "", "" },
	{ "plain", "plain\n" },
	{ "<html><body>  Hello,\r\n  <b>world</b> !  </body></html>", "Hello, world !\n" },
	{ "<p>one</p><p>two</p>", "one\n\ntwo\n" },
	{ "<div><div>one</div></div><div>two</div>", "one\ntwo\n" },
	{ "a<br>b<BR/>c<br><br><br><br>d", "a\nb\nc\n\nd\n" },
	{ "<ul><li>one<li>two</ul>after", "- one\n- two\n\nafter\n" },
	{ "<table><tr><td>a b</td> <td>c</td></tr><tr><td></td><td>d<td><td>e</table>f", "a b  c\nd  e\n\nf\n" },
	{ "a<hr>b", "a\n----\nb\n" },
	{ "<pre>  x  y\n z</pre>w", "  x  y\n z\nw\n" },
	{ "<pre>a\n\tb\tc</pre>", "a\n\tb\tc\n" },
	/* what is not for reading */
	{ "a<!-- <p>no</p> -->b", "ab\n" },
	{ "a<!--never closed", "a\n" },
	{ "<style>p { x: y }</style>a<SCRIPT>if (1 < 2) no();</Script >b", "ab\n" },
	{ "<title>t</title>a<script>never closed", "a\n" },
	{ "<!DOCTYPE html><?xml?>a", "a\n" },
	/* links and images */
	{ "<a href=\"http://x.example/\">here</a>.", "here <http://x.example/>.\n" },
	{ "<a href='http://x.example/'>http://x.example/</a>", "http://x.example/\n" },
	{ "<a class=b href = http://y.example >http://x.example/</a>",
	  "http://x.example/ <http://y.example>\n" },
	{ "<a href=\"mailto:a@example.org\">a@example.org</a>", "a@example.org\n" },
	{ "<a href=\"?a=1&amp;b=2\">q</a>", "q <?a=1&b=2>\n" },
	{ "<a href=\"#top\">up</a><a name=x>y</a>", "upy\n" },
	{ "<a href=\"http://x\"><a href=\"http://y\">z", "<http://x>z <http://y>\n" },
	{ "<img alt=\"a logo\" src=x>", "[a logo]\n" },
	{ "<img alt=\"a>b\">c", "[a>b]c\n" },
	{ "<img alt>x<img alt=>y<img alt=\"never closed", "xy[never closed]\n" },
	/* character references */
	{ "&lt;b&gt; &amp;amp; &quot;&#39;&#x27;&nbsp;x&copy;", "<b> &amp; \"'' x\xc2\xa9\n" },
	{ "&eacute;&#233;&#xe9;&euro;", "\xc3\xa9\xc3\xa9\xc3\xa9\xe2\x82\xac\n" },
	{ "&nosuch; &; & &#; &#x; &#xzz; &amp", "&nosuch; &; & &#; &#x; &#xzz; &\n" },
	{ "&#0;&#xd800;&#x110000;&#99999999999999999999;",
	  "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\n" },
	{ "&#146;&#x80;", "\xe2\x80\x99\xe2\x82\xac\n" },
	/* names without ";", which in an address are no names; names of ASCII */
	{ "&copy2026 &notanent; &ampx &eacut", "\xc2\xa9" "2026 \xc2\xac" "anent; &x &eacut\n" },
	{ "<a href=\"http://x/?a=1&copy=2&para&reg;&amp\">q</a>",
	  "q <http://x/?a=1&copy=2\xc2\xb6\xc2\xae&>\n" },
	{ "<a href=\"http&colon;&sol;&sol;x&period;ex&Tab;ample&commat;\">q</a>",
	  "q <http://x.example@>\n" },
	{ "&scaron;&Omega;&hearts;&star;", "\xc5\xa1\xce\xa9\xe2\x99\xa5\xe2\x98\x86\n" },
	/* lists, quotes, forms, maps */
	{ "<ol><li>one<ul><li>x<li>y</ul><li>two</ol>z",
	  "1. one\n  - x\n  - y\n2. two\n\nz\n" },
	{ "<ol start=9><li>nine<ol><li>a</ol><li>ten</ol><ol start=x><li>q",
	  "9. nine\n  1. a\n10. ten\n\n1. q\n" },
	{ "a<blockquote>b<br>c<blockquote><p>d</blockquote>e</blockquote>f",
	  "a\n\n> b\n> c\n\n> > d\n\n> e\n\nf\n" },
	{ "</blockquote></ul><li>a", "- a\n" },
	{ "<blockquote><a href=http://x>http://x</a></blockquote>", "> http://x\n" },
	{ "<form action='http://f.example/'>Name <input></form>z",
	  "form to <http://f.example/>\nName\nz\n" },
	{ "a<form>b</form>", "a\nb\n" },
	{ "<map><area href=http://x alt=Shop><area alt=y></map>z", "Shop <http://x> z\n" },
	{ "a<template><p>no</template>b<iframe src=x>no</iframe>c", "abc\n" },
	/* not tags */
	{ "1 < 2 <3 a<", "1 < 2 <3 a<\n" },
	{ "a<b", "a\n" },
	{ "</", "" },
	{ "<", "<\n" },
	{ "\xe4\xb8\xad<p>\xe6\x96\x87", "\xe4\xb8\xad\n\n\xe6\x96\x87\n" },
	{ "bad \xff\xe4", "bad \xef\xbf\xbd\xef\xbf\xbd\n" },
};

static void text_of_html(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct guard g;
		struct buf out = { 0 };

		html_text(&out, guard_init(&g, bytes_str(cases[i].in)));
		assert_string_equal(buf_cstr(&out), cases[i].out);
		buf_fini(&out);
		guard_fini(&g);
	}
}

/* Every beginning of every case is HTML too: nothing is read past its end. */
static void cut_anywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		for (size_t n = 0; n < strlen(cases[i].in); n++) {
			struct guard g;
			struct buf out = { 0 };

			html_text(&out, guard_init(&g, bytes_of(cases[i].in, n)));
			assert_true(utf8_valid(buf_bytes(&out)));
			buf_fini(&out);
			guard_fini(&g);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_of_html),
		cmocka_unit_test(cut_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
