/* SPDX-License-Identifier: BSD-2-Clause */
/* part_name.c - see part_name.h. */
#include "sink/part_name.h"

#include "sink/safe_name.h"

enum { PATH_OCTETS = 60 }; /* longer ones come from hostile nesting; numbered when alike */

static const struct {
	const char *type, *extension;
} extensions[] = {
	{ "text/plain", ".txt" },
	{ "text/html", ".html" },
	{ "text/calendar", ".ics" },
	{ "text/vcard", ".vcf" },
	{ "text/x-vcard", ".vcf" },
	{ "text/csv", ".csv" },
	{ "text/xml", ".xml" },
	{ "text/rtf", ".rtf" },
	{ "text/rfc822-headers", ".txt" },
	{ "message/rfc822", ".eml" },
	{ "message/global", ".eml" },
	{ "message/delivery-status", ".txt" },
	{ "message/disposition-notification", ".txt" },
	{ "image/png", ".png" },
	{ "image/jpeg", ".jpg" },
	{ "image/gif", ".gif" },
	{ "image/bmp", ".bmp" },
	{ "image/tiff", ".tif" },
	{ "image/webp", ".webp" },
	{ "image/svg+xml", ".svg" },
	{ "audio/mpeg", ".mp3" },
	{ "audio/wav", ".wav" },
	{ "audio/x-wav", ".wav" },
	{ "video/mp4", ".mp4" },
	{ "video/mpeg", ".mpg" },
	{ "application/pdf", ".pdf" },
	{ "application/zip", ".zip" },
	{ "application/gzip", ".gz" },
	{ "application/json", ".json" },
	{ "application/xml", ".xml" },
	{ "application/rtf", ".rtf" },
	{ "application/msword", ".doc" },
	{ "application/ms-tnef", ".tnef" },
	{ "application/pgp-signature", ".asc" },
	{ "application/pgp-encrypted", ".asc" },
	{ "application/pkcs7-signature", ".p7s" },
	{ "application/x-pkcs7-signature", ".p7s" },
	{ "application/pkcs7-mime", ".p7m" },
	{ "application/x-pkcs7-mime", ".p7m" },
};

static const char *extension_of(struct bytes type)
{
	for (size_t i = 0; i < sizeof(extensions) / sizeof(*extensions); i++)
		if (bytes_ieq(type, bytes_str(extensions[i].type)))
			return extensions[i].extension;
	return bytes_istarts(type, B("text/")) ? ".txt" : ".bin";
}

void part_name(struct buf *out, const struct ev_part *part, bool attachment)
{
	bool text = bytes_istarts(part->content_type, B("text/"));
	size_t before;

	buf_add(out, bytes_head(part->path, PATH_OCTETS));
	buf_addc(out, '-');
	before = out->n;
	safe_name(out, part->name);
	if (out->n > before)
		return;
	buf_adds(out, text && !attachment ? "body" : "part");
	buf_adds(out, extension_of(part->content_type));
}
