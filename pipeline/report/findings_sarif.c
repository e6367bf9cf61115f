/* SPDX-License-Identifier: MIT */
/*
 * The findings as SARIF 2.1.0. It knows lines of text files and no cells, so a
 * cell is a logical location within the workbook, which is an artifact.
 */
#include <ctype.h>
#include <stdlib.h>

#include "pipeline/base/json.h"
#include "pipeline/report/findings_inside.h"

static const char *level(int severity)
{
	return severity == SEVERITY_ERROR      ? "error"
		: severity == SEVERITY_WARNING ? "warning"
					       : "note";
}

static void put_said(struct json *j, const char *key, struct span text)
{
	if (text.at)
		json_text(j, key, text);
}

/* {"text": ...}, where there is one. */
static void put_message(struct json *j, const char *key, struct span text)
{
	if (!text.len)
		return;
	json_begin(j, key, '{');
	json_text(j, "text", text);
	json_end(j, '}');
}

/* ---- the rules ---- */

static void put_rule(struct json *j, const struct finding_rule *r)
{
	json_begin(j, NULL, '{');
	json_text(j, "id", r->id);
	put_message(j, "shortDescription", span_of(r->title));
	put_message(j, "fullDescription", span_of(r->why));
	put_message(j, "help", span_of(r->remedy));
	json_begin(j, "defaultConfiguration", '{');
	json_text(j, "level", span_of(level((int)r->severity)));
	json_end(j, '}');
	json_end(j, '}');
}

static void put_tool(struct json *j, const struct findings *f)
{
	json_begin(j, "tool", '{');
	json_begin(j, "driver", '{');
	json_text(j, "name", span_of("kosh-validate"));
	json_text(j, "version", span_of(f->o->version));
	json_begin(j, "rules", '[');
	for (size_t i = 0; i < f->n_rules; i++)
		put_rule(j, &f->rules[i]);
	json_end(j, ']');
	json_end(j, '}');
	json_end(j, '}');
}

static void put_invocation(struct json *j, const struct findings *f)
{
	json_begin(j, "invocations", '[');
	json_begin(j, NULL, '{');
	json_flag(j, "executionSuccessful", 1);
	json_text(j, "endTimeUtc", span_of(f->when));
	json_end(j, '}');
	json_end(j, ']');
}

/* ---- the workbooks ---- */

/* A name as a relative address; of a release without one its hash. */
static void put_uri(
	struct json *j, struct findings *f, const struct finding_release *r)
{
	struct text *uri = &f->place;

	text_clear(uri);
	for (const char *c = r->file; c && *c; c++)
		if (isalnum((unsigned char)*c) || strchr("-._~", *c))
			text_putc(uri, *c);
		else
			text_printf(uri, "%%%02X", (unsigned char)*c);
	if (!r->file)
		text_printf(uri, "urn:sha256:%s", r->sha256);
	json_text(j, "uri", (struct span){ uri->at, uri->len });
}

static void put_artifact(
	struct json *j, struct findings *f, const struct finding_release *r)
{
	json_begin(j, NULL, '{');
	json_begin(j, "location", '{');
	put_uri(j, f, r);
	json_end(j, '}');
	json_begin(j, "hashes", '{');
	json_text(j, "sha-256", span_of(r->sha256));
	json_end(j, '}');
	json_begin(j, "properties", '{');
	json_text(j, "dataset", span_of(f->o->dataset));
	json_text(j, "edition", span_of(r->edition));
	json_text(j, "state", span_of(r->state));
	put_said(j, "published", span_of(r->published));
	put_said(j, "url", span_of(r->url));
	put_said(j, "forced", span_of(r->forced));
	json_end(j, '}');
	json_end(j, '}');
}

/* ---- the findings ---- */

static void put_location(
	struct json *j, struct findings *f, const struct finding_row *r)
{
	struct span place = findings_place(f, r);
	int is_cell = r->at[F_CELL].len > 0;

	json_begin(j, "locations", '[');
	json_begin(j, NULL, '{');
	if (place.len) {
		json_begin(j, "logicalLocations", '[');
		json_begin(j, NULL, '{');
		json_text(j, "name", r->at[is_cell ? F_CELL : F_SHEET]);
		json_text(j, "fullyQualifiedName", place);
		json_text(j, "kind", span_of(is_cell ? "cell" : "sheet"));
		json_end(j, '}');
		json_end(j, ']');
	}
	json_begin(j, "physicalLocation", '{');
	json_begin(j, "artifactLocation", '{');
	put_uri(j, f, &f->releases[r->release]);
	json_integer(j, "index", (long long)r->release);
	json_end(j, '}');
	json_end(j, '}');
	json_end(j, '}');
	json_end(j, ']');
}

/* The names are those of the other formats. */
static void put_properties(struct json *j, const struct finding_row *r)
{
	static const struct {
		const char *name;
		enum finding_column column;
	} all[] = {
		{ "dataset", F_DATASET },
		{ "edition", F_EDITION },
		{ "release", F_RELEASE },
		{ "area", F_AREA },
		{ "label", F_LABEL },
		{ "indicator", F_INDICATOR },
		{ "measure", F_MEASURE },
		{ "period", F_PERIOD },
		{ "sheet", F_SHEET },
		{ "cell", F_CELL },
		{ "raw", F_RAW },
		{ "expected", F_EXPECTED },
		{ "actual", F_ACTUAL },
		{ "first_seen", F_SEEN },
		{ "first_run", F_RUN },
		{ "waived_by", F_WHO },
		{ "waived_why", F_WHY },
		{ "waived_until", F_UNTIL },
	};

	json_begin(j, "properties", '{');
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		put_said(j, all[i].name, r->at[all[i].column]);
	json_integer(j, "cells", strtoll(r->at[F_CELLS].at, NULL, 10));
	json_end(j, '}');
}

/* An open finding of a document that has suppressions says so by none. */
static void put_suppressions(
	struct json *j, struct findings *f, const struct finding_row *r)
{
	json_begin(j, "suppressions", '[');
	if (r->class == CLASS_WAIVED) {
		text_clear(&f->place);
		text_printf(&f->place, "%.*s until %.*s: %.*s",
			SPAN(r->at[F_WHO]), SPAN(r->at[F_UNTIL]),
			SPAN(r->at[F_WHY]));
		json_begin(j, NULL, '{');
		json_text(j, "kind", span_of("external"));
		json_text(j, "status", span_of("accepted"));
		json_text(j, "justification",
			(struct span){ f->place.at, f->place.len });
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void put_result(
	struct json *j, struct findings *f, const struct finding_row *r)
{
	json_begin(j, NULL, '{');
	json_text(j, "ruleId", r->at[F_RULE]);
	json_integer(j, "ruleIndex", (long long)r->rule);
	json_text(j, "level", span_of(level(severity_of(r->at[F_SEVERITY]))));
	json_begin(j, "message", '{');
	json_text(j, "text", r->at[F_MESSAGE]);
	json_end(j, '}');
	put_location(j, f, r);
	if (r->at[F_FINGERPRINT].len) {
		json_begin(j, "partialFingerprints", '{');
		json_text(j, "kosh/v1", r->at[F_FINGERPRINT]);
		/* the only one that GitHub looks at */
		json_text(j, "primaryLocationLineHash", r->at[F_FINGERPRINT]);
		json_end(j, '}');
	}
	put_suppressions(j, f, r);
	put_properties(j, r);
	json_end(j, '}');
}

static void put_counts(struct json *j, const struct findings *f)
{
	json_begin(j, "properties", '{');
	json_integer(j, "errors", f->counts[SEVERITY_ERROR]);
	json_integer(j, "warnings", f->counts[SEVERITY_WARNING]);
	json_integer(j, "notes", f->counts[SEVERITY_INFO]);
	json_integer(j, "waived", f->counts[CLASS_WAIVED]);
	json_integer(j, "not_shown", (long long)f->left);
	json_text(j, "fail_on", span_of(severity_name(f->o->bar)));
	json_end(j, '}');
}

void findings_sarif(FILE *out, struct findings *f)
{
	struct json j = { .to.stream = out, .lines = 1 };

	fputs("{\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/"
	      "errata01/os/schemas/sarif-schema-2.1.0.json\",\n"
	      "\"version\":\"2.1.0\",\"runs\":[",
		out);
	json_begin(&j, NULL, '{');
	put_tool(&j, f);
	put_invocation(&j, f);
	json_begin(&j, "artifacts", '[');
	for (size_t i = 0; i < f->n_releases; i++)
		put_artifact(&j, f, &f->releases[i]);
	json_end(&j, ']');
	json_begin(&j, "results", '[');
	for (const struct finding_row *r = f->first; r; r = r->next)
		put_result(&j, f, r);
	json_end(&j, ']');
	put_counts(&j, f);
	json_end(&j, '}');
	fputs("]}\n", out);
}
