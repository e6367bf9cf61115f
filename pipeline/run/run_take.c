/* SPDX-License-Identifier: MIT */
/* The first step of a run: what servers or a folder have. */
#include <string.h>

#include "pipeline/run/inside.h"
#include "pipeline/run/latest.h"
#include "pipeline/run/take.h"

/* What a folder has is an input by its path there. */
static int note_taken(struct run *r, const struct source *s, struct err *e)
{
	char path[PATH_TEXT];

	if (!r->o->from || s->w->press)
		return 0;
	if (file_join(path, r->o->from, s->w->file, e) < 0)
		return -1;
	return s->what == TAKEN_ABSENT
		? inputs_add_file(r->inputs, path, e)
		: inputs_add_known(r->inputs, path, s->held.release, e);
}

static int on_taken(void *context, const struct source *s,
	const struct release *x, struct err *e)
{
	struct run *r = context;
	const char *from = r->o->from && !s->w->press ? r->o->from : "";
	struct err fault = s->fault;

	if (s->what == TAKEN_FAILED) {
		err_in(&fault, "%s/%s", r->spec->dataset, s->ed->id);
		run_tell_fault(r, &fault);
		if (r->o->from || s->w->press)
			r->result->failed++;
		else
			r->result->unfetched++;
		return 0;
	}
	if (note_taken(r, s, e) < 0)
		return -1;
	if (s->what == TAKEN_NEW || s->what == TAKEN_AGAIN)
		run_say(r->o, r->o->dry_run ? RUN_STEP : RUN_DETAIL,
			"%s/%s: release %.12s %s '%s%s%s'%s", r->spec->dataset,
			s->ed->id, x->sha256,
			r->o->dry_run ? "would be taken from" : "taken from",
			from, *from ? "/" : "",
			s->w->press || *from ? s->w->file : s->w->url,
			s->what == TAKEN_AGAIN ? ", which went back to it"
				: s->w->press  ? ", printed by the press"
					       : "");
	return 0;
}

/* 1 if the folder has a workbook of the edition, or a server was asked for it:
 * what is wrong with it has been said then. */
static int was_offered(const struct run *r, const struct spec_edition *ed)
{
	struct err ignored = ERR_INIT;
	char path[PATH_TEXT];

	for (unsigned i = 0; i < ed->n_workbooks; i++) {
		const struct spec_workbook *w = &ed->workbooks[i];

		if (w->press)
			continue;
		if (r->o->net ? w->url != NULL
			      : r->o->from &&
					file_join(path, r->o->from, w->file,
						&ignored) == 0 &&
					file_exists(path))
			return 1;
	}
	return 0;
}

static int has_release(const struct run *r, const struct spec_edition *ed)
{
	return latest_workbook(r->releases, r->spec->dataset, ed, "") != NULL;
}

/* An edition that was asked for and has no release at all is a fault; one of
 * many is nothing to do about on a timer. Of a folder all are expected. */
static void check_edition(
	struct run *r, const struct spec_edition *ed, int one_of_many)
{
	const char *file = ed->workbooks[ed->n_workbooks - 1].file;
	struct err absent = ERR_INIT;

	if (r->o->from)
		err_set(&absent, ERR_DATA,
			"%s/%s: no release in the store, and no file '%s' in "
			"%s",
			r->spec->dataset, ed->id, file, r->o->from);
	else
		err_set(&absent, ERR_DATA, "%s/%s: no release in the store%s",
			r->spec->dataset, ed->id,
			r->o->net ? ", and no address in the spec: say --from "
				    "DIR to take one"
				  : ": ask the servers, or say --from DIR");
	if (one_of_many && !r->o->from)
		run_say(r->o, RUN_STEP, "%s", absent.text);
	else
		run_fail(r, &absent);
}

static int is_asked_for(const struct run *r, const struct spec_edition *ed)
{
	return !r->o->edition || strcmp(r->o->edition, ed->id) == 0;
}

static void check_taken(struct run *r)
{
	int some = 0;

	for (unsigned i = 0; i < r->spec->n_editions; i++)
		some |= has_release(r, &r->spec->editions[i]);
	for (unsigned i = 0; i < r->spec->n_editions; i++) {
		const struct spec_edition *ed = &r->spec->editions[i];

		if (is_asked_for(r, ed) && !has_release(r, ed) &&
			!was_offered(r, ed))
			check_edition(r, ed, some && !r->o->edition);
	}
}

static int take_some(struct run *r, struct sources *all, struct err *e)
{
	struct taking t = { .all = all,
		.releases = r->releases,
		.trial = r->o->dry_run,
		.db = r->o->dry_run ? NULL : r->db,
		.report = on_taken,
		.context = r };

	if (sources_add(all, r->spec, r->o->edition, e) < 0)
		return -1;
	if (r->o->from)
		return take_from(&t, r->o->from, e);
	if (!r->o->dry_run)
		return take_net(&t, r->o->net, e);
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].w->url)
			run_say(r->o, RUN_STEP,
				"%s/%s: '%s' would be asked for",
				r->spec->dataset, all->at[i].ed->id,
				all->at[i].w->url);
	return 0;
}

int run_take(struct run *r, struct err *e)
{
	struct sources all = { NULL, 0, NULL, 0 };
	int some = r->o->from || r->o->net, trial = r->o->dry_run, rc;

	/* others may add releases but while we hold the store's lock */
	rc = trial || some ? 0 : run_note_order(r, e);
	if (rc == 0)
		rc = releases_open(&r->releases, r->o->root,
			some && !trial ? RELEASES_TAKE : RELEASES_READ, e);
	if (rc == 0 && some)
		rc = take_some(r, &all, e);
	sources_free(&all);
	if (rc == 0 && some && !trial)
		rc = run_note_order(r, e);
	if (rc == 0)
		check_taken(r);
	return rc;
}
