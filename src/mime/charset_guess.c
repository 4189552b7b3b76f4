/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * charset_guess.c - which character set octets without a label are in, by content.
 *
 * UTF-8 proves itself, even with a character cut; UTF-16 and UTF-32 show their mark, or the
 * zeros of ASCII in them; ISO-2022-JP and -KR show their escapes.  Otherwise octets over 127
 * are read as pairs, and what pairs up almost everywhere wins:
 *
 *   GB        the common characters of GB 2312 (level 1, lead octets B0-D7)
 *   Big5      its frequent ones (A4-C6, trail 40-7E or A1-FE)
 *   EUC-KR    syllables (B0-C8) and hardly anything behind them
 *   EUC-JP    kana (A4, A5)
 *   Shift_JIS kana (82, 83) or common kanji (88-97)
 *
 * Words in Russian, Greek, Thai and the like that have the letters of their language come
 * before all that; what is left is a Latin alphabet (charset_guess_single.c).
 */
#include "mime/charset_own.h"

#include "base/utf8.h"

enum {
	SAMPLE_OCTETS = 4096, /* looked at */
	WORDS_LEAST = 16,     /* letters that need be less like a language */
	WORDS_SURE = 55,      /* scores of charset_guess_single() */
	WORDS_SHORT = 70,     /* of fewer letters, or a Latin alphabet */
	WORDS_LIKELY = 45,
};

struct tally {
	size_t high;           /* octets over 127 */
	size_t gb, gb_bad;     /* pairs of GB 2312: level 1; not even GBK */
	size_t big5, big5_bad;
	size_t kana, kanji, sjis_bad;
	size_t pairs, euc_bad; /* both octets over A0 */
	size_t euc_kana;       /* of these, rows of kana; */
	size_t hangul, beyond; /* of syllables; and behind them */
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
		else if (between(c, 0x88, 0x97))
			t->kanji += 2;
		i++;
	}
}

static void count_euc(struct bytes b, struct tally *t)
{
	for (size_t i = 0; i < b.n; i++) {
		int c = b.p[i], d = bytes_at(b, i + 1);

		t->high += c >= 0x80;
		if (c < 0x80)
			continue;
		if (!between(c, 0xa1, 0xfe) || !between(d, 0xa1, 0xfe)) {
			t->euc_bad++;
			continue;
		}
		t->pairs++;
		t->euc_kana += between(c, 0xa4, 0xa5) && d <= 0xf6;
		t->hangul += between(c, 0xb0, 0xc8);
		t->beyond += c > 0xc8;
		t->high++;
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

/* By the mark, or by what ASCII in it has for every other octet. */
static struct bytes guess_utf16(struct bytes b)
{
	size_t zeros[2] = { 0, 0 };

	if (bytes_starts(b, B("\xff\xfe\0\0")) || bytes_starts(b, B("\0\0\xfe\xff")))
		return B("utf-32");
	if (bytes_starts(b, B("\xff\xfe")) || bytes_starts(b, B("\xfe\xff")))
		return B("utf-16");
	for (size_t i = 0; i < b.n; i++)
		zeros[i % 2] += bytes_at(b, i) == 0;
	if (zeros[0] * 4 >= b.n && zeros[1] == 0)
		return B("utf-16be");
	return zeros[1] * 4 >= b.n && zeros[0] == 0 ? B("utf-16le") : B("");
}

static struct bytes guess_wide(const struct tally *t)
{
	/* Kana are what Japanese text is made of. */
	if (!t->sjis_bad && (t->kana * 3 >= t->high || (t->kana + t->kanji) * 10 >= t->high * 7))
		return B("shift_jis");
	if (!t->euc_bad && t->euc_kana * 4 >= t->pairs && t->euc_kana > t->hangul / 2)
		return B("euc-jp");
	if (!t->euc_bad && t->hangul >= 4 && t->hangul * 10 >= t->pairs * 7 &&
	    t->beyond * 20 <= t->pairs)
		return B("euc-kr");
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
	struct bytes b = bytes_head(sample, SAMPLE_OCTETS), wide = guess_utf16(b);
	struct single_guess single;
	struct tally t = { 0 };

	if (wide.n)
		return charset_find(wide);
	if (mostly_utf8(b))
		return charset_find(bytes_find(b, B("\x1b$)C")) < b.n ? B("iso-2022-kr") :
				    bytes_find(b, B("\x1b$")) < b.n   ? B("iso-2022-jp") :
									B("utf-8"));
	count_euc(b, &t);
	single = charset_guess_single(b);
	if (single.score >= (t.high < WORDS_LEAST || single.latin ? WORDS_SHORT : WORDS_SURE))
		return single.set;
	count_gb(b, &t);
	count_big5(b, &t);
	count_sjis(b, &t);
	wide = guess_wide(&t);
	if (wide.n)
		return charset_find(wide);
	return single.latin || single.score >= WORDS_LIKELY ? single.set :
							      charset_find(B("windows-1252"));
}
