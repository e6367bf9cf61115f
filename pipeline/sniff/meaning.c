/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/meaning.h"

#include <stdlib.h>

enum { LETTERS = 26, M49_CODES = 1000 };

struct meaning {
	const struct areas *areas;
	const struct area *iso2[LETTERS * LETTERS];
	const struct area *m49[M49_CODES];
};

const char *meaning_system(enum code_system s)
{
	static const char *const names[CODE_SYSTEMS] = {
		[CODE_ISO3] = "iso3",
		[CODE_WORLDBANK] = "worldbank",
		[CODE_ISO2] = "iso2",
		[CODE_M49] = "m49",
	};

	return names[s];
}

/* The place of two capitals in the table, or -1. */
static int iso2_place(struct span s)
{
	if (s.len != 2 || s.at[0] < 'A' || s.at[0] > 'Z' || s.at[1] < 'A' ||
		s.at[1] > 'Z')
		return -1;
	return (s.at[0] - 'A') * LETTERS + s.at[1] - 'A';
}

/* One to three digits, or -1. */
static int m49_place(struct span s)
{
	int n = 0;

	if (s.len < 1 || s.len > 3)
		return -1;
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] < '0' || s.at[i] > '9')
			return -1;
		n = n * 10 + s.at[i] - '0';
	}
	return n;
}

int meaning_open(struct meaning **out, const struct areas *a, struct err *e)
{
	struct meaning *m = calloc(1, sizeof(*m));

	if (!m)
		return err_memory(e);
	m->areas = a;
	for (size_t i = 0; i < a->n_areas; i++) {
		int two = iso2_place(span_of(a->areas[i].iso2));
		int three = m49_place(span_of(a->areas[i].m49));

		if (two >= 0)
			m->iso2[two] = &a->areas[i];
		if (three >= 0)
			m->m49[three] = &a->areas[i];
	}
	*out = m;
	return 0;
}

void meaning_close(struct meaning *m)
{
	free(m);
}

const struct area *meaning_label(const struct meaning *m, struct span label)
{
	return areas_match(m->areas, label);
}

/* Codes of the World Bank's own, which all its tables know. */
static const struct area *worldbank(const struct meaning *m, struct span code)
{
	static const char *const own[][2] = { { "ADO", "AND" },
		{ "IMY", "IMN" }, { "KSV", "XKX" }, { "ROM", "ROU" },
		{ "TMP", "TLS" }, { "WBG", "PSE" }, { "ZAR", "COD" } };

	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
		if (span_is(code, own[i][0]))
			return areas_code(m->areas, span_of(own[i][1]));
	return areas_code(m->areas, code);
}

const struct area *meaning_code(
	const struct meaning *m, enum code_system s, struct span code)
{
	int place;

	code = span_trim(code);
	switch (s) {
	case CODE_ISO3:
		return areas_code(m->areas, code);
	case CODE_WORLDBANK:
		return worldbank(m, code);
	case CODE_ISO2:
		place = iso2_place(code);
		return place < 0 ? NULL : m->iso2[place];
	case CODE_M49:
		place = m49_place(code);
		return place < 0 ? NULL : m->m49[place];
	}
	return NULL;
}

size_t meaning_number(const struct meaning *m, const struct area *area)
{
	return (size_t)(area - m->areas->areas);
}
