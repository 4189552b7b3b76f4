/* SPDX-License-Identifier: BSD-2-Clause */
/* fields.c - see fields.h. */
#include "mime/fields.h"

#include "base/limits.h"
#include "mime/octet_class.h"

enum { FIELD_KEPT = 16 << 10 }; /* a buffer that has grown larger is not used again */

void fields_reset(struct fields *f, uint64_t offset)
{
	struct buf line = f->line, field = f->field;

	buf_clear(&line);
	buf_clear(&field);
	*f = (struct fields){ .line = line, .field = field, .at = offset };
}

void fields_trim(struct fields *f)
{
	if (f->field.cap > FIELD_KEPT)
		buf_fini(&f->field);
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

/* Of octets over 127, too: to end the header there would hide the fields that follow from
   whoever reads strictly. */
static bool name_octet(int c)
{
	return c >= 0 && octet_classes[c] & OCTET_NAME;
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

	if (!f->blanks && bytes_at(buf_bytes(&f->line), 0) != '\r' && f->line.n < LIMIT_HEADER_NAME)
		run = bytes_span(bytes_head(*in, LIMIT_HEADER_NAME - f->line.n), 0, octet_classes,
				 OCTET_NAME);
	if (run == 0)
		run = 1;
	buf_add(&f->line, bytes_head(*in, run));
	*in = bytes_from(*in, run);
	f->at += run;
	return judge(f, bytes_last(buf_bytes(&f->line)));
}

/* A field and the first octet behind it, which tells that it does not go on, are all here, as
   those of most messages are: nothing has to be put together. */
static bool whole_field(struct fields *f, struct bytes *in)
{
	size_t colon = bytes_span(bytes_head(*in, LIMIT_HEADER_NAME), 0, octet_classes, OCTET_NAME);
	size_t end, lines = 0;

	if (colon == 0 || bytes_at(*in, colon) != ':')
		return false;
	for (end = colon; lines == 0 || ascii_blank(bytes_at(*in, end)); lines++)
		end = bytes_chr(*in, end, '\n') + 1;
	if (end >= in->n || end > LIMIT_HEADER_OCTETS)
		return false;
	f->offset = f->at;
	f->octets = end;
	f->colon = colon;
	f->whole = bytes_head(*in, end);
	f->one_line = lines == 1;
	f->field_gap = f->gap;
	f->gap = false;
	f->at += end;
	*in = bytes_from(*in, end);
	return true;
}

static void begin_field(struct fields *f)
{
	fields_trim(f);
	f->whole = (struct bytes){ NULL, 0 };
	f->one_line = false;
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
		if (f->line.n == 0 && whole_field(f, in))
			return FIELDS_FIELD;
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

/* Has it what an encoded word begins with (RFC 2047 2)? */
static bool may_be_encoded(struct bytes b)
{
	size_t at = 0;

	while ((at = bytes_chr(b, at, '=')) < b.n)
		if (bytes_at(b, ++at) == '?')
			return true;
	return false;
}

struct mime_header fields_header(const struct fields *f)
{
	struct bytes all = f->whole.p ? f->whole : buf_bytes(&f->field);
	struct mime_header h = {
		.name = bytes_trim(bytes_head(all, f->colon)),
		.value = bytes_chomp(bytes_from(all, f->colon + 1)),
		.offset = f->offset, .octets = f->octets,
		.cut = f->octets > all.n, .gap = f->field_gap,
		.ascii = bytes_ascii_text(all),
	};

	h.line = bytes_trim(h.value);
	if (!f->one_line && bytes_chr(h.line, 0, '\n') < h.line.n)
		h.line = (struct bytes){ NULL, 0 };
	h.plain = h.ascii && h.line.p && !may_be_encoded(h.line);
	return h;
}
