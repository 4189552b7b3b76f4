/* SPDX-License-Identifier: BSD-2-Clause */
/* link.c - see link.h. */
#include "judge/link.h"

static size_t until(struct bytes b, const char *stops)
{
	size_t i = 0;

	while (i < b.n && !(bytes_at(b, i) && strchr(stops, bytes_at(b, i))))
		i++;
	return i;
}

struct bytes link_host(struct bytes url, struct bytes *user_out)
{
	static const char *const schemes[] = { "https:", "http:", "ftp:" };
	struct bytes rest = { NULL, 0 }, host;
	size_t at;

	*user_out = rest;
	url = bytes_trim(url);
	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (bytes_istarts(url, bytes_str(schemes[i])))
			rest = bytes_from(url, strlen(schemes[i]));
	/* Browsers take any number of slashes of either kind. */
	if (bytes_at(rest, 0) != '/' && bytes_at(rest, 0) != '\\')
		return (struct bytes){ NULL, 0 };
	while (bytes_at(rest, 0) == '/' || bytes_at(rest, 0) == '\\')
		rest = bytes_from(rest, 1);
	host = bytes_head(rest, until(rest, "/\\?#"));
	at = bytes_rchr(host, '@');
	if (at < host.n) {
		*user_out = bytes_head(host, at);
		host = bytes_from(host, at + 1);
	}
	if (bytes_at(host, 0) == '[') {
		host = bytes_from(host, 1);
		return bytes_head(host, bytes_chr(host, 0, ']'));
	}
	return bytes_head(host, bytes_chr(host, 0, ':'));
}

/* "www.example.org": letters, digits, dots; the last label has two letters or more. */
static bool host_like(struct bytes host)
{
	size_t dot = bytes_rchr(host, '.'), labels = 1;
	struct bytes last = bytes_from(host, dot + 1);

	if (dot == 0 || dot >= host.n || last.n < 2)
		return false;
	for (size_t i = 0; i < host.n; i++) {
		int c = bytes_at(host, i);

		if (c == '.') {
			if (bytes_at(host, i + 1) == '.')
				return false;
			labels++;
		} else if (!ascii_alnum(c) && c != '-' && c < 0x80) {
			return false;
		}
	}
	for (size_t i = 0; i < last.n; i++)
		if (!ascii_alpha(bytes_at(last, i)) && bytes_at(last, i) < 0x80)
			return false;
	return labels >= 2;
}

/* Endings that are more often a file's name than a domain. */
static bool file_like(struct bytes host)
{
	static const char *const endings[] = {
		".pdf", ".doc", ".docx", ".xls", ".xlsx", ".txt", ".zip", ".html", ".htm", ".jpg",
		".png", ".gif", ".exe", ".csv", ".js", ".py", ".sh",
	};

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		struct bytes e = bytes_str(endings[i]);

		if (host.n > e.n && bytes_ieq(bytes_from(host, host.n - e.n), e))
			return true;
	}
	return false;
}

struct bytes link_shown_host(struct bytes shown)
{
	struct bytes user, host;

	shown = bytes_trim(shown);
	host = link_host(shown, &user);
	if (host.p)
		return host_like(host) ? host : (struct bytes){ NULL, 0 };
	host = bytes_head(shown, until(shown, "/\\?#:"));
	if (!host_like(host) || (host.n == shown.n && file_like(host)))
		return (struct bytes){ NULL, 0 };
	return host;
}

struct bytes link_site(struct bytes host)
{
	size_t last = bytes_rchr(host, '.');
	size_t second = bytes_rchr(bytes_head(host, last), '.');
	size_t third;
	struct bytes head = bytes_head(host, second);

	if (last >= host.n || second >= last)
		return host; /* one or two labels */
	/* "example.co.uk": a country has such names below it. */
	if (host.n - last - 1 != 2 || last - second - 1 > 3)
		return bytes_from(host, second + 1);
	third = bytes_rchr(head, '.');
	return third >= second ? host : bytes_from(host, third + 1);
}

bool link_same_site(struct bytes a, struct bytes b)
{
	return bytes_ieq(link_site(a), link_site(b));
}
