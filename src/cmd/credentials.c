/* SPDX-License-Identifier: BSD-2-Clause */
/* credentials.c - `mailwire credentials`: one line per login. */
#include "cmd/cmd.h"

#include "view/text.h"

#include <stdio.h>

static int run(struct cmd_args *args)
{
	struct policy policy = { .show_secrets = args->show_secrets };
	struct look look = { args->color, text_columns(stdout) };

	if (args->json)
		return cmd_run_sink(args, sink_chosen_new(
			sink_json_new(stdout, EV_BIT(EV_AUTH), &policy), EV_AUTH, &args->which));
	return cmd_run_sink(args, sink_credentials_new(stdout, &args->which, &look, &policy));
}

const struct cmd cmd_credentials = {
	.name = "credentials",
	.usage = "[--user NAME] [--address ADDRESS] [--refused] [--show-secrets] [--hmac-key KEY]\n"
		 "                            [--json] FILE...",
	.summary = "each login: mechanism, account, outcome, encrypted or not",
	.help = "One line per attempt to log in: protocol, mechanism, account, outcome by the server's\n"
		"answer, the frames that carried it, and whether it was encrypted.  An account name\n"
		"and a password that can be read here could be read by everyone on the way.\n\n"
		"  --user NAME     only of accounts whose name has NAME in it\n"
		"  --address ADDR  only with this client or server (192.0.2.9, or a front: 192.0.2.)\n"
		"  --refused       only logins that failed, with the reply\n"
		"  --show-secrets  show passwords, digests and tokens instead of [hidden]\n"
		"  --hmac-key KEY  what equal secrets are recognised by (the digits after [hidden]):\n"
		"                  a FILE with 16 octets or more, or hex:DIGITS; else random, and\n"
		"                  only comparable within this run\n"
		"  --json          one JSON object per login (docs/EVENTS.md, mailwire.auth)\n\n"
		"Examples:\n"
		"  mailwire credentials mail.pcapng\n"
		"  mailwire credentials --show-secrets mail.pcapng\n",
	.options = OPT_JSON | OPT_SECRETS | OPT_WHICH,
	.tells_late = true,
	.run = run,
};
