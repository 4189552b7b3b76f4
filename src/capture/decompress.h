/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * decompress.h - a compressed source as a source of what was compressed.
 *
 * gzip, zstd, lz4, xz and bzip2, several members in a row, recognised by their first
 * octets.  Each is decoded by its own library (codec.h).  libarchive, which has one
 * interface to all of them, hands over whole buffers only: of a file that was cut it loses
 * the last 64 KiB and more, and a small one whole.  It stands on the same five libraries,
 * and brings an XML parser along.
 */
#ifndef MW_CAPTURE_DECOMPRESS_H
#define MW_CAPTURE_DECOMPRESS_H

#include "capture/source.h"

enum { DECOMPRESS_MAGIC_OCTETS = 6 };

struct codec;

/* The format of a file that begins with `head`, or NULL when it is not compressed in a way
   known here; codec_name() is "gzip", "zstd", ... */
const struct codec *decompress_codec(struct bytes head);
const char *decompress_name(const struct codec *c);
/* A source of the decompressed octets.  Takes `raw` over.  Where the compressed octets end
   early or are damaged the source becomes SOURCE_DAMAGED, after everything that can be
   decoded: all octets before that place of gzip and xz, all whole blocks of the others (zstd
   up to 128 KiB each, bzip2 900 kB, lz4 4 MiB). */
struct source *decompress_new(struct source *raw, const struct codec *c, size_t block_octets);

#endif
