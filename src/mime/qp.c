/* SPDX-License-Identifier: BSD-2-Clause */
/* qp.c - see qp.h. */
#include "mime/qp.h"

/* What is held was text after all. */
static uint8_t *release(struct qp *q, uint8_t *o)
{
	memcpy(o, q->held, q->nheld);
	o += q->nheld;
	q->nheld = 0;
	q->seen = QP_TEXT;
	return o;
}

static uint8_t *release_invalid(struct qp *q, uint8_t *o)
{
	q->invalid++;
	return release(q, o);
}

static void hold(struct qp *q, uint8_t c, int seen)
{
	q->held[q->nheld++] = c;
	q->seen = (unsigned)seen;
}

/* A line end: what was held before it goes, the line end itself stays unless soft. */
static uint8_t *line_end(struct qp *q, uint8_t *o)
{
	if (q->seen == QP_CR)
		*o++ = '\r';
	if (q->seen == QP_CR || q->seen == QP_BLANKS || q->seen == QP_TEXT)
		*o++ = '\n';
	q->nheld = 0;
	q->seen = QP_TEXT;
	return o;
}

/* One octet in the state QP_TEXT. */
static uint8_t *text(struct qp *q, uint8_t c, uint8_t *o)
{
	if (c == '=')
		hold(q, c, QP_EQ);
	else if (ascii_blank(c))
		hold(q, c, QP_BLANKS);
	else if (c == '\r')
		hold(q, c, QP_CR);
	else
		*o++ = c;
	return o;
}

static uint8_t *step(struct qp *q, uint8_t c, uint8_t *o)
{
	if (c == '\n' && q->seen != QP_EQ_HEX)
		return line_end(q, o);
	switch (q->seen) {
	case QP_TEXT:
		break;
	case QP_BLANKS:
		if (q->nheld >= QP_HELD_OCTETS)
			break;
		if (ascii_blank(c) || c == '\r') {
			hold(q, c, c == '\r' ? QP_CR : QP_BLANKS);
			return o;
		}
		break;
	case QP_CR:
		break;
	case QP_EQ:
		if (ascii_hex(c) >= 0) {
			hold(q, c, QP_EQ_HEX);
			return o;
		}
		/* fallthrough */
	case QP_EQ_BLANKS:
		if (q->nheld < QP_HELD_OCTETS && (ascii_blank(c) || c == '\r')) {
			hold(q, c, c == '\r' ? QP_EQ_CR : QP_EQ_BLANKS);
			return o;
		}
		return text(q, c, release_invalid(q, o));
	case QP_EQ_HEX:
		if (ascii_hex(c) >= 0) {
			*o++ = (uint8_t)(ascii_hex(q->held[1]) << 4 | ascii_hex(c));
			q->nheld = 0;
			q->seen = QP_TEXT;
			return o;
		}
		o = release_invalid(q, o);
		return c == '\n' ? line_end(q, o) : text(q, c, o);
	case QP_EQ_CR:
		return text(q, c, release_invalid(q, o));
	}
	return text(q, c, release(q, o));
}

/* Octets at the start of `b` that are text whatever follows.  A blank between words is. */
static size_t plain_run(struct bytes b)
{
	size_t i = 0;

	for (; i < b.n; i++) {
		uint8_t c = b.p[i];

		if (c > ' ' && c != '=')
			continue;
		if (c != ' ' || i + 1 == b.n || b.p[i + 1] <= ' ')
			break;
	}
	return i;
}

/* What is complete at the start of `in` and needs no state: an octet, a line end, a soft
   break.  Returns octets used. */
static size_t at_once(struct bytes in, uint8_t **o)
{
	int hi, lo;

	if (in.p[0] == '\n' || bytes_starts(in, B("\r\n"))) {
		if (in.p[0] == '\r')
			*(*o)++ = '\r';
		*(*o)++ = '\n';
		return in.p[0] == '\r' ? 2 : 1;
	}
	if (in.p[0] != '=')
		return 0;
	if (bytes_starts(in, B("=\r\n")))
		return 3;
	hi = ascii_hex(bytes_at(in, 1));
	lo = ascii_hex(bytes_at(in, 2));
	if (hi < 0 || lo < 0)
		return 0;
	*(*o)++ = (uint8_t)(hi << 4 | lo);
	return 3;
}

size_t qp_push(struct qp *q, struct bytes in, uint8_t *out)
{
	uint8_t *o = out;

	while (in.n) {
		size_t n;

		if (q->seen == QP_TEXT) {
			n = plain_run(in);
			memcpy(o, in.p, n);
			o += n;
			in = bytes_from(in, n);
			if (in.n == 0)
				break;
			n = at_once(in, &o);
			in = bytes_from(in, n);
			if (n)
				continue;
		}
		o = step(q, in.p[0], o);
		in = bytes_from(in, 1);
	}
	return (size_t)(o - out);
}

size_t qp_end(struct qp *q, uint8_t *out)
{
	uint8_t *o = out;

	if (q->seen == QP_EQ_HEX)
		o = release_invalid(q, o);
	else if (q->seen == QP_CR)
		*o++ = '\r';
	q->nheld = 0;
	q->seen = QP_TEXT;
	return (size_t)(o - out);
}
