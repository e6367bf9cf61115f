/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/specs.h"

#include <stdlib.h>
#include <string.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/ids.h"
#include "pipeline/base/root.h"

struct opening {
	struct specs *specs;
	const char *root;
	struct ids seen;
	specs_broken *broken;
	void *context;
};

int specs_add(
	struct specs *s, const char *root, const char *dataset, struct err *e)
{
	struct spec **all = array_more(s->all, s->n, sizeof(struct spec *));

	if (!all)
		return err_memory(e);
	s->all = all;
	if (spec_open(&all[s->n], root, dataset, e) < 0)
		return -1;
	s->n++;
	return 0;
}

/* 1 if the folder of a name, which may hold anything else, has a spec. */
static int has_spec(const char *root, const char *name)
{
	struct err none = ERR_INIT;
	char file[2 * 64 + 8], path[PATH_TEXT];

	if (!spec_is_name(name))
		return 0;
	snprintf(file, sizeof(file), "%.63s/%.63s.yaml", name, name);
	return root_find(path, root, file, &none) == 0;
}

static int open_one(void *context, const char *name, struct err *e)
{
	struct opening *o = context;
	struct err fault = ERR_INIT;

	if (!has_spec(o->root, name) || ids_find(&o->seen, span_of(name)))
		return 0;
	if (ids_add(&o->seen, span_of(name), 0, e) < 0)
		return -1;
	if (specs_add(o->specs, o->root, name, &fault) == 0)
		return 0;
	if (fault.kind == ERR_SYSTEM)
		return err_set(e, fault.kind, "%s", fault.text);
	o->broken(o->context, &fault);
	return 0;
}

int specs_open(struct specs *out, const char *root, specs_broken *broken,
	void *context, struct err *e)
{
	struct specs found = SPECS_INIT;
	struct opening o = { &found, root, IDS_INIT, broken, context };
	int rc = root_list(root, open_one, &o, e);

	ids_free(&o.seen);
	if (rc < 0) {
		specs_close(&found);
		return -1;
	}
	*out = found;
	return 0;
}

void specs_close(struct specs *s)
{
	for (size_t i = 0; i < s->n; i++)
		spec_close(s->all[i]);
	free(s->all);
	*s = (struct specs)SPECS_INIT;
}

const struct spec *specs_find(const struct specs *s, const char *dataset)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->all[i]->dataset, dataset) == 0)
			return s->all[i];
	return NULL;
}
