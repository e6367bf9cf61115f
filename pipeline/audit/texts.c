/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/texts.h"

#include <stdlib.h>

int texts_open(struct texts *t, struct db *d, const char *sql, struct err *e)
{
	return stmt_open(&t->ask, d, sql, e);
}

void texts_close(struct texts *t)
{
	stmt_close(t->ask);
	ids_free(&t->places);
	arena_free(&t->bytes);
	free(t->all);
}

static int ask(struct span *out, struct texts *t, int64_t id, struct err *e)
{
	int rc;

	*out = (struct span){ "", 0 };
	stmt_integer(t->ask, 1, id);
	rc = stmt_step(t->ask, e);
	if (rc == 1) {
		struct span text = stmt_get_text(t->ask, 0);

		*out = (struct span){ arena_copy(&t->bytes, text), text.len };
		rc = out->at ? 0 : err_memory(e);
		stmt_reset(t->ask);
	}
	return rc;
}

int texts_find(struct span *out, struct texts *t, int64_t id, struct err *e)
{
	const struct span key = { (const char *)&id, sizeof(id) };
	size_t known = t->places.n;
	int64_t place = ids_place(&t->places, key, e);
	struct span *all;

	if (place < 0)
		return -1;
	if ((size_t)place == known) {
		all = array_more(t->all, known, sizeof(*all));
		if (!all)
			return err_memory(e);
		t->all = all;
		if (ask(&all[place], t, id, e) < 0)
			return -1;
	}
	*out = t->all[place];
	return 0;
}
