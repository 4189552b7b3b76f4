/* SPDX-License-Identifier: BSD-2-Clause */
/* test_findings.c - a finding put together, and shown as a page, a line and JSON. */
#include "bench.h"
#include "event/finding.h"
#include "view/text.h"

static const struct look piped = { false, 0 };
static const struct policy hide = { false }, show = { true };

/* Passes findings on to a sink. */
struct passing {
	struct events events;
	struct bench *bench;
};

static void pass(struct events *self, const struct event *ev)
{
	struct passing *p = (struct passing *)self;

	assert_int_equal(ev->kind, EV_FINDING);
	assert_int_equal(bench_put(p->bench, EV_FINDING, ev->finding), 0);
}

static struct ev_head head(void)
{
	struct ev_session s;

	record_init(RECORD_SESSION, &s);
	s.head.session_id = 2;
	s.head.protocol = "smtp";
	s.head.client_ip = ip4_of(B("\xc0\x00\x02\x01"));
	s.head.client_port = 1025;
	s.head.server_ip = ip4_of(B("\xc0\x00\x02\x02"));
	s.head.server_port = 25;
	return s.head;
}

/* One finding with two pieces of evidence, the second one a secret. */
static void tell(struct bench *b)
{
	struct passing p = { .events = { EV_BIT(EV_FINDING), pass }, .bench = b };
	struct ev_head h = head();
	struct ev_evidence *row;
	struct finding f;

	finding_init(&f, ANOMALY_TCP_OVERLAP_CONFLICT, CONFIDENCE_LIKELY, &h);
	finding_reason(&f, "%d octets differ in ", 5);
	finding_reason_text(&f, B("MAIL\x1b"));
	finding_reason(&f, ".");
	row = finding_evidence(&f, "delivered", "client", B("MAIL\n"));
	row->first_frame = row->last_frame = 9;
	row->offset = 1200;
	row->octets = 5;
	row = finding_evidence(&f, "the other copy", "client", B("hush!"));
	row->first_frame = 4;
	row->last_frame = 12;
	row->offset = 1200;
	row->octets = 77;
	evidence_is_secret(row);
	finding_put(&f, &p.events);
}

static void shown(struct bench *b, const struct findings_options *o, const struct policy *p)
{
	bench_file(b);
	b->sink = sink_findings_new(b->file, o, &piped, p);
	tell(b);
	assert_int_equal(bench_finish(b), 0);
}

static void page(void **state)
{
	struct findings_options o = { 0 };
	struct bench b;

	(void)state;
	shown(&b, &o, &hide);
	assert_string_equal(b.text,
"MEDIUM    tcp.overlap_conflict: the same octets twice, and different (likely)\n"
"          session 2, smtp, 192.0.2.1:1025 \xe2\x86\x92 192.0.2.2:25, #4-12\n"
"          5 octets differ in MAIL\\x1b.\n"
"          Two segments carry the same part of the stream with different octets,\n"
"          so that two readers of this wire may read different mail; a broken\n"
"          host does this, and so does somebody who injects.\n"
"          #9  client  octet 1,200-1,204  delivered  \"MAIL\\n\"\n"
"          #4-12  client  octet 1,200-1,276  the other copy  [hidden]\n"
"          Compare the two copies; read the capture again with --overlap last.\n"
"          See RFC 9293 3.10.7.4.\n"
"\n"
"1 finding: 1 medium\n");
	bench_clear(&b);
	shown(&b, &o, &show);
	assert_non_null(strstr(b.text, "the other copy  \"hush!\"..."));
	bench_clear(&b);
}

static void brief_and_json(void **state)
{
	struct findings_options o = { .brief = true };
	struct bench b;

	(void)state;
	shown(&b, &o, &hide);
	assert_string_equal(b.text, "session 2: tcp.overlap_conflict (medium, likely), #4-12: "
				    "5 octets differ in MAIL\\x1b.\n1 finding: 1 medium\n");
	bench_clear(&b);

	o = (struct findings_options){ .json = true };
	shown(&b, &o, &hide);
	assert_non_null(strstr(b.text, "\"kind\":\"alert\""));
	assert_non_null(strstr(b.text, "\"id\":\"tcp.overlap_conflict\""));
	assert_non_null(strstr(b.text, "\"severity\":47"));
	assert_non_null(strstr(b.text, "\"text\":\"MAIL\\n\""));
	assert_null(strstr(b.text, "hush"));
	bench_clear(&b);
}

static void by_severity(void **state)
{
	int worst = -1;
	struct findings_options o = { .least = SEVERITY_HIGH, .worst_out = &worst };
	struct bench b;

	(void)state;
	shown(&b, &o, &hide);
	assert_string_equal(b.text, "no findings; 1 less severe not shown\n");
	assert_int_equal(worst, -1);
	bench_clear(&b);
	o.least = SEVERITY_MEDIUM;
	shown(&b, &o, &hide);
	assert_int_equal(worst, SEVERITY_MEDIUM);
	bench_clear(&b);
}

/* Evidence has a cap: the last row tells of the end. */
static void evidence_cap(void **state)
{
	struct ev_head h = head();
	struct events nobody = { 0 };
	struct finding f;

	(void)state;
	finding_init(&f, ANOMALY_TCP_OVERLAP_CONFLICT, CONFIDENCE_POSSIBLE, &h);
	for (uint64_t i = 0; i < 1000; i++)
		finding_evidence(&f, "more", "client", B("x"))->offset = i;
	assert_true(f.record.evidence.n < 100);
	assert_int_equal(f.record.evidence.v[0].offset, 0);
	assert_int_equal(f.record.evidence.v[f.record.evidence.n - 1].offset, 999);
	finding_put(&f, &nobody);
}

/* Identifiers are unique and look alike; sentences are sentences. */
static void vocabulary(void **state)
{
	(void)state;
	for (int i = 0; i < ANOMALY_COUNT; i++) {
		const struct anomaly *a = anomaly_of((enum anomaly_id)i);
		struct bytes id = bytes_str(a->id);

		assert_ptr_equal(anomaly_find(a->id), a);
		assert_true(bytes_chr(id, 0, '.') < id.n);
		for (size_t k = 0; k < id.n; k++)
			assert_non_null(strchr("abcdefghijklmnopqrstuvwxyz0123456789._", a->id[k]));
		assert_int_equal(bytes_last(bytes_str(a->meaning)), '.');
		assert_int_equal(bytes_last(bytes_str(a->advice)), '.');
		assert_int_not_equal(bytes_last(bytes_str(a->title)), '.');
		assert_true(strlen(a->reference) > 0);
	}
	assert_null(anomaly_find("no.such"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(page),
		cmocka_unit_test(brief_and_json),
		cmocka_unit_test(by_severity),
		cmocka_unit_test(evidence_cap),
		cmocka_unit_test(vocabulary),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
