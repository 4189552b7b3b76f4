/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * content.h - a part that streams by, for the rules about content.  Private to judge/.
 */
#ifndef MW_JUDGE_CONTENT_H
#define MW_JUDGE_CONTENT_H

#include "event/finding.h"
#include "judge/kind.h"
#include "judge/sealed.h"
#include "judge/words.h"
#include "judge/zip.h"

/* What is looked for in octets; see content.c for the words. */
enum { MACRO_WORDS = 1 };

struct content {
	uint64_t message_id;
	bool known;              /* `head` is decided, scanning began */
	bool html;               /* it is markup, by its type, name or octets */
	uint8_t head[KIND_HEAD_OCTETS]; /* how it begins */
	size_t nhead;
	const struct kind *kind; /* by these octets */
	const struct kind *declared; /* by its type */
	uint64_t octets, missing;
	uint64_t first_frame;
	/* archives and Office documents */
	struct zip zip;
	bool zip_encrypted, zip_macro;
	struct sealed sealed;    /* RAR, 7z */
	struct buf zip_program;  /* the first name in it that runs */
	struct words_at ole;
	/* markup */
	struct words_at script;
	struct buf page;         /* its beginning, as sent */
};

void content_fini(struct content *c);
/* The rules.  `e` is the PART_CLOSE event; findings go to `out`. */
void attachment_rules(const struct content *c, const struct ev_part_event *e, bool password_said,
		      struct events *out);
void html_rules(const struct content *c, const struct ev_part_event *e, struct events *out);

/* A finding about this part, and its octets as evidence. */
void content_finding(const struct content *c, const struct ev_part_event *e, struct finding *f,
		     enum anomaly_id id, enum confidence confidence);
struct ev_evidence *content_evidence(const struct content *c, const struct ev_part_event *e,
				     struct finding *f, const char *what, struct bytes text);

/* For the scanners: what is looked for in markup, by bit. */
enum {
	SCRIPT_BLOB, SCRIPT_OBJECT_URL, SCRIPT_SAVE, SCRIPT_ATOB, SCRIPT_CHARCODE, SCRIPT_BYTES,
	SCRIPT_DATA, SCRIPT_DOWNLOAD, SCRIPT_WORDS,
};

#endif
