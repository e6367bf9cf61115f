/* SPDX-License-Identifier: MIT */
/* Listings in JSON, by Jansson, the only module that knows it. */
#include <jansson.h>

#include "pipeline/base/url.h"
#include "pipeline/fetch/page_inside.h"
#include "pipeline/fetch/published_inside.h"

/* Jansson opens /dev/urandom for its first object otherwise. */
void published_json_prepare(void)
{
	json_object_seed(0);
}

/* The text of the first of some keys that has one; "" for none. */
static const char *text_of(const json_t *in, const char *const *keys)
{
	const char *text = NULL;

	for (; *keys && !text; keys++)
		text = json_string_value(json_object_get(in, *keys));
	return text ? text : "";
}

/* WordPress says {"rendered": "A &amp; B"}, which is HTML. */
static int title_of(char out[PAGE_TITLE], const json_t *in, struct err *e)
{
	static const char *const keys[] = { "title", "name", NULL };
	static const char *const inner[] = { "rendered", NULL };
	const char *html = text_of(json_object_get(in, "title"), inner);

	if (*html)
		return page_plain(out, span_of(html), e);
	page_fold(out, span_of(text_of(in, keys)));
	return 0;
}

static int put(FILE *out, const json_t *in, const char *url, struct err *e)
{
	static const char *const dates[] = { "modified", "updated", "date",
		NULL };
	static const char *const types[] = { "mime_type", NULL };
	char title[PAGE_TITLE], modified[PAGE_TITLE], type[PAGE_TITLE];
	struct link l = { url, title, modified, type };

	page_fold(modified, span_of(text_of(in, dates)));
	page_fold(type, span_of(text_of(in, types)));

	if (!link_is_spreadsheet(&l))
		return 0;
	if (title_of(title, in, e) < 0)
		return -1;
	links_put(out, &l);
	return 0;
}

static int find_in(FILE *out, json_t *at, json_t *in, struct err *e);

/* What is an object of a media API has images and pages besides the file. */
static int find_in_object(FILE *out, json_t *at, struct err *e)
{
	const char *source =
		json_string_value(json_object_get(at, "source_url"));

	if (source)
		return put(out, at, source, e);
	for (void *i = json_object_iter(at); i;
		i = json_object_iter_next(at, i))
		if (find_in(out, json_object_iter_value(i), at, e) < 0)
			return -1;
	return 0;
}

/* in is the object where it stands. No deeper than Jansson reads. */
static int find_in(FILE *out, json_t *at, json_t *in, struct err *e)
{
	if (json_is_object(at))
		return find_in_object(out, at, e);
	if (json_is_string(at) && url_is_spreadsheet(json_string_value(at)))
		return put(out, in, json_string_value(at), e);
	for (size_t i = 0; i < json_array_size(at); i++)
		if (find_in(out, json_array_get(at, i), in, e) < 0)
			return -1;
	return 0;
}

/* {"code": "rest_no_route", "message": "No route was found ..."} */
static int is_refusal(const json_t *at)
{
	return json_is_string(json_object_get(at, "code")) &&
		json_is_string(json_object_get(at, "message"));
}

static int refusal(const json_t *at, struct err *e)
{
	static const char *const codes[] = { "code", NULL };
	static const char *const messages[] = { "message", NULL };
	char message[PAGE_TITLE];

	if (page_plain(message, span_of(text_of(at, messages)), e) < 0)
		return -1;
	return err_set(e, ERR_DATA,
		"the server answers with an error: '%.100s' (%.60s)", message,
		text_of(at, codes));
}

int published_find_json(FILE *out, struct span bytes, struct err *e)
{
	json_error_t why;
	json_t *all;
	int rc;

	if (bytes.len >= 3 && memcmp(bytes.at, "\xef\xbb\xbf", 3) == 0)
		bytes = (struct span){ bytes.at + 3, bytes.len - 3 };
	all = json_loadb(bytes.at, bytes.len,
		JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL |
			JSON_DECODE_INT_AS_REAL,
		&why);
	if (!all)
		return err_set(e, ERR_DATA, "line %d: no JSON: %s", why.line,
			why.text);
	links_head(out, "");
	rc = is_refusal(all) ? refusal(all, e) : find_in(out, all, all, e);
	json_decref(all);
	return rc;
}
