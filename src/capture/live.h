/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * live.h - frames from network interfaces, through libpcap.
 *
 * In:   one or several interfaces, or "any"
 * Out:  a struct capture: the same capture_next() as for a file
 *
 * Frames leave the kernel's ring in batches, copied once into our memory (the place of a
 * file's read(2)), so that the ring is free again however long a frame is looked at.
 * Several interfaces are merged by time stamp.
 *
 * Nothing is lost at the end: after capture_stop() the kernel is told to take nothing
 * more, then the rings are read until they are empty; then every interface's `received`
 * is exactly its `frames` + `dropped_kernel`.
 */
#ifndef MW_CAPTURE_LIVE_H
#define MW_CAPTURE_LIVE_H

#include "capture/capture.h"

enum {
	LIVE_SNAPLEN = 256 << 10,       /* octets of a frame kept by default */
	LIVE_BUFFER_OCTETS = 16 << 20,  /* of the kernel's ring, for each interface */
	LIVE_RETIRE_MS = 20,            /* the kernel hands over what it has after this */
};

/* Zeroed is the default of everything. */
struct live_options {
	const char *const *interfaces; /* names */
	size_t ninterfaces;            /* 0: the one that interface_default() names */
	const char *filter;            /* BPF, as tcpdump's; NULL = everything */
	uint32_t snaplen;              /* octets; 0 = LIVE_SNAPLEN */
	uint64_t buffer_octets;        /* 0 = LIVE_BUFFER_OCTETS */
	bool own_traffic_only;         /* not promiscuous */
	bool immediate;                /* each frame as it comes, for more CPU and a smaller
					  ring; otherwise every LIVE_RETIRE_MS */
};

/* NULL and `e`: no such interface, no permission and what to do about it, a filter that
   libpcap refuses and why.  capture_next() waits about 100 ms at most.  Counters in the
   facts are refreshed about once a second, and at the end.  An interface that
   disappears is damage, and the others go on; one that is down for a while is neither. */
struct capture *capture_open_live(const struct live_options *o, struct err *e);

/*
 * Gives up what only opening the devices needed: every capability, and the way to gain
 * any (no_new_privs).  The uid stays, unless `user` (a name; only root can) says whom to
 * become, with that user's groups.
 *
 * Files are then created with the ordinary rights of that uid.  For root without
 * capabilities these end at other people's directories: `creates_files` keeps
 * CAP_DAC_OVERRIDE for a process that goes on opening files (a ring, extraction); it is
 * of no use with `user`.  Call it before any thread is started.  0, or -1 and `e`.
 */
int capture_drop_privileges(const char *user, bool creates_files, struct err *e);

#endif
