/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * peak.c - the most memory a program ever has.
 *
 *	peak COMMAND...      standard error ends in "STATUS KIB"
 *
 * A process is charged with the memory of the one that forked it, too; so a script cannot
 * ask for its children, but this can: it has next to none.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	struct rusage used;
	int status;
	pid_t child;

	if (argc < 2)
		return 2;
	child = fork();
	if (child == 0) {
		execv(argv[1], argv + 1);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &used) < 0)
		return 1;
	fprintf(stderr, "%d %ld\n", status, used.ru_maxrss);
	return 0;
}
