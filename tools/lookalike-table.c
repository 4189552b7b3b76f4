/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * lookalike-table.c - writes the tables of src/judge/lookalike.c, at build time.
 *
 * What is drawn like what (UTS 39 4, confusables) and what is written with what (UTS 39
 * 5.1, UAX 24) is asked of ICU here, once, for every character.  The program itself does
 * not need ICU then: that is 37 MB of libraries and a start of 3.3 instead of 2.3 ms, for a
 * question that few messages ask.
 *
 * stdout: a header with `looks` and `runs`, both in order.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

enum { ROOM = 64, LIKE = 3 };

static USpoofChecker *spoof;
static const UNormalizer2 *compatible, *decomposed;

static void ok(UErrorCode e, const char *what)
{
	if (U_FAILURE(e)) {
		fprintf(stderr, "lookalike-table: %s: %s\n", what, u_errorName(e));
		exit(1);
	}
}

/* The characters a domain is written with in ASCII, one to LIKE of them, in lower case. */
static bool plain(const UChar *s, int32_t n, char *out)
{
	if (n < 1 || n > LIKE)
		return false;
	for (int32_t i = 0; i < n; i++) {
		UChar c = s[i] >= 'A' && s[i] <= 'Z' ? (UChar)(s[i] - 'A' + 'a') : s[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
			return false;
		out[i] = (char)c;
	}
	out[n] = 0;
	return true;
}

/* Its prototype (UTS 39 4) in ASCII.  That of "m" is "rn": a letter that has the prototype
   of an ASCII letter is that letter. */
static bool prototype(const UChar *s, int32_t n, char *out)
{
	UChar to[ROOM], ascii[ROOM];
	UErrorCode e = U_ZERO_ERROR;
	int32_t length = uspoof_getSkeleton(spoof, 0, s, n, to, ROOM, &e);

	if (U_FAILURE(e))
		return false;
	for (UChar c = 'a'; c <= 'z'; c++) {
		int32_t m = uspoof_getSkeleton(spoof, 0, &c, 1, ascii, ROOM, &e);

		if (m == length && u_memcmp(ascii, to, m) == 0) {
			out[0] = (char)c;
			out[1] = 0;
			return true;
		}
	}
	return plain(to, length, out);
}

/* A letter with a dot or a line below: an underlined link hides it. */
static bool underlined(const UChar *s, int32_t n, char *out)
{
	UChar to[ROOM];
	UErrorCode e = U_ZERO_ERROR;
	int32_t length = unorm2_normalize(decomposed, s, n, to, ROOM, &e);

	return U_SUCCESS(e) && length == 2 && (to[1] == 0x0323 || to[1] == 0x0331) &&
	       plain(to, 1, out);
}

static void put_look(UChar32 c, const char *like, bool near)
{
	printf("\t{ 0x%04x, \"%s\", %d },\n", (unsigned)c, like, near);
}

static void look(UChar32 c)
{
	UChar s[2], folded[ROOM];
	UErrorCode e = U_ZERO_ERROR;
	char like[LIKE + 1] = "";
	bool near = false;
	int32_t n = 0, m;

	/* Palochka is "i" to UTS 39; fonts draw an "l", and the best known case has it as one. */
	if (c == 0x04cf) {
		put_look(c, "l", false);
		return;
	}
	U16_APPEND_UNSAFE(s, n, c);
	m = unorm2_normalize(compatible, s, n, folded, ROOM, &e);
	if (U_FAILURE(e))
		return;
	if (!u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) && !plain(folded, m, like) &&
	    !prototype(s, n, like) && !prototype(folded, m, like)) {
		near = underlined(folded, m, like);
		if (!near)
			return;
	}
	/* Latin-1 and Latin Extended-A and -B: letters that languages are written with. */
	near |= c > 0xbf && c < 0x250;
	put_look(c, like, near);
}

/* Scripts as bits, so that what is written with all characters of a label is their common
   bits.  The last three are languages with several scripts, which Latin goes with, too (UTS
   39 5.2, "highly restrictive"). */
static const UScriptCode recommended[] = {
	USCRIPT_LATIN, USCRIPT_CYRILLIC, USCRIPT_GREEK, USCRIPT_ARMENIAN, USCRIPT_GEORGIAN,
	USCRIPT_HEBREW, USCRIPT_ARABIC, USCRIPT_THAANA, USCRIPT_ETHIOPIC, USCRIPT_DEVANAGARI,
	USCRIPT_BENGALI, USCRIPT_GURMUKHI, USCRIPT_GUJARATI, USCRIPT_ORIYA, USCRIPT_TAMIL,
	USCRIPT_TELUGU, USCRIPT_KANNADA, USCRIPT_MALAYALAM, USCRIPT_SINHALA, USCRIPT_THAI,
	USCRIPT_LAO, USCRIPT_TIBETAN, USCRIPT_MYANMAR, USCRIPT_KHMER, USCRIPT_CHEROKEE,
};
#define OTHER (1u << 28)
#define JAPANESE (1u << 29)
#define KOREAN (1u << 30)
#define CHINESE (1u << 31)
#define ANY 0xffffffffu

static unsigned bits_of(UScriptCode script)
{
	switch (script) {
	case USCRIPT_COMMON:
	case USCRIPT_INHERITED:
		return ANY;
	case USCRIPT_HAN:
		return JAPANESE | KOREAN | CHINESE;
	case USCRIPT_HIRAGANA:
	case USCRIPT_KATAKANA:
		return JAPANESE;
	case USCRIPT_HANGUL:
		return KOREAN;
	case USCRIPT_BOPOMOFO:
		return CHINESE;
	case USCRIPT_LATIN:
		return 1 | JAPANESE | KOREAN | CHINESE;
	default:
		for (unsigned i = 1; i < sizeof(recommended) / sizeof(*recommended); i++)
			if (recommended[i] == script)
				return 1u << i;
		return OTHER;
	}
}

static unsigned scripts_of(UChar32 c)
{
	UScriptCode all[ROOM];
	UErrorCode e = U_ZERO_ERROR;
	int32_t n = uscript_getScriptExtensions(c, all, ROOM, &e);
	unsigned bits = 0;

	ok(e, "scripts");
	for (int32_t i = 0; i < n; i++)
		bits |= bits_of(all[i]);
	return bits;
}

static void put_runs(void)
{
	UChar32 from = 0;
	unsigned before = ANY;

	for (UChar32 c = 0x80; c <= 0x110000; c++) {
		unsigned now = c < 0x110000 ? scripts_of(c) : ANY;

		if (now == before)
			continue;
		if (before != ANY)
			printf("\t{ 0x%04x, 0x%04x, 0x%08x },\n", (unsigned)from, (unsigned)c - 1, before);
		from = c;
		before = now;
	}
}

int main(void)
{
	UErrorCode e = U_ZERO_ERROR;

	spoof = uspoof_open(&e);
	ok(e, "confusables");
	compatible = unorm2_getNFKCInstance(&e);
	decomposed = unorm2_getNFDInstance(&e);
	ok(e, "normalization");
	printf("/* Made by tools/lookalike-table.c from ICU %s, Unicode %s. */\n", U_ICU_VERSION,
	       U_UNICODE_VERSION);
	puts("/* What a character is drawn like; \"\": like nothing.  `near`: nearly, or in\n   earnest in some language. */");
	puts("static const struct {\n\tuint32_t c;\n\tchar like[4];\n\tbool near;\n} looks[] = {");
	for (UChar32 c = 0x80; c < 0x110000; c++)
		if (u_isdefined(c) && (c < 0xd800 || c > 0xdfff))
			look(c);
	puts("};\n");
	puts("/* What is written with a character, as bits; what is not here goes with all. */");
	puts("static const struct {\n\tuint32_t from, to, scripts;\n} runs[] = {");
	put_runs();
	puts("};\n");
	printf("#define SCRIPTS_LATIN 0x%08xu /* also what Latin goes with */\n", bits_of(USCRIPT_LATIN));
	uspoof_close(spoof);
	return 0;
}
