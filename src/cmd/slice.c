/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * slice.c - `mailwire slice`: the packets of chosen sessions or messages, nothing else.
 *
 * Three passes over the files: which connections and frames are meant; which frames
 * belong to those connections; copy them.  What is kept is a list of frame numbers.
 * Of the TLS keys in the files, those of the connections whose ClientHello is copied go
 * with them, as Decryption Secrets.
 */
#include "cmd/cmd.h"

#include "base/arena.h"
#include "base/log.h"
#include "capture/keylog.h"
#include "capture/writer.h"
#include "stream/stream.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct numbers {
	uint64_t *v;
	size_t n, cap;
};

/* A message of more frames than its record lists: what its sender sent from the first of them to
   the last. */
struct run {
	uint64_t stream, first, last;
	enum dir sender;
};

/* A sink for both reading passes. */
struct picker {
	struct sink sink;
	const struct cmd_args *args;
	struct numbers streams;       /* tcp.stream of the chosen sessions */
	struct numbers handshakes_of; /* sessions of the chosen messages */
	struct numbers frames;
	struct run *runs;
	size_t nruns, capruns;
	size_t found_sessions, found_messages;
};

static void add(struct numbers *s, uint64_t v)
{
	if (v != NO_U64 && v != 0)
		ARRAY_PUSH(s->v, s->n, s->cap) = v;
}

static bool has(const uint64_t *v, size_t n, uint64_t x)
{
	for (size_t i = 0; i < n; i++)
		if (v[i] == x)
			return true;
	return false;
}

static void take_message(struct picker *p, const struct ev_message *m)
{
	if (!has(p->args->messages, p->args->nmessages, m->id))
		return;
	p->found_messages++;
	for (size_t i = 0; i < m->frames.n; i++)
		add(&p->frames, m->frames.v[i].frame);
	add(&p->handshakes_of, m->head.session_id);
	if (m->frames_total != NO_U64 && m->frames_total > m->frames.n)
		ARRAY_PUSH(p->runs, p->nruns, p->capruns) = (struct run){
			m->head.tcp_stream, m->head.first_frame, m->head.last_frame,
			message_fetched(m) ? DIR_SERVER : DIR_CLIENT,
		};
}

static void take_session(struct picker *p, const struct ev_session *s)
{
	if (has(p->args->sessions, p->args->nsessions, s->head.session_id)) {
		p->found_sessions++;
		/* tcp.stream counts from 0, the list does not hold 0. */
		add(&p->streams, s->head.tcp_stream + 1);
	}
	if (has(p->handshakes_of.v, p->handshakes_of.n, s->head.session_id)) {
		add(&p->frames, s->syn_frame);
		add(&p->frames, s->synack_frame);
		add(&p->frames, s->ack_frame);
	}
}

static bool in_run(const struct picker *p, const struct ev_frame *f)
{
	uint64_t frame = f->packet->frame->number;

	for (size_t i = 0; i < p->nruns; i++) {
		const struct run *r = &p->runs[i];

		if (f->note->conn->stream == r->stream && frame >= r->first && frame <= r->last &&
		    f->note->dir == r->sender && f->packet->payload_octets)
			return true;
	}
	return false;
}

static void take_frame(struct picker *p, const struct ev_frame *f)
{
	const struct packet *pkt = f->packet;

	if (!f->note || !f->note->conn ||
	    (!has(p->streams.v, p->streams.n, f->note->conn->stream + 1) && !in_run(p, f)))
		return;
	add(&p->frames, pkt->frame->number);
	for (size_t i = 0; pkt->joined.n && i < pkt->nfragments; i++)
		add(&p->frames, pkt->fragments[i].frame);
}

static int put(struct sink *s, const struct event *ev, struct err *e)
{
	struct picker *p = (struct picker *)s;

	(void)e;
	if (ev->kind == EV_MESSAGE)
		take_message(p, ev->message);
	else if (ev->kind == EV_SESSION)
		take_session(p, ev->session);
	else if (ev->kind == EV_FRAME)
		take_frame(p, ev->frame);
	return 0;
}

static int finish(struct sink *s, struct err *e)
{
	struct picker *p = (struct picker *)s;
	const struct cmd_args *a = p->args;

	if (s->wants & EV_BIT(EV_FRAME))
		return 0;
	if (p->found_sessions < a->nsessions)
		return err_set(e, "found %zu of the %zu sessions asked for (mailwire sessions lists "
				  "them)", p->found_sessions, a->nsessions);
	if (p->found_messages < a->nmessages)
		return err_set(e, "found %zu of the %zu messages asked for (mailwire messages lists "
				  "them)", p->found_messages, a->nmessages);
	return 0;
}

static void keep(struct sink *s)
{
	(void)s; /* it lives on the caller's stack, for both passes */
}

static int by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* The keys with the random of each ClientHello in `octets`.  Those without any go to
   `without`: the keys may still come. */
static int copy_keys(struct writer *w, const struct capture *c, struct bytes octets,
		     struct buf *without, struct err *e)
{
	struct buf lines = { 0 };
	struct bytes random;
	int r = 0;

	while (keylog_hello(&octets, &random))
		if (!keylog_lines(&lines, capture_facts(c)->tls_keys, random))
			buf_add(without, random);
	if (lines.n)
		r = writer_secrets(w, buf_bytes(&lines), e);
	buf_fini(&lines);
	return r;
}

/* The keys that stand in the file behind the frames they are for. */
static int copy_late_keys(struct writer *w, const struct capture *c, struct bytes randoms,
			  struct err *e)
{
	struct cur cur = cur_of(randoms);
	struct buf lines = { 0 };
	int r;

	while (cur_left(&cur))
		keylog_lines(&lines, capture_facts(c)->tls_keys,
			     cur_take(&cur, KEYLOG_RANDOM_OCTETS));
	r = lines.n ? writer_secrets(w, buf_bytes(&lines), e) : 0;
	buf_fini(&lines);
	return r;
}

/* Copies the frames of the sorted list; returns how many, or -1. */
static int64_t copy(const struct cmd_args *a, const struct numbers *frames, struct err *e)
{
	struct writer_options o = { .application = "Mailwire " MAILWIRE_VERSION };
	struct capture *c;
	struct writer *w = NULL;
	struct buf comment = { 0 }, without = { 0 };
	struct frame f;
	size_t next = 0;
	int64_t n = -1;

	c = capture_open_many(a->files, a->nfiles, e);
	if (!c)
		return -1;
	if (capture_reads(c, a->write_to)) {
		err_set(e, "cannot write %s: it is being read", a->write_to);
		goto out;
	}
	buf_printf(&comment, "packets of chosen mail sessions or messages out of %s",
		   capture_facts(c)->path);
	o.comment = buf_cstr(&comment);
	w = writer_open(a->write_to, &o, e);
	if (!w)
		goto out;
	while (next < frames->n || without.n) {
		enum step step = capture_next(c, &f, e);

		if (step == STEP_FAIL)
			goto out;
		if (step == STEP_END)
			break;
		if (step != STEP_ITEM || next == frames->n || f.number != frames->v[next])
			continue;
		while (next < frames->n && frames->v[next] == f.number)
			next++; /* listed twice: a message's frame that is also a handshake's */
		if (copy_keys(w, c, f.data, &without, e) < 0 ||
		    writer_frame(w, capture_facts(c), &f, e) < 0)
			goto out;
	}
	if (copy_late_keys(w, c, buf_bytes(&without), e) < 0)
		goto out;
	n = (int64_t)writer_frames(w);
	if (writer_close(&w, capture_facts(c), e) < 0)
		n = -1;
out:
	if (w) {
		struct err later;

		writer_close(&w, NULL, &later);
	}
	buf_fini(&comment);
	buf_fini(&without);
	capture_close(&c);
	return n;
}

static int usage(const struct cmd_args *a, const char *text)
{
	log_error("slice: %s", text);
	fprintf(stderr, "usage: mailwire slice %s\n", a->cmd->usage);
	return EXIT_USAGE;
}

static int run(struct cmd_args *args)
{
	static const struct sink_ops ops = { "slice", put, finish, keep };
	struct picker p = { .sink.ops = &ops, .args = args };
	struct err e = { 0 };
	int64_t copied;
	int rc;

	if (!args->nsessions && !args->nmessages)
		return usage(args, "which? (--session N, --message N)");
	if (!args->write_to)
		return usage(args, "write where? (-w OUT)");
	for (size_t i = 0; i < args->nfiles; i++)
		if (strcmp(args->files[i], "-") == 0)
			return usage(args, "standard input can be read only once: save it first");
	p.sink.wants = EV_BIT(EV_MESSAGE) | EV_BIT(EV_SESSION);
	rc = cmd_run_sink(args, &p.sink);
	if (rc == EXIT_DONE && (p.streams.n || p.nruns)) {
		p.sink.wants = EV_BIT(EV_FRAME);
		rc = cmd_run_sink(args, &p.sink);
	}
	if (rc == EXIT_DONE) {
		qsort(p.frames.v, p.frames.n, sizeof(*p.frames.v), by_number);
		copied = copy(args, &p.frames, &e);
		if (copied < 0) {
			log_error("%s", e.text);
			rc = EXIT_FAILED;
		} else {
			log_note("%" PRId64 " packets written to %s", copied, args->write_to);
		}
	}
	free(p.streams.v);
	free(p.handshakes_of.v);
	free(p.frames.v);
	free(p.runs);
	return rc;
}

const struct cmd cmd_slice = {
	.name = "slice",
	.usage = "(--session N | --message N)... -w OUT FILE...",
	.summary = "the packets of chosen sessions or messages, as a capture",
	.help = "Writes the packets of chosen sessions, whole, or of chosen messages with the\n"
		"handshake of their connection, and nothing else, to OUT (pcapng; \"-\" is\n"
		"standard output).  TLS keys that the files hold for these packets go with them.\n\n"
		"  --session N   session N, as mailwire sessions lists it\n"
		"  --message N   message N, as mailwire messages lists it\n"
		"  -w OUT        the file to write\n\n"
		"Example:\n"
		"  mailwire slice --message 2 -w one.pcapng mail.pcapng\n",
	.options = OPT_PICK | OPT_WRITE,
	.tells_late = true,
	.run = run,
};
