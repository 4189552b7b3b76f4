/* SPDX-License-Identifier: BSD-2-Clause */
/* test_merge.c - several captures read as one. */
#include "base/limits.h"
#include "capture_files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char dir[] = "/tmp/mailwire-test-XXXXXX";
static char a[64], b[64], c3[64];

static int make_dir(void **state)
{
	(void)state;
	if (!mkdtemp(dir))
		return -1;
	snprintf(a, sizeof(a), "%s/a", dir);
	snprintf(b, sizeof(b), "%s/b", dir);
	snprintf(c3, sizeof(c3), "%s/c", dir);
	return 0;
}

static int remove_dir(void **state)
{
	(void)state;
	unlink(a);
	unlink(b);
	unlink(c3);
	return rmdir(dir);
}

static void save(const char *path, struct made *m)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_int_equal(write(fd, m->b.p, m->b.n), m->b.n);
	close(fd);
	buf_fini(&m->b);
}

static void save_pcap(const char *path, unsigned linktype, const char *times)
{
	struct made m = { 0 };

	pcap_header(&m, 0xa1b2c3d4, 2, 4, 65535, linktype);
	for (; *times; times++)
		pcap_record(&m, 0, (uint32_t)(*times - '0'), 1, bytes_of(times, 1));
	save(path, &m);
}

static void merged(const char *const *paths, size_t n, const char *want)
{
	struct buf got = { 0 };
	struct err e = { 0 };
	struct capture *c = capture_open_many(paths, n, &e);

	assert_string_equal(e.text, "");
	read_as_text(&got, c);
	assert_string_equal(buf_cstr(&got), want);
	capture_close(&c);
	buf_fini(&got);
}

static void test_by_time(void **state)
{
	const char *paths[] = { a, b, c3 };

	(void)state;
	save_pcap(a, 1, "148");
	save_pcap(b, 101, "2368");
	save_pcap(c3, 113, "");
	merged(paths, 3, "1 1000 1/1 0:1 1\n2 2000 1/1 1:101 2\n3 3000 1/1 1:101 3\n"
			 "4 4000 1/1 0:1 4\n5 6000 1/1 1:101 6\n6 8000 1/1 0:1 8\n"
			 "7 8000 1/1 1:101 8\nend\n");
	merged(paths, 1, "1 1000 1/1 0:1 1\n2 4000 1/1 0:1 4\n3 8000 1/1 0:1 8\nend\n");
}

/* Equal times: the files' order.  Times that go back within a file stay where they are. */
static void test_order(void **state)
{
	const char *paths[] = { a, b, c3 }, *other[] = { c3, b, a };
	struct buf got = { 0 };
	struct err e;
	struct capture *c;

	(void)state;
	save_pcap(a, 1, "555");
	save_pcap(b, 2, "5");
	save_pcap(c3, 3, "915");
	merged(paths, 3, "1 5000 1/1 0:1 5\n2 5000 1/1 0:1 5\n3 5000 1/1 0:1 5\n"
			 "4 5000 1/1 1:2 5\n5 9000 1/1 2:3 9\n6 1000 1/1 2:3 1\n"
			 "7 5000 1/1 2:3 5\nend\n");
	c = capture_open_many(other, 3, &e);
	read_as_text(&got, c);
	assert_non_null(strstr(buf_cstr(&got), "1 5000 1/1 1:2 5\n2 5000 1/1 2:1 5\n"));
	capture_close(&c);
	buf_fini(&got);
}

static void test_many_in_order(void **state)
{
	enum { N = 40 };
	const char *paths[N];
	int64_t before = 0;
	struct capture *c;
	struct frame f;
	struct err e;

	(void)state;
	save_pcap(a, 1, "0123456789");
	save_pcap(b, 1, "13579");
	for (size_t i = 0; i < N; i++)
		paths[i] = i % 2 ? b : a;
	c = capture_open_many(paths, N, &e);
	while (capture_next(c, &f, &e) == STEP_ITEM) {
		assert_true(f.ts_ns >= before);
		before = f.ts_ns;
	}
	assert_int_equal(capture_facts(c)->frames, N / 2 * 15);
	capture_close(&c);
}

static void test_facts(void **state)
{
	const char *paths[] = { a, b };
	const struct capture_facts *f;
	struct made m = { 0 };
	struct buf text = { 0 };
	struct capture *c;
	struct err e;
	char want[400];
	size_t at;

	(void)state;
	save_pcap(a, 1, "12");
	ng_section(&m, "dumpcap", "hello");
	ng_interface(&m, 101, 0, "tun0", 0, 0);
	at = ng_begin(&m, 10);
	put32(&m, 0x544c534b);
	put32(&m, 4);
	buf_adds(&m.b, "keys");
	ng_end(&m, at);
	ng_packet(&m, 0, 1, 1, B("x"), NULL);
	ng_interface(&m, 276, 0, "late", 0, 0);
	ng_packet(&m, 1, 3, 1, B("y"), NULL);
	at = ng_begin(&m, 5);
	put32(&m, 0);
	put64(&m, 0);
	ng_option64(&m, 4, 77);
	ng_end(&m, at);
	put8(&m, 6); /* and then it is cut */
	save(b, &m);
	c = capture_open_many(paths, 2, &e);
	read_as_text(&text, c);
	f = capture_facts(c);
	snprintf(want, sizeof(want), "1 1000 1/1 0:1 1\n2 1000 1/1 1:101 x\n3 2000 1/1 0:1 2\n"
		 "4 3000 1/1 2:276 y\ndamage: %s: the file ends inside a block header at "
		 "octet 248, with 1 of 12 octets\n", b);
	assert_string_equal(buf_cstr(&text), want);
	snprintf(want, sizeof(want), "%s, %s", a, b);
	assert_string_equal(f->path, want);
	assert_int_equal(f->files, 2);
	assert_string_equal(f->format, "several formats");
	assert_string_equal(f->application, "dumpcap");
	assert_string_equal(f->comment, "hello");
	assert_int_equal(f->ninterfaces, 3);
	assert_string_equal(f->interfaces[2].name, "late");
	assert_int_equal(f->interfaces[1].received, 77);
	assert_int_equal(f->interfaces[0].frames, 2);
	assert_int_equal(f->interfaces[1].frames, 1);
	assert_true(bytes_eq(f->tls_keys, B("keys\n")));
	assert_int_equal(f->first_ns, 1000);
	assert_int_equal(f->last_ns, 3000);
	assert_int_equal(f->size_octets, f->read_octets);
	assert_true(capture_reads(c, a));
	assert_true(capture_reads(c, b));
	assert_false(capture_reads(c, c3));
	capture_close(&c);
	buf_fini(&text);
}

static void test_failures(void **state)
{
	const char *missing[] = { a, "/nonexistent/b" };
	struct err e;

	(void)state;
	assert_null(capture_open_many(missing, 2, &e));
	assert_string_equal(e.text, "cannot open /nonexistent/b: No such file or directory");
	assert_null(capture_open_many(missing, 0, &e));
	assert_null(capture_open_many(missing, LIMIT_MERGE_FILES + 1, &e));
	assert_string_equal(e.text, "cannot read 1001 files as one capture: between 1 and 1000 "
				    "are allowed");
}

static void test_stop(void **state)
{
	const char *paths[] = { a, a };
	struct capture *c;
	struct frame f;
	struct err e;

	(void)state;
	save_pcap(a, 1, "12");
	c = capture_open_many(paths, 2, &e);
	assert_int_equal(capture_next(c, &f, &e), STEP_ITEM);
	capture_stop(c);
	assert_int_equal(capture_next(c, &f, &e), STEP_END);
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_time),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_many_in_order),
		cmocka_unit_test(test_facts),
		cmocka_unit_test(test_failures),
		cmocka_unit_test(test_stop),
	};
	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
