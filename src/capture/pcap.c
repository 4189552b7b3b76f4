/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pcap.c - the classic capture file, and the variants of it that exist.
 *
 * In:   a file header (24 octets), then records: header, octets
 * Spec: draft-ietf-opsawg-pcap; the variants as libpcap and Wireshark know them
 *
 *	magic (as a number)
 *	a1b2c3d4  seconds and microseconds; or AIX: version 2.2 and an ifType for the link
 *	          type, nanoseconds; or, told by looking at the first records, a longer
 *	          record header: Kuznetzov's patch of 1999-04-17, or Nokia's
 *	a1b23c4d  seconds and nanoseconds
 *	a1b2cd34  Kuznetzov's patches of 1999-10-29 or 1999-09-15, told by the records
 *	1c0001ac  IXIA hardware capture: nanoseconds, 4 octets more in the file header
 *	1c0001ab  IXIA software capture: the same with microseconds
 *
 * Each in either byte order.  Before version 2.3, and in DG/UX's 543.0, the two lengths
 * of a record are exchanged; in 2.3 they are where the captured one is the larger.
 */
#include "base/limits.h"
#include "capture/reader.h"

enum {
	FILE_HEADER = 24, IXIA_EXTRA = 4,
	TRIED_RECORDS = 3, TRIED_OCTETS = 256 << 10,
	SANE_SNAPLEN = 256 << 10, SANE_WIRE = 128 << 20, SANE_IFINDEX = 10000,
	AIX_FDDI_PAD = 3,
};

enum variant { PLAIN, PATCH_0417, NOKIA, PATCH_1029, PATCH_0915, AIX };

static const struct {
	const char *name;
	size_t header; /* octets of a record's header */
} variants[] = {
	[PLAIN]      = { "pcap", 16 },
	[PATCH_0417] = { "pcap (Kuznetzov 1999-04-17)", 24 },
	[NOKIA]      = { "pcap (Nokia)", 20 },
	[PATCH_1029] = { "pcap (Kuznetzov 1999-10-29)", 24 },
	[PATCH_0915] = { "pcap (Kuznetzov 1999-09-15)", 28 },
	[AIX]        = { "pcap (AIX)", 16 },
};

static const struct magic {
	uint32_t value;
	bool nanoseconds, ixia;
	enum variant first, last; /* the variants that use it */
} magics[] = {
	{ 0xa1b2c3d4, false, false, PLAIN, NOKIA },
	{ 0xa1b23c4d, true,  false, PLAIN, PLAIN },
	{ 0xa1b2cd34, false, false, PATCH_1029, PATCH_0915 },
	{ 0x1c0001ac, true,  true,  PLAIN, PLAIN },
	{ 0x1c0001ab, false, true,  PLAIN, PLAIN },
};

enum lengths { LENGTHS_IN_ORDER, LENGTHS_EXCHANGED, LENGTHS_PERHAPS };

struct pcap {
	bool big_endian;
	enum variant variant;
	enum lengths lengths;
	int64_t unit_ns; /* of the second half of a time stamp */
	uint16_t linktype;
	uint32_t snaplen;
	size_t padding;  /* octets before the frame in each record */
};

struct record {
	uint32_t seconds, fraction, captured, wire;
};

static uint32_t u32(struct cur *c, bool big_endian)
{
	return big_endian ? cur_be32(c) : cur_le32(c);
}

static uint16_t u16(struct cur *c, bool big_endian)
{
	return big_endian ? cur_be16(c) : cur_le16(c);
}

static const struct magic *magic_of(struct bytes head, bool *big_endian_out)
{
	struct cur be = cur_of(head), le = be;
	uint32_t as_be = cur_be32(&be), as_le = cur_le32(&le);

	for (size_t i = 0; cur_ok(&be) && i < sizeof(magics) / sizeof(magics[0]); i++) {
		*big_endian_out = as_be == magics[i].value;
		if (*big_endian_out || as_le == magics[i].value)
			return &magics[i];
	}
	return NULL;
}

bool pcap_probe(struct bytes head)
{
	bool big_endian;

	return magic_of(head, &big_endian) != NULL;
}

static struct record record_read(const struct pcap *p, struct cur *c)
{
	struct record r;

	r.seconds = u32(c, p->big_endian);
	r.fraction = u32(c, p->big_endian);
	r.captured = u32(c, p->big_endian);
	r.wire = u32(c, p->big_endian);
	if (p->lengths == LENGTHS_EXCHANGED ||
	    (p->lengths == LENGTHS_PERHAPS && r.captured > r.wire)) {
		uint32_t t = r.captured;

		r.captured = r.wire;
		r.wire = t;
	}
	return r;
}

/* Kuznetzov's extra fields: interface index, protocol, packet type, padding. */
static unsigned misfit_patched(struct cur *c, bool big_endian)
{
	uint32_t ifindex = u32(c, big_endian);
	uint16_t protocol = u16(c, big_endian);
	uint8_t type = cur_u8(c);

	bool known = protocol >= 0x600 || protocol <= 0x17 || protocol == 0x60 ||
		     protocol == 0x200 || protocol == 0x400;

	return (unsigned)(ifindex > SANE_IFINDEX) + (type > 4) + !known;
}

/* Nokia's extra field has been seen as Xfbf Y.0. in hexadecimal, X 9 or b, Y b or d. */
static unsigned misfit_nokia(struct cur *c, bool big_endian)
{
	uint32_t v = u32(c, big_endian);

	return !((v & 0x0fff00f0) == 0x0fbf0000 && (v >> 28 == 0x9 || v >> 28 == 0xb) &&
		 ((v >> 12 & 0xf) == 0xb || (v >> 12 & 0xf) == 0xd) &&
		 ((v >> 8 & 0xf) == 0x6 || (v >> 8 & 0xf) == 0x9) &&
		 ((v & 0xf) == 1 || (v & 0xf) == 2));
}

/* How badly the first records in `head` fit `v`: 0 well, 1 the file is cut in them, 2 and
   more by what is odd.  `whole`: nothing follows `head` in the file. */
static unsigned misfit(const struct pcap *p, struct bytes head, bool whole, enum variant v)
{
	struct cur c = cur_of(head);
	unsigned odd = 0;

	for (int i = 0; i < TRIED_RECORDS && cur_left(&c); i++) {
		struct cur header = cur_of(cur_take(&c, variants[v].header));
		struct record r = record_read(p, &header);

		if (!cur_ok(&c))
			break;
		odd += (unsigned)(r.fraction >= 1000000) + (r.captured > r.wire) +
		       (r.captured > SANE_SNAPLEN) + (r.wire > SANE_WIRE) +
		       (p->snaplen && r.captured > p->snaplen);
		if (v == NOKIA)
			odd += misfit_nokia(&header, p->big_endian);
		else if (v != PLAIN)
			odd += misfit_patched(&header, p->big_endian);
		cur_skip(&c, r.captured);
	}
	return odd * 2 + (!cur_ok(&c) && whole);
}

/* The variant with this magic that fits the first records best.  Only one without
   anything odd replaces the usual one: a damaged file fits none.  Through a pipe the
   usual one is taken, since waiting for three records would hold back the first. */
static enum variant variant_of(struct capture *c, const struct pcap *p,
			       const struct magic *m)
{
	enum variant best = m->first;
	unsigned least = UINT32_MAX;
	struct bytes head;

	if (m->first == m->last || c->source->input.stalls)
		return m->first;
	head = source_need(c->source, TRIED_OCTETS);
	for (unsigned v = m->first; v <= m->last; v++) {
		unsigned fit = misfit(p, head, head.n < TRIED_OCTETS, v);

		if (fit < least && (fit < 2 || v == m->first)) {
			best = v;
			least = fit;
		}
	}
	return best;
}

/* AIX writes RFC 1573 ifTypes; these four cannot be (or hardly are) a link type of the
   equally old libpcap that shares its version number. */
static bool aix_linktype(uint32_t network, uint16_t *out)
{
	switch (network) {
	case 6:  *out = 1;  return true; /* Ethernet */
	case 9:  *out = 6;  return true; /* Token Ring */
	case 15: *out = 10; return true; /* FDDI */
	case 24: *out = 0;  return true; /* loopback */
	}
	return false;
}

static enum step pcap_next(struct capture *c, struct frame *out, struct err *e)
{
	const struct pcap *p = c->state;
	size_t header = variants[p->variant].header, octets;
	struct bytes b = source_need(c->source, header);
	struct cur cur = cur_of(b);
	struct record r;

	if (b.n < header)
		return capture_short(c, "record header", b.n, header, e);
	r = record_read(p, &cur);
	if (r.captured > LIMIT_FRAME_OCTETS || r.captured < p->padding) {
		capture_damage(c, "record %llu at octet %llu claims %u captured octets, "
			       "which cannot be; nothing after it is read",
			       (unsigned long long)c->facts.frames + 1,
			       (unsigned long long)source_offset(c->source), r.captured);
		return STEP_END;
	}
	octets = header + r.captured;
	b = source_need(c->source, octets);
	if (b.n < octets)
		return capture_short(c, "record", b.n, octets, e);
	out->file_offset = source_offset(c->source) + header + p->padding;
	source_take(c->source, octets);
	out->ts_ns = r.seconds * INT64_C(1000000000) + r.fraction * p->unit_ns;
	out->wire_octets = r.wire - (uint32_t)(r.wire < p->padding ? r.wire : p->padding);
	out->linktype = p->linktype;
	out->data = bytes_from(b, header + p->padding);
	return STEP_ITEM;
}

static const struct reader reader = { .next = pcap_next };

static void lengths_by_version(struct pcap *p, uint16_t major, uint16_t minor)
{
	if ((major == 2 && minor < 3) || major == 543)
		p->lengths = LENGTHS_EXCHANGED;
	else if (major == 2 && minor == 3)
		p->lengths = LENGTHS_PERHAPS;
}

int pcap_begin(struct capture *c, struct err *e)
{
	struct pcap *p = arena_new(&c->arena, struct pcap); /* dies with the capture */
	struct bytes b = source_need(c->source, READER_MAGIC_OCTETS);
	const struct magic *m = magic_of(b, &p->big_endian);
	size_t header = FILE_HEADER + (m->ixia ? IXIA_EXTRA : 0);
	uint16_t major, minor;
	uint32_t network;
	struct cur cur;

	do
		b = source_need(c->source, header);
	while (b.n < header && c->source->state == SOURCE_WAITING);
	if (b.n < header)
		return err_set(e, "%s ends inside its pcap file header, with %zu of %zu octets",
			       c->name, b.n, header);
	cur = cur_of(bytes_from(b, READER_MAGIC_OCTETS));
	major = u16(&cur, p->big_endian);
	minor = u16(&cur, p->big_endian);
	cur_skip(&cur, 8); /* time zone and accuracy: nobody ever filled them in */
	p->snaplen = u32(&cur, p->big_endian);
	network = u32(&cur, p->big_endian);
	if (major < 2)
		return err_set(e, "%s is a pcap file of version %u.%u; the oldest that is read "
			       "is 2.0", c->name, major, minor);
	source_take(c->source, header);

	p->unit_ns = m->nanoseconds ? 1 : 1000;
	p->linktype = linktype_of_file(network);
	lengths_by_version(p, major, minor);
	if (m->value == 0xa1b2c3d4 && major == 2 && minor == 2 &&
	    aix_linktype(network, &p->linktype)) {
		p->variant = AIX;
		p->unit_ns = 1;
		p->padding = network == 15 ? AIX_FDDI_PAD : 0;
	} else {
		/* The patches came with version 2.4. */
		p->variant = p->lengths == LENGTHS_IN_ORDER ? variant_of(c, p, m) : m->first;
	}
	c->facts.format = m->ixia ? "pcap (IXIA)" :
			  m->nanoseconds ? "pcap (nanoseconds)" : variants[p->variant].name;
	capture_add_interface(c, p->linktype, p->snaplen);
	c->state = p;
	c->reader = &reader;
	return 0;
}
