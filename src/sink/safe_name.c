/* SPDX-License-Identifier: BSD-2-Clause */
/* safe_name.c - see safe_name.h. */
#include "sink/safe_name.h"

#include "base/utf8.h"

enum { EXTENSION_OCTETS = 16 };

/* Part of a name that people can see and file systems can hold. */
static bool harmless(uint32_t c)
{
	struct buf one = { 0 }, shown = { 0 };
	bool same;

	if (c < 0x80)
		return c >= 0x20 && c != 0x7f && !strchr("<>:\"|?*/\\", (int)c);
	/* utf8_show() knows what is invisible or deceptive: it does not pass. */
	utf8_add(&one, c);
	utf8_show(&shown, buf_bytes(&one));
	same = bytes_eq(buf_bytes(&one), buf_bytes(&shown));
	buf_fini(&one);
	buf_fini(&shown);
	return same;
}

/* After the last slash of either kind. */
static struct bytes last_component(struct bytes name)
{
	size_t slash = bytes_rchr(name, '/'), backslash;

	if (slash < name.n)
		name = bytes_from(name, slash + 1);
	backslash = bytes_rchr(name, '\\');
	return backslash < name.n ? bytes_from(name, backslash + 1) : name;
}

/* The names of devices on Windows, with any extension. */
static bool reserved(struct bytes name)
{
	static const char *const devices[] = { "con", "prn", "aux", "nul", "conin$", "conout$" };
	struct bytes stem = bytes_trim(bytes_head(name, bytes_chr(name, 0, '.')));

	for (size_t i = 0; i < sizeof(devices) / sizeof(*devices); i++)
		if (bytes_ieq(stem, bytes_str(devices[i])))
			return true;
	if (!bytes_istarts(stem, B("com")) && !bytes_istarts(stem, B("lpt")))
		return false;
	stem = bytes_from(stem, 3);
	/* Windows takes the superscripts of Latin-1 for digits. */
	return (stem.n == 1 && ascii_digit(bytes_at(stem, 0))) || bytes_eq(stem, B("\xc2\xb9")) ||
	       bytes_eq(stem, B("\xc2\xb2")) || bytes_eq(stem, B("\xc2\xb3"));
}

static struct bytes without_ends(struct bytes b)
{
	while (b.n && strchr(".- ", bytes_at(b, 0)))
		b = bytes_from(b, 1);
	while (b.n && strchr(". ", bytes_last(b)))
		b = bytes_head(b, b.n - 1);
	return b;
}

/* Cuts the stem, not the extension. */
static void add_cut(struct buf *out, struct bytes name)
{
	size_t dot = bytes_rchr(name, '.');
	struct bytes extension = bytes_from(name, dot);

	if (name.n <= SAFE_NAME_OCTETS) {
		buf_add(out, name);
		return;
	}
	if (extension.n > EXTENSION_OCTETS)
		extension = (struct bytes){ NULL, 0 };
	buf_add(out, without_ends(utf8_head(name, SAFE_NAME_OCTETS - extension.n)));
	buf_add(out, extension);
}

void safe_name(struct buf *out, struct bytes name)
{
	struct buf clean = { 0 };
	bool last_bad = false;

	name = last_component(name);
	while (name.n) {
		struct bytes at = name;
		bool ok, good;
		uint32_t c = utf8_next(&name, &ok);

		good = ok && harmless(c);
		if (good)
			buf_add(&clean, bytes_head(at, at.n - name.n));
		else if (!last_bad)
			buf_addc(&clean, '_');
		last_bad = !good;
	}
	name = without_ends(buf_bytes(&clean));
	/* A mere "_" says no more than no name. */
	if (!bytes_eq(name, B("_")) && name.n) {
		if (reserved(name))
			buf_addc(out, '_');
		add_cut(out, name);
	}
	buf_fini(&clean);
}
