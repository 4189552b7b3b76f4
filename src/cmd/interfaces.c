/* SPDX-License-Identifier: BSD-2-Clause */
/* interfaces.c - `mailwire interfaces`: what can be captured from. */
#include "capture/interfaces.h"

#include "base/log.h"
#include "base/utf8.h"
#include "cmd/cmd.h"

#include <errno.h>
#include <stdio.h>

static void state(struct buf *out, const struct interface_info *i)
{
	buf_adds(out, !i->up ? "down" : i->running ? "up" : "up, no link");
	if (i->loopback)
		buf_adds(out, ", loopback");
	if (i->wireless)
		buf_adds(out, ", wireless");
	if (i->is_default)
		buf_adds(out, ", default route");
}

static void one(struct buf *out, const struct interface_info *i)
{
	struct buf text = { 0 };

	utf8_fit(out, bytes_str(i->name), 16);
	buf_addc(out, ' ');
	state(&text, i);
	utf8_fit(out, buf_bytes(&text), 28);
	buf_addc(out, ' ');
	buf_clear(&text);
	mac_text(&text, &i->mac);
	utf8_fit(out, buf_bytes(&text), 17);
	for (size_t k = 0; k < i->naddresses; k++) {
		buf_adds(out, k ? ", " : "  ");
		ip_text(out, &i->addresses[k].ip);
		buf_printf(out, "/%u", i->addresses[k].prefix);
	}
	if (i->description) {
		buf_adds(out, "  (");
		utf8_show(out, bytes_str(i->description));
		buf_addc(out, ')');
	}
	while (out->n && out->p[out->n - 1] == ' ')
		out->n--;
	buf_addc(out, '\n');
	buf_fini(&text);
}

static int run(struct cmd_args *args)
{
	struct interfaces list = { 0 };
	struct buf out = { 0 };
	struct err e = { 0 };
	int rc = EXIT_DONE;

	(void)args;
	if (interfaces_list(&list, &e) < 0) {
		log_error("%s", e.text);
		rc = EXIT_FAILED;
	}
	if (list.n)
		buf_adds(&out, "Interface        State                        MAC                Addresses\n");
	for (size_t i = 0; i < list.n; i++)
		one(&out, &list.list[i]);
	if (fwrite(out.p, 1, out.n, stdout) != out.n || fflush(stdout) != 0) {
		if (errno != EPIPE)
			log_error("cannot write standard output");
		rc = EXIT_FAILED;
	}
	if (rc == EXIT_DONE && !list.permitted)
		log_note("capturing is not permitted: %s", list.advice);
	buf_fini(&out);
	interfaces_fini(&list);
	return rc;
}

const struct cmd cmd_interfaces = {
	.name = "interfaces",
	.usage = "",
	.summary = "the interfaces that can be captured from",
	.help = "Lists the network interfaces with state, MAC and IP addresses.  When this user may\n"
		"not capture, it says what to do about it.\n",
	.options = OPT_NO_FILE,
	.run = run,
};
