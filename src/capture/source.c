/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * source.c - see source.h.
 *
 * The block is reused as soon as its records were taken.  Once workers hold frames, a
 * block gets a count of its holders and block_renew() takes a fresh one while the old is
 * held; nothing else here or in the readers knows where a block begins.
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
	free(*s);
	*s = NULL;
}

/* A block with what was not taken at its start, and room for `n` octets in all. */
static void block_renew(struct source *s, size_t n)
{
	size_t left = s->rest.n;

	if (left)
		memmove(s->block, s->rest.p, left);
	if (s->block_cap < n || !s->block) {
		s->block_cap = n > s->block_octets ? n : s->block_octets;
		s->block = xrealloc(s->block, s->block_cap);
	}
	s->rest = bytes_of(s->block, left);
}

void source_fill(struct source *s, size_t n)
{
	if (s->state == SOURCE_WAITING)
		s->state = SOURCE_OPEN;
	if (s->state != SOURCE_OPEN)
		return;
	block_renew(s, n);
	while (s->rest.n < n && s->state == SOURCE_OPEN) {
		size_t got = s->input.read(s->input.ctx, s->block + s->rest.n,
					   s->block_cap - s->rest.n, &s->state, &s->err);

		s->rest.n += got;
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
