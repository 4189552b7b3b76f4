/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * urlauth.c - see urlauth.h.
 *
 *	iurlauth = ";URLAUTH=" access ":" uauth-mechanism ":" enc-urlauth   (RFC 4467 8)
 *
 * What is asked for with GENURLAUTH ends behind the access; that is no secret.
 */
#include "proto/urlauth.h"

static bool ends_url(int c)
{
	return c == '"' || c == ' ' || c == ')' || c == ']' || c == '>' || c == '\r' || c == '\n';
}

static size_t url_end(struct bytes text, size_t from)
{
	while (from < text.n && !ends_url(bytes_at(text, from)))
		from++;
	return from;
}

bool urlauth_find_in(struct bytes text, size_t *at_out, size_t *n_out)
{
	size_t from = text.n, to = 0, at = bytes_chr(text, 0, ';');

	while (at < text.n) {
		size_t next = bytes_ifind(bytes_from(text, at), B(";urlauth="));
		size_t end, token;

		if (next >= text.n - at)
			break;
		at += next + 9;
		end = url_end(text, at);
		token = bytes_chr(bytes_head(text, end), at, ':');
		token = token < end ? bytes_chr(bytes_head(text, end), token + 1, ':') : end;
		if (token + 1 < end) {
			from = token + 1 < from ? token + 1 : from;
			to = end;
		}
		at = end;
	}
	*at_out = from;
	*n_out = to > from ? to - from : 0;
	return *n_out > 0;
}
