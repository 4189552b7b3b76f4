/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_syntax.c - the words of IMAP: tokens, literals, commands, responses.
 *
 * In:   one line, or a piece of it between literals
 * Out:  its parts, views into it
 * RFC:  9051 9 and 7.1, 3501 9, 7888, 3516
 */
#include "proto/imap_syntax.h"

/* Behind the quote that ends the string whose first octet is at `from`; without one, past
   all.n. */
static size_t quoted_end(struct bytes all, size_t from)
{
	for (size_t i = from; i < all.n; i++) {
		if (bytes_at(all, i) == '\\')
			i++;
		else if (bytes_at(all, i) == '"')
			return i + 1;
	}
	return all.n + 1;
}

/* Behind the bracket that ends the section opened at `from`. */
static size_t bracket_end(struct bytes all, size_t from, bool *cut)
{
	size_t i = from + 1;

	while (i < all.n && bytes_at(all, i) != ']')
		i = bytes_at(all, i) == '"' ? quoted_end(all, i + 1) : i + 1;
	*cut = i >= all.n;
	return *cut ? all.n : i + 1;
}

/* An announcement of a literal that begins at `at`: how long it is; 0 when it is none. */
static size_t announcement(struct bytes all, size_t at, struct imap_literal *out)
{
	size_t open = at + (bytes_at(all, at) == '~' ? 1 : 0), end, digits_end;

	if (bytes_at(all, open) != '{')
		return 0;
	end = bytes_chr(bytes_head(all, open + 24), open, '}');
	if (end >= all.n || bytes_at(all, end) != '}')
		return 0;
	digits_end = end;
	out->sync = true;
	if (bytes_at(all, end - 1) == '+' || bytes_at(all, end - 1) == '-') {
		digits_end--;
		out->sync = bytes_at(all, end - 1) == '-';
	}
	if (!bytes_u64(bytes_sub(all, open + 1, digits_end - open - 1), &out->octets))
		return 0;
	return end + 1 - at;
}

static void read_literal(struct imap_tokens *t, struct imap_token *out, size_t n,
			 uint64_t octets)
{
	size_t from = t->at + n;

	out->kind = IMAP_LITERAL;
	if (bytes_at(t->all, from) == '\r' && bytes_at(t->all, from + 1) == '\n')
		from += 2;
	else if (bytes_at(t->all, from) == '\n')
		from++;
	else
		from = 0;
	if (from && octets <= t->all.n - from) {
		out->text = bytes_sub(t->all, from, (size_t)octets);
		n = from + (size_t)octets - t->at;
	}
	t->at += n;
}

static void read_atom(struct imap_tokens *t, struct imap_token *out)
{
	size_t i = t->at;

	out->kind = IMAP_ATOM;
	while (i < t->all.n) {
		int c = bytes_at(t->all, i);

		if (ascii_space(c) || c == '(' || c == ')')
			break;
		i = c == '[' ? bracket_end(t->all, i, &out->cut) : i + 1;
	}
	out->text = bytes_sub(t->all, t->at, i - t->at);
	t->at = i;
}

bool imap_token_next(struct imap_tokens *t, struct imap_token *out)
{
	struct imap_literal literal;
	size_t n;
	int c;

	while (ascii_space(bytes_at(t->all, t->at)))
		t->at++;
	*out = (struct imap_token){ .at = t->at };
	c = bytes_at(t->all, t->at);
	if (c < 0)
		return false;
	n = announcement(t->all, t->at, &literal);
	if (c == '(' || c == ')') {
		out->kind = c == '(' ? IMAP_OPEN : IMAP_CLOSE;
		out->text = bytes_sub(t->all, t->at++, 1);
	} else if (c == '"') {
		size_t end = quoted_end(t->all, t->at + 1);

		out->kind = IMAP_QUOTED;
		out->cut = end > t->all.n;
		out->text = bytes_sub(t->all, t->at + 1, end - t->at - 2);
		t->at = out->cut ? t->all.n : end;
	} else if (n) {
		read_literal(t, out, n, literal.octets);
	} else {
		read_atom(t, out);
	}
	out->n = t->at - out->at;
	return true;
}

void imap_token_value(const struct imap_token *t, struct buf *out)
{
	for (size_t i = 0; i < t->text.n; i++) {
		if (t->kind == IMAP_QUOTED && bytes_at(t->text, i) == '\\' &&
		    i + 1 < t->text.n)
			i++;
		buf_addc(out, (uint8_t)bytes_at(t->text, i));
	}
}

bool imap_literal_at_end(struct bytes text, struct imap_literal *out)
{
	size_t open = bytes_rchr(text, '{');
	int before;

	if (bytes_last(text) != '}' || open == text.n)
		return false;
	if (open && bytes_at(text, open - 1) == '~')
		open--;
	before = open ? bytes_at(text, open - 1) : ' ';
	if (before != ' ' && before != '(' && before != '[')
		return false;
	return announcement(text, open, out) == text.n - open;
}

struct imap_command_line imap_read_command(struct bytes line)
{
	struct bytes rest = line;
	struct imap_command_line c = { .tag = bytes_word(&rest) };
	size_t verb_at = line.n - rest.n;

	c.name = bytes_word(&rest);
	c.verb = c.name;
	c.arg_at = line.n - rest.n;
	if (bytes_ieq(c.name, B("UID")) && rest.n) {
		c.name = bytes_word(&rest);
		c.arg_at = line.n - rest.n;
		c.verb = bytes_trim(bytes_sub(line, verb_at, c.arg_at - verb_at));
	}
	return c;
}

static const char *const status_words[] = {
	[IMAP_OK] = "OK", [IMAP_NO] = "NO", [IMAP_BAD] = "BAD", [IMAP_PREAUTH] = "PREAUTH",
	[IMAP_BYE] = "BYE",
};

const char *imap_status_word(enum imap_status status)
{
	return status_words[status];
}

static bool read_status(struct bytes word, enum imap_status last, enum imap_status *out)
{
	for (int i = 0; i <= (int)last; i++)
		if (bytes_ieq(word, bytes_str(status_words[i]))) {
			*out = (enum imap_status)i;
			return true;
		}
	return false;
}

static struct bytes read_code(struct bytes text)
{
	size_t end = bytes_chr(text, 0, ']');

	if (bytes_at(text, 0) != '[' || end == text.n)
		return (struct bytes){ NULL, 0 };
	return bytes_sub(text, 1, end - 1);
}

/* tag = 1*<any ASTRING-CHAR except "+"> */
static bool is_tag(struct bytes word)
{
	for (size_t i = 0; i < word.n; i++) {
		int c = bytes_at(word, i);

		if (!ascii_print(c) || c == '(' || c == ')' || c == '{' || c == '%' ||
		    c == '*' || c == '"' || c == '\\' || c == '+')
			return false;
	}
	return word.n > 0;
}

static void read_untagged(struct bytes line, struct bytes rest, struct imap_response_line *r)
{
	r->text = rest;
	r->word = bytes_word(&rest);
	if (read_status(r->word, IMAP_BYE, &r->status)) {
		r->kind = IMAP_SAYS_STATUS;
		r->text = rest;
		r->code = read_code(rest);
		return;
	}
	if (bytes_u64(r->word, &r->number))
		r->word = bytes_word(&rest);
	else
		r->number = UINT64_MAX;
	if (!ascii_alpha(bytes_at(r->word, 0)))
		return;
	r->kind = IMAP_SAYS_DATA;
	r->rest_at = line.n - rest.n;
}

struct imap_response_line imap_read_response(struct bytes line)
{
	struct imap_response_line r = { .kind = IMAP_SAYS_NONE, .number = UINT64_MAX };
	struct bytes rest = line, first = bytes_word(&rest);

	if (bytes_eq(first, B("+"))) {
		r.kind = IMAP_SAYS_CONTINUE;
		r.text = rest;
		return r;
	}
	if (bytes_eq(first, B("*"))) {
		read_untagged(line, rest, &r);
		return r;
	}
	if (!is_tag(first) || !read_status(bytes_word(&rest), IMAP_BAD, &r.status))
		return r;
	r.kind = IMAP_SAYS_TAGGED;
	r.tag = first;
	r.text = rest;
	r.code = read_code(rest);
	return r;
}

/* How much of "1.2.MIME" is a part number: "1.2". */
static size_t part_number(struct bytes name)
{
	size_t end = 0;

	for (size_t i = 0; i < name.n; i++) {
		int c = bytes_at(name, i);

		if (ascii_digit(c))
			end = i + 1;
		else if (c != '.' || end != i || i == 0)
			break;
	}
	return end;
}

static enum imap_section_kind section_kind(struct bytes name, size_t part)
{
	struct bytes word = bytes_from(name, part);

	if (word.n == 0)
		return part ? IMAP_PART : IMAP_WHOLE;
	if (part && bytes_at(word, 0) != '.')
		return IMAP_NO_MESSAGE;
	word = bytes_from(word, part ? 1 : 0);
	if (bytes_ieq(word, B("HEADER")))
		return IMAP_HEADER;
	if (bytes_ieq(word, B("TEXT")))
		return IMAP_TEXT;
	return part && bytes_ieq(word, B("MIME")) ? IMAP_MIME : IMAP_NO_MESSAGE;
}

struct imap_section imap_read_section(struct bytes item)
{
	struct imap_section s = { .kind = IMAP_NO_MESSAGE };
	size_t open = bytes_chr(item, 0, '['), close = bytes_chr(item, 0, ']');
	struct bytes front = bytes_head(item, open), tail;
	size_t part;

	if (bytes_ieq(item, B("RFC822")))
		s.kind = IMAP_WHOLE;
	else if (bytes_ieq(item, B("RFC822.HEADER")))
		s.kind = IMAP_HEADER;
	else if (bytes_ieq(item, B("RFC822.TEXT")))
		s.kind = IMAP_TEXT;
	if (open == item.n || close == item.n || close < open ||
	    !(bytes_ieq(front, B("BODY")) || bytes_ieq(front, B("BODY.PEEK")) ||
	      bytes_ieq(front, B("BINARY")) || bytes_ieq(front, B("BINARY.PEEK"))))
		return s;
	s.name = bytes_sub(item, open + 1, close - open - 1);
	part = part_number(s.name);
	s.kind = section_kind(s.name, part);
	s.part = bytes_head(s.name, part);
	s.binary = bytes_istarts(front, B("BINARY"));
	tail = bytes_from(item, close + 1);
	if (bytes_at(tail, 0) == '<' && bytes_last(tail) == '>')
		s.partial = bytes_u64(bytes_sub(tail, 1, tail.n - 2), &s.origin);
	return s;
}
