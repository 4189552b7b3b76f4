/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_live.c - capturing on the loopback interface of a network namespace of our own.
 * Where namespaces are not allowed, only the errors are tested.
 */
#define _GNU_SOURCE /* unshare() */
#include "capture/live.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static bool own_namespace;

static void switch_loopback(bool on)
{
	struct ifreq r = { .ifr_name = "lo" };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	assert_int_equal(ioctl(fd, SIOCGIFFLAGS, &r), 0);
	r.ifr_flags = (short)(on ? r.ifr_flags | IFF_UP : r.ifr_flags & ~IFF_UP);
	assert_int_equal(ioctl(fd, SIOCSIFFLAGS, &r), 0);
	close(fd);
}

static int enter_namespace(void **state)
{
	(void)state;
	own_namespace = unshare(CLONE_NEWNET) == 0;
	if (own_namespace)
		switch_loopback(true);
	return 0;
}

/* `n` datagrams of `octets` to `port`; nobody listens, so each is answered by ICMP. */
static void send_datagrams(int n, size_t octets, uint16_t port)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(port),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	uint8_t data[1400] = { 0 };

	/* Not connected: the ICMP answers do not become errors of the next send. */
	for (int i = 0; i < n; i++)
		assert_int_equal(sendto(fd, data, octets, 0, (struct sockaddr *)&to,
					sizeof(to)), octets);
	close(fd);
}

static struct capture *open_on(const char *const *names, size_t n, struct live_options o)
{
	struct err e = { 0 };
	struct capture *c;

	o.interfaces = names;
	o.ninterfaces = n;
	c = capture_open_live(&o, &e);
	assert_string_equal(e.text, "");
	return c;
}

static void needs_namespace(void)
{
	if (!own_namespace)
		skip();
}

static void read_to_the_end(struct capture *c)
{
	struct frame frame;
	struct err e;

	while (capture_next(c, &frame, &e) != STEP_END)
		;
}

/* Every frame is accounted for. */
static bool adds_up(const struct capture *c)
{
	const struct capture_facts *f = capture_facts(c);

	for (size_t i = 0; i < f->ninterfaces; i++) {
		const struct capture_interface *one = &f->interfaces[i];

		if (one->received != one->frames + one->dropped_kernel)
			return false;
	}
	return f->ninterfaces > 0;
}

/* Captured and stopped at once: nothing may stay in the ring. */
static void test_stop_loses_nothing(void **state)
{
	const char *lo[] = { "lo" };
	struct capture *c;

	(void)state;
	needs_namespace();
	for (int immediate = 0; immediate < 2; immediate++) {
		c = open_on(lo, 1, (struct live_options){ .immediate = immediate });
		send_datagrams(20, 1000, 9);
		capture_stop(c);
		read_to_the_end(c);
		assert_int_equal(capture_facts(c)->frames, 40);
		assert_int_equal(capture_facts(c)->interfaces[0].received, 40);
		assert_true(adds_up(c));
		capture_close(&c);
	}
}

/* After the stop nothing new is taken, however much comes. */
static void test_stop_takes_nothing_new(void **state)
{
	const char *lo[] = { "lo" };
	struct capture *c;
	struct frame f;
	struct err e;
	uint64_t n = 0;

	(void)state;
	needs_namespace();
	c = open_on(lo, 1, (struct live_options){ 0 });
	send_datagrams(3, 10, 9);
	capture_stop(c);
	while (capture_next(c, &f, &e) != STEP_END) {
		n = capture_facts(c)->frames;
		send_datagrams(3, 10, 9);
	}
	/* The stop takes effect at the first capture_next(), before anything more is sent. */
	assert_int_equal(n, 6);
	capture_close(&c);
}

static void test_filter(void **state)
{
	const char *lo[] = { "lo" };
	struct live_options o = { .filter = "udp port 9", .snaplen = 60 };
	struct capture *c;
	struct frame f;
	struct err e;

	(void)state;
	needs_namespace();
	c = open_on(lo, 1, o);
	assert_string_equal(capture_facts(c)->interfaces[0].filter, "udp port 9");
	send_datagrams(5, 100, 9);
	send_datagrams(5, 100, 10);
	capture_stop(c);
	assert_int_equal(capture_next(c, &f, &e), STEP_ITEM);
	assert_int_equal(f.wire_octets, 14 + 20 + 8 + 100);
	assert_int_equal(f.data.n, 60);
	assert_int_equal(f.linktype, 1);
	read_to_the_end(c);
	assert_int_equal(capture_facts(c)->frames, 5);
	assert_true(adds_up(c));
	capture_close(&c);
}

/* The loopback shows each frame going out and coming in; one of them is enough. */
static void test_several_interfaces(void **state)
{
	const char *both[] = { "lo", "any" };
	const struct capture_facts *f;
	struct capture *c;
	struct frame frame;
	struct err e;
	int64_t before = 0;
	enum step step;

	(void)state;
	needs_namespace();
	c = open_on(both, 2, (struct live_options){ 0 });
	f = capture_facts(c);
	assert_string_equal(f->path, "lo, any");
	assert_string_equal(f->format, "live");
	send_datagrams(10, 100, 9);
	capture_stop(c);
	while ((step = capture_next(c, &frame, &e)) != STEP_END) {
		if (step != STEP_ITEM)
			continue;
		assert_int_equal(frame.linktype, frame.interface ? 276 : 1);
		assert_true(frame.ts_ns >= before);
		before = frame.ts_ns;
	}
	for (int i = 0; i < 2; i++) {
		assert_int_equal(f->interfaces[i].frames, 20);
		assert_int_equal(f->interfaces[i].received, 20);
		assert_int_equal(f->interfaces[i].dropped_kernel, 0);
	}
	capture_close(&c);
}

static void test_nothing_comes(void **state)
{
	const char *lo[] = { "lo" };
	struct capture *c;
	struct frame f;
	struct err e;

	(void)state;
	needs_namespace();
	c = open_on(lo, 1, (struct live_options){ 0 });
	assert_int_equal(capture_next(c, &f, &e), STEP_MORE);
	/* Down and up again is no end. */
	switch_loopback(false);
	assert_int_equal(capture_next(c, &f, &e), STEP_MORE);
	switch_loopback(true);
	send_datagrams(1, 10, 9);
	capture_stop(c);
	read_to_the_end(c);
	assert_int_equal(capture_facts(c)->frames, 2);
	assert_null(capture_facts(c)->damage);
	capture_close(&c);
}

static void fails(struct live_options o, const char *want)
{
	struct err e = { 0 };

	assert_null(capture_open_live(&o, &e));
	assert_string_equal(e.text, want);
}

static void test_failures(void **state)
{
	const char *nobody[] = { "nosuch0" }, *lo[] = { "lo" };

	(void)state;
	needs_namespace();
	fails((struct live_options){ .interfaces = nobody, .ninterfaces = 1 },
	      "cannot capture on nosuch0: there is no such interface (\"mailwire interfaces\" "
	      "lists them)");
	fails((struct live_options){ .interfaces = lo, .ninterfaces = 1, .filter = "tcp prt 25" },
	      "the capture filter \"tcp prt 25\" cannot be used: can't parse filter expression: "
	      "syntax error");
	fails((struct live_options){ 0 },
	      "no interface carries a default route: say which one to capture from (\"mailwire "
	      "interfaces\" lists them)");
}

/* In a process of its own, since privileges do not come back. */
static void in_child(int (*f)(void))
{
	pid_t pid = fork();
	int status;

	if (!pid)
		_exit(f());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static int drop_and_look(void)
{
	const char *lo[] = { "lo" };
	struct live_options o = { .interfaces = lo, .ninterfaces = 1 };
	struct err e = { 0 };
	struct capture *c = capture_open_live(&o, &e);

	if (!c || capture_drop_privileges(NULL, false, &e) < 0)
		return 1;
	/* What is open goes on, nothing more can be opened. */
	send_datagrams(2, 10, 9);
	capture_stop(c);
	read_to_the_end(c);
	if (capture_facts(c)->frames != 4 || !adds_up(c))
		return 2;
	capture_close(&c);
	c = capture_open_live(&o, &e);
	if (c)
		return 3;
	return strstr(e.text, "no permission to capture on lo: run it as root, or once as root: "
			      "setcap cap_net_raw+ep /") ? 0 : 4;
}

static int drop_to_nobody(void)
{
	struct err e;

	if (capture_drop_privileges("no such user", false, &e) == 0)
		return 1;
	if (strcmp(e.text, "cannot become user no such user: there is no such user") != 0)
		return 2;
	if (capture_drop_privileges("nobody", true, &e) < 0 || geteuid() == 0)
		return 3;
	return setuid(0) == 0 ? 4 : 0;
}

static void test_privileges(void **state)
{
	(void)state;
	needs_namespace();
	if (geteuid() != 0)
		skip();
	in_child(drop_and_look);
	in_child(drop_to_nobody);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stop_loses_nothing),
		cmocka_unit_test(test_stop_takes_nothing_new),
		cmocka_unit_test(test_filter),
		cmocka_unit_test(test_several_interfaces),
		cmocka_unit_test(test_nothing_comes),
		cmocka_unit_test(test_failures),
		cmocka_unit_test(test_privileges),
	};
	return cmocka_run_group_tests(tests, enter_namespace, NULL);
}
