/* SPDX-License-Identifier: MIT */
/* Inside this folder: what the YAML schema alone cannot say about a spec. */
#ifndef KOSH_EXTRACT_SPEC_CHECK_H
#define KOSH_EXTRACT_SPEC_CHECK_H

#include "pipeline/base/file.h"
#include "pipeline/extract/spec.h"

/* Fills in what is worked out: what editions leave unsaid, the trees of specs
 * that give none. Nothing is checked: what it refers to may be absent. */
int spec_fill(struct spec *s, struct err *e);
/* Frees what spec_fill made. */
void spec_unmake(struct spec *s);

/* The tree of an id, or NULL. */
const struct spec_tree *spec_tree(const struct spec *s, const char *id);

/* Refuses what contradicts itself with file, line and what was expected. yaml
 * is the file's text, for the line. */
int spec_check(struct spec *s, const struct file_map *yaml, struct err *e);

enum { PLACE_TEXT = 160 };

/* What is being checked, and the place in the file to name. */
struct check {
	struct spec *s;
	const struct file_map *yaml;
	char place[PLACE_TEXT];
	struct err *e;
};

/* Sets the place, as spec_line takes it. */
void spec_place(struct check *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Says what is wrong there. */
int spec_fault(struct check *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* at is the table's place. */
int spec_check_table(struct check *c, const struct spec_edition *ed,
	const struct spec_table *t, const char *at);

/* Refuses addresses that are none, of a workbook and of what is watched; reads
 * how long an answer counts. */
int spec_check_url(struct check *c, const char *url);
/* What the press printed counts as known from its date on, no server has the
 * file, and the latest workbook of an edition is the publisher's. */
int spec_check_press(struct check *c, const struct spec_edition *ed,
	const struct spec_workbook *w);
int spec_check_watch(struct check *c);

/* Refuses numbers that go on as something else ("12x", "2,5"), of which
 * libcyaml takes the beginning. */
int spec_check_numbers(struct check *c);

/* Refuses a table or column taken from the edition that ed is like whose period
 * names a year. */
int spec_check_like(struct check *c, const struct spec_edition *ed,
	const struct spec_workbook *w);

/* The line (from 1) at which a place of a YAML document begins; where it is
 * not there, that of what it would be in. path:
 * "editions[2].workbooks[0].tables[1]". 0 for what is no YAML. */
unsigned spec_line(const char *yaml, size_t len, const char *path);

/* The line at which a text becomes more YAML than a spec may be, aliases
 * resolved, and why; 0 if it never does. Reads no further than there. */
unsigned spec_too_large(const char *yaml, size_t len, struct err *why);

/* The line at which a text stops being YAML, and why; 0 if it never does, or
 * with ERR_SYSTEM if memory is out. */
unsigned spec_broken(const char *yaml, size_t len, struct err *why);

#endif
