/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/tally.h"

#include <math.h>
#include <stdlib.h>

enum { SLOTS = 2 * TALLY_TEXTS };

const char *code_system_name(enum code_system s)
{
	static const char *const names[CODE_SYSTEMS] = {
		[CODE_ISO3] = "iso3",
		[CODE_WORLDBANK] = "worldbank",
		[CODE_ISO2] = "iso2",
		[CODE_M49] = "m49",
	};

	return names[s];
}

static uint64_t hash(const char *at, size_t len)
{
	uint64_t h = 1469598103934665603ULL;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)at[i]) * 1099511628211ULL;
	return h ^ h >> 32;
}

static void set_bit(uint64_t *bits, size_t i)
{
	bits[i / 64] |= (uint64_t)1 << i % 64;
}

static unsigned count_bits(const uint64_t *bits, size_t words)
{
	unsigned n = 0;

	for (size_t i = 0; i < words; i++)
		n += (unsigned)__builtin_popcountll(bits[i]);
	return n;
}

#define BITS(array) count_bits(array, sizeof(array) / sizeof(*(array)))

int kept_number(double *out, const struct kept *c)
{
	if (c->type == CELL_NUMBER) {
		*out = c->number;
		return 0;
	}
	if (c->type != CELL_TEXT)
		return -1;
	return num_parse(out, c->text, strlen(c->text));
}

static int is_year(double v)
{
	return v >= YEAR_FIRST && v <= YEAR_LAST && v == floor(v);
}

/* Four digits at the start, or 0. */
static int four_digits(const char *s)
{
	int n = 0;

	for (int i = 0; i < 4; i++) {
		if (s[i] < '0' || s[i] > '9')
			return 0;
		n = n * 10 + s[i] - '0';
	}
	return n;
}

int kept_year(const struct kept *c)
{
	int year;

	if (c->type == CELL_NUMBER)
		return is_year(c->number) ? (int)c->number : 0;
	year = four_digits(c->text);
	if (c->text[year ? 4 : 0] != (c->type == CELL_DATE ? '-' : '\0'))
		return 0;
	return is_year(year) ? year : 0;
}

/* ---- texts ---- */

static uint16_t *slot(const struct tally *t, const char *text)
{
	size_t i = (size_t)hash(text, strlen(text)) % SLOTS;

	while (t->slots[i] && strcmp(t->text[t->slots[i] - 1].at, text) != 0)
		i = (i + 1) % SLOTS;
	return &t->slots[i];
}

const struct tally_text *tally_find(const struct tally *t, const char *text)
{
	uint16_t *at = t->slots ? slot(t, text) : NULL;

	return at && *at ? &t->text[*at - 1] : NULL;
}

static int add_text(struct tally *t, const struct tally_text *x, struct err *e)
{
	struct tally_text *more;
	uint16_t *at;

	if (!t->slots)
		t->slots = calloc(SLOTS, sizeof(*t->slots));
	if (!t->slots)
		return err_memory(e);
	at = slot(t, x->at);
	if (*at) {
		t->text[*at - 1].cells += x->cells;
		return 0;
	}
	if (t->n_texts == TALLY_TEXTS) {
		t->unlisted += x->cells;
		return 0;
	}
	more = array_more(t->text, t->n_texts, sizeof(*more));
	if (!more)
		return err_memory(e);
	t->text = more;
	t->text[t->n_texts++] = *x;
	*at = (uint16_t)t->n_texts;
	return 0;
}

/* ---- numbers ---- */

/* The digits of a shortest decimal that say something. */
static int significant(const char *s)
{
	int n = 0, zeros = 0;

	for (; *s && *s != 'e'; s++) {
		if (*s < '0' || *s > '9')
			continue;
		zeros = *s == '0' ? zeros + 1 : 0;
		n += n > 0 || *s != '0';
	}
	return n - zeros;
}

static void add_number(struct tally *t, double v, int first)
{
	char digits[NUM_TEXT];
	size_t len = num_format(digits, v);
	int decimals = num_decimals(digits, len);

	t->exact += significant(digits) > DIGITS_EXACT;
	if (decimals > t->decimals)
		t->decimals = decimals;
	if (first || v < t->least)
		t->least = v;
	if (first || v > t->greatest)
		t->greatest = v;
}

static void set_area(
	uint64_t *bits, const struct areas *a, const struct area *area)
{
	size_t number = (size_t)(area - a->areas);

	if (number < TALLY_AREAS)
		set_bit(bits, number);
}

/* A number as its digits. */
static struct span code_of(char digits[NUM_TEXT], const struct kept *c)
{
	return c->text ? span_of(c->text)
		       : (struct span){ digits, num_format(digits, c->number) };
}

struct area_found kept_code(
	const struct kept *c, const struct areas *a, const char *system)
{
	char digits[NUM_TEXT];

	return areas_find_code(a, system, code_of(digits, c));
}

static void add_codes(
	struct tally *t, const struct areas *a, const struct kept *c)
{
	char digits[NUM_TEXT];
	struct span code = code_of(digits, c);

	for (int i = 0; code.len > 0 && code.len <= 3 && i < CODE_SYSTEMS;
		i++) {
		struct area_found f = areas_find_code(
			a, code_system_name((enum code_system)i), code);

		t->known[i] += f.sense != AREA_UNKNOWN;
		if (f.sense != AREA_IS)
			continue;
		t->codes[i]++;
		set_area(t->coded[i], a, f.area);
	}
}

static void mark(struct tally *t, const struct kept *c)
{
	uint64_t h = c->text
		? hash(c->text, strlen(c->text))
		: hash((const char *)&c->number, sizeof(c->number));

	set_bit(t->marks, h % TALLY_MARKS);
}

static void add_area(
	struct tally *t, const struct areas *a, const struct kept *c)
{
	if (t->labels++ == 0)
		t->first = c->row;
	t->last = c->row;
	set_area(t->areas, a, c->found.area);
}

static void add_kind(struct tally *t, const struct kept *c)
{
	switch (c->type) {
	case CELL_BLANK:
		return;
	case CELL_NUMBER:
		t->numbers++;
		t->whole += c->number == floor(c->number);
		break;
	case CELL_TEXT:
		t->texts++;
		t->empty += c->text[0] == '\0';
		break;
	case CELL_BOOLEAN:
		t->booleans++;
		break;
	case CELL_DATE:
		t->dates++;
		break;
	case CELL_ERROR:
		t->errors++;
		break;
	}
	t->cells++;
}

int tally_add(struct tally *t, const struct areas *a, const struct kept *c,
	struct err *e)
{
	int year = kept_year(c);
	double v;

	if (kept_number(&v, c) == 0) {
		add_number(t, v, t->numbers + t->numeric_texts == 0);
		t->numeric_texts += c->type == CELL_TEXT;
		t->whole += c->type == CELL_TEXT && v == floor(v);
	}
	add_kind(t, c);
	if (year) {
		t->years++;
		set_bit(t->year, (size_t)(year - YEAR_FIRST));
	}
	add_codes(t, a, c);
	mark(t, c);
	if (c->found.sense == AREA_IS)
		add_area(t, a, c);
	else
		t->others += c->found.sense != AREA_UNKNOWN;
	if (!c->text || c->type == CELL_DATE)
		return 0;
	return add_text(t,
		&(struct tally_text){ c->text, 1, c->found, c->row, c->type },
		e);
}

/* ---- two of them ---- */

static void merge_bits(uint64_t *to, const uint64_t *from, size_t words)
{
	for (size_t i = 0; i < words; i++)
		to[i] |= from[i];
}

#define MERGE(field)                                                           \
	merge_bits(t->field, o->field, sizeof(t->field) / sizeof(*t->field))

static void merge_numbers(struct tally *t, const struct tally *o)
{
	int none = t->numbers + t->numeric_texts == 0;

	if (o->numbers + o->numeric_texts == 0)
		return;
	if (none || o->least < t->least)
		t->least = o->least;
	if (none || o->greatest > t->greatest)
		t->greatest = o->greatest;
	if (o->decimals > t->decimals)
		t->decimals = o->decimals;
}

static void merge_areas(struct tally *t, const struct tally *o)
{
	if (o->labels && (!t->labels || o->first < t->first))
		t->first = o->first;
	if (o->labels && (!t->labels || o->last > t->last))
		t->last = o->last;
	t->labels += o->labels;
	t->others += o->others;
	MERGE(areas);
}

int tally_merge(struct tally *t, const struct tally *o, struct err *e)
{
	merge_numbers(t, o);
	merge_areas(t, o);
	MERGE(year);
	MERGE(marks);
	t->cells += o->cells;
	t->numbers += o->numbers;
	t->dates += o->dates;
	t->booleans += o->booleans;
	t->errors += o->errors;
	t->texts += o->texts;
	t->whole += o->whole;
	t->empty += o->empty;
	t->numeric_texts += o->numeric_texts;
	t->years += o->years;
	t->exact += o->exact;
	t->unlisted += o->unlisted;
	for (int i = 0; i < CODE_SYSTEMS; i++) {
		t->codes[i] += o->codes[i];
		t->known[i] += o->known[i];
		MERGE(coded[i]);
	}
	for (unsigned i = 0; i < o->n_texts; i++)
		if (add_text(t, &o->text[i], e) < 0)
			return -1;
	return 0;
}

void tally_free(struct tally *t)
{
	free(t->text);
	free(t->slots);
	*t = (struct tally)TALLY_INIT;
}

/* Linear counting: how many values it takes to leave that many marks unset. */
unsigned long tally_distinct(const struct tally *t)
{
	double unset = TALLY_MARKS - BITS(t->marks);

	return (unsigned long)lround(
		TALLY_MARKS * log(TALLY_MARKS / (unset < 1 ? 1 : unset)));
}

unsigned tally_areas(const struct tally *t)
{
	return BITS(t->areas);
}

unsigned tally_coded(const struct tally *t, enum code_system s)
{
	return BITS(t->coded[s]);
}

unsigned tally_years(const struct tally *t, int *last)
{
	for (int y = YEAR_FIRST; y <= YEAR_LAST; y++)
		if (t->year[(y - YEAR_FIRST) / 64] >> (y - YEAR_FIRST) % 64 & 1)
			*last = y;
	return BITS(t->year);
}
