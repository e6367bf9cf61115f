/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/base/child.h"
#include "pipeline/extract/ahead.h"
#include "pipeline/run/inside.h"
#include "pipeline/store/load.h"

enum { MAX_CHILDREN = 16 };

/* A release to be read, by a child of its own. */
struct job {
	const struct release *x;
	const struct spec_edition *ed;
	const struct run *run;
	const char *why; /* it has to be read */
	char path[PATH_TEXT];
	char ahead[PATH_TEXT]; /* what was read of it ahead; "" for nothing */
	struct child *child;
};

static struct extraction extraction_of(const struct job *j)
{
	return (struct extraction){ .path = j->path,
		.sha256 = j->x->sha256,
		.file = j->x->file,
		.spec = j->run->spec,
		.ed = j->ed,
		.areas = j->run->areas };
}

/* Why it has to be read; NULL where it need not be. */
static int find_why(const char **why, const struct run *r,
	const struct release *x, struct err *e)
{
	struct stmt *s = NULL;
	int rc;

	*why = "the database lacks it";
	if (!r->db)
		return 0;
	if (stmt_open(&s, r->db,
		    "SELECT refused IS NOT NULL, recipe IS ?4 FROM release "
		    "WHERE dataset = ?1 AND edition = ?2 AND release = ?3",
		    e) < 0)
		return -1;
	stmt_text(s, 1, span_of(x->dataset));
	stmt_text(s, 2, span_of(x->edition));
	stmt_text(s, 3, span_of(x->sha256));
	stmt_text(s, 4, span_of(r->recipe));
	rc = stmt_step(s, e);
	if (rc == 1 && stmt_get_integer(s, 0))
		*why = "it was refused before";
	else if (rc == 1)
		*why = stmt_get_integer(s, 1)
			? NULL
			: "the spec, a label table or the version is another";
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

static struct release same(const struct release *x)
{
	return (struct release){ .dataset = x->dataset,
		.edition = x->edition,
		.sha256 = x->sha256 };
}

/* 1 if a later line of the lock is about the same release. */
static int is_told_again(const struct run *r, const struct release *x)
{
	const struct release like = same(x);

	return releases_last(r->releases, &like) != x;
}

/* A server may have gone back to a release that was read long ago. The first
 * line of the lock about it says when it came, the last one when it came
 * again. */
static int note_again(struct run *r, const struct release *last, struct err *e)
{
	const struct release like = same(last);

	if (r->o->dry_run || releases_first(r->releases, &like) == last)
		return 0;
	return load_again(r->db,
		&(struct load_release){ .dataset = last->dataset,
			.edition = last->edition,
			.sha256 = last->sha256,
			.again = last->fetched },
		e);
}

/* Where it was read ahead, if it was. */
static int find_ahead(struct job *j, struct err *e)
{
	const struct extraction x = extraction_of(j);

	if (ahead_path(j->ahead, j->run->o->root, &x, j->run->recipe, e) < 0)
		return -1;
	if (!file_exists(j->ahead))
		j->ahead[0] = '\0';
	return 0;
}

/* The releases of the store that the database lacks, in their order. */
static int plan(struct run *r, struct job **out, size_t *n, struct err *e)
{
	struct job *jobs;
	size_t all = releases_count(r->releases);

	*n = 0;
	*out = jobs = calloc(all + 1, sizeof(*jobs));
	if (!jobs)
		return err_memory(e);
	for (size_t i = 0; i < all; i++) {
		const struct release *x = releases_at(r->releases, i);
		const struct spec_edition *ed =
			spec_edition(r->spec, x->edition);
		struct job *j = &jobs[*n];

		if (is_told_again(r, x) ||
			strcmp(x->dataset, r->o->dataset) != 0 || !ed ||
			(r->o->edition &&
				strcmp(x->edition, r->o->edition) != 0))
			continue;
		if (find_why(&j->why, r, x, e) < 0 ||
			releases_path(r->releases, x->sha256, j->path, e) < 0)
			return -1;
		if (!j->why) {
			if (note_again(r, x, e) < 0)
				return -1;
			continue;
		}
		j->x = x;
		j->ed = ed;
		j->run = r;
		++*n;
		if (find_ahead(j, e) < 0)
			return -1;
	}
	return 0;
}

/* 1 if the same workbook came again later. */
static int is_replaced(const struct run *r, const struct release *x)
{
	return releases_last(r->releases,
		       &(struct release){ .dataset = x->dataset,
			       .edition = x->edition,
			       .file = x->file }) != x;
}

/* A workbook that is refused, or that nobody can read here and now: told, and
 * the first kept as a release that has nothing but its finding. */
static void refuse(struct run *r, struct ingest *g, const struct job *j,
	struct refusal *why, struct err *fault)
{
	const struct extraction x = extraction_of(j);
	struct err trouble = ERR_INIT;
	char name[160];

	if (why && refusal_is(why, &x, fault) &&
		ingest_refused(g, &x, why, &trouble) < 0)
		run_fail(r, &trouble);
	if (!releases_stored(r->releases, j->x->sha256)) {
		*fault = (struct err)ERR_INIT;
		err_set(fault, ERR_DATA,
			"the store has lost its bytes, %.12s: take them again, "
			"from the net or --from DIR",
			j->x->sha256);
	}
	snprintf(name, sizeof(name), "%s/%s", r->o->dataset, j->ed->id);
	err_not_in(fault, name);
	err_in(fault, "%s: '%s'", name, j->x->file);
	if (is_replaced(r, j->x))
		run_say(r->o, RUN_DETAIL, "%s (a later release is there)",
			fault->text);
	else
		run_fail(r, fault);
}

static void tell_read(
	struct run *r, const struct job *j, const struct ingested *done)
{
	r->result->loaded++;
	run_say(r->o, RUN_STEP,
		"%s/%s: release %.12s read: %zu observations, %zu "
		"findings",
		r->o->dataset, j->ed->id, j->x->sha256, done->observations,
		done->findings);
	if (done->twin[0])
		run_say(r->o, RUN_STEP,
			"%s/%s: release %.12s has the content of %.12s, other "
			"bytes",
			r->o->dataset, j->ed->id, j->x->sha256, done->twin);
}

static int start_one(struct job *j, struct err *e)
{
	const struct extraction x = extraction_of(j);

	return extraction_start(&j->child, &x, e);
}

/* 1 if it was loaded as it was read ahead; else the workbook has to be read. */
static int load_ahead(struct run *r, struct ingest *g, struct job *j)
{
	struct err fault = ERR_INIT;
	struct ingested done;
	struct ahead *a = NULL;

	if (ahead_open(&a, j->ahead, &fault) == 0 &&
		ingest_packed(g, &done, ahead_out(a), ahead_aside(a), &fault) ==
			0)
		tell_read(r, j, &done);
	else
		run_say(r->o, RUN_STEP,
			"%s/%s: release %.12s is read anew: what was read of "
			"it ahead cannot be had: %s",
			r->o->dataset, j->ed->id, j->x->sha256, fault.text);
	ahead_close(a);
	return fault.kind == ERR_NONE;
}

/* 0 if this machine failed: where the disk is full it may be loaded later. */
static int load_read(struct run *r, struct ingest *g, struct job *j)
{
	struct err fault = ERR_INIT;
	struct ingested done;
	struct refusal why = { .is = { .cells = 0 } };
	int refused = 0;

	if (!j->child)
		start_one(j, &fault);
	if (j->child &&
		ingest_child(g, &done, &why, &refused, j->child, &fault) == 0)
		tell_read(r, j, &done);
	else
		refuse(r, g, j, refused ? &why : NULL, &fault);
	j->child = NULL;
	refusal_free(&why);
	return fault.kind != ERR_SYSTEM;
}

/* What was read ahead goes once it is loaded, or was found to be broken. */
static void load(struct run *r, struct ingest *g, struct job *j)
{
	if (!*j->ahead)
		load_read(r, g, j);
	else if (load_ahead(r, g, j) || load_read(r, g, j))
		unlink(j->ahead);
}

static size_t cores(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n > MAX_CHILDREN ? MAX_CHILDREN : n > 0 ? (size_t)n : 1;
}

/* Starts children until so many of the jobs have one, or need none. */
static int start(
	struct job *jobs, size_t *started, size_t wanted, struct err *e)
{
	for (; *started < wanted; ++*started)
		if (!*jobs[*started].ahead && start_one(&jobs[*started], e) < 0)
			return -1;
	return 0;
}

/* Children read ahead, as many as there are processors; one writer loads what
 * they find, in order. What the spec says is written while they begin. */
static int work(struct run *r, struct job *jobs, size_t n, struct err *e)
{
	const struct ingest_lent lent = { r->spec, r->areas, r->releases,
		r->recipe };
	size_t started = 0, i = 0, ahead = cores();
	struct ingest *g = NULL;
	struct err ignored = ERR_INIT;
	int rc = start(jobs, &started, ahead < n ? ahead : n, e);

	if (rc == 0)
		rc = ingest_open(&g, r->db, r->o->root, e);
	if (rc == 0) {
		ingest_lend(g, &lent);
		rc = ingest_describe(g, r->o->dataset, e);
	}
	for (; rc == 0 && i < n; i++) {
		load(r, g, &jobs[i]);
		rc = start(jobs, &started,
			i + 1 + ahead < n ? i + 1 + ahead : n, e);
	}
	for (; i < started; i++)
		if (jobs[i].child)
			child_end(jobs[i].child, &ignored);
	ingest_close(g);
	return rc;
}

/* What was read ahead and is out of date, or was loaded long ago. */
static int sweep(
	const struct run *r, const struct job *jobs, size_t n, struct err *e)
{
	struct ids wanted = IDS_INIT;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n; i++)
		if (*jobs[i].ahead &&
			ids_place(&wanted,
				span_of(strrchr(jobs[i].ahead, '/') + 1),
				e) < 0)
			rc = -1;
	if (rc == 0)
		rc = ahead_sweep(
			r->o->root, r->o->dataset, r->o->edition, &wanted, e);
	ids_free(&wanted);
	return rc;
}

int run_sweep(const struct run_order *o, struct err *e)
{
	return o->dry_run ? 0 : sweep(&(struct run){ .o = o }, NULL, 0, e);
}

/* Says what would be done instead of doing it. */
static void tell_plan(const struct run *r, const struct job *j)
{
	if (!r->o->plan)
		run_say(r->o, RUN_STEP, "%s/%s: release %.12s would be %s: %s",
			r->o->dataset, j->ed->id, j->x->sha256,
			*j->ahead ? "loaded, as it was read ahead" : "read",
			j->why);
	else if (!*j->ahead)
		r->o->plan(r->o->context, j->x);
}

int run_read(struct run *r, struct err *e)
{
	struct job *jobs = NULL;
	size_t n = 0;
	int rc = plan(r, &jobs, &n, e);

	r->to_read = n;
	for (size_t i = 0; rc == 0 && r->o->dry_run && i < n; i++)
		tell_plan(r, &jobs[i]);
	if (rc == 0 && !r->o->dry_run && (rc = sweep(r, jobs, n, e)) == 0)
		rc = work(r, jobs, n, e);
	free(jobs);
	return rc;
}
