/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * mime.c - see mime.h: the parser from outside.  What octets mean is found by scan.c, what
 * becomes of parts by tree.c; both leave items in a queue, which is emptied here.
 *
 *	octets -> scan.c: lines, boundaries -> fields.c: header fields -> part.c, summary.c
 *	             |                      -> decode.c: transfer encodings
 *	             +-> tree.c: parts opened and closed -> items
 */
#include "mime/mime.h"

#include "mime/state.h"
#include "mime/summary.h"

#include <assert.h>
#include <stdlib.h>

const char *mime_defect_id(enum mime_defect d)
{
	static const char *const ids[] = {
#define DEFECT(name, id, text) [MIME_DEFECT_##name] = id,
#include "mime/defects.def"
#undef DEFECT
	};

	return ids[d];
}

const char *mime_defect_text(enum mime_defect d)
{
	static const char *const texts[] = {
#define DEFECT(name, id, text) [MIME_DEFECT_##name] = text,
#include "mime/defects.def"
#undef DEFECT
	};

	return texts[d];
}

struct mime *mime_new(const struct mime_options *options)
{
	struct mime *m = xcalloc(1, sizeof(*m));

	if (options)
		m->options = *options;
	mime_reset(m);
	return m;
}

static void reports_fini(struct mime *m)
{
	for (size_t i = 0; i < m->nreports; i++)
		report_fini(m->reports[i]);
	m->nreports = 0;
}

void mime_reset(struct mime *m)
{
	reports_fini(m);
	nested_reset(m); /* its traces lie in m->keep */
	watch_reset(&m->watch);
	arena_reset(&m->step);
	arena_reset(&m->keep);
	arena_reset(&m->scratch);
	summary_reset(&m->summary);
	trace_fini(&m->trace);
	buf_clear(&m->held);
	m->root_over = m->root_no_end = false;
	m->missing_all = 0;
	m->pushed = (struct bytes){ NULL, 0 };
	m->in = m->replay = (struct bytes){ NULL, 0 };
	m->at = m->missing = m->held_at = 0;
	m->ending = m->whole = m->over = false;
	m->line_start = m->parts_many = false;
	m->neol = 0;
	m->nlevel = m->multiparts = 0;
	m->nparts = m->nqueue = m->pulled = 0;
	fields_trim(&m->fields);
	tree_open(m, 0);
}

void mime_free(struct mime **mp)
{
	struct mime *m = *mp;

	if (!m)
		return;
	*mp = NULL;
	summary_fini(&m->summary);
	trace_fini(&m->trace);
	nested_fini(m);
	reports_fini(m);
	watch_fini(&m->watch);
	free(m->reports);
	arena_fini(&m->step);
	fields_fini(&m->fields);
	decode_fini(&m->decode);
	buf_fini(&m->held);
	free(m->parts);
	free(m->queue);
	arena_fini(&m->keep);
	arena_fini(&m->scratch);
	free(m);
}

void mime_push(struct mime *m, struct bytes octets)
{
	assert(m->in.n == 0 && !m->missing && !m->ending);
	m->in = octets;
	m->pushed = octets;
	m->pushed_at = m->at;
}

void mime_gap(struct mime *m, uint64_t missing)
{
	assert(m->in.n == 0 && !m->missing && !m->ending);
	m->missing = missing;
	m->missing_all += missing;
}

void mime_end(struct mime *m, bool whole)
{
	assert(m->in.n == 0 && !m->missing && !m->ending);
	m->ending = true;
	m->whole = whole;
}

/* Everything in the run was worked on: what of it is the body of a message is hashed. */
static void hash_bodies(struct mime *m)
{
	uint64_t from = m->root_over ? m->parts[0]->body_offset : 0;

	nested_run_over(m);
	if (m->root_over && m->trace.bodyhash && m->at > from)
		bodyhash_push(m->trace.bodyhash,
			      from <= m->pushed_at ? m->pushed :
				      bytes_from(m->pushed, (size_t)(from - m->pushed_at)));
	m->pushed = (struct bytes){ NULL, 0 };
	m->pushed_at = m->at;
}

enum step mime_next(struct mime *m, struct mime_item *item_out)
{
	while (m->pulled == m->nqueue) {
		m->nqueue = 0;
		m->pulled = 0;
		if (arena_used(&m->step))
			arena_reset(&m->step);
		if (m->over)
			return STEP_END;
		if (!scan_step(m)) {
			hash_bodies(m);
			return STEP_MORE;
		}
	}
	*item_out = m->queue[m->pulled++];
	return STEP_ITEM;
}

const struct mime_part *mime_part(const struct mime *m, uint32_t index)
{
	return index < m->nparts ? m->parts[index] : NULL;
}

uint32_t mime_parts(const struct mime *m)
{
	return (uint32_t)m->nparts;
}

uint64_t mime_octets(const struct mime *m)
{
	return m->at;
}

const struct report *const *mime_reports(const struct mime *m, size_t *n_out)
{
	*n_out = m->nreports;
	return (const struct report *const *)m->reports;
}

const struct mime_trace *mime_trace(const struct mime *m)
{
	return &m->trace;
}

const struct mime_summary *mime_summary(const struct mime *m)
{
	return &m->summary;
}
