/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/figures.h"

#include <stdlib.h>
#include <string.h>

#include "pipeline/store/batch.h"
#include "pipeline/store/sqltext.h"

extern const char sql_diff_survey[], sql_diff_figures[];

/* ---- areas ---- */

static int see(
	struct areas_seen *a, struct span area, int64_t label, struct err *e)
{
	size_t known = a->ids.n;
	int64_t place = ids_place(&a->ids, area, e);
	struct area_seen *all;

	if (place < 0)
		return -1;
	if ((size_t)place == known) {
		all = array_more(a->all, known, sizeof(*all));
		if (!all)
			return err_memory(e);
		a->all = all;
		all[place] = (struct area_seen){ 0, label };
	}
	a->all[place].figures++;
	return 0;
}

int areas_seen_read(
	struct areas_seen *out, struct db *d, int64_t release, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, sql_diff_survey, e);

	if (rc == 0) {
		stmt_integer(s, 1, release);
		while ((rc = stmt_step(s, e)) == 1)
			if (see(out, stmt_get_text(s, 0),
				    stmt_get_integer(s, 1), e) < 0) {
				rc = -1;
				break;
			}
	}
	stmt_close(s);
	return rc;
}

void areas_seen_free(struct areas_seen *a)
{
	ids_free(&a->ids);
	free(a->all);
}

/* ---- figures ---- */

struct reader {
	struct stmt *ask;
	int64_t release;
	struct figure *all;
	size_t n;
	struct arena texts;
};

int reader_open(
	struct reader **out, struct db *d, int64_t release, struct err *e)
{
	struct reader *r = calloc(1, sizeof(*r));

	if (!r)
		return err_memory(e);
	r->release = release;
	if (stmt_open(&r->ask, d, sql_diff_figures, e) < 0) {
		reader_close(r);
		return -1;
	}
	*out = r;
	return 0;
}

void reader_close(struct reader *r)
{
	if (!r)
		return;
	stmt_close(r->ask);
	arena_free(&r->texts);
	free(r->all);
	free(r);
}

static int keep(struct span *out, struct reader *r, struct span s)
{
	*out = (struct span){ arena_copy(&r->texts, s), s.len };
	return out->at ? 0 : -1;
}

/* The period of the figure before, where it is the same one. */
static int keep_period(struct figure *f, struct reader *r, struct span period)
{
	if (r->n > 0 && span_same(r->all[r->n - 1].period, period)) {
		f->period = r->all[r->n - 1].period;
		return 0;
	}
	return keep(&f->period, r, period);
}

static int add(struct reader *r, struct err *e)
{
	struct figure *all = array_more(r->all, r->n, sizeof(*all));
	struct span area = stmt_get_text(r->ask, 2);
	struct figure f = {
		.measure = batch_measure(stmt_get_text(r->ask, 0)),
		.place = (int)stmt_get_integer(r->ask, 3),
		.has_value = stmt_type(r->ask, 4) != VALUE_NULL,
		.value = stmt_get_number(r->ask, 4),
		.sheet = stmt_get_integer(r->ask, 6),
		.label = stmt_get_integer(r->ask, 8),
	};

	if (!all)
		return err_memory(e);
	r->all = all;
	if (area.len < sizeof(f.area))
		memcpy(f.area, area.at, area.len);
	if (keep_period(&f, r, stmt_get_text(r->ask, 1)) < 0 ||
		keep(&f.raw, r, stmt_get_text(r->ask, 5)) < 0 ||
		keep(&f.cell, r, stmt_get_text(r->ask, 7)) < 0)
		return err_memory(e);
	all[r->n++] = f;
	return 0;
}

int reader_read(
	struct figures *out, struct reader *r, int64_t indicator, struct err *e)
{
	static const struct figure nothing;
	int rc;

	r->n = 0;
	arena_free(&r->texts);
	stmt_integer(r->ask, 1, r->release);
	stmt_integer(r->ask, 2, indicator);
	while ((rc = stmt_step(r->ask, e)) == 1)
		if (add(r, e) < 0) {
			stmt_reset(r->ask);
			return -1;
		}
	*out = (struct figures){ r->n ? r->all : &nothing, r->n };
	return rc;
}
