/* SPDX-License-Identifier: BSD-2-Clause */
/* interfaces.c - see interfaces.h. */
#include "capture/interfaces.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netpacket/packet.h>
#include <pcap/pcap.h>
#include <sys/socket.h>
#include <unistd.h>

/* Kernel's flags of a route (linux/route.h, linux/ipv6_route.h). */
enum { ROUTE_UP = 0x1, ROUTE_REJECT = 0x200 };

static uint64_t hex(struct bytes word)
{
	uint64_t v = 0;

	for (size_t i = 0; i < word.n && i < 16; i++)
		v = v << 4 | (unsigned)(ascii_hex(bytes_at(word, i)) & 0xf);
	return v;
}

static struct bytes cut_line(struct bytes *text)
{
	size_t n = bytes_chr(*text, 0, '\n');
	struct bytes line = bytes_head(*text, n);

	*text = bytes_from(*text, n + 1);
	return line;
}

/* Columns: Iface Destination Gateway Flags RefCnt Use Metric Mask ... */
struct bytes route_default4(struct bytes text)
{
	struct bytes best = { 0 };
	uint64_t least = UINT64_MAX;

	(void)cut_line(&text); /* the headings */
	while (text.n) {
		struct bytes line = cut_line(&text), name = bytes_word(&line);
		uint64_t to = hex(bytes_word(&line)), flags, metric = 0;

		(void)bytes_word(&line); /* gateway */
		flags = hex(bytes_word(&line));
		(void)bytes_word(&line); /* references */
		(void)bytes_word(&line); /* uses */
		if (!bytes_u64(bytes_word(&line), &metric) || to ||
		    hex(bytes_word(&line)) || !(flags & ROUTE_UP) || (flags & ROUTE_REJECT) ||
		    metric >= least)
			continue;
		least = metric;
		best = name;
	}
	return best;
}

static bool zeros(struct bytes word)
{
	return bytes_eq(word, bytes_head(B("00000000000000000000000000000000"), word.n));
}

/* Columns: destination, its prefix, source, its prefix, next hop, metric, references,
   uses, flags, interface.  Unreachable routes stand there too, as lo's. */
struct bytes route_default6(struct bytes text)
{
	struct bytes best = { 0 };
	uint64_t least = UINT64_MAX;

	while (text.n) {
		struct bytes line = cut_line(&text);
		bool everywhere = zeros(bytes_word(&line));
		uint64_t metric, flags;

		everywhere = zeros(bytes_word(&line)) && everywhere;
		for (int i = 0; i < 3; i++)
			(void)bytes_word(&line);
		metric = hex(bytes_word(&line));
		for (int i = 0; i < 2; i++)
			(void)bytes_word(&line);
		flags = hex(bytes_word(&line));
		if (!everywhere || !(flags & ROUTE_UP) || (flags & ROUTE_REJECT) ||
		    metric >= least)
			continue;
		least = metric;
		best = bytes_word(&line);
	}
	return best;
}

static struct bytes read_whole(const char *path, struct buf *into)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	buf_clear(into);
	while (fd >= 0 && (n = read(fd, buf_room(into, 4096), 4096)) > 0)
		into->n += (size_t)n;
	if (fd >= 0)
		close(fd);
	return buf_bytes(into);
}

int interface_default(char name_out[IF_NAMESIZE], struct err *e)
{
	struct buf text = { 0 };
	struct bytes name = route_default4(read_whole("/proc/net/route", &text));

	if (!name.n)
		name = route_default6(read_whole("/proc/net/ipv6_route", &text));
	name = bytes_head(name, IF_NAMESIZE - 1);
	if (name.n)
		memcpy(name_out, name.p, name.n);
	name_out[name.n] = 0;
	buf_fini(&text);
	if (!name.n)
		return err_set(e, "no interface carries a default route: say which one to "
			       "capture from (\"mailwire interfaces\" lists them)");
	return 0;
}

static unsigned ones(const struct ip *mask)
{
	unsigned bits = 0;

	for (size_t i = 0; i < ip_octets(mask); i++)
		for (unsigned m = mask->a[i]; m; m >>= 1)
			bits += m & 1;
	return bits;
}

static struct ip ip_of(const struct sockaddr *a)
{
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	if (a && a->sa_family == AF_INET) {
		memcpy(&v4, a, sizeof(v4));
		return ip4_of(bytes_of(&v4.sin_addr, 4));
	}
	if (a && a->sa_family == AF_INET6) {
		memcpy(&v6, a, sizeof(v6));
		return ip6_of(bytes_of(&v6.sin6_addr, 16));
	}
	return (struct ip){ 0 };
}

static void take_address(struct interface_info *i, const pcap_addr_t *a)
{
	struct sockaddr_ll link;
	struct ip ip = ip_of(a->addr), mask = ip_of(a->netmask);

	if (ip.family) {
		i->addresses[i->naddresses++] =
			(struct interface_address){ .ip = ip, .prefix = ones(&mask) };
		return;
	}
	if (!a->addr || a->addr->sa_family != AF_PACKET || i->loopback)
		return;
	memcpy(&link, a->addr, sizeof(link));
	if (link.sll_halen != sizeof(i->mac.a))
		return;
	i->mac.known = true;
	memcpy(i->mac.a, link.sll_addr, sizeof(i->mac.a));
}

static void take_interface(struct interfaces *out, const pcap_if_t *d, const char *usual)
{
	struct interface_info *i = &out->list[out->n++];
	size_t n = 0;

	i->name = bytes_strdup(&out->arena, bytes_str(d->name));
	if (d->description)
		i->description = bytes_strdup(&out->arena, bytes_str(d->description));
	i->up = d->flags & PCAP_IF_UP;
	i->running = d->flags & PCAP_IF_RUNNING;
	i->loopback = d->flags & PCAP_IF_LOOPBACK;
	i->wireless = d->flags & PCAP_IF_WIRELESS;
	i->is_default = strcmp(d->name, usual) == 0;
	for (const pcap_addr_t *a = d->addresses; a; a = a->next)
		n++;
	i->addresses = arena_alloc(&out->arena, n * sizeof(*i->addresses));
	for (const pcap_addr_t *a = d->addresses; a; a = a->next)
		take_address(i, a);
}

/* libpcap lists USB, Bluetooth, D-Bus and netfilter queues as well: no mail there. */
static bool is_network(const pcap_if_t *d)
{
	return strcmp(d->name, "any") == 0 || if_nametoindex(d->name) != 0;
}

static void ask_permission(struct interfaces *out)
{
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);

	out->permitted = fd >= 0;
	if (fd >= 0)
		close(fd);
	else if (errno == EPERM || errno == EACCES)
		out->advice = "no permission to capture: run it as root, or once as root: "
			      "setcap cap_net_raw+ep on the mailwire program";
	else
		out->advice = "this system lets nobody capture: it offers no packet sockets";
}

int interfaces_list(struct interfaces *out, struct err *e)
{
	char why[PCAP_ERRBUF_SIZE], usual[IF_NAMESIZE] = "";
	pcap_if_t *all = NULL;
	size_t n = 0;

	*out = (struct interfaces){ 0 };
	if (pcap_findalldevs(&all, why) < 0)
		return err_set(e, "cannot list the interfaces: %s", why);
	(void)interface_default(usual, &(struct err){ 0 });
	for (const pcap_if_t *d = all; d; d = d->next)
		n++;
	out->list = arena_alloc(&out->arena, n * sizeof(*out->list));
	for (const pcap_if_t *d = all; d; d = d->next)
		if (is_network(d))
			take_interface(out, d, usual);
	pcap_freealldevs(all);
	ask_permission(out);
	return 0;
}

void interfaces_fini(struct interfaces *i)
{
	arena_fini(&i->arena);
	*i = (struct interfaces){ 0 };
}
