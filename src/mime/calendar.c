/* SPDX-License-Identifier: BSD-2-Clause */
/* calendar.c - see calendar.h: which lines of it matter.  calendar_text.c makes text of them. */
#include "mime/calendar.h"

#include "mime/contentline.h"
#include "mime/keep.h"

/* A property, and inside which component its value is the one for people. */
static const struct property {
	struct bytes name;
	enum calendar_field field;
	bool card;
} properties[] = {
	{ B("METHOD"), CAL_METHOD, false },       { B("TZ"), CAL_ZONE, false },
	{ B("SUMMARY"), CAL_SUMMARY, false },
	{ B("DTSTART"), CAL_START, false },       { B("DTEND"), CAL_END, false },
	{ B("DUE"), CAL_DUE, false },             { B("DURATION"), CAL_DURATION, false },
	{ B("RECURRENCE-ID"), CAL_RECURRENCE, false },
	{ B("LOCATION"), CAL_LOCATION, false },   { B("ORGANIZER"), CAL_ORGANIZER, false },
	{ B("ATTENDEE"), CAL_ATTENDEE, false },   { B("STATUS"), CAL_STATUS, false },
	{ B("RRULE"), CAL_RULE, false },          { B("FN"), CARD_NAME, true },
	{ B("N"), CARD_PARTS, true },             { B("ORG"), CARD_ORG, true },
	{ B("EMAIL"), CARD_EMAIL, true },         { B("TEL"), CARD_PHONE, true },
};

static bool is_event(struct bytes name)
{
	return bytes_ieq(name, B("VEVENT")) || bytes_ieq(name, B("VTODO")) ||
	       bytes_ieq(name, B("VJOURNAL")) || bytes_ieq(name, B("VFREEBUSY"));
}

static void component(struct calendar *c, struct bytes name, bool begins)
{
	if (bytes_ieq(name, B("VCALENDAR")))
		return;
	if (bytes_ieq(name, B("VCARD"))) {
		c->cards += begins && c->depth == 0;
		if (begins)
			c->depth++;
		else if (c->depth)
			c->depth--;
	} else if (is_event(name)) {
		c->inside = 0;
		c->events += (unsigned)c->loose + (unsigned)begins;
		c->loose = false;
	} else if (begins) {
		c->inside++;
	} else if (c->inside) {
		c->inside--;
	}
}

/* Of the first event or card only: what a later one says is not about it. */
static void keep(struct calendar *c, const struct property *p, struct bytes l)
{
	struct buf *field = &c->field[p->field];

	if (p->card ? c->cards != 1 || c->depth > 1 : c->cards || c->events > 1)
		return;
	if (p->field == CAL_ATTENDEE)
		c->attendees++;
	if (!p->card && p->field > CAL_ZONE && c->events == 0)
		c->loose = true;
	if (field->n == 0)
		buf_add(field, l);
}

static void line(struct calendar *c, struct bytes l)
{
	struct contentline line;
	struct bytes value;

	if (!contentline_parse(&line, l))
		return;
	value = bytes_trim(line.value);
	if (bytes_ieq(line.name, B("BEGIN")) || bytes_ieq(line.name, B("END"))) {
		component(c, value, bytes_ieq(line.name, B("BEGIN")));
		return;
	}
	if (c->inside || value.n == 0)
		return;
	if (bytes_ieq(line.name, B("VERSION")) && c->cards <= 1 && c->depth <= 1)
		c->old = bytes_eq(value, c->cards ? B("2.1") : B("1.0"));
	for (size_t i = 0; i < sizeof(properties) / sizeof(*properties); i++)
		if (bytes_ieq(line.name, properties[i].name) &&
		    contentline_encoding(&line) != CONTENTLINE_BASE64)
			keep(c, &properties[i], l);
}

/* Octets of lines: those of the part, unless its characters are wider than that. */
static struct bytes narrow(struct calendar *c, struct bytes octets)
{
	const struct charset *set;

	if (!c->lines.cards) {
		set = c->charset.p ? charset_find(c->charset) : NULL;
		c->converting = set && set->how >= CHARSET_UTF16 && set->how <= CHARSET_UTF32LE;
		if (c->converting) {
			charset_init(&c->conv, set);
			c->charset = B("utf-8");
		}
		c->lines.cards = true;
	}
	if (!c->converting)
		return octets;
	buf_clear(&c->converted);
	charset_push(&c->conv, octets, &c->converted);
	return buf_bytes(&c->converted);
}

void calendar_push(struct calendar *c, struct bytes octets)
{
	struct bytes l;

	octets = narrow(c, octets);
	while (folded_next(&c->lines, &octets, &l))
		line(c, l);
}

void calendar_gap(struct calendar *c)
{
	folded_gap(&c->lines);
	c->depth = 0;
}

void calendar_fini(struct calendar *c)
{
	folded_fini(&c->lines);
	if (c->converting)
		charset_fini(&c->conv);
	buf_fini(&c->converted);
	for (int i = 0; i < CALENDAR_FIELDS; i++)
		buf_fini(&c->field[i]);
	*c = (struct calendar){ 0 };
}

struct bytes calendar_end(struct calendar *c, struct arena *a, const struct charset **guess)
{
	struct bytes l, kept = { NULL, 0 };
	struct buf out = { 0 };

	if (folded_end(&c->lines, &l))
		line(c, l);
	calendar_text(c, &out, guess);
	if (out.n)
		kept = keep_text(a, buf_bytes(&out));
	buf_fini(&out);
	calendar_fini(c);
	return kept;
}
