/* SPDX-License-Identifier: BSD-2-Clause */
/* path.h - what a session says about the path between its ends: a finding, when it is over. */
#ifndef MW_PROTO_PATH_H
#define MW_PROTO_PATH_H

#include "proto/session.h"

void path_judge(struct session *s);

#endif
