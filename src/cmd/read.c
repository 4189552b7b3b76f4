/* SPDX-License-Identifier: BSD-2-Clause */
/* read.c - `mailwire read`: the account of a capture. */
#include "cmd/cmd.h"

#include "base/time.h"
#include "base/utf8.h"
#include "view/text.h"

#include <inttypes.h>
#include <stdio.h>

static void print(const struct buf *b)
{
	fwrite(b->p, 1, b->n, stdout);
}

static void fact(struct buf *out, const char *name, const char *value)
{
	if (!value)
		return;
	buf_printf(out, "    %-12s ", name);
	utf8_show(out, bytes_str(value));
	buf_addc(out, '\n');
}

static void opened(const struct capture_facts *f)
{
	struct buf out = { 0 };

	buf_adds(&out, "Capture ");
	utf8_show(&out, bytes_str(f->path));
	buf_printf(&out, ": %s%s%s", f->format, f->compression ? ", compressed with " : "",
		   f->compression ? f->compression : "");
	if (f->size_octets) {
		buf_adds(&out, ", ");
		text_counted(&out, f->size_octets, "octet");
	}
	buf_addc(&out, '\n');
	fact(&out, "Made on", f->hardware);
	fact(&out, "System", f->os);
	fact(&out, "Made by", f->application);
	fact(&out, "Comment", f->comment);
	print(&out);
	buf_fini(&out);
}

static void interface(struct buf *out, const struct capture_interface *i, size_t n)
{
	const char *link = linktype_description(i->linktype);

	buf_printf(out, "    %-12s %zu", "Interface", n);
	if (i->name) {
		buf_addc(out, ' ');
		utf8_show(out, bytes_str(i->name));
	}
	buf_printf(out, ": %s (link type %u), ", link ? link : "unknown link type", i->linktype);
	text_counted(out, i->frames, "packet");
	if (i->snaplen)
		buf_printf(out, ", at most %" PRIu32 " octets of each", i->snaplen);
	if (i->dropped_kernel != UINT64_MAX)
		buf_printf(out, ", %" PRIu64 " dropped by the kernel", i->dropped_kernel);
	buf_addc(out, '\n');
}

static void ended(const struct capture_facts *f, const struct engine_result *r)
{
	struct buf out = { 0 };

	buf_adds(&out, "    ");
	text_counted(&out, f->frames, "packet");
	buf_adds(&out, ", ");
	text_counted(&out, f->octets, "octet");
	buf_adds(&out, " captured");
	if (f->first_ns != TS_NONE) {
		buf_adds(&out, ", from ");
		time_human(&out, f->first_ns, 6);
		buf_adds(&out, " to ");
		time_human(&out, f->last_ns, 6);
		buf_adds(&out, " UTC (");
		time_span(&out, f->last_ns - f->first_ns);
		buf_adds(&out, ")");
	}
	buf_addc(&out, '\n');
	for (size_t i = 0; i < f->ninterfaces; i++)
		if (f->interfaces[i].frames)
			interface(&out, &f->interfaces[i], i);
	buf_printf(&out, "    %-12s ", "TCP packets");
	text_count(&out, r->net.tcp);
	buf_adds(&out, " in ");
	text_counted(&out, r->stream.conns, "connection");
	if (r->net.malformed) {
		buf_adds(&out, "; ");
		text_counted(&out, r->net.malformed, "packet");
		buf_adds(&out, " malformed");
	}
	if (r->net.truncated)
		buf_printf(&out, "; %" PRIu64 " cut in their headers by the snap length",
			   r->net.truncated);
	if (r->stream.gap_octets) {
		buf_adds(&out, "; ");
		text_counted(&out, r->stream.gap_octets, "octet");
		buf_adds(&out, " sent but not captured");
	}
	buf_addc(&out, '\n');
	print(&out);
	buf_fini(&out);
}

static int run(struct cmd_args *args)
{
	static const struct cmd_hooks hooks = { opened, ended };
	struct policy policy = { .show_secrets = args->show_secrets };
	struct look look = { .color = args->color, .columns = text_columns(stdout) };
	struct sink *report = sink_report_new(stdout, &policy, &look);

	return cmd_run_hooked(args, &report, 1, &hooks);
}

const struct cmd cmd_read = {
	.name = "read",
	.usage = "[--show-secrets] FILE...",
	.summary = "the account of a capture: sessions, logins, messages",
	.help = "Tells every mail session of a capture: who with whom (MAC and IP addresses,\n"
		"ports), the three-way handshake, the dialogue command by command with frame\n"
		"numbers and times, the login, STAT, UIDL and LIST as a table, each message with\n"
		"the frames that carried it, where the time went, the teardown; and what was readable,\n"
		"and why.  Waits of a second or more and stalls are told with whose they were.\n\n"
		"  --show-secrets  show passwords and tokens (hidden by default)\n\n"
		"Examples:\n"
		"  mailwire read mail.pcapng\n"
		"  mailwire mail.pcapng            the same\n"
		"  tcpdump -w - port 110 | mailwire read -\n",
	.options = OPT_SECRETS,
	.run = run,
};
