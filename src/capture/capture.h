/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * capture.h - where frames come from: a capture file, standard input, live interfaces.
 *
 * In:   pcap, pcapng, plain or compressed, recognised by content; or an open device
 * Out:  frames, one after the other, as views
 * Spec: draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng, LINKTYPE_ registry
 *
 * Damage is not a failure: a truncated last record or an absurd length ends the file
 * and is told in capture_facts().damage; what came before it was delivered.
 *
 * live.h opens devices; writer.h and ring.h save frames again.
 */
#ifndef MW_CAPTURE_CAPTURE_H
#define MW_CAPTURE_CAPTURE_H

#include "base/bytes.h"
#include "base/err.h"
#include "base/step.h"

/* One captured frame: a view that lives until the next capture_next(). */
struct frame {
	uint64_t number;       /* 1, 2, ... over the whole capture: frame.number */
	int64_t ts_ns;         /* since 1970 UTC; frame.time_epoch */
	uint32_t wire_octets;  /* length on the wire: frame.len */
	uint32_t interface;    /* index into capture_facts().interfaces */
	uint16_t linktype;     /* LINKTYPE_ value of its interface */
	bool untimed;          /* the file holds no time for it (pcapng Simple Packet Block):
				  ts_ns is that of the frame before it, 0 for the first */
	uint64_t file_offset;  /* of the frame's octets in the (decompressed) file */
	struct bytes data;     /* what was captured: frame.cap_len octets */
	struct bytes comment;  /* opt_comment (several are joined by newlines), or empty */
};

struct capture_interface {
	const char *name;        /* if_name, or NULL */
	const char *description; /* if_description, or NULL */
	const char *filter;      /* the capture filter, or NULL */
	uint16_t linktype;
	uint32_t snaplen;        /* octets; 0 = no limit */
	uint32_t section;        /* 1, 2, ... of the pcapng file, else 1 */
	uint32_t id;             /* 0, 1, ... in its section: frame.interface_id */
	uint64_t frames;
	/* pcapng Interface Statistics, or the kernel's counters of a live capture;
	   UINT64_MAX where unknown.  `received` counts dropped_kernel, not
	   dropped_interface: received - dropped_kernel frames reach us. */
	uint64_t received, dropped_kernel, dropped_interface;
};

struct capture_facts {
	const char *path;        /* as given; "-" for standard input; of several files
				    "a.pcap, b.pcap"; of devices "eth0, eth1" */
	size_t files;            /* how many; 0 for a live capture */
	const char *format;      /* "pcap", "pcap (nanoseconds)", "pcapng", "live", ... */
	const char *compression; /* "gzip", "zstd", ... or NULL */
	const char *hardware, *os, *application, *comment; /* of the section, or NULL */
	const struct capture_interface *interfaces;
	size_t ninterfaces;
	uint64_t frames, octets; /* delivered so far; octets captured */
	uint64_t size_octets;    /* of the file on disk, 0 when unknown */
	uint64_t read_octets;    /* of it read so far, for progress */
	int64_t first_ns, last_ns; /* earliest and latest time stamp; TS_NONE before */
	const char *damage;      /* a sentence when the file ended badly, else NULL */
	struct bytes tls_keys;   /* Decryption Secrets (key log lines) seen so far */
};

struct capture;
struct block;

/* Opens a file, or standard input for "-".  NULL and `e` when it cannot be read or is
   no capture; the message names the file and the reason. */
struct capture *capture_open(const char *path, struct err *e);
/* Several files as one capture, merged by time; frames of equal time come in the order of
   the files, and frames of one file always in its own order.  Frame numbers, interfaces
   and facts count over all of them.  At most LIMIT_MERGE_FILES. */
struct capture *capture_open_many(const char *const *paths, size_t n, struct err *e);
/* A capture file in memory, which is borrowed until capture_close(). */
struct capture *capture_open_bytes(struct bytes file, struct err *e);
/* STEP_ITEM with a frame, STEP_END, STEP_MORE (live, or a pipe: nothing within the poll
   time of about 100 ms; ask again), or STEP_FAIL with `e`. */
enum step capture_next(struct capture *c, struct frame *out, struct err *e);
/* The block that the frame of the last capture_next() lies in, or NULL when it has none (live
   captures).  With block_hold() of source.h its octets stay. */
struct block *capture_block(const struct capture *c);
/* Asks for the end.  A file ends at once; a live capture takes nothing new, delivers what
   its rings hold and then ends.  Only sets a flag: may be called in a signal handler. */
void capture_stop(struct capture *c);
/* Valid until the next call on `c`. */
const struct capture_facts *capture_facts(const struct capture *c);
/* Whether `path` is one of the files being read: writing to it would destroy it. */
bool capture_reads(const struct capture *c, const char *path);
void capture_close(struct capture **c);

/* "EN10MB" for 1, or NULL for a value without a name. */
const char *linktype_name(uint16_t linktype);
/* "Ethernet" for 1: what a person reads; "unknown" for a value without a name. */
const char *linktype_description(uint16_t linktype);

#endif
