/* SPDX-License-Identifier: BSD-2-Clause */
/* kind.c - see kind.h. */
#include "judge/kind.h"

/* What nearly every message has comes first. */
static const struct kind kinds[] = {
	{ "a text", KIND_TEXT, NULL, "txt text log csv md", "text/plain text/csv" },
	{ "an HTML page", KIND_MARKUP, "html", "html htm xhtml shtml mht mhtml",
	  "text/html application/xhtml+xml" },
	{ "a Windows program", KIND_PROGRAM, "mz", "exe scr com pif cpl dll sys ocx drv",
	  "application/x-msdownload application/x-dosexec application/vnd.microsoft.portable-executable "
	  "application/x-msdos-program" },
	{ "a Linux program", KIND_PROGRAM, "elf", "elf so", "application/x-executable application/x-elf "
	  "application/x-sharedlib" },
	{ "a macOS program", KIND_PROGRAM, "macho", "dylib", "application/x-mach-binary" },
	{ "a Windows installer", KIND_PROGRAM, "ole", "msi msp mst", "application/x-msi" },
	{ "an Android package", KIND_PROGRAM, "zip", "apk", "application/vnd.android.package-archive" },
	{ "a Java archive", KIND_PROGRAM, "zip", "jar", "application/java-archive" },
	{ "a Java class", KIND_PROGRAM, "java", "class", "application/java-vm" },
	{ "an app package", KIND_PROGRAM, "zip", "appx msix", "" },
	{ "a Windows shortcut", KIND_SCRIPT, "lnk", "lnk", "application/x-ms-shortcut" },
	{ "a shell script", KIND_SCRIPT, "script", "sh bash", "application/x-sh text/x-shellscript" },
	{ "a batch file", KIND_SCRIPT, NULL, "bat cmd", "application/x-bat" },
	{ "a PowerShell script", KIND_SCRIPT, NULL, "ps1 psm1 psd1", "" },
	{ "a JScript file", KIND_SCRIPT, NULL, "js jse mjs", "application/javascript text/javascript "
	  "application/x-javascript" },
	{ "a VBScript file", KIND_SCRIPT, NULL, "vbs vbe vb", "text/vbscript application/x-vbs" },
	{ "a Windows script", KIND_SCRIPT, NULL, "wsf wsh wsc sct", "" },
	{ "an HTML application", KIND_SCRIPT, NULL, "hta", "application/hta" },
	{ "a registry file", KIND_SCRIPT, NULL, "reg", "" },
	{ "a settings shortcut", KIND_SCRIPT, NULL, "settingcontent-ms url website appref-ms "
	  "library-ms search-ms", "" },
	{ "a Python script", KIND_SCRIPT, NULL, "py pyw", "text/x-python" },
	{ "a compiled help file", KIND_SCRIPT, "chm", "chm", "application/vnd.ms-htmlhelp" },
	{ "a disk image", KIND_DISK, NULL, "iso img vhd vhdx udf dmg", "application/x-iso9660-image "
	  "application/x-cd-image" },
	{ "a ZIP archive", KIND_ARCHIVE, "zip", "zip", "application/zip application/x-zip-compressed" },
	{ "a RAR archive", KIND_ARCHIVE, "rar", "rar", "application/vnd.rar application/x-rar-compressed "
	  "application/x-rar" },
	{ "a 7z archive", KIND_ARCHIVE, "7z", "7z", "application/x-7z-compressed" },
	{ "a gzip file", KIND_ARCHIVE, "gzip", "gz tgz", "application/gzip application/x-gzip" },
	{ "a bzip2 file", KIND_ARCHIVE, "bzip2", "bz2", "application/x-bzip2" },
	{ "an xz file", KIND_ARCHIVE, "xz", "xz", "application/x-xz" },
	{ "a cabinet", KIND_ARCHIVE, "cab", "cab", "application/vnd.ms-cab-compressed" },
	{ "an ACE archive", KIND_ARCHIVE, NULL, "ace", "application/x-ace-compressed" },
	{ "an ARJ archive", KIND_ARCHIVE, NULL, "arj lzh lha", "" },
	{ "a PDF document", KIND_DOCUMENT, "pdf", "pdf", "application/pdf" },
	{ "an Office document", KIND_DOCUMENT, "ole", "doc dot xls xlt xla ppt pot pps vsd pub",
	  "application/msword application/vnd.ms-excel application/vnd.ms-powerpoint" },
	{ "an Office Open XML document", KIND_DOCUMENT, "zip",
	  "docx docm dotx dotm xlsx xlsm xltx xltm xlsb xlam pptx pptm potx potm ppsx ppsm",
	  "application/vnd.openxmlformats-officedocument.wordprocessingml.document "
	  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet "
	  "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
	{ "an OpenDocument file", KIND_DOCUMENT, "zip", "odt ods odp odg",
	  "application/vnd.oasis.opendocument.text application/vnd.oasis.opendocument.spreadsheet "
	  "application/vnd.oasis.opendocument.presentation" },
	{ "an RTF document", KIND_DOCUMENT, "rtf", "rtf", "application/rtf text/rtf" },
	{ "a OneNote section", KIND_DOCUMENT, "onenote", "one", "application/onenote" },
	{ "an SVG picture", KIND_MARKUP, "svg", "svg", "image/svg+xml" },
	{ "a PNG picture", KIND_PICTURE, "png", "png", "image/png" },
	{ "a JPEG picture", KIND_PICTURE, "jpeg", "jpg jpeg jpe", "image/jpeg image/jpg image/pjpeg" },
	{ "a GIF picture", KIND_PICTURE, "gif", "gif", "image/gif" },
	{ "a BMP picture", KIND_PICTURE, NULL, "bmp", "image/bmp" },
	{ "a TIFF picture", KIND_PICTURE, NULL, "tif tiff", "image/tiff" },
	{ "a WebP picture", KIND_PICTURE, NULL, "webp", "image/webp" },
	{ "a sound", KIND_MEDIA, NULL, "mp3 wav ogg m4a aac flac", "audio/mpeg audio/wav audio/ogg" },
	{ "a film", KIND_MEDIA, NULL, "mp4 avi mov mkv mpg mpeg wmv", "video/mp4 video/mpeg" },
	{ "a calendar", KIND_TEXT, NULL, "ics", "text/calendar" },
	{ "a message", KIND_OTHER, NULL, "eml msg", "message/rfc822" },
};
enum { NKINDS = sizeof(kinds) / sizeof(*kinds) };

/* How octets begin; the kind named is the plainest of its shape. */
static const struct shape {
	struct bytes octets;
	const char *shape;
} shapes[] = {
#define SHAPE(octets, shape) { { (const uint8_t *)octets, sizeof(octets) - 1 }, shape }
	SHAPE("MZ", "mz"),
	SHAPE("\x7f" "ELF", "elf"),
	SHAPE("\xcf\xfa\xed\xfe", "macho"), SHAPE("\xce\xfa\xed\xfe", "macho"),
	SHAPE("\xca\xfe\xba\xbe\x00\x00\x00", "java"),
	SHAPE("L\x00\x00\x00\x01\x14\x02\x00", "lnk"),
	SHAPE("#!", "script"),
	SHAPE("ITSF", "chm"),
	SHAPE("PK\x03\x04", "zip"), SHAPE("PK\x05\x06", "zip"),
	SHAPE("Rar!\x1a\x07", "rar"),
	SHAPE("7z\xbc\xaf\x27\x1c", "7z"),
	SHAPE("\x1f\x8b\x08", "gzip"),
	SHAPE("BZh", "bzip2"),
	SHAPE("\xfd" "7zXZ\x00", "xz"),
	SHAPE("MSCF\x00\x00\x00\x00", "cab"),
	SHAPE("%PDF-", "pdf"),
	SHAPE("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
	SHAPE("{\\rtf", "rtf"),
	SHAPE("\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "onenote"),
	SHAPE("\x89PNG\r\n\x1a\n", "png"),
	SHAPE("\xff\xd8\xff", "jpeg"),
	SHAPE("GIF87a", "gif"), SHAPE("GIF89a", "gif"),
#undef SHAPE
};

/* Markup begins with blanks and in any case. */
static const struct shape texts[] = {
	{ { (const uint8_t *)"<!doctype html", 14 }, "html" },
	{ { (const uint8_t *)"<html", 5 }, "html" },
	{ { (const uint8_t *)"<script", 7 }, "html" },
	{ { (const uint8_t *)"<svg", 4 }, "svg" },
};

static const struct kind *of_shape(const char *shape)
{
	static const char *const plainest[][2] = {
		{ "zip", "a ZIP archive" }, { "ole", "an Office document" },
	};

	for (int i = 0; i < NKINDS; i++) {
		bool plain = true;

		if (kinds[i].shape == NULL || strcmp(kinds[i].shape, shape) != 0)
			continue;
		for (size_t k = 0; k < sizeof(plainest) / sizeof(*plainest); k++)
			if (strcmp(plainest[k][0], shape) == 0)
				plain = strcmp(plainest[k][1], kinds[i].name) == 0;
		if (plain)
			return &kinds[i];
	}
	return NULL;
}

const struct kind *kind_of_octets(struct bytes head)
{
	struct bytes text = head;

	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++)
		if (bytes_at(head, 0) == bytes_at(shapes[i].octets, 0) &&
		    bytes_starts(head, shapes[i].octets))
			return of_shape(shapes[i].shape);
	if (bytes_starts(text, B("\xef\xbb\xbf")))
		text = bytes_from(text, 3);
	text = bytes_trim(text);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (bytes_istarts(text, texts[i].octets))
			return of_shape(texts[i].shape);
	return NULL;
}

/* Is `word` one of the words of `list`? */
static bool listed(const char *list, struct bytes word)
{
	struct bytes rest = bytes_str(list);

	while (rest.n) {
		size_t blank = bytes_chr(rest, 0, ' ');

		if (blank == word.n && bytes_ieq(bytes_head(rest, blank), word))
			return true;
		rest = bytes_from(rest, blank + 1);
	}
	return false;
}

/* Windows drops dots and blanks at the end: "x.exe ." is x.exe. */
static struct bytes plain_name(struct bytes name)
{
	while (name.n && (bytes_last(name) == ' ' || bytes_last(name) == '.'))
		name = bytes_head(name, name.n - 1);
	return name;
}

struct bytes kind_extension(struct bytes name)
{
	struct bytes plain = plain_name(name);
	size_t dot = bytes_rchr(plain, '.');

	return dot < plain.n ? bytes_from(plain, dot + 1) : (struct bytes){ NULL, 0 };
}

struct bytes kind_stem(struct bytes name)
{
	struct bytes plain = plain_name(name);
	size_t dot = bytes_rchr(plain, '.');

	return dot < plain.n ? bytes_head(plain, dot) : (struct bytes){ NULL, 0 };
}

const struct kind *kind_of_name(struct bytes name)
{
	struct bytes extension = kind_extension(name);

	for (int i = 0; i < NKINDS && extension.n; i++)
		if (listed(kinds[i].extensions, extension))
			return &kinds[i];
	return NULL;
}

const struct kind *kind_of_type(struct bytes type)
{
	for (int i = 0; i < NKINDS && type.n; i++)
		if (listed(kinds[i].types, type))
			return &kinds[i];
	return NULL;
}
