/* SPDX-License-Identifier: MIT */
/*
 * records [ROWS [ROUNDS]]: nanoseconds an observation takes on its way between
 * processes of ours (packed) and between tools (CSV): written to /dev/null,
 * read from a file that is in memory.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/extract/packed.h"
#include "tests/bench/figures.h"

enum { ROUNDS_MOST = 99 };

static struct err fault = ERR_INIT;

static void must(int rc)
{
	if (rc < 0)
		errx(1, "%s", fault.text);
}

static void put_packed(FILE *to, const struct figures *f)
{
	struct packed *p = NULL;

	must(packed_open(&p, to, &fault));
	for (size_t i = 0; i < f->n; i++) {
		const struct observation o = figures_at(f, i);

		must(packed_put(p, &o, &fault));
	}
	packed_close(p);
}

static void put_csv(FILE *to, const struct figures *f)
{
	struct stream *s = NULL;

	must(stream_open(&s, to, RECORD_CSV, &fault));
	for (size_t i = 0; i < f->n; i++) {
		const struct observation o = figures_at(f, i);

		must(stream_write(s, &o, &fault));
	}
	stream_close(s);
}

static int count(void *context, const struct observation *o, struct err *e)
{
	(void)o;
	(void)e;
	++*(size_t *)context;
	return 0;
}

/* What making them takes, to be taken off. */
static void put_nothing(FILE *to, const struct figures *f)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct observation o = figures_at(f, i);

		if (o.raw.len > 99)
			putc('?', to);
	}
}

static const struct way {
	const char *name;
	void (*put)(FILE *to, const struct figures *f);
	int (*read)(
		FILE *in, observation_fn *each, void *context, struct err *e);
} ways[] = {
	{ "nothing", put_nothing, NULL },
	{ "packed", put_packed, packed_read },
	{ "csv", put_csv, stream_read },
};
enum { WAYS = sizeof(ways) / sizeof(*ways) };

static FILE *opened(FILE *file)
{
	if (!file)
		err(1, "cannot open a file");
	return file;
}

static long long time_put(const struct way *w, const struct figures *f)
{
	FILE *to = opened(fopen("/dev/null", "w"));
	long long begin = figures_clock();

	w->put(to, f);
	fclose(to);
	return figures_clock() - begin;
}

static long long time_read(const struct way *w, FILE *in, size_t n)
{
	long long begin = figures_clock();
	size_t seen = 0;

	rewind(in);
	must(w->read(in, count, &seen, &fault));
	if (seen != n)
		errx(1, "%s: %zu of %zu came back", w->name, seen, n);
	return figures_clock() - begin;
}

int main(int argc, char **argv)
{
	static long long put[WAYS][ROUNDS_MOST], read[WAYS][ROUNDS_MOST];
	size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 375629;
	size_t rounds = argc > 2 ? strtoul(argv[2], NULL, 10) : 9;
	struct figures f;
	FILE *file[WAYS];

	if (n == 0 || rounds == 0 || rounds > ROUNDS_MOST)
		errx(2, "say records [ROWS [ROUNDS]]");
	figures_make(&f, n);
	for (int j = 0; j < WAYS; j++)
		ways[j].put(file[j] = opened(tmpfile()), &f);
	for (size_t i = 0; i < rounds; i++)
		for (int j = 0; j < WAYS; j++) {
			put[j][i] = time_put(&ways[j], &f);
			if (ways[j].read)
				read[j][i] = time_read(&ways[j], file[j], n);
		}
	printf("%zu observations, medians of %zu interleaved rounds\n"
	       "%-10s %12s %12s %14s\n",
		n, rounds, "as", "ns to write", "ns to read", "bytes each");
	for (int j = 0; j < WAYS; j++) {
		fseek(file[j], 0, SEEK_END);
		printf("%-10s %12.1f %12.1f %14.1f\n", ways[j].name,
			(double)figures_median(put[j], rounds) * 1e3 /
				(double)n,
			(double)figures_median(read[j], rounds) * 1e3 /
				(double)n,
			(double)ftell(file[j]) / (double)n);
		fclose(file[j]);
	}
	figures_free(&f);
	return 0;
}
