/* SPDX-License-Identifier: BSD-2-Clause */
/* choice.c - see choice.h. */
#include "sink/choice.h"

#include "base/arena.h"

#include <stdlib.h>

struct choice {
	const struct list_filter *which;
	/* Open sessions in which the address was in an envelope. */
	uint64_t *sessions;
	size_t nsessions, cap_sessions;
};

struct choice *choice_new(const struct list_filter *which)
{
	struct choice *c = xcalloc(1, sizeof(*c));

	c->which = which;
	return c;
}

void choice_free(struct choice **c)
{
	if (*c)
		free((*c)->sessions);
	free(*c);
	*c = NULL;
}

unsigned choice_wants(const struct choice *c, enum event_kind kind)
{
	return kind == EV_SESSION && c->which->address ? EV_BIT(EV_COMMAND) : 0;
}

static bool contains(struct bytes text, const char *part)
{
	struct bytes p = bytes_str(part);

	return p.n <= text.n && bytes_ifind(text, p) < text.n;
}

static bool ip_is(const struct ip *ip, const char *want)
{
	struct buf text = { 0 };
	struct bytes w = bytes_str(want);
	bool is;

	ip_text(&text, ip);
	is = bytes_eq(buf_bytes(&text), w) ||
	     ((bytes_last(w) == '.' || bytes_last(w) == ':') && bytes_starts(buf_bytes(&text), w));
	buf_fini(&text);
	return is;
}

static bool ends_are(const struct ev_head *h, const char *want)
{
	return ip_is(&h->client_ip, want) || ip_is(&h->server_ip, want);
}

static bool word_is(const char *word, const char *is)
{
	return word && strcmp(word, is) == 0;
}

static size_t place_of(const struct choice *c, uint64_t session)
{
	size_t i = 0;

	while (i < c->nsessions && c->sessions[i] != session)
		i++;
	return i;
}

/* MAIL and RCPT of open sessions. */
static void see_command(struct choice *c, const struct ev_command *cmd)
{
	bool envelope = bytes_eq(cmd->verb, B("MAIL")) || bytes_eq(cmd->verb, B("RCPT"));

	if (c->which->address && envelope && contains(cmd->arg, c->which->address) &&
	    place_of(c, cmd->head.session_id) == c->nsessions)
		ARRAY_PUSH(c->sessions, c->nsessions, c->cap_sessions) = cmd->head.session_id;
}

static bool session_seen(struct choice *c, uint64_t session)
{
	size_t i = place_of(c, session);

	if (i == c->nsessions)
		return false;
	c->sessions[i] = c->sessions[--c->nsessions];
	return true;
}

struct bytes choice_slowest(const struct ev_session *s, int64_t *ns_out)
{
	const struct {
		struct bytes what;
		int64_t ns;
	} all[] = {
		{ s->slowest_verb, s->slowest_time },
		{ B("connect"), s->connect_time },
		{ B("banner"), s->banner_time },
		{ B("stalls"), s->stalled_time },
	};
	struct bytes what = { NULL, 0 };

	*ns_out = NO_TIME;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (all[i].ns != NO_TIME && (*ns_out == NO_TIME || all[i].ns > *ns_out)) {
			*ns_out = all[i].ns;
			what = all[i].what;
		}
	return what;
}

static bool takes_session(struct choice *c, const struct ev_session *s)
{
	const struct list_filter *w = c->which;
	bool named = session_seen(c, s->head.session_id);
	int64_t ns;

	choice_slowest(s, &ns);
	return (!w->user || contains(s->user, w->user)) &&
	       (!w->address || named || ends_are(&s->head, w->address)) &&
	       (!w->refused || (s->refused != NO_U64 && s->refused > 0)) &&
	       (!w->slow_ns || (ns != NO_TIME && ns >= w->slow_ns));
}

static bool listed(const struct ev_texts *t, const char *part)
{
	for (size_t i = 0; i < t->n; i++)
		if (contains(t->v[i], part))
			return true;
	return false;
}

static bool message_of(const struct ev_message *m, const char *address)
{
	for (size_t i = 0; i < m->rcpt.n; i++)
		if (contains(m->rcpt.v[i].address, address))
			return true;
	return ends_are(&m->head, address) || contains(m->mail_from, address) ||
	       listed(&m->from, address) || listed(&m->to, address) || listed(&m->cc, address) ||
	       listed(&m->bcc, address);
}

static bool message_refused(const struct ev_message *m)
{
	for (size_t i = 0; i < m->rcpt.n; i++)
		if (word_is(m->rcpt.v[i].verdict, "rejected") ||
		    word_is(m->rcpt.v[i].verdict, "deferred"))
			return true;
	return word_is(m->head.outcome, "failure");
}

static bool at_least(int64_t ns, int64_t least)
{
	return ns != NO_TIME && ns >= least;
}

static bool takes_message(const struct choice *c, const struct ev_message *m)
{
	const struct list_filter *w = c->which;

	return (!w->user || contains(m->user, w->user)) &&
	       (!w->address || message_of(m, w->address)) &&
	       (!w->refused || message_refused(m)) &&
	       (!w->slow_ns || at_least(m->verdict_time, w->slow_ns) ||
		at_least(m->transfer_time, w->slow_ns) || at_least(m->stalled_time, w->slow_ns));
}

static bool takes_login(const struct choice *c, const struct ev_auth *a)
{
	const struct list_filter *w = c->which;

	return (!w->user || contains(a->user, w->user)) &&
	       (!w->address || ends_are(&a->head, w->address)) &&
	       (!w->refused || word_is(a->head.outcome, "failure"));
}

bool choice_takes(struct choice *c, const struct event *ev)
{
	switch (ev->kind) {
	case EV_COMMAND:
		see_command(c, ev->command);
		return false;
	case EV_SESSION:
		return takes_session(c, ev->session);
	case EV_MESSAGE:
		return takes_message(c, ev->message);
	case EV_AUTH:
		return takes_login(c, ev->auth);
	default:
		return false;
	}
}

/* A sink that hands on what is asked for. */
struct chosen {
	struct sink sink;
	struct choice *choice;
	struct sink *inner;
};

static int put(struct sink *s, const struct event *ev, struct err *e)
{
	struct chosen *c = (struct chosen *)s;

	return choice_takes(c->choice, ev) ? c->inner->ops->put(c->inner, ev, e) : 0;
}

static int finish(struct sink *s, struct err *e)
{
	struct chosen *c = (struct chosen *)s;

	return c->inner->ops->finish(c->inner, e);
}

static void chosen_free(struct sink *s)
{
	struct chosen *c = (struct chosen *)s;

	choice_free(&c->choice);
	sink_free(&c->inner);
	free(c);
}

struct sink *sink_chosen_new(struct sink *inner, enum event_kind kind,
			     const struct list_filter *which)
{
	static const struct sink_ops ops = { "chosen", put, finish, chosen_free };
	struct chosen *c = xcalloc(1, sizeof(*c));

	c->sink.ops = &ops;
	c->choice = choice_new(which);
	c->sink.wants = EV_BIT(kind) | choice_wants(c->choice, kind);
	c->inner = inner;
	return &c->sink;
}
