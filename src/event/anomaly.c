/* SPDX-License-Identifier: BSD-2-Clause */
/* anomaly.c - see anomaly.h. */
#include "event/anomaly.h"

#include <assert.h>
#include <string.h>

static const struct anomaly anomalies[] = {
#define ANOMALY(name, id, severity, title, meaning, reference, advice) \
	{ id, SEVERITY_##severity, title, meaning, reference, advice },
#include "event/anomalies.def"
#undef ANOMALY
};

static const struct {
	const char *name;
	uint64_t number;
} severities[SEVERITY_COUNT] = {
	[SEVERITY_INFO] = { "info", 1 },      [SEVERITY_LOW] = { "low", 21 },
	[SEVERITY_MEDIUM] = { "medium", 47 }, [SEVERITY_HIGH] = { "high", 73 },
	[SEVERITY_CRITICAL] = { "critical", 99 },
};

const struct anomaly *anomaly_of(enum anomaly_id id)
{
	assert(id < ANOMALY_COUNT);
	return &anomalies[id];
}

const struct anomaly *anomaly_find(const char *id)
{
	for (int i = 0; i < ANOMALY_COUNT; i++)
		if (strcmp(anomalies[i].id, id) == 0)
			return &anomalies[i];
	return NULL;
}

const char *severity_name(enum severity s)
{
	return severities[s].name;
}

bool severity_from(const char *name, enum severity *out)
{
	for (int i = 0; i < SEVERITY_COUNT; i++) {
		if (strcmp(severities[i].name, name) != 0)
			continue;
		*out = (enum severity)i;
		return true;
	}
	return false;
}

uint64_t severity_number(enum severity s)
{
	return severities[s].number;
}
