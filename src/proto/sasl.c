/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sasl.c - one login attempt, as it goes over the wire, and its record.
 *
 * In:   the words of both sides
 * Out:  one AUTH record: who, how, with what, and what the server said to it
 * RFC:  4422, 4954, 5034, 1939 7
 */
#include "proto/sasl_mech.h"

#include "base/arena.h"
#include "base/base64.h"
#include "base/limits.h"

#include <stdlib.h>

void sasl_fini(struct sasl *l)
{
	buf_fini(&l->user);
	buf_fini(&l->authzid);
	buf_fini(&l->secret);
	buf_fini(&l->octets);
	free(l->words);
	*l = (struct sasl){ 0 };
}

static void sasl_set(struct buf *b, bool *has, struct bytes value)
{
	buf_clear(b);
	buf_add(b, value);
	buf_cstr(b); /* an empty value has an address too */
	*has = true;
}

void sasl_set_user(struct sasl *l, struct bytes user)
{
	sasl_set(&l->user, &l->has_user, user);
}

void sasl_set_authzid(struct sasl *l, struct bytes authzid)
{
	sasl_set(&l->authzid, &l->has_authzid, authzid);
}

void sasl_set_secret(struct sasl *l, struct bytes secret)
{
	sasl_set(&l->secret, &l->has_secret, secret);
}

static void sasl_frames(struct sasl *l, const struct conn_frames *f)
{
	if (f->last == 0)
		return;
	if (l->f.first == 0) {
		l->f = *f;
		return;
	}
	l->f.last = f->last;
	l->f.last_ns = f->last_ns;
}

void sasl_begin(struct sasl *l, struct bytes name, const struct conn_frames *f)
{
	sasl_fini(l);
	l->active = true;
	for (size_t i = 0; i < name.n && i < SASL_NAME - 1; i++)
		l->name[i] = (char)ascii_toupper((uint8_t)bytes_at(name, i));
	l->mech = sasl_mechanism(name);
	l->f = (struct conn_frames){ 0, 0, NO_TIME, NO_TIME };
	sasl_frames(l, f);
}

/* Keeps a word for the record; `decoded` has p == NULL when it was in clear. */
static void sasl_word(struct sasl *l, bool from_client, struct bytes raw,
		      struct bytes decoded, const struct conn_frames *f)
{
	struct sasl_word w = { .from_client = from_client, .frame = f->last,
			       .has_decoded = decoded.p != NULL };

	sasl_frames(l, f);
	if (l->nwords >= LIMIT_WORDS ||
	    raw.n + decoded.n > LIMIT_WORDS_OCTETS - l->octets.n) {
		l->words_cut = true;
		return;
	}
	w.raw_at = l->octets.n;
	w.raw_n = raw.n;
	buf_add(&l->octets, raw);
	w.decoded_at = l->octets.n;
	w.decoded_n = decoded.n;
	buf_add(&l->octets, decoded);
	ARRAY_PUSH(l->words, l->nwords, l->capwords) = w;
}

/* Decodes a word of base64 and keeps both. */
static void sasl_decode(struct sasl *l, bool from_client, struct bytes word,
			const struct conn_frames *f, struct buf *decoded)
{
	if (!bytes_eq(word, B("=")) && !base64_decode(decoded, word))
		l->bad_base64 = true;
	buf_cstr(decoded);
	sasl_word(l, from_client, word, buf_bytes(decoded), f);
}

void sasl_client(struct sasl *l, struct bytes word, const struct conn_frames *f,
		 struct buf *decoded_out)
{
	struct buf own = { 0 }, *decoded = decoded_out ? decoded_out : &own;

	if (bytes_eq(word, B("*"))) {
		l->cancelled = true;
		sasl_word(l, true, word, (struct bytes){ NULL, 0 }, f);
		return;
	}
	sasl_decode(l, true, word, f, decoded);
	if (l->mech)
		l->mech->client(l, l->client_words, buf_bytes(decoded));
	else if (decoded->n)
		sasl_set_secret(l, buf_bytes(decoded));
	l->client_words++;
	buf_fini(&own);
}

void sasl_server(struct sasl *l, struct bytes word, const struct conn_frames *f,
		 struct buf *decoded_out)
{
	struct buf own = { 0 }, *decoded = decoded_out ? decoded_out : &own;
	bool bad = l->bad_base64;

	/* Servers that put text for people into a challenge are no error of the client. */
	sasl_decode(l, false, word, f, decoded);
	l->bad_base64 = bad;
	/* The command was lost, but this is what LOGIN asks for. */
	if (l->mech == NULL && l->name[0] == '\0' &&
	    bytes_ieq(buf_bytes(decoded), B("Username:")))
		l->mech = sasl_mechanism(B("LOGIN"));
	buf_fini(&own);
}

bool sasl_next_secret(const struct sasl *l)
{
	return l->mech == NULL || l->client_words >= l->mech->open_words;
}

bool sasl_is_word(struct bytes line)
{
	if (line.n < 4)
		return false;
	for (size_t i = 0; i < line.n; i++) {
		int c = bytes_at(line, i);

		if (!ascii_alnum(c) && c != '+' && c != '/' && c != '=')
			return false;
	}
	return true;
}

void sasl_user(struct sasl *l, struct bytes user, const struct conn_frames *f)
{
	sasl_set_user(l, user);
	sasl_word(l, true, user, (struct bytes){ NULL, 0 }, f);
}

void sasl_secret(struct sasl *l, struct bytes secret, const struct conn_frames *f)
{
	sasl_set_secret(l, secret);
	sasl_word(l, true, secret, (struct bytes){ NULL, 0 }, f);
}

void sasl_challenge(struct sasl *l, struct bytes text)
{
	struct conn_frames none = { 0, 0, NO_TIME, NO_TIME };

	sasl_word(l, false, text, (struct bytes){ NULL, 0 }, &none);
}

static const char *sasl_note(const struct sasl *l, const char *status, const char *note)
{
	if (note)
		return note;
	if (l->hole)
		return "octets of the exchange are missing";
	if (l->cancelled)
		return "cancelled by the client";
	if (l->bad_base64)
		return "bad base64";
	if (l->words_cut)
		return "exchange too long, its words are cut";
	return bytes_eq(bytes_str(status), B("none")) ? "no reply seen" : NULL;
}

static struct bytes sasl_value(const struct buf *b, bool has)
{
	return has ? buf_bytes(b) : (struct bytes){ NULL, 0 };
}

static struct ev_words sasl_exchange(const struct sasl *l)
{
	struct ev_words ws = { xcalloc(l->nwords ? l->nwords : 1, sizeof(*ws.v)), l->nwords };
	struct bytes all = buf_bytes(&l->octets);

	for (size_t i = 0; i < l->nwords; i++) {
		const struct sasl_word *w = &l->words[i];

		record_init(RECORD_WORD, &ws.v[i]);
		ws.v[i].from = w->from_client ? "client" : "server";
		ws.v[i].frame = w->frame ? w->frame : NO_U64;
		ws.v[i].raw = bytes_sub(all, w->raw_at, w->raw_n);
		if (w->has_decoded)
			ws.v[i].decoded = bytes_sub(all, w->decoded_at, w->decoded_n);
	}
	return ws;
}

void sasl_end(struct sasl *l, struct session *s, const char *status, const struct reply *r,
	      const char *note)
{
	bool ok = bytes_eq(bytes_str(status), B("ok"));
	bool none = bytes_eq(bytes_str(status), B("none"));
	struct ev_auth a;

	s->logins++;
	session_user(s, sasl_value(&l->user, l->has_user), ok);
	if (events_want(s->out, EV_AUTH)) {
		if (r)
			sasl_frames(l, &r->f);
		record_init(RECORD_AUTH, &a);
		a.head.action = s->proto->login_action;
		session_head(s, &a.head, &l->f);
		a.head.outcome = ok ? "success" : none ? "unknown" : "failure";
		a.user = sasl_value(&l->user, l->has_user);
		a.authzid = sasl_value(&l->authzid, l->has_authzid);
		a.secret = sasl_value(&l->secret, l->has_secret);
		a.mechanism = l->name[0] ? l->name : l->mech ? l->mech->name : NULL;
		a.encrypted = false;
		a.attempt = s->logins;
		if (r) {
			a.reply_code = r->code;
			a.reply_text = reply_line(r, 0);
		}
		a.note = sasl_note(l, status, note);
		a.exchange = sasl_exchange(l);
		session_put(s, (struct event){ .kind = EV_AUTH, .auth = &a });
		free(a.exchange.v);
	}
	sasl_fini(l);
}
