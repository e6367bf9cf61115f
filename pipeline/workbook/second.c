/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/second.h"

#include <freexl.h>
#include <iconv.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/workbook/relay.h"

/* The names that libfreexl gives iconv. */
static const char *const charsets[] = { "UTF-16LE", "CP437", "CP720", "CP737",
	"CP775", "CP850", "CP852", "CP855", "CP857", "CP858", "CP860", "CP861",
	"CP862", "CP863", "CP864", "CP865", "CP866", "CP869", "CP874", "CP932",
	"CP936", "CP949", "CP950", "CP1250", "CP1251", "CP1252", "CP1253",
	"CP1254", "CP1255", "CP1256", "CP1257", "CP1258", "CP1361",
	"MacRoman" };

enum { NAMES = sizeof(charsets) / sizeof(*charsets) };

/* While a converter is open another of its kind needs no file. */
struct second {
	iconv_t converters[NAMES];
};

const char *second_library(void)
{
	return freexl_version();
}

int second_open(struct second **out, struct err *e)
{
	*out = malloc(sizeof(**out));
	if (!*out)
		return err_memory(e);
	for (int i = 0; i < NAMES; i++)
		(*out)->converters[i] = iconv_open("UTF-8", charsets[i]);
	return 0;
}

void second_close(struct second *s)
{
	for (int i = 0; s && i < NAMES; i++)
		if ((intptr_t)s->converters[i] != -1)
			iconv_close(s->converters[i]);
	free(s);
}

/* It says that all is well with no handle where it gave up on a stream. */
static int open_file(const void **out, const char *path, struct err *e)
{
	int rc = freexl_open(path, out);

	if (rc != FREEXL_OK)
		return err_set(e, ERR_DATA,
			"libfreexl refused the workbook with code %d", rc);
	if (!*out)
		return err_set(e, ERR_DATA,
			"libfreexl gave the workbook up without a reason");
	return 0;
}

/* Chooses the sheet of that name; chart sheets count as well there. */
static int choose(const void *handle, const char *name)
{
	unsigned int sheets = 0;
	const char *its = NULL;

	if (freexl_get_info(handle, FREEXL_BIFF_SHEET_COUNT, &sheets) !=
		FREEXL_OK)
		return -1;
	for (unsigned int i = 0; i < sheets && i < UINT16_MAX; i++) {
		unsigned short at = (unsigned short)i;

		if (freexl_get_worksheet_name(handle, at, &its) == FREEXL_OK &&
			its && strcmp(its, name) == 0)
			return freexl_select_active_worksheet(handle, at) ==
					FREEXL_OK
				? 0
				: -1;
	}
	return -1;
}

static void put_cell(
	FILE *out, const void *handle, uint32_t row, uint32_t column)
{
	FreeXL_CellValue v = { .type = FREEXL_CELL_NULL };
	struct relayed p = { RELAY_OTHER, row, column, 0, { NULL, 0 } };

	if (freexl_get_cell_value(handle, row, (unsigned short)column, &v) !=
		FREEXL_OK)
		v.type = FREEXL_CELL_NULL;
	switch (v.type) {
	case FREEXL_CELL_NULL:
		return;
	case FREEXL_CELL_INT:
		p.kind = RELAY_NUMBER;
		p.number = v.value.int_value;
		break;
	case FREEXL_CELL_DOUBLE:
		if (!isfinite(v.value.double_value))
			break;
		p.kind = RELAY_NUMBER;
		p.number = v.value.double_value;
		break;
	case FREEXL_CELL_TEXT:
	case FREEXL_CELL_SST_TEXT:
		p.kind = RELAY_TEXT;
		p.text = span_of(v.value.text_value);
		break;
	default:
		break;
	}
	relay_put(out, &p);
}

static void put_sheet(FILE *out, const void *handle, const char *name)
{
	unsigned int rows = 0;
	unsigned short columns = 0;

	if (choose(handle, name) < 0 ||
		freexl_worksheet_dimensions(handle, &rows, &columns) !=
			FREEXL_OK)
		rows = columns = 0;
	relay_put(out,
		&(struct relayed){
			RELAY_SHEET, rows, columns, 0, span_of(name) });
	for (unsigned int i = 0; i < rows; i++)
		for (unsigned int j = 0; j < columns; j++)
			put_cell(out, handle, i, j);
}

int second_read(FILE *out, const char *path, char *const *names, size_t n,
	struct err *e)
{
	const void *handle = NULL;

	if (open_file(&handle, path, e) < 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		put_sheet(out, handle, names[i]);
	relay_put(out, &(struct relayed){ RELAY_END, 0, 0, 0, { NULL, 0 } });
	freexl_close(handle);
	return 0;
}
