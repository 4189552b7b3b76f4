/* SPDX-License-Identifier: BSD-2-Clause */
/* mbox.c - see mbox.h. */
#include "sink/mbox.h"

#include "base/arena.h"

#include <stdlib.h>
#include <time.h>

enum { READ_OCTETS = 64 << 10 };

struct mbox {
	struct outdir *dir;
	struct outfile *file;   /* of the mbox; NULL for a Maildir */
	struct outdir *fresh;   /* new/ of the Maildir; NULL for an mbox */
	uint64_t added;
	struct buf in, out;
};

/* Makes lines end in LF, and quotes those that would begin a message of an mbox. */
struct convert {
	bool quote;
	bool cr;                /* a CR is held back: the next octet decides */
	bool line_begins;
	unsigned more;          /* ">" seen at the beginning of this line */
	size_t from;            /* octets of "From " matched after them */
	bool matching;
};

static const struct bytes from_line = { (const uint8_t *)"From ", 5 };

/* What was held back of a line that may need a ">" goes out. */
static void release(struct convert *c, struct buf *out, bool quote)
{
	if (!c->matching)
		return;
	if (quote)
		buf_addc(out, '>');
	for (unsigned i = 0; i < c->more; i++)
		buf_addc(out, '>');
	buf_add(out, bytes_head(from_line, c->from));
	c->matching = false;
	c->more = 0;
	c->from = 0;
}

static void one(struct convert *c, struct buf *out, uint8_t octet)
{
	if (c->line_begins) {
		c->line_begins = false;
		c->matching = c->quote;
	}
	if (c->matching) {
		if (octet == '>' && c->from == 0) {
			c->more++;
			return;
		}
		if (octet == bytes_at(from_line, c->from)) {
			if (++c->from == from_line.n)
				release(c, out, true);
			return;
		}
		release(c, out, false);
	}
	buf_addc(out, octet);
	c->line_begins = octet == '\n';
}

static void convert(struct convert *c, struct buf *out, struct bytes b)
{
	struct cur in = cur_of(b);

	while (cur_left(&in)) {
		uint8_t octet = cur_u8(&in);

		if (c->cr && octet != '\n')
			one(c, out, '\r');
		c->cr = octet == '\r';
		if (!c->cr)
			one(c, out, octet);
	}
}

static void convert_end(struct convert *c, struct buf *out)
{
	if (c->cr)
		one(c, out, '\r');
	release(c, out, false);
	if (!c->line_begins)
		buf_addc(out, '\n');
}

/* "From liming@example.org Mon Nov 23 20:23:14 2026" (RFC 4155) */
static void begin_line(struct buf *out, const struct ev_message *r)
{
	static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	struct bytes sender = r->mail_from.n ? r->mail_from : r->from.n ? r->from.v[0] : B("");
	time_t seconds = r->head.ts == NO_TIME ? 0 : (time_t)(r->head.ts / NS_PER_SEC);
	struct tm t = { 0 };

	gmtime_r(&seconds, &t);
	buf_adds(out, "From ");
	for (size_t i = 0; i < sender.n; i++)
		if (bytes_at(sender, i) > ' ' && bytes_at(sender, i) != 0x7f)
			buf_addc(out, (uint8_t)bytes_at(sender, i));
	if (sender.n == 0)
		buf_adds(out, "MAILER-DAEMON");
	buf_printf(out, " %s %s %2d %02d:%02d:%02d %d\n", days[t.tm_wday], months[t.tm_mon],
		   t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, t.tm_year + 1900);
}

/* The directory `path` is in, and its last name. */
static struct bytes split(struct buf *parent, const char *path)
{
	struct bytes b = bytes_str(path);
	size_t slash = bytes_rchr(b, '/');

	if (slash == b.n) {
		buf_adds(parent, ".");
		return b;
	}
	buf_add(parent, bytes_head(b, slash ? slash : 1));
	return bytes_from(b, slash + 1);
}

struct mbox *mbox_new(const char *path, struct err *e)
{
	struct buf parent = { 0 }, name = { 0 };
	struct mbox *m = NULL;
	struct outdir *dir;

	buf_add(&name, split(&parent, path));
	if (name.n == 0) {
		err_set(e, "cannot write %s: it names a directory", path);
	} else if ((dir = outdir_new(buf_cstr(&parent), buf_cstr(&name), e)) != NULL) {
		m = xcalloc(1, sizeof(*m));
		m->dir = dir;
		m->file = outfile_new(dir, buf_bytes(&name));
	}
	buf_fini(&parent);
	buf_fini(&name);
	return m;
}

struct mbox *mbox_maildir_new(const char *path, struct err *e)
{
	static const char *const folders[] = { "tmp", "cur", "new" };
	struct mbox *m = xcalloc(1, sizeof(*m));

	m->dir = outdir_new(path, ".mailwire-marker", e);
	for (size_t i = 0; m->dir && i < sizeof(folders) / sizeof(*folders); i++) {
		outdir_free(&m->fresh);
		m->fresh = outdir_below(m->dir, folders[i], e);
		if (m->fresh == NULL)
			break;
	}
	if (m->fresh == NULL)
		mbox_free(&m);
	return m;
}

/* Everything `spool` holds, converted, into `to`. */
static int copy(struct mbox *m, struct outfile *spool, struct outfile *to, bool quote, struct err *e)
{
	struct convert c = { .quote = quote, .line_begins = true };
	uint64_t at = 0;

	for (;;) {
		buf_clear(&m->in);
		buf_clear(&m->out);
		if (outfile_read(spool, at, READ_OCTETS, &m->in, e) < 0)
			return -1;
		if (m->in.n == 0)
			break;
		at += m->in.n;
		convert(&c, &m->out, buf_bytes(&m->in));
		if (outfile_write(to, buf_bytes(&m->out), e) < 0)
			return -1;
	}
	convert_end(&c, &m->out);
	if (quote)
		buf_addc(&m->out, '\n');
	return outfile_write(to, buf_bytes(&m->out), e);
}

/* "1795465394.M817000Q2.mailwire:2,": unique by the frame's time and the message's number. */
static int add_to_maildir(struct mbox *m, struct outfile *spool, const struct ev_message *r,
			  struct err *e)
{
	int64_t ns = r->head.ts == NO_TIME ? 0 : r->head.ts;
	struct buf name = { 0 }, got = { 0 };
	struct outfile *f;
	int rc;

	buf_printf(&name, "%lld.M%06lldQ%llu.mailwire", (long long)(ns / NS_PER_SEC),
		   (long long)(ns % NS_PER_SEC / 1000), (unsigned long long)r->id);
	f = outfile_new(m->fresh, buf_bytes(&name));
	rc = copy(m, spool, f, false, e);
	if (rc == 0)
		rc = outfile_publish(&f, false, true, &got, e);
	outfile_discard(&f);
	buf_fini(&name);
	buf_fini(&got);
	return rc;
}

int mbox_add(struct mbox *m, struct outfile *spool, const struct ev_message *r, struct err *e)
{
	m->added++;
	if (m->file == NULL)
		return add_to_maildir(m, spool, r, e);
	buf_clear(&m->out);
	begin_line(&m->out, r);
	if (outfile_write(m->file, buf_bytes(&m->out), e) < 0)
		return -1;
	return copy(m, spool, m->file, true, e);
}

int mbox_end(struct mbox *m, struct err *e)
{
	struct buf got = { 0 };
	int rc = 0;

	if (m->file)
		rc = outfile_publish(&m->file, false, false, &got, e);
	buf_fini(&got);
	return rc;
}

void mbox_free(struct mbox **mp)
{
	struct mbox *m = *mp;

	if (m == NULL)
		return;
	outfile_discard(&m->file);
	outdir_free(&m->dir);
	outdir_free(&m->fresh);
	buf_fini(&m->in);
	buf_fini(&m->out);
	free(m);
	*mp = NULL;
}
