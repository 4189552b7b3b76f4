/* SPDX-License-Identifier: BSD-2-Clause */
/* decode.c - see decode.h. */
#include "mime/decode.h"

#include "base/arena.h"

#include <stdlib.h>

void decode_start(struct decode *d, enum mime_encoding e)
{
	d->encoding = e;
	d->resync = false;
	d->nout = 0;
	d->base64 = (struct base64){ .stop = true };
	d->qp.seen = QP_TEXT;
	d->qp.nheld = 0;
	d->qp.invalid = 0;
	d->uu = (struct uu){ 0 };
	if (!decode_plain(d) && !d->out)
		d->out = xrealloc(NULL, DECODE_OUT);
}

void decode_fini(struct decode *d)
{
	free(d->out);
	d->out = NULL;
}

bool decode_plain(const struct decode *d)
{
	return d->encoding != MIME_BASE64 && d->encoding != MIME_QP &&
	       d->encoding != MIME_UUENCODE;
}

size_t decode_most(const struct decode *d)
{
	return d->encoding == MIME_UUENCODE ? DECODE_IN_UU : DECODE_IN;
}

void decode_clear(struct decode *d)
{
	d->nout = 0;
}

void decode_push(struct decode *d, struct bytes in)
{
	uint8_t *o;

	if (decode_plain(d))
		return;
	o = d->out + d->nout;

	if (d->resync) {
		d->base64.pushed += bytes_chr(in, 0, '\n');
		in = bytes_from(in, bytes_chr(in, 0, '\n'));
		d->resync = in.n == 0;
	}
	switch (d->encoding) {
	case MIME_BASE64:
		d->nout += base64_push(&d->base64, in, o);
		break;
	case MIME_QP:
		d->nout += qp_push(&d->qp, in, o);
		break;
	case MIME_UUENCODE:
		d->nout += uu_push(&d->uu, in, o);
		break;
	default:
		break;
	}
}

void decode_end(struct decode *d)
{
	uint8_t *o;

	if (decode_plain(d))
		return;
	o = d->out + d->nout;

	switch (d->encoding) {
	case MIME_BASE64:
		d->nout += base64_end(&d->base64, o);
		break;
	case MIME_QP:
		d->nout += qp_end(&d->qp, o);
		break;
	case MIME_UUENCODE:
		d->nout += uu_end(&d->uu, o);
		break;
	default:
		break;
	}
}

void decode_gap(struct decode *d, uint64_t missing)
{
	d->base64.pushed += missing;
	if (d->encoding == MIME_QP)
		decode_end(d);
	d->base64.have = 0;
	d->base64.bits = 0;
	d->uu.n = 0;
	d->uu.overlong = false;
	if (d->encoding == MIME_UUENCODE && d->uu.at == UU_BEFORE)
		d->uu.at = UU_DATA;
	d->resync = d->encoding == MIME_BASE64 || d->encoding == MIME_UUENCODE;
}

static unsigned bit(bool on, enum mime_defect d)
{
	return on ? 1u << (d - MIME_DEFECT_BASE64_JUNK) : 0;
}

uint64_t decode_defect_at(const struct decode *d, enum mime_defect what)
{
	if (what == MIME_DEFECT_BASE64_JUNK)
		return d->base64.junk_at;
	return what == MIME_DEFECT_BASE64_RESTART ? d->base64.restart_at : 0;
}

unsigned decode_defects(const struct decode *d)
{
	switch (d->encoding) {
	case MIME_BASE64:
		return bit(d->base64.junk, MIME_DEFECT_BASE64_JUNK) |
		       bit(d->base64.restarts, MIME_DEFECT_BASE64_RESTART) |
		       bit(d->base64.truncated, MIME_DEFECT_BASE64_TRUNCATED);
	case MIME_QP:
		return bit(d->qp.invalid, MIME_DEFECT_QP_INVALID);
	case MIME_UUENCODE:
		return bit(d->uu.invalid, MIME_DEFECT_UU_INVALID) |
		       bit(d->uu.at != UU_AFTER, MIME_DEFECT_UU_UNTERMINATED);
	default:
		return 0;
	}
}
