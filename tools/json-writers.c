/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * json-writers.c - writes the functions that write records as JSON, at build time.
 *
 * In:   event/fields.def, sink/json_fixed.def
 * Out:  a header for src/sink/json_fields.c, on stdout: for each kind of record a function,
 *       and `writers`, where they are found by their kind
 *
 * A record's JSON is the fields in the order of fields.def, but those that share a prefix
 * stand together, in an object.  That order is worked out here, so that a function is a
 * straight line of fields with everything but their values known:
 *
 *	p = put_fixed(p, B("\"source\":{"));
 *	p = put_ipaddr(w, p, B("\"ip\":"), &r->head.client_ip);
 *	p = put_u64(w, p, B("\"port\":"), &r->head.client_port);
 *	p = put_close(p, 10);
 *
 * Errors are ours, in the tables: they end it with a message, and the build with it.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct field {
	const char *type, *member, *key;
};

static const struct field head_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_HEAD
#include "event/fields.def"
};
static const struct field session_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_SESSION
#include "event/fields.def"
};
static const struct field command_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_COMMAND
#include "event/fields.def"
};
static const struct field auth_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_AUTH
#include "event/fields.def"
};
static const struct field message_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_MESSAGE
#include "event/fields.def"
};
static const struct field finding_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_FINDING
#include "event/fields.def"
};
static const struct field transaction_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_TRANSACTION
#include "event/fields.def"
};
static const struct field described_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_DESCRIBED
#include "event/fields.def"
};
static const struct field capture_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_CAPTURE
#include "event/fields.def"
};
static const struct field span_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_SPAN
#include "event/fields.def"
};
static const struct field row_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_ROW
#include "event/fields.def"
};
static const struct field word_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_WORD
#include "event/fields.def"
};
static const struct field rcpt_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_RCPT
#include "event/fields.def"
};
static const struct field param_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_PARAM
#include "event/fields.def"
};
static const struct field part_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_PART
#include "event/fields.def"
};
static const struct field file_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_FILE
#include "event/fields.def"
};
static const struct field evidence_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_EVIDENCE
#include "event/fields.def"
};
static const struct field header_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_HEADER
#include "event/fields.def"
};
static const struct field hop_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_HOP
#include "event/fields.def"
};
static const struct field dkim_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_DKIM
#include "event/fields.def"
};
static const struct field arc_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_ARC
#include "event/fields.def"
};
static const struct field authres_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_AUTHRES
#include "event/fields.def"
};
static const struct field idn_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_IDN
#include "event/fields.def"
};
static const struct field dsn_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_DSN
#include "event/fields.def"
};
static const struct field hole_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_HOLE
#include "event/fields.def"
};
static const struct field piece_fields[] = {
#define F(type, member, key, unit, meaning, source) { #type, #member, key },
#define FIELDS_PIECE
#include "event/fields.def"
};

static const struct {
	const char *kinds, *key, *value;
} fixed[] = {
#define FIXED(kinds, key, value, meaning) { #kinds, key, value },
#include "sink/json_fixed.def"
#undef FIXED
};

enum { NHEAD = sizeof(head_fields) / sizeof(*head_fields),
       NFIXED = sizeof(fixed) / sizeof(*fixed) };

#define KIND(KIND_, name, of, head) \
	{ #KIND_, #name, #of, name##_fields, sizeof(name##_fields) / sizeof(*name##_fields), head }
#define HEADED(KIND_, name)  KIND(KIND_, name, name, true)
#define ROW(KIND_, name, of) KIND(KIND_, name, of, false)

static const struct kind {
	const char *word, *name;    /* RECORD_word */
	const char *of;             /* struct ev_... */
	const struct field *fields;
	size_t n;
	bool head;
} kinds[] = {
	HEADED(SESSION, session),
	HEADED(COMMAND, command),
	HEADED(AUTH, auth),
	HEADED(MESSAGE, message),
	HEADED(FINDING, finding),
	HEADED(TRANSACTION, transaction),
	HEADED(DESCRIBED, described),
	HEADED(CAPTURE, capture),
	ROW(SPAN, span, span),
	ROW(ROW, row, row),
	ROW(WORD, word, word),
	ROW(RCPT, rcpt, rcpt),
	ROW(PARAM, param, param),
	ROW(PART, part, part),
	ROW(FILE, file, file),
	ROW(EVIDENCE, evidence, evidence),
	ROW(HEADER, header, header_row),
	ROW(HOP, hop, hop),
	ROW(DKIM, dkim, dkim),
	ROW(ARC, arc, arc),
	ROW(AUTHRES, authres, authres),
	ROW(IDN, idn, idn),
	ROW(DSN, dsn, dsn),
	ROW(HOLE, hole, hole),
	ROW(PIECE, piece, piece),
};

/* What is to be written, in the order of the tables. */
struct item {
	const char *key;
	const char *type;           /* as in fields.def, or one of ours */
	const char *in, *member;    /* r->head.client_ip */
	const char *fixed;          /* its value: always there */
	bool run;                   /* the same for all records of a session */
	bool done;
};

static struct item items[512];
static size_t nitems;
/* What a function writes at most without making room itself. */
static struct size {
	size_t octets; /* of text */
	size_t values;
} size, run_size;

static void add(struct item it)
{
	if (nitems == sizeof(items) / sizeof(*items)) {
		fprintf(stderr, "json-writers: more fields than room for them\n");
		exit(1);
	}
	items[nitems++] = it;
}

/* The numbers of the whole capture, which may be known later (event/numbers.h). */
static const char *type_of(const struct field *f)
{
	if (strcmp(f->key, "mailwire.tcp_stream") == 0)
		return "NUMBER_STREAM";
	if (strcmp(f->key, "mailwire.session_id") == 0)
		return "NUMBER_SESSION";
	if (strcmp(f->key, "mailwire.message_id") == 0)
		return "NUMBER_MESSAGE";
	return f->type;
}

static void add_fields(const struct field *fields, size_t n, const char *in)
{
	for (size_t i = 0; i < n; i++)
		add((struct item){ .key = fields[i].key, .type = type_of(&fields[i]), .in = in,
				   .member = fields[i].member });
}

static bool fixed_in(const char *of, const char *word)
{
	bool event = strcmp(word, "FINDING") != 0 && strcmp(word, "CAPTURE") != 0;

	return strcmp(of, "ALL") == 0 || strcmp(of, word) == 0 ||
	       (event && strcmp(of, "EVENT") == 0);
}

/* The fields from the client's address to the Community ID are the same for all records of a
   session; the version of the addresses stands among them. */
static void add_head(const struct kind *k, const char *in)
{
	bool run = false;

	add_fields(head_fields, 1, in); /* time */
	for (size_t i = 0; k && i < NFIXED; i++)
		if (fixed_in(fixed[i].kinds, k->word))
			add((struct item){ .key = fixed[i].key, .fixed = fixed[i].value });
	for (size_t i = 1; i < NHEAD; i++) {
		if (strcmp(head_fields[i].member, "client_ip") == 0)
			run = true;
		if (strcmp(head_fields[i].member, "tcp_stream") == 0)
			run = false;
		if (strcmp(head_fields[i].key, "network.transport") == 0)
			add((struct item){ .key = "network.type", .type = "IP_VERSION", .in = in,
					   .member = "client_ip", .run = true });
		add_fields(&head_fields[i], 1, in);
		items[nitems - 1].run = run;
	}
}

/* A literal of C, and its octets counted. */
static void literal(const char *text)
{
	printf("B(\"");
	for (; *text; text++, size.octets++)
		printf(*text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
	printf("\")");
}

/* Text that is always there, not printed yet: what follows may belong to the same literal. */
static char fixed_text[2048];

static void add_fixed(const char *text)
{
	if (strlen(fixed_text) + strlen(text) >= sizeof(fixed_text)) {
		fprintf(stderr, "json-writers: more fixed text than room for it\n");
		exit(1);
	}
	strcat(fixed_text, text);
}

static void print_fixed(void)
{
	if (*fixed_text) {
		printf("\tp = put_fixed(p, ");
		literal(fixed_text);
		printf(");\n");
	}
	*fixed_text = 0;
}

/* The end of an object that `opened` octets opened; `some`: it has something for certain. */
static void close_object(size_t opened, bool some)
{
	size_t n = strlen(fixed_text);

	size.octets += 2;
	if (some && n) { /* up to the comma behind the last thing in it */
		fixed_text[n - 1] = 0;
		add_fixed("},");
		return;
	}
	print_fixed();
	if (some)
		printf("\tp = put_end(p);\n");
	else
		printf("\tp = put_close(p, %zu);\n", opened);
}

/* Octets of `key` up to behind its dot number `n`. */
static size_t prefix_of(const char *key, size_t n)
{
	const char *p = key;

	while (n--)
		p = strchr(p, '.') + 1;
	return (size_t)(p - key);
}

/* Are all fields of the object that `it` is in of the run? */
static bool run_object(const struct item *it)
{
	size_t prefix = prefix_of(it->key, 1);

	for (size_t i = 0; i < nitems; i++)
		if (!items[i].run && strncmp(items[i].key, it->key, prefix) == 0)
			return false;
	return true;
}

/* Can the run be written as one text? */
static bool run_whole(void)
{
	for (size_t i = 0; i < nitems; i++)
		if (items[i].run && !run_object(&items[i]))
			return false;
	return true;
}

static bool among(const char *type, const char *const *types)
{
	while (*types && strcmp(*types, type) != 0)
		types++;
	return *types != NULL;
}

static void print_field(const struct item *it, const char *text)
{
	static const char *const single[] = { "U64", "MS", "NS", "TIME", "FLAG", "TEXT", "WORD",
		"NAME", "SECRET", "IPADDR", "MACADDR", "DIGEST", "TEXTS", "IP_VERSION", NULL };
	bool number = strncmp(it->type, "NUMBER_", 7) == 0, rows = !number && !among(it->type, single);

	printf("\tp = put_");
	if (number || rows)
		printf(number ? "number" : "rows");
	for (const char *c = it->type; !number && !rows && *c; c++)
		putchar(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
	printf("(w, p, ");
	literal(text);
	printf(", &r->%s%s", it->in, it->member);
	if (number)
		printf(", %s", it->type);
	if (rows)
		printf(", FIELD_%s", it->type);
	printf(");\n");
	size.values++;
}

/* The items from `from` on whose first `level` objects are its own.  Depth is bounded by the
   dots of our own keys.  Is something of it always there? */
static bool print_group(size_t from, size_t level, bool run)
{
	const char *group = items[from].key;
	size_t prefix = prefix_of(group, level);
	char text[512];
	bool some = false;

	for (size_t i = from; i < nitems; i++) {
		struct item *it = &items[i];
		const char *name;
		size_t n;

		if (it->done || strncmp(it->key, group, prefix) != 0)
			continue;
		name = it->key + prefix;
		n = strcspn(name, ".");
		if (run && it->run) {
			print_fixed();
			printf("\tp = put_run(w, p);\n");
			size.octets += run_size.octets;
			size.values += run_size.values;
			for (size_t k = 0; k < nitems; k++)
				items[k].done |= items[k].run;
		} else if (name[n] == '.') {
			n = (size_t)snprintf(text, sizeof(text), "\"%.*s\":{", (int)n, name);
			bool inside;

			add_fixed(text);
			inside = print_group(i, level + 1, run);
			close_object(n, inside);
			some |= inside;
		} else if (it->fixed) {
			snprintf(text, sizeof(text), "\"%s\":%s,", name, it->fixed);
			add_fixed(text);
			some = it->done = true;
		} else {
			snprintf(text, sizeof(text), "\"%s\":", name);
			print_fixed();
			print_field(it, text);
			it->done = true;
		}
	}
	return some;
}

static void print_function(const char *name, const char *of)
{
	size = (struct size){ 0, 0 };
	printf("\nstatic uint8_t *%s(struct walk *w, uint8_t *p)\n{\n"
	       "\tconst struct ev_%s *r = w->record;\n\n", name, of);
	print_group(0, 0, run_whole() && strcmp(of, "head") != 0);
	print_fixed();
	printf("\treturn p;\n}\n");
}

/* The run alone, and then it is no run but fields. */
static void print_run(void)
{
	size_t n = 0;

	add_head(NULL, "");
	for (size_t i = 0; i < nitems; i++)
		if (items[i].run)
			items[n++] = items[i];
	nitems = n;
	print_function("write_run", "head");
	run_size = size;
}

int main(void)
{
	enum { NKINDS = sizeof(kinds) / sizeof(*kinds) };
	struct size sizes[NKINDS];

	printf("/* Made by tools/json-writers.c. */\n");
	print_run();
	for (size_t i = 0; i < NKINDS; i++) {
		const struct kind *k = &kinds[i];
		char name[32];

		nitems = 0;
		if (k->head)
			add_head(k, "head.");
		add_fields(k->fields, k->n, "");
		snprintf(name, sizeof(name), "write_%s", k->name);
		print_function(name, k->of);
		sizes[i] = size;
	}
	printf("\nstatic const struct writer writers[RECORD_COUNT] = {\n");
	for (size_t i = 0; i < NKINDS; i++)
		printf("\t[RECORD_%s] = { write_%s, %zu + %zu * VALUE_OCTETS },\n", kinds[i].word,
		       kinds[i].name, sizes[i].octets, sizes[i].values);
	printf("};\n");
	return 0;
}
