/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * options.c - one option table for all commands.
 *
 * In:   argv of one command
 * Out:  struct cmd_args, or an error that names the option and the way to the help
 */
#include "base/arena.h"
#include "base/log.h"
#include "cmd/cmd.h"
#include "cmd/option_values.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	LONG_SECRETS = 256, LONG_JSON, LONG_FRAME, LONG_CHECKSUMS,
	LONG_SESSION, LONG_MESSAGE, LONG_OVERLAP, LONG_MEMORY,
	LONG_SEVERITY, LONG_FAIL_ON, LONG_BRIEF, LONG_HMAC_KEY,
	LONG_FULL, LONG_USER, LONG_ADDRESS, LONG_REFUSED, LONG_SLOW,
	LONG_JOURNEY, LONG_EML, LONG_PARTS, LONG_MBOX, LONG_MAILDIR, LONG_HASH, LONG_MAX_SIZE,
	LONG_SHOW, /* and what is to be shown: the last ones */
	LONG_SHOW_END = LONG_SHOW + SHOW_RAW,
};

/* A letter or long name, and the commands that take it. */
static const struct rule {
	int code;
	unsigned needs; /* OPT_* bit, 0 = every command */
} rules[] = {
	{ LONG_SECRETS, OPT_SECRETS }, { LONG_JSON, OPT_JSON }, { LONG_SHOW, OPT_SHOW },
	{ LONG_FRAME, OPT_FRAME },     { LONG_CHECKSUMS, 0 },   { 'd', OPT_DIR },
	{ 'V', OPT_DETAILS },          { 'x', OPT_BYTES },      { 'i', OPT_LIVE },
	{ 'f', OPT_LIVE },             { 'w', OPT_WRITE },      { 'a', OPT_LIVE },
	{ 'b', OPT_LIVE },             { 'B', OPT_LIVE },       { 'c', OPT_LIVE },
	{ 'r', 0 },                    { 'h', 0 },
	{ LONG_OVERLAP, 0 },           { LONG_MEMORY, 0 },
	{ 'j', 0 },                    { LONG_HASH, OPT_JSON | OPT_DIR },
	{ LONG_SESSION, OPT_PICK },    { LONG_MESSAGE, OPT_PICK },
	{ LONG_JOURNEY, OPT_JOURNEY }, { LONG_EML, OPT_DIR },   { LONG_PARTS, OPT_DIR },
	{ LONG_MBOX, OPT_DIR },        { LONG_MAILDIR, OPT_DIR }, { LONG_MAX_SIZE, OPT_DIR },
	{ LONG_SEVERITY, OPT_FINDINGS }, { LONG_FAIL_ON, OPT_FINDINGS },
	{ LONG_BRIEF, OPT_FINDINGS },  { LONG_HMAC_KEY, OPT_SECRETS },
	{ LONG_FULL, OPT_FULL },
	{ LONG_USER, OPT_WHICH },      { LONG_ADDRESS, OPT_WHICH },
	{ LONG_REFUSED, OPT_WHICH },   { LONG_SLOW, OPT_SLOW },
};

static const struct option long_options[] = {
	{ "show-secrets", no_argument, NULL, LONG_SECRETS },
	{ "hmac-key", required_argument, NULL, LONG_HMAC_KEY },
	{ "json", no_argument, NULL, LONG_JSON },
	{ "html", no_argument, NULL, LONG_SHOW + SHOW_HTML },
	{ "headers", no_argument, NULL, LONG_SHOW + SHOW_HEADERS },
	{ "part", required_argument, NULL, LONG_SHOW + SHOW_PART },
	{ "map", no_argument, NULL, LONG_SHOW + SHOW_MAP },
	{ "raw", no_argument, NULL, LONG_SHOW + SHOW_RAW },
	{ "full", no_argument, NULL, LONG_FULL },
	{ "user", required_argument, NULL, LONG_USER },
	{ "address", required_argument, NULL, LONG_ADDRESS },
	{ "refused", no_argument, NULL, LONG_REFUSED },
	{ "slow", optional_argument, NULL, LONG_SLOW },
	{ "frame", required_argument, NULL, LONG_FRAME },
	{ "session", required_argument, NULL, LONG_SESSION },
	{ "message", required_argument, NULL, LONG_MESSAGE },
	{ "severity", required_argument, NULL, LONG_SEVERITY },
	{ "fail-on", required_argument, NULL, LONG_FAIL_ON },
	{ "brief", no_argument, NULL, LONG_BRIEF },
	{ "overlap", required_argument, NULL, LONG_OVERLAP },
	{ "memory", required_argument, NULL, LONG_MEMORY },
	{ "jobs", required_argument, NULL, 'j' },
	{ "check-checksums", no_argument, NULL, LONG_CHECKSUMS },
	{ "journey", no_argument, NULL, LONG_JOURNEY },
	{ "eml", no_argument, NULL, LONG_EML },
	{ "parts", no_argument, NULL, LONG_PARTS },
	{ "mbox", required_argument, NULL, LONG_MBOX },
	{ "maildir", required_argument, NULL, LONG_MAILDIR },
	{ "hash", required_argument, NULL, LONG_HASH },
	{ "max-size", required_argument, NULL, LONG_MAX_SIZE },
	{ "directory", required_argument, NULL, 'd' },
	{ "interface", required_argument, NULL, 'i' },
	{ "filter", required_argument, NULL, 'f' },
	{ "write", required_argument, NULL, 'w' },
	{ "autostop", required_argument, NULL, 'a' },
	{ "ring-buffer", required_argument, NULL, 'b' },
	{ "buffer-size", required_argument, NULL, 'B' },
	{ "read", required_argument, NULL, 'r' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

static int usage_error(const struct cmd *cmd, const char *fmt, const char *what)
{
	char text[sizeof(((struct err *)NULL)->text)];

	snprintf(text, sizeof(text), fmt, what);
	log_error("%s: %s", cmd->name, text);
	fprintf(stderr, "usage: mailwire %s%s%s\n", cmd->name, *cmd->usage ? " " : "", cmd->usage);
	fprintf(stderr, "       mailwire %s --help explains\n", cmd->name);
	return EXIT_USAGE;
}

static bool allowed(const struct cmd *cmd, int code)
{
	if (code >= LONG_SHOW && code <= LONG_SHOW_END)
		code = LONG_SHOW;
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
		if (rules[i].code == code)
			return !rules[i].needs || (cmd->options & rules[i].needs);
	return false;
}

static void add(const char ***list, size_t *n, const char *s)
{
	*list = xrealloc(*list, (*n + 1) * sizeof(**list));
	(*list)[(*n)++] = s;
}

static void print_help(const struct cmd *cmd)
{
	printf("mailwire %s - %s\n\n", cmd->name, cmd->summary);
	printf("usage: mailwire %s%s%s\n\n", cmd->name, *cmd->usage ? " " : "", cmd->usage);
	fputs(cmd->help, stdout);
	if (!(cmd->options & (OPT_NO_FILE | OPT_LIVE)))
		fputs("\nFILE is a pcap or pcapng capture, plain or compressed (gzip, zstd, "
		      "lz4, xz, bzip2);\n\"-\" is standard input.  Several files are read as "
		      "one, in order of time.\n"
		      "  --check-checksums  leave out packets whose checksum is wrong\n"
		      "  --overlap POLICY   which copy counts where segments waiting behind a hole\n"
		      "                     differ: first (default), last, linux, bsd, windows\n"
		      "  --memory SIZE      the most that connections may take together: 512M, 2G\n"
		      "  -j N               work on at most N cores at a time (default:\n"
		      "                     all); the output is the same\n",
		      stdout);
	fputs("\nExit status: 0 done, 1 failed, 2 wrong usage", stdout);
	fputs(cmd->options & OPT_FINDINGS ? ", 3 found (--fail-on).\n" : ".\n", stdout);
}

/* One view at a time; --headers --part is a view of its own. */
static int show_option(const struct cmd *cmd, struct cmd_args *a, enum show_what what,
		       const char *part)
{
	bool both = (what == SHOW_PART && a->show == SHOW_HEADERS) ||
		    (what == SHOW_HEADERS && a->show == SHOW_PART);

	if (a->show != SHOW_TEXT && what != a->show && !both)
		return usage_error(cmd, "%s", "one of --html, --headers, --part, --map and --raw at a "
					      "time, or --headers with --part");
	a->show = both ? SHOW_HEADERS : what;
	if (part)
		a->part = part;
	return EXIT_DONE;
}

/* One option; EXIT_DONE or EXIT_USAGE. */
static int take(const struct cmd *cmd, struct cmd_args *a, int code, const char *value)
{
	struct err e;
	uint64_t n;

	switch (code) {
	case LONG_SECRETS:
		a->show_secrets = true;
		break;
	case LONG_HMAC_KEY:
		if (hmac_key_read(value, &a->hmac_key, &e) < 0)
			return usage_error(cmd, "%s", e.text);
		break;
	case LONG_JSON:
		a->json = true;
		break;
	case LONG_USER:
		a->which.user = value;
		break;
	case LONG_ADDRESS:
		a->which.address = value;
		break;
	case LONG_REFUSED:
		a->which.refused = true;
		break;
	case LONG_SLOW:
		if (!option_seconds(value, &a->which.slow_ns))
			return usage_error(cmd, "--slow wants seconds, as in --slow=0.5, not \"%s\"",
					   value);
		break;
	case LONG_FULL:
		a->full = true;
		break;
	case LONG_SHOW + SHOW_HTML:
	case LONG_SHOW + SHOW_HEADERS:
	case LONG_SHOW + SHOW_PART:
	case LONG_SHOW + SHOW_MAP:
	case LONG_SHOW + SHOW_RAW:
		return show_option(cmd, a, (enum show_what)(code - LONG_SHOW), value);
	case LONG_CHECKSUMS:
		a->check_checksums = true;
		break;
	case LONG_OVERLAP:
		if (!option_overlap(a, value))
			return usage_error(cmd, "--overlap wants first, last, linux, bsd or windows, "
						"not \"%s\"", value);
		break;
	case LONG_MEMORY:
		if (!option_memory(a, value))
			return usage_error(cmd, "--memory wants a size of 1M or more, not \"%s\"",
					   value);
		break;
	case LONG_BRIEF:
		a->brief = true;
		break;
	case LONG_SEVERITY:
		a->severity_set = true;
		if (!severity_from(value, &a->least_severity))
			return usage_error(cmd, "--severity wants info, low, medium, high or "
						"critical, not \"%s\"", value);
		break;
	case LONG_FAIL_ON:
		if (!severity_from(value, &a->fail_on))
			return usage_error(cmd, "--fail-on wants info, low, medium, high or "
						"critical, not \"%s\"", value);
		a->fail_on_set = true;
		break;
	case 'j':
		if (!option_number(value, &n) || n > LIMIT_WORKERS)
			return usage_error(cmd, "-j wants a number of threads, 64 at most, not "
						"\"%s\"", value);
		a->cores = (unsigned)n;
		break;
	case LONG_FRAME:
		if (!option_number(value, &a->frame))
			return usage_error(cmd, "--frame wants a frame number, not \"%s\"", value);
		break;
	case LONG_SESSION:
		if (!option_number(value, &n))
			return usage_error(cmd, "--session wants a number, not \"%s\"", value);
		ARRAY_PUSH(a->sessions, a->nsessions, a->cap_sessions) = n;
		break;
	case LONG_MESSAGE:
		if (!option_number(value, &n))
			return usage_error(cmd, "--message wants a number, not \"%s\"", value);
		ARRAY_PUSH(a->messages, a->nmessages, a->cap_messages) = n;
		break;
	case 'V':
		a->details = true;
		break;
	case 'x':
		a->bytes = true;
		break;
	case 'd':
		a->extract.dir = value;
		break;
	case LONG_JOURNEY:
		a->journey = true;
		break;
	case LONG_EML:
		a->extract.eml = true;
		break;
	case LONG_PARTS:
		a->extract.parts = true;
		break;
	case LONG_MBOX:
		a->extract.mbox = value;
		break;
	case LONG_MAILDIR:
		a->extract.maildir = value;
		break;
	case LONG_HASH:
		if (!(cmd->options & OPT_DIR)) {
			a->no_digests = strcmp(value, "none") == 0;
			if (!a->no_digests && strcmp(value, "sha256") != 0)
				return usage_error(cmd, "--hash wants sha256 or none, not \"%s\"",
						   value);
			break;
		}
		if (!option_hashes(&a->extract, value))
			return usage_error(cmd, "--hash wants md5, sha1 or sha256, or several with "
						"commas, not \"%s\"", value);
		break;
	case LONG_MAX_SIZE:
		if (!option_size(value, &a->extract.max_octets))
			return usage_error(cmd, "--max-size wants a size such as 500K or 20M, "
						"not \"%s\"", value);
		break;
	case 'i':
		add(&a->interfaces, &a->ninterfaces, value);
		break;
	case 'f':
		a->filter = value;
		break;
	case 'w':
		a->write_to = value;
		break;
	case 'a':
		if (!option_stop_limit(a, value))
			return usage_error(cmd, "-a wants duration:S, packets:N or filesize:KB, "
						"not \"%s\"", value);
		break;
	case 'b':
		if (!ring_option(&a->ring, value))
			return usage_error(cmd, "-b wants duration:S, filesize:KB or files:N, "
						"not \"%s\"", value);
		break;
	case 'B':
		if (!option_number(value, &a->buffer_kilobytes))
			return usage_error(cmd, "-B wants a size in MiB, not \"%s\"", value);
		a->buffer_kilobytes *= 1024;
		break;
	case 'c':
		if (!option_number(value, &a->stop_packets))
			return usage_error(cmd, "-c wants a number of packets, not \"%s\"", value);
		break;
	case 'r':
		add(&a->files, &a->nfiles, value);
		break;
	}
	return EXIT_DONE;
}

/* FILE... [N]; EXIT_DONE or EXIT_USAGE. */
static int operands(const struct cmd *cmd, struct cmd_args *a, char **v, int n)
{
	if (cmd->options & OPT_NUMBER) {
		if (n < 1 || (n < 2 && a->nfiles == 0))
			return usage_error(cmd, "wants a FILE and a number: `mailwire %s FILE` lists them",
					   strcmp(cmd->name, "follow") == 0 ? "sessions" : "messages");
		if (!option_number(v[n - 1], &a->number))
			return usage_error(cmd, "wants a number of 1 or more after FILE, not \"%s\"",
					   v[n - 1]);
		n--;
	}
	for (int i = 0; i < n; i++)
		add(&a->files, &a->nfiles, v[i]);
	if (cmd->options & (OPT_NO_FILE | OPT_LIVE)) {
		if (a->nfiles)
			return usage_error(cmd, "takes no FILE (\"%s\")", a->files[0]);
	} else if (a->nfiles == 0) {
		return usage_error(cmd, "%s", "which FILE?");
	}
	if ((cmd->options & OPT_DIR) && !a->extract.dir)
		return usage_error(cmd, "%s", "which directory? (-d DIR)");
	return EXIT_DONE;
}

int cmd_parse(const struct cmd *cmd, int argc, char **argv, struct cmd_args *a,
	      bool *leave_out)
{
	int code, rc = EXIT_DONE;

	*a = (struct cmd_args){ .cmd = cmd };
	a->color = isatty(STDOUT_FILENO) && !getenv("NO_COLOR") &&
		   strcmp(getenv("TERM") ? getenv("TERM") : "dumb", "dumb") != 0;
	*leave_out = true;
	opterr = 0;
	optind = 0; /* a fresh start also for a second call (glibc) */
	while ((code = getopt_long(argc, argv, ":d:Vxi:f:w:a:b:B:c:r:j:h", long_options,
				   NULL)) != -1) {
		if (code == 'h') {
			print_help(cmd);
			return EXIT_DONE;
		}
		if (code == ':')
			return usage_error(cmd, "%s wants a value", argv[optind - 1]);
		if (code == '?' || !allowed(cmd, code))
			return usage_error(cmd, "does not know the option %s",
					   optarg ? argv[optind - 2] : argv[optind - 1]);
		rc = take(cmd, a, code, optarg);
		if (rc != EXIT_DONE)
			return rc;
	}
	rc = operands(cmd, a, argv + optind, argc - optind);
	*leave_out = rc != EXIT_DONE;
	return rc;
}

void cmd_args_fini(struct cmd_args *a)
{
	free(a->files);
	free(a->interfaces);
	free(a->sessions);
	free(a->messages);
}
