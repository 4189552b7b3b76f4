/* SPDX-License-Identifier: BSD-2-Clause */
/* keylog.c - see keylog.h. */
#include "capture/keylog.h"

/* RFC 8446 5.1, 4 and 4.1.2: a record (type, version, length) that holds a handshake message
   (type, length) that is a ClientHello (version, random). */
static bool is_hello(struct bytes b, struct bytes *random_out)
{
	struct cur c = cur_of(b);
	uint8_t record = cur_u8(&c), major = cur_u8(&c), message;

	cur_skip(&c, 3);
	message = cur_u8(&c);
	cur_skip(&c, 5);
	*random_out = cur_take(&c, KEYLOG_RANDOM_OCTETS);
	return cur_ok(&c) && record == 22 && major == 3 && message == 1;
}

bool keylog_hello(struct bytes *octets, struct bytes *random_out)
{
	for (;;) {
		*octets = bytes_from(*octets, bytes_chr(*octets, 0, 22));
		if (!octets->n)
			return false;
		if (is_hello(*octets, random_out)) {
			*octets = bytes_from(*octets, 11 + KEYLOG_RANDOM_OCTETS);
			return true;
		}
		*octets = bytes_from(*octets, 1);
	}
}

static bool is_random(struct bytes hex, struct bytes random)
{
	if (hex.n != 2 * random.n)
		return false;
	for (size_t i = 0; i < random.n; i++) {
		int high = ascii_hex(bytes_at(hex, 2 * i)), low = ascii_hex(bytes_at(hex, 2 * i + 1));

		if (high < 0 || low < 0 || high * 16 + low != bytes_at(random, i))
			return false;
	}
	return true;
}

size_t keylog_lines(struct buf *out, struct bytes log, struct bytes random)
{
	size_t before = out->n;

	while (log.n) {
		struct bytes line = bytes_chomp(bytes_head(log, bytes_chr(log, 0, '\n') + 1));
		struct bytes rest = line;

		log = bytes_from(log, bytes_chr(log, 0, '\n') + 1);
		(void)bytes_word(&rest);
		if (!is_random(bytes_word(&rest), random))
			continue;
		buf_add(out, line);
		buf_addc(out, '\n');
	}
	return out->n - before;
}
