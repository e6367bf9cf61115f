/* SPDX-License-Identifier: MIT */
/*
 * The database: a file of SQLite's, or a server that speaks PostgreSQL's
 * protocol. The rest of the store speaks of statements and rows and does not
 * know which it is: SQL is written in what both know (store/dialect.h).
 *
 * Functions are added to SQL. plain(value) is the shortest decimal of a
 * number as text ("24.775", "90"), and decimals(value) the places behind its
 * point. They speak of the value, since a file may store 24.775 with the
 * seventeen digits of its double.
 *
 * places(value) are those of its first twelve digits that count: what follows
 * in 56.709999999999994 is noise of binary fractions.
 *
 * actor() is who acts, as db_act was told ("{}" before that), and moment() the
 * time of base/clock.h: for rows of the table event.
 *
 * miss(mean, area, period, weight, value) is an aggregate over any number of
 * areas and periods: the greatest distance of a whole (weight NULL) from the
 * weighted mean of its parts, or from their weighted sum where mean is 0, less
 * a relative 1e-12 for binary fractions. Missing values take no part, nor does
 * a whole that makes or meets what is not finite; NULL where no whole has a
 * part.
 *
 * extent(place, value, sheet_id) is an aggregate over the figures of a column,
 * a list: how many at place 0 are given, how many of them are 0, how many
 * stand at further places, the least and the greatest of all; and a list of
 * [sheet_id, [[places, n], ...]] of how many figures with a fraction have so
 * many places, by sheet.
 *
 * round(x, n) and round(x), of n = 0, are the library's no more: the shortest
 * decimal of x to n places, a half away from zero, as a number. So 2.675 is
 * 2.68 to two, though its double lies below. Never -0; what is infinite stays.
 *
 * digits(x, n) is that decimal with n digits that count, as a text like that of
 * %g of printf: "24.78", "1.2e+06".
 *
 * The next are statistics; stats.h defines them and names the sources. NULLs
 * take no part, nor does a row of two columns that lacks one of them. The
 * answer is a number or NULL: of fewer values than it takes, of columns that do
 * not vary where one must, and where a value is infinite. A value that is text
 * and no number is an error.
 *
 *   added(x)        the sum, from the least value to the greatest, with what
 *                   rounding loses: whatever order the rows have, and on any
 *                   engine, the same double, which sum() does not promise
 *   mean(x)         that through the number of values
 *   median(x)       the middle one, or the mean of the two in the middle
 *   quantile(x, p)  below which a share p of the values lies, 0 to 1: type 7
 *                   of Hyndman & Fan, as in numpy and R
 *   stddev(x)       standard deviation of a sample (n - 1), 2 values or more
 *   stddev_pop(x)   that of a population (n)
 *   skew(x)         G1, 3 values or more; as in Excel and COINr
 *   kurtosis(x)     G2, 4 values or more: 0 is that of a normal distribution
 *   pearson(x, y)   correlation of the values
 *   spearman(x, y)  that of their ranks; equal values share the mean of theirs
 *   kendall(x, y)   tau-b
 *   covariance(x, y)
 *                   that of a sample (n - 1)
 *   slope(y, x), intercept(y, x)
 *                   the straight line y = intercept + slope * x by least
 *                   squares of y
 *   r2(y, x)        the share of the variance of y that it explains
 *
 * The others are aggregates (is_rank, area, figure) over the ranks, where
 * is_rank is 1, and the scores of one column, the better the greater; better
 * is here what belongs nearer to rank 1. Missing figures take no part, and of
 * several of one area the greatest. Areas
 * stand by rank, of equal ranks the better score first, then by code; the
 * answers but for the two counts are JSON.
 *
 *   rises     counts areas with a better score than the one before
 *   unranked  counts areas with a score and no rank
 *   against   {"AAA": 4}: the areas that stand against the order, and their
 *             places by score; of two of which the better-ranked has the worse
 *             score it is the one that is in more such pairs, of equals the
 *             better-ranked
 *   doubles   {"AAA": "BBB"}: those on the rank of the one before
 *   shares    the same of those with scores, if the one before has a better one
 *   ties      [["AAA", "BBB"]]: neighbours with the same score on two ranks
 *   moves     (is_before, area, figure), of a column then and now: how many
 *             areas have both, how many values there are now (10 for more),
 *             the median change, the median distance from it, the spread of
 *             the values then, the least change and the greatest, null for
 *             what is not finite; [0] if none has both
 *   skips     [["AAA", 5, 2, 1]]: the ranks that are not the one due behind
 *             the rank before and all who share it: an area on it, the rank,
 *             the rank before (0 for none), how many share that (1 for none)
 */
#ifndef KOSH_STORE_DB_H
#define KOSH_STORE_DB_H

#include <stddef.h>
#include <stdint.h>

#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

enum db_mode {
	DB_READ,    /* must exist; nothing is written */
	DB_SCRATCH, /* the same of a file, but for temporary tables */
	DB_TRY,	    /* must exist, but a server may be empty; what is written
		     * is taken back by db_end */
	DB_WRITE,   /* must exist */
	DB_CREATE,  /* made with its schema if it does not exist */
};

/* The path of a database of one's own, which is gone when it is closed. */
#define DB_PRIVATE ""

struct db;

/* The path is that of a file, or the address of a server, postgresql://...
 * ERR_SYSTEM for a database of a newer version ("made by a newer kosh"), one
 * that is no database, or one that cannot be written; ERR_DATA where there is
 * none to read or write, and where one of an older version is only to be read
 * or tried, with what to do. Opened to be written that is one of this version.
 */
int db_open(
	struct db **out, const char *path, enum db_mode mode, struct err *e);
void db_close(struct db *d);
/* Of a server without its password: for messages. */
const char *db_path(const struct db *d);
int db_is_server(const struct db *d);
/* Whether a server was empty when it was opened. */
int db_is_new(const struct db *d);
/* The version of the library that is loaded: "3.40.1". */
const char *db_library(void);

/* Makes another database, which must be there, readable under a name, outside
 * of transactions; "DETACH name" ends it. Nothing may be written to it. A
 * transaction sees it as it was when it first read from it. */
int db_attach(struct db *d, const char *path, const char *name, struct err *e);

/* One function begins and ends a transaction; helpers assume one is open.
 * A transaction that is begun inside another is a part of it: it ends with the
 * outer one, which must fail where it failed.
 * db_end commits where rc is 0, rolls back otherwise, and returns -1 if either
 * rc is not 0 or the commit failed. */
int db_begin(struct db *d, struct err *e);
/* The same for several reads of one state, whatever others write meanwhile;
 * nothing may be written in it. */
int db_begin_reading(struct db *d, struct err *e);
int db_end(struct db *d, int rc, struct err *e);

/* While on, what is committed can be seen but need not be on the disk: of what
 * was done since, a cut of the power may take the last commits, never one
 * without those behind it. Off again, all of it is there, whoever did it.
 * Outside of transactions; a server takes no notice. */
int db_defer(struct db *d, int on, struct err *e);

/* Who acts from here on, as a JSON object, for the events of the log. */
int db_act(struct db *d, const char *actor, struct err *e);

/* Whether what is opened from here on looks foreign keys up. For a row that
 * goes, observations are searched from end to end: there is no index by what
 * they refer to. Off, the statement itself has to see to it. */
void db_check_keys(struct db *d, int on);

/* Runs a script (a file of sql/). An error names it and its line:
 * "derive-rank.sql:12: ...". */
int db_script(struct db *d, const char *name, const char *sql, struct err *e);

/* A function of SQL that makes one text of others, NULL among them where an
 * argument is. What it gives must live until the next call; NULL gives NULL. It
 * is known to this connection only, and context must live as long. */
typedef const char *db_text_fn(void *context, const char *const *texts);
int db_text_function(struct db *d, const char *name, int arguments,
	db_text_fn *fn, void *context, struct err *e);

/* A prepared statement. Text that is bound must live until the next reset. */
struct stmt;

int stmt_open(struct stmt **out, struct db *d, const char *sql, struct err *e);
/* The same for what is asked once a release: a file of SQLite's keeps what was
 * prepared when that is closed. Not for SELECT *, whose columns may change. */
int stmt_open_kept(
	struct stmt **out, struct db *d, const char *sql, struct err *e);
/* The same for SQL that a user gave: one statement that reads and nothing
 * else; ERR_USAGE with SQLite's words otherwise. */
int stmt_open_reading(
	struct stmt **out, struct db *d, const char *sql, struct err *e);
/* The same for one that may not read some tables (GLOB), since what is written
 * there while it runs would come back to it, and that is opened within the
 * memory of db_limit. */
int stmt_open_reading_but(struct stmt **out, struct db *d, const char *sql,
	const char *tables, struct err *e);
/* The line of text that SQLite's last fault is about, of opening sql, which is
 * a part of it; that of its first word where SQLite does not say. */
int db_line(const struct db *d, const char *text, const char *sql);
enum { DB_TEXT = 1 << 20, DB_MORE_MIB = 512, DB_SECOND = 100000000 };

/* From here on a statement that a user gave fails with ERR_USAGE once it has
 * taken so many steps of SQLite's machine, some DB_SECOND of which take a
 * second (which a server counts), makes a text of more than DB_TEXT bytes or
 * wants more than DB_MORE_MIB of memory; 0: none ever does. */
void db_limit(struct db *d, int64_t steps);
void stmt_close(struct stmt *s);

void stmt_text(struct stmt *s, int at, struct span value); /* at NULL: NULL */
void stmt_number(struct stmt *s, int at, double value);
void stmt_integer(struct stmt *s, int at, int64_t value);
void stmt_null(struct stmt *s, int at);
/* The place of ":name", 0 if the statement has none. */
int stmt_parameter(struct stmt *s, const char *name);

enum value_type { VALUE_NULL, VALUE_INTEGER, VALUE_NUMBER, VALUE_TEXT };

/* A value of ours. Its text has to live as long as the rows. */
struct db_value {
	enum value_type type;
	int64_t integer;
	double number;
	struct span text;
};

enum { DB_COLUMNS = 12 };

/* Rows of ours: fill makes one of what the one before it left in v, which
 * starts as NULLs. */
struct db_rows {
	size_t n;
	void (*fill)(
		struct db_value v[DB_COLUMNS], const void *context, size_t row);
	const void *context;
};

/* Puts rows: sql is INSERT ... SELECT c0, c1, ... c11 FROM given(?1). Foreign
 * keys are not looked up row by row, which would take as long as all the rest:
 * the caller asks about each value once, in the same transaction. */
int db_put_rows(struct db *d, const char *sql, const struct db_rows *rows,
	struct err *e);
/* Binds rows to the argument of given(), for a statement that puts them into a
 * table without foreign keys. They must live until the next reset. */
void stmt_rows(struct stmt *s, int at, const struct db_rows *rows);

/* Puts the rows of a SELECT that a user gave into a table of its columns, as
 * they stand there. look is called with each before and may refuse it, which
 * fails; it may ask nothing else. */
int db_put_selected(struct db *d, const char *table, struct stmt *select,
	int (*look)(void *context, struct stmt *row, struct err *e),
	void *context, struct err *e);

/* Puts the rows of a SELECT into a temporary table of this connection, in the
 * place of one of that name: what several statements would find again. bind
 * binds its parameters. Also where the database is only read. */
int db_temporary(struct db *d, const char *table, const char *select,
	void (*bind)(struct stmt *s, const void *context), const void *context,
	struct err *e);

/* 1 a row, 0 the end (the statement is reset then), -1 a fault. */
int stmt_step(struct stmt *s, struct err *e);
/* Runs a statement that gives no rows, and resets it. */
int stmt_run(struct stmt *s, struct err *e);
void stmt_reset(struct stmt *s);

int stmt_columns(struct stmt *s);
const char *stmt_name(struct stmt *s, int column);
/* The type of a table's column that takes what this one gives: "REAL". "" in a
 * file, where each value has its own. */
const char *stmt_takes(struct stmt *s, int column);
enum value_type stmt_type(struct stmt *s, int column);
struct span stmt_get_text(struct stmt *s, int column); /* NULL: at NULL */
double stmt_get_number(struct stmt *s, int column);
int64_t stmt_get_integer(struct stmt *s, int column);

int64_t db_last_id(struct db *d);

#endif
