/* SPDX-License-Identifier: BSD-2-Clause */
/* show_message.c - see show_message.h. */
#include "sink/show_message.h"

#include "mime/header.h"
#include "mime/mime.h"
#include "sink/message_text.h"
#include "sink/show_fields.h"

struct reading {
	struct show_fields fields;
	struct buf octets;         /* of the text part that is open */
	struct buf plain, html;    /* the texts so far */
	bool open;
	struct buf scratch;
};

static void take_header(struct reading *r, const struct mime_item *it)
{
	struct ev_header h = { .part = it->part->index, .name = it->header->name };

	if (it->part->index)
		return;
	buf_clear(&r->scratch);
	header_text(&r->scratch, it->header->value);
	h.value = buf_bytes(&r->scratch);
	show_fields_take(&r->fields, &h);
}

static bool is_text(const struct mime_part *p)
{
	return bytes_eq(p->type, B("text")) && !bytes_eq(p->disposition, B("attachment")) &&
	       (bytes_eq(p->subtype, B("plain")) || bytes_eq(p->subtype, B("html")));
}

static void part_end(struct reading *r, const struct mime_part *p)
{
	bool html = bytes_eq(p->subtype, B("html"));
	struct buf *to = html ? &r->html : &r->plain;
	struct bytes set = p->charset_found ? bytes_str(p->charset_found) : p->charset;

	if (!r->open)
		return;
	r->open = false;
	if (to->n)
		buf_addc(to, '\n');
	message_text_add(to, buf_bytes(&r->octets), set,
			 html ? TEXT_HTML : !p->format_flowed ? TEXT_PLAIN :
			 p->delsp ? TEXT_FLOWED_DELSP : TEXT_FLOWED);
}

static void read_items(struct reading *r, struct mime *m)
{
	struct mime_item it;

	while (mime_next(m, &it) == STEP_ITEM) {
		switch (it.kind) {
		case MIME_HEADER:
			take_header(r, &it);
			break;
		case MIME_PART_BEGIN:
			if (it.part->inner)
				break;
			r->open = is_text(it.part);
			buf_clear(&r->octets);
			break;
		case MIME_DATA:
			if (r->open && !it.part->inner)
				buf_add(&r->octets, it.data);
			break;
		case MIME_PART_END:
			if (!it.part->inner)
				part_end(r, it.part);
			break;
		default:
			break;
		}
	}
}

void show_message(struct buf *out, struct bytes octets, const struct look *look)
{
	struct mime *m = mime_new(NULL);
	struct reading r = { 0 };

	mime_push(m, octets);
	read_items(&r, m);
	mime_end(m, true);
	read_items(&r, m);
	if (show_fields_tell(&r.fields, (struct bytes){ NULL, 0 }, out, look))
		buf_addc(out, '\n');
	buf_add(out, buf_bytes(r.plain.n ? &r.plain : &r.html));
	mime_free(&m);
	show_fields_fini(&r.fields);
	buf_fini(&r.octets);
	buf_fini(&r.plain);
	buf_fini(&r.html);
	buf_fini(&r.scratch);
}
