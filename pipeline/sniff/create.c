/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/create.h"

#include <stdio.h>

#include "pipeline/sniff/source_name.h"

/* What the child says. */
struct said {
	struct text draft, about; /* the spec; what the README needs */
};

static int read_all(struct text *out, FILE *in, struct err *e)
{
	char buf[4096];
	size_t n;

	while ((n = fread(buf, 1, sizeof(buf), in)) > 0)
		text_add(out, buf, n);
	text_puts(out, "");
	return text_done(out, e);
}

static int listen(struct said *out, const struct sniffing *s, struct err *e)
{
	struct err fault = ERR_INIT;
	struct child *child = NULL;
	int rc;

	if (sniffing_start(&child, s, e) < 0)
		return -1;
	rc = read_all(&out->draft, child_out(child), &fault);
	if (rc == 0)
		rc = read_all(&out->about, child_aside(child), &fault);
	if (child_end(child, e) < 0)
		return -1;
	return rc < 0 ? err_set(e, fault.kind, "%s", fault.text) : 0;
}

/* ---- the README ---- */

/* The next line, without its end; NULL behind the last. */
static const char *next_line(struct span *line, const char *s)
{
	if (!s || !*s)
		return NULL;
	*line = (struct span){ s, strcspn(s, "\n") };
	return s + line->len + (s[line->len] == '\n');
}

static void put_head(FILE *out, const struct sniffing *s)
{
	fprintf(out,
		"# %s\n\n"
		"What it measures, who has published it since when: to be "
		"filled in.\n\n"
		"- publisher: to be filled in\n"
		"- landing page: to be filled in\n"
		"- licence: to be filled in\n\n"
		"| in this folder | |\n| --- | --- |\n"
		"| %s.yaml | the spec: which editions there are and where "
		"their tables lie |\n\n",
		s->dataset, s->dataset);
}

static void put_workbook(FILE *out, const struct sniffing *s,
	struct span edition, struct span sha256)
{
	struct text file = TEXT_INIT;

	text_mask(&file, span_of(source_file(s->path)));
	fprintf(out,
		"## The workbooks\n\n"
		"| edition | file | address | sha256 |\n"
		"| --- | --- | --- | --- |\n"
		"| %.*s | %s | to be filled in | %.*s |\n\n",
		SPAN(edition), file.at ? file.at : "", SPAN(sha256));
	text_free(&file);
}

static void put_readme(
	FILE *out, const struct sniffing *s, const struct said *said)
{
	struct span edition = span_of(""), sha256 = span_of(""), line;
	const char *at = next_line(&edition, said->about.at);
	unsigned odd = 0;

	at = next_line(&sha256, at);
	put_head(out, s);
	put_workbook(out, s, edition, sha256);
	fprintf(out,
		"## What is odd, and what we do about it\n\n"
		"Found by kosh-sniff, to be gone through:\n\n");
	for (; (at = next_line(&line, at)); odd++)
		fprintf(out, "- %.*s\n", SPAN(line));
	if (!odd)
		fprintf(out, "- nothing yet\n");
}

/* ---- writing ---- */

static int find_places(struct create *out, const char *root,
	const char *dataset, struct err *e)
{
	char folder[PATH_TEXT], name[80];

	if (strcmp(dataset, "areas") == 0 || strcmp(dataset, "store") == 0)
		return err_set(e, ERR_USAGE,
			"'%s' is no name for a dataset: raw/%s is for "
			"something else",
			dataset, dataset);
	snprintf(name, sizeof(name), "raw/%s", dataset);
	if (strcmp(root, ".") == 0)
		snprintf(folder, sizeof(folder), "%s", name);
	else if (file_join(folder, root, name, e) < 0)
		return -1;
	snprintf(name, sizeof(name), "%s.yaml", dataset);
	if (file_join(out->spec, folder, name, e) < 0 ||
		file_join(out->readme, folder, "README.md", e) < 0)
		return -1;
	if (file_exists(out->spec))
		return err_set(e, ERR_DATA,
			"'%s' is there already: kosh-sniff drafts without "
			"writing to it",
			out->spec);
	out->kept_readme = file_exists(out->readme);
	return 0;
}

static int make_folder(const char *spec, struct err *e)
{
	char folder[PATH_TEXT];

	snprintf(folder, sizeof(folder), "%s", spec);
	*strrchr(folder, '/') = '\0';
	return file_make_dirs(folder, e);
}

/* The spec comes last: with it the dataset is there. */
static int put_files(const struct create *c, const struct sniffing *s,
	const struct said *said, struct err *e)
{
	struct draft *d = NULL;

	if (make_folder(c->spec, e) < 0)
		return -1;
	if (!c->kept_readme) {
		if (draft_open(&d, c->readme, e) < 0)
			return -1;
		put_readme(draft_stream(d), s, said);
		if (draft_commit(d, e) < 0)
			return -1;
	}
	if (draft_open(&d, c->spec, e) < 0)
		return -1;
	fwrite(said->draft.at, 1, said->draft.len, draft_stream(d));
	return draft_commit(d, e);
}

int create_dataset(struct create *out, const char *root,
	const struct sniffing *s, int dry_run, struct err *e)
{
	struct said said = { TEXT_INIT, TEXT_INIT };
	struct span edition = span_of("");
	int rc = -1;

	*out = (struct create){ .kept_readme = 0 };
	if (find_places(out, root, s->dataset, e) < 0 ||
		listen(&said, s, e) < 0)
		goto out;
	next_line(&edition, said.about.at);
	snprintf(out->edition, sizeof(out->edition), "%.*s", SPAN(edition));
	rc = dry_run ? 0 : put_files(out, s, &said, e);
out:
	text_free(&said.draft);
	text_free(&said.about);
	return rc;
}
