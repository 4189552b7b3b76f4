/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * content.c - what parts carry: programs, macros, encrypted archives, pages that make files.
 *
 * In:   PART_OPEN, PART_OCTETS, PART_CLOSE, DEFECT, and MESSAGE as the end of a message
 * Out:  findings attachment.*, html.*, name.bidi, when a part ends; mime.ambiguous
 *       (ambiguous.c) when the message does
 *
 * Parts of many messages may be on their way at once.  Of each, the first octets say what it
 * is and thereby what is looked for in the rest; most parts are not looked at any further.
 */
#include "judge/ambiguous.h"
#include "judge/content.h"
#include "judge/judge.h"

#include "base/limits.h"
#include "base/pool.h"

enum { BUCKETS = 256 };

/* What is on its way of one message. */
struct mail {
	struct mail *next;            /* in its bucket */
	uint64_t id;
	bool part_open[2];            /* a leaf part, and a file inside it (`inner`) */
	struct words_at password;
	struct content content[2];
	struct defects defects;
};

struct state {
	bool ready;
	struct words script, ole, password;
	struct mail *mails[BUCKETS];
	struct pool pool;             /* of these */
};

static const struct bytes script_words[SCRIPT_WORDS] = {
#define WORD(s) { (const uint8_t *)s, sizeof(s) - 1 }
	[SCRIPT_BLOB] = WORD("new blob"),
	[SCRIPT_OBJECT_URL] = WORD("createobjecturl"),
	[SCRIPT_SAVE] = WORD("mssaveoropenblob"),
	[SCRIPT_ATOB] = WORD("atob("),
	[SCRIPT_CHARCODE] = WORD("charcode"),
	[SCRIPT_BYTES] = WORD("uint8array"),
	[SCRIPT_DATA] = WORD("data:application/"),
	[SCRIPT_DOWNLOAD] = WORD("download"),
};
/* The name of a directory entry of a compound file is UTF-16 ([MS-CFB] 2.6.1). */
static const struct bytes ole_words[MACRO_WORDS] = {
	WORD("_\0v\0b\0a\0_\0p\0r\0o\0j\0e\0c\0t\0"),
};
static const struct bytes password_words[] = {
	WORD("password"), WORD("passwort"), WORD("mot de passe"), WORD("contrase"),
	WORD("\xe5\xaf\x86\xe7\xa0\x81"), WORD("\xc3\xdc\xc2\xeb"), /* UTF-8, GB 2312 */
#undef WORD
};

static void get_ready(struct state *s)
{
	words_init(&s->script, script_words, SCRIPT_WORDS);
	words_init(&s->ole, ole_words, MACRO_WORDS);
	words_init(&s->password, password_words,
		   sizeof(password_words) / sizeof(*password_words));
	s->ready = true;
}

static struct mail **mail_at(struct state *s, uint64_t id)
{
	struct mail **m = &s->mails[id % BUCKETS];

	while (*m && (*m)->id != id)
		m = &(*m)->next;
	return m;
}

void content_fini(struct content *c)
{
	zip_fini(&c->zip);
	buf_fini(&c->zip_program);
	buf_fini(&c->sealed.kept);
	buf_fini(&c->page);
	*c = (struct content){ 0 };
}

static void mail_free(struct state *s, struct mail **at)
{
	struct mail *m = *at;

	*at = m->next;
	for (int i = 0; i < 2; i++)
		if (m->part_open[i])
			content_fini(&m->content[i]);
	pool_put(&s->pool, m);
}

static bool is_markup(const struct kind *k)
{
	return k && k->class == KIND_MARKUP;
}

static struct mail *mail_begin(struct state *s, uint64_t id)
{
	struct mail **at = mail_at(s, id);

	if (*at == NULL) {
		*at = pool_take(&s->pool, sizeof(**at));
		(*at)->id = id;
	}
	return *at;
}

static void part_open(struct state *s, const struct ev_part_event *e)
{
	struct mail *m = mail_begin(s, e->message_id);
	struct content *c = &m->content[e->inner];

	if (m->part_open[e->inner])
		content_fini(c);
	c->message_id = e->message_id;
	c->first_frame = e->head->first_frame;
	c->declared = kind_of_type(e->part->content_type);
	c->html = is_markup(c->declared) || is_markup(kind_of_name(e->part->name));
	if (!e->inner)
		m->password = (struct words_at){ .found = m->password.found };
	m->part_open[e->inner] = true;
}

static void look_into_zip(struct content *c, struct bytes b)
{
	struct zip_entry entry;

	zip_push(&c->zip, b);
	while (zip_next(&c->zip, &entry) == STEP_ITEM) {
		c->zip_encrypted |= entry.encrypted;
		c->zip_macro |= bytes_ifind(entry.name, B("vbaproject.bin")) < entry.name.n;
		if (c->zip_program.n == 0 && kind_runs(kind_of_name(entry.name)))
			buf_add(&c->zip_program, entry.name);
	}
}

static bool is_shape(const struct content *c, const char *shape)
{
	return c->kind && c->kind->shape && strcmp(c->kind->shape, shape) == 0;
}

/* Octets of a part whose beginning is known. */
static void scan(const struct state *s, struct content *c, struct bytes b)
{
	if (is_shape(c, "zip"))
		look_into_zip(c, b);
	else if (is_shape(c, "ole"))
		words_push(&s->ole, &c->ole, b);
	else if (is_shape(c, "rar") && c->missing == 0)
		sealed_push_rar(&c->sealed, b);
	else if (is_shape(c, "7z"))
		sealed_push_7z(&c->sealed, b);
	if (!c->html)
		return;
	words_push(&s->script, &c->script, b);
	if (c->page.n < LIMIT_JUDGE_HTML)
		buf_add(&c->page, bytes_head(b, LIMIT_JUDGE_HTML - c->page.n));
}

static void settle(const struct state *s, struct content *c)
{
	c->known = true;
	c->kind = kind_of_octets(bytes_of(c->head, c->nhead));
	c->html |= is_markup(c->kind);
	scan(s, c, bytes_of(c->head, c->nhead));
}

static void part_octets(const struct state *s, struct mail *m, const struct ev_part_event *e)
{
	struct content *c = &m->content[e->inner];
	struct bytes b = e->octets;

	c->octets += b.n;
	c->missing += e->missing;
	if (!e->inner && bytes_istarts(e->part->content_type, B("text/")))
		words_push(&s->password, &m->password, b);
	if (!c->known) {
		struct bytes begin = bytes_head(b, KIND_HEAD_OCTETS - c->nhead);

		if (begin.n)
			memcpy(c->head + c->nhead, begin.p, begin.n);
		c->nhead += begin.n;
		b = bytes_from(b, begin.n);
		if (c->nhead < KIND_HEAD_OCTETS)
			return;
		settle(s, c);
	}
	scan(s, c, b);
}

static void part_close(const struct state *s, struct mail *m, const struct ev_part_event *e,
		       struct events *out)
{
	struct content *c = &m->content[e->inner];

	if (!c->known)
		settle(s, c);
	attachment_rules(c, e, m->password.found != 0, out);
	if (c->html)
		html_rules(c, e, out);
	m->part_open[e->inner] = false;
	content_fini(c);
}

static void put(void *state, const struct event *ev, struct events *out)
{
	struct state *s = state;
	struct mail **at;

	if (!s->ready)
		get_ready(s);
	if (ev->kind == EV_PART_OPEN) {
		part_open(s, ev->part);
		return;
	}
	if (ev->kind == EV_DEFECT) {
		defects_add(&mail_begin(s, ev->defect->message_id)->defects, ev->defect->id,
			    ev->defect->offset);
		return;
	}
	at = mail_at(s, ev->kind == EV_MESSAGE ? ev->message->id : ev->part->message_id);
	if (*at == NULL)
		return;
	if (ev->kind == EV_MESSAGE) {
		ambiguous_rules(&(*at)->defects, ev->message, out);
		mail_free(s, at);
	} else if (!(*at)->part_open[ev->part->inner]) {
		return;
	} else if (ev->kind == EV_PART_OCTETS) {
		part_octets(s, *at, ev->part);
	} else {
		part_close(s, *at, ev->part, out);
	}
}

static void fini(void *state)
{
	struct state *s = state;

	for (size_t i = 0; i < BUCKETS; i++)
		while (s->mails[i])
			mail_free(s, &s->mails[i]);
	pool_fini(&s->pool);
}

void content_finding(const struct content *c, const struct ev_part_event *e, struct finding *f,
		     enum anomaly_id id, enum confidence confidence)
{
	finding_init(f, id, confidence, e->head);
	f->record.message_id = c->message_id;
	f->record.head.first_frame = f->record.head.last_frame = NO_U64;
}

struct ev_evidence *content_evidence(const struct content *c, const struct ev_part_event *e,
				     struct finding *f, const char *what, struct bytes text)
{
	struct ev_evidence *row = finding_evidence(f, what, NULL, text);

	row->first_frame = c->first_frame;
	row->last_frame = e->head->last_frame;
	row->message_offset = e->offset;
	return row;
}

const struct detector detector_content = {
	.name = "content",
	.wants = EV_BIT(EV_PART_OPEN) | EV_BIT(EV_PART_OCTETS) | EV_BIT(EV_PART_CLOSE) |
		 EV_BIT(EV_DEFECT) | EV_BIT(EV_MESSAGE),
	.one_session = true,
	.state_octets = sizeof(struct state),
	.put = put,
	.fini = fini,
};
