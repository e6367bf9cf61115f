/* SPDX-License-Identifier: MIT */
/*
 * From the table event, where what happened stands as part of the transaction
 * that did it, to the log. Whatever ends us on the way, no event is lost and
 * none is written twice: an event leaves the table only once its line is on
 * the disk, and a line that is there already is known by the event's id.
 */
#ifndef KOSH_AUDIT_OUTBOX_H
#define KOSH_AUDIT_OUTBOX_H

#include "pipeline/audit/log.h"
#include "pipeline/store/db.h"
#include "pipeline/store/derive.h"

/* Moves what waits to the log of the database, outside of transactions;
 * log_head is the last line then. 1 if something was moved, 0 if nothing waited
 * or the database has no log, -1 on a fault: then it waits for the next call.
 *
 * Where the log lacks the line that the database knew of, a line says so
 * ("gap") before the others: what was cut off is not forgotten by going on. */
int outbox_move(struct db *d, struct err *e);
/* log_head is the last line of the log from now on, as far as the log has the
 * line that the database knew of: what was rotated away need not be beside it
 * any more. */
int outbox_follow(struct db *d, struct err *e);
/* 1 if something waits. */
int outbox_waits(struct db *d, struct err *e);
/* What the database knows of its log; line 0 where that is nothing. */
int outbox_head(struct log_head *out, struct db *d, struct err *e);

/* Notes which datasets were derived anew. Part of a transaction. */
int outbox_derived(struct db *d, const struct derive_done *done, struct err *e);

/* Appends, as JSON arrays, what a report is made of and which file it is: for
 * the line of an export. */
int outbox_report(struct text *inputs, struct text *outputs, struct db *d,
	const char *dataset, const char *path, struct err *e);
/* The same as the detail of an export. */
int outbox_made(struct text *detail, struct db *d, const char *dataset,
	const char *path, struct err *e);
/* Notes an export, in a transaction of its own. */
int outbox_exported(struct db *d, const char *dataset,
	const struct text *detail, struct err *e);

/* Appends {"path":PATH,"sha256":HASH} to an array, which text_putc ends. */
void outbox_file(struct text *array, const char *path, const char *sha256);
/* The array of one file that was written; what went to a device or into a pipe
 * is nowhere any more, and its hash is null. */
int outbox_written(struct text *array, const char *path, struct err *e);

#endif
