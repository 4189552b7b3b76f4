/* SPDX-License-Identifier: BSD-2-Clause */
/* test_interfaces.c - which interface carries the default route; what is listed. */
#include "capture/interfaces.h"
#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <stdio.h>

#define HEADINGS4 "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
#define ZEROS "00000000000000000000000000000000"
#define SOME  "fd000000000000000000000000000000"

static void check(struct bytes (*route)(struct bytes), struct bytes in, const char *want)
{
	struct guard g;
	struct bytes got = route(guard_init(&g, in));

	assert_int_equal(got.n, strlen(want));
	if (got.n)
		assert_memory_equal(got.p, want, got.n);
	guard_fini(&g);
}

static void test_route4(void **state)
{
	(void)state;
	check(route_default4, B(""), "");
	check(route_default4, B(HEADINGS4), "");
	check(route_default4, B(HEADINGS4
		"eth1\t00000000\t0101A8C0\t0003\t0\t0\t200\t00000000\t0\t0\t0\n"
		"eth0\t00000000\t0100A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"
		"lo\t0000007F\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0\n"), "eth0");
	/* Not up; a reject route; half of the default; the first of equals. */
	check(route_default4, B(HEADINGS4
		"down\t00000000\t0101A8C0\t0002\t0\t0\t0\t00000000\t0\t0\t0\n"
		"none\t00000000\t00000000\t0201\t0\t0\t0\t00000000\t0\t0\t0\n"
		"vpn\t00000000\t00000000\t0001\t0\t0\t0\t00000080\t0\t0\t0\n"
		"eth0\t00000000\t0100A8C0\t0003\t0\t0\t5\t00000000\t0\t0\t0\n"
		"eth1\t00000000\t0100A8C0\t0003\t0\t0\t5\t00000000\t0\t0\t0"), "eth0");
	check(route_default4, B(HEADINGS4 "eth0\t00000000\t0100A8C0\t0003\t0"), "");
}

static void test_route6(void **state)
{
	(void)state;
	check(route_default6, B(""), "");
	check(route_default6, B(
		SOME " 40 " ZEROS " 00 " ZEROS " 00000100 00000001 00000000 00000001     eth9\n"
		ZEROS " 00 " ZEROS " 00 " SOME " 00000400 00000001 00000000 00000003     eth1\n"
		ZEROS " 00 " ZEROS " 00 " SOME " 000003e8 00000001 00000000 00000003     eth0\n"
		ZEROS " 00 " ZEROS " 00 " ZEROS " ffffffff 00000001 00000000 00200200       lo\n"),
	      "eth0");
	check(route_default6, B(
		ZEROS " 00 " ZEROS " 00 " ZEROS " ffffffff 00000001 00000000 00200200       lo\n"),
	      "");
}

static void test_list(void **state)
{
	struct interfaces i;
	struct err e;
	bool loopback = false;

	(void)state;
	assert_int_equal(interfaces_list(&i, &e), 0);
	for (size_t k = 0; k < i.n; k++) {
		if (strcmp(i.list[k].name, "lo") != 0)
			continue;
		loopback = true;
		assert_true(i.list[k].loopback);
		assert_false(i.list[k].mac.known);
	}
	assert_true(loopback);
	assert_int_equal(i.permitted, i.advice == NULL);
	interfaces_fini(&i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_route4),
		cmocka_unit_test(test_route6),
		cmocka_unit_test(test_list),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
