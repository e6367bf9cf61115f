/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include "pipeline/report/whole.h"
#include "tests/zipmake.h"

#define TYPES(inside)	  "<Types>" inside "</Types>"
#define TYPE		  "<Override PartName=\"/xl/part.xml\"/>"
#define RELATIONS(inside) "<Relationships>" inside "</Relationships>"
#define RELATION	  "<Relationship Id=\"r\" Target=\"xl/part.xml\"/>"

/* Checks a workbook of one part, with what names it: NULL, or what is wrong
 * with it. */
static void check_named(const char *xml, const char *types,
	const char *relations, const char *fault)
{
	struct zipmake z = { .n = 0 };
	struct err e = ERR_INIT;
	int rc;

	zipmake_add(&z, "[Content_Types].xml", span_of(types), ZIPMAKE_DEFLATE);
	zipmake_add(&z, "_rels/.rels", span_of(relations), ZIPMAKE_DEFLATE);
	zipmake_add(&z, "xl/part.xml", span_of(xml), ZIPMAKE_DEFLATE);
	zipmake_end(&z);
	rc = whole_check((struct span){ z.bytes.at, z.bytes.len }, &e);
	assert_string_equal(e.text, fault ? fault : "");
	assert_int_equal(rc, fault ? -1 : 0);
	if (fault)
		assert_int_equal(e.kind, ERR_SYSTEM);
	zipmake_free(&z);
}

static void check(const char *xml, const char *fault)
{
	check_named(xml, TYPES(TYPE), RELATIONS(RELATION), fault);
}

static void a_part_without_a_type_is_seen(void **state)
{
	(void)state;
	check_named("<a/>", TYPES("<Default/>"), RELATIONS(RELATION),
		"1 parts of XML, and 0 have a type");
}

static void a_part_that_nothing_leads_to_is_seen(void **state)
{
	(void)state;
	check_named("<a/>", TYPES(TYPE),
		RELATIONS("<Relationship Target=\"https://x.org\" "
			  "TargetMode=\"External\"/>"),
		"1 parts, and 0 are led to");
}

static void a_part_from_its_start_to_its_end_is_whole(void **state)
{
	(void)state;
	check("<?xml version=\"1.0\"?>\n<a x=\"1\"><b/><c>t</c></a>\n", NULL);
	check("<a/>", NULL);
}

static void a_part_that_ends_early_is_not(void **state)
{
	static const char early[] = "part 'xl/part.xml': it ends early";

	(void)state;
	check("", early);
	check("<?xml version=\"1.0\"?>\n", early);
	check("<a><b></b>", early);
	check("<a><b></b></a", early);
}

static void a_hole_in_a_part_is_seen(void **state)
{
	(void)state;
	check("<a><b>1</a>",
		"part 'xl/part.xml': a tag is closed by another "
		"one");
	check("<a></a></a>",
		"part 'xl/part.xml': a tag is closed by another "
		"one");
	check("<a><b x=\"<c>1</c></b></a>",
		"part 'xl/part.xml': a tag has no end");
	check("<a></a><a></a>", "part 'xl/part.xml': it ends early");
}

static void strings_are_as_many_as_are_spoken_of(void **state)
{
	(void)state;
	check("<sst count=\"9\" uniqueCount=\"2\"><si><t>a</t></si>"
	      "<si><t/></si></sst>",
		NULL);
	check("<sst count=\"9\" uniqueCount=\"2\"><si><t>a</t></si></sst>",
		"part 'xl/part.xml': strings are missing");
}

/* Tags that lie across the end of what is looked at together. */
static void a_large_part_is_seen_whole(void **state)
{
	struct text xml = TEXT_INIT;

	(void)state;
	text_puts(&xml, "<a>");
	for (int i = 0; i < 100000; i++)
		text_printf(&xml, "<b r=\"%d\"><v>%d</v></b>", i, i % 997);
	text_puts(&xml, "</a>");
	assert_false(xml.failed);
	check(xml.at, NULL);
	xml.at[xml.len - 4] = '\0';
	check(xml.at, "part 'xl/part.xml': it ends early");
	text_free(&xml);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_part_without_a_type_is_seen),
		cmocka_unit_test(a_part_that_nothing_leads_to_is_seen),
		cmocka_unit_test(a_part_from_its_start_to_its_end_is_whole),
		cmocka_unit_test(a_part_that_ends_early_is_not),
		cmocka_unit_test(a_hole_in_a_part_is_seen),
		cmocka_unit_test(strings_are_as_many_as_are_spoken_of),
		cmocka_unit_test(a_large_part_is_seen_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
