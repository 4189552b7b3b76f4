/* SPDX-License-Identifier: BSD-2-Clause */
/* test_pace.c - why a side was silent, and how far away the ends are (docs/TIMING.md). */
#include "stream_wire.h"

#include "stream/flow.h"

/* The connection of `w` is still open: its own words about the last pause of `d`. */
static enum conn_pause last_pause(const struct wire *w, enum dir d)
{
	const struct pace_sent *sent = flow_of(w->note.conn)->half[d].pace.sent;
	const struct pauses *p = sent ? sent->pauses : NULL;

	return p ? p->v[(p->n - 1) % PACE_PAUSES].why : PAUSE_UNKNOWN;
}

static unsigned pauses(const struct wire *w, enum dir d)
{
	const struct pace_sent *sent = flow_of(w->note.conn)->half[d].pace.sent;
	const struct pauses *p = sent ? sent->pauses : NULL;

	return p ? p->n : 0;
}

#define HELLO \
	"C 100 0 S w60000 ws0\n" \
	"S 500 101 SA w60000 ws0 +20\n" \
	"C 101 501 A +3\n"

static void start(struct wire *w, const char *script)
{
	static const struct stream_options options = { 0 };

	*w = (struct wire){ .quiet = true, .valued = true };
	wire_init(w, &options);
	wire_script(w, script);
	assert_non_null(w->note.conn);
}

/* What was the last pause of the client in this script? */
static void expect(const char *script, unsigned n, enum conn_pause why)
{
	struct wire w;

	start(&w, script);
	assert_int_equal(pauses(&w, DIR_CLIENT), n);
	assert_int_equal(last_pause(&w, DIR_CLIENT), why);
	wire_fini(&w);
}

static void the_handshake_gives_both_round_trips(void **state)
{
	struct wire w;

	(void)state;
	start(&w, HELLO);
	assert_int_equal(w.note.conn->half[DIR_CLIENT].rtt_ns, 20000000);
	assert_int_equal(w.note.conn->half[DIR_SERVER].rtt_ns, 3000000);
	wire_fini(&w);
}

static void the_shortest_round_trip_counts(void **state)
{
	struct wire w;

	(void)state;
	/* an acknowledgement that was delayed, then one that was not */
	start(&w, HELLO "C 101 501 PA :EHLO a/\n"
			"S 501 108 A +40\n");
	assert_int_equal(w.note.conn->half[DIR_CLIENT].rtt_ns, 20000000);
	wire_script(&w, "C 108 501 PA :NOOP/\n"
			"S 501 113 PA +15 :250 ok/\n");
	assert_int_equal(w.note.conn->half[DIR_CLIENT].rtt_ns, 15000000);
	wire_fini(&w);
}

static void what_was_sent_twice_gives_no_round_trip(void **state)
{
	struct wire w;

	(void)state;
	/* Karn: the answer right after the second copy is the first one's */
	start(&w, HELLO "C 101 501 PA :NOOP/\n"
			"C 101 501 PA +300 :NOOP/\n"
			"S 501 106 PA +2 :250 ok/\n");
	assert_int_equal(w.note.conn->half[DIR_CLIENT].rtt_ns, 20000000);
	assert_int_equal(conn_counts(&w.note.conn->half[DIR_CLIENT])->resent_ns, w.ts_ns - 2000000);
	wire_fini(&w);
}

static void a_capture_from_the_middle_measures_later(void **state)
{
	struct wire w;

	(void)state;
	start(&w, "C 101 501 PA :NOOP/\n"
		  "S 501 106 PA +7 :250 ok/\n"
		  "C 106 508 A +2\n");
	assert_int_equal(w.note.conn->half[DIR_CLIENT].rtt_ns, 7000000);
	assert_int_equal(w.note.conn->half[DIR_SERVER].rtt_ns, 2000000);
	wire_fini(&w);
}

static void a_closed_window_is_the_receivers(void **state)
{
	(void)state;
	expect(HELLO "C 101 501 A :{1000}\n"
		     "S 501 1101 A w0\n"
		     "S 501 1101 A w8000 +900\n"
		     "C 1101 501 A :{1000}\n", 1, PAUSE_WINDOW);
	/* also one that is too small for a segment, and one that is probed */
	expect(HELLO "C 101 501 A :{1000}\n"
		     "S 501 1101 A w100\n"
		     "S 501 1101 A w8000 +900\n"
		     "C 1101 501 A :{1000}\n", 1, PAUSE_WINDOW);
	expect(HELLO "C 101 501 A :{1000}\n"
		     "S 501 1101 A w0\n"
		     "C 1101 501 A +300 :x\n"
		     "S 501 1101 A w0\n"
		     "C 1101 501 A +600 :x\n"
		     "S 501 1102 A w8000\n"
		     "C 1102 501 A :{1000}\n", 1, PAUSE_WINDOW);
}

static void what_was_lost_is_the_networks(void **state)
{
	(void)state;
	expect(HELLO "C 101 501 A :{1000}\n"
		     "C 101 501 A +300 :{1000}\n", 1, PAUSE_LOSS);
	/* again and again: one pause */
	expect(HELLO "C 101 501 A :{1000}\n"
		     "C 101 501 A +300 :{1000}\n"
		     "C 101 501 A +600 :{1000}\n"
		     "C 101 501 A +1200 :{1000}\n"
		     "S 501 1101 A +20\n"
		     "C 1101 501 A :{1000}\n", 1, PAUSE_LOSS);
	/* lost before the capture point: a hole that is filled late */
	expect(HELLO "C 101 501 A :{1000}\n"
		     "C 2101 501 A :{1000}\n"
		     "S 501 1101 A +20\n"
		     "C 1101 501 A +300 :{1000}\n", 1, PAUSE_LOSS);
}

static void who_could_send_and_did_not_is_the_sender(void **state)
{
	(void)state;
	expect(HELLO "C 101 501 A :{1000}\n"
		     "S 501 1101 A +20\n"
		     "C 1101 501 A +500 :{1000}\n", 1, PAUSE_SENDER);
	/* a copy that nobody needed does not make it a loss */
	expect(HELLO "C 101 501 A :{1000}\n"
		     "S 501 1101 A +20\n"
		     "C 101 501 A +500 :{1000}\n", 1, PAUSE_SENDER);
}

static void octets_on_the_way_are_waited_for(void **state)
{
	(void)state;
	expect(HELLO "C 101 501 A :{1000}\n"
		     "S 501 1101 A +400\n"
		     "C 1101 501 A +30 :{1000}\n", 1, PAUSE_ROUND_TRIP);
	/* At the server: what is sent is acknowledged at once, but the sender is 300 ms away
	   and sends a window at a time. */
	expect("C 100 0 S w60000 ws0\n"
	       "S 500 101 SA w60000 ws0\n"
	       "C 101 501 A +300\n"
	       "C 101 501 A :{1000}\n"
	       "S 501 1101 A\n"
	       "C 1101 501 A +301 :{1000}\n", 1, PAUSE_ROUND_TRIP);
}

static void a_short_pause_is_none(void **state)
{
	(void)state;
	expect(HELLO "C 101 501 A :{1000}\n"
		     "S 501 1101 A +20\n"
		     "C 1101 501 A +150 :{1000}\n", 0, PAUSE_UNKNOWN);
}

/* Without a handshake nobody knows what a window of 100 means. */
static void a_window_of_unknown_scale_is_open(void **state)
{
	(void)state;
	expect("C 101 501 PA :{1000}\n"
	       "S 501 1101 A w100\n"
	       "C 1101 501 A +900 :{1000}\n", 1, PAUSE_SENDER);
}

static void a_pause_is_found_by_its_time(void **state)
{
	struct wire w;
	const struct conn *c;
	int64_t sent;

	(void)state;
	start(&w, HELLO "C 101 501 A :{1000}\n");
	sent = w.ts_ns;
	wire_script(&w, "S 501 1101 A w0\n"
			"S 501 1101 A w8000 +900\n"
			"C 1101 501 A :{1000}\n");
	c = w.note.conn;
	assert_int_equal(conn_pause(c, DIR_CLIENT, sent, w.ts_ns), PAUSE_WINDOW);
	assert_int_equal(conn_pause(c, DIR_SERVER, sent, w.ts_ns), PAUSE_UNKNOWN);
	assert_int_equal(conn_pause(c, DIR_CLIENT, sent - 1000, sent), PAUSE_UNKNOWN);
	/* the one that covers most, however many there were: the ring forgets the first */
	for (int i = 0; i < 2 * PACE_PAUSES; i++) {
		char script[100];

		snprintf(script, sizeof(script), "C %d 501 A +300 :xx\nC %d 501 A :xx\n",
			 2101 + 4 * i, 2103 + 4 * i);
		wire_script(&w, script);
	}
	assert_int_equal(conn_pause(c, DIR_CLIENT, sent, sent + 1000), PAUSE_UNKNOWN);
	wire_fini(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_handshake_gives_both_round_trips),
		cmocka_unit_test(the_shortest_round_trip_counts),
		cmocka_unit_test(what_was_sent_twice_gives_no_round_trip),
		cmocka_unit_test(a_capture_from_the_middle_measures_later),
		cmocka_unit_test(a_closed_window_is_the_receivers),
		cmocka_unit_test(what_was_lost_is_the_networks),
		cmocka_unit_test(who_could_send_and_did_not_is_the_sender),
		cmocka_unit_test(octets_on_the_way_are_waited_for),
		cmocka_unit_test(a_short_pause_is_none),
		cmocka_unit_test(a_window_of_unknown_scale_is_open),
		cmocka_unit_test(a_pause_is_found_by_its_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
