/* SPDX-License-Identifier: BSD-2-Clause */
/* option_values.c - see option_values.h. */
#include "cmd/option_values.h"

bool option_number(const char *s, uint64_t *out)
{
	return bytes_u64(bytes_str(s), out) && *out > 0;
}

bool option_seconds(const char *s, int64_t *ns_out)
{
	struct bytes b = bytes_str(s ? s : "1");
	size_t point = bytes_chr(b, 0, '.');
	struct bytes part = bytes_from(b, point + 1);
	uint64_t whole = 0, n = 0;
	int64_t scale = NS_PER_SEC;

	if ((point && !bytes_u64(bytes_head(b, point), &whole)) || whole > 366 * 86400)
		return false;
	if (point < b.n && (part.n == 0 || part.n > 9 || !bytes_u64(part, &n)))
		return false;
	for (size_t i = 0; i < part.n; i++)
		scale /= 10;
	*ns_out = (int64_t)whole * NS_PER_SEC + (point < b.n ? (int64_t)n * scale : 0);
	return *ns_out > 0;
}

bool option_stop_limit(struct cmd_args *a, const char *s)
{
	struct bytes b = bytes_str(s);
	size_t colon = bytes_chr(b, 0, ':');
	struct bytes word = bytes_head(b, colon);
	uint64_t n;

	if (colon == b.n || !option_number(s + colon + 1, &n))
		return false;
	if (bytes_eq(word, B("duration")))
		a->stop_seconds = n;
	else if (bytes_eq(word, B("filesize")))
		a->stop_kilobytes = n;
	else if (bytes_eq(word, B("packets")))
		a->stop_packets = n;
	else
		return false;
	return true;
}

bool option_overlap(struct cmd_args *a, const char *s)
{
	static const char *const names[] = {
		[OVERLAP_FIRST] = "first", [OVERLAP_LAST] = "last",       [OVERLAP_LINUX] = "linux",
		[OVERLAP_BSD] = "bsd",     [OVERLAP_WINDOWS] = "windows",
	};

	for (unsigned i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strcmp(names[i], s) != 0)
			continue;
		a->stream.overlap = (enum overlap_policy)i;
		return true;
	}
	return false;
}

bool option_size(const char *s, uint64_t *out)
{
	struct bytes b = bytes_str(s);
	int unit = bytes_last(b);
	unsigned shift;

	unit = unit >= 0 ? ascii_toupper((uint8_t)unit) : 0;
	shift = unit == 'K' ? 10 : unit == 'M' ? 20 : unit == 'G' ? 30 : 0;

	if (!bytes_u64(bytes_head(b, b.n - (shift ? 1 : 0)), out) || *out > UINT64_MAX >> 30)
		return false;
	*out <<= shift;
	return *out > 0;
}

bool option_memory(struct cmd_args *a, const char *s)
{
	return option_size(s, &a->stream.memory_octets) && a->stream.memory_octets >= 1 << 20;
}

bool option_hashes(struct extract_options *x, const char *s)
{
	struct bytes rest = bytes_str(s);

	while (rest.n) {
		struct bytes one = bytes_head(rest, bytes_chr(rest, 0, ','));

		if (bytes_ieq(one, B("md5")))
			x->md5 = true;
		else if (bytes_ieq(one, B("sha1")))
			x->sha1 = true;
		else if (!bytes_ieq(one, B("sha256")))
			return false;
		rest = bytes_from(rest, one.n + 1);
	}
	return *s != 0;
}
