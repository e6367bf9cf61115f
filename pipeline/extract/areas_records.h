/* SPDX-License-Identifier: MIT */
/* The area tables, and what is looked up in them, as records for people and
 * scripts: a line of names, then the rows. */
#ifndef KOSH_EXTRACT_AREAS_RECORDS_H
#define KOSH_EXTRACT_AREAS_RECORDS_H

#include "pipeline/base/record.h"
#include "pipeline/extract/areas.h"

enum { AREAS_COLUMNS = 5 };

/* Where they go. */
struct areas_records {
	const struct areas *areas;
	FILE *out;
	enum record_format format;
	const char *const *columns; /* of the table that was begun */
	size_t n;
};

/* area,iso2,m49,name,kind of all areas. */
void areas_put_areas(struct areas_records *r);
/* label,sense,area,name of the labels that contain a text and mean this area
 * (NULL: whatever they mean). How many, or -1. */
long areas_put_labels(struct areas_records *r, const char *text,
	const struct area *only, struct err *e);
/* scheme,title,source,dated */
void areas_put_schemes(struct areas_records *r);
/* scheme,region,name,parent. ERR_USAGE where there is no such scheme. */
int areas_put_regions(
	struct areas_records *r, const char *scheme, struct err *e);
/* scheme,region,area,name of a scheme's members, "m49", or of a region's with
 * all regions in it, "m49/002". ERR_USAGE where there is none of that name. */
int areas_put_members(struct areas_records *r, const char *of, struct err *e);

/* Begins a table of things looked up: label,sense,area,name,suggestions or,
 * with a system, code,sense,area,name. */
void areas_begin_found(struct areas_records *r, const char *system);
/* Looks one up; 1 if it is unknown. */
int areas_put_found(
	struct areas_records *r, const char *system, struct span label);

#endif
