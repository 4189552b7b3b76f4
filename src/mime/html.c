/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html.c - see html.h.
 *
 * In:   UTF-8
 * Out:  lines of text
 *
 * Blanks are held back until a visible character follows, so that a line never ends in one
 * and two paragraphs are never more than one empty line apart.
 */
#include "mime/html.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <stdlib.h>

enum { REFERENCE_OCTETS = 32, LINK_OCTETS = 2048 };

struct html {
	struct buf *out;
	size_t start;        /* out->n at the beginning */
	unsigned newlines;   /* due before the next visible character, at most 2 */
	bool blank;          /* a blank is due */
	unsigned pre;        /* open <pre> elements */
	struct bytes href;   /* of the link that is open */
	size_t link_at;      /* where its text begins in `out` */
	struct html_links *links; /* collected here; may be NULL */
};

/* Something visible follows: what was held back is written. */
static void settle(struct html *h)
{
	bool first = h->out->n == h->start;

	for (; h->newlines && !first; h->newlines--) {
		buf_addc(h->out, '\n');
		h->blank = false;
	}
	h->newlines = 0;
	if (h->blank && !first && bytes_last(buf_bytes(h->out)) != '\n')
		buf_addc(h->out, ' ');
	h->blank = false;
}

static void break_line(struct html *h, unsigned n)
{
	if (h->newlines < n)
		h->newlines = n;
}

static void add_char(struct html *h, uint32_t c)
{
	if (c == '\n' && h->pre) {
		h->newlines = h->newlines < 2 ? h->newlines + 1 : 2;
	} else if (c == ' ' && h->pre) {
		settle(h);
		buf_addc(h->out, ' ');
	} else if (c == ' ' || (c >= '\t' && c <= '\r')) {
		h->blank = true;
	} else {
		settle(h);
		utf8_add(h->out, c);
	}
}

static const struct {
	const char *name;
	uint16_t c;
} references[] = {
	{ "amp", '&' },       { "lt", '<' },        { "gt", '>' },        { "quot", '"' },
	{ "apos", '\'' },     { "nbsp", ' ' },      { "copy", 0xa9 },     { "reg", 0xae },
	{ "trade", 0x2122 },  { "euro", 0x20ac },   { "pound", 0xa3 },    { "yen", 0xa5 },
	{ "cent", 0xa2 },     { "sect", 0xa7 },     { "para", 0xb6 },     { "deg", 0xb0 },
	{ "middot", 0xb7 },   { "bull", 0x2022 },   { "hellip", 0x2026 }, { "ndash", 0x2013 },
	{ "mdash", 0x2014 },  { "lsquo", 0x2018 },  { "rsquo", 0x2019 },  { "sbquo", 0x201a },
	{ "ldquo", 0x201c },  { "rdquo", 0x201d },  { "bdquo", 0x201e },  { "laquo", 0xab },
	{ "raquo", 0xbb },    { "lsaquo", 0x2039 }, { "rsaquo", 0x203a }, { "times", 0xd7 },
	{ "divide", 0xf7 },   { "plusmn", 0xb1 },   { "frac12", 0xbd },   { "rarr", 0x2192 },
	{ "larr", 0x2190 },   { "iexcl", 0xa1 },    { "iquest", 0xbf },   { "szlig", 0xdf },
	{ "agrave", 0xe0 },   { "aacute", 0xe1 },   { "acirc", 0xe2 },    { "atilde", 0xe3 },
	{ "auml", 0xe4 },     { "aring", 0xe5 },    { "aelig", 0xe6 },    { "ccedil", 0xe7 },
	{ "egrave", 0xe8 },   { "eacute", 0xe9 },   { "ecirc", 0xea },    { "euml", 0xeb },
	{ "igrave", 0xec },   { "iacute", 0xed },   { "icirc", 0xee },    { "iuml", 0xef },
	{ "ntilde", 0xf1 },   { "ograve", 0xf2 },   { "oacute", 0xf3 },   { "ocirc", 0xf4 },
	{ "otilde", 0xf5 },   { "ouml", 0xf6 },     { "oslash", 0xf8 },   { "ugrave", 0xf9 },
	{ "uacute", 0xfa },   { "ucirc", 0xfb },    { "uuml", 0xfc },     { "Agrave", 0xc0 },
	{ "Aacute", 0xc1 },   { "Acirc", 0xc2 },    { "Auml", 0xc4 },     { "Aring", 0xc5 },
	{ "AElig", 0xc6 },    { "Ccedil", 0xc7 },   { "Egrave", 0xc8 },   { "Eacute", 0xc9 },
	{ "Ntilde", 0xd1 },   { "Oacute", 0xd3 },   { "Ouml", 0xd6 },     { "Oslash", 0xd8 },
	{ "Uuml", 0xdc },     { "zwnj", 0x200c },   { "zwj", 0x200d },    { "shy", 0xad },
	{ "ensp", ' ' },      { "emsp", ' ' },      { "thinsp", ' ' },
};

/* References to C1 controls mean windows-1252, as all browsers have it. */
static const uint16_t c1[32] = {
	0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
	0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
	0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178,
};

/* "233" or "xe9"; false when it is no number. */
static bool numeric(struct bytes digits, uint32_t *c_out)
{
	bool hex = (bytes_at(digits, 0) | 0x20) == 'x';
	uint32_t c = 0;

	digits = bytes_from(digits, hex);
	for (size_t i = 0; i < digits.n; i++) {
		int v = ascii_hex(bytes_at(digits, i));

		if (v < 0 || (!hex && v > 9))
			return false;
		if (c <= 0x10ffff)
			c = c * (hex ? 16 : 10) + (uint32_t)v;
	}
	if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		c = UTF8_REPLACEMENT;
	else if (c >= 0x80 && c <= 0x9f)
		c = c1[c - 0x80];
	else if (c == 0xa0)
		c = ' ';
	*c_out = c;
	return digits.n != 0;
}

/* The character at the beginning of `*b`, references resolved; taken off. */
static uint32_t next_char(struct bytes *b)
{
	struct bytes name;
	uint32_t c;
	size_t end;

	if (bytes_at(*b, 0) != '&')
		return utf8_next(b, NULL);
	for (end = 1; end < b->n && end < REFERENCE_OCTETS; end++)
		if (!ascii_alnum(bytes_at(*b, end)) && bytes_at(*b, end) != '#')
			break;
	name = bytes_sub(*b, 1, end - 1);
	if (bytes_at(*b, end) == ';')
		end++;
	if (bytes_at(name, 0) == '#' && numeric(bytes_from(name, 1), &c)) {
		*b = bytes_from(*b, end);
		return c;
	}
	for (size_t i = 0; i < sizeof(references) / sizeof(*references); i++)
		if (bytes_eq(name, bytes_str(references[i].name))) {
			*b = bytes_from(*b, end);
			return references[i].c;
		}
	*b = bytes_from(*b, 1);
	return '&';
}

/* The octets of a tag that begins at the "<" of `b`, ">" included: one inside quotes does
   not end it.  A tag that never ends is all that is left. */
static size_t tag_octets(struct bytes b)
{
	int quote = 0;

	for (size_t i = 1; i < b.n; i++) {
		int c = b.p[i];

		if (quote) {
			if (c == quote)
				quote = 0;
		} else if (c == '>') {
			return i + 1;
		} else if ((c == '"' || c == '\'') && bytes_at(b, i - 1) == '=') {
			quote = c;
		}
	}
	return b.n;
}

static size_t skip_blanks(struct bytes b, size_t i)
{
	while (ascii_space(bytes_at(b, i)))
		i++;
	return i;
}

/* The value of an attribute of `tag`, as written; p == NULL when it has none. */
static struct bytes attribute(struct bytes tag, struct bytes wanted)
{
	size_t i = 1;

	while (i < tag.n && !ascii_space(bytes_at(tag, i)))
		i++;
	while (i < tag.n) {
		size_t from, to, end;
		int quote;

		from = i = skip_blanks(tag, i);
		while (i < tag.n && !ascii_space(bytes_at(tag, i)) && !strchr("=>", bytes_at(tag, i)))
			i++;
		to = i;
		i = skip_blanks(tag, i);
		if (bytes_at(tag, i) != '=') {
			i += i == from; /* ">" or "/": always onward */
			continue;
		}
		i = skip_blanks(tag, i + 1);
		quote = bytes_at(tag, i);
		if (quote == '"' || quote == '\'') {
			i++;
			end = bytes_chr(tag, i, (uint8_t)quote);
		} else {
			for (end = i; end < tag.n && !ascii_space(bytes_at(tag, end)) &&
				      bytes_at(tag, end) != '>';)
				end++;
		}
		if (bytes_ieq(bytes_sub(tag, from, to - from), wanted))
			return bytes_sub(tag, i, end - i);
		i = end + (quote == '"' || quote == '\'');
	}
	return (struct bytes){ NULL, 0 };
}

/* Text out of an attribute: references resolved, blanks as they are. */
static void add_attribute(struct html *h, struct bytes value)
{
	value = bytes_head(bytes_trim(value), LINK_OCTETS);
	while (value.n) {
		uint32_t c = next_char(&value);

		if (c >= 0x20)
			utf8_add(h->out, c);
	}
}

/* Keeps a link for html_find_links(). */
static void link_keep(struct html *h, struct bytes href, struct bytes shown)
{
	struct html_links *l = h->links;
	struct buf text = { 0 };
	struct html to = { .out = &text };

	if (l == NULL)
		return;
	if (l->n == LIMIT_HTML_LINKS) {
		l->cut = true;
		return;
	}
	add_attribute(&to, href);
	ARRAY_PUSH(l->v, l->n, l->cap) = (struct html_link){
		bytes_dup(&l->arena, buf_bytes(&text)), bytes_dup(&l->arena, shown) };
	buf_fini(&text);
}

static void link_begin(struct html *h, struct bytes tag)
{
	h->href = bytes_trim(attribute(tag, B("href")));
	if (h->href.n == 0 || bytes_at(h->href, 0) == '#' ||
	    bytes_istarts(h->href, B("javascript:")))
		h->href = (struct bytes){ NULL, 0 };
	h->link_at = h->out->n;
}

/* Where it leads follows what it shows, unless that is the same. */
static void link_end(struct html *h)
{
	struct bytes shown = bytes_trim(bytes_from(buf_bytes(h->out), h->link_at));
	struct bytes href = h->href;

	h->href = (struct bytes){ NULL, 0 };
	if (href.p)
		link_keep(h, href, shown);
	if (href.p == NULL || bytes_eq(shown, href))
		return;
	if (bytes_istarts(href, B("mailto:")) && bytes_eq(shown, bytes_from(href, 7)))
		return;
	if (shown.n)
		h->blank = true;
	settle(h);
	buf_addc(h->out, '<');
	add_attribute(h, href);
	buf_addc(h->out, '>');
}

enum effect {
	LINE,      /* begins and ends a line */
	PARAGRAPH, /* the same, with an empty line between */
	CELL,
	ITEM,
	RULE,
	BREAK,
	IMAGE,
	LINK,
	PRE,
	SKIP,      /* its content is not for reading */
};

static const struct {
	const char *name;
	enum effect effect;
} elements[] = {
	{ "a", LINK },           { "address", LINE },  { "article", LINE },    { "blockquote", PARAGRAPH },
	{ "br", BREAK },         { "center", LINE },   { "dd", LINE },         { "div", LINE },
	{ "dl", PARAGRAPH },     { "dt", LINE },       { "footer", LINE },     { "form", LINE },
	{ "h1", PARAGRAPH },     { "h2", PARAGRAPH },  { "h3", PARAGRAPH },    { "h4", PARAGRAPH },
	{ "h5", PARAGRAPH },     { "h6", PARAGRAPH },  { "header", LINE },     { "hr", RULE },
	{ "img", IMAGE },        { "li", ITEM },       { "main", LINE },       { "ol", PARAGRAPH },
	{ "p", PARAGRAPH },      { "pre", PRE },       { "script", SKIP },     { "section", LINE },
	{ "style", SKIP },       { "table", PARAGRAPH }, { "td", CELL },       { "th", CELL },
	{ "title", SKIP },       { "tr", LINE },       { "ul", PARAGRAPH },
};

static void apply(struct html *h, enum effect effect, struct bytes tag, bool closing)
{
	switch (effect) {
	case LINE:
		break_line(h, 1);
		break;
	case PARAGRAPH:
		break_line(h, 2);
		break;
	case CELL:
		h->blank = true;
		break;
	case ITEM:
		break_line(h, 1);
		if (!closing) {
			settle(h);
			buf_adds(h->out, "- ");
		}
		break;
	case RULE:
		break_line(h, 1);
		settle(h);
		buf_adds(h->out, "----");
		break_line(h, 1);
		break;
	case BREAK:
		h->newlines = h->newlines < 2 ? h->newlines + 1 : 2;
		break;
	case IMAGE:
		if (bytes_trim(attribute(tag, B("alt"))).n) {
			settle(h);
			buf_addc(h->out, '[');
			add_attribute(h, attribute(tag, B("alt")));
			buf_addc(h->out, ']');
		}
		break;
	case LINK:
		if (h->href.p)
			link_end(h);
		if (!closing)
			link_begin(h, tag);
		break;
	case PRE:
		break_line(h, 1);
		if (!closing)
			h->pre++;
		else if (h->pre)
			h->pre--;
		break;
	case SKIP:
		break;
	}
}

/* Octets up to the end tag of an element whose content is skipped; all when there is none. */
static size_t skipped(struct bytes b, struct bytes name)
{
	for (size_t i = 0; i < b.n; i++) {
		i = bytes_chr(b, i, '<');
		if (bytes_at(b, i + 1) == '/' && bytes_istarts(bytes_from(b, i + 2), name))
			return i;
	}
	return b.n;
}

/* What begins with "<" at the beginning of `b`; returns octets used. */
static size_t take_tag(struct html *h, struct bytes b)
{
	bool closing = bytes_at(b, 1) == '/';
	size_t n, name_end = 1 + closing;
	struct bytes tag, name;

	if (bytes_starts(b, B("<!--"))) {
		n = bytes_find(bytes_from(b, 4), B("-->"));
		return n + 7 < b.n ? n + 7 : b.n;
	}
	n = tag_octets(b);
	tag = bytes_head(b, n);
	while (ascii_alnum(bytes_at(tag, name_end)))
		name_end++;
	name = bytes_sub(tag, 1 + closing, name_end - 1 - closing);
	for (size_t i = 0; i < sizeof(elements) / sizeof(*elements); i++) {
		if (!bytes_ieq(name, bytes_str(elements[i].name)))
			continue;
		if (elements[i].effect == SKIP && !closing)
			return n + skipped(bytes_from(b, n), name);
		apply(h, elements[i].effect, tag, closing);
		break;
	}
	return n;
}

static void read_html(struct html *h, struct bytes html)
{
	while (html.n) {
		int next = bytes_at(html, 1);

		if (bytes_at(html, 0) == '<' &&
		    (ascii_alpha(next) || next == '/' || next == '!' || next == '?'))
			html = bytes_from(html, take_tag(h, html));
		else
			add_char(h, next_char(&html));
	}
	if (h->href.p)
		link_end(h);
}

void html_text(struct buf *out, struct bytes html)
{
	struct html h = { .out = out, .start = out->n };

	read_html(&h, html);
	if (out->n > h.start)
		buf_addc(out, '\n');
}

void html_find_links(struct html_links *links, struct bytes html)
{
	struct buf text = { 0 };
	struct html h = { .out = &text, .links = links };

	read_html(&h, html);
	buf_fini(&text);
}

void html_links_fini(struct html_links *links)
{
	free(links->v);
	arena_fini(&links->arena);
	*links = (struct html_links){ 0 };
}
