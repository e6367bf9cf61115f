/* SPDX-License-Identifier: MIT */
#include "pipeline/run/doctor.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "pipeline/audit/log.h"
#include "pipeline/audit/logcheck.h"
#include "pipeline/audit/outbox.h"
#include "pipeline/base/clock.h"
#include "pipeline/base/file.h"
#include "pipeline/base/lock.h"
#include "pipeline/base/root.h"
#include "pipeline/base/sandbox.h"
#include "pipeline/base/text.h"
#include "pipeline/fetch/net.h"
#include "pipeline/report/excel.h"
#include "pipeline/store/db.h"
#include "pipeline/workbook/second.h"

enum { SAID = 512, MIB = 1 << 20, ROOM_GOOD = 1024, ROOM_LEAST = 64 };

struct look {
	const struct doctor_order *o;
	enum health worst;
	struct db *db; /* NULL: there is none, or it does not open */
};

__attribute__((format(printf, 5, 6))) static void tell(struct look *l,
	enum health health, const char *what, const char *remedy,
	const char *fmt, ...)
{
	char says[SAID];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(says, sizeof(says), fmt, ap);
	va_end(ap);
	if (health > l->worst)
		l->worst = health;
	l->o->say(l->o->context, health, what, says, remedy);
}

/* ---- the program and the machine ---- */

static void look_program(struct look *l)
{
	tell(l, HEALTH_GOOD, "program", "", "kosh %s", l->o->version);
	tell(l, HEALTH_GOOD, "libraries", "",
		"SQLite %s, libcurl %s, libxlsxwriter %s, libfreexl %s",
		db_library(), net_library(), excel_library(), second_library());
	if (sandbox_is_whole())
		tell(l, HEALTH_GOOD, "lock", "", "%s", sandbox_words());
	else
		tell(l, HEALTH_NOTE, "lock",
			"run it on a Linux kernel with seccomp filters, on "
			"x86-64 or arm64",
			"%s", sandbox_words());
}

static void look_time(struct look *l)
{
	char now[CLOCK_TEXT];

	clock_format(now, clock_now());
	if (getenv("SOURCE_DATE_EPOCH"))
		tell(l, HEALTH_NOTE, "time",
			"unset it for a timer: all that is done is written "
			"down with that time",
			"SOURCE_DATE_EPOCH holds it at %s", now);
	else if (strcmp(now, "2026") < 0)
		tell(l, HEALTH_BAD, "time", "set the clock",
			"%s: before this program was written", now);
	else
		tell(l, HEALTH_GOOD, "time", "", "%s", now);
}

/* ---- folders ---- */

/* Whether a file can be made in a folder. */
static int can_write(const char *folder, struct err *e)
{
	char path[PATH_TEXT];
	struct draft *d = NULL;

	if (file_join(path, folder, "doctor", e) < 0 ||
		draft_open(&d, path, e) < 0)
		return 0;
	fputc('\n', draft_stream(d));
	if (fflush(draft_stream(d)) != 0)
		err_errno(e, "cannot write", path);
	draft_drop(d);
	return e->kind == ERR_NONE;
}

/* The room that is left there, in MiB. */
static long long room(const char *folder)
{
	struct statvfs f;

	return statvfs(folder, &f) < 0
		? -1
		: (long long)f.f_bavail * (long long)f.f_frsize / MIB;
}

/* To the folder that a path is in. */
static void go_up(char path[PATH_TEXT])
{
	char *slash = strrchr(path, '/');

	if (slash)
		slash[slash == path] = '\0';
	else
		snprintf(path, PATH_TEXT, ".");
}

/* A run makes it, if it can: in the nearest folder that is there. */
static void look_missing(struct look *l, const char *what, const char *folder)
{
	char above[PATH_TEXT];
	struct err e = ERR_INIT;

	snprintf(above, sizeof(above), "%s", folder);
	do
		go_up(above);
	while (!file_exists(above));
	if (can_write(above, &e))
		tell(l, HEALTH_NOTE, what, "",
			"'%s' is not there yet: a run makes it", folder);
	else
		tell(l, HEALTH_BAD, what,
			"make it for the user who runs kosh, or name another "
			"one",
			"'%s' is not there, and cannot be made in '%s'", folder,
			above);
}

static void look_folder(struct look *l, const char *what, const char *folder)
{
	struct err e = ERR_INIT;
	long long mib;

	if (!file_is_folder(folder)) {
		look_missing(l, what, folder);
		return;
	}
	mib = room(folder);
	if (!can_write(folder, &e))
		tell(l, HEALTH_BAD, what,
			"give it to the user who runs kosh, or name another "
			"one",
			"%s", e.text);
	else if (mib >= 0 && mib < ROOM_GOOD)
		tell(l, mib < ROOM_LEAST ? HEALTH_BAD : HEALTH_NOTE, what,
			"make room on that disk",
			"'%s' can be written; %lld MiB are left", folder, mib);
	else
		tell(l, HEALTH_GOOD, what, "",
			"'%s' can be written; %lld MiB are left", folder, mib);
}

static void look_root(struct look *l)
{
	struct err why = ERR_INIT;
	char path[PATH_TEXT];

	if (!file_is_folder(l->o->root))
		tell(l, HEALTH_BAD, "root", "make it, or set KOSH_ROOT",
			"'%s' is no folder", l->o->root);
	else if (root_find(path, l->o->root, "areas/areas.csv", &why) < 0)
		tell(l, HEALTH_BAD, "root",
			"set KOSH_ROOT to a folder with raw/, or install kosh",
			"%s", why.text);
	else
		tell(l, HEALTH_GOOD, "root", "", "'%s', areas from '%s'",
			l->o->root, path);
}

static int look_folders(struct look *l, struct err *e)
{
	const char *tmp = getenv("TMPDIR");
	char store[PATH_TEXT], output[PATH_TEXT];

	snprintf(output, sizeof(output), "%s", l->o->database);
	go_up(output);
	if (file_join(store, l->o->root, "raw/store", e) < 0)
		return -1;
	look_folder(l, "output", output);
	look_folder(l, "store", store);
	if (!tmp || !*tmp)
		tmp = "/tmp";
	if (file_is_folder(tmp))
		look_folder(l, "temporary", tmp);
	else
		tell(l, HEALTH_BAD, "temporary", "make it, or set TMPDIR",
			"'%s' is no folder", tmp);
	return 0;
}

/* ---- the database and its log ---- */

static const char whose[] = "give it to the user who runs kosh";

/* The text of a one-line statement's first column; "" where there is none. */
static int ask(char out[SAID], struct db *d, const char *sql, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, sql, e);

	*out = '\0';
	if (rc == 0 && (rc = stmt_step(s, e)) == 1)
		snprintf(out, SAID, "%.*s", SPAN(stmt_get_text(s, 0)));
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

static void look_database(struct look *l)
{
	struct err e = ERR_INIT;
	char says[SAID];

	if (!file_exists(l->o->database)) {
		tell(l, HEALTH_NOTE, "database", "",
			"'%s' is not there yet: a run makes it",
			l->o->database);
		return;
	}
	if (db_open(&l->db, l->o->database, DB_READ, &e) < 0 ||
		ask(says, l->db, "PRAGMA quick_check(1)", &e) < 0)
		/* it says itself what to do */
		tell(l, HEALTH_BAD, "database", "", "%s", e.text);
	else if (strcmp(says, "ok") != 0)
		tell(l, HEALTH_BAD, "database",
			"remove it and run again: the store has all workbooks",
			"'%s' is damaged: %s", l->o->database, says);
	else if (access(l->o->database, W_OK) < 0)
		tell(l, HEALTH_BAD, "database", whose,
			"'%s' is whole, and cannot be written", l->o->database);
	else
		tell(l, HEALTH_GOOD, "database", "", "'%s' is whole",
			l->o->database);
}

/* A clock that was set back makes what is loaded now older than what was. */
static void look_order(struct look *l)
{
	static const char newest[] =
		"SELECT max(x) FROM (SELECT max(loaded) AS x FROM release "
		"UNION ALL SELECT max(time) FROM log_head)";
	char now[CLOCK_TEXT], known[SAID];
	struct err e = ERR_INIT;

	clock_format(now, clock_now());
	if (!l->db || ask(known, l->db, newest, &e) < 0)
		return;
	if (strcmp(now, known) < 0)
		tell(l, HEALTH_BAD, "time",
			"set the clock, or wait until it has passed that",
			"%s is before what the database was last told, %s", now,
			known);
}

static void look_lock(struct look *l)
{
	char path[PATH_TEXT + 8];
	struct err e = ERR_INIT;

	snprintf(path, sizeof(path), "%s.lock", l->o->database);
	if (lock_look(path, &e) < 0)
		tell(l, HEALTH_NOTE, "run", "", "%s", e.text);
	else if (file_exists(path) && access(path, W_OK) < 0)
		tell(l, HEALTH_BAD, "run", whose, "'%s' cannot be written",
			path);
}

static void note_first(
	void *context, enum logcheck_says what, uint64_t line, const char *text)
{
	char *says = context;

	(void)line;
	if (what == LOGCHECK_BROKEN && !*says)
		snprintf(says, SAID, "%s", text);
}

/* Holds the log to what the database knows; says has the first fault. */
static int check_log(struct logcheck_result *r, char says[SAID],
	const char *path, const struct log_head *head, struct err *e)
{
	struct logcheck *check = NULL;
	int rc = logcheck_open(&check, note_first, says, 1, e);

	if (rc == 0 && head->line)
		rc = logcheck_anchor(
			check, "the database", head->line, head->hash, 0, e);
	if (rc == 0)
		rc = logcheck_file(check, path, e);
	if (rc == 0)
		rc = logcheck_end(r, check, e);
	logcheck_close(check);
	return rc;
}

static void look_log(struct look *l)
{
	char path[PATH_TEXT], says[SAID] = "";
	struct logcheck_result r = { 0 };
	struct log_head head = { 0, "" };
	struct err e = ERR_INIT;
	int there, fd = -1;

	if (!l->db || !log_has(l->o->database))
		return;
	if (log_path(path, l->o->database, &e) == 0 &&
		outbox_head(&head, l->db, &e) == 0) {
		there = file_exists(path);
		if (!there && !head.line)
			return;
		if (!there || (fd = log_open_read(path, &e)) >= 0)
			check_log(&r, says, path, &head, &e);
	}
	if (fd >= 0)
		close(fd);
	if (e.kind != ERR_NONE)
		tell(l, HEALTH_BAD, "log", whose, "%s", e.text);
	else if (r.broken)
		tell(l, HEALTH_BAD, "log",
			"kosh-log verify says more; see who may write it",
			"'%s': %s", path, says);
	else if (access(path, W_OK) < 0)
		tell(l, HEALTH_BAD, "log", whose,
			"'%s' is whole, and cannot be written", path);
	else
		tell(l, HEALTH_GOOD, "log", "", "'%s' is whole, %llu lines",
			path, (unsigned long long)r.lines);
}

int doctor_look(enum health *worst, const struct doctor_order *o, struct err *e)
{
	struct look l = { .o = o };
	int rc;

	look_program(&l);
	look_time(&l);
	look_root(&l);
	rc = look_folders(&l, e);
	if (rc == 0) {
		look_database(&l);
		look_order(&l);
		look_lock(&l);
		look_log(&l);
	}
	db_close(l.db);
	*worst = l.worst;
	return rc;
}
