/* SPDX-License-Identifier: MIT */
#include "pipeline/store/event.h"

int event_put(struct db *d, const struct event *happened, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open_kept(&s, d,
		"INSERT INTO event (time, actor, event, dataset, edition, "
		"release, detail) VALUES (moment(), actor(), ?1, ?2, ?3, ?4, "
		"coalesce(?5, '{}'))",
		e);

	if (rc == 0) {
		stmt_text(s, 1, span_of(happened->event));
		stmt_text(s, 2, span_of(happened->dataset));
		stmt_text(s, 3, span_of(happened->edition));
		stmt_text(s, 4, span_of(happened->release));
		stmt_text(s, 5, span_of(happened->detail));
		rc = stmt_run(s, e);
	}
	stmt_close(s);
	return rc;
}
