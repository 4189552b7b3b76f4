/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * device.h - one open network interface: inside capture/ only, used by live.c.
 */
#ifndef MW_CAPTURE_DEVICE_H
#define MW_CAPTURE_DEVICE_H

#include "base/buf.h"
#include "capture/live.h"

#include <pcap/pcap.h>

enum { DEVICE_BATCH = 128 }; /* frames taken out of the ring at once */

struct device_frame {
	int64_t ts_ns;
	uint32_t wire_octets;
	size_t offset, octets; /* in `octets` of the device */
};

struct device {
	pcap_t *pcap;
	const char *name;
	uint16_t linktype;
	int64_t fraction_ns;     /* the unit of a time stamp's second half */
	int64_t since_ns;        /* frames from before the filter was in place are left out */
	bool lost;               /* it went down or away */

	struct buf octets;       /* of the batch */
	struct device_frame batch[DEVICE_BATCH];
	size_t nbatch, next;

	uint32_t last_received, last_kernel, last_interface; /* libpcap's, 32 bits wide */
	uint64_t received, dropped_kernel, dropped_interface;
};

/* Opens `name` (borrowed).  0, or -1 and `e`. */
int device_open(struct device *d, const char *name, const struct live_options *o,
		struct err *e);
void device_close(struct device *d);
/* To wait on, with poll(2). */
int device_fd(const struct device *d);
/* The next frame of the batch, or NULL when it is used up. */
const struct device_frame *device_frame(const struct device *d);
/* The octets of device_frame(), which is then taken; they live until device_refill(). */
struct bytes device_take(struct device *d);
/* Fills the batch anew, with nothing when the ring holds nothing.  -1 when the device is
   lost: device_error() tells why. */
int device_refill(struct device *d);
const char *device_error(const struct device *d);
/* The kernel takes no more frames for us; those in the ring stay. */
void device_stop(struct device *d);
/* Reads the kernel's counters into `i`. */
void device_count(struct device *d, struct capture_interface *i);

#endif
