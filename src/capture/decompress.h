/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * decompress.h - a compressed source as a source of what was compressed.
 *
 * gzip, zstd, lz4, xz and bzip2, several members in a row and one inside another,
 * recognised by their first octets.  libarchive's filters do the work; its archive
 * formats stay out of reach of the input.
 */
#ifndef MW_CAPTURE_DECOMPRESS_H
#define MW_CAPTURE_DECOMPRESS_H

#include "capture/source.h"

enum { DECOMPRESS_MAGIC_OCTETS = 6 };

/* "gzip", "zstd", ... for the first octets of a file, or NULL when they are not
   compressed in a way known here. */
const char *decompress_name(struct bytes head);
/* A source of the decompressed octets.  Takes `*raw` over, also when it fails (NULL and
   `e`).  Where the compressed octets end early or are damaged the source becomes
   SOURCE_DAMAGED.  The decoders hand over whole blocks only, so of what was compressed
   before that place up to one block is lost: 64 KiB for gzip, 128 KiB zstd, 900 kB bzip2,
   up to 4 MiB lz4. */
struct source *decompress_new(struct source **raw, const char *name, size_t block_octets,
			      struct err *e);

#endif
