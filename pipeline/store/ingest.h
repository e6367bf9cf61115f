/* SPDX-License-Identifier: MIT */
/* A stream of observations into the database, as one staged release. */
#ifndef KOSH_STORE_INGEST_H
#define KOSH_STORE_INGEST_H

#include <stdio.h>

#include "pipeline/base/child.h"
#include "pipeline/base/hash.h"
#include "pipeline/extract/areas.h"
#include "pipeline/extract/refusal.h"
#include "pipeline/extract/spec.h"
#include "pipeline/fetch/releases.h"
#include "pipeline/store/db.h"

/* What the loading of several releases has in common, opened when the first
 * stream names its dataset: the spec, the area tables, the store's lock. */
struct ingest;

int ingest_open(
	struct ingest **out, struct db *d, const char *root, struct err *e);
void ingest_close(struct ingest *g);

/* What the caller has open already. The recipe is what the spec and the tables
 * were read by, see recipe.h; the lock has what is loaded. */
struct ingest_lent {
	struct spec *spec;
	struct areas *areas;
	struct releases *releases;
	const char *recipe;
};

/* Spares opening it again, for streams of that spec's dataset; all of it must
 * live as long as g. Before anything else. */
void ingest_lend(struct ingest *g, const struct ingest_lent *lent);

enum { INGEST_REASON = 500 }; /* bytes of a reason, masked */

/* A reason as it is kept, with control bytes masked. ERR_USAGE where it says
 * nothing or too much. */
int ingest_reason(struct text *out, const char *reason, struct err *e);
/* From here on what is loaded, or is there already, is to count whatever was
 * found in it, for this reason, which must live as long. */
void ingest_force(struct ingest *g, const char *reason);

/* Brings what the spec and the area tables say into the database; one
 * transaction. */
int ingest_describe(struct ingest *g, const char *dataset, struct err *e);

struct ingested {
	struct spec_name name;
	char release[HASH_HEX];
	size_t observations, findings;
	int aside;   /* it is what the press printed */
	int already; /* the database had this release: nothing was changed */
	/* Another release of the edition that has the same content in other
	 * bytes, the current one before others; "": none. */
	char twin[HASH_HEX];
	/* Of the bytes that came as CSV; "" for what came otherwise. */
	char stream[HASH_HEX], found[HASH_HEX];
};

/* Reads a whole stream, then the file of findings of the same release (NULL:
 * none), which may appear while the stream is being read; one transaction. An
 * empty stream, or one of several releases, is ERR_DATA. */
int ingest_stream(struct ingest *g, struct ingested *out, FILE *observations,
	const char *findings, struct err *e);

/* The same from a child that packs observations out and writes findings aside.
 * Ends the child; if it failed nothing of what it wrote is kept. *refused is 1
 * where that is because of the workbook; what the child said of it is in why.
 */
int ingest_child(struct ingest *g, struct ingested *out, struct refusal *why,
	int *refused, struct child *c, struct err *e);
/* The same of what a child wrote earlier: all of it, or nothing is kept. */
int ingest_packed(struct ingest *g, struct ingested *out, FILE *observations,
	FILE *findings, struct err *e);
/* Keeps why the workbook of a release was refused, as load_refused says; one
 * transaction. */
int ingest_refused(struct ingest *g, const struct extraction *x,
	const struct refusal *why, struct err *e);

#endif
