/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report_text.h - what a report for machines says (RFC 3464, 8098, 5965), for people.
 *
 *	Delivery report, part 2
 *	  By         mx.example.org
 *	  failed     carol@example.com, originally to Carol@example.com, status 5.1.1
 *	             answer      smtp; 550 5.1.1 no such user
 *	             of          mail.example.com
 *	Receipt
 *	  From       carol@example.com
 *	  About      <1@example.net>
 *	  Says       manual-action/MDN-sent-manually; displayed
 */
#ifndef MW_VIEW_REPORT_TEXT_H
#define MW_VIEW_REPORT_TEXT_H

#include "view/text.h"

/* Adds the chapters for which the message has something. */
void report_text(struct buf *out, const struct ev_message *m, const struct look *look);

#endif
