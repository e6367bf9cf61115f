/* SPDX-License-Identifier: MIT */
/* Whose database it is, and of which version. */
#ifndef KOSH_STORE_SCHEMA_H
#define KOSH_STORE_SCHEMA_H

#include "pipeline/store/db.h"

enum { SCHEMA_VERSION = 8 }; /* of sql/schema; in a file's user_version */

/* Lays the tables of sql/schema out in an empty database that may be written,
 * and brings one of an older version up to this one (migrate.h); refuses one of
 * another program, of a newer version or of one too old for that. */
int schema_check(struct db *d, enum db_mode mode, struct err *e);

#endif
