/* SPDX-License-Identifier: MIT */
/* Whose line of the log it is. */
#include <unistd.h>

#include "pipeline/audit/log_inside.h"

void log_line_run(struct text *run, struct span line)
{
	static const char key[] = ",\"run\":";
	const size_t n = sizeof(key) - 1;
	const char *end, *from = memmem(line.at, line.len, key, n);

	/* null where nobody said */
	from = from && from[n] == '"' ? from + n + 1 : NULL;
	end = from ? memchr(from, '"', (size_t)(line.at + line.len - from))
		   : NULL;
	if (end)
		text_add(run, from, (size_t)(end - from));
}

struct sought {
	const struct log_head *line;
	struct text *run;
	int found;
};

static int see(void *context, const struct log_head *at, struct span line)
{
	struct sought *s = context;

	s->found = at->line == s->line->line &&
		strcmp(at->hash, s->line->hash) == 0;
	if (s->found)
		log_line_run(s->run, line);
	return at->line <= s->line->line;
}

int log_run(struct text *run, const char *path, const struct log_head *line,
	struct err *e)
{
	struct sought s = { line, run, 0 };
	struct log_tail t;
	int fd = log_open_read(path, e), rc;

	if (fd < 0)
		return -1;
	rc = log_tail_read(&t, fd, path, e);
	if (rc == 0)
		rc = log_all_back(fd, path, t.whole, see, &s, e);
	close(fd);
	if (rc == 0)
		rc = text_done(run, e);
	return rc < 0 ? -1 : s.found;
}
