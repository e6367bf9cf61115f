/* SPDX-License-Identifier: MIT */
/*
 * faulty [AUTHORITY.pem]: serves until standard input ends. Prints a line
 * "NAME PORT" for each port, then an empty one; without AUTHORITY.pem the plain
 * port alone.
 */
#include <stdio.h>
#include <unistd.h>

#include "tests/faulty.h"

int main(int argc, char **argv)
{
	struct faulty *f = faulty_start(argc > 1 ? argv[1] : NULL);
	char c;

	if (!f) {
		fputs("faulty: cannot listen\n", stderr);
		return 5;
	}
	for (int i = 0; i < (argc > 1 ? FAULTY_PORTS : 1); i++)
		printf("%s %u\n", faulty_port_name((enum faulty_port)i),
			faulty_port(f, (enum faulty_port)i));
	puts("");
	fflush(stdout);
	while (read(STDIN_FILENO, &c, 1) > 0)
		;
	faulty_stop(f);
	return 0;
}
