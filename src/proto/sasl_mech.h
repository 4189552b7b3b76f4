/* SPDX-License-Identifier: BSD-2-Clause */
/* sasl_mech.h - the SASL mechanisms: which word of the client says what. */
#ifndef MW_PROTO_SASL_MECH_H
#define MW_PROTO_SASL_MECH_H

#include "proto/sasl.h"

struct sasl_mechanism {
	const char *name;      /* a final "*" stands for any ending */
	/* Word number `i` (from 0) of the client, decoded. */
	void (*client)(struct sasl *l, unsigned i, struct bytes word);
	unsigned open_words;   /* how many of its first words are no secret */
	const char *source;    /* RFC */
};

/* By name, without regard to case; NULL when there is none. */
const struct sasl_mechanism *sasl_mechanism(struct bytes name);

/* For the functions above: note what was found; a later one replaces an earlier one. */
void sasl_set_user(struct sasl *l, struct bytes user);
void sasl_set_authzid(struct sasl *l, struct bytes authzid);
void sasl_set_secret(struct sasl *l, struct bytes secret);

#endif
