/* SPDX-License-Identifier: MIT */
/* Findings meet the waivers. */
#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/clock.h"
#include "pipeline/base/hash.h"
#include "pipeline/store/place.h"
#include "pipeline/store/sqltext.h"
#include "pipeline/store/waivers.h"

enum { FINGERPRINT = 32 }; /* hex digits */

/* The columns of the findings that are read. The first so many are what a
 * finding is known by. */
enum column {
	DATASET,
	EDITION,
	RELEASE,
	RULE,
	INDICATOR,
	MEASURE,
	AREA,
	LABEL,
	PERIOD,
	SHEET,
	CELL,
	KNOWN_BY,
	FINDING = KNOWN_BY,
	PRINTED,
	WAIVER,
	WAIVED,
};

#define COLUMNS                                                                \
	"SELECT r.dataset, r.edition, r.release, f.rule, f.indicator, "        \
	"f.measure, f.area, f.label, f.period, f.sheet, f.cell, "              \
	"f.finding_id, f.fingerprint, f.waiver_id, f.waived "

static const char of_checked[] =
	COLUMNS "FROM checked AS c "
		"JOIN release AS r ON r.release_id = c.release_id "
		"JOIN finding AS f ON f.release_id = c.release_id "
		"WHERE ?1 = 1 OR f.fingerprint IS NULL";
static const char of_release[] = COLUMNS
	"FROM release AS r JOIN finding AS f ON f.release_id = r.release_id "
	"WHERE r.release_id = ?1";

struct waiver {
	int64_t id;
	const char *rule;
	struct place place;
	int holds; /* today */
};

struct waiving {
	struct waiver *all;
	size_t n;
	struct arena texts;
	struct stmt *see, *mark;
};

static int add(
	struct waiving *w, struct stmt *row, const char *today, struct err *e)
{
	struct waiver *all = array_more(w->all, w->n, sizeof(*all));
	const char *rule = arena_copy(&w->texts, stmt_get_text(row, 1));
	const char *place = arena_copy(&w->texts, stmt_get_text(row, 2));
	const char *until = arena_copy(&w->texts, stmt_get_text(row, 3));

	if (all)
		w->all = all;
	if (!all || !rule || !place || !until)
		return err_memory(e);
	all[w->n] = (struct waiver){ .id = stmt_get_integer(row, 0),
		.rule = rule,
		.holds = strncmp(until, today, strlen(until)) >= 0 };
	if (place_read(&all[w->n].place, span_of(place)))
		return err_set(e, ERR_SYSTEM,
			"the database has a waiver of place '%s': remove the "
			"database and load again",
			place);
	w->n++;
	return 0;
}

static int read_waivers(
	struct waiving *w, struct db *d, const char *dataset, struct err *e)
{
	char today[CLOCK_TEXT];
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d,
		"SELECT waiver_id, rule, place, until FROM waiver "
		"WHERE dataset = ?1 ORDER BY line",
		e);

	clock_format(today, clock_now());
	if (rc == 0)
		stmt_text(s, 1, span_of(dataset));
	while (rc == 0 && (rc = stmt_step(s, e)) == 1)
		rc = add(w, s, today, e);
	stmt_close(s);
	return rc;
}

/* The first that holds, or else the first that once did; NULL: none. */
static const struct waiver *find(const struct waiving *w, struct stmt *row)
{
	const struct place_of f = { .edition = stmt_get_text(row, EDITION),
		.release = stmt_get_text(row, RELEASE),
		.area = stmt_get_text(row, AREA),
		.indicator = stmt_get_text(row, INDICATOR),
		.sheet = stmt_get_text(row, SHEET),
		.cell = stmt_get_text(row, CELL) };
	const struct span rule = stmt_get_text(row, RULE);
	const struct waiver *ended = NULL;

	for (size_t i = 0; i < w->n; i++) {
		const struct waiver *x = &w->all[i];

		if (!span_is(rule, x->rule) || !place_holds(&x->place, &f))
			continue;
		if (x->holds)
			return x;
		ended = ended ? ended : x;
	}
	return ended;
}

/* Each text behind its length, so that no two places read alike. */
static int fingerprint(char hex[HASH_HEX], struct stmt *row, struct err *e)
{
	struct text all = TEXT_INIT;
	int rc;

	for (int i = 0; i < KNOWN_BY; i++) {
		struct span s = stmt_get_text(row, i);

		text_printf(&all, "%zu:", s.len);
		if (s.len)
			text_add(&all, s.at, s.len);
	}
	rc = text_done(&all, e);
	if (rc == 0)
		hash_bytes(hex, all.at, all.len);
	text_free(&all);
	return rc;
}

static int mark(const struct waiving *w, struct stmt *row, struct err *e)
{
	const struct waiver *x = find(w, row);
	const struct span before = stmt_get_text(row, PRINTED);
	char hex[HASH_HEX];

	if (before.at && (x ? x->id : 0) == stmt_get_integer(row, WAIVER) &&
		(x && x->holds) == stmt_get_integer(row, WAIVED))
		return 0;
	if (fingerprint(hex, row, e) < 0)
		return -1;
	stmt_text(w->see, 1, (struct span){ hex, FINGERPRINT });
	stmt_integer(w->mark, 1, stmt_get_integer(row, FINDING));
	stmt_text(w->mark, 2, (struct span){ hex, FINGERPRINT });
	if (x)
		stmt_integer(w->mark, 3, x->id);
	else
		stmt_null(w->mark, 3);
	stmt_integer(w->mark, 4, x && x->holds);
	if (stmt_run(w->see, e) < 0)
		return -1;
	return stmt_run(w->mark, e);
}

/* Those that one of the queries finds. Of those in checked, all or those that
 * were found since; or those of a release. */
static int mark_all(const struct waiving *w, struct db *d, const char *findings,
	int64_t which, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, findings, e);

	if (rc == 0)
		stmt_integer(s, 1, which);
	while (rc == 0 && (rc = stmt_step(s, e)) == 1)
		rc = mark(w, s, e);
	stmt_close(s);
	return rc;
}

static int open_waiving(
	struct waiving *w, struct db *d, const char *dataset, struct err *e)
{
	*w = (struct waiving){ .all = NULL };
	if (stmt_open(&w->see, d,
		    "INSERT INTO finding_seen (fingerprint, seen, run) "
		    "VALUES (?1, moment(), actor() ->> 'run') "
		    "ON CONFLICT DO NOTHING",
		    e) < 0 ||
		stmt_open(&w->mark, d,
			"UPDATE finding SET fingerprint = ?2, waiver_id = ?3, "
			"waived = ?4 WHERE finding_id = ?1",
			e) < 0)
		return -1;
	return read_waivers(w, d, dataset, e);
}

static void close_waiving(struct waiving *w)
{
	stmt_close(w->see);
	stmt_close(w->mark);
	arena_free(&w->texts);
	free(w->all);
}

static int open_and_mark(struct db *d, const char *dataset,
	const char *findings, int64_t which, struct err *e)
{
	struct waiving w;
	int rc = open_waiving(&w, d, dataset, e);

	if (rc == 0)
		rc = mark_all(&w, d, findings, which, e);
	close_waiving(&w);
	return rc;
}

int waivers_mark(struct db *d, const char *dataset, struct err *e)
{
	return open_and_mark(d, dataset, of_checked, 1, e);
}

int waivers_mark_release(
	struct db *d, const char *dataset, int64_t release, struct err *e)
{
	return open_and_mark(d, dataset, of_release, release, e);
}

int waivers_apply(struct db *d, const char *dataset, struct err *e)
{
	struct waiving w;
	int rc = open_waiving(&w, d, dataset, e);

	if (rc == 0)
		rc = mark_all(&w, d, of_checked, 1, e);
	if (rc == 0)
		rc = db_script(d, "sql/rules/waive.sql", sql_rules_waive, e);
	if (rc == 0)
		rc = mark_all(&w, d, of_checked, 0, e);
	close_waiving(&w);
	return rc;
}
