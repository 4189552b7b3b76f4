/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * findings.c - what is wrong, dangerous or worth a look, a page or a JSON line for each.
 *
 * In:   FINDING records
 * Out:  text or JSON Lines; a closing line that counts them by severity
 */
#include "sink/json_record.h"
#include "sink/out.h"
#include "sink/sink.h"

#include "base/arena.h"
#include "view/finding_text.h"

#include <stdlib.h>

struct findings {
	struct sink sink;
	struct findings_options options;
	struct policy policy;
	struct look look;
	struct out out;
	struct json_records *records; /* --json */
	uint64_t shown[SEVERITY_COUNT];
	uint64_t left_out;            /* below what was asked for */
};

static void brief(struct findings *f, const struct ev_finding *r)
{
	struct buf *out = &f->out.text;

	if (r->head.session_id != NO_U64)
		buf_printf(out, "session %llu: ", (unsigned long long)r->head.session_id);
	text_color(out, f->look.color, finding_color(r));
	finding_line(out, r);
	text_plain(out, f->look.color);
	buf_addc(out, '\n');
}

static int put(struct sink *s, const struct event *ev, struct err *e)
{
	struct findings *f = (struct findings *)s;
	const struct ev_finding *r = ev->finding;
	enum severity severity = SEVERITY_INFO;

	severity_from(r->severity, &severity);
	if (severity < f->options.least) {
		f->left_out++;
		return 0;
	}
	if (f->options.worst_out && (int)severity > *f->options.worst_out)
		*f->options.worst_out = (int)severity;
	if (f->records) {
		json_record(f->records, &f->out.text, RECORD_FINDING, r, &f->policy);
		buf_addc(&f->out.text, '\n');
	} else if (f->options.brief) {
		brief(f, r);
	} else {
		finding_page(&f->out.text, r, &f->look, &f->policy);
		buf_addc(&f->out.text, '\n');
	}
	f->shown[severity]++;
	return out_done(&f->out, e);
}

/* "3 findings: 1 high, 2 low" */
static int finish(struct sink *s, struct err *e)
{
	struct findings *f = (struct findings *)s;
	struct buf *out = &f->out.text;
	uint64_t all = 0;
	const char *comma = ": ";

	for (int i = 0; i < SEVERITY_COUNT; i++)
		all += f->shown[i];
	if (!f->records && (all || f->left_out || f->look.columns)) {
		if (all == 0)
			buf_adds(out, "no findings");
		else
			buf_printf(out, "%llu finding%s", (unsigned long long)all,
				   all == 1 ? "" : "s");
		for (int i = SEVERITY_COUNT - 1; i >= 0; i--) {
			if (f->shown[i] == 0)
				continue;
			buf_printf(out, "%s%llu %s", comma, (unsigned long long)f->shown[i],
				   severity_name((enum severity)i));
			comma = ", ";
		}
		if (f->left_out)
			buf_printf(out, "; %llu less severe not shown",
				   (unsigned long long)f->left_out);
		buf_addc(out, '\n');
	}
	return out_flush(&f->out, e);
}

static void findings_free(struct sink *s)
{
	struct findings *f = (struct findings *)s;

	json_records_free(&f->records);
	out_fini(&f->out);
	free(f);
}

struct sink *sink_findings_new(FILE *out, const struct findings_options *options,
			       const struct look *look, const struct policy *p)
{
	static const struct sink_ops ops = { "findings", put, finish, findings_free };
	struct findings *f = xcalloc(1, sizeof(*f));

	f->sink.ops = &ops;
	f->sink.wants = EV_BIT(EV_FINDING);
	f->options = *options;
	f->policy = *p;
	f->look = *look;
	if (options->json)
		f->records = json_records_new();
	out_init(&f->out, out);
	return &f->sink;
}
