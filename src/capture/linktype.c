/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * linktype.c - names of link types, and the numbers systems have used for them.
 *
 * A capture file holds LINKTYPE_ values, a machine's libpcap DLT_ values.  They differ
 * below 104 only, where every BSD had assigned its own.
 * Spec: LINKTYPE_ registry of the tcpdump group
 */
#include "capture/reader.h"

#include <pcap/pcap.h>

enum { LINKTYPE_RAW = 101 };

static const struct {
	uint16_t value;
	const char *name, *description;
} types[] = {
	{ 0,   "NULL",              "BSD loopback" },
	{ 1,   "EN10MB",            "Ethernet" },
	{ 3,   "AX25",              "AX.25" },
	{ 6,   "IEEE802_5",         "Token Ring" },
	{ 7,   "ARCNET_BSD",        "ARCNET (BSD)" },
	{ 8,   "SLIP",              "SLIP" },
	{ 9,   "PPP",               "PPP" },
	{ 10,  "FDDI",              "FDDI" },
	{ 50,  "PPP_HDLC",          "PPP in HDLC-like framing" },
	{ 51,  "PPP_ETHER",         "PPPoE" },
	{ 100, "ATM_RFC1483",       "RFC 1483 IP over ATM" },
	{ 101, "RAW",               "Raw IP" },
	{ 104, "C_HDLC",            "Cisco HDLC" },
	{ 105, "IEEE802_11",        "IEEE 802.11" },
	{ 107, "FRELAY",            "Frame Relay" },
	{ 108, "LOOP",              "OpenBSD loopback" },
	{ 109, "ENC",               "OpenBSD IPsec (enc)" },
	{ 113, "LINUX_SLL",         "Linux cooked v1" },
	{ 117, "PFLOG",             "OpenBSD packet filter log" },
	{ 119, "IEEE802_11_PRISM",  "IEEE 802.11 with Prism header" },
	{ 122, "IP_OVER_FC",        "RFC 2625 IP over Fibre Channel" },
	{ 127, "IEEE802_11_RADIOTAP", "IEEE 802.11 with radiotap header" },
	{ 129, "ARCNET_LINUX",      "ARCNET (Linux)" },
	{ 138, "APPLE_IP_OVER_IEEE1394", "Apple IP over IEEE 1394" },
	{ 139, "MTP2_WITH_PHDR",    "SS7 MTP2 with pseudo-header" },
	{ 140, "MTP2",              "SS7 MTP2" },
	{ 141, "MTP3",              "SS7 MTP3" },
	{ 143, "DOCSIS",            "DOCSIS" },
	{ 144, "LINUX_IRDA",        "Linux IrDA" },
	{ 163, "IEEE802_11_AVS",    "IEEE 802.11 with AVS header" },
	{ 166, "PPP_PPPD",          "PPP with direction (pppd)" },
	{ 177, "LINUX_LAPD",        "Linux LAPD" },
	{ 187, "BLUETOOTH_HCI_H4",  "Bluetooth HCI" },
	{ 189, "USB_LINUX",         "USB (Linux)" },
	{ 192, "PPI",               "Per-Packet Information" },
	{ 195, "IEEE802_15_4_WITHFCS", "IEEE 802.15.4" },
	{ 197, "ERF",               "Endace ERF" },
	{ 201, "BLUETOOTH_HCI_H4_WITH_PHDR", "Bluetooth HCI with direction" },
	{ 204, "PPP_WITH_DIR",      "PPP with direction" },
	{ 209, "I2C_LINUX",         "I2C (Linux)" },
	{ 220, "USB_LINUX_MMAPPED", "USB (Linux, padded)" },
	{ 224, "FC_2",              "Fibre Channel FC-2" },
	{ 226, "IPNET",             "Solaris IPNET" },
	{ 227, "CAN_SOCKETCAN",     "CAN (SocketCAN)" },
	{ 228, "IPV4",              "Raw IPv4" },
	{ 229, "IPV6",              "Raw IPv6" },
	{ 230, "IEEE802_15_4_NOFCS", "IEEE 802.15.4 without FCS" },
	{ 231, "DBUS",              "D-Bus" },
	{ 239, "NFLOG",             "Linux netfilter log" },
	{ 242, "IPOIB",             "IP over InfiniBand" },
	{ 247, "INFINIBAND",        "InfiniBand" },
	{ 248, "SCTP",              "SCTP" },
	{ 249, "USBPCAP",           "USB (USBPcap)" },
	{ 251, "BLUETOOTH_LE_LL",   "Bluetooth Low Energy" },
	{ 253, "NETLINK",           "Linux netlink" },
	{ 258, "PKTAP",             "Apple packet tap" },
	{ 274, "ETHERNET_MPACKET",  "IEEE 802.3br mPackets" },
	{ 276, "LINUX_SLL2",        "Linux cooked v2" },
};

static size_t type_index(uint16_t linktype)
{
	size_t n = sizeof(types) / sizeof(types[0]), i = 0;

	while (i < n && types[i].value != linktype)
		i++;
	return i;
}

const char *linktype_name(uint16_t linktype)
{
	size_t i = type_index(linktype);

	if (i < sizeof(types) / sizeof(types[0]))
		return types[i].name;
	/* From here on both numberings agree, and libpcap knows the rare ones. */
	return linktype > 104 ? pcap_datalink_val_to_name(linktype) : NULL;
}

const char *linktype_description(uint16_t linktype)
{
	size_t i = type_index(linktype);
	const char *rare;

	if (i < sizeof(types) / sizeof(types[0]))
		return types[i].description;
	rare = linktype > 104 ? pcap_datalink_val_to_description(linktype) : NULL;
	return rare ? rare : "unknown";
}

uint16_t linktype_of_file(uint32_t network)
{
	/* The upper half tells the length of the frame check sequence. */
	uint16_t low = (uint16_t)network;

	/* Old systems put their own DLT_RAW into files: 12 most, 14 OpenBSD. */
	return low == 12 || low == 14 ? LINKTYPE_RAW : low;
}

uint16_t linktype_of_dlt(int dlt)
{
	switch (dlt) {
	case DLT_RAW:
		return LINKTYPE_RAW;
	case DLT_ATM_RFC1483:
		return 100;
	case DLT_SLIP_BSDOS:
		return 102;
	case DLT_PPP_BSDOS:
		return 103;
	default:
		return (uint16_t)dlt;
	}
}
