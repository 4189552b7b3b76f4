/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * limits.h - every cap on what input can multiply, with its reason.
 *
 * Reaching one is always visible in the output (an anomaly, a flag, a counter); nothing
 * is dropped in silence.  Grouped by the folder that applies it.
 */
#ifndef MW_BASE_LIMITS_H
#define MW_BASE_LIMITS_H

enum {
	/* capture/ */
	LIMIT_FRAME_OCTETS = 16 << 20,  /* one captured frame; a larger length is damage */
	LIMIT_BLOCK_OCTETS = 64 << 20,  /* one pcapng block */
	LIMIT_INTERFACES = 65536,       /* interfaces described in one pcapng file */
	LIMIT_CAPTURE_TEXT = 256,       /* octets of an interface's or section's name kept */
	LIMIT_CAPTURE_COMMENT = 1 << 20,/* octets of a section's comments: may be a key log */
	LIMIT_COMPRESSIONS = 4,         /* of a file, one over the other: each has its buffers */
	LIMIT_TLS_KEYS = 64 << 20,      /* octets of Decryption Secrets kept */
	LIMIT_MERGE_FILES = 1000,       /* files read as one: each holds a descriptor */
	LIMIT_RING_FILES = 100000,      /* files kept of a ring, as dumpcap has it */

	/* net/ */
	LIMIT_LAYERS = 32,              /* headers decoded in one frame: nested tunnels end here */
	LIMIT_FRAGMENT_SECONDS = 30,    /* an incomplete IP datagram waits this long, as Linux
					   does; longer would mix reused identifications */
	LIMIT_FRAGMENT_DATAGRAMS = 4096,/* incomplete IP datagrams held */
	LIMIT_FRAGMENT_OCTETS = 32 << 20,/* octets held for them, bookkeeping included */

	/* stream/ */
	LIMIT_STREAM_MEMORY = 1 << 30,      /* all connections together, unless told otherwise */
	LIMIT_HELD_OCTETS_DIR = 4 << 20,    /* memory of the segments of one direction that wait
					       for earlier ones (more than the largest window
					       in common use); then the hole is declared */
	LIMIT_HELD_OCTETS_TOTAL = 256 << 20,/* the same, all connections together; at most a
					       quarter of the memory given */
	LIMIT_UNUSED_OCTETS = 256 << 10,    /* octets a protocol may leave unconsumed */
	LIMIT_EVIDENCE_OCTETS = 8 << 10,    /* delivered octets of one direction kept to compare
					       retransmissions with, */
	LIMIT_EVIDENCE_SECONDS = 120,       /* until the connection was silent for so long: who
					       had no answer for that time has given up (RFC 9293
					       3.8.3, R2); */
	LIMIT_ASLEEP_EVIDENCE_SHARE = 16,   /* and this part of the budget for all that sleep: of
					       the others nothing is kept */
	LIMIT_CONFLICTS = 64,               /* conflicting overlaps reported for one direction */
	LIMIT_GRACE_FRAMES = 16,            /* further frames of a connection, or */
	LIMIT_GRACE_MS = 1000,              /* capture time, that a frame may be late: after it
					       acknowledged octets are declared missing */
	LIMIT_ONE_SIDED_FRAMES = 64,        /* the same for octets nobody acknowledges: frames */
	LIMIT_ONE_SIDED_SECONDS = 10,       /* and time without a frame from the other side */
	LIMIT_CLOCK_LEAP_SECONDS = 60,      /* that one time stamp moves the capture's clock */
	LIMIT_IDLE_SECONDS = 7440,          /* an established connection without a packet (2 h
					       4 min, RFC 5382 REQ-5) */
	LIMIT_IDLE_TRANSITORY_SECONDS = 240,/* one half open, or closed (RFC 5382 REQ-5) */
	LIMIT_STALL_MS = 200,               /* a pause this long within a transfer is told: the
					       shortest time-out after which Linux sends again */
	LIMIT_AWAKE = 4096,                 /* connections at hand, some 12 MiB; of more, those that
					       were silent for longest sleep (stream/sleep.h),
					       which nothing but the memory shows.  If all of many
					       more speak in turn, each packet costs twice the CPU */
	LIMIT_SILENT = 64 << 10,            /* established connections that were silent for longer,
					       kept to be known again should they go on */
	LIMIT_LINGER_MS = 1000,             /* a closed connection waits for late frames */

	/* proto/ */
	LIMIT_LINE = 64 << 10,          /* one protocol line; RFC 5321 4.5.3.1 asks for 512 to
					   12,288 (AUTH), real servers send longer */
	LIMIT_DETECT_OCTETS = 4 << 10,  /* octets each side may send before "not mail" */
	LIMIT_HOLD_OCTETS = 256 << 10,  /* octets of one side that wait for the other's word; then
					   they are judged by what they look like */
	LIMIT_HOLD_SPANS = 8192,        /* frames these octets came in */
	LIMIT_PIPELINE = 4096,          /* commands waiting for their replies */
	LIMIT_PIPELINE_OCTETS = 256 << 10, /* octets of these commands */
	LIMIT_COMMAND_KEPT = 16 << 10,  /* octets of one command kept in its record; RFC 4954 4.3
					   asks for 12,288 */
	LIMIT_WORDS = 64,               /* words of one login exchange kept */
	LIMIT_WORDS_OCTETS = 64 << 10,  /* octets of these words, decoded ones too */
	LIMIT_CAPABILITIES = 16 << 10,  /* octets of the capabilities of one session kept */
	LIMIT_REPLY_LINES = 1000,       /* lines of one reply kept in its record */
	LIMIT_REPLY_TEXT = 16 << 10,    /* octets of reply text kept in a record */
	LIMIT_LISTING = 100000,         /* rows of POP3 LIST/UIDL kept for one session */
	LIMIT_LISTING_OCTETS = 8 << 20, /* octets of unique ids kept for it (RFC 1939 7: 70 each) */
	LIMIT_DELETED_UIDS = 1000,      /* unique ids of deleted mails listed in a session's record */
	LIMIT_IMAP_SENT = 64,           /* messages of APPENDs whose verdict is open: each has its
					   parser */
	LIMIT_IMAP_PIECES = 200,        /* pieces of one CATENATE listed: clients that forward use one
					   or two a part */
	LIMIT_IMAP_PARKED = 16,         /* messages of one session that wait for more of them: ranges
					   of BODY[], the text behind a header; each has its
					   parser */
	LIMIT_IMAP_AHEAD = 1 << 20,     /* octets of ranges that came before their turn, */
	LIMIT_IMAP_AHEAD_PIECES = 64,   /* and how many */
	LIMIT_IMAP_DESCRIPTION = 256 << 10, /* octets of one ENVELOPE, BODYSTRUCTURE
					   or list of header fields read */
	LIMIT_IMAP_FIELDS = 1000,       /* fields of one BODY[HEADER.FIELDS.NOT (...)] told */
	LIMIT_IMAP_DESCRIBED = 64,      /* messages of one session whose ENVELOPE and BODYSTRUCTURE
					   are kept to compare with, */
	LIMIT_IMAP_DESCRIBED_OCTETS = 1 << 20, /* and octets of these */
	LIMIT_INFLATERS_WARM = 64,      /* compressed directions of one engine with all of zlib's state;
					   the others remember what they must */
	LIMIT_INFLATE_FREE = 16 << 20,  /* octets out of one compressed direction without asking; */
	LIMIT_INFLATE_RATIO = 200,      /* then only as long as they are at most so many times those
					   sent: mail gives 2 to 10, DEFLATE can give 1032 */
	LIMIT_RECIPIENTS = 3000,        /* recipients kept for one transaction; servers take 100 to
					   1,000 (RFC 5321 4.5.3.1.10 asks for 100) */
	LIMIT_ENVELOPE_OCTETS = 1 << 20,/* octets of one transaction kept */
	LIMIT_ENVELOPE_TEXT = 2048,     /* octets of one address, parameter list or reply of it;
					   RFC 5321 4.5.3.1 asks for 256 to 512 */
	LIMIT_ENVELOPE_PARAMS = 32,     /* parameters of one MAIL or RCPT listed that are unknown or
					   wrong; 13 are defined */
	LIMIT_HOLES = 1000,             /* holes of one message listed in its record or manifest */
	LIMIT_IDN = 100,                /* internationalised domains of one message listed */
	LIMIT_MESSAGE_SPANS = 32768,    /* frames listed for one message: some 45 MB of it */

	/* mime/ */
	LIMIT_HEADER_NAME = 1000,       /* name of a header field; a line may have 998 octets */
	LIMIT_HEADER_OCTETS = 256 << 10,/* one header field, unfolded */
	LIMIT_HEADERS = 10000,          /* header fields of one part, and of one message listed */
	LIMIT_HEADERS_KEPT = 512 << 10, /* octets of all header fields of one message kept */
	LIMIT_MIME_DEPTH = 64,          /* nested multiparts and messages */
	LIMIT_MIME_PARTS = 1000,        /* parts of one message; Exchange Online refuses mail with more
					   than 250 */
	LIMIT_BOUNDARY = 1024,          /* RFC 2046 5.1.1 allows 70 */
	LIMIT_BOUNDARY_LINE = 2048,     /* the same with "--" and blanks after it */
	LIMIT_MIME_NAME = 4096,         /* a decoded file name, description or Content-ID */
	LIMIT_MIME_MEMORY = 1 << 20,    /* octets of parts, names and addresses of one message; with
					   all else that any command keeps of it, and the buffers it
					   goes through, less than 8 MiB (tests/linear/hostile.py) */
	LIMIT_PARAMS = 64,              /* parameters of one header field */
	LIMIT_ADDRESSES = 3000,         /* addresses of one message, as of its recipients */
	LIMIT_ADDRESS_TOKENS = 4096,    /* words and signs of one display name, and of one address */
	LIMIT_TRACE_TEXT = 1024,        /* octets kept of one clause, tag or claim of a header */
	LIMIT_RECEIVED = 128,           /* hops listed; servers bounce mail after 25 to 100 */
	LIMIT_DKIM = 32,                /* signatures read and bodies hashed; verifiers stop
					   far earlier */
	LIMIT_AUTHRES = 256,            /* results in Authentication-Results and the like, and */
	LIMIT_AUTHRES_PROPERTIES = 32,  /* properties of each */
	LIMIT_NESTED = 64,              /* messages inside a message whose way and signatures are */
	LIMIT_NESTED_OCTETS = 256 << 10,/* read, and memory of these; a bounce has one, a digest
					   some ten */
	LIMIT_REFERENCES = 1000,        /* message identifiers in References */
	LIMIT_LIST_URIS = 16,           /* addresses of one List-* field */
	LIMIT_FOLDED = 4 << 10,         /* octets kept of one line of a report or calendar */
	LIMIT_REPORTS = 16,             /* reports for machines read in one message, and */
	LIMIT_REPORT_RECIPIENTS = 1000, /* recipients in all of them */
	LIMIT_TNEF_VALUE = 1 << 20,     /* one TNEF attribute that is read whole */
	LIMIT_HTML_LINKS = 1000,        /* links of one HTML text kept */

	/* event/ */
	LIMIT_EVIDENCE_ROWS = 32,       /* pieces of evidence of one finding */
	LIMIT_EVIDENCE_TEXT = 512,      /* octets of one piece that are shown */

	/* judge/ */
	LIMIT_JUDGE_HTML = 256 << 10,   /* octets of an HTML part looked at for links */
	/* Findings: not caps, but how much of something makes one. */
	LIMIT_JUDGE_LOGINS = 8192,      /* accounts, clients and passwords whose logins are counted,
					   each; the one that was quiet longest is forgotten */
	LIMIT_JUDGE_SERVERS = 4096,     /* servers whose offers of TLS are remembered */
	JUDGE_LOGIN_PAUSE_SECONDS = 600,/* without a login that end a series of them */
	JUDGE_BRUTEFORCE = 10,          /* failures of a client for an account in one series: no
					   person mistypes so often, few programs give up later */
	JUDGE_GUESSED = 5,              /* failures before a success that make it look guessed */
	JUDGE_SPRAY_CLIENT = 10,        /* accounts tried in vain by one client in one series */
	JUDGE_SPRAY_SECRET = 5,         /* accounts tried in vain with one password */
	JUDGE_ENUMERATION = 20,         /* unknown names one client asked for in one series: more
					   than a letter to people who left has */
	JUDGE_MASS_FETCH = 100,         /* messages fetched whole in one POP3 session: more than
					   a client that reads mail daily finds new */

	/* engine/ */
	LIMIT_WORKERS = 64,             /* threads that decode: each gets every batch of frames */

	/* view/ */
	LIMIT_VIEW_FRAMES = 10000,      /* frames of one message listed in the tree of its last one */
	LIMIT_VIEW_OCTETS = 128 << 10,  /* texts of the header fields of one message in the tree of a
					   frame; with those of its parts twice as many */
	LIMIT_DIALOGUE_OCTETS = 512 << 10, /* text of one session's dialogue in the account: some
					   5,000 lines */
	LIMIT_CHAPTER_OCTETS = 1 << 20, /* the same of its logins, messages or findings, each */
	LIMIT_SHOW_TEXT = 1 << 20,      /* decoded text of one message shown to a person */

	/* sink/ */
	LIMIT_OPEN_FILES = 400,         /* files of extract that hold a descriptor at a time */
	LIMIT_STATS_ROWS = 1000,        /* names in a tally of `stats`: servers with verbs, reasons */
	LIMIT_STATS_TEXT = 256,         /* octets of a part of such a name, of a sample */
};

#endif
