/* SPDX-License-Identifier: BSD-2-Clause */
/* test_checksum.c - the Internet checksum against the plainest way to reckon it. */
#include "net/checksum.h"
#include "packets.h"

/* RFC 1071 4.1, word by word. */
static uint16_t plainly(struct bytes b)
{
	struct cur c = cur_of(b);
	uint32_t sum = 0;

	while (cur_left(&c)) {
		sum += (uint32_t)cur_u8(&c) << 8;
		sum += cur_left(&c) ? cur_u8(&c) : 0;
		sum = (sum & 0xffff) + (sum >> 16);
	}
	return (uint16_t)sum;
}

/* RFC 1071 section 3. */
static void test_example(void **state)
{
	struct buf b = { 0 };

	(void)state;
	assert_int_equal(checksum_fold(checksum_add(0, from_hex(&b, "0001f203f4f5f6f7"))), 0xddf2);
	assert_int_equal(checksum_fold(checksum_add(0, B(""))), 0);
	assert_int_equal(checksum_fold(0), 0);
	assert_int_equal(checksum_fold(UINT64_MAX), 0xffff);
	buf_fini(&b);
}

/* Every length and alignment; all ones make the most carries. */
static void test_lengths(void **state)
{
	uint8_t octets[300];
	uint32_t x = 1;

	(void)state;
	for (int kind = 0; kind < 3; kind++) {
		for (size_t i = 0; i < sizeof(octets); i++) {
			x = x * 1103515245 + 12345;
			octets[i] = kind == 0 ? (uint8_t)(x >> 16) : kind == 1 ? 0xff : 0;
		}
		for (size_t n = 0; n <= 260; n++) {
			struct guard g;
			struct bytes b = guard_init(&g, bytes_of(octets + n % 8, n));

			assert_int_equal(checksum_fold(checksum_add(0, b)), plainly(b));
			assert_int_equal(checksum_fold(checksum_words(0, b)), plainly(b));
			for (uint64_t more = 0; more < 3; more++) {
				uint64_t sum = checksum_add(more, b);
				uint64_t rest = 0xffff - be16toh(checksum_fold(sum));

				assert_int_equal(checksum_holds(sum), checksum_fold(sum) == 0xffff);
				assert_int_equal(checksum_holds(sum + rest), sum + rest != 0);
			}
			guard_fini(&g);
		}
	}
}

/* In pieces of even length, and far more octets than one frame has. */
static void test_pieces(void **state)
{
	static uint8_t octets[1 << 20];
	struct bytes b = bytes_of(octets, sizeof(octets));
	uint64_t sum = 0;

	(void)state;
	memset(octets, 0xfe, sizeof(octets));
	for (size_t at = 0, n = 2; at < b.n; at += n, n = n % 1000 + 2)
		sum = checksum_add(sum, bytes_sub(b, at, n));
	assert_int_equal(checksum_fold(sum), plainly(b));
	for (int i = 0; i < 256; i++)
		sum = checksum_add(sum, b);
	assert_int_equal(checksum_fold(sum), plainly(b) * 257u % 0xffff);
}

static void test_pseudo(void **state)
{
	struct buf b = { 0 };
	struct ip s4 = ip4_of(from_hex(&b, "c0000201")), d4 = ip4_of(from_hex(&b, "c6336407"));
	struct ip s6 = ip6_of(from_hex(&b, "20010db8000000000000000000000001"));
	struct ip d6 = ip6_of(from_hex(&b, "20010db8000000010000000000000025"));

	(void)state;
	assert_int_equal(checksum_fold(checksum_pseudo(&s4, &d4, 6, 39)),
			 plainly(from_hex(&b, "c0000201c633640700060027")));
	assert_int_equal(checksum_fold(checksum_pseudo(&s6, &d6, 6, 70000)),
			 plainly(from_hex(&b, "20010db8000000000000000000000001"
					      "20010db8000000010000000000000025"
					      "0001117000000006")));
	buf_fini(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_example),
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_pseudo),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
