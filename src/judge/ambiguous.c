/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ambiguous.c - messages that a strict and a lenient reader take apart differently.
 *
 * A filter that reads one way and a mail program that reads the other see two messages:
 * that is how attachments pass filters.  Each finding says what each of the two sees.
 */
#include "judge/ambiguous.h"

#include "judge/evidence.h"

#include "mime/header.h"
#include "mime/param.h"

/* By the identifiers of mime/defects.def: what a strict and a lenient reader make of it. */
static const struct {
	const char *defect, *strict, *lenient;
	bool of_the_end;
} readings[] = {
	{ "header_no_end", "begins the body at the line that is no field",
	  "passes over the line and goes on with the header", false },
	{ "type_invalid", "takes the part for plain text", "guesses what was meant", false },
	{ "param_twice", "takes the first of the two parameters", "takes the last", false },
	{ "encoding_on_container", "reads the parts as they stand",
	  "decodes the whole multipart first", false },
	{ "boundary_nested", "ends the inner multipart with the outer one",
	  "gives the lines to the inner one", false },
	{ "parts_none", "sees no part at all", "shows the whole body as one", true },
	{ "unterminated", "takes the last part for cut off", "takes it for whole", true },
	{ "after_close", "does not see the parts behind the closing boundary", "shows them", false },
	{ "base64_junk", "refuses the part or stops at the octet outside the alphabet",
	  "passes over it and decodes the rest", false },
	{ "base64_restart", "ends at the padding", "goes on behind it and sees more", false },
	{ "uu_unterminated", "sees text", "decodes what looks like a file", true },
};

void defects_add(struct defects *d, const char *id, uint64_t offset)
{
	for (size_t i = 0; i < d->n; i++)
		if (strcmp(d->v[i].id, id) == 0)
			return;
	if (d->n == DEFECTS_KEPT)
		return;
	d->v[d->n].id = id;
	d->v[d->n].offset = offset;
	d->n++;
}

/* What looks odd behind a hole may be so because of what is missing in front of it. */
static bool behind_a_hole(const struct ev_message *m, uint64_t offset)
{
	return m->holes.n && m->holes.v[0].offset <= offset;
}

static void rule_defects(const struct defects *d, const struct ev_message *m, struct events *out)
{
	/* The end that TOP, a part fetched alone or a hole left out is missing from what was
	   seen, not from the message. */
	bool end_seen = m->complete == 1 && m->headers_only != 1 && !m->section.p;

	for (size_t i = 0; i < d->n; i++)
		for (size_t k = 0; k < sizeof(readings) / sizeof(*readings); k++) {
			struct finding f;

			if (strcmp(readings[k].defect, d->v[i].id) != 0 ||
			    (readings[k].of_the_end && !end_seen) ||
			    behind_a_hole(m, d->v[i].offset))
				continue;
			message_finding(&f, ANOMALY_MIME_AMBIGUOUS, CONFIDENCE_CONFIRMED, m);
			finding_reason(&f, "mime.%s: a strict reader %s, a lenient one %s.",
				       readings[k].defect, readings[k].strict, readings[k].lenient);
			message_evidence(&f, m, readings[k].defect, d->v[i].offset, 1,
					 (struct bytes){ NULL, 0 });
			finding_put(&f, out);
		}
}

static bool same_part(const struct ev_header_row *a, const struct ev_header_row *b)
{
	return (a->part.p == NULL) == (b->part.p == NULL) && bytes_eq(a->part, b->part);
}

static void add_row(struct finding *f, const struct ev_message *m, const struct ev_header_row *h)
{
	message_evidence(f, m, "field", h->offset, h->octets, h->raw.p ? h->raw : h->value);
}

/* The beginning of a field or name. */
static void shown(struct finding *f, struct bytes text)
{
	finding_reason_shown(f, bytes_head(text, 100));
}

/* Content-* fields that stand in one header twice and differ.  Fields of a part stand
   together, so the other one is looked for a short way ahead only. */
static void rule_fields(const struct ev_message *m, struct events *out)
{
	static const char *const names[] = {
		"Content-Type", "Content-Transfer-Encoding", "Content-Disposition",
	};
	enum { AHEAD = 64 };

	for (size_t i = 0; i < m->headers.n; i++) {
		const struct ev_header_row *h = &m->headers.v[i];
		bool wanted = false;

		for (size_t k = 0; k < sizeof(names) / sizeof(*names); k++)
			wanted |= bytes_ieq(h->name, bytes_str(names[k]));
		for (size_t k = i + 1; wanted && k < m->headers.n && k < i + AHEAD; k++) {
			const struct ev_header_row *again = &m->headers.v[k];
			struct finding f;

			if (!same_part(h, again))
				break;
			if (!bytes_ieq(h->name, again->name) || bytes_eq(h->value, again->value))
				continue;
			message_finding(&f, ANOMALY_MIME_AMBIGUOUS, CONFIDENCE_CONFIRMED, m);
			shown(&f, h->name);
			finding_reason(&f, " stands there twice: a reader that takes the first sees \"");
			shown(&f, h->value);
			finding_reason(&f, "\", one that takes the last \"");
			shown(&f, again->value);
			finding_reason(&f, "\".");
			add_row(&f, m, h);
			add_row(&f, m, again);
			finding_put(&f, out);
			break;
		}
	}
}

/* The parameter `name` of a field as the record has it; p == NULL without it. */
static struct bytes parameter(struct arena *a, const struct ev_header_row *h, const char *name)
{
	struct buf unfolded = { 0 };
	struct param_list list;
	const struct param *p;
	struct bytes value;

	header_unfold(&unfolded, h->raw.p ? h->raw : h->value);
	param_parse(&list, a, bytes_dup(a, buf_bytes(&unfolded)));
	p = param_find(&list, bytes_str(name));
	value = p ? p->value : (struct bytes){ NULL, 0 };
	buf_fini(&unfolded);
	return value;
}

/* One file with two names: Content-Type's and Content-Disposition's.  Nobody opens a detached
   signature by its name, and a common mail program gives every one of its two names. */
static void rule_names(const struct defects *d, const struct ev_message *m, struct events *out)
{
	const struct ev_header_row *type = NULL;
	struct arena arena = { 0 };
	bool any = false;

	for (size_t i = 0; i < d->n; i++)
		any |= strcmp(d->v[i].id, "name_disagrees") == 0;
	for (size_t i = 0; any && i < m->headers.n; i++) {
		const struct ev_header_row *h = &m->headers.v[i];
		struct bytes name, filename;
		struct finding f;

		if (bytes_ieq(h->name, B("Content-Type")))
			type = h;
		if (!bytes_ieq(h->name, B("Content-Disposition")) || !type || !same_part(h, type) ||
		    bytes_istarts(bytes_trim(type->value), B("application/pgp-signature")))
			continue;
		name = parameter(&arena, type, "name");
		filename = parameter(&arena, h, "filename");
		if (name.p && filename.p && !bytes_eq(name, filename)) {
			message_finding(&f, ANOMALY_MIME_AMBIGUOUS, CONFIDENCE_CONFIRMED, m);
			finding_reason(&f, "One file has two names: a reader of Content-Disposition sees \"");
			shown(&f, filename);
			finding_reason(&f, "\", one of Content-Type \"");
			shown(&f, name);
			finding_reason(&f, "\".");
			add_row(&f, m, type);
			add_row(&f, m, h);
			finding_put(&f, out);
		}
		arena_reset(&arena);
	}
	arena_fini(&arena);
}

void ambiguous_rules(const struct defects *d, const struct ev_message *m, struct events *out)
{
	rule_fields(m, out);
	rule_names(d, m, out);
	rule_defects(d, m, out);
}
