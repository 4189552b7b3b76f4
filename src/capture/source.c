/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * source.c - see source.h.
 *
 * The block is reused as soon as its records were taken; while somebody holds it,
 * make_room() takes another one.  Nothing else here or in the readers knows where a block
 * begins.
 */
#include "capture/source.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

struct source *source_new(struct source_input input, size_t block_octets)
{
	struct source *s = xcalloc(1, sizeof(*s));

	s->input = input;
	s->block_octets = block_octets;
	return s;
}

void source_free(struct source **s)
{
	if (!*s)
		return;
	if ((*s)->input.close)
		(*s)->input.close((*s)->input.ctx);
	free((*s)->block);
	while ((*s)->idle) {
		struct block *next = (*s)->idle->next;

		free((*s)->idle);
		(*s)->idle = next;
	}
	free(*s);
	*s = NULL;
}

static void block_idle(struct block *b)
{
	b->next = b->home->idle;
	b->home->idle = b;
}

void block_release(struct block *b)
{
	if (--b->holders == 0 && b != b->home->block)
		block_idle(b);
}

/* One with room for `n` octets; idle ones that are too small give way to it. */
static struct block *block_take(struct source *s, size_t n)
{
	struct block *b;

	while ((b = s->idle) != NULL) {
		s->idle = b->next;
		if (b->cap >= n)
			return b;
		free(b);
	}
	if (n < s->block_octets)
		n = s->block_octets;
	b = xrealloc(NULL, sizeof(*b) + n);
	*b = (struct block){ .home = s, .cap = n };
	return b;
}

/* Where `rest` begins in its block. */
static size_t rest_at(const struct source *s)
{
	return s->rest.n ? (size_t)(s->rest.p - s->block->octets) : s->filled;
}

/* Makes room for `rest` to become `n` octets long.  Nothing that is held is written over: a
   pipe that gives little at a time fills its block up all the same. */
static void make_room(struct source *s, size_t n)
{
	struct block *old = s->block;
	size_t left = s->rest.n;

	if (old && old->holders && rest_at(s) + n <= old->cap)
		return;
	if (!old || old->holders || old->cap < n)
		s->block = block_take(s, n);
	if (left)
		memmove(s->block->octets, s->rest.p, left);
	if (old && old != s->block && !old->holders)
		block_idle(old);
	s->rest = bytes_of(s->block->octets, left);
	s->filled = left;
}

void source_fill(struct source *s, size_t n)
{
	if (s->state == SOURCE_WAITING)
		s->state = SOURCE_OPEN;
	if (s->state != SOURCE_OPEN)
		return;
	make_room(s, n);
	while (s->rest.n < n && s->state == SOURCE_OPEN) {
		struct block *b = s->block;
		size_t got = s->input.read(s->input.ctx, b->octets + s->filled,
					   b->cap - s->filled, &s->state, &s->err);

		if (s->rest.n == 0)
			s->rest.p = b->octets + s->filled;
		s->rest.n += got;
		s->filled += got;
		s->octets += got;
	}
}

struct file {
	int fd;
	bool owned, stalls;
	const volatile sig_atomic_t *stop;
	char *name;
};

/* True when there is something to read; otherwise nothing came for SOURCE_POLL_MS. */
static bool file_ready(const struct file *f)
{
	struct pollfd p = { .fd = f->fd, .events = POLLIN };

	return poll(&p, 1, SOURCE_POLL_MS) > 0;
}

static size_t file_read(void *ctx, uint8_t *to, size_t n, enum source_state *state_out,
			struct err *e)
{
	struct file *f = ctx;
	ssize_t got;

	do {
		if (f->stop && *f->stop) {
			*state_out = SOURCE_ENDED;
			return 0;
		}
		if (f->stalls && !file_ready(f)) {
			*state_out = SOURCE_WAITING;
			return 0;
		}
		got = read(f->fd, to, n);
	} while (got < 0 && (errno == EINTR || errno == EAGAIN));
	if (got > 0)
		return (size_t)got;
	*state_out = got ? SOURCE_FAILED : SOURCE_ENDED;
	if (got)
		err_sys(e, errno, "cannot read %s", f->name);
	return 0;
}

static void file_close(void *ctx)
{
	struct file *f = ctx;

	if (f->owned)
		close(f->fd);
	free(f->name);
	free(f);
}

int source_input_file(struct source_input *out, const char *path,
		      const volatile sig_atomic_t *stop, struct stat *st_out, struct err *e)
{
	bool standard = strcmp(path, "-") == 0;
	const char *name = standard ? "standard input" : path;
	int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	struct file *f;

	if (fd < 0)
		return err_sys(e, errno, "cannot open %s", name);
	if (fstat(fd, st_out) < 0) {
		int why = errno;

		if (!standard)
			close(fd);
		return err_sys(e, why, "cannot open %s", name);
	}
	f = xcalloc(1, sizeof(*f));
	*f = (struct file){ .fd = fd, .owned = !standard, .stop = stop,
			    .stalls = !S_ISREG(st_out->st_mode) &&
				      !S_ISDIR(st_out->st_mode) };
	f->name = xcalloc(1, strlen(name) + 1);
	memcpy(f->name, name, strlen(name));
	*out = (struct source_input){ .read = file_read, .close = file_close, .ctx = f,
				      .stalls = f->stalls };
	return 0;
}

struct memory {
	struct bytes left;
	size_t chunk;
};

static size_t memory_read(void *ctx, uint8_t *to, size_t n, enum source_state *state_out,
			  struct err *e)
{
	struct memory *m = ctx;
	struct bytes b = bytes_head(m->left, n < m->chunk ? n : m->chunk);

	(void)e;
	if (!b.n) {
		*state_out = SOURCE_ENDED;
		return 0;
	}
	memcpy(to, b.p, b.n);
	m->left = bytes_from(m->left, b.n);
	return b.n;
}

struct source_input source_input_bytes(struct bytes all, size_t chunk)
{
	struct memory *m = xcalloc(1, sizeof(*m));

	*m = (struct memory){ .left = all, .chunk = chunk };
	return (struct source_input){ .read = memory_read, .close = free, .ctx = m };
}
