/* SPDX-License-Identifier: BSD-2-Clause */
/* table.c - see table.h. */
#include "sink/table.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>

enum { GAP = 2, PIPE_WIDEST = 40 };

struct row {
	struct buf text;                /* of all cells, one behind the other */
	size_t ends[TABLE_COLUMNS];
	enum text_color colors[TABLE_COLUMNS];
	size_t cells;
};

/* In the place of a row that there is not. */
static struct row no_row;

struct table {
	const struct column *columns;
	size_t n;
	struct out *out;
	struct look look;
	size_t width[TABLE_COLUMNS];
	bool dropped[TABLE_COLUMNS];
	bool laid_out;

	struct row *row;                /* in the making */
	struct row *sample[TABLE_SAMPLE];
	size_t nsample;
	/* Rows whose turn has not come: waiting[i] has number next + i. */
	uint64_t next;
	struct row **waiting;
	size_t nwaiting, capwaiting, gone;
};

struct table *table_new(const struct column *columns, size_t n, struct out *out,
			const struct look *look)
{
	struct table *t = xcalloc(1, sizeof(*t));

	assert(n <= TABLE_COLUMNS);
	t->columns = columns;
	t->n = n;
	t->out = out;
	t->look = *look;
	t->next = 1;
	return t;
}

static void row_free(struct row *r)
{
	if (r == NULL || r == &no_row)
		return;
	buf_fini(&r->text);
	free(r);
}

void table_free(struct table **t)
{
	if (!*t)
		return;
	row_free((*t)->row);
	for (size_t i = 0; i < (*t)->nsample; i++)
		row_free((*t)->sample[i]);
	for (size_t i = (*t)->gone; i < (*t)->nwaiting; i++)
		row_free((*t)->waiting[i]);
	free((*t)->waiting);
	free(*t);
	*t = NULL;
}

struct buf *table_cell(struct table *t)
{
	if (!t->row)
		t->row = xcalloc(1, sizeof(*t->row));
	return &t->row->text;
}

void table_cell_end(struct table *t, enum text_color color)
{
	struct row *r = t->row;
	size_t from = r->cells ? r->ends[r->cells - 1] : 0;

	assert(r->cells < t->n);
	if (r->text.n == from)
		buf_addc(&r->text, '-');
	r->ends[r->cells] = r->text.n;
	r->colors[r->cells] = color;
	r->cells++;
}

static struct bytes row_cell(const struct row *r, size_t i)
{
	size_t from = i ? r->ends[i - 1] : 0;

	return bytes_sub(buf_bytes(&r->text), from, r->ends[i] - from);
}

/* Columns of the whole table. */
static size_t total_width(const struct table *t)
{
	size_t sum = 0;

	for (size_t i = 0; i < t->n; i++)
		if (!t->dropped[i])
			sum += t->width[i] + GAP;
	return sum ? sum - GAP : 0;
}

/* The index of the widest column that may still be cut, or t->n. */
static size_t widest(const struct table *t, bool hard)
{
	size_t best = t->n;

	for (size_t i = 0; i < t->n; i++) {
		const struct column *c = &t->columns[i];
		unsigned least = hard && c->least ? c->least : c->cut;

		if (!t->dropped[i] && c->cut && t->width[i] > least &&
		    (best == t->n || t->width[i] > t->width[best]))
			best = i;
	}
	return best;
}

static bool drop_one(struct table *t)
{
	size_t worst = t->n;

	for (size_t i = 0; i < t->n; i++)
		if (!t->dropped[i] && t->columns[i].drop &&
		    (worst == t->n || t->columns[i].drop > t->columns[worst].drop))
			worst = i;
	if (worst == t->n)
		return false;
	t->dropped[worst] = true;
	return true;
}

static void natural_widths(struct table *t)
{
	for (size_t i = 0; i < t->n; i++) {
		t->width[i] = strlen(t->columns[i].title);
		for (size_t k = 0; k < t->nsample; k++) {
			size_t w = utf8_width(row_cell(t->sample[k], i));

			if (!t->look.columns && w > PIPE_WIDEST)
				w = PIPE_WIDEST;
			if (w > t->width[i])
				t->width[i] = w;
		}
	}
}

static void lay_out(struct table *t)
{
	size_t natural[TABLE_COLUMNS];
	bool hard = false;

	t->laid_out = true;
	natural_widths(t);
	memcpy(natural, t->width, sizeof(natural));
	while (t->look.columns && total_width(t) > t->look.columns) {
		size_t i = widest(t, hard);

		if (i < t->n) {
			t->width[i]--;
		} else if (drop_one(t)) {
			/* What was cut may need it less now. */
			memcpy(t->width, natural, sizeof(natural));
		} else if (!hard) {
			hard = true;
		} else {
			return;
		}
	}
}

/* "192.0.2.1:1025" to "192.0…:1025"; only ASCII is cut there. */
static void fit_middle(struct buf *out, struct bytes text, size_t width)
{
	size_t head = width / 2;

	for (size_t i = 0; i < text.n; i++)
		if (!ascii_print(bytes_at(text, i)))
			head = 0;
	if (head == 0) {
		utf8_fit(out, text, width);
		return;
	}
	buf_add(out, bytes_head(text, head));
	buf_adds(out, "\xe2\x80\xa6");
	buf_add(out, bytes_from(text, text.n - (width - head - 1)));
}

static void show_cell(struct table *t, size_t i, struct bytes text, bool last)
{
	struct buf *out = &t->out->text;
	size_t w = utf8_width(text), width = t->width[i];

	if (t->look.columns && t->columns[i].cut && w > width) {
		if (t->columns[i].middle)
			fit_middle(out, text, width);
		else
			utf8_fit(out, text, width);
		return;
	}
	for (size_t k = w; t->columns[i].right && k < width; k++)
		buf_addc(out, ' ');
	buf_add(out, text);
	for (size_t k = w; !t->columns[i].right && !last && k < width; k++)
		buf_addc(out, ' ');
}

static size_t last_column(const struct table *t)
{
	size_t i = t->n;

	while (i > 1 && t->dropped[i - 1])
		i--;
	return i - 1;
}

static int show_row(struct table *t, const struct row *r, struct err *e)
{
	size_t last = last_column(t);

	for (size_t i = 0; i <= last; i++) {
		enum text_color color = r ? r->colors[i] : BOLD;

		if (t->dropped[i])
			continue;
		text_color(&t->out->text, t->look.color, color);
		show_cell(t, i, r ? row_cell(r, i) : bytes_str(t->columns[i].title), i == last);
		if (color != PLAIN)
			text_plain(&t->out->text, t->look.color);
		buf_adds(&t->out->text, i == last ? "\n" : "  ");
	}
	return out_done(t->out, e);
}

static int show_sample(struct table *t, struct err *e)
{
	int status;

	lay_out(t);
	status = show_row(t, NULL, e);
	for (size_t i = 0; i < t->nsample && status == 0; i++)
		status = show_row(t, t->sample[i], e);
	for (size_t i = 0; i < t->nsample; i++)
		row_free(t->sample[i]);
	t->nsample = 0;
	return status;
}

/* `r` is next in order; it is taken. */
static int row_next(struct table *t, struct row *r, struct err *e)
{
	int status;

	if (!t->laid_out) {
		t->sample[t->nsample++] = r;
		return t->nsample == TABLE_SAMPLE ? show_sample(t, e) : 0;
	}
	status = show_row(t, r, e);
	row_free(r);
	return status;
}

/* Rows whose turn has come leave. */
static int waiting_drain(struct table *t, bool all, struct err *e)
{
	while (t->gone < t->nwaiting && (all || t->waiting[t->gone])) {
		struct row *r = t->waiting[t->gone++];

		t->next++;
		if (r && r != &no_row && row_next(t, r, e) < 0)
			return -1;
	}
	if (t->gone > t->nwaiting / 2) {
		t->nwaiting -= t->gone;
		memmove(t->waiting, t->waiting + t->gone, t->nwaiting * sizeof(*t->waiting));
		t->gone = 0;
	}
	return 0;
}

/* `r` has this number: it waits for those before it. */
static int row_place(struct table *t, struct row *r, uint64_t number, struct err *e)
{
	while (t->nwaiting - t->gone <= number - t->next)
		ARRAY_PUSH(t->waiting, t->nwaiting, t->capwaiting) = NULL;
	assert(!t->waiting[t->gone + (number - t->next)]);
	t->waiting[t->gone + (number - t->next)] = r;
	return waiting_drain(t, false, e);
}

int table_row_end(struct table *t, uint64_t number, struct err *e)
{
	struct row *r = t->row;

	assert(r->cells == t->n);
	t->row = NULL;
	if (number < t->next)
		return row_next(t, r, e);
	return row_place(t, r, number, e);
}

int table_row_skip(struct table *t, uint64_t number, struct err *e)
{
	return number < t->next ? 0 : row_place(t, &no_row, number, e);
}

static void tell_dropped(struct table *t)
{
	struct buf *out = &t->out->text, titles = { 0 };
	bool first = true;

	for (size_t i = 0; i < t->n; i++) {
		if (!t->dropped[i])
			continue;
		buf_adds(&titles, first ? "" : ", ");
		buf_adds(&titles, t->columns[i].title);
		first = false;
	}
	if (!first) {
		text_color(out, t->look.color, DIM);
		buf_adds(out, "(no room for ");
		buf_add(out, buf_bytes(&titles));
		/* Both in one line only where the terminal has one that long. */
		buf_adds(out, titles.n + 34 > t->look.columns ? ";\n `| cat` shows all)" :
								"; `| cat` shows all)");
		text_plain(out, t->look.color);
		buf_addc(out, '\n');
	}
	buf_fini(&titles);
}

int table_finish(struct table *t, const char *none, struct err *e)
{
	if (waiting_drain(t, true, e) < 0)
		return -1;
	if (!t->laid_out && t->nsample == 0 && t->look.columns)
		buf_printf(&t->out->text, "%s\n", none);
	else if (!t->laid_out && show_sample(t, e) < 0)
		return -1;
	tell_dropped(t);
	return out_flush(t->out, e);
}
