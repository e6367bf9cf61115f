/* SPDX-License-Identifier: MIT */
/* Whether what was found in a current release that is read anew lets it stay:
 * its errors meet the waivers before anything counts. */
#include "pipeline/store/load_inside.h"
#include "pipeline/store/waivers.h"

/* The first error that no waiver covers, and where a waiver would speak of it.
 */
static const char open_error[] =
	"SELECT f.rule || coalesce(' at ' || f.sheet || '!' || f.cell, '') "
	"|| ': ' || f.message || coalesce(' (its waiver ended on ' || w.until "
	"|| ')', '') "
	"FROM finding AS f LEFT JOIN waiver AS w ON w.waiver_id = f.waiver_id "
	"WHERE f.release_id = ?1 AND f.severity = 'error' AND f.waived = 0 "
	"ORDER BY f.finding_id LIMIT 1";

int load_check_anew(struct db *d, const char *root, const char *dataset,
	int64_t release, struct err *e)
{
	struct stmt *s = NULL;
	int rc = root ? waivers_take(d, root, dataset, e) : 0;

	if (rc == 0)
		rc = waivers_mark_release(d, dataset, release, e);
	if (rc == 0)
		rc = stmt_open_kept(&s, d, open_error, e);
	if (rc == 0) {
		stmt_integer(s, 1, release);
		rc = stmt_step(s, e);
	}
	if (rc == 1)
		err_set(e, ERR_DATA,
			"read anew it has errors, so the reading before it "
			"stays: %.*s",
			SPAN(stmt_get_text(s, 0)));
	stmt_close(s);
	return rc ? -1 : 0;
}
