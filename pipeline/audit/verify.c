/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/verify.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/extract/extraction.h"
#include "pipeline/fetch/releases.h"
#include "pipeline/store/need.h"
#include "pipeline/store/sqltext.h"

extern const char sql_audit_trace_releases[], sql_audit_trace_missed[];

enum { AHEAD_MAX = 4 }; /* releases that are in memory at a time */

/* A release to be verified. */
struct job {
	int64_t id;
	const char *dataset, *edition, *release, *state, *file, *content;
	char path[PATH_TEXT];
	int is_altered; /* its content is not what was loaded */
	struct wants wants;
	struct recheck order;
	struct child *child;
	struct err why; /* it cannot be verified */
};

/* A spec that was opened, or why it could not be. */
struct opened {
	const char *dataset;
	struct spec *spec;
	struct err why;
};

struct verifying {
	const struct verify_order *o;
	struct db *db;
	struct releases *releases;
	struct stmt *missed;
	struct job *jobs;
	size_t n;
	struct opened *specs;
	size_t n_specs;
	struct arena texts;
	verified_fn *report;
	void *context;
};

/* ---- which releases ---------------------------------------------------------
 */

static const char *text_of(
	struct verifying *v, struct stmt *s, int column, struct err *e)
{
	struct span text = stmt_get_text(s, column);
	const char *copy = text.at ? arena_copy(&v->texts, text) : NULL;

	if (text.at && !copy)
		err_memory(e);
	return copy;
}

static int is_known(const struct verifying *v, int64_t id)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->jobs[i].id == id)
			return 1;
	return 0;
}

static int add_job(struct verifying *v, struct stmt *s, struct err *e)
{
	struct job *all;

	if (is_known(v, stmt_get_integer(s, 0)))
		return 0;
	all = array_more(v->jobs, v->n, sizeof(*all));
	if (!all)
		return err_memory(e);
	v->jobs = all;
	all[v->n++] = (struct job){ .id = stmt_get_integer(s, 0),
		.dataset = text_of(v, s, 1, e),
		.edition = text_of(v, s, 2, e),
		.release = text_of(v, s, 3, e),
		.state = text_of(v, s, 4, e),
		.file = text_of(v, s, 5, e),
		.content = text_of(v, s, 6, e),
		.wants = WANTS_INIT };
	return e->kind == ERR_NONE ? 0 : -1;
}

static int add_jobs(struct verifying *v, struct stmt *s, const char *dataset,
	const char *edition, struct err *e)
{
	int rc;

	stmt_text(s, stmt_parameter(s, ":dataset"), span_of(dataset));
	stmt_text(s, stmt_parameter(s, ":edition"), span_of(edition));
	while ((rc = stmt_step(s, e)) == 1)
		if (add_job(v, s, e) < 0)
			return -1;
	return rc;
}

static int add_named(
	struct verifying *v, struct stmt *s, const char *text, struct err *e)
{
	static const char datasets[] =
		"SELECT dataset FROM dataset ORDER BY dataset";
	static const char editions[] = "SELECT DISTINCT edition FROM release"
				       " JOIN edition USING (dataset, edition)"
				       " WHERE dataset = ?1 ORDER BY ordinal";
	struct spec_name name;

	if (spec_name(&name, text, e) < 0 ||
		need_one(v->db, "dataset", datasets, NULL, name.dataset, e) <
			0 ||
		(*name.edition &&
			need_one(v->db, "edition", editions, name.dataset,
				name.edition, e) < 0))
		return -1;
	return add_jobs(
		v, s, name.dataset, *name.edition ? name.edition : NULL, e);
}

static int plan(struct verifying *v, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, v->db, sql_audit_trace_releases, e);

	if (rc == 0 && v->o->n_names == 0)
		rc = add_jobs(v, s, NULL, NULL, e);
	for (size_t i = 0; rc == 0 && i < v->o->n_names; i++)
		rc = add_named(v, s, v->o->names[i], e);
	stmt_close(s);
	return rc;
}

/* ---- how they are read ------------------------------------------------------
 */

static struct opened *spec_of(
	struct verifying *v, const char *dataset, struct err *e)
{
	struct opened *all = v->specs;

	for (size_t i = 0; i < v->n_specs; i++)
		if (strcmp(all[i].dataset, dataset) == 0)
			return &all[i];
	all = array_more(v->specs, v->n_specs, sizeof(*all));
	if (!all) {
		err_memory(e);
		return NULL;
	}
	v->specs = all;
	all += v->n_specs++;
	*all = (struct opened){ .dataset = dataset };
	spec_open(&all->spec, v->o->root, dataset, &all->why);
	return all;
}

/* As extraction read it. */
static int choose_reading(struct verifying *v, struct job *j, struct err *e)
{
	const struct opened *s = spec_of(v, j->dataset, e);

	if (!s)
		return -1;
	if (s->why.kind != ERR_NONE)
		return err_set(&j->why, s->why.kind, "%s", s->why.text);
	if (spec_need_edition(&j->order.ed, s->spec, j->edition, &j->why) < 0)
		return -1;
	j->order.csv = extraction_reading(&(struct extraction){
		.path = j->path, .file = j->file, .ed = j->order.ed });
	return 0;
}

static int find_bytes(struct verifying *v, struct job *j, struct err *e)
{
	if (releases_path(v->releases, j->release, j->path, e) < 0)
		return -1;
	if (releases_stored(v->releases, j->release))
		return 0;
	return err_set(&j->why, ERR_DATA, "its workbook is not in the store");
}

/* What cannot be verified keeps why; the count of its observations is told.
 * Where there are none, no workbook is asked. */
static int start(struct verifying *v, struct job *j, struct err *e)
{
	if (wants_read(&j->wants, v->db, j->id, e) < 0)
		return -1;
	j->is_altered = j->content && strcmp(j->content, j->wants.content) != 0;
	if (j->wants.n == 0)
		return 0;
	if (find_bytes(v, j, e) < 0 || choose_reading(v, j, e) < 0)
		return e->kind == ERR_NONE ? 0 : -1;
	j->order.path = j->path;
	j->order.sha256 = j->release;
	j->order.wants = &j->wants;
	j->order.most = v->o->most;
	return recheck_start(&j->child, &j->order, e);
}

/* ---- what came of it --------------------------------------------------------
 */

static int name_miss(struct verify_miss *out, struct verifying *v,
	const struct job *j, const struct recheck_miss *m, struct err *e)
{
	const struct want *o = &j->wants.all[m->want];
	struct stmt *s = v->missed;
	char cell[CELL_ADDRESS];
	int rc;

	*out = (struct verify_miss){ .what = m->what,
		.sheet = j->wants.sheets.all[wants_sheet(o->place)].at,
		.stored = wants_text(&j->wants, o),
		.found = span_of(m->found) };
	cell_address(cell, wants_row(o->place), wants_column(o->place));
	out->cell = arena_copy(&v->texts,
		span_of(o->place < WANTS_NOWHERE
				? cell
				: out->stored.at + out->stored.len));
	if (!out->cell)
		return err_memory(e);
	stmt_integer(s, stmt_parameter(s, ":release_id"), j->id);
	stmt_text(s, stmt_parameter(s, ":sheet"), span_of(out->sheet));
	stmt_text(s, stmt_parameter(s, ":cell"), span_of(out->cell));
	stmt_text(s, stmt_parameter(s, ":raw"), out->stored);
	rc = stmt_step(s, e);
	if (rc == 1) {
		out->indicator = text_of(v, s, 0, e);
		out->measure = text_of(v, s, 1, e);
		out->period = text_of(v, s, 2, e);
		out->area = text_of(v, s, 3, e);
	}
	stmt_reset(s);
	return rc < 0 || e->kind != ERR_NONE ? -1 : 0;
}

static int tell(struct verifying *v, const struct job *j,
	const struct rechecked *found, struct err *e)
{
	struct verify_miss *misses =
		calloc(found->n_misses + 1, sizeof(*misses));
	const struct verified said = { .dataset = j->dataset,
		.edition = j->edition,
		.release = j->release,
		.state = j->state,
		.observations = j->wants.n,
		.held = found->held,
		.missed = found->missed,
		.altered = j->is_altered,
		.why = j->why.kind == ERR_NONE ? NULL : j->why.text,
		.misses = misses,
		.n_misses = found->n_misses };
	int rc = misses ? 0 : err_memory(e);

	for (size_t i = 0; rc == 0 && i < found->n_misses; i++)
		rc = name_miss(&misses[i], v, j, &found->misses[i], e);
	if (rc == 0)
		rc = v->report(v->context, &said, e);
	free(misses);
	return rc;
}

/* A fault of this machine is one; what a workbook is, is told. */
static int finish(struct verifying *v, struct job *j, struct err *e)
{
	struct rechecked found = { 0 };
	int rc = 0;

	if (j->child && recheck_end(&found, &j->order, j->child, &j->why) < 0) {
		if (j->why.kind == ERR_SYSTEM)
			rc = err_set(e, ERR_SYSTEM, "%s/%s: %s", j->dataset,
				j->edition, j->why.text);
		found.held = found.missed = found.n_misses = 0;
	}
	j->child = NULL;
	if (rc == 0)
		rc = tell(v, j, &found, e);
	free(found.misses);
	wants_free(&j->wants);
	return rc;
}

static size_t ahead(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n > AHEAD_MAX ? AHEAD_MAX : n > 0 ? (size_t)n : 1;
}

/* Children read as many workbooks at a time as there are processors, while the
 * observations of the next are read here. */
static int work(struct verifying *v, struct err *e)
{
	size_t started = 0, room = ahead();
	struct err ignored = ERR_INIT;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < v->n; i++) {
		while (rc == 0 && started < v->n && started < i + room)
			rc = start(v, &v->jobs[started++], e);
		if (rc == 0)
			rc = finish(v, &v->jobs[i], e);
	}
	for (size_t i = 0; i < started; i++) {
		if (v->jobs[i].child)
			child_end(v->jobs[i].child, &ignored);
		wants_free(&v->jobs[i].wants);
	}
	return rc;
}

/* All from one state of the database, each page of which is read once: memory
 * that is kept for them costs more than it saves. */
static int verify_all(struct verifying *v, struct err *e)
{
	int rc;

	if (db_script(v->db, "verify", "PRAGMA cache_size = -1024", e) < 0 ||
		db_begin(v->db, e) < 0)
		return -1;
	rc = plan(v, e);
	if (rc == 0)
		rc = stmt_open(&v->missed, v->db, sql_audit_trace_missed, e);
	if (rc == 0)
		rc = work(v, e);
	stmt_close(v->missed);
	return db_end(v->db, rc, e);
}

int verify(struct db *d, const struct verify_order *o, verified_fn *report,
	void *context, struct err *e)
{
	struct verifying v = {
		.o = o, .db = d, .report = report, .context = context
	};
	int rc = releases_open(&v.releases, o->root, RELEASES_READ, e);

	if (rc == 0)
		rc = verify_all(&v, e);
	for (size_t i = 0; i < v.n_specs; i++)
		spec_close(v.specs[i].spec);
	free(v.specs);
	free(v.jobs);
	arena_free(&v.texts);
	releases_close(v.releases);
	return rc;
}
