/* SPDX-License-Identifier: MIT */
/*
 * The area table: which area a publisher's label or code means. A label matches
 * if its folded form (text_fold) is a known name or variant, a code if it is a
 * known code of its system, and in no other way.
 */
#ifndef KOSH_EXTRACT_AREAS_H
#define KOSH_EXTRACT_AREAS_H

#include <stddef.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/err.h"
#include "pipeline/base/hash.h"
#include "pipeline/base/text.h"

struct area {
	const char *code; /* ISO 3166-1 or 3166-3 alpha-3, or XKX */
	const char *iso2, *m49, *name;
	const char *kind; /* iso, user, former */
};

struct scheme {
	const char *id, *title, *source, *dated;
};

struct region {
	const char *scheme, *id, *name, *parent;
};

struct member {
	const char *scheme, *region, *area;
};

/* A file, and which bytes of it were read: by now there may be others. */
struct areas_file {
	const char *path;
	char sha256[HASH_HEX];
};

/* All tables of raw/areas; arrays in the order of the files, areas by code. */
struct areas {
	struct area *areas;
	struct scheme *schemes;
	struct region *regions;
	struct member *members;
	size_t n_areas, n_schemes, n_regions, n_members;
	struct area_index *labels, *codes;
	struct areas_file *files; /* that were read */
	size_t n_files;
	struct arena text;
};

/* What is known of a label or a code. */
enum area_sense {
	AREA_UNKNOWN,
	AREA_IS,	/* area is set */
	AREA_AGGREGATE, /* World, Arab States: no area, many of them */
	AREA_NO_CODE,	/* a place without a code of its own: Somaliland */
};

struct area_found {
	enum area_sense sense;
	const struct area *area;
};

/* A known label, as written and as compared. */
struct area_label {
	const char *label, *key;
	struct area_found found;
	int own; /* a dataset's */
};

/* Reads ROOT/raw/areas/{areas,labels,others,codes,schemes,regions,members}.csv,
 * or the installed ones where ROOT has none. ERR_DATA with file and record
 * where a table contradicts itself (a label of two areas, a member of no
 * region). */
int areas_open(struct areas **out, const char *root, struct err *e);
void areas_close(struct areas *a);

/* A dataset's own labels (label,area) and codes (code,area); area is a code of
 * the table, `aggregate` or `no-code`. They come before the common ones and may
 * contradict them. They stay until areas_close: open the tables anew for
 * another dataset. ERR_DATA with file and record. */
int areas_add_labels(struct areas *a, const char *path, struct err *e);
int areas_add_codes(struct areas *a, const char *path, struct err *e);

/* The hash of what was read of a file, or NULL. */
const char *areas_sum(const struct areas *a, const char *path);

/* What a label means; the area is borrowed. For one thread at a time. */
struct area_found areas_find(const struct areas *a, struct span label);

/* What a code means, outer space aside; case counts. The dataset's own codes
 * come first, whatever the system, which is one of
 *   iso3       alpha-3, those of former states and names (ZAR) among them
 *   iso2       alpha-2
 *   m49        the UN's numbers: "4" is "004"; its regions are aggregates
 *   worldbank  iso3, and the World Bank's other codes and its aggregates
 *   own        the dataset's alone */
struct area_found areas_find_code(
	const struct areas *a, const char *system, struct span code);
int areas_is_system(const char *name);

/* 0, or -1 with "out of memory" if it was so at a look-up since this was asked
 * last: that found nothing. */
int areas_done(const struct areas *a, struct err *e);

/* The area of a code of the area table itself, or NULL. */
const struct area *areas_code(const struct areas *a, struct span code);

/* Up to three known labels nearest to an unknown one, as "'Chad', 'Chile'": by
 * typing errors or else by common words. Nothing where none is near or the
 * label is known. 1 where labels of several areas hold it as whole words, so
 * that it may mean any of them ("Korea"): then those, whatever is near. */
int areas_suggest(struct text *out, const struct areas *a, struct span label);

/* The known labels that contain a text, both folded, by area and then by label,
 * those of aggregates and of places without a code behind; an empty text is in
 * all. The array is yours to free, its texts are borrowed. */
int areas_labels(struct area_label **out, size_t *n, const struct areas *a,
	struct span text, struct err *e);

/* "area", "aggregate", "no-code" or "unknown". */
const char *areas_sense_name(enum area_sense sense);

const struct scheme *areas_scheme(const struct areas *a, const char *id);
const struct region *areas_region(
	const struct areas *a, const char *scheme, const char *id);
/* 1 if a member's region is this one or lies in it. */
int areas_lies_in(
	const struct areas *a, const struct member *m, const char *region);

#endif
