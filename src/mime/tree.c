/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tree.c - the parts of a message: opened, described by their headers, closed.
 */
#include "mime/state.h"

#include "base/utf8.h"
#include "mime/summary.h"

struct mime_item *tree_item(struct mime *m, enum mime_kind kind)
{
	struct level *top = tree_top(m);
	struct mime_item *item = &ARRAY_PUSH(m->queue, m->nqueue, m->capqueue);

	*item = (struct mime_item){ .kind = kind,
				    .part = top ? top->part : m->parts[0] };
	return item;
}

void tree_defect(struct mime *m, enum mime_defect what, uint64_t offset)
{
	struct mime_item *item = tree_item(m, MIME_DEFECT);

	item->defect.what = what;
	item->defect.offset = offset;
}

void tree_open(struct mime *m, uint64_t offset)
{
	struct level *parent = tree_top(m), *l = &m->level[m->nlevel++];
	struct mime_part *p = arena_new(&m->keep, struct mime_part);

	*l = (struct level){ .part = p, .prefix = "" };
	p->index = (uint32_t)m->nparts;
	p->parent = parent ? parent->part->index : MIME_NO_PARENT;
	p->depth = m->nlevel - 1;
	p->header_offset = offset;
	p->body_offset = offset;
	ARRAY_PUSH(m->parts, m->nparts, m->capparts) = p;
	if (parent)
		p->number = ++parent->children;
	m->header = (struct part_header){ 0 };
	m->header_fields = 0;
	fields_reset(&m->fields, offset);
	m->where = IN_HEADER;
}

bool tree_untouched(const struct mime *m, uint64_t offset)
{
	return m->where == IN_HEADER &&
	       m->level[m->nlevel - 1].part->header_offset == offset;
}

void tree_restart(struct mime *m, uint64_t offset)
{
	struct mime_part *p = tree_top(m)->part;

	p->header_offset = offset;
	p->body_offset = offset;
	fields_reset(&m->fields, offset);
}

/* What part.c found becomes items. */
static void report(struct mime *m, uint64_t offset)
{
	for (unsigned i = 0; m->header.defects; i++) {
		if (m->header.defects & UINT64_C(1) << i)
			tree_defect(m, i, offset);
		m->header.defects &= ~(UINT64_C(1) << i);
	}
}

static void field_defects(struct mime *m, const struct mime_header *h)
{
	if (h->cut)
		tree_defect(m, MIME_DEFECT_HEADER_LONG, h->offset);
	if (h->name.n < m->fields.colon)
		tree_defect(m, MIME_DEFECT_HEADER_NAME_SPACE, h->offset);
	if (h->ascii)
		return;
	if (bytes_chr(h->value, 0, 0) < h->value.n)
		tree_defect(m, MIME_DEFECT_HEADER_NUL, h->offset);
	if (!utf8_valid(h->value) || !bytes_ascii(h->name))
		tree_defect(m, MIME_DEFECT_HEADER_8BIT, h->offset);
}

void tree_field(struct mime *m, bool gap)
{
	const struct fields *f = &m->fields;
	struct mime_part *p = tree_top(m)->part;
	struct mime_header *h = &m->field;
	enum mime_defect d;
	bool cut;

	if (++m->header_fields > LIMIT_HEADERS) {
		if (m->header_fields == LIMIT_HEADERS + 1)
			tree_defect(m, MIME_DEFECT_HEADER_MANY, f->offset);
		return;
	}
	*h = fields_header(f);
	h->gap |= gap;
	tree_item(m, MIME_HEADER)->header = h;
	field_defects(m, h);
	part_field(p, &m->header, &m->keep, &m->scratch, h->name, h->value);
	arena_reset(&m->scratch);
	report(m, f->offset);
	if (p->index == 0) {
		trace_field(&m->trace, &m->keep, f->offset, h->name, h->value);
		cut = m->summary.addresses_cut;
		d = summary_field(&m->summary, &m->keep, h);
		if (m->summary.addresses_cut && !cut)
			tree_defect(m, MIME_DEFECT_MEMORY, f->offset);
		if (d != MIME_DEFECT_COUNT)
			tree_defect(m, d, f->offset);
	} else {
		nested_field(m, h);
	}
}

void mime_section(const struct mime *m, const struct mime_part *part, struct buf *out)
{
	const struct mime_part *above = mime_part(m, part->parent);
	struct bytes path;

	if (!above) {
		buf_adds(out, "HEADER");
		return;
	}
	path = bytes_str(above->path);
	if (above->is_message) {
		buf_add(out, path);
		buf_adds(out, ".HEADER");
		return;
	}
	/* A multipart that is the body of a message has no number. */
	if (bytes_ends(path, B("TEXT")))
		path = bytes_head(path, path.n - 4);
	buf_add(out, path);
	if (path.n && bytes_last(path) != '.')
		buf_addc(out, '.');
	buf_addu64(out, part->number);
	buf_adds(out, ".MIME");
}

/* "1" inside nothing, "2.1" inside "2". */
static const char *path_inside(struct mime *m, const char *prefix, const char *last)
{
	BUF_SHORT(b);
	const char *path;

	buf_adds(&b, prefix);
	if (b.n)
		buf_addc(&b, '.');
	buf_adds(&b, last);
	path = bytes_strdup(&m->keep, buf_bytes(&b));
	buf_fini(&b);
	return path;
}

/* RFC 9051 6.4.5: the parts of a multipart count from 1; the body of a message is 1, and a
   multipart that is the body of a message has no number of its own. */
static void set_path(struct mime *m, struct level *l)
{
	const struct level *parent = m->nlevel > 1 ? l - 1 : NULL;
	const char *outside = parent ? parent->prefix : "";
	BUF_SHORT(number);

	if (parent && parent->kind == LEVEL_MULTIPART) {
		buf_addu64(&number, parent->children);
		l->part->path = path_inside(m, outside, buf_cstr(&number));
		l->prefix = l->part->path;
	} else {
		bool multi = l->kind == LEVEL_MULTIPART;

		l->part->path = path_inside(m, outside, multi ? "TEXT" : "1");
		l->prefix = multi ? outside : l->part->path;
	}
	buf_fini(&number);
}

/* Is there no room for the parts inside? */
static void check_limits(struct mime *m, struct mime_part *p)
{
	bool container = p->is_multipart || p->is_message;
	bool deep = container && m->nlevel > LIMIT_MIME_DEPTH;
	bool many = container && m->nparts >= LIMIT_MIME_PARTS;

	if (deep)
		part_defect(&m->header, MIME_DEFECT_DEPTH);
	if (many)
		part_defect(&m->header, MIME_DEFECT_PARTS_MANY);
	if (deep || many) {
		p->is_multipart = false;
		p->is_message = false;
	}
}

static bool boundary_taken(const struct mime *m, struct bytes boundary)
{
	for (unsigned i = 0; i + 1 < m->nlevel; i++)
		if (m->level[i].kind == LEVEL_MULTIPART &&
		    bytes_eq(m->level[i].part->boundary, boundary))
			return true;
	return false;
}

void tree_header_over(struct mime *m, uint64_t offset, bool empty)
{
	struct level *l = tree_top(m);
	struct mime_part *p = l->part;
	const struct mime_part *above = m->nlevel > 1 ? l[-1].part : NULL;

	part_header_over(p, &m->header, above && above->is_multipart &&
						 bytes_eq(above->subtype, B("digest")));
	p->role = role_of(p, above, m->nlevel > 1 ? l[-1].children : 0);
	check_limits(m, p);
	l->kind = p->is_multipart ? LEVEL_MULTIPART :
		  p->is_message   ? LEVEL_MESSAGE : LEVEL_LEAF;
	set_path(m, l);
	p->body_offset = offset;
	if (p->is_multipart && boundary_taken(m, p->boundary))
		part_defect(&m->header, MIME_DEFECT_BOUNDARY_NESTED);
	report(m, p->header_offset);
	if (p->index == 0) {
		m->summary.final = true;
		m->root_over = true;
		trace_header_over(&m->trace);
		if (m->trace.cut)
			tree_defect(m, MIME_DEFECT_TRACE_MANY, offset);
		if (m->trace.arc.broken)
			tree_defect(m, MIME_DEFECT_ARC_BROKEN, p->header_offset);
	} else {
		nested_header_over(m, offset);
	}
	(void)tree_item(m, MIME_PART_BEGIN);
	switch (l->kind) {
	case LEVEL_MULTIPART:
		m->multiparts++;
		m->where = IN_BETWEEN;
		break;
	case LEVEL_MESSAGE:
		m->where = IN_BODY;
		if (!empty)
			tree_open(m, offset);
		break;
	case LEVEL_LEAF:
		decode_start(&m->decode, m->options.no_decode ? MIME_BINARY : p->encoding);
		watch_begin(m);
		m->where = IN_BODY;
		break;
	}
}

void tree_data(struct mime *m, struct bytes octets)
{
	struct mime_part *p = tree_top(m)->part;

	if (m->where != IN_BODY || octets.n == 0)
		return;
	if (decode_plain(&m->decode)) {
		tree_item(m, MIME_DATA)->data = octets;
		p->decoded_octets += octets.n;
		watch_data(m, octets);
	} else {
		decode_push(&m->decode, octets);
	}
}

void tree_decoded(struct mime *m)
{
	struct decode *d = &m->decode;

	if (m->where != IN_BODY || d->nout == 0)
		return;
	tree_item(m, MIME_DATA)->data = bytes_of(d->out, d->nout);
	tree_top(m)->part->decoded_octets += d->nout;
	watch_data(m, bytes_of(d->out, d->nout));
	decode_clear(d);
}

void tree_gap(struct mime *m, uint64_t offset, uint64_t missing)
{
	struct mime_item *item;

	if (m->where == IN_HEADER) {
		if (fields_break(&m->fields) == FIELDS_FIELD)
			tree_field(m, true);
		fields_gap(&m->fields, missing);
		tree_defect(m, MIME_DEFECT_HEADER_GAP, offset);
	} else if (m->where == IN_BODY) {
		decode_gap(&m->decode, missing);
		tree_decoded(m);
		watch_gap(m);
	}
	for (unsigned i = 0; i < m->nlevel; i++)
		m->level[i].part->missing_octets += missing;
	item = tree_item(m, MIME_GAP);
	item->gap.offset = offset;
	item->gap.octets = missing;
}

static void leaf_over(struct mime *m, const struct mime_part *p)
{
	unsigned defects;

	decode_end(&m->decode);
	tree_decoded(m);
	watch_end(m);
	defects = decode_defects(&m->decode);
	for (unsigned i = 0; defects; i++, defects >>= 1)
		if (defects & 1)
			tree_defect(m, MIME_DEFECT_BASE64_JUNK + i,
				    p->body_offset +
					    decode_defect_at(&m->decode, MIME_DEFECT_BASE64_JUNK + i));
}

static void multipart_over(struct mime *m, struct level *l, uint64_t offset)
{
	struct mime_part *p = l->part;

	if (l->children == 0) {
		p->preamble_octets = offset - p->body_offset;
		tree_defect(m, MIME_DEFECT_PARTS_NONE, p->body_offset);
	} else if (!l->closed) {
		tree_defect(m, MIME_DEFECT_UNTERMINATED, offset);
	}
	/* RFC 1847 2.1, 2.2: two parts, no more and no fewer. */
	if ((p->role == MIME_ROLE_SIGNED || p->role == MIME_ROLE_ENCRYPTED) && l->children != 2)
		tree_defect(m, MIME_DEFECT_SECURITY_PARTS, p->body_offset);
	if (l->closed)
		p->epilogue_octets = offset - l->closed_at;
	m->multiparts--;
}

void tree_close(struct mime *m, uint64_t offset, bool by_boundary)
{
	struct level *l = tree_top(m);
	struct mime_part *p = l->part;

	if (m->where == IN_HEADER) {
		if (fields_break(&m->fields) == FIELDS_FIELD)
			tree_field(m, false);
		tree_header_over(m, offset, true);
	}
	if (l->kind == LEVEL_LEAF)
		leaf_over(m, p);
	else if (l->kind == LEVEL_MULTIPART)
		multipart_over(m, l, offset);
	p->ended = true;
	p->closed = l->kind == LEVEL_MULTIPART ?
			    l->closed : by_boundary || (m->whole && !m->multiparts);
	p->complete = !p->missing_octets && (by_boundary || m->whole);
	p->body_octets = offset - p->body_offset;
	nested_close(m, offset);
	(void)tree_item(m, MIME_PART_END);
	m->nlevel--;
	m->where = IN_BETWEEN;
}
