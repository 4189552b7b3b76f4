/* SPDX-License-Identifier: BSD-2-Clause */
/* show.c - `mailwire show`: one message as a person reads it. */
#include "cmd/cmd.h"

#include "view/text.h"

#include <stdio.h>

static int run(struct cmd_args *args)
{
	struct look look = { args->color, text_columns(stdout) };
	const char *from = args->nfiles == 1 ? args->files[0] : "the capture";
	uint64_t n = args->number;

	switch (args->show) {
	case SHOW_RAW:
		return cmd_run_sink(args, sink_raw_new(stdout, n, from));
	case SHOW_PART:
		return cmd_run_sink(args, sink_part_new(stdout, n, args->part, from));
	case SHOW_HEADERS:
		return cmd_run_sink(args, sink_headers_new(stdout, n, args->part, from, &look));
	case SHOW_MAP:
		return cmd_run_sink(args, sink_map_new(stdout, n, from, &look));
	case SHOW_TEXT:
	case SHOW_HTML:
		break;
	}
	return cmd_run_sink(args, sink_show_new(stdout, n, from, &look, args->show == SHOW_HTML));
}

const struct cmd cmd_show = {
	.name = "show",
	.usage = "[--html | --headers [--part PATH] | --part PATH | --map | --raw] FILE... N",
	.summary = "message N as a person reads it",
	.help = "The decoded header fields of message N, its text in UTF-8 whatever it was sent in\n"
		"(HTML as text, with the addresses its links lead to, where there is no plain\n"
		"text), the tree of its parts with names, types and sizes (a calendar or card in a\n"
		"line), what a delivery report, a receipt or a complaint says, the servers that it\n"
		"passed with times and TLS, its signatures and whether the body is the signed one,\n"
		"and how it crossed the wire.  `mailwire messages FILE` lists the numbers.\n\n"
		"What could command a terminal or turn text around is shown as \\x1b or \\u202e.\n\n"
		"  --html          the HTML as text, also where there is plain text\n"
		"  --headers       every header field: decoded, as it was sent where that differs,\n"
		"                  and where in the message it begins; with --part 2 those of part\n"
		"                  2 and of the message in it\n"
		"  --part PATH     the decoded octets of one part (1, 2.1: see the tree), or of a\n"
		"                  message inside, and nothing else\n"
		"  --map           which octets came in which frame, and what is missing\n"
		"  --raw           the message's octets exactly as they were sent, and nothing else\n\n"
		"Examples:\n"
		"  mailwire show mail.pcapng 1\n"
		"  mailwire show --part 2 mail.pcapng 1 > attachment.doc\n"
		"  mailwire show --raw mail.pcapng 1 > message.eml\n",
	.options = OPT_NUMBER | OPT_SHOW,
	.tells_late = true,
	.run = run,
};
