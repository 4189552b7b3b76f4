/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * finding_text.c - see finding_text.h.
 *
 *	HIGH  smtp.smuggling: one message for the client, two for the server
 *	      session 3, smtp, 192.0.2.9:51586 -> 192.0.2.1:25, message 4, frames #25-31
 *	      What was seen, as a sentence.
 *	      What that means in general.
 *	      #25  client  octets 1,234-1,239  delivered  "\n.\r\n"
 *	      What to do.  See RFC 5321 4.1.1.4.
 */
#include "view/finding_text.h"

#include "base/utf8.h"

enum { INDENT = 10, COLUMNS = 80, COLUMNS_LEAST = 40 };

enum text_color finding_color(const struct ev_finding *f)
{
	if (f->severity_number == NO_U64 || f->severity_number < 47)
		return PLAIN;
	return f->severity_number < 73 ? YELLOW : RED;
}

void finding_line(struct buf *out, const struct ev_finding *f)
{
	buf_printf(out, "%s (%s, %s)", f->rule, f->severity, f->confidence);
	if (f->head.first_frame != NO_U64) {
		buf_adds(out, ", ");
		text_frames(out, f->head.first_frame, f->head.last_frame);
	}
	buf_adds(out, ": ");
	utf8_show(out, f->reason.p ? f->reason : bytes_str(f->title));
}

/* Adds `text` as a paragraph: indented, broken at blanks. */
static void paragraph(struct buf *out, struct bytes text, size_t columns)
{
	size_t room = columns - INDENT;
	size_t used = 0;

	while (text.n) {
		struct bytes word = bytes_head(text, bytes_chr(text, 0, ' '));
		size_t width = utf8_width(word);

		text = bytes_from(text, word.n + 1);
		if (word.n == 0)
			continue;
		if (used && used + 1 + width > room) {
			buf_addc(out, '\n');
			used = 0;
		}
		if (used == 0)
			buf_printf(out, "%*s", INDENT, "");
		else
			buf_addc(out, ' ');
		buf_add(out, word);
		used += width + (used != 0);
	}
	if (used)
		buf_addc(out, '\n');
}

/* The session, the message and the frames it is about. */
static void where(struct buf *out, const struct ev_finding *f)
{
	if (f->head.session_id != NO_U64)
		buf_printf(out, "session %llu", (unsigned long long)f->head.session_id);
	if (f->head.protocol)
		buf_printf(out, "%s%s", out->n ? ", " : "", f->head.protocol);
	if (f->head.client_ip.family) {
		buf_adds(out, out->n ? ", " : "");
		text_endpoint(out, &f->head.client_ip, f->head.client_port);
		buf_adds(out, " \xe2\x86\x92 ");
		text_endpoint(out, &f->head.server_ip, f->head.server_port);
	}
	if (f->message_id != NO_U64)
		buf_printf(out, "%smessage %llu", out->n ? ", " : "",
			   (unsigned long long)f->message_id);
	if (f->head.first_frame != NO_U64) {
		buf_adds(out, out->n ? ", " : "");
		text_frames(out, f->head.first_frame, f->head.last_frame);
	}
}

static void range(struct buf *out, const char *of, uint64_t from, uint64_t octets)
{
	if (from == NO_U64)
		return;
	buf_printf(out, "  %s ", of);
	text_count(out, from);
	if (octets != NO_U64 && octets > 1) {
		buf_adds(out, "-");
		text_count(out, from + octets - 1);
	}
}

/* Octets from the wire; dots behind them when they are only a beginning. */
static void quoted(struct buf *out, struct bytes text, uint64_t octets)
{
	buf_adds(out, "  \"");
	utf8_show(out, text);
	buf_addc(out, '"');
	if (octets != NO_U64 && octets > text.n)
		buf_adds(out, "...");
}

static void evidence(struct buf *out, const struct ev_evidence *e, const struct policy *p)
{
	buf_printf(out, "%*s", INDENT, "");
	if (e->first_frame != NO_U64)
		text_frames(out, e->first_frame, e->last_frame);
	if (e->from)
		buf_printf(out, "%s%s", e->first_frame != NO_U64 ? "  " : "", e->from);
	range(out, "octet", e->offset, e->octets);
	range(out, "of the message", e->message_offset, e->offset == NO_U64 ? e->octets : NO_U64);
	if (e->what)
		buf_printf(out, "  %s", e->what);
	if (e->text.p)
		quoted(out, e->text, e->octets);
	else if (e->secret_text.p && p->show_secrets)
		quoted(out, e->secret_text, e->octets);
	else if (e->secret_text.p)
		buf_adds(out, "  [hidden]");
	buf_addc(out, '\n');
}

void finding_page(struct buf *out, const struct ev_finding *f, const struct look *look,
		  const struct policy *p)
{
	size_t columns = look->columns ? look->columns : COLUMNS;
	struct buf text = { 0 };
	char severity[INDENT + 1] = { 0 };

	if (columns < COLUMNS_LEAST)
		columns = COLUMNS_LEAST;
	for (size_t i = 0; i < INDENT && f->severity[i]; i++)
		severity[i] = (char)ascii_toupper((uint8_t)f->severity[i]);
	text_color(out, look->color, finding_color(f));
	buf_printf(out, "%-*s", INDENT, severity);
	text_plain(out, look->color);
	text_color(out, look->color, BOLD);
	buf_printf(out, "%s", f->rule);
	text_plain(out, look->color);
	buf_printf(out, ": %s (%s)\n", f->title, f->confidence);

	where(&text, f);
	paragraph(out, buf_bytes(&text), columns);
	buf_clear(&text);
	utf8_show(&text, f->reason);
	paragraph(out, buf_bytes(&text), columns);
	paragraph(out, bytes_str(f->meaning), columns);
	for (size_t i = 0; i < f->evidence.n; i++)
		evidence(out, &f->evidence.v[i], p);
	buf_clear(&text);
	buf_printf(&text, "%s See %s.", f->advice, f->reference);
	paragraph(out, buf_bytes(&text), columns);
	buf_fini(&text);
}
