/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/logsign.h"

#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/base/clock.h"

/* A line that was torn is ended first. */
static int append(const char *path, const struct text *line, struct err *e)
{
	int fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	struct stat st = { 0 };
	char last = '\n';
	int known, good;

	if (fd < 0)
		return err_errno(e, "cannot write the signature", path);
	known = fstat(fd, &st) == 0;
	good = known &&
		(st.st_size == 0 || pread(fd, &last, 1, st.st_size - 1) == 1) &&
		(last == '\n' || write(fd, "\n", 1) == 1) &&
		write(fd, line->at, line->len) == (ssize_t)line->len &&
		fsync(fd) == 0;
	if (!good)
		err_errno(e, "cannot write the signature", path);
	if (!good && known && ftruncate(fd, st.st_size) < 0)
		good = 0; /* it stays torn, and is no signature */
	close(fd);
	return good ? 0 : -1;
}

static int make(struct text *line, const struct log_head *head,
	const struct sign_key *k, struct err *e)
{
	char now[CLOCK_TEXT], message[200], signature[SIGN_TEXT], key[HASH_HEX];

	clock_format(now, clock_now());
	snprintf(message, sizeof(message),
		"kosh-log line %" PRIu64 " head %s time %s\n", head->line,
		head->hash, now);
	if (sign_fingerprint(key, k, e) < 0 ||
		sign_make(signature, k, span_of(message), e) < 0)
		return -1;
	text_printf(line,
		"{\"line\":%" PRIu64 ",\"head\":\"%s\",\"key\":\"%s\","
		"\"time\":\"%s\",\"signature\":\"%s\"}\n",
		head->line, head->hash, key, now, signature);
	return text_done(line, e);
}

int logsign(struct log_head *head, const char *path, const struct sign_key *k,
	struct err *e)
{
	struct text line = TEXT_INIT, beside = TEXT_INIT;
	struct log *l = NULL;
	int rc = -1;

	if (!file_exists(path))
		return err_set(e, ERR_DATA,
			"there is no log '%.200s': nothing is to be signed",
			path);
	text_printf(&beside, "%s.sig", path);
	/* under the lock of the log: signatures do not mix either */
	if (text_done(&beside, e) == 0 && log_open(&l, path, e) == 0) {
		*head = *log_head(l);
		rc = head->line ? make(&line, head, k, e)
				: err_set(e, ERR_DATA,
					  "the log '%.200s' has no line to be "
					  "signed",
					  path);
		if (rc == 0)
			rc = append(beside.at, &line, e);
	}
	log_close(l);
	text_free(&line);
	text_free(&beside);
	return rc;
}
