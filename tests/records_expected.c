/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * records_expected.c - records held against what a transcript expects.
 *
 * Field names come from fields.def, so that a name nobody knows is an error and not a
 * field that happens to be absent.
 */
#include "records.h"

#include "event/record.h"

#include <stdlib.h>

enum { DATASETS = 7 };
static const char *const datasets[DATASETS] = { "session", "command", "auth", "message", "finding",
						  "transaction", "described" };

static enum record_kind kind_of(const char *dataset)
{
	for (int i = 0; i < DATASETS; i++)
		if (strcmp(datasets[i], dataset) == 0)
			return (enum record_kind)i;
	abort(); /* transcript.c lets no other through */
}

/* `key` with every number replaced by "*". */
static void pattern_of(struct buf *out, const char *key)
{
	struct bytes rest = bytes_str(key);

	while (rest.n) {
		size_t end = bytes_chr(rest, 0, '.');
		struct bytes part = bytes_head(rest, end);
		uint64_t number;

		if (out->n)
			buf_addc(out, '.');
		if (bytes_u64(part, &number))
			buf_addc(out, '*');
		else
			buf_add(out, part);
		rest = bytes_from(rest, end + 1);
	}
}

struct search {
	struct bytes pattern;
	size_t best;             /* parts left out in front */
	bool tie;
	struct buf found;        /* what was left out, with its dot */
};

/* One field: does it end with the pattern, nothing left out being a row's number? */
static void consider(struct search *s, struct bytes name)
{
	size_t front, dots = 0;

	if (!bytes_ends(name, s->pattern))
		return;
	front = name.n - s->pattern.n;
	if (front && name.p[front - 1] != '.')
		return;
	for (size_t i = 0; i < front; i++) {
		dots += name.p[i] == '.';
		if (name.p[i] == '*')
			return;
	}
	if (dots > s->best)
		return;
	s->tie = dots == s->best;
	s->best = dots;
	buf_clear(&s->found);
	buf_add(&s->found, bytes_head(name, front));
}

static void search_fields(struct search *s, enum record_kind kind, const char *before)
{
	void *record = xcalloc(1, record_size(kind));
	struct buf name = { 0 };
	const struct field *f;
	size_t n;

	record_init(kind, record);
	f = record_fields(kind, &n);
	for (size_t i = 0; i < n; i++) {
		const void *rows;
		size_t nrows;

		buf_clear(&name);
		buf_printf(&name, "%s%s", before, f[i].key);
		switch (f[i].type) {
		case FIELD_TEXTS:
			consider(s, buf_bytes(&name));
			buf_adds(&name, ".*");
			break;
		case FIELD_SPANS: case FIELD_RCPTS: case FIELD_PARTS: case FIELD_FILES:
		case FIELD_WORDS: case FIELD_LISTING: case FIELD_EVIDENCE:
		case FIELD_HEADERS: case FIELD_HOPS: case FIELD_DKIMS: case FIELD_ARCS:
		case FIELD_AUTHRES: case FIELD_IDNS: case FIELD_DSNS: case FIELD_HOLES:
		case FIELD_PARAMS: case FIELD_PIECES:
			consider(s, buf_bytes(&name));
			buf_adds(&name, ".*.");
			search_fields(s, field_rows(&f[i], record, &rows, &nrows),
				      buf_cstr(&name));
			name.n--;
			break;
		default:
			break;
		}
		consider(s, buf_bytes(&name));
	}
	buf_fini(&name);
	free(record);
}

int records_key(struct buf *out, const char *dataset, const char *key, struct err *e)
{
	struct search s = { .best = SIZE_MAX };
	struct buf pattern = { 0 };
	int rc = 0;

	pattern_of(&pattern, key);
	s.pattern = buf_bytes(&pattern);
	search_fields(&s, kind_of(dataset), "");
	if (s.best == SIZE_MAX)
		rc = err_set(e, "a %s record has no field \"%s\"", dataset, key);
	else if (s.tie)
		rc = err_set(e, "several fields of a %s record end in \"%s\"", dataset, key);
	buf_clear(out);
	buf_add(out, buf_bytes(&s.found));
	buf_adds(out, key);
	buf_fini(&pattern);
	buf_fini(&s.found);
	return rc;
}

/* Whether any item lies at `path` or below. */
static bool present(const struct record *r, const char *path)
{
	size_t n = strlen(path);

	for (size_t i = 0; i < r->n; i++)
		if (strncmp(r->items[i].path, path, n) == 0 &&
		    (r->items[i].path[n] == '\0' || r->items[i].path[n] == '.'))
			return true;
	return false;
}

static bool want_met(const struct record *r, const struct expected *x, const struct want *w,
		     struct buf *told)
{
	struct buf path = { 0 };
	const char *value;
	bool met = false;
	struct err e;

	if (records_key(&path, x->dataset, w->key, &e) < 0) {
		buf_printf(told, "  line %u: %s\n", x->line, e.text);
	} else {
		value = record_get(r, buf_cstr(&path));
		met = w->kind == WANT_ABSENT ? !present(r, buf_cstr(&path)) :
		      w->kind == WANT_PRESENT ? present(r, buf_cstr(&path)) :
		      value && strcmp(value, w->value) == 0;
		if (!met)
			buf_printf(told, "  line %u: %s %s is %s, not %s\n", x->line, x->dataset,
				   buf_cstr(&path), value ? value : "absent",
				   w->kind == WANT_ABSENT ? "absent" :
				   w->kind == WANT_PRESENT ? "present" : w->value);
	}
	buf_fini(&path);
	return met;
}

static bool mentioned(const struct transcript *t, const char *dataset)
{
	for (size_t i = 0; i < t->nexpected; i++)
		if (strcmp(t->expected[i].dataset, dataset) == 0)
			return true;
	return false;
}

/* The first word of an identifier: "smtp" of "smtp.smuggling". */
static struct bytes room_of(const char *id)
{
	return bytes_head(bytes_str(id), bytes_chr(bytes_str(id), 0, '.'));
}

/* A transcript that names findings of smtp tells all of smtp: its messages may have findings
   of their own, which other transcripts tell.  "none finding" is about all of them. */
static bool beside(const struct transcript *t, const struct record *r)
{
	const char *id = record_get(r, "rule.id");

	if (id == NULL)
		return false;
	for (size_t i = 0; i < t->nexpected; i++) {
		const struct expected *x = &t->expected[i];
		bool named = false;

		if (strcmp(x->dataset, r->dataset) != 0)
			continue;
		for (size_t k = 0; k < x->nwants; k++) {
			if (strcmp(x->wants[k].key, "rule.id") != 0 || x->wants[k].kind != WANT_IS)
				continue;
			named = true;
			if (bytes_eq(room_of(x->wants[k].value), room_of(id)))
				return false;
		}
		if (!named)
			return false;
	}
	return true;
}

/* The next expected record of a dataset; NULL when there are no more. */
static const struct expected *next_of(const struct transcript *t, const char *dataset,
				      size_t *at)
{
	for (; *at < t->nexpected; ++*at) {
		const struct expected *x = &t->expected[*at];

		if (!x->none && strcmp(x->dataset, dataset) == 0) {
			++*at;
			return x;
		}
	}
	return NULL;
}

bool records_expected(const struct records *all, const struct transcript *t,
		      struct buf *told)
{
	static const char *const *const constant[] = { records_constant, NULL };
	size_t at[DATASETS] = { 0 };
	const struct expected *x;
	bool good = true;

	for (size_t i = 0; i < all->n; i++) {
		const struct record *r = &all->v[i];

		if (!mentioned(t, r->dataset) || beside(t, r))
			continue;
		x = next_of(t, r->dataset, &at[kind_of(r->dataset)]);
		if (x == NULL) {
			buf_printf(told, "  a %s record more than expected:\n", r->dataset);
			record_text(told, r, constant);
			return false;
		}
		for (size_t k = 0; k < x->nwants; k++)
			good = want_met(r, x, &x->wants[k], told) && good;
	}
	for (int i = 0; i < DATASETS; i++)
		while ((x = next_of(t, datasets[i], &at[i])) != NULL) {
			buf_printf(told, "  line %u: this %s record did not come\n", x->line,
				   datasets[i]);
			good = false;
		}
	return good;
}
