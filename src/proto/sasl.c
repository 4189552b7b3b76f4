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
#include "base/utf8.h"
#include "proto/finding.h"

#include <stdlib.h>
#include <string.h>

enum { SASL_HMAC_OCTETS = 16 }; /* enough that no two secrets ever look alike */

void sasl_fini(struct sasl *l)
{
	if (l->x) {
		for (size_t i = 0; i < SASL_FACTS; i++)
			buf_fini(&l->x->facts[i]);
		buf_fini(&l->x->octets);
		free(l->x->words);
		free(l->x);
	}
	*l = (struct sasl){ 0 };
}

void sasl_set(struct sasl *l, enum sasl_fact what, struct bytes value)
{
	struct buf *b = &l->x->facts[what];

	if (value.p == NULL)
		return;
	buf_clear(b);
	buf_add(b, value);
	buf_cstr(b); /* an empty value has an address too */
	l->x->known |= 1u << what;
}

void sasl_set_hex(struct sasl *l, enum sasl_fact what, struct bytes octets)
{
	struct buf hex = { 0 };

	if (octets.p == NULL)
		return;
	hash_hex(&hex, octets);
	buf_cstr(&hex);
	sasl_set(l, what, buf_bytes(&hex));
	buf_fini(&hex);
}

void sasl_set_utf16(struct sasl *l, enum sasl_fact what, struct bytes text)
{
	struct cur c = cur_of(text);
	struct buf out = { 0 };

	if (text.p == NULL)
		return;
	while (cur_left(&c) >= 2) {
		uint32_t u = cur_le16(&c);

		if (u >> 10 == 0x36 && cur_left(&c) >= 2) {
			struct cur low = c;
			uint32_t v = cur_le16(&low);

			if (v >> 10 == 0x37) {
				u = 0x10000 + ((u & 0x3ff) << 10) + (v & 0x3ff);
				c = low;
			}
		}
		utf8_add(&out, u >> 11 == 0x1b ? UTF8_REPLACEMENT : u);
	}
	buf_cstr(&out);
	sasl_set(l, what, buf_bytes(&out));
	buf_fini(&out);
}

struct bytes sasl_fact(const struct sasl *l, enum sasl_fact what)
{
	if (l->x && l->x->known & 1u << what)
		return buf_bytes(&l->x->facts[what]);
	return (struct bytes){ NULL, 0 };
}

static void sasl_frames(struct sasl *l, const struct conn_frames *f)
{
	if (f->last == 0)
		return;
	if (l->x->f.first == 0) {
		l->x->f = *f;
		return;
	}
	l->x->f.last = f->last;
	l->x->f.last_ns = f->last_ns;
}

void sasl_begin(struct sasl *l, struct bytes name, const struct conn_frames *f)
{
	sasl_fini(l);
	l->active = true;
	l->x = xcalloc(1, sizeof(*l->x));
	for (size_t i = 0; i < name.n && i < SASL_NAME - 1; i++)
		l->x->name[i] = (char)ascii_toupper((uint8_t)bytes_at(name, i));
	l->x->mech = sasl_mechanism(name);
	l->x->f = (struct conn_frames){ 0, 0, NO_TIME, NO_TIME };
	sasl_frames(l, f);
}

enum said_by { CLIENT_OPENLY, CLIENT_SECRETLY, SERVER_OPENLY, SERVER_SECRETLY };

/* Keeps a word for the record; `decoded` has p == NULL when it was in clear. */
static void sasl_word(struct sasl *l, enum said_by by, struct bytes raw, struct bytes decoded,
		      const struct conn_frames *f)
{
	struct sasl_word w = { .from_client = by == CLIENT_OPENLY || by == CLIENT_SECRETLY,
			       .secret = by == CLIENT_SECRETLY || by == SERVER_SECRETLY,
			       .has_decoded = decoded.p != NULL, .frame = f->last };

	sasl_frames(l, f);
	if (l->x->nwords >= LIMIT_WORDS ||
	    raw.n + decoded.n > LIMIT_WORDS_OCTETS - l->x->octets.n) {
		l->x->words_cut = true;
		return;
	}
	w.raw_at = l->x->octets.n;
	w.raw_n = raw.n;
	buf_add(&l->x->octets, raw);
	w.decoded_at = l->x->octets.n;
	w.decoded_n = decoded.n;
	buf_add(&l->x->octets, decoded);
	ARRAY_PUSH(l->x->words, l->x->nwords, l->x->capwords) = w;
}

/* Decodes a word of base64; false when it is none. */
static bool sasl_decode(struct bytes word, struct buf *decoded)
{
	bool good = bytes_eq(word, B("=")) || base64_decode(decoded, word);

	buf_cstr(decoded);
	return good;
}

void sasl_client(struct sasl *l, struct bytes word, const struct conn_frames *f,
		 struct buf *decoded_out)
{
	struct buf own = { 0 }, *decoded = decoded_out ? decoded_out : &own;
	enum said_by by = sasl_next_secret(l) ? CLIENT_SECRETLY : CLIENT_OPENLY;

	if (bytes_eq(word, B("*"))) {
		l->x->cancelled = true;
		sasl_word(l, CLIENT_OPENLY, word, (struct bytes){ NULL, 0 }, f);
		return;
	}
	if (!sasl_decode(word, decoded))
		l->x->bad_base64 = true;
	sasl_word(l, by, word, buf_bytes(decoded), f);
	if (l->x->mech)
		l->x->mech->client(l, l->x->client_words, buf_bytes(decoded));
	else if (decoded->n)
		sasl_set(l, SASL_SECRET, buf_bytes(decoded));
	l->x->client_words++;
	buf_fini(&own);
}

void sasl_asked(struct sasl *l, struct asked *a, struct buf *decoded_out)
{
	struct bytes arg = asked_arg(a), name = bytes_word(&arg);

	sasl_begin(l, name, &a->f);
	arg = bytes_trim(arg);
	if (arg.n == 0)
		return;
	if (sasl_next_secret(l))
		a->secret_at = a->arg_at + name.n +
			       bytes_find(bytes_from(asked_arg(a), name.n), arg);
	sasl_client(l, arg, &a->f, decoded_out);
}

void sasl_client_line(struct sasl *l, const struct session *s, struct bytes word,
		      struct ev_line *line, struct buf *decoded)
{
	struct conn_frames f = session_frames(s, DIR_CLIENT, line->offset, line->octets);

	if (sasl_next_secret(l) && !bytes_eq(line->text, B("*"))) {
		line->secret_n = line->text.n;
		line->decoded_secret = true;
	}
	buf_clear(decoded);
	sasl_client(l, bytes_trim(word), &f, decoded);
	line->decoded = buf_bytes(decoded);
}

bool sasl_is_proof(struct bytes decoded)
{
	return bytes_starts(decoded, B("v=")) ||
	       bytes_ifind(decoded, B("rspauth=")) < decoded.n;
}

void sasl_line(struct ev_line *line, size_t at, struct buf *decoded)
{
	struct bytes word = bytes_trim(bytes_from(line->text, at));

	buf_clear(decoded);
	base64_decode(decoded, word);
	line->decoded = buf_bytes(decoded);
	if (!sasl_is_proof(line->decoded))
		return;
	line->secret_at = at;
	line->secret_n = line->text.n - at;
	line->decoded_secret = true;
}

void sasl_server(struct sasl *l, struct bytes word, const struct conn_frames *f)
{
	struct buf decoded = { 0 };
	struct bytes said;

	/* Servers that put text for people into a challenge are no error of the client. */
	(void)sasl_decode(word, &decoded);
	said = buf_bytes(&decoded);
	sasl_word(l, sasl_is_proof(said) ? SERVER_SECRETLY : SERVER_OPENLY, word, said, f);
	/* The command was lost, but this is what LOGIN asks for. */
	if (l->x->mech == NULL && l->x->name[0] == '\0' && bytes_ieq(said, B("Username:")))
		l->x->mech = sasl_mechanism(B("LOGIN"));
	if (l->x->mech && l->x->mech->server && said.n)
		l->x->mech->server(l, said);
	buf_fini(&decoded);
}

bool sasl_next_secret(const struct sasl *l)
{
	/* After a hole the word may be a later one than it seems. */
	return !l->x || l->x->mech == NULL || l->hole || l->x->client_words >= l->x->mech->open_words;
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
	sasl_set(l, SASL_USER, user);
	sasl_word(l, CLIENT_OPENLY, user, (struct bytes){ NULL, 0 }, f);
}

void sasl_secret(struct sasl *l, struct bytes secret, const struct conn_frames *f)
{
	sasl_set(l, SASL_SECRET, secret);
	sasl_word(l, CLIENT_SECRETLY, secret, (struct bytes){ NULL, 0 }, f);
}

void sasl_challenge(struct sasl *l, struct bytes text)
{
	struct conn_frames none = { 0, 0, NO_TIME, NO_TIME };

	sasl_set(l, SASL_CHALLENGE, text);
	sasl_word(l, SERVER_OPENLY, text, (struct bytes){ NULL, 0 }, &none);
}

static const char *sasl_note(const struct sasl *l, const char *status, const char *note)
{
	if (note)
		return note;
	if (l->hole)
		return "octets of the exchange are missing";
	if (l->x->cancelled)
		return "cancelled by the client";
	if (l->x->bad_base64)
		return "bad base64";
	if (l->x->words_cut)
		return "exchange too long, its words are cut";
	return bytes_eq(bytes_str(status), B("none")) ? "no reply seen" : NULL;
}

static struct ev_words sasl_exchange(const struct sasl *l)
{
	struct ev_words ws = { xcalloc(l->x->nwords ? l->x->nwords : 1, sizeof(*ws.v)), l->x->nwords };
	struct bytes all = buf_bytes(&l->x->octets);

	for (size_t i = 0; i < l->x->nwords; i++) {
		const struct sasl_word *w = &l->x->words[i];

		record_init(RECORD_WORD, &ws.v[i]);
		ws.v[i].from = w->from_client ? "client" : "server";
		ws.v[i].frame = w->frame ? w->frame : NO_U64;
		ws.v[i].raw = bytes_sub(all, w->raw_at, w->raw_n);
		if (w->has_decoded)
			ws.v[i].decoded = bytes_sub(all, w->decoded_at, w->decoded_n);
		ws.v[i].secret = w->secret;
	}
	return ws;
}

/* Why it was refused, as a word: "5.7.8" (RFC 4954 6), "[AUTH]" (RFC 3206, RFC 5530). */
static struct bytes sasl_response_code(const struct reply *r)
{
	struct bytes text = reply_line(r, 0), code;

	if (r->code != NO_U64)
		return reply_enhanced(r);
	if (bytes_at(text, 0) != '[' || bytes_chr(text, 0, ']') == text.n)
		return (struct bytes){ NULL, 0 };
	code = bytes_sub(text, 1, bytes_chr(text, 0, ']') - 1);
	return bytes_word(&code);
}

/* How equal secrets are recognised without being told; `hex` holds it. */
static struct bytes sasl_hmac(const struct sasl *l, const struct session *s, struct buf *hex)
{
	uint8_t mac[SHA256_OCTETS];

	if (!hmac_sha256(&s->shared->hmac_key, sasl_fact(l, SASL_SECRET), mac))
		return (struct bytes){ NULL, 0 };
	hash_hex(hex, bytes_of(mac, SASL_HMAC_OCTETS));
	return buf_bytes(hex);
}

/* What of it everybody on the way can use. */
static void sasl_judge(const struct sasl *l, struct session *s)
{
	const char *kind = l->x->mech ? l->x->mech->kind : "";
	bool clear = strcmp(kind, "password") == 0 || strcmp(kind, "token") == 0;
	bool guessable = strcmp(kind, "digest") == 0 || strcmp(kind, "proof") == 0;
	bool *told = clear ? &s->cleartext_told : &s->guessable_told;
	struct ev_evidence *row;
	struct finding f;

	if (!sasl_fact(l, SASL_SECRET).p || !(clear || guessable) || *told || s->tls_accepted)
		return;
	*told = true;
	session_finding(s, &f, clear ? ANOMALY_AUTH_CLEARTEXT : ANOMALY_AUTH_GUESSABLE,
			CONFIDENCE_CONFIRMED);
	f.record.user = sasl_fact(l, SASL_USER);
	finding_reason(&f, "%s without TLS, a %s", l->x->name[0] ? l->x->name : l->x->mech->name, kind);
	if (f.record.user.p) {
		finding_reason(&f, " of ");
		finding_reason_text(&f, f.record.user);
	}
	row = finding_evidence(&f, "login", "client", (struct bytes){ NULL, 0 });
	if (l->x->f.first) {
		row->first_frame = l->x->f.first;
		row->last_frame = l->x->f.last;
	}
	finding_put(&f, s->out);
}

static void sasl_record(struct sasl *l, struct session *s, const char *outcome,
			const struct reply *r, const char *note)
{
	struct buf hex = { 0 };
	struct ev_auth a;

	session_record_init(s, RECORD_AUTH, &a, s->proto->login_action, &l->x->f);
	a.head.outcome = outcome;
	a.user = sasl_fact(l, SASL_USER);
	a.authzid = sasl_fact(l, SASL_AUTHZID);
	a.domain = sasl_fact(l, SASL_DOMAIN);
	a.realm = sasl_fact(l, SASL_REALM);
	a.workstation = sasl_fact(l, SASL_WORKSTATION);
	a.service = sasl_fact(l, SASL_SERVICE);
	a.trace = sasl_fact(l, SASL_TRACE);
	a.server_name = sasl_fact(l, SASL_SERVER_NAME);
	a.challenge = sasl_fact(l, SASL_CHALLENGE);
	a.binding = sasl_fact(l, SASL_BINDING);
	a.error = sasl_fact(l, SASL_ERROR);
	a.secret = sasl_fact(l, SASL_SECRET);
	if (a.secret.p) {
		a.secret_kind = l->x->mech ? l->x->mech->kind : "unknown";
		a.secret_hmac = sasl_hmac(l, s, &hex);
	}
	a.mechanism = l->x->name[0] ? l->x->name : l->x->mech ? l->x->mech->name : NULL;
	a.encrypted = s->tls_accepted;
	a.attempt = s->logins;
	if (r) {
		a.reply_code = r->code;
		a.reply_text = reply_line(r, 0);
		if (strcmp(outcome, "failure") == 0)
			a.response_code = sasl_response_code(r);
	}
	a.note = note;
	a.exchange = sasl_exchange(l);
	session_put(s, (struct event){ .kind = EV_AUTH, .auth = &a });
	free(a.exchange.v);
	buf_fini(&hex);
}

void sasl_end(struct sasl *l, struct session *s, const char *status, const struct reply *r,
	      const char *note)
{
	bool ok = strcmp(status, "ok") == 0;

	s->logins++;
	session_user(s, sasl_fact(l, SASL_USER), ok);
	if (r)
		sasl_frames(l, &r->f);
	if (events_want(s->out, EV_AUTH))
		sasl_record(l, s, ok ? "success" : strcmp(status, "none") == 0 ? "unknown" : "failure",
			    r, sasl_note(l, status, note));
	sasl_judge(l, s);
	sasl_fini(l);
}
