/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pcapng_put.h - the blocks of a pcapng file, added to a buffer: the writing half of
 * pcapng.h, used by writer.c.
 *
 * Every call adds one whole block.  Values longer than an option can hold (65,535 octets)
 * are cut.
 *
 * Time stamps are unsigned, so an interface counts either from 1970, or, when `early`, from
 * PCAPNG_EARLIEST_SECOND on: its description says so, and its packets and statistics must
 * be written the same way.  A moment that cannot be told becomes the nearest that can.
 */
#ifndef MW_CAPTURE_PCAPNG_PUT_H
#define MW_CAPTURE_PCAPNG_PUT_H

#include "capture/writer.h"

/* Section header with the texts of `o`. */
void pcapng_put_section(struct buf *b, const struct writer_options *o);
/* Interface description; its id is how many there were before it. */
void pcapng_put_interface(struct buf *b, const struct capture_interface *i, bool early);
/* Enhanced packet of interface `id`. */
void pcapng_put_frame(struct buf *b, uint32_t id, const struct frame *f, bool early);
/* Statistics of interface `id`: the counters of `i` that are known, the times of `from`, and
   `frames`, how many were written. */
void pcapng_put_statistics(struct buf *b, uint32_t id, const struct capture_facts *from,
			   const struct capture_interface *i, uint64_t frames, bool early);
/* Decryption secrets: lines of a TLS key log. */
void pcapng_put_secrets(struct buf *b, struct bytes lines);

#endif
