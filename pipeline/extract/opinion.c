/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/opinion.h"

#include "pipeline/workbook/crosscheck.h"

struct opinion {
	FILE *out;
	struct finding about;
	struct text message;
	size_t put;
	int lost_number; /* among those that are only counted */
};

static void put(
	struct opinion *o, struct finding f, enum severity severity, long cells)
{
	f.rule = span_of("V207");
	f.severity = severity;
	f.cells = cells;
	f.message = (struct span){ o->message.at, o->message.len };
	stream_put_finding(o->out, &f);
}

static void quote(struct text *out, const char *who, struct span s)
{
	text_puts(out, who);
	if (s.at)
		text_printf(out, "'%.*s'", SPAN(s));
	else
		text_puts(out, "nothing");
}

static int on_difference(
	void *context, const struct xls_difference *d, struct err *e)
{
	struct opinion *o = context;
	struct finding f = o->about;

	if (o->put == OPINION_FINDINGS) {
		o->lost_number |= d->is_number;
		return 0;
	}
	o->put++;
	f.sheet = span_of(d->sheet);
	f.cell = span_of(d->cell);
	f.raw = f.actual = d->ours;
	f.expected = d->its;
	text_clear(&o->message);
	quote(&o->message, "two readers differ: ", d->ours);
	quote(&o->message, " here, by libfreexl ", d->its);
	if (text_done(&o->message, e) < 0)
		return -1;
	put(o, f, d->is_number ? SEVERITY_ERROR : SEVERITY_WARNING, 1);
	return 0;
}

static void put_rest(struct opinion *o, size_t rest)
{
	text_clear(&o->message);
	text_printf(&o->message,
		"two readers differ on %zu cells more than are listed", rest);
	put(o, o->about, o->lost_number ? SEVERITY_ERROR : SEVERITY_WARNING,
		(long)rest);
}

static void put_refused(struct opinion *o, const char *why)
{
	text_clear(&o->message);
	text_printf(&o->message, "there is no second opinion on it: %s", why);
	put(o, o->about, SEVERITY_INFO, 0);
}

int opinion_put(
	FILE *out, const char *path, const struct finding *about, struct err *e)
{
	struct opinion o = { .out = out, .about = *about };
	struct err fault = ERR_INIT;
	struct xls_check k;
	int rc = xls_cross_check(&k, path, on_difference, &o, &fault);

	if (rc == 0 && k.differs > o.put)
		put_rest(&o, k.differs - o.put);
	if (rc == 0 && *k.refused)
		put_refused(&o, k.refused);
	text_free(&o.message);
	if (fault.kind == ERR_SYSTEM)
		return err_set(e, ERR_SYSTEM, "%s", fault.text);
	return 0;
}
