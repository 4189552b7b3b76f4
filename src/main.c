/* SPDX-License-Identifier: BSD-2-Clause */
/* main.c - finds the subcommand, calls it. */
int main(void)
{
	return 2;
}
