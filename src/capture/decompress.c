/* SPDX-License-Identifier: BSD-2-Clause */
/* decompress.c - see decompress.h. */
#include "capture/decompress.h"

#include "base/arena.h"

#include <archive.h>
#include <errno.h>
#include <stdlib.h>

static const struct {
	const char *name;
	struct bytes magic;
	uint8_t mask; /* of the first octet: zstd's skippable frames are 50-5f */
} formats[] = {
	{ "gzip",  B("\x1f\x8b"),                  0xff },
	{ "zstd",  B("\x28\xb5\x2f\xfd"),          0xff },
	{ "zstd",  B("\x50\x2a\x4d\x18"),          0xf0 },
	{ "lz4",   B("\x04\x22\x4d\x18"),          0xff },
	{ "lz4",   B("\x02\x21\x4c\x18"),          0xff },
	{ "xz",    B("\xfd" "7zXZ\x00"),           0xff },
	{ "bzip2", B("BZh"),                       0xff },
};

const char *decompress_name(struct bytes head)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		struct bytes magic = formats[i].magic;

		if (head.n < magic.n ||
		    (bytes_at(head, 0) & formats[i].mask) != bytes_at(magic, 0))
			continue;
		if (bytes_eq(bytes_sub(head, 1, magic.n - 1), bytes_from(magic, 1)))
			return formats[i].name;
	}
	return NULL;
}

struct decompress {
	struct source *raw;
	struct archive *archive;
	const char *name;
	struct bytes ready; /* decompressed, in the filter's buffer */
	bool empty;         /* nothing was compressed */
};

/* libarchive asks for more compressed octets: all that the raw block holds, in place. */
static la_ssize_t feed(struct archive *a, void *ctx, const void **out)
{
	struct decompress *d = ctx;
	struct bytes b;

	do
		b = source_need(d->raw, 1);
	while (!b.n && d->raw->state == SOURCE_WAITING);
	if (!b.n && d->raw->state != SOURCE_ENDED) {
		archive_set_error(a, EIO, "%s", d->raw->err.text);
		return -1;
	}
	b = d->raw->rest;
	source_take(d->raw, b.n);
	*out = b.p;
	return (la_ssize_t)b.n;
}

static enum source_state failed(struct decompress *d, struct err *e)
{
	const char *why = archive_error_string(d->archive);

	if (d->raw->state == SOURCE_FAILED) {
		*e = d->raw->err;
		return SOURCE_FAILED;
	}
	err_set(e, "the %s data is cut or damaged near octet %llu of the file (%s)", d->name,
		(unsigned long long)d->raw->octets, why ? why : "its header is wrong");
	return SOURCE_DAMAGED;
}

static size_t decompress_read(void *ctx, uint8_t *to, size_t n,
			      enum source_state *state_out, struct err *e)
{
	struct decompress *d = ctx;
	struct bytes b;

	while (!d->ready.n) {
		const void *p = NULL;
		size_t got = 0;
		la_int64_t offset;
		int r = d->empty ? ARCHIVE_EOF :
				   archive_read_data_block(d->archive, &p, &got, &offset);

		if (r == ARCHIVE_EOF || r < ARCHIVE_WARN) {
			*state_out = r == ARCHIVE_EOF ? SOURCE_ENDED : failed(d, e);
			return 0;
		}
		d->ready = bytes_of(p, got);
	}
	b = bytes_head(d->ready, n);
	memcpy(to, b.p, b.n);
	d->ready = bytes_from(d->ready, b.n);
	return b.n;
}

static void decompress_close(void *ctx)
{
	struct decompress *d = ctx;

	archive_read_free(d->archive);
	source_free(&d->raw);
	free(d);
}

struct source *decompress_new(struct source **raw, const char *name, size_t block_octets,
			      struct err *e)
{
	struct decompress *d = xcalloc(1, sizeof(*d));
	struct archive *a = archive_read_new();
	struct archive_entry *entry;
	int r;

	assert(a); /* libarchive: only when memory is exhausted */
	d->raw = *raw;
	*raw = NULL;
	d->name = name;
	d->archive = a;
	archive_read_support_filter_gzip(a);
	archive_read_support_filter_zstd(a);
	archive_read_support_filter_lz4(a);
	archive_read_support_filter_xz(a);
	archive_read_support_filter_bzip2(a);
	archive_read_support_format_raw(a);
	archive_read_support_format_empty(a);
	r = archive_read_open(a, d, NULL, feed, NULL);
	if (r >= ARCHIVE_WARN)
		r = archive_read_next_header(a, &entry);
	if (r < ARCHIVE_WARN || archive_filter_code(a, 0) == ARCHIVE_FILTER_NONE) {
		failed(d, e);
		decompress_close(d);
		return NULL;
	}
	d->empty = r == ARCHIVE_EOF;
	return source_new((struct source_input){ .read = decompress_read,
						 .close = decompress_close, .ctx = d,
						 .stalls = d->raw->input.stalls },
			  block_octets);
}
