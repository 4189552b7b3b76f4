/* SPDX-License-Identifier: BSD-2-Clause */
/* follow.c - `mailwire follow`: the dialogue of one session. */
#include "cmd/cmd.h"

#include "view/text.h"

#include <stdio.h>

static int run(struct cmd_args *args)
{
	struct policy policy = { .show_secrets = args->show_secrets };
	struct look look = { args->color, text_columns(stdout) };
	const char *from = args->nfiles == 1 ? args->files[0] : "the capture";

	if (args->json)
		return cmd_run_sink(args, sink_json_session_new(stdout, EV_BIT(EV_COMMAND),
								args->number, from, &policy));
	return cmd_run_sink(args, sink_follow_new(stdout, args->number, args->full, from, &look,
						  &policy));
}

const struct cmd cmd_follow = {
	.name = "follow",
	.usage = "[--full] [--show-secrets] [--json] FILE... N",
	.summary = "the dialogue of session N, with times",
	.help = "What client and server of session N said, line by line: seconds since the session\n"
		"began, seconds since the line before, the frames that carried it, and\n\n"
		"   ->  the client says      ~>  ... in TLS\n"
		"  <-   the server says     <~   ... in TLS\n"
		"  <**  the server refuses  <~*  ... in TLS\n"
		"   **  what is wrong: findings, waits of a second or more and whose they were,\n"
		"       messages that stood still, what was not captured\n\n"
		"Messages are shown as one line that says how many octets went by; `show` and\n"
		"`extract` give their content.  `mailwire sessions FILE` lists the numbers.\n"
		"Words of a login are decoded from base64 behind the line.\n\n"
		"  --full          show messages line by line, as they were sent\n"
		"  --show-secrets  show passwords and tokens instead of [hidden]\n"
		"  --json          one JSON object per command and its reply (docs/EVENTS.md,\n"
		"                  mailwire.command)\n\n"
		"Examples:\n"
		"  mailwire follow mail.pcapng 1\n"
		"  mailwire follow mail.pcapng 1 | grep -F '**'     what went wrong\n"
		"  mailwire follow --json mail.pcapng 1 | jq '.mailwire.timing.server_ms'\n",
	.options = OPT_NUMBER | OPT_JSON | OPT_SECRETS | OPT_FULL,
	.run = run,
};
