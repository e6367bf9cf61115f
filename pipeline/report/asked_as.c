/* SPDX-License-Identifier: MIT */
#include "pipeline/report/asked_as.h"

#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#include "pipeline/base/clock.h"
#include "pipeline/base/csv.h"
#include "pipeline/report/manifest.h"
#include "pipeline/workbook/cellstream.h"

enum { RELEASES_MAX = 10000, DIGITS_MAX = 15 };

/* Where the texts of a manifest go. */
static const struct place {
	const char *key;
	size_t at;
	int must;
} places[] = {
	{ "version", offsetof(struct asked_as, version), 1 },
	{ "dataset", offsetof(struct asked_as, dataset), 1 },
	{ "edition", offsetof(struct asked_as, edition), 1 },
	{ "profile", offsetof(struct asked_as, profile), 1 },
	{ "language", offsetof(struct asked_as, language), 1 },
	{ "area", offsetof(struct asked_as, area), 0 },
	{ "scheme", offsetof(struct asked_as, scheme), 0 },
	{ "region", offsetof(struct asked_as, region), 0 },
	{ "as_of", offsetof(struct asked_as, as_of), 0 },
	{ "made", offsetof(struct asked_as, made), 1 },
	{ "run", offsetof(struct asked_as, run), 0 },
	{ "log_line", offsetof(struct asked_as, log_line), 0 },
	{ "log_head", offsetof(struct asked_as, log_head), 0 },
};

static const size_t n_places = sizeof(places) / sizeof(*places);

static char *text_at(struct asked_as *a, const struct place *p)
{
	return (char *)a + p->at;
}

/* ---- a line of it -----------------------------------------------------------
 */

static int is_hash(struct span s)
{
	size_t n = 0;

	while (n < s.len && s.at[n] && strchr("0123456789abcdef", s.at[n]))
		n++;
	return s.len == HASH_HEX - 1 && n == s.len;
}

/* "EDITION STATE SHA256"; n counts them from 1. */
static int take_release(
	struct asked_as *a, const char *key, struct span value, struct err *e)
{
	char expected[32];
	const char *last = memrchr(value.at, ' ', value.len);
	struct span hash = { last ? last + 1 : value.at, 0 };

	hash.len = (size_t)(value.at + value.len - hash.at);
	snprintf(expected, sizeof(expected), MANIFEST_RELEASE "%zu",
		++a->n_releases);
	if (a->n_releases > RELEASES_MAX || strcmp(key, expected) != 0)
		return err_set(e, ERR_DATA,
			"its manifest has '%.40s' where '%s' is due", key,
			expected);
	if (!last || !is_hash(hash) || value.len >= ASKED_TEXT ||
		memchr(value.at, '\n', value.len))
		return err_set(e, ERR_DATA,
			"its manifest: '%.40s' is not EDITION STATE SHA256",
			key);
	text_add(&a->releases, value.at, value.len);
	text_putc(&a->releases, '\n');
	return text_done(&a->releases, e);
}

static int take_line(
	struct asked_as *a, const char *key, struct span value, struct err *e)
{
	char *to;

	if (strncmp(key, MANIFEST_RELEASE, strlen(MANIFEST_RELEASE)) == 0)
		return take_release(a, key, value, e);
	for (size_t i = 0; i < n_places; i++) {
		if (strcmp(places[i].key, key) != 0)
			continue;
		to = text_at(a, &places[i]);
		if (*to)
			return err_set(e, ERR_DATA,
				"its manifest has '%s' twice", key);
		if (value.len == 0 || value.len >= ASKED_TEXT)
			return err_set(e, ERR_DATA,
				"its manifest: '%s' is empty or too long", key);
		memcpy(to, value.at, value.len);
		to[value.len] = '\0';
		return 0;
	}
	return err_set(e, ERR_DATA,
		"its manifest has the key '%.40s', which this kosh does not "
		"know: a newer one may",
		key);
}

/* ---- the cells of the file --------------------------------------------------
 */

struct reading {
	struct asked_as *out;
	char sheet[ASKED_TEXT];
	char key[ASKED_TEXT]; /* what stands in column A of the row */
	char row[16];
	int there;   /* there is a manifest */
	int is_here; /* and this is its sheet */
};

static void keep(char *to, size_t size, struct span s)
{
	size_t n = s.len < size ? s.len : size - 1;

	memcpy(to, s.at ? s.at : "", n);
	to[n] = '\0';
}

/* The first line of a manifest. */
static int begin(struct reading *r, struct span value, struct err *e)
{
	static const char start[] = "kosh report ";

	if (strcmp(r->key, "format") != 0 || value.len < sizeof(start) ||
		memcmp(value.at, start, sizeof(start) - 1) != 0)
		return 0;
	if (r->there++)
		return err_set(e, ERR_DATA, "it has two manifests");
	r->is_here = 1;
	return span_is(value, MANIFEST_FORMAT)
		? 0
		: err_set(e, ERR_DATA,
			  "its manifest is a '%.*s', and this kosh knows '%s': "
			  "update kosh",
			  (int)(value.len < 40 ? value.len : 40), value.at,
			  MANIFEST_FORMAT);
}

static int take_cell(struct reading *r, struct span cell, struct span type,
	struct span value, struct err *e)
{
	int is_text = span_is(type, "text");

	if (cell.len < 2 || cell.len > sizeof(r->row) || !is_digit(cell.at[1]))
		return 0;
	if (cell.at[0] == 'A') {
		keep(r->key, sizeof(r->key),
			is_text ? value : (struct span){ "", 0 });
		keep(r->row, sizeof(r->row),
			(struct span){ cell.at + 1, cell.len - 1 });
		return 0;
	}
	if (cell.at[0] != 'B' || !*r->key ||
		!span_is((struct span){ cell.at + 1, cell.len - 1 }, r->row))
		return 0;
	if (!r->is_here)
		return is_text ? begin(r, value, e) : 0;
	return is_text ? take_line(r->out, r->key, value, e)
		       : err_set(e, ERR_DATA,
				 "its manifest: '%.40s' is no text", r->key);
}

/* A record of sheet, cell, type, value, formula. */
static int take_record(void *context, const struct span *fields, size_t n,
	size_t number, struct err *e)
{
	struct reading *r = context;

	if (number == 1 || n < LISTING_COLUMNS)
		return 0;
	r->out->cells++;
	if (!span_is(fields[0], r->sheet)) {
		keep(r->sheet, sizeof(r->sheet), fields[0]);
		*r->key = '\0';
		r->is_here = 0;
	}
	return take_cell(r, fields[1], fields[2], fields[3], e);
}

static int read_cells(struct reading *r, const char *path, struct err *e)
{
	const struct cellstream s = {
		.path = path, .csv = BOOK_CSV_INIT, .format = RECORD_CSV
	};
	struct err own = ERR_INIT;
	struct child *reader = NULL;
	int rc;

	if (cellstream_start(&reader, &s, e) < 0)
		return -1;
	rc = csv_read_stream(child_out(reader), take_record, r, &own);
	if (rc == 0)
		return child_end(reader, e);
	child_end(reader, &(struct err)ERR_INIT); /* which was stopped */
	return err_set(e, own.kind, "%s: %s", path, own.text);
}

/* ---- what it comes to -------------------------------------------------------
 */

static int is_number(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n > 0 && n <= DIGITS_MAX && s[n] == '\0' && *s != '0';
}

static int take_log(struct asked_as *a, struct err *e)
{
	if (!*a->log_line != !*a->log_head)
		return err_set(e, ERR_DATA,
			"its manifest contradicts itself: log_line and "
			"log_head go together");
	if (!*a->log_line)
		return *a->run ? err_set(e, ERR_DATA,
					 "its manifest contradicts itself: a "
					 "run without a line of the log")
			       : 0;
	if (!is_number(a->log_line) || !is_hash(span_of(a->log_head)) ||
		strlen(a->run) >= sizeof(a->log.run))
		return err_set(e, ERR_DATA,
			"its manifest: log_line and log_head are no line of a "
			"log");
	a->log.line = strtoll(a->log_line, NULL, 10);
	keep(a->log.hash, sizeof(a->log.hash), span_of(a->log_head));
	keep(a->log.run, sizeof(a->log.run), span_of(a->run));
	return 0;
}

static int take_moment(struct asked_as *a, struct err *e)
{
	struct tm tm = { 0 };

	if (!clock_is_moment(a->made) ||
		!strptime(a->made, "%Y-%m-%dT%H:%M:%SZ", &tm))
		return err_set(e, ERR_DATA,
			"its manifest: made '%.40s' is no moment", a->made);
	a->now = timegm(&tm);
	return 0;
}

static int find_profile(enum report_profile *out, const char *word)
{
	const char *name;

	for (size_t i = 0; (name = report_profile_name(i)); i++)
		if (strcmp(name, word) == 0) {
			*out = (enum report_profile)i;
			return 0;
		}
	return -1;
}

static int check_order(const struct asked_as *a, struct err *e)
{
	enum report_profile profile;

	if (find_profile(&profile, a->profile) < 0)
		return err_set(e, ERR_DATA,
			"its manifest: there is no profile '%.40s'",
			a->profile);
	if ((profile == REPORT_COUNTRY && !*a->area) ||
		(profile == REPORT_REGION && !*a->region))
		return err_set(e, ERR_DATA,
			"its manifest contradicts itself: a report of the "
			"profile %s without %s",
			a->profile,
			profile == REPORT_COUNTRY ? "area" : "region");
	return 0;
}

/* Of an edition one release at the most is current. */
static int check_releases(const struct asked_as *a, struct err *e)
{
	static const char mark[] = " current ";
	const char *at = a->releases.at ? a->releases.at : "", *other, *end;

	for (; *at; at = strchr(at, '\n') + 1) {
		end = strstr(at, mark);
		if (!end || end > strchr(at, '\n'))
			continue;
		end += sizeof(mark) - 1;
		for (other = strchr(at, '\n') + 1; *other;
			other = strchr(other, '\n') + 1)
			if (strncmp(at, other, (size_t)(end - at)) == 0)
				return err_set(e, ERR_DATA,
					"its manifest contradicts itself: two "
					"current releases of one edition");
	}
	return 0;
}

static int check_all(struct asked_as *a, struct err *e)
{
	for (size_t i = 0; i < n_places; i++)
		if (places[i].must && !*text_at(a, &places[i]))
			return err_set(e, ERR_DATA,
				"its manifest does not say '%s'",
				places[i].key);
	return take_log(a, e) < 0 || take_moment(a, e) < 0 ||
			check_order(a, e) < 0 || check_releases(a, e) < 0
		? -1
		: 0;
}

int asked_as_read(struct asked_as *out, const char *path, struct err *e)
{
	struct reading r = { .out = out };

	*out = (struct asked_as){ .releases = TEXT_INIT };
	if (read_cells(&r, path, e) < 0)
		return -1;
	if (!r.there)
		return err_set(e, ERR_DATA,
			"'%.200s' is no report of kosh: none of its sheets has "
			"a manifest",
			path);
	return check_all(out, e) < 0 ? err_in(e, "%s", path) : 0;
}

void asked_as_free(struct asked_as *a)
{
	text_free(&a->releases);
}

static const char *said(const char *text)
{
	return *text ? text : NULL;
}

void asked_as_order(struct report_order *out, const struct asked_as *a)
{
	*out = (struct report_order){ .dataset = a->dataset,
		.edition = a->edition,
		.form = "xlsx",
		.area = said(a->area),
		.scheme = said(a->scheme),
		.region = said(a->region),
		.language = a->language,
		.version = a->version,
		.now = a->now,
		.log = &a->log };
	find_profile(&out->profile, a->profile);
}
