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

/* A node of an indicator tree, in depth-first order; the first is overall. */
struct spec_indicator {
	char *id, *label;
	char *of; /* the parent's id; NULL: the root */
	double *weight_given;
	enum spec_combine combine;
	int *decimals_given;
	struct spec_scale scale; /* n 0: the edition's */
	char *unit;
	/* worked out */
	enum spec_direction direction;
	double weight; /* among its siblings */
	int decimals;  /* published places; -1: the edition's */
};

struct spec_tree {
	char *id;
	struct spec_indicator *nodes;
	unsigned n_nodes;
};

enum spec_measure { MEASURE_SCORE, MEASURE_RANK, MEASURE_RAW };
enum spec_role { ROLE_VALUE, ROLE_AREA, ROLE_CODE };

/* A column of a table, known by its label and the labels above it. */
struct spec_column {
	char *label;
	char *under;		  /* a label above it; NULL: any */
	char *score, *rank, *raw; /* the indicator whose values these are */
	enum spec_role role;	  /* is: area, is: code */
	char **missing;		  /* texts that mean "none"; "" a blank */
	unsigned n_missing;
	int numeric_text; /* 1: numbers are stored as text here */
	/* worked out */
	const char *indicator; /* ROLE_VALUE: a node of the edition's tree */
	enum spec_measure measure;
};

/* One table on one sheet. */
struct spec_table {
	char *id;
	char **sheets; /* accepted names */
	unsigned n_sheets;
	unsigned header_rows; /* how many rows of labels */
	char *part;	      /* a block of a larger whole: its name */
	unsigned areas;	      /* how many it lists; 0: the edition's */
	char **skip; /* labels of rows that are no areas; "" rows without one */
	unsigned n_skip;
	char **end; /* labels of rows that end the table */
	unsigned n_end;
	struct spec_column *columns;
	unsigned n_columns;
};

struct spec_workbook {
	char *file, *url; /* official name and address; url may be NULL */
	char *sha256;	  /* of the official bytes, or NULL */
	char *published;  /* "2024-02", or NULL */
	struct spec_table *tables;
	unsigned n_tables;
};

enum spec_ties { TIES_SEQUENTIAL, TIES_COMPETITION, TIES_HIDDEN, TIES_NONE };

struct spec_edition {
	char *id;
	char *regime;
	char *tree_id;
	unsigned areas;
	struct spec_scale scale;
	char *period; /* of its figures; NULL: its id */
	int decimals; /* -1: unknown */
	enum spec_ties ties;
	int ties_decimals; /* competition: on the score rounded to these */
	struct spec_workbook *workbooks; /* in the order of publication */
	unsigned n_workbooks;
	/* worked out */
	const struct spec_tree *tree;
	enum spec_direction direction;
};

struct spec {
	char *dataset, *title, *publisher, *landing;
	char *licence, *attribution;
	enum spec_direction direction; /* which is better */
	struct spec_regime *regimes;
	unsigned n_regimes;
	struct spec_tree *trees;
	unsigned n_trees;
	struct spec_edition *editions; /* in the order of time */
	unsigned n_editions;
	/* worked out */
	char *path; /* of the YAML file */
};

/* Reads and checks ROOT/raw/DATASET/DATASET.yaml, or the installed one where
 * ROOT has none. ERR_DATA "raw/x/x.yaml:12: ..." where the file breaks the
 * language, naming what was expected. */
int spec_open(struct spec **out, const char *root, const char *dataset,
	struct err *e);
/* The same from a file of any name. */
int spec_read(struct spec **out, const char *path, struct err *e);
void spec_close(struct spec *s);

const struct spec_edition *spec_edition(const struct spec *s, const char *id);
/* The same; ERR_DATA that lists the editions there are. An empty id is
 * ERR_USAGE. */
int spec_need_edition(const struct spec_edition **out, const struct spec *s,
	const char *id, struct err *e);
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

#endif
