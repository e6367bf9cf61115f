/* SPDX-License-Identifier: MIT */
#include "cmd/cli.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cli_say.h"
#include "pipeline/base/file.h"
#include "pipeline/base/text.h"
#include "pipeline/store/pg.h"

enum { COLUMN = 24, MAX_NUMBER = 1000000 };

#ifndef KOSH_VERSION
#define KOSH_VERSION "unknown"
#endif

/* What every tool takes besides its own options. The last two answer. */
static const struct cli_opt *common(struct cli *c, int *help, int *version)
{
	static struct cli_opt opts[6];

	opts[0] = (struct cli_opt){ "quiet", 'q', CLI_FLAG, &c->quiet, NULL,
		"say nothing but errors" };
	opts[1] = (struct cli_opt){ "verbose", 'v', CLI_FLAG, &c->verbose, NULL,
		"say more of what is done" };
	opts[2] = (struct cli_opt){ "log", 0, CLI_TEXT, &c->log_path, "FILE",
		"add each message there as a line of JSON" };
	opts[3] = (struct cli_opt){ "help", 'h', CLI_FLAG, help, NULL,
		"print this help" };
	opts[4] = (struct cli_opt){ "version", 'V', CLI_FLAG, version, NULL,
		"print the version" };
	opts[5] = (struct cli_opt){ 0 };
	return opts;
}

static void print_option(const struct cli_opt *o)
{
	char left[64];

	snprintf(left, sizeof(left), "%c%c%s --%s%s%s", o->letter ? '-' : ' ',
		o->letter ? o->letter : ' ', o->letter ? "," : " ", o->name,
		o->argument ? " " : "", o->argument ? o->argument : "");
	printf("  %-*s %s%s\n", COLUMN, left,
		strlen(left) > COLUMN ? "\n                           " : "",
		o->help);
}

static void print_help(const struct cli *c, const struct cli_opt *shared)
{
	const struct cli_tool *t = c->tool;

	printf("%s: %s\n\nusage: %s [options] %s\n", t->name, t->does, t->name,
		t->arguments);
	if (t->more)
		printf("\n%s", t->more);
	printf("\noptions:\n");
	for (const struct cli_opt *o = t->opts; o && o->name; o++)
		print_option(o);
	for (const struct cli_opt *o = shared; o->name; o++)
		print_option(o);
	printf("\nexamples:\n%s", t->examples);
}

static void print_version(const struct cli_tool *t)
{
	printf("%s %s\n", t->name, KOSH_VERSION);
	if (t->version)
		printf("%s\n", t->version());
}

static const struct cli_opt *by_name(
	const struct cli_opt *opts, const char *name, size_t len)
{
	for (; opts && opts->name; opts++)
		if (strlen(opts->name) == len &&
			strncmp(opts->name, name, len) == 0)
			return opts;
	return NULL;
}

static const struct cli_opt *by_letter(const struct cli_opt *opts, char letter)
{
	for (; opts && opts->name; opts++)
		if (opts->letter == letter)
			return opts;
	return NULL;
}

static int set_number(
	const struct cli *c, const struct cli_opt *o, const char *value)
{
	char *end;
	unsigned long n = strtoul(value, &end, 10);

	if (!is_digit(*value) || *end || n > MAX_NUMBER)
		return cli_usage(c, "--%s '%s': expected a number up to %d",
			o->name, value, MAX_NUMBER);
	*(unsigned *)o->value = (unsigned)n;
	return -1;
}

static int set(const struct cli *c, const struct cli_opt *o, const char *value)
{
	if (o->kind == CLI_FLAG) {
		*(int *)o->value = 1;
		return -1;
	}
	if (!value)
		return cli_usage(c, "--%s: expected %s", o->name, o->argument);
	if (o->kind == CLI_NUMBER)
		return set_number(c, o, value);
	*(const char **)o->value = value;
	return -1;
}

/* Where the parsing stands: argv, the next word, and both option tables. */
struct words {
	char **argv;
	int argc, at;
	const struct cli_opt *own, *shared;
};

static int long_option(const struct cli *c, struct words *w)
{
	const char *word = w->argv[w->at] + 2, *value = strchr(word, '=');
	size_t len = value ? (size_t)(value - word) : strlen(word);
	const struct cli_opt *o = by_name(w->own, word, len);

	if (!o)
		o = by_name(w->shared, word, len);
	if (!o)
		return cli_usage(c, "unknown option '--%.*s'", (int)len, word);
	if (value && o->kind == CLI_FLAG)
		return cli_usage(c, "--%s takes no value", o->name);
	if (value)
		value++;
	else if (o->kind != CLI_FLAG)
		value = w->at + 1 < w->argc ? w->argv[++w->at] : NULL;
	return set(c, o, value);
}

static int short_options(const struct cli *c, struct words *w)
{
	for (const char *s = w->argv[w->at] + 1; *s; s++) {
		const struct cli_opt *o = by_letter(w->own, *s);
		int rc;

		if (!o)
			o = by_letter(w->shared, *s);
		if (!o)
			return cli_usage(c, "unknown option '-%c'", *s);
		if (o->kind == CLI_FLAG) {
			set(c, o, NULL);
			continue;
		}
		rc = set(c, o,
			s[1]			      ? s + 1
				: w->at + 1 < w->argc ? w->argv[++w->at]
						      : NULL);
		return rc;
	}
	return -1;
}

static int check_count(const struct cli *c)
{
	const struct cli_tool *t = c->tool;

	if (c->argc < t->min_args)
		return cli_usage(c, "expected %s", t->arguments);
	if (t->max_args >= 0 && c->argc > t->max_args)
		return cli_usage(c, "'%s' is one argument too many",
			c->argv[t->max_args]);
	return -1;
}

/* A tool whose SQL no server has been shown to know says so at once. */
static int check_database(const struct cli *c)
{
	char room[PATH_TEXT];
	const struct cli_opt *o = c->tool->opts;

	while (o->name && strcmp(o->name, "db") != 0)
		o++;
	if (!o->name || c->tool->takes_server ||
		!pg_is_address(
			cli_database(*(const char *const *)o->value, room)))
		return -1;
	return cli_usage(c,
		"the database is a server: this takes a file, as kosh-push "
		"does, --db FILE");
}

static int begin(struct cli *c)
{
	int status = cli_begin(c);

	if (!status)
		status = check_count(c);
	return status < 0 ? check_database(c) : status;
}

/* Where a standard stream is closed the next file to be opened would take its
 * place, and get what is meant for people. /dev/null, opened the wrong way
 * round, fails as a closed one does. */
static void hold_places(void)
{
	for (int fd = 0; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)!open("/dev/null",
				fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* As long as the program: what is read as arguments is moved to the front of
 * argv, over what was there. */
static char **words;

static int keep_words(struct cli *c, int argc, char **argv)
{
	struct err e = ERR_INIT;

	words = malloc((size_t)(argc + 1) * sizeof(*words));
	if (!words) {
		err_memory(&e);
		return cli_done(c, &e, 0);
	}
	memcpy(words, argv, (size_t)(argc + 1) * sizeof(*words));
	return -1;
}

char *const *cli_words(void)
{
	return words;
}

int cli_parse(struct cli *c, const struct cli_tool *tool, int argc, char **argv)
{
	int help = 0, version = 0, only_args = 0, rc = -1;
	struct words w = { argv, argc, 1, tool->opts, NULL };

	*c = (struct cli){ .tool = tool, .argv = argv };
	hold_places();
	signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error */
	rc = keep_words(c, argc, argv);
	w.shared = common(c, &help, &version);
	for (; rc < 0 && w.at < argc; w.at++) {
		const char *word = argv[w.at];

		if (only_args || word[0] != '-' || !word[1])
			argv[c->argc++] = argv[w.at];
		else if (strcmp(word, "--") == 0)
			only_args = 1;
		else if (word[1] == '-')
			rc = long_option(c, &w);
		else
			rc = short_options(c, &w);
	}
	if (rc >= 0)
		return rc;
	if (help)
		print_help(c, w.shared);
	else if (version)
		print_version(tool);
	else
		return begin(c);
	return cli_done(c, &(struct err)ERR_INIT, 0);
}

const char *cli_root(void)
{
	const char *root = getenv("KOSH_ROOT");

	return root && *root ? root : ".";
}

const char *cli_database(const char *given, char *buf)
{
	const char *named = getenv("KOSH_DB");

	if (given)
		return given;
	if (named && *named)
		return named;
	snprintf(buf, PATH_TEXT, "%s/output/kosh.db", cli_root());
	return buf;
}

int cli_spares(const struct cli *c, const char *output, const char *given)
{
	char buf[PATH_TEXT];

	if (!output || !file_same(output, cli_database(given, buf)))
		return -1;
	return cli_usage(c, "-o '%s': that is the database", output);
}
