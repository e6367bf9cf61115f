/* SPDX-License-Identifier: MIT */
/* A traced figure as one object; kosh-trace(1) describes it. */
#include "pipeline/audit/trace_inside.h"

static void put_figure(struct json *j, const struct trace *t)
{
	const int is_there = t->cells.n > 0;

	json_begin(j, "figure", '{');
	json_string(j, "dataset", t->of.name.dataset);
	json_string(j, "edition", t->of.name.edition);
	json_string(j, "area", t->of.area);
	json_string(j, "indicator", t->o->indicator);
	json_string(j, "measure", t->o->measure);
	json_string(j, "period", t->period);
	if (is_there)
		facts_field_json(j, "value", facts_at(&t->cells, 0, "value"));
	else
		json_string(j, "value", NULL);
	json_string(
		j, "raw", is_there ? facts_string(&t->cells, 0, "raw") : NULL);
	json_string(
		j, "why", t->lack.n ? facts_string(&t->lack, 0, "why") : NULL);
	facts_row_json(j, &t->about, 0);
	json_end(j, '}');
}

static void put_release(struct json *j, const struct trace *t)
{
	json_begin(j, "release", '{');
	facts_row_json(j, &t->release, 0);
	json_string(j, "path", t->path);
	json_string(j, "stored", trace_bytes_names[t->bytes]);
	json_end(j, '}');
}

static void put_rules(struct json *j, const struct trace *t)
{
	json_begin(j, "rules", '{');
	json_integer(j, "judged", (long long)t->judged);
	json_begin(j, "passed", '[');
	for (size_t i = 0; i < t->n_passed; i++)
		json_string(j, NULL, t->passed[i]);
	json_end(j, ']');
	json_end(j, '}');
	json_begin(j, "findings", '[');
	for (size_t i = 0; i < t->findings.n; i++) {
		if (t->touches[i] == TOUCHES_NOT)
			continue;
		json_begin(j, NULL, '{');
		json_string(j, "touches", trace_touches[t->touches[i]]);
		facts_row_json(j, &t->findings, i);
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void put_derived(struct json *j, const struct trace *t)
{
	json_begin(j, "derived", '{');
	if (t->stale.n)
		facts_row_json(j, &t->stale, 0);
	else
		json_string(j, "state", NULL);
	facts_json(j, "numbers", &t->used);
	json_end(j, '}');
}

static void put_log(struct json *j, const struct trace_log *l)
{
	json_begin(j, "log", '{');
	json_string(j, "path", l->path);
	json_flag(j, "there", l->is_there);
	json_integer(j, "mentions", (long long)l->mentions);
	json_begin(j, "lines", '[');
	for (size_t i = 0; i < l->n; i++) {
		json_begin(j, NULL, '{');
		json_integer(j, "line", (long long)l->at[i].number);
		json_text(j, "time", l->at[i].time);
		json_text(j, "event", l->at[i].event);
		json_text(j, "hash", l->at[i].hash);
		json_flag(j, "tells", l->at[i].is_own);
		json_end(j, '}');
	}
	json_end(j, ']');
	json_end(j, '}');
}

void trace_json(FILE *to, const struct trace *t)
{
	struct json j = { .to.stream = to };

	json_begin(&j, NULL, '{');
	put_figure(&j, t);
	facts_json(&j, "cells", &t->cells);
	put_release(&j, t);
	facts_json(&j, "releases", &t->others);
	put_rules(&j, t);
	put_derived(&j, t);
	put_log(&j, &t->log);
	json_end(&j, '}');
	putc('\n', to);
}
