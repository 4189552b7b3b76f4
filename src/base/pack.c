/* SPDX-License-Identifier: BSD-2-Clause */
/* pack.c - see pack.h. */
#include "base/pack.h"

#include "base/arena.h"

#include <assert.h>
#include <endian.h>

enum {
	WORD = sizeof(uint64_t),
	GROUP = 8, /* words, for which one octet says which differ */
	/* How a word is told: 0 to 8 octets of the difference to its model, or 0 to 6 of that to
	   the last time, in 4 bits. */
	CODE_TIME = WORD + 1,
	TIME_OCTETS = 6,
	HEAD_OCTETS = 3,
	GROUP_OCTETS = 1 + GROUP / 2 + GROUP * WORD, /* at most; a word is written whole */
};

/* The model of images that have none. */
static const uint64_t nothing[PACK_WORDS];

void pack_fini(struct pack *p)
{
	buf_fini(&p->words);
	buf_fini(&p->texts);
	buf_fini(&p->out);
	for (int i = 0; i < PACK_MODELS; i++)
		free(p->models[i].words);
	*p = (struct pack){ 0 };
}

void pack_begin(struct pack *p)
{
	buf_clear(&p->words);
	buf_clear(&p->texts);
}

void pack_struct(struct pack *p, const void *v, size_t octets)
{
	static const uint8_t pad[WORD];

	buf_add(&p->words, bytes_of(v, octets));
	buf_add(&p->words, bytes_of(pad, -octets % WORD));
}

void *pack_block(struct pack *p, void *block, size_t octets)
{
	pack_number(p, block != NULL);
	if (block)
		pack_struct(p, block, octets);
	free(block);
	return NULL;
}

/* 7 bits an octet, the lowest first. */
void pack_number(struct pack *p, uint64_t v)
{
	for (; v >= 0x80; v >>= 7)
		buf_addc(&p->texts, (uint8_t)(v | 0x80));
	buf_addc(&p->texts, (uint8_t)v);
}

void pack_buf(struct pack *p, struct buf *b)
{
	/* An empty one that has memory is not the same as none: it is told. */
	bool packed = b->p && b->n <= PACK_TEXT;

	pack_number(p, packed ? b->n + 1 : 0);
	if (!packed)
		return;
	buf_add(&p->texts, buf_bytes(b));
	buf_fini(b);
}

void pack_text(struct pack *p, struct bytes text)
{
	buf_add(&p->texts, text);
}

/* Number from 1 of the model for images of `n` words, which `words` becomes when there is none;
   0 when its place is taken. */
static size_t model_of(struct pack *p, const uint8_t *words, size_t n)
{
	struct pack_model *m = &p->models[n % PACK_MODELS];

	if (!m->words && n) {
		m->words = xrealloc(NULL, n * WORD);
		memcpy(m->words, words, n * WORD);
		m->n = n;
	}
	return m->n == n ? n % PACK_MODELS + 1 : 0;
}

static bool is_time(uint64_t w)
{
	return w >> 56;
}

static unsigned code_octets(unsigned code)
{
	return code < CODE_TIME ? code : code - CODE_TIME;
}

static unsigned octets_of(uint64_t v)
{
	return v ? (71u - (unsigned)__builtin_clzll(v)) / 8 : 0;
}

/* Small differences, up or down, as small numbers. */
static uint64_t zigzag(uint64_t d)
{
	return d << 1 ^ (0 - (d >> 63));
}
static uint64_t unzigzag(uint64_t z)
{
	return z >> 1 ^ (0 - (z & 1));
}

static uint64_t word_at(const uint8_t *words, size_t i)
{
	uint64_t w;

	memcpy(&w, words + i * WORD, WORD);
	return w;
}

/* The code of word `w`, and the octets that go with it. */
static unsigned encode(uint64_t w, uint64_t like, uint64_t time, uint64_t *octets_out)
{
	uint64_t since = zigzag(w - time);
	unsigned n = octets_of(w ^ like), time_n = octets_of(since);

	if (time_n < n && time_n <= TIME_OCTETS) {
		*octets_out = htole64(since);
		return CODE_TIME + time_n;
	}
	*octets_out = htole64(w ^ like);
	return n;
}

/* Up to 8 words, from word `i` on; returns where the next ones go.  `time` is the last of those
   that differ. */
static uint8_t *pack_group(uint8_t *to, const uint8_t *words, const uint64_t *like, size_t i,
			   size_t n, uint64_t *time)
{
	uint8_t *mask = to++, *codes = NULL;
	unsigned differ = 0;

	*mask = 0;
	if (n - i >= GROUP && !memcmp(words + i * WORD, like + i, GROUP * WORD))
		return to;
	for (unsigned k = 0; k < GROUP && i + k < n; k++) {
		uint64_t w = word_at(words, i + k), octets;
		unsigned code;

		if (w == like[i + k])
			continue;
		*mask |= (uint8_t)(1u << k);
		code = encode(w, like[i + k], *time, &octets);
		if (differ++ % 2 == 0) {
			codes = to++;
			*codes = (uint8_t)code;
		} else {
			*codes |= (uint8_t)(code << 4);
		}
		memcpy(to, &octets, WORD);
		to += code_octets(code);
		if (is_time(w))
			*time = w;
	}
	return to;
}

struct bytes pack_end(struct pack *p)
{
	size_t n = p->words.n / WORD, model = model_of(p, p->words.p, n);
	const uint64_t *like = model ? p->models[model - 1].words : nothing;
	uint64_t time = 0;
	uint8_t *to;

	assert(n < PACK_WORDS);
	buf_clear(&p->out);
	to = buf_room(&p->out, HEAD_OCTETS + (n / GROUP + 1) * GROUP_OCTETS + WORD);
	*to++ = (uint8_t)n;
	*to++ = (uint8_t)(n >> 8);
	*to++ = (uint8_t)model;
	for (size_t i = 0; i < n; i += GROUP)
		to = pack_group(to, p->words.p, like, i, n, &time);
	p->out.n = (size_t)(to - p->out.p);
	buf_add(&p->out, buf_bytes(&p->texts));
	return buf_bytes(&p->out);
}

/* The `n` lowest octets of a word. */
static uint64_t take_word(struct cur *c, unsigned n)
{
	size_t left = cur_left(c);
	uint64_t w = 0;

	if (n == 0)
		return 0;
	memcpy(&w, c->p, left < WORD ? left : WORD);
	cur_skip(c, n);
	return le64toh(w) << (WORD - n) * 8 >> (WORD - n) * 8;
}

static void unpack_group(struct cur *c, uint8_t *words, const uint64_t *like, size_t i, size_t n,
			 uint64_t *time)
{
	unsigned mask = cur_u8(c), codes = 0, differ = 0;

	memcpy(words + i * WORD, like + i, (n - i < GROUP ? n - i : GROUP) * WORD);
	for (unsigned k = 0; mask >> k && i + k < n; k++) {
		uint64_t w, octets;
		unsigned code;

		if (!(mask >> k & 1))
			continue;
		codes = differ++ % 2 == 0 ? cur_u8(c) : codes >> 4;
		code = codes & 15;
		octets = take_word(c, code_octets(code));
		w = code < CODE_TIME ? like[i + k] ^ octets : *time + unzigzag(octets);
		memcpy(words + (i + k) * WORD, &w, WORD);
		if (is_time(w))
			*time = w;
	}
}

bool unpack_begin(struct pack *p, struct bytes image)
{
	struct cur c = cur_of(image);
	size_t n = cur_le16(&c), model = cur_u8(&c);
	const uint64_t *like = nothing;
	uint64_t time = 0;

	pack_begin(p);
	p->words_at = p->texts_at = 0;
	if (n >= PACK_WORDS || model > PACK_MODELS || (model && p->models[model - 1].n != n))
		return false;
	if (model)
		like = p->models[model - 1].words;
	buf_room(&p->words, n * WORD);
	for (size_t i = 0; i < n && cur_ok(&c); i += GROUP)
		unpack_group(&c, p->words.p, like, i, n, &time);
	if (!cur_ok(&c))
		return false;
	p->words.n = n * WORD;
	buf_add(&p->texts, cur_rest(&c));
	return true;
}

void unpack_struct(struct pack *p, void *v, size_t octets)
{
	size_t padded = octets + -octets % WORD;

	assert(padded <= p->words.n - p->words_at);
	memcpy(v, p->words.p + p->words_at, octets);
	p->words_at += padded;
}

void *unpack_block(struct pack *p, size_t octets)
{
	void *block;

	if (!unpack_number(p))
		return NULL;
	block = xrealloc(NULL, octets);
	unpack_struct(p, block, octets);
	return block;
}

uint64_t unpack_number(struct pack *p)
{
	struct bytes texts = buf_bytes(&p->texts);
	uint64_t v = 0;
	int o = 0x80;

	for (unsigned shift = 0; o & 0x80; shift += 7) {
		o = bytes_at(texts, p->texts_at++);
		assert(o >= 0 && shift < 64);
		v |= (uint64_t)(o & 0x7f) << shift;
	}
	return v;
}

void unpack_buf(struct pack *p, struct buf *b)
{
	size_t n = (size_t)unpack_number(p);

	if (!n)
		return;
	buf_room(b, n);
	buf_add(b, unpack_text(p, n - 1));
}

struct bytes unpack_text(struct pack *p, size_t n)
{
	assert(n <= p->texts.n - p->texts_at);
	p->texts_at += n;
	return bytes_sub(buf_bytes(&p->texts), p->texts_at - n, n);
}
