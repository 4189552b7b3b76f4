/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pcapng_facts.c - the pcapng blocks that describe: section, interfaces, statistics,
 * secrets; and the options all blocks share.  See pcapng.h.
 */
#include "capture/pcapng.h"

#include "base/limits.h"
#include "base/time.h"

bool pcapng_option(const struct pcapng *p, struct cur *c, uint16_t *code_out,
		   struct bytes *value_out)
{
	uint16_t code = pcapng_u16(p, c), octets = pcapng_u16(p, c);

	if (!cur_ok(c) || code == OPTION_END)
		return false;
	*code_out = code;
	*value_out = cur_take(c, octets);
	/* Some writers leave the padding of the very last option away. */
	if (octets % 4 && cur_left(c))
		cur_skip(c, 4 - octets % 4);
	return value_out->n == octets;
}

/* An option's text, kept; past LIMIT_CAPTURE_TEXT it is cut and ends in "…". */
static const char *text_of(struct capture *c, struct bytes value)
{
	struct buf text = { 0 };
	const char *kept;

	buf_add(&text, bytes_head(value, LIMIT_CAPTURE_TEXT));
	if (value.n > LIMIT_CAPTURE_TEXT)
		buf_adds(&text, "…");
	kept = bytes_strdup(&c->arena, buf_bytes(&text));
	buf_fini(&text);
	return kept;
}

/* The first section that says it wins; several comments of it are joined. */
static void section_text(struct capture *c, uint16_t code, struct bytes value,
			 struct buf *comment)
{
	struct capture_facts *f = &c->facts;
	const char **to = code == SECTION_HARDWARE    ? &f->hardware :
			  code == SECTION_OS          ? &f->os :
			  code == SECTION_APPLICATION ? &f->application : NULL;

	if (to && !*to)
		*to = text_of(c, value);
	if (code == OPTION_COMMENT && comment->n < LIMIT_CAPTURE_COMMENT) {
		if (comment->n)
			buf_addc(comment, '\n');
		buf_add(comment, value);
	}
}

bool pcapng_section(struct capture *c, struct bytes body)
{
	struct pcapng *p = c->state;
	struct buf comment = { 0 };
	struct cur cur = cur_of(body);
	struct bytes value;
	uint16_t code, major;

	cur_skip(&cur, 4); /* byte order, known already */
	major = pcapng_u16(p, &cur);
	cur_skip(&cur, 2 + 8); /* minor version, length of the section */
	if (!cur_ok(&cur) || major != 1) {
		capture_damage(c, "the section header at octet %llu is of pcapng version %u, "
			       "not 1", (unsigned long long)source_offset(c->source), major);
		return false;
	}
	p->section++;
	p->first = c->facts.ninterfaces;
	while (pcapng_option(p, &cur, &code, &value))
		section_text(c, code, value, &comment);
	if (comment.n && !c->facts.comment)
		c->facts.comment = bytes_strdup(&c->arena, buf_bytes(&comment));
	buf_fini(&comment);
	return true;
}

/* if_tsresol: a power of 10, or of 2 with the top bit.  A finer clock than 64 bits can
   count in a second never reaches one. */
static uint64_t units_of(uint8_t tsresol)
{
	unsigned power = tsresol & 0x7f;
	uint64_t units = 1;

	if (tsresol & 0x80)
		return power < 64 ? UINT64_C(1) << power : UINT64_MAX;
	if (power > 19)
		return UINT64_MAX;
	while (power--)
		units *= 10;
	return units;
}

static uint64_t u64(const struct pcapng *p, struct bytes value)
{
	struct cur c = cur_of(value);
	uint64_t first = pcapng_u32(p, &c), second = pcapng_u32(p, &c);

	return p->big_endian ? first << 32 | second : second << 32 | first;
}

bool pcapng_interface(struct capture *c, struct bytes body)
{
	struct pcapng *p = c->state;
	struct pcapng_clock clock = { .units = 1000000 }; /* unless if_tsresol says other */
	struct cur cur = cur_of(body);
	struct capture_interface *i;
	struct bytes value;
	uint16_t code, linktype = pcapng_u16(p, &cur);
	uint32_t snaplen;

	cur_skip(&cur, 2); /* reserved */
	snaplen = pcapng_u32(p, &cur);
	if (!cur_ok(&cur)) {
		capture_damage(c, "the interface description at octet %llu is too short",
			       (unsigned long long)source_offset(c->source));
		return false;
	}
	if (c->facts.ninterfaces == LIMIT_INTERFACES) {
		capture_damage(c, "more than %d interfaces are described; nothing after that "
			       "is read", LIMIT_INTERFACES);
		return false;
	}
	i = capture_add_interface(c, linktype_of_file(linktype), snaplen);
	i->section = p->section;
	i->id = (uint32_t)(c->facts.ninterfaces - 1 - p->first);
	while (pcapng_option(p, &cur, &code, &value)) {
		if (code == INTERFACE_NAME)
			i->name = text_of(c, value);
		else if (code == INTERFACE_DESCRIPTION)
			i->description = text_of(c, value);
		else if (code == INTERFACE_FILTER && bytes_at(value, 0) == 0)
			i->filter = text_of(c, bytes_from(value, 1));
		else if (code == INTERFACE_TSRESOL && value.n)
			clock.units = units_of((uint8_t)bytes_at(value, 0));
		else if (code == INTERFACE_TSOFFSET && value.n == 8)
			clock.offset_seconds = (int64_t)u64(p, value);
	}
	if ((uint64_t)NS_PER_SEC % clock.units == 0)
		clock.unit_ns = NS_PER_SEC / (int64_t)clock.units;
	ARRAY_PUSH(p->clocks, p->nclocks, p->clocks_cap) = clock;
	return true;
}

int64_t pcapng_time(const struct pcapng_clock *clock, uint64_t ts)
{
	int64_t quick;
	__int128 ns;

	if (clock->unit_ns && !clock->offset_seconds &&
	    !__builtin_mul_overflow(ts, clock->unit_ns, &quick))
		return quick;
	ns = ((__int128)(ts / clock->units) + clock->offset_seconds) * NS_PER_SEC +
	     (__int128)(ts % clock->units) * NS_PER_SEC / clock->units;
	if (ns > INT64_MAX)
		return INT64_MAX;
	return ns <= TS_NONE ? TS_NONE + 1 : (int64_t)ns;
}

bool pcapng_statistics(struct capture *c, struct bytes body)
{
	struct pcapng *p = c->state;
	struct cur cur = cur_of(body);
	struct capture_interface *i;
	struct bytes value;
	uint32_t id = pcapng_u32(p, &cur);
	uint16_t code;

	cur_skip(&cur, 8); /* when they were taken */
	if (!cur_ok(&cur) || id >= c->facts.ninterfaces - p->first) {
		capture_damage(c, "the interface statistics at octet %llu are of no interface "
			       "that is described", (unsigned long long)source_offset(c->source));
		return false;
	}
	i = &c->interfaces[p->first + id];
	while (pcapng_option(p, &cur, &code, &value)) {
		if (value.n != 8)
			continue;
		if (code == STATISTICS_RECEIVED)
			i->received = u64(p, value);
		else if (code == STATISTICS_DROPPED)
			i->dropped_interface = u64(p, value);
		else if (code == STATISTICS_OS_DROPPED)
			i->dropped_kernel = u64(p, value);
	}
	return true;
}

bool pcapng_secrets(struct capture *c, struct bytes body)
{
	struct pcapng *p = c->state;
	struct cur cur = cur_of(body);
	uint32_t type = pcapng_u32(p, &cur), octets = pcapng_u32(p, &cur);
	struct bytes secrets = cur_take(&cur, octets);

	if (!cur_ok(&cur)) {
		capture_damage(c, "the decryption secrets at octet %llu are longer than their "
			       "block", (unsigned long long)source_offset(c->source));
		return false;
	}
	if (type != PCAPNG_SECRETS_TLS)
		return true;
	if (secrets.n > LIMIT_TLS_KEYS - c->tls_keys.n) {
		capture_damage(c, "the file holds more than %d octets of TLS keys; those after "
			       "octet %llu are not used", LIMIT_TLS_KEYS,
			       (unsigned long long)source_offset(c->source));
		return true;
	}
	/* Every block is whole lines; the last newline may be left away. */
	if (c->tls_keys.n && bytes_last(buf_bytes(&c->tls_keys)) != '\n')
		buf_addc(&c->tls_keys, '\n');
	buf_add(&c->tls_keys, secrets);
	c->facts.tls_keys = buf_bytes(&c->tls_keys);
	return true;
}
