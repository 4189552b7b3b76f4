/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spoken.c - the secrets a client has said in a login, to find them in what the server says.
 *
 * In:   lines of both sides
 * Out:  where a line of the server repeats a secret
 */
#include "proto/spoken.h"

#include "base/arena.h"

#include <stdlib.h>

void spoken_fini(struct spoken *sp)
{
	free(sp->kept);
	*sp = (struct spoken){ 0 };
}

static void keep(struct spoken *sp, struct bytes secret)
{
	struct spoken_secret *k;

	if (secret.n < SPOKEN_LEAST)
		return;
	if (sp->kept == NULL)
		sp->kept = xcalloc(SPOKEN_KEPT, sizeof(*sp->kept));
	k = &sp->kept[sp->next++ % SPOKEN_KEPT];
	k->n = secret.n < SPOKEN_OCTETS ? secret.n : SPOKEN_OCTETS;
	k->cut = k->n < secret.n;
	for (size_t i = 0; i < k->n; i++)
		k->text[i] = (char)bytes_at(secret, i);
}

/* "NUL user NUL password", "user=... ^A auth=Bearer token ^A ^A", or all of it. */
static struct bytes password_in(struct bytes decoded)
{
	size_t bearer = bytes_ifind(decoded, B("auth=Bearer "));

	if (bearer < decoded.n) {
		decoded = bytes_from(decoded, bearer + 12);
		return bytes_head(decoded, bytes_chr(decoded, 0, 1));
	}
	if (bytes_rchr(decoded, 0) < decoded.n)
		decoded = bytes_from(decoded, bytes_rchr(decoded, 0) + 1);
	return decoded;
}

/* Without the quotes of IMAP. */
static struct bytes unquoted(struct bytes b)
{
	if (b.n >= 2 && bytes_at(b, 0) == '"' && bytes_last(b) == '"')
		return bytes_sub(b, 1, b.n - 2);
	return b;
}

void spoken_client(struct spoken *sp, const struct ev_line *l)
{
	if (l->secret_n == 0) {
		if (sp->state == SPOKEN_ANSWERED && l->kind != LINE_AUTH)
			spoken_fini(sp);
		/* What it is answered with is one (RFC 4467 7). */
		if (bytes_ieq(l->verb, B("GENURLAUTH")))
			sp->state = SPOKEN_UNANSWERED;
		return;
	}
	sp->state = SPOKEN_UNANSWERED;
	keep(sp, unquoted(bytes_trim(bytes_sub(l->text, l->secret_at, l->secret_n))));
	if (l->decoded.n)
		keep(sp, password_in(l->decoded));
}

/* A short one has to stand alone: "abc" is no secret in "abcess". */
static bool stands(struct bytes text, size_t at, size_t n)
{
	if (n >= 2 * SPOKEN_LEAST)
		return true;
	return !(at && ascii_alnum(bytes_at(text, at - 1))) &&
	       !ascii_alnum(bytes_at(text, at + n));
}

bool spoken_find(const struct spoken *sp, struct bytes text, size_t *at_out, size_t *n_out)
{
	size_t from = text.n, to = 0;

	for (size_t i = 0; sp->kept && i < SPOKEN_KEPT; i++) {
		const struct spoken_secret *k = &sp->kept[i];
		struct bytes secret = bytes_of(k->text, k->n);

		for (size_t at = 0; k->n && at < text.n; at += k->n) {
			at += bytes_find(bytes_from(text, at), secret);
			if (at >= text.n)
				break;
			if (!stands(text, at, k->n))
				continue;
			from = at < from ? at : from;
			if (k->cut || at + k->n > to)
				to = k->cut ? text.n : at + k->n;
		}
	}
	*at_out = from;
	*n_out = to > from ? to - from : 0;
	return *n_out > 0;
}

void spoken_server(struct spoken *sp, struct ev_line *l)
{
	size_t at, n;

	if (sp->state == SPOKEN_NOTHING)
		return;
	sp->state = SPOKEN_ANSWERED;
	if (l->secret_n || !spoken_find(sp, l->text, &at, &n))
		return;
	l->secret_at = at;
	l->secret_n = n;
	l->decoded_secret = true;
}
