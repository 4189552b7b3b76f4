/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * wlan.c - 802.11 data frames sent in the clear, with and without a radiotap header.
 *
 * In:   LINKTYPE_IEEE802_11, LINKTYPE_IEEE802_11_RADIOTAP
 * Out:  layers; LLC next
 * Spec: IEEE 802.11-2020 9.2, 9.3.2; radiotap.org
 *
 * One frame gives one packet: an aggregate of several (A-MSDU) and a fragment of one are
 * named, not decoded.
 */
#include "net/walk.h"

enum {
	TYPE_DATA = 2,
	SUBTYPE_NULL = 4, SUBTYPE_QOS = 8, /* bits of a data frame's subtype */
	TO_DS = 0x01, FROM_DS = 0x02, MORE_FRAGMENTS = 0x04, PROTECTED = 0x40, ORDER = 0x80,
	QOS_AMSDU = 0x80,
	RADIOTAP_FCS = 0x10, RADIOTAP_PADDED = 0x20, RADIOTAP_BAD_FCS = 0x40,
};

/* Octets of the header after the first 24. */
static uint32_t extra_octets(uint8_t subtype, uint8_t flags)
{
	uint32_t n = 0;

	if ((flags & (TO_DS | FROM_DS)) == (TO_DS | FROM_DS))
		n += 6; /* fourth address */
	if (subtype & SUBTYPE_QOS)
		n += flags & ORDER ? 6 : 2; /* QoS control, HT control */
	return n;
}

static void wlan_next(struct walk *w, const struct layer *l, bool amsdu)
{
	if (l->wlan.subtype & SUBTYPE_NULL)
		walk_end(w, PACKET_OTHER, "802.11 frame without data");
	else if (l->wlan.flags & PROTECTED)
		walk_other(w, 0, "encrypted (802.11)");
	else if (l->wlan.flags & MORE_FRAGMENTS || l->wlan.sequence & 0xf)
		walk_other(w, 0, "fragment of an 802.11 frame");
	else if (amsdu)
		walk_other(w, 0, "802.11 aggregate (A-MSDU)");
	else
		w->next = NEXT_LLC;
}

/* The end-to-end addresses, out of the three or four there are (802.11 table 9-30). */
static void wlan_addresses(struct layer *l, const struct mac a[3], const struct mac *fourth)
{
	bool to = l->wlan.flags & TO_DS, from = l->wlan.flags & FROM_DS;

	l->wlan.dst = to ? a[2] : a[0];
	l->wlan.src = to && from ? *fourth : from ? a[2] : a[1];
}

static void wlan_data(struct walk *w, struct layer *l, struct cur *c)
{
	static const char why[] = "the frame ends inside the 802.11 header";
	struct mac a[3], fourth = { 0 };
	bool amsdu = false;
	struct cur x;

	for (size_t i = 0; i < 3; i++)
		put_mac(&a[i], cur_take(c, 6));
	l->wlan.sequence = cur_le16(c);
	if (!walk_take(w, extra_octets(l->wlan.subtype, l->wlan.flags), why, &x))
		return;
	if ((l->wlan.flags & (TO_DS | FROM_DS)) == (TO_DS | FROM_DS))
		put_mac(&fourth, cur_take(&x, 6));
	if (l->wlan.subtype & SUBTYPE_QOS)
		amsdu = cur_le16(&x) & QOS_AMSDU;
	wlan_addresses(l, a, &fourth);
	l->octets = w->offset - l->offset;
	if (w->wlan_pad && !walk_take(w, -l->octets & 3, why, &x))
		return;
	*walk_layer(w) = *l;
	if (walk_names_frame(w)) {
		w->p->src_mac = l->wlan.src;
		w->p->dst_mac = l->wlan.dst;
	}
	wlan_next(w, l, amsdu);
}

void wlan_decode(struct walk *w)
{
	struct layer l = { .kind = LAYER_80211, .offset = w->offset };
	struct cur c;

	if (!walk_take(w, 2, "the frame ends inside the 802.11 header", &c))
		return;
	uint8_t control = cur_u8(&c);

	l.wlan.type = control >> 2 & 3;
	l.wlan.subtype = control >> 4;
	l.wlan.flags = cur_u8(&c);
	if (l.wlan.type != TYPE_DATA) {
		l.octets = 2;
		*walk_layer(w) = l;
		walk_other(w, control, "802.11 management or control frame");
		return;
	}
	/* Duration, three addresses, sequence control. */
	if (!walk_take(w, 22, "the frame ends inside the 802.11 header", &c))
		return;
	cur_skip(&c, 2);
	wlan_data(w, &l, &c);
}

/* The Flags field: after the words that say which fields are present, and after TSFT, which
   is aligned to 8 octets from the start of the header. */
static uint8_t radiotap_flags(struct bytes header)
{
	enum { TSFT = 1 << 0, FLAGS = 1 << 1 };
	struct cur c = cur_of(header);
	uint32_t present, word;

	cur_skip(&c, 4);
	present = word = cur_le32(&c);
	while (word & 0x80000000)
		word = cur_le32(&c);
	if (present & TSFT)
		cur_skip(&c, (-cur_at(&c) & 7) + 8);
	return present & FLAGS ? cur_u8(&c) : 0;
}

void radiotap_decode(struct walk *w)
{
	static const char why[] = "the frame ends inside the radiotap header";
	struct cur c = cur_of(w->rest), x;
	uint32_t at = w->offset, octets;

	cur_skip(&c, 2);
	octets = cur_le16(&c);
	if (!cur_ok(&c)) {
		walk_short(w, 4, why);
		return;
	}
	if (octets < 8) {
		walk_end(w, PACKET_MALFORMED, "radiotap header shorter than it can be");
		return;
	}
	struct bytes header = bytes_head(w->rest, octets);
	if (!walk_take(w, octets, why, &x))
		return;
	uint8_t flags = radiotap_flags(header);

	*walk_layer(w) = (struct layer){ .kind = LAYER_RADIOTAP, .offset = at,
					 .octets = octets, .radiotap = { flags } };
	if (flags & RADIOTAP_BAD_FCS) {
		walk_other(w, 0, "802.11 frame received damaged (bad FCS)");
		return;
	}
	if (flags & RADIOTAP_FCS && w->wire >= 4)
		walk_limit(w, w->wire - 4);
	w->wlan_pad = flags & RADIOTAP_PADDED;
	w->next = NEXT_80211;
}
