/* SPDX-License-Identifier: MIT */
/*
 * Small XML parts (relations, the list of sheets, styles): a visitor is shown
 * each tag. A DOCTYPE is refused; depth and the length of a tag are limited.
 */
#ifndef KOSH_WORKBOOK_XML_H
#define KOSH_WORKBOOK_XML_H

#include "pipeline/base/err.h"
#include "pipeline/workbook/zip.h"

enum {
	XML_DEPTH_MAX = 64,
	XML_TAG_MAX = 256 << 10,
	XML_NAMES_MAX = 2048, /* different names of tags and attributes */
};

struct xml_attributes;

/* name is without namespace, and empty for a tag of a namespace that is not
 * one of spreadsheets. Anything but 0 ends the reading. */
struct xml_visitor {
	int (*open)(void *context, const char *name,
		const struct xml_attributes *a, struct err *e);
	int (*close)(void *context, const char *name, struct err *e);
	void *context;
};

/* Reads the whole of an entry of at most limit_mib. close may be NULL. */
int xml_read(const struct zip_entry *entry, unsigned limit_mib,
	const struct xml_visitor *visitor, struct err *e);

/* The value of an attribute without prefix; NULL if there is none. */
const char *xml_attribute(const struct xml_attributes *a, const char *name);

/* The value of r:id, whatever the prefix; NULL if there is none. */
const char *xml_relation(const struct xml_attributes *a);

/* 1 for an attribute that says "1", "true" or "on". */
int xml_is_true(const struct xml_attributes *a, const char *name);

#endif
