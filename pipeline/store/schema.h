/* SPDX-License-Identifier: MIT */
/* Whose database it is, and of which version. */
#ifndef KOSH_STORE_SCHEMA_H
#define KOSH_STORE_SCHEMA_H

#include "pipeline/store/db.h"

enum { SCHEMA_VERSION = 7 }; /* of sql/schema; in a file's user_version */

/* Lays the tables of sql/schema out in an empty database that may be written;
 * refuses one of another program or of another version. */
int schema_check(struct db *d, enum db_mode mode, struct err *e);
/* Refuses a version that is not this one's, of the database that path names. */
int schema_version(const char *path, int64_t version, struct err *e);

#endif
