/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * records.c - see records.h: reading, and comparing record with record.
 */
#include "records.h"

#include <stdio.h>
#include <stdlib.h>

enum { DEPTH = 16 };

struct reading {
	struct records *all;
	struct record *record;
	struct cur c;
	struct buf path, text;
	struct err *e;
};

static int read_value(struct reading *r, int depth);

static int bad(struct reading *r, const char *what)
{
	return err_set(r->e, "record %zu: %s at octet %zu", r->all->n, what, cur_at(&r->c));
}

static int peek(const struct reading *r)
{
	return bytes_at(cur_rest(&r->c), 0);
}

static void put_utf8(struct buf *b, unsigned code)
{
	if (code < 0x80) {
		buf_addc(b, (uint8_t)code);
	} else if (code < 0x800) {
		buf_addc(b, (uint8_t)(0xc0 | code >> 6));
		buf_addc(b, (uint8_t)(0x80 | (code & 0x3f)));
	} else {
		buf_addc(b, (uint8_t)(0xe0 | code >> 12));
		buf_addc(b, (uint8_t)(0x80 | (code >> 6 & 0x3f)));
		buf_addc(b, (uint8_t)(0x80 | (code & 0x3f)));
	}
}

/* A string into r->text.  A NUL becomes U+0000's picture, since values are C strings. */
static int read_string(struct reading *r)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";

	if (cur_u8(&r->c) != '"')
		return bad(r, "no string");
	buf_clear(&r->text);
	for (;;) {
		uint8_t octet = cur_u8(&r->c);
		const char *at;
		unsigned code = 0;

		if (!cur_ok(&r->c))
			return bad(r, "string without end");
		if (octet == '"')
			return 0;
		if (octet != '\\') {
			buf_addc(&r->text, octet);
			continue;
		}
		octet = cur_u8(&r->c);
		at = octet ? strchr(from, octet) : NULL;
		if (at) {
			buf_addc(&r->text, (uint8_t)to[at - from]);
			continue;
		}
		for (int i = 0; octet == 'u' && i < 4; i++) {
			int digit = ascii_hex(cur_u8(&r->c));

			if (digit < 0)
				return bad(r, "no hexadecimal digit");
			code = code << 4 | (unsigned)digit;
		}
		if (octet != 'u')
			return bad(r, "unknown escape");
		put_utf8(&r->text, code ? code : 0x2400);
	}
}

static void add_item(struct reading *r)
{
	struct record *x = r->record;

	ARRAY_PUSH(x->items, x->n, x->cap) = (struct item){
		bytes_strdup(&r->all->arena, buf_bytes(&r->path)),
		bytes_strdup(&r->all->arena, buf_bytes(&r->text)) };
}

/* The value of one member or element: `name` is appended to the path for it. */
static int read_below(struct reading *r, struct bytes name, int depth)
{
	size_t n = r->path.n;
	int rc;

	if (n)
		buf_addc(&r->path, '.');
	buf_add(&r->path, name);
	rc = read_value(r, depth + 1);
	r->path.n = n;
	return rc;
}

static int read_members(struct reading *r, uint8_t end, int depth)
{
	char number[24];

	if (depth > DEPTH)
		return bad(r, "nested too deep");
	cur_skip(&r->c, 1);
	for (size_t i = 0; peek(r) != end; i++) {
		struct bytes name;
		int rc;

		if (i && cur_u8(&r->c) != ',')
			return bad(r, "no comma");
		if (end == ']') {
			snprintf(number, sizeof(number), "%zu", i);
			name = bytes_str(number);
		} else {
			if (read_string(r) < 0)
				return -1;
			if (cur_u8(&r->c) != ':')
				return bad(r, "no colon");
			name = bytes_dup(&r->all->arena, buf_bytes(&r->text));
		}
		rc = read_below(r, name, depth);
		if (rc < 0)
			return -1;
	}
	cur_skip(&r->c, 1);
	return 0;
}

static int read_value(struct reading *r, int depth)
{
	int first = peek(r);

	if (first == '{')
		return read_members(r, '}', depth);
	if (first == '[')
		return read_members(r, ']', depth);
	if (first == '"') {
		if (read_string(r) < 0)
			return -1;
	} else {
		buf_clear(&r->text);
		while (ascii_alnum(peek(r)) || peek(r) == '-' || peek(r) == '+' || peek(r) == '.')
			buf_addc(&r->text, cur_u8(&r->c));
		if (r->text.n == 0)
			return bad(r, "no value");
	}
	add_item(r);
	return 0;
}

static int read_record(struct reading *r, struct bytes line)
{
	const char *dataset;

	ARRAY_PUSH(r->all->v, r->all->n, r->all->cap) = (struct record){ 0 };
	r->record = &r->all->v[r->all->n - 1];
	r->c = cur_of(line);
	if (peek(r) != '{' || read_value(r, 0) < 0 || cur_left(&r->c))
		return bad(r, "no JSON object");
	dataset = record_get(r->record, "event.dataset");
	if (dataset == NULL || strncmp(dataset, "mailwire.", 9) != 0)
		return bad(r, "no event.dataset");
	r->record->dataset = dataset + 9;
	return 0;
}

int records_read(struct records *out, struct bytes lines, struct err *e)
{
	struct reading r = { .all = out, .e = e };
	int rc = 0;

	*out = (struct records){ 0 };
	while (rc == 0 && lines.n) {
		size_t end = bytes_chr(lines, 0, '\n');

		rc = read_record(&r, bytes_head(lines, end));
		lines = bytes_from(lines, end + 1);
	}
	buf_fini(&r.path);
	buf_fini(&r.text);
	return rc;
}

void records_fini(struct records *all)
{
	for (size_t i = 0; i < all->n; i++)
		free(all->v[i].items);
	free(all->v);
	arena_fini(&all->arena);
	*all = (struct records){ 0 };
}

const char *record_get(const struct record *r, const char *path)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->items[i].path, path) == 0)
			return r->items[i].value;
	return NULL;
}

uint64_t record_number(const struct record *r, const char *path)
{
	const char *value = record_get(r, path);
	uint64_t number;

	return value && bytes_u64(bytes_str(value), &number) ? number : 0;
}

const char *const records_of_shape[] = {
	"@timestamp", "event.start", "event.end", "event.duration",
	"source.ip", "source.mac", "source.packets", "source.bytes",
	"destination.ip", "destination.mac", "destination.packets", "destination.bytes",
	"network.type", "network.community_id",
	"mailwire.packets", "mailwire.timing",
	"mailwire.command.request_packets", "mailwire.command.reply_packets",
	"mailwire.command.asked", "mailwire.command.answered",
	"mailwire.auth.exchange.*.frame", "mailwire.finding.evidence.*.packets",
	"mailwire.message.frames", "mailwire.message.frames_total",
	"mailwire.tcp.handshake", "mailwire.tcp.client.fin_frame",
	"mailwire.tcp.server.fin_frame", "mailwire.tcp.rst_frame",
	"mailwire.tcp.retransmissions", "mailwire.tcp.out_of_order",
	"mailwire.tcp.duplicate_acks", "mailwire.tcp.lost_segments",
	"mailwire.tcp.zero_windows",
	"mailwire.tcp.fast_retransmissions", "mailwire.tcp.spurious_retransmissions",
	"mailwire.tcp.acked_unseen", "mailwire.tcp.keep_alives", "mailwire.tcp.zero_window_probes",
	"mailwire.tcp.windows_full", "mailwire.tcp.reused_ports", "mailwire.tcp.refused",
	"mailwire.tcp.holes",
	NULL
};
const char *const records_of_connection[] = {
	"source.port", "mailwire.tcp_stream", "mailwire.session_id", "mailwire.message_id",
	"mailwire.listing.*.message_id", NULL
};
const char *const records_constant[] = {
	"ecs", "event.kind", "event.module", "event.category", "event.type", "event.dataset",
	"network.transport", NULL
};
const char *const records_of_begin[] = { "mailwire.session.roles_by", NULL };
const char *const records_of_close[] = {
	"mailwire.session.ended", "mailwire.session.closed_by", "mailwire.mailbox.deletions", NULL
};
const char *const records_of_numbers[] = {
	"mailwire.command.seq", "mailwire.message_id", "mailwire.session.commands",
	"mailwire.session.messages", "mailwire.session.logins", "mailwire.auth.attempt",
	"mailwire.tcp.client.missing_bytes", "mailwire.tcp.server.missing_bytes", NULL
};

/* Is `path` the pattern, or below it? */
static bool below(const char *path, const char *pattern)
{
	while (*pattern) {
		if (*pattern == '*' && ascii_digit(*path)) {
			while (ascii_digit(*path))
				path++;
			pattern++;
			continue;
		}
		if (*path++ != *pattern++)
			return false;
	}
	return *path == '\0' || *path == '.';
}

static bool ignored(const char *path, const char *const *const *ignore)
{
	for (; *ignore; ignore++)
		for (const char *const *pattern = *ignore; *pattern; pattern++)
			if (below(path, *pattern))
				return true;
	return false;
}

void record_text(struct buf *out, const struct record *r, const char *const *const *ignore)
{
	for (size_t i = 0; i < r->n; i++)
		if (!ignored(r->items[i].path, ignore))
			buf_printf(out, "%s %s = %s\n", r->dataset, r->items[i].path,
				   r->items[i].value);
}

struct records records_of_port(const struct records *all, uint64_t port)
{
	struct records some = { 0 };

	for (size_t i = 0; i < all->n; i++)
		if (record_number(&all->v[i], "source.port") == port)
			ARRAY_PUSH(some.v, some.n, some.cap) = all->v[i];
	return some;
}

/* Whether `text` has the line `line`. */
static bool has_line(struct bytes text, struct bytes line)
{
	while (text.n) {
		size_t end = bytes_chr(text, 0, '\n');

		if (bytes_eq(bytes_head(text, end), line))
			return true;
		text = bytes_from(text, end + 1);
	}
	return false;
}

static void only_in(struct buf *told, char sign, struct bytes text, struct bytes other)
{
	while (text.n) {
		size_t end = bytes_chr(text, 0, '\n');
		struct bytes line = bytes_head(text, end);

		if (!has_line(other, line)) {
			buf_printf(told, "  %c ", sign);
			buf_add(told, line);
			buf_addc(told, '\n');
		}
		text = bytes_from(text, end + 1);
	}
}

void records_diff(struct buf *told, struct bytes want, struct bytes got)
{
	size_t before = told->n;

	only_in(told, '-', want, got);
	only_in(told, '+', got, want);
	if (told->n == before)
		buf_adds(told, "  the same lines in another order\n");
}

bool records_same(const struct records *want, const struct records *got,
		  const char *const *const *ignore, struct buf *told)
{
	static const struct record none = { .dataset = "none" };
	struct buf a = { 0 }, b = { 0 };
	bool same = true;

	for (size_t i = 0; same && (i < want->n || i < got->n); i++) {
		const struct record *w = i < want->n ? &want->v[i] : &none;
		const struct record *g = i < got->n ? &got->v[i] : &none;

		buf_clear(&a);
		buf_clear(&b);
		record_text(&a, w, ignore);
		record_text(&b, g, ignore);
		same = bytes_eq(buf_bytes(&a), buf_bytes(&b));
		if (!same) {
			buf_printf(told, "record %zu of %zu, %s (- plain, + this shape):\n", i + 1,
				   want->n, w->dataset);
			records_diff(told, buf_bytes(&a), buf_bytes(&b));
		}
	}
	buf_fini(&a);
	buf_fini(&b);
	return same;
}
