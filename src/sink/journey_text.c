/* SPDX-License-Identifier: BSD-2-Clause */
/* journey_text.c - the journey of one message, for people and as JSON; see journey.c. */
#include "sink/journey_own.h"

#include "base/utf8.h"
#include "sink/json_text.h"

#include <inttypes.h>

static const char *const stage_names[] = {
	[STAGE_SUBMITTED] = "submitted", [STAGE_RELAYED] = "relayed",
	[STAGE_DELIVERED] = "delivered", [STAGE_STORED] = "stored",
	[STAGE_RETRIEVED] = "retrieved",
};

/* The sighting whose body others are held against: the first that has one. */
static const struct sighting *model_of(const struct traveller *t)
{
	const struct sighting *s = t->first;

	while (s && !s->body_known)
		s = s->next;
	for (s = s ? s : t->first; s && !s->body_known && !s->raw_known;)
		s = s->next;
	return s;
}

/* What the body is, held against the model's: NULL when nothing can be said. */
static const char *body_word(const struct sighting *model, const struct sighting *s)
{
	if (!model)
		return NULL;
	/* Of a body alone; other octets may be the same text in another transfer encoding. */
	if (s->raw_known && model->raw_known && memcmp(s->raw, model->raw, SHA256_OCTETS) == 0)
		return "same";
	if (!s->body_known || !model->body_known)
		return NULL;
	return memcmp(s->body, model->body, SHA256_OCTETS) == 0 ? "same" : "changed";
}

static void sighting_line(struct buf *out, const struct traveller *t, const struct sighting *s,
			  const struct sighting *model, const struct look *look)
{
	const char *body = s == model ? NULL : body_word(model, s);

	buf_printf(out, "  #%-5" PRIu64, s->id);
	time_human(out, s->ts, 3);
	buf_printf(out, "  %-9s %-10s ", stage_names[s->stage], s->protocol ? s->protocol : "");
	ip_text(out, &s->client);
	buf_adds(out, strcmp(s->direction ? s->direction : "", "fetched") == 0 ? " \xe2\x86\x90 "
									   : " \xe2\x86\x92 ");
	ip_text(out, &s->server);
	buf_adds(out, "  ");
	text_counted(out, s->size, "octet");
	if (s->section.n) {
		buf_adds(out, " of its ");
		utf8_show(out, s->section);
	}
	if (s != t->first) {
		buf_adds(out, "  +");
		time_span(out, s->ts - t->first->ts);
	}
	if (body && strcmp(body, "changed") == 0) {
		text_color(out, look->color, RED);
		buf_adds(out, "  another body");
		text_plain(out, look->color);
	} else if (body) {
		buf_adds(out, "  same body");
	}
	buf_addc(out, '\n');
}

void journey_text(struct buf *out, const struct traveller *t, const struct look *look)
{
	const struct sighting *model = model_of(t);

	text_color(out, look->color, BOLD);
	text_unfolded(out, t->subject.n ? t->subject : B("(no subject)"));
	text_plain(out, look->color);
	if (t->named) {
		buf_adds(out, "  <");
		utf8_show(out, t->key);
		buf_addc(out, '>');
	}
	buf_addc(out, '\n');
	for (const struct sighting *s = t->first; s; s = s->next)
		sighting_line(out, t, s, model, look);
}

void journey_json(struct buf *out, const struct traveller *t)
{
	const struct sighting *model = model_of(t);

	buf_adds(out, "{\"email\":{");
	if (t->named) {
		buf_adds(out, "\"message_id\":");
		json_string(out, t->key);
		buf_addc(out, ',');
	}
	buf_adds(out, "\"subject\":");
	json_string(out, t->subject);
	buf_adds(out, "},\"mailwire\":{\"journey\":[");
	for (const struct sighting *s = t->first; s; s = s->next) {
		const char *body = body_word(model, s);

		buf_printf(out, "%s{\"message_id\":%" PRIu64 ",\"session_id\":%" PRIu64
				",\"stage\":\"%s\",\"direction\":\"%s\",\"protocol\":\"%s\",\"start\":\"",
			   s == t->first ? "" : ",", s->id, s->session, stage_names[s->stage],
			   s->direction ? s->direction : "", s->protocol ? s->protocol : "");
		time_rfc3339(out, s->ts);
		buf_adds(out, "\",\"client\":\"");
		ip_text(out, &s->client);
		buf_adds(out, "\",\"server\":\"");
		ip_text(out, &s->server);
		buf_printf(out, "\",\"size\":%" PRIu64, s->size);
		if (s->section.n) {
			buf_adds(out, ",\"section\":");
			json_string(out, s->section);
		}
		if (body)
			buf_printf(out, ",\"body\":\"%s\"", body);
		buf_addc(out, '}');
	}
	buf_adds(out, "]}}\n");
}
