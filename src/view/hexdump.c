/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * hexdump.c - see detail.h.
 *
 * Secrets are hidden here as everywhere.  A password may be cut over two segments and is
 * known for one only when its line is complete, or when the connection is known to be mail,
 * so what the client sent and no item of this frame accounts for is hidden too, as long as
 * somebody reads the connection and it was not TLS from the start; and of the server what it
 * says during a login, and what it says again of lines with a secret.  The content of IP
 * fragments is hidden too: it may be read only when the last one is there.
 *
 * Where a frame's octets are compressed (RFC 4978) those of the client are hidden, since it
 * cannot be said which of them are a secret's; what came out of them stands below.
 */
#include "view/detail.h"

#include "base/utf8.h"
#include "net/packet.h"
#include "stream/stream.h"

#include <inttypes.h>
#include <stdlib.h>

enum { COLUMNS = 16, INFLATED_MAX = 4096 };

/* Marks [from, from+n) of the stream in `hidden`, which covers the frame's payload. */
static void mark(uint8_t *hidden, size_t size, uint64_t base, uint64_t from, uint64_t n,
		 uint8_t value)
{
	uint64_t at = from > base ? from - base : 0;
	uint64_t end = from + n > base ? from + n - base : 0;

	for (; at < end && at < size; at++)
		hidden[at] = value;
}

/* What must not be shown: octets [from, from + n) of the frame, one flag each. */
struct hidden {
	uint8_t *flags;
	size_t from, n;
};

static struct hidden hide_fragment(const struct packet *p)
{
	size_t layers = p->joined.n ? p->joined_from : p->nlayers;
	struct hidden h = { 0 };

	if (layers) {
		const struct layer *ip = &p->layers[layers - 1];

		h.from = ip->offset + ip->octets;
	}
	if (h.from < p->frame->data.n) {
		h.n = p->frame->data.n - h.from;
		h.flags = xcalloc(h.n, 1);
		memset(h.flags, 1, h.n);
	}
	return h;
}

static struct hidden hide(const struct ev_frame *f, const struct item *items, size_t nitems)
{
	const struct packet *p = f->packet;
	const struct segment_note *n = f->note;
	struct hidden h = { 0 };
	bool client, all;

	if (p->joined.n || p->verdict == PACKET_FRAGMENT)
		return hide_fragment(p);
	if (p->verdict != PACKET_TCP || !p->payload.n || !n || !n->conn)
		return h;
	client = n->dir == DIR_CLIENT;
	all = nitems ? client || n->conn->guarded
		     : n->read && !n->conn->sealed && (client || n->conn->guarded);
	h = (struct hidden){ xcalloc(p->payload.n, 1), p->payload_offset, p->payload.n };
	if (all)
		memset(h.flags, 1, h.n);
	if (!client && n->offset != OFFSET_UNKNOWN)
		mark(h.flags, h.n, n->offset, n->conn->secret_from,
		     n->conn->secret_end - n->conn->secret_from, 1);
	for (size_t i = 0; i < nitems; i++) {
		const struct item *it = &items[i];

		if (it->from_client != client || it->kind == ITEM_MESSAGE || it->inflated)
			continue;
		mark(h.flags, h.n, n->offset, it->offset, it->octets, 0);
		mark(h.flags, h.n, n->offset, it->secret_at, it->secret_n, 1);
	}
	return h;
}

static bool is_hidden(const struct hidden *h, size_t i)
{
	return i >= h->from && i - h->from < h->n && h->flags[i - h->from];
}

/* The frame's octets are compressed: what was complete with it, INFLATED_MAX octets of it. */
static void tell_inflated(struct buf *out, bool client, const struct item *items, size_t nitems)
{
	size_t from = out->n, left = 0;
	bool any = false;

	for (size_t i = 0; i < nitems; i++) {
		const struct item *it = &items[i];

		if (it->from_client != client || it->kind == ITEM_MESSAGE || !it->inflated)
			continue;
		if (!any)
			buf_adds(out, "Compressed (RFC 4978); decompressed:\n");
		any = true;
		if (out->n - from > INFLATED_MAX) {
			left++;
			continue;
		}
		buf_adds(out, "      ");
		if (it->kind == ITEM_DATA)
			buf_printf(out, "(%" PRIu64 " octets of a message)", it->octets);
		else
			utf8_show(out, bytes_head(it->text, INFLATED_MAX));
		buf_addc(out, '\n');
	}
	if (left)
		buf_printf(out, "      (%zu more)\n", left);
	if (any)
		buf_addc(out, '\n');
}

void hexdump_frame(struct buf *out, const struct ev_frame *f, const struct item *items,
		   size_t nitems, const struct policy *policy)
{
	struct bytes b = f->packet->frame->data;
	struct hidden h = { 0 };

	if (!policy->show_secrets)
		h = hide(f, items, nitems);
	for (size_t row = 0; row < b.n; row += COLUMNS) {
		buf_printf(out, "%04zx  ", row);
		for (size_t i = row; i < row + COLUMNS; i++) {
			if (i - row == COLUMNS / 2)
				buf_addc(out, ' ');
			if (i >= b.n)
				buf_adds(out, "   ");
			else if (is_hidden(&h, i))
				buf_adds(out, "** ");
			else
				buf_printf(out, "%02x ", b.p[i]);
		}
		buf_adds(out, "  ");
		for (size_t i = row; i < row + COLUMNS && i < b.n; i++) {
			if (i - row == COLUMNS / 2)
				buf_addc(out, ' ');
			buf_addc(out, is_hidden(&h, i) ? '*' : ascii_print(b.p[i]) ? b.p[i] : '.');
		}
		buf_addc(out, '\n');
	}
	buf_addc(out, '\n');
	free(h.flags);
	if (f->note)
		tell_inflated(out, f->note->dir == DIR_CLIENT, items, nitems);
}
