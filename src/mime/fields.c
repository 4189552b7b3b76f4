/* SPDX-License-Identifier: BSD-2-Clause */
/* fields.c - see fields.h. */
#include "mime/fields.h"

#include "base/limits.h"

enum { FIELD_KEPT = 16 << 10 }; /* a buffer that has grown larger is not used again */

void fields_reset(struct fields *f, uint64_t offset)
{
	struct buf line = f->line, field = f->field;

	if (field.cap > FIELD_KEPT)
		buf_fini(&field);
	buf_clear(&line);
	buf_clear(&field);
	*f = (struct fields){ .line = line, .field = field, .at = offset };
}

void fields_fini(struct fields *f)
{
	buf_fini(&f->line);
	buf_fini(&f->field);
}

bool fields_at_line(const struct fields *f)
{
	return !f->inside && !f->skipping && f->line.n == 0;
}

static void keep(struct fields *f, struct bytes b)
{
	size_t room = LIMIT_HEADER_OCTETS - f->field.n;

	buf_add(&f->field, bytes_head(b, room));
	f->octets += b.n;
}

/* The rest of a line, up to and with its LF. */
static void take_line(struct fields *f, struct bytes *in)
{
	size_t lf = bytes_chr(*in, 0, '\n');
	struct bytes part = bytes_head(*in, lf + 1);

	if (f->inside)
		keep(f, part);
	f->at += part.n;
	if (bytes_last(part) == '\n') {
		f->inside = false;
		f->skipping = false;
	}
	*in = bytes_from(*in, part.n);
}

/* ftext of RFC 5322 3.6.8, and octets over 127: to end the header there would hide the
   fields that follow from whoever reads strictly. */
static bool name_octet(int c)
{
	return c > ' ' && c != 0x7f && c != ':';
}

enum verdict { UNDECIDED, IS_FIELD, IS_END, IS_FROM, IS_BODY };

/* What the new octet `c` makes of the line, which begins with no blank. */
static enum verdict judge(struct fields *f, int c)
{
	struct bytes line = buf_bytes(&f->line);

	if (bytes_at(line, 0) == '\r')
		return line.n == 1 ? UNDECIDED : c == '\n' ? IS_END : IS_BODY;
	if (line.n == 1 && c == '\n')
		return IS_END;
	if (c == ':')
		return line.n > 1 ? IS_FIELD : IS_BODY;
	if (line.n > LIMIT_HEADER_NAME)
		return IS_BODY;
	/* Blanks before the colon are obsolete (4.5), not wrong. */
	f->blanks |= ascii_blank(c);
	if (ascii_blank(c) || (name_octet(c) && !f->blanks))
		return UNDECIDED;
	return bytes_starts(line, B("From ")) || bytes_starts(line, B(">From ")) ?
		       IS_FROM : IS_BODY;
}

/* Adds octets to the undecided line, as few as tell something new. */
static enum verdict take_start(struct fields *f, struct bytes *in)
{
	size_t run = 0;

	if (!f->blanks && bytes_at(buf_bytes(&f->line), 0) != '\r')
		while (f->line.n + run < LIMIT_HEADER_NAME && name_octet(bytes_at(*in, run)))
			run++;
	if (run == 0)
		run = 1;
	buf_add(&f->line, bytes_head(*in, run));
	*in = bytes_from(*in, run);
	f->at += run;
	return judge(f, bytes_last(buf_bytes(&f->line)));
}

static void begin_field(struct fields *f)
{
	f->offset = f->at - f->line.n;
	f->octets = 0;
	buf_clear(&f->field);
	keep(f, buf_bytes(&f->line));
	f->colon = f->line.n - 1;
	f->pending = true;
	f->inside = true;
	f->blanks = false;
	f->field_gap = f->gap;
	f->gap = false;
	buf_clear(&f->line);
}

/* The line is decided, and is no field. */
static enum fields_step not_field(struct fields *f, enum verdict v)
{
	if (v == IS_BODY)
		return FIELDS_BODY;
	/* "From " may have taken its line end with it. */
	f->skipping = v == IS_FROM && bytes_last(buf_bytes(&f->line)) != '\n';
	f->blanks = false;
	buf_clear(&f->line);
	return v == IS_END ? FIELDS_END : FIELDS_FROM;
}

enum fields_step fields_push(struct fields *f, struct bytes *in)
{
	while (in->n) {
		bool blank = ascii_blank(bytes_at(*in, 0));
		enum verdict v;

		if (f->inside || f->skipping) {
			take_line(f, in);
			continue;
		}
		if (f->line.n == 0 && blank && f->pending) {
			f->inside = true;
			continue;
		}
		if (f->pending) {
			f->pending = false;
			return FIELDS_FIELD;
		}
		if (f->line.n == 0 && blank) {
			f->skipping = true;
			return FIELDS_FOLD;
		}
		v = take_start(f, in);
		if (v == IS_FIELD)
			begin_field(f);
		else if (v != UNDECIDED)
			return not_field(f, v);
	}
	return FIELDS_MORE;
}

enum fields_step fields_break(struct fields *f)
{
	if (f->pending) {
		f->pending = false;
		f->inside = false;
		return FIELDS_FIELD;
	}
	return f->line.n ? FIELDS_BODY : FIELDS_END;
}

void fields_gap(struct fields *f, uint64_t missing)
{
	f->at += missing;
	f->gap = true;
	f->skipping = true;
	f->inside = false;
	buf_clear(&f->line);
}

struct bytes fields_name(const struct fields *f)
{
	struct bytes b = bytes_head(buf_bytes(&f->field), f->colon);

	return bytes_trim(b);
}

struct bytes fields_value(const struct fields *f)
{
	return bytes_chomp(bytes_from(buf_bytes(&f->field), f->colon + 1));
}
