/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * capture.c - `mailwire capture`: live capture, told as it happens, saved when asked.
 *
 * Order matters: the device is opened first (it may need privileges), then the output
 * file, then every privilege is given up, then packets are looked at.
 */
#include "cmd/cmd.h"

#include "base/log.h"
#include "capture/interfaces.h"
#include "capture/live.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t stop_asked;

static void on_signal(int signo)
{
	(void)signo;
	stop_asked = 1;
}

struct saving {
	const struct cmd_args *args;
	struct writer *file;
	struct ring *ring;
	uint64_t frames, written; /* octets */
	uint64_t files;           /* of the ring, deleted ones too */
	struct timespec began;
	bool status;              /* standard error is a terminal: show the counters there */
	time_t shown;
	bool limit_reached;
};

static uint64_t seconds_since(const struct timespec *t)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)(now.tv_sec - t->tv_sec) - (now.tv_nsec < t->tv_nsec);
}

static int save(struct saving *s, const struct capture *c, const struct frame *f, struct err *e)
{
	const struct capture_facts *facts = capture_facts(c);

	if (s->ring) {
		if (ring_frame(s->ring, facts, f, e) < 0)
			return -1;
		s->written = ring_octets(s->ring);
		s->files = ring_files(s->ring);
	} else if (s->file) {
		if (writer_frame(s->file, facts, f, e) < 0)
			return -1;
		s->written = writer_octets(s->file);
	}
	return 0;
}

static int on_frame(void *ctx, const struct capture *c, const struct frame *f, struct err *e)
{
	struct saving *s = ctx;
	const struct cmd_args *a = s->args;

	if (save(s, c, f, e) < 0)
		return -1;
	s->frames++;
	s->limit_reached = (a->stop_packets && s->frames >= a->stop_packets) ||
			   (a->stop_kilobytes && s->written >= a->stop_kilobytes * 1000);
	return s->limit_reached;
}

static void counters(struct buf *out, const struct capture_facts *f)
{
	uint64_t dropped = 0, lost = 0;

	for (size_t i = 0; i < f->ninterfaces; i++) {
		const struct capture_interface *in = &f->interfaces[i];

		dropped += in->dropped_kernel == UINT64_MAX ? 0 : in->dropped_kernel;
		lost += in->dropped_interface == UINT64_MAX ? 0 : in->dropped_interface;
	}
	buf_printf(out,
		   "%" PRIu64 " packets captured, %" PRIu64 " dropped by the kernel, %" PRIu64
		   " by the interface, 0 by mailwire", f->frames, dropped, lost);
}

static bool on_tick(void *ctx, const struct capture *c)
{
	struct saving *s = ctx;
	struct err ignored;
	time_t now = time(NULL);

	if (s->args->stop_seconds && seconds_since(&s->began) >= s->args->stop_seconds)
		return true;
	/* Who reads the file while it grows sees whole blocks; a full disk shows at the
	   next frame. */
	if (s->file)
		writer_flush(s->file, &ignored);
	if (s->ring)
		ring_flush(s->ring, &ignored);
	if (s->status && now != s->shown) {
		struct buf text = { 0 };

		counters(&text, capture_facts(c));
		fprintf(stderr, "\r\033[K%s", buf_cstr(&text));
		buf_fini(&text);
		s->shown = now;
	}
	return stop_asked != 0;
}

static int open_output(struct saving *s, const struct capture *c, struct err *e)
{
	const struct cmd_args *a = s->args;
	struct buf hardware = { 0 }, os = { 0 }, comment = { 0 };
	struct writer_options o = { .application = "Mailwire " MAILWIRE_VERSION,
				    .everything = true };
	bool ok;

	if (!a->write_to)
		return 0;
	writer_machine(&hardware, &os);
	buf_printf(&comment, "live capture from %s%s%s", capture_facts(c)->path,
		   a->filter ? ", filter: " : "", a->filter ? a->filter : "");
	o.hardware = buf_cstr(&hardware);
	o.os = buf_cstr(&os);
	o.comment = buf_cstr(&comment);
	if (a->ring.seconds || a->ring.kilobytes)
		ok = (s->ring = ring_open(a->write_to, &a->ring, &o, e)) != NULL;
	else
		ok = (s->file = writer_open(a->write_to, &o, e)) != NULL;
	buf_fini(&hardware);
	buf_fini(&os);
	buf_fini(&comment);
	return ok ? 0 : -1;
}

static int close_output(struct saving *s, const struct capture *c, struct err *e)
{
	if (s->ring)
		return ring_close(&s->ring, capture_facts(c), e);
	if (s->file)
		return writer_close(&s->file, capture_facts(c), e);
	return 0;
}

static struct capture *open_devices(const struct cmd_args *a, struct err *e)
{
	struct live_options o = {
		.interfaces = a->interfaces,
		.ninterfaces = a->ninterfaces,
		.filter = a->filter,
		.buffer_octets = a->buffer_kilobytes * 1024,
	};
	char name[IF_NAMESIZE];
	const char *only = name;

	if (!a->ninterfaces) {
		if (interface_default(name, e) < 0)
			return NULL;
		o.interfaces = &only;
		o.ninterfaces = 1;
		log_note("no -i: capturing from %s, which carries the default route", name);
	}
	return capture_open_live(&o, e);
}

static int usage(const struct cmd_args *a, const char *text)
{
	log_error("capture: %s", text);
	fprintf(stderr, "usage: mailwire capture %s\n", a->cmd->usage);
	return EXIT_USAGE;
}

static void summary(const struct saving *s, const struct capture *c)
{
	struct buf text = { 0 };

	if (s->status)
		fputs("\r\033[K", stderr);
	counters(&text, capture_facts(c));
	if (s->args->write_to)
		buf_printf(&text, ", %" PRIu64 " written to %s", s->frames, s->args->write_to);
	if (s->files > 1)
		buf_printf(&text, " in %" PRIu64 " files", s->files);
	if (s->args->ring.files && s->files > s->args->ring.files)
		buf_printf(&text, ", of which the newest %" PRIu64 " are kept", s->args->ring.files);
	log_note("%s", buf_cstr(&text));
	buf_fini(&text);
}

/* The output may be the capture itself (-w -): then what happens is told elsewhere. */
static FILE *telling(const struct cmd_args *a)
{
	return a->write_to && strcmp(a->write_to, "-") == 0 ? stderr : stdout;
}

static int record(const struct cmd_args *a, struct saving *s, struct capture *c, struct err *e)
{
	struct policy policy = { .show_secrets = a->show_secrets };
	/* The counters stand on the terminal's last line: what happens takes their place. */
	bool shared = s->status && isatty(fileno(telling(a)));
	struct sink *sink = sink_live_new(telling(a), &policy, shared ? "\r\033[K" : "");
	struct engine_options o = { .stream = a->stream, .hmac_key = a->hmac_key,
		.show_secrets = a->show_secrets, .on_frame = on_frame, .on_tick = on_tick, .ctx = s };
	struct sigaction sa = { .sa_handler = on_signal };
	struct engine_result result;
	struct err later;
	int rc;

	sigaction(SIGINT, &sa, NULL);
	sigaction(SIGTERM, &sa, NULL);
	clock_gettime(CLOCK_MONOTONIC, &s->began);
	log_note("capturing on %s", capture_facts(c)->path);
	rc = engine_run(c, &o, &sink, 1, &result, e);
	sink_free(&sink);
	/* What was captured is whole on disk also when something failed. */
	if (close_output(s, c, rc < 0 ? &later : e) < 0)
		rc = -1;
	summary(s, c);
	if (rc == 0)
		cmd_tell_limits(capture_facts(c), &result);
	if (capture_facts(c)->damage)
		log_note("%s", capture_facts(c)->damage);
	return rc;
}

static int run(struct cmd_args *args)
{
	struct saving s = { .args = args, .status = isatty(STDERR_FILENO) };
	struct err e = { 0 };
	struct capture *c;
	int rc = -1;

	if ((args->ring.seconds || args->ring.kilobytes || args->ring.files) && !args->write_to)
		return usage(args, "-b needs a file to write (-w FILE)");
	if (args->ring.files && !args->ring.seconds && !args->ring.kilobytes)
		return usage(args, "-b files:N needs -b duration:S or -b filesize:KB too");
	if (args->stop_kilobytes && !args->write_to)
		return usage(args, "-a filesize:KB needs a file to write (-w FILE)");
	c = open_devices(args, &e);
	if (c && open_output(&s, c, &e) == 0 &&
	    capture_drop_privileges(NULL, s.ring != NULL, &e) == 0)
		rc = record(args, &s, c, &e);
	if (rc < 0 && e.errnum != EPIPE)
		log_error("%s", e.text);
	if (c) {
		struct err later;

		close_output(&s, c, &later);
		capture_close(&c);
	}
	return rc < 0 ? EXIT_FAILED : EXIT_DONE;
}

const struct cmd cmd_capture = {
	.name = "capture",
	.usage = "[-i IFACE]... [-f BPF] [-w FILE] [-a LIMIT]... [-b LIMIT]... [-B MIB] [-c N]",
	.summary = "capture from network interfaces, telling sessions as they happen",
	.help = "Shows sessions, logins and messages as they happen.  Ctrl-C ends it; every packet\n"
		"captured until then is accounted for.\n\n"
		"  -i IFACE         interface (mailwire interfaces lists them; \"any\" is all); may be\n"
		"                   given several times; without it, the one with the default route\n"
		"  -f BPF           capture filter, as tcpdump's: 'port 25 or port 110'\n"
		"  -w FILE          save the packets as pcapng (\"-\" is standard output)\n"
		"  -a duration:S    stop after S seconds\n"
		"  -a packets:N     stop after N packets (the same as -c N)\n"
		"  -a filesize:KB   stop when FILE has reached KB kilobytes\n"
		"  -b duration:S    begin a new file after S seconds\n"
		"  -b filesize:KB   begin a new file before it is larger than KB kilobytes\n"
		"  -b files:N       keep only the newest N files\n"
		"  -B MIB           kernel buffer of each interface, in MiB (16)\n"
		"  --show-secrets   show passwords and tokens\n\n"
		"Capturing needs root or the capability: setcap cap_net_raw+ep $(command -v mailwire)\n"
		"Privileges are given up as soon as the interface is open.\n\n"
		"Examples:\n"
		"  mailwire capture -i eth0 -w mail.pcapng\n"
		"  mailwire capture -f 'port 110' -a duration:60\n",
	.options = OPT_LIVE | OPT_WRITE | OPT_SECRETS,
	.run = run,
};
