/* SPDX-License-Identifier: BSD-2-Clause */
/* sessions.c - `mailwire sessions`: one line per session. */
#include "cmd/cmd.h"

#include "view/text.h"

#include <stdio.h>

static int run(struct cmd_args *args)
{
	struct policy policy = { .show_secrets = args->show_secrets };
	struct look look = { args->color, text_columns(stdout) };

	if (args->json)
		return cmd_run_sink(args, sink_chosen_new(
			sink_json_new(stdout, EV_BIT(EV_SESSION), &policy), EV_SESSION, &args->which));
	return cmd_run_sink(args, sink_sessions_new(stdout, &args->which, &look, &policy));
}

const struct cmd cmd_sessions = {
	.name = "sessions",
	.usage = "[--user NAME] [--address ADDRESS] [--refused] [--slow[=S]] [--show-secrets]\n"
		 "                         [--json] FILE...",
	.summary = "one line per session: who, with whom, how much, how it ended",
	.help = "One line per mail session: its number (which `follow` takes), client and server,\n"
		"protocol, account, commands, messages, octets each side sent, start and duration, and\n"
		"how it ended.  Sessions are found on any port by what is said in them.\n\n"
		"On a terminal the table is cut to fit; in a pipe every value is whole.\n\n"
		"  --user NAME     only of accounts whose name has NAME in it\n"
		"  --address ADDR  only with this client or server (192.0.2.9, or a front: 192.0.2.),\n"
		"                  or with a sender or recipient that has ADDR in it\n"
		"  --refused       only those in which a command was refused, with the reply that says\n"
		"                  why\n"
		"  --slow[=S]      only those in which the handshake, the greeting, a reply or stalls of\n"
		"                  messages took S seconds (1) or more, with the slowest\n"
		"  --json          one JSON object per session (docs/EVENTS.md, mailwire.session)\n"
		"  --show-secrets  a password that a server repeats when it refuses, which is hidden\n"
		"                  otherwise\n\n"
		"Examples:\n"
		"  mailwire sessions mail.pcapng\n"
		"  mailwire sessions --refused --address bob@example.org mail.pcapng\n"
		"  mailwire sessions --slow=0.5 mail.pcapng | less -S\n"
		"  mailwire sessions --json mail.pcapng | jq -r '.source.ip' | sort | uniq -c\n",
	.options = OPT_JSON | OPT_SECRETS | OPT_WHICH | OPT_SLOW,
	.tells_late = true,
	.run = run,
};
