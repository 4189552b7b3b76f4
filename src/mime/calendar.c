/* SPDX-License-Identifier: BSD-2-Clause */
/* calendar.c - see calendar.h. */
#include "mime/calendar.h"

#include "base/limits.h"
#include "mime/keep.h"

/* A property, and inside which component its value is the one for people. */
static const struct property {
	struct bytes name;
	enum calendar_field field;
	bool card;
} properties[] = {
	{ B("METHOD"), CAL_METHOD, false },       { B("SUMMARY"), CAL_SUMMARY, false },
	{ B("DTSTART"), CAL_START, false },       { B("DTEND"), CAL_END, false },
	{ B("LOCATION"), CAL_LOCATION, false },   { B("ORGANIZER"), CAL_ORGANIZER, false },
	{ B("ATTENDEE"), CAL_ATTENDEE, false },   { B("STATUS"), CAL_STATUS, false },
	{ B("RRULE"), CAL_RULE, false },          { B("FN"), CARD_NAME, true },
	{ B("ORG"), CARD_ORG, true },             { B("EMAIL"), CARD_EMAIL, true },
	{ B("TEL"), CARD_PHONE, true },
};

/* The value of a property behind its parameters, in which a quoted ":" may stand. */
static size_t colon(struct bytes line)
{
	bool quoted = false;

	for (size_t i = 0; i < line.n; i++) {
		int c = bytes_at(line, i);

		if (c == '"')
			quoted = !quoted;
		if (c == ':' && !quoted)
			return i;
	}
	return line.n;
}

/* RFC 5545 3.3.11: "\n" is a line end, another character after a backslash itself. */
static void text(struct buf *out, struct bytes value)
{
	for (size_t i = 0; i < value.n && out->n < LIMIT_TRACE_TEXT; i++) {
		int c = bytes_at(value, i);

		if (c == '\\' && i + 1 < value.n) {
			c = bytes_at(value, ++i);
			if (c == 'n' || c == 'N')
				c = ' ';
		}
		buf_addc(out, (uint8_t)c);
	}
}

static void component(struct calendar *c, struct bytes name, bool begins)
{
	bool ours = bytes_ieq(name, B("VCALENDAR")) || bytes_ieq(name, B("VEVENT")) ||
		    bytes_ieq(name, B("VTODO")) || bytes_ieq(name, B("VCARD"));

	if (!ours && begins)
		c->inside++;
	else if (!ours && c->inside)
		c->inside--;
	if (begins && (bytes_ieq(name, B("VEVENT")) || bytes_ieq(name, B("VTODO"))))
		c->events++;
	if (begins && bytes_ieq(name, B("VCARD")))
		c->cards++;
}

static void line(struct calendar *c, struct bytes l)
{
	size_t at = colon(l), end = 0, dot;
	struct bytes value = bytes_from(l, at + 1), name;

	while (end < at && bytes_at(l, end) != ';')
		end++;
	name = bytes_head(l, end);
	dot = bytes_chr(name, 0, '.');        /* "item1.EMAIL" (RFC 6350 3.3) */
	if (dot < name.n)
		name = bytes_from(name, dot + 1);
	if (bytes_ieq(name, B("BEGIN")) || bytes_ieq(name, B("END"))) {
		component(c, bytes_trim(value), bytes_ieq(name, B("BEGIN")));
		return;
	}
	if (c->inside)
		return;
	c->attendees += bytes_ieq(name, B("ATTENDEE"));
	if (bytes_istarts(value, B("mailto:")))
		value = bytes_from(value, 7);
	for (size_t i = 0; i < sizeof(properties) / sizeof(*properties); i++)
		if (bytes_ieq(name, properties[i].name) && c->field[properties[i].field].n == 0 &&
		    properties[i].card == (c->cards > 0))
			text(&c->field[properties[i].field], bytes_trim(value));
}

void calendar_push(struct calendar *c, struct bytes octets)
{
	struct bytes l;

	c->lines.drop_blank = true;
	while (folded_next(&c->lines, &octets, &l))
		line(c, l);
}

void calendar_gap(struct calendar *c)
{
	folded_gap(&c->lines);
}

void calendar_fini(struct calendar *c)
{
	folded_fini(&c->lines);
	for (int i = 0; i < CALENDAR_FIELDS; i++)
		buf_fini(&c->field[i]);
	*c = (struct calendar){ 0 };
}

/* "before value", with ", " where something stands already. */
static void say(struct buf *out, const char *before, const struct buf *field)
{
	if (field->n == 0)
		return;
	if (out->n)
		buf_adds(out, ", ");
	buf_adds(out, before);
	buf_add(out, buf_bytes(field));
}

static void more(struct buf *out, uint64_t n, const char *what)
{
	if (n > 1)
		buf_printf(out, " (+%llu%s)", (unsigned long long)(n - 1), what);
}

struct bytes calendar_end(struct calendar *c, struct arena *a)
{
	struct bytes l, kept = { NULL, 0 };
	struct buf out = { 0 };

	if (folded_end(&c->lines, &l))
		line(c, l);
	if (c->cards) {
		say(&out, "", &c->field[CARD_NAME]);
		say(&out, "", &c->field[CARD_ORG]);
		say(&out, "", &c->field[CARD_EMAIL]);
		say(&out, "", &c->field[CARD_PHONE]);
		more(&out, c->cards, " cards");
	} else {
		say(&out, "", &c->field[CAL_SUMMARY]);
		say(&out, "", &c->field[CAL_START]);
		if (c->field[CAL_END].n) {
			buf_adds(&out, c->field[CAL_START].n ? " to " : "until ");
			buf_add(&out, buf_bytes(&c->field[CAL_END]));
		}
		say(&out, "repeats ", &c->field[CAL_RULE]);
		say(&out, "at ", &c->field[CAL_LOCATION]);
		say(&out, "by ", &c->field[CAL_ORGANIZER]);
		say(&out, "to ", &c->field[CAL_ATTENDEE]);
		more(&out, c->attendees, "");
		say(&out, "", &c->field[CAL_STATUS]);
		more(&out, c->events, " events");
		if (c->field[CAL_METHOD].n && out.n) {
			struct buf with = { 0 };

			buf_add(&with, buf_bytes(&c->field[CAL_METHOD]));
			buf_adds(&with, ": ");
			buf_add(&with, buf_bytes(&out));
			buf_fini(&out);
			out = with;
		}
	}
	if (out.n)
		kept = keep_text(a, buf_bytes(&out));
	buf_fini(&out);
	calendar_fini(c);
	return kept;
}
