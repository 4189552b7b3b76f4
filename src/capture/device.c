/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * device.c - see device.h.
 *
 * The counters must add up: received = delivered + dropped.  Three things see to that.
 * At the stop a filter that takes nothing is attached to libpcap's socket, so that the
 * ring can be emptied for good; the same while the real filter is being set, since
 * libpcap drops itself what came in before.  And the loopback interface shows every frame
 * twice, going out and coming in: libpcap drops the first, so the kernel is told to.
 */
#include "capture/device.h"

#include "base/time.h"
#include "capture/reader.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* "setcap cap_net_raw+ep /usr/bin/mailwire": what the program is called here. */
static int no_permission(const char *name, struct err *e)
{
	char self[256] = "";
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	if (n < 0)
		n = 0;
	self[n] = 0;
	return err_set(e, "no permission to capture on %s: run it as root, or once as root: "
		       "setcap cap_net_raw+ep %s", name, n ? self : "mailwire");
}

static int activate_failed(const struct device *d, int status, struct err *e)
{
	const char *why = pcap_geterr(d->pcap);

	switch (status) {
	case PCAP_ERROR_PERM_DENIED:
	case PCAP_ERROR_PROMISC_PERM_DENIED:
		return no_permission(d->name, e);
	case PCAP_ERROR_NO_SUCH_DEVICE:
		return err_set(e, "cannot capture on %s: there is no such interface "
			       "(\"mailwire interfaces\" lists them)", d->name);
	case PCAP_ERROR_IFACE_NOT_UP:
		return err_set(e, "cannot capture on %s: it is down (ip link set %s up)",
			       d->name, d->name);
	}
	return err_set(e, "cannot capture on %s: %s", d->name,
		       *why ? why : pcap_statustostr(status));
}

static int activate(struct device *d, const struct live_options *o, struct err *e)
{
	uint64_t buffer = o->buffer_octets < INT32_MAX ? o->buffer_octets : INT32_MAX;
	int status;

	if (o->snaplen > INT32_MAX)
		return err_set(e, "cannot capture on %s: a snap length of %u is too large",
			       d->name, o->snaplen);
	pcap_set_snaplen(d->pcap, (int)o->snaplen);
	pcap_set_promisc(d->pcap, !o->own_traffic_only);
	pcap_set_buffer_size(d->pcap, (int)buffer);
	pcap_set_timeout(d->pcap, LIVE_RETIRE_MS);
	pcap_set_immediate_mode(d->pcap, o->immediate);
	/* Refused where the device has no finer clock: then it is microseconds. */
	(void)pcap_set_tstamp_precision(d->pcap, PCAP_TSTAMP_PRECISION_NANO);
	status = pcap_activate(d->pcap);
	if (status < 0)
		return activate_failed(d, status, e);
	d->fraction_ns =
		pcap_get_tstamp_precision(d->pcap) == PCAP_TSTAMP_PRECISION_NANO ? 1 : 1000;
	return 0;
}

/* Cooked frames of "any" say in version 2 which interface they came by. */
static void choose_linktype(struct device *d)
{
	if (pcap_datalink(d->pcap) == DLT_LINUX_SLL)
		(void)pcap_set_datalink(d->pcap, DLT_LINUX_SLL2);
	d->linktype = linktype_of_dlt(pcap_datalink(d->pcap));
}

void device_stop(struct device *d)
{
	struct sock_filter nothing = BPF_STMT(BPF_RET | BPF_K, 0);
	struct sock_fprog program = { .len = 1, .filter = &nothing };

	(void)setsockopt(pcap_fileno(d->pcap), SOL_SOCKET, SO_ATTACH_FILTER, &program,
			 sizeof(program));
}

static void count(struct device *d)
{
	struct pcap_stat s;

	if (pcap_stats(d->pcap, &s) < 0)
		return;
	d->received += (uint32_t)(s.ps_recv - d->last_received);
	d->dropped_kernel += (uint32_t)(s.ps_drop - d->last_kernel);
	d->dropped_interface += (uint32_t)(s.ps_ifdrop - d->last_interface);
	d->last_received = s.ps_recv;
	d->last_kernel = s.ps_drop;
	d->last_interface = s.ps_ifdrop;
}

/* Only Linux cooked v2 tells which interface it was; the loopback's index is always 1. */
static bool shows_all(const struct device *d)
{
	return d->linktype == DLT_LINUX_SLL2;
}

static bool is_loopback(const struct device *d)
{
	return strcmp(d->name, "lo") == 0;
}

static int compile(struct device *d, const char *filter, struct bpf_program *out,
		   struct err *e)
{
	struct buf both = { 0 };
	int status;

	/* The user's alone first, so that an error is about what the user wrote. */
	if (pcap_compile(d->pcap, out, filter, 1, PCAP_NETMASK_UNKNOWN) < 0)
		return err_set(e, "the capture filter \"%s\" cannot be used: %s", filter,
			       pcap_geterr(d->pcap));
	if (!shows_all(d))
		return 0;
	pcap_freecode(out);
	buf_adds(&both, "not (outbound and ifindex 1)");
	if (*filter)
		buf_printf(&both, " and (%s)", filter);
	status = pcap_compile(d->pcap, out, buf_cstr(&both), 1, PCAP_NETMASK_UNKNOWN);
	buf_fini(&both);
	if (status < 0)
		return err_set(e, "the capture filter \"%s\" cannot be used on %s: %s", filter,
			       d->name, pcap_geterr(d->pcap));
	return 0;
}

static int set_filter(struct device *d, const char *filter, struct err *e)
{
	struct bpf_program program;
	struct timespec now;
	int status;

	if (compile(d, filter, &program, e) < 0)
		return -1;
	device_stop(d);
	if (is_loopback(d)) /* a filter "not outbound" is not applied to the first frames */
		(void)setsockopt(pcap_fileno(d->pcap), SOL_PACKET, PACKET_IGNORE_OUTGOING,
				 &(int){ 1 }, sizeof(int));
	count(d);
	d->received = d->dropped_kernel = d->dropped_interface = 0;
	(void)clock_gettime(CLOCK_REALTIME, &now);
	d->since_ns = now.tv_sec * NS_PER_SEC + now.tv_nsec;
	status = pcap_setfilter(d->pcap, &program);
	pcap_freecode(&program);
	if (status < 0)
		return err_set(e, "the capture filter \"%s\" cannot be set on %s: %s", filter,
			       d->name, pcap_geterr(d->pcap));
	return 0;
}

int device_open(struct device *d, const char *name, const struct live_options *o,
		struct err *e)
{
	char why[PCAP_ERRBUF_SIZE] = "";

	d->name = name;
	d->since_ns = TS_NONE;
	d->pcap = pcap_create(name, why);
	if (!d->pcap)
		return err_set(e, "cannot capture on %s: %s", name, why);
	if (activate(d, o, e) < 0)
		goto fail;
	choose_linktype(d);
	if (pcap_setnonblock(d->pcap, 1, why) < 0) {
		err_set(e, "cannot capture on %s: %s", name, why);
		goto fail;
	}
	if ((o->filter || shows_all(d) || is_loopback(d)) &&
	    set_filter(d, o->filter ? o->filter : "", e) < 0)
		goto fail;
	return 0;
fail:
	device_close(d);
	return -1;
}

void device_close(struct device *d)
{
	if (d->pcap)
		pcap_close(d->pcap);
	d->pcap = NULL;
	buf_fini(&d->octets);
}

int device_fd(const struct device *d)
{
	return pcap_get_selectable_fd(d->pcap);
}

const struct device_frame *device_frame(const struct device *d)
{
	return d->next < d->nbatch ? &d->batch[d->next] : NULL;
}

struct bytes device_take(struct device *d)
{
	const struct device_frame *f = &d->batch[d->next++];

	return bytes_sub(buf_bytes(&d->octets), f->offset, f->octets);
}

/* libpcap has a frame; its octets are the kernel's after this returns. */
static void take(u_char *user, const struct pcap_pkthdr *h, const u_char *octets)
{
	struct device *d = (struct device *)(void *)user;
	int64_t ts_ns = h->ts.tv_sec * NS_PER_SEC + h->ts.tv_usec * d->fraction_ns;

	if (ts_ns < d->since_ns)
		return;
	d->batch[d->nbatch++] = (struct device_frame){
		.ts_ns = ts_ns, .wire_octets = h->len,
		.offset = d->octets.n, .octets = h->caplen,
	};
	buf_add(&d->octets, bytes_of(octets, h->caplen));
}

int device_refill(struct device *d)
{
	buf_clear(&d->octets);
	d->nbatch = d->next = 0;
	if (pcap_dispatch(d->pcap, DEVICE_BATCH, take, (u_char *)(void *)d) >= 0)
		return 0;
	d->lost = true;
	return -1;
}

const char *device_error(const struct device *d)
{
	return pcap_geterr(d->pcap);
}

void device_count(struct device *d, struct capture_interface *i)
{
	count(d);
	i->received = d->received;
	i->dropped_kernel = d->dropped_kernel;
	i->dropped_interface = d->dropped_interface;
}
