/* SPDX-License-Identifier: BSD-2-Clause */
/* packet_row.c - see packet_row.h. */
#include "view/packet_row.h"

#include "base/utf8.h"
#include "net/packet.h"
#include "stream/stream.h"
#include "view/text.h"

#include <inttypes.h>
#include <stdio.h>

enum { INFO_LINES = 8 /* lines of one frame joined in its info column */ };

const char *mail_protocol_label(const char *protocol)
{
	static const struct {
		const char *protocol, *label;
	} labels[] = { { "pop3", "POP" }, { "smtp", "SMTP" }, { "lmtp", "LMTP" },
		       { "submission", "SMTP" }, { "imap", "IMAP" } };

	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++)
		if (strcmp(labels[i].protocol, protocol) == 0)
			return labels[i].label;
	return protocol;
}

const char *ethertype_name(uint16_t type)
{
	switch (type) {
	case 0x0800: return "IPv4";
	case 0x0806: return "ARP";
	case 0x86dd: return "IPv6";
	case 0x8100: return "802.1Q Virtual LAN";
	case 0x88a8: return "802.1ad Provider Bridge";
	case 0x8847: return "MPLS label switched packet";
	case 0x8864: return "PPPoE Session";
	case 0x8863: return "PPPoE Discovery";
	case 0x88cc: return "802.1 Link Layer Discovery Protocol (LLDP)";
	case 0x888e: return "802.1X Authentication";
	}
	return NULL;
}

const char *ip_protocol_name(uint8_t proto)
{
	switch (proto) {
	case 0: return "IPv6 Hop-by-Hop Option";
	case 1: return "ICMP";
	case 2: return "IGMP";
	case 4: return "IPIP";
	case 6: return "TCP";
	case 17: return "UDP";
	case 41: return "IPv6";
	case 43: return "Routing Header for IPv6";
	case 44: return "Fragment Header for IPv6";
	case 47: return "GRE";
	case 50: return "ESP";
	case 51: return "AH";
	case 58: return "ICMPv6";
	case 59: return "IPv6 no next header";
	case 60: return "Destination Options for IPv6";
	case 89: return "OSPF";
	case 103: return "PIM";
	case 112: return "VRRP";
	case 132: return "SCTP";
	}
	return NULL;
}

void tcp_flags_text(struct buf *out, uint16_t flags)
{
	static const struct {
		uint16_t bit;
		const char *name;
	} names[] = { { TCP_FIN, "FIN" }, { TCP_SYN, "SYN" }, { TCP_RST, "RST" },
		      { TCP_PSH, "PSH" }, { TCP_ACK, "ACK" }, { TCP_URG, "URG" },
		      { TCP_ECE, "ECE" }, { TCP_CWR, "CWR" } };
	bool any = false;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!(flags & names[i].bit))
			continue;
		buf_printf(out, "%s%s", any ? ", " : "", names[i].name);
		any = true;
	}
	if (!any)
		buf_adds(out, "<None>");
}

void tcp_analysis_text(struct buf *out, const struct segment_note *n)
{
	static const char *const names[TCPA_COUNT] = {
		[TCPA_RETRANSMISSION] = "TCP Retransmission",
		[TCPA_FAST_RETRANSMISSION] = "TCP Fast Retransmission",
		[TCPA_SPURIOUS_RETRANSMISSION] = "TCP Spurious Retransmission",
		[TCPA_OUT_OF_ORDER] = "TCP Out-Of-Order",
		[TCPA_LOST_SEGMENT] = "TCP Previous segment not captured",
		[TCPA_ACK_LOST_SEGMENT] = "TCP ACKed unseen segment",
		[TCPA_DUPLICATE_ACK] = "TCP Dup ACK",
		[TCPA_KEEP_ALIVE] = "TCP Keep-Alive",
		[TCPA_KEEP_ALIVE_ACK] = "TCP Keep-Alive ACK",
		[TCPA_ZERO_WINDOW] = "TCP ZeroWindow",
		[TCPA_ZERO_WINDOW_PROBE] = "TCP ZeroWindowProbe",
		[TCPA_ZERO_WINDOW_PROBE_ACK] = "TCP ZeroWindowProbeAck",
		[TCPA_WINDOW_UPDATE] = "TCP Window Update",
		[TCPA_WINDOW_FULL] = "TCP Window Full",
		[TCPA_REUSED_PORTS] = "TCP Port numbers reused",
	};

	for (unsigned i = 0; i < TCPA_COUNT; i++) {
		if (!(n->analysis & 1u << i))
			continue;
		if (i == TCPA_DUPLICATE_ACK)
			buf_printf(out, "[%s %" PRIu64 "#%" PRIu32 "] ", names[i], n->dup_ack_frame,
				   n->dup_ack_number);
		else
			buf_printf(out, "[%s] ", names[i]);
	}
}

uint64_t packet_number(const struct ev_frame *f)
{
	return f->packet->frame->number;
}

static const struct layer *last_layer(const struct packet *p)
{
	return p->nlayers ? &p->layers[p->nlayers - 1] : NULL;
}

static const char *layer_protocol(const struct layer *l)
{
	if (!l)
		return "Data";
	switch (l->kind) {
	case LAYER_TCP: return "TCP";
	case LAYER_UDP: return "UDP";
	case LAYER_ICMP: return "ICMP";
	case LAYER_ICMPV6: return "ICMPv6";
	case LAYER_ARP: return "ARP";
	case LAYER_IPV4: return "IPv4";
	case LAYER_IPV6:
	case LAYER_IP_EXT: return "IPv6";
	case LAYER_GRE: return "GRE";
	case LAYER_VXLAN: return "VXLAN";
	case LAYER_GENEVE: return "Geneve";
	case LAYER_GTPU: return "GTP";
	case LAYER_TEREDO: return "Teredo";
	case LAYER_ERSPAN: return "ERSPAN";
	case LAYER_PPPOE: return "PPPoE";
	case LAYER_PPP: return "PPP";
	case LAYER_CHDLC: return "CHDLC";
	case LAYER_MPLS: return "MPLS";
	case LAYER_80211:
	case LAYER_RADIOTAP: return "802.11";
	case LAYER_LLC: return "LLC";
	case LAYER_ETHERNET:
	case LAYER_VLAN: return "Ethernet";
	case LAYER_SLL:
	case LAYER_SLL2: return "SLL";
	case LAYER_LOOPBACK: return "Loopback";
	case LAYER_OTHER: break;
	}
	return "Data";
}

void packet_protocol(struct buf *out, const struct ev_frame *f, const struct item *items,
		     size_t nitems)
{
	const struct packet *p = f->packet;
	const struct layer *l = last_layer(p);
	const char *name;

	if (nitems) {
		buf_adds(out, mail_protocol_label(items[0].protocol));
		for (size_t i = 0; i < nitems; i++) {
			if (items[i].kind != ITEM_MESSAGE)
				continue;
			buf_adds(out, "/IMF");
			break;
		}
		return;
	}
	if (l && l->kind == LAYER_OTHER && p->nlayers > 1) {
		/* What announced the undecoded rest names it best. */
		name = p->layers[p->nlayers - 2].kind == LAYER_IPV4 ||
		       p->layers[p->nlayers - 2].kind == LAYER_IPV6 ?
			ip_protocol_name((uint8_t)l->other.type) :
			ethertype_name((uint16_t)l->other.type);
		if (name) {
			buf_add(out, bytes_head(bytes_str(name), bytes_chr(bytes_str(name), 0, ' ')));
			return;
		}
		l--;
	}
	buf_adds(out, layer_protocol(l));
}

static void tcp_option_info(struct buf *out, const struct tcp *t)
{
	struct cur c = cur_of(t->options);

	/* tshark lists them in the order the sender wrote them. */
	while (cur_left(&c)) {
		uint8_t kind = cur_u8(&c), n;

		if (kind == 0)
			break;
		if (kind == 1)
			continue;
		n = cur_u8(&c);
		if (n < 2)
			break;
		cur_skip(&c, n - 2u);
		if (!cur_ok(&c))
			break;
		if (kind == 2 && t->mss)
			buf_printf(out, " MSS=%u", t->mss);
		else if (kind == 3 && t->wscale >= 0)
			buf_printf(out, " WS=%u", 1u << (t->wscale > 14 ? 14 : t->wscale));
		else if (kind == 4 && t->sack_permitted)
			buf_adds(out, " SACK_PERM");
		else if (kind == 8 && t->has_ts)
			buf_printf(out, " TSval=%" PRIu32 " TSecr=%" PRIu32, t->tsval, t->tsecr);
	}
}

static void tcp_info(struct buf *out, const struct ev_frame *f)
{
	const struct packet *p = f->packet;
	const struct segment_note *n = f->note;
	bool known = n && n->conn;

	buf_printf(out, "%u \xe2\x86\x92 %u [", p->tcp.src_port, p->tcp.dst_port);
	tcp_flags_text(out, p->tcp.flags);
	buf_printf(out, "] Seq=%" PRIu32, known ? n->seq : p->tcp.seq);
	if (p->tcp.flags & TCP_ACK)
		buf_printf(out, " Ack=%" PRIu32, known ? n->ack : p->tcp.ack);
	buf_printf(out, " Win=%" PRIu64 " Len=%" PRIu32,
		   known ? n->window : (uint64_t)p->tcp.window, p->payload_octets);
	tcp_option_info(out, &p->tcp);
	for (size_t i = 0; i < p->tcp.nsacks; i++)
		buf_printf(out, " SLE=%" PRIu32 " SRE=%" PRIu32,
			   p->tcp.sacks[i].left, p->tcp.sacks[i].right);
}

static void other_info(struct buf *out, const struct packet *p)
{
	const struct layer *l = last_layer(p);

	if (l && l->kind == LAYER_UDP)
		buf_printf(out, "%u \xe2\x86\x92 %u Len=%u", l->udp.src_port, l->udp.dst_port,
			   l->udp.octets >= 8 ? l->udp.octets - 8u : 0);
	else if (l && (l->kind == LAYER_ICMP || l->kind == LAYER_ICMPV6))
		buf_printf(out, "type %u, code %u", l->icmp.type, l->icmp.code);
	else if (l && l->kind == LAYER_ARP && l->arp.src_ip.family) {
		buf_adds(out, l->arp.opcode == 1 ? "Who has " : "");
		ip_text(out, l->arp.opcode == 1 ? &l->arp.dst_ip : &l->arp.src_ip);
		buf_adds(out, l->arp.opcode == 1 ? "? Tell " : " is at ");
		if (l->arp.opcode == 1)
			ip_text(out, &l->arp.src_ip);
		else
			mac_text(out, &l->arp.src_mac);
	} else if (p->verdict == PACKET_FRAGMENT) {
		buf_adds(out, "IP fragment");
	}
	if (p->verdict == PACKET_MALFORMED || p->verdict == PACKET_TRUNCATED)
		buf_printf(out, "%s[%s: %s]", l ? " " : "",
			   p->verdict == PACKET_MALFORMED ? "Malformed" : "Truncated",
			   p->why ? p->why : "header cut");
	else if (p->why)
		buf_printf(out, " (%s)", p->why);
}

/* "250-PIPELINING" in the middle of a reply shows as "PIPELINING". */
static struct bytes without_code(struct bytes text)
{
	return text.n >= 4 && ascii_digit(text.p[0]) ? bytes_from(text, 4) : text;
}

/* tshark calls the sides of IMAP otherwise. */
static const char *speaker(const char *protocol, bool client)
{
	if (strcmp(protocol, "imap") == 0)
		return client ? "Request" : "Response";
	return client ? "C" : "S";
}

struct joiner {
	struct buf *out;
	size_t lines;
	bool client, started;
	bool after;   /* something stands before the first line */
	uint64_t seq; /* of the command the last line belongs to */
};

static void say(struct joiner *j, const struct item *it, struct bytes text)
{
	if (!j->started || j->client != it->from_client)
		buf_printf(j->out, "%s%s: ", j->started || j->after ? "  " : "",
			   speaker(it->protocol, it->from_client));
	else
		buf_adds(j->out, " | ");
	j->started = true;
	j->client = it->from_client;
	utf8_show(j->out, text);
}

static void line_info(struct joiner *j, const struct item *it)
{
	bool more = j->started && !it->from_client && !j->client &&
		    it->command_seq == j->seq && it->code != NO_U64;

	if (it->line == LINE_END && j->lines)
		return;
	if (++j->lines > INFO_LINES) {
		if (j->lines == INFO_LINES + 1)
			buf_adds(j->out, " | \xe2\x80\xa6");
		return;
	}
	say(j, it, more ? without_code(it->text) : it->text);
	if (it->line == LINE_AUTH && it->decoded.n) {
		buf_adds(j->out, " (");
		utf8_show(j->out, it->decoded);
		buf_addc(j->out, ')');
	}
	j->seq = it->command_seq;
}

static void message_info(struct buf *out, const struct item_message *m)
{
	if (m->from.p) {
		buf_adds(out, "from: ");
		text_trimmed(out, m->from);
		buf_adds(out, ", ");
	}
	if (m->subject.p) {
		buf_adds(out, "subject: ");
		text_trimmed(out, m->subject);
		buf_adds(out, ", ");
	}
	for (size_t i = 0; i < m->nparts && i < INFO_LINES; i++) {
		buf_adds(out, " (");
		utf8_show(out, m->parts[i].content_type);
		buf_addc(out, ')');
	}
}

void packet_info(struct buf *out, const struct ev_frame *f, const struct item *items,
		 size_t nitems)
{
	struct joiner j = { .out = out, .seq = NO_U64 };
	bool whole = false; /* a message ended here: its last fragment needs no word */
	char run[80];

	if (f->note && f->packet->verdict == PACKET_TCP)
		tcp_analysis_text(out, f->note);
	if (!nitems) {
		if (f->packet->verdict == PACKET_TCP)
			tcp_info(out, f);
		else
			other_info(out, f->packet);
		return;
	}
	for (size_t i = 0; i < nitems; i++) {
		if (items[i].kind != ITEM_MESSAGE)
			continue;
		buf_adds(out, whole ? "  " : "");
		message_info(out, items[i].message);
		whole = true;
	}
	j.after = whole;
	for (size_t i = 0; i < nitems; i++) {
		const struct item *it = &items[i];

		if (it->kind == ITEM_LINE && !(whole && it->line == LINE_END)) {
			line_info(&j, it);
		} else if (it->kind == ITEM_DATA && it->octets && !whole) {
			snprintf(run, sizeof(run), "DATA fragment, %" PRIu64 " byte%s", it->octets,
				 it->octets == 1 ? "" : "s");
			say(&j, it, bytes_str(run));
		}
	}
}

static void address(struct buf *out, const struct packet *p, bool src)
{
	const struct ip *ip = src ? &p->src : &p->dst;

	if (ip->family)
		ip_text(out, ip);
	else
		mac_text(out, src ? &p->src_mac : &p->dst_mac);
}

static void pad(struct buf *out, size_t from, size_t width, bool right)
{
	size_t n = out->n - from, add = n < width ? width - n : 0;

	for (size_t i = 0; i < add; i++)
		buf_addc(out, ' ');
	if (right && add) {
		memmove(out->p + from + add, out->p + from, n);
		memset(out->p + from, ' ', add);
	}
}

void packet_row(struct buf *out, const struct ev_frame *f, const struct item *items,
		size_t nitems)
{
	const struct packet *p = f->packet;
	size_t from;

	buf_printf(out, "%5" PRIu64 " ", p->frame->number);
	from = out->n;
	time_seconds(out, p->frame->ts_ns - f->first_ns, 6);
	pad(out, from, 10, true);
	buf_addc(out, ' ');
	from = out->n;
	address(out, p, true);
	pad(out, from, 12, true);
	buf_adds(out, " \xe2\x86\x92 ");
	from = out->n;
	address(out, p, false);
	pad(out, from, 12, false);
	buf_addc(out, ' ');
	packet_protocol(out, f, items, nitems);
	buf_printf(out, " %" PRIu32 " ", p->frame->wire_octets);
	packet_info(out, f, items, nitems);
	buf_addc(out, '\n');
}
