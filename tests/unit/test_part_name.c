/* SPDX-License-Identifier: BSD-2-Clause */
/* test_part_name.c - what the files of parts are called. */
#include "sink/part_name.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void names(void **state)
{
	static const struct {
		const char *path, *type, *name;
		bool attachment;
		const char *file;
	} cases[] = {
		{ "1", "text/plain", NULL, false, "1-body.txt" },
		{ "1.2", "text/html", NULL, false, "1.2-body.html" },
		{ "2", "text/plain", NULL, true, "2-part.txt" },
		{ "2", "text/x-new", NULL, false, "2-body.txt" },
		{ "3", "image/png", NULL, true, "3-part.png" },
		{ "3", "IMAGE/PNG", NULL, true, "3-part.png" },
		{ "3", "application/x-new", NULL, false, "3-part.bin" },
		{ "3", "", NULL, false, "3-part.bin" },
		{ "2", "image/png", "a photo.jpeg", true, "2-a photo.jpeg" },
		{ "2", "image/png", "../../../x", true, "2-x" },
		{ "2", "application/pdf", "..", true, "2-part.pdf" },
		{ "2", "application/pdf", "\x01", true, "2-part.pdf" },
		{ "2", "application/pdf", "", true, "2-part.pdf" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct ev_part p;
		struct buf out = { 0 };

		record_init(RECORD_PART, &p);
		p.path = bytes_str(cases[i].path);
		p.content_type = bytes_str(cases[i].type);
		if (cases[i].name)
			p.name = bytes_str(cases[i].name);
		part_name(&out, &p, cases[i].attachment);
		assert_string_equal(buf_cstr(&out), cases[i].file);
		buf_fini(&out);
	}
}

/* A file name has at most 255 octets, however deep the part and long its name. */
static void hostile_nesting(void **state)
{
	struct buf path = { 0 }, name = { 0 }, out = { 0 };
	struct ev_part p;

	(void)state;
	for (int i = 0; i < 500; i++) {
		buf_adds(&path, i ? ".1" : "1");
		buf_adds(&name, "\xe4\xb8\xad");
	}
	record_init(RECORD_PART, &p);
	p.path = buf_bytes(&path);
	p.name = buf_bytes(&name);
	part_name(&out, &p, true);
	assert_true(out.n > 150 && out.n < 240);
	buf_fini(&path);
	buf_fini(&name);
	buf_fini(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(hostile_nesting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
