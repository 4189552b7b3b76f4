/* SPDX-License-Identifier: BSD-2-Clause */
/* decompress.c - see decompress.h. */
#include "capture/decompress.h"

#include "base/arena.h"
#include "capture/codec.h"

#include <stdlib.h>

static const struct {
	const struct codec *codec;
	struct bytes magic;
	uint8_t mask; /* of the first octet: skippable frames are 50-5f */
} formats[] = {
	{ &codec_gzip,  B("\x1f\x8b"),         0xff },
	{ &codec_zstd,  B("\x28\xb5\x2f\xfd"), 0xff },
	{ &codec_zstd,  B("\x50\x2a\x4d\x18"), 0xf0 },
	{ &codec_lz4,   B("\x04\x22\x4d\x18"), 0xff },
	{ &codec_xz,    B("\xfd" "7zXZ\x00"),  0xff },
	{ &codec_bzip2, B("BZh"),              0xff },
};

static bool begins_with(struct bytes head, size_t format)
{
	struct bytes magic = formats[format].magic;

	return head.n >= magic.n &&
	       (bytes_at(head, 0) & formats[format].mask) == bytes_at(magic, 0) &&
	       bytes_eq(bytes_sub(head, 1, magic.n - 1), bytes_from(magic, 1));
}

const struct codec *decompress_codec(struct bytes head)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (begins_with(head, i))
			return formats[i].codec;
	return NULL;
}

const char *decompress_name(const struct codec *c)
{
	return c->name;
}

/* A member begins with one of its format's magics; lz4 has its skippable frames from zstd. */
static bool is_member(struct bytes head, const struct codec *codec)
{
	const struct codec *c = decompress_codec(head);

	return c == codec || (codec == &codec_lz4 && c == &codec_zstd && begins_with(head, 2));
}

struct decompress {
	struct source *raw;
	const struct codec *codec;
	void *decoder;  /* NULL between members */
	bool any;       /* something was decoded */
	bool damaged;   /* after the octets of the last step: `why` */
	const char *why;
};

static size_t tell_damage(const struct decompress *d, enum source_state *state_out,
			  struct err *e)
{
	unsigned long long at = source_offset(d->raw);

	if (d->damaged)
		err_set(e, "the %s data is damaged near octet %llu of the file%s%s%s",
			d->codec->name, at, d->why ? " (" : "", d->why ? d->why : "",
			d->why ? ")" : "");
	else if (d->decoder)
		err_set(e, "the file ends inside its %s data, at octet %llu%s", d->codec->name, at,
			d->any ? "" : ", before anything can be decoded");
	else
		err_set(e, "the %s data ends at octet %llu of the file; what follows it is not "
			"read", d->codec->name, at);
	*state_out = SOURCE_DAMAGED;
	return 0;
}

/* More compressed octets are needed than there are: false when none come now, or ever. */
static bool more(struct decompress *d, enum source_state *state_out, struct err *e)
{
	if (source_need(d->raw, 1).n)
		return true;
	*state_out = d->raw->state;
	*e = d->raw->err;
	if (d->raw->state == SOURCE_ENDED)
		tell_damage(d, state_out, e);
	return false;
}

/* Between members: begins the next one.  False at the end, or when it must wait. */
static bool begin_member(struct decompress *d, enum source_state *state_out, struct err *e)
{
	struct bytes head;

	/* Zeros between and behind members are padding, from tapes or as xz allows. */
	while (bytes_at(source_need(d->raw, 1), 0) == 0)
		source_take(d->raw, 1);
	head = source_need(d->raw, DECOMPRESS_MAGIC_OCTETS);
	if (!head.n || (head.n < DECOMPRESS_MAGIC_OCTETS && d->raw->state == SOURCE_WAITING)) {
		*state_out = d->raw->state;
		*e = d->raw->err;
		return false;
	}
	if (!is_member(head, d->codec)) {
		tell_damage(d, state_out, e);
		return false;
	}
	d->decoder = d->codec->new();
	return true;
}

static size_t decompress_read(void *ctx, uint8_t *to, size_t n,
			      enum source_state *state_out, struct err *e)
{
	struct decompress *d = ctx;

	while (!d->damaged) {
		struct codec_step s = { .to = to, .room = n };
		enum codec_state state;
		size_t had;

		if (!d->decoder && !begin_member(d, state_out, e))
			return 0;
		s.in = d->raw->rest;
		had = s.in.n;
		state = d->codec->step(d->decoder, &s);
		source_take(d->raw, had - s.in.n);
		d->damaged = state == CODEC_DAMAGED ||
			     (state == CODEC_MORE && s.in.n && s.in.n == had && s.room == n);
		d->why = s.why;
		d->any = d->any || s.room < n;
		if (state == CODEC_END) {
			d->codec->free(d->decoder);
			d->decoder = NULL;
		}
		if (s.room < n)
			return n - s.room;
		if (state == CODEC_MORE && !d->raw->rest.n && !more(d, state_out, e))
			return 0;
	}
	return tell_damage(d, state_out, e);
}

static void decompress_close(void *ctx)
{
	struct decompress *d = ctx;

	if (d->decoder)
		d->codec->free(d->decoder);
	source_free(&d->raw);
	free(d);
}

struct source *decompress_new(struct source *raw, const struct codec *c, size_t block_octets)
{
	struct decompress *d = xcalloc(1, sizeof(*d));

	*d = (struct decompress){ .raw = raw, .codec = c };
	return source_new((struct source_input){ .read = decompress_read,
						 .close = decompress_close, .ctx = d,
						 .stalls = raw->input.stalls },
			  block_octets);
}
