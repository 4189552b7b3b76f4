/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * mime.h - the octets of a message in, what it consists of out.
 *
 * A push parser (RFC 5322, 2045, 2046): constant memory whatever the size, and the same
 * items for any chunking, except that a run of MIME_DATA may be cut elsewhere.  Pure: it
 * knows nothing of packets.  Nothing a message can contain is an error; departures from
 * the RFCs are MIME_DEFECT items (defects.def).
 *
 *	m = mime_new(NULL);
 *	for each run of octets {
 *		mime_push(m, octets);
 *		while (mime_next(m, &item) == STEP_ITEM)
 *			switch (item.kind) ...
 *	}
 *	mime_end(m, true);
 *	while (mime_next(m, &item) == STEP_ITEM) ...      the last one is MIME_END
 *	mime_free(&m);
 *
 * Of one part the items come in this order:
 *
 *	HEADER*  PART_BEGIN  ( DATA | GAP | the items of parts inside )*  PART_END
 *
 * Files inside a leaf part (`inner`) come between its DATA, one at a time, and behind the run
 * they were found in, wherever the chunking has cut that:
 *
 *	PART_BEGIN  DATA*  PART_END
 *
 * and DEFECT anywhere.  The root part (index 0) has the header of the message itself.
 *
 *	message                          path    part
 *	  multipart/mixed                TEXT    0
 *	    text/plain                   1       1
 *	    message/rfc822               2       2
 *	      multipart/alternative      2.TEXT  3
 *	        text/plain               2.1     4
 *	        text/html                2.2     5
 *	    image/png                    3       6
 */
#ifndef MW_MIME_MIME_H
#define MW_MIME_MIME_H

#include "base/step.h"
#include "mime/address.h"
#include "mime/date.h"
#include "mime/report.h"
#include "mime/trace.h"

enum mime_encoding {
	MIME_7BIT, MIME_8BIT, MIME_BINARY, /* octets as they are; 7BIT when not declared */
	MIME_BASE64, MIME_QP, MIME_UUENCODE,
	MIME_ENCODING_UNKNOWN,             /* octets as they are */
};
/* "7bit", "base64", ...; "unknown". */
const char *mime_encoding_name(enum mime_encoding e);

enum mime_defect {
#define DEFECT(name, id, text) MIME_DEFECT_##name,
#include "mime/defects.def"
#undef DEFECT
	MIME_DEFECT_COUNT,
};
/* "header_no_colon" and the sentence that explains it. */
const char *mime_defect_id(enum mime_defect d);
const char *mime_defect_text(enum mime_defect d);

/* What a part is for (roles.def): "signed content", "delivery status", "tnef". */
enum mime_role {
#define ROLE(name, text) MIME_ROLE_##name,
#include "mime/roles.def"
#undef ROLE
};
const char *mime_role_name(enum mime_role r);

/* How the label of a text part and its content go together. */
enum mime_charset_note {
	MIME_CHARSET_AS_LABELLED, /* or plain ASCII, which needs none */
	MIME_CHARSET_MISSING,     /* no label, and octets that need one */
	MIME_CHARSET_UNKNOWN,     /* a label nobody knows */
	MIME_CHARSET_WRONG,       /* the content is in another set */
	MIME_CHARSET_IN_HTML,     /* no label, but HTML that says itself what it is in */
};
/* "as labelled", "no label", "unknown label", "wrong label", "label in the HTML". */
const char *mime_charset_note_text(enum mime_charset_note n);

/* Parameters of Content-Type that matter to some types only; UTF-8, absent: p == NULL. */
struct mime_params {
	struct bytes protocol, micalg;          /* multipart/signed, /encrypted (RFC 1847) */
	struct bytes report_type;               /* multipart/report (RFC 6522) */
	struct bytes smime_type;                /* application/pkcs7-mime (RFC 8551) */
	struct bytes id, number, total;         /* message/partial (RFC 2046 5.2.2) */
	struct bytes access_type;               /* message/external-body (RFC 2046 5.2.3, */
	struct bytes url, site, directory;      /* RFC 2017): where it is; `name` is the file */
	struct bytes method;                    /* text/calendar (RFC 6047) */
};

enum { MIME_NO_PARENT = UINT32_MAX };

/* One node of the tree.  Lives, with all it points to, until mime_reset or mime_free.
   Spans are followed by a NUL that is not counted; absent ones have p == NULL. */
struct mime_part {
	uint32_t index;            /* 0 is the root; counted in order of appearance */
	uint32_t parent;           /* index, or MIME_NO_PARENT */
	unsigned depth;            /* 0 for the root */
	uint32_t number;           /* inside its parent, from 1 */

	/* From its header; known from MIME_PART_BEGIN on. */
	const char *path;          /* section number of IMAP (RFC 9051 6.4.5): "1" for the
				      root of a simple message, "TEXT" for a root multipart,
				      "2.TEXT" for the multipart inside message part 2 */
	struct bytes type, subtype;/* lower-case; by default text/plain, message/rfc822
				      inside multipart/digest */
	bool type_declared;        /* false: the default applies */
	struct bytes charset;      /* as declared, lower-case */
	struct bytes boundary;     /* of a multipart */
	struct bytes name;         /* UTF-8: filename, otherwise name, whatever the encoding
				      (RFC 2231, RFC 2047, raw); not made safe */
	struct bytes name_raw;     /* the same parameter as it stood in the field */
	struct bytes name_other;   /* name, where filename says something else */
	struct bytes disposition;  /* lower-case: inline, attachment, ... */
	struct bytes content_id;   /* without <> */
	struct bytes description;  /* UTF-8 */
	enum mime_encoding encoding;
	struct bytes encoding_raw; /* lower-case, as declared */
	bool is_multipart;         /* opened as a multipart: has no MIME_DATA */
	bool is_message;           /* opened as a message: one part inside, no MIME_DATA */
	bool format_flowed, delsp; /* RFC 3676 */
	enum mime_role role;
	const struct mime_params *params; /* NULL when there are none of these */
	bool inner;                /* a file inside a leaf part, which `parent` is: of TNEF
				      ("2.tnef.1") or uuencoded in plain text ("1.uu.1"); has
				      no header, its offsets are those of that part, its name
				      and type may be known from PART_END on only */
	uint64_t header_offset;    /* offsets count octets of the message from 0, the missing */
	uint64_t body_offset;      /* ones included */

	/* Known from MIME_PART_END on. */
	bool ended;
	bool closed;               /* its end was seen: for a multipart the closing boundary,
				      inside one any boundary, else the end of the message */
	bool complete;             /* all octets were there: none missing, and the message did
				      not break off inside it */
	uint64_t body_octets;      /* encoded, missing ones included; without the line end
				      before the boundary, which belongs to the boundary */
	uint64_t decoded_octets;   /* sum of its MIME_DATA */
	uint64_t missing_octets;   /* of header and body, of the parts inside too */
	uint64_t preamble_octets;  /* of a multipart: before the first boundary */
	uint64_t epilogue_octets;  /* after the last */
	enum mime_charset_note charset_note; /* of text/... */
	const char *charset_found; /* the set its content is in, NULL when as labelled */
	struct bytes summary;      /* of text/calendar and vCards: a line for people */
	unsigned found;            /* inside text/plain: a set of enum plain_found (plain.h) */
};

enum mime_kind {
	MIME_HEADER,
	MIME_PART_BEGIN,
	MIME_DATA,
	MIME_GAP,
	MIME_PART_END,
	MIME_DEFECT,
	MIME_END,
};

struct mime_header {
	struct bytes name;   /* as written, without the colon and blanks before it */
	struct bytes value;  /* octets after the colon, folding kept, without the last line
				end; decode with header_unfold() and rfc2047_decode() */
	struct bytes line;   /* the same without blanks around; p == NULL: it is folded */
	bool ascii;          /* all of the field is ASCII without NUL */
	bool plain;          /* and `line` has no "=?": its text is what it says */
	struct bytes text;   /* its text, where the parser has decoded it for itself; as long as
				the message */
	uint64_t offset;     /* of the name */
	uint64_t octets;     /* of the whole field, its last line end included */
	bool cut;            /* over LIMIT_HEADER_OCTETS: `value` is its beginning */
	bool gap;            /* octets are missing at its end or right before it */
};

/* Valid until the next call with the same parser; `part` as long as the parser. */
struct mime_item {
	enum mime_kind kind;
	const struct mime_part *part; /* the part it belongs to; the root for MIME_END */
	union {
		const struct mime_header *header;
		struct bytes data;    /* MIME_DATA: transfer-decoded octets, never empty */
		struct {              /* MIME_GAP: octets of this part that are missing; */
			uint64_t offset;      /* where, in the message */
			uint64_t octets;      /* encoded octets; decoding starts again
						 at the next line for base64 and uuencode */
		} gap;
		struct {
			enum mime_defect what;
			uint64_t offset;
		} defect;
	};
};

/* NULL for all defaults. */
struct mime_options {
	bool no_decode;      /* MIME_DATA is the body as it is on the wire */
};

struct mime;

struct mime *mime_new(const struct mime_options *options);
void mime_free(struct mime **m);
/* Ready for another message; keeps memory. */
void mime_reset(struct mime *m);

/* The next octets.  Borrowed until mime_next() says STEP_MORE, and everything before must
   have been pulled by then. */
void mime_push(struct mime *m, struct bytes octets);
/* `missing` octets of the message are not there. */
void mime_gap(struct mime *m, uint64_t missing);
/* The message is over.  `whole` is false when it broke off (connection lost, POP3 TOP):
   what is open then is not complete. */
void mime_end(struct mime *m, bool whole);
/* STEP_ITEM: *item_out is filled.  STEP_MORE: push more.  STEP_END: after MIME_END. */
enum step mime_next(struct mime *m, struct mime_item *item_out);

/* Part `index`, or NULL; valid as soon as its first header field was seen. */
const struct mime_part *mime_part(const struct mime *m, uint32_t index);
uint32_t mime_parts(const struct mime *m);
/* Octets of the message so far, missing ones included. */
uint64_t mime_octets(const struct mime *m);

/*
 * What the header of the message itself says, decoded: spans of valid UTF-8 (absent: p ==
 * NULL), living as long as the parser; "raw" spans are octets of the wire, unfolded.
 * Repeated destination fields are one list (RFC 5322 4.5.3); of other repeated fields
 * the first counts and HEADER_TWICE is reported.  Fills up while header fields pass, is
 * final when MIME_PART_BEGIN of the root was delivered.
 */
struct mime_summary {
	bool addresses_cut;        /* there were more than LIMIT_ADDRESSES, or no memory for more */
	bool final;
	struct bytes subject, subject_raw;
	struct address_list from, sender, reply_to, to, cc, bcc;
	struct bytes from_raw, to_raw, cc_raw;
	struct date date;
	struct bytes date_raw;
	struct bytes message_id;    /* without <> */
	struct bytes in_reply_to;   /* as written, trimmed */
	struct bytes references;
	struct bytes user_agent;    /* User-Agent */
	struct bytes x_mailer;      /* X-Mailer */
	struct bytes return_path;   /* without <> */
	struct bytes list_id;
	struct bytes auto_submitted;
	struct bytes x_originating_ip;
	uint32_t headers;           /* fields seen */
	uint32_t received;          /* Received fields seen */
	uint32_t seen;              /* which of these fields came already */
};

const struct mime_summary *mime_summary(const struct mime *m);
/* The reports for machines in it, in order; those after LIMIT_REPORTS are not read. */
const struct report *const *mime_reports(const struct mime *m, size_t *n_out);
/* Its way, its signatures, what servers said of it (trace.h): fills up likewise; the hashes
   of the body are judged when MIME_END was delivered. */
const struct mime_trace *mime_trace(const struct mime *m);

/* The same of a message inside the message, whose header has any of it. */
struct mime_nested {
	const struct mime_part *part; /* the root of that message: its parent is the container */
	struct mime_trace trace;
	uint64_t hashed;              /* for nested.c: up to this octet of the outer message */
	size_t octets;                /* that it has on the heap, for nested.c, too */
	bool no_end;                  /* no empty line ends its header */
};

/* In order of appearance; valid until the next call with the same parser. */
const struct mime_nested *const *mime_nested(const struct mime *m, size_t *n_out);

/* Adds what IMAP calls the header that `part` has (RFC 9051 6.4.5.1): "HEADER" of the message,
   "2.HEADER" of the message in part 2, "2.1.MIME" of part 2.1. */
void mime_section(const struct mime *m, const struct mime_part *part, struct buf *out);

#endif
