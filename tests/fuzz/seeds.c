/* SPDX-License-Identifier: MIT */
#include "tests/fuzz/seeds.h"

#include <stdio.h>

#include "pipeline/base/hash.h"
#include "tests/xlsbytes.h"
#include "tests/zipmake.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE                                                                 \
	"http://schemas.openxmlformats.org/officeDocument/2006/"               \
	"relationships"
#define ROWS(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"

/* The first two bytes of a seed for sheets are a window of 65 bytes. */
#define WINDOW "@@"

/* A seed that is a text. */
struct seed {
	const char *target, *text;
};

static const struct seed texts[] = {
	{ "sheet",
		WINDOW "<?xml version=\"1.0\"?><worksheet xmlns=\"" MAIN
		       "\"><dimension ref=\"A1:C2\"/><sheetData><row r=\"1\">"
		       "<c r=\"A1\" s=\"1\"/><c r=\"B1\" s=\"1\"><v>45351</v>"
		       "</c><c r=\"C1\" t=\"s\"><v>2</v></c></row></sheetData>"
		       "</worksheet>" },
	{ "sheet",
		WINDOW ROWS(
			"<row r=\"1\"><c r=\"A1\"><v>1.5</v></c><c "
			"r=\"B1\"><v>-2E-3</v></c><c r=\"C1\" t=\"b\">"
			"<v>1</v></c><c r=\"D1\" t=\"e\"><v>#N/A</v></c>"
			"</row><row r=\"9\"><c r=\"C9\"><v>7</v></c></row>") },
	{ "sheet",
		WINDOW ROWS("<row><c t=\"str\"><f>A1&amp;\"x\"</f><v>a&#10;b"
			    "</v></c><c r=\"D1\" t=\"inlineStr\"><is><r><rPr/>"
			    "<t>in</t></r><rPh><t>no</t></rPh><r><t>side</t>"
			    "</r></is></c></row>") },
	{ "sheet",
		WINDOW ROWS("<row r='2'><!-- > --><c\tr='B2'\n><v>1</v></c >"
			    "<?x <c?><c t=\"str\" r=\"A2\"><v>a<![CDATA[<&>]]>"
			    "_x0041_</v></c><c r=\"B2\"><v>3</v></c></row>") },
	{ "sheet",
		WINDOW
		"<x:worksheet xmlns:x=\"" MAIN "\"><x:sheetData><x:row "
		"r=\"1\"><x:c r=\"A1\" t=\"d\"><x:v>2024-02-29T12:00:00Z"
		"</x:v></x:c><q:c/></x:row></x:sheetData></x:worksheet>" },
	{ "sheet",
		WINDOW "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" ROWS(
			"<row><c t=\"str\"><v>caf\xe9</v></c></row>") },
	{ "sheet",
		WINDOW ROWS("<row r=\"1048576\"><c r=\"XFD1048576\"><f "
			    "t=\"shared\" si=\"0\"/><v>1</v><extLst><ext/>"
			    "</extLst></c></row>") },
	{ "strings",
		"<?xml version=\"1.0\"?><sst xmlns=\"" MAIN "\" count=\"9\" "
		"uniqueCount=\"2\"><si><t>one</t></si><si/><si><r><rPr><b/>"
		"</rPr><t>ri</t></r><r><t xml:space=\"preserve\">ch </t></r>"
		"<rPh sb=\"0\" eb=\"1\"><t>no</t></rPh><phoneticPr/></si>"
		"</sst>" },
	{ "strings",
		"<s:sst xmlns:s=\"" MAIN "\"><s:si><s:t>&lt;&#xe9;_x000D_"
		"_xD83D__xDE00__xD800_<![CDATA[<&]]><!-- x -->\r\n</s:t></s:si>"
		"</s:sst>" },
	{ "styles",
		"<styleSheet xmlns=\"" MAIN "\"><numFmts><numFmt "
		"numFmtId=\"164\" formatCode=\"yyyy\\-mm&quot;x&quot;\"/>"
		"<numFmt numFmtId=\"165\" formatCode=\"[Red]0.0;[h]:mm\"/>"
		"</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
		"<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf "
		"numFmtId=\"164\"><alignment/></xf></cellXfs></styleSheet>" },
	{ "package",
		"<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\">"
		"<workbookPr date1904=\"1\"/><sheets><sheet name=\"a &amp; b\" "
		"sheetId=\"1\" state=\"hidden\" r:id=\"r1\"/><sheet "
		"name=\"c\" sheetId=\"2\" r:id=\"r2\"/></sheets></workbook>"
		"\x1e<Relationships><Relationship Id=\"r0\" "
		"Type=\"x/officeDocument\" Target=\"/xl/workbook.xml\"/>"
		"</Relationships>\x1e<Relationships><Relationship Id=\"r1\" "
		"Type=\"x/worksheet\" Target=\"./worksheets/%73heet1.xml\"/>"
		"<Relationship Id=\"r2\" Type=\"x/chartsheet\" "
		"Target=\"../x\"/><Relationship Id=\"r3\" "
		"Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/>"
		"<Relationship Id=\"r4\" Type=\"x/hyperlink\" "
		"Target=\"http://a\" TargetMode=\"External\"/>"
		"</Relationships>" },
	{ "csv", ",a,1.5,\"q \"\"x\"\"\r\ny\"\r\n\r\n;,-2e3,\"\",\n" },
	{ "layout",
		"0Rank,Country,Score,People\n1st,Chile,62,70\n2,Narnia,1,x\n"
		"..,World,2,\nNotes,Notes: a,1,1\n" },
	{ "layout",
		"1,,Score,,People\nCountry,Code,2001,@36526,2003.0\nx,x,x\n"
		"Andorra,ADO,1,2,3\nChile,CHL,#N/A,,3\nWorld,WLD,1\n" },
	{ "layout",
		"2Code,Year,What,How,Kind,Figure\n4,2004,People,score,c,F\n"
		"8,2004,,rank,c,PF\n900,2004,People,raw,c,NF\n"
		"4,2004,People,score,c,F\n7777,,Cats,note,t,x\n" },
	{ "layout",
		"3What,Chile,Viet Nam,Narnia\n,in 2001,in 2002,in 2003\n"
		"People,1,2,3\nPeople,1,2,3\n,4,,5\n" },
	{ "csv", "-a;1,5;b\rlast;\xc3\xa9;" },
	{ "csv",
		"\xb1\xef\xbb\xbf"
		"a\tb\t\"\"\n" },
	{ "page",
		"<!DOCTYPE html><!-- c --><title>T&uuml;rkiye\xa0</title>"
		"<base href=/b/><a href='a%20b.XLSX?v=1&amp;w=2#x'>A <b>b</b>"
		"<p>c</a><table><a href=c.csv><td><svg><a href=d><title>" },
	{ "page",
		"\xef\xbb\xbf<?xml version=\"1.0\"?><html><template><a "
		"href=//h:80/x.zip>y</template><frameset>" },
	{ "page",
		"[{\"title\":{\"rendered\":\"A &amp; B\"},\"mime_type\":"
		"\"text/csv\",\"source_url\":\"https://h/a.csv\"},"
		"{\"name\":\"n\",\"u\":[\"/"
		"b.ods\",1e9,null,\"\\u00e9.xls\"]}]" },
	{ "page", "{\"code\":\"c\",\"message\":\"<i>m\"}" },
	{ "page", "<!tal\":l//e><a href=c%a%38\342.>" },
	{ "head",
		"HTTP/1.1 103 Early\r\nLink: </s>; rel=preload\r\n\r\nHTTP/2 "
		"200\r\n"
		"ETag: W/\"v1\"\r\nLast-Modified: Mon, 02 Jan 2006 00:00:00 GMT"
		"\r\nContent-Type: a/b; c=d\r\nContent-Encoding: gzip\r\n"
		"Transfer-Encoding: identity, chunked\r\nContent-Length: 7\r\n"
		"Link: </a>; rel=\"x next\", <b>; rel=prev\r\n\r\n" },
	{ "head",
		"HTTP/1.1 302 Found\nlocation: http://u:p@[::1]:8/%2e/a b?c#d\n"
		"Retry-After: 1\nlink:<//h\\@g/x>;;title=\",\";rel=next\n" },
	{ "head", "HTTP/1.1 301 M\nLocation: HTTPS://0x7f.1:443\nETag: \1\n" },
	{ "address", "A1" },
	{ "address", "XFD1048576" },
	{ "address", "AA007" },
	{ "num", "-123.4560" },
	{ "num", "1.7976931348623157e308" },
	{ "num", "+.5E-7" },
	{ "num", "9007199254740993.00000000000000000000000001" },
	{ "date", "2024-02-29T12:34:56.789Z" },
	{ "date", "06:30:00" },
	{ "date", "1899-12-31" },
	{ "date", "[$-409]d mmm;\"x\\y\"" },
	{ "book", "a,b\n1,2\n" },
	{ "book", "<html><table>" },
};

/* ---- zips ---------------------------------------------------------------- */

static const char rows[] =
	ROWS("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" "
	     "s=\"1\"><v>45351</v></c></row><row r=\"2\"><c r=\"A2\" "
	     "t=\"inlineStr\"><is><t>text &amp; more</t></is></c></row>");

static void add_workbook(struct zipmake *z, int deflate)
{
	zipmake_store(z, "_rels/.rels",
		"<Relationships><Relationship Id=\"r\" "
		"Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/>"
		"</Relationships>");
	zipmake_store(z, "xl/workbook.xml",
		"<workbook xmlns:r=\"" OFFICE "\"><sheets><sheet name=\"S\" "
		"sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
	zipmake_store(z, "xl/_rels/workbook.xml.rels",
		"<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" "
		"Target=\"s.xml\"/></Relationships>");
	zipmake_store(
		z, "xl/sharedStrings.xml", "<sst><si><t>one</t></si></sst>");
	zipmake_store(z, "xl/styles.xml",
		"<styleSheet><cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs>"
		"</styleSheet>");
	zipmake_add(z, "xl/s.xml", span_of(rows), deflate);
}

static void give_zip(
	struct zipmake *z, const char *name, seed_fn *use, void *context)
{
	zipmake_end(z);
	use(context, name, (struct span){ z->bytes.at, z->bytes.len });
	zipmake_free(z);
}

static void zips(seed_fn *use, void *context)
{
	struct zipmake z = { 0 };

	zipmake_store(&z, "a", "");
	zipmake_store(&z, "dir/", "");
	zipmake_add(&z, "dir/b.xml", span_of(rows), 1);
	give_zip(&z, "small.zip", use, context);
	add_workbook(&z, 0);
	give_zip(&z, "stored.xlsx", use, context);
	add_workbook(&z, 1);
	give_zip(&z, "deflated.xlsx", use, context);
	zipmake_add(&z, "a/x.csv", span_of("\xef\xbb\xbfx,1.5,\r\n"), 1);
	zipmake_store(&z, "b/x.csv", "\"\xc3\xa9\",2\n");
	zipmake_store(&z, "\x82.tsv", "\t3\n");
	give_zip(&z, "lists.zip", use, context);
}

/* ---- .xls ---------------------------------------------------------------- */

static void cyrillic(struct bytes *w)
{
	record(w, 0x0042, "\xe3\x04", 2);
}

static void labels(struct bytes *w)
{
	record(w, 0x0204, "\0\0\0\0\0\0\3\0\xcf\xf0\xe8", 11);
	record(w, 0x00d6, "\0\0\1\0\0\0\2\0ab\0", 11);
	bof(w, 0x0500, 0x0020);
	eof(w);
}

static struct span span_of_bytes(const struct bytes *w)
{
	return (struct span){ (const char *)w->at, w->n };
}

static void records(seed_fn *use, void *context)
{
	static struct bytes stream;

	one_sheet(&stream, 0x0600, every_setting, every_cell);
	use(context, "biff8.xls", span_of_bytes(&stream));
	one_sheet(&stream, 0x0500, cyrillic, labels);
	use(context, "biff5.xls", span_of_bytes(&stream));
}

static void compounds(seed_fn *use, void *context)
{
	static struct bytes stream, file;

	one_sheet(&stream, 0x0600, every_setting, every_cell);
	wrap(&file, &stream);
	use(context, "compound.xls", span_of_bytes(&file));
	wrap_small(&file, &stream);
	use(context, "mini.xls", span_of_bytes(&file));
}

/* ---- numbers and dates as bytes ------------------------------------------ */

static void doubles(seed_fn *use, void *context)
{
	static const double some[] = { 0.1, 45351.52, 5e-324, 1e23,
		9007199254740993.0, 59.99999999 };
	char name[16];

	for (size_t i = 0; i < sizeof(some) / sizeof(*some); i++) {
		struct span bytes = { (const char *)&some[i], sizeof(some[i]) };

		snprintf(name, sizeof(name), "double-%zu", i);
		use(context, name, bytes);
	}
}

/* ---- logs ---------------------------------------------------------------- */

static void log_line(struct text *out, int number, const char *event,
	const char *detail, char last[HASH_HEX])
{
	size_t from = out->len;

	text_printf(out,
		"{\"line\":%d,\"id\":\"00112233445566%02d\",\"time\":"
		"\"2026-01-01T00:00:0%dZ\",\"run\":\"r\\u0041\",\"user\":"
		"null,\"host\":\"h\xc3\xa9\",\"tool\":\"t\",\"version\":"
		"\"0\",\"arguments\":[\"a\",[-1.5e3,{}]],\"event\":\"%s\","
		"\"dataset\":null,\"edition\":null,\"release\":null,"
		"\"detail\":%s,\"inputs\":[],\"outputs\":[true,null],"
		"\"before\":\"%s\"",
		number, number, 9 - number, event, detail, last);
	hash_bytes(last, out->at + from, out->len - from);
	text_printf(out, ",\"hash\":\"%s\"}\n", last);
}

/* Three lines, the second of which tells what was torn. */
static void logs(seed_fn *use, void *context)
{
	char last[HASH_HEX], torn[HASH_HEX], detail[160];
	struct text log = TEXT_INIT;

	snprintf(last, sizeof(last), "%064d", 0);
	log_line(&log, 1, "load", "{\"n\":0}", last);
	text_puts(&log, "{\"line\":2\n");
	hash_bytes(torn, "{\"line\":2", 9);
	snprintf(detail, sizeof(detail),
		"{\"torn_bytes\":9,\"torn_sha256\":\"%s\"}", torn);
	log_line(&log, 2, "repair", detail, last);
	log_line(&log, 3, "gap", "{\"a\":\"b\"}", last);
	use(context, "log", (struct span){ log.at, log.len });
	text_free(&log);
}

void seeds_each(const char *target, seed_fn *use, void *context)
{
	static const struct {
		const char *target;
		void (*give)(seed_fn *use, void *context);
	} made[] = {
		{ "zip", zips },
		{ "book", zips },
		{ "book", records },
		{ "book", compounds },
		{ "biff", records },
		{ "cfb", compounds },
		{ "num", doubles },
		{ "date", doubles },
		{ "logcheck", logs },
	};
	char name[16];

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (strcmp(texts[i].target, target) != 0)
			continue;
		snprintf(name, sizeof(name), "text-%zu", i);
		use(context, name, span_of(texts[i].text));
	}
	for (size_t i = 0; i < sizeof(made) / sizeof(*made); i++)
		if (strcmp(made[i].target, target) == 0)
			made[i].give(use, context);
}
