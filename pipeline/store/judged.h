/* SPDX-License-Identifier: MIT */
/* Inside validation: which releases were judged before on the same basis, and
 * with what they were compared then. sql/rules/compare.sql spares these. */
#ifndef KOSH_STORE_JUDGED_H
#define KOSH_STORE_JUDGED_H

#include "pipeline/store/db.h"
#include "pipeline/store/rules.h"

/* Forgets which of those in checked were judged on another basis (NULL: on
 * any), so that they are judged anew. */
int judged_forget(struct db *d, const char *basis, struct err *e);

/* 1 for a rule that is asked of all releases each time: one on time and
 * waivers, which change by themselves. */
int judged_each_time(const struct rule *r);

/* Notes that those in checked were judged on a basis (NULL: notes nothing), and
 * puts those that were spared back among them, without what the rules of each
 * time found before. */
int judged_keep(struct db *d, const char *basis, struct err *e);

#endif
