/* SPDX-License-Identifier: MIT */
/*
 * The specs of raw/, each edition against tests/publishers/DATASET-EDITION.txt:
 * figures that were taken from the official workbook by other means (skipped
 * where it is absent), and a small made-up workbook of the same shape with all
 * that must come out of it. tests/publishers/README says what the files hold.
 */
#include "tests/check.h"
#include "tests/madebook.h"

#include <dirent.h>

#include "pipeline/base/num.h"
#include "pipeline/extract/extraction.h"
#include "pipeline/extract/packed.h"

#define FOLDER "tests/publishers"

/* ---- the file of a test as lines --------------------------------------------
 */

enum { FEW = 8, CODES = 26 * 26 * 26, RULES = 32 };

enum key {
	KEY_SPEC,
	KEY_FILE,
	KEY_OBSERVATIONS,
	KEY_AREAS,
	KEY_FINDING,
	KEY_CELL,
	KEY_SUM,
	KEY_BOOK,
	KEY_SHEET,
	KEY_ROW,
	KEY_LINE,
	KEY_EXPECT_SHEET,
	KEY_EXPECT,
	KEY_EXPECT_FINDING,
	KEYS
};

static const struct {
	const char *name;
	size_t least, most; /* how many fields */
} keys[KEYS] = {
	[KEY_SPEC] = { "spec", 1, 1 },
	[KEY_FILE] = { "file", 1, 1 },
	[KEY_OBSERVATIONS] = { "observations", 2, 2 },
	[KEY_AREAS] = { "areas", 1, 1 },
	[KEY_FINDING] = { "finding", 3, 3 },
	[KEY_CELL] = { "cell", 6, 7 },
	[KEY_SUM] = { "sum", 4, 4 },
	[KEY_BOOK] = { "book", 1, 1 },
	[KEY_SHEET] = { "sheet", 1, 2 },
	[KEY_ROW] = { "row", 0, SIZE_MAX },
	[KEY_LINE] = { "line", 0, SIZE_MAX },
	[KEY_EXPECT_SHEET] = { "expect-sheet", 1, 1 },
	[KEY_EXPECT] = { "expect", 5, 6 },
	[KEY_EXPECT_FINDING] = { "expect-finding", 2, 3 },
};

struct line {
	enum key key;
	unsigned number;
	struct span rest;    /* behind the key */
	struct span *fields; /* of it; FEW at least, empty ones behind */
	size_t n;
	/* what was seen of it in the workbook */
	long count;
	double sum;
	char *instead;
};

struct script {
	const char *name; /* of the file in FOLDER */
	struct file_map file;
	struct line *lines;
	size_t n;
	struct text wrong; /* what did not come out as it says */
	struct spec *spec;
	struct areas *areas;
	const struct spec_edition *edition;
};

static void split(struct line *line)
{
	struct span rest = line->rest;

	line->fields = calloc(rest.len + 1 + FEW, sizeof(*line->fields));
	assert_non_null(line->fields);
	while (rest.at) {
		const char *tab = memchr(rest.at, '\t', rest.len);
		size_t len = tab ? (size_t)(tab - rest.at) : rest.len;

		line->fields[line->n++] = (struct span){ rest.at, len };
		rest = tab ? (struct span){ tab + 1, rest.len - len - 1 }
			   : (struct span){ NULL, 0 };
	}
}

static void add_line(struct script *s, struct span text, unsigned number)
{
	struct line *all = array_more(s->lines, s->n, sizeof(*all));
	struct line *line = &all[s->n];
	const char *tab = memchr(text.at, '\t', text.len);
	struct span key = { text.at, tab ? (size_t)(tab - text.at) : text.len };

	assert_non_null(all);
	s->lines = all;
	s->n++;
	*line = (struct line){ .number = number };
	if (tab)
		line->rest = (struct span){ tab + 1, text.len - key.len - 1 };
	split(line);
	while (line->key < KEYS && !span_is(key, keys[line->key].name))
		line->key++;
	if (line->key == KEYS || line->n < keys[line->key].least ||
		line->n > keys[line->key].most)
		fail_msg("%s:%u: '%.*s': no such line, or too few or too many "
			 "fields",
			s->name, number, SPAN(key));
}

static void read_script(struct script *s)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct span rest;
	unsigned number = 0;

	path_in(path, FOLDER, s->name);
	if (file_map(&s->file, path, &e) < 0)
		fail_msg("%s", e.text);
	rest = (struct span){ s->file.at, s->file.len };
	while (rest.len) {
		const char *end = memchr(rest.at, '\n', rest.len);
		size_t len = end ? (size_t)(end - rest.at) : rest.len;

		number++;
		if (len && *rest.at != '#')
			add_line(s, (struct span){ rest.at, len }, number);
		len += end != NULL;
		rest = (struct span){ rest.at + len, rest.len - len };
	}
}

static int open_script(void **state)
{
	struct script *s = calloc(1, sizeof(*s));

	if (!s)
		return -1;
	s->name = *state;
	*state = s;
	read_script(s);
	return 0;
}

static int close_script(void **state)
{
	struct script *s = *state;

	for (size_t i = 0; i < s->n; i++) {
		free(s->lines[i].fields);
		free(s->lines[i].instead);
	}
	free(s->lines);
	text_free(&s->wrong);
	areas_close(s->areas);
	spec_close(s->spec);
	file_unmap(&s->file);
	free(s);
	return 0;
}

static const struct line *first(const struct script *s, enum key key)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->lines[i].key == key)
			return &s->lines[i];
	return NULL;
}

static double number_of(
	const struct script *s, const struct line *line, size_t i)
{
	struct span f = line->fields[i];
	double number;

	if (num_parse(&number, f.at ? f.at : "", f.len) < 0)
		fail_msg("%s:%u: '%.*s' is no number", s->name, line->number,
			SPAN(f));
	return number;
}

/* ---- reading a workbook by its spec -----------------------------------------
 */

static void open_spec(struct script *s)
{
	const struct line *line = first(s, KEY_SPEC);
	struct err e = ERR_INIT;
	struct spec_name name;
	char text[200];

	if (!line)
		fail_msg("%s: no line 'spec'", s->name);
	snprintf(text, sizeof(text), "%.*s", SPAN(line->rest));
	if (spec_name(&name, text, &e) < 0 ||
		spec_open(&s->spec, ".", name.dataset, &e) < 0 ||
		spec_need_edition(&s->edition, s->spec, name.edition, &e) < 0 ||
		spec_areas(&s->areas, s->spec, ".", &e) < 0)
		fail_msg("%s: %s", s->name, e.text);
}

/* As kosh-extract does it; name is the workbook's own. */
static void extract(struct script *s, const char *path, const char *name,
	observation_fn *observation, finding_fn *finding, void *context)
{
	const struct extraction x = { .path = path,
		.name = name,
		.spec = s->spec,
		.ed = s->edition,
		.areas = s->areas };
	struct err e = ERR_INIT;
	struct child *c = NULL;

	if (extraction_start(&c, &x, &e) < 0)
		fail_msg("%s: %s", s->name, e.text);
	if (packed_read(child_out(c), observation, context, &e) == 0)
		stream_read_findings(child_aside(c), finding, context, &e);
	if (child_end(c, &e) < 0 || e.kind != ERR_NONE)
		fail_msg("%s: %s", s->name, e.text);
}

static void put_value(struct text *out, int has_value, double value)
{
	char number[NUM_TEXT] = "";

	if (has_value)
		num_format(number, value);
	text_puts(out, number);
}

/* "overall score KAZ 2024 56.7" */
static void put_figure(struct text *out, const struct observation *o)
{
	text_printf(out, "%.*s %.*s %.*s %.*s ", SPAN(o->indicator),
		SPAN(o->measure), SPAN(o->area), SPAN(o->period));
	put_value(out, o->has_value, o->value);
}

/* The same of the fields of a line, from the first on. */
static void put_expected(struct text *out, const struct script *s,
	const struct line *line, size_t i)
{
	int has_value = line->fields[i + 4].len > 0;

	for (size_t j = i; j < i + 4; j++)
		text_printf(out, "%.*s ", SPAN(line->fields[j]));
	put_value(out, has_value, has_value ? number_of(s, line, i + 4) : 0);
}

/* ---- the official workbook --------------------------------------------------
 */

struct rule {
	char text[40]; /* "V305 warning" */
	char *first;   /* where, and what it said */
	long n;
};

struct official {
	struct script *s;
	long observations, values, areas;
	unsigned char seen[CODES];
	struct rule rules[RULES];
	size_t n_rules;
};

static void count_area(struct official *o, struct span area)
{
	size_t code = 0;

	for (size_t i = 0; i < area.len && i < 3; i++)
		code = code * 26 + (size_t)(area.at[i] - 'A') % 26;
	o->areas += !o->seen[code];
	o->seen[code] = 1;
}

static int is_same(struct span a, struct span b)
{
	return a.len == b.len && memcmp(a.at, b.at, a.len) == 0;
}

static void see_cell(
	struct script *s, struct line *line, const struct observation *o)
{
	struct text got = TEXT_INIT, want = TEXT_INIT;

	if (!is_same(line->fields[1], o->cell) ||
		!is_same(line->fields[0], o->sheet))
		return;
	put_figure(&got, o);
	put_expected(&want, s, line, 2);
	if (strcmp(got.at, want.at) == 0)
		line->count++;
	else if (!line->instead)
		line->instead = text_copy((struct span){ got.at, got.len });
	text_free(&got);
	text_free(&want);
}

static void see_sum(struct line *line, const struct observation *o)
{
	struct span column = line->fields[1];

	if (!o->has_value || o->cell.len <= column.len ||
		memcmp(o->cell.at, column.at, column.len) != 0 ||
		(unsigned char)o->cell.at[column.len] > '9' ||
		!is_same(line->fields[0], o->sheet))
		return;
	line->count++;
	line->sum += o->value;
}

static int on_observation(
	void *context, const struct observation *o, struct err *e)
{
	struct official *c = context;

	(void)e;
	c->observations++;
	c->values += o->has_value;
	count_area(c, o->area);
	for (size_t i = 0; i < c->s->n; i++) {
		struct line *line = &c->s->lines[i];

		if (line->key == KEY_CELL)
			see_cell(c->s, line, o);
		else if (line->key == KEY_SUM)
			see_sum(line, o);
	}
	return 0;
}

static int on_finding(void *context, const struct finding *f, struct err *e)
{
	struct official *c = context;
	struct text at = TEXT_INIT;
	char text[40];
	size_t i = 0;

	(void)e;
	snprintf(text, sizeof(text), "%.*s %s", SPAN(f->rule),
		severity_name(f->severity));
	while (i < c->n_rules && strcmp(c->rules[i].text, text) != 0)
		i++;
	assert_true(i < RULES);
	if (i == c->n_rules) {
		text_printf(&at, "%.*s %.*s: %.*s", SPAN(f->sheet),
			SPAN(f->cell), SPAN(f->message));
		c->rules[i].first = at.at;
		memcpy(c->rules[i].text, text, sizeof(text));
		c->n_rules++;
	}
	c->rules[i].n++;
	return 0;
}

static void complain(struct script *s, const struct line *line, const char *fmt,
	...) __attribute__((format(printf, 3, 4)));
static void complain(
	struct script *s, const struct line *line, const char *fmt, ...)
{
	char text[1000];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (line)
		text_printf(&s->wrong, "%s:%u: ", s->name, line->number);
	text_printf(&s->wrong, "%s\n", text);
}

static void check_count(struct official *o, const struct line *line, size_t i,
	const char *what, long n)
{
	if (number_of(o->s, line, i) != (double)n)
		complain(o->s, line, "%ld %s", n, what);
}

static void check_rule(struct official *o, struct line *line)
{
	char text[40];
	long n = 0;

	snprintf(text, sizeof(text), "%.*s %.*s", SPAN(line->fields[0]),
		SPAN(line->fields[1]));
	for (size_t i = 0; i < o->n_rules; i++)
		if (strcmp(o->rules[i].text, text) == 0) {
			n = o->rules[i].n;
			o->rules[i].n = 0;
		}
	check_count(o, line, 2, text, n);
}

static void check_sum(struct official *o, const struct line *line)
{
	double want = number_of(o->s, line, 3);

	check_count(o, line, 2, "values", line->count);
	if (fabs(line->sum - want) > 1e-9 * fmax(1, fabs(want)))
		complain(o->s, line, "they sum up to %.17g", line->sum);
}

static void check_line(struct official *o, struct line *line)
{
	switch (line->key) {
	case KEY_OBSERVATIONS:
		check_count(o, line, 0, "observations", o->observations);
		check_count(o, line, 1, "of them with a value", o->values);
		break;
	case KEY_AREAS:
		check_count(o, line, 0, "areas", o->areas);
		break;
	case KEY_FINDING:
		check_rule(o, line);
		break;
	case KEY_CELL:
		if (!line->count)
			complain(o->s, line, "%s",
				line->instead ? line->instead
					      : "no observation there");
		break;
	case KEY_SUM:
		check_sum(o, line);
		break;
	default:
		break;
	}
}

static void check_official(struct official *o)
{
	for (size_t i = 0; i < o->s->n; i++)
		check_line(o, &o->s->lines[i]);
	for (size_t i = 0; i < o->n_rules; i++) {
		struct rule *r = &o->rules[i];

		if (r->n)
			complain(o->s, NULL, "%s: not expected, %ld times: %s",
				r->text, r->n, r->first);
		free(r->first);
	}
}

static void the_official_workbook(void **state)
{
	struct official o = { .s = *state };
	const struct line *file = first(o.s, KEY_FILE);
	char name[PATH_TEXT], path[PATH_TEXT];

	if (!file)
		skip();
	snprintf(name, sizeof(name), "data/%.*s", SPAN(file->rest));
	shared_in(path, name);
	open_spec(o.s);
	extract(o.s, path, path, on_observation, on_finding, &o);
	check_official(&o);
	if (o.s->wrong.len)
		fail_msg("%s:\n%s", o.s->name, o.s->wrong.at);
}

/* ---- a made-up one ----------------------------------------------------------
 */

static void put_lines(const struct script *s, const char *path)
{
	FILE *out = fopen(path, "w");

	assert_non_null(out);
	for (size_t i = 0; i < s->n; i++)
		if (s->lines[i].key == KEY_LINE)
			fprintf(out, "%.*s\n", SPAN(s->lines[i].rest));
	assert_int_equal(fclose(out), 0);
}

static void put_sheets(const struct script *s, const char *path)
{
	struct madebook b = { 0 };
	struct span bytes;

	for (size_t i = 0; i < s->n; i++) {
		const struct line *line = &s->lines[i];

		if (line->key == KEY_SHEET)
			madebook_sheet(&b, line->fields[0],
				span_is(line->fields[1], "hidden"));
		else if (line->key == KEY_ROW)
			madebook_row(&b, line->fields, line->n);
	}
	bytes = madebook_end(&b);
	write_bytes(path, bytes.at, bytes.len);
	madebook_free(&b);
}

static int add_observation(
	void *context, const struct observation *o, struct err *e)
{
	struct text *got = context;

	(void)e;
	text_printf(got, "%.*s!%.*s ", SPAN(o->sheet), SPAN(o->cell));
	put_figure(got, o);
	text_putc(got, '\n');
	return 0;
}

static int add_finding(void *context, const struct finding *f, struct err *e)
{
	(void)e;
	text_printf(context, "%.*s %s %.*s\n", SPAN(f->rule),
		severity_name(f->severity), SPAN(f->cell));
	return 0;
}

/* The lines that are to come out: the observations, then the findings. */
static void put_wanted(struct text *out, const struct script *s)
{
	const struct line *line = first(s, KEY_SHEET);
	struct span sheet = line ? line->fields[0] : span_of("csv");

	text_puts(out, "");
	for (size_t i = 0; i < s->n; i++) {
		line = &s->lines[i];
		if (line->key == KEY_EXPECT_SHEET)
			sheet = line->rest;
		if (line->key != KEY_EXPECT)
			continue;
		text_printf(
			out, "%.*s!%.*s ", SPAN(sheet), SPAN(line->fields[0]));
		put_expected(out, s, line, 1);
		text_putc(out, '\n');
	}
	for (size_t i = 0; i < s->n; i++) {
		line = &s->lines[i];
		if (line->key == KEY_EXPECT_FINDING)
			text_printf(out, "%.*s %.*s %.*s\n",
				SPAN(line->fields[0]), SPAN(line->fields[1]),
				SPAN(line->fields[2]));
	}
}

/* Of two texts, the first lines that are not the same. */
static void check_same(struct script *s, const char *got, const char *want)
{
	while (*got && *want) {
		size_t a = strcspn(got, "\n"), b = strcspn(want, "\n");

		if (a != b || memcmp(got, want, a) != 0)
			break;
		got += a + 1;
		want += b + 1;
	}
	if (*got || *want)
		complain(s, NULL, "got:    %.*s\nwanted: %.*s",
			(int)strcspn(got, "\n"), *got ? got : "nothing more",
			(int)strcspn(want, "\n"),
			*want ? want : "nothing more");
}

static void a_made_up_one(void **state)
{
	struct script *s = *state;
	struct text got = TEXT_INIT, want = TEXT_INIT;
	const struct line *book = first(s, KEY_BOOK);
	void *folder = NULL;
	char path[PATH_TEXT];
	const struct spec_edition *ed;

	open_spec(s);
	ed = s->edition;
	if (!book)
		fail_msg("%s: no line 'book'", s->name);
	assert_int_equal(make_folder(&folder), 0);
	path_in(path, folder, "book");
	if (span_is(book->rest, "csv"))
		put_lines(s, path);
	else
		put_sheets(s, path);
	text_puts(&got, "");
	extract(s, path, ed->workbooks[ed->n_workbooks - 1].file,
		add_observation, add_finding, &got);
	assert_int_equal(remove_folder(&folder), 0);
	put_wanted(&want, s);
	check_same(s, got.at, want.at);
	text_free(&got);
	text_free(&want);
	if (s->wrong.len)
		fail_msg("%s:\n%s", s->name, s->wrong.at);
}

/* ---- all files --------------------------------------------------------------
 */

static int is_script(const struct dirent *d)
{
	const char *dot = strrchr(d->d_name, '.');

	return dot && strcmp(dot, ".txt") == 0;
}

/* "hdi-2025" and "hdi-2025 made up". */
static void name_test(struct CMUnitTest *t, const char *file, int is_made_up)
{
	struct text name = TEXT_INIT;

	text_add(&name, file, strlen(file) - strlen(".txt"));
	if (is_made_up)
		text_puts(&name, " made up");
	*t = (struct CMUnitTest){ .name = name.at,
		.test_func = is_made_up ? a_made_up_one : the_official_workbook,
		.setup_func = open_script,
		.teardown_func = close_script,
		.initial_state = (void *)file };
}

int main(void)
{
	struct dirent **files = NULL;
	int n = scandir(FOLDER, &files, is_script, alphasort), rc;
	size_t count = n < 0 ? 0 : (size_t)n;
	struct CMUnitTest *tests = calloc(2 * count + 1, sizeof(*tests));

	if (n < 0 || !tests)
		return 1;
	for (size_t i = 0; i < 2 * count; i++)
		name_test(&tests[i], files[i / 2]->d_name, i % 2);
	rc = _cmocka_run_group_tests("tests", tests, 2 * count, NULL, NULL);
	for (size_t i = 0; i < 2 * count; i++)
		free((char *)tests[i].name);
	for (size_t i = 0; i < count; i++)
		free(files[i]);
	free(files);
	free(tests);
	return rc;
}
