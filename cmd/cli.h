/* SPDX-License-Identifier: MIT */
/*
 * What all tools have in common: options, help, messages, exit status. A tool
 * describes itself in one struct; --help, the usage line and the parsing come
 * from it.
 */
#ifndef KOSH_CMD_CLI_H
#define KOSH_CMD_CLI_H

#include <stdio.h>

#include "pipeline/base/err.h"

enum cli_kind {
	CLI_FLAG,   /* int *: set to 1 */
	CLI_TEXT,   /* const char **: the argument */
	CLI_NUMBER, /* unsigned *: the argument, a whole number */
};

struct cli_opt {
	const char *name; /* long name without dashes */
	char letter;	  /* short name, or 0 */
	enum cli_kind kind;
	void *value;
	const char *argument; /* its name in the help; NULL for a flag */
	const char *help;
};

/* Options of the same words in several tools; the value is a const char *. */
#define CLI_DB(value)                                                          \
	{                                                                      \
		"db", 0, CLI_TEXT, &(value), "FILE",                           \
			"the database (default: $KOSH_DB or output/kosh.db)"   \
	}
/* The same of a tool that takes a server too. */
#define CLI_DB_OR_SERVER(value)                                                \
	{                                                                      \
		"db", 0, CLI_TEXT, &(value), "FILE",                           \
			"a file or postgresql:// ($KOSH_DB, output/kosh.db)"   \
	}
#define CLI_FORMAT(value)                                                      \
	{                                                                      \
		"format", 0, CLI_TEXT, &(value), "FORMAT",                     \
			"table (default on a terminal), csv (default "         \
			"elsewhere), tsv, jsonl, md"                           \
	}

#define CLI_RULES(value)                                                       \
	{                                                                      \
		"rules", 0, CLI_TEXT, &(value), "DIR",                         \
			"apply the rules of a folder too, its files *.sql"     \
	}

struct cli_tool {
	const char *name;	    /* "kosh-load" */
	const char *does;	    /* one line */
	const char *arguments;	    /* "DATASET/EDITION [FILE]" */
	const struct cli_opt *opts; /* ends with a zero */
	const char *examples;	    /* lines of "  command" or "  # why" */
	const char *more;	    /* further paragraphs of --help, or NULL */
	int min_args, max_args;	    /* max -1: any number */
	int takes_server;	    /* its --db may be the address of one */
	/* A further line of -V, or NULL. */
	const char *(*version)(void);
};

/* What every tool takes besides its own: -q, -v, --log FILE, -h, -V. */
struct cli {
	const struct cli_tool *tool;
	int argc; /* the arguments behind the options */
	char **argv;
	int quiet, verbose;
	const char *log_path;
	FILE *log; /* a line of JSON for each message, whatever -q says */
};

/* Parses; options and arguments may be mixed, "--" ends the options. -h and -V
 * answer on stdout. Where this returns a value other than -1, main returns
 * it. */
int cli_parse(
	struct cli *c, const struct cli_tool *tool, int argc, char **argv);

/* The whole command line as it was given, NULL behind its last word. */
char *const *cli_words(void);

/* "kosh-load: TEXT" on stderr, with control bytes and what is not UTF-8 masked.
 * A note is not said with -q, a detail only with -v, a fault always. */
void cli_note(const struct cli *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void cli_detail(const struct cli *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void cli_fault(const struct cli *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* "kosh-load: TEXT (see kosh-load --help)", status 2. */
int cli_usage(const struct cli *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Flushes stdout (a full disk is a fault), says the error if there is one, ends
 * the log and returns the exit status: the error's, or else answer (0 or 1). */
int cli_done(const struct cli *c, struct err *e, int answer);

/* KOSH_ROOT or "."; --db's value, KOSH_DB, or ROOT/output/kosh.db. buf has
 * room for PATH_TEXT bytes. */
const char *cli_root(void);
const char *cli_database(const char *given, char *buf);
/* -1, or the status after a message if output is that database: what replaces
 * a file by rename would leave none. */
int cli_spares(const struct cli *c, const char *output, const char *given);

#endif
