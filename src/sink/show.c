/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * show.c - one message as a person reads it.
 *
 * In:   the header fields, parts and record of that message
 * Out:  decoded header fields, its text in UTF-8, the tree of its parts, what it
 *       reports, its way and signatures, and how it crossed the wire
 *
 * Text parts are collected until the end of the message, up to LIMIT_SHOW_TEXT octets in
 * all; everything else streams by.
 */
#include "sink/message_text.h"
#include "sink/out.h"
#include "sink/show_fields.h"
#include "sink/show_message.h"
#include "sink/sink.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "view/part_tree.h"
#include "view/report_text.h"
#include "view/trace_text.h"
#include "view/wire_text.h"

#include <stdlib.h>

/* A text part that may be shown. */
struct body {
	size_t leaf;             /* in the tree */
	bool html;
	bool message;            /* a message that was sent encoded, and so is a leaf */
	struct buf octets;       /* as far as there was room */
	bool cut;
	uint64_t missing;
};

struct show {
	struct sink sink;
	struct out out;
	struct look look;
	struct pick pick;
	bool html;               /* HTML counts more than plain text */
	struct part_tree tree;
	size_t leaf, inner_leaf; /* the part that is open, and the file inside it */
	struct body *open;       /* the same, when its text is collected */
	struct body *bodies;
	size_t nbodies, capbodies;
	size_t text_octets;      /* collected so far */
	struct buf before;       /* the message as it is, while no leaf part has begun: all there
				    is of a multipart without parts */
	bool before_cut, any_leaf;
	struct show_fields fields;
	struct buf text;         /* scratch */
};

enum { MARK_OCTETS = 64 }; /* "[1,400 octets missing]" at most */

/* A subtype that nobody knows is text all the same (RFC 2046 4.1.4); calendars, cards and the
   like have lines of their own. */
static bool is_text(const struct ev_part *p)
{
	if (bytes_ieq(p->content_type, B("text/plain")))
		return true;
	return bytes_istarts(p->content_type, B("text/")) &&
	       (p->role == NULL || strcmp(p->role, "signed content") == 0);
}

static void part_open(struct show *s, const struct ev_part_event *p)
{
	bool html = bytes_ieq(p->part->content_type, B("text/html"));
	bool plain = !html && is_text(p->part);
	bool message = bytes_ieq(p->part->content_type, B("message/rfc822")) ||
		       bytes_ieq(p->part->content_type, B("message/global"));

	if (p->inner) {
		s->inner_leaf = part_tree_leaf(&s->tree, p->part);
		return;
	}
	s->leaf = part_tree_leaf(&s->tree, p->part);
	s->any_leaf = true;
	buf_fini(&s->before);
	s->open = NULL;
	if (!message && ((!plain && !html) || p->attachment))
		return;
	s->open = &ARRAY_PUSH(s->bodies, s->nbodies, s->capbodies);
	*s->open = (struct body){ .leaf = s->leaf, .html = html, .message = message };
}

static void octets(struct show *s, const struct ev_octets *o)
{
	struct bytes room = bytes_head(o->octets, LIMIT_SHOW_TEXT - s->before.n);

	if (s->any_leaf)
		return;
	s->before_cut |= room.n < o->octets.n || o->missing;
	buf_add(&s->before, room);
}

/* Where octets are missing from the text, on a line of its own: that is ASCII again in sets that
   shift.  Wider ones could not be read any more. */
static void mark_hole(struct show *s, const struct ev_part_event *p)
{
	struct buf *octets = &s->open->octets;
	size_t before = octets->n;

	if (bytes_istarts(p->part->charset, B("utf-16")) ||
	    bytes_istarts(p->part->charset, B("utf-32")) || s->text_octets + MARK_OCTETS > LIMIT_SHOW_TEXT)
		return;
	buf_adds(octets, "\r\n[");
	text_counted(octets, p->missing, "octet");
	buf_adds(octets, " missing]\r\n");
	s->text_octets += octets->n - before;
}

static void part_octets(struct show *s, const struct ev_part_event *p)
{
	struct bytes room;

	if (!s->open || p->inner)
		return;
	s->open->missing += p->missing;
	if (p->missing)
		mark_hole(s, p);
	room = bytes_head(p->octets, LIMIT_SHOW_TEXT - s->text_octets);
	s->open->cut |= room.n < p->octets.n;
	buf_add(&s->open->octets, room);
	s->text_octets += room.n;
}

static void note(struct show *s, enum text_color color, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
static void note(struct show *s, enum text_color color, const char *fmt, ...)
{
	struct buf *out = &s->out.text;
	va_list ap;

	text_color(out, s->look.color, color);
	va_start(ap, fmt);
	buf_vprintf(out, fmt, ap);
	va_end(ap);
	text_plain(out, s->look.color);
	buf_addc(out, '\n');
}

/* In which set the text was read, when its label did not tell. */
static void tell_charset(struct show *s, const struct ev_part *p, const char *guessed)
{
	const char *why = p->charset_note ? p->charset_note : "";
	struct bytes is = p->charset_found.p ? p->charset_found : bytes_str(guessed);
	int n = (int)is.n;
	const char *found = (const char *)is.p;
	struct buf label = { 0 };

	utf8_show(&label, p->charset);
	if (strcmp(why, "label in the HTML") == 0)
		note(s, DIM, "(read as %.*s, as the HTML says)", n, found);
	else if (strcmp(why, "wrong label") == 0)
		note(s, DIM, "(not in %s, as its label says; read as %.*s)", buf_cstr(&label), n,
		     found);
	else if (label.n)
		note(s, DIM, "(unknown character set %s; read as %.*s)", buf_cstr(&label), n, found);
	else
		note(s, DIM, "(no label of the character set; read as %.*s)", n, found);
	buf_fini(&label);
}

/* The text that was made of a part, or of the message. */
static int tell_text(struct show *s, struct err *e)
{
	int rc = message_text_show(&s->out, buf_bytes(&s->text), e);

	buf_fini(&s->text);
	return rc;
}

static void tell_missing(struct show *s, uint64_t missing)
{
	struct buf text = { 0 };

	text_counted(&text, missing, "octet");
	note(s, RED, "(%s of this text not captured)", buf_cstr(&text));
	buf_fini(&text);
}

static int tell_body(struct show *s, struct body *b, struct err *e)
{
	const struct ev_part *part = &s->tree.v[b->leaf].part;
	struct bytes label = part->charset;
	enum text_form form = b->html	       ? TEXT_HTML :
			      part->flowed != 1 ? TEXT_PLAIN :
			      part->delsp == 1 ? TEXT_FLOWED_DELSP : TEXT_FLOWED;
	const char *guessed = NULL;

	if (b->message)
		show_message(&s->out.text, buf_bytes(&b->octets), &s->look);
	else
		guessed = message_text(&s->text, buf_bytes(&b->octets),
				       part->charset_found.p ? part->charset_found : label, form);
	buf_fini(&b->octets);
	if (part->charset_found.p || guessed)
		tell_charset(s, part, guessed);
	if (tell_text(s, e) < 0)
		return -1;
	if (b->missing)
		tell_missing(s, b->missing);
	if (b->cut)
		note(s, DIM, "(cut here: `mailwire extract` gives all of it)");
	return 0;
}

/* The boundary of a multipart never came: other readers show its octets as text, and so is
   nothing lost that a person could have read. */
static int tell_unparted(struct show *s, struct err *e)
{
	struct bytes all = buf_bytes(&s->before);
	size_t crlf = bytes_find(all, B("\r\n\r\n")), lf = bytes_find(all, B("\n\n"));
	struct bytes body = crlf < lf ? bytes_from(all, crlf + 4) : bytes_from(all, lf + 2);

	if (s->any_leaf || bytes_trim(body).n == 0) {
		note(s, DIM, "(no text in this message%s)", part_tree_hides_text(&s->tree));
		return 0;
	}
	note(s, DIM, "(a multipart whose boundary never comes: its octets, as they are)");
	message_text(&s->text, body, (struct bytes){ NULL, 0 }, TEXT_PLAIN);
	buf_fini(&s->before);
	if (tell_text(s, e) < 0)
		return -1;
	if (s->before_cut)
		note(s, DIM, "(not all of it: `mailwire show --raw` gives what there is)");
	return 0;
}

/* A text in a message inside the message: above the first of them stands whose it is. */
static void tell_inside(struct show *s, size_t leaf)
{
	size_t path[PART_TREE_DEPTH], n = 0;

	for (size_t i = leaf; s->tree.v[i].parent != i && n < PART_TREE_DEPTH; i = path[n - 1])
		path[n++] = s->tree.v[i].parent;
	while (n--) {
		struct part_node *node = &s->tree.v[path[n]];

		if (node->told || !bytes_istarts(node->type, B("message/")))
			continue;
		node->told = true;
		note(s, DIM, "--- message %.*s", (int)node->path.n, (const char *)node->path.p);
		if (show_fields_tell(&s->fields, node->path, &s->out.text, &s->look))
			buf_addc(&s->out.text, '\n');
	}
}

/* Of a text that is there as plain text and as HTML, the one that was asked for. */
static bool passed_over(const struct show *s, const struct body *b, bool any_html)
{
	if (s->html && any_html)
		return !b->html;
	return part_tree_said_plain(&s->tree, b->leaf);
}

static int tell_bodies(struct show *s, struct err *e)
{
	size_t shown = 0, wanted = 0;
	bool any_html = false;

	for (size_t i = 0; i < s->nbodies; i++)
		any_html |= s->bodies[i].html;
	for (size_t i = 0; i < s->nbodies; i++)
		wanted += !passed_over(s, &s->bodies[i], any_html);
	for (size_t i = 0; i < s->nbodies; i++) {
		struct body *b = &s->bodies[i];
		const struct part_node *node = &s->tree.v[b->leaf];

		if (passed_over(s, b, any_html))
			continue;
		if (shown)
			buf_addc(&s->out.text, '\n');
		tell_inside(s, b->leaf);
		if (b->message) {
			note(s, DIM, "--- message %.*s, sent encoded", (int)node->path.n,
			     (const char *)node->path.p);
		} else if (wanted > 1) {
			note(s, DIM, "--- part %.*s, %s", (int)node->path.n,
			     (const char *)node->path.p, b->html ? "HTML as text" : "text");
		} else if (b->html) {
			note(s, DIM, "(HTML, as text)");
		}
		if (tell_body(s, b, e) < 0)
			return -1;
		shown++;
	}
	return shown ? 0 : tell_unparted(s, e);
}

static int tell(struct show *s, const struct ev_message *m, struct err *e)
{
	struct buf *out = &s->out.text;

	s->sink.done = true;
	if (m->complete != 1) {
		struct buf state = { 0 };

		text_state(&state, m);
		note(s, RED, "(this message is not complete: %s)", buf_cstr(&state));
		buf_fini(&state);
	} else if (m->headers_only == 1 || m->section.n) {
		struct buf state = { 0 };

		text_state(&state, m);
		note(s, DIM, "(not the whole message was fetched: %s)", buf_cstr(&state));
		buf_fini(&state);
	}
	show_fields_tell(&s->fields, (struct bytes){ NULL, 0 }, out, &s->look);
	trace_domains(out, m, "Domains:", &s->look);
	buf_addc(out, '\n');
	if (out_done(&s->out, e) < 0)
		return -1;
	if (tell_bodies(s, e) < 0)
		return -1;
	buf_addc(out, '\n');
	if (s->tree.n)
		note(s, BOLD, "Parts");
	part_tree_draw(&s->tree, out, &s->look);
	if (out_done(&s->out, e) < 0)
		return -1;
	report_text(out, m, &s->look);
	trace_text(out, m, &s->look);
	note(s, BOLD, "On the wire");
	wire_text(out, m);
	return out_done(&s->out, e);
}

static int put(struct sink *sink, const struct event *ev, struct err *e)
{
	struct show *s = (struct show *)sink;

	switch (ev->kind) {
	case EV_MESSAGE_OPEN:
		pick_is(&s->pick, ev->message->id);
		break;
	case EV_OCTETS:
		if (pick_is(&s->pick, ev->octets->message_id))
			octets(s, ev->octets);
		break;
	case EV_HEADER:
		if (pick_is(&s->pick, ev->header->message_id))
			show_fields_take(&s->fields, ev->header);
		break;
	case EV_CONTAINER:
		if (pick_is(&s->pick, ev->part->message_id))
			part_tree_container(&s->tree, ev->part->part);
		break;
	case EV_PART_OPEN:
		if (pick_is(&s->pick, ev->part->message_id))
			part_open(s, ev->part);
		break;
	case EV_PART_OCTETS:
		if (pick_is(&s->pick, ev->part->message_id))
			part_octets(s, ev->part);
		break;
	case EV_PART_CLOSE:
		if (pick_is(&s->pick, ev->part->message_id))
			part_tree_close(&s->tree, ev->part->inner ? s->inner_leaf : s->leaf,
					ev->part->part);
		break;
	case EV_MESSAGE:
		if (pick_is(&s->pick, ev->message->id))
			return tell(s, ev->message, e);
		break;
	default:
		break;
	}
	return 0;
}

static int finish(struct sink *sink, struct err *e)
{
	struct show *s = (struct show *)sink;

	return out_flush(&s->out, e) < 0 ? -1 : pick_check(&s->pick, e);
}

static void show_free(struct sink *sink)
{
	struct show *s = (struct show *)sink;

	for (size_t i = 0; i < s->nbodies; i++)
		buf_fini(&s->bodies[i].octets);
	free(s->bodies);
	show_fields_fini(&s->fields);
	part_tree_fini(&s->tree);
	buf_fini(&s->before);
	buf_fini(&s->text);
	out_fini(&s->out);
	free(s);
}

struct sink *sink_show_new(FILE *out, uint64_t message, const char *from,
			   const struct look *look, bool html)
{
	static const struct sink_ops ops = { "show", put, finish, show_free };
	struct show *s = xcalloc(1, sizeof(*s));

	s->sink.ops = &ops;
	s->sink.wants = EV_BIT(EV_MESSAGE_OPEN) | EV_BIT(EV_HEADER) | EV_BIT(EV_PART_OPEN) |
			EV_BIT(EV_PART_OCTETS) | EV_BIT(EV_PART_CLOSE) | EV_BIT(EV_CONTAINER) |
			EV_BIT(EV_OCTETS) | EV_BIT(EV_MESSAGE);
	s->look = *look;
	s->html = html;
	s->pick = (struct pick){ "message", from, message, 0 };
	out_init(&s->out, out);
	return &s->sink;
}
