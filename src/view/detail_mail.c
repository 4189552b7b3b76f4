/* SPDX-License-Identifier: BSD-2-Clause */
/* detail_mail.c - see detail.h: the tree of what the mail protocol said in a frame. */
#include "view/detail.h"

#include "base/utf8.h"
#include "view/packet_row.h"
#include "view/text.h"

#include <inttypes.h>

static const char *protocol_name(const char *protocol)
{
	if (strcmp(protocol, "pop3") == 0)
		return "Post Office Protocol";
	if (strcmp(protocol, "imap") == 0)
		return "Internet Message Access Protocol";
	return "Simple Mail Transfer Protocol";
}

static void value(struct buf *out, const char *label, struct bytes text)
{
	buf_printf(out, "        %s: ", label);
	utf8_show(out, text);
	buf_addc(out, '\n');
}

static void command(struct buf *out, const struct item *it)
{
	bool smtp = strcmp(it->protocol, "pop3") != 0;

	value(out, smtp ? "Command" : "Request command", it->verb);
	if (it->arg.n)
		value(out, "Request parameter", it->arg);
}

/* RFC 5321 4.2.3's words for a code, by its first two digits. */
static const char *code_meaning(uint64_t code)
{
	switch (code) {
	case 220: return "<domain> Service ready";
	case 221: return "<domain> Service closing transmission channel";
	case 235: return "Authentication successful";
	case 250: return "Requested mail action okay, completed";
	case 251: return "User not local; will forward";
	case 252: return "Cannot VRFY user, but will accept message and attempt delivery";
	case 334: return "Server challenge";
	case 354: return "Start mail input; end with <CRLF>.<CRLF>";
	case 421: return "<domain> Service not available, closing transmission channel";
	case 450: return "Requested mail action not taken: mailbox unavailable";
	case 451: return "Requested action aborted: local error in processing";
	case 452: return "Requested action not taken: insufficient system storage";
	case 500: return "Syntax error, command unrecognized";
	case 501: return "Syntax error in parameters or arguments";
	case 502: return "Command not implemented";
	case 503: return "Bad sequence of commands";
	case 504: return "Command parameter not implemented";
	case 530: return "Authentication required";
	case 535: return "Authentication credentials invalid";
	case 550: return "Requested action not taken: mailbox unavailable";
	case 551: return "User not local";
	case 552: return "Requested mail action aborted: exceeded storage allocation";
	case 553: return "Requested action not taken: mailbox name not allowed";
	case 554: return "Transaction failed";
	}
	return code < 300 ? "success" : code < 400 ? "go on" : code < 500 ? "failed for now" :
	       "failed";
}

static void reply(struct buf *out, const struct item *it)
{
	struct bytes rest = it->text;
	struct bytes word;

	if (it->code != NO_U64) {
		buf_printf(out, "        Response code: %s (%" PRIu64 ")\n", code_meaning(it->code),
			   it->code);
		if (rest.n > 4)
			value(out, "Response parameter", bytes_from(rest, 4));
		return;
	}
	word = bytes_word(&rest);
	value(out, "Response indicator", word);
	if (rest.n)
		value(out, "Response description", rest);
}

static void line(struct buf *out, const struct item *it)
{
	static const char *const labels[] = {
		[LINE_COMMAND] = "Command Line", [LINE_AUTH] = "Authentication",
		[LINE_REPLY] = "Response",       [LINE_REPLY_MORE] = "Response",
		[LINE_LISTING] = "Listing",      [LINE_END] = "End",
		[LINE_OTHER] = "Other",          [LINE_MORE] = "Continuation",
	};

	buf_printf(out, "    %s: ", labels[it->line]);
	utf8_show(out, it->text);
	buf_adds(out, "\\r\\n\n");
	if (it->line == LINE_COMMAND)
		command(out, it);
	else if (it->line == LINE_REPLY || it->line == LINE_REPLY_MORE)
		reply(out, it);
	if (it->decoded.n)
		value(out, "Decoded", it->decoded);
}

static void fragments(struct buf *out, const struct item_message *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->nspans; i++)
		n += m->spans[i].frame != 0;
	buf_printf(out, "    [%zu DATA fragment%s (%" PRIu64 " bytes):", n, n == 1 ? "" : "s",
		   m->octets);
	for (size_t i = 0; i < m->nspans; i++) {
		if (m->spans[i].frame)
			buf_printf(out, "%s #%" PRIu64 "(%" PRIu64 ")", i ? "," : "",
				   m->spans[i].frame, m->spans[i].octets);
		else
			buf_printf(out, "%s missing(%" PRIu64 ")", i ? "," : "", m->spans[i].octets);
	}
	buf_printf(out, "%s]\n", m->more ? ", \xe2\x80\xa6" : "");
}

static void part(struct buf *out, const struct item_part *p)
{
	buf_printf(out, "    %*sPart ", (int)(p->depth < 32 ? p->depth : 32) * 2, "");
	utf8_show(out, p->path);
	buf_adds(out, ": ");
	utf8_show(out, p->content_type);
	if (p->name.n) {
		buf_adds(out, ", \"");
		utf8_show(out, p->name);
		buf_addc(out, '"');
	}
	if (p->size != NO_U64)
		buf_printf(out, ", %" PRIu64 " bytes decoded", p->size);
	buf_addc(out, '\n');
}

static void message(struct buf *out, const struct item_message *m)
{
	buf_adds(out, "Internet Message Format\n");
	for (size_t i = 0; i < m->nheaders; i++) {
		if (m->headers[i].part)
			continue;
		buf_adds(out, "    ");
		utf8_show(out, m->headers[i].name);
		buf_adds(out, ": ");
		text_trimmed(out, m->headers[i].value);
		buf_addc(out, '\n');
	}
	if (m->nparts)
		buf_adds(out, "    MIME parts\n");
	for (size_t i = 0; i < m->nparts; i++) {
		buf_adds(out, "    ");
		part(out, &m->parts[i]);
	}
}

void detail_mail(struct buf *out, const struct item *items, size_t nitems)
{
	const struct item_message *ended = NULL;

	if (!nitems)
		return;
	buf_printf(out, "%s\n", protocol_name(items[0].protocol));
	for (size_t i = 0; i < nitems; i++) {
		const struct item *it = &items[i];

		switch (it->kind) {
		case ITEM_LINE:
			line(out, it);
			break;
		case ITEM_DATA:
			buf_printf(out, "    DATA fragment, %" PRIu64 " byte%s\n", it->octets,
				   it->octets == 1 ? "" : "s");
			break;
		case ITEM_MESSAGE:
			fragments(out, it->message);
			ended = it->message;
			message(out, ended);
			break;
		}
	}
}
