/* SPDX-License-Identifier: BSD-2-Clause */
/* text.c - see text.h. */
#include "view/text.h"

#include "base/utf8.h"

#include <inttypes.h>
#include <sys/ioctl.h>
#include <unistd.h>

size_t text_columns(FILE *out)
{
	struct winsize size = { 0 };

	if (isatty(fileno(out)) != 1)
		return 0;
	if (ioctl(fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_col)
		return size.ws_col;
	return 80;
}

void text_color(struct buf *out, bool on, enum text_color color)
{
	static const char *const sgr[] = {
		[PLAIN] = "0", [BOLD] = "1", [DIM] = "2", [RED] = "31", [GREEN] = "32",
		[YELLOW] = "33", [BLUE] = "34", [CYAN] = "36",
	};

	if (on && color != PLAIN)
		buf_printf(out, "\033[%sm", sgr[color]);
}

void text_plain(struct buf *out, bool on)
{
	if (on)
		buf_adds(out, "\033[0m");
}

const char *text_protocol(const char *network_protocol)
{
	static const char *const names[] = { "SMTP", "LMTP", "POP3", "IMAP" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (bytes_ieq(bytes_str(names[i]), bytes_str(network_protocol)))
			return names[i];
	return network_protocol;
}

void text_count(struct buf *out, uint64_t v)
{
	struct buf digits = { 0 };

	buf_addu64(&digits, v);
	for (size_t i = 0; i < digits.n; i++) {
		if (i && (digits.n - i) % 3 == 0)
			buf_addc(out, ',');
		buf_addc(out, (uint8_t)bytes_at(buf_bytes(&digits), i));
	}
	buf_fini(&digits);
}

void text_counted(struct buf *out, uint64_t v, const char *what)
{
	text_count(out, v);
	buf_printf(out, " %s%s", what, v == 1 ? "" : "s");
}

void text_endpoint(struct buf *out, const struct ip *ip, uint64_t port)
{
	if (ip->family == 6)
		buf_addc(out, '[');
	ip_text(out, ip);
	if (ip->family == 6)
		buf_addc(out, ']');
	if (port != NO_U64)
		buf_printf(out, ":%" PRIu64, port);
}

void text_frames(struct buf *out, uint64_t first, uint64_t last)
{
	if (first == NO_U64)
		return;
	buf_printf(out, "#%" PRIu64, first);
	if (last != NO_U64 && last != first)
		buf_printf(out, "-%" PRIu64, last);
}

void text_list(struct buf *out, const struct ev_texts *t)
{
	for (size_t i = 0; i < t->n; i++) {
		if (i)
			buf_adds(out, ", ");
		utf8_show(out, t->v[i]);
	}
}

void text_ended(struct buf *out, const struct ev_session *s)
{
	static const struct {
		const char *word, *text;
		bool by; /* say by whom */
	} ends[] = {
		{ "fin", "closed", true },
		{ "half-close", "half closed", true },
		{ "reset", "reset", true },
		{ "reused", "ports reused", false },
		{ "timeout", "timed out", false },
		{ "evicted", "evicted", false },
		{ "end-of-capture", "capture ended", false },
	};

	for (size_t i = 0; s->ended && i < sizeof(ends) / sizeof(*ends); i++) {
		if (strcmp(s->ended, ends[i].word) != 0)
			continue;
		buf_adds(out, ends[i].text);
		if (ends[i].by && s->closed_by)
			buf_printf(out, " by %s", s->closed_by);
		return;
	}
	buf_adds(out, s->ended ? s->ended : "unknown");
}

/* CATENATE (RFC 4469): pieces of it did not cross the wire. */
static bool from_urls(const struct ev_message *m)
{
	for (size_t i = 0; i < m->pieces.n; i++)
		if (m->pieces.v[i].url.p)
			return true;
	return false;
}

void text_state(struct buf *out, const struct ev_message *m)
{
	if (m->missing != NO_U64 && m->missing) {
		text_counted(out, m->missing, "octet");
		buf_adds(out, " missing");
	} else if (m->complete == 0) {
		buf_adds(out, from_urls(m) ? "the rest is on the server" : "no end seen");
	} else if (m->headers_only == 1) {
		buf_adds(out, "headers only");
	} else if (m->section.n) {
		utf8_show(out, m->section);
		buf_adds(out, " only");
	} else {
		buf_adds(out, "complete");
	}
}

void text_unfolded(struct buf *out, struct bytes value)
{
	while (value.n) {
		size_t tab = bytes_chr(value, 0, '\t');

		utf8_show(out, bytes_head(value, tab));
		if (tab < value.n)
			buf_addc(out, ' ');
		value = bytes_from(value, tab + 1);
	}
}

void text_trimmed(struct buf *out, struct bytes text)
{
	utf8_show(out, bytes_trim(text));
}
