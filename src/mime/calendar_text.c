/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar_text.c - the lines that calendar.c kept, as one that people read.
 *
 * A line is brought to UTF-8 whole before it is looked into, for in ISO-2022-JP and the like an
 * octet that looks like ":" or a backslash may be half of a character.
 */
#include "mime/calendar.h"

#include "base/limits.h"
#include "mime/contentline.h"
#include "mime/qp.h"

struct writer {
	const struct calendar *c;
	struct buf *out;
	const struct charset **guess;
	struct buf line, value; /* scratch: what `l` looks into */
	struct contentline l;   /* the field that is being told */
};

static void convert(struct writer *w, struct buf *out, struct bytes own, struct bytes in)
{
	struct charset_conv conv;

	const struct charset *label = w->c->charset.p ? charset_find(w->c->charset) : NULL;

	if (own.p && charset_decode(out, own, in))
		return;
	if (bytes_ascii(in) && bytes_chr(in, 0, 0x1b) == in.n && (!label || label->how == CHARSET_ASCII)) {
		buf_add(out, in);
		return;
	}
	if (!*w->guess && label && label->how != CHARSET_ASCII) {
		charset_decode(out, w->c->charset, in);
		return;
	}
	if (!*w->guess)
		*w->guess = charset_guess(in);
	charset_init(&conv, *w->guess);
	charset_push(&conv, in, out);
	charset_end(&conv, out);
	charset_fini(&conv);
}

/* Reads the field into w->l; false when there is none. */
static bool read_field(struct writer *w, enum calendar_field field)
{
	struct bytes raw = buf_bytes(&w->c->field[field]), own;

	if (raw.n == 0)
		return false;
	contentline_parse(&w->l, raw);
	own = contentline_param(&w->l, B("CHARSET"));
	buf_clear(&w->line);
	buf_clear(&w->value);
	if (contentline_encoding(&w->l) == CONTENTLINE_QP) {
		struct bytes coded = w->l.value;
		struct buf octets = { 0 };
		struct qp qp = { 0 };

		octets.n = qp_push(&qp, coded, buf_room(&octets, qp_room(coded.n)));
		octets.n += qp_end(&qp, buf_room(&octets, QP_HELD_OCTETS + 2));
		convert(w, &w->value, own, buf_bytes(&octets));
		convert(w, &w->line, own, bytes_head(raw, raw.n - coded.n));
		contentline_parse(&w->l, buf_bytes(&w->line));
		w->l.value = bytes_trim(buf_bytes(&w->value));
		buf_fini(&octets);
	} else {
		convert(w, &w->line, own, raw);
		contentline_parse(&w->l, buf_bytes(&w->line));
		w->l.value = bytes_trim(w->l.value);
	}
	return w->l.value.n > 0;
}

/* What an escape stands for: RFC 5545 3.3.11, RFC 6350 3.4; the old forms know no "\n". */
static int unescaped(const struct writer *w, int c)
{
	if (w->c->old)
		return c == '\\' || c == ';' || c == ':' || c == ',' ? c : -1;
	return c == 'n' || c == 'N' ? '\n' : c;
}

/* A line end is a blank here; ";" between the components of a value is `between`. */
static void add_text(struct writer *w, struct bytes value, const char *between)
{
	struct buf *out = w->out;

	for (size_t i = 0; i < value.n && out->n < LIMIT_TRACE_TEXT; i++) {
		int c = bytes_at(value, i);
		int plain = c == '\\' && i + 1 < value.n ? unescaped(w, bytes_at(value, i + 1)) : -1;

		if (plain >= 0) {
			c = plain;
			i++;
		}
		if (c == ';' && plain < 0 && between) {
			while (bytes_at(value, i + 1) == ';')
				i++;
			if (i + 1 < value.n)
				buf_adds(out, between);
		} else if (c == '\n' || c == '\r') {
			if (bytes_last(buf_bytes(out)) != ' ')
				buf_addc(out, ' ');
		} else {
			buf_addc(out, (uint8_t)c);
		}
	}
}

/* Begins the next thing to say. */
static void next(struct writer *w, const char *before)
{
	if (w->out->n)
		buf_adds(w->out, ", ");
	buf_adds(w->out, before);
}

static void say(struct writer *w, enum calendar_field field, const char *before)
{
	if (!read_field(w, field))
		return;
	next(w, before);
	add_text(w, w->l.value, NULL);
}

static void say_components(struct writer *w, enum calendar_field field, const char *between)
{
	if (!read_field(w, field))
		return;
	next(w, "");
	add_text(w, w->l.value, between);
}

static bool digits(struct bytes b, size_t at, size_t n)
{
	for (size_t i = at; i < at + n; i++)
		if (!ascii_digit(bytes_at(b, i)))
			return false;
	return true;
}

static void add_digits(struct buf *out, struct bytes b, size_t at, size_t n, const char *after)
{
	buf_add(out, bytes_sub(b, at, n));
	buf_adds(out, after);
}

/* "19970101T120000Z", RFC 5545 3.3.5, or a date, 3.3.4; anything else as it is. */
static void add_moment(struct writer *w, const char *whole_day)
{
	struct bytes v = w->l.value, zone = contentline_param(&w->l, B("TZID"));
	struct buf *out = w->out;
	bool date = v.n == 8 && digits(v, 0, 8);
	bool utc = v.n == 16 && (bytes_at(v, 15) == 'Z' || bytes_at(v, 15) == 'z');
	bool time = (v.n == 15 || utc) && digits(v, 0, 8) && digits(v, 9, 6) &&
		    (bytes_at(v, 8) == 'T' || bytes_at(v, 8) == 't');

	if (!date && !time) {
		add_text(w, v, NULL);
	} else {
		add_digits(out, v, 0, 4, "-");
		add_digits(out, v, 4, 2, "-");
		add_digits(out, v, 6, 2, date ? whole_day : " ");
	}
	if (time) {
		add_digits(out, v, 9, 2, ":");
		add_digits(out, v, 11, 2, "");
		if (!bytes_eq(bytes_sub(v, 13, 2), B("00"))) {
			buf_adds(out, ":");
			add_digits(out, v, 13, 2, "");
		}
	}
	if (date)
		return;
	if (utc && time) {
		buf_adds(out, " UTC");
	} else if (zone.n) {
		buf_addc(out, ' ');
		contentline_param_text(out, zone);
	} else if (time && w->c->old && read_field(w, CAL_ZONE)) {
		buf_adds(out, " UTC"); /* vCalendar 1.0: "-05:00", for all of it */
		add_text(w, w->l.value, NULL);
	} else if (time) {
		buf_adds(out, " (no time zone)");
	}
}

/* "PT1H30M", RFC 5545 3.3.6; anything else as it is. */
static void add_duration(struct writer *w)
{
	static const struct { char letter; const char *unit; } units[] = {
		{ 'W', " weeks" }, { 'D', " days" }, { 'H', " h" }, { 'M', " min" }, { 'S', " s" },
	};
	struct bytes v = w->l.value, rest;
	size_t before = w->out->n;

	rest = bytes_from(v, bytes_at(v, 0) == '+');
	if (bytes_at(rest, 0) != 'P')
		rest.n = 0;
	for (rest = bytes_from(rest, 1); rest.n;) {
		size_t n = 0, i = 0;

		rest = bytes_from(rest, bytes_at(rest, 0) == 'T');
		while (ascii_digit(bytes_at(rest, n)))
			n++;
		while (i < 5 && units[i].letter != bytes_at(rest, n))
			i++;
		if (n == 0 || i == 5) {
			w->out->n = before;
			break;
		}
		if (w->out->n > before)
			buf_addc(w->out, ' ');
		buf_add(w->out, bytes_head(rest, n));
		buf_adds(w->out, units[i].unit);
		rest = bytes_from(rest, n + 1);
	}
	if (w->out->n == before)
		add_text(w, v, NULL);
}

static void say_times(struct writer *w)
{
	bool start = read_field(w, CAL_START);

	if (start) {
		next(w, "");
		add_moment(w, " (whole day)");
	}
	if (read_field(w, CAL_END)) {
		if (start)
			buf_adds(w->out, " to ");
		else
			next(w, "until ");
		add_moment(w, " (not included)"); /* RFC 5545 3.6.1 */
	}
	if (read_field(w, CAL_DURATION)) {
		next(w, "for ");
		add_duration(w);
	}
	if (read_field(w, CAL_DUE)) {
		next(w, "due ");
		add_moment(w, "");
	}
	if (read_field(w, CAL_RECURRENCE)) {
		next(w, "of the series that of ");
		add_moment(w, "");
	}
}

/* Without "mailto:" and "tel:", RFC 6350 6.4.1. */
static struct bytes address(struct bytes value)
{
	if (bytes_istarts(value, B("mailto:")))
		return bytes_from(value, 7);
	return bytes_istarts(value, B("tel:")) ? bytes_from(value, 4) : value;
}

static void say_address(struct writer *w, enum calendar_field field)
{
	if (!read_field(w, field))
		return;
	next(w, "");
	add_text(w, address(w->l.value), NULL);
}

/* "Alice Example <alice@example.org> (accepted)" */
static void say_person(struct writer *w, enum calendar_field field, const char *before)
{
	struct bytes name, answer, who;

	if (!read_field(w, field))
		return;
	next(w, before);
	who = address(w->l.value);
	name = contentline_param(&w->l, B("CN"));
	answer = contentline_param(&w->l, w->c->old ? B("STATUS") : B("PARTSTAT"));
	if (name.n && !bytes_ieq(name, who)) {
		contentline_param_text(w->out, name);
		buf_adds(w->out, " <");
		add_text(w, who, NULL);
		buf_adds(w->out, ">");
	} else {
		add_text(w, who, NULL);
	}
	if (answer.n == 0)
		return;
	buf_adds(w->out, " (");
	for (size_t i = 0; i < answer.n; i++)
		buf_addc(w->out, bytes_at(answer, i) == '-' ? ' ' :
				 ascii_tolower((uint8_t)bytes_at(answer, i)));
	buf_addc(w->out, ')');
}

static void more(struct writer *w, uint64_t n, const char *what)
{
	if (n > 1 && w->out->n)
		buf_printf(w->out, " (+%llu%s%s)", (unsigned long long)(n - 1), what,
			   *what && n > 2 ? "s" : "");
}

/* N is "Family;Given;...", in this order (RFC 6350 6.2.2). */
static void say_names(struct writer *w)
{
	if (w->c->field[CARD_NAME].n)
		say(w, CARD_NAME, "");
	else
		say_components(w, CARD_PARTS, " ");
}

static void tell_event(struct writer *w)
{
	say(w, CAL_SUMMARY, "");
	say_times(w);
	say(w, CAL_RULE, "repeats ");
	say(w, CAL_LOCATION, "at ");
	say_person(w, CAL_ORGANIZER, "by ");
	say_person(w, CAL_ATTENDEE, "to ");
	more(w, w->c->attendees, "");
	say(w, CAL_STATUS, "");
	more(w, w->c->events, " event");
}

static void tell_card(struct writer *w)
{
	say_names(w);
	say_components(w, CARD_ORG, ", ");
	say_address(w, CARD_EMAIL);
	say_address(w, CARD_PHONE);
	more(w, w->c->cards, " card");
}

void calendar_text(const struct calendar *c, struct buf *out, const struct charset **guess)
{
	struct buf told = { 0 };
	struct writer w = { .c = c, .out = &told, .guess = guess };

	if (c->cards)
		tell_card(&w);
	else
		tell_event(&w);
	w.out = out;
	if (!c->cards && told.n && read_field(&w, CAL_METHOD)) {
		add_text(&w, w.l.value, NULL);
		buf_adds(out, ": ");
	}
	buf_add(out, buf_bytes(&told));
	buf_fini(&told);
	buf_fini(&w.line);
	buf_fini(&w.value);
}
