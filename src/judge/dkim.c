/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * dkim.c - a message whose body is not the one its signature covers.
 *
 * In:   MESSAGE records, where delivery.c has compared the hashes
 * Out:  dkim.body_hash_mismatch, dkim.body_partly_signed
 * RFC:  6376 3.7, 8.2
 *
 * A list that adds a footer changes the body too, and so does a virus scanner; hence
 * "likely" at most, and only "possible" when the message went through a list or lies inside
 * another, whose program may have encoded it anew.
 */
#include "judge/evidence.h"
#include "judge/judge.h"

static struct bytes field_text(const struct ev_message *m, uint64_t offset, uint64_t *octets_out)
{
	for (size_t i = 0; i < m->headers.n; i++) {
		const struct ev_header_row *h = &m->headers.v[i];

		if (h->offset == offset) {
			*octets_out = h->octets;
			return h->raw.p ? h->raw : h->value;
		}
	}
	return (struct bytes){ NULL, 0 };
}

static void told(struct finding *f, const struct ev_message *m, const struct ev_dkim *s,
		 struct events *out)
{
	uint64_t octets = NO_U64;
	struct bytes text = field_text(m, s->offset, &octets);

	(void)message_evidence(f, m, "signature", s->offset, octets, text);
	finding_put(f, out);
}

static void mismatch(const struct ev_message *m, const struct ev_dkim *s, struct events *out)
{
	bool list = m->list_id.p || m->list_post.n || m->list_unsubscribe.n;
	bool inside = s->part.p != NULL;
	struct finding f;

	message_finding(&f, ANOMALY_DKIM_BODY_HASH_MISMATCH,
			list || inside ? CONFIDENCE_POSSIBLE : CONFIDENCE_LIKELY, m);
	finding_reason(&f, "The body ");
	if (inside) {
		finding_reason(&f, "of the message inside, part ");
		finding_reason_text(&f, s->part);
		finding_reason(&f, ", ");
	}
	finding_reason(&f, "is not the one ");
	finding_reason_text(&f, s->d);
	finding_reason(&f, " signed with selector ");
	finding_reason_text(&f, s->s);
	if (s->l != NO_U64)
		finding_reason(&f, ", nor are its first %llu octets", (unsigned long long)s->l);
	if (inside)
		finding_reason(&f, "; who forwarded it may have written it anew");
	else if (list)
		finding_reason(&f, "; it went through a mailing list, which may have added to it");
	finding_reason(&f, ".");
	told(&f, m, s, out);
}

static void partly_signed(const struct ev_message *m, const struct ev_dkim *s, struct events *out)
{
	struct finding f;

	message_finding(&f, ANOMALY_DKIM_BODY_PARTLY_SIGNED, CONFIDENCE_CONFIRMED, m);
	finding_reason(&f, "%llu octets of the body stand behind those that ",
		       (unsigned long long)s->beyond);
	finding_reason_text(&f, s->d);
	finding_reason(&f, " signed with l=%llu.", (unsigned long long)s->l);
	told(&f, m, s, out);
}

static void put(void *state, const struct event *ev, struct events *out)
{
	const struct ev_message *m = ev->message;

	(void)state;
	for (size_t i = 0; i < m->dkim.n; i++) {
		const struct ev_dkim *s = &m->dkim.v[i];

		if (s->bh_ok == 0)
			mismatch(m, s, out);
		else if (s->bh_ok == 1 && s->part.p == NULL && s->beyond != NO_U64 && s->beyond)
			partly_signed(m, s, out);
	}
}

const struct detector detector_dkim = {
	.name = "dkim", .wants = EV_BIT(EV_MESSAGE), .one_session = true, .put = put,
};
