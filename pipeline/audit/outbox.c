/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/outbox.h"

#include <inttypes.h>
#include <sys/stat.h>

#include "pipeline/base/clock.h"
#include "pipeline/base/json_line.h"
#include "pipeline/store/event.h"

extern const char sql_log_pending[], sql_log_derived[], sql_server_derived[],
	sql_log_reported[];

/* The columns of sql/log/pending.sql. */
enum {
	EVENT_ID,
	ID,
	TIME,
	RUN,
	USER,
	HOST,
	TOOL,
	VERSION,
	ARGUMENTS,
	EVENT,
	DATASET,
	EDITION,
	RELEASE,
	DETAIL,
	INPUTS,
	OUTPUTS,
};

/* ---- what the database knows ------------------------------------------------
 */

int outbox_waits(struct db *d, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open_kept(&s, d, "SELECT 1 FROM event LIMIT 1", e);

	if (rc == 0)
		rc = stmt_step(s, e);
	stmt_close(s);
	return rc;
}

int outbox_head(struct log_head *out, struct db *d, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, "SELECT line, hash FROM log_head", e);

	*out = (struct log_head){ 0, "" };
	if (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		out->line = (uint64_t)stmt_get_integer(s, 0);
		snprintf(out->hash, sizeof(out->hash), "%.*s",
			SPAN(stmt_get_text(s, 1)));
	}
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

/* ---- what the log has behind that -------------------------------------------
 */

struct behind {
	struct log_head known;
	int found;	 /* the line that is known */
	struct text ids; /* of the lines behind it, LOG_ID - 1 bytes each */
};

/* The id stands behind the number: {"line":12,"id":"0123456789abcdef", */
static int see(void *context, const struct log_head *at, struct span line)
{
	static const char key[] = ",\"id\":\"";
	struct behind *b = context;
	const char *id;

	if (at->line <= b->known.line) {
		b->found = at->line == b->known.line &&
			strcmp(at->hash, b->known.hash) == 0;
		return 1;
	}
	id = memmem(line.at, line.len, key, sizeof(key) - 1);
	if (id)
		text_add(&b->ids, id + sizeof(key) - 1, LOG_ID - 1);
	return 0;
}

static int is_there(const struct behind *b, struct span id)
{
	for (size_t i = 0; i < b->ids.len; i += LOG_ID - 1)
		if (id.len == LOG_ID - 1 &&
			memcmp(b->ids.at + i, id.at, id.len) == 0)
			return 1;
	return 0;
}

static int look_behind(
	struct behind *b, struct log *l, struct db *d, struct err *e)
{
	if (outbox_head(&b->known, d, e) < 0 || log_each_back(l, see, b, e) < 0)
		return -1;
	return text_done(&b->ids, e);
}

/* ---- moving -----------------------------------------------------------------
 */

static struct log_entry entry_of(struct stmt *s)
{
	return (struct log_entry){
		.actor = { .run = stmt_get_text(s, RUN),
			.user = stmt_get_text(s, USER),
			.host = stmt_get_text(s, HOST),
			.tool = stmt_get_text(s, TOOL),
			.version = stmt_get_text(s, VERSION),
			.arguments = stmt_get_text(s, ARGUMENTS) },
		.id = stmt_get_text(s, ID),
		.time = stmt_get_text(s, TIME),
		.event = stmt_get_text(s, EVENT),
		.dataset = stmt_get_text(s, DATASET),
		.edition = stmt_get_text(s, EDITION),
		.release = stmt_get_text(s, RELEASE),
		.detail = stmt_get_text(s, DETAIL),
		.inputs = stmt_get_text(s, INPUTS),
		.outputs = stmt_get_text(s, OUTPUTS),
	};
}

/* The line that the database knew of is not there. */
static int add_gap(struct log *l, const struct log_entry *next,
	const struct log_head *known, struct err *e)
{
	struct log_entry x = { .actor = next->actor,
		.time = next->time,
		.event = span_of("gap") };
	char detail[160], id[LOG_ID];

	if (log_id(id, e) < 0)
		return -1;
	snprintf(detail, sizeof(detail),
		"{\"known_line\":%" PRIu64 ",\"known_hash\":\"%s\"}",
		known->line, known->hash);
	x.id = span_of(id);
	x.detail = span_of(detail);
	log_add(l, &x);
	return 0;
}

/* Adds what waits to the log; *last is the last of it. */
static int add_all(int64_t *last, struct log *l, const struct behind *b,
	struct db *d, struct err *e)
{
	int lost = b->known.line > 0 && !b->found, rc;
	struct stmt *s = NULL;

	if (stmt_open(&s, d, sql_log_pending, e) < 0)
		return -1;
	while ((rc = stmt_step(s, e)) == 1) {
		struct log_entry x = entry_of(s);

		*last = stmt_get_integer(s, EVENT_ID);
		if (is_there(b, x.id))
			continue;
		if (lost && add_gap(l, &x, &b->known, e) < 0) {
			rc = -1;
			break;
		}
		lost = 0;
		log_add(l, &x);
	}
	stmt_close(s);
	return rc;
}

/* The first line that is seen is the last one. */
static int see_run(void *context, const struct log_head *at, struct span line)
{
	(void)at;
	log_line_run(context, line);
	return 1;
}

static int put_head(struct db *d, const struct log_head *head, const char *run,
	struct err *e)
{
	struct stmt *s = NULL;
	int rc = db_script(d, "log", "DELETE FROM log_head", e);

	if (rc == 0)
		rc = stmt_open(&s, d,
			"INSERT INTO log_head (line, hash, time, run) "
			"VALUES (?1, ?2, moment(), ?3)",
			e);
	if (rc == 0) {
		stmt_integer(s, 1, (int64_t)head->line);
		stmt_text(s, 2, span_of(head->hash));
		stmt_text(s, 3, span_of(run));
		rc = stmt_run(s, e);
	}
	stmt_close(s);
	return rc;
}

static int forget(struct db *d, int64_t last, struct log *l, struct err *e)
{
	struct text run = TEXT_INIT;
	struct stmt *s = NULL;
	int rc;

	if (log_each_back(l, see_run, &run, e) < 0 || text_done(&run, e) < 0 ||
		db_begin(d, e) < 0) {
		text_free(&run);
		return -1;
	}
	rc = stmt_open(&s, d, "DELETE FROM event WHERE event_id <= ?1", e);
	if (rc == 0) {
		stmt_integer(s, 1, last);
		rc = stmt_run(s, e);
	}
	stmt_close(s);
	if (rc == 0)
		rc = put_head(d, log_head(l), run.at, e);
	text_free(&run);
	return db_end(d, rc, e);
}

/* What others committed need not be on the disk yet (db_defer), unless
 * something of ours stands behind it. */
static int keep_others(struct db *d, int64_t last, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d,
		"SELECT 1 FROM event WHERE event_id = ?1 AND actor = actor()",
		e);

	if (rc == 0) {
		stmt_integer(s, 1, last);
		rc = stmt_step(s, e);
	}
	stmt_close(s);
	return rc == 0 ? db_defer(d, 0, e) : rc < 0 ? -1 : 0;
}

static int move(struct db *d, const char *path, struct err *e)
{
	struct behind b = { .ids = TEXT_INIT };
	struct log *l = NULL;
	int64_t last = 0;
	int rc = -1;

	if (log_open(&l, path, e) == 0 && look_behind(&b, l, d, e) == 0 &&
		add_all(&last, l, &b, d, e) == 0 &&
		(last == 0 || keep_others(d, last, e) == 0) &&
		log_write(l, e) == 0)
		/* another process may have moved them by now */
		rc = last == 0 ? 0 : forget(d, last, l, e);
	log_close(l);
	text_free(&b.ids);
	return rc;
}

int outbox_follow(struct db *d, struct err *e)
{
	struct behind b = { .ids = TEXT_INIT };
	char path[PATH_TEXT];
	struct log *l = NULL;
	int rc = log_path(path, db_path(d), e);

	if (rc == 0)
		rc = log_open(&l, path, e);
	if (rc == 0)
		rc = look_behind(&b, l, d, e);
	if (rc == 0 && b.found)
		rc = forget(d, 0, l, e);
	log_close(l);
	text_free(&b.ids);
	return rc;
}

int outbox_move(struct db *d, struct err *e)
{
	char path[PATH_TEXT];
	int waits;

	if (!log_has(db_path(d)))
		return 0;
	waits = outbox_waits(d, e);
	if (waits != 1)
		return waits;
	if (log_path(path, db_path(d), e) < 0 || move(d, path, e) < 0)
		return err_in(e,
			"what was done is kept in the database, and the next "
			"call logs it");
	return 1;
}

/* ---- events of this folder --------------------------------------------------
 */

int outbox_derived(struct db *d, const struct derive_done *done, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d,
		db_is_server(d) ? sql_server_derived : sql_log_derived, e);

	if (rc == 0) {
		stmt_text(s, stmt_parameter(s, ":datasets"),
			span_of(done->datasets.at));
		stmt_integer(s, stmt_parameter(s, ":tables"), done->tables);
		rc = stmt_run(s, e);
	}
	stmt_close(s);
	return rc;
}

void outbox_file(struct text *array, const char *path, const char *sha256)
{
	text_puts(array, array->len ? ",{\"path\":" : "[{\"path\":");
	json_quote(array, span_of(path));
	text_puts(array, ",\"sha256\":");
	json_quote(array, span_of(sha256));
	text_putc(array, '}');
}

int outbox_written(struct text *array, const char *path, struct err *e)
{
	char hash[HASH_HEX];
	struct stat st;
	int kept = stat(path, &st) == 0 && S_ISREG(st.st_mode);

	if (kept && hash_file(hash, path, e) < 0)
		return -1;
	outbox_file(array, path, kept ? hash : NULL);
	text_putc(array, ']');
	return text_done(array, e);
}

int outbox_report(struct text *inputs, struct text *outputs, struct db *d,
	const char *dataset, const char *path, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, sql_log_reported, e);

	if (rc == 0) {
		stmt_text(s, stmt_parameter(s, ":dataset"), span_of(dataset));
		rc = stmt_step(s, e);
	}
	if (rc == 1) {
		struct span all = stmt_get_text(s, 0);

		text_add(inputs, all.at, all.len);
		rc = text_done(inputs, e);
	}
	stmt_close(s);
	return rc < 0 ? -1 : outbox_written(outputs, path, e);
}

int outbox_made(struct text *detail, struct db *d, const char *dataset,
	const char *path, struct err *e)
{
	struct text in = TEXT_INIT, out = TEXT_INIT;
	int rc = outbox_report(&in, &out, d, dataset, path, e);

	if (rc == 0)
		text_printf(detail, "{\"inputs\":%s,\"outputs\":%s}", in.at,
			out.at);
	if (rc == 0)
		rc = text_done(detail, e);
	text_free(&in);
	text_free(&out);
	return rc;
}

int outbox_exported(struct db *d, const char *dataset,
	const struct text *detail, struct err *e)
{
	const struct event x = {
		.event = "export", .dataset = dataset, .detail = detail->at
	};

	if (db_begin(d, e) < 0)
		return -1;
	return db_end(d, event_put(d, &x, e), e);
}
