/* SPDX-License-Identifier: BSD-2-Clause */
/* replay.c - see replay.h. */
#include "replay.h"

#include "engine/engine.h"
#include "sink/sink.h"
#include "view/text.h"

#include <stdlib.h>

int replay_file(struct bytes file, bool show_secrets, bool sleep, struct buf *events_out,
		struct buf *follow_out, struct err *e)
{
	struct policy policy = { .show_secrets = show_secrets };
	/* The same hash of a secret in every shape. */
	struct engine_options options = { .hmac_key = hmac_key_of(B("sixteen octets k")),
					  .show_secrets = show_secrets,
					  .stream.awake = sleep ? AWAKE_NONE : 0 };
	struct look look = { 0 };
	struct engine_result result;
	struct sink *sinks[2] = { 0 };
	char *text[2] = { 0 };
	size_t n[2] = { 0 };
	FILE *out[2] = { open_memstream(&text[0], &n[0]),
			 follow_out ? open_memstream(&text[1], &n[1]) : NULL };
	struct capture *capture = capture_open_bytes(file, e);
	int rc = capture ? 0 : -1;

	if (rc == 0) {
		sinks[0] = sink_json_new(out[0], EV_RECORDS, &policy);
		if (follow_out)
			sinks[1] = sink_follow_new(out[1], 1, false, "the transcript", &look, &policy);
		rc = engine_run(capture, &options, sinks, follow_out ? 2 : 1, &result, e);
		capture_close(&capture);
	}
	for (int i = 0; i < 2; i++) {
		sink_free(&sinks[i]);
		if (out[i])
			fclose(out[i]);
	}
	buf_add(events_out, bytes_of(text[0], n[0]));
	if (follow_out)
		buf_add(follow_out, bytes_of(text[1], n[1]));
	free(text[0]);
	free(text[1]);
	return rc;
}

int replay(const struct transcript *t, const struct shape *s, struct records *out,
	   struct err *e)
{
	struct buf file = { 0 }, events = { 0 };
	int rc;

	*out = (struct records){ 0 };
	shape_capture(&file, t, s);
	rc = replay_file(buf_bytes(&file), true, s->sleep, &events, NULL, e);
	if (rc == 0)
		rc = records_read(out, buf_bytes(&events), e);
	buf_fini(&file);
	buf_fini(&events);
	return rc;
}
