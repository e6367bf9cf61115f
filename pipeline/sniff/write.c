/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/write.h"

#include <math.h>
#include <stdio.h>

#include "pipeline/sniff/source_name.h"
#include "pipeline/sniff/write_inside.h"

enum { TITLE_TEXT = 150, SHEETS_SHOWN = 5 };

/* ---- lines ---- */

void write_why(struct text *out, enum surety s, const char *why)
{
	text_printf(out, " # %s: ", surety_name(s));
	yaml_comment(out, why);
	text_putc(out, '\n');
}

void write_notes(struct text *out, const char *indent, const struct text *notes)
{
	const char *s = notes->at;

	while (s && *s) {
		const char *end = strchr(s, '\n');
		struct text line = TEXT_INIT;

		text_add(&line, s, end ? (size_t)(end - s) : strlen(s));
		text_printf(out, "%s# ", indent);
		yaml_comment(out, line.failed ? "" : line.at);
		text_putc(out, '\n');
		text_free(&line);
		s = end ? end + 1 : NULL;
	}
}

static void put(struct text *out, const char *key, const char *value,
	const char *comment)
{
	text_printf(out, "%s: ", key);
	yaml_text(out, value);
	text_printf(out, "%s%s\n", *comment ? " # " : "", comment);
}

/* ---- the dataset ---- */

/* The longest text of the first row that has one above the header of the main
 * table; of several sheets none speaks for all. */
static const char *title_of(const struct outline *o)
{
	const struct guess *g = o->tables[0].g;
	const char *longest = NULL;

	for (size_t i = 0; i < g->s->n_rows && !longest; i++) {
		const struct kept_row *r = &g->s->rows[i];

		if (r->number >= g->frame.top ||
			o->tables[0].kind != SHEETS_ONE)
			break;
		for (size_t k = 0; k < r->n; k++) {
			const char *text = r->cells[k].text;

			if (r->cells[k].type == CELL_TEXT && strlen(text) > 3 &&
				strlen(text) <= TITLE_TEXT &&
				(!longest || strlen(text) > strlen(longest)))
				longest = text;
		}
	}
	return longest;
}

void write_edition_id(char out[SLUG_TEXT], const struct outline *o,
	const struct write_about *about)
{
	const char *title = title_of(o);
	int year = source_year(about->file);

	if (!year && title)
		year = source_year(title);
	if (!year)
		year = o->last_year;
	if (about->edition)
		snprintf(out, SLUG_TEXT, "%s", about->edition);
	else if (year)
		snprintf(out, SLUG_TEXT, "%d", year);
	else
		snprintf(out, SLUG_TEXT, "1");
}

static void put_direction(struct text *out, const struct outline *o)
{
	const struct guess *g = o->tables[0].g;

	if (g->order == 0) {
		text_puts(out,
			"direction: higher # a guess: no rank tells which end "
			"is better\n");
		return;
	}
	text_printf(out,
		"direction: %s # %s: rank 1 has the %s (%+.2f over %lu "
		"pairs)\n",
		g->order > 0 ? "lower" : "higher",
		fabs(g->order) > 0.99 ? "sure" : "likely",
		g->order > 0 ? "lowest score" : "highest score", g->order,
		g->pairs);
	text_printf(out,
		"# if that is the worst, say direction: %s, and first: worst "
		"of the edition\n",
		g->order > 0 ? "higher" : "lower");
}

static void put_nodes(struct text *out, const struct outline *o)
{
	text_puts(out, "\nindicators:\n");
	for (size_t i = 0; i < o->n_nodes; i++) {
		text_puts(out, "  - {id: ");
		yaml_text(out, o->nodes[i].id);
		if (o->nodes[i].label) {
			text_puts(out, ", label: ");
			yaml_text(out, o->nodes[i].label);
		}
		if (o->nodes[i].of[0]) {
			text_puts(out, ", of: ");
			yaml_text(out, o->nodes[i].of);
		}
		text_puts(out, "}\n");
	}
}

static void put_dataset(struct text *out, const struct outline *o,
	const struct write_about *about)
{
	const char *title = title_of(o);
	char name[SLUG_TEXT], stem[STEM_TEXT];

	source_dataset(name, about->file);
	text_puts(out, "# A draft by kosh-sniff of ");
	yaml_comment(out, about->file);
	text_puts(out,
		".\n# Each guess says how sure it is. Read it, correct it, "
		"check it: kosh-extract --check\n");
	write_notes(out, "", &o->notes);
	if (about->hidden)
		text_printf(out, "# %zu hidden sheets were not looked at\n",
			about->hidden);
	if (about->unseen)
		text_printf(out,
			"# %zu further sheets were not looked at: --sheet "
			"NAME looks at one\n",
			about->unseen);
	text_putc(out, '\n');
	put(out, "dataset", about->dataset ? about->dataset : name,
		about->dataset ? "" : "a guess: by the name of the file");
	source_stem(stem, about->file);
	put(out, "title", title ? title : stem, "please check");
	put(out, "publisher", "unknown", "please fill in");
	put_direction(out, o);
	put_nodes(out, o);
}

/* ---- the edition ---- */

static void put_scale(struct text *out, const struct outline *o)
{
	const struct outline_table *t = &o->tables[0];
	struct outline_range score;
	int most;

	if (!outline_score(&score, o, t) || t->kind == SHEETS_BY_INDICATOR)
		return;
	most = score.greatest <= 1	? 1
		: score.greatest <= 10	? 10
		: score.greatest <= 100 ? 100
					: 0;
	if (most && score.least >= 0 && score.greatest > most / 2.0 &&
		!(most == 10 && score.least >= 1 && score.greatest <= 5))
		text_printf(out,
			"    scale: [0, %d] # likely: overall scores go from "
			"%.6g to %.6g\n",
			most, score.least, score.greatest);
	if (!score.is_exact)
		text_printf(out,
			"    decimals: %d # likely: the most that an overall "
			"score has\n",
			score.decimals);
}

static void put_ties(struct text *out, const struct outline *o)
{
	const struct guess *g = o->tables[0].g;

	if (g->rule.ranks == 0)
		return;
	if (g->rule.ties == SERIES_SEQUENTIAL)
		text_printf(out,
			"    ties: sequential # sure: %lu ranks, none is "
			"shared\n",
			g->rule.ranks);
	else if (g->rule.ties == SERIES_COMPETITION)
		text_printf(out,
			"    ties: competition # %s: equal scores share a "
			"rank; "
			"%lu of %lu do not follow\n    ties_decimals: %d\n",
			g->rule.odd ? "likely" : "sure", g->rule.odd,
			g->rule.ranks, g->rule.decimals);
	else
		text_puts(out,
			"    # ties: no rule was found that gives these "
			"ranks\n");
}

/* Of a list of values, or of several in a zip. */
static void put_csv(struct text *out, const struct write_about *about)
{
	const struct book_csv usual = BOOK_CSV_INIT;

	if (strcmp(about->format, "csv") != 0 &&
		(strcmp(about->format, "zip") != 0 ||
			(about->csv.separator == usual.separator &&
				about->csv.decimal_mark == usual.decimal_mark &&
				!about->charset)))
		return;
	text_puts(out, "    csv: {separator: ");
	yaml_text(out,
		about->csv.separator == '\t'
			? "tab"
			: (char[]){ about->csv.separator, '\0' });
	text_puts(out, ", decimal: ");
	yaml_text(out, (char[]){ about->csv.decimal_mark, '\0' });
	if (about->charset) {
		text_puts(out, ", charset: ");
		yaml_text(out, about->charset);
	}
	text_printf(out, "}%s\n",
		about->csv_is_guessed ? " # likely: by the first lines" : "");
}

static void put_areas(struct text *out, const struct outline_table *t)
{
	if (!t->areas)
		return;
	text_printf(out, "    areas: %u # those of the main table", t->areas);
	if (t->unknown)
		text_printf(out, "; with its unknown labels %u",
			t->areas + t->unknown);
	text_putc(out, '\n');
}

static void put_edition(struct text *out, const struct outline *o,
	const struct write_about *about)
{
	char edition[SLUG_TEXT];

	write_edition_id(edition, o, about);
	text_printf(out, "\neditions:\n  - edition: \"%s\"%s\n", edition,
		about->edition ? ""
			: strcmp(edition, "1") == 0
			? " # please fill in"
			: " # a guess: a year that is "
			  "named");
	put_areas(out, &o->tables[0]);
	put_scale(out, o);
	put_ties(out, o);
	text_puts(out, "    file: ");
	yaml_text(out, about->file);
	text_putc(out, '\n');
	if (about->sha256)
		text_printf(out, "    sha256: %s\n", about->sha256);
	put_csv(out, about);
	text_puts(out, "    tables:\n");
	for (size_t i = 0; i < o->n_tables; i++)
		write_table(out, o, &o->tables[i], edition);
}

/* ---- nothing ---- */

/* The first few sheets by name. */
static void list_sheets(struct text *out, const struct outline *o)
{
	for (size_t i = 0; i < o->n_sheets && i < SHEETS_SHOWN; i++)
		text_printf(
			out, "%s'%.30s'", i ? ", " : "", o->sheets[i]->sheet);
	text_puts(out, o->n_sheets > SHEETS_SHOWN ? ", ..." : "");
}

static int refuse(const struct outline *o, struct err *e)
{
	const struct guess *best = NULL;
	struct text names = TEXT_INIT;

	for (size_t i = 0; i < o->n_sheets; i++)
		if (!best || o->guesses[i]->frame.areas > best->frame.areas)
			best = o->guesses[i];
	list_sheets(&names, o);
	if (!best)
		err_set(e, ERR_DATA, "no visible sheet");
	else if (best->frame.areas == 0)
		err_set(e, ERR_DATA,
			"no column and no row names areas that raw/areas "
			"knows, on sheet%s %s: a spec can bring labels of its "
			"own, see kosh-spec(5)",
			o->n_sheets > 1 ? "s" : "",
			names.failed ? "" : names.at);
	else
		err_set(e, ERR_DATA,
			"no table of areas with figures under labels, on "
			"sheet%s %s: '%.60s' comes nearest, with %u areas",
			o->n_sheets > 1 ? "s" : "",
			names.failed ? "" : names.at, best->s->sheet,
			best->frame.areas);
	text_free(&names);
	return -1;
}

int write_draft(struct text *out, const struct outline *o,
	const struct write_about *about, struct err *e)
{
	if (o->n_tables == 0)
		return refuse(o, e);
	put_dataset(out, o, about);
	put_edition(out, o, about);
	return text_done(out, e);
}
