/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/kind.h"

#include <string.h>
#include <strings.h>

#include "pipeline/workbook/cfb.h"
#include "pipeline/workbook/charset.h"
#include "pipeline/workbook/zip.h"
#include "pipeline/workbook/zipbook.h"

enum {
	LOOK = 4096,	  /* how far into a text its kind must show */
	NAME_SHOWN = 124, /* of a packed workbook */
};

static const struct reader *refuse(struct err *e, const char *what)
{
	err_set(e, ERR_DATA, "%s", what);
	return NULL;
}

static int starts(struct span s, const char *with)
{
	size_t n = strlen(with);

	return s.len >= n && strncasecmp(s.at, with, n) == 0;
}

/* Without the byte order mark and the blanks in front. */
static struct span text_begin(struct span s)
{
	if (starts(s, "\xef\xbb\xbf"))
		s = (struct span){ s.at + 3, s.len - 3 };
	while (s.len && strchr(" \t\r\n", *s.at) && *s.at)
		s = (struct span){ s.at + 1, s.len - 1 };
	return s;
}

static int holds(struct span s, const char *what)
{
	size_t n = strlen(what);

	if (s.len > LOOK)
		s.len = LOOK;
	for (size_t i = 0; i + n <= s.len; i++)
		if (strncasecmp(s.at + i, what, n) == 0)
			return 1;
	return 0;
}

/* 1 if the last line is this one. */
static int ends_with_line(struct span s, const char *line)
{
	size_t n = strlen(line);

	s = span_trim(s);
	return s.len > n && memcmp(s.at + s.len - n, line, n) == 0 &&
		(s.at[s.len - n - 1] == '\n' || s.at[s.len - n - 1] == '\r');
}

/* Sheets in other texts than lists of values. How they begin may be the header
 * of such a list too ("ID;Population"), how they end not. */
static const char *other_text(struct span text)
{
	if (starts(text, "ID;P") && ends_with_line(text, "E"))
		return "a SYLK file, which is not read here: save it as .xlsx";
	if (starts(text, "TABLE") && ends_with_line(text, "EOD"))
		return "a DIF file, which is not read here: save it as .xlsx";
	return NULL;
}

/* What begins with '<' is no list of values. */
static const struct reader *markup(struct span text, struct err *e)
{
	static const char page[] = "a web page (HTML) saved as a workbook";

	if (holds(text, "<html") || holds(text, "<!doctype html"))
		return refuse(e, page);
	if (holds(text, "urn:schemas-microsoft-com:office:spreadsheet"))
		return refuse(e,
			"an XML spreadsheet of 2003, "
			"which is not read here: save it as .xlsx");
	if (holds(text, "opendocument"))
		return refuse(e,
			"a flat OpenDocument workbook, "
			"which is not read here: save it as .xlsx");
	if (holds(text, "<head") || holds(text, "<body") ||
		holds(text, "<table"))
		return refuse(e, page);
	return refuse(e, "an XML file that is no workbook");
}

static const struct reader *compound(struct span bytes, struct err *e)
{
	struct cfb *c = NULL;
	int encrypted;

	if (cfb_open(&c, bytes, e) < 0)
		return NULL;
	encrypted = cfb_has(c, "EncryptedPackage");
	cfb_close(c);
	return encrypted ? refuse(e, "an encrypted workbook") : &reader_xls;
}

/* What else a zip may be, by a part that only such a one has. */
static const struct other {
	const char *part, *what;
} others[] = {
	{ "xl/workbook.bin",
		"a binary workbook (.xlsb), which is not read "
		"here: save it as .xlsx" },
	{ "META-INF/manifest.xml",
		"an OpenDocument file (.ods), which is not "
		"read here: save it as .xlsx" },
	{ "word/document.xml", "a text document (.docx)" },
	{ "ppt/presentation.xml", "a presentation (.pptx)" },
	{ "Index/Document.iwa",
		"a Numbers file, which is not read here: "
		"export it as .xlsx" },
};

static const char *other_zip(const struct zip *z)
{
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (zip_find(z, others[i].part))
			return others[i].what;
	return NULL;
}

/* Without relations it is no package, but perhaps one of lists of values. */
static const struct reader *zip_kind(const struct zip *z, struct err *e)
{
	const char *other = other_zip(z), *packed;

	if (other)
		return refuse(e, other);
	if (zip_find(z, "_rels/.rels") || zip_find(z, "xl/workbook.xml"))
		return &reader_xlsx;
	if (zipbook_has_lists(z))
		return &reader_zip;
	packed = zipbook_packed(z);
	if (!packed)
		return refuse(e, "a zip that is no workbook");
	err_set(e, ERR_DATA, "a zip that holds '%.*s': unpack it first",
		NAME_SHOWN, packed);
	return NULL;
}

static const struct reader *zipped(struct span bytes, struct err *e)
{
	const struct reader *kind = NULL;
	struct zip *z = NULL;

	if (zip_open(&z, bytes, e) == 0)
		kind = zip_kind(z, e);
	zip_close(z);
	return kind;
}

/* The first record of Excel 2 to 4, which had no compound file around it. */
static int is_bare_biff(struct span s)
{
	return s.len > 8 && s.at[0] == 9 && s.at[3] == 0 && s.at[2] >= 4 &&
		s.at[2] <= 16 &&
		(s.at[1] == 0 || s.at[1] == 2 || s.at[1] == 4 || s.at[1] == 8);
}

static const struct reader *text_kind(struct span bytes, struct err *e)
{
	struct span text = text_begin(bytes);

	if (text.len && *text.at == '<')
		return markup(text, e);
	if (memchr(bytes.at, '\0', bytes.len))
		return refuse(e, "bytes that are no workbook and no text");
	if (other_text(text))
		return refuse(e, other_text(text));
	return &reader_csv;
}

/* In UTF-16: what it is shows in how it begins. */
static const struct reader *wide_text_kind(struct span bytes, struct err *e)
{
	struct utf16 state = { .big_endian = *bytes.at == '\xfe' };
	size_t units = (bytes.len < LOOK ? bytes.len : LOOK) / 2;
	struct text head = TEXT_INIT;
	const struct reader *kind = NULL;

	charset_utf16(&head, &state, (const unsigned char *)bytes.at, units);
	if (text_done(&head, e) == 0)
		kind = text_kind((struct span){ head.at, head.len }, e);
	text_free(&head);
	return kind;
}

const struct reader *kind_of(struct span bytes, struct err *e)
{
	if (bytes.len == 0)
		return refuse(e, "an empty file");
	if (zip_is(bytes))
		return zipped(bytes, e);
	if (bytes.len < 4 && memcmp(bytes.at, "PK\3\4", bytes.len) == 0)
		return refuse(e, "a truncated zip");
	if (cfb_is(bytes))
		return compound(bytes, e);
	if (is_bare_biff(bytes))
		return &reader_xls;
	if (starts(bytes, "%PDF-"))
		return refuse(e, "a PDF file");
	if (starts(bytes, "\xff\xfe") || starts(bytes, "\xfe\xff"))
		return wide_text_kind(bytes, e);
	return text_kind(bytes, e);
}
