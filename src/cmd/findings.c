/* SPDX-License-Identifier: BSD-2-Clause */
/* findings.c - `mailwire findings`: what is wrong, with its evidence. */
#include "cmd/cmd.h"

#include "view/text.h"

#include <stdio.h>

static int run(struct cmd_args *args)
{
	int worst = -1;
	struct policy policy = { .show_secrets = args->show_secrets };
	struct look look = { args->color, text_columns(stdout) };
	struct findings_options options = { .json = args->json, .brief = args->brief,
					    .least = args->least_severity, .worst_out = &worst };
	int rc;

	/* People look for what is wrong, programs take everything. */
	if (!args->severity_set)
		options.least = args->json ? SEVERITY_INFO : SEVERITY_LOW;
	rc = cmd_run_sink(args, sink_findings_new(stdout, &options, &look, &policy));

	if (rc == EXIT_DONE && args->fail_on_set && worst >= (int)args->fail_on)
		return EXIT_FOUND;
	return rc;
}

const struct cmd cmd_findings = {
	.name = "findings",
	.usage = "[--severity S] [--fail-on S] [--brief] [--json] [--show-secrets] FILE...",
	.summary = "what is wrong, dangerous or worth a look, with its evidence",
	.help = "What departs from the RFCs, exposes a secret or looks like an attack: identifier,\n"
		"severity, how sure that is, what was seen, the octets and frames it rests on, the RFC\n"
		"section and what to do.  docs/VIOLATIONS.md lists all that is looked for.\n\n"
		"  --severity S  only those at least as bad: info, low, medium, high, critical\n"
		"                (default: low; info with --json)\n"
		"  --fail-on S   exit status 3 when there is one at least as bad\n"
		"  --brief       one line each\n"
		"  --show-secrets  show evidence that may hold a password\n"
		"  --json        one JSON object each (docs/EVENTS.md, mailwire.finding)\n\n"
		"Examples:\n"
		"  mailwire findings mail.pcapng\n"
		"  mailwire findings --brief --severity medium mail.pcapng\n"
		"  mailwire findings --fail-on high mail.pcapng || echo look at this\n",
	.options = OPT_JSON | OPT_SECRETS | OPT_FINDINGS,
	.run = run,
};
