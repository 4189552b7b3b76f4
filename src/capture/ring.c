/* SPDX-License-Identifier: BSD-2-Clause */
/* ring.c - see ring.h. */
#include "capture/ring.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/time.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { KILO = 1000 };

struct ring {
	struct ring_options options;
	struct writer_options writer_options;
	struct arena arena;      /* the texts of the options */
	struct bytes stem, extension; /* of the path: "dir/name", ".pcapng" */
	struct writer *writer;
	struct buf path;         /* of the file being written */
	char **kept;             /* paths of the last `files` files, by number modulo files */
	uint64_t files, octets;  /* octets: of the files before this one */
	int64_t first_ns;        /* of the first frame of this file */
};

static const char *keep(struct ring *r, const char *text)
{
	return text ? bytes_strdup(&r->arena, bytes_str(text)) : NULL;
}

/* "dir.d/name.pcapng" is "dir.d/name" and ".pcapng". */
static void split(struct ring *r, const char *path)
{
	struct bytes whole = bytes_dup(&r->arena, bytes_str(path));
	size_t slash = bytes_rchr(whole, '/'), dot = bytes_rchr(whole, '.');

	if (slash < whole.n && dot < slash)
		dot = whole.n;
	r->stem = bytes_head(whole, dot);
	r->extension = bytes_from(whole, dot);
}

/* Deletes the oldest file when there are enough, and keeps the new one's path. */
static void make_room(struct ring *r)
{
	char **slot;

	if (!r->options.files)
		return;
	slot = &r->kept[r->files % r->options.files];
	if (*slot) {
		(void)unlink(*slot); /* gone already: all the better */
		free(*slot);
	}
	*slot = xcalloc(1, r->path.n + 1);
	memcpy(*slot, r->path.p, r->path.n);
}

static int open_next(struct ring *r, struct err *e)
{
	time_t now = time(NULL);
	char stamp[32] = "";
	struct tm tm;

	if (localtime_r(&now, &tm))
		(void)strftime(stamp, sizeof(stamp), "%Y%m%d%H%M%S", &tm);
	buf_clear(&r->path);
	buf_add(&r->path, r->stem);
	buf_printf(&r->path, "_%05llu_%s", (unsigned long long)r->files + 1, stamp);
	buf_add(&r->path, r->extension);
	r->writer = writer_open(buf_cstr(&r->path), &r->writer_options, e);
	if (!r->writer)
		return -1;
	make_room(r);
	r->files++;
	r->first_ns = TS_NONE;
	return 0;
}

static int close_file(struct ring *r, const struct capture_facts *from, struct err *e)
{
	if (r->writer)
		r->octets += writer_octets(r->writer);
	return writer_close(&r->writer, from, e);
}

struct ring *ring_open(const char *path, const struct ring_options *o,
		       const struct writer_options *w, struct err *e)
{
	struct ring *r;

	if (strcmp(path, "-") == 0) {
		err_set(e, "cannot write a row of files to standard output");
		return NULL;
	}
	if (o->files > LIMIT_RING_FILES) {
		err_set(e, "cannot keep more than %d files", LIMIT_RING_FILES);
		return NULL;
	}
	r = xcalloc(1, sizeof(*r));
	r->options = *o;
	r->writer_options = (struct writer_options){
		.hardware = keep(r, w->hardware), .os = keep(r, w->os),
		.application = keep(r, w->application), .comment = keep(r, w->comment),
		.everything = w->everything,
	};
	split(r, path);
	if (o->files)
		r->kept = xcalloc(o->files, sizeof(*r->kept));
	if (open_next(r, e) < 0)
		(void)ring_close(&r, NULL, &(struct err){ 0 });
	return r;
}

/* Whether the file is to be ended before `f`. */
static bool full(const struct ring *r, const struct capture_facts *from,
		 const struct frame *f)
{
	uint64_t octets = writer_octets(r->writer) + writer_frame_octets(f) +
			  from->ninterfaces * WRITER_STATISTICS_OCTETS;

	if (r->first_ns == TS_NONE)
		return false; /* it has no frame yet */
	if (r->options.kilobytes && octets > r->options.kilobytes * KILO)
		return true;
	return r->options.seconds && f->ts_ns > r->first_ns &&
	       (uint64_t)(f->ts_ns - r->first_ns) / (uint64_t)NS_PER_SEC >= r->options.seconds;
}

int ring_frame(struct ring *r, const struct capture_facts *from, const struct frame *f,
	       struct err *e)
{
	if (!r->writer)
		return err_set(e, "cannot write %s: it could not be begun", ring_path(r));
	if (full(r, from, f) && (close_file(r, from, e) < 0 || open_next(r, e) < 0))
		return -1;
	if (r->first_ns == TS_NONE)
		r->first_ns = f->ts_ns;
	return writer_frame(r->writer, from, f, e);
}

int ring_flush(struct ring *r, struct err *e)
{
	return r->writer ? writer_flush(r->writer, e) : 0;
}

const char *ring_path(const struct ring *r)
{
	return (const char *)r->path.p;
}

uint64_t ring_files(const struct ring *r)
{
	return r->files;
}

uint64_t ring_octets(const struct ring *r)
{
	return r->octets + (r->writer ? writer_octets(r->writer) : 0);
}

int ring_close(struct ring **rp, const struct capture_facts *from, struct err *e)
{
	struct ring *r = *rp;
	int status;

	if (!r)
		return 0;
	status = close_file(r, from, e);
	for (uint64_t i = 0; r->kept && i < r->options.files; i++)
		free(r->kept[i]);
	free(r->kept);
	buf_fini(&r->path);
	arena_fini(&r->arena);
	free(r);
	*rp = NULL;
	return status;
}

bool ring_option(struct ring_options *o, const char *text)
{
	struct {
		struct bytes name;
		uint64_t *to, most;
	} options[] = {
		{ B("duration:"), &o->seconds,   UINT32_MAX },
		{ B("filesize:"), &o->kilobytes, UINT32_MAX },
		{ B("files:"),    &o->files,     LIMIT_RING_FILES },
	};
	struct bytes b = bytes_str(text);

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		uint64_t n;

		if (!bytes_starts(b, options[i].name))
			continue;
		if (!bytes_u64(bytes_from(b, options[i].name.n), &n) || !n ||
		    n > options[i].most)
			return false;
		*options[i].to = n;
		return true;
	}
	return false;
}
