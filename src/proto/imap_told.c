/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_told.c - what the untagged responses to a command tell, as numbers; its mailbox.
 *
 * In:   the responses, and the command they were given to
 * Out:  asked.told: EXISTS, UIDVALIDITY, ...; how many messages were fetched, expunged, found
 * RFC:  9051 7.3, 7.4, 7.5, 4731, 7162, 7377
 */
#include "proto/imap.h"

#include "base/limits.h"

static void add(uint64_t *count, uint64_t n)
{
	*count = *count == NO_U64 ? n : *count + n;
}

/* How many messages "1,3:5" names. */
static uint64_t set_size(struct bytes set)
{
	uint64_t all = 0;

	while (set.n) {
		size_t end = bytes_chr(set, 0, ',');
		struct bytes range = bytes_head(set, end);
		size_t colon = bytes_chr(range, 0, ':');
		uint64_t a, b;

		if (bytes_u64(bytes_head(range, colon), &a)) {
			if (!bytes_u64(bytes_from(range, colon + 1), &b))
				b = a;
			all += (a < b ? b - a : a - b) % UINT32_MAX + 1;
		}
		set = bytes_from(set, end + 1);
	}
	return all;
}

/* Numbers of a SEARCH or SORT response, up to "(MODSEQ ...": it may be long, and come in
   pieces. */
static void count_numbers(struct imap *m, struct bytes text)
{
	for (size_t i = 0; i < text.n && m->counting; i++) {
		int c = bytes_at(text, i);

		if (c == '(') {
			m->counting = false;
		} else if (!ascii_digit(c)) {
			m->in_number = false;
		} else if (!m->in_number) {
			m->in_number = true;
			add(&m->answers->told.found, 1);
		}
	}
}

/* ESEARCH (TAG "a") UID COUNT 15 ALL 2,10:11; one for each mailbox (RFC 7377 2.1).  Without any
   result nothing was found (RFC 4731 3.1). */
static void read_esearch(struct asked_told *told, struct bytes rest)
{
	struct imap_tokens words = { .all = rest };
	uint64_t found = NO_U64, n;
	struct bytes word, value;
	struct imap_token t;
	bool some = false;

	if (bytes_at(rest, 0) == '(') {
		while (imap_token_next(&words, &t) && t.kind != IMAP_CLOSE)
			;
		rest = bytes_trim(bytes_from(rest, words.at));
	}
	while ((word = bytes_word(&rest)).n) {
		if (bytes_ieq(word, B("UID")))
			continue;
		some = true;
		value = bytes_word(&rest);
		if (bytes_ieq(word, B("ALL")) && found == NO_U64)
			found = set_size(value);
		else if (bytes_ieq(word, B("COUNT")) && bytes_u64(value, &n))
			found = n;
	}
	if (found != NO_U64 || !some)
		add(&told->found, some ? found : 0);
}

void imap_told(struct imap *m, const struct imap_response_line *r, struct bytes rest)
{
	struct asked_told *told;

	m->counting = false;
	if (m->answers == NULL)
		return;
	told = &m->answers->told;
	if (bytes_ieq(r->word, B("FETCH"))) {
		add(&told->fetched, 1);
	} else if (bytes_ieq(r->word, B("EXISTS"))) {
		told->exists = r->number;
	} else if (bytes_ieq(r->word, B("RECENT"))) {
		told->recent = r->number;
	} else if (bytes_ieq(r->word, B("EXPUNGE"))) {
		add(&told->expunged, 1);
	} else if (bytes_ieq(r->word, B("VANISHED"))) {
		rest = bytes_trim(rest);
		if (bytes_at(rest, 0) != '(')
			add(&told->expunged, set_size(rest));
	} else if (bytes_ieq(r->word, B("ESEARCH"))) {
		read_esearch(told, bytes_trim(rest));
	} else if (bytes_ieq(r->word, B("SEARCH")) || bytes_ieq(r->word, B("SORT"))) {
		add(&told->found, 0);
		m->counting = true;
		m->in_number = false;
		count_numbers(m, rest);
	}
}

void imap_told_more(struct imap *m, struct bytes text)
{
	if (m->answers)
		count_numbers(m, text);
}

void imap_told_code(struct asked *a, struct bytes code)
{
	struct bytes word = bytes_word(&code);
	struct {
		const char *name;
		uint64_t *at;
	} rows[] = {
		{ "UIDVALIDITY", &a->told.uidvalidity }, { "UIDNEXT", &a->told.uidnext },
		{ "UNSEEN", &a->told.unseen }, { "HIGHESTMODSEQ", &a->told.highestmodseq },
	};
	uint64_t n;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (bytes_ieq(word, bytes_str(rows[i].name)) && bytes_u64(bytes_word(&code), &n))
			*rows[i].at = n;
}

struct bytes imap_mailbox_of(const struct asked *a, struct buf *out)
{
	const struct imap_verb *v = a->row;
	struct imap_tokens words = { .all = asked_arg(a) };
	unsigned args = 0, depth = 0;
	struct buf name = { 0 };
	struct imap_token t;

	buf_clear(out);
	while (v && args < v->mailbox && imap_token_next(&words, &t)) {
		if (t.kind == IMAP_OPEN)
			depth++;
		else if (t.kind == IMAP_CLOSE)
			depth -= depth > 0;
		else if (depth == 0 && ++args == v->mailbox && t.text.p)
			imap_token_value(&t, &name);
	}
	imap_mailbox_name(bytes_head(buf_bytes(&name), LIMIT_ENVELOPE_TEXT), out);
	buf_fini(&name);
	return out->n ? buf_bytes(out) : (struct bytes){ NULL, 0 };
}
