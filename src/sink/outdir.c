/* SPDX-License-Identifier: BSD-2-Clause */
/* outdir.c - see outdir.h. */
#define _GNU_SOURCE /* renameat2 */
#include "sink/outdir.h"

#include "base/arena.h"
#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { GATHER_OCTETS = 32 << 10, TEMP_NAME = 64, NUMBERS_TRIED = 10000 };

struct outfile {
	struct outdir *dir;
	struct outfile *newer, *older; /* in the list of all files, by last use */
	char temp[TEMP_NAME];          /* "" before it is on disk */
	int fd;                        /* -1 when closed for now */
	struct buf name;
	struct buf held;               /* not written yet; none when fd is -1, but after a failure */
	bool flushed;                  /* some of it was written */
};

struct outdir {
	char *path;
	int fd;                        /* -1 before outdir_open() */
	uint64_t temps;                /* temporary names given out */
	struct outfile *newest, *oldest;
	size_t nopen;
};

static const char *kind_of(const struct stat *st)
{
	return S_ISLNK(st->st_mode) ? "a symbolic link, which is not followed" :
	       S_ISDIR(st->st_mode) ? "a directory" :
	       S_ISREG(st->st_mode) ? "a file" : "no regular file";
}

/* Names what is in the way, not what was to come. */
static int already(struct err *e, const char *path, const char *name, const struct stat *st)
{
	err_set(e, "%s/%s is there already (%s), and nothing is ever overwritten: "
		   "choose another place", path, name, kind_of(st));
	e->errnum = EEXIST;
	return -1;
}

/* Why nothing could be made as `name` in `d`; `why` is the errno. */
static int taken(struct err *e, int why, const struct outdir *d, const char *name)
{
	struct stat st;

	if (fstatat(d->fd, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return err_sys(e, why, "cannot write %s/%s", d->path, name);
	return already(e, d->path, name, &st);
}

/* Can files go into d->path?  0, or -1 and `e`. */
static int usable(const struct outdir *d, const char *marker, struct err *e)
{
	struct bytes parent = bytes_str(d->path);
	struct buf other = { 0 };
	struct stat st;
	int rc = 0;

	if (stat(d->path, &st) == 0) {
		if (!S_ISDIR(st.st_mode))
			return err_set(e, "cannot write into %s: it is not a directory", d->path);
		buf_printf(&other, "%s/%s", d->path, marker);
		if (lstat(buf_cstr(&other), &st) == 0)
			rc = already(e, d->path, marker, &st);
	} else if (errno != ENOENT) {
		return err_sys(e, errno, "cannot write into %s", d->path);
	} else if (lstat(d->path, &st) == 0) {
		return err_set(e, "cannot write into %s: it is a symbolic link to what is not there",
			       d->path);
	} else {
		/* The directory it is to be made in: what stands before its last name. */
		parent = bytes_head(parent, bytes_rchr(parent, '/') < parent.n ?
						    bytes_rchr(parent, '/') + 1 : 0);
		buf_add(&other, parent.n ? parent : B("."));
		if (stat(buf_cstr(&other), &st) < 0)
			rc = err_sys(e, errno, "cannot make the directory %s in %s", d->path,
				     buf_cstr(&other));
	}
	buf_fini(&other);
	return rc;
}

struct outdir *outdir_new(const char *path, const char *marker, struct err *e)
{
	struct outdir *d = xcalloc(1, sizeof(*d));

	d->fd = -1;
	d->path = strdup(path);
	for (size_t n = strlen(path); n > 1 && path[n - 1] == '/'; n--)
		d->path[n - 1] = 0;
	if (usable(d, marker, e) < 0)
		outdir_free(&d);
	return d;
}

int outdir_open(struct outdir *d, struct err *e)
{
	if (d->fd >= 0)
		return 0;
	if (mkdir(d->path, 0777) < 0 && errno != EEXIST)
		return err_sys(e, errno, "cannot make the directory %s", d->path);
	d->fd = open(d->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (d->fd < 0)
		return err_sys(e, errno, "cannot write into %s", d->path);
	return 0;
}

struct outdir *outdir_below(struct outdir *d, const char *name, struct err *e)
{
	struct outdir *below;
	struct buf path = { 0 };
	bool made;
	int fd = -1;

	if (outdir_open(d, e) < 0)
		return NULL;
	made = mkdirat(d->fd, name, 0777) == 0 || errno == EEXIST;
	if (made)
		fd = openat(d->fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0) {
		int why = errno;
		struct stat st;

		if (fstatat(d->fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISDIR(st.st_mode))
			err_set(e, "cannot write into %s/%s: it is %s", d->path, name, kind_of(&st));
		else
			err_sys(e, why, made ? "cannot write into %s/%s" :
					       "cannot make the directory %s/%s", d->path, name);
		return NULL;
	}
	buf_printf(&path, "%s/%s", d->path, name);
	below = xcalloc(1, sizeof(*below));
	below->path = strdup(buf_cstr(&path));
	below->fd = fd;
	buf_fini(&path);
	return below;
}

/* The list of files, newest use first. */

static void list_out(struct outfile *f)
{
	struct outdir *d = f->dir;

	*(f->newer ? &f->newer->older : &d->newest) = f->older;
	*(f->older ? &f->older->newer : &d->oldest) = f->newer;
	f->newer = f->older = NULL;
}

static void list_front(struct outfile *f)
{
	struct outdir *d = f->dir;

	f->older = d->newest;
	if (d->newest)
		d->newest->newer = f;
	d->newest = f;
	if (!d->oldest)
		d->oldest = f;
}

/* Only files that hold a descriptor are in the list. */
static void file_shut(struct outfile *f)
{
	if (f->fd < 0)
		return;
	close(f->fd);
	f->fd = -1;
	f->dir->nopen--;
	list_out(f);
	buf_fini(&f->held);
}

static int failed(const struct outfile *f, struct err *e)
{
	return err_sys(e, errno, "cannot write %s/%.*s", f->dir->path, (int)f->name.n,
		       (const char *)f->name.p);
}

static int file_flush(struct outfile *f, struct err *e)
{
	struct bytes rest = buf_bytes(&f->held);
	int rc = 0;

	f->flushed = true;
	while (rest.n && rc == 0) {
		ssize_t n = write(f->fd, rest.p, rest.n);

		if (n < 0 && errno != EINTR)
			rc = failed(f, e);
		else if (n > 0)
			rest = bytes_from(rest, (size_t)n);
	}
	/* What a full disk did not take may fit when something else was discarded. */
	buf_drop(&f->held, f->held.n - rest.n);
	return rc;
}

/* Under a name of its own that was not there before. */
static int file_create(struct outfile *f)
{
	do {
		snprintf(f->temp, sizeof(f->temp), ".mailwire-%ld-%" PRIu64 ".part",
			 (long)getpid(), ++f->dir->temps);
		f->fd = openat(f->dir->fd, f->temp,
			       O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	} while (f->fd < 0 && errno == EEXIST);
	if (f->fd < 0)
		f->temp[0] = 0;
	return f->fd;
}

/* The file used longest ago gives up its descriptor. */
static int shut_oldest(struct outdir *d, struct err *e)
{
	if (file_flush(d->oldest, e) < 0)
		return -1;
	file_shut(d->oldest);
	return 0;
}

/* It holds a descriptor afterwards; perhaps the one used longest ago no more. */
static int file_ready(struct outfile *f, struct err *e)
{
	struct outdir *d = f->dir;

	if (f->fd >= 0) {
		list_out(f);
		list_front(f);
		return 0;
	}
	if ((d->nopen >= LIMIT_OPEN_FILES && shut_oldest(d, e) < 0) || outdir_open(d, e) < 0)
		return -1;
	for (;;) {
		if (f->temp[0])
			f->fd = openat(d->fd, f->temp, O_RDWR | O_APPEND | O_NOFOLLOW | O_CLOEXEC);
		else
			file_create(f);
		if (f->fd >= 0 || errno != EMFILE || !d->oldest)
			break;
		if (shut_oldest(d, e) < 0) /* who runs it allows fewer */
			return -1;
	}
	if (f->fd < 0)
		return f->temp[0] == 0 && (errno == EACCES || errno == EPERM || errno == EROFS) ?
			       err_sys(e, errno, "cannot make files in %s", d->path) : failed(f, e);
	d->nopen++;
	list_front(f);
	return 0;
}

struct outfile *outfile_new(struct outdir *d, struct bytes name)
{
	struct outfile *f = xcalloc(1, sizeof(*f));

	f->dir = d;
	f->fd = -1;
	buf_add(&f->name, name);
	return f;
}

int outfile_write(struct outfile *f, struct bytes b, struct err *e)
{
	buf_add(&f->held, b);
	if (file_ready(f, e) < 0)
		return -1;
	return f->held.n < GATHER_OCTETS ? 0 : file_flush(f, e);
}

void outfile_rename(struct outfile *f, struct bytes name)
{
	buf_clear(&f->name);
	buf_add(&f->name, name);
}

int outfile_read(struct outfile *f, uint64_t offset, size_t max, struct buf *out, struct err *e)
{
	ssize_t n;

	if (f->temp[0] == 0)
		return 0; /* nothing was written */
	if (!f->flushed) {
		buf_add(out, bytes_sub(buf_bytes(&f->held), (size_t)offset, max));
		return 0;
	}
	if (file_ready(f, e) < 0 || file_flush(f, e) < 0)
		return -1;
	do
		n = pread(f->fd, buf_room(out, max), max, (off_t)offset);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_sys(e, errno, "cannot read %s/%s again", f->dir->path, f->temp);
	out->n += (size_t)n;
	return 0;
}

/* Where the final name goes: the directory, or a new or known one in it.  Its descriptor,
   which the caller closes unless it is the directory's own; -1 and `e`. */
static int place(struct outfile *f, bool subdir, struct bytes *name_out, struct err *e)
{
	struct bytes name = buf_bytes(&f->name);
	size_t slash = bytes_chr(name, 0, '/');
	struct buf sub = { 0 };
	int fd = -1;

	if (slash == name.n) {
		*name_out = name;
		return f->dir->fd;
	}
	buf_add(&sub, bytes_head(name, slash));
	*name_out = bytes_from(name, slash + 1);
	if (!subdir || mkdirat(f->dir->fd, buf_cstr(&sub), 0777) == 0)
		fd = openat(f->dir->fd, buf_cstr(&sub),
			    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 && (errno == EEXIST || errno == ELOOP || errno == ENOTDIR))
		taken(e, errno, f->dir, buf_cstr(&sub));
	else if (fd < 0)
		err_sys(e, errno, "cannot make the directory %s/%s", f->dir->path, buf_cstr(&sub));
	buf_fini(&sub);
	return fd;
}

/* Never replaces; file systems without RENAME_NOREPLACE have hard links. */
static int give_name(struct outfile *f, int fd, const char *name)
{
	if (renameat2(f->dir->fd, f->temp, fd, name, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	if (linkat(f->dir->fd, f->temp, fd, name, 0) < 0)
		return -1;
	return unlinkat(f->dir->fd, f->temp, 0);
}

/* "1-photo.png", then "1-photo-2.png", ... */
static int give_some_name(struct outfile *f, int fd, struct bytes name, bool number,
			  struct buf *got)
{
	size_t dot = bytes_rchr(name, '.');
	int rc = -1;

	for (unsigned i = 1; i <= (number ? NUMBERS_TRIED : 1u); i++) {
		buf_clear(got);
		buf_add(got, bytes_head(name, dot));
		if (i > 1)
			buf_printf(got, "-%u", i);
		buf_add(got, bytes_from(name, dot));
		rc = give_name(f, fd, buf_cstr(got));
		if (rc == 0 || errno != EEXIST)
			break;
	}
	return rc;
}

static int publish(struct outfile *f, bool subdir, bool number, struct buf *name_out,
		   struct err *e)
{
	struct buf got = { 0 };
	struct bytes name;
	int fd, rc;

	if (file_ready(f, e) < 0 || file_flush(f, e) < 0)
		return -1;
	/* Some file systems tell a full disk only now. */
	f->dir->nopen--;
	list_out(f);
	fd = f->fd;
	f->fd = -1;
	if (close(fd) < 0)
		return failed(f, e);
	fd = place(f, subdir, &name, e);
	rc = fd < 0 ? -1 : give_some_name(f, fd, name, number, &got);
	if (rc < 0 && fd >= 0 && errno == EEXIST) {
		taken(e, errno, f->dir, buf_cstr(&f->name));
	} else if (rc < 0 && fd >= 0) {
		failed(f, e);
	} else if (rc == 0) {
		buf_add(name_out, bytes_head(buf_bytes(&f->name), f->name.n - name.n));
		buf_add(name_out, buf_bytes(&got));
		f->temp[0] = 0;
	}
	if (fd >= 0 && fd != f->dir->fd)
		close(fd);
	buf_fini(&got);
	return rc;
}

int outfile_publish(struct outfile **f, bool subdir, bool number, struct buf *name_out,
		    struct err *e)
{
	int rc = publish(*f, subdir, number, name_out, e);

	outfile_discard(f);
	return rc;
}

void outfile_discard(struct outfile **fp)
{
	struct outfile *f = *fp;

	if (!f)
		return;
	file_shut(f);
	if (f->temp[0])
		unlinkat(f->dir->fd, f->temp, 0);
	buf_fini(&f->held);
	buf_fini(&f->name);
	free(f);
	*fp = NULL;
}

void outdir_free(struct outdir **d)
{
	if (!*d)
		return;
	if ((*d)->fd >= 0)
		close((*d)->fd);
	free((*d)->path);
	free(*d);
	*d = NULL;
}
