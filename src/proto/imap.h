/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap.h - IMAP4rev1 and rev2, as one conversation (RFC 3501, 9051); shared by imap*.c.
 *
 *	octets -> imap_line (lines, literals) -> imap_client -> imap_command -> dialog
 *	                                         imap_server -> imap_reply -> dialog
 *	                                                     -> imap_fetch -> imap_mail
 *
 * A command waits for the reply with its tag.  What the server says without a tag goes to
 * the oldest command that can have caused it.  Octets of messages stream through; all
 * other literals are read line by line.
 */
#ifndef MW_PROTO_IMAP_H
#define MW_PROTO_IMAP_H

#include "proto/delivery.h"
#include "proto/dialog.h"
#include "proto/imap_syntax.h"
#include "proto/line.h"
#include "proto/mailbox.h"
#include "proto/sasl.h"

enum imap_phase {             /* RFC 9051 3 */
	IMAP_PHASE_UNKNOWN,   /* zeroed state: the capture began in the middle */
	IMAP_CONNECTED,       /* no greeting yet */
	IMAP_NOT_AUTHENTICATED,
	IMAP_AUTHENTICATED,
	IMAP_SELECTED,
	IMAP_LOGOUT,
};
#define IMAP_IN(phase) (1u << (phase))

/* One side's octets as lines, some of them inside literals.  Zeroed state is the start. */
struct imap_side {
	struct line line;
	bool synced;          /* the next octet begins a line, as far as known */
	bool inside;          /* the next line goes on with what a literal interrupted */
	uint64_t literal;     /* octets of it to come */
	bool message;         /* they are a message's: not to be read as lines */
	uint8_t end[32];      /* the last octets of a line that is cut */
	size_t nend;
};

/* A physical line. */
struct imap_piece {
	struct line_item item;
	struct bytes literal; /* its octets that belong to the literal */
	bool literal_over;    /* and these were the last */
	bool has_code;        /* it has octets behind the literal: */
	struct bytes code;    /* these, without the line end */
	size_t code_at;       /* in item.text */
	bool ended;           /* with a line end, not inside a literal */
	bool announces;       /* "{n}" stood before the line end */
	struct imap_literal next;
};

/* What FETCH tells about one message, and its octets. */
struct imap_fetched {
	unsigned depth;
	bool value_due;       /* the next token is the value of: */
	enum imap_item { IMAP_ITEM_OTHER, IMAP_ITEM_UID, IMAP_ITEM_FLAGS, IMAP_ITEM_DATE,
			 IMAP_ITEM_SIZE, IMAP_ITEM_ENVELOPE, IMAP_ITEM_STRUCTURE, IMAP_ITEM_FIELDS,
			 IMAP_ITEM_SECTION } item;
	size_t described_at;  /* where in the piece that is read a description goes on */
	struct imap_section section; /* of the item; its texts are in `name` */
	struct buf name;
};

/* A message on its way, parked for more of it, or waiting for its verdict. */
struct imap_mail {
	struct imap_mail *next;
	struct delivery *delivery;   /* NULL (APPEND only): none */
	const struct asked *asked;   /* that sends it (APPEND), or NULL */
	const char *command;         /* the same */
	uint64_t number;             /* NO_U64: not known */
	struct buf uid, mailbox, flags, date;
	struct imap_catenated *catenated; /* APPEND: put together from pieces; NULL: it is not */
	struct buf header;           /* of a part that was fetched without it, as far as known */
	bool has_flags;
	uint64_t announced;

	/* FETCH: which octets of it, and how far they are. */
	enum imap_section_kind kind; /* that is being received */
	struct buf part;             /* empty: of the message itself */
	struct buf section;          /* as it is told */
	bool binary, partial;
	bool joined;                 /* behind its header, which was fetched apart */
	bool parked, whole;          /* parked: more of it may be fetched later; whole: if
					not, it was all */
	uint64_t octets;             /* of the section so far, from... */
	uint64_t origin;             /* where its first range begins */
	uint64_t due, asked_octets;  /* of the range that is being sent; and as the command
					asked, NO_U64: not known */
	uint64_t skip;               /* octets of it that are here already */
};

/* Octets in clear where TLS was due. */
struct imap_clear {
	uint64_t at, octets;
	struct conn_frames f;     /* of the first line */
	struct buf text;          /* the first line */
};

struct imap {
	struct session *s;
	struct dialog dialog;
	enum imap_phase phase;
	struct imap_side side[2];
	bool greeting_due, replied;
	bool tls_agreed;          /* STARTTLS was accepted: a line may be TLS instead */
	struct imap_clear clear[2]; /* octets in clear after that */
	bool word_due;            /* the client's next line is a word of a SASL exchange */
	bool auth_refused;
	bool preauth;
	bool gave_up;             /* a command that waited too long in a long queue */
	unsigned found;           /* findings that were told, see imap_finding.h */
	bool unasked_ok;          /* COMPRESS was perhaps accepted: what follows shows it */
	bool positive;            /* the tagged reply is OK */
	struct asked *deciding;   /* AUTHENTICATE, STARTTLS, or a literal that is announced:
				     the client's next octets depend on the reply */
	struct sasl sasl;
	struct buf decoded;       /* of the line that is being told */

	/* The command that is being said. */
	struct asked *asking;
	unsigned args, depth;     /* strings so far, open parentheses */
	bool catenate, naming;    /* inside CATENATE (...); a literal is a name or URL */
	bool hiding;              /* what is still to come of it is a secret */
	const char *line_end;     /* that stood behind its last line, when it is to be kept */
	struct imap_mail *sent;   /* messages that wait for the verdict, oldest first */
	size_t nsent;

	/* The response that is being said. */
	enum imap_response { IMAP_RESPONSE_OTHER, IMAP_RESPONSE_FETCH } response;
	bool literals;            /* it may have any */
	bool counting, in_number; /* it is a SEARCH: its numbers are counted */
	struct buf behind;        /* what follows a literal in a line that is cut, */
	bool is_behind;           /* as far as it is here */
	uint64_t behind_at;
	struct buf named;         /* mailbox of the command that is told */
	struct asked *answers;    /* the command it belongs to, or NULL */
	struct imap_fetched fetched;
	struct imap_mail *mails;  /* out of FETCH, oldest first */
	size_t nmails;
	struct imap_mail *mail;   /* of these, the one that octets come for, or NULL */
	struct imap_ahead *ahead, *waiting; /* ranges before their turn; the one that comes */
	size_t nahead;
	uint64_t ahead_octets;
	struct imap_descriptions *described; /* ENVELOPE, BODYSTRUCTURE, ...; NULL: none */
	uint64_t number;          /* of the message it is about */
	struct buf uid, flags, date; /* of this response */
	bool has_flags;
	struct buf mailbox;       /* that is selected, as people write it */
	struct mailbox box;       /* sizes and unique ids that FETCH told */
};

/* imap_line.c */
/* The next physical line of `b`; STEP_MORE when its end is not there.  Not while
   side->message. */
enum step imap_piece_next(struct imap_side *h, struct bytes b, struct imap_piece *out);
/* What came before a hole, or before the end: the same for a line without its end. */
void imap_piece_rest(struct imap_side *h, struct bytes rest, struct imap_piece *out);
/* `missing` octets follow that are not there.  True when all of them belong to a literal. */
bool imap_side_gap(struct imap_side *h, uint64_t missing);

/* imap_verbs.c */
/* What an untagged response can answer. */
enum {
	IMAP_DATA_CAPABILITY = 1 << 0, IMAP_DATA_LIST = 1 << 1, IMAP_DATA_STATUS = 1 << 2,
	IMAP_DATA_SEARCH = 1 << 3, IMAP_DATA_FETCH = 1 << 4, IMAP_DATA_SELECT = 1 << 5,
	IMAP_DATA_EXPUNGE = 1 << 6, IMAP_DATA_NAMESPACE = 1 << 7, IMAP_DATA_ID = 1 << 8,
	IMAP_DATA_ENABLED = 1 << 9, IMAP_DATA_BYE = 1 << 10, IMAP_DATA_QUOTA = 1 << 11,
	IMAP_DATA_ACL = 1 << 12, IMAP_DATA_METADATA = 1 << 13, IMAP_DATA_SORT = 1 << 14,
};

struct imap_verb {
	const char *name;
	unsigned phases;          /* IMAP_IN() where it is legal */
	unsigned data;            /* IMAP_DATA_*: untagged responses it asks for */
	unsigned mailbox;         /* which of its arguments names one, from 1; 0: none */
	/* It was said, up to the end of its first line.  May be NULL. */
	void (*asked)(struct imap *m, struct asked *a);
	/* The tagged reply is there (m->positive says which); `r` is NULL when it was not
	   captured and the command is taken to be accepted.  May be NULL. */
	void (*answered)(struct imap *m, struct asked *a, const struct reply *r);
	const char *source;
};

const struct imap_verb *imap_verb(struct bytes name);
/* The IMAP_DATA_ of an untagged response, 0 when it is not listed. */
unsigned imap_data_of(struct bytes word);
bool imap_is_auth(const struct asked *a);
bool imap_is_login(const struct asked *a);
bool imap_is_idle(const struct asked *a);
bool imap_is_compress(const struct asked *a);
/* The oldest IDLE that is open, or NULL.  Of the oldest 64 commands. */
struct asked *imap_idle(const struct imap *m);
/* Its literal is a message: APPEND, REPLACE. */
bool imap_is_append(const struct asked *a);
/* The phase after a reply that was accepted; when it (NULL) is not known neither is the phase. */
void imap_moved(struct imap *m, const struct reply *r, enum imap_phase phase);
/* Every command that waits may have had its reply in a hole. */
void imap_doubt(struct imap *m);
/* "CAPABILITY a b" in a response code or response. */
void imap_capabilities(struct imap *m, struct bytes words);

/* imap.c */
/* After m->unasked_ok, what a side says next: STEP_MORE not known yet; STEP_END it is text;
   STEP_ITEM it is not, and from here on is taken to be compressed. */
enum step imap_is_squeezed(struct imap *m, struct bytes rest);

/* What both sides say from here on is compressed. */
void imap_squeeze(struct imap *m);

/* imap_client.c */
size_t imap_client(struct imap *m, struct bytes b);
void imap_client_gap(struct imap *m, uint64_t missing, struct bytes rest);
void imap_client_end(struct imap *m, struct bytes rest);
/* The command that is being said will not go on. */
void imap_client_stop(struct imap *m);

/* imap_command.c */
/* A word of a SASL exchange. */
void imap_word(struct imap *m, const struct line_item *item, uint64_t at);
/* The end of an IDLE (RFC 2177 3): no command, a word of one.  False: it is none. */
bool imap_done(struct imap *m, const struct line_item *item, uint64_t at);
/* The first line of a command; `note` (may be NULL) says what is odd about it. */
void imap_command(struct imap *m, const struct imap_piece *p, uint64_t at, const char *note);
/* A line of a literal, what follows one, or both. */
void imap_command_more(struct imap *m, const struct imap_piece *p, uint64_t at);

/* imap_login.c */
void imap_auth_asked(struct imap *m, struct asked *a);
void imap_auth_answered(struct imap *m, struct asked *a, const struct reply *r);
void imap_login_answered(struct imap *m, struct asked *a, const struct reply *r);

/* imap_server.c */
size_t imap_server(struct imap *m, struct bytes b, uint64_t at);
void imap_server_gap(struct imap *m, uint64_t missing, struct bytes rest, uint64_t at);
void imap_server_end(struct imap *m, struct bytes rest, uint64_t at);

/* imap_reply.c */
/* The first line of a response. */
void imap_response_line(struct imap *m, const struct imap_piece *piece, uint64_t at);
/* A later one; tells it. */
void imap_response_more(struct imap *m, const struct imap_piece *piece, uint64_t at);
/* `a` is given up: told without a reply, taken to be accepted. */
void imap_lose(struct imap *m, struct asked *a, const char *note);

/* imap_cause.c */
/* The command that an untagged response (DATA, STATUS) belongs to, or NULL. */
struct asked *imap_cause(struct imap *m, const struct imap_response_line *r);

/* imap_told.c */
/* An untagged response to m->answers; `rest` follows its word. */
void imap_told(struct imap *m, const struct imap_response_line *r, struct bytes rest);
/* It goes on with this. */
void imap_told_more(struct imap *m, struct bytes text);
/* A response code for `a`. */
void imap_told_code(struct asked *a, struct bytes code);
/* The mailbox that `a` is about, as people write it, in `out`; p == NULL: none. */
struct bytes imap_mailbox_of(const struct asked *a, struct buf *out);

/* imap_fetch.c */
/* "* 12 FETCH": what follows is about message `number`. */
void imap_fetch_begin(struct imap *m, uint64_t number);
/* A piece of the response between literals, `base` its stream offset. */
void imap_fetch_text(struct imap *m, struct bytes text, uint64_t base);
/* Octets of a literal that is no message; `over`: the last. */
void imap_fetch_octets(struct imap *m, struct bytes octets, uint64_t at, bool over);
/* The response goes on with a literal of `octets`.  True when they are a message's. */
bool imap_fetch_literal(struct imap *m, uint64_t octets);
/* Its structure is not known any more. */
void imap_fetch_lost(struct imap *m);
/* Octets of a literal in it are missing. */
void imap_fetch_hole(struct imap *m);
/* The response is over. */
void imap_fetch_end(struct imap *m);

/* imap_mail.c */
/* `octets` octets of section `section` of message m->number begin. */
void imap_mail_begin(struct imap *m, const struct imap_section *section, uint64_t octets);
void imap_mail_octets(struct imap *m, struct bytes run, uint64_t at);
/* The same for octets that had another form on the wire: `wire` octets at `at`. */
void imap_mail_value(struct imap *m, struct bytes octets, uint64_t at, uint64_t wire);
void imap_mail_gap(struct imap *m, uint64_t missing);
/* All octets of the item were there, or (false) it broke off. */
void imap_mail_end(struct imap *m, bool whole);
/* The response that had it is over: what else it said is known. */
void imap_mail_settle(struct imap *m);
/* Message `number` is gone, and those behind it have other numbers; NO_U64: which one is not
   known. */
void imap_mail_expunged(struct imap *m, uint64_t number);
/* No more of any message will come: tells their records. */
void imap_mail_close(struct imap *m);

/* imap_append.c */
/* A token of an APPEND or REPLACE. */
void imap_append_token(struct imap *m, const struct imap_token *t, struct bytes text);
/* A literal of `octets` is announced.  True when it is a message; m->naming when it is the
   mailbox's name. */
bool imap_append_begin(struct imap *m, uint64_t octets);
/* Octets of that name; `over`: the last. */
void imap_append_name(struct imap *m, struct bytes literal, bool over);
void imap_append_octets(struct imap *m, struct bytes run, uint64_t at);
void imap_append_gap(struct imap *m, uint64_t missing);
void imap_append_end(struct imap *m, bool whole);
/* The message of m->asking that is being described or sent, or NULL. */
struct imap_mail *imap_append_now(struct imap *m);
/* Its delivery; opens it.  NULL: it was given up, or never begins. */
struct delivery *imap_append_delivery(struct imap *m);
/* [APPENDUID ...] for `a`. */
void imap_append_code(struct imap *m, const struct asked *a, struct bytes code);
/* The verdict on all messages of `a`; `r` NULL: not known. */
void imap_append_close(struct imap *m, const struct asked *a, const struct reply *r,
		       struct bytes code);
void imap_append_fini(struct imap *m);

/* imap_catenate.c: of the message imap_append_now() */
/* CATENATE was said: its pieces follow in parentheses. */
void imap_catenate_begin(struct imap_mail *s);
/* A token in these, or the one that ends them. */
void imap_catenate_token(struct imap *m, const struct imap_token *t);
/* A literal of `octets` is announced in them.  True when it is octets of the message; else it
   is a URL. */
bool imap_catenate_literal(struct imap *m, uint64_t octets);
/* Octets of that URL; `over`: the last. */
void imap_catenate_url(struct imap *m, struct bytes literal, bool over);
void imap_catenate_facts(const struct imap_mail *s, struct delivery_facts *facts);
void imap_catenate_fini(struct imap_mail *s);

/* imap_probe.c; see proto.h */
int imap_probe(enum dir d, struct bytes head);

#endif
