/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * charset_guess_single.c - which set of single octets a text without a label is in.
 *
 * In:   octets, those over 127 letters of one language or another
 * Out:  the set in which they make the most likely words, and how likely
 *
 * Each language has a few letters that most of its text is made of; each set has them at
 * other places.  An octet that is one of them speaks for the set, another letter a little,
 * and what is no letter inside a word, or a capital behind a small letter, against it.
 * Whether the neighbours of octets over 127 are ASCII letters tells the Latin alphabets,
 * which need few of these octets, from all others, which are made of them.
 */
#include "mime/charset_own.h"

/* Small letters and capitals are ranges: pairs of octets. */
struct language {
	struct bytes set, common, small, capitals;
};

#define RUSSIAN_KOI B("\xc0\xdf\xa3\xa3"), B("\xe0\xff\xb3\xb3")
#define UKRAINIAN_KOI B("\xc0\xdf\xa4\xa4\xa6\xa7\xad\xad"), B("\xe0\xff\xb4\xb4\xb6\xb7\xbd\xbd")
#define CYRILLIC_1251 B("\xe0\xff\xb3\xb4\xb8\xb8\xba\xba\xbf\xbf"), \
		      B("\xc0\xdf\xa5\xa5\xa8\xa8\xaa\xaa\xaf\xaf\xb2\xb2")
#define GREEK B("\xdc\xfe\xc0\xc0"), B("\xc1\xdb")
#define ARABIC_1256 B("\xc1\xd6\xd8\xdf\xe1\xe1\xe3\xe6\xec\xed"), B("")
#define CENTRAL_1250 B("\xe0\xfe\x9a\x9a\x9c\x9f\xb3\xb3\xb9\xba\xbe\xbf"), \
		     B("\xc0\xde\x8a\x8a\x8c\x8f\xa3\xa3\xa5\xa5\xaa\xaa\xaf\xaf\xbc\xbc")
#define CENTRAL_8859 B("\xe0\xfe\xb1\xb1\xb3\xb3\xb5\xb6\xb9\xbc\xbe\xbf"), \
		     B("\xc0\xde\xa1\xa1\xa3\xa3\xa5\xa6\xa9\xac\xae\xaf")
#define WESTERN B("\xdf\xf6\xf8\xff\x9a\x9a\x9c\x9c\x9e\x9e"), \
		B("\xc0\xd6\xd8\xde\x8a\x8a\x8c\x8c\x8e\x8e\x9f\x9f")

/* Of two that fit alike the first is taken. */
static const struct language others[] = {
	/* Russian, Ukrainian */
	{ B("windows-1251"), B("\xee\xe5\xe0\xe8\xed\xf2\xf1\xf0\xe2\xeb"), CYRILLIC_1251 },
	{ B("windows-1251"), B("\xee\xe0\xed\xe8\xb3\xe2\xf0\xf2\xe5\xbf"), CYRILLIC_1251 },
	{ B("koi8-r"), B("\xcf\xc5\xc1\xc9\xce\xd4\xd3\xd2\xd7\xcc"), RUSSIAN_KOI },
	{ B("koi8-u"), B("\xcf\xc1\xce\xc9\xa6\xd7\xd2\xd4\xc5\xa7"), UKRAINIAN_KOI },
	{ B("iso-8859-5"), B("\xde\xd5\xd0\xd8\xdd\xe2\xe1\xe0\xd2\xdb"),
	  B("\xd0\xef\xf1\xff"), B("\xb0\xcf\xa1\xac") },
	{ B("ibm866"), B("\xae\xa5\xa0\xa8\xad\xe2\xe1\xe0\xa2\xab"),
	  B("\xa0\xaf\xe0\xef\xf1\xf1"), B("\x80\x9f\xf0\xf0") },
	{ B("x-mac-cyrillic"), B("\xee\xe5\xe0\xe8\xed\xf2\xf1\xf0\xe2\xeb"),
	  B("\xe0\xfe\xdf\xdf"), B("\x80\x9f") },
	/* Greek: the capital alpha with its accent is where the two differ */
	{ B("iso-8859-7"), B("\xe1\xef\xe9\xe5\xf4\xf3\xed\xe7\xf1\xf0\xf2\xf5\xb6"), GREEK },
	{ B("windows-1253"), B("\xe1\xef\xe9\xe5\xf4\xf3\xed\xe7\xf1\xf0\xf2\xf5\xa2"), GREEK },
	/* Hebrew, Arabic, Thai have no capitals */
	{ B("windows-1255"), B("\xe9\xe5\xec\xe4\xe0\xf8\xfa\xe1\xf9\xee"), B("\xe0\xfa"), B("") },
	{ B("windows-1256"), B("\xc7\xe1\xe4\xed\xe3\xc9\xd1\xe6\xca\xda\xc8\xcf"), ARABIC_1256 },
	{ B("iso-8859-6"), B("\xc7\xe4\xe6\xea\xe5\xc9\xd1\xe8\xca\xd9\xc8\xcf"),
	  B("\xc1\xda\xe0\xf2"), B("") },
	{ B("windows-874"),
	  B("\xd2\xb9\xc3\xcd\xa1\xe0\xa7\xc1\xc2\xc5\xc7\xb4\xb7\xe8\xe9\xd5\xd4\xd1"),
	  B("\xa1\xda\xdf\xfb"), B("") },
};

static const struct language latin[] = {
	/* western Europe, with the quotes and dashes of Windows */
	{ B("windows-1252"),
	  B("\xe9\xe8\xe0\xe7\xea\xfc\xf6\xe4\xdf\xf1\xed\xe1\xf3\xfa\xe5\xf8\xe6\xe3\xf4\xee\xe2"
	    "\xfb\xf9\x85\x91\x92\x93\x94\x95\x96\x97\xa1\xbf"), WESTERN },
	{ B("windows-1252"), B("\xe3\xf5\xe7\xe1\xe9\xea\xed\xf3\xfa\xe0\xe2\xf4"), WESTERN },
	/* Polish, Czech, Hungarian, Romanian */
	{ B("windows-1250"), B("\xb9\xe6\xea\xb3\xf1\xf3\x9c\x9f\xbf"), CENTRAL_1250 },
	{ B("iso-8859-2"), B("\xb1\xe6\xea\xb3\xf1\xf3\xb6\xbc\xbf"), CENTRAL_8859 },
	{ B("windows-1250"), B("\xe1\xe8\xe9\xec\xed\xf8\x9a\xfa\xf9\xfd\x9e"), CENTRAL_1250 },
	{ B("iso-8859-2"), B("\xe1\xe8\xe9\xec\xed\xf8\xb9\xfa\xf9\xfd\xbe"), CENTRAL_8859 },
	{ B("windows-1250"), B("\xe1\xe9\xed\xf3\xf6\xf5\xfa\xfc\xfb"), CENTRAL_1250 },
	{ B("windows-1250"), B("\xe3\xe2\xee\xba\xfe"), CENTRAL_1250 },
	/* Turkish, Icelandic, Baltic languages */
	{ B("windows-1254"), B("\xfd\xf0\xfe\xe7\xf6\xfc\xdd"), WESTERN },
	{ B("windows-1252"), B("\xf0\xfe\xfd\xe1\xe9\xed\xf3\xfa\xf6\xe6"), WESTERN },
	{ B("windows-1257"), B("\xe2\xe7\xee\xfb\xe8\xf0\xfe\xed\xef\xf2\xec\xe0\xe6\xeb\xe1\xf8"),
	  WESTERN },
	/* before Windows: French, German, Spanish */
	{ B("macintosh"),
	  B("\x8e\x8f\x88\x8d\x90\x89\x94\x99\x9d\x9f\x9a\x8a\xa7\x96\x87\x92\x97\x9c"),
	  B("\x87\x9f\xa7\xa7\xcf\xcf"), B("\x80\x86\xcb\xcd\xe5\xef") },
	{ B("ibm850"),
	  B("\x82\x8a\x85\x87\x88\x83\x8c\x93\x97\x89\x81\x94\x84\xe1\xa4\xa0\xa1\xa2\xa3\x86\x91"),
	  B("\x81\x8d\x91\x91\x93\x98\x9b\x9b\xa0\xa4\xe1\xe1"), B("\x8e\x90\x92\x92\x99\x9a") },
};

enum {
	COMMON = 100, LETTER = 30, STRANGE = -60, BROKEN_WORD = -100,
	/* By so much another set must be better than western Europe's. */
	MARGIN = 5,
};

enum class { NO_LETTER, SMALL, CAPITAL, ASCII };

static bool within(struct bytes ranges, int c)
{
	for (size_t i = 0; i + 1 < ranges.n; i += 2)
		if (c >= bytes_at(ranges, i) && c <= bytes_at(ranges, i + 1))
			return true;
	return false;
}

/* The octets over 127 that there are, each once: of short text these are few, and no table of
   all is made for every language. */
struct kinds {
	uint8_t v[128];
	size_t n;
};

/* What an octet is in a language. */
struct alphabet {
	enum class class[128];
	bool common[128];
};

static void kinds_of(struct kinds *k, struct bytes b)
{
	bool seen[128] = { false };

	k->n = 0;
	for (size_t i = 0; i < b.n; i++) {
		int c = bytes_at(b, i);

		if (c < 0x80 || seen[c - 0x80])
			continue;
		seen[c - 0x80] = true;
		k->v[k->n++] = (uint8_t)c;
	}
}

static void alphabet_of(struct alphabet *a, const struct language *l, const struct kinds *k)
{
	for (size_t i = 0; i < k->n; i++) {
		int c = k->v[i];

		a->class[c - 0x80] = within(l->small, c)      ? SMALL :
				     within(l->capitals, c) ? CAPITAL : NO_LETTER;
		a->common[c - 0x80] = bytes_chr(l->common, 0, k->v[i]) < l->common.n;
	}
}

static enum class class_of(const struct alphabet *a, int c)
{
	if (c >= 0x80)
		return a->class[c - 0x80];
	return ascii_alpha(c) ? ASCII : NO_LETTER;
}

/* What speaks for a language, for each octet over 127; 0 without any. */
static int score(const struct alphabet *a, struct bytes b)
{
	int64_t sum = 0, high = 0;

	for (size_t i = 0; i < b.n; i++) {
		int c = bytes_at(b, i);
		enum class now, before;

		if (c < 0x80)
			continue;
		high++;
		now = a->class[c - 0x80];
		before = i ? class_of(a, bytes_at(b, i - 1)) : NO_LETTER;
		if (a->common[c - 0x80])
			sum += COMMON;
		else if (now != NO_LETTER)
			sum += LETTER;
		else if (before != NO_LETTER && class_of(a, bytes_at(b, i + 1)) != NO_LETTER)
			sum += STRANGE;
		if (now == CAPITAL && before == SMALL)
			sum += BROKEN_WORD;
	}
	return high ? (int)(sum / high) : 0;
}

static const struct language *best(const struct language *l, size_t n, struct bytes b,
				   int margin, int *score_out)
{
	const struct language *found = l;
	struct kinds kinds;

	kinds_of(&kinds, b);
	for (size_t i = 0; i < n; i++) {
		struct alphabet a;
		int s;

		alphabet_of(&a, &l[i], &kinds);
		s = score(&a, b);
		if (i == 0 || s > *score_out + (found == l ? margin : 0)) {
			*score_out = s;
			found = &l[i];
		}
	}
	return found;
}

struct single_guess charset_guess_single(struct bytes b)
{
	struct single_guess g = { NULL, 0, false };
	size_t by_ascii = 0, by_high = 0;
	const struct language *l;

	for (size_t i = 0; i < b.n; i++) {
		int before = i ? bytes_at(b, i - 1) : -1, next = bytes_at(b, i + 1);

		if (bytes_at(b, i) < 0x80)
			continue;
		if (ascii_alpha(before) || ascii_alpha(next))
			by_ascii++;
		else if (before >= 0x80 || next >= 0x80)
			by_high++;
	}
	g.latin = by_ascii >= by_high;
	l = g.latin ? best(latin, sizeof(latin) / sizeof(*latin), b, MARGIN, &g.score) :
		      best(others, sizeof(others) / sizeof(*others), b, 0, &g.score);
	g.set = charset_find(l->set);
	return g;
}
