/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * live.c - see live.h.
 *
 * Each device has a batch: frames copied out of the kernel's ring, their octets one after
 * the other.  Of the devices' next frames the earliest is delivered.  A device without
 * one may still have an earlier frame in its ring, so the others' frames are held back
 * for as long as the kernel may hold one back, and no longer.
 */
#include "capture/live.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/time.h"
#include "capture/device.h"
#include "capture/interfaces.h"
#include "capture/reader.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>

enum {
	POLL_MS = 100,
	HOLD_NS = 3 * LIVE_RETIRE_MS * 1000000,  /* two retire times, and the way to us */
	DRAIN_NS = 5 * LIVE_RETIRE_MS * 1000000, /* after it nothing is in a ring any more */
};

struct live {
	struct device *devices;
	struct pollfd *polls;
	size_t n;
	int64_t counted_ns; /* when the counters were read, by the steady clock */
	int64_t stopped_ns; /* when the kernel was told to stop, or 0 */
	bool drained;       /* nothing new can appear in a ring */
};

static int64_t clock_ns(clockid_t clock)
{
	struct timespec t;

	(void)clock_gettime(clock, &t);
	return t.tv_sec * NS_PER_SEC + t.tv_nsec;
}

static void read_counters(struct capture *c, struct live *l)
{
	l->counted_ns = clock_ns(CLOCK_MONOTONIC);
	for (size_t i = 0; i < l->n; i++)
		device_count(&l->devices[i], &c->interfaces[i]);
}

/* Takes what is in the rings of devices whose batch is used up. */
static void refill(struct capture *c, struct live *l)
{
	for (size_t i = 0; i < l->n; i++) {
		struct device *d = &l->devices[i];

		if (d->lost || device_frame(d))
			continue;
		if (device_refill(d) < 0)
			capture_damage(c, "capturing on %s ended: %s", d->name,
				       device_error(d));
	}
}

/* The device whose next frame is the earliest, NULL when there is none; `*all_out`: every
   device that can have frames shows one. */
static struct device *earliest(struct live *l, bool *all_out)
{
	struct device *best = NULL;

	*all_out = true;
	for (size_t i = 0; i < l->n; i++) {
		struct device *d = &l->devices[i];

		if (!device_frame(d))
			*all_out = *all_out && d->lost;
		else if (!best || device_frame(d)->ts_ns < device_frame(best)->ts_ns)
			best = d;
	}
	return best;
}

/* True when no earlier frame can come out of a ring than the one `d` shows. */
static bool settled(const struct live *l, const struct device *d, bool all)
{
	return l->n == 1 || all || l->drained ||
	       device_frame(d)->ts_ns < clock_ns(CLOCK_REALTIME) - HOLD_NS;
}

static bool all_lost(const struct live *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (!l->devices[i].lost)
			return false;
	return true;
}

/* capture_stop() was called: the kernel takes nothing more; what it has is handed over
   within the retire time.  True when that has passed: what is not in a ring now never
   will be. */
static bool drain(struct live *l)
{
	int64_t now = clock_ns(CLOCK_MONOTONIC);

	if (!l->stopped_ns) {
		for (size_t i = 0; i < l->n; i++)
			device_stop(&l->devices[i]);
		l->stopped_ns = now;
	}
	return now - l->stopped_ns > DRAIN_NS;
}

/* Devices that show a frame already would end the wait at once: they are left out. */
static void wait_for_frames(struct live *l, int ms)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct device *d = &l->devices[i];
		bool ask = !d->lost && !device_frame(d);

		l->polls[i] = (struct pollfd){ .fd = ask ? device_fd(d) : -1,
					       .events = POLLIN };
	}
	(void)poll(l->polls, l->n, ms); /* interrupted: the caller looks why */
}

static void deliver(struct live *l, struct device *d, struct frame *out)
{
	const struct device_frame *f = device_frame(d);

	out->ts_ns = f->ts_ns;
	out->wire_octets = f->wire_octets;
	out->interface = (uint32_t)(d - l->devices);
	out->linktype = d->linktype;
	out->data = device_take(d);
}

static enum step live_next(struct capture *c, struct frame *out, struct err *e)
{
	struct live *l = c->state;
	bool waited = false;

	(void)e;
	if (clock_ns(CLOCK_MONOTONIC) - l->counted_ns > NS_PER_SEC)
		read_counters(c, l);
	for (;;) {
		struct device *d;
		bool all;

		l->drained = l->drained || (c->stop && drain(l));
		refill(c, l);
		d = earliest(l, &all);
		if (d && settled(l, d, all)) {
			deliver(l, d, out);
			return STEP_ITEM;
		}
		if (!d && (l->drained || all_lost(l))) {
			read_counters(c, l);
			return STEP_END;
		}
		if (waited)
			return STEP_MORE;
		waited = true;
		wait_for_frames(l, d || c->stop ? LIVE_RETIRE_MS : POLL_MS);
	}
}

static void live_close(struct capture *c)
{
	struct live *l = c->state;

	for (size_t i = 0; i < l->n; i++)
		device_close(&l->devices[i]);
	free(l->devices);
	free(l->polls);
	free(l);
}

static const struct reader reader = { .next = live_next, .close = live_close };

static int open_device(struct capture *c, struct live *l, const struct live_options *o,
		       const char *name, struct err *e)
{
	struct device *d = &l->devices[l->n];
	struct capture_interface *i;

	if (device_open(d, bytes_strdup(&c->arena, bytes_str(name)), o, e) < 0)
		return -1;
	l->n++;
	i = capture_add_interface(c, d->linktype, o->snaplen);
	i->name = d->name;
	i->filter = o->filter ? bytes_strdup(&c->arena, bytes_str(o->filter)) : NULL;
	i->id = (uint32_t)(l->n - 1);
	return 0;
}

struct capture *capture_open_live(const struct live_options *o, struct err *e)
{
	struct live_options given = *o;
	char usual[IF_NAMESIZE];
	const char *only[] = { usual };
	struct buf names = { 0 };
	struct capture *c;
	struct live *l;

	if (!given.ninterfaces) {
		if (interface_default(usual, e) < 0)
			return NULL;
		given.interfaces = only;
		given.ninterfaces = 1;
	}
	given.snaplen = given.snaplen ? given.snaplen : LIVE_SNAPLEN;
	given.buffer_octets = given.buffer_octets ? given.buffer_octets : LIVE_BUFFER_OCTETS;
	c = capture_new(&reader);
	c->state = l = xcalloc(1, sizeof(*l));
	l->devices = xcalloc(given.ninterfaces, sizeof(*l->devices));
	l->polls = xcalloc(given.ninterfaces, sizeof(*l->polls));
	for (size_t i = 0; i < given.ninterfaces; i++) {
		if (open_device(c, l, &given, given.interfaces[i], e) < 0) {
			capture_close(&c);
			goto out;
		}
		if (i)
			buf_adds(&names, ", ");
		buf_adds(&names, given.interfaces[i]);
	}
	c->facts.format = "live";
	c->facts.path = c->name = bytes_strdup(&c->arena, buf_bytes(&names));
	read_counters(c, l);
out:
	buf_fini(&names);
	return c;
}
