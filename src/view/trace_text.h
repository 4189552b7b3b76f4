/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * trace_text.h - what the header of a message tells of its way, for people: the servers it
 * passed, its signatures, what servers found out about its sender.
 *
 *	Its way
 *	  2026-11-23 08:59:50  laptop [192.0.2.4] > mail.example.org, ESMTPSA, TLSv1.3, logged in
 *	  +9 s                 mail.example.org [198.51.100.7] > mx.example.net, ESMTPS, TLSv1.3
 *	Signatures
 *	  DKIM  example.org, selector s1: the body is the signed one
 *	Checks, as servers claim
 *	  mx.example.net  spf=pass smtp.mailfrom=a@example.org
 */
#ifndef MW_VIEW_TRACE_TEXT_H
#define MW_VIEW_TRACE_TEXT_H

#include "view/text.h"

/* Adds the chapters for which the message itself has something; of messages inside it, their
   records tell. */
void trace_text(struct buf *out, const struct ev_message *m, const struct look *look);
/* "xn--bcher-kva.example is bücher.example": a line for each domain of the addresses that has
   two forms, `name` before the first. */
void trace_domains(struct buf *out, const struct ev_message *m, const char *name,
		   const struct look *look);

#endif
