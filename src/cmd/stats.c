/* SPDX-License-Identifier: BSD-2-Clause */
/* stats.c - `mailwire stats`: a capture in numbers. */
#include "cmd/cmd.h"

#include "view/text.h"

#include <stdio.h>

static int run(struct cmd_args *args)
{
	struct look look = { args->color, text_columns(stdout) };

	return cmd_run_sink(args, sink_stats_new(stdout, args->json, &look));
}

const struct cmd cmd_stats = {
	.name = "stats",
	.usage = "[--json] FILE...",
	.summary = "a capture in numbers: times, replies, refusals, logins",
	.help = "Counts and percentiles: sessions by protocol; for each server and verb how long\n"
		"its replies took, refused ones, and where the slowest is; the longest waits; messages\n"
		"with their sizes, rates, verdicts and stalls; replies by code; reasons of refusals;\n"
		"logins by mechanism and outcome.\n\n"
		"Times of replies are the server's own: without the network and without what was\n"
		"pipelined before (docs/TIMING.md).  (connect) and (banner) are the handshake and the\n"
		"wait for the greeting.  Percentiles are exact for up to 256 values, and off by less\n"
		"than 1 % for more.  In a reason, what differs from case to case is shown as \xe2\x80\xa6.\n\n"
		"  --json          everything as one JSON object\n\n"
		"Examples:\n"
		"  mailwire stats mail.pcapng\n"
		"  mailwire stats --json mail.pcapng | jq '.mailwire.stats.refusals[0]'\n"
		"  tcpdump -w - port 25 | mailwire stats -      until Ctrl-C\n",
	.options = OPT_JSON,
	.run = run,
};
