/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * dialog_run.c - one transcript of tests/dialog/, in every shape.
 *
 * usage: dialog_run FILE.t [--seed N] [--random N]         all of it, as TAP
 *        dialog_run FILE.t --shape NAME [--write OUT]      one shape
 *        dialog_run FILE.t --print                         the records of the plain shape
 *
 * The plain shape (a segment a line) must give what the transcript expects; every lossless
 * shape must give the same records; every other must keep what loss.c says.  --random
 * shapes (default 200) are made from numbers beginning with --seed, which is the clock
 * unless given and is printed.
 */
#include "replay.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct run {
	struct transcript t;
	const char *program;
	struct records plain;
	unsigned tests, failed;
	struct buf told;
};

static void ok(struct run *r, bool good, const char *what)
{
	struct bytes rest = buf_bytes(&r->told);

	printf("%sok %u - %s\n", good ? "" : "not ", ++r->tests, what);
	r->failed += !good;
	while (!good && rest.n) {
		size_t end = bytes_chr(rest, 0, '\n');

		printf("# %.*s\n", (int)end, (const char *)rest.p);
		rest = bytes_from(rest, end + 1);
	}
	fflush(stdout);
	buf_clear(&r->told);
}

/* Where `text` is; "C: " and "S: " in front of it stand for the arrows of `follow`. */
static size_t find_line(struct bytes where, const char *text)
{
	static const char *const arrows[] = { " -> ", " ~> ", "<-  ", "<** ", "<~  ", "<~* " };
	bool client = text[0] == 'C', server = text[0] == 'S';
	struct buf line = { 0 };
	size_t best = where.n;

	if (!(client || server) || text[1] != ':' || text[2] != ' ')
		return bytes_find(where, bytes_str(text));
	for (size_t i = client ? 0 : 2; i < (client ? 2u : 6u); i++) {
		size_t at;

		buf_clear(&line);
		buf_printf(&line, "%s%s", arrows[i], text + 3);
		at = bytes_find(where, buf_bytes(&line));
		if (at < best)
			best = at;
	}
	buf_fini(&line);
	return best;
}

/* Each of `texts` is in a line of `where`, one after the other. */
static bool found_in_order(struct run *r, const char *const *texts, size_t n, struct bytes where)
{
	for (size_t i = 0; i < n; i++) {
		size_t at = find_line(where, texts[i]);

		if (at == where.n && texts[i][0]) {
			buf_printf(&r->told, "not found, or not here: %s\nin what is left:\n", texts[i]);
			buf_add(&r->told, where);
			return false;
		}
		where = bytes_from(where, at);
		where = bytes_from(where, bytes_chr(where, 0, '\n') + 1);
	}
	return true;
}

static bool found_nowhere(struct run *r, const char *const *texts, size_t n, struct bytes where)
{
	for (size_t i = 0; i < n; i++)
		if (bytes_find(where, bytes_str(texts[i])) < where.n) {
			buf_printf(&r->told, "not hidden: %s\n", texts[i]);
			return false;
		}
	return true;
}

static struct shape plain_shape(const struct run *r)
{
	struct shape plain = shape_plain();

	plain.snaplen = r->t.snaplen;
	return plain;
}

/* The plain shape: records, dialogue, secrets. */
static int run_plain(struct run *r)
{
	struct shape plain = plain_shape(r);
	struct buf file = { 0 }, events = { 0 }, follow = { 0 }, hiding = { 0 };
	struct err e;
	int rc;

	shape_capture(&file, &r->t, &plain);
	rc = replay_file(buf_bytes(&file), true, false, &events, NULL, &e);
	if (rc == 0)
		rc = records_read(&r->plain, buf_bytes(&events), &e);
	if (rc == 0)
		rc = replay_file(buf_bytes(&file), false, false, &hiding,
				 r->t.nfollow || r->t.nhidden ? &follow : NULL, &e);
	if (rc < 0)
		buf_printf(&r->told, "%s\n", e.text);
	ok(r, rc == 0 && records_expected(&r->plain, &r->t, &r->told), "the records expected");
	if (r->t.nfollow)
		ok(r, found_in_order(r, r->t.follow, r->t.nfollow, buf_bytes(&follow)),
		   "the dialogue shown");
	if (r->t.nhidden)
		ok(r, found_nowhere(r, r->t.hidden, r->t.nhidden, buf_bytes(&hiding)) &&
		      found_nowhere(r, r->t.hidden, r->t.nhidden, buf_bytes(&follow)),
		   "the secrets hidden");
	buf_fini(&file);
	buf_fini(&events);
	buf_fini(&follow);
	buf_fini(&hiding);
	return rc;
}

/* Two connections at the same time are each as if they were alone. */
static bool twins_same(struct run *r, const struct records *got)
{
	static const char *const *const ignore[] = { records_of_shape, records_of_connection,
						     NULL };
	bool good = true;

	for (uint64_t i = 0; good && i < 2; i++) {
		struct records one = records_of_port(got, SHAPE_CLIENT_PORT + i);

		good = records_same(&r->plain, &one, ignore, &r->told);
		free(one.v);
	}
	return good;
}

/* Does shape `s` hold what it must? */
static bool try_shape(struct run *r, const struct shape *s)
{
	const char *const *ignore[4] = { records_of_shape };
	struct records got;
	struct err e;
	bool good;

	if (strcmp(s->group, "middle") == 0)
		ignore[1] = records_of_begin;
	if (strcmp(s->group, "close") == 0)
		ignore[1] = records_of_close;
	buf_printf(&r->told, "shape %s; alone: %s %s --shape %s --write out.pcap\n", s->name,
		   r->program, r->t.path, s->name);
	good = replay(&r->t, s, &got, &e) == 0;
	if (!good)
		buf_printf(&r->told, "%s\n", e.text);
	else if (s->twin)
		good = twins_same(r, &got);
	else if (s->lossless)
		good = records_same(&r->plain, &got, ignore, &r->told);
	else
		good = loss_holds(&r->t, s, &r->plain, &got, &r->told);
	records_fini(&got);
	return good;
}

/* A group of shapes is one test: it tells the first that fails, and how many do. */
struct group {
	const char *name;
	unsigned shapes, failed;
};

static void group_ends(struct run *r, struct group *g)
{
	char what[80];

	if (g->name == NULL)
		return;
	if (g->failed)
		buf_printf(&r->told, "%u of %u shapes fail\n", g->failed, g->shapes);
	snprintf(what, sizeof(what), "%s, %u shapes", g->name, g->shapes);
	ok(r, g->failed == 0, what);
}

static void group_add(struct run *r, struct group *g, const struct shape *s)
{
	size_t before = r->told.n;
	bool good;

	if (g->name == NULL || strcmp(g->name, s->group) != 0) {
		group_ends(r, g);
		*g = (struct group){ .name = s->group };
		before = 0;
	}
	g->shapes++;
	good = try_shape(r, s);
	if (good || g->failed)
		r->told.n = before;
	g->failed += !good;
}

static void run_shapes(struct run *r)
{
	struct group g = { 0 };
	struct shape s;

	for (size_t i = 0; shape_list(&r->t, i, &s); i++)
		if (!transcript_without(&r->t, s.group))
			group_add(r, &g, &s);
	group_ends(r, &g);
}

static void run_random(struct run *r, uint64_t seed, uint64_t n)
{
	struct group g = { 0 };

	printf("# --seed %llu\n", (unsigned long long)seed);
	for (uint64_t i = 0; i < n; i++) {
		struct shape s = shape_random(seed + i);

		/* Two of the same session may together be something else. */
		s.twin = s.twin && !transcript_without(&r->t, "twin");
		group_add(r, &g, &s);
	}
	group_ends(r, &g);
}

static bool find_shape(const struct run *r, const char *name, struct shape *out)
{
	const struct transcript *t = &r->t;
	uint64_t seed;

	*out = plain_shape(r);
	if (strcmp(name, "plain") == 0)
		return true;
	if (strncmp(name, "random-", 7) == 0 && bytes_u64(bytes_str(name + 7), &seed)) {
		*out = shape_random(seed);
		return true;
	}
	for (size_t i = 0; shape_list(t, i, out); i++)
		if (strcmp(out->name, name) == 0)
			return true;
	return false;
}

static int write_capture(const struct run *r, const struct shape *s, const char *path)
{
	FILE *f = fopen(path, "wb");
	struct buf file = { 0 };
	bool good;

	if (f == NULL) {
		fprintf(stderr, "dialog_run: cannot create %s: %s\n", path, strerror(errno));
		return 1;
	}
	shape_capture(&file, &r->t, s);
	good = fwrite(file.p, 1, file.n, f) == file.n;
	good = fclose(f) == 0 && good;
	if (!good)
		fprintf(stderr, "dialog_run: cannot write %s\n", path);
	buf_fini(&file);
	return good ? 0 : 1;
}

static int run_one(struct run *r, const char *name, const char *write_to)
{
	struct shape s;

	if (!find_shape(r, name, &s)) {
		fprintf(stderr, "dialog_run: %s has no shape %s\n", r->t.path, name);
		return 1;
	}
	if (write_to && write_capture(r, &s, write_to) != 0)
		return 1;
	printf("TAP version 13\n");
	if (run_plain(r) == 0)
		ok(r, try_shape(r, &s), name);
	printf("1..%u\n", r->tests);
	return r->failed ? 1 : 0;
}

static int print_records(struct run *r)
{
	struct shape plain = plain_shape(r);
	struct buf file = { 0 }, events = { 0 };
	struct err e;
	int rc;

	shape_capture(&file, &r->t, &plain);
	rc = replay_file(buf_bytes(&file), true, false, &events, NULL, &e);
	if (rc < 0)
		fprintf(stderr, "dialog_run: %s\n", e.text);
	fwrite(events.p, 1, events.n, stdout);
	buf_fini(&file);
	buf_fini(&events);
	return rc < 0;
}

static int run_all(struct run *r, uint64_t seed, uint64_t nrandom)
{
	printf("TAP version 13\n# %s\n", r->t.about);
	if (run_plain(r) == 0 && !r->t.snaplen) {
		run_shapes(r);
		run_random(r, seed, nrandom);
	}
	printf("1..%u\n", r->tests);
	return r->failed ? 1 : 0;
}

static int usage(void)
{
	fprintf(stderr, "usage: dialog_run FILE.t [--seed N] [--random N]\n"
			"       dialog_run FILE.t --shape NAME [--write OUT]\n"
			"       dialog_run FILE.t --print\n");
	return 2;
}

int main(int argc, char **argv)
{
	struct run r = { .program = argv[0] };
	uint64_t seed = (uint64_t)time(NULL) * 1000, nrandom = 200;
	const char *shape = NULL, *write_to = NULL;
	bool print = false;
	struct err e;
	int rc;

	if (argc < 2)
		return usage();
	for (int i = 2; i < argc; i++) {
		const char *value = i + 1 < argc ? argv[i + 1] : "";

		if (strcmp(argv[i], "--print") == 0) {
			print = true;
			continue;
		}
		i++;
		if (strcmp(argv[i - 1], "--shape") == 0)
			shape = value;
		else if (strcmp(argv[i - 1], "--write") == 0)
			write_to = value;
		else if (!(strcmp(argv[i - 1], "--seed") == 0 && bytes_u64(bytes_str(value), &seed)) &&
			 !(strcmp(argv[i - 1], "--random") == 0 && bytes_u64(bytes_str(value), &nrandom)))
			return usage();
	}
	if (transcript_read(&r.t, argv[1], &e) < 0) {
		fprintf(stderr, "dialog_run: %s\n", e.text);
		return 1;
	}
	rc = print ? print_records(&r) : shape || write_to ?
	     run_one(&r, shape ? shape : "plain", write_to) : run_all(&r, seed, nrandom);
	records_fini(&r.plain);
	transcript_fini(&r.t);
	buf_fini(&r.told);
	return rc;
}
