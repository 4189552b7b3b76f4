/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pop3_box.c - what a session does to its mailbox: fetch, mark for deletion, leave.
 *
 * In:   RETR, DELE, RSET and QUIT as they were answered
 * Out:  the mailbox part of the session's record; findings about it
 * RFC:  1939 5, 6, 11
 *
 * DELE only marks.  What is marked is removed when QUIT is accepted (the UPDATE state); a
 * session that ends without QUIT removes nothing.
 */
#include "proto/pop3.h"

#include "base/limits.h"
#include "proto/finding.h"

#include <stdlib.h>

static bool mail_number(const struct asked *a, uint64_t *number)
{
	struct bytes arg = asked_arg(a);

	return bytes_u64(bytes_word(&arg), number);
}

/* The sizes differ: kept until the session ends, since a server that counts otherwise does
   so for every mail. */
static void size_differs(struct pop3 *m, struct delivery *d, uint64_t number, uint64_t announced,
			 uint64_t size)
{
	const struct reply *r = &m->dialog.reply;
	struct pop3_sizes *s = &m->sizes;
	struct ev_evidence *row;

	if (s->differ++ == 0) {
		s->finding = xcalloc(1, sizeof(*s->finding));
		session_finding(m->s, s->finding, ANOMALY_POP3_SIZE_MISMATCH, CONFIDENCE_CONFIRMED);
		s->finding->record.message_id = delivery_id(d);
		s->number = number;
		s->announced = announced;
		s->size = size;
	}
	row = finding_evidence(s->finding, "reply", "server", reply_line(r, 0));
	if (r->f.first) {
		row->first_frame = r->f.first;
		row->last_frame = r->f.last;
	}
}

void pop3_fetched(struct pop3 *m, const struct asked *a, struct delivery *d,
		  const struct delivery_facts *facts)
{
	uint64_t size = delivery_whole(d), number;
	struct mail *mail;

	if (a == NULL || !mail_number(a, &number))
		return;
	mail = mailbox_mail(&m->box, m->s->shared->key, number);
	if (mail)
		mail->message_id = delivery_id(d);
	if (facts->headers_only || size == NO_U64)
		return;
	if (m->s->box->fetched == 0)
		m->fetch_f = a->f;
	if (mail == NULL || !mail->fetched)
		m->s->box->fetched++;
	if (mail)
		mail->fetched = true;
	if (facts->announced == NO_U64)
		return;
	m->sizes.compared++;
	if (facts->announced != size)
		size_differs(m, d, number, facts->announced, size);
}

void pop3_deleted(struct pop3 *m, const struct asked *a)
{
	struct ev_row row;
	struct mail *mail;

	record_init(RECORD_ROW, &row);
	if (!mail_number(a, &row.number))
		return;
	mail = mailbox_mail(&m->box, m->s->shared->key, row.number);
	if (mail) {
		row.octets = mail->octets;
		row.uid = mailbox_uid(&m->box, mail);
		row.message_id = mail->message_id;
	}
	pop3_row(m, row);
	if (!m->positive || (mail && mail->deleted))
		return;
	m->s->box->deleted++;
	m->delete_f = a->f;
	if (mail)
		mail->deleted = true;
}

void pop3_undeleted(struct pop3 *m)
{
	struct session_box *box = m->s->box;

	for (size_t i = 0; i < m->box.nmails; i++)
		m->box.mails[i].deleted = false;
	box->undeleted += box->deleted;
	box->deleted = 0;
}

/* Nothing is missing that could be a QUIT, and nothing more can come. */
static bool whole_end(const struct pop3 *m, enum close_why why)
{
	const struct conn_half *client = &m->s->conn->half[DIR_CLIENT];

	return client->seen && client->gap_octets == 0 && !m->s->encrypted &&
	       (why == CLOSE_FIN || why == CLOSE_RST);
}

static const char *what_became(const struct pop3 *m, enum close_why why)
{
	if (m->s->box->deleted == 0 && !m->delete_unsure)
		return NULL;
	switch (m->quit) {
	case POP3_QUIT_OK:
		return "committed";
	case POP3_QUIT_ERR:
		return "failed";
	case POP3_QUIT_UNSURE:
		return "unknown";
	case POP3_QUIT_NONE:
		break;
	}
	return whole_end(m, why) ? "dropped" : "unknown";
}

static void deleted_uids(struct pop3 *m)
{
	struct buf *out = &m->s->box->deleted_uids;
	size_t left = LIMIT_DELETED_UIDS;

	for (size_t i = 0; i < m->box.nmails && left; i++) {
		struct bytes uid = mailbox_uid(&m->box, &m->box.mails[i]);

		if (!m->box.mails[i].deleted || uid.n == 0)
			continue;
		buf_add(out, uid);
		buf_addc(out, '\n');
		left--;
	}
}

static void tell_sizes(struct pop3 *m)
{
	struct pop3_sizes *s = &m->sizes;
	bool more = s->size > s->announced;

	if (s->finding == NULL)
		return;
	finding_reason(s->finding, "%llu of %llu messages have another size than announced: "
				   "message %llu was announced with %llu octets and has %llu, %llu %s",
		       (unsigned long long)s->differ, (unsigned long long)s->compared,
		       (unsigned long long)s->number, (unsigned long long)s->announced,
		       (unsigned long long)s->size,
		       (unsigned long long)(more ? s->size - s->announced : s->announced - s->size),
		       more ? "more" : "fewer");
	finding_put(s->finding, m->s->out);
	free(s->finding);
	s->finding = NULL;
}

static void evidence_at(struct finding *f, const char *what, const struct conn_frames *at)
{
	struct ev_evidence *row = finding_evidence(f, what, "client", (struct bytes){ NULL, 0 });

	if (at->first) {
		row->first_frame = at->first;
		row->last_frame = at->last;
	}
}

static void tell_dropped(struct pop3 *m)
{
	struct finding f;

	session_finding(m->s, &f, ANOMALY_POP3_DELETIONS_DROPPED, CONFIDENCE_CONFIRMED);
	finding_reason(&f, "%llu messages were marked for deletion and the session ended without "
			   "QUIT: all of them are still in the mailbox",
		       (unsigned long long)m->s->box->deleted);
	evidence_at(&f, "last DELE", &m->delete_f);
	finding_put(&f, m->s->out);
}

static void tell_mass(struct pop3 *m)
{
	const struct session_box *box = m->s->box;
	struct finding f;

	session_finding(m->s, &f, ANOMALY_POP3_MASS_FETCH, CONFIDENCE_CONFIRMED);
	finding_reason(&f, "%llu messages were fetched whole", (unsigned long long)box->fetched);
	if (box->stat)
		finding_reason(&f, " of %llu in the mailbox", (unsigned long long)box->messages);
	if (box->deleted)
		finding_reason(&f, ", %llu of them marked for deletion",
			       (unsigned long long)box->deleted);
	evidence_at(&f, "first RETR", &m->fetch_f);
	finding_put(&f, m->s->out);
}

void pop3_box_close(struct pop3 *m, enum close_why why)
{
	struct session_box *box = m->s->box;

	box->stat = m->box.stat_count != NO_U64;
	box->messages = m->box.stat_count;
	box->octets = m->box.stat_octets;
	box->deletions = what_became(m, why);
	deleted_uids(m);
	tell_sizes(m);
	if (box->deleted && m->quit == POP3_QUIT_NONE && whole_end(m, why))
		tell_dropped(m);
	if (box->fetched >= JUDGE_MASS_FETCH)
		tell_mass(m);
}
