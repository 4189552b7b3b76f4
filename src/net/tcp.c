/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tcp.c - the TCP header with its options, and the checksum for who asks.
 *
 * In:   a segment, as long as IP says
 * Out:  packet.tcp, payload; verdict PACKET_TCP
 * RFC:  9293 3.1 and 3.2, 7323 (window scale, time stamps), 2018 (SACK)
 */
#include "net/checksum.h"
#include "net/state.h"
#include "net/walk.h"

enum {
	HEADER_MIN = 20, PROTOCOL_TCP = 6,
	OPT_END = 0, OPT_NOP = 1, OPT_MSS = 2, OPT_WSCALE = 3, OPT_SACK_OK = 4, OPT_SACK = 5,
	OPT_TIMESTAMP = 8,
};

static void sack_blocks(struct tcp *t, struct cur c)
{
	while (cur_left(&c) >= 8 && t->nsacks < 4) {
		t->sacks[t->nsacks].left = cur_be32(&c);
		t->sacks[t->nsacks++].right = cur_be32(&c);
	}
}

/* `value` is what follows kind and length.  A wrong length makes the option unknown. */
static void option(struct tcp *t, uint8_t kind, struct bytes value)
{
	struct cur c = cur_of(value);

	if (kind == OPT_TIMESTAMP && value.n == 8) {
		t->has_ts = true;
		t->tsval = cur_be32(&c);
		t->tsecr = cur_be32(&c);
	} else if (kind == OPT_MSS && value.n == 2) {
		t->mss = cur_be16(&c);
	} else if (kind == OPT_WSCALE && value.n == 1) {
		t->wscale = (int8_t)(cur_u8(&c) & 0x7f);
	} else if (kind == OPT_SACK_OK && value.n == 0) {
		t->sack_permitted = true;
	} else if (kind == OPT_SACK) {
		sack_blocks(t, c);
	}
}

/* Nearly every segment has just NOP NOP timestamp (RFC 7323 appendix A). */
static bool only_timestamp(struct tcp *t, struct bytes list)
{
	struct cur c = cur_of(list);

	if (list.n != 12 || cur_be32(&c) != 0x0101080a)
		return false;
	t->has_ts = true;
	t->tsval = cur_be32(&c);
	t->tsecr = cur_be32(&c);
	return true;
}

/* False when an option is longer than the header. */
static bool options(struct tcp *t, struct bytes list)
{
	struct cur c = cur_of(list);

	while (cur_left(&c)) {
		uint8_t kind = cur_u8(&c);

		if (kind == OPT_END)
			break;
		if (kind == OPT_NOP)
			continue;
		uint8_t octets = cur_u8(&c);
		struct bytes value = cur_take(&c, octets < 2 ? SIZE_MAX : octets - 2u);

		if (cur_ok(&c))
			option(t, kind, value);
	}
	return cur_ok(&c);
}

/* The fixed part of the header, and no options yet; false when its length is impossible. */
static bool header(struct tcp *t, struct cur c)
{
	t->src_port = cur_be16(&c);
	t->dst_port = cur_be16(&c);
	t->seq = cur_be32(&c);
	t->ack = cur_be32(&c);
	uint16_t word = cur_be16(&c);

	t->hdr_octets = (uint8_t)(word >> 12 << 2);
	t->flags = word & 0x0fff;
	t->window = cur_be16(&c);
	t->checksum = cur_be16(&c);
	t->urgent = cur_be16(&c);
	t->mss = 0;
	t->wscale = -1;
	t->sack_permitted = t->has_ts = false;
	t->tsval = t->tsecr = 0;
	t->nsacks = 0;
	return t->hdr_octets >= HEADER_MIN;
}

/* `segment` is what was captured of the `octets` there were.  Where the snap length ends
   inside the options the packet is still good: ports, numbers and lengths are known. */
static void segment_done(struct walk *w, uint32_t octets)
{
	struct packet *p = w->p;
	struct tcp *t = &p->tcp;
	uint32_t options_octets = t->hdr_octets - (uint32_t)HEADER_MIN;

	t->options = bytes_head(w->rest, options_octets);
	if (t->options.n && !only_timestamp(t, t->options) && !options(t, t->options) &&
	    t->options.n == options_octets)
		p->odd |= ODD_TCP_OPTIONS;
	p->payload = bytes_from(w->rest, options_octets);
	p->payload_octets = octets - t->hdr_octets;
	p->payload_offset = w->offset + options_octets;
	walk_end(w, PACKET_TCP, NULL);
	if ((w->net->options.check_checksums || w->net->options.sum_checksums) &&
	    net_tcp_checksum(p, &w->net->stats) == CHECKSUM_BAD &&
	    w->net->options.check_checksums)
		walk_end(w, PACKET_OTHER, "bad TCP checksum");
}

void tcp_decode(struct walk *w)
{
	struct packet *p = w->p;
	uint32_t at = w->offset, octets = w->wire;
	struct cur c;

	p->segment = w->rest;
	if (!walk_take(w, HEADER_MIN, "the frame ends inside the TCP header", &c))
		return;
	bool possible = header(&p->tcp, c);

	walk_header(w, LAYER_TCP, at, p->tcp.hdr_octets);
	if (!possible || p->tcp.hdr_octets > octets)
		walk_end(w, PACKET_MALFORMED, "TCP header with an impossible length");
	else
		segment_done(w, octets);
}

/* See packet.h for what an offloading sender leaves in the field. */
static enum checksum_state judge(const struct packet *p)
{
	uint32_t octets = p->tcp.hdr_octets + p->payload_octets;
	uint64_t pseudo = checksum_pseudo(&p->src, &p->dst, PROTOCOL_TCP, octets);

	if (p->segment.n < octets)
		return CHECKSUM_UNKNOWN;
	if (checksum_holds(checksum_add(pseudo, p->segment)))
		return CHECKSUM_GOOD;
	uint64_t without = checksum_pseudo(&p->src, &p->dst, PROTOCOL_TCP, 0);

	if (p->tcp.checksum == 0 || p->tcp.checksum == checksum_fold(pseudo) ||
	    p->tcp.checksum == checksum_fold(without) || p->odd & ODD_NO_IP_LENGTH)
		return CHECKSUM_OFFLOAD;
	return CHECKSUM_BAD;
}

enum checksum_state net_tcp_checksum(struct packet *p, struct net_stats *count)
{
	if (p->tcp_checksum != CHECKSUM_UNKNOWN)
		return p->tcp_checksum;
	p->tcp_checksum = judge(p);
	if (count && p->tcp_checksum == CHECKSUM_GOOD)
		count->good_tcp_checksum++;
	else if (count && p->tcp_checksum == CHECKSUM_BAD)
		count->bad_tcp_checksum++;
	else if (count && p->tcp_checksum == CHECKSUM_OFFLOAD)
		count->offload_tcp_checksum++;
	return p->tcp_checksum;
}
