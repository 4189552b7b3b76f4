/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_syntax.h - the words of IMAP: tokens, literals, commands, responses (RFC 9051 9).
 *
 * A line of IMAP may stop for a literal, "{12}" CRLF and twelve octets, and go on behind
 * it.  What is called text here is such a line or a piece of it between literals.
 */
#ifndef MW_PROTO_IMAP_SYNTAX_H
#define MW_PROTO_IMAP_SYNTAX_H

#include "base/buf.h"

enum imap_token_kind {
	IMAP_ATOM,     /* up to a blank or parenthesis; "BODY[HEADER.FIELDS (To)]<0>" is one */
	IMAP_QUOTED,
	IMAP_LITERAL,
	IMAP_OPEN, IMAP_CLOSE,
};

struct imap_token {
	enum imap_token_kind kind;
	struct bytes text; /* of a quoted string: inside the quotes, escapes as they are; of
			      a literal its content, or p == NULL when it is not in the text */
	size_t at, n;      /* where all of it lies in the text */
	bool cut;          /* a quoted string or bracket without its end */
};

struct imap_tokens {
	struct bytes all;
	size_t at;         /* read so far */
};

/* The next token; false when none is left. */
bool imap_token_next(struct imap_tokens *t, struct imap_token *out);
/* The value of a string or atom, quotes and escapes undone, is added to `out`. */
void imap_token_value(const struct imap_token *t, struct buf *out);

struct imap_literal {
	uint64_t octets;
	bool sync;         /* the client waits for "+" before it sends it (RFC 7888) */
};

/* "{12}", "{12+}" or "~{12}" at the end of `text`. */
bool imap_literal_at_end(struct bytes text, struct imap_literal *out);

struct imap_command_line {
	struct bytes tag;
	struct bytes verb; /* "UID FETCH" is one */
	struct bytes name; /* the verb without its UID */
	size_t arg_at;
};

/* Parts that are not there are empty. */
struct imap_command_line imap_read_command(struct bytes line);

enum imap_says {
	IMAP_SAYS_NONE,
	IMAP_SAYS_TAGGED,   /* tag OK, NO or BAD */
	IMAP_SAYS_STATUS,   /* "* OK", NO, BAD, PREAUTH, BYE */
	IMAP_SAYS_DATA,     /* "* LIST ...", "* 12 EXISTS" */
	IMAP_SAYS_CONTINUE, /* "+" */
};

enum imap_status { IMAP_OK, IMAP_NO, IMAP_BAD, IMAP_PREAUTH, IMAP_BYE };

struct imap_response_line {
	enum imap_says kind;
	struct bytes tag;
	enum imap_status status;
	struct bytes code;   /* in [], or p == NULL */
	struct bytes text;   /* behind tag and status; behind "* "; behind "+ " */
	uint64_t number;     /* DATA: before the word, or NO_U64's value */
	struct bytes word;   /* DATA: EXISTS, FETCH, LIST */
	size_t rest_at;      /* DATA: behind the word, in the line */
};

struct imap_response_line imap_read_response(struct bytes line);
/* "OK" ... */
const char *imap_status_word(enum imap_status status);

/* What of a message an item of FETCH is (RFC 9051 6.4.5). */
enum imap_section_kind {
	IMAP_NO_MESSAGE,     /* no octets of a message, or not told as one */
	IMAP_WHOLE,
	IMAP_HEADER, IMAP_TEXT, /* of the message, or of the one that is part "2" of it */
	IMAP_PART,           /* "1.2" */
	IMAP_MIME,           /* "1.2.MIME": the header of that part */
};

struct imap_section {
	enum imap_section_kind kind;
	struct bytes name;   /* between the brackets: "1.2.MIME" */
	struct bytes part;   /* of it: "1.2"; empty: of the message itself */
	uint64_t origin;     /* "<n>": it begins there; else 0 */
	bool partial;
	bool binary;         /* BINARY: without its transfer encoding (RFC 3516) */
};

/* Reads "BODY[]<0>", "BINARY[1]", "RFC822.TEXT". */
struct imap_section imap_read_section(struct bytes item);

/* A mailbox name as people write it: out of modified UTF-7 (RFC 3501 5.1.3); one that is
   not, as it is. */
void imap_mailbox_name(struct bytes raw, struct buf *out);

#endif
