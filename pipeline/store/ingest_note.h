/* SPDX-License-Identifier: MIT */
/* Inside ingest: what is noted of a release beside what was read of it. */
#ifndef KOSH_STORE_INGEST_NOTE_H
#define KOSH_STORE_INGEST_NOTE_H

#include "pipeline/fetch/releases.h"
#include "pipeline/store/ingest.h"
#include "pipeline/store/load.h"

/* What the spec and the lock know of a release, which live as long as it does;
 * not how it was read. */
struct load_release ingest_facts(const struct spec *s,
	const struct spec_edition *ed, const struct releases *store,
	const struct ingested *in);

/* Notes that the release was forced, if it is there; with reason NULL
 * nothing. */
int ingest_note_force(struct db *d, const struct ingested *in,
	const char *reason, struct err *e);

/* Notes that it was loaded, and looks for its twin. */
int ingest_note_loaded(struct db *d, struct ingested *in, struct err *e);

#endif
