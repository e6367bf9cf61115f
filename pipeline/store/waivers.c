/* SPDX-License-Identifier: MIT */
#include "pipeline/store/waivers.h"

#include <ctype.h>

#include "pipeline/base/clock.h"
#include "pipeline/base/csv.h"
#include "pipeline/base/root.h"
#include "pipeline/store/need.h"
#include "pipeline/store/place.h"

enum { FIELD_MAX = 500, RULE_MAX = 15 };

enum column { RULE, PLACE, WHO, WHY, UNTIL, COLUMNS };

static const char *const names[COLUMNS] = { "rule", "place", "who", "why",
	"until" };

/* The file as it is being read. */
struct reading {
	const char *dataset;
	int at[COLUMNS]; /* which field of a line */
	size_t n;	 /* fields of the header line; 0: not read yet */
	struct stmt *put, *edition;
};

int waivers_find(char path[PATH_TEXT], const char *root, const char *dataset,
	struct err *e)
{
	struct err none = ERR_INIT;
	char name[160];

	snprintf(name, sizeof(name), "%.70s/waivers.csv", dataset);
	if (root_find(path, root, name, &none) == 0)
		return 1;
	if ((size_t)snprintf(path, PATH_TEXT, "%s/raw/%s", root, name) >=
		PATH_TEXT)
		return err_set(e, ERR_DATA, "path of '%s' is too long", name);
	return 0;
}

static int read_header(
	struct reading *r, const struct span *fields, size_t n, struct err *e)
{
	for (int i = 0; i < COLUMNS; i++) {
		r->at[i] = csv_column(fields, n, names[i]);
		if (r->at[i] < 0)
			return err_set(e, ERR_DATA,
				"no column '%s': expected "
				"rule,place,who,why,until",
				names[i]);
	}
	r->n = n;
	return 0;
}

static int check_field(const char *name, struct span s, struct err *e)
{
	if (text_width(s) == 0)
		return err_set(e, ERR_DATA,
			"'%s' is empty: all five say "
			"something",
			name);
	if (s.len > FIELD_MAX)
		return err_set(e, ERR_DATA, "'%s' has more than %d bytes", name,
			FIELD_MAX);
	return text_is_plain(s)
		? 0
		: err_set(e, ERR_DATA, "'%s' is not one line of plain UTF-8",
			  name);
}

static int check_rule(struct span s, struct err *e)
{
	int ok = s.len <= RULE_MAX && isalpha((unsigned char)s.at[0]);

	for (size_t i = 0; ok && i < s.len; i++)
		ok = isalnum((unsigned char)s.at[i]) || s.at[i] == '_' ||
			s.at[i] == '-';
	return ok
		? 0
		: err_set(e, ERR_DATA,
			  "rule '%.*s': expected an id such as V202", SPAN(s));
}

/* The last day that it holds. */
static int check_until(struct span s, struct err *e)
{
	char day[] = "2026-01-31", moment[CLOCK_TEXT];

	if (s.len == sizeof(day) - 1) {
		memcpy(day, s.at, s.len);
		if (clock_moment(moment, day) == 0)
			return 0;
	}
	return err_set(e, ERR_DATA,
		"until '%.*s': expected a day such as 2026-01-31", SPAN(s));
}

static int check_edition(
	const struct reading *r, const struct place *p, struct err *e)
{
	int rc;

	if (!p->edition.at)
		return 0;
	stmt_text(r->edition, 1, span_of(r->dataset));
	stmt_text(r->edition, 2, p->edition);
	rc = stmt_step(r->edition, e);
	stmt_reset(r->edition);
	return rc ? rc < 0 ? -1 : 0
		  : err_set(e, ERR_DATA, "%s has no edition '%.*s'", r->dataset,
			    SPAN(p->edition));
}

static int check(struct place *p, const struct reading *r,
	const struct span *said, struct err *e)
{
	const char *wrong;

	for (int i = 0; i < COLUMNS; i++)
		if (check_field(names[i], said[i], e) < 0)
			return -1;
	wrong = place_read(p, said[PLACE]);
	if (wrong)
		return err_set(e, ERR_DATA, "place '%.*s': %s",
			SPAN(said[PLACE]), wrong);
	if (check_rule(said[RULE], e) < 0 || check_until(said[UNTIL], e) < 0)
		return -1;
	return check_edition(r, p, e);
}

static int put(const struct reading *r, const struct place *p,
	const struct span *said, size_t line, struct err *e)
{
	int rc;

	stmt_text(r->put, 1, span_of(r->dataset));
	stmt_text(r->put, 2, p->edition);
	stmt_integer(r->put, 3, (int64_t)line);
	for (int i = 0; i < COLUMNS; i++)
		stmt_text(r->put, 4 + i, said[i]);
	rc = stmt_step(r->put, e);
	stmt_reset(r->put);
	return rc ? rc < 0 ? -1 : 0
		  : err_set(e, ERR_DATA,
			    "a second line of rule and place '%.*s %.*s'",
			    SPAN(said[RULE]), SPAN(said[PLACE]));
}

/* A field holds no line break, so that records are lines. */
static int on_record(void *context, const struct span *fields, size_t n,
	size_t line, struct err *e)
{
	struct reading *r = context;
	struct span said[COLUMNS];
	struct place p;

	if (n == 1 && span_trim(fields[0]).len == 0)
		return 0;
	if (r->n == 0)
		return read_header(r, fields, n, e) < 0
			? err_in(e, "line %zu", line)
			: 0;
	if (line > WAIVERS_MAX)
		return err_set(e, ERR_DATA, "more than %d lines", WAIVERS_MAX);
	for (int i = 0; i < COLUMNS; i++)
		said[i] = (size_t)r->at[i] < n ? span_trim(fields[r->at[i]])
					       : (struct span){ NULL, 0 };
	if (check(&p, r, said, e) < 0 || put(r, &p, said, line, e) < 0)
		return err_in(e, "line %zu", line);
	return 0;
}

static int read_file(struct reading *r, const char *path, struct err *e)
{
	struct file_map map;
	int rc;

	if (file_map(&map, path, e) < 0)
		return -1;
	rc = csv_read(map.at, map.len, ',', on_record, r, e);
	file_unmap(&map);
	if (rc == 0 && r->n == 0)
		rc = err_set(e, ERR_DATA,
			"no header line: expected rule,place,who,why,until");
	return rc < 0 ? err_in(e, "%s", path) : 0;
}

static int with_dataset(
	struct db *d, const char *sql, const char *dataset, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, sql, e);

	if (rc == 0) {
		stmt_text(s, 1, span_of(dataset));
		rc = stmt_run(s, e);
	}
	stmt_close(s);
	return rc;
}

/* A waiver keeps its number, so that findings which are not looked at now keep
 * theirs. Line 0: not read this time; what such a one waived is open, which is
 * done here since a load looks no foreign keys up. */
int waivers_take(
	struct db *d, const char *root, const char *dataset, struct err *e)
{
	struct reading r = { .dataset = dataset };
	char path[PATH_TEXT];
	int there = waivers_find(path, root, dataset, e), rc = there;

	if (rc > 0)
		rc = need_one(d, "dataset",
			"SELECT dataset FROM dataset ORDER BY dataset", NULL,
			dataset, e);
	if (rc == 0)
		rc = with_dataset(d,
			"UPDATE waiver SET line = 0 WHERE dataset = ?1",
			dataset, e);
	if (rc == 0)
		rc = stmt_open(&r.edition, d,
			"SELECT 1 FROM edition WHERE dataset = ?1 "
			"AND edition = ?2",
			e);
	if (rc == 0)
		rc = stmt_open(&r.put, d,
			"INSERT INTO waiver (dataset, edition, line, rule, "
			"place, who, why, until) "
			"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) "
			"ON CONFLICT (dataset, rule, place) DO UPDATE SET "
			"line = ?3, who = ?6, why = ?7, until = ?8 "
			"WHERE waiver.line = 0 RETURNING waiver_id",
			e);
	if (rc == 0 && there)
		rc = read_file(&r, path, e);
	stmt_close(r.edition);
	stmt_close(r.put);
	if (rc == 0)
		rc = with_dataset(d,
			"UPDATE finding SET waiver_id = NULL, waived = 0 "
			"WHERE waiver_id IN (SELECT waiver_id FROM waiver "
			"WHERE dataset = ?1 AND line = 0)",
			dataset, e);
	if (rc == 0)
		rc = with_dataset(d,
			"DELETE FROM waiver WHERE dataset = ?1 AND line = 0",
			dataset, e);
	return rc < 0 ? -1 : 0;
}
