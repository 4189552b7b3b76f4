/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * packet_row.h - one line per frame, as tshark's default columns print it.
 *
 *   No.  Time  Source -> Destination  Protocol  Length  Info
 *
 * Where tshark shows mail raw (RFC 2047 words, base64), this shows it decoded.
 */
#ifndef MW_VIEW_PACKET_ROW_H
#define MW_VIEW_PACKET_ROW_H

#include "event/event.h"
#include "view/frame_items.h"

/* The line, with its newline.  `items` are those of this frame. */
void packet_row(struct buf *out, const struct ev_frame *f, const struct item *items,
		size_t nitems);
/* The protocol column: "TCP", "POP", "SMTP/IMF", "ARP", ... */
void packet_protocol(struct buf *out, const struct ev_frame *f, const struct item *items,
		     size_t nitems);
/* The info column. */
void packet_info(struct buf *out, const struct ev_frame *f, const struct item *items,
		 size_t nitems);

/* frame.number */
uint64_t packet_number(const struct ev_frame *f);

/* Shared with the detail tree. */
const char *mail_protocol_label(const char *network_protocol); /* "POP" for "pop3" */
void tcp_flags_text(struct buf *out, uint16_t flags);          /* "SYN, ACK" */
/* "[TCP Retransmission] " and the like, for what happened to a segment. */
void tcp_analysis_text(struct buf *out, const struct segment_note *n);
const char *ethertype_name(uint16_t type);                     /* NULL when unknown */
const char *ip_protocol_name(uint8_t proto);                   /* NULL when unknown */

#endif
