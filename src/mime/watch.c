/* SPDX-License-Identifier: BSD-2-Clause */
/* watch.c - see watch.h. */
#include "mime/watch.h"

#include "base/utf8.h"
#include "mime/charset.h"
#include "mime/state.h"

enum {
	WATCH_REPORT = 1, WATCH_CALENDAR = 2, WATCH_PLAIN = 4, WATCH_CHARSET = 8, WATCH_TNEF = 16,
};

enum {
	SAMPLE_OCTETS = 4096, /* that the character set is judged by */
	FOREIGN_KINDS = 8,    /* different octets over 127, of which foreign text has many */
};

static struct mime_part *leaf(struct mime *m)
{
	return tree_top(m)->part;
}

static void begin_report(struct mime *m, enum report_kind kind)
{
	struct report *r;
	size_t most = LIMIT_REPORT_RECIPIENTS;

	if (m->nreports == LIMIT_REPORTS)
		return;
	for (size_t i = 0; i < m->nreports; i++)
		most -= m->reports[i]->n;
	r = arena_new(&m->keep, struct report);
	r->kind = kind;
	r->path = leaf(m)->path;
	ARRAY_PUSH(m->reports, m->nreports, m->capreports) = r;
	report_begin(&m->watch.report, r, &m->keep, most);
	m->watch.what |= WATCH_REPORT;
}

void watch_begin(struct mime *m)
{
	struct watch *w = &m->watch;
	const struct mime_part *p = leaf(m);
	bool text = bytes_eq(p->type, B("text"));

	w->what = 0;
	w->gap = false;
	w->inner = NULL;
	w->inner_number = 0;
	if (m->options.no_decode || p->encoding == MIME_ENCODING_UNKNOWN)
		return;
	if (bytes_eq(p->type, B("message")) && report_kind_of(p->subtype) != REPORT_KINDS)
		begin_report(m, report_kind_of(p->subtype));
	if (text) {
		buf_clear(&w->sample);
		w->sampled = SAMPLE_OPEN;
		w->html = bytes_eq(p->subtype, B("html")) && !charset_find(p->charset);
		w->prescanned = false;
		w->in_html = NULL;
		w->what |= WATCH_CHARSET;
	}
	if (text && bytes_eq(p->subtype, B("plain"))) {
		w->plain = (struct plain){ 0 };
		w->what |= WATCH_PLAIN;
	}
	if (p->role == MIME_ROLE_CALENDAR || p->role == MIME_ROLE_VCARD) {
		w->calendars = true;
		w->calendar.charset = p->charset;
		w->what |= WATCH_CALENDAR;
	}
	if (p->role == MIME_ROLE_TNEF) {
		tnef_fini(&w->tnef);
		buf_clear(&w->tnef_text);
		w->what |= WATCH_TNEF;
	}
}

static void prescan(struct watch *w)
{
	if (w->html && !w->prescanned)
		w->in_html = charset_in_html(buf_bytes(&w->sample));
	w->prescanned = true;
}

/* The first octets, or, when these are ASCII, the first from one on that is not. */
static void sample(struct watch *w, struct bytes octets)
{
	struct buf *s = &w->sample;
	struct bytes some;

	if (w->sampled == SAMPLE_ASCII) {
		if (bytes_ascii(octets))
			return;
		while (octets.p[0] < 0x80)
			octets = bytes_from(octets, 1);
		buf_clear(s);
		w->sampled = SAMPLE_OPEN;
	}
	if (w->sampled == SAMPLE_DONE)
		return;
	some = bytes_head(octets, SAMPLE_OCTETS - s->n);
	buf_add(s, some);
	if (s->n < SAMPLE_OCTETS)
		return;
	prescan(w);
	w->sampled = bytes_ascii(buf_bytes(s)) && bytes_chr(buf_bytes(s), 0, 0x1b) == s->n ?
			     SAMPLE_ASCII : SAMPLE_DONE;
	octets = bytes_from(octets, some.n);
	if (octets.n)
		sample(w, octets);
}

size_t watch_most(const struct mime *m)
{
	return m->watch.what & (WATCH_PLAIN | WATCH_TNEF) ? DECODE_IN : SIZE_MAX;
}

void watch_data(struct mime *m, struct bytes octets)
{
	struct watch *w = &m->watch;

	if (w->what & WATCH_REPORT)
		report_push(&w->report, octets);
	if (w->what & WATCH_CALENDAR)
		calendar_push(&w->calendar, octets);
	if (w->what & WATCH_CHARSET)
		sample(w, octets);
	if (w->what & WATCH_PLAIN)
		inner_plain(m, octets);
	if (w->what & WATCH_TNEF)
		inner_tnef(m, octets);
}

void watch_gap(struct mime *m)
{
	struct watch *w = &m->watch;

	w->gap = true;
	if (w->what & WATCH_REPORT)
		report_gap(&w->report);
	if (w->what & WATCH_CALENDAR)
		calendar_gap(&w->calendar);
	if (w->what & WATCH_PLAIN)
		plain_gap(&w->plain);
	/* How many decoded octets are missing is not known, so no length holds any more. */
	if (w->what & WATCH_TNEF)
		inner_end(m, true);
	w->what &= ~(unsigned)WATCH_TNEF;
}

/* How many octets over 127 of the sample are no character of `set`. */
static uint64_t invalid(const struct charset *set, struct bytes octets)
{
	struct buf out = { 0 };
	struct charset_conv c;
	uint64_t n;

	charset_init(&c, set);
	charset_push(&c, octets, &out);
	n = c.invalid;
	charset_fini(&c);
	buf_fini(&out);
	return n;
}

static size_t count_high(struct bytes b)
{
	size_t n = 0;

	for (size_t i = 0; i < b.n; i++)
		n += b.p[i] >= 0x80;
	return n;
}

/* Whole characters, but for one that the end of the sample may have cut. */
static bool is_utf8(struct bytes b)
{
	for (size_t cut = 0; cut < 4 && cut <= b.n; cut++)
		if (utf8_valid(bytes_head(b, b.n - cut)))
			return true;
	return false;
}

/* Is this hardly a language of western Europe, whose octets over 127 are few?  A line drawn
   with one of them is no text. */
static bool dense(struct bytes b, size_t high)
{
	bool seen[256] = { false };
	size_t letters = 0, kinds = 0;

	for (size_t i = 0; i < b.n; i++) {
		letters += ascii_alpha(b.p[i]);
		kinds += b.p[i] >= 0x80 && !seen[b.p[i]];
		seen[b.p[i]] = true;
	}
	return high > letters && kinds >= FOREIGN_KINDS;
}

/* Is the content worth a guess, though it says what it is in? */
static bool doubtful(const struct charset *set, struct bytes octets)
{
	size_t high = count_high(octets);

	if (high == 0)
		return false;
	if (set->how == CHARSET_ASCII)
		return true;
	/* Every octet is some character of these; but UTF-8 does not come about by chance. */
	if (set->how == CHARSET_ICONV || set->how == CHARSET_ICONV_WIDE)
		if (high >= (set->how == CHARSET_ICONV ? 4 : 8) && is_utf8(octets))
			return true;
	/* The label of those who do not know better. */
	if (set == charset_find(B("iso-8859-1")))
		return dense(octets, high);
	return set->how != CHARSET_ICONV && invalid(set, octets) * 5 > high;
}

/* A set that was found, by what HTML says or by a guess. */
static const struct charset *found(const struct watch *w, struct bytes octets)
{
	if (w->in_html && invalid(w->in_html, octets) * 5 <= count_high(octets))
		return w->in_html;
	return charset_guess(octets);
}

/* A fold of a calendar may cut a character (RFC 5545 3.1). */
static void unfold(struct buf *text)
{
	struct bytes in = buf_bytes(text);
	struct buf out = { 0 };

	while (in.n) {
		size_t line = bytes_chr(in, 0, '\n');

		if (!ascii_blank(bytes_at(in, line + 1))) {
			buf_add(&out, bytes_head(in, line + 1));
			in = bytes_from(in, line + 1);
			continue;
		}
		buf_add(&out, bytes_head(in, line));
		if (bytes_last(buf_bytes(&out)) == '\r')
			out.n--;
		in = bytes_from(in, line + 2);
	}
	buf_fini(text);
	*text = out;
}

static void charset(struct mime *m)
{
	struct mime_part *p = leaf(m);
	struct watch *w = &m->watch;
	const struct charset *set = p->charset.p ? charset_find(p->charset) : NULL, *is;
	struct bytes octets;
	bool plain;

	if (w->what & WATCH_CALENDAR)
		unfold(&w->sample);
	octets = buf_bytes(&w->sample);
	plain = bytes_ascii(octets) && bytes_chr(octets, 0, 0x1b) == octets.n;
	if (p->charset.p && !set) {
		p->charset_note = MIME_CHARSET_UNKNOWN;
		tree_defect(m, MIME_DEFECT_CHARSET_UNKNOWN, p->body_offset);
	}
	if (plain || (set && !doubtful(set, octets)))
		return;
	prescan(w);
	is = set ? charset_guess(octets) : found(w, octets);
	if (is == set)
		return;
	if (set) {
		p->charset_note = MIME_CHARSET_WRONG;
		tree_defect(m, MIME_DEFECT_CHARSET_WRONG, p->body_offset);
	} else if (!p->charset.p && is == w->in_html) {
		p->charset_note = MIME_CHARSET_IN_HTML;
	} else if (!p->charset.p) {
		p->charset_note = MIME_CHARSET_MISSING;
		tree_defect(m, MIME_DEFECT_CHARSET_MISSING, p->body_offset);
	}
	p->charset_found = is->name;
}

/* What a calendar says is read in the set that its octets turned out to be in.  Behind its
   quoted-printable may stand octets that show only now that a label is missing. */
static void summarise(struct mime *m)
{
	struct mime_part *p = leaf(m);
	const struct charset *set = p->charset_found ?
				    charset_find(bytes_str(p->charset_found)) : NULL;

	p->summary = calendar_end(&m->watch.calendar, &m->keep, &set);
	if (!set || p->charset_found)
		return;
	p->charset_found = set->name;
	if (p->charset_note == MIME_CHARSET_UNKNOWN)
		return;
	p->charset_note = p->charset.p ? MIME_CHARSET_WRONG : MIME_CHARSET_MISSING;
	tree_defect(m, p->charset.p ? MIME_DEFECT_CHARSET_WRONG : MIME_DEFECT_CHARSET_MISSING,
		    p->body_offset);
}

void watch_end(struct mime *m)
{
	struct watch *w = &m->watch;

	if (w->what & WATCH_REPORT)
		report_end(&w->report);
	if (w->what & WATCH_CHARSET)
		charset(m);
	if (w->what & WATCH_CALENDAR)
		summarise(m);
	if (w->what & (WATCH_PLAIN | WATCH_TNEF))
		inner_end(m, false);
	if (w->what & WATCH_PLAIN)
		leaf(m)->found = w->plain.found;
	w->what = 0;
}

void watch_reset(struct watch *w)
{
	folded_fini(&w->report.lines);
	if (w->calendars)
		calendar_fini(&w->calendar);
	w->calendars = false;
	tnef_fini(&w->tnef);
	buf_fini(&w->tnef_text);
	w->what = 0;
}

void watch_fini(struct watch *w)
{
	watch_reset(w);
	buf_fini(&w->sample);
}
