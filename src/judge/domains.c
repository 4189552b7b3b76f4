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

enum {
	SITES_COMPARED = 32, /* the first of a message: pairs grow with the square */
	KNOWN = 256,
	KNOWN_OCTETS = 64,   /* of a domain; longer ones are rare */
};

/* Finding out who registered a domain and how it is drawn costs more than all else here, and
   the domains of a site's mail are few: what was found of them lately is kept. */
struct known {
	uint8_t n, nprototype; /* n == 0: none */
	uint8_t site;          /* where it begins in domain[] */
	uint8_t domain[KNOWN_OCTETS], prototype[KNOWN_OCTETS];
};

struct state {
	struct known known[KNOWN];
};

/* ASCII without a "-", so without "xn--", too: most are, and nothing about them is strange. */
static bool plain_domain(struct bytes domain)
{
	return bytes_ascii(domain) && bytes_chr(domain, 0, '-') == domain.n;
}

static void rule_strange(const struct ev_message *m, const char *field,
			 const struct ev_texts *addresses, struct events *out)
{
	for (size_t i = 0; i < addresses->n; i++) {
		struct bytes domain = link_domain(addresses->v[i]);
		BUF_SHORT(unicode);
		BUF_SHORT(ascii);
		enum lookalike is = LOOKALIKE_NONE;
		struct finding f;

		if (!plain_domain(domain))
			is = lookalike_domain(domain, &unicode, &ascii);
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
	struct bytes name; /* borrowed from the record, as is the domain */
	struct bytes domain;
	const char *where;
	bool claimed;      /* the message says it is from there */
	size_t prototype_at, prototype_n; /* in sites.prototypes */
};

struct sites {
	struct known *known;
	struct buf *prototypes;
	struct site v[SITES_COMPARED];
	size_t n;
};

static struct known *known_at(struct known *known, struct bytes domain)
{
	uint32_t hash = 0;

	for (size_t i = 0; i < domain.n; i++)
		hash = (hash ^ (uint32_t)bytes_at(domain, i)) * 16777619; /* FNV */
	return &known[(hash ^ hash >> 16) % KNOWN];
}

/* The site of a domain; its prototype is added to `prototype`. */
static struct bytes site_of(struct known *known, struct bytes domain, struct buf *prototype)
{
	struct known *k = known_at(known, domain);
	struct bytes site;

	if (domain.n && bytes_eq(domain, bytes_of(k->domain, k->n))) {
		buf_add(prototype, bytes_of(k->prototype, k->nprototype));
		return bytes_from(domain, k->site);
	}
	site = link_site(domain);
	lookalike_prototype(prototype, site);
	if (domain.n == 0 || domain.n > KNOWN_OCTETS || prototype->n > KNOWN_OCTETS ||
	    site.p + site.n != domain.p + domain.n)
		return site;
	k->n = (uint8_t)domain.n;
	memcpy(k->domain, domain.p, domain.n);
	k->site = (uint8_t)(domain.n - site.n);
	k->nprototype = (uint8_t)prototype->n;
	if (prototype->n)
		memcpy(k->prototype, prototype->p, prototype->n);
	return site;
}

static struct bytes prototype_of(const struct sites *s, const struct site *site)
{
	return bytes_sub(buf_bytes(s->prototypes), site->prototype_at, site->prototype_n);
}

static void add_site(struct sites *s, struct bytes address, const char *where, bool claimed)
{
	struct bytes domain = link_domain(address), name;
	size_t at = s->prototypes->n;
	BUF_SHORT(prototype);

	if (s->n == SITES_COMPARED)
		return;
	/* Often the envelope's domain is From's; what follows from a domain was added then. */
	for (size_t i = 0; i < s->n; i++)
		if (bytes_eq(s->v[i].domain, domain))
			return;
	name = site_of(s->known, domain, &prototype);
	for (size_t i = 0; i < s->n && name.n; i++)
		if (bytes_ieq(s->v[i].name, name))
			name.n = 0;
	if (name.n) {
		buf_add(s->prototypes, buf_bytes(&prototype));
		s->v[s->n++] = (struct site){ .name = name, .domain = domain, .where = where, .claimed = claimed,
					      .prototype_at = at, .prototype_n = prototype.n };
	}
	buf_fini(&prototype);
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

static void rule_pairs(struct state *state, const struct ev_message *m, struct events *out)
{
	BUF_SHORT(prototypes);
	struct sites s;

	s.known = state->known;
	s.prototypes = &prototypes;
	s.n = 0;
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
			if (bytes_eq(prototype_of(&s, &s.v[i]), prototype_of(&s, &s.v[k])) &&
			    !link_same_site(s.v[i].name, s.v[k].name))
				tell_pair(m, &s.v[i], &s.v[k], out);
	buf_fini(&prototypes);
}

static void put(void *state, const struct event *ev, struct events *out)
{
	const struct ev_message *m = ev->message;

	rule_strange(m, "From", &m->from, out);
	rule_strange(m, "Sender", &m->sender, out);
	rule_strange(m, "Reply-To", &m->reply_to, out);
	rule_pairs(state, m, out);
}

const struct detector detector_domains = {
	.name = "domains", .wants = EV_BIT(EV_MESSAGE), .one_session = true,
	.state_octets = sizeof(struct state), .put = put,
};
