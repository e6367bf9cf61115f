/* SPDX-License-Identifier: MIT */
/* What a run leaves in the database about itself. */
#include "pipeline/audit/outbox.h"
#include "pipeline/base/json_line.h"
#include "pipeline/run/inside.h"
#include "pipeline/store/event.h"

int run_note_end(struct run *r, const struct err *fault, struct err *e)
{
	const struct run_result *n = r->result;
	struct text detail = TEXT_INIT;
	int rc;

	text_printf(&detail,
		"{\"read\":%u,\"failed\":%u,\"unfetched\":%u,\"errors\":%ld,"
		"\"warnings\":%ld,\"infos\":%ld,\"quarantined\":%ld,"
		"\"held\":%ld,\"fault\":",
		n->loaded, n->failed, n->unfetched, n->errors, n->warnings,
		n->infos, n->quarantined, n->held);
	json_quote(&detail,
		span_of(fault->kind != ERR_NONE		     ? fault->text
				: r->first->kind != ERR_NONE ? r->first->text
							     : NULL));
	text_putc(&detail, '}');
	rc = text_done(&detail, e);
	if (rc == 0 && (rc = db_begin(r->db, e)) == 0)
		rc = db_end(r->db,
			event_put(r->db,
				&(struct event){ .event = "run",
					.dataset = r->o->dataset,
					.edition = r->o->edition,
					.detail = detail.at },
				e),
			e);
	text_free(&detail);
	return rc;
}

int run_keep_inputs(struct run *r, struct err *e)
{
	if (!r->is_whole)
		return 0;
	return inputs_add_file(r->inputs, r->o->report, e) < 0
		? -1
		: inputs_keep(r->inputs, r->db, e);
}

int run_note_made(struct run *r, const struct text *detail, struct err *e)
{
	return outbox_exported(r->db, r->o->dataset, detail, e) < 0
		? -1
		: run_keep_inputs(r, e);
}
