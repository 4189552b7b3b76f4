/* SPDX-License-Identifier: BSD-2-Clause */
/* packets.c - `mailwire packets`: the packet list. */
#include "cmd/cmd.h"

#include <stdio.h>

static int run(struct cmd_args *args)
{
	struct packets_options options = {
		.details = args->details,
		.bytes = args->bytes,
		.frame = args->frame,
	};
	struct policy policy = { .show_secrets = args->show_secrets };

	return cmd_run_sink(args, sink_packets_new(stdout, &options, &policy));
}

const struct cmd cmd_packets = {
	.name = "packets",
	.usage = "[-V] [-x] [--frame N] [--show-secrets] FILE...",
	.summary = "the packet list, as tshark prints it",
	.help = "One line per frame: number, seconds since the first, source, destination,\n"
		"protocol, length, and what it says.  Lines of the mail protocols are shown with\n"
		"C: and S:, messages (IMF) in the frame that completes them.\n\n"
		"  -V              each frame as a tree of its layers\n"
		"  -x              the octets of each frame; hidden secrets are shown as **\n"
		"  --frame N       only frame N\n"
		"  --show-secrets  show passwords and tokens\n\n"
		"Examples:\n"
		"  mailwire packets mail.pcapng | less\n"
		"  mailwire packets -V --frame 41 mail.pcapng\n",
	.options = OPT_DETAILS | OPT_BYTES | OPT_FRAME | OPT_SECRETS,
	.run = run,
};
