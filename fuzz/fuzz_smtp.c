/* SPDX-License-Identifier: BSD-2-Clause */
/* fuzz_smtp.c - a hostile dialogue on a port of SMTP; see fuzz_dialog.h. */
#include "fuzz_dialog.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_dialog(data, size, 25);
	return 0;
}
