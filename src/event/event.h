/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * event.h - what the stages tell: records, and what streams by while they are made.
 *
 * One call per event, in the order of the frames that completed them.  Everything an
 * event points to is borrowed until the call returns.
 *
 *   SESSION_OPEN  LINE* (COMMAND AUTH MESSAGE_OPEN OCTETS* PART...* MESSAGE)*  SESSION
 *
 * CAPTURE comes last, and is not of a session: it is not among EV_RECORDS.  Nor is NOBODY,
 * which tells nothing new.
 * FRAME comes once for each frame, after everything that the frame completed.
 */
#ifndef MW_EVENT_EVENT_H
#define MW_EVENT_EVENT_H

#include "event/record.h"

struct packet;       /* net/packet.h: only view/ looks inside */
struct segment_note; /* stream/stream.h: the same */

enum event_kind {
	EV_FRAME,        /* frame:   a captured frame was worked on */
	EV_SESSION_OPEN, /* head:    a connection was recognised as a mail session */
	EV_LINE,         /* line:    one line of the dialogue, as said */
	EV_DATA,         /* data:    octets of a message in transport form, as said */
	EV_COMMAND,      /* command: record */
	EV_AUTH,         /* auth:    record */
	EV_MESSAGE_OPEN, /* message: its first octet; only id, envelope, direction are set */
	EV_OCTETS,       /* octets:  of the message, dot-unstuffed; or a hole in them */
	EV_PART_OPEN,    /* part:    a leaf part begins */
	EV_PART_OCTETS,  /* part:    decoded content of the part that is open */
	EV_PART_CLOSE,   /* part:    with size and digest */
	EV_CONTAINER,    /* part:    a multipart, or a message inside one, begins: path and type */
	EV_DEFECT,       /* defect:  a departure from the RFCs in the message */
	EV_HEADER,       /* header:  one header field of the message or of a part */
	EV_MESSAGE,      /* message: record, when it ended */
	EV_SESSION,      /* session: record, when it ended */
	EV_TRANSACTION,  /* transaction: record, when it ended, behind its message's */
	EV_DESCRIBED,    /* described: record */
	EV_CAPTURE,      /* capture: record, once, behind all others */
	EV_TLS,          /* tls:     octets that TLS hides */
	EV_FINDING,      /* finding: record, as soon as it is known; also after the session */
	EV_NOBODY,       /* command: the record of a VRFY, EXPN or RCPT once more, behind its
			    COMMAND: the server said that nobody has this name.  For who
			    compares sessions: of all commands few are such, and those few
			    go from a worker to the judge */
};
#define EV_BIT(kind) (1u << (kind))
#define EV_RECORDS \
	(EV_BIT(EV_COMMAND) | EV_BIT(EV_AUTH) | EV_BIT(EV_MESSAGE) | EV_BIT(EV_SESSION) | \
	 EV_BIT(EV_TRANSACTION) | EV_BIT(EV_DESCRIBED) | EV_BIT(EV_FINDING))

enum line_kind {
	LINE_COMMAND,   /* client: verb and arguments */
	LINE_AUTH,      /* client: an answer in a SASL exchange */
	LINE_REPLY,     /* server: the last or only line of a reply; POP3 status line */
	LINE_REPLY_MORE,/* server: "250-...": more lines of this reply follow */
	LINE_LISTING,   /* server: a line of a multi-line reply (LIST, UIDL, CAPA) */
	LINE_END,       /* the lone dot that ends a message or a multi-line reply */
	LINE_OTHER,     /* bytes that are no line of the protocol */
	LINE_MORE,      /* IMAP: a line of a literal, or what follows one */
};

/* One line of the dialogue.  Offsets are of the stream, spans of the capture. */
struct ev_line {
	const struct ev_head *head;  /* session, addresses, time of its last frame */
	bool from_client;
	enum line_kind kind;
	struct bytes text;           /* without its line end */
	uint64_t offset, octets;     /* line end included */
	bool inflated;               /* it crossed the wire compressed: the offset counts what
					came out (RFC 4978) */
	const struct span *spans;
	size_t nspans;               /* as far as kept (8) */
	struct bytes verb, arg;      /* LINE_COMMAND: views into text */
	uint64_t code;               /* SMTP reply code, or NO_U64 */
	size_t secret_at, secret_n;  /* the range of `text` that is a secret; 0 for none */
	struct bytes decoded;        /* LINE_AUTH and 334: out of base64; or empty */
	bool decoded_secret;
	uint64_t command_seq;        /* of the command it is, or answers; NO_U64 if none */
	int64_t waited_ns;           /* since the command (reply) or the last reply (command);
					NO_TIME when unknown */
};

/* A run of message octets in transport form (dot-stuffed), from one frame. */
struct ev_data {
	const struct ev_head *head;
	bool from_client;
	uint64_t message_id;         /* NO_U64: of a message that is not known yet */
	bool inflated;               /* as in ev_line */
	bool again;                  /* told before, without its message: this is it */
	struct span span;            /* frame 0: a hole */
};

/* A run of octets in TLS, as they came. */
struct ev_tls {
	const struct ev_head *head;  /* first and last frame; time of the last */
	bool from_client;
	bool handshake;              /* not over when the first of them came */
	uint64_t octets;
};

struct ev_octets {
	const struct ev_head *head;
	uint64_t message_id;
	uint64_t offset;             /* in the message */
	struct bytes octets;         /* empty for a hole */
	uint64_t missing;            /* size of the hole, or 0 */
};

struct ev_part_event {
	const struct ev_head *head;
	uint64_t message_id;
	const struct ev_part *part;  /* size and sha256 only at CLOSE */
	size_t depth;                /* 0 for a message without multipart */
	bool attachment;             /* has a name or says so */
	bool inner;                  /* a file inside the part that is open (TNEF, uuencode):
					its events stand between those of that part, its name
					and type are certain only at CLOSE */
	uint64_t offset;             /* where its body begins in the message */
	struct bytes octets;         /* PART_OCTETS: decoded content */
	uint64_t missing;            /* PART_OCTETS: a hole instead */
};

struct ev_header {
	const struct ev_head *head;
	uint64_t message_id;
	size_t part;                 /* index of the part it belongs to; 0: the message itself */
	struct bytes section;        /* of the header, as IMAP calls it (RFC 9051 6.4.5.1): "HEADER",
					"2.HEADER" of the message in part 2, "2.1.MIME" of a part */
	struct bytes name;           /* as on the wire */
	struct bytes raw;            /* value as on the wire, folding included, no last CRLF */
	struct bytes value;          /* unfolded and decoded, UTF-8 */
	uint64_t offset, octets;     /* of the field in the message, CRLF included */
};

struct ev_defect {
	const struct ev_head *head;
	uint64_t message_id;
	const char *id;              /* as in mailwire.mime.defects */
	uint64_t offset;             /* in the message */
};

struct ev_frame {
	const struct packet *packet;
	const struct segment_note *note;
	int64_t first_ns, previous_ns; /* of the capture's first and of the previous frame */
};

struct event {
	enum event_kind kind;
	union {
		const struct ev_frame *frame;
		const struct ev_head *head;
		const struct ev_line *line;
		const struct ev_data *data;
		const struct ev_command *command;
		const struct ev_auth *auth;
		const struct ev_transaction *transaction;
		const struct ev_described *described;
		const struct ev_message *message;
		const struct ev_octets *octets;
		const struct ev_tls *tls;
		const struct ev_part_event *part;
		const struct ev_header *header;
		const struct ev_defect *defect;
		const struct ev_session *session;
		const struct ev_finding *finding;
		const struct ev_capture *capture;
	};
};

/* Which record an event tells (its struct begins with the head, so `ev.head` is the address
   of either); false for the other events. */
bool event_record(enum event_kind kind, enum record_kind *kind_out);

/* Where a stage puts events.  `wants` lets it leave out what nobody listens to. */
struct events {
	unsigned wants; /* EV_BIT()s */
	void (*put)(struct events *self, const struct event *e);
};

static inline bool events_want(const struct events *e, enum event_kind kind)
{
	return (e->wants & EV_BIT(kind)) != 0;
}

/* The one policy for secrets (DESIGN.md promise 8). */
struct policy {
	bool show_secrets;
};

/* "[hidden]" or the secret itself, by the policy. */
struct bytes policy_secret(const struct policy *p, struct bytes secret);
/* The line's text with its secret replaced by "[hidden]", by the policy; octets as on the
   wire otherwise. */
void policy_line(const struct policy *p, const struct ev_line *l, struct buf *out);

#endif
