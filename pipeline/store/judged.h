/* SPDX-License-Identifier: MIT */
/* Inside validation: which releases were judged before on the same basis, and
 * with what they were compared then. sql/rules/compare.sql spares these. */
#ifndef KOSH_STORE_JUDGED_H
#define KOSH_STORE_JUDGED_H

#include "pipeline/store/db.h"
#include "pipeline/store/rules.h"

/* Makes the table remembered: what is known of those in checked that were
 * judged on this basis; nothing where it is NULL. */
int judged_recall(struct db *d, const char *basis, struct err *e);

/* 1 for a rule that is asked of all releases each time: one on time and
 * waivers, which change by themselves. */
int judged_each_time(const struct rule *r);

/* Puts those that were spared back in checked. */
int judged_spared(struct db *d, struct err *e);

/* Notes that those in checked were judged on a basis (NULL: that they were on
 * none) and which of them are wide, and takes from those that were spared what
 * the rules of each time found before. Before judged_spared. */
int judged_keep(struct db *d, const char *basis, struct err *e);

#endif
