/* SPDX-License-Identifier: BSD-2-Clause */
/* messages.c - `mailwire messages`: one line per message. */
#include "cmd/cmd.h"

#include "view/text.h"

#include <stdio.h>

static int run(struct cmd_args *args)
{
	struct policy policy = { .show_secrets = args->show_secrets };
	struct look look = { args->color, text_columns(stdout) };

	if (args->journey)
		return cmd_run_sink(args, sink_journey_new(stdout, args->json, &look));
	if (args->json)
		return cmd_run_sink(args, sink_chosen_new(
			sink_json_new(stdout, EV_BIT(EV_MESSAGE), &policy), EV_MESSAGE, &args->which));
	args->no_digests = true; /* no column shows them */
	return cmd_run_sink(args, sink_messages_new(stdout, &args->which, &look, &policy));
}

const struct cmd cmd_messages = {
	.name = "messages",
	.usage = "[--journey] [--user NAME] [--address ADDRESS] [--refused] [--slow[=S]] [--json] FILE...",
	.summary = "one line per message: envelope, From, To, subject, size",
	.help = "One line per message that went by: its number (which `show` takes), session, way\n"
		"(submitted by the client or fetched by it), envelope, From, To, decoded subject, date,\n"
		"octets, parts, and whether it is complete.\n\n"
		"The envelope is what the servers were told (MAIL FROM and RCPT TO); From and To are\n"
		"what the message itself claims.  They need not agree.\n\n"
		"  --journey       messages that were seen more than once, by Message-ID and body:\n"
		"                  submitted (after a login, to port 587 or 465, or not marked by any\n"
		"                  server yet), relayed from server to server, delivered (LMTP),\n"
		"                  stored (IMAP APPEND), retrieved (POP3, IMAP)\n"
		"  --user NAME     only of accounts whose name has NAME in it\n"
		"  --address ADDR  only with this client or server (192.0.2.9, or a front: 192.0.2.),\n"
		"                  or with ADDR in an address of the envelope, From, To, Cc or Bcc\n"
		"  --refused       only those refused, or to a recipient that was, with the words\n"
		"  --slow[=S]      only those whose transfer, stalls or final reply took S seconds (1)\n"
		"                  or more, with these times\n"
		"  --json          one JSON object per message (docs/EVENTS.md, mailwire.message);\n"
		"                  with --journey with every sighting of it (docs/MESSAGES.md)\n\n"
		"Examples:\n"
		"  mailwire messages mail.pcapng\n"
		"  mailwire messages --refused --address example.org mail.pcapng\n"
		"  mailwire messages --journey mail.pcapng\n"
		"  mailwire messages --json mail.pcapng | jq -r '.email.subject'\n",
	.options = OPT_JSON | OPT_WHICH | OPT_SLOW | OPT_JOURNEY,
	.tells_late = true,
	.run = run,
};
