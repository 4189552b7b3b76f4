/* SPDX-License-Identifier: BSD-2-Clause */
/* capture.c - see capture.h: opens files, recognises formats, numbers and counts frames. */
#include "capture/capture.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/time.h"
#include "capture/decompress.h"
#include "capture/reader.h"

#include <stdlib.h>
#include <sys/stat.h>

struct capture *capture_new(const struct reader *reader)
{
	struct capture *c = xcalloc(1, sizeof(*c));

	c->reader = reader;
	c->facts.first_ns = c->facts.last_ns = TS_NONE;
	return c;
}

struct capture_interface *capture_add_interface(struct capture *c, uint16_t linktype,
						uint32_t snaplen)
{
	struct capture_interface *i =
		&ARRAY_PUSH(c->interfaces, c->facts.ninterfaces, c->interfaces_cap);

	*i = (struct capture_interface){ .linktype = linktype, .snaplen = snaplen,
					 .section = 1, .received = UINT64_MAX,
					 .dropped_kernel = UINT64_MAX,
					 .dropped_interface = UINT64_MAX };
	c->facts.interfaces = c->interfaces;
	return i;
}

void capture_damage(struct capture *c, const char *fmt, ...)
{
	struct buf text = { 0 };
	va_list ap;

	if (c->facts.damage)
		return;
	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	c->facts.damage = bytes_strdup(&c->arena, buf_bytes(&text));
	buf_fini(&text);
}

enum step capture_short(struct capture *c, const char *what, size_t got, size_t want,
			struct err *e)
{
	switch (c->source->state) {
	case SOURCE_OPEN:
	case SOURCE_WAITING:
		return STEP_MORE;
	case SOURCE_FAILED:
		*e = c->source->err;
		return STEP_FAIL;
	case SOURCE_DAMAGED:
		capture_damage(c, "%s", c->source->err.text);
		return STEP_END;
	case SOURCE_ENDED:
		break;
	}
	if (got && !c->stop)
		capture_damage(c, "the file ends inside a %s at octet %llu, with %zu of %zu "
			       "octets", what, (unsigned long long)source_offset(c->source),
			       got, want);
	return STEP_END;
}

/* Formats that are not read, so that the error can say what the file is. */
static const struct {
	struct bytes magic;
	const char *what;
} strangers[] = {
	{ B("\xa1\xb2\x34\xcd"), "a pcap variant (Mesquita) whose records nobody documented" },
	{ B("\xcd\x34\xb2\xa1"), "a pcap variant (Mesquita) whose records nobody documented" },
	{ B("\xa1\x2b\x3c\x4d"), "a pcap variant (Navtel) whose records nobody documented" },
	{ B("\x4d\x3c\x2b\xa1"), "a pcap variant (Navtel) whose records nobody documented" },
	{ B("snoop\x00\x00\x00"), "a snoop capture (convert it: editcap IN OUT.pcapng)" },
	{ B("GMBU"), "a Network Monitor capture (convert it: editcap IN OUT.pcapng)" },
	{ B("RTSS"), "a Network Monitor capture (convert it: editcap IN OUT.pcapng)" },
	{ B("XCP\x00"), "a NetXRay capture (convert it: editcap IN OUT.pcapng)" },
	{ B("TRSNIFF data"), "a Sniffer capture (convert it: editcap IN OUT.pcapng)" },
	{ B("\x02\x21\x4c\x18"), "lz4's legacy format (unpack it first: lz4 -d)" },
	{ B("PK\x03\x04"), "a ZIP archive (unpack it first)" },
	{ B("7z\xbc\xaf\x27\x1c"), "a 7-Zip archive (unpack it first)" },
	{ B("Rar!"), "a RAR archive (unpack it first)" },
};

static int not_a_capture(const struct capture *c, struct bytes head, struct err *e)
{
	struct cur magic = cur_of(head);

	for (size_t i = 0; i < sizeof(strangers) / sizeof(strangers[0]); i++)
		if (bytes_starts(head, strangers[i].magic))
			return err_set(e, "%s is not a pcap or pcapng file: magic 0x%08x, %s",
				       c->name, cur_be32(&magic), strangers[i].what);
	if (head.n < READER_MAGIC_OCTETS)
		return err_set(e, "%s is not a capture file: it has only %zu octets", c->name,
			       head.n);
	return err_set(e, "%s is not a pcap or pcapng file: magic 0x%08x is not known",
		       c->name, cur_be32(&magic));
}

/* The first `n` octets, however long a pipe takes to deliver them. */
static struct bytes wait_for(struct source *s, size_t n)
{
	struct bytes b;

	do
		b = source_need(s, n);
	while (b.n < n && s->state == SOURCE_WAITING);
	return b;
}

/* Puts a decoder over the source for each compression that the file is packed in. */
static int unpack(struct capture *c, size_t block_octets, struct err *e)
{
	const struct codec *codec;
	int depth = 0;

	while ((codec = decompress_codec(wait_for(c->source, DECOMPRESS_MAGIC_OCTETS)))) {
		if (depth++ == LIMIT_COMPRESSIONS)
			return err_set(e, "%s is compressed more than %d times over", c->name,
				       LIMIT_COMPRESSIONS);
		if (!c->facts.compression)
			c->facts.compression = decompress_name(codec);
		c->source = decompress_new(c->source, codec, block_octets);
	}
	return 0;
}

static int recognise(struct capture *c, size_t block_octets, struct err *e)
{
	struct bytes head;

	c->source = c->raw;
	if (unpack(c, block_octets, e) < 0)
		return -1;
	/* The longest magic of a stranger; a shorter file shows what it has. */
	head = wait_for(c->source, 12);
	if (c->source->state == SOURCE_FAILED) {
		*e = c->source->err;
		return -1;
	}
	if (c->source->state == SOURCE_DAMAGED && head.n < READER_MAGIC_OCTETS)
		return err_set(e, "cannot read %s: %s", c->name, c->source->err.text);
	if (!head.n)
		return err_set(e, "%s is empty%s", c->name,
			       c->facts.compression ? " once decompressed" : "");
	if (pcap_probe(head))
		return pcap_begin(c, e);
	if (pcapng_probe(head))
		return pcapng_begin(c, e);
	return not_a_capture(c, head, e);
}

static struct capture *begin(struct capture *c, struct source_input input,
			     size_t block_octets, struct err *e)
{
	c->raw = source_new(input, block_octets);
	c->facts.files = 1;
	if (recognise(c, block_octets, e) < 0)
		capture_close(&c);
	return c;
}

struct capture *capture_open_blocks(const char *path, size_t block_octets, struct err *e)
{
	struct capture *c = capture_new(NULL);
	struct source_input input;
	struct stat st;

	c->facts.path = bytes_strdup(&c->arena, bytes_str(path));
	c->name = strcmp(path, "-") == 0 ? "standard input" : c->facts.path;
	if (source_input_file(&input, path, &c->stop, &st, e) < 0) {
		capture_close(&c);
		return NULL;
	}
	c->facts.size_octets = S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
	c->device = st.st_dev;
	c->inode = st.st_ino;
	return begin(c, input, block_octets, e);
}

struct capture *capture_open_input(struct source_input input, const char *name,
				   size_t block_octets, struct err *e)
{
	struct capture *c = capture_new(NULL);

	c->facts.path = c->name = name;
	return begin(c, input, block_octets, e);
}

struct capture *capture_open(const char *path, struct err *e)
{
	return capture_open_blocks(path, SOURCE_BLOCK_OCTETS, e);
}

struct capture *capture_open_bytes(struct bytes file, struct err *e)
{
	return capture_open_input(source_input_bytes(file, SIZE_MAX), "memory",
				  SOURCE_BLOCK_OCTETS, e);
}

bool capture_reads(const struct capture *c, const char *path)
{
	struct stat st;

	if (stat(path, &st) < 0)
		return false;
	for (size_t i = 0; i < c->nparts; i++)
		if (capture_reads(c->parts[i], path))
			return true;
	return c->source && c->inode == st.st_ino && c->device == st.st_dev;
}

enum step capture_next(struct capture *c, struct frame *out, struct err *e)
{
	struct capture_facts *f = &c->facts;
	enum step step;

	if (c->source && c->stop)
		return STEP_END;
	*out = (struct frame){ 0 };
	step = c->reader->next(c, out, e);
	if (c->raw)
		f->read_octets = c->raw->octets;
	if (step != STEP_ITEM)
		return step;
	out->number = ++f->frames;
	f->octets += out->data.n;
	c->interfaces[out->interface].frames++;
	if (out->untimed)
		return STEP_ITEM;
	if (out->ts_ns < f->first_ns || f->first_ns == TS_NONE)
		f->first_ns = out->ts_ns;
	if (out->ts_ns > f->last_ns)
		f->last_ns = out->ts_ns;
	return STEP_ITEM;
}

struct block *capture_block(const struct capture *c)
{
	c = c->from ? c->from : c;
	return c->source ? c->source->block : NULL;
}

void capture_stop(struct capture *c)
{
	c->stop = 1;
}

const struct capture_facts *capture_facts(const struct capture *c)
{
	return &c->facts;
}

void capture_close(struct capture **c)
{
	if (!*c)
		return;
	if ((*c)->state && (*c)->reader->close)
		(*c)->reader->close(*c);
	if (!(*c)->source)
		(*c)->source = (*c)->raw;
	source_free(&(*c)->source);
	buf_fini(&(*c)->tls_keys);
	free((*c)->interfaces);
	arena_fini(&(*c)->arena);
	free(*c);
	*c = NULL;
}
