/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * domains.c - domains of a message's people that are drawn like others.
 *
 * In:   MESSAGE records
 * Out:  findings name.lookalike_domain
 *
 * Two ways to see it.  A label with characters of other scripts that looks like ASCII, or
 * mixes scripts, is strange by itself.  "examp1e.com" is not, until "example.com" is there,
 * too: so the sites of one message are compared, those it claims to be from with each other
 * and with those it is for.
 */
#include "judge/evidence.h"
#include "judge/judge.h"
#include "judge/link.h"
#include "judge/lookalike.h"

enum { SITES_COMPARED = 32 }; /* the first of a message: pairs grow with the square */

static void rule_strange(const struct ev_message *m, const char *field,
			 const struct ev_texts *addresses, struct events *out)
{
	for (size_t i = 0; i < addresses->n; i++) {
		struct buf unicode = { 0 }, ascii = { 0 };
		enum lookalike is = lookalike_domain(link_domain(addresses->v[i]), &unicode, &ascii);
		struct finding f;

		if (is != LOOKALIKE_NONE) {
			message_finding(&f, ANOMALY_NAME_LOOKALIKE_DOMAIN,
					is == LOOKALIKE_ASCII ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE,
					m);
			finding_reason(&f, "The domain ");
			finding_reason_shown(&f, buf_bytes(&unicode));
			finding_reason(&f, " in %s", field);
			if (is == LOOKALIKE_MIXED) {
				finding_reason(&f, " mixes scripts in one label.");
			} else {
				finding_reason(&f, is == LOOKALIKE_NEAR ? " is drawn nearly like "
									: " is drawn like ");
				finding_reason_shown(&f, buf_bytes(&ascii));
				finding_reason(&f, ".");
			}
			message_evidence_fields(&f, m, field);
			finding_put(&f, out);
		}
		buf_fini(&unicode);
		buf_fini(&ascii);
	}
}

struct site {
	struct bytes name; /* borrowed from the record */
	const char *where;
	bool claimed;      /* the message says it is from there */
	struct buf prototype;
};

struct sites {
	struct site v[SITES_COMPARED];
	size_t n;
};

static void add_site(struct sites *s, struct bytes address, const char *where, bool claimed)
{
	struct bytes name = link_site(link_domain(address));

	if (name.n == 0 || s->n == SITES_COMPARED)
		return;
	for (size_t i = 0; i < s->n; i++)
		if (bytes_ieq(s->v[i].name, name))
			return;
	s->v[s->n] = (struct site){ .name = name, .where = where, .claimed = claimed };
	lookalike_prototype(&s->v[s->n].prototype, name);
	s->n++;
}

static void add_sites(struct sites *s, const struct ev_texts *addresses, const char *where,
		      bool claimed)
{
	for (size_t i = 0; i < addresses->n && s->n < SITES_COMPARED; i++)
		add_site(s, addresses->v[i], where, claimed);
}

static void add_evidence(struct finding *f, const struct ev_message *m, const struct site *s)
{
	size_t i = 0;

	if (message_field(m, s->where, &i))
		message_evidence_fields(f, m, s->where);
	else
		message_evidence(f, m, s->where, NO_U64, NO_U64, s->name);
}

static void tell_pair(const struct ev_message *m, const struct site *a, const struct site *b,
		      struct events *out)
{
	struct finding f;

	message_finding(&f, ANOMALY_NAME_LOOKALIKE_DOMAIN, CONFIDENCE_LIKELY, m);
	finding_reason(&f, "The domain ");
	finding_reason_shown(&f, a->name);
	finding_reason(&f, " in %s is drawn like ", a->where);
	finding_reason_shown(&f, b->name);
	finding_reason(&f, " in %s, and is another.", b->where);
	add_evidence(&f, m, a);
	add_evidence(&f, m, b);
	finding_put(&f, out);
}

static void rule_pairs(const struct ev_message *m, struct events *out)
{
	struct sites s = { .n = 0 };

	add_sites(&s, &m->from, "From", true);
	add_sites(&s, &m->sender, "Sender", true);
	add_sites(&s, &m->reply_to, "Reply-To", true);
	add_site(&s, m->mail_from, "the envelope's sender", true);
	add_sites(&s, &m->to, "To", false);
	add_sites(&s, &m->cc, "Cc", false);
	for (size_t i = 0; i < m->rcpt.n && s.n < SITES_COMPARED; i++)
		add_site(&s, m->rcpt.v[i].address, "the envelope's recipients", false);
	for (size_t i = 0; i < s.n && s.v[i].claimed; i++)
		for (size_t k = i + 1; k < s.n; k++)
			if (bytes_eq(buf_bytes(&s.v[i].prototype), buf_bytes(&s.v[k].prototype)) &&
			    !link_same_site(s.v[i].name, s.v[k].name))
				tell_pair(m, &s.v[i], &s.v[k], out);
	for (size_t i = 0; i < s.n; i++)
		buf_fini(&s.v[i].prototype);
}

static void put(void *state, const struct event *ev, struct events *out)
{
	const struct ev_message *m = ev->message;

	(void)state;
	rule_strange(m, "From", &m->from, out);
	rule_strange(m, "Sender", &m->sender, out);
	rule_strange(m, "Reply-To", &m->reply_to, out);
	rule_pairs(m, out);
}

const struct detector detector_domains = {
	.name = "domains", .wants = EV_BIT(EV_MESSAGE), .one_session = true, .put = put,
};
