/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * bytes.h - octets from the wire: a borrowed span, and a cursor that cannot overrun.
 *
 * `struct bytes` borrows: it never owns what it points to, and it is valid as long as
 * the thing it came from.  NUL is an octet like any other.  `struct cur` walks a span;
 * the first read past the end makes it bad and every later read gives zero, so a header
 * is decoded in straight lines and cur_ok() asked once.
 */
#ifndef MW_BASE_BYTES_H
#define MW_BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena;

struct bytes {
	const uint8_t *p;
	size_t n;
};

/* A string literal as bytes, without its NUL. */
#define B(lit) ((struct bytes){ (const uint8_t *)("" lit), sizeof(lit) - 1 })

static inline struct bytes bytes_of(const void *p, size_t n)
{
	return (struct bytes){ p, n };
}

/* A NUL-terminated string as bytes; NULL gives the empty span. */
static inline struct bytes bytes_str(const char *s)
{
	return (struct bytes){ (const uint8_t *)s, s ? strlen(s) : 0 };
}

/* The span from `from` (clamped to its end) to the end. */
static inline struct bytes bytes_from(struct bytes b, size_t from)
{
	if (from > b.n)
		from = b.n;
	return (struct bytes){ b.p ? b.p + from : NULL, b.n - from };
}

/* At most the first `n` octets. */
static inline struct bytes bytes_head(struct bytes b, size_t n)
{
	return (struct bytes){ b.p, n < b.n ? n : b.n };
}

/* Octets [from, from+n) as far as they exist. */
static inline struct bytes bytes_sub(struct bytes b, size_t from, size_t n)
{
	return bytes_head(bytes_from(b, from), n);
}

/* The octet at `i`, or -1 past the end. */
static inline int bytes_at(struct bytes b, size_t i)
{
	return i < b.n ? b.p[i] : -1;
}

/* The last octet, or -1 when empty. */
static inline int bytes_last(struct bytes b)
{
	return b.n ? b.p[b.n - 1] : -1;
}

static inline bool bytes_eq(struct bytes a, struct bytes b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
/* ASCII letters compare without regard to case, everything else exactly. */
bool bytes_ieq_long(struct bytes a, struct bytes b); /* for bytes_ieq(): of one length */
static inline bool bytes_ieq(struct bytes a, struct bytes b)
{
	/* Letters of one kind differ in bit 5 alone: most texts differ in the first octet. */
	return a.n == b.n && (a.n == 0 || (((a.p[0] ^ b.p[0]) & 0xdf) == 0 && bytes_ieq_long(a, b)));
}
/* <0, 0, >0: octet order, a prefix sorts first. */
int bytes_cmp(struct bytes a, struct bytes b);
static inline bool bytes_starts(struct bytes b, struct bytes prefix)
{
	return bytes_eq(bytes_head(b, prefix.n), prefix);
}
static inline bool bytes_istarts(struct bytes b, struct bytes prefix)
{
	return bytes_ieq(bytes_head(b, prefix.n), prefix);
}
bool bytes_ends(struct bytes b, struct bytes suffix);
/* No octet over 127?  And no NUL either? */
bool bytes_ascii(struct bytes b);
bool bytes_ascii_text(struct bytes b);
/* No octet under 0x20? */
bool bytes_no_control(struct bytes b);
/* Index of the first octet at or after `from` whose class has none of these bits, or b.n. */
static inline size_t bytes_span(struct bytes b, size_t from, const uint8_t classes[256],
				unsigned bits)
{
	while (from < b.n && classes[b.p[from]] & bits)
		from++;
	return from;
}
/* Index of the first `c` at or after `from`, or b.n when there is none. */
size_t bytes_chr(struct bytes b, size_t from, uint8_t c);
/* Index of the last `c`, or b.n when there is none. */
size_t bytes_rchr(struct bytes b, uint8_t c);
/* Index of the first `needle`, or b.n.  Linear for the short needles it is used with. */
size_t bytes_find(struct bytes b, struct bytes needle);
size_t bytes_ifind(struct bytes b, struct bytes needle);
/* Without spaces and tabs (and CR, LF) at both ends. */
struct bytes bytes_trim(struct bytes b);
/* Without one line end (CRLF or LF) at the end. */
struct bytes bytes_chomp(struct bytes b);
/* Cuts the next word (up to a space or tab) off `*b` and the blanks after it; empty when
   nothing is left. */
struct bytes bytes_word(struct bytes *b);
/* Decimal number that fills all of `b`; false when empty, not digits or over 2^64-1. */
bool bytes_u64(struct bytes b, uint64_t *out);
/* A copy in `a` (NUL after the end, not counted). */
struct bytes bytes_dup(struct arena *a, struct bytes b);
/* The same as a NUL-terminated string; NUL octets inside are kept. */
char *bytes_strdup(struct arena *a, struct bytes b);

/* ASCII classes, independent of locale; any int is allowed. */
static inline bool ascii_digit(int c) { return c >= '0' && c <= '9'; }
static inline bool ascii_upper(int c) { return c >= 'A' && c <= 'Z'; }
static inline bool ascii_lower(int c) { return c >= 'a' && c <= 'z'; }
static inline bool ascii_alpha(int c) { return ascii_upper(c) || ascii_lower(c); }
static inline bool ascii_alnum(int c) { return ascii_alpha(c) || ascii_digit(c); }
static inline bool ascii_blank(int c) { return c == ' ' || c == '\t'; }
static inline bool ascii_space(int c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool ascii_print(int c) { return c >= 0x20 && c < 0x7f; }
static inline uint8_t ascii_tolower(uint8_t c)
{
	return ascii_upper(c) ? (uint8_t)(c + 32) : c;
}
static inline uint8_t ascii_toupper(uint8_t c)
{
	return ascii_lower(c) ? (uint8_t)(c - 32) : c;
}
/* 0-15, or -1 when not a hexadecimal digit. */
static inline int ascii_hex(int c)
{
	if (ascii_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

struct cur {
	const uint8_t *p, *end, *start;
	bool bad;
};

static inline struct cur cur_of(struct bytes b)
{
	return (struct cur){ b.p, b.p ? b.p + b.n : NULL, b.p, false };
}

static inline bool cur_ok(const struct cur *c) { return !c->bad; }
static inline size_t cur_left(const struct cur *c)
{
	return c->bad ? 0 : (size_t)(c->end - c->p);
}
/* Octets already consumed. */
static inline size_t cur_at(const struct cur *c) { return (size_t)(c->p - c->start); }
/* What is left, as a span. */
static inline struct bytes cur_rest(const struct cur *c)
{
	return (struct bytes){ c->p, cur_left(c) };
}
/* The next `n` octets, or an empty span and a bad cursor. */
static inline struct bytes cur_take(struct cur *c, size_t n)
{
	struct bytes b = { c->p, n };

	if (n > cur_left(c)) {
		c->bad = true;
		return (struct bytes){ NULL, 0 };
	}
	c->p += n;
	return b;
}
static inline void cur_skip(struct cur *c, size_t n) { (void)cur_take(c, n); }

static inline uint8_t cur_u8(struct cur *c)
{
	struct bytes b = cur_take(c, 1);
	return b.n ? b.p[0] : 0;
}
static inline uint16_t cur_be16(struct cur *c)
{
	struct bytes b = cur_take(c, 2);
	return (uint16_t)(b.n ? b.p[0] << 8 | b.p[1] : 0);
}
static inline uint32_t cur_be32(struct cur *c)
{
	struct bytes b = cur_take(c, 4);
	return b.n ? (uint32_t)b.p[0] << 24 | (uint32_t)b.p[1] << 16 |
			     (uint32_t)b.p[2] << 8 | b.p[3] : 0;
}
static inline uint64_t cur_be64(struct cur *c)
{
	uint64_t hi = cur_be32(c);
	return hi << 32 | cur_be32(c);
}
static inline uint16_t cur_le16(struct cur *c)
{
	struct bytes b = cur_take(c, 2);
	return (uint16_t)(b.n ? b.p[1] << 8 | b.p[0] : 0);
}
static inline uint32_t cur_le32(struct cur *c)
{
	struct bytes b = cur_take(c, 4);
	return b.n ? (uint32_t)b.p[3] << 24 | (uint32_t)b.p[2] << 16 |
			     (uint32_t)b.p[1] << 8 | b.p[0] : 0;
}

#endif
