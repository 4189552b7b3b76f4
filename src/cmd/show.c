/* SPDX-License-Identifier: BSD-2-Clause */
/* show.c - `mailwire show`: one message as a person reads it. */
#include "cmd/cmd.h"

#include "view/text.h"

#include <stdio.h>

static int run(struct cmd_args *args)
{
	struct look look = { args->color, text_columns(stdout) };
	const char *from = args->nfiles == 1 ? args->files[0] : "the capture";

	if (args->raw)
		return cmd_run_sink(args, sink_raw_new(stdout, args->number, from));
	return cmd_run_sink(args, sink_show_new(stdout, args->number, from, &look));
}

const struct cmd cmd_show = {
	.name = "show",
	.usage = "[--raw] FILE N",
	.summary = "message N as a person reads it",
	.help = "The decoded header fields of message N, its text in UTF-8 whatever it was sent in\n"
		"(HTML as text, with the addresses its links lead to, where there is no plain\n"
		"text), the tree of its parts with names, types and sizes, and how it crossed the\n"
		"wire.  `mailwire messages FILE` lists the numbers.\n\n"
		"What could command a terminal or turn text around is shown as \\x1b or \\u202e.\n\n"
		"  --raw           the message's octets exactly as they were sent, and nothing else\n\n"
		"Examples:\n"
		"  mailwire show mail.pcapng 1\n"
		"  mailwire show --raw mail.pcapng 1 > message.eml\n",
	.options = OPT_NUMBER | OPT_RAW,
	.tells_late = true,
	.run = run,
};
