/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * merge.c - several captures as one, by time.
 *
 * Each capture holds its next frame as a view; a heap gives the earliest.  The capture
 * whose frame was delivered moves on at the next call only, since moving on ends the view.
 * Frames of one capture keep their order, also where their times go back.
 */
#include "base/limits.h"
#include "base/time.h"
#include "capture/reader.h"

#include <stdlib.h>

enum { LEAST_BLOCK = 64 << 10 };

struct part {
	struct capture *c;
	struct frame frame;      /* its next */
	uint32_t *interfaces;    /* its interfaces' indexes in the whole */
	size_t ninterfaces, cap;
	size_t key_octets;       /* of its TLS keys, taken over */
};

struct merge {
	struct part *parts;
	size_t *heap;   /* parts that hold a frame; the earliest first */
	size_t nheap;
	size_t *behind; /* parts that must move on before the next frame is chosen */
	size_t nbehind;
};

/* Equal times: the order in which the files were given. */
static bool before(const struct merge *m, size_t a, size_t b)
{
	int64_t ta = m->parts[a].frame.ts_ns, tb = m->parts[b].frame.ts_ns;

	return ta != tb ? ta < tb : a < b;
}

static void swap(size_t *a, size_t *b)
{
	size_t t = *a;

	*a = *b;
	*b = t;
}

static void heap_add(struct merge *m, size_t part)
{
	size_t i = m->nheap++;

	m->heap[i] = part;
	for (; i && before(m, m->heap[i], m->heap[(i - 1) / 2]); i = (i - 1) / 2)
		swap(&m->heap[i], &m->heap[(i - 1) / 2]);
}

static size_t heap_take(struct merge *m)
{
	size_t first = m->heap[0], i = 0;

	m->heap[0] = m->heap[--m->nheap];
	for (;;) {
		size_t least = i;

		for (size_t k = 2 * i + 1; k <= 2 * i + 2 && k < m->nheap; k++)
			if (before(m, m->heap[k], m->heap[least]))
				least = k;
		if (least == i)
			return first;
		swap(&m->heap[i], &m->heap[least]);
		i = least;
	}
}

/* Interfaces the part has learned, and the counters of all. */
static void take_interfaces(struct capture *c, struct part *p)
{
	const struct capture_facts *f = &p->c->facts;

	for (size_t i = 0; i < f->ninterfaces; i++) {
		struct capture_interface *to;
		uint64_t frames;

		if (i == p->ninterfaces) {
			ARRAY_PUSH(p->interfaces, p->ninterfaces, p->cap) =
				(uint32_t)c->facts.ninterfaces;
			(void)capture_add_interface(c, 0, 0);
		}
		to = &c->interfaces[p->interfaces[i]];
		frames = to->frames; /* delivered, not read ahead */
		*to = f->interfaces[i];
		to->frames = frames;
	}
}

/* What the part has learned since it last moved on. */
static void take_news(struct capture *c, struct part *p)
{
	const struct capture_facts *f = &p->c->facts;

	if (f->ninterfaces != p->ninterfaces)
		take_interfaces(c, p);
	if (f->tls_keys.n != p->key_octets) {
		buf_add(&c->tls_keys, bytes_from(f->tls_keys, p->key_octets));
		if (bytes_last(f->tls_keys) != '\n')
			buf_addc(&c->tls_keys, '\n');
		p->key_octets = f->tls_keys.n;
		c->facts.tls_keys = buf_bytes(&c->tls_keys);
	}
	if (f->damage)
		capture_damage(c, "%s: %s", p->c->name, f->damage);
}

static enum step move_on(struct capture *c, struct merge *m, size_t part, struct err *e)
{
	struct part *p = &m->parts[part];
	uint64_t read = p->c->facts.read_octets;
	enum step step = capture_next(p->c, &p->frame, e);

	c->facts.read_octets += p->c->facts.read_octets - read;
	take_news(c, p);
	if (step == STEP_ITEM)
		heap_add(m, part);
	if (step == STEP_END)
		take_interfaces(c, p); /* statistics stand at the end */
	return step;
}

static enum step merge_next(struct capture *c, struct frame *out, struct err *e)
{
	struct merge *m = c->state;
	struct part *p;

	if (c->stop)
		return STEP_END;
	while (m->nbehind) {
		enum step step = move_on(c, m, m->behind[m->nbehind - 1], e);

		if (step == STEP_MORE || step == STEP_FAIL)
			return step;
		m->nbehind--;
	}
	if (!m->nheap)
		return STEP_END;
	m->behind[m->nbehind++] = heap_take(m);
	p = &m->parts[m->behind[0]];
	*out = p->frame;
	c->from = p->c;
	out->interface = p->interfaces[p->frame.interface];
	return STEP_ITEM;
}

static void merge_close(struct capture *c)
{
	struct merge *m = c->state;

	for (size_t i = 0; i < c->nparts; i++) {
		capture_close(&c->parts[i]);
		free(m->parts[i].interfaces);
	}
	free(m->parts);
	free(m->heap);
	free(m->behind);
	free(c->parts);
	free(m);
}

static const struct reader reader = { .next = merge_next, .close = merge_close };

/* What all files say together; of the descriptions, the first that is there. */
static void sum_up(struct capture *c)
{
	struct capture_facts *f = &c->facts;
	struct buf paths = { 0 };

	for (size_t i = 0; i < c->nparts; i++) {
		const struct capture_facts *one = &c->parts[i]->facts;

		if (i)
			buf_adds(&paths, ", ");
		buf_adds(&paths, one->path);
		if (!i)
			f->format = one->format;
		else if (strcmp(f->format, one->format) != 0)
			f->format = "several formats";
		f->compression = f->compression ? f->compression : one->compression;
		f->hardware = f->hardware ? f->hardware : one->hardware;
		f->os = f->os ? f->os : one->os;
		f->application = f->application ? f->application : one->application;
		f->comment = f->comment ? f->comment : one->comment;
		f->size_octets += one->size_octets;
	}
	f->path = c->name = bytes_strdup(&c->arena, buf_bytes(&paths));
	f->files = c->nparts;
	buf_fini(&paths);
}

struct capture *capture_open_many(const char *const *paths, size_t n, struct err *e)
{
	size_t block = SOURCE_BLOCK_OCTETS / (n ? n : 1);
	struct capture *c;
	struct merge *m;

	if (n == 1)
		return capture_open(paths[0], e);
	if (!n || n > LIMIT_MERGE_FILES) {
		err_set(e, "cannot read %zu files as one capture: between 1 and %d are allowed",
			n, LIMIT_MERGE_FILES);
		return NULL;
	}
	for (size_t i = 0, given = 0; i < n; i++) {
		given += strcmp(paths[i], "-") == 0;
		if (given > 1) {
			err_set(e, "standard input can be read only once");
			return NULL;
		}
	}
	c = capture_new(&reader);
	c->state = m = xcalloc(1, sizeof(*m));
	m->parts = xcalloc(n, sizeof(*m->parts));
	m->heap = xcalloc(n, sizeof(*m->heap));
	m->behind = xcalloc(n, sizeof(*m->behind));
	c->parts = xcalloc(n, sizeof(*c->parts));
	for (; c->nparts < n; c->nparts++) {
		size_t i = c->nparts;

		c->parts[i] = capture_open_blocks(paths[i],
						  block < LEAST_BLOCK ? LEAST_BLOCK : block, e);
		if (!c->parts[i]) {
			capture_close(&c);
			return NULL;
		}
		m->parts[i].c = c->parts[i];
		m->behind[n - 1 - i] = i; /* moved on from the end: in the files' order */
	}
	m->nbehind = n;
	sum_up(c);
	return c;
}
