/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * walk.c - see walk.h: how a walk ends, and which number announces which header.
 *
 * In:   link types (LINKTYPE_ registry), EtherTypes (IEEE), protocol numbers (IANA)
 * Out:  the next decoder, or the end with a word about what it was
 */
#include "net/walk.h"

void walk_other(struct walk *w, uint32_t number, const char *why)
{
	if (w->p->nlayers < LIMIT_LAYERS)
		*walk_layer(w) = (struct layer){ .kind = LAYER_OTHER, .offset = w->offset,
						 .octets = w->wire,
						 .other = { number } };
	walk_end(w, PACKET_OTHER, why);
}

void walk_short(struct walk *w, size_t n, const char *why)
{
	walk_end(w, n > w->wire ? PACKET_MALFORMED : PACKET_TRUNCATED, why);
}

/* NEXT_END for a link type that has no decoder. */
static enum next linktype_next(uint16_t linktype)
{
	switch (linktype) {
	case 0: case 108:         return NEXT_LOOPBACK;
	case 1:                   return NEXT_ETHERNET;
	case 9: case 50:          return NEXT_PPP;
	case 51:                  return NEXT_PPPOE;
	case 104:                 return NEXT_CHDLC;
	/* 12 and 14 are DLT_RAW of various systems, in files of old writers */
	case 12: case 14:
	case 101:                 return NEXT_IP;
	case 105:                 return NEXT_80211;
	case 113:                 return NEXT_SLL;
	case 127:                 return NEXT_RADIOTAP;
	case 219:                 return NEXT_MPLS;
	case 228:                 return NEXT_IPV4;
	case 229:                 return NEXT_IPV6;
	case 276:                 return NEXT_SLL2;
	}
	return NEXT_END;
}

bool net_decodes_linktype(uint16_t linktype)
{
	return linktype_next(linktype) != NEXT_END;
}

void walk_linktype(struct walk *w, uint16_t linktype)
{
	w->next = linktype_next(linktype);
	if (w->next == NEXT_END)
		walk_other(w, linktype, "link type not decoded");
}

void walk_ethertype(struct walk *w, uint16_t type)
{
	w->number = type;
	switch (type) {
	case 0x0800: w->next = NEXT_IPV4; break;
	case 0x86dd: w->next = NEXT_IPV6; break;
	/* 0x9100 to 0x9300 announced outer tags before 802.1ad had a number for them */
	case 0x8100: case 0x88a8:
	case 0x9100: case 0x9200: case 0x9300: w->next = NEXT_VLAN; break;
	case 0x0806: w->next = NEXT_ARP; break;
	case 0x8847: case 0x8848: w->next = NEXT_MPLS; break;
	case 0x8864: w->next = NEXT_PPPOE; break;
	case 0x8863: walk_other(w, type, "PPPoE discovery"); break;
	case 0x6558: w->next = NEXT_ETHERNET; break;
	case 0x880b: w->next = NEXT_PPP; break;
	case 0x88e5: walk_other(w, type, "encrypted (MACsec)"); break;
	default:     walk_other(w, type, "EtherType not decoded");
	}
}

void walk_ip_protocol(struct walk *w, uint8_t number)
{
	w->number = number;
	switch (number) {
	case 0: case 43: case 44: case 60: case 135: case 139: case 140:
		w->next = NEXT_IP_EXT;
		break;
	case 1:   w->next = NEXT_ICMP; break;
	case 4:   w->next = NEXT_IPV4; break;
	case 6:   w->next = NEXT_TCP; break;
	case 17:  w->next = NEXT_UDP; break;
	case 41:  w->next = NEXT_IPV6; break;
	case 47:  w->next = NEXT_GRE; break;
	case 50:  walk_other(w, number, "encrypted (ESP)"); break;
	case 51:  w->next = NEXT_AH; break;
	case 58:  w->next = NEXT_ICMPV6; break;
	case 59:  walk_end(w, PACKET_OTHER, "no next header"); break;
	case 97:  w->next = NEXT_ETHERIP; break;
	case 137: w->next = NEXT_MPLS; break;
	default:  walk_other(w, number, "IP protocol not decoded");
	}
}
