/* SPDX-License-Identifier: MIT */
/* Whose database it is, and of which version. */
#ifndef KOSH_STORE_SCHEMA_H
#define KOSH_STORE_SCHEMA_H

#include "pipeline/store/db.h"

enum {
	SCHEMA_VERSION = 8, /* of sql/schema; in a file's user_version */

	/* Of what no row depends on, within a version: the texts of the views,
	 * and of sql/postgres. Raised when one of them changes, in
	 * content.sql, too. */
	SCHEMA_TEXTS = 1,
};

/* Lays the tables of sql/schema out in an empty database that may be written,
 * and brings one of an older version up to this one (migrate.h), as views of
 * older texts are; those of newer texts stay. Refuses one of another program,
 * of a newer version or of one too old for that. */
int schema_check(struct db *d, enum db_mode mode, struct err *e);

#endif
