/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sasl.h - one login attempt, as it goes over the wire, and its record.
 *
 * RFC 4422 for the exchange, RFC 4954 (SMTP), RFC 5034 (POP3) and RFC 4959 (IMAP) for how
 * it is carried: words of base64, one a line, "*" to give up, "=" for an empty initial
 * response.  The same record serves logins without SASL (POP3 USER/PASS and APOP, IMAP
 * LOGIN).
 *
 *	sasl_begin -> ( sasl_client | sasl_server )* -> sasl_end     tells the AUTH record
 */
#ifndef MW_PROTO_SASL_H
#define MW_PROTO_SASL_H

#include "proto/dialog.h"

struct sasl_mechanism; /* sasl_mech.h */

enum { SASL_NAME = 32 };

/* What an exchange says about a login; each is a field of the record. */
enum sasl_fact {
	SASL_USER, SASL_AUTHZID, SASL_DOMAIN, SASL_REALM, SASL_WORKSTATION, SASL_SERVICE, SASL_TRACE,
	SASL_SERVER_NAME, SASL_CHALLENGE, SASL_BINDING, SASL_SECRET, SASL_ERROR,
	SASL_FACTS,
};

/* Zeroed state: no attempt is open. */
struct sasl_exchange {
	const struct sasl_mechanism *mech; /* NULL: not known, words are kept as they are */
	char name[SASL_NAME];      /* as the client named it, upper case */
	unsigned client_words;     /* that the client has said */
	struct buf facts[SASL_FACTS];
	unsigned known;            /* 1 << enum sasl_fact */
	bool cancelled, bad_base64, words_cut;
	bool user_asked;           /* LOGIN: the last challenge asked for the user */
	struct conn_frames f;      /* the frames of it so far */
	struct sasl_word {
		bool from_client, has_decoded, secret;
		uint64_t frame;
		size_t raw_at, raw_n, decoded_at, decoded_n; /* in `octets` */
	} *words;
	size_t nwords, capwords;
	struct buf octets;
};

/* Most sessions have none going on.  Zeroed state is none. */
struct sasl {
	bool active;
	bool hole;                 /* octets of it are missing */
	struct sasl_exchange *x;   /* while it is active */
};

void sasl_fini(struct sasl *l);
/* A new attempt; one that is still open is forgotten. */
void sasl_begin(struct sasl *l, struct bytes name, const struct conn_frames *f);
/* A word of the client: base64, "*" or "=".  The decoded octets are added to
   `decoded_out` (may be NULL). */
void sasl_client(struct sasl *l, struct bytes word, const struct conn_frames *f,
		 struct buf *decoded_out);
/* A command was said whose argument is a mechanism and, perhaps, an initial response (RFC 4954
   4, 5034 4, 4959 3): begins an attempt and takes the response.  `a` learns where that is a
   secret. */
void sasl_asked(struct sasl *l, struct asked *a, struct buf *decoded_out);
/* The same of a line that is a word of the client, before it is told: `word` is what it says,
   out of line->text.  What is to be hidden of it is marked; `decoded` (cleared first) is
   borrowed by the line. */
void sasl_client_line(struct sasl *l, const struct session *s, struct bytes word,
		      struct ev_line *line, struct buf *decoded);
/* A challenge of the server, in base64. */
void sasl_server(struct sasl *l, struct bytes word, const struct conn_frames *f);
/* Whether the next word of the client is a secret: all but a mere user name. */
bool sasl_next_secret(const struct sasl *l);

/* Before the line `line` of the server is told: what follows `at` in its text is a
   challenge.  Decodes it into `decoded` (cleared first), which the line then borrows.  A
   server that proves in it that it knows the password (SCRAM "v=", DIGEST-MD5 "rspauth=")
   gives what the password can be guessed from: that is marked as a secret. */
void sasl_line(struct ev_line *line, size_t at, struct buf *decoded);
/* Whether a decoded challenge is such a proof. */
bool sasl_is_proof(struct bytes decoded);

/* Whether a line can be a word of an exchange.  After a refused AUTH some clients send
   theirs anyway: no command, but a secret. */
bool sasl_is_word(struct bytes line);

/* Logins without SASL: what was said in clear, and where. */
void sasl_user(struct sasl *l, struct bytes user, const struct conn_frames *f);
void sasl_secret(struct sasl *l, struct bytes secret, const struct conn_frames *f);
void sasl_challenge(struct sasl *l, struct bytes text);

/* What is known; p == NULL when it was not said.  Borrowed until the next call. */
struct bytes sasl_fact(const struct sasl *l, enum sasl_fact what);

/* How it ended.  `status` is the word of the reply's record: "ok", "none", anything else
   is a failure.  Tells the AUTH record and closes the attempt. */
void sasl_end(struct sasl *l, struct session *s, const char *status, const struct reply *r,
	      const char *note);

#endif
