/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * gmime_dump.c - what GMime makes of messages, in the form mime_dump prints.
 *
 *	gmime_dump FILE...
 */
#include <gmime/gmime.h>
#include <stdio.h>

static void string(const char *s)
{
	if (!s) {
		printf("null");
		return;
	}
	putchar('"');
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\')
			printf("\\%c", c);
		else if (c < 0x20)
			printf("\\u%04x", c);
		else
			putchar(c);
	}
	putchar('"');
}

static void member(const char *name, const char *value)
{
	printf("\"%s\":", name);
	string(value);
	putchar(',');
}

static void content(GMimePart *p)
{
	GMimeDataWrapper *w = g_mime_part_get_content(p);
	GMimeStream *mem = g_mime_stream_mem_new();
	GByteArray *octets;
	char *hex;

	if (w)
		g_mime_data_wrapper_write_to_stream(w, mem);
	octets = g_mime_stream_mem_get_byte_array((GMimeStreamMem *)mem);
	hex = g_compute_checksum_for_data(G_CHECKSUM_SHA256, octets->data, octets->len);
	printf("\"decoded_octets\":%u,", octets->len);
	member("sha256", hex);
	g_free(hex);
	g_object_unref(mem);
}

/* Name, decoded text. */
static void headers(const char *name, GMimeObject *o)
{
	GMimeHeaderList *list = o ? g_mime_object_get_header_list(o) : NULL;
	int n = list ? g_mime_header_list_get_count(list) : 0;

	printf("\"%s\":[", name);
	for (int i = 0; i < n; i++) {
		GMimeHeader *h = g_mime_header_list_get_header_at(list, i);

		putchar('[');
		string(g_mime_header_get_name(h));
		putchar(',');
		string(g_mime_header_get_value(h));
		printf("],");
	}
	printf("null],");
}

static void part(GMimeObject *o, const char *path)
{
	GMimeContentType *type = g_mime_object_get_content_type(o);

	putchar('{');
	member("type", g_mime_content_type_get_media_type(type));
	member("subtype", g_mime_content_type_get_media_subtype(type));
	member("charset", g_mime_object_get_content_type_parameter(o, "charset"));
	member("disposition", g_mime_object_get_disposition(o));
	if (GMIME_IS_PART(o)) {
		member("name", g_mime_part_get_filename((GMimePart *)o));
		content((GMimePart *)o);
	}
	headers("headers", o);
	printf("\"path\":");
	string(path);
	printf("},");
}

static void walk(GMimeObject *o, const char *prefix, int number);

/* `number` 0: the body of a message. */
static void walk_multipart(GMimeMultipart *m, const char *prefix, int number)
{
	char *own = number ? g_strdup_printf("%s%d", prefix, number) : NULL;
	char *inside = number ? g_strdup_printf("%s.", own) : g_strdup(prefix);
	char *path = own ? own : g_strdup_printf("%sTEXT", prefix);

	part((GMimeObject *)m, path);
	for (int i = 0; i < g_mime_multipart_get_count(m); i++)
		walk(g_mime_multipart_get_part(m, i), inside, i + 1);
	g_free(path);
	g_free(inside);
}

static void walk(GMimeObject *o, const char *prefix, int number)
{
	GMimeMessage *message;
	char *path, *inside;

	if (GMIME_IS_MULTIPART(o)) {
		walk_multipart((GMimeMultipart *)o, prefix, number);
		return;
	}
	path = g_strdup_printf("%s%d", prefix, number ? number : 1);
	part(o, path);
	if (GMIME_IS_MESSAGE_PART(o)) {
		message = g_mime_message_part_get_message((GMimeMessagePart *)o);
		inside = g_strdup_printf("%s.", path);
		if (message && g_mime_message_get_mime_part(message))
			walk(g_mime_message_get_mime_part(message), inside, 0);
		g_free(inside);
	}
	g_free(path);
}

static void person(const char *name, const char *addr, const char *group)
{
	putchar('[');
	string(name);
	putchar(',');
	string(addr);
	putchar(',');
	string(group);
	printf("],");
}

static void group(InternetAddressGroup *g, const char *name)
{
	InternetAddressList *members = internet_address_group_get_members(g);
	int n = internet_address_list_length(members);

	if (n == 0)
		person(NULL, NULL, name);
	for (int i = 0; i < n; i++) {
		InternetAddress *a = internet_address_list_get_address(members, i);

		person(internet_address_get_name(a),
		       INTERNET_ADDRESS_IS_MAILBOX(a) ?
			       internet_address_mailbox_get_addr((InternetAddressMailbox *)a) :
			       NULL, name);
	}
}

static void people(const char *name, InternetAddressList *list)
{
	int n = list ? internet_address_list_length(list) : 0;

	printf("\"%s\":[", name);
	for (int i = 0; i < n; i++) {
		InternetAddress *a = internet_address_list_get_address(list, i);

		if (INTERNET_ADDRESS_IS_GROUP(a))
			group((InternetAddressGroup *)a, internet_address_get_name(a));
		else
			person(internet_address_get_name(a),
			       internet_address_mailbox_get_addr((InternetAddressMailbox *)a),
			       NULL);
	}
	printf("null],");
}

static void message(GMimeMessage *m)
{
	GDateTime *date = g_mime_message_get_date(m);

	headers("headers", (GMimeObject *)m);
	headers("content_headers", g_mime_message_get_mime_part(m));

	member("subject", g_mime_message_get_subject(m));
	member("message_id", g_mime_message_get_message_id(m));
	people("from", g_mime_message_get_from(m));
	people("to", g_mime_message_get_to(m));
	people("cc", g_mime_message_get_cc(m));
	if (date)
		printf("\"date\":%lld,", (long long)g_date_time_to_unix(date));
	printf("\"parts\":[");
	if (g_mime_message_get_mime_part(m))
		walk(g_mime_message_get_mime_part(m), "", 0);
	printf("null]}\n");
}

int main(int argc, char **argv)
{
	g_mime_init();
	for (int i = 1; i < argc; i++) {
		GMimeStream *s = g_mime_stream_fs_open(argv[i], 0, 0, NULL);
		GMimeParser *p = g_mime_parser_new_with_stream(s);
		GMimeMessage *m = g_mime_parser_construct_message(p, NULL);

		printf("{");
		member("file", argv[i]);
		if (m) {
			message(m);
			g_object_unref(m);
		} else {
			printf("\"parts\":null}\n");
		}
		g_object_unref(p);
		g_object_unref(s);
	}
	return 0;
}
