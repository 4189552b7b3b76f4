/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * people.c - who a message says it is from, and who else it could be from.
 *
 * In:   MESSAGE records
 * Out:  findings imf.*, name.bidi
 *
 * A mailing list, a newsletter and a forwarded message all have an envelope that differs
 * from their From; what they say about themselves (List-Id, Sender) is heeded before
 * anything is told.
 */
#include "judge/direction.h"
#include "judge/evidence.h"
#include "judge/judge.h"
#include "judge/link.h"

/* RFC 5322 3.6: at most one of each. */
enum { FROM, SENDER, REPLY_TO, TO, CC, BCC, SUBJECT, DATE, MESSAGE_ID, ONCE };
static const struct bytes once[ONCE] = {
#define NAME(s) { (const uint8_t *)s, sizeof(s) - 1 }
	[FROM] = NAME("From"),
	[SENDER] = NAME("Sender"),
	[REPLY_TO] = NAME("Reply-To"),
	[TO] = NAME("To"),
	[CC] = NAME("Cc"),
	[BCC] = NAME("Bcc"),
	[SUBJECT] = NAME("Subject"),
	[DATE] = NAME("Date"),
	[MESSAGE_ID] = NAME("Message-ID"),
#undef NAME
};

static const char *name_of(int field)
{
	return (const char *)once[field].p;
}

/* Those of a message's own header. */
struct seen {
	const struct ev_header_row *first, *last;
	size_t n;
};

static void look(const struct ev_message *m, struct seen seen[ONCE])
{
	for (size_t i = 0; i < m->headers.n; i++) {
		const struct ev_header_row *h = &m->headers.v[i];

		for (int k = 0; h->part.p == NULL && k < ONCE; k++)
			if (bytes_ieq(h->name, once[k])) {
				seen[k].last = h;
				if (seen[k].n++ == 0)
					seen[k].first = h;
				break;
			}
	}
}

/* Older lists say it by Precedence alone (RFC 3834 3.1.8). */
static bool is_list(const struct ev_message *m)
{
	return m->list_id.p || m->list_post.n || m->list_unsubscribe.n ||
	       bytes_eq(m->precedence, B("list")) || bytes_eq(m->precedence, B("bulk"));
}

/* The Sender Rewriting Scheme: a forwarder makes "SRS0=hash=day=example.org=a@forwarder" of
   the envelope "a@example.org", so that SPF holds and bounces find their way back. */
static bool rewritten_of(struct bytes envelope, struct bytes domain)
{
	struct bytes local = bytes_head(envelope, bytes_rchr(envelope, '@'));

	if (!bytes_istarts(local, B("SRS0")) && !bytes_istarts(local, B("SRS1")))
		return false;
	while (local.n) {
		size_t mark = bytes_chr(local, 0, '=');

		if (link_same_site(bytes_head(local, mark), domain))
			return true;
		local = bytes_from(local, mark + 1);
	}
	return false;
}

/* Is any of these addresses of the site `domain`?  None is: of no other site. */
static bool site_among(const struct ev_texts *addresses, struct bytes domain)
{
	for (size_t i = 0; i < addresses->n; i++)
		if (link_same_site(link_domain(addresses->v[i]), domain))
			return true;
	return addresses->n == 0;
}

/* An address inside `name`: from the letters before an "@" to those behind it. */
static struct bytes address_in(struct bytes name)
{
	size_t at = bytes_chr(name, 0, '@'), from = at, to = at + 1;

	if (at >= name.n)
		return (struct bytes){ NULL, 0 };
	while (from && bytes_at(name, from - 1) > ' ' && !strchr("<>(\"'[,;:", bytes_at(name, from - 1)))
		from--;
	while (to < name.n && (ascii_alnum(bytes_at(name, to)) || bytes_at(name, to) == '.' ||
			       bytes_at(name, to) == '-' || bytes_at(name, to) >= 0x80))
		to++;
	if (from == at || link_shown_host(bytes_sub(name, at + 1, to - at - 1)).p == NULL)
		return (struct bytes){ NULL, 0 };
	return bytes_sub(name, from, to - from);
}

static void rule_name_has_address(const struct ev_message *m, struct events *out)
{
	for (size_t i = 0; i < m->from.n && i < m->from_names.n; i++) {
		struct bytes inside = address_in(m->from_names.v[i]);
		struct finding f;

		if (inside.p == NULL ||
		    link_same_site(link_domain(inside), link_domain(m->from.v[i])))
			continue;
		message_finding(&f, ANOMALY_IMF_NAME_HAS_ADDRESS,
				is_list(m) ? CONFIDENCE_POSSIBLE : CONFIDENCE_LIKELY, m);
		finding_reason(&f, "The name in From shows ");
		finding_reason_shown(&f, inside);
		finding_reason(&f, ", but the address is ");
		finding_reason_shown(&f, m->from.v[i]);
		finding_reason(&f, ".");
		message_evidence_fields(&f, m, "From");
		finding_put(&f, out);
	}
}

static void rule_bidi(const struct ev_message *m, const struct seen seen[ONCE], struct events *out)
{
	static const int fields[] = { FROM, REPLY_TO, SENDER, SUBJECT };

	for (size_t k = 0; k < sizeof(fields) / sizeof(*fields); k++) {
		const struct ev_header_row *h = seen[fields[k]].first;
		const char *name = name_of(fields[k]);
		struct finding f;

		if (h == NULL || direction_of(h->value) != DIRECTION_TURNS)
			continue;
		message_finding(&f, ANOMALY_NAME_BIDI, CONFIDENCE_CONFIRMED, m);
		finding_reason(&f, "%s has a character that turns its direction: ", name);
		finding_reason_shown(&f, h->value);
		message_evidence_fields(&f, m, name);
		finding_put(&f, out);
	}
}

static void rule_repeated(const struct ev_message *m, const struct seen seen[ONCE],
			  struct events *out)
{
	for (int k = 0; k < ONCE; k++) {
		const char *name = name_of(k);
		struct finding f;

		if (seen[k].n < 2 || bytes_eq(seen[k].first->value, seen[k].last->value))
			continue;
		message_finding(&f, ANOMALY_IMF_FIELD_REPEATED, CONFIDENCE_CONFIRMED, m);
		finding_reason(&f, "%s stands there %zu times; a reader that takes the first sees \"",
			       name, seen[k].n);
		finding_reason_shown(&f, bytes_head(seen[k].first->value, 100));
		finding_reason(&f, "\", one that takes the last \"");
		finding_reason_shown(&f, bytes_head(seen[k].last->value, 100));
		finding_reason(&f, "\".");
		message_evidence_fields(&f, m, name);
		finding_put(&f, out);
	}
}

/* A word without "@" is no mailbox (RFC 5322 3.4): "Wang, Li <wang@example.org>" is one
   author whose name wants quotes. */
static void rule_several_authors(const struct ev_message *m, const struct seen seen[ONCE],
				 struct events *out)
{
	struct finding f;
	size_t n = 0;

	for (size_t i = 0; i < m->from.n; i++)
		n += bytes_chr(m->from.v[i], 0, '@') < m->from.v[i].n;
	if (n < 2 || m->sender.n || seen[FROM].n != 1)
		return;
	message_finding(&f, ANOMALY_IMF_FROM_SEVERAL, CONFIDENCE_CONFIRMED, m);
	finding_reason(&f, "From has %zu addresses and there is no Sender; programs show the first or "
		       "the last.", n);
	message_evidence_fields(&f, m, "From");
	finding_put(&f, out);
}

/* Only of a whole message: what was not transferred is not missing. */
static void rule_missing(const struct ev_message *m, const struct seen seen[ONCE],
			 struct events *out)
{
	bool from = seen[FROM].n != 0, date = seen[DATE].n != 0;
	struct finding f;

	if (m->complete != 1 || m->section.p || m->headers.n == 0 || (from && date))
		return;
	message_finding(&f, ANOMALY_IMF_FIELD_MISSING, CONFIDENCE_CONFIRMED, m);
	finding_reason(&f, "The header has no %s.",
		       from ? "Date" : date ? "From" : "From and no Date");
	message_evidence(&f, m, "the header", 0, NO_U64, (struct bytes){ NULL, 0 });
	finding_put(&f, out);
}

static void sender_elsewhere(const struct ev_message *m, struct events *out)
{
	struct finding f;

	message_finding(&f, ANOMALY_IMF_SENDER_ELSEWHERE, CONFIDENCE_CONFIRMED, m);
	finding_reason(&f, "From is ");
	finding_reason_shown(&f, m->from.v[0]);
	finding_reason(&f, ", but it was sent by ");
	finding_reason_shown(&f, m->sender.v[0]);
	finding_reason(&f, ".");
	message_evidence_fields(&f, m, "Sender");
	finding_put(&f, out);
}

/* The envelope, Sender, Reply-To: another site than From's. */
static void rule_elsewhere(const struct ev_message *m, struct events *out)
{
	struct bytes author = m->from.n ? link_domain(m->from.v[0]) : (struct bytes){ NULL, 0 };
	struct bytes envelope = link_domain(m->mail_from);
	struct finding f;

	if (author.n == 0 || is_list(m))
		return;
	if (envelope.n && !link_same_site(envelope, author) && !rewritten_of(m->mail_from, author) &&
	    !(m->sender.n && site_among(&m->sender, envelope))) {
		message_finding(&f, ANOMALY_IMF_ENVELOPE_DIFFERS, CONFIDENCE_CONFIRMED, m);
		finding_reason(&f, "From is ");
		finding_reason_shown(&f, m->from.v[0]);
		finding_reason(&f, ", but the envelope came from ");
		finding_reason_shown(&f, m->mail_from);
		finding_reason(&f, ".");
		message_evidence_fields(&f, m, "From");
		finding_put(&f, out);
	}
	/* "postmaster" alone is of no other site. */
	if (m->sender.n && link_domain(m->sender.v[0]).n && !site_among(&m->sender, author))
		sender_elsewhere(m, out);
	if (!site_among(&m->reply_to, author)) {
		message_finding(&f, ANOMALY_IMF_REPLY_ELSEWHERE, CONFIDENCE_CONFIRMED, m);
		finding_reason(&f, "From is ");
		finding_reason_shown(&f, m->from.v[0]);
		finding_reason(&f, ", but answers go to ");
		finding_reason_shown(&f, m->reply_to.v[0]);
		finding_reason(&f, ".");
		message_evidence_fields(&f, m, "Reply-To");
		finding_put(&f, out);
	}
}

static void put(void *state, const struct event *ev, struct events *out)
{
	const struct ev_message *m = ev->message;

	struct seen seen[ONCE] = { 0 };

	(void)state;
	look(m, seen);
	rule_repeated(m, seen, out);
	rule_several_authors(m, seen, out);
	rule_missing(m, seen, out);
	rule_name_has_address(m, out);
	rule_bidi(m, seen, out);
	rule_elsewhere(m, out);
}

const struct detector detector_people = {
	.name = "people", .wants = EV_BIT(EV_MESSAGE), .one_session = true, .put = put,
};
