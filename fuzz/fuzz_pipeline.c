/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_pipeline.c - any octets as a capture file, through every stage, into every output
 * that needs no disk.
 */
#include "engine/engine.h"
#include "sink/sink.h"
#include "view/text.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* An opened /dev/null, for the life of the process. */
static FILE *nowhere(void)
{
	static FILE *f;

	if (!f)
		f = fopen("/dev/null", "w");
	return f;
}

static void run(struct bytes file, bool odd)
{
	const struct policy policy = { .show_secrets = odd };
	const struct look look = { .color = odd, .columns = odd ? 80 : 0 };
	const struct packets_options list = { .details = odd, .bytes = odd };
	const struct engine_options options = {
		.net.check_checksums = odd,
		.stream = { .overlap = odd ? OVERLAP_LINUX : OVERLAP_FIRST, .notes = !odd,
			    .memory_octets = odd ? 1 << 20 : 0,
			    .awake = odd ? AWAKE_NONE : 0 },
	};
	const struct list_filter which = { 0 };
	FILE *out = nowhere();
	struct sink *sinks[] = {
		sink_json_new(out, EV_RECORDS | EV_BIT(EV_CAPTURE), &policy),
		sink_sessions_new(out, &which, &look, &policy),
		sink_messages_new(out, &which, &look, &policy),
		sink_credentials_new(out, &which, &look, &policy),
		sink_follow_new(out, 1, odd, "input", &look, &policy),
		sink_packets_new(out, &list, &policy),
		sink_live_new(out, &policy, ""),
		sink_report_new(out, &policy, &look),
	};
	size_t n = sizeof(sinks) / sizeof(sinks[0]);
	struct engine_result result;
	struct err e;
	struct capture *c = capture_open_bytes(file, &e);

	if (c) {
		(void)engine_run(c, &options, sinks, n, &result, &e);
		capture_close(&c);
	}
	for (size_t i = 0; i < n; i++)
		sink_free(&sinks[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	run(bytes_of(data, size), size & 1);
	return 0;
}
