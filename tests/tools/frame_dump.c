/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * frame_dump.c - what the stages below the protocols make of a capture, to compare.
 *
 *	frame_dump FILE
 *
 * A line per frame with the values of these fields of tshark, tab-separated, empty where
 * there is none:
 *	F frame.number frame.time_epoch frame.len frame.cap_len eth.src eth.dst ip.src ip.dst
 *	  tcp.stream tcp.srcport tcp.dstport tcp.len tcp.seq_raw tcp.ack_raw tcp.seq tcp.ack
 *	  tcp.flags tcp.window_size_value tcp.hdr_len tcp.options.mss_val
 *	  tcp.options.wscale.shift, and what tcp.analysis says, words separated by blanks
 * and after them a line per connection and side, with the octets that were put in order:
 *	S tcp.stream ip port octets gaps sha256
 */
#include "base/arena.h"
#include "base/hash.h"
#include "net/packet.h"
#include "stream/stream.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct side {
	struct digest digest;
	uint64_t octets;
};

struct reader {
	struct side side[2];
	struct endpoint client;
};

static void exchange(struct reader *r, const struct conn *c)
{
	struct side first = r->side[0];

	/* client and server may be exchanged before the first octet was used */
	if (r->client.port == c->half[0].ep.port && ip_eq(&r->client.ip, &c->half[0].ep.ip))
		return;
	r->side[0] = r->side[1];
	r->side[1] = first;
	r->client = c->half[0].ep;
}

static void on_open(void *ctx, struct conn *c)
{
	struct reader *r = xcalloc(1, sizeof(*r));

	(void)ctx;
	digest_start(&r->side[0].digest, DIGEST_SHA256);
	digest_start(&r->side[1].digest, DIGEST_SHA256);
	r->client = c->half[0].ep;
	c->reader = r;
}

static size_t on_data(void *ctx, struct conn *c, enum dir d, struct bytes b)
{
	struct reader *r = c->reader;

	(void)ctx;
	exchange(r, c);
	digest_push(&r->side[d].digest, b);
	r->side[d].octets += b.n;
	return b.n;
}

static void on_gap(void *ctx, struct conn *c, enum dir d, uint64_t missing, struct bytes rest)
{
	(void)ctx, (void)c, (void)d, (void)missing, (void)rest;
}

static void on_eof(void *ctx, struct conn *c, enum dir d, struct bytes rest)
{
	(void)ctx, (void)c, (void)d, (void)rest;
}

static void on_close(void *ctx, struct conn *c, enum close_why why, const struct bytes rest[2])
{
	struct reader *r = c->reader;

	(void)ctx, (void)why, (void)rest;
	exchange(r, c);
	for (unsigned d = 0; d < 2; d++) {
		struct buf text = { 0 };
		uint8_t sum[DIGEST_MAX_OCTETS];

		ip_text(&text, &c->half[d].ep.ip);
		printf("S\t%" PRIu64 "\t%s\t%u\t%" PRIu64 "\t%" PRIu64 "\t", c->stream,
		       buf_cstr(&text), c->half[d].ep.port, r->side[d].octets,
		       c->half[d].gap_octets);
		buf_clear(&text);
		hash_hex(&text, bytes_of(sum, digest_end(&r->side[d].digest, sum)));
		puts(buf_cstr(&text));
		buf_fini(&text);
	}
	free(r);
}

/* The names of enum tcp_analysis, as tcp.analysis.NAME. */
static const char *const analysis_names[TCPA_COUNT] = {
	[TCPA_RETRANSMISSION] = "retransmission",
	[TCPA_FAST_RETRANSMISSION] = "fast_retransmission",
	[TCPA_SPURIOUS_RETRANSMISSION] = "spurious_retransmission",
	[TCPA_OUT_OF_ORDER] = "out_of_order",
	[TCPA_LOST_SEGMENT] = "lost_segment",
	[TCPA_ACK_LOST_SEGMENT] = "ack_lost_segment",
	[TCPA_DUPLICATE_ACK] = "duplicate_ack",
	[TCPA_KEEP_ALIVE] = "keep_alive",
	[TCPA_KEEP_ALIVE_ACK] = "keep_alive_ack",
	[TCPA_ZERO_WINDOW] = "zero_window",
	[TCPA_ZERO_WINDOW_PROBE] = "zero_window_probe",
	[TCPA_ZERO_WINDOW_PROBE_ACK] = "zero_window_probe_ack",
	[TCPA_WINDOW_UPDATE] = "window_update",
	[TCPA_WINDOW_FULL] = "window_full",
	[TCPA_REUSED_PORTS] = "reused_ports",
};

static void dump_analysis(struct buf *out, uint32_t analysis)
{
	const char *blank = "";

	for (unsigned i = 0; i < TCPA_COUNT; i++) {
		if (analysis >> i & 1) {
			buf_printf(out, "%s%s", blank, analysis_names[i]);
			blank = " ";
		}
	}
}

static void dump(struct buf *out, const struct packet *p, const struct segment_note *n)
{
	const struct frame *f = p->frame;
	const struct tcp *t = &p->tcp;

	buf_printf(out, "F\t%" PRIu64 "\t", f->number);
	time_seconds(out, f->ts_ns, 9);
	buf_printf(out, "\t%" PRIu32 "\t%zu\t", f->wire_octets, f->data.n);
	if (p->nlayers && p->layers[0].kind == LAYER_ETHERNET)
		mac_text(out, &p->src_mac);
	buf_addc(out, '\t');
	if (p->nlayers && p->layers[0].kind == LAYER_ETHERNET)
		mac_text(out, &p->dst_mac);
	buf_addc(out, '\t');
	ip_text(out, &p->src);
	buf_addc(out, '\t');
	ip_text(out, &p->dst);
	if (p->verdict == PACKET_TCP && n->conn) {
		buf_printf(out,
			   "\t%" PRIu64 "\t%u\t%u\t%" PRIu32 "\t%" PRIu32 "\t%" PRIu32 "\t%" PRIu32
			   "\t%" PRIu32 "\t0x%04x\t%u\t%u\t",
			   n->conn->stream, t->src_port, t->dst_port, p->payload_octets, t->seq,
			   t->ack, n->seq, n->ack, t->flags, t->window, t->hdr_octets);
		if (t->mss)
			buf_printf(out, "%u", t->mss);
		buf_addc(out, '\t');
		if (t->wscale >= 0)
			buf_printf(out, "%d", t->wscale);
		buf_addc(out, '\t');
		dump_analysis(out, n->analysis);
	}
	buf_addc(out, '\n');
}

int main(int argc, char **argv)
{
	static const struct conn_ops ops = { .open = on_open, .data = on_data, .gap = on_gap,
					     .eof = on_eof, .close = on_close };
	struct stream_options so = { .notes = true };
	struct net_options no = { 0 };
	struct err e = { 0 };
	struct capture *c = argc == 2 ? capture_open(argv[1], &e) : NULL;
	struct net *net = net_new(&no);
	struct streams *streams = streams_new(&so, &ops, NULL);
	struct buf line = { 0 };
	struct packet p;
	struct frame f;
	enum step step = STEP_FAIL;

	while (c && (step = capture_next(c, &f, &e)) == STEP_ITEM) {
		struct segment_note note = { 0 };

		net_decode(net, &f, &p);
		if (p.verdict == PACKET_TCP)
			streams_push(streams, &p, &note);
		buf_clear(&line);
		dump(&line, &p, &note);
		fwrite(line.p, 1, line.n, stdout);
	}
	if (step != STEP_END) {
		fprintf(stderr, "frame_dump: %s\n", c || argc == 2 ? e.text : "which FILE?");
		return 1;
	}
	streams_finish(streams);
	streams_free(&streams);
	net_free(&net);
	capture_close(&c);
	buf_fini(&line);
	return 0;
}
