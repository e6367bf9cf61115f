/* SPDX-License-Identifier: MIT */
/*
 * A dataset's spec: the YAML file that says which editions there are, what
 * their indicators are, and where in the publisher's workbooks the tables lie.
 * This header is the spec's shape in memory; kosh-spec(5) is the language.
 *
 * Everything in here is borrowed and lives until spec_close.
 */
#ifndef KOSH_EXTRACT_SPEC_H
#define KOSH_EXTRACT_SPEC_H

#include <stddef.h>

#include "pipeline/base/err.h"
#include "pipeline/base/file.h"
#include "pipeline/extract/areas.h"

struct spec_regime {
	char *id, *title;
};

enum spec_combine {
	COMBINE_NONE,	/* published by itself */
	COMBINE_MEAN,	/* weighted mean of the children that are there */
	COMBINE_SUM,	/* weighted sum of the children, missing is 0 */
	COMBINE_LEAVES, /* sum over all leaves below */
};

/* The ends of a scale. Fewer than two numbers: unbounded. */
struct spec_scale {
	double *ends;
	unsigned n;
};

enum spec_direction { DIRECTION_HIGHER, DIRECTION_LOWER };

/* A node of an indicator tree, in depth-first order; the first is overall,
 * where there is one. */
struct spec_indicator {
	char *id;
	char *label_given, *of_given;
	char **names; /* further texts that mean it; "" a blank */
	unsigned n_names;
	char *unit;
	double *weight_given;
	enum spec_combine combine;
	int *decimals_given;
	enum spec_direction *direction_given;
	struct spec_scale scale; /* n 0: the edition's */
	/* worked out */
	const char *label;
	const char *of; /* the parent's id; NULL: a root */
	double weight;	/* among its siblings */
	int decimals;	/* published places; -1: the edition's */
};

struct spec_tree {
	char *id;
	struct spec_indicator *nodes;
	unsigned n_nodes;
};

enum spec_measure { MEASURE_SCORE, MEASURE_RANK, MEASURE_RAW, MEASURES };
enum spec_role {
	ROLE_VALUE,
	ROLE_AREA, /* the label of an area */
	ROLE_CODE, /* the code of one */
	ROLE_PERIOD,
	ROLE_INDICATOR,
	ROLE_MEASURE,
	ROLE_FILTER,
	ROLE_IGNORED, /* must be there, is not read */
};
enum spec_blank { BLANK_UNSAID, BLANK_PASS, BLANK_MISSING, BLANK_FINDING };

/* A column of a table, known by its label and the labels above it; or, with a
 * placeholder in them, a family of columns (see pattern.h). */
struct spec_column {
	char *label;
	char *under; /* a label above it; NULL: any */
	char **path; /* one label for each row of the header; n 0: any */
	unsigned n_path;
	char *score, *rank, *raw, *value; /* whose figures these are */
	enum spec_role role;
	char *codes;	/* the system of a code; NULL: iso3 */
	char **missing; /* texts that mean "none"; "" a blank */
	unsigned n_missing;
	char **clean; /* names of cleaners, in order */
	unsigned n_clean;
	char **categories; /* texts that mean 1, 2, ... */
	unsigned n_categories;
	char **only; /* ROLE_FILTER: texts of the rows that count */
	unsigned n_only;
	char **scores, **ranks, **raws; /* ROLE_MEASURE: what they are called */
	unsigned n_scores, n_ranks, n_raws;
	int numeric_text; /* 1: numbers are stored as text here */
	int others_pass;  /* 1: rows of unknown indicators are passed over */
	int optional;	  /* 1: it may be absent */
	enum spec_blank blank;
	unsigned block; /* which of several of the same label; 0: the table's */
	char *period;	/* of its figures; NULL: from elsewhere */
	/* worked out */
	const char *indicator; /* ROLE_VALUE: a node of the edition's tree, or
				* NULL: found by label, sheet or row */
	const char *suffix;    /* behind the id of what was found; NULL: none */
	enum spec_measure measure; /* MEASURES: found like the indicator */
};

/* One table of a sheet, or of each of several sheets. */
struct spec_table {
	char *id;
	char **sheets; /* accepted names; none: the only one that is visible */
	unsigned n_sheets;
	char **except; /* sheets that a placeholder does not mean */
	unsigned n_except;
	unsigned header_rows; /* how many rows of labels */
	unsigned skip_rows;   /* under the header: units, rulers */
	char *part;	      /* a block of a larger whole: its name */
	unsigned areas_given; /* how many it lists; 0: not said */
	char **skip; /* labels of rows that are no areas; "" rows without one */
	unsigned n_skip;
	char **end; /* labels of rows that end the table */
	unsigned n_end;
	char **missing; /* of the figures of columns that say none */
	unsigned n_missing;
	unsigned block;
	char *period;
	struct spec_column *columns;
	unsigned n_columns;
	/* worked out */
	unsigned areas; /* the edition's where nothing is said; 0: any number */
};

/* How a csv is written; NULL where the spec does not say. */
struct spec_csv {
	char *separator, *decimal, *charset;
};

struct spec_workbook {
	char *file, *url; /* official name and address; url may be NULL */
	char *sha256;	  /* of the official bytes, or NULL */
	char *published;  /* "2024-02", or NULL */
	/* Who printed its figures, where there is no workbook: then its file
	 * lies beside the spec. NULL: it is a workbook. */
	char *press;
	struct spec_csv *csv_given;
	struct spec_table *tables_given;
	unsigned n_tables_given;
	struct spec_table table; /* its keys may stand in the workbook */
	/* worked out */
	const struct spec_csv *csv; /* NULL: as usual */
	/* as written, here or in the edition that this one is like */
	const struct spec_table *written;
	unsigned n_written;
	struct spec_table *tables; /* the same, filled */
	unsigned n_tables;
};

enum spec_ties { TIES_SEQUENTIAL, TIES_COMPETITION, TIES_HIDDEN, TIES_NONE };
enum spec_first { FIRST_BEST, FIRST_WORST };
enum spec_promote { PROMOTE_NEWEST_VALID, PROMOTE_PINNED };

struct spec_edition {
	char *id;
	char *like; /* the edition that says what this one does not */
	char *regime_given;
	char *tree_given;
	unsigned areas;	 /* that its tables list; 0: any number */
	unsigned ranked; /* how many of them have a score; 0: all */
	struct spec_scale scale_given;
	int *decimals_given;
	enum spec_ties *ties_given;
	int *ties_decimals_given;
	enum spec_direction *direction_given;
	enum spec_first *first_given;
	enum spec_promote *promote_given;
	char *period_given;
	struct spec_workbook *workbooks_given;
	unsigned n_workbooks_given;
	struct spec_workbook workbook; /* its keys may stand in the edition */
	/* worked out */
	const char *regime;
	const struct spec_tree *tree;
	struct spec_scale scale;
	struct spec_workbook *workbooks; /* in the order of publication */
	unsigned n_workbooks;
	int decimals; /* -1: as many as it takes */
	enum spec_ties ties;
	int ties_decimals; /* competition: on the score rounded to these */
	enum spec_direction direction; /* which is better */
	enum spec_first first;	       /* what has rank 1 */
	enum spec_promote promote;     /* which release counts */
	const char *period;	       /* of figures that have no other */
};

/* Where the publisher lists files: a media API, a page. */
struct spec_watch {
	char *url;
	/* Addresses, with * for any text, of which it lists every file there
	 * is: what the spec has and it has not is gone. n 0: of none. */
	char **complete;
	unsigned n_complete;
};

struct spec {
	char *dataset, *title, *publisher, *landing;
	char *licence, *attribution;
	char *labels, *codes; /* files beside the spec, or NULL */
	char *averages;	      /* the same: published ones of many areas */
	char *every_given;    /* "7 days" */
	struct spec_watch *watch;
	unsigned n_watch;
	char **known; /* addresses, with *, of files that are none of ours */
	unsigned n_known;
	enum spec_direction direction; /* which is better */
	enum spec_promote promote;     /* which release counts */
	struct spec_regime *regimes_given;
	unsigned n_regimes_given;
	struct spec_tree *trees_given;
	unsigned n_trees_given;
	struct spec_indicator *nodes_given; /* of the only tree */
	unsigned n_nodes_given;
	struct spec_edition *editions; /* in the order of time */
	unsigned n_editions;
	/* worked out */
	unsigned every_hours; /* how long an answer of a server counts */
	char *path;	      /* of the YAML file */
	char *sha256;	      /* of the bytes of it that were read */
	struct spec_regime *regimes;
	unsigned n_regimes;
	struct spec_tree *trees;
	unsigned n_trees;
	struct spec_made *made; /* what the spec leaves to be made */
};

/* 1 if a table is read from each of several sheets. */
int spec_table_is_family(const struct spec_table *t);

/* The system of the codes of a column or of its labels. */
const char *spec_codes(const struct spec_column *k);

/* Reads and checks ROOT/raw/DATASET/DATASET.yaml, or the installed one where
 * ROOT has none. ERR_DATA "raw/x/x.yaml:12: ..." where the file breaks the
 * language, naming what was expected. */
int spec_open(struct spec **out, const char *root, const char *dataset,
	struct err *e);
/* The same from a file of any name. */
int spec_read(struct spec **out, const char *path, struct err *e);
void spec_close(struct spec *s);

/* The path of a file that stands beside the spec: its labels, its codes. */
int spec_beside(char path[PATH_TEXT], const struct spec *s, const char *file,
	struct err *e);
/* The area tables, with the dataset's own labels and codes. */
int spec_areas(struct areas **out, const struct spec *s, const char *root,
	struct err *e);

const struct spec_edition *spec_edition(const struct spec *s, const char *id);
/* The same; ERR_DATA that lists the editions there are. An empty id is
 * ERR_USAGE. */
int spec_need_edition(const struct spec_edition **out, const struct spec *s,
	const char *id, struct err *e);
/* What the press printed of an edition under the name of a file, or NULL: then
 * the file is a workbook. */
const struct spec_workbook *spec_press(
	const struct spec_edition *ed, const char *file);
const struct spec_indicator *spec_indicator(
	const struct spec_edition *ed, const char *id);

/* "gairi/2025" or "gairi" into its parts; edition NULL where there is none.
 * Parts are lower-case letters, digits, '-', '_' and '.'; ERR_USAGE
 * otherwise. */
struct spec_name {
	char dataset[64];
	char edition[64];
};
int spec_name(struct spec_name *out, const char *text, struct err *e);

/* 1 if s may name a dataset, an edition, an indicator: small letters, digits,
 * '-', '_', '.', at most 63, and no '.' in front. */
int spec_is_name(const char *s);

#endif
