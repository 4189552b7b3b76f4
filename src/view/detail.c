/* SPDX-License-Identifier: BSD-2-Clause */
/* detail.c - see detail.h: the layers up to TCP. */
#include "view/detail.h"

#include "net/packet.h"
#include "stream/stream.h"
#include "view/packet_row.h"

#include <inttypes.h>

static void frame_layer(struct buf *out, const struct ev_frame *f)
{
	const struct frame *fr = f->packet->frame;
	const char *link = linktype_description(fr->linktype);

	buf_printf(out,
		   "Frame %" PRIu64 ": %" PRIu32 " bytes on wire (%" PRIu64
		   " bits), %zu bytes captured (%zu bits) on interface id %" PRIu32 "\n",
		   fr->number, fr->wire_octets, (uint64_t)fr->wire_octets * 8, fr->data.n,
		   fr->data.n * 8, fr->interface);
	buf_printf(out, "    Encapsulation type: %s (%u)\n", link ? link : "unknown", fr->linktype);
	buf_adds(out, "    Arrival Time: ");
	time_human(out, fr->ts_ns, 9);
	buf_adds(out, " UTC\n    Epoch Time: ");
	time_seconds(out, fr->ts_ns, 9);
	buf_adds(out, " seconds\n    [Time delta from previous captured frame: ");
	time_seconds(out, fr->ts_ns - f->previous_ns, 9);
	buf_adds(out, " seconds]\n    [Time since reference or first frame: ");
	time_seconds(out, fr->ts_ns - f->first_ns, 9);
	buf_printf(out, " seconds]\n    Frame Number: %" PRIu64 "\n", fr->number);
	buf_printf(out, "    Frame Length: %" PRIu32 " bytes\n    Capture Length: %zu bytes\n",
		   fr->wire_octets, fr->data.n);
}

static void type_line(struct buf *out, const char *label, uint16_t type)
{
	const char *name = ethertype_name(type);

	buf_printf(out, "    %s: %s (0x%04x)\n", label, name ? name : "Unknown", type);
}

static void proto_line(struct buf *out, const char *label, uint8_t proto)
{
	const char *name = ip_protocol_name(proto);

	buf_printf(out, "    %s: %s (%u)\n", label, name ? name : "Unknown", proto);
}

static void mac_line(struct buf *out, const char *label, const struct mac *mac)
{
	buf_printf(out, "    %s: ", label);
	mac_text(out, mac);
	buf_addc(out, '\n');
}

static void between(struct buf *out, const char *name, const struct ip *src, const struct ip *dst)
{
	buf_printf(out, "%s, Src: ", name);
	ip_text(out, src);
	buf_adds(out, ", Dst: ");
	ip_text(out, dst);
	buf_addc(out, '\n');
}

static void ip_line(struct buf *out, const char *label, const struct ip *ip)
{
	buf_printf(out, "    %s: ", label);
	ip_text(out, ip);
	buf_addc(out, '\n');
}

static void ethernet(struct buf *out, const struct layer *l)
{
	buf_adds(out, "Ethernet II, Src: ");
	mac_text(out, &l->eth.src);
	buf_adds(out, ", Dst: ");
	mac_text(out, &l->eth.dst);
	buf_addc(out, '\n');
	mac_line(out, "Destination", &l->eth.dst);
	mac_line(out, "Source", &l->eth.src);
	if (l->eth.type < 0x600)
		buf_printf(out, "    Length: %u\n", l->eth.type);
	else
		type_line(out, "Type", l->eth.type);
}

static void vlan(struct buf *out, const struct layer *l)
{
	buf_printf(out, "%s, PRI: %u, DEI: %u, ID: %u\n",
		   l->vlan.tpid == 0x88a8 ? "802.1ad Provider Bridge" : "802.1Q Virtual LAN",
		   l->vlan.priority, l->vlan.dei, l->vlan.id);
	type_line(out, "Type", l->vlan.type);
}

static void sll(struct buf *out, const struct layer *l)
{
	buf_printf(out, "Linux cooked capture v%d\n    Packet type: %u\n    Link-layer address type: %u\n",
		   l->kind == LAYER_SLL ? 1 : 2, l->sll.packet_type, l->sll.arphrd);
	if (l->sll.src.known)
		mac_line(out, "Source", &l->sll.src);
	type_line(out, "Protocol", l->sll.type);
}

static const char *checksum_word(enum checksum_state s)
{
	switch (s) {
	case CHECKSUM_GOOD: return "good";
	case CHECKSUM_BAD: return "incorrect";
	case CHECKSUM_OFFLOAD: return "left to the network card";
	case CHECKSUM_UNKNOWN: break;
	}
	return "unverified";
}

static void ipv4(struct buf *out, const struct layer *l)
{
	between(out, "Internet Protocol Version 4", &l->ip4.src, &l->ip4.dst);
	buf_printf(out, "    Header Length: %u bytes\n", l->ip4.hdr_octets);
	buf_printf(out, "    Differentiated Services Field: 0x%02x\n", l->ip4.dsfield);
	buf_printf(out, "    Total Length: %u\n", l->ip4.total_octets);
	buf_printf(out, "    Identification: 0x%04x (%u)\n", l->ip4.id, l->ip4.id);
	buf_printf(out, "    Flags: 0x%x%s%s\n", l->ip4.flags,
		   l->ip4.flags & 2 ? ", Don't fragment" : "",
		   l->ip4.flags & 1 ? ", More fragments" : "");
	buf_printf(out, "    Fragment Offset: %u\n    Time to Live: %u\n", l->ip4.frag_octets,
		   l->ip4.ttl);
	proto_line(out, "Protocol", l->ip4.proto);
	buf_printf(out, "    Header Checksum: 0x%04x [%s]\n", l->ip4.checksum,
		   checksum_word(l->ip4.checksum_state));
	ip_line(out, "Source Address", &l->ip4.src);
	ip_line(out, "Destination Address", &l->ip4.dst);
}

static void ipv6(struct buf *out, const struct layer *l)
{
	between(out, "Internet Protocol Version 6", &l->ip6.src, &l->ip6.dst);
	buf_printf(out, "    Traffic Class: 0x%02x\n    Flow Label: 0x%05" PRIx32 "\n",
		   l->ip6.tclass, l->ip6.flow);
	buf_printf(out, "    Payload Length: %" PRIu32 "\n", l->ip6.payload_octets);
	proto_line(out, "Next Header", l->ip6.next);
	buf_printf(out, "    Hop Limit: %u\n", l->ip6.hlim);
	ip_line(out, "Source Address", &l->ip6.src);
	ip_line(out, "Destination Address", &l->ip6.dst);
}

static void other_layer(struct buf *out, const struct layer *l)
{
	switch (l->kind) {
	case LAYER_LOOPBACK:
		buf_printf(out, "Null/Loopback\n    Family: %" PRIu32 "\n", l->loopback.family);
		break;
	case LAYER_PPP:
	case LAYER_CHDLC:
		buf_printf(out, "%s\n    Protocol: 0x%04x\n",
			   l->kind == LAYER_PPP ? "Point-to-Point Protocol" : "Cisco HDLC",
			   l->ppp.protocol);
		break;
	case LAYER_PPPOE:
		buf_printf(out, "PPP-over-Ethernet Session\n    Session ID: 0x%04" PRIx32 "\n",
			   l->tunnel.id);
		break;
	case LAYER_MPLS:
		buf_printf(out,
			   "MultiProtocol Label Switching Header, Label: %" PRIu32
			   ", Exp: %u, S: %u, TTL: %u\n",
			   l->mpls.label, l->mpls.tclass, l->mpls.bottom, l->mpls.ttl);
		break;
	case LAYER_80211:
		buf_printf(out, "IEEE 802.11, type %u, subtype %u, flags 0x%02x\n", l->wlan.type,
			   l->wlan.subtype, l->wlan.flags);
		mac_line(out, "Destination address", &l->wlan.dst);
		mac_line(out, "Source address", &l->wlan.src);
		break;
	case LAYER_RADIOTAP:
		buf_printf(out, "Radiotap Header, Length %" PRIu32 "\n", l->octets);
		break;
	case LAYER_LLC:
		buf_printf(out, "Logical-Link Control\n    DSAP: 0x%02x\n    SSAP: 0x%02x\n",
			   l->llc.dsap, l->llc.ssap);
		break;
	case LAYER_IP_EXT:
		proto_line(out, "IP Extension Header", l->ext.number);
		proto_line(out, "Next Header", l->ext.next);
		break;
	case LAYER_GRE:
		buf_adds(out, "Generic Routing Encapsulation\n");
		break;
	case LAYER_ERSPAN:
	case LAYER_VXLAN:
	case LAYER_GENEVE:
	case LAYER_GTPU:
		buf_printf(out, "%s, id: %" PRIu32 "\n",
			   l->kind == LAYER_ERSPAN ? "Encapsulated Remote Switch Packet ANalysis" :
			   l->kind == LAYER_VXLAN ? "Virtual eXtensible Local Area Network" :
			   l->kind == LAYER_GENEVE ? "Generic Network Virtualization Encapsulation" :
			   "GPRS Tunneling Protocol", l->tunnel.id);
		break;
	case LAYER_TEREDO:
		buf_adds(out, "Teredo IPv6 over UDP tunneling\n");
		break;
	case LAYER_UDP:
		buf_printf(out, "User Datagram Protocol, Src Port: %u, Dst Port: %u\n    Length: %u\n"
			   "    Checksum: 0x%04x\n",
			   l->udp.src_port, l->udp.dst_port, l->udp.octets, l->udp.checksum);
		break;
	case LAYER_ICMP:
	case LAYER_ICMPV6:
		buf_printf(out, "Internet Control Message Protocol%s\n    Type: %u\n    Code: %u\n",
			   l->kind == LAYER_ICMPV6 ? " v6" : "", l->icmp.type, l->icmp.code);
		break;
	case LAYER_ARP:
		buf_printf(out, "Address Resolution Protocol (%s)\n",
			   l->arp.opcode == 1 ? "request" : l->arp.opcode == 2 ? "reply" : "other");
		break;
	default:
		buf_printf(out, "Data, announced as 0x%04" PRIx32 "\n", l->other.type);
		break;
	}
}

static void tcp_conclusions(struct buf *out, const struct ev_frame *f)
{
	const struct segment_note *n = f->note;
	const struct conn_handshake *h = &n->conn->handshake;

	if (h->syn_frame && h->ack_frame) {
		buf_adds(out, "    [SEQ/ACK analysis]\n        [iRTT: ");
		time_seconds(out, h->ack_ns - h->syn_ns, 9);
		buf_adds(out, " seconds]\n");
	}
	if (n->analysis) {
		buf_adds(out, "    [TCP Analysis Flags: ");
		tcp_analysis_text(out, n);
		out->n--; /* the blank after the last flag */
		buf_adds(out, "]\n");
	}
}

static void tcp(struct buf *out, const struct ev_frame *f)
{
	const struct packet *p = f->packet;
	const struct tcp *t = &p->tcp;
	const struct segment_note *n = f->note;
	bool known = n && n->conn;
	uint32_t seq = known ? n->seq : t->seq, ack = known ? n->ack : t->ack;
	uint32_t next = seq + p->payload_octets + !!(t->flags & TCP_SYN) + !!(t->flags & TCP_FIN);

	buf_printf(out,
		   "Transmission Control Protocol, Src Port: %u, Dst Port: %u, Seq: %" PRIu32,
		   t->src_port, t->dst_port, seq);
	if (t->flags & TCP_ACK)
		buf_printf(out, ", Ack: %" PRIu32, ack);
	buf_printf(out, ", Len: %" PRIu32 "\n", p->payload_octets);
	buf_printf(out, "    Source Port: %u\n    Destination Port: %u\n", t->src_port, t->dst_port);
	if (known)
		buf_printf(out, "    [Stream index: %" PRIu64 "]\n", n->conn->stream);
	buf_printf(out, "    [TCP Segment Len: %" PRIu32 "]\n", p->payload_octets);
	buf_printf(out, "    Sequence Number: %" PRIu32 "    (relative sequence number)\n", seq);
	buf_printf(out, "    Sequence Number (raw): %" PRIu32 "\n", t->seq);
	buf_printf(out, "    [Next Sequence Number: %" PRIu32 "    (relative sequence number)]\n",
		   next);
	buf_printf(out, "    Acknowledgment Number: %" PRIu32 "    (relative ack number)\n", ack);
	buf_printf(out, "    Acknowledgment number (raw): %" PRIu32 "\n", t->ack);
	buf_printf(out, "    Header Length: %u bytes (%u)\n    Flags: 0x%03x (", t->hdr_octets,
		   t->hdr_octets / 4u, t->flags & 0xfffu);
	tcp_flags_text(out, t->flags);
	buf_printf(out, ")\n    Window: %u\n", t->window);
	if (known)
		buf_printf(out, "    [Calculated window size: %" PRIu64 "]\n", n->window);
	buf_printf(out, "    Checksum: 0x%04x [%s]\n    Urgent Pointer: %u\n", t->checksum,
		   checksum_word(p->tcp_checksum), t->urgent);
	if (t->mss)
		buf_printf(out, "    TCP Option - Maximum segment size: %u bytes\n", t->mss);
	if (t->wscale >= 0)
		buf_printf(out, "    TCP Option - Window scale: %d\n", t->wscale);
	if (t->sack_permitted)
		buf_adds(out, "    TCP Option - SACK permitted\n");
	if (t->has_ts)
		buf_printf(out, "    TCP Option - Timestamps: TSval %" PRIu32 ", TSecr %" PRIu32 "\n",
			   t->tsval, t->tsecr);
	for (size_t i = 0; i < t->nsacks; i++)
		buf_printf(out, "    TCP Option - SACK %" PRIu32 "-%" PRIu32 "\n", t->sacks[i].left,
			   t->sacks[i].right);
	if (known)
		tcp_conclusions(out, f);
	if (p->payload_octets)
		buf_printf(out, "    TCP payload (%" PRIu32 " bytes)\n", p->payload_octets);
}

static void joined_from(struct buf *out, const struct packet *p)
{
	buf_printf(out, "[%zu IP Fragments (%zu bytes):", p->nfragments, p->joined.n);
	for (size_t i = 0; i < p->nfragments; i++)
		buf_printf(out, "%s #%" PRIu64 "(%" PRIu64 ")", i ? "," : "", p->fragments[i].frame,
			   p->fragments[i].octets);
	buf_adds(out, "]\n");
}

void detail_frame(struct buf *out, const struct ev_frame *f, const struct item *items,
		  size_t nitems)
{
	const struct packet *p = f->packet;

	frame_layer(out, f);
	for (size_t i = 0; i < p->nlayers; i++) {
		const struct layer *l = &p->layers[i];

		if (p->joined.n && i == p->joined_from)
			joined_from(out, p);
		switch (l->kind) {
		case LAYER_ETHERNET: ethernet(out, l); break;
		case LAYER_VLAN: vlan(out, l); break;
		case LAYER_SLL:
		case LAYER_SLL2: sll(out, l); break;
		case LAYER_IPV4: ipv4(out, l); break;
		case LAYER_IPV6: ipv6(out, l); break;
		case LAYER_TCP:
			if (p->verdict == PACKET_TCP)
				tcp(out, f);
			else
				buf_adds(out, "Transmission Control Protocol\n");
			break;
		default: other_layer(out, l); break;
		}
	}
	if (p->why)
		buf_printf(out, "[%s]\n", p->why);
	detail_mail(out, items, nitems);
	buf_addc(out, '\n');
}
