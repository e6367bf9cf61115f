/* SPDX-License-Identifier: MIT */
/* The options of tools that ask servers, and how they show that they do. */
#ifndef KOSH_CMD_CLI_NET_H
#define KOSH_CMD_CLI_NET_H

#include "cmd/cli.h"
#include "pipeline/fetch/net.h"

/* What the options say. */
struct cli_net {
	int allow_private;
	unsigned retries, deadline;
};

#define CLI_NET_INIT                                                           \
	{                                                                      \
		0, 4, 900                                                      \
	}

/* The entries of a table of options. */
#define CLI_NET_OPTS(net)                                                      \
	{ "retries", 0, CLI_NUMBER, &(net).retries, "N",                       \
		"ask so often again where a server is busy (4)" },             \
		{ "deadline", 0, CLI_NUMBER, &(net).deadline, "SECONDS",       \
			"give up after so long, for all (900)" },              \
	{                                                                      \
		"allow-private", 0, CLI_FLAG, &(net).allow_private, NULL,      \
			"ask servers of this machine and of intranets too"     \
	}

/* How to ask, by the options. On a terminal a line for each file shows what is
 * coming, unless -q: end them by cli_net_end before anything is said. */
struct net_policy cli_net_policy(const struct cli_net *net, struct cli *c);
void cli_net_end(void);

#endif
