/* SPDX-License-Identifier: BSD-2-Clause */
/* fuzz_pcap.c - classic capture files of all variants. */
#include "capture_shapes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes file = bytes_of(data, size);

	if (pcap_probe(file))
		capture_shapes(file);
	return 0;
}
