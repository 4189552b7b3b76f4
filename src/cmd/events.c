/* SPDX-License-Identifier: BSD-2-Clause */
/* events.c - `mailwire events`: every record as one JSON object per line. */
#include "cmd/cmd.h"

#include <stdio.h>

static int run(struct cmd_args *args)
{
	struct policy policy = { .show_secrets = args->show_secrets };

	return cmd_run_sink(args, sink_json_new(stdout, EV_RECORDS | EV_BIT(EV_CAPTURE),
							    &policy));
}

const struct cmd cmd_events = {
	.name = "events",
	.usage = "[--show-secrets] [--hash none] FILE...",
	.summary = "every record as one JSON object per line",
	.help = "Sessions, commands, logins and messages as JSON Lines, in the order in which they\n"
		"were complete on the wire.  \"event.dataset\" says which a line is:\n"
		"mailwire.session, .command, .auth, .transaction, .message, .finding, or .capture (last).  Names follow\n"
		"the Elastic Common Schema; docs/EVENTS.md explains each field.\n\n"
		"  --show-secrets  with passwords, digests and tokens; without it they are left out\n"
		"  --hash none     without SHA-256 of messages and parts, which takes most of the\n"
		"                  time where messages are large\n"
		"  --json          the same (for symmetry with the other commands)\n\n"
		"Examples:\n"
		"  mailwire events mail.pcapng\n"
		"  mailwire events mail.pcapng |\n"
		"    jq -c 'select(.event.dataset == \"mailwire.command\") |\n"
		"           [.mailwire.command.verb, .mailwire.timing.server_ms]'\n",
	.options = OPT_JSON | OPT_SECRETS,
	.run = run,
};
