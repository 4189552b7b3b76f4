/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * workers.c - what the engine tells with so many workers, also with more than `mailwire -j`
 * takes on this machine; for comparison (tests/workers/workers.py).
 *
 *	workers CORES <CAPTURE      events as JSON Lines, then the lists of sessions, messages and
 *	                            logins, and the findings
 */
#include "base/hash.h"
#include "engine/engine.h"
#include "sink/sink.h"
#include "view/text.h"

#include <stdio.h>
#include <stdlib.h>

enum { LISTS = 4 };

int main(int argc, char **argv)
{
	static const struct policy policy = { 0 };
	static const struct list_filter all = { 0 };
	static const struct findings_options findings = { .json = true };
	static const struct look look = { .columns = 80 };
	char *text[LISTS];
	size_t octets[LISTS];
	FILE *list[LISTS];
	struct engine_options o = {
		.hmac_key = hmac_key_of(bytes_str("one key for every run, or they differ")),
	};
	struct sink *sinks[1 + LISTS];
	struct engine_result result;
	struct err e = { 0 };
	struct capture *c = capture_open("-", &e);
	int rc;

	if (argc != 2 || !c)
		return 2;
	o.cores = (unsigned)strtoul(argv[1], NULL, 10);
	for (int i = 0; i < LISTS; i++)
		list[i] = open_memstream(&text[i], &octets[i]);
	sinks[0] = sink_json_new(stdout, EV_RECORDS | EV_BIT(EV_CAPTURE), &policy);
	sinks[1] = sink_sessions_new(list[0], &all, &look, &policy);
	sinks[2] = sink_messages_new(list[1], &all, &look, &policy);
	sinks[3] = sink_credentials_new(list[2], &all, &look, &policy);
	sinks[4] = sink_findings_new(list[3], &findings, &look, &policy);
	rc = engine_run(c, &o, sinks, 1 + LISTS, &result, &e);
	for (int i = 0; i < LISTS; i++) {
		fclose(list[i]);
		fwrite(text[i], 1, octets[i], stdout);
		free(text[i]);
	}
	for (int i = 0; i < 1 + LISTS; i++)
		sink_free(&sinks[i]);
	capture_close(&c);
	return rc < 0 || fflush(stdout) != 0;
}
