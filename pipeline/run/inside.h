/* SPDX-License-Identifier: MIT */
/* Inside this folder: a run under way, and how it speaks. */
#ifndef KOSH_RUN_INSIDE_H
#define KOSH_RUN_INSIDE_H

#include "pipeline/fetch/releases.h"
#include "pipeline/run/beside.h"
#include "pipeline/run/inputs.h"
#include "pipeline/run/run.h"
#include "pipeline/run/shared.h"
#include "pipeline/store/ingest.h"

/* How far a run is. */
enum run_stage {
	RUN_DONE,     /* nothing is left, or it has just begun */
	RUN_LOADED,   /* all that was to be read */
	RUN_ASKED,    /* another process asks the rules */
	RUN_REPORTED, /* another one makes the report */
};

/* A run under way. */
struct run {
	const struct run_order *o;
	struct run_result *result;
	struct err *first;
	struct spec *spec;
	struct areas *areas;
	char recipe[HASH_HEX]; /* how it is read, by these two */
	char basis[HASH_HEX];  /* see run_basis */
	struct releases *releases;
	struct db *db; /* borrowed of what is kept, but in a trial */
	struct inputs *inputs;
	enum run_stage stage;
	struct child *judge;  /* who asks the rules; NULL: nobody */
	struct child *report; /* who makes it; NULL: nobody */
	int is_whole;	      /* the next run need not try again */
	size_t to_read;	      /* releases */
};

void run_say(const struct run_order *o, enum run_line line, const char *fmt,
	...) __attribute__((format(printf, 3, 4)));

/* A fault that concerns one workbook: told, and kept if the first. */
void run_tell_fault(struct run *r, const struct err *fault);
/* The same, counted. */
void run_fail(struct run *r, const struct err *fault);

/* Takes what the servers or the folder have, as the order says; tells of
 * editions of which there is nothing. */
int run_take(struct run *r, struct err *e);

/* Reads the releases of the store that the database lacks, each in a child of
 * its own, and loads what they find. In a trial it says which they are. */
int run_read(struct run *r, struct err *e);

/* Removes what was read ahead and no run wants, where nothing is to be read. */
int run_sweep(const struct run_order *o, struct err *e);

/* Says in a trial what comes after the reading, and why. */
int run_tell_rest(struct run *r, struct err *e);

/* ---- run_judge.c ---- */

/* Judges the releases, by what the process found that was started for it, or
 * else asks the rules; fills the result. Part of a transaction. */
int run_judge(struct run *r, struct err *e);
/* Lets a process of its own ask the rules: see beside_start. */
int run_judge_start(struct run *r, struct err *e);

/* ---- run_report.c ---- */

/* Lets a process of its own make the report: see beside_start. */
int run_report_start(struct run *r, struct err *e);
/* Waits for it. The detail is that of its line in the log. */
int run_report_end(struct text *detail, struct run *r, struct err *e);

/* ---- run_note.c ---- */

/* How it ended, where it did something; fault is of no kind where none was. */
int run_note_end(struct run *r, const struct err *fault, struct err *e);
/* What it was made from, with the report, for the next run. */
int run_keep_inputs(struct run *r, struct err *e);
/* What the report was made of, and that. */
int run_note_made(struct run *r, const struct text *detail, struct err *e);

/* ---- kept.c ---- */

/* Refuses what can be refused before anything is made, and takes the lock. */
int run_kept_take(struct run_kept *k, const struct run_order *o, struct err *e);
/* 1 if nothing has changed, nor is anything for the log, by a database that is
 * open or is opened: that takes longer than to ask it. */
int run_kept_look(struct run_kept *k, const struct run_order *o, struct err *e);
/* What was looked at: it will be out of date. */
void run_kept_forget(struct run_kept *k);
/* All but the lock. */
void run_kept_close(struct run_kept *k);
/* All where none that was begun has not ended. */
void run_kept_let_go(struct run_kept *k);

/* ---- unchanged.c ---- */

/* 1 if a statement with the dataset as its parameter gives a row. */
int run_any(struct db *d, const char *sql, const char *dataset, struct err *e);
/* 1 if it is the same order of the same files; tell may be NULL. */
int run_compare(struct db *d, const struct run_order *o, input_differs_fn *tell,
	void *context, struct err *e);
/* 1 if something is due whatever the files are; *why says what. */
int run_is_due(
	const char **why, struct db *d, const char *dataset, struct err *e);
/* 1 if it is the same order of the same files, and nothing is due. */
int run_is_unchanged(struct db *d, const struct run_order *o, struct err *e);
/* On what releases are judged, see validate.h: the spec with all that readings
 * go by, and our rules; NULL where the user has rules, which may read anything.
 */
const char *run_basis(struct run *r);
/* What the run is made from besides the workbooks is noted before it is used:
 * whatever changes meanwhile is news to the next run. The files that it reads,
 * or has read: then as they were; and those of the root that were not there to
 * be read before installed ones; */
int run_note_files(struct run *r, struct err *e);
/* the order, and which releases the store has. */
int run_note_order(struct run *r, struct err *e);

#endif
