/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_imap_syntax.c - the words of IMAP, out of any octets: tokens, announcements, lines,
 * sections, mailbox names, ENVELOPE and BODYSTRUCTURE.
 *
 * What a token says of where it lies must hold: inside the text, in order, none twice.
 */
#include "proto/imap_structure.h"
#include "proto/imap_syntax.h"

#include "../tests/unit/guard.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void tokens(struct bytes text)
{
	struct imap_tokens t = { .all = text };
	struct imap_token token;
	size_t end = 0;

	while (imap_token_next(&t, &token)) {
		struct buf value = { 0 };

		if (token.at < end || token.n == 0 || token.n > text.n - token.at ||
		    token.text.n > token.n)
			abort();
		end = token.at + token.n;
		imap_token_value(&token, &value);
		if (value.n > token.text.n)
			abort();
		buf_fini(&value);
	}
}

static void lines(struct bytes text)
{
	struct imap_command_line c = imap_read_command(text);
	struct imap_response_line r = imap_read_response(text);
	struct imap_section s = imap_read_section(text);
	struct imap_literal literal;
	struct buf name = { 0 };

	if (c.arg_at > text.n || r.rest_at > text.n || s.part.n > s.name.n)
		abort();
	imap_literal_at_end(text, &literal);
	imap_mailbox_name(text, &name);
	buf_fini(&name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct guard g;
	struct bytes text = guard_init(&g, bytes_of(data, size));
	struct imap_envelope e;
	struct imap_structure s;
	struct arena a = { 0 };

	tokens(text);
	lines(text);
	imap_read_envelope(text, &a, &e);
	imap_read_structure(text, &a, &s);
	imap_envelope_fini(&e);
	imap_structure_fini(&s);
	arena_fini(&a);
	guard_fini(&g);
	return 0;
}
