/* SPDX-License-Identifier: MIT */
#include "pipeline/run/take.h"

#include <stdlib.h>
#include <string.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/json_line.h"
#include "pipeline/run/take_inside.h"
#include "pipeline/store/event.h"

/* ---- what there is to take --------------------------------------------------
 */

int sources_add(struct sources *all, const struct spec *s, const char *edition,
	struct err *e)
{
	for (unsigned i = 0; i < s->n_editions; i++) {
		const struct spec_edition *ed = &s->editions[i];

		if (edition && strcmp(edition, ed->id) != 0)
			continue;
		for (unsigned j = 0; j < ed->n_workbooks; j++) {
			struct source *more =
				array_more(all->at, all->n, sizeof(*more));

			if (!more)
				return err_memory(e);
			all->at = more;
			more[all->n++] = (struct source){ .spec = s,
				.ed = ed,
				.w = &ed->workbooks[j],
				.what = TAKEN_ABSENT };
		}
	}
	return 0;
}

int sources_name(
	struct sources *all, const char *root, const char *text, struct err *e)
{
	const struct spec_edition *ed;
	struct spec_name name;
	struct spec **specs =
		array_more(all->specs, all->n_specs, sizeof(struct spec *));

	if (!specs)
		return err_memory(e);
	all->specs = specs;
	if (spec_name(&name, text, e) < 0 ||
		spec_open(&specs[all->n_specs], root, name.dataset, e) < 0)
		return -1;
	all->n_specs++;
	if (*name.edition &&
		spec_need_edition(
			&ed, specs[all->n_specs - 1], name.edition, e) < 0)
		return -1;
	return sources_add(all, specs[all->n_specs - 1],
		*name.edition ? name.edition : NULL, e);
}

void sources_free(struct sources *all)
{
	while (all->n_specs > 0)
		spec_close(all->specs[--all->n_specs]);
	free(all->specs);
	free(all->at);
	*all = (struct sources){ NULL, 0, NULL, 0 };
}

const struct release *source_release(
	const struct source *s, const struct releases *r)
{
	return *s->held.release
		? releases_last(r,
			  &(struct release){ .dataset = s->spec->dataset,
				  .edition = s->ed->id,
				  .sha256 = s->held.release })
		: NULL;
}

const char *source_pinned(const struct source *s, const struct releases *r)
{
	const struct release *x;

	if (s->w->sha256)
		return s->w->sha256;
	x = releases_last(r,
		&(struct release){ .dataset = s->spec->dataset,
			.edition = s->ed->id,
			.file = s->w->file });
	return x ? x->sha256 : NULL;
}

/* ---- what came of it --------------------------------------------------------
 */

static struct asked_for asked_for(const struct source *s, const char *url)
{
	return (struct asked_for){ s->spec->dataset, s->ed->id, s->w->file, url,
		NULL };
}

/* 1 for what is to be logged. What lay in the store already is, where this
 * database did not know it: who took it may have been ended before he told. */
static int is_news(struct asking *a, const struct source *s, struct err *e)
{
	const struct asked_for what = asked_for(s, NULL);
	int knows;

	if (s->what != TAKEN_UNCHANGED)
		return s->what != TAKEN_ABSENT;
	knows = s->w->press ? 1 : asked_knows(a, &what, s->held.release, e);
	return knows < 0 ? -1 : !knows;
}

static int keep_one(struct asking *a, const struct taking *t,
	const struct source *s, const char *url, struct err *e)
{
	const struct release *x = source_release(s, t->releases);
	struct asked_for what = asked_for(s, url);
	enum asked_outcome outcome = s->what == TAKEN_FAILED ? ASKED_FAILED
		: s->what == TAKEN_UNCHANGED		     ? ASKED_UNCHANGED
							     : ASKED_NEW;

	what.came = x ? x->fetched : NULL;
	/* a trial holds nothing of what is new */
	return asked_put(a, &what, outcome, s->status,
		s->what == TAKEN_FAILED ? s->fault.text : NULL,
		*s->held.release && (!t->trial || outcome == ASKED_UNCHANGED)
			? &s->held
			: NULL,
		e);
}

static void put_taken(
	struct text *detail, const char *file, const struct release *x)
{
	text_printf(
		detail, ",\"bytes\":%lld,\"outputs\":[{\"path\":", x->bytes);
	json_quote(detail, span_of(file));
	text_printf(detail, ",\"sha256\":\"%s\"}]", x->sha256);
}

/* What was taken, and what could not be. What a trial found is neither. */
static int log_one(const struct taking *t, const struct source *s,
	const char *from, struct err *e)
{
	static const char *const outcomes[] = { [TAKEN_NEW] = "new",
		[TAKEN_AGAIN] = "again",
		[TAKEN_UNCHANGED] = "known",
		[TAKEN_FAILED] = "failed" };
	const struct release *x = source_release(s, t->releases);
	struct event what = { "fetch", s->spec->dataset, s->ed->id,
		x && s->what != TAKEN_FAILED ? x->sha256 : NULL, NULL };
	struct text detail = TEXT_INIT;
	int rc;

	text_printf(
		&detail, "{\"outcome\":\"%s\",\"file\":", outcomes[s->what]);
	json_quote(&detail, span_of(s->w->file));
	text_puts(&detail, ",\"from\":");
	json_quote(&detail, span_of(from));
	if (what.release)
		put_taken(&detail, s->w->file, x);
	if (s->what == TAKEN_FAILED) {
		text_puts(&detail, ",\"fault\":");
		json_quote(&detail, span_of(s->fault.text));
	}
	text_putc(&detail, '}');
	what.detail = detail.at;
	rc = text_done(&detail, e) < 0 ? -1 : event_put(t->db, &what, e);
	text_free(&detail);
	return rc;
}

static int keep(const struct taking *t, int from_net, struct err *e)
{
	struct asking *a = NULL;
	int rc;

	if (!t->db)
		return 0;
	if (db_begin(t->db, e) < 0)
		return -1;
	rc = asking_open(&a, t->db, e);
	for (size_t i = 0; i < t->all->n && rc == 0; i++) {
		const struct source *s = &t->all->at[i];
		const char *url = from_net ? s->w->url : NULL;
		int news = is_news(a, s, e);

		rc = news < 0 ? -1 : 0;
		if (rc == 0 && s->what != TAKEN_ABSENT && !s->w->press)
			rc = keep_one(a, t, s, url, e);
		if (rc == 0 && news && !t->trial)
			rc = log_one(t, s, url, e);
	}
	asking_close(a);
	return db_end(t->db, rc, e);
}

int take_end(const struct taking *t, int from_net, struct err *e)
{
	int rc;

	if (releases_keep(t->releases, e) < 0)
		return -1;
	/* what the lock has is news once, whatever the database does */
	rc = keep(t, from_net, e);
	for (size_t i = 0; i < t->all->n; i++) {
		const struct source *s = &t->all->at[i];

		if (t->report(t->context, s, source_release(s, t->releases),
			    e) < 0)
			return -1;
	}
	return rc;
}

static int check_pinned(const struct taking *t, const struct source *s,
	const char *path, struct err *e)
{
	const char *pinned = source_pinned(s, t->releases);
	char sha256[HASH_HEX];

	if (!t->locked || s->w->press) /* that is as good as the spec is */
		return 0;
	if (!pinned)
		return err_set(e, ERR_DATA,
			"nothing says which bytes are the right ones: neither "
			"the spec nor raw/kosh.lock has a sha256");
	if (hash_file(sha256, path, e) < 0)
		return -1;
	return strcmp(sha256, pinned) == 0
		? 0
		: err_set(e, ERR_DATA,
			  "these are other bytes (%.12s) than those pinned "
			  "(%.12s)",
			  sha256, pinned);
}

int take_accept(const struct taking *t, struct source *s, struct release *x,
	struct incoming *in)
{
	static const enum taken what[] = {
		[ACCEPTED_NEW] = TAKEN_NEW,
		[ACCEPTED_AGAIN] = TAKEN_AGAIN,
		[ACCEPTED_KNOWN] = TAKEN_UNCHANGED,
	};
	enum accepted how;

	s->what = TAKEN_FAILED;
	x->dataset = s->spec->dataset;
	x->edition = s->ed->id;
	x->file = s->w->file;
	if (take_look(incoming_path(in), s->w, &s->fault) < 0) {
		if (*x->url && s->fault.kind == ERR_DATA) {
			s->fault.kind = ERR_REMOTE; /* it may yet send one */
			err_in(&s->fault, "the server sent no workbook");
		}
		return -1;
	}
	if (check_pinned(t, s, incoming_path(in), &s->fault) < 0 ||
		releases_accept(t->releases, &how, x, in, &s->fault) < 0)
		return -1;
	s->what = what[how];
	memcpy(s->held.release, x->sha256, HASH_HEX);
	return 0;
}

/* ---- a folder ---------------------------------------------------------------
 */

static void take_path(
	const struct taking *t, struct source *s, const char *path)
{
	struct release x = { .url = "", .is_only = s->w->press != NULL };
	struct incoming *in = NULL;

	s->what = TAKEN_FAILED;
	if (incoming_open(&in, t->releases, &s->fault) == 0 &&
		incoming_copy(in, path, &s->fault) == 0 &&
		take_accept(t, s, &x, in) < 0)
		err_in(&s->fault, "'%s'", path);
	incoming_close(in);
}

/* 1 if these bytes were taken under this name before and the store has them
 * still: they were looked at then. */
static int is_known(char sha256[HASH_HEX], const struct taking *t,
	const struct source *s, const char *path)
{
	char stored[PATH_TEXT], there[HASH_HEX];
	struct err none = ERR_INIT;

	return hash_file(sha256, path, &none) == 0 &&
		releases_last(t->releases,
			&(struct release){ .dataset = s->spec->dataset,
				.edition = s->ed->id,
				.sha256 = sha256,
				.file = s->w->file }) &&
		releases_path(t->releases, sha256, stored, &none) == 0 &&
		hash_file(there, stored, &none) == 0 &&
		strcmp(there, sha256) == 0;
}

static int take_file(const struct taking *t, struct source *s,
	const char *folder, struct err *e)
{
	char path[PATH_TEXT], sha256[HASH_HEX];

	if (s->w->press)
		return 0;
	if (file_join(path, folder, s->w->file, e) < 0)
		return -1;
	if (!file_exists(path))
		return 0;
	if (!t->locked && is_known(sha256, t, s, path)) {
		s->what = TAKEN_UNCHANGED;
		memcpy(s->held.release, sha256, HASH_HEX);
	} else {
		take_path(t, s, path);
	}
	return 0;
}

int take_press(const struct taking *t, struct err *e)
{
	char path[PATH_TEXT];

	for (size_t i = 0; i < t->all->n; i++) {
		struct source *s = &t->all->at[i];

		if (!s->w->press)
			continue;
		if (spec_beside(path, s->spec, s->w->file, e) < 0)
			return -1;
		take_path(t, s, path);
	}
	return 0;
}

int take_from(const struct taking *t, const char *folder, struct err *e)
{
	if (!file_is_folder(folder))
		return err_set(e, ERR_DATA,
			file_exists(folder)
				? "'%s' is no folder: say the one it is in"
				: "there is no folder '%s'",
			folder);
	for (size_t i = 0; i < t->all->n; i++)
		if (take_file(t, &t->all->at[i], folder, e) < 0)
			return -1;
	return take_press(t, e) < 0 ? -1 : take_end(t, 0, e);
}
