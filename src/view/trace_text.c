/* SPDX-License-Identifier: BSD-2-Clause */
/* trace_text.c - see trace_text.h. */
#include "view/trace_text.h"

#include "base/time.h"
#include "base/utf8.h"

#include <inttypes.h>

enum { TIME_WIDTH = 19, NAME_WIDTH = 12 };

static void title(struct buf *out, const char *text, const struct look *look)
{
	text_color(out, look->color, BOLD);
	buf_adds(out, text);
	text_plain(out, look->color);
	buf_addc(out, '\n');
}

static void fact(struct buf *out, const char *before, struct bytes text)
{
	if (!text.n)
		return;
	buf_adds(out, before);
	utf8_show(out, text);
}

/* Dates in Received have seconds and no more. */
static void hop_delay(struct buf *out, int64_t ns)
{
	int64_t s = ns / NS_PER_SEC, days = s / 86400, hours = s / 3600 % 24;

	if (days)
		buf_printf(out, "%" PRId64 " d %" PRId64 " h", days, hours);
	else if (hours)
		buf_printf(out, "%" PRId64 " h %" PRId64 " min", hours, s / 60 % 60);
	else if (s >= 60)
		buf_printf(out, "%" PRId64 " min %" PRId64 " s", s / 60, s % 60);
	else
		buf_printf(out, "%" PRId64 " s", s);
}

/* The moment of the first hop; then how long after the hop before it. */
static void hop_time(struct buf *out, const struct ev_hop *h, const struct look *look)
{
	size_t from = out->n;
	bool skew = h->clock_skew == 1;

	if (h->delay != NO_TIME) {
		buf_addc(out, h->delay < 0 ? '-' : '+');
		hop_delay(out, h->delay < 0 ? -h->delay : h->delay);
	} else if (h->when != NO_TIME) {
		time_human(out, h->when, 0);
	} else {
		buf_adds(out, "(no date)");
	}
	while (out->n - from < TIME_WIDTH)
		buf_addc(out, ' ');
	buf_adds(out, "  ");
	if (!skew)
		return;
	text_color(out, look->color, YELLOW);
	buf_adds(out, "(clocks differ) ");
	text_plain(out, look->color);
}

static void hop(struct buf *out, const struct ev_hop *h, const struct look *look)
{
	struct buf ip = { 0 };

	buf_adds(out, "  ");
	hop_time(out, h, look);
	ip_text(&ip, &h->ip);
	utf8_show(out, h->from);
	/* "[192.0.2.1]" is a name too. */
	if (ip.n && bytes_find(h->from, buf_bytes(&ip)) == h->from.n)
		buf_printf(out, "%s[%s]", h->from.n ? " " : "", buf_cstr(&ip));
	if (!h->from.n && !ip.n && h->from_info.n) {
		buf_addc(out, '(');
		utf8_show(out, h->from_info);
		buf_addc(out, ')');
	}
	if (h->by.n) {
		buf_adds(out, bytes_last(buf_bytes(out)) == ' ' ? "\xe2\x86\x92 " :
								  " \xe2\x86\x92 ");
		utf8_show(out, h->by);
	}
	buf_fini(&ip);
	fact(out, ", ", h->with);
	if (h->tls_version.n)
		fact(out, ", ", h->tls_version);
	else if (h->tls == 1)
		buf_adds(out, ", TLS");
	if (h->authenticated == 1)
		buf_adds(out, ", logged in");
	fact(out, ", for ", h->for_);
	buf_addc(out, '\n');
}

static void way(struct buf *out, const struct ev_message *m, const struct look *look)
{
	bool any = false;

	/* They stand in the header from the last to the first. */
	for (size_t i = m->received.n; i-- > 0;) {
		const struct ev_hop *h = &m->received.v[i];

		if (h->part.p)
			continue;
		if (!any)
			title(out, "Its way, as the servers tell", look);
		any = true;
		hop(out, h, look);
	}
}

/* Whether the body is the signed one, and what of it is not signed. */
static void body(struct buf *out, int ok, const char *why, uint64_t beyond,
		 const struct look *look)
{
	if (ok == 1) {
		buf_adds(out, ": the body is the signed one");
	} else if (ok == 0) {
		text_color(out, look->color, RED);
		buf_adds(out, ": the body is not the signed one");
		text_plain(out, look->color);
	} else {
		buf_printf(out, ": body not checked, %s", why ? why : "cannot be said");
	}
	if (beyond != NO_U64 && beyond) {
		buf_adds(out, ", ");
		text_counted(out, beyond, "octet");
		buf_adds(out, " behind it not signed");
	}
	buf_addc(out, '\n');
}

static void signatures(struct buf *out, const struct ev_message *m, const struct look *look)
{
	bool any = false;

	for (size_t i = 0; i < m->dkim.n; i++) {
		const struct ev_dkim *d = &m->dkim.v[i];

		if (d->part.p)
			continue;
		if (!any)
			title(out, "Signatures", look);
		any = true;
		buf_adds(out, "  DKIM   ");
		utf8_show(out, d->d.n ? d->d : B("(no domain)"));
		fact(out, ", selector ", d->s);
		fact(out, ", ", d->a);
		body(out, d->bh_ok, d->bh_note, d->beyond, look);
	}
	for (size_t i = 0; i < m->arc.n; i++) {
		const struct ev_arc *a = &m->arc.v[i];

		if (a->part.p)
			continue;
		if (!any)
			title(out, "Signatures", look);
		any = true;
		buf_printf(out, "  ARC %-2" PRIu64 " ", a->i);
		utf8_show(out, a->d.n ? a->d : B("(no domain)"));
		fact(out, ", selector ", a->s);
		fact(out, ", ", a->a);
		fact(out, ", chain so far ", a->cv);
		if (a->complete == 0)
			buf_adds(out, ", not whole");
		body(out, a->bh_ok, a->bh_note, NO_U64, look);
	}
}

static void checks(struct buf *out, const struct ev_message *m, const struct look *look)
{
	bool any = false;

	for (size_t i = 0; i < m->auth_results.n; i++) {
		const struct ev_authres *r = &m->auth_results.v[i];

		if (r->part.p)
			continue;
		if (!any)
			title(out, "Checks, as servers claim", look);
		any = true;
		buf_adds(out, "  ");
		utf8_show(out, r->server.n ? r->server : B("(server not told)"));
		buf_adds(out, ": ");
		utf8_show(out, r->method);
		buf_addc(out, '=');
		utf8_show(out, r->result);
		for (size_t k = 0; k < r->props.n; k++)
			fact(out, " ", r->props.v[k]);
		if (r->reason.n) {
			buf_adds(out, " (");
			utf8_show(out, r->reason);
			buf_addc(out, ')');
		}
		buf_addc(out, '\n');
	}
}

void trace_text(struct buf *out, const struct ev_message *m, const struct look *look)
{
	way(out, m, look);
	signatures(out, m, look);
	checks(out, m, look);
}

void trace_domains(struct buf *out, const struct ev_message *m, const char *name,
		   const struct look *look)
{
	for (size_t i = 0; i < m->idn.n; i++) {
		text_color(out, look->color, BOLD);
		buf_printf(out, "%-*s", NAME_WIDTH, i ? "" : name);
		text_plain(out, look->color);
		utf8_show(out, m->idn.v[i].ascii);
		buf_adds(out, " is ");
		utf8_show(out, m->idn.v[i].unicode);
		buf_addc(out, '\n');
	}
}
