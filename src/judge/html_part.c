/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_part.c - a page that makes a file, and links that lead elsewhere than they say.
 */
#include "judge/content.h"
#include "judge/link.h"
#include "judge/lookalike.h"

#include "base/utf8.h"
#include "mime/charset.h"
#include "mime/html.h"

enum { LINKS_TOLD = 8 }; /* of one page, as evidence of one finding */

static bool has(const struct content *c, unsigned bit)
{
	return c->script.found & 1u << bit;
}

/*
 * A file is made of text and handed to the reader: a Blob (or the saving call of old
 * browsers) whose octets come out of base64, character codes or an array.  A page that only
 * offers a data: address for download does the same without a script.
 */
static void rule_smuggling(const struct content *c, const struct ev_part_event *e,
			   struct events *out)
{
	bool octets = has(c, SCRIPT_ATOB) || has(c, SCRIPT_CHARCODE) || has(c, SCRIPT_BYTES);
	bool file = has(c, SCRIPT_BLOB) || has(c, SCRIPT_SAVE);
	bool handed = has(c, SCRIPT_OBJECT_URL) || has(c, SCRIPT_SAVE) || has(c, SCRIPT_DOWNLOAD);
	bool script = octets && file && handed;
	bool data = has(c, SCRIPT_DATA) && has(c, SCRIPT_DOWNLOAD);
	struct finding f;

	if (!script && !data)
		return;
	content_finding(c, e, &f, ANOMALY_HTML_SMUGGLING,
			script ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE);
	finding_reason(&f, "Part ");
	finding_reason_text(&f, e->part->path);
	finding_reason(&f, script ? " has a script that makes a file out of text and saves it."
				  : " offers a file for download that it carries itself.");
	content_evidence(c, e, &f, "the page", bytes_head(buf_bytes(&c->page), 64));
	finding_put(&f, out);
}

/* The text of the page in UTF-8. */
static void page_text(const struct content *c, const struct ev_part_event *e, struct buf *out)
{
	if (!charset_decode(out, e->part->charset, buf_bytes(&c->page))) {
		buf_clear(out);
		utf8_clean(out, buf_bytes(&c->page));
	}
}

static void add_link(const struct content *c, const struct ev_part_event *e, struct finding *f,
		     const struct html_link *l)
{
	struct buf text = { 0 };

	buf_add(&text, l->shown);
	buf_adds(&text, " -> ");
	buf_add(&text, l->href);
	content_evidence(c, e, f, "link", buf_bytes(&text));
	buf_fini(&text);
}

static bool drawn_like_another(struct bytes host)
{
	struct buf shown = { 0 }, ascii = { 0 };
	enum lookalike is = lookalike_domain(host, &shown, &ascii);

	buf_fini(&shown);
	buf_fini(&ascii);
	return is == LOOKALIKE_ASCII;
}

/* Does this link do what the finding `id` is about? */
static bool link_is(enum anomaly_id id, const struct html_link *l)
{
	struct bytes user, host = link_host(l->href, &user);
	struct bytes shown = link_shown_host(l->shown), behind;

	if (host.n == 0)
		return false;
	if (id == ANOMALY_HTML_LINK_USER)
		return user.n != 0 && bytes_chr(user, 0, '.') < user.n;
	if (id == ANOMALY_NAME_LOOKALIKE_DOMAIN)
		return drawn_like_another(host);
	behind = link_host_behind_gateway(bytes_trim(l->href), host);
	return shown.n != 0 && !link_same_site(shown, behind.n ? behind : host);
}

static void rule_link(const struct content *c, const struct ev_part_event *e,
		      const struct html_links *links, enum anomaly_id id, struct events *out)
{
	struct finding f;
	size_t n = 0;

	content_finding(c, e, &f, id,
			id == ANOMALY_HTML_LINK_USER ? CONFIDENCE_CONFIRMED : CONFIDENCE_LIKELY);
	for (size_t i = 0; i < links->n; i++)
		if (link_is(id, &links->v[i]) && n++ < LINKS_TOLD)
			add_link(c, e, &f, &links->v[i]);
	finding_reason(&f, "%zu of the %zu links in part ", n, links->n);
	finding_reason_text(&f, e->part->path);
	finding_reason(&f, id == ANOMALY_HTML_LINK_USER
				   ? " have a name like a host in front of an @."
			   : id == ANOMALY_NAME_LOOKALIKE_DOMAIN
				   ? " lead to a domain drawn like another."
				   : " name another site than the one they lead to.");
	finding_put(&f, n ? out : &(struct events){ 0 });
}

void html_rules(const struct content *c, const struct ev_part_event *e, struct events *out)
{
	struct html_links links = { 0 };
	struct buf text = { 0 };

	rule_smuggling(c, e, out);
	page_text(c, e, &text);
	html_find_links(&links, buf_bytes(&text));
	rule_link(c, e, &links, ANOMALY_HTML_LINK_ELSEWHERE, out);
	rule_link(c, e, &links, ANOMALY_HTML_LINK_USER, out);
	rule_link(c, e, &links, ANOMALY_NAME_LOOKALIKE_DOMAIN, out);
	html_links_fini(&links);
	buf_fini(&text);
}
