/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * floor.c - the least work that any reader of mail off the wire must do: what to measure
 * against.
 *
 *	floor [--no-hash] FILE.pcap
 *
 * Blocks of 1 MiB with read(2), Ethernet/IPv4/TCP, a flow table, octets put in order, line
 * ends found, lines that look like base64 decoded, the decoded octets and the others of a
 * body hashed with SHA-256.  No grammar, no records, no output but the totals.  It trusts
 * its input (bench/gen): it is a yardstick, not a tool.
 */
#include "base/arena.h"
#include "base/base64.h"
#include "base/hash.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { BLOCK = 1 << 20, LATE_MAX = 8, FLOWS = 1 << 19 };

struct late {
	uint32_t seq;
	struct buf octets;
};

struct half {
	bool known;
	uint32_t next;
	struct buf line; /* an unfinished line */
	struct late late[LATE_MAX];
	unsigned nlate;
	struct base64 base64;
};

struct flow {
	uint64_t key[2];
	bool used;
	struct half *half[2];
};

static struct flow *flows;
static struct digest digest;
static bool hashing = true;
static uint64_t lines, decoded, packets;

static bool looks_base64(struct bytes l)
{
	if (l.n < 70)
		return false;
	for (size_t i = 0; i < l.n; i += 8)
		if (!ascii_alnum(l.p[i]) && l.p[i] != '+' && l.p[i] != '/')
			return false;
	return true;
}

static void body(struct half *h, struct bytes l)
{
	uint8_t out[BLOCK];
	struct bytes chunk = l;

	if (looks_base64(l)) {
		chunk = bytes_of(out, base64_push(&h->base64, l, out));
		decoded += chunk.n;
	}
	if (hashing)
		digest_push(&digest, chunk);
}

static void in_order(struct half *h, struct bytes b)
{
	while (b.n) {
		size_t lf = bytes_chr(b, 0, '\n');

		if (lf == b.n || h->line.n) {
			size_t n = lf == b.n ? lf : lf + 1;

			buf_add(&h->line, bytes_head(b, n));
			b = bytes_from(b, n);
			if (lf < n) {
				body(h, buf_bytes(&h->line));
				buf_clear(&h->line);
				lines++;
			}
			continue;
		}
		body(h, bytes_head(b, lf + 1));
		b = bytes_from(b, lf + 1);
		lines++;
	}
}

static void segment(struct half *h, uint32_t seq, struct bytes b)
{
	int32_t ahead;

	if (!h->known) {
		h->known = true;
		h->next = seq;
	}
	ahead = (int32_t)(seq - h->next);
	if (ahead > 0) {
		if (h->nlate < LATE_MAX) {
			struct late *l = &h->late[h->nlate++];

			l->seq = seq;
			buf_clear(&l->octets);
			buf_add(&l->octets, b);
		}
		return;
	}
	b = bytes_from(b, (size_t)-ahead);
	if (!b.n)
		return;
	in_order(h, b);
	h->next += (uint32_t)b.n;
	for (unsigned i = 0; i < h->nlate; i++) {
		struct late l = h->late[i];

		if ((int32_t)(l.seq - h->next) > 0)
			continue;
		h->late[i] = h->late[--h->nlate];
		h->late[h->nlate] = (struct late){ 0 };
		segment(h, l.seq, buf_bytes(&l.octets));
		buf_fini(&l.octets);
		i = (unsigned)-1;
	}
}

static struct flow *flow_of(const uint64_t key[2])
{
	size_t i = (key[0] * UINT64_C(0x9e3779b97f4a7c15) ^ key[1] * UINT64_C(0xc2b2ae3d27d4eb4f)) >> 20;

	for (;; i++) {
		struct flow *f = &flows[i % FLOWS];

		if (f->used && (f->key[0] != key[0] || f->key[1] != key[1]))
			continue;
		if (!f->used) {
			f->used = true;
			memcpy(f->key, key, sizeof(f->key));
		}
		return f;
	}
}

static void packet(struct bytes b)
{
	struct cur c = cur_of(b);
	uint32_t src, dst, seq;
	uint16_t total, sport, dport;
	uint8_t offset, flags;
	struct flow *f;
	uint64_t key[2];
	bool low;

	packets++;
	cur_skip(&c, 16);
	total = cur_be16(&c);
	cur_skip(&c, 8);
	src = cur_be32(&c), dst = cur_be32(&c);
	sport = cur_be16(&c), dport = cur_be16(&c);
	seq = cur_be32(&c);
	cur_skip(&c, 4);
	offset = cur_u8(&c), flags = cur_u8(&c);
	if (!cur_ok(&c))
		return;
	low = src < dst || (src == dst && sport < dport);
	key[0] = low ? (uint64_t)src << 32 | dst : (uint64_t)dst << 32 | src;
	key[1] = low ? (uint64_t)sport << 16 | dport : (uint64_t)dport << 16 | sport;
	f = flow_of(key);
	/* Not mail: known by its port here, which is the cheapest there is. */
	if (sport == 443 || dport == 443 || sport == 80 || dport == 80)
		return;
	if (!f->half[low])
		f->half[low] = xcalloc(1, sizeof(struct half));
	if (flags & 2) {
		f->half[low]->known = true;
		f->half[low]->next = seq + 1;
		return;
	}
	b = bytes_sub(b, 14u + 20u + (offset >> 4) * 4u, total - 20u - (offset >> 4) * 4u);
	if (b.n)
		segment(f->half[low], seq, b);
	if (flags & 1 && f->half[low]) {
		buf_fini(&f->half[low]->line);
		free(f->half[low]);
		f->half[low] = NULL;
	}
}

static void frames(int fd)
{
	uint8_t *block = xrealloc(NULL, 2 * BLOCK);
	size_t have = 0;
	bool first = true;

	for (;;) {
		ssize_t n = read(fd, block + have, BLOCK);
		struct cur c;
		size_t used = 0;

		if (n <= 0)
			break;
		have += (size_t)n;
		c = cur_of(bytes_of(block, have));
		if (first)
			cur_skip(&c, 24);
		first = false;
		used = cur_at(&c);
		for (;;) {
			struct bytes b;
			uint32_t len;

			cur_skip(&c, 8);
			len = cur_le32(&c);
			cur_skip(&c, 4);
			b = cur_take(&c, len);
			if (!cur_ok(&c))
				break;
			used = cur_at(&c);
			packet(b);
		}
		memmove(block, block + used, have - used);
		have -= used;
	}
	free(block);
}

int main(int argc, char **argv)
{
	uint8_t sum[DIGEST_MAX_OCTETS];
	int fd;

	if (argc > 2 && strcmp(argv[1], "--no-hash") == 0)
		hashing = false;
	fd = argc > 1 ? open(argv[argc - 1], O_RDONLY) : -1;
	if (fd < 0) {
		fputs("usage: floor [--no-hash] FILE.pcap\n", stderr);
		return 2;
	}
	flows = xcalloc(FLOWS, sizeof(*flows));
	digest_start(&digest, DIGEST_SHA256);
	frames(fd);
	digest_end(&digest, sum);
	printf("%" PRIu64 " packets, %" PRIu64 " lines, %" PRIu64 " octets decoded\n", packets, lines,
	       decoded);
	return 0;
}
