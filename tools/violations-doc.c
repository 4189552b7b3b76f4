/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * violations-doc.c - docs/VIOLATIONS.md, made from the vocabulary the program uses.
 *
 *	violations-doc >docs/VIOLATIONS.md
 *	violations-doc --check docs/VIOLATIONS.md    exit status 1 when it is out of date
 */
#include "base/buf.h"
#include "event/anomaly.h"

#include <stdio.h>

static const char intro[] =
"# Violations\n"
"\n"
"<!-- Made by tools/violations-doc.c out of src/event/anomalies.def and\n"
"     src/mime/defects.def: change those, then run\n"
"     `ninja -C build && build/tests/violations-doc >docs/VIOLATIONS.md`. -->\n"
"\n"
"Mailwire reads what real senders write, and names where it departs from the RFCs. None of\n"
"this stops the reading: a message is still taken apart as far as it goes, and its own octets\n"
"are kept as they were.\n"
"\n"
"## Findings\n"
"\n"
"What `mailwire findings` tells, and the records `mailwire.finding` (`rule.id`). Each comes\n"
"with the octets and frames it rests on and with a confidence: *possible* (the octets allow\n"
"it), *likely* (nothing innocent explains them well), *confirmed* (no other reading).\n"
"\n"
"| identifier | severity | what it means | reference | what to do |\n"
"|---|---|---|---|---|\n";

static const char of_messages[] =
"\n"
"## Defects of messages\n"
"\n"
"What `mailwire.mime.defects` of a message's record lists.\n"
"\n"
"| identifier | what is wrong |\n"
"|---|---|\n";

static const struct {
	const char *id, *text;
} defects[] = {
#define DEFECT(name, id, text) { id, text },
#include "mime/defects.def"
#undef DEFECT
};

static void page(struct buf *out)
{
	buf_adds(out, intro);
	for (int i = 0; i < ANOMALY_COUNT; i++) {
		const struct anomaly *a = anomaly_of((enum anomaly_id)i);

		buf_printf(out, "| `%s` | %s | **%s.** %s | %s | %s |\n", a->id,
			   severity_name(a->severity), a->title, a->meaning, a->reference,
			   a->advice);
	}
	buf_adds(out, of_messages);
	for (size_t i = 0; i < sizeof(defects) / sizeof(*defects); i++)
		buf_printf(out, "| `mime.%s` | %s |\n", defects[i].id, defects[i].text);
}

/* Whether the file at `path` holds exactly `want`. */
static bool same(const char *path, struct bytes want)
{
	FILE *f = fopen(path, "rb");
	struct buf have = { 0 };
	bool equal;
	size_t n;

	if (!f)
		return false;
	while ((n = fread(buf_room(&have, 4096), 1, 4096, f)) > 0)
		have.n += n;
	fclose(f);
	equal = bytes_eq(buf_bytes(&have), want);
	buf_fini(&have);
	return equal;
}

int main(int argc, char **argv)
{
	struct buf out = { 0 };
	int rc = 0;

	page(&out);
	if (argc == 3 && strcmp(argv[1], "--check") == 0) {
		rc = !same(argv[2], buf_bytes(&out));
		if (rc)
			fprintf(stderr, "%s is out of date: see tools/violations-doc.c\n", argv[2]);
	} else {
		fwrite(out.p, 1, out.n, stdout);
	}
	buf_fini(&out);
	return rc;
}
