/* SPDX-License-Identifier: MIT */
/* What a run is made from, and whether all of that is as it was. */
#include <stdio.h>
#include <string.h>

#include "pipeline/run/inside.h"
#include "pipeline/store/waivers.h"

/* What was asked for, of which releases, and by whom. */
enum { EDITION, FROM, REPORT, BAR, VERSION, RULES, RELEASES, TEXTS };

static const char *const names[TEXTS] = {
	[EDITION] = "(edition)",
	[FROM] = "(--from)",
	[REPORT] = "(report)",
	[BAR] = "(--fail-on)",
	[VERSION] = "(version)",
	[RULES] = "(--rules)",
	[RELEASES] = "(releases)",
};

/* Each is a text: another one is another run. */
static int put_texts(struct input_text t[TEXTS], const struct run_order *o,
	struct shared *shared, struct err *e)
{
	char lock[HASH_HEX];
	const char *const said[TEXTS] = {
		[EDITION] = o->edition ? o->edition : "all",
		[FROM] = o->from ? o->from : "the store",
		[REPORT] = o->report,
		[BAR] = severity_name(o->bar),
		[VERSION] = o->version,
		[RULES] = *rules_sum(o->rules) ? rules_sum(o->rules)
					       : rules_ours(o->rules),
		[RELEASES] = lock,
	};
	int rc = shared_lines(lock, shared, o->root, o->dataset, e);

	for (int i = 0; i < TEXTS; i++) {
		t[i] = (struct input_text){ names[i], TEXT_INIT };
		text_puts(&t[i].text, rc == 0 ? said[i] : "");
		if (rc == 0)
			rc = text_done(&t[i].text, e);
	}
	return rc;
}

static void free_texts(struct input_text t[TEXTS])
{
	for (int i = 0; i < TEXTS; i++)
		text_free(&t[i].text);
}

int run_any(struct db *d, const char *sql, const char *dataset, struct err *e)
{
	struct stmt *s = NULL;
	int rc;

	if (stmt_open_kept(&s, d, sql, e) < 0)
		return -1;
	stmt_text(s, 1, span_of(dataset));
	rc = stmt_step(s, e);
	stmt_close(s);
	return rc;
}

int run_compare(struct db *d, const struct run_order *o, input_differs_fn *tell,
	void *context, struct err *e)
{
	struct shared *shared = o->kept ? o->kept->shared : NULL;
	struct input_text texts[TEXTS];
	const struct input_change c = { .dataset = o->dataset,
		.texts = texts,
		.n_texts = TEXTS,
		.shared = shared,
		.is_idle = !o->kept || o->kept->begun == 0,
		.tell = tell,
		.context = context };
	int rc = put_texts(texts, o, shared, e);

	if (rc == 0)
		rc = inputs_unchanged(d, &c, e);
	free_texts(texts);
	return rc;
}

int run_is_due(
	const char **why, struct db *d, const char *dataset, struct err *e)
{
	static const struct {
		const char *sql, *why;
	} due[] = {
		{ "SELECT 1 FROM release WHERE dataset = ?1 AND "
		  "state = 'staged'",
			"a release waits to be validated" },
		{ "SELECT 1 FROM waiver AS w JOIN finding AS f USING "
		  "(waiver_id) WHERE w.dataset = ?1 AND f.waived AND w.until "
		  "< substr(moment(), 1, 10)",
			"a waiver has ended" },
	};
	int rc = 0;

	*why = NULL;
	for (size_t i = 0; rc == 0 && i < sizeof(due) / sizeof(*due); i++) {
		rc = run_any(d, due[i].sql, dataset, e);
		if (rc == 1)
			*why = due[i].why;
	}
	return rc;
}

int run_is_unchanged(struct db *d, const struct run_order *o, struct err *e)
{
	const char *why;
	int rc = run_compare(d, o, NULL, NULL, e), due;

	if (rc == 1) {
		due = run_is_due(&why, d, o->dataset, e);
		rc = due < 0 ? -1 : !due;
	}
	return rc;
}

const char *run_basis(struct run *r)
{
	char both[2 * HASH_HEX];

	if (*rules_sum(r->o->rules))
		return NULL;
	snprintf(both, sizeof(both), "%s %s", r->recipe,
		rules_ours(r->o->rules));
	hash_bytes(r->basis, both, strlen(both));
	return r->basis;
}

/* A file beside the spec, where the spec names one. */
static int note_beside(struct run *r, const char *file, struct err *e)
{
	char path[PATH_TEXT];

	if (!file)
		return 0;
	return spec_beside(path, r->spec, file, e) < 0
		? -1
		: inputs_add_file(r->inputs, path, e);
}

static int note_press(struct run *r, struct err *e)
{
	for (unsigned i = 0; i < r->spec->n_editions; i++) {
		const struct spec_edition *ed = &r->spec->editions[i];

		for (unsigned j = 0; j < ed->n_workbooks; j++)
			if (ed->workbooks[j].press &&
				note_beside(r, ed->workbooks[j].file, e) < 0)
				return -1;
	}
	return 0;
}

/* The spec and the tables: which bytes of them were read. */
static int note_read(struct run *r, struct err *e)
{
	int rc = inputs_add_known(r->inputs, r->spec->path, r->spec->sha256, e);

	for (size_t i = 0; rc == 0 && i < r->areas->n_files; i++)
		rc = inputs_add_known(r->inputs, r->areas->files[i].path,
			r->areas->files[i].sha256, e);
	return rc;
}

/* What comes before an installed file was not there, unless it was read. */
static int note_before(struct run *r, const char *name, struct err *e)
{
	static const char none[HASH_HEX] = "";
	char path[PATH_TEXT];

	if ((size_t)snprintf(path, sizeof(path), "%s/raw/%s", r->o->root,
		    name) >= sizeof(path))
		return err_set(e, ERR_DATA, "path of '%s' is too long", name);
	return strcmp(path, r->spec->path) == 0 || areas_sum(r->areas, path)
		? 0
		: inputs_add_known(r->inputs, path, none, e);
}

/* Also where there are none yet. */
static int note_waivers(struct run *r, struct err *e)
{
	char path[PATH_TEXT], name[160];

	snprintf(name, sizeof(name), "%.70s/waivers.csv", r->o->dataset);
	if (note_before(r, name, e) < 0 ||
		waivers_find(path, r->o->root, r->o->dataset, e) < 0)
		return -1;
	return inputs_add_file(r->inputs, path, e);
}

int run_note_order(struct run *r, struct err *e)
{
	struct input_text texts[TEXTS];
	int rc = put_texts(texts, r->o, NULL, e);

	for (int i = 0; rc == 0 && i < TEXTS; i++)
		rc = inputs_add_text(r->inputs, &texts[i], e);
	free_texts(texts);
	return rc;
}

int run_note_files(struct run *r, struct err *e)
{
	char spec[160];
	int rc = note_read(r, e);

	snprintf(spec, sizeof(spec), "%.70s/%.70s.yaml", r->o->dataset,
		r->o->dataset);
	if (rc == 0)
		rc = note_before(r, spec, e);
	for (size_t i = 0; rc == 0 && shared_tables[i]; i++)
		rc = note_before(r, shared_tables[i], e);
	if (rc < 0 || note_beside(r, r->spec->averages, e) < 0 ||
		note_press(r, e) < 0)
		return -1;
	return note_waivers(r, e);
}
