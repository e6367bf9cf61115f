/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/plain.h"

#include <stdio.h>
#include <string.h>

#include "pipeline/base/num.h"
#include "pipeline/workbook/cells.h"
#include "pipeline/workbook/serial.h"

/* Eight bytes as one word, in the order of the machine. */
static inline uint64_t word(const char *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof(w));
	return w;
}

/* The mask under which the first n bytes of a word count. */
static inline uint64_t first(size_t n)
{
	return word("\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0\0\0\0" + 8 - n);
}

/* 1 if the literal stands at p: one comparison, for at most eight bytes. */
#define IS(p, literal)                                                         \
	(((word(p) ^ word(literal "\0\0\0\0\0\0\0")) &                         \
		 first(sizeof(literal) - 1)) == 0)
#define BEHIND(p, literal) ((p) + sizeof(literal) - 1)

/* Letters that are no capital come out above 25. */
static inline unsigned letter(const char *p)
{
	return (unsigned)(unsigned char)*p - 'A';
}

static inline unsigned digit(const char *p)
{
	return (unsigned)(unsigned char)*p - '0';
}

void plain_set_row(struct plain *k, uint32_t row, int known)
{
	char text[16] = "<"; /* which is in no address */

	if (known)
		snprintf(text, sizeof(text), "%u\"", row + 1u);
	k->row = row;
	k->behind_len = strlen(text);
	k->behind = word(text);
	k->mask = first(k->behind_len);
}

/* "B7\"" in the row. */
static inline const char *address(
	uint32_t *column, const struct plain *k, const char *p)
{
	uint32_t n = letter(p++) + 1;

	if (n > 26)
		return NULL;
	for (int i = 0; i < 2 && letter(p) < 26; i++)
		n = n * 26 + letter(p++) + 1;
	if (n > GRID_COLUMNS || ((word(p) ^ k->behind) & k->mask))
		return NULL;
	*column = n - 1;
	return p + k->behind_len;
}

/* A number without sign, of at most nine digits. */
static inline const char *count(uint32_t *out, const char *p)
{
	const char *start = p;
	uint32_t n = 0;

	for (; digit(p) < 10; p++)
		n = n * 10 + digit(p);
	*out = n;
	return p > start && p - start < 10 ? p : NULL;
}

static const char *style(uint32_t *out, const char *p)
{
	p = count(out, p);
	return p && *p == '"' ? p + 1 : NULL;
}

static const char *type(enum stored_type *out, const char *p)
{
	static const struct {
		const char *name;
		size_t len;
		enum stored_type type;
	} rare[] = {
		{ "str\"", 4, STORED_TEXT },
		{ "n\"", 2, STORED_NUMBER },
		{ "b\"", 2, STORED_BOOLEAN },
		{ "e\"", 2, STORED_ERROR },
		{ "inlineStr\"", 10, STORED_INLINE },
	};

	if (IS(p, "s\"")) {
		*out = STORED_SHARED;
		return BEHIND(p, "s\"");
	}
	for (size_t i = 0; i < sizeof(rare) / sizeof(*rare); i++)
		if (memcmp(p, rare[i].name, rare[i].len) == 0) {
			*out = rare[i].type;
			return p + rare[i].len;
		}
	return NULL;
}

/* What a <c> says of itself. */
struct told {
	uint32_t column, style;
	enum stored_type type;
};

/* The attributes up to '>' or '/', told by their first letters. */
static inline const char *attributes(
	struct told *t, const struct plain *k, const char *p)
{
	while (p && *p == ' ') {
		if (IS(p, " r=\""))
			p = address(&t->column, k, BEHIND(p, " r=\""));
		else if (IS(p, " s=\""))
			p = style(&t->style, BEHIND(p, " s=\""));
		else if (IS(p, " t=\""))
			p = type(&t->type, BEHIND(p, " t=\""));
		else
			return NULL;
	}
	return p;
}

/* Printable ASCII without '&' (a reference), '<' (a tag), and '_', which may
 * begin an escape. */
static inline int is_plain(char c)
{
	static const unsigned char not_plain[256] = {
		['&'] = 1, ['<'] = 1, ['_'] = 1, [127] = 1
	};
	unsigned char u = (unsigned char)c;

	return u >= ' ' && u < 128 && !not_plain[u];
}

static inline const char *text(struct span *out, const char *p)
{
	const char *end = p;

	while (is_plain(*end))
		end++;
	*out = (struct span){ p, (size_t)(end - p) };
	return end;
}

static inline const char *number(struct cell *out, const struct told *t,
	const struct plain *k, const char *p)
{
	const char *end = num_scan(&out->number, p);

	if (!end)
		return NULL;
	out->type = CELL_NUMBER;
	if (styles_are_date(k->tables->styles, t->style) &&
		serial_is_date(out->number, k->tables->date1904))
		out->type = CELL_DATE;
	out->text = (struct span){ p, (size_t)(end - p) };
	return end;
}

static inline const char *shared(
	struct cell *out, const struct plain *k, const char *p)
{
	uint32_t i;

	p = count(&i, p);
	if (!p || i >= k->tables->strings->n)
		return NULL;
	out->type = CELL_TEXT;
	out->text = strings_at(k->tables->strings, i);
	return p;
}

/* What stands in <v>. */
static inline const char *value(struct cell *out, const struct told *t,
	const struct plain *k, const char *p)
{
	switch (t->type) {
	case STORED_NUMBER:
		return number(out, t, k, p);
	case STORED_SHARED:
		return shared(out, k, p);
	case STORED_TEXT:
		out->type = CELL_TEXT;
		return text(&out->text, p);
	case STORED_ERROR:
		out->type = CELL_ERROR;
		return text(&out->text, p);
	case STORED_BOOLEAN:
		if (*p != '0' && *p != '1')
			return NULL;
		out->type = CELL_BOOLEAN;
		out->number = *p - '0';
		out->text = (struct span){ p, 1 };
		return p + 1;
	default:
		return NULL;
	}
}

/* Behind <is><t>. */
static const char *inline_string(
	struct cell *out, const struct told *t, const char *p)
{
	if (t->type != STORED_INLINE)
		return NULL;
	out->type = CELL_TEXT;
	p = plain_tag(text(&out->text, p), "</t></is></c>");
	return p;
}

/* Behind <f>; its end included. */
static const char *formula(struct cell *out, const char *p)
{
	const char *end = text(&out->formula, p);

	return IS(end, "</f>") ? BEHIND(end, "</f>") : NULL;
}

const char *plain_cell(
	struct cell *out, const struct plain *k, const char *p, uint32_t column)
{
	struct told t = { column, 0, STORED_NUMBER };

	if (!IS(p, "<c"))
		return NULL;
	p = attributes(&t, k, BEHIND(p, "<c"));
	if (!p || t.column >= GRID_COLUMNS)
		return NULL;
	*out = (struct cell){ .row = k->row, .column = t.column };
	if (IS(p, "/>"))
		return BEHIND(p, "/>");
	if (*p++ != '>')
		return NULL;
	if (IS(p, "<f>") && !(p = formula(out, BEHIND(p, "<f>"))))
		return NULL;
	if (IS(p, "<v>")) {
		p = value(out, &t, k, BEHIND(p, "<v>"));
		return p && IS(p, "</v></c>") ? BEHIND(p, "</v></c>") : NULL;
	}
	if (IS(p, "</c>"))
		return BEHIND(p, "</c>");
	return plain_tag(p, "<is><t>")
		? inline_string(out, &t, BEHIND(p, "<is><t>"))
		: NULL;
}

const char *plain_tag(const char *p, const char *tag)
{
	size_t n = strlen(tag);

	return strncmp(p, tag, n) == 0 ? p + n : NULL;
}

/* Behind the quote that ends the value of an attribute; NULL where the bytes
 * end before, or a tag begins. */
static const char *skip_attribute(const char *p)
{
	while (*p && *p != '"' && *p != '<' && *p != '>' && *p != '\'')
		p++;
	if (*p != '"')
		return NULL;
	for (p++; *p && *p != '"' && *p != '<';)
		p++;
	return *p == '"' ? p + 1 : NULL;
}

const char *plain_row(uint32_t *row, int *is_empty, const char *p)
{
	if (!IS(p, "<row r=\""))
		return NULL;
	p = count(row, BEHIND(p, "<row r=\""));
	if (!p || *p++ != '"' || *row == 0 || *row > GRID_ROWS)
		return NULL;
	--*row;
	while (p && *p == ' ')
		p = IS(p, " xmlns") || IS(p, " r=") ? NULL : skip_attribute(p);
	if (!p)
		return NULL;
	*is_empty = *p == '/';
	p += *is_empty;
	return *p == '>' ? p + 1 : NULL;
}
