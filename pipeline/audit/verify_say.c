/* SPDX-License-Identifier: MIT */
/* What verifying came to, for people and as JSON. */
#include "pipeline/audit/trace.h"
#include "pipeline/base/json.h"

struct saying {
	FILE *to;
	enum trace_format format;
	int verbose;
	struct json json;
	struct text line;
	size_t releases, unverified, altered; /* of them */
	size_t observations, held, missed, unread;
};

static const char *const whats[RECHECK_WHATS] = {
	[RECHECK_TEXT] = "text",
	[RECHECK_VALUE] = "value",
	[RECHECK_SHEET] = "sheet",
	[RECHECK_NOWHERE] = "cell",
};

/* ---- JSON -------------------------------------------------------------------
 */

static void put_miss(struct json *j, const struct verify_miss *m)
{
	const int is_text = m->what == RECHECK_TEXT;

	json_begin(j, NULL, '{');
	json_string(j, "what", whats[m->what]);
	json_string(j, "sheet", m->sheet);
	json_string(j, "cell", m->cell);
	json_text(j, "stored", m->stored);
	json_text(j, "found", is_text ? m->found : span_of(NULL));
	json_string(j, "area", m->area);
	json_string(j, "indicator", m->indicator);
	json_string(j, "measure", m->measure);
	json_string(j, "period", m->period);
	json_end(j, '}');
}

static void put_release(struct json *j, const struct verified *v)
{
	json_begin(j, NULL, '{');
	json_string(j, "dataset", v->dataset);
	json_string(j, "edition", v->edition);
	json_string(j, "release", v->release);
	json_string(j, "state", v->state);
	json_integer(j, "observations", (long long)v->observations);
	json_integer(j, "hold", (long long)v->held);
	json_integer(j, "differ", (long long)v->missed);
	json_string(j, "unverified", v->why);
	json_flag(j, "altered", v->altered);
	json_begin(j, "differing", '[');
	for (size_t i = 0; i < v->n_misses; i++)
		put_miss(j, &v->misses[i]);
	json_end(j, ']');
	json_end(j, '}');
}

/* ---- text -------------------------------------------------------------------
 */

/* Foreign text is masked, and a line ended. */
static void end_line(struct saying *s)
{
	text_print_masked(s->to, (struct span){ s->line.at, s->line.len });
	putc('\n', s->to);
	text_clear(&s->line);
}

static void say_miss(struct saying *s, const struct verify_miss *m)
{
	text_printf(&s->line, "  '%s'!%s: ", m->sheet, m->cell);
	switch (m->what) {
	case RECHECK_TEXT:
		text_printf(&s->line, "stored '%.*s', found '%.*s'",
			SPAN(m->stored), SPAN(m->found));
		break;
	case RECHECK_VALUE:
		text_printf(&s->line,
			"holds '%.*s', from which the stored value does not "
			"follow",
			SPAN(m->stored));
		break;
	case RECHECK_SHEET:
		text_printf(&s->line,
			"stored '%.*s', and there is no such sheet",
			SPAN(m->stored));
		break;
	default:
		text_printf(&s->line,
			"stored '%.*s', and that is no place on a sheet",
			SPAN(m->stored));
		break;
	}
	if (m->area)
		text_printf(&s->line, " (%s, %s %s, %s)", m->area, m->indicator,
			m->measure, m->period);
	end_line(s);
}

static void say_release(struct saying *s, const struct verified *v)
{
	if (!s->verbose && !v->why && !v->missed && !v->altered)
		return;
	text_printf(&s->line, "%s/%s %.12s %s: ", v->dataset, v->edition,
		v->release, v->state);
	if (v->why)
		text_printf(&s->line, "%zu observations not verified: %s",
			v->observations, v->why);
	else
		text_printf(&s->line, "%zu of %zu observations hold", v->held,
			v->observations);
	end_line(s);
	if (v->altered)
		fputs("  they are not those that were loaded: one was changed,"
		      " added or removed since\n",
			s->to);
	for (size_t i = 0; i < v->n_misses; i++)
		say_miss(s, &v->misses[i]);
	if (v->missed > v->n_misses)
		fprintf(s->to, "  and %zu more\n", v->missed - v->n_misses);
}

/* ---- both -------------------------------------------------------------------
 */

static int take(void *context, const struct verified *v, struct err *e)
{
	struct saying *s = context;

	s->releases++;
	s->observations += v->observations;
	s->held += v->held;
	s->missed += v->missed;
	s->unread += v->why ? v->observations : 0;
	s->unverified += v->why != NULL;
	s->altered += v->altered != 0;
	if (s->format == TRACE_JSON)
		put_release(&s->json, v);
	else
		say_release(s, v);
	return text_done(&s->line, e);
}

static void end_text(struct saying *s)
{
	fprintf(s->to, "%zu observations of %zu releases: %zu hold",
		s->observations, s->releases, s->held);
	if (s->missed)
		fprintf(s->to, ", %zu do not", s->missed);
	if (s->unverified)
		fprintf(s->to, ", %zu could not be verified", s->unread);
	if (s->altered)
		fprintf(s->to, "; %zu releases not as loaded", s->altered);
	putc('\n', s->to);
}

static void end_json(struct saying *s, int answer)
{
	struct json *j = &s->json;

	json_end(j, ']');
	json_integer(j, "observations", (long long)s->observations);
	json_integer(j, "hold", (long long)s->held);
	json_integer(j, "differ", (long long)s->missed);
	json_integer(j, "unverified", (long long)s->unread);
	json_integer(j, "altered", (long long)s->altered);
	json_flag(j, "all_hold", !answer);
	json_end(j, '}');
	putc('\n', s->to);
}

int trace_verify(FILE *to, int *answer, struct db *d,
	const struct verify_order *o, enum trace_format format, int verbose,
	struct err *e)
{
	struct saying s = { .to = to,
		.format = format,
		.verbose = verbose,
		.json = { .to.stream = to } };
	int rc;

	if (format == TRACE_JSON) {
		json_begin(&s.json, NULL, '{');
		json_begin(&s.json, "releases", '[');
	}
	rc = verify(d, o, take, &s, e);
	*answer = s.missed || s.unverified || s.altered;
	if (rc == 0 && format == TRACE_JSON)
		end_json(&s, *answer);
	else if (rc == 0)
		end_text(&s);
	text_free(&s.line);
	return rc;
}
