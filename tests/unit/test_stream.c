/* SPDX-License-Identifier: BSD-2-Clause */
/* test_stream.c - what a reader is told of connections, packet by packet. */
#include "stream_wire.h"

/* client ISN 99, server ISN 499: offsets 0 are 100 and 500 */
#define HELLO "C 99 0 S\nS 499 100 SA\nC 100 500 A\n"
#define BYE   "C 104 505 FA\nS 505 105 FA\nC 105 506 A\n"

struct script_case {
	const char *what, *script, *expected;
};

/* Returns how often a connection slept. */
static uint64_t run_case(const struct script_case *k, const struct wire *like,
			 const struct stream_options *o)
{
	struct wire w = *like;

	wire_init(&w, o);
	wire_script(&w, k->script);
	streams_finish(w.streams);
	assert_int_equal(w.opened, w.closed);
	if (strcmp(buf_cstr(&w.log), k->expected))
		fail_msg("%s%s:\n  is      %s\n  expected %s", k->what, o->awake ? ", asleep" : "",
			 buf_cstr(&w.log), k->expected);
	wire_fini(&w);
	return w.slept;
}

/* Each case, and again with connections that sleep between their packets. */
static void run(const struct script_case *cases, size_t n, const struct wire *like,
		const struct stream_options *o)
{
	struct stream_options asleep = *o;
	uint64_t slept = 0;

	asleep.awake = AWAKE_NONE;
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(run_case(&cases[i], like, o), 0);
		slept += run_case(&cases[i], like, &asleep);
	}
	assert_true(slept > 0);
}

#define RUN(cases, ...) \
	run(cases, sizeof(cases) / sizeof(cases[0]), &(struct wire){ __VA_ARGS__ }, \
	    &(struct stream_options){ 0 })

static void whole(void **state)
{
	static const struct script_case cases[] = {
		{ "a dialogue", HELLO
		  "S 500 100 PA :220/\nC 100 504 PA :QUIT\nS 504 104 PA :y\n" BYE,
		  "open s:220/ c:QUIT s:y c. s. close(fin)" },
		{ "in single octets", HELLO
		  "S 500 100 A :2\nS 501 100 A :2\nS 502 100 A :0\nC 100 503 A :Q\nC 101 503 A :U",
		  "open s:220 c:QU close(end)" },
		{ "data with the SYN and with the FIN",
		  "C 99 0 S :ab\nS 499 102 SA\nC 102 500 FA :cd\nS 500 105 FA :e\nC 105 502 A",
		  "open c:abcd c. s:e s. close(fin)" },
		{ "half closed, the other side goes on", HELLO
		  "C 100 500 FA :Q\nS 500 102 A :one\nS 503 102 A :two",
		  "open c:Q c. s:onetwo close(half)" },
		{ "both open at once",
		  "C 99 0 S\nS 499 0 S\nC 99 500 SA\nS 499 100 SA\nC 100 500 A :hi\n"
		  "S 500 102 A :ho",
		  "open c:hi s:ho close(end)" },
		{ "sequence numbers wrap",
		  "C 4294967293 0 S\nS 4294967294 4294967294 SA\n"
		  "C 4294967294 4294967295 A :abcd\nS 4294967295 2 A :xy\nC 2 1 A :ef",
		  "open c:abcd s:xy c:ef close(end)" },
		{ "repetition", HELLO
		  "C 100 500 A :ab\nC 100 500 A :ab\nC 100 500 A :abcd\nC 101 500 A :bcde",
		  "open c:abcde close(end)" },
		{ "urgent data is delivered in its place", HELLO
		  "C 100 500 AU :ab\nC 102 500 A :cd", "open c:abcd close(end)" },
		{ "keep-alives with and without an octet", HELLO
		  "C 100 500 A :ab\nS 500 102 A\nC 101 500 A\nC 101 500 A :z\nC 102 500 A :c",
		  "open c:abc close(end)" },
		{ "a zero-window probe carries the next octet", HELLO
		  "C 100 500 A :ab\nS 500 102 A w0\nC 102 500 A :c\nS 500 102 A w0\n"
		  "S 500 102 A\nC 102 500 A :cd",
		  "open c:abcd close(end)" },
		{ "text in a reset is not of the stream", HELLO
		  "C 100 500 A :ab\nS 500 102 RA :go away\n- +2000",
		  "open c:ab close(rst)" },
		{ "refused", "C 99 0 S\nS 0 100 RA", "open close(rst)" },
		{ "no octet at all", "C 99 0 S", "open close(end)" },
	};

	(void)state;
	RUN(cases);
}

static void out_of_order(void **state)
{
	static const struct script_case cases[] = {
		{ "two segments exchanged", HELLO "C 102 500 A :cd\nC 100 500 A :ab",
		  "open c:abcd close(end)" },
		{ "the reply is captured before the command", HELLO
		  "S 500 104 A :OK\nC 100 500 A :NOOP\nC 104 502 A :QUIT",
		  "open c:NOOP s:OK c:QUIT close(end)" },
		{ "data before the handshake",
		  "S 500 100 A :220\nC 100 503 A :HELO\nC 100 500 A\nS 499 100 SA\nC 99 0 S",
		  "open s:220 c:HELO close(end)" },
		{ "SYN after SYN-ACK", "S 499 100 SA\nC 99 0 S\nC 100 500 A :hi",
		  "open c:hi close(end)" },
		{ "the server's answer before anything of the client", "S 499 100 SA\n"
		  "S 500 104 A :OK\nC 99 0 S\nC 104 502 A :QUIT\nC 100 500 A :NOOP",
		  "open c:NOOP s:OK c:QUIT close(end)" },
		{ "FIN before the last octets", HELLO "C 102 500 FA :cd\nC 100 500 A :ab",
		  "open c:abcd c. close(half)" },
		{ "the answer to a FIN before it", HELLO
		  "S 500 103 A :bye\nC 100 500 FA :ab", "open c:ab c. s:bye close(half)" },
		{ "the first segments of a capture begun in the middle",
		  "C 103 500 A :de\nC 101 500 A :bc\nS 500 105 A :ok",
		  "open c:bcde s:ok close(end)" },
		{ "octets before the first segment", "C 100 500 A :ab\nS 505 102 A\n"
		  "S 500 102 A :hello\nC 102 505 A",
		  "open c:ab s:hello close(end)" },
		{ "the repetition, with a later ACK, before the first copy", HELLO
		  "C 100 503 A :ab\nS 500 102 A :ok\nC 100 500 A :ab\nS 502 102 A :.",
		  "open c:ab s:ok. close(end)" },
		{ "late by more than the grace: too late", HELLO
		  "S 500 104 A :OK\n- +1001\nC 100 500 A :NOOP\nC 104 502 A :QUIT",
		  "open c-4 s:OK c:QUIT close(end)" },
		{ "late by less", HELLO
		  "S 500 104 A :OK\n- +998\nC 100 500 A :NOOP\nC 104 502 A :QUIT",
		  "open c:NOOP s:OK c:QUIT close(end)" },
	};

	(void)state;
	RUN(cases);
}

static void loss(void **state)
{
	static const struct script_case cases[] = {
		{ "acknowledged and never captured", HELLO
		  "S 500 100 A :220\nS 500 104 A +2000\nS 503 104 A :250\n- +1500\nC 104 506 A :Q",
		  "open s:220 c-4 s:250 c:Q close(end)" },
		{ "the same, found by further frames", HELLO
		  "S 500 104 A :2\nS 501 104 A :2\nS 502 104 A :2\nS 503 104 A :2\n"
		  "S 504 104 A :2\nS 505 104 A :2\nS 506 104 A :2\nS 507 104 A :2\n"
		  "S 508 104 A :2\nS 509 104 A :2\nS 510 104 A :2\nS 511 104 A :2\n"
		  "S 512 104 A :2\nS 513 104 A :2\nS 514 104 A :2\nS 515 104 A :2\n"
		  "S 516 104 A :3\nC 100 500 A :late",
		  "open c-4 s:22222222222222223 close(end)" },
		{ "not acknowledged: the repetition fills it", HELLO
		  "C 102 500 A :cd\nS 500 100 A\n- +50000\nC 100 500 A :ab",
		  "open c:abcd close(end)" },
		{ "not acknowledged: a gap at the end", HELLO "C 102 500 A :cd\nS 500 100 A",
		  "open c-2 c:cd close(end)" },
		{ "two holes", HELLO "C 102 500 A :c\nC 104 500 A :e\nS 500 105 A\n- +1500",
		  "open c-2 c:c c-1 c:e close(end)" },
		{ "the end is missing, but the FIN tells", HELLO
		  "C 100 500 A :ab\nC 106 500 FA", "open c:ab c-4 c. close(half)" },
		{ "the end is missing, acknowledged", HELLO
		  "C 100 500 A :ab\nS 500 106 A\n- +1500", "open c:ab c-4 close(end)" },
		{ "one octet more is acknowledged: a FIN that was not captured", HELLO
		  "C 100 500 A :ab\nS 500 103 A :ok\n- +1500\nS 502 103 A :more",
		  "open c:ab s:okmore close(end)" },
		{ "but an octet when something follows", HELLO
		  "C 100 500 A :ab\nS 500 103 A :ok\n- +1500\nC 103 502 A :d\n- +1500",
		  "open c:ab s:ok c-1 c:d close(end)" },
		{ "cut by the snap length", HELLO "C 100 500 A x3 :ab\nC 105 500 A :fg",
		  "open c:ab c-3 c:fg close(end)" },
		{ "nothing but the headers captured", HELLO "C 100 500 A x5\nC 105 500 A x2",
		  "open c-5 c-2 close(end)" },
		{ "cut again after what was cut had come whole", HELLO
		  "C 100 500 A :abcdef\nC 100 500 A x4 :ab\nC 106 500 A :gh",
		  "open c:abcdefgh close(end)" },
		{ "cut out of order, and what is cut is captured elsewhere", HELLO
		  "C 102 500 A x2 :c\nC 103 500 A :de\nC 100 500 A :ab",
		  "open c:abcde close(end)" },
		{ "only one side, with its handshake",
		  "C 99 0 S\nC 100 500 A\nC 100 504 A :NOOP\nC 104 507 A :QUIT",
		  "open s-4 c:NOOP s-3 c:QUIT close(end)" },
		{ "only one side, from the middle",
		  "C 100 504 A :NOOP\nC 104 507 A :QUIT\n- +1500\nC 108 509 A :RSET",
		  "open c:NOOP s-3 c:QUIT s-2 c:RSET close(end)" },
		{ "a hole in the only side there is",
		  "C 99 0 S\nC 100 0 A :ab\n- +1500\nC 104 0 A :ef\n- +9000\n- +1500\nC 106 0 A :g",
		  "open c:ab c-2 c:efg close(end)" },
		{ "each waits for the other", HELLO
		  "C 100 502 A :ab\nS 500 102 A :cd\n- +1500\nC 102 502 A :e",
		  "open c:ab s:cd c:e close(end)" },
	};

	(void)state;
	RUN(cases);
}

static void not_believed(void **state)
{
	static const struct script_case cases[] = {
		{ "a reset outside of the window", HELLO
		  "C 100 500 A :ab\nS 500 102 A\nC 900000 500 RA\nC 50 500 R\n- +2000\n"
		  "C 102 500 A :cd", "open c:abcd close(end)" },
		{ "a reset, and its sender goes on", HELLO
		  "C 100 500 A :ab\nS 500 102 A\nC 102 500 R\nC 102 500 A :cd\n- +2000\n"
		  "C 104 500 A :ef", "open c:abcdef close(end)" },
		{ "an ACK of what cannot have been sent", HELLO
		  "C 100 500 A :ab\nS 500 9000100 A\n- +2000\nC 102 500 A :cd\nS 500 104 A",
		  "open c:abcd close(end)" },
		{ "octets far outside of the window", HELLO
		  "C 100 500 A :ab\nS 500 102 A\nC 9000100 500 A :zz\n- +20000\nC 102 500 A :cd",
		  "open c:abcd close(end)" },
		{ "a SYN-ACK for another SYN",
		  "C 99 0 S\nS 7000 4000100 SA\nS 499 100 SA\nC 100 500 A :hi\nS 500 102 A :ho",
		  "open c:hi s:ho close(end)" },
		{ "an old duplicate, by its time stamp", HELLO
		  "C 100 500 A t5000 :ab\nC 102 500 A t3000 :zz\nC 102 500 A t5001 :cd",
		  "open c:abcd close(end)" },
		{ "a FIN in the middle of what was sent", HELLO
		  "C 100 500 A :ab\nC 104 500 A :ef\nC 103 500 FA\nC 102 500 A :cd",
		  "open c:abcdef close(end)" },
	};

	(void)state;
	RUN(cases);
}

static void reuse(void **state)
{
	static const struct script_case cases[] = {
		{ "a new connection after the old one ended", HELLO
		  "C 100 500 A :NOOP\nS 500 104 A :hello\n" BYE
		  "C 9000 0 S\nS 700 9001 SA\nC 9001 701 A :new",
		  "open c:NOOP s:hello c. s. close(fin) 1/open 1/c:new 1/close(end)" },
		{ "long after it ended", HELLO
		  "C 100 500 A :NOOP\nS 500 104 A :hello\n" BYE "- +5000\nC 105 506 A\n"
		  "C 9000 0 S\nS 700 9001 SA\nC 9001 701 A :new",
		  "open c:NOOP s:hello c. s. close(fin) 1/open 1/c:new 1/close(end)" },
		{ "while the old one is open and silent", HELLO
		  "C 100 500 A :one\nC 9000 0 S\nS 700 9001 SA\nC 9001 701 A :new",
		  "open c:one 1/open close(reused) 1/c:new 1/close(end)" },
		{ "a forged SYN ends nothing", HELLO
		  "C 100 500 A :one\nC 9000000 0 S\nC 103 500 A :two\nS 500 106 A :ok",
		  "open c:one 1/open c:two s:ok close(end) 1/close(end)" },
		{ "refused, then the old one goes on", HELLO
		  "C 100 500 A :one\nC 9000000 0 S\nS 0 9000001 RA\n- +250000\nC 103 500 A :two",
		  "open c:one 1/open 1/close(rst) c:two close(end)" },
		{ "the same SYN again is no new connection", "C 99 0 S\nC 99 0 S +1000\n"
		  "S 499 100 SA\nC 100 500 A :hi", "open c:hi close(end)" },
		{ "refused and tried again with the same number",
		  "C 99 0 S\nS 0 100 RA\nC 99 0 S +3000\nS 499 100 SA\nC 100 500 A :hi",
		  "open c:hi close(end)" },
		{ "another try before the first was answered",
		  "C 99 0 S\nC 5099 0 S\nS 499 5100 SA\nC 5100 500 A :hi",
		  "open close(reused) 1/open 1/c:hi 1/close(end)" },
	};

	(void)state;
	RUN(cases);
}

static void unused_octets(void **state)
{
	static const struct script_case cases[] = {
		{ "lines put together", HELLO
		  "C 100 500 A :NO\nC 102 500 A :OP/QU\nC 107 500 A :IT/", "open c:NOOP/QUIT/ close(end)" },
		{ "what is left before a hole", HELLO
		  "C 100 500 A :ab\nC 104 500 A :e/\nS 500 106 A\n- +1500",
		  "open c-2(ab) c:e/ close(end)" },
		{ "what is left at the end", HELLO "C 100 500 FA :ab", "open c.(ab) close(half)" },
		{ "what is left when it is cut off", HELLO "C 100 500 A :ab\nS 500 102 A :ok",
		  "open close(end)(ab)(ok)" },
	};
	static const struct script_case too_much[] = {
		{ "more than a reader may leave", HELLO
		  "C 100 500 A :{60000}\nC 60100 500 A :{60000}\nC 120100 500 A :{60000}\n"
		  "C 180100 500 A :{60000}\nC 240100 500 A :{60000}\nC 300100 500 A :a/",
		  "open c-0({300000}) c:a/ close(end)" },
	};

	(void)state;
	RUN(cases, .lines = true);
	RUN(too_much, .lines = true);
}

static void roles(void **state)
{
	static const struct script_case cases[] = {
		{ "the reader exchanges them", "C 100 500 A :220/\nS 500 104 A :HELO/\n- +1500",
		  "open s:220/ c:HELO/ close(end)" },
		{ "also with octets of both sides left", "C 100 500 A :2\nS 500 101 A :HE\n- +1500\n"
		  "C 101 502 A :20/\nS 502 104 A :LO/", "open s:220/ c:HELO/ close(end)" },
	};
	static const struct script_case late_syn[] = {
		/* ports are alike: the first sender is taken for the client */
		{ "a late handshake corrects a guess", "S 500 100 A :220\nC 99 0 S\nS 499 100 SA\n"
		  "C 100 503 A :HELO", "open s:220 c:HELO close(end)" },
	};

	(void)state;
	run(cases, 1, &(struct wire){ .swap = true }, &(struct stream_options){ 0 });
	run(cases + 1, 1, &(struct wire){ .swap = true, .lines = true },
	    &(struct stream_options){ 0 });
	run(late_syn, 1, &(struct wire){ 0 }, &(struct stream_options){ 0 });
}

static void roles_by_port(void **state)
{
	static const struct {
		uint16_t server_port;
		bool server_first;
		const char *expected;
	} cases[] = {
		{ 25, true, "open s:hi close(end)" },
		{ 2525, true, "open s:hi close(end)" },
		{ 900, true, "open s:hi close(end)" },
		{ 30000, true, "open s:hi close(end)" },
		{ 50000, true, "open c:hi close(end)" },
		{ 50000, false, "open c:hi close(end)" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct wire w = { 0 };

		wire_init(&w, &(struct stream_options){ 0 });
		w.server_port = cases[i].server_port;
		wire_script(&w, cases[i].server_first ? "S 100 1 A :hi" : "C 100 1 A :hi");
		streams_finish(w.streams);
		assert_string_equal(buf_cstr(&w.log), cases[i].expected);
		wire_fini(&w);
	}
}

static void ignored(void **state)
{
	static const struct script_case cases[] = {
		{ "nothing comes any more", HELLO
		  "C 100 500 A :abc\nC 103 500 A :def\nS 500 106 A :ghi\n" BYE,
		  "open c:abc close(ignored)" },
		{ "but a new connection on the same ports does", HELLO
		  "C 100 500 A :abc\nC 103 500 A :def\nC 9000 0 S\nS 700 9001 SA\nC 9001 701 A :new",
		  "open c:abc close(ignored) 1/open 1/c:new 1/close(ignored)" },
		{ "and octets that wait are forgotten", HELLO
		  "C 110 500 A :zzz\nC 100 500 A :abc\nC 103 500 A :def",
		  "open c:abc close(ignored)" },
	};
	const struct stream_options with_notes = { .notes = true };

	(void)state;
	RUN(cases, .ignore_after = 3);
	run(cases, 3, &(struct wire){ .ignore_after = 3 }, &with_notes);
}

static void time_outs(void **state)
{
	static const struct script_case cases[] = {
		{ "a handshake that comes to nothing", "C 99 0 S\n- +50000\n- +50000\n- +50000\n"
		  "- +50000\n- +50000", "open close(timeout)" },
		{ "an established connection", HELLO "C 100 500 A :hi\n- +7000000\n- +1\n- +500000\n- +1",
		  "open c:hi close(timeout)" },
		{ "it goes on all the same, as one begun in the middle", HELLO
		  "C 100 500 A :hi\nS 500 102 A :ho\n- +7000000\n- +1\n- +500000\n- +1\n"
		  "S 502 102 A\nC 102 502 A :on\n- +1500\nS 502 104 A :oh\n"
		  "C 9000 0 S @1\n- +1500\n- +1000",
		  "open c:hi s:ho close(timeout) open c:on s:oh 1/open close(end) 1/close(end)" },
		{ "and a SYN after that opens another", HELLO
		  "C 100 500 A :hi\n- +7000000\n- +1\n- +500000\n- +1\n"
		  "C 9000 0 S\nS 700 9001 SA\nC 9001 701 A :new",
		  "open c:hi close(timeout) 1/open 1/c:new 1/close(end)" },
		{ "not before its time", HELLO "C 100 500 A :hi\n- +7000000\n- +1\nC 102 500 A :ho",
		  "open c:hiho close(end)" },
		{ "a wild time stamp ends nothing", HELLO
		  "C 100 500 A :hi\nC 0 0 S @1 +900000000\n- +1",
		  "open c:hi 1/open close(timeout) 1/close(end)" },
		{ "closed: told after a moment", HELLO
		  "C 100 500 A :NOOP\nS 500 104 A :hello\n" BYE "- +1000\n- +2000",
		  "open c:NOOP s:hello c. s. close(fin)" },
	};

	(void)state;
	RUN(cases);
}

/* Times of packets far away, in both directions and at the ends of what can be written. */
static void wild_times(void **state)
{
	static const int64_t times[] = { INT64_MAX, INT64_MIN, 0, INT64_MAX - 1, 5, INT64_MIN + 1,
					 INT64_MAX / 2 + 7, 1, INT64_MAX, INT64_MAX };
	struct wire w = { 0 };

	(void)state;
	wire_init(&w, &(struct stream_options){ 0 });
	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		w.ts_ns = times[i];
		wire_send(&w, &(struct wire_packet){ .seq = 100 + (uint32_t)i, .ack = 500,
						     .flags = TCP_ACK, .wscale = -1,
						     .data = B("a") });
		streams_tick(w.streams, times[i]);
	}
	streams_finish(w.streams);
	assert_string_equal(buf_cstr(&w.log), "open c:aaaaaaaaaa close(end)");
	wire_fini(&w);
}

static void conflicts(void **state)
{
	static const struct script_case cases[] = {
		{ "with octets delivered before", HELLO
		  "C 100 500 A :abcdef\nC 101 500 A :bXXeY",
		  "open c:abcdef c!2[cdef@4|XXeY@5] close(end)" },
		{ "with octets that wait", HELLO
		  "C 102 500 A :cd\nC 102 500 A :cX\nC 100 500 A :ab",
		  "open c!3[d@4|X@5] c:abcd close(end)" },
		{ "several segments of different frames", HELLO
		  "C 100 500 A :ab\nC 102 500 A :cd\nC 102 500 A :CD",
		  "open c:abcd c!2[cd@5|CD@6] close(end)" },
		{ "shortly before all is forgotten", HELLO
		  "C 100 500 A :abcdef\n- +60000\n- +59000\nC 101 500 A :bXXeY",
		  "open c:abcdef c!2[cdef@4|XXeY@5] close(end)" },
		{ "nobody sends again after so long a silence", HELLO
		  "C 100 500 A :abcdef\n- +60000\n- +60001\nC 101 500 A :bXXeY",
		  "open c:abcdef close(end)" },
	};

	(void)state;
	RUN(cases);
}

/* Packets of three connections, one after another, of any kind and at any time. */
static void any_packets(struct wire *w, uint64_t seed)
{
	static const uint16_t flags[] = { TCP_SYN, TCP_SYN | TCP_ACK, TCP_ACK, TCP_ACK, TCP_ACK,
					  TCP_FIN | TCP_ACK, TCP_RST, TCP_RST | TCP_ACK };
	static const int64_t seconds[] = { 0, 0, 0, 0, 1, 50, 245, 7441, 8000 };
	uint64_t x = seed * UINT64_C(0x9e3779b97f4a7c15) | 1;

	for (int i = 0; i < 40; i++) {
		struct wire_packet p = { .window = 60000, .wscale = -1 };

		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		p.flags = flags[x >> 8 & 7];
		p.server = x >> 12 & 1;
		p.port_add = (uint16_t)(x >> 16 & 1);
		p.seq = p.ack = 100 + (uint32_t)(x >> 20 & 7) + (x >> 24 & 3 ? 0 : 9000000);
		p.data = bytes_head(B("abc"), p.flags == TCP_ACK ? x >> 28 & 3 : 0);
		w->ts_ns += seconds[(x >> 32) % 9] * NS_PER_SEC + 1000000;
		streams_tick(w->streams, w->ts_ns - 1000);
		streams_tick(w->streams, w->ts_ns - 500); /* believe a leap */
		wire_send(w, &p);
	}
	streams_finish(w->streams);
}

/* Commands that show packets keep what others forget: what they tell must be the same. */
static void notes_change_nothing(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed < 4000; seed++) {
		struct wire w = { .ignore_after = seed % 3 }, with = w;

		wire_init(&w, &(struct stream_options){ 0 });
		wire_init(&with, &(struct stream_options){ .notes = true });
		any_packets(&w, seed);
		any_packets(&with, seed);
		if (strcmp(buf_cstr(&w.log), buf_cstr(&with.log)) != 0)
			fail_msg("seed %" PRIu64 ":\n  is         %s\n  with notes %s", seed,
				 buf_cstr(&w.log), buf_cstr(&with.log));
		wire_fini(&w);
		wire_fini(&with);
	}
}

/* What is rare is counted, in the direction it happened in. */
static void counted(void **state)
{
	static const struct {
		const char *what, *script;
		uint32_t urgent, refused;
		uint64_t overlap;
	} cases[] = {
		{ "nothing", HELLO "C 100 500 A :ab\nS 500 102 A\nC 102 500 A", 0, 0, 0 },
		{ "urgent data, and the flag without any", HELLO
		  "C 100 500 AU :ab\nS 500 102 A\nC 102 500 AU\nC 102 500 AU :cd", 2, 0, 0 },
		{ "a reset outside of the window", HELLO
		  "C 100 500 A :ab\nS 500 102 A\nC 900000 500 RA\nC 102 500 A", 0, 1, 0 },
		{ "octets outside of the window", HELLO
		  "C 100 500 A :ab\nS 500 102 A\nC 9000100 500 A :zz\nC 102 500 A", 0, 1, 0 },
		{ "an old duplicate", HELLO
		  "C 100 500 A t5000 :ab\nC 102 500 A t3000 :zz\nC 102 500 A t5001 :cd", 0, 1, 0 },
		{ "other octets", HELLO "C 100 500 A :abcdef\nC 101 500 A :bXXeY", 0, 0, 3 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct wire w = { .quiet = true };
		const struct conn_counts *c;

		wire_init(&w, &(struct stream_options){ 0 });
		wire_script(&w, cases[i].script);
		c = conn_counts(&w.note.conn->half[DIR_CLIENT]);
		if (c->urgent != cases[i].urgent || c->out_of_window != cases[i].refused ||
		    c->overlap_octets != cases[i].overlap)
			fail_msg("%s: %u urgent, %u refused, %" PRIu64 " octets differ",
				 cases[i].what, c->urgent, c->out_of_window, c->overlap_octets);
		assert_int_equal(conn_counts(&w.note.conn->half[DIR_SERVER])->urgent, 0);
		wire_fini(&w);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counted),
		cmocka_unit_test(notes_change_nothing),
		cmocka_unit_test(whole),
		cmocka_unit_test(out_of_order),
		cmocka_unit_test(loss),
		cmocka_unit_test(not_believed),
		cmocka_unit_test(reuse),
		cmocka_unit_test(unused_octets),
		cmocka_unit_test(roles),
		cmocka_unit_test(roles_by_port),
		cmocka_unit_test(ignored),
		cmocka_unit_test(time_outs),
		cmocka_unit_test(wild_times),
		cmocka_unit_test(conflicts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
