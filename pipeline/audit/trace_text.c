/* SPDX-License-Identifier: MIT */
/* A traced figure for people. */
#include "pipeline/audit/trace_inside.h"

enum {
	SHOWN_LOG = 8
}; /* lines of the log, the last of them; all where
    * verbose */

/* ---- the figure -------------------------------------------------------------
 */

static void put_headline(FILE *to, const struct trace *t)
{
	char buf[FACT_TEXT];
	const char *name = t->of.area_name;

	if (t->cells.n == 0)
		trace_head(to, "%s (%s), %s, %s %s of %s: no such figure, %s",
			name, t->of.area, t->o->name, t->o->indicator,
			t->o->measure, t->period,
			facts_string(&t->lack, 0, "why"));
	else if (!facts_has(&t->cells, 0, "value"))
		trace_head(to, "%s (%s), %s, %s %s of %s: no value", name,
			t->of.area, t->o->name, t->o->indicator, t->o->measure,
			t->period);
	else
		trace_head(to, "%s (%s), %s, %s %s of %s: %s", name, t->of.area,
			t->o->name, t->o->indicator, t->o->measure, t->period,
			facts_words(buf, &t->cells, 0, "value"));
}

static void put_indicator(FILE *to, const struct trace *t)
{
	char decimals[FACT_TEXT], least[FACT_TEXT], most[FACT_TEXT];
	const struct facts *f = &t->about;
	const char *unit = facts_string(f, 0, "unit");
	struct text more = TEXT_INIT;

	if (unit)
		text_printf(&more, ", in %s", unit);
	if (facts_has(f, 0, "scale_min") && facts_has(f, 0, "scale_max"))
		text_printf(&more, ", from %s to %s",
			facts_words(least, f, 0, "scale_min"),
			facts_words(most, f, 0, "scale_max"));
	if (facts_has(f, 0, "decimals"))
		text_printf(&more, ", %s decimals",
			facts_words(decimals, f, 0, "decimals"));
	trace_say(to, "indicator", "%s%s; the %s the better; regime %s",
		facts_string(f, 0, "indicator_label"), more.at ? more.at : "",
		facts_string(f, 0, "direction"), facts_string(f, 0, "regime"));
	text_free(&more);
}

static void put_cells(FILE *to, const struct trace *t)
{
	for (size_t i = 0; i < t->cells.n; i++)
		trace_say(to, i ? "again" : "published",
			"'%s' in '%s'!%s, beside '%s'",
			facts_string(&t->cells, i, "raw"),
			facts_string(&t->cells, i, "sheet"),
			facts_string(&t->cells, i, "cell"),
			facts_string(&t->cells, i, "label"));
}

/* ---- the release ------------------------------------------------------------
 */

static int is_of_press(const struct facts *r)
{
	return strcmp(facts_string(r, 0, "source"), "press") == 0;
}

static void put_state(FILE *to, const struct facts *r)
{
	const char *state = facts_string(r, 0, "state");
	const char *until = facts_string(r, 0, "known_to");
	const char *forced = facts_string(r, 0, "forced");
	const char *now = facts_string(r, 0, "current");
	struct text more = TEXT_INIT;

	if (strcmp(state, "superseded") == 0 && now)
		text_printf(&more, " by %.12s", now);
	text_printf(&more, "; known from %s", facts_string(r, 0, "known_from"));
	if (until)
		text_printf(&more, ", another one from %s", until);
	if (is_of_press(r))
		text_puts(&more, "; it rests on what the press quoted");
	if (forced)
		text_printf(&more, "; forced: %s", forced);
	trace_say(to, "state", "%s%s", state, more.at ? more.at : "");
	text_free(&more);
}

static void put_file(FILE *to, const struct facts *r)
{
	const char *file = facts_string(r, 0, "file");
	const char *published = facts_string(r, 0, "published");
	char bytes[FACT_TEXT];
	struct text more = TEXT_INIT;

	if (facts_has(r, 0, "bytes"))
		text_printf(
			&more, ", %s bytes", facts_words(bytes, r, 0, "bytes"));
	if (published)
		text_printf(&more, ", published %s", published);
	trace_say(to, "file", "%s%s",
		file ? file : "of a name that is not known",
		more.at ? more.at : "");
	text_free(&more);
}

static void put_source(FILE *to, const struct facts *r)
{
	const char *url = facts_string(r, 0, "url");
	const char *sent = facts_string(r, 0, "final_url");
	const char *fetched = facts_string(r, 0, "fetched");
	const char *agent = facts_string(r, 0, "agent");
	char status[FACT_TEXT];

	if (url)
		trace_say(to, "address", "%s", url);
	if (sent && (!url || strcmp(url, sent) != 0))
		trace_say(to, "sent from", "%s", sent);
	if (!fetched)
		trace_say(to, "fetched", "by nobody: loaded %s",
			facts_string(r, 0, "loaded"));
	else if (facts_has(r, 0, "status"))
		trace_say(to, "fetched", "%s by %s, status %s", fetched,
			agent ? agent : "a tool that is not known",
			facts_words(status, r, 0, "status"));
	else
		trace_say(to, "fetched", "%s, from %s", fetched,
			is_of_press(r) ? "beside the spec" : "a folder");
}

static void put_release(FILE *to, const struct trace *t)
{
	static const char *const there[] = {
		[BYTES_THERE] = "there, with this sha256",
		[BYTES_OTHER] = "holds other bytes: the store is damaged",
		[BYTES_MISSING] = "not there",
	};

	trace_say(to, "release", "%s", facts_string(&t->release, 0, "release"));
	put_state(to, &t->release);
	put_file(to, &t->release);
	put_source(to, &t->release);
	trace_say(to, "bytes", "%s", t->path);
	trace_say(to, "", "%s", there[t->bytes]);
}

static void put_others(FILE *to, const struct trace *t)
{
	const struct facts *f = &t->others;

	for (size_t i = 0; i < f->n; i++) {
		const char *release = facts_string(f, i, "release");
		const char *state = facts_string(f, i, "state");
		const char *known = facts_string(f, i, "known_from");
		const char *source = facts_string(f, i, "source");
		const char *press =
			strcmp(source, "press") == 0 ? ", of the press" : "";
		int differs = facts_at(f, i, "differs")->integer != 0;

		if (facts_has(f, i, "cell"))
			trace_say(to, "elsewhere",
				"'%s' in '%s'!%s of %.12s (%s%s, known from "
				"%s)%s",
				facts_string(f, i, "raw"),
				facts_string(f, i, "sheet"),
				facts_string(f, i, "cell"), release, state,
				press, known, differs ? ": another value" : "");
		else
			trace_say(to, "elsewhere",
				"not in %.12s (%s%s, known from %s)", release,
				state, press, known);
	}
}

/* ---- what follows from it ---------------------------------------------------
 */

/* " (waived by Ann Example until 2026-06-30)" */
static void say_waived(struct text *out, const struct facts *f, size_t i)
{
	const char *until = facts_string(f, i, "waived_until");

	if (facts_has(f, i, "waived_by"))
		text_printf(out, " (waived by %s%s%s)",
			facts_string(f, i, "waived_by"), until ? " until " : "",
			until ? until : "");
}

static void put_finding(FILE *to, const struct trace *t, size_t i)
{
	struct text waived = TEXT_INIT;

	say_waived(&waived, &t->findings, i);
	trace_say(to, "finding", "%s %s%s, of the %s: %s",
		facts_string(&t->findings, i, "rule"),
		facts_string(&t->findings, i, "severity"),
		waived.at ? waived.at : "", trace_touches[t->touches[i]],
		facts_string(&t->findings, i, "message"));
	text_free(&waived);
}

static void put_rules(FILE *to, const struct trace *t)
{
	struct text ids = TEXT_INIT;

	for (size_t i = 0; t->o->verbose && i < t->n_passed; i++)
		text_printf(&ids, "%s%s", i ? " " : ": ", t->passed[i]);
	if (is_of_press(&t->release))
		trace_say(to, "rules", "none judges what the press quoted");
	else if (t->cells.n)
		trace_say(to, "rules", "%zu of %zu passed%s", t->n_passed,
			t->judged, ids.at ? ids.at : "");
	text_free(&ids);
	for (size_t i = 0; i < t->findings.n; i++)
		if (t->touches[i] != TOUCHES_NOT)
			put_finding(to, t, i);
}

/* " (with rank 76 of KAZ in 2024)" */
static void say_other(struct text *out, const struct facts *f, size_t row)
{
	char value[FACT_TEXT];

	if (!facts_has(f, row, "other_area"))
		return;
	text_printf(out, " (with %s %s of %s in %s)",
		facts_string(f, row, "other_measure"),
		facts_words(value, f, row, "other_value"),
		facts_string(f, row, "other_area"),
		facts_string(f, row, "other_edition"));
}

static void put_use(FILE *to, const struct facts *f, size_t row)
{
	const char *from = facts_string(f, row, "edition_from");
	const char *scheme = facts_string(f, row, "scheme");
	const char *comparable = facts_string(f, row, "comparable");
	char value[FACT_TEXT];
	struct text what = TEXT_INIT;

	text_printf(&what, "%s", facts_string(f, row, "field"));
	if (from)
		text_printf(&what, " from %s to %s", from,
			facts_string(f, row, "edition_to"));
	if (scheme)
		text_printf(&what, " in %s/%s, %s", scheme,
			facts_string(f, row, "region"),
			facts_string(f, row, "region_name"));
	text_printf(&what, ": %s", facts_short(value, f, row, "value"));
	say_other(&what, f, row);
	if (comparable && strcmp(comparable, "no") == 0)
		text_puts(&what, ", not comparable: another regime");
	trace_say(to, facts_string(f, row, "metric"), "%s",
		what.at ? what.at : "");
	text_free(&what);
}

static void put_derived(FILE *to, const struct trace *t)
{
	const struct facts *s = &t->stale;

	if (s->n && strcmp(facts_string(s, 0, "state"), "stale") == 0)
		trace_say(to, "derived", "stale, %s: kosh-derive makes it anew",
			facts_string(s, 0, "why"));
	for (size_t i = 0; i < t->used.n; i++)
		put_use(to, &t->used, i);
	if (t->used.n == 0 && t->cells.n)
		trace_say(to, "derived", "nothing is made of it");
}

static void put_line(FILE *to, const struct trace_line *l)
{
	trace_say(to, "log", "line %zu, %.*s, %.*s, %.*s", l->number,
		SPAN(l->time), SPAN(l->event), SPAN(l->hash));
}

/* Those that tell of the release are told; of the others, such as what was
 * made of all that was there, how many there are. */
static void put_lines(FILE *to, const struct trace_log *l)
{
	const struct trace_line *last = NULL;
	size_t own = 0, at = 0;

	for (size_t i = 0; i < l->n; i++)
		own += l->at[i].is_own != 0;
	if (own > SHOWN_LOG)
		trace_say(to, "log", "%zu lines before these", own - SHOWN_LOG);
	for (size_t i = 0; i < l->n; i++)
		if (!l->at[i].is_own)
			last = &l->at[i];
		else if (at++ + SHOWN_LOG >= own)
			put_line(to, &l->at[i]);
	if (last)
		trace_say(to, "log",
			"%zu lines name it among others, the last of them "
			"line %zu, %.*s, %.*s",
			l->n - own, last->number, SPAN(last->time),
			SPAN(last->event));
}

static void put_log(FILE *to, const struct trace *t)
{
	const struct trace_log *l = &t->log;

	if (!l->is_there || l->n == 0)
		trace_say(to, "log", "%s %s", l->path,
			l->is_there ? "does not mention the release"
				    : "is not there");
	if (!t->o->verbose)
		put_lines(to, l);
	for (size_t i = 0; t->o->verbose && i < l->n; i++)
		put_line(to, &l->at[i]);
	if (l->mentions > l->n)
		trace_say(to, "log", "and %zu more", l->mentions - l->n);
}

void trace_text(FILE *to, const struct trace *t)
{
	put_headline(to, t);
	putc('\n', to);
	put_cells(to, t);
	put_indicator(to, t);
	put_release(to, t);
	put_others(to, t);
	put_rules(to, t);
	put_derived(to, t);
	put_log(to, t);
}
