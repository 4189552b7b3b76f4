/* SPDX-License-Identifier: BSD-2-Clause */
/* part.c - see part.h: RFC 2045, RFC 2183, RFC 2231, RFC 3676. */
#include "mime/part.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "mime/header.h"
#include "mime/octet_class.h"
#include "mime/param.h"
#include "mime/rfc2047.h"

#include <stddef.h>

const char *mime_encoding_name(enum mime_encoding e)
{
	static const char *const names[] = {
		[MIME_7BIT] = "7bit", [MIME_8BIT] = "8bit", [MIME_BINARY] = "binary",
		[MIME_BASE64] = "base64", [MIME_QP] = "quoted-printable",
		[MIME_UUENCODE] = "uuencode", [MIME_ENCODING_UNKNOWN] = "unknown",
	};

	return names[e];
}

struct encoding_name {
	const char *text;
	enum mime_encoding encoding;
};

static const struct encoding_name encodings[] = {
	{ "7bit", MIME_7BIT },           { "8bit", MIME_8BIT },
	{ "binary", MIME_BINARY },       { "base64", MIME_BASE64 },
	{ "quoted-printable", MIME_QP }, { "x-uuencode", MIME_UUENCODE },
	{ "uuencode", MIME_UUENCODE },   { "x-uue", MIME_UUENCODE },
	{ "7-bit", MIME_7BIT },          { "8-bit", MIME_8BIT },
};

/* At most LIMIT_MIME_NAME octets of `b`, and none once the message has too many. */
static struct bytes kept(struct part_header *h, struct arena *keep, struct bytes b)
{
	struct bytes head = utf8_head(b, LIMIT_MIME_NAME);

	if (head.n < b.n || arena_used(keep) > LIMIT_MIME_MEMORY)
		part_defect(h, MIME_DEFECT_MEMORY);
	if (arena_used(keep) > LIMIT_MIME_MEMORY)
		return (struct bytes){ NULL, 0 };
	return bytes_dup(keep, head);
}

static struct bytes lower(struct part_header *h, struct arena *keep, struct bytes b)
{
	BUF_SHORT(text);
	struct bytes k;

	utf8_clean(&text, b);
	for (size_t i = 0; i < text.n; i++)
		text.p[i] = ascii_tolower(text.p[i]);
	k = kept(h, keep, buf_bytes(&text));
	buf_fini(&text);
	return k;
}

/* token of RFC 2045 5.1, all of `b`. */
static bool token(struct bytes b)
{
	return b.n > 0 && bytes_span(b, 0, octet_classes, OCTET_TOKEN) == b.n && bytes_ascii(b);
}

/* A name given twice must be the same both times. */
static void take_name(struct mime_part *p, struct part_header *h, struct arena *keep,
		      const struct param *name, bool filename)
{
	if (!name)
		return;
	if (p->name.p && !bytes_eq(utf8_head(name->value, LIMIT_MIME_NAME), p->name)) {
		part_defect(h, MIME_DEFECT_NAME_DISAGREES);
		p->name_other = filename ? p->name : kept(h, keep, name->value);
	}
	if (p->name.p && !filename)
		return;
	p->name = kept(h, keep, name->value);
	p->name_raw = kept(h, keep, name->raw);
}

static void params_checked(struct part_header *h, const struct param_list *list)
{
	if (list->invalid || list->cut)
		part_defect(h, MIME_DEFECT_PARAM_INVALID);
	if (list->twice)
		part_defect(h, MIME_DEFECT_PARAM_TWICE);
}

/* Boundaries and the like are compared octet by octet: nothing may have been decoded. */
static struct bytes plain(const struct param *p)
{
	return p->extended ? p->value : p->raw;
}

static void take_boundary(struct part_header *h, struct arena *keep,
			  const struct param *param)
{
	struct bytes b;

	if (!param)
		return;
	/* Blanks at its end cannot be told from those of the line (RFC 2046 5.1.1). */
	b = plain(param);
	while (ascii_blank(bytes_last(b)))
		b.n--;
	if (b.n > LIMIT_BOUNDARY || arena_used(keep) > LIMIT_MIME_MEMORY)
		h->boundary_long = true;
	else if (b.n)
		h->boundary = bytes_dup(keep, b);
}

/* Parameters that matter to some types only. */
static const struct {
	struct bytes name;
	size_t at;
} extras[] = {
#define EXTRA(name, member) { B(name), offsetof(struct mime_params, member) }
	EXTRA("protocol", protocol), EXTRA("micalg", micalg), EXTRA("report-type", report_type),
	EXTRA("smime-type", smime_type), EXTRA("id", id), EXTRA("number", number),
	EXTRA("total", total), EXTRA("access-type", access_type), EXTRA("url", url),
	EXTRA("site", site), EXTRA("directory", directory), EXTRA("method", method),
#undef EXTRA
};

static void take_extras(struct mime_part *p, struct part_header *h, struct arena *keep,
			const struct param_list *list)
{
	struct mime_params *all = NULL;

	for (size_t i = 0; i < sizeof(extras) / sizeof(*extras); i++) {
		const struct param *param = param_find(list, extras[i].name);

		if (!param)
			continue;
		if (!all)
			p->params = all = arena_new(keep, struct mime_params);
		*(struct bytes *)((char *)all + extras[i].at) = kept(h, keep, param->value);
	}
}

static void content_type(struct mime_part *p, struct part_header *h, struct arena *keep,
			 struct arena *scratch, struct bytes value)
{
	struct param_list all, *list = &all; /* large: param_parse() fills what is used */
	const struct param *param;
	struct bytes type, subtype;
	size_t slash;

	param_parse(list, scratch, value);
	slash = bytes_chr(list->value, 0, '/');
	type = bytes_trim(bytes_head(list->value, slash));
	subtype = bytes_trim(bytes_from(list->value, slash + 1));
	if (token(type) && token(subtype)) {
		p->type = lower(h, keep, type);
		p->subtype = lower(h, keep, subtype);
		p->type_declared = p->type.p && p->subtype.p;
	} else {
		part_defect(h, MIME_DEFECT_TYPE_INVALID);
	}
	params_checked(h, list);
	take_boundary(h, keep, param_find(list, B("boundary")));
	take_name(p, h, keep, param_find(list, B("name")), false);
	take_extras(p, h, keep, list);
	param = param_find(list, B("charset"));
	if (param)
		p->charset = lower(h, keep, bytes_trim(param->value));
	param = param_find(list, B("format"));
	p->format_flowed = param && bytes_ieq(param->value, B("flowed"));
	param = param_find(list, B("delsp"));
	p->delsp = param && bytes_ieq(param->value, B("yes"));
}

static void content_disposition(struct mime_part *p, struct part_header *h,
				struct arena *keep, struct arena *scratch, struct bytes value)
{
	struct param_list all, *list = &all;

	param_parse(list, scratch, value);
	params_checked(h, list);
	p->disposition = lower(h, keep, list->value);
	take_name(p, h, keep, param_find(list, B("filename")), true);
}

static void content_encoding(struct mime_part *p, struct part_header *h, struct arena *keep,
			     struct arena *scratch, struct bytes value)
{
	size_t from = header_skip_cfws(value, 0, NULL), n = 0;
	struct bytes word = bytes_from(value, from);

	(void)scratch;
	while (n < word.n && !ascii_space(bytes_at(word, n)) && bytes_at(word, n) != '(' &&
	       bytes_at(word, n) != ';')
		n++;
	word = bytes_head(word, n);
	if (bytes_at(word, 0) == '"' && bytes_last(word) == '"' && word.n > 2)
		word = bytes_sub(word, 1, word.n - 2);
	p->encoding_raw = lower(h, keep, word);
	p->encoding = MIME_ENCODING_UNKNOWN;
	for (size_t i = 0; i < sizeof(encodings) / sizeof(*encodings); i++)
		if (bytes_ieq(word, bytes_str(encodings[i].text)))
			p->encoding = encodings[i].encoding;
	if (p->encoding == MIME_ENCODING_UNKNOWN)
		part_defect(h, MIME_DEFECT_ENCODING_UNKNOWN);
}

static void content_id(struct mime_part *p, struct part_header *h, struct arena *keep,
		       struct arena *scratch, struct bytes value)
{
	BUF_SHORT(text);

	(void)scratch;
	utf8_clean(&text, header_angle(value));
	p->content_id = kept(h, keep, buf_bytes(&text));
	buf_fini(&text);
}

static void content_description(struct mime_part *p, struct part_header *h,
				struct arena *keep, struct arena *scratch, struct bytes value)
{
	BUF_SHORT(text);

	(void)scratch;
	rfc2047_decode(&text, value);
	p->description = kept(h, keep, buf_bytes(&text));
	buf_fini(&text);
}

struct content_field {
	struct bytes name;
	void (*take)(struct mime_part *p, struct part_header *h, struct arena *keep,
		     struct arena *scratch, struct bytes value);
};

static const struct content_field content_fields[] = {
	{ B("Content-Type"), content_type },
	{ B("Content-Transfer-Encoding"), content_encoding },
	{ B("Content-Disposition"), content_disposition },
	{ B("Content-ID"), content_id },
	{ B("Content-Description"), content_description },
};

void part_field(struct mime_part *p, struct part_header *h, struct arena *keep,
		struct arena *scratch, struct bytes name, struct bytes value)
{
	BUF_SHORT(unfolding);

	if (!bytes_istarts(name, B("Content-")))
		return;
	for (unsigned i = 0; i < sizeof(content_fields) / sizeof(*content_fields); i++) {
		if (!bytes_ieq(name, content_fields[i].name))
			continue;
		if (h->seen & 1u << i) {
			part_defect(h, MIME_DEFECT_HEADER_TWICE);
			continue;
		}
		h->seen |= 1u << i;
		content_fields[i].take(p, h, keep, scratch, header_unfolded(&unfolding, value));
		buf_fini(&unfolding);
	}
}

static bool message_type(const struct mime_part *p)
{
	return bytes_eq(p->type, B("message")) &&
	       (bytes_eq(p->subtype, B("rfc822")) || bytes_eq(p->subtype, B("global")) ||
		bytes_eq(p->subtype, B("news")));
}

static bool encoded(const struct mime_part *p)
{
	return p->encoding == MIME_BASE64 || p->encoding == MIME_QP ||
	       p->encoding == MIME_UUENCODE;
}

void part_header_over(struct mime_part *p, struct part_header *h, bool digest)
{
	if (!p->type_declared) {
		p->type = digest ? B("message") : B("text");
		p->subtype = digest ? B("rfc822") : B("plain");
	}
	p->is_message = message_type(p);
	p->is_multipart = bytes_eq(p->type, B("multipart"));
	if ((p->is_message || p->is_multipart) && encoded(p)) {
		part_defect(h, MIME_DEFECT_ENCODING_ON_CONTAINER);
		/* Its octets are no message until decoded; a multipart is one all the
		   same, as RFC 2045 6.4 forbids to encode it. */
		p->is_message = false;
	}
	if (p->is_multipart && !h->boundary.p) {
		part_defect(h, h->boundary_long ? MIME_DEFECT_BOUNDARY_LONG :
						  MIME_DEFECT_BOUNDARY_MISSING);
		p->is_multipart = false;
	}
	if (p->is_multipart)
		p->boundary = h->boundary;
}
