/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * attachment.c - is an attachment what its name and type say, and does it run?
 */
#include "judge/content.h"

#include "judge/direction.h"

/* Adds "part 2, "name" (type)". */
static void which(struct finding *f, const struct ev_part *p)
{
	finding_reason(f, "Part ");
	finding_reason_text(f, p->path);
	if (p->name.n) {
		finding_reason(f, ", \"");
		finding_reason_shown(f, p->name);
		finding_reason(f, "\"");
	}
	finding_reason(f, ", declared as ");
	finding_reason_text(f, p->content_type);
}

struct rule {
	const struct content *c;
	const struct ev_part_event *e;
	struct events *out;
};

/* Tells a finding whose reason is "Part ..., WHAT." with the beginning of the part. */
static void tell(const struct rule *r, enum anomaly_id id, enum confidence confidence,
		 const char *what, struct bytes detail)
{
	struct finding f;

	content_finding(r->c, r->e, &f, id, confidence);
	which(&f, r->e->part);
	finding_reason(&f, ", %s", what);
	finding_reason_text(&f, detail);
	finding_reason(&f, ".");
	content_evidence(r->c, r->e, &f, "its first octets, decoded",
			 bytes_head(bytes_of(r->c->head, r->c->nhead), 32));
	finding_put(&f, r->out);
}

/* Two kinds whose octets cannot be told apart agree; so do those nobody can tell. */
static bool agree(const struct kind *a, const struct kind *b)
{
	if (a == NULL || b == NULL || a == b)
		return true;
	if (a->shape && b->shape && strcmp(a->shape, b->shape) == 0)
		return true;
	/* Office opens its own formats under each other's names, and everything that shows
	   pictures looks at their octets alone. */
	return a->class == b->class && (a->class == KIND_DOCUMENT || a->class == KIND_PICTURE);
}

static void rule_runs(const struct rule *r, const struct kind *named, const struct kind *declared)
{
	const struct kind *is = r->c->kind;

	if (kind_runs(is) &&
	    !(kind_runs(named) || (named == NULL && (declared == NULL || kind_runs(declared)))))
		tell(r, ANOMALY_ATTACHMENT_DISGUISED, CONFIDENCE_CONFIRMED, "is ", bytes_str(is->name));
	else if (kind_runs(is) || kind_runs(named))
		tell(r, ANOMALY_ATTACHMENT_EXECUTABLE, CONFIDENCE_CONFIRMED, "is ",
		     bytes_str(kind_runs(is) ? is->name : named->name));
}

static void rule_type(const struct rule *r, const struct kind *named, const struct kind *declared)
{
	const struct kind *is = r->c->kind;

	if (is == NULL || kind_runs(is))
		return; /* told by rule_runs() */
	if (!agree(is, declared))
		tell(r, ANOMALY_ATTACHMENT_TYPE_MISMATCH, CONFIDENCE_LIKELY, "begins like ",
		     bytes_str(is->name));
	else if (!agree(is, named))
		tell(r, ANOMALY_ATTACHMENT_TYPE_MISMATCH, CONFIDENCE_LIKELY,
		     "is named otherwise but begins like ", bytes_str(is->name));
}

static void rule_archive(const struct rule *r, bool password_said)
{
	const struct content *c = r->c;

	if (c->zip_macro || c->ole.found)
		tell(r, ANOMALY_ATTACHMENT_MACRO, CONFIDENCE_CONFIRMED, "holds a VBA project",
		     (struct bytes){ NULL, 0 });
	if (c->zip_encrypted || sealed_rar(&c->sealed) || sealed_7z(&c->sealed))
		tell(r, ANOMALY_ATTACHMENT_ENCRYPTED, CONFIDENCE_CONFIRMED,
		     password_said ? "is encrypted, and the text of the message speaks of a password"
				   : "is encrypted",
		     (struct bytes){ NULL, 0 });
	if (c->zip_program.n)
		tell(r, ANOMALY_ATTACHMENT_ARCHIVED_PROGRAM, CONFIDENCE_CONFIRMED, "holds ",
		     buf_bytes(&c->zip_program));
}

void attachment_rules(const struct content *c, const struct ev_part_event *e, bool password_said,
		      struct events *out)
{
	const struct rule r = { c, e, out };
	const struct kind *named = kind_of_name(e->part->name);
	const struct kind *inner;

	if (direction_of(e->part->name) != DIRECTION_PLAIN)
		tell(&r, ANOMALY_NAME_BIDI, CONFIDENCE_CONFIRMED,
		     "has a character that turns the direction of its name", (struct bytes){ NULL, 0 });
	/* "report.pdf.exe": what hides in front of the last extension. */
	inner = kind_runs(named) ? kind_of_name(kind_stem(e->part->name)) : NULL;
	if (inner && !kind_runs(inner) && inner->class != KIND_ARCHIVE)
		tell(&r, ANOMALY_ATTACHMENT_DOUBLE_EXTENSION, CONFIDENCE_CONFIRMED,
		     "has the name of two kinds: ", bytes_str(named->name));
	else
		rule_runs(&r, named, c->declared);
	rule_type(&r, named, c->declared);
	rule_archive(&r, password_said);
}
