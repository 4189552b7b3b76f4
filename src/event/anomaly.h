/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * anomaly.h - the vocabulary of findings: what can be wrong, how bad that is, and why.
 *
 * To add one: a line in anomalies.def.
 */
#ifndef MW_EVENT_ANOMALY_H
#define MW_EVENT_ANOMALY_H

#include <stdbool.h>
#include <stdint.h>

enum severity {
	SEVERITY_INFO, SEVERITY_LOW, SEVERITY_MEDIUM, SEVERITY_HIGH, SEVERITY_CRITICAL,
	SEVERITY_COUNT,
};

enum anomaly_id {
#define ANOMALY(name, id, severity, title, meaning, reference, advice) ANOMALY_##name,
#include "event/anomalies.def"
#undef ANOMALY
	ANOMALY_COUNT,
};

struct anomaly {
	const char *id;
	enum severity severity;
	const char *title, *meaning, *reference, *advice;
};

const struct anomaly *anomaly_of(enum anomaly_id id);
/* The one with this `rule.id`, or NULL. */
const struct anomaly *anomaly_find(const char *id);

/* "info", "low", "medium", "high", "critical" */
const char *severity_name(enum severity s);
/* False when `name` is none of these. */
bool severity_from(const char *name, enum severity *out);
/* ECS event.severity: 1, 21, 47, 73, 99. */
uint64_t severity_number(enum severity s);

#endif
