/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * telnet.h - what a telnet client says beside the words of its user (RFC 854).
 *
 * People talk to mail servers with telnet, and some clients and boxes in between negotiate
 * options with whatever they are connected to: IAC WILL ECHO in front of a command.
 */
#ifndef MW_PROTO_TELNET_H
#define MW_PROTO_TELNET_H

#include "base/bytes.h"

/* How many octets at the front of `b` are telnet commands: IAC WILL, WONT, DO or DONT and an
   option, IAC SB ... IAC SE, or IAC and one of the rest.  0 when it begins with none; what is
   cut short counts as far as it goes. */
size_t telnet_skip(struct bytes b);

#endif
