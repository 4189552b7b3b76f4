/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * events-doc.c - docs/EVENTS.md, made from the tables the program itself uses.
 *
 *	events-doc >docs/EVENTS.md
 *	events-doc --check docs/EVENTS.md    exit status 1 when it is out of date
 */
#include "event/record.h"

#include <stdio.h>
#include <stdlib.h>

static const char intro[] =
"# Records\n"
"\n"
"<!-- Made by tools/events-doc.c out of src/event/fields.def: change that, then run\n"
"     `ninja -C build && build/tests/events-doc >docs/EVENTS.md`. -->\n"
"\n"
"`mailwire events FILE` writes one JSON object per line (JSON Lines, UTF-8), in the order in\n"
"which things were complete on the wire. `sessions`, `messages`, `credentials` and `findings`\n"
"with `--json` give the same records of one kind, `follow --json` the commands of one\n"
"session.\n"
"\n"
"    mailwire events mail.pcapng | jq .\n"
"    mailwire messages --json mail.pcapng | jq -r '[.email.subject, .mailwire.message.sha256] | @tsv'\n"
"\n"
"Names are those of the Elastic Common Schema (ECS) where it has one, otherwise they begin\n"
"with `mailwire`. A dot in a name below is an object in the JSON: `source.ip` is\n"
"`{\"source\":{\"ip\":...}}`; `[]` is an array. A field without a value is left out, never\n"
"null. Strings are valid UTF-8 whatever was on the wire: octets that are not become U+FFFD.\n"
"Envelope (`mailwire.envelope`) and header (`email`) are never merged: one is what servers\n"
"were told, the other what the message claims.\n"
"\n"
"| type | in JSON |\n"
"|---|---|\n"
"| number | an integer |\n"
"| ms | milliseconds with up to 6 decimals |\n"
"| ns | nanoseconds, an integer |\n"
"| time | RFC 3339 in UTC with nanoseconds: `2026-11-23T08:30:00.123456789Z` |\n"
"| flag | `true` or `false` |\n"
"| text | a string from the wire |\n"
"| word | a string of Mailwire's own: one of those listed |\n"
"| secret | a string, left out unless `--show-secrets` is given |\n"
"| ip | an address: `192.0.2.1`, `2001:db8::1` |\n"
"| mac | an address as ECS writes it: `02-00-00-00-00-01` |\n"
"| hash | hexadecimal, lower case |\n"
"\n";

static const char *const type_names[FIELD_TYPES] = {
	[FIELD_U64] = "number", [FIELD_MS] = "ms", [FIELD_NS] = "ns", [FIELD_TIME] = "time",
	[FIELD_FLAG] = "flag", [FIELD_TEXT] = "text", [FIELD_WORD] = "word",
	[FIELD_NAME] = "word",
	[FIELD_SECRET] = "secret", [FIELD_IPADDR] = "ip", [FIELD_MACADDR] = "mac",
	[FIELD_DIGEST] = "hash", [FIELD_TEXTS] = "text[]",
	[FIELD_SPANS] = "[frame](#frame)[]", [FIELD_RCPTS] = "[recipient](#recipient)[]",
	[FIELD_PARTS] = "[part](#part)[]", [FIELD_FILES] = "[attachment](#attachment)[]",
	[FIELD_WORDS] = "[word of a login](#word-of-a-login)[]",
	[FIELD_HEADERS] = "[header field](#header-field)[]",
	[FIELD_HOPS] = "[hop](#hop)[]",
	[FIELD_DKIMS] = "[dkim signature](#dkim-signature)[]",
	[FIELD_ARCS] = "[arc set](#arc-set)[]",
	[FIELD_AUTHRES] = "[check](#check)[]",
	[FIELD_HOLES] = "[hole](#hole)[]",
	[FIELD_PIECES] = "[piece](#piece)[]",
	[FIELD_PARAMS] = "[parameter](#parameter)[]",
	[FIELD_DSNS] = "[delivery](#delivery)[]",
	[FIELD_IDNS] = "[domain](#domain)[]",
	[FIELD_LISTING] = "[row](#row)[]",
	[FIELD_EVIDENCE] = "[evidence](#evidence)[]",
};

static const struct section {
	enum record_kind kind;
	const char *title, *text;
} sections[] = {
	{ RECORD_SESSION, "mailwire.session", "One mail session, when it has ended." },
	{ RECORD_COMMAND, "mailwire.command", "One command and what became of it." },
	{ RECORD_AUTH, "mailwire.auth", "One attempt to log in, whatever the protocol." },
	{ RECORD_TRANSACTION, "mailwire.transaction", "One mail transaction of SMTP or LMTP, with a "
	  "message or without: refused, given up, or delivered." },
	{ RECORD_MESSAGE, "mailwire.message", "One message that crossed the wire." },
	{ RECORD_DESCRIBED, "mailwire.described", "What an IMAP server said of a message in ENVELOPE, "
	  "BODY or BODYSTRUCTURE, without sending it." },
	{ RECORD_CAPTURE, "mailwire.capture", "What was read and what was not: the last record." },
	{ RECORD_FINDING, "mailwire.finding", "Something that is wrong, dangerous or worth a look; "
	  "[VIOLATIONS.md](VIOLATIONS.md) lists what there can be." },
	{ RECORD_HEADER, "Header field", "Of the message, or of one of its parts." },
	{ RECORD_HOP, "Hop", "One Received field: a server the message passed." },
	{ RECORD_DKIM, "DKIM signature", "One DKIM-Signature field." },
	{ RECORD_ARC, "ARC set", "What one forwarder sealed." },
	{ RECORD_AUTHRES, "Check", "One result in a field that tells of checks of the sender." },
	{ RECORD_HOLE, "Hole", "Octets of a message that were not captured." },
	{ RECORD_PIECE, "Piece", "Of a message that CATENATE puts together." },
	{ RECORD_DSN, "Delivery", "What became of a message for one recipient, by a delivery report." },
	{ RECORD_IDN, "Domain", "An internationalised domain in both forms." },
	{ RECORD_RCPT, "Recipient", "Of an envelope." },
	{ RECORD_PARAM, "Parameter", "Of MAIL or RCPT." },
	{ RECORD_PART, "Part", "Of a message: every part that is not a multipart." },
	{ RECORD_FILE, "Attachment", "A part that has a name or is an attachment, as ECS has it." },
	{ RECORD_SPAN, "Frame", "A frame that carried octets." },
	{ RECORD_WORD, "Word of a login", "A word of a login exchange." },
	{ RECORD_EVIDENCE, "Evidence", "Of a finding." },
	{ RECORD_ROW, "Row", "Of a STAT, LIST or UIDL reply." },
};

/* What json_fixed.def says to `kinds`, as in its first column; NULL for all of them. */
static const struct fixed {
	const char *kinds, *key, *value, *meaning;
} fixed[] = {
#define FIXED(kinds, key, value, meaning) { #kinds, key, value, meaning },
#include "sink/json_fixed.def"
#undef FIXED
};

/* A table cell: "|" would end it. */
static void cell(struct buf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '|')
			buf_addc(out, '\\');
		buf_addc(out, (uint8_t)*text);
	}
}

static void table_head(struct buf *out)
{
	buf_adds(out, "| field | type | meaning | source |\n|---|---|---|---|\n");
}

static void table_row(struct buf *out, const struct field *f)
{
	const char *type = type_names[f->type];

	buf_printf(out, "| `%s` | %s | ", f->key,
		   strcmp(f->unit, "octets") == 0 ? "number of octets" : type);
	cell(out, f->meaning);
	buf_printf(out, " | %s |\n", f->source);
}

static void fixed_rows(struct buf *out, const char *kinds)
{
	for (size_t i = 0; i < sizeof(fixed) / sizeof(*fixed); i++)
		if (strcmp(fixed[i].kinds, kinds) == 0) {
			buf_printf(out, "| `%s` | always `%s` | ", fixed[i].key, fixed[i].value);
			cell(out, fixed[i].meaning);
			buf_adds(out, " | ECS |\n");
		}
}

/* The fields every record begins with. */
static void head(struct buf *out)
{
	size_t n;
	const struct field *f = record_fields(RECORD_AUTH, &n);

	buf_adds(out, "## Every record\n\n");
	table_head(out);
	for (size_t i = 0; i < n && f[i].offset < sizeof(struct ev_head); i++) {
		table_row(out, &f[i]);
		if (i == 0)
			fixed_rows(out, "ALL");
	}
	buf_adds(out, "| `network.type` | word | ipv4 or ipv6 | ECS |\n\n");
}

static void section(struct buf *out, const struct section *s)
{
	static const char *const names[] = {
		[RECORD_SESSION] = "SESSION", [RECORD_COMMAND] = "COMMAND",
		[RECORD_AUTH] = "AUTH", [RECORD_MESSAGE] = "MESSAGE",
		[RECORD_FINDING] = "FINDING", [RECORD_TRANSACTION] = "TRANSACTION",
		[RECORD_DESCRIBED] = "DESCRIBED", [RECORD_CAPTURE] = "CAPTURE",
	};
	bool whole = record_dataset(s->kind) != NULL;
	size_t n;
	const struct field *f = record_fields(s->kind, &n);

	buf_printf(out, "## %s\n\n%s\n\n", s->title, s->text);
	table_head(out);
	if (whole && s->kind != RECORD_FINDING && s->kind != RECORD_CAPTURE)
		fixed_rows(out, "EVENT");
	if (whole)
		fixed_rows(out, names[s->kind]);
	for (size_t i = 0; i < n; i++)
		if (!whole || f[i].offset >= sizeof(struct ev_head))
			table_row(out, &f[i]);
	buf_addc(out, '\n');
}

static int check(const struct buf *page, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct buf is = { 0 };
	size_t n;
	bool same;

	if (!f) {
		perror(path);
		return 1;
	}
	while ((n = fread(buf_room(&is, 4096), 1, 4096, f)) > 0)
		is.n += n;
	fclose(f);
	same = bytes_eq(buf_bytes(&is), buf_bytes(page));
	buf_fini(&is);
	if (!same)
		fprintf(stderr, "%s is out of date: make it anew with events-doc >%s\n", path, path);
	return !same;
}

int main(int argc, char **argv)
{
	struct buf page = { 0 };
	int rc = 0;

	buf_adds(&page, intro);
	head(&page);
	for (size_t i = 0; i < sizeof(sections) / sizeof(*sections); i++)
		section(&page, &sections[i]);
	page.n--; /* one line end is enough at the end of a file */
	if (argc == 3 && strcmp(argv[1], "--check") == 0)
		rc = check(&page, argv[2]);
	else
		rc = fwrite(page.p, 1, page.n, stdout) != page.n || fflush(stdout) != 0;
	buf_fini(&page);
	return rc;
}
