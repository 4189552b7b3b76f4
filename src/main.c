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

int main(int argc, char **argv)
{
	const struct cmd *cmd;

	setlocale(LC_CTYPE, "");
	signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of the write */
	if (argc < 2) {
		print_help();
		return EXIT_USAGE;
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
	log_error("no command and no file is called \"%s\"", argv[1]);
	fputs("       mailwire --help lists the commands\n", stderr);
	return EXIT_USAGE;
}
