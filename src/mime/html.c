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
#include "mime/html_entities.h"

#include <stdlib.h>

enum {
	LINK_OCTETS = 2048,
	LISTS_DEEP = 8,        /* lists in lists that are numbered and indented */
	QUOTES_DEEP = 8,       /* quotes in quotes that are marked */
};

#define NOWHERE SIZE_MAX

struct list {
	bool numbered;
	uint32_t next;       /* number of the next item */
};

struct html {
	struct buf *out;
	size_t start;        /* out->n at the beginning */
	unsigned newlines;   /* due before the next visible character, at most 2 */
	bool blank;          /* a blank is due */
	bool cell;           /* and a second one: the next cell of a table */
	unsigned pre;        /* open <pre> elements */
	unsigned quotes;     /* open <blockquote> elements */
	struct list list[LISTS_DEEP];
	unsigned lists;      /* open <ol> and <ul> elements */
	struct bytes href;   /* of the link that is open */
	size_t link_at;      /* where its text begins in `out`, NOWHERE before it does */
	struct html_links *links; /* collected here; may be NULL */
};

/* Something visible follows: what was held back is written. */
static void settle(struct html *h)
{
	bool first = h->out->n == h->start, begins = first || h->newlines;

	for (; h->newlines && !first; h->newlines--)
		buf_addc(h->out, '\n');
	h->newlines = 0;
	if ((h->blank || h->cell) && !begins)
		buf_adds(h->out, h->cell ? "  " : " ");
	h->blank = h->cell = false;
	for (unsigned i = 0; begins && i < h->quotes && i < QUOTES_DEEP; i++)
		buf_adds(h->out, "> ");
	if (h->href.p && h->link_at == NOWHERE)
		h->link_at = h->out->n;
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
	} else if ((c == ' ' || c == '\t') && h->pre) {
		settle(h);
		buf_addc(h->out, (uint8_t)c);
	} else if (c == ' ' || (c >= '\t' && c <= '\r')) {
		h->blank = true;
	} else {
		settle(h);
		utf8_add(h->out, c);
	}
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
		uint32_t c = html_char(&value, true);

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
	h->link_at = NOWHERE;
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

/* What an image map or a form leads to. */
static void place(struct html *h, const char *what, struct bytes shown, struct bytes href)
{
	if (bytes_trim(href).n == 0)
		return;
	settle(h);
	buf_adds(h->out, what);
	add_attribute(h, shown);
	buf_adds(h->out, shown.n ? " <" : "<");
	add_attribute(h, href);
	buf_addc(h->out, '>');
}

/* A list in a list is indented, and numbered from its own beginning. */
static void list(struct html *h, struct bytes tag, bool closing)
{
	if (closing && h->lists)
		h->lists--;
	break_line(h, h->lists ? 1 : 2);
	if (closing)
		return;
	if (h->lists < LISTS_DEEP) {
		struct list *l = &h->list[h->lists];
		struct bytes start = bytes_trim(attribute(tag, B("start")));

		*l = (struct list){ (bytes_at(tag, 1) | 0x20) == 'o', 1 };
		for (size_t i = 0; i < start.n && i < 6 && ascii_digit(bytes_at(start, i)); i++)
			l->next = (i ? l->next * 10 : 0) + (uint32_t)(bytes_at(start, i) - '0');
	}
	h->lists++;
}

static void item(struct html *h)
{
	unsigned depth = h->lists < LISTS_DEEP ? h->lists : LISTS_DEEP;
	struct list *l = depth ? &h->list[depth - 1] : NULL;

	settle(h);
	for (unsigned i = 1; i < depth; i++)
		buf_adds(h->out, "  ");
	if (l && l->numbered)
		buf_printf(h->out, "%u. ", l->next++);
	else
		buf_adds(h->out, "- ");
}

enum effect {
	LINE,      /* begins and ends a line */
	PARAGRAPH, /* the same, with an empty line between */
	QUOTE,
	CELL,
	LIST,
	ITEM,
	FORM,
	AREA,
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
	{ "a", LINK },           { "address", LINE },  { "area", AREA },       { "article", LINE },
	{ "blockquote", QUOTE }, { "br", BREAK },      { "center", LINE },     { "dd", LINE },
	{ "div", LINE },         { "dl", PARAGRAPH },  { "dt", LINE },         { "footer", LINE },
	{ "form", FORM },        { "h1", PARAGRAPH },  { "h2", PARAGRAPH },    { "h3", PARAGRAPH },
	{ "h4", PARAGRAPH },     { "h5", PARAGRAPH },  { "h6", PARAGRAPH },    { "header", LINE },
	{ "hr", RULE },          { "iframe", SKIP },   { "img", IMAGE },       { "li", ITEM },
	{ "main", LINE },        { "noembed", SKIP },  { "noframes", SKIP },   { "ol", LIST },
	{ "p", PARAGRAPH },      { "pre", PRE },       { "script", SKIP },     { "section", LINE },
	{ "style", SKIP },       { "table", PARAGRAPH }, { "td", CELL },       { "template", SKIP },
	{ "th", CELL },          { "title", SKIP },    { "tr", LINE },         { "ul", LIST },
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
	case QUOTE:
		break_line(h, 2);
		if (!closing)
			h->quotes++;
		else if (h->quotes)
			h->quotes--;
		break;
	case CELL:
		h->cell = true;
		break;
	case LIST:
		list(h, tag, closing);
		break;
	case ITEM:
		break_line(h, 1);
		if (!closing)
			item(h);
		break;
	case FORM:
		break_line(h, 1);
		if (!closing)
			place(h, "form to ", (struct bytes){ NULL, 0 }, attribute(tag, B("action")));
		break_line(h, 1);
		break;
	case AREA:
		place(h, "", attribute(tag, B("alt")), attribute(tag, B("href")));
		h->blank = true;
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
			add_char(h, html_char(&html, false));
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
