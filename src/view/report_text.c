/* SPDX-License-Identifier: BSD-2-Clause */
/* report_text.c - see report_text.h. */
#include "view/report_text.h"

#include "base/utf8.h"

enum { LABEL_WIDTH = 10 };

static void title(struct buf *out, const char *text, struct bytes part, const struct look *look)
{
	text_color(out, look->color, BOLD);
	buf_adds(out, text);
	if (part.n) {
		buf_adds(out, ", part ");
		utf8_show(out, part);
	}
	text_plain(out, look->color);
	buf_addc(out, '\n');
}

static void label(struct buf *out, struct bytes text, enum text_color color,
		  const struct look *look)
{
	size_t from;

	buf_adds(out, "  ");
	text_color(out, look->color, color);
	from = out->n;
	utf8_show(out, text);
	from = out->n - from;
	text_plain(out, look->color);
	do
		buf_addc(out, ' ');
	while (++from <= LABEL_WIDTH);
}

/* Blanks of folding are one. */
static void add(struct buf *out, const char *before, struct bytes text, const char *after)
{
	bool more = false;

	if (!text.n)
		return;
	buf_adds(out, before);
	for (struct bytes word = bytes_word(&text); word.n; word = bytes_word(&text)) {
		buf_adds(out, more ? " " : "");
		utf8_show(out, word);
		more = true;
	}
	buf_adds(out, after);
}

static void fact(struct buf *out, const char *name, struct bytes text, const struct look *look)
{
	if (!text.n)
		return;
	label(out, bytes_str(name), PLAIN, look);
	add(out, "", text, "\n");
}

/* RFC 3464 2.3.3. */
static enum text_color color_of(struct bytes action)
{
	if (bytes_ieq(action, B("failed")))
		return RED;
	if (bytes_ieq(action, B("delayed")))
		return YELLOW;
	return bytes_ieq(action, B("delivered")) ? GREEN : PLAIN;
}

/* What stands below the address. */
static void further(struct buf *out, const char *before, struct bytes text)
{
	if (!text.n)
		return;
	label(out, B(""), PLAIN, &(struct look){ 0 });
	add(out, before, text, "\n");
}

static void recipient(struct buf *out, const struct ev_dsn *d, const struct look *look)
{
	struct bytes who = d->final.n ? d->final : d->original;

	label(out, d->action.n ? d->action : B("(unsaid)"), color_of(d->action), look);
	utf8_show(out, who.n ? who : B("(no recipient)"));
	if (!bytes_eq(who, d->original))
		add(out, ", originally to ", d->original, "");
	add(out, ", status ", d->status, "");
	buf_addc(out, '\n');
	further(out, "answer      ", d->diagnostic);
	further(out, "of          ", d->remote_mta);
	further(out, "last tried  ", d->last_attempt);
	further(out, "tries until ", d->will_retry_until);
	further(out, "in its log  ", d->log_id);
}

static void delivery(struct buf *out, const struct ev_message *m, const struct look *look)
{
	struct bytes part = m->dsn.n ? m->dsn.v[0].part : (struct bytes){ NULL, 0 };

	if (!m->dsn.n && !m->dsn_mta.n)
		return;
	title(out, "Delivery report", part, look);
	fact(out, "By", m->dsn_mta, look);
	fact(out, "Arrived", m->dsn_arrival_date, look);
	fact(out, "From", m->dsn_received_from, look);
	fact(out, "ENVID", m->dsn_envelope_id, look);
	for (size_t i = 0; i < m->dsn.n; i++) {
		if (!bytes_eq(m->dsn.v[i].part, part))
			title(out, "Delivery report", m->dsn.v[i].part, look);
		part = m->dsn.v[i].part;
		recipient(out, &m->dsn.v[i], look);
	}
}

static void receipt(struct buf *out, const struct ev_message *m, const struct look *look)
{
	struct bytes who = m->mdn_final.n ? m->mdn_final : m->mdn_original;

	if (!who.n && !m->mdn_disposition.n)
		return;
	title(out, "Receipt", (struct bytes){ NULL, 0 }, look);
	fact(out, "From", who, look);
	if (!bytes_eq(who, m->mdn_original))
		fact(out, "Sent to", m->mdn_original, look);
	if (m->mdn_message_id.n) {
		label(out, B("About"), PLAIN, look);
		add(out, "<", m->mdn_message_id, ">\n");
	}
	fact(out, "Says", m->mdn_disposition, look);
	fact(out, "Error", m->mdn_error, look);
	fact(out, "Program", m->mdn_ua, look);
}

static void complaint(struct buf *out, const struct ev_message *m, const struct look *look)
{
	if (!m->arf_type.n)
		return;
	title(out, "Complaint", (struct bytes){ NULL, 0 }, look);
	fact(out, "Of", m->arf_type, look);
	fact(out, "Sender", m->arf_mail_from, look);
	fact(out, "From host", m->arf_source_ip, look);
	fact(out, "Domain", m->arf_domain, look);
	fact(out, "Program", m->arf_ua, look);
}

void report_text(struct buf *out, const struct ev_message *m, const struct look *look)
{
	delivery(out, m, look);
	receipt(out, m, look);
	complaint(out, m, look);
}
