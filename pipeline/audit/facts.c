/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/facts.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/base/num.h"

static void give(struct stmt *s, const struct fact_given *given)
{
	for (; given->name; given++) {
		int at = stmt_parameter(s, given->name);

		if (at == 0)
			continue;
		if (given->text)
			stmt_text(s, at, span_of(given->text));
		else if (given->number < 0)
			stmt_null(s, at);
		else
			stmt_integer(s, at, given->number);
	}
}

static int name_columns(struct facts *f, struct stmt *s, struct err *e)
{
	if (f->n_names)
		return 0;
	f->n_names = (size_t)stmt_columns(s);
	assert(f->n_names <= FACTS_COLUMNS);
	for (size_t i = 0; i < f->n_names; i++) {
		f->names[i] =
			arena_copy(&f->texts, span_of(stmt_name(s, (int)i)));
		if (!f->names[i])
			return err_memory(e);
	}
	return 0;
}

static int take_value(struct db_value *out, struct facts *f, struct stmt *s,
	int column, struct err *e)
{
	const char *copy;

	*out = (struct db_value){ .type = stmt_type(s, column) };
	if (out->type == VALUE_INTEGER)
		out->integer = stmt_get_integer(s, column);
	if (out->type == VALUE_NUMBER)
		out->number = stmt_get_number(s, column);
	if (out->type != VALUE_TEXT)
		return 0;
	out->text = stmt_get_text(s, column);
	copy = arena_copy(&f->texts, out->text);
	out->text.at = copy;
	return copy ? 0 : err_memory(e);
}

static int take_row(struct facts *f, struct stmt *s, struct err *e)
{
	struct db_value *at =
		array_more(f->at, f->n, f->n_names * sizeof(*f->at));

	if (!at)
		return err_memory(e);
	f->at = at;
	if (f->n == FACTS_ROWS)
		return err_set(e, ERR_DATA, "more than %d rows to tell of",
			FACTS_ROWS);
	at += f->n_names * f->n;
	for (size_t i = 0; i < f->n_names; i++)
		if (take_value(&at[i], f, s, (int)i, e) < 0)
			return -1;
	f->n++;
	return 0;
}

int facts_read(struct facts *f, struct db *d, const char *sql,
	const struct fact_given *given, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, sql, e);

	if (rc == 0)
		rc = name_columns(f, s, e);
	if (rc == 0) {
		give(s, given);
		while ((rc = stmt_step(s, e)) == 1)
			if (take_row(f, s, e) < 0) {
				rc = -1;
				break;
			}
	}
	stmt_close(s);
	return rc;
}

void facts_free(struct facts *f)
{
	free(f->at);
	arena_free(&f->texts);
	*f = (struct facts){ 0 };
}

const struct db_value *facts_at(
	const struct facts *f, size_t row, const char *name)
{
	for (size_t i = 0; i < f->n_names; i++)
		if (strcmp(f->names[i], name) == 0)
			return &f->at[row * f->n_names + i];
	assert(!"no such column");
	return NULL;
}

const char *facts_words(char buf[FACT_TEXT], const struct facts *f, size_t row,
	const char *name)
{
	const struct db_value *v = facts_at(f, row, name);

	if (v->type == VALUE_TEXT)
		return v->text.at;
	if (v->type == VALUE_NULL)
		return "none";
	if (v->type == VALUE_NUMBER)
		num_format(buf, v->number);
	else
		snprintf(buf, FACT_TEXT, "%lld", (long long)v->integer);
	return buf;
}

const char *facts_short(char buf[FACT_TEXT], const struct facts *f, size_t row,
	const char *name)
{
	const struct db_value *v = facts_at(f, row, name);
	double by = v->type == VALUE_NUMBER ? pow(10, num_places(v->number))
					    : INFINITY;

	if (!isfinite(v->number * by))
		return facts_words(buf, f, row, name);
	num_format(buf, round(v->number * by) / by);
	return buf;
}

const char *facts_string(const struct facts *f, size_t row, const char *name)
{
	return facts_at(f, row, name)->text.at;
}

int facts_has(const struct facts *f, size_t row, const char *name)
{
	return facts_at(f, row, name)->type != VALUE_NULL;
}

void facts_field_json(struct json *j, const char *key, const struct db_value *v)
{
	if (v->type == VALUE_INTEGER)
		json_integer(j, key, v->integer);
	else if (v->type == VALUE_NUMBER)
		json_number(j, key, v->number);
	else
		json_text(j, key, v->text);
}

void facts_row_json(struct json *j, const struct facts *f, size_t row)
{
	for (size_t i = 0; i < f->n_names; i++)
		if (strcmp(f->names[i], "release_id") != 0)
			facts_field_json(
				j, f->names[i], &f->at[row * f->n_names + i]);
}

void facts_json(struct json *j, const char *key, const struct facts *f)
{
	json_begin(j, key, '[');
	for (size_t i = 0; i < f->n; i++) {
		json_begin(j, NULL, '{');
		facts_row_json(j, f, i);
		json_end(j, '}');
	}
	json_end(j, ']');
}
