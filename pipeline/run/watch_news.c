/* SPDX-License-Identifier: MIT */
/* What listings and specs say, compared. */
#include <string.h>

#include "pipeline/base/url.h"
#include "pipeline/run/watch_inside.h"

/* What a comparison goes by. */
struct judge {
	const struct watch *w;
	struct ids named; /* keys of the addresses that specs name */
	struct ids told;  /* and of those that were told of a dataset */
	void (*tell)(void *context, const struct watch_news *n);
	void *context;
	struct text key; /* of the address in question */
};

static struct span key_of(struct judge *j, const char *url)
{
	text_clear(&j->key);
	url_key(&j->key, url);
	return (struct span){ j->key.at, j->key.len };
}

/* 1 if it was there before, 0 if it was added. */
static int note(struct ids *set, struct span key, struct err *e)
{
	if (ids_find(set, key))
		return 1;
	return ids_add(set, key, 0, e);
}

/* ---- what the specs name ---- */

typedef int each_workbook(struct judge *j, const struct spec *s,
	const struct spec_workbook *w, struct err *e);

static int for_workbooks(struct judge *j, const struct spec *s,
	each_workbook *visit, struct err *e)
{
	for (unsigned i = 0; i < s->n_editions; i++)
		for (unsigned k = 0; k < s->editions[i].n_workbooks; k++)
			if (visit(j, s, &s->editions[i].workbooks[k], e) < 0)
				return -1;
	return 0;
}

static int note_named(struct judge *j, const struct spec *s,
	const struct spec_workbook *w, struct err *e)
{
	(void)s;
	return w->url && note(&j->named, key_of(j, w->url), e) < 0 ? -1 : 0;
}

/* Under known of any spec. */
static int is_known(const struct watch *w, struct span key)
{
	for (size_t i = 0; i < w->specs.n; i++) {
		const struct spec *s = w->specs.all[i];

		for (unsigned k = 0; k < s->n_known; k++)
			if (url_matches(s->known[k], key))
				return 1;
	}
	return 0;
}

/* 1 if the file bears the name of a workbook without an address. */
static int has_its_name(const struct spec *s, const char *url)
{
	struct text name = TEXT_INIT, file = TEXT_INIT;
	int is = 0;

	url_file(&name, url);
	for (unsigned i = 0; i < s->n_editions && name.at; i++) {
		const struct spec_edition *ed = &s->editions[i];

		for (unsigned k = 0; k < ed->n_workbooks; k++) {
			text_clear(&file);
			url_file(&file, ed->workbooks[k].file);
			is |= !ed->workbooks[k].url && file.at &&
				strcmp(file.at, name.at) == 0;
		}
	}
	text_free(&name);
	text_free(&file);
	return is;
}

/* ---- what is listed ---- */

static int judge_file(struct judge *j, const struct listing *l,
	const struct link *file, struct err *e)
{
	struct span key = key_of(j, file->url);
	int told;

	if (ids_find(&j->named, key) || is_known(j->w, key))
		return 0;
	told = note(&j->told, key, e);
	if (told == 0)
		j->tell(j->context,
			&(struct watch_news){ has_its_name(l->spec, file->url)
					? WATCH_FOUND
					: WATCH_UNKNOWN,
				l->is.dataset, file->url, file->title,
				file->modified, l->is.url });
	return told < 0 ? -1 : 0;
}

static int judge_listing(
	struct judge *j, const struct listing *l, struct err *e)
{
	for (size_t i = 0; i < l->files.n; i++)
		if (judge_file(j, l, &l->files.all[i], e) < 0)
			return -1;
	return 0;
}

/* ---- what is gone ---- */

static int is_on_its_host(const struct listing *l, struct span key)
{
	struct text own = TEXT_INIT;
	int is;

	url_key(&own, l->is.url);
	is = span_same(url_key_host((struct span){ own.at, own.len }),
		url_key_host(key));
	text_free(&own);
	return is;
}

/* 1 if the listing would have the file if there were one. A pattern without a
 * host is about the listing's own. */
static int covers(const struct listing *l, struct span key)
{
	for (unsigned i = 0; i < l->says->n_complete; i++) {
		const char *pattern = l->says->complete[i];

		if (url_matches(pattern, key) &&
			(strstr(pattern, "://") || is_on_its_host(l, key)))
			return 1;
	}
	return 0;
}

/* The first of the dataset's listings by which the file of a key is gone; NULL
 * where one has it, or where one that might have it was not read. */
static const struct listing *gone_by(
	const struct watch *w, const struct spec *s, struct span key)
{
	const struct listing *by = NULL;

	for (size_t i = 0; i < w->n; i++) {
		const struct listing *l = &w->all[i];

		if (published_find(&l->files, key))
			return NULL;
		if (l->spec != s || !covers(l, key))
			continue;
		if (!l->is.read)
			return NULL;
		by = by ? by : l;
	}
	return by;
}

static int judge_gone(struct judge *j, const struct spec *s,
	const struct spec_workbook *w, struct err *e)
{
	struct span key = w->url ? key_of(j, w->url) : span_of(NULL);
	const struct listing *by = w->url ? gone_by(j->w, s, key) : NULL;
	int told = by ? note(&j->told, key, e) : 1;

	if (told == 0)
		j->tell(j->context,
			&(struct watch_news){ WATCH_GONE, s->dataset, w->url,
				"", "", by->is.url });
	return told < 0 ? -1 : 0;
}

/* ---- all of it ---- */

static int is_last_of_its_dataset(const struct watch *w, size_t i)
{
	return i + 1 == w->n || w->all[i + 1].spec != w->all[i].spec;
}

static int judge_all(struct judge *j, struct err *e)
{
	const struct watch *w = j->w;

	for (size_t i = 0; i < w->specs.n; i++)
		if (for_workbooks(j, w->specs.all[i], note_named, e) < 0)
			return -1;
	for (size_t i = 0; i < w->n; i++) {
		const struct spec *s = w->all[i].spec;

		if (judge_listing(j, &w->all[i], e) < 0)
			return -1;
		if (!is_last_of_its_dataset(w, i))
			continue;
		if (for_workbooks(j, s, judge_gone, e) < 0)
			return -1;
		ids_free(&j->told);
		j->told = (struct ids)IDS_INIT;
	}
	return text_done(&j->key, e);
}

int watch_news(struct watch *w,
	void (*tell)(void *context, const struct watch_news *n), void *context,
	struct err *e)
{
	struct judge j = { w, IDS_INIT, IDS_INIT, tell, context, TEXT_INIT };
	int rc = judge_all(&j, e);

	ids_free(&j.named);
	ids_free(&j.told);
	text_free(&j.key);
	return rc;
}
