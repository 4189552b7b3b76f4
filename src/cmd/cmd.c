/* SPDX-License-Identifier: BSD-2-Clause */
/* cmd.c - the table of commands, and running sinks over capture files. */
#include "cmd/cmd.h"

#include "base/cores.h"
#include "base/log.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define CMD(name) extern const struct cmd cmd_##name;
#include "cmd/cmds.def"
#undef CMD

const struct cmd *const cmds[] = {
#define CMD(name) &cmd_##name,
#include "cmd/cmds.def"
#undef CMD
	NULL,
};

static volatile sig_atomic_t stop_asked;

static void on_signal(int signo)
{
	(void)signo;
	stop_asked = 1;
}

/* Ctrl-C and SIGTERM end the reading; what was read so far is finished and written.  A
   second one ends the process at once. */
static void catch_signals(void)
{
	struct sigaction sa = { .sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND };

	sigaction(SIGINT, &sa, NULL);
	sigaction(SIGTERM, &sa, NULL);
}

struct progress {
	bool show, shown;
	unsigned ticks;
};

static void show_progress(struct progress *p, const struct capture *c)
{
	const struct capture_facts *f = capture_facts(c);

	/* Silent for the first second: short work needs no progress. */
	if (!p->show || ++p->ticks < 10)
		return;
	/* The cursor goes back to the start, so that a line of output takes the place. */
	if (f->size_octets)
		fprintf(stderr, "mailwire: %" PRIu64 "%%, %" PRIu64 " packets \r",
			f->read_octets * 100 / f->size_octets, f->frames);
	else
		fprintf(stderr, "mailwire: %" PRIu64 " packets \r", f->frames);
	p->shown = true;
}

static bool on_tick(void *ctx, const struct capture *c)
{
	show_progress(ctx, c);
	return stop_asked != 0;
}

static int told(const struct err *e)
{
	/* The reader of our output has seen enough (`| head`): not our failure to tell. */
	if (e->errnum != EPIPE)
		log_error("%s", e->text);
	return EXIT_FAILED;
}

/* Frames that nothing could be made of, for want of a decoder: said, and a failure when
   there was nothing else. */
static int tell_undecoded(const struct capture_facts *f)
{
	uint64_t lost = 0;

	for (size_t i = 0; i < f->ninterfaces; i++) {
		const struct capture_interface *in = &f->interfaces[i];

		if (!in->frames || net_decodes_linktype(in->linktype))
			continue;
		lost += in->frames;
		log_error("%s: link type %u (%s) is not decoded: %" PRIu64 " packets left out",
			  f->path, in->linktype, linktype_name(in->linktype) ?
			  linktype_name(in->linktype) : "no name", in->frames);
	}
	return lost && lost == f->frames ? EXIT_FAILED : EXIT_DONE;
}

/* More threads than cores would only take turns. */
static unsigned cores(unsigned asked)
{
	unsigned n = cores_usable(), most = asked ? asked : LIMIT_WORKERS;

	return n < most ? n : most;
}

void cmd_tell_limits(const struct capture_facts *f, const struct engine_result *r)
{
	if (r->stream.evicted)
		log_note("%s: %" PRIu64 " of %" PRIu64 " connections were given up to stay within "
			 "the memory (--memory)", f->path, r->stream.evicted, r->stream.conns);
	if (r->stream.held_forced)
		log_note("%s: %" PRIu64 " times octets could not wait for those before them, to "
			 "stay within the memory (--memory)", f->path, r->stream.held_forced);
	if (r->net.fragments_evicted)
		log_note("%s: %" PRIu64 " IP datagrams were given up before all of their fragments "
			 "had come", f->path, r->net.fragments_evicted);
}

static int run(const struct cmd_args *args, struct sink **sinks, size_t nsinks,
	       const struct cmd_hooks *hooks)
{
	struct progress progress = {
		.show = isatty(STDERR_FILENO) && (args->cmd->tells_late || !isatty(STDOUT_FILENO)),
	};
	struct engine_options o = {
		.net.check_checksums = args->check_checksums,
		.stream = args->stream,
		.hmac_key = args->hmac_key,
		.no_digests = args->no_digests,
		.show_secrets = args->show_secrets,
		.cores = cores(args->cores),
		.on_tick = on_tick,
		.ctx = &progress,
	};
	struct engine_result result;
	struct capture *c;
	struct err e = { 0 };
	int rc;

	c = args->nfiles == 1 ? capture_open(args->files[0], &e) :
				capture_open_many(args->files, args->nfiles, &e);
	if (!c)
		return told(&e);
	catch_signals();
	if (hooks->opened)
		hooks->opened(capture_facts(c));
	rc = engine_run(c, &o, sinks, nsinks, &result, &e);
	if (progress.shown)
		fputs("\033[K", stderr);
	if (rc == 0 && hooks->ended)
		hooks->ended(capture_facts(c), &result);
	if (rc == 0 && fflush(stdout) != 0)
		rc = err_sys(&e, errno, "cannot write standard output");
	rc = rc < 0 ? told(&e) : EXIT_DONE;
	if (rc == EXIT_DONE)
		rc = tell_undecoded(capture_facts(c));
	if (rc == EXIT_DONE)
		cmd_tell_limits(capture_facts(c), &result);
	if (capture_facts(c)->damage)
		log_note("%s: %s", strcmp(capture_facts(c)->path, "-") == 0 ?
			 "standard input" : capture_facts(c)->path, capture_facts(c)->damage);
	if (result.interrupted) {
		log_note("stopped after %" PRIu64 " packets", capture_facts(c)->frames);
		rc = EXIT_FAILED;
	}
	capture_close(&c);
	return rc;
}

int cmd_run_hooked(const struct cmd_args *args, struct sink **sinks, size_t nsinks,
		   const struct cmd_hooks *hooks)
{
	int rc = run(args, sinks, nsinks, hooks);

	for (size_t i = 0; i < nsinks; i++)
		sink_free(&sinks[i]);
	return rc;
}

int cmd_run_sinks(const struct cmd_args *args, struct sink **sinks, size_t nsinks)
{
	static const struct cmd_hooks none = { NULL, NULL };

	return cmd_run_hooked(args, sinks, nsinks, &none);
}

int cmd_run_sink(const struct cmd_args *args, struct sink *sink)
{
	return sink ? cmd_run_sinks(args, &sink, 1) : EXIT_FAILED;
}
