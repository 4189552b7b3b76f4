/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * esmtp.c - the parameters of MAIL and RCPT, one by one.
 *
 * In:   "SIZE=84 BODY=8BITMIME ENVID=QQ+2B31", what follows the path
 * Out:  each where it belongs, or a row that says why it does not
 * RFC:  5321 4.1.2 and those in the table
 *
 * A second one of the same name changes nothing: servers differ in which of the two counts,
 * so it is told.
 */
#include "proto/esmtp.h"

#include "base/limits.h"
#include "base/utf8.h"

static const char missing[] = "value missing", unexpected[] = "value not expected",
		  bad_value[] = "value not allowed", bad_xtext[] = "not xtext",
		  twice[] = "given twice", unknown[] = "unknown",
		  other_command[] = "of the other command", no_param[] = "not a parameter",
		  too_many[] = "more than are listed";

/* What is being read; `mail` or `rcpt` is NULL. */
struct reader {
	struct arena *arena;
	struct esmtp_mail *mail;
	struct ev_rcpt *rcpt;
	struct ev_params *rest;
	struct esmtp_oddity *odd;
	uint32_t seen;           /* bits of the table */
	size_t words;            /* at most as many rows */
};

/* The character of "\x{20AC}", or -1; how long it is. */
static int64_t braced(struct bytes b, size_t *n_out)
{
	uint32_t code = 0;
	size_t n = 3;

	if (!bytes_istarts(b, B("\\x{")))
		return -1;
	for (; n < 9 && ascii_hex(bytes_at(b, n)) >= 0; n++)
		code = code << 4 | (uint32_t)ascii_hex(bytes_at(b, n));
	*n_out = n + 1;
	return n > 3 && bytes_at(b, n) == '}' && code <= 0x10ffff ? (int64_t)code : -1;
}

bool esmtp_xtext(struct buf *out, struct bytes raw, bool utf8)
{
	bool ok = true;

	while (raw.n) {
		int c = bytes_at(raw, 0), high = ascii_hex(bytes_at(raw, 1)),
		    low = ascii_hex(bytes_at(raw, 2));
		int64_t code;
		size_t n = 1;

		if (c == '+' && high >= 0 && low >= 0) {
			buf_addc(out, (uint8_t)(high << 4 | low));
			n = 3;
		} else if (utf8 && (code = braced(raw, &n)) >= 0) {
			utf8_add(out, (uint32_t)code);
		} else {
			n = 1;
			buf_addc(out, (uint8_t)c);
			ok &= c != '+' && c != '=' && c > 32 && c != 127 && (utf8 || c < 127);
		}
		raw = bytes_from(raw, n);
	}
	return ok;
}

static const char *take_xtext(struct reader *r, struct bytes raw, bool utf8,
			      struct bytes *text_out)
{
	struct buf text = { 0 };
	bool ok = esmtp_xtext(&text, raw, utf8);

	*text_out = bytes_dup(r->arena, buf_bytes(&text));
	buf_fini(&text);
	return ok ? NULL : bad_xtext;
}

static bool one_of(struct bytes value, const char *const *words)
{
	for (; *words; words++)
		if (bytes_ieq(value, bytes_str(*words)))
			return true;
	return false;
}

static const char *take_size(struct reader *r, struct bytes value)
{
	uint64_t size;

	if (value.n > 20 || !bytes_u64(value, &size))
		return bad_value;
	r->mail->size = size;
	return NULL;
}

static const char *take_body(struct reader *r, struct bytes value)
{
	static const char *const words[] = { "7BIT", "8BITMIME", "BINARYMIME", NULL };

	r->mail->body = value;
	return one_of(value, words) ? NULL : bad_value;
}

static const char *take_smtputf8(struct reader *r, struct bytes value)
{
	(void)value;
	r->mail->smtputf8 = 1;
	return NULL;
}

static const char *take_ret(struct reader *r, struct bytes value)
{
	static const char *const words[] = { "FULL", "HDRS", NULL };

	r->mail->ret = value;
	return one_of(value, words) ? NULL : bad_value;
}

static const char *take_envid(struct reader *r, struct bytes value)
{
	const char *note = take_xtext(r, value, false, &r->mail->envid);

	return note == NULL && value.n > 100 ? bad_value : note;
}

static const char *take_auth(struct reader *r, struct bytes value)
{
	return take_xtext(r, value, false, &r->mail->auth);
}

/* ["+" / "-"] up to nine digits. */
static bool number(struct bytes b, bool *negative_out, uint64_t *out)
{
	*negative_out = bytes_at(b, 0) == '-';
	if (*negative_out || bytes_at(b, 0) == '+')
		b = bytes_from(b, 1);
	return b.n <= 9 && bytes_u64(b, out);
}

/* by-time ";" ("N" / "R") ["T"]; a message to be returned has time left. */
static const char *take_by(struct reader *r, struct bytes value)
{
	static const char *const modes[] = { "N", "R", "NT", "RT", NULL };
	size_t semicolon = bytes_chr(value, 0, ';');
	struct bytes mode = bytes_from(value, semicolon + 1);
	bool negative;
	uint64_t seconds;

	if (!number(bytes_head(value, semicolon), &negative, &seconds) || !one_of(mode, modes))
		return bad_value;
	r->mail->by_ns = (int64_t)seconds * 1000000000 * (negative ? -1 : 1);
	r->mail->by_mode = mode;
	return (negative || seconds == 0) && (bytes_at(mode, 0) | 0x20) == 'r' ? bad_value : NULL;
}

static const char *take_hold_for(struct reader *r, struct bytes value)
{
	uint64_t seconds;

	if (value.n > 9 || !bytes_u64(value, &seconds))
		return bad_value;
	r->mail->hold_for = seconds;
	return r->mail->hold_until.p ? "HOLDFOR and HOLDUNTIL together" : NULL;
}

/* "2026-12-01T08:00:00Z": here only its form. */
static const char *take_hold_until(struct reader *r, struct bytes value)
{
	static const char form[] = "dddd-dd-ddTdd:dd:dd";

	for (size_t i = 0; form[i]; i++)
		if (form[i] == 'd' ? !ascii_digit(bytes_at(value, i))
				   : bytes_at(value, i) != form[i])
			return bad_value;
	r->mail->hold_until = value;
	return r->mail->hold_for != NO_U64 ? "HOLDFOR and HOLDUNTIL together" : NULL;
}

static const char *take_priority(struct reader *r, struct bytes value)
{
	struct bytes digit = bytes_from(value, bytes_at(value, 0) == '-' ? 1 : 0);

	if (digit.n != 1 || !ascii_digit(bytes_at(digit, 0)))
		return bad_value;
	r->mail->priority = value;
	return NULL;
}

static const char *take_requiretls(struct reader *r, struct bytes value)
{
	(void)value;
	r->mail->requiretls = 1;
	return NULL;
}

static const char *take_notify(struct reader *r, struct bytes value)
{
	static const char *const words[] = { "SUCCESS", "FAILURE", "DELAY", NULL };
	bool ok = true;

	r->rcpt->notify = value;
	if (bytes_ieq(value, B("NEVER")))
		return NULL;
	for (size_t at = 0; at <= value.n; at = bytes_chr(value, at, ',') + 1)
		ok &= one_of(bytes_sub(value, at, bytes_chr(value, at, ',') - at), words);
	return ok ? NULL : bad_value;
}

static const char *take_orcpt(struct reader *r, struct bytes value)
{
	size_t semicolon = bytes_chr(value, 0, ';');
	struct bytes type = bytes_head(value, semicolon), text = bytes_from(value, semicolon + 1);

	if (type.n == 0 || semicolon == value.n)
		return bad_value;
	r->rcpt->orcpt_type = type;
	return take_xtext(r, text, bytes_ieq(type, B("utf-8")), &r->rcpt->orcpt);
}

enum form { VALUE, ALONE };

static const struct known {
	const char *name;
	bool mail;               /* of MAIL, otherwise of RCPT */
	enum form form;
	/* The value is here, once.  Returns what is wrong with it, or NULL. */
	const char *(*take)(struct reader *r, struct bytes value);
} table[] = {
	{ "SIZE",        true,  VALUE, take_size },       /* RFC 1870 */
	{ "BODY",        true,  VALUE, take_body },       /* RFC 6152, 3030 */
	{ "SMTPUTF8",    true,  ALONE, take_smtputf8 },   /* RFC 6531 */
	{ "RET",         true,  VALUE, take_ret },        /* RFC 3461 */
	{ "ENVID",       true,  VALUE, take_envid },
	{ "AUTH",        true,  VALUE, take_auth },       /* RFC 4954 */
	{ "BY",          true,  VALUE, take_by },         /* RFC 2852 */
	{ "HOLDFOR",     true,  VALUE, take_hold_for },   /* RFC 4865 */
	{ "HOLDUNTIL",   true,  VALUE, take_hold_until },
	{ "MT-PRIORITY", true,  VALUE, take_priority },   /* RFC 6710 */
	{ "REQUIRETLS",  true,  ALONE, take_requiretls }, /* RFC 8689 */
	{ "NOTIFY",      false, VALUE, take_notify },     /* RFC 3461 */
	{ "ORCPT",       false, VALUE, take_orcpt },
};
enum { KNOWN = sizeof(table) / sizeof(table[0]) };
_Static_assert(KNOWN <= 32, "reader.seen has a bit for each");

/* esmtp-keyword = (ALPHA / DIGIT) *(ALPHA / DIGIT / "-") */
static bool is_keyword(struct bytes name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!ascii_alnum(bytes_at(name, i)) && (i == 0 || bytes_at(name, i) != '-'))
			return false;
	return name.n > 0;
}

static const char *take(struct reader *r, struct bytes name, struct bytes value)
{
	if (!is_keyword(name))
		return no_param;
	for (size_t i = 0; i < KNOWN; i++) {
		const struct known *k = &table[i];

		if (!bytes_ieq(name, bytes_str(k->name)))
			continue;
		if (k->mail != (r->mail != NULL))
			return other_command;
		if (r->seen & 1u << i)
			return twice;
		r->seen |= 1u << i;
		if (k->form == ALONE && value.p)
			return unexpected;
		if (k->form == VALUE && value.n == 0)
			return missing;
		return k->take(r, value);
	}
	return unknown;
}

static struct bytes upper(struct arena *a, struct bytes name)
{
	struct buf text = { 0 };
	struct bytes kept;

	for (size_t i = 0; i < name.n; i++)
		buf_addc(&text, ascii_toupper((uint8_t)bytes_at(name, i)));
	kept = bytes_dup(a, buf_bytes(&text));
	buf_fini(&text);
	return kept;
}

/* Another row in `rest`; the last of LIMIT_ENVELOPE_PARAMS says that there were more. */
static void tell(struct reader *r, struct bytes name, struct bytes value, const char *note)
{
	struct ev_param *row;

	if (r->rest->n == LIMIT_ENVELOPE_PARAMS)
		return;
	if (r->rest->v == NULL)
		r->rest->v = arena_alloc(r->arena, r->words * sizeof(*row));
	row = &r->rest->v[r->rest->n++];
	record_init(RECORD_PARAM, row);
	row->note = r->rest->n == LIMIT_ENVELOPE_PARAMS ? too_many : note;
	if (row->note == too_many)
		return;
	row->name = upper(r->arena, name);
	row->value = value;
}

static void read_all(struct reader *r, struct bytes params, bool cut)
{
	r->words = cut;
	for (struct bytes rest = params; rest.n && r->words < LIMIT_ENVELOPE_PARAMS; r->words++)
		(void)bytes_word(&rest);
	while (params.n) {
		struct bytes word = bytes_word(&params), name, value = { NULL, 0 };
		size_t equals = bytes_chr(word, 0, '=');
		const char *note;

		if (cut && params.n == 0)
			break; /* not whole, perhaps */
		name = bytes_head(word, equals);
		if (equals < word.n)
			value = bytes_from(word, equals + 1);
		note = take(r, name, value);
		if (note == NULL)
			continue;
		tell(r, name, value, note);
		if (note != unknown && r->odd->note == NULL)
			*r->odd = (struct esmtp_oddity){ note, word };
	}
	if (cut)
		tell(r, B(""), (struct bytes){ NULL, 0 }, too_many);
}

void esmtp_mail(struct esmtp_mail *out, struct arena *a, struct bytes params, bool cut)
{
	struct reader r = { .arena = a, .mail = out, .rest = &out->rest, .odd = &out->odd };

	*out = (struct esmtp_mail){ .size = NO_U64, .by_ns = NO_TIME, .hold_for = NO_U64,
				    .smtputf8 = -1, .requiretls = -1 };
	read_all(&r, params, cut);
}

void esmtp_rcpt(struct ev_rcpt *out, struct esmtp_oddity *odd_out, struct arena *a,
		struct bytes params, bool cut)
{
	struct reader r = { .arena = a, .rcpt = out, .rest = &out->params_rest,
			    .odd = odd_out };

	*odd_out = (struct esmtp_oddity){ NULL, { NULL, 0 } };
	read_all(&r, params, cut);
}

/* Those that are xtext; "\x{...}" is only in that of the type "utf-8". */
static bool is_xtext(struct bytes word, bool *utf8_out)
{
	*utf8_out = bytes_istarts(word, B("ORCPT=utf-8;"));
	return bytes_istarts(word, B("ENVID=")) || bytes_istarts(word, B("AUTH=")) ||
	       bytes_istarts(word, B("ORCPT="));
}

void esmtp_plain(struct buf *out, struct bytes params)
{
	while (params.n) {
		struct bytes word = bytes_word(&params), name, value;
		size_t equals = bytes_chr(word, 0, '=');
		bool utf8;

		name = bytes_head(word, equals + 1);
		value = bytes_from(word, equals + 1);
		if (!is_xtext(word, &utf8) ||
		    (bytes_chr(value, 0, '+') == value.n && bytes_chr(value, 0, '\\') == value.n))
			continue;
		if (out->n)
			buf_addc(out, ' ');
		buf_add(out, name);
		(void)esmtp_xtext(out, value, utf8);
	}
}
