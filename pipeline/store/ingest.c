/* SPDX-License-Identifier: MIT */
#include "pipeline/store/ingest.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/extract/packed.h"
#include "pipeline/extract/recipe.h"
#include "pipeline/store/ingest_note.h"
#include "pipeline/store/load.h"

struct ingest {
	struct db *db;
	const char *root;
	struct spec *spec;
	struct areas *areas;
	struct releases *releases;
	char recipe[HASH_HEX];
	const char *reason; /* NULL: nothing is forced */
	struct ingest_lent lent;
};

int ingest_open(
	struct ingest **out, struct db *d, const char *root, struct err *e)
{
	struct ingest *g = calloc(1, sizeof(*g));

	if (!g)
		return err_memory(e);
	g->db = d;
	g->root = root;
	*out = g;
	return 0;
}

void ingest_lend(struct ingest *g, const struct ingest_lent *lent)
{
	g->lent = *lent;
	g->areas = lent->areas;
	g->releases = lent->releases;
}

static void close_spec(struct ingest *g)
{
	if (g->spec != g->lent.spec)
		spec_close(g->spec);
	g->spec = NULL;
}

void ingest_close(struct ingest *g)
{
	if (!g)
		return;
	close_spec(g);
	if (g->areas != g->lent.areas)
		areas_close(g->areas);
	if (g->releases != g->lent.releases)
		releases_close(g->releases);
	db_check_keys(g->db, 1);
	free(g);
}

int ingest_reason(struct text *out, const char *reason, struct err *e)
{
	text_mask(out, span_trim(span_of(reason)));
	if (text_done(out, e) < 0)
		return -1;
	if (out->len == 0)
		return err_set(e, ERR_USAGE,
			"--force wants a reason: say why the findings do not "
			"bar the release");
	if (out->len > INGEST_REASON)
		return err_set(e, ERR_USAGE,
			"--force: the reason has more than %d bytes",
			INGEST_REASON);
	return 0;
}

void ingest_force(struct ingest *g, const char *reason)
{
	g->reason = reason;
}

/* One stream being read. */
struct reading {
	struct ingest *g;
	struct ingested *out;
	struct load
		*load; /* NULL before the first record, or if already there */
	struct span dataset, edition, release; /* those of the first record */
	struct refusal *why;		       /* where it is asked for */
	int described; /* in this transaction: what the spec says */
};

/* What the spec says of the dataset. While releases are loaded no keys are
 * checked but those that a batch asks once about: to turn that on and off for
 * each of them costs more than a small one. */
static int describe(struct ingest *g, struct err *e)
{
	int rc;

	db_check_keys(g->db, 1);
	rc = load_spec(g->db, g->spec, e) < 0 ? err_in(e, "%s", g->spec->path)
					      : load_areas(g->db, g->areas, e);
	if (rc == 0)
		rc = load_averages(g->db, g->spec, e);
	db_check_keys(g->db, 0);
	return rc;
}

static int open_spec(struct ingest *g, const char *dataset, struct err *e)
{
	const struct ingest_lent *lent = &g->lent;

	close_spec(g);
	if (!lent->spec || strcmp(lent->spec->dataset, dataset) != 0)
		return spec_open(&g->spec, g->root, dataset, e) < 0
			? -1
			: recipe_of(g->recipe, g->root, g->spec, NULL, e);
	g->spec = lent->spec;
	memcpy(g->recipe, lent->recipe, HASH_HEX);
	return 0;
}

static int open_dataset(struct reading *r, const char *dataset, struct err *e)
{
	struct ingest *g = r->g;

	if (g->spec && strcmp(g->spec->dataset, dataset) == 0)
		return 0;
	r->described = 1;
	if (open_spec(g, dataset, e) < 0)
		return -1;
	if (!g->areas && areas_open(&g->areas, g->root, e) < 0)
		return -1;
	if (!g->releases &&
		releases_open(&g->releases, g->root, RELEASES_READ, e) < 0)
		return -1;
	return describe(g, e);
}

static struct load_release facts(const struct ingest *g,
	const struct spec_edition *ed, const struct ingested *in)
{
	struct load_release r = ingest_facts(g->spec, ed, g->releases, in);

	r.recipe = g->recipe;
	r.root = g->root;
	return r;
}

static int take(char *to, size_t room, struct span s)
{
	if (s.len >= room)
		return -1;
	memcpy(to, s.at, s.len);
	to[s.len] = '\0';
	return 0;
}

static int begin(struct reading *r, const struct observation *o, struct err *e)
{
	struct ingested *in = r->out;
	const struct spec_edition *ed;
	struct load_release release;

	if (take(in->name.dataset, sizeof(in->name.dataset), o->dataset) < 0 ||
		take(in->name.edition, sizeof(in->name.edition), o->edition) <
			0 ||
		take(in->release, sizeof(in->release), o->release) < 0)
		return err_set(e, ERR_DATA,
			"dataset, edition or release is "
			"too long");
	r->dataset = span_of(in->name.dataset);
	r->edition = span_of(in->name.edition);
	r->release = span_of(in->release);
	if (open_dataset(r, in->name.dataset, e) < 0)
		return -1;
	if (spec_need_edition(&ed, r->g->spec, in->name.edition, e) < 0)
		return -1;
	release = facts(r->g, ed, in);
	/* a release that is there is forced before it is read anew, a new one
	 * once it is there */
	if (ingest_note_force(r->g->db, in, r->g->reason, e) < 0 ||
		load_begin(&r->load, r->g->db, &release, e) < 0 ||
		ingest_note_force(r->g->db, in, r->g->reason, e) < 0)
		return -1;
	in->aside = release.is_press;
	in->already = r->load == NULL;
	return 0;
}

static int on_observation(
	void *context, const struct observation *o, struct err *e)
{
	struct reading *r = context;
	struct ingested *in = r->out;

	if (!in->release[0] && begin(r, o, e) < 0)
		return -1;
	if (!span_same(o->release, r->release) ||
		!span_same(o->edition, r->edition) ||
		!span_same(o->dataset, r->dataset))
		return err_set(e, ERR_DATA,
			"a second release begins here: "
			"load one at a time");
	in->observations++;
	return r->load ? load_put(r->load, o, e) : 0;
}

static int on_finding(void *context, const struct finding *f, struct err *e)
{
	struct reading *r = context;

	if (!span_is(f->release, r->out->release))
		return err_set(e, ERR_DATA,
			"the findings are those of "
			"another release, '%.*s'",
			SPAN(f->release));
	r->out->findings++;
	if (r->why)
		refusal_note(r->why, f);
	return r->load ? load_put_finding(r->load, f, e) : 0;
}

static const char nothing[] = "the stream has no observations";

/* The form in which observations come: stream_read or packed_read. */
typedef int read_fn(
	FILE *in, observation_fn *observation, void *context, struct err *e);

static int read_observations(
	struct reading *r, read_fn *read, FILE *in, struct err *e)
{
	if (read(in, on_observation, r, e) < 0)
		return -1;
	return r->out->observations ? 0 : err_set(e, ERR_DATA, "%s", nothing);
}

/* Reads CSV by stream_read or the like, and says what bytes it was. */
static int read_hashed(char hex[HASH_HEX], struct reading *r, FILE *in,
	int (*read)(struct reading *r, FILE *in, struct err *e), struct err *e)
{
	struct hash *h = NULL;
	FILE *hashed;
	int rc = -1;

	if (hash_open(&h, e) < 0)
		return -1;
	hashed = hash_reading(h, in);
	if (hashed) {
		rc = read(r, hashed, e);
		fclose(hashed);
		hash_end(hex, h);
	} else {
		err_memory(e);
	}
	hash_close(h);
	return rc;
}

static int read_stream(struct reading *r, FILE *in, struct err *e)
{
	return read_observations(r, stream_read, in, e);
}

static int read_found(struct reading *r, FILE *in, struct err *e)
{
	return stream_read_findings(in, on_finding, r, e);
}

static int read_findings(struct reading *r, const char *path, struct err *e)
{
	FILE *in = fopen(path, "re");
	int rc;

	if (!in) {
		err_errno(e, "cannot open", path);
		e->kind = errno == ENOENT ? ERR_DATA : e->kind;
		return -1;
	}
	rc = read_hashed(r->out->found, r, in, read_found, e);
	fclose(in);
	return rc < 0 ? err_in(e, "%s", path) : 0;
}

/* Ends what begin began. What was written of the dataset in a transaction that
 * is rolled back is gone with it, and has to be written again; what an earlier
 * one wrote is not. */
static int end(struct ingest *g, struct reading *r, int rc, struct err *e)
{
	rc = load_end(r->load, rc, e);
	if (rc == 0 && r->load)
		rc = ingest_note_loaded(g->db, r->out, e);
	if (db_end(g->db, rc, e) == 0)
		return 0;
	if (r->described)
		close_spec(g);
	return -1;
}

int ingest_describe(struct ingest *g, const char *dataset, struct err *e)
{
	struct ingested none;
	struct reading r = { .g = g, .out = &none };

	if (db_begin(g->db, e) < 0)
		return -1;
	return end(g, &r, open_dataset(&r, dataset, e), e);
}

int ingest_stream(struct ingest *g, struct ingested *out, FILE *observations,
	const char *findings, struct err *e)
{
	struct reading r = { .g = g, .out = out };
	int rc;

	*out = (struct ingested){ .already = 0 };
	if (db_begin(g->db, e) < 0)
		return -1;
	rc = read_hashed(out->stream, &r, observations, read_stream, e);
	if (rc == 0 && findings)
		rc = read_findings(&r, findings, e);
	return end(g, &r, rc, e);
}

/* The child's own fault comes before what became of the stream that it left
 * unfinished. */
int ingest_child(struct ingest *g, struct ingested *out, struct refusal *why,
	int *refused, struct child *c, struct err *e)
{
	struct reading r = { .g = g, .out = out, .why = why };
	struct err fault = ERR_INIT;
	const struct finding no_rows = { .rule = span_of("V104"),
		.message = span_of(nothing) };
	int rc, begun = db_begin(g->db, &fault) == 0;

	*out = (struct ingested){ .already = 0 };
	rc = begun ? read_observations(&r, packed_read, child_out(c), &fault)
		   : -1;
	if (rc < 0)
		refusal_take(why, c);
	*refused = rc < 0 && begun && !out->release[0];
	if (rc == 0)
		rc = read_found(&r, child_aside(c), &fault);
	if (child_end(c, e) < 0) {
		*refused = 1;
		rc = -1;
	} else if (*refused) {
		refusal_note(why, &no_rows);
	}
	if (rc < 0)
		err_set(e, fault.kind, "%s", fault.text);
	return begun ? end(g, &r, rc, e) : -1;
}

int ingest_packed(struct ingest *g, struct ingested *out, FILE *observations,
	FILE *findings, struct err *e)
{
	struct reading r = { .g = g, .out = out };
	int rc;

	*out = (struct ingested){ .already = 0 };
	if (db_begin(g->db, e) < 0)
		return -1;
	rc = read_observations(&r, packed_read, observations, e);
	if (rc == 0)
		rc = read_found(&r, findings, e);
	return end(g, &r, rc, e);
}

int ingest_refused(struct ingest *g, const struct extraction *x,
	const struct refusal *why, struct err *e)
{
	struct ingested in = { .already = 0 };
	struct reading r = { .g = g, .out = &in };
	struct load_release release;
	int rc;

	snprintf(in.name.dataset, sizeof(in.name.dataset), "%s",
		x->spec->dataset);
	snprintf(in.name.edition, sizeof(in.name.edition), "%s", x->ed->id);
	memcpy(in.release, why->release, HASH_HEX);
	if (db_begin(g->db, e) < 0)
		return -1;
	rc = open_dataset(&r, in.name.dataset, e);
	if (rc == 0) {
		release = facts(g, x->ed, &in);
		rc = load_refused(g->db, &release, &why->is, e);
	}
	return end(g, &r, rc, e);
}
