/* SPDX-License-Identifier: BSD-2-Clause */
/* link.c - see link.h. */
#include "judge/link.h"

#include "mime/punycode.h"

#include <libpsl.h>

/* A name in the DNS has 253 octets at most (RFC 1035 2.3.4); in UTF-8 it may have more. */
enum { DOMAIN_OCTETS = 1024 };

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

static bool is_gateway(struct bytes host)
{
	static const char *const gateways[] = {
		"urldefense.proofpoint.com", "urldefense.com", "urldefense.us",
		"safelinks.protection.outlook.com", "linkprotect.cudasvc.com",
	};

	for (size_t i = 0; i < sizeof(gateways) / sizeof(*gateways); i++) {
		struct bytes g = bytes_str(gateways[i]);

		if (host.n >= g.n && bytes_ieq(bytes_from(host, host.n - g.n), g) &&
		    (host.n == g.n || bytes_at(host, host.n - g.n - 1) == '.'))
			return true;
	}
	return false;
}

/* "?url=https%3A%2F%2Fhost%2F", "?u=https-3A__host_", "/v3/__https://host/": the first address
   in it; what that carries in turn is its own. */
struct bytes link_host_behind_gateway(struct bytes url, struct bytes host)
{
	/* How an address begins there, and what ends its host.  An "@", however written, ends
	   none: what is in front of it is no host. */
	static const struct { const char *begin, *end[4]; } forms[] = {
		{ "://", { "/", "\\", "?", "#" } },
		{ "%3a%2f%2f", { "%2f", "%5c", "%3f", "&" } },
		{ "-3a__", { "_", "-5c", "-3f", "&" } },
	};
	struct bytes rest = bytes_from(url, 8);

	if (!is_gateway(host))
		return (struct bytes){ NULL, 0 };
	rest = bytes_from(rest, bytes_ifind(rest, B("http")) + 4);
	if (bytes_istarts(rest, B("s")))
		rest = bytes_from(rest, 1);
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		if (!bytes_istarts(rest, bytes_str(forms[i].begin)))
			continue;
		rest = bytes_from(rest, strlen(forms[i].begin));
		for (size_t k = 0; k < 4; k++)
			rest = bytes_head(rest, bytes_ifind(rest, bytes_str(forms[i].end[k])));
		return rest;
	}
	return (struct bytes){ NULL, 0 };
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

struct bytes link_domain(struct bytes address)
{
	size_t at = bytes_rchr(address, '@');

	return at < address.n ? bytes_from(address, at + 1) : (struct bytes){ NULL, 0 };
}

/* Digits and dots, or anything with a colon. */
static bool ip_like(struct bytes host)
{
	if (bytes_chr(host, 0, ':') < host.n)
		return true;
	for (size_t i = 0; i < host.n; i++)
		if (!ascii_digit(bytes_at(host, i)) && bytes_at(host, i) != '.')
			return false;
	return true;
}

static size_t labels_of(struct bytes host)
{
	size_t n = host.n != 0;

	for (size_t i = 0; i < host.n; i++)
		n += bytes_at(host, i) == '.';
	return n;
}

/* Adds `host` as the DNS has it: punycode, lower case. */
static void add_wire_form(struct buf *out, struct bytes host)
{
	BUF_SHORT(ascii);

	idn_ascii(&ascii, host);
	for (size_t i = 0; i < ascii.n; i++)
		buf_addc(out, ascii_tolower((uint8_t)bytes_at(buf_bytes(&ascii), i)));
	buf_fini(&ascii);
}

/* Labels of the registered part of `host`; 0: it has none. */
static size_t registered_labels(struct bytes host)
{
	BUF_SHORT(name);
	const char *registered;
	size_t n;

	add_wire_form(&name, host);
	/* The list compiled into the library, not the file that may be newer: the same capture
	   gives the same findings, and nothing is opened. */
	registered = psl_registrable_domain(psl_builtin(), buf_cstr(&name));
	n = registered ? labels_of(bytes_str(registered)) : 0;
	buf_fini(&name);
	return n;
}

struct bytes link_site(struct bytes host)
{
	struct bytes before;

	if (bytes_last(host) == '.')
		host = bytes_head(host, host.n - 1);
	if (host.n == 0 || host.n > DOMAIN_OCTETS || ip_like(host) || bytes_chr(host, 0, 0) < host.n)
		return host;
	before = host;
	for (size_t n = registered_labels(host); n; n--) {
		size_t dot = bytes_rchr(before, '.');

		if (dot >= before.n)
			return host;
		before = bytes_head(before, dot);
	}
	return before.n < host.n ? bytes_from(host, before.n + 1) : host;
}

bool link_same_site(struct bytes a, struct bytes b)
{
	BUF_SHORT(one);
	BUF_SHORT(two);
	bool same;

	if (bytes_ieq(a, b))
		return true;
	add_wire_form(&one, link_site(a));
	add_wire_form(&two, link_site(b));
	same = bytes_eq(buf_bytes(&one), buf_bytes(&two));
	buf_fini(&one);
	buf_fini(&two);
	return same;
}
