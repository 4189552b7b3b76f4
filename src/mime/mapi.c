/* SPDX-License-Identifier: BSD-2-Clause */
/* mapi.c - see mapi.h. */
#include "mime/mapi.h"

#include "mime/charset.h"

enum {
	TYPE_I2 = 0x02, TYPE_LONG = 0x03, TYPE_R4 = 0x04, TYPE_DOUBLE = 0x05,
	TYPE_CURRENCY = 0x06, TYPE_APPTIME = 0x07, TYPE_ERROR = 0x0a, TYPE_BOOLEAN = 0x0b,
	TYPE_OBJECT = 0x0d, TYPE_I8 = 0x14, TYPE_STRING8 = 0x1e, TYPE_UNICODE = 0x1f,
	TYPE_SYSTIME = 0x40, TYPE_CLSID = 0x48, TYPE_BINARY = 0x102,
	TYPE_MULTIPLE = 0x1000,
	NAMED = 0x8000,
};

void mapi_begin(struct mapi *m, struct bytes list)
{
	m->c = cur_of(list);
	m->left = cur_le32(&m->c);
}

/* `n` octets and what fills them up to a multiple of four. */
static struct bytes take_padded(struct cur *c, uint32_t n)
{
	struct bytes b = cur_take(c, n);

	/* The last value of a list may lack its padding. */
	if (n % 4)
		cur_skip(c, cur_left(c) < 4 - n % 4 ? cur_left(c) : 4 - n % 4);
	return b;
}

/* A property above 0x8000 is followed by its name: a number or a string. */
static void skip_name(struct cur *c)
{
	cur_skip(c, 16);
	if (cur_le32(c) == 0)
		cur_skip(c, 4);
	else
		(void)take_padded(c, cur_le32(c));
}

/* Octets of a value of fixed size, or 0. */
static uint32_t fixed_size(unsigned type)
{
	switch (type) {
	case TYPE_I2: case TYPE_LONG: case TYPE_R4: case TYPE_ERROR: case TYPE_BOOLEAN:
		return 4;
	case TYPE_DOUBLE: case TYPE_CURRENCY: case TYPE_APPTIME: case TYPE_I8:
	case TYPE_SYSTIME:
		return 8;
	case TYPE_CLSID:
		return 16;
	}
	return 0;
}

bool mapi_next(struct mapi *m, struct mapi_prop *prop_out)
{
	struct cur *c = &m->c;
	uint32_t size, count = 1;
	unsigned type;

	if (m->left == 0 || !cur_ok(c))
		return false;
	m->left--;
	*prop_out = (struct mapi_prop){ 0 };
	prop_out->type = cur_le16(c);
	prop_out->id = cur_le16(c);
	if (prop_out->id >= NAMED)
		skip_name(c);
	type = prop_out->type & ~(unsigned)TYPE_MULTIPLE;
	size = fixed_size(type);
	if (size == 0 || (prop_out->type & TYPE_MULTIPLE))
		count = cur_le32(c);
	if (size == 0 && type != TYPE_OBJECT && type != TYPE_STRING8 && type != TYPE_UNICODE &&
	    type != TYPE_BINARY)
		return false;
	for (uint32_t i = 0; i < count && cur_ok(c); i++) {
		struct bytes v = size ? cur_take(c, size) : take_padded(c, cur_le32(c));

		if (i == 0)
			prop_out->value = v;
	}
	return cur_ok(c);
}

void mapi_decode(struct buf *out, struct bytes octets, uint32_t codepage)
{
	struct buf label = { 0 };
	struct charset_conv c;

	octets = bytes_head(octets, bytes_chr(octets, 0, 0));
	buf_printf(&label, "cp%u", codepage);
	if (!codepage || !charset_decode(out, buf_bytes(&label), octets)) {
		charset_init(&c, charset_guess(octets));
		charset_push(&c, octets, out);
		charset_end(&c, out);
		charset_fini(&c);
	}
	buf_fini(&label);
}

bool mapi_text(struct buf *out, const struct mapi_prop *prop, uint32_t codepage)
{
	struct buf text = { 0 };

	switch (prop->type) {
	case TYPE_STRING8: case TYPE_BINARY:
		mapi_decode(out, prop->value, codepage);
		return true;
	case TYPE_UNICODE:
		charset_decode(&text, B("utf-16le"), prop->value);
		buf_add(out, bytes_head(buf_bytes(&text), bytes_chr(buf_bytes(&text), 0, 0)));
		buf_fini(&text);
		return true;
	}
	return false;
}
