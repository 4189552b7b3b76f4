/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * handshake.c - see handshake.h.
 *
 * Who sends a SYN without ACK is the client, who answers it is the server: certain.  Without
 * a handshake, in this order: a port of a mail protocol, a system port (below 1024), a port
 * that is not ephemeral (RFC 6335 6: from 49152; Linux: from 32768), the first sender.
 */
#include "stream/handshake.h"

static bool is_mail_port(uint16_t port)
{
	static const uint16_t ports[] = { 24, 25, 109, 110, 143, 220, 465, 587, 993, 995, 1025,
					  2525, 2526, 10024, 10025 };

	for (size_t i = 0; i < sizeof(ports) / sizeof(ports[0]); i++)
		if (ports[i] == port)
			return true;
	return false;
}

static int server_likeness(uint16_t port)
{
	return is_mail_port(port) ? 3 : port < 1024 ? 2 : port < 32768 ? 1 : 0;
}

static void take_endpoint(struct endpoint *e, const struct ip *ip, uint16_t port,
			  const struct mac *mac)
{
	*e = (struct endpoint){ .ip = *ip, .port = port, .mac = *mac };
}

void handshake_open(struct flow *f, const struct packet *p, unsigned end)
{
	struct conn *c = &f->c;
	int src = server_likeness(p->tcp.src_port), dst = server_likeness(p->tcp.dst_port);
	enum dir d = DIR_CLIENT;

	if (p->tcp.flags & TCP_SYN) {
		d = p->tcp.flags & TCP_ACK ? DIR_SERVER : DIR_CLIENT;
		c->roles_by = ROLES_BY_SYN;
	} else if (src != dst) {
		d = src > dst ? DIR_SERVER : DIR_CLIENT;
		c->roles_by = ROLES_BY_PORT;
	} else {
		c->roles_by = ROLES_BY_FIRST;
	}
	f->flip = (end == 1) == (d == DIR_CLIENT);
	take_endpoint(&c->half[d].ep, &p->src, p->tcp.src_port, &p->src_mac);
	take_endpoint(&c->half[dir_other(d)].ep, &p->dst, p->tcp.dst_port, &p->dst_mac);
	c->half[0].wscale = c->half[1].wscale = -1;
	c->first_frame = p->frame->number;
	c->first_ns = p->frame->ts_ns;
}

void handshake_roles(struct flow *f, const struct packet *p, unsigned end)
{
	enum dir d = flow_dir_of(f, end);
	enum dir is = p->tcp.flags & TCP_ACK ? DIR_SERVER : DIR_CLIENT;

	if (!(p->tcp.flags & TCP_SYN) || f->c.roles_by == ROLES_BY_SYN || f->used)
		return;
	if (d != is)
		flow_swap(f, ROLES_BY_SYN);
	f->c.roles_by = ROLES_BY_SYN;
}

static void note_syn(struct conn_half *h, const struct tcp *t)
{
	h->syn = true;
	h->mss = t->mss;
	h->wscale = t->wscale;
	h->sack_permitted = t->sack_permitted;
}

static void note_handshake(struct flow *f, const struct segment *g)
{
	struct conn_handshake *h = &f->c.handshake;
	const struct half *client = &f->half[DIR_CLIENT];

	if (g->flags & TCP_SYN) {
		bool answer = g->flags & TCP_ACK;
		uint64_t *frame = answer ? &h->synack_frame : &h->syn_frame;

		if (!*frame) {
			*frame = g->frame;
			*(answer ? &h->synack_ns : &h->syn_ns) = g->ts_ns;
		}
	} else if (!h->ack_frame && (h->syn_frame || h->synack_frame) &&
		   g->dir == DIR_CLIENT && g->flags & TCP_ACK && !(g->flags & TCP_RST) &&
		   (!client->known || g->seq == client->base)) {
		h->ack_frame = g->frame;
		h->ack_ns = g->ts_ns;
	}
}

bool handshake_noted(const struct flow *f)
{
	const struct conn_handshake *h = &f->c.handshake;

	return h->ack_frame || (!h->syn_frame && !h->synack_frame);
}

static void count(struct flow *f, const struct segment *g)
{
	struct conn *c = &f->c;
	struct conn_half *h = &c->half[g->dir];

	h->seen = true;
	h->packets++;
	h->octets += g->octets;
	f->half[g->dir].arrival = g->arrival;
	c->now_frame = c->last_frame = g->frame;
	c->now_ns = c->last_ns = g->ts_ns;
}

static void note_mac(struct conn_half *h, const struct packet *p)
{
	if (!h->ep.mac.known)
		h->ep.mac = p->src_mac;
}

void handshake_heard(struct flow *f, const struct packet *p, const struct segment *g)
{
	count(f, g);
	note_mac(&f->c.half[g->dir], p);
}

void handshake_count(struct flow *f, const struct packet *p, const struct segment *g,
		     bool stray)
{
	struct conn_half *h = &f->c.half[g->dir];

	count(f, g);
	if (stray) {
		flow_counts(f, g->dir)->out_of_window++;
		return;
	}
	note_mac(h, p);
	if (g->flags & TCP_SYN)
		note_syn(h, &p->tcp);
	if (g->flags & TCP_FIN && !h->fin) {
		h->fin = true;
		h->fin_frame = g->frame;
		h->fin_end = g->seq + g->octets + 1;
		h->fin_ack = g->ack;
	}
	if (g->flags & TCP_URG && g->octets)
		flow_counts(f, g->dir)->urgent++;
	note_handshake(f, g);
}
