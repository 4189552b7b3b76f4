/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * charset_guess.c - which character set octets without a label are in, by content.
 *
 * UTF-8 proves itself, even with a character cut.  ISO-2022-JP shows its escapes.  Otherwise the octets over 127 are
 * read as pairs: of the common Chinese characters of GB 2312 (level 1, lead octets B0-D7),
 * of Big5's frequent ones (A4-C6, trail 40-7E or A1-FE), of Shift_JIS kana (82-83).  What
 * pairs up almost everywhere wins; runs of letters without pairs are Cyrillic when dense
 * (windows-1251 or KOI8-R, by where lower case lies), else western windows-1252.
 */
#include "mime/charset.h"

#include "base/utf8.h"

enum {
	SAMPLE_OCTETS = 4096, /* looked at */
	CYRILLIC_LEAST = 3,   /* letters that make a word; fewer may be any */
};

struct tally {
	size_t high;         /* octets over 127 */
	size_t letters;      /* ASCII letters */
	size_t gb, gb_bad;   /* pairs of GB 2312: level 1; not even GBK */
	size_t big5, big5_bad;
	size_t kana, sjis_bad;
	size_t upper_half;   /* C0-DF: lower case of KOI8-R */
	size_t lower_half;   /* E0-FF: lower case of windows-1251 */
};

static bool between(int c, int from, int to)
{
	return c >= from && c <= to;
}

/* Reads `b` as pairs of the GB family. */
static void count_gb(struct bytes b, struct tally *t)
{
	for (size_t i = 0; i < b.n; i++) {
		int c = b.p[i], d = bytes_at(b, i + 1);

		if (c < 0x80)
			continue;
		if (!between(c, 0x81, 0xfe) || !between(d, 0x40, 0xfe) || d == 0x7f)
			t->gb_bad++;
		else if (between(c, 0xb0, 0xd7) && d >= 0xa1)
			t->gb++;
		if (d >= 0x40)
			i++;
	}
}

static void count_big5(struct bytes b, struct tally *t)
{
	for (size_t i = 0; i < b.n; i++) {
		int c = b.p[i], d = bytes_at(b, i + 1);

		if (c < 0x80)
			continue;
		if (!between(c, 0xa1, 0xf9) || !(between(d, 0x40, 0x7e) || between(d, 0xa1, 0xfe)))
			t->big5_bad++;
		else if (between(c, 0xa4, 0xc6))
			t->big5++;
		if (d >= 0x40)
			i++;
	}
}

static void count_sjis(struct bytes b, struct tally *t)
{
	for (size_t i = 0; i < b.n; i++) {
		int c = b.p[i], d = bytes_at(b, i + 1);

		if (c < 0x80 || between(c, 0xa1, 0xdf))
			continue;
		if (!(between(c, 0x81, 0x9f) || between(c, 0xe0, 0xfc)) ||
		    !between(d, 0x40, 0xfc) || d == 0x7f)
			t->sjis_bad++;
		else if (between(c, 0x82, 0x83))
			t->kana += 2;
		i++;
	}
}

/* Text in UTF-8 has whole characters, and a broken one where it was cut. */
static bool mostly_utf8(struct bytes b)
{
	size_t good = 0, bad = 0;

	while (b.n) {
		bool ok, high = bytes_at(b, 0) >= 0x80;

		utf8_next(&b, &ok);
		good += ok && high;
		bad += !ok;
	}
	return good >= bad * 4;
}

static void count_single(struct bytes b, struct tally *t)
{
	for (size_t i = 0; i < b.n; i++) {
		int c = b.p[i];

		t->high += c >= 0x80;
		t->letters += ascii_alpha(c);
		t->upper_half += between(c, 0xc0, 0xdf);
		t->lower_half += between(c, 0xe0, 0xff);
	}
}

static struct bytes guess_wide(const struct tally *t)
{
	/* Kana are what Shift_JIS text is made of. */
	if (!t->sjis_bad && t->kana * 3 >= t->high)
		return B("shift_jis");
	if (!t->gb_bad && t->gb * 2 * 10 >= t->high * 6 && t->gb >= t->big5)
		return B("gb18030");
	if (!t->big5_bad && t->big5 * 2 * 10 >= t->high * 6)
		return B("big5");
	if (!t->gb_bad && t->gb * 2 * 10 >= t->high * 5)
		return B("gb18030");
	return B("");
}

const struct charset *charset_guess(struct bytes sample)
{
	struct bytes b = bytes_head(sample, SAMPLE_OCTETS), wide;
	struct tally t = { 0 };

	if (mostly_utf8(b))
		return charset_find(bytes_find(b, B("\x1b$")) < b.n ? B("iso-2022-jp") :
								      B("utf-8"));
	count_single(b, &t);
	count_gb(b, &t);
	count_big5(b, &t);
	count_sjis(b, &t);
	wide = guess_wide(&t);
	if (wide.n)
		return charset_find(wide);
	if (t.high >= CYRILLIC_LEAST && t.high > t.letters &&
	    (t.upper_half + t.lower_half) * 10 >= t.high * 9)
		return charset_find(t.lower_half > t.upper_half ? B("windows-1251") :
								   B("koi8-r"));
	return charset_find(B("windows-1252"));
}
