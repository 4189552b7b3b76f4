/* SPDX-License-Identifier: BSD-2-Clause */
/* test_starttls_judge.c - an offer of TLS that some sessions of a server had and others not. */
#include "judge/judge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

extern const struct detector detector_starttls;

struct told {
	struct events events;
	struct buf text;
};

static void put(struct events *self, const struct event *ev)
{
	struct told *t = (struct told *)self;

	buf_printf(&t->text, "%s, %s, session %d: ", ev->finding->rule, ev->finding->confidence,
		   (int)ev->finding->head.session_id);
	buf_add(&t->text, ev->finding->reason);
	buf_addc(&t->text, '\n');
}

/* Session `id` of client 192.0.2.`client` with server 198.51.100.`server`. */
static void session(void *state, struct told *t, uint64_t id, unsigned client, unsigned server,
		    const char *protocol, const char *offer, const char *user)
{
	const uint8_t from[] = { 192, 0, 2, (uint8_t)client };
	const uint8_t to[] = { 198, 51, 100, (uint8_t)server };
	struct bytes offers[2] = { B("SIZE 1000"), bytes_str(offer) };
	struct ev_session s;

	record_init(RECORD_SESSION, &s);
	s.head.session_id = id;
	s.head.protocol = protocol;
	s.head.client_ip = ip4_of(bytes_of(from, 4));
	s.head.server_ip = ip4_of(bytes_of(to, 4));
	s.head.server_port = 25;
	s.head.first_frame = s.head.last_frame = id * 10;
	s.head.ts = (int64_t)id * NS_PER_SEC;
	s.capabilities = (struct ev_texts){ offers, *offer ? 2 : 1 };
	if (user)
		s.user = bytes_str(user);
	detector_starttls.put(state, &(struct event){ .kind = EV_SESSION, .session = &s },
			      &t->events);
}

static void offers(void **unused)
{
	struct told t = { .events = { EV_BIT(EV_FINDING), put } };
	void *state = xcalloc(1, detector_starttls.state_octets);

	(void)unused;
	session(state, &t, 1, 1, 1, "smtp", "STARTTLS", NULL);
	session(state, &t, 2, 1, 1, "smtp", "starttls", NULL);
	session(state, &t, 3, 1, 2, "smtp", "", NULL);       /* never on this server */
	session(state, &t, 4, 1, 1, "imap", "", "alice");    /* after a login: not listed */
	assert_int_equal(t.text.n, 0);
	session(state, &t, 5, 1, 1, "smtp", "", NULL);
	session(state, &t, 6, 2, 1, "smtp", "", NULL);
	session(state, &t, 7, 1, 2, "smtp", "STARTTLS", NULL);
	session(state, &t, 8, 1, 2, "smtp", "STARTTLS", NULL);
	assert_string_equal(buf_cstr(&t.text),
"starttls.missing, likely, session 5: The server offered TLS in session 1, but not here.\n"
"starttls.missing, possible, session 6: The server offered TLS in session 1, but not here.\n"
"starttls.missing, possible, session 7: The server offers TLS here, but did not in session 3 before.\n");
	detector_starttls.fini(state);
	free(state);
	buf_fini(&t.text);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(offers) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
