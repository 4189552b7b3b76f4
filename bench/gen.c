/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * gen.c - captures to measure with: synthetic, deterministic, valid.
 *
 *	gen KIND MEGABYTES OUT.pcap [SEED]  >MANIFEST
 *
 * KIND      what
 * small     SMTP, messages of 2-20 KB
 * attach    SMTP, base64 attachments of 1-10 MB
 * pop3      POP3, RETR of 1-200 KB
 * mixed     2 % mail, the rest something else on ports 443 and 80
 * many      short SMTP connections, one message of 1-3 KB each
 * open      SMTP connections that stay open after EHLO; no message
 * sent      the same after one message as in many
 *
 * Every connection has its handshake, segments of at most 1,460 octets, an acknowledgement
 * for every second one, and its teardown; many run interleaved; a few segments come late,
 * in the wrong order or twice.  The manifest has a line for each message: its octets and
 * their SHA-256, which is what a reader of the capture must find.
 */
#include "base/arena.h"
#include "base/base64.h"
#include "base/hash.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { MSS = 1460, ACTIVE_MAX = 64, LATE_ONE_IN = 800, TWICE_ONE_IN = 1200 };

enum kind { SMALL, ATTACH, POP3, MIXED, MANY, OPEN, SENT, KINDS };

struct rng {
	uint64_t s;
};

static uint64_t next(struct rng *r)
{
	r->s ^= r->s << 13;
	r->s ^= r->s >> 7;
	r->s ^= r->s << 17;
	return r->s * UINT64_C(0x2545f4914f6cdd1d);
}

static uint64_t between(struct rng *r, uint64_t lo, uint64_t hi)
{
	return lo + next(r) % (hi - lo + 1);
}

/* What one side says until the other one answers. */
struct turn {
	bool client;
	size_t at, n; /* in session.octets */
};

struct session {
	struct buf octets;
	struct turn *turns;
	size_t nturns, cap_turns;
	/* progress */
	size_t turn, sent;      /* of the turn */
	int phase;              /* 0-2 handshake, 3 talk, 4-6 teardown, 7 over */
	uint32_t seq[2];        /* next to send, by side: 0 client, 1 server */
	uint32_t acked[2];      /* last acknowledged to that side */
	uint32_t ip[2];
	uint16_t port[2];
	unsigned unacked;       /* segments since the last acknowledgement */
	/* a segment that comes late: its place in the octets, after so many others */
	bool late;
	bool late_client;
	uint32_t late_seq;
	size_t late_at, late_n;
	unsigned late_after;
};

struct gen {
	FILE *out;
	enum kind kind;
	struct rng rng;
	int64_t now_us;
	uint64_t written, limit, connections;
	uint16_t ip_id;
};

static void put16(uint8_t *p, uint32_t v)
{
	p[0] = (uint8_t)(v >> 8), p[1] = (uint8_t)v;
}

static void put32(uint8_t *p, uint32_t v)
{
	put16(p, v >> 16), put16(p + 2, v);
}

static uint32_t sum16(uint32_t sum, const uint8_t *p, size_t n)
{
	for (size_t i = 0; i + 1 < n; i += 2)
		sum += (uint32_t)p[i] << 8 | p[i + 1];
	if (n & 1)
		sum += (uint32_t)p[n - 1] << 8;
	return sum;
}

static uint16_t fold(uint32_t sum)
{
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)~sum;
}

enum { FIN = 1, SYN = 2, PSH = 8, ACK = 16 };

static void frame(struct gen *g, const struct session *s, bool client, uint32_t seq,
		  uint32_t ack, uint8_t flags, const uint8_t *data, size_t n)
{
	uint8_t f[16 + 54 + MSS] = { 0 };
	uint8_t *eth = f + 16, *ip = eth + 14, *tcp = ip + 20;
	size_t len = 54 + n;
	uint32_t sum;
	int a = client ? 0 : 1, b = !a;

	g->now_us += (int64_t)between(&g->rng, 2, 20);
	memcpy(f, &(uint32_t){ (uint32_t)(g->now_us / 1000000) }, 4);
	memcpy(f + 4, &(uint32_t){ (uint32_t)(g->now_us % 1000000) }, 4);
	memcpy(f + 8, &(uint32_t){ (uint32_t)len }, 4);
	memcpy(f + 12, &(uint32_t){ (uint32_t)len }, 4);
	memcpy(eth, client ? "\x02\0\0\0\0\x01\x02\0\0\0\0\x02" : "\x02\0\0\0\0\x02\x02\0\0\0\0\x01",
	       12);
	put16(eth + 12, 0x0800);
	ip[0] = 0x45;
	put16(ip + 2, (uint32_t)(40 + n));
	put16(ip + 4, g->ip_id++);
	ip[6] = 0x40;
	ip[8] = 64;
	ip[9] = 6;
	put32(ip + 12, s->ip[a]);
	put32(ip + 16, s->ip[b]);
	put16(ip + 10, fold(sum16(0, ip, 20)));
	put16(tcp, s->port[a]);
	put16(tcp + 2, s->port[b]);
	put32(tcp + 4, seq);
	put32(tcp + 8, ack);
	tcp[12] = 0x50;
	tcp[13] = flags;
	put16(tcp + 14, 65535);
	memcpy(tcp + 20, n ? data : tcp, n);
	sum = sum16(6 + 20 + (uint32_t)n, ip + 12, 8);
	put16(tcp + 16, fold(sum16(sum, tcp, 20 + n)));
	if (fwrite(f, 1, 16 + len, g->out) != 16 + len) {
		perror("gen: cannot write");
		exit(1);
	}
	g->written += 16 + len;
}

static void turn(struct session *s, bool client, size_t from)
{
	ARRAY_PUSH(s->turns, s->nturns, s->cap_turns) =
		(struct turn){ client, from, s->octets.n - from };
}

static void say(struct session *s, bool client, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
static void say(struct session *s, bool client, const char *fmt, ...)
{
	size_t from = s->octets.n;
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&s->octets, fmt, ap);
	va_end(ap);
	turn(s, client, from);
}

static void words(struct gen *g, struct buf *b, size_t n)
{
	static const char *const some[] = { "wire", "octet", "segment", "letter", "the", "of",
					    "reply", "queue", ".dot", "relay", "header", "and" };
	size_t end = b->n + n, column = 0;

	while (b->n < end) {
		const char *w = some[next(&g->rng) % 12];

		/* Lines that begin with a dot exercise the stuffing. */
		if (column > 68) {
			buf_adds(b, "\r\n");
			column = 0;
		}
		buf_adds(b, w);
		buf_addc(b, ' ');
		column += strlen(w) + 1;
	}
	buf_adds(b, "\r\n");
}

static void attachment(struct gen *g, struct buf *b, size_t n)
{
	uint8_t line[57];

	for (size_t done = 0; done < n; done += sizeof(line)) {
		size_t m = n - done < sizeof(line) ? n - done : sizeof(line);

		for (size_t i = 0; i < m; i++)
			line[i] = (uint8_t)(next(&g->rng) >> 32);
		base64_encode(b, bytes_of(line, m));
		buf_adds(b, "\r\n");
	}
}

/* A message's own octets. */
static void message(struct gen *g, struct buf *b, size_t size, bool attach)
{
	uint64_t id = next(&g->rng);

	buf_printf(b,
		   "Date: Mon, 23 Nov 2026 16:30:00 +0800\r\nFrom: Alice <alice@example.org>\r\n"
		   "To: Bob <bob@example.net>\r\nSubject: =?UTF-8?B?5rWL6K+V?= %" PRIx64 "\r\n"
		   "Message-ID: <%" PRIx64 "@example.org>\r\nMIME-Version: 1.0\r\n", id, id);
	if (!attach) {
		buf_adds(b, "Content-Type: text/plain; charset=utf-8\r\n\r\n");
		words(g, b, size);
		return;
	}
	buf_printf(b, "Content-Type: multipart/mixed; boundary=\"b%" PRIx64 "\"\r\n\r\n", id);
	buf_printf(b, "--b%" PRIx64 "\r\nContent-Type: text/plain\r\n\r\n", id);
	words(g, b, 300);
	buf_printf(b, "--b%" PRIx64 "\r\nContent-Type: application/octet-stream; name=\"data.bin\"\r\n"
		   "Content-Transfer-Encoding: base64\r\n\r\n", id);
	attachment(g, b, size);
	buf_printf(b, "--b%" PRIx64 "--\r\n", id);
}

/* Adds the dot-stuffed message and its terminator as one turn; tells the manifest. */
static void transfer(struct gen *g, struct session *s, bool client, size_t size, bool attach,
		     const char *before)
{
	struct buf m = { 0 }, hex = { 0 };
	size_t from = s->octets.n;
	uint8_t sum[DIGEST_MAX_OCTETS];
	bool line_start = true;

	message(g, &m, size, attach);
	buf_adds(&s->octets, before);
	for (size_t i = 0; i < m.n;) {
		size_t lf = bytes_chr(buf_bytes(&m), i, '\n');

		if (line_start && m.p[i] == '.')
			buf_addc(&s->octets, '.');
		if (lf < m.n)
			lf++;
		buf_add(&s->octets, bytes_sub(buf_bytes(&m), i, lf - i));
		i = lf;
	}
	buf_adds(&s->octets, ".\r\n");
	turn(s, client, from);
	hash_hex(&hex, bytes_of(sum, digest_of(DIGEST_SHA256, buf_bytes(&m), sum)));
	printf("%zu %s\n", m.n, buf_cstr(&hex));
	buf_fini(&m);
	buf_fini(&hex);
}

static void smtp(struct gen *g, struct session *s)
{
	unsigned messages = g->kind == MANY || g->kind == SENT ? 1 : (unsigned)between(&g->rng, 1, 5);

	s->port[1] = 25;
	say(s, false, "220 mx.example.net ESMTP\r\n");
	say(s, true, "EHLO client.example.org\r\n");
	say(s, false, "250-mx.example.net\r\n250-SIZE 52428800\r\n250-8BITMIME\r\n250 PIPELINING\r\n");
	if (g->kind == OPEN)
		return;
	for (unsigned i = 0; i < messages; i++) {
		size_t size = g->kind == ATTACH ? between(&g->rng, 1000000, 10000000) * 3 / 4 :
			      g->kind == MANY || g->kind == SENT ? between(&g->rng, 1000, 3000) :
						between(&g->rng, 2000, 20000);

		say(s, true, "MAIL FROM:<alice@example.org>\r\n");
		say(s, false, "250 2.1.0 Ok\r\n");
		say(s, true, "RCPT TO:<bob@example.net>\r\n");
		say(s, false, "250 2.1.5 Ok\r\n");
		say(s, true, "DATA\r\n");
		say(s, false, "354 End data with <CR><LF>.<CR><LF>\r\n");
		transfer(g, s, true, size, g->kind == ATTACH, "");
		say(s, false, "250 2.0.0 Ok: queued as %08X\r\n", (unsigned)next(&g->rng));
	}
	if (g->kind == SENT)
		return;
	say(s, true, "QUIT\r\n");
	say(s, false, "221 2.0.0 Bye\r\n");
}

static void pop3(struct gen *g, struct session *s)
{
	unsigned messages = (unsigned)between(&g->rng, 1, 20);

	s->port[1] = 110;
	say(s, false, "+OK ready\r\n");
	say(s, true, "USER bob\r\n");
	say(s, false, "+OK\r\n");
	say(s, true, "PASS example\r\n");
	say(s, false, "+OK logged in\r\n");
	say(s, true, "STAT\r\n");
	say(s, false, "+OK %u 123456\r\n", messages);
	for (unsigned i = 1; i <= messages; i++) {
		/* One after the other: arguments have no order. */
		size_t size = between(&g->rng, 1000, 200000);
		bool attached = next(&g->rng) % 3 == 0;

		say(s, true, "RETR %u\r\n", i);
		transfer(g, s, false, size, attached, "+OK message follows\r\n");
	}
	say(s, true, "QUIT\r\n");
	say(s, false, "+OK bye\r\n");
}

static void other(struct gen *g, struct session *s)
{
	size_t n = between(&g->rng, 20000, 2000000), from;

	s->port[1] = next(&g->rng) & 1 ? 443 : 80;
	from = s->octets.n;
	for (int i = 0; i < 400; i++)
		buf_addc(&s->octets, (uint8_t)next(&g->rng));
	turn(s, true, from);
	from = s->octets.n;
	for (size_t i = 0; i < n; i += 8)
		buf_add(&s->octets, bytes_of(&(uint64_t){ next(&g->rng) }, 8));
	turn(s, false, from);
}

static struct session *session_new(struct gen *g)
{
	struct session *s = xcalloc(1, sizeof(*s));
	uint64_t c = g->connections++;

	s->ip[0] = 0x0a000000u + (uint32_t)(c / 40000 % 60000) + 1;
	s->ip[1] = 0x0a640001u + (uint32_t)(c % 4);
	s->port[0] = (uint16_t)(20000 + c % 40000);
	s->seq[0] = (uint32_t)next(&g->rng);
	s->seq[1] = (uint32_t)next(&g->rng);
	if (g->kind == POP3)
		pop3(g, s);
	else if (g->kind == MIXED && next(&g->rng) % 4 != 0)
		other(g, s);
	else
		smtp(g, s);
	return s;
}

static void session_free(struct session *s)
{
	buf_fini(&s->octets);
	free(s->turns);
	free(s);
}

static void ack_to(struct gen *g, struct session *s, bool client)
{
	/* `client` is the side that acknowledges. */
	frame(g, s, client, s->seq[!client], s->acked[client], ACK, NULL, 0);
	s->unacked = 0;
}

/* The receiver of side `client` has everything up to here. */
static void received(struct session *s, bool client, uint32_t seq)
{
	s->acked[!client] = seq;
}

static void late_now(struct gen *g, struct session *s)
{
	frame(g, s, s->late_client, s->late_seq, s->acked[s->late_client], ACK,
	      s->octets.p + s->late_at, s->late_n);
	s->late = false;
	received(s, s->late_client, s->seq[!s->late_client]);
	ack_to(g, s, !s->late_client);
}

static void segment(struct gen *g, struct session *s)
{
	const struct turn *t = &s->turns[s->turn];
	size_t n = t->n - s->sent < MSS ? t->n - s->sent : MSS, at = t->at + s->sent;
	bool last = s->sent + n == t->n;
	int side = !t->client; /* index of the sender */
	uint32_t seq = s->seq[side];

	s->sent += n;
	s->seq[side] += (uint32_t)n;
	if (!s->late && !last && n == MSS && next(&g->rng) % LATE_ONE_IN == 0) {
		s->late = true;
		s->late_client = t->client;
		s->late_seq = seq;
		s->late_at = at;
		s->late_n = n;
		s->late_after = (unsigned)between(&g->rng, 1, 4);
		return;
	}
	frame(g, s, t->client, seq, s->acked[t->client], last ? ACK | PSH : ACK,
	      s->octets.p + at, n);
	if (s->late) {
		/* What the receiver lacks it asks for again. */
		ack_to(g, s, !t->client);
		if (--s->late_after == 0 || last)
			late_now(g, s);
	} else {
		received(s, t->client, s->seq[side]);
		if (next(&g->rng) % TWICE_ONE_IN == 0)
			frame(g, s, t->client, seq, s->acked[t->client], ACK, s->octets.p + at, n);
		if (++s->unacked == 2 && !last)
			ack_to(g, s, !t->client);
	}
	if (last) {
		s->turn++;
		s->sent = 0;
		s->unacked = 0;
	}
}

/* One step of a session: a frame or a few.  False when it is over. */
static bool step(struct gen *g, struct session *s)
{
	switch (s->phase++) {
	case 0:
		frame(g, s, true, s->seq[0]++, 0, SYN, NULL, 0);
		s->acked[0] = s->seq[0];
		return true;
	case 1:
		s->acked[0] = s->seq[0];
		frame(g, s, false, s->seq[1]++, s->seq[0], SYN | ACK, NULL, 0);
		/* acked[x]: what side x's frames acknowledge */
		s->acked[1] = s->seq[1];
		s->acked[0] = s->seq[0];
		return true;
	case 2:
		frame(g, s, true, s->seq[0], s->seq[1], ACK, NULL, 0);
		return true;
	case 3:
		if (s->turn < s->nturns) {
			segment(g, s);
			s->phase = 3;
			return true;
		}
		return g->kind != OPEN && g->kind != SENT;
	case 4:
		frame(g, s, true, s->seq[0]++, s->seq[1], FIN | ACK, NULL, 0);
		return true;
	case 5:
		frame(g, s, false, s->seq[1]++, s->seq[0], FIN | ACK, NULL, 0);
		return true;
	default:
		frame(g, s, true, s->seq[0], s->seq[1], ACK, NULL, 0);
		return false;
	}
}

static enum kind kind_of(const char *s)
{
	static const char *const names[] = { "small", "attach", "pop3", "mixed", "many",
						"open", "sent" };

	for (unsigned i = 0; i < KINDS; i++)
		if (strcmp(names[i], s) == 0)
			return (enum kind)i;
	fprintf(stderr, "gen: no kind \"%s\" (small, attach, pop3, mixed, many, open, sent)\n", s);
	exit(2);
}

int main(int argc, char **argv)
{
	static const uint8_t header[24] = { 0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0,
					    0, 0, 0, 0, 4, 0, 1, 0, 0, 0 };
	struct session *active[ACTIVE_MAX] = { NULL };
	struct gen g = { .now_us = INT64_C(1795422600) * 1000000 };
	size_t slots, open = 0;

	if (argc < 4) {
		fputs("usage: gen KIND MEGABYTES OUT.pcap [SEED] >MANIFEST\n", stderr);
		return 2;
	}
	g.kind = kind_of(argv[1]);
	g.limit = strtoull(argv[2], NULL, 10) * 1000000;
	g.rng.s = (argc > 4 ? strtoull(argv[4], NULL, 10) : 1) * UINT64_C(0x9e3779b97f4a7c15) | 1;
	g.out = fopen(argv[3], "wb");
	if (!g.out || fwrite(header, 1, sizeof(header), g.out) != sizeof(header)) {
		perror(argv[3]);
		return 1;
	}
	slots = g.kind == ATTACH ? 8 : ACTIVE_MAX;
	do {
		size_t i = next(&g.rng) % slots;

		if (!active[i]) {
			if (g.written >= g.limit)
				continue;
			active[i] = session_new(&g);
			open++;
		}
		for (uint64_t burst = between(&g.rng, 1, 4); burst && active[i]; burst--) {
			if (step(&g, active[i]))
				continue;
			session_free(active[i]);
			active[i] = NULL;
			open--;
		}
	} while (open || g.written < g.limit);
	if (fclose(g.out) != 0) {
		perror(argv[3]);
		return 1;
	}
	return 0;
}
