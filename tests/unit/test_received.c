/* SPDX-License-Identifier: BSD-2-Clause */
/* test_received.c - Received fields as servers write them, RFC 5321 4.4. */
#include "mime/received.h"

#include "base/buf.h"
#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* "from|comment|ip|by|via|with|tls|auth|version|cipher|id|for|seconds" */
static const struct {
	const char *in, *out;
} rows[] = {
	{ "",
	  "||||||||||||" },
	{ "from a.example.org (a.example.org [192.0.2.1]) by mx.example.net (Postfix) with ESMTPS "
	  "id 4XyZ for <bob@example.net>; Mon, 23 Nov 2026 08:30:00 +0000",
	  "a.example.org|a.example.org "
	  "[192.0.2.1]|192.0.2.1|mx.example.net||ESMTPS|1|0|||4XyZ|bob@example.net|1795422600" },
	/* Postfix: the TLS comment stands behind the HELO name */
	{ "from a (b [IPv6:2001:db8::1]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 "
	  "(256/256 bits) key-exchange X25519) (Client did not present a certificate) by c "
	  "(Postfix) with ESMTPSA id 1; 23 Nov 2026 08:30:00 GMT",
	  "a|b [IPv6:2001:db8::1] using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 "
	  "bits) key-exchange X25519 Client did not present a "
	  "certificate|2001:db8::1|c||ESMTPSA|1|1|TLSv1.3|TLS_AES_256_GCM_SHA384|1||1795422600" },
	/* Exchange */
	{ "from A.example.com (192.0.2.9) by B.example.com (192.0.2.10) with Microsoft SMTP Server "
	  "(version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.1; "
	  "Mon, 23 Nov 2026 08:30:01 +0000",
	  "A.example.com|192.0.2.9|192.0.2.9|B.example.com||Microsoft SMTP "
	  "Server|1||TLSv1.2|TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384|15.20.1||1795422601" },
	/* Exim */
	{ "from [198.51.100.7] (helo=laptop) by mail.example.org with esmtpsa (TLS1.3) tls "
	  "TLS_AES_128_GCM_SHA256 (Exim 4.96) id 1r-0; Mon, 23 Nov 2026 08:30:00 +0000",
	  "[198.51.100.7]|helo=laptop|198.51.100.7|mail.example.org||esmtpsa|1|1|TLSv1.3|TLS_AE"
	  "S_128_GCM_SHA256|1r-0||1795422600" },
	{ "from x by y with esmtps (TLS1.2:ECDHE_SECP256R1__RSA_SHA256__AES_256_GCM:256) id q",
	  "x|||y||esmtps|1|0|TLSv1.2|ECDHE_SECP256R1__RSA_SHA256__AES_256_GCM|q||" },
	/* qmail, fetchmail, sendmail */
	{ "(qmail 1234 invoked by uid 0); 23 Nov 2026 08:30:00 -0000",
	  "|qmail 1234 invoked by uid 0|||||||||||1795422600" },
	{ "from unknown (HELO localhost) (joe@192.0.2.7) by a with ESMTPA",
	  "unknown|HELO localhost joe@192.0.2.7|192.0.2.7|a||ESMTPA|0|1|||||" },
	{ "from unknown (HELO b) (192.0.2.3) by a with SMTP; 23 Nov 2026 08:30:00 -0000",
	  "unknown|HELO b 192.0.2.3|192.0.2.3|a||SMTP|0|0|||||1795422600" },
	{ "by a.example.org (8.17/8.17/Submit) id 3x; Mon, 23 Nov 2026 00:30:00 -0800 (PST)",
	  "|||a.example.org|||||||3x||1795422600" },
	{ "from mail.example.org [192.0.2.3] by localhost with POP3 (fetchmail-6.4) for "
	  "<bob@localhost> (single-drop)",
	  "mail.example.org [192.0.2.3]||192.0.2.3|localhost||POP3||||||bob@localhost|" },
	{ "from a by b via TCP with LMTP id 1 for multiple recipients",
	  "a|||b|TCP|LMTP|0|0|||1|multiple recipients|" },
	/* a zone, a port, clauses nobody registered, a cipher without its version */
	{ "from a ([fe80::1%6]) by b ([fe80::2%6]) with mapi id 15.20.1",
	  "a|[fe80::1%6]|fe80::1|b||mapi|||||15.20.1||" },
	{ "from a ([192.0.2.8:4587] helo=x) by b (ecelerity 4.2) with ESMTPS (cipher=ECDHE-RSA-AES128 "
	  "subject=\"/C=US\") id 1/2",
	  "a|[192.0.2.8:4587] helo=x|192.0.2.8|b||ESMTPS|1|0||ECDHE-RSA-AES128|1/2||" },
	{ "by b (OpenSMTPD) with ESMTPSA id 12 (TLSv1.3:TLS_AES_256_GCM_SHA384:256:NO) auth=yes "
	  "user=joe for <c@d>",
	  "|||b||ESMTPSA|1|1|TLSv1.3|TLS_AES_256_GCM_SHA384|12|c@d|" },
	/* broken: no date, ";" in a comment, unclosed things, a clause twice */
	{ "from a (x;y) by b; rubbish",
	  "a|x;y||b|||||||||" },
	{ "from a (b [192.0.2.1",
	  "a|b [192.0.2.1|||||||||||" },
	{ "from a by b by c",
	  "a|||b by c|||||||||" },
	{ "from <a by \"b",
	  "<a|||\"b|||||||||" },
	{ "from (unknown) by b",
	  "|unknown||b|||||||||" },
	{ "from by by b",
	  "by|||b|||||||||" },
	{ "from a by b with ESMTP (TLS1.3)",
	  "a|||b||ESMTP|1|0|TLSv1.3||||" },
};

static void text(struct buf *out, struct bytes b)
{
	buf_add(out, b);
	buf_addc(out, '|');
}

static void number(struct buf *out, int n)
{
	if (n >= 0)
		buf_printf(out, "%d", n);
	buf_addc(out, '|');
}

static void table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct arena a = { 0 };
		struct received r = { 0 };
		struct buf out = { 0 };
		struct guard g;

		received_parse(&r, &a, guard_init(&g, bytes_str(rows[i].in)));
		text(&out, r.from);
		text(&out, r.from_comment);
		ip_text(&out, &r.ip);
		buf_addc(&out, '|');
		text(&out, r.by);
		text(&out, r.via);
		text(&out, r.with);
		number(&out, r.tls);
		number(&out, r.authenticated);
		text(&out, r.tls_version);
		text(&out, r.tls_cipher);
		text(&out, r.id);
		text(&out, r.for_);
		if (r.date.ts_ns != TS_NONE)
			buf_printf(&out, "%lld", (long long)(r.date.ts_ns / NS_PER_SEC));
		assert_string_equal(buf_cstr(&out), rows[i].out);
		buf_fini(&out);
		arena_fini(&a);
		guard_fini(&g);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(table) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
