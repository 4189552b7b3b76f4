/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * people.c - who a message says it is from, and who else it could be from.
 *
 * In:   MESSAGE records
 * Out:  findings imf.*, name.bidi, name.lookalike_domain
 *
 * A mailing list, a newsletter and a forwarded message all have an envelope that differs
 * from their From; what they say about themselves (List-Id, Sender) is heeded before
 * anything is told.
 */
#include "judge/evidence.h"
#include "judge/judge.h"
#include "judge/link.h"
#include "judge/lookalike.h"

#include "base/utf8.h"

enum { FIELDS_TOLD = 4 };

static struct bytes domain_of(struct bytes address)
{
	size_t at = bytes_rchr(address, '@');

	return at < address.n ? bytes_from(address, at + 1) : (struct bytes){ NULL, 0 };
}

/* The next field called `name` of the message's own header, from `*i` on; NULL: no more. */
static const struct ev_header_row *field_next(const struct ev_message *m, const char *name,
					      size_t *i)
{
	while (*i < m->headers.n) {
		const struct ev_header_row *h = &m->headers.v[(*i)++];

		if (h->part.p == NULL && bytes_ieq(h->name, bytes_str(name)))
			return h;
	}
	return NULL;
}

static size_t field_count(const struct ev_message *m, const char *name)
{
	size_t i = 0, n = 0;

	while (field_next(m, name, &i))
		n++;
	return n;
}

/* The fields called `name` as evidence. */
static void add_fields(struct finding *f, const struct ev_message *m, const char *name)
{
	const struct ev_header_row *h;
	size_t i = 0, n = 0;

	while ((h = field_next(m, name, &i)) && n++ < FIELDS_TOLD)
		message_evidence(f, m, name, h->offset, h->octets, h->raw.p ? h->raw : h->value);
}

static bool is_list(const struct ev_message *m)
{
	return m->list_id.p || m->list_post.n || m->list_unsubscribe.n;
}

/* Is any of these addresses of the site `domain`?  None is: of no other site. */
static bool site_among(const struct ev_texts *addresses, struct bytes domain)
{
	for (size_t i = 0; i < addresses->n; i++)
		if (link_same_site(domain_of(addresses->v[i]), domain))
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
		    link_same_site(domain_of(inside), domain_of(m->from.v[i])))
			continue;
		message_finding(&f, ANOMALY_IMF_NAME_HAS_ADDRESS,
				is_list(m) ? CONFIDENCE_POSSIBLE : CONFIDENCE_LIKELY, m);
		finding_reason(&f, "The name in From shows ");
		finding_reason_shown(&f, inside);
		finding_reason(&f, ", but the address is ");
		finding_reason_shown(&f, m->from.v[i]);
		finding_reason(&f, ".");
		add_fields(&f, m, "From");
		finding_put(&f, out);
	}
}

static void rule_lookalike(const struct ev_message *m, const char *field,
			   const struct ev_texts *addresses, struct events *out)
{
	for (size_t i = 0; i < addresses->n; i++) {
		struct buf unicode = { 0 }, ascii = { 0 };
		enum lookalike is = lookalike_domain(domain_of(addresses->v[i]), &unicode, &ascii);
		struct finding f;

		if (is != LOOKALIKE_NONE) {
			message_finding(&f, ANOMALY_NAME_LOOKALIKE_DOMAIN,
					is == LOOKALIKE_ASCII ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE,
					m);
			finding_reason(&f, "The domain ");
			finding_reason_shown(&f, buf_bytes(&unicode));
			finding_reason(&f, " in %s", field);
			if (is == LOOKALIKE_ASCII) {
				finding_reason(&f, " is drawn like ");
				finding_reason_text(&f, buf_bytes(&ascii));
				finding_reason(&f, ".");
			} else {
				finding_reason(&f, " mixes scripts in one label.");
			}
			add_fields(&f, m, field);
			finding_put(&f, out);
		}
		buf_fini(&unicode);
		buf_fini(&ascii);
	}
}

static bool turns(struct bytes text)
{
	while (text.n) {
		uint32_t c = utf8_next(&text, NULL);

		if (c == 0x202d || c == 0x202e || (c >= 0x2066 && c <= 0x2068))
			return true;
	}
	return false;
}

static void rule_bidi(const struct ev_message *m, struct events *out)
{
	static const char *const fields[] = { "From", "Reply-To", "Sender", "Subject" };

	for (size_t k = 0; k < sizeof(fields) / sizeof(*fields); k++) {
		const struct ev_header_row *h;
		size_t i = 0;
		struct finding f;

		h = field_next(m, fields[k], &i);
		if (h == NULL || !turns(h->value))
			continue;
		message_finding(&f, ANOMALY_NAME_BIDI, CONFIDENCE_CONFIRMED, m);
		finding_reason(&f, "%s has a character that turns its direction: ", fields[k]);
		finding_reason_shown(&f, h->value);
		add_fields(&f, m, fields[k]);
		finding_put(&f, out);
	}
}

/* RFC 5322 3.6: at most one of each. */
static void rule_repeated(const struct ev_message *m, struct events *out)
{
	static const char *const once[] = {
		"From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date", "Message-ID",
	};

	for (size_t k = 0; k < sizeof(once) / sizeof(*once); k++) {
		const struct ev_header_row *h, *first, *last;
		size_t i = 0, n = 1;
		struct finding f;

		first = last = field_next(m, once[k], &i);
		while ((h = field_next(m, once[k], &i))) {
			last = h;
			n++;
		}
		if (n < 2 || bytes_eq(first->value, last->value))
			continue;
		message_finding(&f, ANOMALY_IMF_FIELD_REPEATED, CONFIDENCE_CONFIRMED, m);
		finding_reason(&f, "%s stands there %zu times; a reader that takes the first sees \"",
			       once[k], n);
		finding_reason_shown(&f, bytes_head(first->value, 100));
		finding_reason(&f, "\", one that takes the last \"");
		finding_reason_shown(&f, bytes_head(last->value, 100));
		finding_reason(&f, "\".");
		add_fields(&f, m, once[k]);
		finding_put(&f, out);
	}
}

static void rule_several_authors(const struct ev_message *m, struct events *out)
{
	struct finding f;

	if (m->from.n < 2 || m->sender.n || field_count(m, "From") != 1)
		return;
	message_finding(&f, ANOMALY_IMF_FROM_SEVERAL, CONFIDENCE_CONFIRMED, m);
	finding_reason(&f, "From has %zu addresses and there is no Sender; programs show the first or "
		       "the last.", m->from.n);
	add_fields(&f, m, "From");
	finding_put(&f, out);
}

/* Only of a whole message: what was not transferred is not missing. */
static void rule_missing(const struct ev_message *m, struct events *out)
{
	bool from = field_count(m, "From") != 0, date = field_count(m, "Date") != 0;
	struct finding f;

	if (m->complete != 1 || m->section.p || m->headers.n == 0 || (from && date))
		return;
	message_finding(&f, ANOMALY_IMF_FIELD_MISSING, CONFIDENCE_CONFIRMED, m);
	finding_reason(&f, "The header has no %s.",
		       from ? "Date" : date ? "From" : "From and no Date");
	message_evidence(&f, m, "the header", 0, NO_U64, (struct bytes){ NULL, 0 });
	finding_put(&f, out);
}

/* The envelope, Reply-To: another site than From's. */
static void rule_elsewhere(const struct ev_message *m, struct events *out)
{
	struct bytes author = m->from.n ? domain_of(m->from.v[0]) : (struct bytes){ NULL, 0 };
	struct bytes envelope = domain_of(m->mail_from);
	struct finding f;

	if (author.n == 0 || is_list(m))
		return;
	if (envelope.n && !link_same_site(envelope, author) &&
	    !(m->sender.n && site_among(&m->sender, envelope))) {
		message_finding(&f, ANOMALY_IMF_ENVELOPE_DIFFERS, CONFIDENCE_CONFIRMED, m);
		finding_reason(&f, "From is ");
		finding_reason_shown(&f, m->from.v[0]);
		finding_reason(&f, ", but the envelope came from ");
		finding_reason_shown(&f, m->mail_from);
		finding_reason(&f, ".");
		add_fields(&f, m, "From");
		finding_put(&f, out);
	}
	if (!site_among(&m->reply_to, author)) {
		message_finding(&f, ANOMALY_IMF_REPLY_ELSEWHERE, CONFIDENCE_CONFIRMED, m);
		finding_reason(&f, "From is ");
		finding_reason_shown(&f, m->from.v[0]);
		finding_reason(&f, ", but answers go to ");
		finding_reason_shown(&f, m->reply_to.v[0]);
		finding_reason(&f, ".");
		add_fields(&f, m, "Reply-To");
		finding_put(&f, out);
	}
}

static void put(void *state, const struct event *ev, struct events *out)
{
	const struct ev_message *m = ev->message;

	(void)state;
	rule_repeated(m, out);
	rule_several_authors(m, out);
	rule_missing(m, out);
	rule_name_has_address(m, out);
	rule_lookalike(m, "From", &m->from, out);
	rule_lookalike(m, "Sender", &m->sender, out);
	rule_lookalike(m, "Reply-To", &m->reply_to, out);
	rule_bidi(m, out);
	rule_elsewhere(m, out);
}

const struct detector detector_people = {
	.name = "people", .wants = EV_BIT(EV_MESSAGE), .one_session = true, .put = put,
};
