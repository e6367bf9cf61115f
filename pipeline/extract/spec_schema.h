/* SPDX-License-Identifier: MIT */
/* Inside spec.c only: the spec language as a table of schemas for libcyaml. */
#ifndef KOSH_EXTRACT_SPEC_SCHEMA_H
#define KOSH_EXTRACT_SPEC_SCHEMA_H

#include <cyaml/cyaml.h>

#include "pipeline/extract/spec.h"

enum {
	MAX_NAME = 300,
	MAX_ENTRIES = 5000, /* of any list in a spec */
};

#define NEED CYAML_FLAG_POINTER
#define MAY  (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)
/* A list of one entry or more; its length stands in n. */
#define LIST(key, flags, type, member, n, schema)                              \
	CYAML_FIELD_SEQUENCE_COUNT(                                            \
		key, flags, type, member, n, &(schema), 1, MAX_ENTRIES)
#define TEXTS(key, type, member, n) LIST(key, MAY, type, member, n, text_schema)
#define TEXT(key, flags, type, member)                                         \
	CYAML_FIELD_STRING_PTR(key, flags, type, member, 0, MAX_NAME)
#define COUNT(key, type, member)                                               \
	CYAML_FIELD_UINT(key, CYAML_FLAG_OPTIONAL, type, member)
#define CHOICE(key, type, member, choices)                                     \
	CYAML_FIELD_ENUM(key, CYAML_FLAG_OPTIONAL | CYAML_FLAG_STRICT, type,   \
		member, choices, CYAML_ARRAY_LEN(choices))
/* One of which it must be known whether it was said. */
#define SAID(key, type, member, choices)                                       \
	CYAML_FIELD_ENUM_PTR(key, CYAML_FLAG_OPTIONAL | CYAML_FLAG_STRICT,     \
		type, member, choices, CYAML_ARRAY_LEN(choices))

static const cyaml_strval_t combines[] = {
	{ "none", COMBINE_NONE },
	{ "mean", COMBINE_MEAN },
	{ "sum", COMBINE_SUM },
	{ "leaves", COMBINE_LEAVES },
};
static const cyaml_strval_t roles[] = {
	{ "area", ROLE_AREA },
	{ "code", ROLE_CODE },
	{ "period", ROLE_PERIOD },
	{ "indicator", ROLE_INDICATOR },
	{ "measure", ROLE_MEASURE },
	{ "filter", ROLE_FILTER },
	{ "ignored", ROLE_IGNORED },
};
static const cyaml_strval_t blanks[] = {
	{ "pass", BLANK_PASS },
	{ "missing", BLANK_MISSING },
	{ "finding", BLANK_FINDING },
};
static const cyaml_strval_t other_texts[] = {
	{ "finding", 0 },
	{ "pass", 1 },
};
static const cyaml_strval_t tie_rules[] = {
	{ "sequential", TIES_SEQUENTIAL },
	{ "competition", TIES_COMPETITION },
	{ "hidden", TIES_HIDDEN },
	{ "none", TIES_NONE },
};
static const cyaml_strval_t directions[] = {
	{ "higher", DIRECTION_HIGHER },
	{ "lower", DIRECTION_LOWER },
};
static const cyaml_strval_t firsts[] = {
	{ "best", FIRST_BEST },
	{ "worst", FIRST_WORST },
};
static const cyaml_strval_t promotions[] = {
	{ "newest-valid", PROMOTE_NEWEST_VALID },
	{ "pinned", PROMOTE_PINNED },
};
static const cyaml_strval_t booleans[] = {
	{ "no", 0 },
	{ "yes", 1 },
};

static const cyaml_schema_value_t text_schema = {
	CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, MAX_NAME),
};
static const cyaml_schema_value_t number_schema = {
	CYAML_VALUE_FLOAT(CYAML_FLAG_DEFAULT, double),
};

static const cyaml_schema_field_t column_fields[] = {
	TEXT("label", MAY, struct spec_column, label),
	TEXT("under", MAY, struct spec_column, under),
	TEXTS("path", struct spec_column, path, n_path),
	TEXT("score", MAY, struct spec_column, score),
	TEXT("rank", MAY, struct spec_column, rank),
	TEXT("raw", MAY, struct spec_column, raw),
	TEXT("value", MAY, struct spec_column, value),
	CHOICE("is", struct spec_column, role, roles),
	TEXT("codes", MAY, struct spec_column, codes),
	CHOICE("text", struct spec_column, numeric_text, booleans),
	TEXTS("missing", struct spec_column, missing, n_missing),
	TEXTS("clean", struct spec_column, clean, n_clean),
	TEXTS("categories", struct spec_column, categories, n_categories),
	TEXTS("only", struct spec_column, only, n_only),
	TEXTS("scores", struct spec_column, scores, n_scores),
	TEXTS("ranks", struct spec_column, ranks, n_ranks),
	TEXTS("raws", struct spec_column, raws, n_raws),
	CHOICE("others", struct spec_column, others_pass, other_texts),
	CHOICE("optional", struct spec_column, optional, booleans),
	CHOICE("blank", struct spec_column, blank, blanks),
	COUNT("block", struct spec_column, block),
	TEXT("period", MAY, struct spec_column, period),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t column_schema = {
	CYAML_VALUE_MAPPING(
		CYAML_FLAG_DEFAULT, struct spec_column, column_fields),
};

/* The keys of a table, which may also stand in the workbook or edition that
 * has no other table. */
#define TABLE_FIELDS(type, in)                                                 \
	TEXTS("sheets", type, in sheets, in n_sheets),                         \
		TEXTS("except", type, in except, in n_except),                 \
		COUNT("header_rows", type, in header_rows),                    \
		COUNT("skip_rows", type, in skip_rows),                        \
		TEXTS("skip", type, in skip, in n_skip),                       \
		TEXTS("end", type, in end, in n_end),                          \
		TEXTS("missing", type, in missing, in n_missing),              \
		COUNT("block", type, in block)
#define COLUMNS(flags, type, in)                                               \
	LIST("columns", flags, type, in columns, in n_columns, column_schema)

static const cyaml_schema_field_t table_fields[] = {
	TEXT("table", NEED, struct spec_table, id),
	TEXT("part", MAY, struct spec_table, part),
	COUNT("areas", struct spec_table, areas_given),
	TEXT("period", MAY, struct spec_table, period),
	TABLE_FIELDS(struct spec_table, ),
	COLUMNS(NEED, struct spec_table, ),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t table_schema = {
	CYAML_VALUE_MAPPING(
		CYAML_FLAG_DEFAULT, struct spec_table, table_fields),
};

static const cyaml_schema_field_t csv_fields[] = {
	TEXT("separator", MAY, struct spec_csv, separator),
	TEXT("decimal", MAY, struct spec_csv, decimal),
	TEXT("charset", MAY, struct spec_csv, charset),
	CYAML_FIELD_END,
};

/* Likewise those of a workbook. */
#define WORKBOOK_FIELDS(type, in)                                              \
	TEXT("url", MAY, type, in url), TEXT("sha256", MAY, type, in sha256),  \
		TEXT("published", MAY, type, in published),                    \
		TEXT("press", MAY, type, in press),                            \
		CYAML_FIELD_MAPPING_PTR("csv", CYAML_FLAG_OPTIONAL, type,      \
			in csv_given, csv_fields),                             \
		LIST("tables", MAY, type, in tables_given, in n_tables_given,  \
			table_schema),                                         \
		TABLE_FIELDS(type, in table.), COLUMNS(MAY, type, in table.)

static const cyaml_schema_field_t workbook_fields[] = {
	TEXT("file", NEED, struct spec_workbook, file),
	WORKBOOK_FIELDS(struct spec_workbook, ),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t workbook_schema = {
	CYAML_VALUE_MAPPING(
		CYAML_FLAG_DEFAULT, struct spec_workbook, workbook_fields),
};

static const cyaml_schema_field_t edition_fields[] = {
	TEXT("edition", NEED, struct spec_edition, id),
	TEXT("like", MAY, struct spec_edition, like),
	TEXT("regime", MAY, struct spec_edition, regime_given),
	TEXT("tree", MAY, struct spec_edition, tree_given),
	COUNT("areas", struct spec_edition, areas),
	COUNT("ranked", struct spec_edition, ranked),
	CYAML_FIELD_SEQUENCE_COUNT("scale", MAY, struct spec_edition,
		scale_given.ends, scale_given.n, &number_schema, 2, 2),
	CYAML_FIELD_INT_PTR(
		"decimals", MAY, struct spec_edition, decimals_given),
	SAID("ties", struct spec_edition, ties_given, tie_rules),
	CYAML_FIELD_INT_PTR(
		"ties_decimals", MAY, struct spec_edition, ties_decimals_given),
	SAID("direction", struct spec_edition, direction_given, directions),
	SAID("first", struct spec_edition, first_given, firsts),
	SAID("promote", struct spec_edition, promote_given, promotions),
	TEXT("period", MAY, struct spec_edition, period_given),
	LIST("workbooks", MAY, struct spec_edition, workbooks_given,
		n_workbooks_given, workbook_schema),
	TEXT("file", MAY, struct spec_edition, workbook.file),
	WORKBOOK_FIELDS(struct spec_edition, workbook.),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t edition_schema = {
	CYAML_VALUE_MAPPING(
		CYAML_FLAG_DEFAULT, struct spec_edition, edition_fields),
};

static const cyaml_schema_field_t node_fields[] = {
	TEXT("id", NEED, struct spec_indicator, id),
	TEXT("label", MAY, struct spec_indicator, label_given),
	TEXT("of", MAY, struct spec_indicator, of_given),
	TEXTS("names", struct spec_indicator, names, n_names),
	TEXT("unit", MAY, struct spec_indicator, unit),
	CYAML_FIELD_FLOAT_PTR(
		"weight", MAY, struct spec_indicator, weight_given),
	CHOICE("combine", struct spec_indicator, combine, combines),
	CYAML_FIELD_INT_PTR(
		"decimals", MAY, struct spec_indicator, decimals_given),
	SAID("direction", struct spec_indicator, direction_given, directions),
	CYAML_FIELD_SEQUENCE_COUNT("scale", MAY, struct spec_indicator,
		scale.ends, scale.n, &number_schema, 2, 2),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t node_schema = {
	CYAML_VALUE_MAPPING(
		CYAML_FLAG_DEFAULT, struct spec_indicator, node_fields),
};

static const cyaml_schema_field_t tree_fields[] = {
	TEXT("tree", NEED, struct spec_tree, id),
	LIST("nodes", NEED, struct spec_tree, nodes, n_nodes, node_schema),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t tree_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct spec_tree, tree_fields),
};

static const cyaml_schema_field_t regime_fields[] = {
	TEXT("regime", NEED, struct spec_regime, id),
	TEXT("title", NEED, struct spec_regime, title),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t regime_schema = {
	CYAML_VALUE_MAPPING(
		CYAML_FLAG_DEFAULT, struct spec_regime, regime_fields),
};

static const cyaml_schema_field_t watch_fields[] = {
	TEXT("url", NEED, struct spec_watch, url),
	TEXTS("complete", struct spec_watch, complete, n_complete),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t watch_schema = {
	CYAML_VALUE_MAPPING(
		CYAML_FLAG_DEFAULT, struct spec_watch, watch_fields),
};

static const cyaml_schema_field_t spec_fields[] = {
	TEXT("dataset", NEED, struct spec, dataset),
	TEXT("title", NEED, struct spec, title),
	TEXT("publisher", NEED, struct spec, publisher),
	TEXT("landing", MAY, struct spec, landing),
	TEXT("licence", MAY, struct spec, licence),
	TEXT("attribution", MAY, struct spec, attribution),
	TEXT("labels", MAY, struct spec, labels),
	TEXT("codes", MAY, struct spec, codes),
	TEXT("averages", MAY, struct spec, averages),
	TEXT("every", MAY, struct spec, every_given),
	LIST("watch", MAY, struct spec, watch, n_watch, watch_schema),
	TEXTS("known", struct spec, known, n_known),
	CHOICE("direction", struct spec, direction, directions),
	CHOICE("promote", struct spec, promote, promotions),
	LIST("regimes", MAY, struct spec, regimes_given, n_regimes_given,
		regime_schema),
	LIST("trees", MAY, struct spec, trees_given, n_trees_given,
		tree_schema),
	LIST("indicators", MAY, struct spec, nodes_given, n_nodes_given,
		node_schema),
	LIST("editions", NEED, struct spec, editions, n_editions,
		edition_schema),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t spec_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct spec, spec_fields),
};

#endif
