/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * writer.c - see writer.h.
 *
 * Blocks are put together in a buffer that always begins at the start of a block, so that
 * after a failed write the whole blocks that reached the disk can be counted.
 * Spec: draft-ietf-opsawg-pcapng
 */
#include "capture/writer.h"

#include "base/arena.h"
#include "capture/pcapng.h"
#include "capture/pcapng_put.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/utsname.h>
#include <unistd.h>

enum {
	FLUSH_OCTETS = 256 << 10,
	SECRETS_OCTETS = 1 << 20, /* of one block of secrets */
};

/* An interface of the capture in the file: id + 1 of its description, 0 = none yet. */
struct described {
	uint32_t id[2]; /* by `early`, see pcapng_put.h */
};

struct writer {
	int fd;
	bool owned, everything;
	char *path;
	struct buf out;      /* whole blocks that were not written yet */
	uint64_t written;    /* octets in the file, in whole blocks */
	uint64_t frames;     /* in the file and in `out` */
	struct described *interfaces; /* as the capture counts them */
	uint64_t *per_id;    /* frames of each id */
	size_t ninterfaces, cap_interfaces, nper_id, cap_per_id;
	size_t key_octets;   /* of the capture's TLS keys, when everything is written */
	bool failed;
	struct err err;      /* when failed */
};

/* `got` octets of `w->out` reached the file: cuts it back to the last whole block, and
   takes the frames in the blocks after that out of the count. */
static void cut_back(struct writer *w, size_t got)
{
	struct cur c = cur_of(buf_bytes(&w->out));

	while (cur_left(&c)) {
		struct cur block = c;
		uint32_t type = cur_le32(&block), octets = cur_le32(&block);

		cur_skip(&c, octets);
		if (cur_at(&c) <= got)
			w->written += octets;
		else
			w->frames -= type == BLOCK_ENHANCED;
	}
	if (w->owned && ftruncate(w->fd, (off_t)w->written) < 0)
		w->written += got; /* a pipe or device: what is out is out */
}

int writer_flush(struct writer *w, struct err *e)
{
	size_t got = 0;

	while (!w->failed && got < w->out.n) {
		struct bytes b = bytes_from(buf_bytes(&w->out), got);
		ssize_t n = write(w->fd, b.p, b.n);

		if (n >= 0) {
			got += (size_t)n;
			continue;
		}
		if (errno == EINTR)
			continue;
		w->failed = true;
		w->err.errnum = errno;
	}
	if (w->failed) {
		if (w->out.n) {
			cut_back(w, got);
			err_sys(&w->err, w->err.errnum,
				"cannot write %s (%llu frames are in it)", w->path,
				(unsigned long long)w->frames);
			buf_clear(&w->out);
		}
		*e = w->err;
		return -1;
	}
	w->written += w->out.n;
	buf_clear(&w->out);
	return 0;
}

struct writer *writer_open(const char *path, const struct writer_options *o, struct err *e)
{
	bool standard = strcmp(path, "-") == 0;
	int fd = standard ? STDOUT_FILENO :
			    open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	struct writer *w;

	if (fd < 0) {
		err_sys(e, errno, "cannot create %s", path);
		return NULL;
	}
	w = xcalloc(1, sizeof(*w));
	w->fd = fd;
	w->owned = !standard;
	w->everything = o->everything;
	path = standard ? "standard output" : path;
	w->path = xcalloc(1, strlen(path) + 1);
	memcpy(w->path, path, strlen(path));
	pcapng_put_section(&w->out, o);
	if (writer_flush(w, e) < 0)
		(void)writer_close(&w, NULL, &(struct err){ 0 });
	return w;
}

static uint32_t interface_id(struct writer *w, const struct capture_facts *from, size_t i,
			     bool early)
{
	uint32_t *id;

	while (w->ninterfaces <= i)
		ARRAY_PUSH(w->interfaces, w->ninterfaces, w->cap_interfaces) =
			(struct described){ 0 };
	id = &w->interfaces[i].id[early];
	if (!*id) {
		ARRAY_PUSH(w->per_id, w->nper_id, w->cap_per_id) = 0;
		*id = (uint32_t)w->nper_id;
		pcapng_put_interface(&w->out, &from->interfaces[i], early);
	}
	return *id - 1;
}

/* The interfaces before number `stop` that no frame has described. */
static void describe_all(struct writer *w, const struct capture_facts *from, size_t stop)
{
	for (size_t i = w->ninterfaces; i < from->ninterfaces && i < stop; i++)
		(void)interface_id(w, from, i, false);
}

static int put_secrets(struct writer *w, struct bytes lines, struct err *e)
{
	while (lines.n && !w->failed) {
		struct bytes some = bytes_head(lines, SECRETS_OCTETS);

		if (some.n < lines.n && bytes_rchr(some, '\n') < some.n)
			some = bytes_head(some, bytes_rchr(some, '\n') + 1);
		pcapng_put_secrets(&w->out, some);
		lines = bytes_from(lines, some.n);
		if (w->out.n >= FLUSH_OCTETS && writer_flush(w, e) < 0)
			return -1;
	}
	return 0;
}

int writer_secrets(struct writer *w, struct bytes lines, struct err *e)
{
	if (w->failed) {
		*e = w->err;
		return -1;
	}
	return put_secrets(w, lines, e);
}

/* What the capture has learned since the last frame. */
static int put_news(struct writer *w, const struct capture_facts *from, size_t stop,
		    struct err *e)
{
	struct bytes keys = bytes_from(from->tls_keys, w->key_octets);

	describe_all(w, from, stop);
	w->key_octets = from->tls_keys.n;
	return put_secrets(w, keys, e);
}

int writer_frame(struct writer *w, const struct capture_facts *from, const struct frame *f,
		 struct err *e)
{
	bool early = f->ts_ns < 0;
	uint32_t id;

	if (w->failed) {
		*e = w->err;
		return -1;
	}
	if (w->everything && put_news(w, from, f->interface, e) < 0)
		return -1;
	id = interface_id(w, from, f->interface, early);
	w->per_id[id]++;
	w->frames++;
	pcapng_put_frame(&w->out, id, f, early);
	return w->out.n < FLUSH_OCTETS ? 0 : writer_flush(w, e);
}

uint64_t writer_octets(const struct writer *w)
{
	return w->written + w->out.n;
}

uint64_t writer_frames(const struct writer *w)
{
	return w->frames;
}

/* The counters of an interface that is described twice stand with its first description. */
static void put_counters(struct writer *w, const struct capture_facts *from)
{
	static const struct capture_interface unknown = {
		.received = UINT64_MAX, .dropped_kernel = UINT64_MAX,
		.dropped_interface = UINT64_MAX,
	};

	for (size_t i = 0; i < w->ninterfaces; i++) {
		const struct capture_interface *counted = &from->interfaces[i];

		for (int early = 0; early < 2; early++) {
			uint32_t id = w->interfaces[i].id[early];

			if (!id)
				continue;
			pcapng_put_statistics(&w->out, id - 1, from, counted, w->per_id[id - 1],
					      early);
			counted = &unknown;
		}
	}
}

int writer_close(struct writer **wp, const struct capture_facts *from, struct err *e)
{
	struct writer *w = *wp;
	int r;

	if (!w)
		return 0;
	if (!w->failed && from && w->everything && put_news(w, from, SIZE_MAX, e) == 0)
		put_counters(w, from);
	r = writer_flush(w, e);
	if (w->owned && close(w->fd) < 0 && r == 0)
		r = err_sys(e, errno, "cannot write %s", w->path);
	buf_fini(&w->out);
	free(w->interfaces);
	free(w->per_id);
	free(w->path);
	free(w);
	*wp = NULL;
	return r;
}

void writer_machine(struct buf *hardware, struct buf *os)
{
	struct utsname u;

	if (uname(&u) < 0)
		return;
	buf_adds(hardware, u.machine);
	buf_printf(os, "%s %s", u.sysname, u.release);
}
