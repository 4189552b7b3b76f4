/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * json_text.h - single values as JSON (RFC 8259).
 *
 * Octets of the wire become valid UTF-8: what is not is shown as U+FFFD.  Besides what
 * the RFC demands, characters that control a terminal or turn text around are written as
 * \u escapes: the same JSON, but harmless where people look at it.
 */
#ifndef MW_SINK_JSON_TEXT_H
#define MW_SINK_JSON_TEXT_H

#include "base/buf.h"

/* `b` with its quotes. */
void json_string(struct buf *out, struct bytes b);
/* The same without the quotes: for a text that is written in pieces, each of whole
   characters. */
void json_string_inside(struct buf *out, struct bytes b);
/* Nanoseconds as milliseconds with as many decimals as it takes, at most 6: 1.5, 0.000001. */
void json_ms(struct buf *out, int64_t ns);
void json_i64(struct buf *out, int64_t v);

/*
 * The same for who has made room before.
 */

/* `b` with its quotes, b.n + 2 octets, if nothing in it needs an escape, as in most texts:
   where it ends; otherwise NULL, and what was written there means nothing. */
uint8_t *json_plain(uint8_t *p, struct bytes b);
/* How many octets they wrote, at most these. */
enum { JSON_I64_OCTETS = 1 + U64_OCTETS, JSON_MS_OCTETS = 1 + U64_OCTETS + 7 };
size_t json_ms_text(uint8_t *p, int64_t ns);
size_t json_i64_text(uint8_t *p, int64_t v);

#endif
