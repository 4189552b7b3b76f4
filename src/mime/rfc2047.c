/* SPDX-License-Identifier: BSD-2-Clause */
/* rfc2047.c - see rfc2047.h. */
#include "mime/rfc2047.h"

#include "base/base64.h"
#include "base/utf8.h"
#include "mime/charset.h"

/* The longest label that is looked at; names registered with IANA have up to 45. */
enum { LABEL_OCTETS = 64 };
/* So many octets over 127 tell that a word is not in the set that it names. */
enum { WRONG_LEAST = 4 };

struct word {
	const struct charset *set; /* NULL: unknown */
	bool q;                    /* "Q", otherwise "B" */
	struct bytes text;
	size_t octets;             /* of the whole word */
};

struct decoder {
	struct bytes in;
	size_t end_at;             /* the first "?=" at or after the place last asked */
	const struct charset *raw; /* what octets over 127 outside of words are in */
	struct buf *out;
	struct buf held;           /* octets of words not decoded yet */
	const struct charset *set; /* what they are in */
	const struct charset *guess; /* of the words whose set is none; made once a field */
	unsigned flags;
};

/* Where `first` stands right in front of `second`, at or behind `at`; b.n: nowhere. */
static size_t find_two(struct bytes b, size_t at, uint8_t first, uint8_t second)
{
	while ((at = bytes_chr(b, at, first)) < b.n && bytes_at(b, at + 1) != second)
		at++;
	return at;
}

/* Places only grow, so that all the searches together pass over the text once. */
static size_t end_after(struct decoder *d, size_t at)
{
	if (d->end_at < at)
		d->end_at = find_two(d->in, at, '?', '=');
	return d->end_at;
}

/* Is there an encoded word at `at`, where "=?" stands? */
static bool word_at(struct decoder *d, size_t at, struct word *w)
{
	struct bytes b = bytes_from(d->in, at + 2), label;
	size_t mark = bytes_chr(bytes_head(b, LABEL_OCTETS + 1), 0, '?'), end, text_at;
	int encoding = ascii_toupper((uint8_t)(bytes_at(b, mark + 1) & 0x7f));

	if (mark == 0 || mark > LABEL_OCTETS || bytes_at(b, mark) != '?' ||
	    bytes_at(b, mark + 2) != '?' || (encoding != 'B' && encoding != 'Q'))
		return false;
	label = bytes_head(b, mark);
	for (size_t i = 0; i < label.n; i++)
		if (bytes_at(label, i) <= ' ' || bytes_at(label, i) >= 0x7f)
			return false;
	text_at = at + 2 + mark + 3;
	end = end_after(d, text_at);
	if (end >= d->in.n)
		return false;
	*w = (struct word){
		.set = charset_find(bytes_head(label, bytes_chr(label, 0, '*'))),
		.q = encoding == 'Q',
		.text = bytes_sub(d->in, text_at, end - text_at),
		.octets = end + 2 - at,
	};
	return true;
}

/* The "Q" encoding (4.2): quoted-printable with "_" for a blank. */
static void add_q(struct buf *out, struct bytes text)
{
	for (size_t i = 0; i < text.n; i++) {
		int c = bytes_at(text, i), hi, lo;

		hi = ascii_hex(bytes_at(text, i + 1));
		lo = ascii_hex(bytes_at(text, i + 2));
		if (c == '=' && hi >= 0 && lo >= 0) {
			buf_addc(out, (uint8_t)(hi << 4 | lo));
			i += 2;
		} else {
			buf_addc(out, c == '_' ? ' ' : (uint8_t)c);
		}
	}
}

static void add_b(struct buf *out, struct bytes text)
{
	struct base64 d = { 0 };

	out->n += base64_push(&d, text, buf_room(out, base64_room(text.n)));
	out->n += base64_end(&d, buf_room(out, 3));
}

static void add_octets(struct buf *out, const struct word *w)
{
	if (w->q)
		add_q(out, w->text);
	else
		add_b(out, w->text);
}

static const struct charset *guess(struct decoder *d, struct bytes octets)
{
	if (!d->guess)
		d->guess = charset_guess(octets);
	return d->guess;
}

/* An unknown set hardly matters when all octets are ASCII (RFC 2047 6.2, best effort);
   otherwise it is a guess, as for the text of a body. */
static void assume_set(struct decoder *d, struct word *w)
{
	struct buf octets = { 0 };

	d->flags |= RFC2047_UNKNOWN;
	add_octets(&octets, w);
	if (bytes_ascii(buf_bytes(&octets)))
		w->set = charset_find(B("us-ascii"));
	else
		w->set = guess(d, buf_bytes(&octets));
	buf_fini(&octets);
}

/* How many octets are no characters of the set. */
static uint64_t convert(struct decoder *d, const struct charset *set, struct bytes octets)
{
	struct charset_conv c;
	uint64_t invalid;

	charset_init(&c, set);
	charset_push(&c, octets, d->out);
	charset_end(&c, d->out);
	invalid = c.invalid;
	charset_fini(&c);
	return invalid;
}

static size_t count_high(struct bytes b)
{
	size_t n = 0;

	for (size_t i = 0; i < b.n; i++)
		n += bytes_at(b, i) >= 0x80;
	return n;
}

/* All octets of words that are in one set have been gathered.  Where most of those over 127
   are no characters of it, it is not that set; a few may be damage. */
static void flush_words(struct decoder *d)
{
	struct bytes octets = buf_bytes(&d->held);
	size_t start = d->out->n, high = count_high(octets);
	const struct charset *is = d->set;
	uint64_t invalid = 0;

	if (is->how == CHARSET_ASCII && high)
		is = guess(d, octets);
	if (octets.n)
		invalid = convert(d, is, octets);
	if (is == d->set && is->how != CHARSET_ICONV && high >= WRONG_LEAST &&
	    invalid * 2 > high) {
		is = guess(d, octets);
		d->out->n = start;
		convert(d, is, octets);
	}
	if (is != d->set)
		d->flags |= RFC2047_WRONG;
	buf_clear(&d->held);
}

/* Every word of these may begin with a byte order mark of its own. */
static bool marked(const struct charset *set)
{
	return set->how == CHARSET_UTF16 || set->how == CHARSET_UTF32;
}

static void add_word(struct decoder *d, const struct word *w)
{
	if (d->held.n && (w->set != d->set || marked(w->set)))
		flush_words(d);
	d->set = w->set;
	d->flags |= RFC2047_WORDS;
	add_octets(&d->held, w);
}

/* Text that is no word. */
static void add_text(struct decoder *d, struct bytes text)
{
	if (d->held.n)
		flush_words(d);
	if (d->raw)
		convert(d, d->raw, text);
	else
		buf_add(d->out, text);
}

static bool all_blank(struct bytes b)
{
	return bytes_trim(b).n == 0;
}

unsigned rfc2047_decode(struct buf *out, struct bytes text)
{
	BUF_SHORT(held);
	struct decoder d = { .in = text, .out = out, .held = held };
	size_t text_from = 0, at = 0;
	bool after_word = false;

	/* Most texts are plain. */
	if (bytes_chr(text, 0, '=') == text.n && bytes_ascii(text)) {
		buf_add(out, text);
		return 0;
	}
	if (!utf8_valid(text)) {
		d.raw = charset_guess(text);
		d.flags |= RFC2047_GUESSED;
	}
	while (at < text.n) {
		struct bytes between;
		struct word w;

		at = find_two(text, at, '=', '?');
		if (at >= text.n)
			break;
		if (!word_at(&d, at, &w)) {
			at += 2;
			continue;
		}
		if (!w.set)
			assume_set(&d, &w);
		between = bytes_sub(text, text_from, at - text_from);
		if (between.n && !(after_word && all_blank(between)))
			add_text(&d, between);
		add_word(&d, &w);
		at += w.octets;
		text_from = at;
		after_word = true;
	}
	if (text_from < text.n)
		add_text(&d, bytes_from(text, text_from));
	if (d.held.n)
		flush_words(&d);
	buf_fini(&d.held);
	return d.flags;
}
