/* SPDX-License-Identifier: MIT */
/* A YAML file that is a list of items, each with texts under known keys. */
#ifndef KOSH_EXTRACT_YAML_ITEMS_H
#define KOSH_EXTRACT_YAML_ITEMS_H

#include "pipeline/base/file.h"
#include "pipeline/base/text.h"

/* values are as many as there are keys; at is NULL where one is not said. Of a
 * list they are its entries with ", " between them. line is where the item
 * begins. -1 with e set ends it. */
typedef int yaml_item_fn(
	void *context, const struct span *values, unsigned line, struct err *e);

struct yaml_items {
	const char *path; /* of the file, for messages */
	const char *const *keys;
	size_t n_keys;
	yaml_item_fn *item;
	void *context;
};

/* ERR_DATA "claims.yaml:12: ..." for what is no YAML or no such list, for a key
 * that is unknown or stands twice, for a NUL; what item sets has no place in
 * front yet and gets it. */
int yaml_items_read(const struct file_map *yaml, const struct yaml_items *how,
	struct err *e);

#endif
