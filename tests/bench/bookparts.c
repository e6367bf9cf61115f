/* SPDX-License-Identifier: MIT */
#include "tests/bench/bookparts.h"

#include <stdio.h>

#define PACKAGE_URI "http://schemas.openxmlformats.org/package/2006/"

static void put_area(struct packer *p, uint32_t i)
{
	static const char *const fronts[] = { "Nor", "Kal", "Ber", "Tur", "Mal",
		"San", "Gui", "Bel", "Uz", "Kor", "Sa", "Tan", "Lu", "Mon" };
	static const char *const ends[] = { "via", "stan", "land", "nea", "dor",
		"zil", "guay", "temala", "zania", "mark", "wana", "que",
		"rus &amp; Isles", "rein", "\303\264te" };
	enum { FRONTS = 14, ENDS = 15 };

	packer_print(p, "%s%s", fronts[i % FRONTS], ends[i / FRONTS % ENDS]);
}

static void put_remark(struct packer *p, uint32_t i)
{
	static const char *const topics[] = { "Digital capacity", "Vision",
		"Data availability", "Governance and ethics", "Infrastructure",
		"Human capital" };

	packer_print(p, "%s, ", topics[i % 6]);
	put_area(p, i * 7);
	packer_print(p, " %u", i);
}

static void put_strings(struct packer *p, uint32_t strings, uint64_t uses)
{
	packer_begin(p, "xl/sharedStrings.xml");
	packer_print(p,
		XML "<sst xmlns=\"" MAIN_URI "\" count=\"%llu\" "
		    "uniqueCount=\"%u\">",
		(unsigned long long)uses, strings);
	for (uint32_t i = 0; i < strings; i++) {
		packer_print(p, "<si><t>");
		if (i < BOOKPARTS_AREAS)
			put_area(p, i);
		else
			put_remark(p, i);
		packer_print(p, "</t></si>");
	}
	packer_print(p, "</sst>");
	packer_end(p);
}

static void put_styles(struct packer *p)
{
	packer_begin(p, "xl/styles.xml");
	packer_print(p,
		XML
		"<styleSheet xmlns=\"" MAIN_URI
		"\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" "
		"formatCode=\"#,##0.000\"/></numFmts><fonts count=\"2\"><font>"
		"<sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz "
		"val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills "
		"count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
		"<fill><patternFill patternType=\"gray125\"/></fill></fills>"
		"<borders count=\"1\"><border><left/><right/><top/><bottom/>"
		"<diagonal/></border></borders>");
	packer_print(p,
		"<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" "
		"fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs "
		"count=\"%d\">",
		BOOKPARTS_STYLES);
	for (int i = 0; i < BOOKPARTS_STYLES; i++)
		packer_print(p,
			"<xf numFmtId=\"%d\" fontId=\"%d\" fillId=\"0\" "
			"borderId=\"0\" xfId=\"0\"/>",
			i == 2 ? 164 : 0, i == 1);
	packer_print(p,
		"</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" "
		"xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>");
	packer_end(p);
}

static void put_content_types(struct packer *p, unsigned sheets)
{
	packer_begin(p, "[Content_Types].xml");
	packer_print(p,
		XML "<Types xmlns=\"" PACKAGE_URI "content-types\"><Default "
		    "Extension=\"rels\" ContentType=\"application/"
		    "vnd.openxmlformats-package.relationships+xml\"/><Default "
		    "Extension=\"xml\" ContentType=\"application/xml\"/>");
#define OVERRIDE(part, type)                                                   \
	"<Override PartName=\"" part "\" ContentType=\"application/"           \
	"vnd.openxmlformats-" type "+xml\"/>"
#define SPREADSHEET(part, type)                                                \
	OVERRIDE(part, "officedocument.spreadsheetml." type)
	packer_print(p, "%s",
		SPREADSHEET("/xl/workbook.xml", "sheet.main") SPREADSHEET(
			"/xl/styles.xml",
			"styles") SPREADSHEET("/xl/sharedStrings.xml",
			"sharedStrings") OVERRIDE("/docProps/core.xml",
			"package.core-properties") OVERRIDE("/docProps/app.xml",
			"officedocument.extended-properties"));
	for (unsigned i = 1; i <= sheets; i++)
		packer_print(p,
			SPREADSHEET("/xl/worksheets/sheet%u.xml", "worksheet"),
			i);
	packer_print(p, "</Types>");
	packer_end(p);
}

static void put_relation(
	struct packer *p, unsigned id, const char *type, const char *target)
{
	packer_print(p,
		"<Relationship Id=\"rId%u\" Type=\"%s\" Target=\"%s\"/>", id,
		type, target);
}

#define RELATIONSHIPS                                                          \
	XML "<Relationships xmlns=\"" PACKAGE_URI "relationships\">"
#define RELATION DOCUMENT_URI "relationships/"

static void put_relations(struct packer *p, unsigned sheets)
{
	char target[64];

	packer_begin(p, "_rels/.rels");
	packer_print(p, RELATIONSHIPS);
	put_relation(p, 3, RELATION "extended-properties", "docProps/app.xml");
	put_relation(p, 2, PACKAGE_URI "relationships/metadata/core-properties",
		"docProps/core.xml");
	put_relation(p, 1, RELATION "officeDocument", "xl/workbook.xml");
	packer_print(p, "</Relationships>");
	packer_end(p);
	packer_begin(p, "xl/_rels/workbook.xml.rels");
	packer_print(p, RELATIONSHIPS);
	for (unsigned i = 1; i <= sheets; i++) {
		snprintf(target, sizeof(target), "worksheets/sheet%u.xml", i);
		put_relation(p, i, RELATION "worksheet", target);
	}
	put_relation(p, sheets + 1, RELATION "styles", "styles.xml");
	put_relation(
		p, sheets + 2, RELATION "sharedStrings", "sharedStrings.xml");
	packer_print(p, "</Relationships>");
	packer_end(p);
}

static void put_workbook(struct packer *p, unsigned sheets)
{
	static const char *const names[BOOKPARTS_SHEETS_MAX] = {
		"Global ranking", "Detailed scores"
	};

	packer_begin(p, "xl/workbook.xml");
	packer_print(p,
		XML "<workbook xmlns=\"" MAIN_URI "\" xmlns:r=\"" DOCUMENT_URI
		    "relationships\"><workbookPr/><bookViews>"
		    "<workbookView/></bookViews><sheets>");
	for (unsigned i = 1; i <= sheets; i++)
		packer_print(p,
			"<sheet name=\"%s\" sheetId=\"%u\" r:id=\"rId%u\"/>",
			names[i - 1], i, i);
	packer_print(p, "</sheets><calcPr calcId=\"191029\"/></workbook>");
	packer_end(p);
}

static void put_properties(struct packer *p)
{
	packer_begin(p, "docProps/core.xml");
	packer_print(p,
		XML "<cp:coreProperties xmlns:cp=\"" PACKAGE_URI
		    "metadata/core-properties\" "
		    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
		    "<dc:creator>generate</dc:creator></cp:coreProperties>");
	packer_end(p);
	packer_begin(p, "docProps/app.xml");
	packer_print(p,
		XML "<Properties xmlns=\"" DOCUMENT_URI
		    "extended-properties\"><Application>Microsoft "
		    "Excel</Application></Properties>");
	packer_end(p);
}

void bookparts_front(struct packer *p, unsigned sheets)
{
	put_content_types(p, sheets);
	put_relations(p, sheets);
	put_workbook(p, sheets);
}

void bookparts_back(struct packer *p, uint32_t strings, uint64_t uses)
{
	put_styles(p);
	put_strings(p, strings, uses);
	put_properties(p);
}
