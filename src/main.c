/* SPDX-License-Identifier: BSD-2-Clause */
/* main.c - finds the subcommand, calls it. */
#include "base/log.h"
#include "cmd/cmd.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void print_help(void)
{
	puts("mailwire reads mail off the wire: sessions, logins and messages out of packets.\n");
	puts("usage: mailwire COMMAND [options] FILE...");
	puts("       mailwire FILE             the same as mailwire read FILE\n");
	for (const struct cmd *const *c = cmds; *c; c++)
		printf("  %-12s %s\n", (*c)->name, (*c)->summary);
	puts("\n  mailwire COMMAND --help explains a command, with examples.");
	puts("  mailwire --version tells the version.\n");
	puts("Passwords and tokens are hidden unless --show-secrets is given.");
}

static const struct cmd *find(const char *name)
{
	for (const struct cmd *const *c = cmds; *c; c++)
		if (strcmp((*c)->name, name) == 0)
			return *c;
	return NULL;
}

static int call(const struct cmd *cmd, int argc, char **argv)
{
	struct cmd_args args;
	bool leave;
	int rc = cmd_parse(cmd, argc, argv, &args, &leave);

	if (!leave)
		rc = cmd->run(&args);
	cmd_args_fini(&args);
	return rc;
}

/* How many letters must change, come or go to make `b` of `a`; short words only. */
static size_t edits(const char *a, const char *b)
{
	enum { LONGEST = 16 };
	size_t row[LONGEST + 1], n = strlen(b);

	if (n > LONGEST || strlen(a) > LONGEST)
		return LONGEST;
	for (size_t j = 0; j <= n; j++)
		row[j] = j;
	for (size_t i = 0; a[i]; i++) {
		size_t diagonal = row[0]++;

		for (size_t j = 1; j <= n; j++) {
			size_t least = diagonal + (a[i] != b[j - 1]);

			diagonal = row[j];
			least = row[j] + 1 < least ? row[j] + 1 : least;
			row[j] = row[j - 1] + 1 < least ? row[j - 1] + 1 : least;
		}
	}
	return row[n];
}

static int not_found(const char *name)
{
	enum { NEAR = 2 };
	const struct cmd *best = NULL;

	for (size_t i = 0; cmds[i]; i++)
		if (edits(name, cmds[i]->name) <= NEAR &&
		    (!best || edits(name, cmds[i]->name) < edits(name, best->name)))
			best = cmds[i];
	log_error("no command and no file is called \"%s\"", name);
	if (best)
		fprintf(stderr, "       the nearest command is \"%s\"\n", best->name);
	fputs("       mailwire --help lists the commands\n", stderr);
	return EXIT_USAGE;
}

int main(int argc, char **argv)
{
	const struct cmd *cmd;

	setlocale(LC_CTYPE, "");
	signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of the write */
	if (argc < 2) {
		print_help();
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "help") == 0 && argc > 2) { /* mailwire help COMMAND */
		char *help[] = { argv[2], (char[]){ "--help" }, NULL };

		cmd = find(argv[2]);
		return cmd ? call(cmd, 2, help) : not_found(argv[2]);
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
	    strcmp(argv[1], "help") == 0) {
		print_help();
		return EXIT_DONE;
	}
	if (strcmp(argv[1], "--version") == 0) {
		puts("mailwire " MAILWIRE_VERSION);
		return EXIT_DONE;
	}
	cmd = find(argv[1]);
	if (cmd)
		return call(cmd, argc - 1, argv + 1);
	/* Not a command: a file to read, when there is one or it looks like a path. */
	if (argv[1][0] == '-' ? strcmp(argv[1], "-") == 0 || strcmp(argv[1], "-r") == 0 :
	    access(argv[1], F_OK) == 0 || strpbrk(argv[1], "./"))
		return call(find("read"), argc, argv);
	return not_found(argv[1]);
}
