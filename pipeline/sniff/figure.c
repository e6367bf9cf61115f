/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/figure.h"

#include <math.h>

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

/* Does the text mean "none" in a column of figures? It has no digit, and it is
 * short. */
static int is_marker(const char *text)
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

/* What those of the allowed cleaners leave that it takes to make a number of
 * the text, and which these are. The length is 0 where they do not. */
static struct span clean(char buf[CLEAN_TEXT], const char *text,
	unsigned allowed, unsigned *used)
{
	struct span s = span_of(text);

	*used = 0;
	for (unsigned i = 0; i < CLEANERS && !is_number(s); i++) {
		int changed = 0;

		if (!(allowed >> i & 1))
			continue;
		s = span_trim(clean_text(buf, CLEAN_TEXT,
			clean_named(cleaners[i]), s, &changed));
		*used |= (unsigned)(changed != 0) << i;
	}
	return is_number(s) ? s : span_of("");
}

int figure_number(double *out, const struct kept *c, unsigned allowed)
{
	char buf[CLEAN_TEXT];
	unsigned used;
	struct span s;

	if (kept_number(out, c) == 0)
		return 0;
	if (c->type != CELL_TEXT || !allowed)
		return -1;
	s = clean(buf, c->text, allowed, &used);
	return num_parse(out, s.at, s.len);
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
	unsigned all = (1U << CLEANERS) - 1, used;
	char buf[CLEAN_TEXT];

	for (unsigned i = 0; i < t->n_texts; i++)
		if (clean(buf, t->text[i].at, all & ~(1U << DECIMAL_COMMA),
			    &used)
					.len == 0 &&
			clean(buf, t->text[i].at, all, &used).len > 0 &&
			used >> DECIMAL_COMMA & 1)
			return all & ~(1U << THOUSANDS);
	return all & ~(1U << DECIMAL_COMMA);
}

static void add_cleaned(struct figure *f, const struct tally_text *x,
	struct span number, unsigned used)
{
	double v = 0;
	int decimals = num_decimals(number.at, number.len);

	(void)num_parse(&v, number.at, number.len);
	if (f->figures == 0 || v < f->least)
		f->least = v;
	if (f->figures == 0 || v > f->greatest)
		f->greatest = v;
	if (decimals > f->decimals)
		f->decimals = decimals;
	f->whole += v == floor(v) ? x->cells : 0;
	f->figures += x->cells;
	f->cleaners |= used;
}

void figure_of(struct figure *out, const struct tally *t)
{
	unsigned long count[FIGURE_MARKERS];
	unsigned allowed = allowed_for(t);

	*out = (struct figure){ .figures = t->numbers + t->numeric_texts,
		.as_text = t->numeric_texts,
		.whole = t->whole,
		.least = t->least,
		.greatest = t->greatest,
		.decimals = t->decimals };
	for (unsigned i = 0; i < t->n_texts; i++) {
		const struct tally_text *x = &t->text[i];
		struct span number = span_of("");
		char buf[CLEAN_TEXT];
		unsigned used = 0;

		if (is_number(span_of(x->at)))
			continue;
		if (x->type == CELL_TEXT)
			number = clean(buf, x->at, allowed, &used);
		if (number.len)
			add_cleaned(out, x, number, used);
		else if (x->type == CELL_ERROR ? !strcmp(x->at, "#N/A")
					       : is_marker(x->at))
			add_marker(out, x, count);
		else
			add_stranger(out, x);
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
