/* SPDX-License-Identifier: MIT */
#include "cmd/cli_store.h"

#include "cmd/cli.h"
#include "pipeline/base/record.h"
#include "pipeline/fetch/releases.h"

enum { COLUMNS = 5 };

static const char *const columns[COLUMNS] = { "release", "dataset", "edition",
	"file", "state" };

static int on_stored(void *context, enum stored what, const char *sha256,
	const struct release *x, struct err *e)
{
	static const char *const states[] = { [STORED_OK] = "ok",
		[STORED_DAMAGED] = "damaged",
		[STORED_MISSING] = "missing",
		[STORED_UNRECORDED] = "unrecorded" };
	int *bad = context;

	(void)e;
	record_put(stdout, RECORD_CSV, columns,
		(const struct field[]){ { FIELD_TEXT, span_of(sha256) },
			{ FIELD_TEXT, span_of(x ? x->dataset : "") },
			{ FIELD_TEXT, span_of(x ? x->edition : "") },
			{ FIELD_TEXT, span_of(x ? x->file : "") },
			{ FIELD_TEXT, span_of(states[what]) } },
		COLUMNS);
	*bad |= what == STORED_DAMAGED || what == STORED_MISSING;
	return 0;
}

int cli_store_verify(struct err *e)
{
	struct releases *r = NULL;
	int bad = 0;

	if (releases_open(&r, cli_root(), RELEASES_READ, e) == 0) {
		record_header(stdout, RECORD_CSV, columns, COLUMNS);
		store_verify(r, on_stored, &bad, e);
	}
	releases_close(r);
	return bad;
}
