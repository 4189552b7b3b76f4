/* SPDX-License-Identifier: BSD-2-Clause */
/* hmac_key.c - see hmac_key.h. */
#include "cmd/hmac_key.h"

#include <errno.h>
#include <stdio.h>

enum { MOST = 4096, LEAST = 16 };

/* False when `text` is not an even number of hexadecimal digits. */
static bool from_hex(struct bytes text, struct buf *out)
{
	if (text.n == 0 || text.n % 2)
		return false;
	for (size_t i = 0; i < text.n; i += 2) {
		int high = ascii_hex(bytes_at(text, i)), low = ascii_hex(bytes_at(text, i + 1));

		if (high < 0 || low < 0)
			return false;
		buf_addc(out, (uint8_t)(high << 4 | low));
	}
	return true;
}

static int from_file(const char *path, struct buf *out, struct err *e)
{
	struct buf text = { 0 };
	FILE *f = fopen(path, "rb");
	bool failed;

	if (f == NULL)
		return err_sys(e, errno, "cannot read the key %s", path);
	text.n = fread(buf_room(&text, MOST + 1), 1, MOST + 1, f);
	failed = ferror(f);
	fclose(f);
	if (failed) {
		buf_fini(&text);
		return err_sys(e, EIO, "cannot read the key %s", path);
	}
	if (!from_hex(bytes_trim(buf_bytes(&text)), out)) {
		buf_clear(out);
		buf_add(out, buf_bytes(&text));
	}
	buf_fini(&text);
	return 0;
}

int hmac_key_read(const char *value, struct hmac_key *out, struct err *e)
{
	struct bytes text = bytes_str(value);
	struct buf key = { 0 };
	int rc = 0;

	if (bytes_starts(text, B("hex:"))) {
		if (!from_hex(bytes_from(text, 4), &key))
			rc = err_set(e, "--hmac-key hex: wants pairs of hexadecimal digits");
	} else {
		rc = from_file(value, &key, e);
	}
	if (rc == 0 && (key.n < LEAST || key.n > MOST))
		rc = err_set(e, "--hmac-key wants a key of %d to %d octets, not %zu", LEAST, MOST,
			     key.n);
	if (rc == 0)
		*out = hmac_key_of(buf_bytes(&key));
	buf_fini(&key);
	return rc;
}
