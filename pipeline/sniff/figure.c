/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/figure.h"

#include "pipeline/extract/clean.h"

/* In the order in which they are tried: what speaks of the whole text comes
 * last. */
static const char *const cleaners[] = { "remark", "marks", "ordinal",
	"currency", "percent", "minus", "thousands", "spaces",
	"decimal-comma" };

enum {
	CLEANERS = sizeof(cleaners) / sizeof(*cleaners),
	THOUSANDS = 6,
	DECIMAL_COMMA = 8,
	FEW = 6, /* kinds of marker in a column of figures */
};

const char *figure_cleaner(unsigned bit)
{
	return bit < CLEANERS ? cleaners[bit] : NULL;
}

int figure_is_marker(const char *text)
{
	size_t len = strlen(text);

	if (len > MARKER_TEXT)
		return 0;
	return strcspn(text, "0123456789") == len;
}

int figure_says_none(const char *text)
{
	static const char *const none[] = { "n/a", "N/A", "NA", "na", "n.a.",
		"x", "xxx", "no data", "#N/A", "None", "null", "NULL", "NaN" };

	if (strspn(text, ".-?* \xe2\x80\x93\x94") == strlen(text))
		return 1;
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		if (strcmp(text, none[i]) == 0)
			return 1;
	return 0;
}

static int is_number(struct span s)
{
	double v;

	return num_parse(&v, s.at, s.len) == 0;
}

/* Which cleaners make a number of the text; 0 if none do. */
static unsigned clean(const char *text, unsigned allowed)
{
	char buf[CLEAN_TEXT];
	struct span s = span_of(text);
	unsigned used = 0;

	for (unsigned i = 0; i < CLEANERS && !is_number(s); i++) {
		int changed = 0;

		if (!(allowed >> i & 1))
			continue;
		s = span_trim(clean_text(buf, sizeof(buf),
			clean_named(cleaners[i]), s, &changed));
		used |= (unsigned)(changed != 0) << i;
	}
	return is_number(s) ? used : 0;
}

static void add_marker(struct figure *f, const struct tally_text *x,
	unsigned long count[FIGURE_MARKERS])
{
	unsigned at = f->n_markers;

	if (f->n_markers == FIGURE_MARKERS)
		return;
	while (at > 0 && count[at - 1] < x->cells) {
		count[at] = count[at - 1];
		f->marker[at] = f->marker[at - 1];
		at--;
	}
	count[at] = x->cells;
	f->marker[at] = x->at;
	f->n_markers++;
}

static void add_stranger(struct figure *f, const struct tally_text *x)
{
	if (f->strange == 0) {
		f->stranger = x->at;
		f->stranger_row = x->row;
	}
	f->strange += x->cells;
}

/* A comma for decimals in one text is none for thousands in the others. */
static unsigned allowed_for(const struct tally *t)
{
	unsigned all = (1U << CLEANERS) - 1;

	for (unsigned i = 0; i < t->n_texts; i++)
		if (clean(t->text[i].at, all & ~(1U << DECIMAL_COMMA)) == 0 &&
			clean(t->text[i].at, all) >> DECIMAL_COMMA & 1)
			return all & ~(1U << THOUSANDS);
	return all & ~(1U << DECIMAL_COMMA);
}

void figure_of(struct figure *out, const struct tally *t)
{
	unsigned long count[FIGURE_MARKERS];
	unsigned allowed = allowed_for(t);

	*out = (struct figure){ .figures = t->numbers + t->numeric_texts,
		.as_text = t->numeric_texts };
	for (unsigned i = 0; i < t->n_texts; i++) {
		const struct tally_text *x = &t->text[i];
		unsigned used;

		if (is_number(span_of(x->at)))
			continue;
		used = x->type == CELL_TEXT ? clean(x->at, allowed) : 0;
		if (used) {
			out->figures += x->cells;
			out->cleaned += x->cells;
			out->cleaners |= used;
		} else if (x->type == CELL_ERROR ? !strcmp(x->at, "#N/A")
						 : figure_is_marker(x->at)) {
			add_marker(out, x, count);
		} else {
			add_stranger(out, x);
		}
	}
}

int figure_is(const struct figure *f, const struct tally *t)
{
	unsigned long filled = t->cells - t->empty - t->errors;

	if (f->figures == 0 || f->figures <= f->strange + t->dates)
		return 0;
	return f->figures * 2 >= filled ||
		(f->n_markers <= FEW && f->strange == 0);
}
