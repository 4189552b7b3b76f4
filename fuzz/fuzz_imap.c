/* SPDX-License-Identifier: BSD-2-Clause */
/* fuzz_imap.c - a hostile dialogue on a port of IMAP; see fuzz_dialog.h. */
#include "fuzz_dialog.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_dialog(data, size, 143);
	return 0;
}
