/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cooked.c - link headers that the capturing system makes up: Linux cooked, BSD loopback.
 *
 * In:   LINKTYPE_LINUX_SLL, LINKTYPE_LINUX_SLL2, LINKTYPE_NULL, LINKTYPE_LOOP
 * Out:  a layer; what comes next by EtherType or address family
 * Spec: the LINKTYPE_ pages of tcpdump.org
 */
#include "net/walk.h"

enum {
	NETLINK = 824,      /* ARPHRD_ number of the capturing interface */
	SLL_802_2 = 0x0004, /* in place of an EtherType: LLC follows */
	ETHERTYPE_MIN = 1536,
};

static void cooked_next(struct walk *w, uint16_t arphrd, uint16_t type)
{
	if (arphrd == NETLINK)
		walk_other(w, type, "netlink");
	else if (type == SLL_802_2)
		w->next = NEXT_LLC;
	else if (type >= ETHERTYPE_MIN)
		walk_ethertype(w, type);
	else
		walk_other(w, type, "Linux cooked protocol not decoded");
}

/* Both versions end in an address field of eight octets, `n` of them used. */
static void cooked_address(struct mac *m, struct cur *c, unsigned n)
{
	struct bytes field = cur_take(c, 8);

	if (n == 6)
		put_mac(m, bytes_head(field, 6));
}

static void cooked_done(struct walk *w, const struct layer *l)
{
	*walk_layer(w) = *l;
	if (walk_names_frame(w))
		w->p->src_mac = l->sll.src;
	cooked_next(w, l->sll.arphrd, l->sll.type);
}

void sll_decode(struct walk *w)
{
	struct layer l = { .kind = LAYER_SLL, .offset = w->offset, .octets = 16 };
	struct cur c;

	if (!walk_take(w, 16, "the frame ends inside the Linux cooked header", &c))
		return;
	l.sll.packet_type = cur_be16(&c);
	l.sll.arphrd = cur_be16(&c);
	unsigned used = cur_be16(&c);
	cooked_address(&l.sll.src, &c, used);
	l.sll.type = cur_be16(&c);
	cooked_done(w, &l);
}

void sll2_decode(struct walk *w)
{
	struct layer l = { .kind = LAYER_SLL2, .offset = w->offset, .octets = 20 };
	struct cur c;

	if (!walk_take(w, 20, "the frame ends inside the Linux cooked header", &c))
		return;
	l.sll.type = cur_be16(&c);
	cur_skip(&c, 2);
	l.sll.ifindex = cur_be32(&c);
	l.sll.arphrd = cur_be16(&c);
	l.sll.packet_type = cur_u8(&c);
	unsigned used = cur_u8(&c);
	cooked_address(&l.sll.src, &c, used);
	cooked_done(w, &l);
}

/* AF_INET is 2 everywhere; AF_INET6 has the number of the system that captured:
   24 NetBSD, OpenBSD and BSD/OS, 28 FreeBSD, 30 macOS, 10 Linux, 23 Windows. */
void loopback_decode(struct walk *w)
{
	uint32_t at = w->offset;
	struct cur c;

	if (!walk_take(w, 4, "the frame ends inside the loopback header", &c))
		return;
	uint32_t family = cur_be32(&c);

	/* LOOP is in network order, NULL in that of the capturing machine, which may not
	   be that of the file: families are small, so the order shows. */
	if (family >= 0x10000)
		family = __builtin_bswap32(family);
	*walk_layer(w) = (struct layer){ .kind = LAYER_LOOPBACK, .offset = at, .octets = 4,
					 .loopback = { family } };
	switch (family) {
	case 2:
		w->next = NEXT_IPV4;
		break;
	case 10: case 23: case 24: case 28: case 30:
		w->next = NEXT_IPV6;
		break;
	default:
		if (family >= ETHERTYPE_MIN && family <= 0xffff)
			walk_ethertype(w, (uint16_t)family);
		else
			walk_other(w, family, "address family not decoded");
	}
}
