/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cmd.h - a subcommand: its table entry, and what all of them share.
 *
 * To add one: a file with a `const struct cmd`, a line in cmds.def.
 */
#ifndef MW_CMD_CMD_H
#define MW_CMD_CMD_H

#include "capture/capture.h"
#include "capture/ring.h"
#include "cmd/hmac_key.h"
#include "engine/engine.h"
#include "event/anomaly.h"
#include "event/event.h"
#include "sink/sink.h"

struct cmd_args;

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2,
       EXIT_FOUND = 3 /* --fail-on */ };

struct cmd {
	const char *name;
	const char *usage;   /* after "mailwire NAME ": "[options] FILE..." */
	const char *summary; /* one line for the list of commands */
	const char *help;    /* the rest of --help: options, examples */
	unsigned options;    /* OPT_* bits it understands besides OPT_COMMON */
	bool tells_late;     /* little or nothing is printed before the end: progress may be
	                        shown on the terminal that it prints to */
	int (*run)(struct cmd_args *args);
};

/* What the command line said.  One option table serves all commands, so that an option
   means the same everywhere; a command names those it understands. */
enum {
	OPT_SECRETS = 1 << 0,   /* --show-secrets */
	OPT_JSON = 1 << 1,      /* --json */
	OPT_SHOW = 1 << 2,      /* --html --headers --part --map --raw */
	OPT_DIR = 1 << 3,       /* -d DIR --eml --parts --mbox --maildir --hash --max-size */
	OPT_DETAILS = 1 << 4,   /* -V */
	OPT_BYTES = 1 << 5,     /* -x */
	OPT_FRAME = 1 << 6,     /* --frame N */
	OPT_NUMBER = 1 << 7,    /* a second argument N after FILE */
	OPT_LIVE = 1 << 8,      /* -i -f -a -b -c -B, no FILE */
	OPT_NO_FILE = 1 << 9,   /* takes no FILE */
	OPT_WRITE = 1 << 10,    /* -w FILE */
	OPT_PICK = 1 << 11,     /* --session N, --message N */
	OPT_FINDINGS = 1 << 12, /* --severity, --fail-on, --brief */
	OPT_JOURNEY = 1 << 13,  /* --journey */
	OPT_FULL = 1 << 16,     /* --full */
	OPT_WHICH = 1 << 17,    /* --user, --address, --refused */
	OPT_SLOW = 1 << 18,     /* --slow */
};

/* What `show` shows of a message. */
enum show_what { SHOW_TEXT, SHOW_HTML, SHOW_HEADERS, SHOW_PART, SHOW_MAP, SHOW_RAW };

struct cmd_args {
	const struct cmd *cmd;
	const char **files;     /* the FILE arguments; "-" is standard input */
	size_t nfiles;
	uint64_t number;        /* OPT_NUMBER */
	uint64_t frame;         /* --frame, 0 = all */
	bool show_secrets, json, details, bytes, check_checksums, full;
	struct hmac_key hmac_key; /* --hmac-key; n == 0: a random one */
	bool no_digests;        /* --hash none */
	unsigned cores;         /* -j; 0: all */
	struct stream_options stream; /* --overlap, --memory */
	bool color;             /* standard output is a terminal and NO_COLOR is not set */
	const char *write_to;   /* -w */
	/* OPT_LIVE */
	const char **interfaces;
	size_t ninterfaces;
	const char *filter;
	uint64_t stop_packets, stop_seconds, stop_kilobytes, buffer_kilobytes;
	struct ring_options ring;
	/* OPT_DIR */
	struct extract_options extract;
	/* OPT_SHOW */
	enum show_what show;
	const char *part;       /* SHOW_PART: its path */
	bool journey;           /* OPT_JOURNEY */
	struct list_filter which; /* OPT_WHICH, OPT_SLOW */
	/* OPT_FINDINGS */
	bool brief, severity_set, fail_on_set;
	enum severity least_severity, fail_on;
	/* OPT_PICK */
	uint64_t *sessions, *messages;
	size_t nsessions, cap_sessions, nmessages, cap_messages;
};

extern const struct cmd *const cmds[]; /* NULL-terminated, in the order of the help */

/* Parses argv (argv[0] is the command's name).  EXIT_DONE to go on; otherwise the exit
   status to leave with (usage errors were told, --help was printed): `*leave_out`. */
int cmd_parse(const struct cmd *cmd, int argc, char **argv, struct cmd_args *args,
	      bool *leave_out);
void cmd_args_fini(struct cmd_args *args);

/* Opens the FILEs, runs the engine with these sinks, tells errors and damage on standard
   error, frees the sinks.  Returns the exit status. */
int cmd_run_sinks(const struct cmd_args *args, struct sink **sinks, size_t nsinks);
/* The same, and `opened` and `ended` (may be NULL) are told of the capture: before the first
   frame, and after the sinks finished without failure. */
struct cmd_hooks {
	void (*opened)(const struct capture_facts *f);
	void (*ended)(const struct capture_facts *f, const struct engine_result *r);
};
int cmd_run_hooked(const struct cmd_args *args, struct sink **sinks, size_t nsinks,
		   const struct cmd_hooks *hooks);
/* The same with one sink; NULL `sink` is EXIT_FAILED. */
int cmd_run_sink(const struct cmd_args *args, struct sink *sink);

/* Limits that made something be left out are told whatever the command shows. */
void cmd_tell_limits(const struct capture_facts *f, const struct engine_result *r);

#endif
