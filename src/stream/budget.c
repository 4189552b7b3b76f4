/* SPDX-License-Identifier: BSD-2-Clause */
/* budget.c - see budget.h. */
#include "stream/budget.h"

#include "base/call.h"
#include "stream/causal.h"
#include "stream/settle.h"
#include "stream/sleep.h"

#include <assert.h>

#define GRACE_NS      (LIMIT_GRACE_MS * (NS_PER_SEC / 1000))
#define LINGER_NS     (LIMIT_LINGER_MS * (NS_PER_SEC / 1000))
#define IDLE_NS       (LIMIT_IDLE_SECONDS * NS_PER_SEC)
#define EVIDENCE_NS   (LIMIT_EVIDENCE_SECONDS * NS_PER_SEC)
#define TRANSITORY_NS (LIMIT_IDLE_TRANSITORY_SECONDS * NS_PER_SEC)

/* A connection that goes on, and holds nothing back, is not looked at before. */
#define SOONEST_NS    (EVIDENCE_NS < TRANSITORY_NS ? EVIDENCE_NS : TRANSITORY_NS)
static_assert(TRANSITORY_NS < IDLE_NS, "idle_ns() of one that is not closing is no less");

enum {
	SWEEP = 4,   /* compact records looked at for each new one */
	CALLED = 3,  /* the first of the heap of timers: all that can be next */
};

static enum flow_class class_of(const struct flow *f)
{
	if (f->over)
		return f->silent ? CLASS_SILENT : CLASS_OVER;
	if (f->c.valued)
		return CLASS_VALUED;
	return f->half[0].r.next || f->half[1].r.next ? CLASS_UNKNOWN : CLASS_OPENING;
}

/* It is over in a moment: too short a time to sleep. */
static bool lingers(const struct flow *f)
{
	return f->closing && !f->over && class_of(f) != CLASS_OPENING;
}

static int64_t idle_ns(const struct flow *f)
{
	if (f->over)
		return f->ignored && !f->closing ? IDLE_NS : TRANSITORY_NS;
	/* Refused ones wait for longer: another try may come, with the same number. */
	if (lingers(f))
		return LINGER_NS;
	if (class_of(f) == CLASS_OPENING || (f->half[0].eof && f->half[1].eof))
		return TRANSITORY_NS;
	return IDLE_NS;
}

int64_t budget_due_ns(const struct flow *f)
{
	int64_t due = f->seen_ns + idle_ns(f), hold;

	if (f->over)
		return due;
	if ((f->half[0].r.past || f->half[1].r.past) && f->seen_ns + EVIDENCE_NS < due)
		due = f->seen_ns + EVIDENCE_NS;
	hold = f->settle ? f->settle->clock_ns + GRACE_NS : causal_due_ns(f);
	return hold < due ? hold : due;
}

void budget_enter(struct streams *s, struct flow *f)
{
	flow_list_append(&s->lists[f->class], LINK_CLASS, f);
	flow_drowsy(s, f, true);
}

void budget_leave(struct streams *s, struct flow *f)
{
	flow_drowsy(s, f, false);
	flow_list_remove(&s->lists[f->class], LINK_CLASS, f);
	if (f->waits)
		flow_list_remove(&s->waiting, LINK_WAITING, f);
	timer_stop(&s->timers, &f->timer);
	s->flow_octets -= f->octets;
	s->stats.held_octets -= f->held_octets;
}

/* Its timer goes off before anything about it can be due: nearly always, as the moments move
   on with each packet and the timer does not. */
static bool timer_in_time(const struct flow *f)
{
	return f->timer.at && f->timer.due_ns <= f->seen_ns + SOONEST_NS && !f->closing &&
	       causal_due_ns(f) == INT64_MAX && !f->settle;
}

void budget_touch(struct streams *s, struct flow *f)
{
	enum flow_class class = class_of(f);
	int64_t due;

	if (class == f->class) {
		flow_list_to_end(&s->lists[class], LINK_CLASS, f);
	} else {
		flow_list_remove(&s->lists[f->class], LINK_CLASS, f);
		flow_list_append(&s->lists[class], LINK_CLASS, f);
		f->class = class;
	}
	flow_drowsy(s, f, !lingers(f));
	if (f->silent || timer_in_time(f))
		return;
	due = budget_due_ns(f);
	if (!f->timer.at || due < f->timer.due_ns)
		timer_set(&s->timers, &f->timer, due);
}

void budget_note_waiting(struct streams *s, struct flow *f)
{
	flow_list_put(&s->waiting, LINK_WAITING, f, &f->waits, causal_waiting(f));
}

uint64_t budget_memory(const struct streams *s)
{
	return s->flow_octets + table_octets(&s->table) + compacts_octets(&s->compacts) +
	       s->capflows * sizeof(void *) + s->timers.cap * sizeof(*s->timers.heap) +
	       s->capfree * sizeof(*s->free_refs);
}

uint64_t budget_limit(const struct streams *s)
{
	return s->options.memory_octets ? s->options.memory_octets : LIMIT_STREAM_MEMORY;
}

/* Everything that waits goes, with the holes it waited for.  True when `f` is there. */
static bool give_up_waiting(struct streams *s, struct flow *f)
{
	s->stats.held_forced++;
	if (!f->settled) {
		settle_decide(f);
		settle_replay(s, f);
	}
	f->force = true;
	causal_pump(s, f);
	f->force = false;
	if (!flow_heed(s, f))
		return false;
	flow_account(s, f);
	return true;
}

/* The least valuable flow, `but` excepted. */
static struct flow *victim(const struct streams *s, const struct flow *but)
{
	for (int class = 0; class < CLASS_COUNT; class++) {
		struct flow *f = s->lists[class].first;

		if (f == but && f)
			f = f->link[LINK_CLASS].next;
		if (f)
			return f;
	}
	return NULL;
}

static void evict(struct streams *s, struct flow *f)
{
	if (!f->over)
		s->stats.evicted++;
	flow_end(s, flow_wake(s, f), CLOSE_EVICTED);
}

bool budget_keep(struct streams *s, struct flow *f)
{
	uint64_t limit = budget_limit(s), held = LIMIT_HELD_OCTETS_TOTAL, memory;
	bool there = true;

	if (held > limit / 4)
		held = limit / 4;
	flow_account(s, f);
	if (reassembly_held_octets(&f->half[0].r) > LIMIT_HELD_OCTETS_DIR ||
	    reassembly_held_octets(&f->half[1].r) > LIMIT_HELD_OCTETS_DIR)
		there = give_up_waiting(s, f);
	while (s->stats.held_octets > held && s->waiting.first) {
		struct flow *v = s->waiting.first;
		bool v_there = give_up_waiting(s, v);

		there = there && (v != f || v_there);
	}
	while ((memory = budget_memory(s)) > limit) {
		struct flow *v = victim(s, there ? f : NULL);

		if (!v)
			break;
		evict(s, v);
	}
	if (there && s->flow_octets > limit) {
		evict(s, f);
		memory = budget_memory(s);
		there = false;
	}
	s->stats.memory_octets = memory;
	if (s->stats.memory_octets > s->stats.memory_peak)
		s->stats.memory_peak = s->stats.memory_octets;
	return there;
}

static uint32_t second_of(const struct streams *s, int64_t ago_ns)
{
	int64_t ns = s->clock_ns - s->start_ns - ago_ns;

	return ns < 0 ? 0 : (uint32_t)(ns / NS_PER_SEC) & 0x7ffffff;
}

void budget_see_compact(const struct streams *s, struct compact *c)
{
	c->seen_s = second_of(s, 0) & 0x7ffffff;
}

bool budget_compact_expired(const struct streams *s, const struct compact *c)
{
	return c->seen_s < second_of(s, c->ended ? TRANSITORY_NS : IDLE_NS);
}

bool budget_over_expired(const struct streams *s, const struct flow *f)
{
	return f->over && !f->silent &&
	       second_of(s, s->clock_ns - f->seen_ns) < second_of(s, idle_ns(f));
}

static void drop_compact(struct streams *s, uint32_t ref)
{
	struct flow_key key = compact_key(compact_at(&s->compacts, ref));
	struct table_at at;
	uint32_t found = table_first(&s->table, flow_hash_of(&s->hash, &key), &at);

	while (found && found != (ref | COMPACT_REF))
		found = table_next(&s->table, &at);
	assert(found);
	table_remove(&s->table, &at);
	compact_drop(&s->compacts, ref);
}

void budget_sweep_compacts(struct streams *s)
{
	uint32_t ref = compacts_stale(&s->compacts, second_of(s, IDLE_NS),
				      second_of(s, TRANSITORY_NS), SWEEP);

	if (ref)
		drop_compact(s, ref);
	else if (!compacts_room(&s->compacts) && s->compacts.n &&
		 compacts_octets(&s->compacts) + table_octets(&s->table) > budget_limit(s) / 2)
		drop_compact(s, compacts_oldest(&s->compacts));
}

/* True when it is still there, and wants a timer. */
static bool time_out(struct streams *s, struct flow *f)
{
	if (f->closing)
		return flow_end(s, f, flow_why(f, CLOSE_END));
	if (class_of(f) == CLASS_OPENING || (f->half[0].eof && f->half[1].eof))
		return flow_end(s, f, CLOSE_TIMEOUT);
	return flow_silence(s, f) && !f->silent;
}

/* A timer of `f` went off. */
static void look_at(struct streams *s, struct flow *f)
{
	int64_t due;

	if (f->asleep && s->clock_ns < sleep_until_ns(f)) {
		timer_set(&s->timers, &f->timer, sleep_until_ns(f));
		return;
	}
	f = flow_wake(s, f);
	if (!f->over) {
		if (!f->settled && settle_due(s, f)) {
			settle_decide(f);
			settle_replay(s, f);
		}
		causal_age(s, f);
		if (!flow_heed(s, f))
			return;
	}
	if (budget_over_expired(s, f)) {
		flow_free(s, f, false);
		return;
	}
	if (!f->over && s->clock_ns - f->seen_ns >= idle_ns(f)) {
		s->stats.timed_out += !f->closing;
		if (!time_out(s, f))
			return;
	}
	if (s->clock_ns - f->seen_ns >= EVIDENCE_NS) {
		reassembly_settled(&f->half[0].r);
		reassembly_settled(&f->half[1].r);
	}
	flow_account(s, f);
	due = budget_due_ns(f);
	if (due <= s->clock_ns)
		due = s->clock_ns + GRACE_NS;
	timer_set(&s->timers, &f->timer, due);
}

/* Whose time comes next was silent until then, and is in no cache any more: what it holds is
   asked for while others are worked on.  Who comes first was among the next ones before, so
   that one can be followed to where its parts are. */
static void call_next(const struct streams *s)
{
	struct flow *f = s->timers.n ? timer_flow(s->timers.heap[0].timer) : NULL;

	for (size_t i = 1; i < CALLED && i < s->timers.n; i++)
		memory_call(timer_flow(s->timers.heap[i].timer), sizeof(*f));
	if (!f || f->asleep)
		return;
	for (enum dir d = DIR_CLIENT; d <= DIR_SERVER; d++) {
		memory_call(f->half[d].pace.sent, sizeof(*f->half[d].pace.sent));
		memory_call(f->half[d].rare, sizeof(*f->half[d].rare));
	}
	if (!f->over && s->ops->soon)
		s->ops->soon(s->ctx, &f->c);
}

void budget_tick(struct streams *s)
{
	struct timer *t;

	while ((t = timers_due(&s->timers, s->clock_ns))) {
		call_next(s);
		s->turn = (struct stream_turn){ t->due_ns, flow_stream(timer_flow(t)) };
		look_at(s, timer_flow(t));
		sleep_some(s);
	}
	s->turn.due_ns = INT64_MAX;
}
