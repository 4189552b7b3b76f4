/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_cause.c - which command an untagged response belongs to.
 *
 * In:   the response, and the commands that wait for their tagged replies
 * Out:  one of them
 * RFC:  9051 7, 5.5
 *
 * Nothing on the wire says it.  The oldest command that asks for such data has caused it,
 * of several FETCHes one that asks for this message and this range of it; else an IDLE,
 * which waits for news; else the oldest, which has to do without.
 */
#include "proto/imap.h"

enum {
	LOOK_AT = 64,          /* of the oldest commands */
	LOOK_AT_FETCHES = 8,   /* whose arguments are read */
	LOOK_AT_OCTETS = 256,  /* of these */
};

/* "2:4,7" or "5:*" has `n`; what cannot be read may have it. */
static bool set_has(struct bytes set, uint64_t n)
{
	while (set.n) {
		size_t end = bytes_chr(set, 0, ',');
		struct bytes range = bytes_head(set, end);
		size_t colon = bytes_chr(range, 0, ':');
		struct bytes first = bytes_head(range, colon), last = bytes_from(range, colon + 1);
		uint64_t a, b;

		if (last.n == 0)
			last = first;
		if (!bytes_u64(first, &a) || !bytes_u64(last, &b))
			return true; /* "*", "$" */
		if ((n >= a && n <= b) || (n >= b && n <= a))
			return true;
		set = bytes_from(set, end + 1);
	}
	return false;
}

/* What of it a FETCH response tells first: "UID 7", "]<40". */
struct about {
	uint64_t number, uid;    /* NO_U64: not told */
	struct bytes range;      /* "]<40", or empty */
};

static struct about about_of(struct imap *m, const struct imap_response_line *r)
{
	struct bytes text = bytes_head(r->text, LOOK_AT_OCTETS);
	struct about w = { .number = r->number, .uid = NO_U64 };
	size_t at = bytes_ifind(text, B("UID "));
	struct bytes word = bytes_from(text, at + 4);

	word = bytes_head(word, bytes_chr(word, 0, ' '));
	word = bytes_head(word, bytes_chr(word, 0, ')'));
	if (at == text.n || !bytes_u64(word, &w.uid)) {
		const struct mail *mail = mailbox_find(&m->box, m->s->shared->key, r->number);

		if (!bytes_u64(mailbox_uid(&m->box, mail), &w.uid))
			w.uid = NO_U64;
	}
	at = bytes_find(text, B("]<"));
	w.range = bytes_from(text, at);
	w.range = bytes_head(w.range, bytes_chr(w.range, 0, '>'));
	return w;
}

/* 0: it asks for another message; 1: for this one; 2: and for this range. */
static int fits(const struct asked *a, const struct about *w)
{
	struct bytes arg = bytes_head(asked_arg(a), LOOK_AT_OCTETS), set = bytes_word(&arg);
	bool by_uid = bytes_starts(bytes_str(a->verb), B("UID"));
	uint64_t n = by_uid ? w->uid : w->number;
	size_t at;

	if (n != NO_U64 && !set_has(set, n))
		return 0;
	if (w->range.n == 0)
		return bytes_find(arg, B("]<")) == arg.n ? 2 : 1;
	at = bytes_find(arg, w->range);
	return at < arg.n && !ascii_digit(bytes_at(arg, at + w->range.n)) ? 2 : 1;
}

/* Among the commands that are (not) doubtful. */
static struct asked *cause_among(const struct imap *m, unsigned data, struct bytes word,
				 const struct about *w, bool doubtful)
{
	struct asked *idle = NULL, *oldest = NULL, *a = m->dialog.head, *asks = NULL;
	int best = -1, fetches = 0;

	for (int i = 0; a && i < LOOK_AT; i++, a = a->next) {
		const struct imap_verb *v = a->row;
		int fit;

		if (a->doubtful != doubtful)
			continue;
		/* "* LANGUAGE", "* URLFETCH": named as the command. */
		if (v && data == 0 && bytes_ieq(word, bytes_str(v->name)))
			return a;
		if (v && (v->data & data)) {
			if (w == NULL)
				return a;
			fit = fits(a, w);
			if (fit > best) {
				best = fit;
				asks = a;
			}
			if (fit == 2 || ++fetches == LOOK_AT_FETCHES)
				return asks;
		}
		if (idle == NULL && imap_is_idle(a))
			idle = a;
		if (oldest == NULL)
			oldest = a;
	}
	return asks ? asks : idle ? idle : oldest;
}

/* ESEARCH (TAG "a1") says itself which command it answers (RFC 4466 2.6.2); an empty tag: it
   does not. */
static struct bytes tag_told(const struct imap_response_line *r)
{
	struct imap_tokens words = { .all = r->text };
	struct imap_token t;

	if (!bytes_ieq(r->word, B("ESEARCH")) || !imap_token_next(&words, &t) ||
	    !imap_token_next(&words, &t) || t.kind != IMAP_OPEN || !imap_token_next(&words, &t) ||
	    !bytes_ieq(t.text, B("TAG")) || !imap_token_next(&words, &t) || t.cut)
		return B("");
	return t.text;
}

struct asked *imap_cause(struct imap *m, const struct imap_response_line *r)
{
	unsigned data = r->kind == IMAP_SAYS_DATA ? imap_data_of(r->word)
			: r->status == IMAP_BYE	  ? IMAP_DATA_BYE : 0;
	bool fetch = (data & IMAP_DATA_FETCH) && r->number != NO_U64;
	struct about w = { 0 };
	struct bytes tag = tag_told(r);
	struct asked *a = tag.n ? dialog_find(&m->dialog, m->s, tag) : NULL;

	if (a)
		return a;
	if (fetch && m->dialog.pending > 1)
		w = about_of(m, r);
	else
		fetch = false;
	a = cause_among(m, data, r->word, fetch ? &w : NULL, false);
	/* A command whose reply may lie in a hole is over, if there is another. */
	return a ? a : cause_among(m, data, r->word, fetch ? &w : NULL, true);
}
