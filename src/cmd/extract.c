/* SPDX-License-Identifier: BSD-2-Clause */
/* extract.c - `mailwire extract`: messages and their parts as files. */
#include "cmd/cmd.h"

#include "base/log.h"
#include "view/text.h"

#include <stdio.h>

static int run(struct cmd_args *args)
{
	struct look look = { args->color, text_columns(stdout) };
	struct err e;
	struct sink *sink = sink_extract_new(stdout, &args->extract, &look, &e);

	if (!sink)
		log_error("%s", e.text);
	return cmd_run_sink(args, sink);
}

const struct cmd cmd_extract = {
	.name = "extract",
	.usage = "-d DIR [--eml] [--parts] [--mbox FILE] [--maildir DIR] [--hash LIST]\n"
		 "                        [--max-size SIZE] FILE...",
	.summary = "each message as .eml, its parts decoded, as files in DIR",
	.help = "Writes every message that went by into DIR, which is made if it is missing:\n\n"
		"  DIR/0001.eml         message 1, octet for octet as it was sent: no dot-stuffing,\n"
		"                       no terminator\n"
		"  DIR/0001/1-body.txt  its parts, decoded from base64 or quoted-printable, named\n"
		"  DIR/0001/2-x.png     by section number and their own name made harmless\n"
		"  DIR/0001/3-part.eml  and the messages inside it, octet for octet\n"
		"  DIR/manifest.json    what each file is: original name, declared type and what\n"
		"                       libmagic takes it for, size, SHA-256, frames, session, and\n"
		"                       which octets were not captured\n\n"
		"Nothing is ever overwritten: take a DIR without an earlier extraction.  A file has\n"
		"its name only when it is whole, also where the disk is full.\n"
		"DIR itself may be a link to a directory; no link below it is followed.\n"
		"Text keeps the character set it was sent in; the manifest names it.\n\n"
		"  -d DIR          where the files go\n"
		"  --eml           only the messages, no parts\n"
		"  --parts         only their parts, no .eml\n"
		"  --mbox FILE     the messages also as one mbox, for mail programs to open (mboxrd,\n"
		"                  lines end in LF)\n"
		"  --maildir DIR   the messages also in a Maildir, new or not (lines end in LF)\n"
		"  --hash LIST     further digests in the manifest: md5, sha1\n"
		"  --max-size SIZE leave out files larger than this (500K, 20M); the manifest says so\n\n"
		"Examples:\n"
		"  mailwire extract -d out mail.pcapng\n"
		"  jq -r '.[].parts[] | [.file, .name, .sha256] | @tsv' out/manifest.json\n",
	.options = OPT_DIR,
	.run = run,
};
