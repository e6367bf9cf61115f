/* SPDX-License-Identifier: MIT */
#include "pipeline/report/manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/clock.h"

enum {
	RELEASE_TEXT = 160,
	PROPERTIES = 48,
	KEY_WIDTH = 16,
	VALUE_WIDTH = 82,
	MEANS_WIDTH = 56,
};

/* ---- keys and texts ---------------------------------------------------------
 */

static int put_releases(
	struct report *r, manifest_fn *put, void *context, struct err *e)
{
	char key[LABEL_TEXT], value[RELEASE_TEXT];
	struct stmt *s = NULL;
	int n = 0, rc = report_query(&s, r, "manifest-release", e);

	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		snprintf(key, sizeof(key), MANIFEST_RELEASE "%d", ++n);
		snprintf(value, sizeof(value), "%.64s %.*s %.*s",
			stmt_get_text(s, 0).at, SPAN(stmt_get_text(s, 1)),
			SPAN(stmt_get_text(s, 2)));
		rc = put(context, key, value,
			N_("A release that the database had: edition, state, "
			   "sha256"),
			e);
	}
	stmt_close(s);
	return rc < 0 ? -1 : rc;
}

int manifest_each(
	struct report *r, manifest_fn *put, void *context, struct err *e)
{
	const struct report_order *o = r->order;
	char made[CLOCK_TEXT], line[24] = "";
	int rc = 0;

	clock_format(made, o->now);
	if (r->head.line > 0)
		snprintf(line, sizeof(line), "%lld", r->head.line);
	const struct {
		const char *key, *value, *means;
	} all[] = {
		{ "format", MANIFEST_FORMAT, N_("What this table is") },
		{ "version", o->version,
			N_("The version of kosh that made it") },
		{ "dataset", o->dataset, N_("What it is about") },
		{ "edition", r->edition, N_("Of which edition") },
		{ "profile", report_profile_name(o->profile),
			N_("Which kind of report") },
		{ "language", language_code(r->language),
			N_("The language of headings and names") },
		{ "area", o->area, N_("The area that was asked for") },
		{ "scheme", o->scheme,
			N_("The region scheme that was asked for") },
		{ "region", o->region, N_("The region that was asked for") },
		{ "as_of", r->as_of,
			N_("With what was known at this moment only") },
		{ "made", made, N_("When it was made (UTC)") },
		{ "run", r->head.run,
			N_("The run whose line of the log the database knew "
			   "last") },
		{ "log_line", line, N_("The number of this line") },
		{ "log_head", r->head.hash, N_("Its hash: see kosh-log") },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all) && rc == 0; i++)
		if (all[i].value && *all[i].value)
			rc = put(context, all[i].key, all[i].value,
				all[i].means, e);
	return rc ? rc : put_releases(r, put, context, e);
}

/* ---- as a sheet -------------------------------------------------------------
 */

static int put_line(void *context, const char *key, const char *value,
	const char *means, struct err *e)
{
	struct page *p = context;

	(void)e;
	excel_text(p->sheet, p->row, 0, key, &look_text);
	excel_text(p->sheet, p->row, 1, value, &look_text);
	excel_text(p->sheet, p->row++, 2, say(p->report->language, means),
		&look_text);
	return 0;
}

int sheet_manifest(struct report *r, const struct sheet *s, struct err *e)
{
	struct language *l = r->language;
	const char *const titles[] = { say(l, "Key"), say(l, "Value"),
		say(l, "What it is") };
	struct page p;
	uint32_t top;

	page_open(&p, r, s, say(l, "Manifest"),
		say(l,
			"From this and the database the same file can be "
			"made again: kosh-export --verify does so and "
			"compares."));
	page_back(&p);
	top = p.row++;
	if (manifest_each(r, put_line, &p, e) < 0)
		return -1;
	excel_table(p.sheet, "manifest", top, 0, p.row - 1, 3, titles);
	for (uint16_t i = 0; i < 3; i++)
		excel_text(p.sheet, top, i, titles[i], &look_head);
	excel_freeze(p.sheet, top + 1, 0);
	p.wide[0] = KEY_WIDTH;
	p.wide[1] = VALUE_WIDTH;
	p.wide[2] = MEANS_WIDTH;
	page_close(&p, top, 1);
	return 0;
}

/* ---- as properties ----------------------------------------------------------
 */

struct properties {
	struct excel_property all[PROPERTIES];
	char names[PROPERTIES][LABEL_TEXT];
	char texts[PROPERTIES][256];
	size_t n;
};

/* The head of the log is one property, which people compare: it is the same in
 * every language. */
static int put_property(void *context, const char *key, const char *value,
	const char *means, struct err *e)
{
	struct properties *p = context;

	(void)means;
	(void)e;
	if (p->n == PROPERTIES || strcmp(key, "log_line") == 0 ||
		strcmp(key, "log_head") == 0)
		return 0;
	snprintf(p->names[p->n], sizeof(p->names[0]), "kosh %s", key);
	snprintf(p->texts[p->n], sizeof(p->texts[0]), "%.250s", value);
	p->all[p->n] =
		(struct excel_property){ p->names[p->n], p->texts[p->n] };
	p->n++;
	return 0;
}

int properties_open(struct properties **out, struct report *r, struct err *e)
{
	struct properties *p = calloc(1, sizeof(*p));
	char log[2 * LABEL_TEXT];

	if (!p)
		return err_memory(e);
	*out = p;
	if (r->head.line > 0) {
		snprintf(log, sizeof(log), "line %lld, head %s", r->head.line,
			r->head.hash);
		put_property(p, "log", log, NULL, e);
	}
	return manifest_each(r, put_property, p, e) < 0 ? -1 : 0;
}

void properties_close(struct properties *p)
{
	free(p);
}

const struct excel_property *properties_all(
	size_t *n, const struct properties *p)
{
	*n = p ? p->n : 0;
	return p ? p->all : NULL;
}
