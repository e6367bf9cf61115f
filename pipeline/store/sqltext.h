/* SPDX-License-Identifier: MIT */
/*
 * The files of sql/ as they are, compiled in by sql/embed.sh: each as an array
 * of its own, sql_FOLDER_NAME, and all of them in one table in the order in
 * which the Makefile lists them.
 */
#ifndef KOSH_STORE_SQLTEXT_H
#define KOSH_STORE_SQLTEXT_H

#include <stddef.h>

#include "pipeline/base/text.h"

struct sql_file {
	const char *folder; /* "query" */
	const char *name;   /* "delta" */
	const char *path;   /* "sql/query/delta.sql", for messages */
	const char *text;
};

extern const struct sql_file sql_files[];
extern const size_t sql_files_count;

extern const char sql_schema_content[];
extern const char sql_load_dataset[];
extern const char sql_load_regime[];
extern const char sql_load_edition[];
extern const char sql_load_edition_order[];
extern const char sql_load_indicator[];
extern const char sql_load_forget_indicators[];
extern const char sql_load_forget_editions[];
extern const char sql_load_forget_regimes[];
extern const char sql_load_area[];
extern const char sql_load_scheme[];
extern const char sql_load_region[];
extern const char sql_load_member[];
extern const char sql_load_forget_areas[];
extern const char sql_load_forget_schemes[];
extern const char sql_load_forget_regions[];
extern const char sql_load_forget_members[];
extern const char sql_load_release[];
extern const char sql_load_release_again[];
extern const char sql_load_source[];
extern const char sql_load_average[];
extern const char sql_load_finding[];
extern const char sql_load_force[];
extern const char sql_load_loaded[];
extern const char sql_query_findings[];
extern const char sql_rules_waive[];
extern const char sql_run_status[];

/* Where the next statement starts, behind white space and comments. */
const char *sql_skip_blank(const char *sql);
/* The line of text on which at stands, from 1. */
int sql_line(const char *text, const char *at);
/* Puts the name of a table or a column, whatever letters it has. */
void sql_quote(struct text *sql, const char *name);

#endif
