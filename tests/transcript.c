/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * transcript.c - reads tests/dialog/NAME.t; see transcript.h for what they look like.
 */
#include "transcript.h"

#include "base/buf.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { SAID_MAX = 200000 }; /* lines of one transcript */

struct reading {
	struct transcript *t;
	struct err *e;
	unsigned line;
	bool records;            /* "---" was seen */
	struct buf scratch;
};

static int bad(const struct reading *r, const char *what, struct bytes where)
{
	return err_set(r->e, "%s:%u: %s: %.*s", r->t->path, r->line, what,
		       (int)(where.n > 60 ? 60 : where.n), (const char *)where.p);
}

static const char *keep(struct reading *r, struct bytes text)
{
	return bytes_strdup(&r->t->arena, text);
}

/* Undoes \r \n \t \\ \xHH; a last '\' says that no line end follows. */
static int unescape(struct reading *r, struct bytes text, bool *end_out)
{
	struct cur c = cur_of(text);

	*end_out = true;
	buf_clear(&r->scratch);
	while (cur_left(&c)) {
		uint8_t octet = cur_u8(&c);
		int high, low;

		if (octet != '\\') {
			buf_addc(&r->scratch, octet);
			continue;
		}
		if (cur_left(&c) == 0) {
			*end_out = false;
			return 0;
		}
		switch (octet = cur_u8(&c)) {
		case 'r': buf_addc(&r->scratch, '\r'); break;
		case 'n': buf_addc(&r->scratch, '\n'); break;
		case 't': buf_addc(&r->scratch, '\t'); break;
		case '\\': buf_addc(&r->scratch, '\\'); break;
		case 'x':
			high = ascii_hex(cur_u8(&c));
			low = ascii_hex(cur_u8(&c));
			if (high < 0 || low < 0)
				return bad(r, "\\x wants two hexadecimal digits", text);
			buf_addc(&r->scratch, (uint8_t)(high << 4 | low));
			break;
		default:
			return bad(r, "unknown escape", text);
		}
	}
	return 0;
}

/* "C: text", "S*10-: text".  0 when it is none of these, 1 when it is, -1 with an error. */
static int read_said(struct reading *r, struct bytes line)
{
	struct transcript *t = r->t;
	size_t colon = bytes_chr(line, 0, ':');
	struct bytes mark = bytes_sub(line, 1, colon - 1), text = bytes_from(line, colon + 1);
	enum dir from = bytes_at(line, 0) == 'C' ? DIR_CLIENT : DIR_SERVER;
	bool lost = bytes_ends(mark, B("-")), end;
	uint64_t times = 1;

	if ((bytes_at(line, 0) != 'C' && bytes_at(line, 0) != 'S') || colon >= line.n)
		return 0;
	if (lost)
		mark = bytes_head(mark, mark.n - 1);
	if (mark.n && (mark.p[0] != '*' || !bytes_u64(bytes_from(mark, 1), &times) ||
		       times > SAID_MAX))
		return bad(r, "neither C: nor C*NUMBER: nor C-:", line);
	if (bytes_at(text, 0) == ' ')
		text = bytes_from(text, 1);
	if (unescape(r, text, &end) < 0)
		return -1;
	if (end)
		buf_adds(&r->scratch, "\r\n");
	if (t->nsaid + times > SAID_MAX)
		return bad(r, "too many lines", line);
	text = bytes_dup(&t->arena, buf_bytes(&r->scratch));
	while (times--)
		ARRAY_PUSH(t->said, t->nsaid, t->cap_said) = (struct said){ from, lost, text };
	return 1;
}

static int choose(struct reading *r, struct bytes value, const char *const *names)
{
	for (int i = 0; names[i]; i++)
		if (bytes_eq(value, bytes_str(names[i])))
			return i;
	return bad(r, "unknown choice", value);
}

/* "wait: 1500", "ack: server 0", "again: client".  As read_said(). */
static int read_happening(struct reading *r, struct bytes name, struct bytes value)
{
	static const char *const ends[] = { "client", "server", NULL };
	struct transcript *t = r->t;
	struct happens h = { .before = t->nsaid, .window = TRANSCRIPT_WINDOW };
	struct bytes who = value;
	uint64_t number;
	int from;

	if (bytes_eq(name, B("wait"))) {
		if (!bytes_u64(value, &number) || number > 1000000)
			return bad(r, "wait wants milliseconds", value);
		h.wait_ns = (int64_t)number * 1000000;
		ARRAY_PUSH(t->happens, t->nhappens, t->cap_happens) = h;
		return 1;
	}
	h.what = bytes_eq(name, B("ack")) ? HAPPENS_ACK : HAPPENS_AGAIN;
	if (h.what == HAPPENS_AGAIN && !bytes_eq(name, B("again")))
		return 0;
	from = choose(r, bytes_word(&who), ends);
	who = bytes_trim(who);
	if (from < 0 || (who.n && (!bytes_u64(who, &number) || number > UINT16_MAX)))
		return bad(r, "who, and with which window?", value);
	h.from = from ? DIR_SERVER : DIR_CLIENT;
	if (who.n)
		h.window = (uint16_t)number;
	ARRAY_PUSH(t->happens, t->nhappens, t->cap_happens) = h;
	return 1;
}

static int read_directive(struct reading *r, struct bytes line)
{
	static const char *const begins[] = { "syn", "middle", NULL };
	static const char *const closings[] = { "fin", "rst", "none", NULL };
	static const char *const ends[] = { "client", "server", NULL };
	struct transcript *t = r->t;
	size_t colon = bytes_chr(line, 0, ':');
	struct bytes name = bytes_head(line, colon);
	struct bytes value = bytes_trim(bytes_from(line, colon + 1));
	uint64_t number = 0;
	int choice = read_happening(r, name, value);

	if (choice)
		return choice < 0 ? -1 : 0;
	if (bytes_eq(name, B("port")) && bytes_u64(value, &number) && number < 65536)
		t->port = (uint16_t)number;
	else if (bytes_eq(name, B("clock")) && bytes_u64(value, &number) && number < 1000000)
		t->clock_ns = (int64_t)number * 1000000;
	else if (bytes_eq(name, B("snaplen")) && bytes_u64(value, &number) && number < 65536)
		t->snaplen = (size_t)number;
	else if (bytes_eq(name, B("begin")) && (choice = choose(r, value, begins)) >= 0)
		t->middle = choice == 1;
	else if (bytes_eq(name, B("close")) && (choice = choose(r, value, closings)) >= 0)
		t->closing = (enum closing)choice;
	else if (bytes_eq(name, B("closer")) && (choice = choose(r, value, ends)) >= 0)
		t->closer = (enum dir)choice;
	else if (bytes_eq(name, B("without")))
		t->without = keep(r, value);
	else
		return choice < 0 ? -1 : bad(r, "no line of a dialogue and no directive", line);
	return 0;
}

/* One JSON string at the cursor, behind its first quote. */
static int read_string(struct reading *r, struct cur *c)
{
	static const char from[] = "\"\\/nrtbf", to[] = "\"\\/\n\r\t\b\f";

	for (;;) {
		uint8_t octet = cur_u8(c);
		const char *at;

		if (!cur_ok(c))
			return err_set(r->e, "%s:%u: string without end", r->t->path, r->line);
		if (octet == '"')
			return 0;
		if (octet != '\\') {
			buf_addc(&r->scratch, octet);
			continue;
		}
		octet = cur_u8(c);
		at = octet ? strchr(from, octet) : NULL;
		if (at == NULL)
			return err_set(r->e, "%s:%u: unknown escape \\%c", r->t->path, r->line, octet);
		buf_addc(&r->scratch, (uint8_t)to[at - from]);
	}
}

/* key=value key="va lue" ... */
static int read_wants(struct reading *r, struct expected *x, struct bytes line)
{
	struct cur c = cur_of(line);

	while (cur_left(&c)) {
		struct bytes rest = cur_rest(&c), key;
		struct want w = { .kind = WANT_IS };
		size_t equals = bytes_chr(rest, 0, '=');

		if (ascii_blank(rest.p[0])) {
			cur_skip(&c, 1);
			continue;
		}
		key = bytes_head(rest, equals);
		if (equals >= rest.n || bytes_chr(key, 0, ' ') < key.n)
			return bad(r, "not key=value", rest);
		cur_skip(&c, equals + 1);
		buf_clear(&r->scratch);
		rest = cur_rest(&c);
		if (bytes_at(rest, 0) == '"') {
			cur_skip(&c, 1);
			if (read_string(r, &c) < 0)
				return -1;
		} else {
			struct bytes word = bytes_head(rest, bytes_chr(rest, 0, ' '));

			w.kind = bytes_eq(word, B("*")) ? WANT_PRESENT :
				 bytes_eq(word, B("-")) ? WANT_ABSENT : WANT_IS;
			buf_add(&r->scratch, word);
			cur_skip(&c, word.n);
		}
		w.key = keep(r, key);
		w.value = keep(r, buf_bytes(&r->scratch));
		ARRAY_PUSH(x->wants, x->nwants, x->cap) = w;
	}
	return 0;
}

static int read_expected(struct reading *r, struct bytes line)
{
	static const char *const datasets[] = { "session", "command", "auth", "message",
						"finding", "transaction", "described", NULL };
	struct transcript *t = r->t;
	struct bytes rest = line, word = bytes_word(&rest);
	struct expected x = { .line = r->line };
	int which;

	if (bytes_starts(line, B("follow:"))) {
		ARRAY_PUSH(t->follow, t->nfollow, t->cap_follow) =
			keep(r, bytes_trim(bytes_from(line, 7)));
		return 0;
	}
	if (bytes_starts(line, B("hidden:"))) {
		ARRAY_PUSH(t->hidden, t->nhidden, t->cap_hidden) =
			keep(r, bytes_trim(bytes_from(line, 7)));
		return 0;
	}
	if (ascii_blank(bytes_at(line, 0))) {
		if (t->nexpected == 0)
			return bad(r, "continues nothing", line);
		return read_wants(r, &t->expected[t->nexpected - 1], line);
	}
	if (bytes_eq(word, B("none"))) {
		x.none = true;
		word = bytes_word(&rest);
	}
	which = choose(r, word, datasets);
	if (which < 0)
		return -1;
	x.dataset = datasets[which];
	ARRAY_PUSH(t->expected, t->nexpected, t->cap_expected) = x;
	return read_wants(r, &t->expected[t->nexpected - 1], rest);
}

static int read_line(struct reading *r, struct bytes line)
{
	struct transcript *t = r->t;
	int rc;

	if (r->line == 1) {
		if (!bytes_starts(line, B("# ")))
			return bad(r, "the first line says what it shows: # ...", line);
		t->about = keep(r, bytes_from(line, 2));
		return 0;
	}
	if (bytes_trim(line).n == 0 || line.p[0] == '#')
		return 0;
	if (r->records)
		return read_expected(r, line);
	if (bytes_eq(line, B("---"))) {
		r->records = true;
		return 0;
	}
	rc = read_said(r, line);
	return rc ? (rc < 0 ? -1 : 0) : read_directive(r, line);
}

int transcript_parse(struct transcript *t, const char *path, struct bytes text, struct err *e)
{
	struct reading r = { .t = t, .e = e };
	int rc = 0;

	*t = (struct transcript){ .path = path, .about = "", .port = 25, .without = "",
				  .clock_ns = 1000000 };
	while (rc == 0 && text.n) {
		size_t end = bytes_chr(text, 0, '\n');

		r.line++;
		rc = read_line(&r, bytes_head(text, end));
		text = bytes_from(text, end + 1);
	}
	if (rc == 0 && !r.records)
		rc = err_set(e, "%s: no \"---\"", path);
	buf_fini(&r.scratch);
	return rc;
}

int transcript_read(struct transcript *t, const char *path, struct err *e)
{
	struct buf file = { 0 };
	FILE *f = fopen(path, "rb");
	size_t n;
	int rc;

	*t = (struct transcript){ .path = path };
	if (f == NULL)
		return err_sys(e, errno, "cannot open %s", path);
	while ((n = fread(buf_room(&file, 4096), 1, 4096, f)) > 0)
		file.n += n;
	fclose(f);
	rc = transcript_parse(t, path, buf_bytes(&file), e);
	buf_fini(&file);
	return rc;
}

void transcript_fini(struct transcript *t)
{
	for (size_t i = 0; i < t->nexpected; i++)
		free(t->expected[i].wants);
	free(t->expected);
	free(t->said);
	free(t->happens);
	free(t->follow);
	free(t->hidden);
	arena_fini(&t->arena);
}

bool transcript_without(const struct transcript *t, const char *group)
{
	struct bytes rest = bytes_str(t->without);

	while (rest.n)
		if (bytes_eq(bytes_word(&rest), bytes_str(group)))
			return true;
	return false;
}
