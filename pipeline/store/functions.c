/* SPDX-License-Identifier: MIT */
/* The functions of SQL that are ours, and those of our callers. */
#include <assert.h>
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/clock.h"
#include "pipeline/base/num.h"
#include "pipeline/store/aggregate.h"
#include "pipeline/store/engine.h"
#include "pipeline/store/extent.h"
#include "pipeline/store/given.h"
#include "pipeline/store/miss.h"
#include "pipeline/store/pairs.h"

enum { PLACES_MOST = 30 }; /* of round, as the library has it */

/* How many decimals a number has that is written without an exponent. */
static int decimals(const char *text, size_t len)
{
	const char *exponent = memchr(text, 'e', len);
	int n = num_decimals(text, len) -
		(exponent ? (int)strtol(exponent + 1, NULL, 10) : 0);

	return n > 0 ? n : 0;
}

/* plain(value), or decimals(value) where the function has user data. Neither
 * has an answer for NULL and for infinity. */
static void sql_plain(sqlite3_context *c, int n, sqlite3_value **v)
{
	double value = sqlite3_value_double(v[0]);
	char text[NUM_TEXT];
	size_t len;

	(void)n;
	if (sqlite3_value_type(v[0]) == SQLITE_NULL || !isfinite(value))
		return;
	len = num_format(text, value);
	if (sqlite3_user_data(c))
		sqlite3_result_int(c, decimals(text, len));
	else
		sqlite3_result_text(c, text, (int)len, SQLITE_TRANSIENT);
}

/* round(value, places), in the place of the library's. */
static void sql_round(sqlite3_context *c, int n, sqlite3_value **v)
{
	double value = sqlite3_value_double(v[0]);
	int places = n > 1 ? sqlite3_value_int(v[1]) : 0;

	if (sqlite3_value_type(v[0]) == SQLITE_NULL ||
		(n > 1 && sqlite3_value_type(v[1]) == SQLITE_NULL))
		return;
	places = places < 0 ? 0 : places > PLACES_MOST ? PLACES_MOST : places;
	sqlite3_result_double(c, num_round(value, places));
}

/* digits(value, n) */
static void sql_digits(sqlite3_context *c, int n, sqlite3_value **v)
{
	int digits = sqlite3_value_int(v[1]);
	char text[NUM_TEXT];
	size_t len;

	(void)n;
	if (sqlite3_value_type(v[0]) == SQLITE_NULL)
		return;
	digits = digits < 1 ? 1 : digits > NUM_PLACES ? NUM_PLACES : digits;
	len = num_significant(text, sqlite3_value_double(v[0]), digits);
	sqlite3_result_text(c, text, (int)len, SQLITE_TRANSIENT);
}

static void sql_actor(sqlite3_context *c, int n, sqlite3_value **v)
{
	const struct db *d = sqlite3_user_data(c);

	(void)n;
	(void)v;
	sqlite3_result_text(
		c, d->actor ? d->actor : "{}", -1, SQLITE_TRANSIENT);
}

static void sql_moment(sqlite3_context *c, int n, sqlite3_value **v)
{
	char now[CLOCK_TEXT];

	(void)n;
	(void)v;
	clock_format(now, clock_now());
	sqlite3_result_text(c, now, -1, SQLITE_TRANSIENT);
}

int db_functions(struct db *d, struct err *e)
{
	const int kind = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

	if (sqlite3_create_function(d->sqlite, "plain", 1, kind, NULL,
		    sql_plain, NULL, NULL) != SQLITE_OK ||
		sqlite3_create_function(d->sqlite, "decimals", 1, kind, d,
			sql_plain, NULL, NULL) != SQLITE_OK ||
		sqlite3_create_function(d->sqlite, "round", 1, kind, NULL,
			sql_round, NULL, NULL) != SQLITE_OK ||
		sqlite3_create_function(d->sqlite, "round", 2, kind, NULL,
			sql_round, NULL, NULL) != SQLITE_OK ||
		sqlite3_create_function(d->sqlite, "digits", 2, kind, NULL,
			sql_digits, NULL, NULL) != SQLITE_OK ||
		sqlite3_create_function(d->sqlite, "actor", 0, SQLITE_UTF8, d,
			sql_actor, NULL, NULL) != SQLITE_OK ||
		sqlite3_create_function(d->sqlite, "moment", 0, SQLITE_UTF8,
			NULL, sql_moment, NULL, NULL) != SQLITE_OK ||
		extent_install(d->sqlite) != SQLITE_OK ||
		given_install(d->sqlite) != SQLITE_OK ||
		aggregate_install(d->sqlite) != SQLITE_OK ||
		miss_install(d->sqlite) != SQLITE_OK ||
		pairs_install(d->sqlite) != SQLITE_OK)
		return db_fault(d, e);
	return 0;
}

/* ---- functions of our callers ---- */

enum { TEXTS = 4 };

struct called {
	db_text_fn *fn;
	void *context;
};

static void call_text(sqlite3_context *c, int n, sqlite3_value **v)
{
	const struct called *f = sqlite3_user_data(c);
	const char *texts[TEXTS] = { NULL }, *said;

	for (int i = 0; i < n; i++)
		texts[i] = (const char *)sqlite3_value_text(v[i]);
	said = f->fn(f->context, texts);
	if (said)
		sqlite3_result_text(c, said, -1, SQLITE_TRANSIENT);
}

int sqlite_text_function(struct db *d, const char *name, int arguments,
	db_text_fn *fn, void *context, struct err *e)
{
	struct called *f = malloc(sizeof(*f));

	assert(arguments <= TEXTS);
	if (!f)
		return err_memory(e);
	*f = (struct called){ fn, context };
	return sqlite3_create_function_v2(d->sqlite, name, arguments,
		       SQLITE_UTF8 | SQLITE_DIRECTONLY, f, call_text, NULL,
		       NULL, free) == SQLITE_OK
		? 0
		: db_fault(d, e);
}
