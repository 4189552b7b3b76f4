/* SPDX-License-Identifier: BSD-2-Clause */
/* account.c - see account.h. */
#include "view/account.h"

#include "base/utf8.h"
#include "view/explain.h"

#include <inttypes.h>

enum {
	COMMAND_COLUMNS = 45, /* up to the explanations */
	DIALOGUE_INDENT = 25, /* before what was said */
	REPLY_LINES_SHOWN = 16, /* of one reply; follow and events have them all */
};

static void styled(struct buf *out, const struct account_style *st, const char *sgr,
		   const char *text)
{
	if (st->look.color)
		buf_printf(out, "\033[%sm%s\033[0m", sgr, text);
	else
		buf_adds(out, text);
}

void account_heading(struct buf *out, const struct account_style *st, const char *text)
{
	buf_adds(out, "\n  ");
	styled(out, st, "1", text);
	buf_addc(out, '\n');
}

/* `why` beside a text of `width` columns, where the terminal has room for it. */
static void explained(struct buf *out, const struct account_style *st, size_t width,
		      const char *why)
{
	size_t column = width + 2 > COMMAND_COLUMNS ? width + 2 : COMMAND_COLUMNS;

	if (st->look.columns && DIALOGUE_INDENT + column + utf8_width(bytes_str(why)) >
					st->look.columns)
		return;
	for (; width < column; width++)
		buf_addc(out, ' ');
	styled(out, st, "2", why);
}

void account_label(struct buf *out, const char *name)
{
	buf_printf(out, "    %-12s ", name);
}

static void endpoint(struct buf *out, const char *name, const struct ip *ip, uint64_t port,
		     const struct mac *mac)
{
	account_label(out, name);
	ip_text(out, ip);
	buf_printf(out, " port %" PRIu64, port);
	if (mac->known) {
		buf_adds(out, "  MAC ");
		mac_text(out, mac);
	}
	buf_addc(out, '\n');
}

static void handshake(struct buf *out, const struct ev_session *s)
{
	account_label(out, "Handshake");
	if (s->syn_frame == NO_U64 && s->synack_frame == NO_U64) {
		buf_adds(out, "not in the capture: it began in the middle of the connection\n");
		return;
	}
	if (s->syn_frame != NO_U64)
		buf_printf(out, "SYN #%" PRIu64, s->syn_frame);
	else
		buf_adds(out, "SYN not captured");
	if (s->synack_frame != NO_U64)
		buf_printf(out, ", SYN-ACK #%" PRIu64, s->synack_frame);
	if (s->ack_frame != NO_U64)
		buf_printf(out, ", ACK #%" PRIu64, s->ack_frame);
	if (s->handshake_rtt != NO_TIME) {
		buf_adds(out, "; round trip ");
		time_span(out, s->handshake_rtt);
	}
	buf_addc(out, '\n');
}

void account_opening(struct buf *out, const struct account_style *st, const struct ev_session *s)
{
	const struct ev_head *h = &s->head;
	struct buf title = { 0 };

	buf_printf(&title, "Session %" PRIu64 ": %s", h->session_id,
		   text_protocol(h->protocol));
	buf_addc(out, '\n');
	styled(out, st, "1;36", buf_cstr(&title));
	buf_fini(&title);
	buf_adds(out, "  ");
	ip_text(out, &h->client_ip);
	buf_adds(out, " \xe2\x86\x92 ");
	ip_text(out, &h->server_ip);
	buf_printf(out, "  (frames %" PRIu64 "-%" PRIu64 ", tcp.stream %" PRIu64 ")\n",
		   h->first_frame, h->last_frame, h->tcp_stream);
	endpoint(out, "Client", &h->client_ip, h->client_port, &h->client_mac);
	endpoint(out, "Server", &h->server_ip, h->server_port, &h->server_mac);
	account_label(out, "Began");
	time_human(out, h->start, 6);
	buf_adds(out, " UTC, lasted ");
	time_span(out, h->duration);
	buf_addc(out, '\n');
	handshake(out, s);
	if (s->roles_by && strcmp(s->roles_by, "syn") != 0) {
		account_label(out, "Roles");
		buf_printf(out, "client and server told apart by %s\n",
			   strcmp(s->roles_by, "content") == 0 ? "what they say" :
			   strcmp(s->roles_by, "port") == 0 ? "the server's port" :
			   "who spoke first: a guess");
	}
}

static void frame_column(struct buf *out, uint64_t frame)
{
	if (frame == NO_U64 || frame == 0)
		buf_adds(out, "          ");
	else
		buf_printf(out, "  %7" PRIu64 " ", frame);
}

static void request(struct buf *out, const struct account_style *st, const struct ev_command *c,
		    int64_t start_ns)
{
	struct buf text = { 0 }, show = { 0 };
	const char *why = explain_verb(c->head.protocol, c->verb);

	frame_column(out, c->request_last);
	if (c->asked != NO_TIME && start_ns != NO_TIME)
		buf_printf(out, "%10.6f  ", (double)(c->asked - start_ns) / 1e9);
	else
		buf_adds(out, "            ");
	if (c->tag.n) {
		buf_add(&text, c->tag);
		buf_addc(&text, ' ');
	}
	buf_add(&text, c->verb);
	if (c->arg.n) {
		buf_addc(&text, ' ');
		buf_add(&text, c->arg);
	}
	if (c->secret_arg.p) {
		buf_addc(&text, ' ');
		buf_add(&text, policy_secret(&st->policy, c->secret_arg));
	}
	utf8_show(&show, buf_bytes(&text));
	styled(out, st, "32", "C: ");
	buf_add(out, buf_bytes(&show));
	if (why)
		explained(out, st, utf8_width(buf_bytes(&show)), why);
	buf_addc(out, '\n');
	buf_fini(&text);
	buf_fini(&show);
}

static void reply_line(struct buf *out, const struct account_style *st,
		       const struct ev_command *c, struct bytes text)
{
	struct buf show = { 0 };

	if (c->reply_code != NO_U64)
		buf_printf(&show, "%" PRIu64 " ", c->reply_code);
	else if (c->reply_word) {
		if (c->tag.n)
			utf8_show(&show, c->tag);
		else
			buf_addc(&show, '*');
		buf_printf(&show, " %s ", c->reply_word);
	} else if (c->status && strcmp(c->status, "ok") == 0)
		buf_adds(&show, "+OK ");
	else if (c->status && strcmp(c->status, "error") == 0)
		buf_adds(&show, "-ERR ");
	else if (c->status && strcmp(c->status, "continue") == 0)
		buf_adds(&show, "+ ");
	utf8_show(&show, text);
	styled(out, st, "35", "S: ");
	buf_add(out, buf_bytes(&show));
	explained(out, st, utf8_width(buf_bytes(&show)), explain_reply(c));
	buf_addc(out, '\n');
	buf_fini(&show);
}

/* The reply to the whole.  After the words of a login that is its end, which is frames
   and time away from the first octet of "334 go on". */
static void reply(struct buf *out, const struct account_style *st, const struct ev_command *c,
		  bool after_words)
{
	int64_t took = after_words ? c->reply_time : c->server_time;
	struct buf span = { 0 };

	frame_column(out, after_words ? c->reply_last : c->reply_first);
	if (took != NO_TIME && c->seq) {
		buf_addc(&span, '+');
		time_span(&span, took);
	}
	utf8_fit(out, buf_bytes(&span), 12);
	buf_fini(&span);
	if (c->reply_first == NO_U64) {
		styled(out, st, "31", "   no reply in the capture");
		buf_addc(out, '\n');
		return;
	}
	reply_line(out, st, c, c->reply_text);
	if (c->listing.n || c->message_id != NO_U64)
		return; /* told as a table, or as the message */
	for (size_t i = 0; i < c->reply_lines.n; i++) {
		size_t more = c->reply_lines.n - i;

		buf_printf(out, "%*s", DIALOGUE_INDENT, "");
		if (i == REPLY_LINES_SHOWN && more > 1) {
			buf_printf(out, "\xe2\x80\xa6 %zu more lines\n", more);
			break;
		}
		utf8_show(out, c->reply_lines.v[i]);
		buf_addc(out, '\n');
	}
}

void account_command(struct buf *out, const struct account_style *st,
		     const struct ev_command *c, int64_t start_ns, struct bytes words)
{
	if (c->verb.n || c->request_last != NO_U64)
		request(out, st, c, start_ns);
	buf_add(out, words);
	reply(out, st, c, words.n > 0);
	account_wait(out, st, c);
	/* Told once: at the reply to the whole, not at "354 go on". */
	if (c->message_id != NO_U64 && (!c->status || strcmp(c->status, "continue") != 0))
		buf_printf(out, "%*s\xe2\x86\xb3 message %" PRIu64 "\n", DIALOGUE_INDENT, "", c->message_id);
}

/* The words of an exchange: what the server asks and the account's name are no secrets. */
static void word(struct buf *out, const struct account_style *st, const struct ev_auth *a,
		 const struct ev_word *w)
{
	bool client = w->from && strcmp(w->from, "client") == 0;
	bool open = w->secret == 0;

	frame_column(out, w->frame);
	buf_printf(out, "%*s", 12, "");
	styled(out, st, client ? "32" : "35", client ? "C: " : "S: ");
	if (!client)
		buf_adds(out, a->reply_code != NO_U64 ? "334 " : "+ ");
	text_trimmed(out, open ? w->raw : policy_secret(&st->policy, w->raw));
	if (w->decoded.n && (open || st->policy.show_secrets)) {
		buf_adds(out, "  = ");
		text_trimmed(out, w->decoded);
	}
	buf_addc(out, '\n');
}

void account_words(struct buf *out, const struct account_style *st, const struct ev_auth *a)
{
	for (size_t i = 0; i < a->exchange.n; i++) {
		const struct ev_word *w = &a->exchange.v[i];

		/* The client comes first only with a word in the command itself (RFC 4954 4). */
		if (i || !w->from || strcmp(w->from, "client") != 0)
			word(out, st, a, w);
	}
}

/* What the login said beside the user, as far as it did. */
static void auth_facts(struct buf *out, const struct ev_auth *a)
{
	const struct {
		const char *name;
		struct bytes value;
	} facts[] = {
		{ "to act as", a->authzid },       { "domain", a->domain },
		{ "realm", a->realm },             { "workstation", a->workstation },
		{ "service", a->service },         { "server", a->server_name },
		{ "challenge", a->challenge },     { "channel binding", a->binding },
		{ "error", a->error },              { "trace", a->trace },
	};
	const char *between = "      ";

	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
		if (facts[i].value.n == 0)
			continue;
		buf_printf(out, "%s%s ", between, facts[i].name);
		text_trimmed(out, facts[i].value);
		between = "; ";
	}
	if (between[0] == ';')
		buf_addc(out, '\n');
}

void account_auth(struct buf *out, const struct account_style *st, const struct ev_auth *a)
{
	bool ok = a->head.outcome && strcmp(a->head.outcome, "success") == 0;

	buf_adds(out, "    ");
	buf_printf(out, "%s", a->mechanism ? a->mechanism : "login");
	buf_adds(out, " as ");
	text_trimmed(out, a->user.p ? a->user : B("(name not seen)"));
	if (a->secret.p) {
		buf_adds(out, ", secret ");
		text_trimmed(out, policy_secret(&st->policy, a->secret));
	}
	buf_adds(out, ": ");
	styled(out, st, ok ? "32" : "31", a->head.outcome ? a->head.outcome : "unknown");
	if (a->note)
		buf_printf(out, " (%s)", a->note);
	buf_printf(out, "; frames %" PRIu64 "-%" PRIu64 ", %s\n", a->head.first_frame,
		   a->head.last_frame, a->encrypted == 1 ? "encrypted" : "in clear");
	auth_facts(out, a);
}

void account_mailbox(struct buf *out, const struct account_style *st,
		     const struct account_mailbox *m)
{
	uint64_t sum = 0;
	bool sizes = false;

	if (!m->has_stat && !m->nrows)
		return;
	account_heading(out, st, "Mailbox (STAT, LIST, UIDL)");
	if (m->nrows)
		buf_adds(out, "        No.      Octets  Unique id\n");
	for (size_t i = 0; i < m->nrows; i++) {
		const struct ev_row *r = &m->rows[i];

		buf_printf(out, "    %7" PRIu64 "  ", r->number);
		if (r->octets != NO_U64) {
			buf_printf(out, "%10" PRIu64 "  ", r->octets);
			sum += r->octets;
			sizes = true;
		} else {
			buf_adds(out, "         ?  ");
		}
		text_trimmed(out, r->uid);
		buf_addc(out, '\n');
	}
	if (m->has_stat)
		buf_printf(out, "    STAT says %" PRIu64 " message%s, %" PRIu64 " octets%s\n",
			   m->stat_messages, m->stat_messages == 1 ? "" : "s", m->stat_octets,
			   !sizes ? "" : sum == m->stat_octets ? "; LIST adds up to the same" :
			   "; LIST adds up to something else");
}

static void closed(struct buf *out, const struct ev_session *s)
{
	account_label(out, "Teardown");
	buf_adds(out, explain_end(s->ended));
	if (s->closed_by)
		buf_printf(out, ", the %s first", s->closed_by);
	if (s->client_fin_frame != NO_U64)
		buf_printf(out, "; client FIN #%" PRIu64, s->client_fin_frame);
	if (s->server_fin_frame != NO_U64)
		buf_printf(out, "; server FIN #%" PRIu64, s->server_fin_frame);
	if (s->rst_frame != NO_U64)
		buf_printf(out, "; RST #%" PRIu64, s->rst_frame);
	buf_addc(out, '\n');
}

static void counted(struct buf *out, uint64_t n, const char *one, const char *what)
{
	if (n == NO_U64 || !n)
		return;
	buf_adds(out, ", ");
	text_counted(out, n, one);
	buf_printf(out, "%s", what);
}

static void carried(struct buf *out, const char *who, uint64_t octets, uint64_t packets)
{
	buf_adds(out, who);
	text_counted(out, octets, "octet");
	buf_adds(out, " in ");
	text_counted(out, packets, "packet");
}

void account_closing(struct buf *out, const struct account_style *st, const struct ev_session *s)
{
	account_heading(out, st, "End");
	closed(out, s);
	account_label(out, "Carried");
	carried(out, "client ", s->client_octets, s->client_packets);
	carried(out, ", server ", s->server_octets, s->server_packets);
	buf_addc(out, '\n');
	account_label(out, "On the way");
	buf_adds(out, "TCP");
	if ((s->retransmissions == NO_U64 || !s->retransmissions) &&
	    (s->out_of_order == NO_U64 || !s->out_of_order) &&
	    (s->lost_segments == NO_U64 || !s->lost_segments))
		buf_adds(out, ", nothing sent again, nothing out of order");
	counted(out, s->retransmissions, "retransmission", "");
	counted(out, s->zero_windows, "segment", " that closed the window");
	counted(out, s->urgent_segments, "segment", " with urgent data");
	counted(out, s->refused_segments, "segment", " that cannot have been accepted");
	counted(out, s->overlap_octets, "octet", " seen twice and different");
	counted(out, s->out_of_order, "segment", " out of order");
	counted(out, s->lost_segments, "segment", " missing from the capture");
	counted(out, s->client_missing, "octet", " of the client not captured");
	counted(out, s->server_missing, "octet", " of the server not captured");
	buf_addc(out, '\n');
	account_label(out, "Readable");
	buf_printf(out, "%s\n", explain_readable(s));
}
