# SPDX-License-Identifier: MIT
"""bad.py FOLDER: writes good.xlsx, with which nothing is wrong, and workbooks
RULE-what.xlsx that differ from it in one thing that accessible.py must find."""
import os
import re
import sys
import zipfile

from openpyxl import Workbook
from openpyxl.chart import LineChart, Reference
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, DataBarRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.table import Table

ROWS = 50
HEAD = 3  # the row of headers
BAD = {}


def bad(name):
    """A change to the workbook before it is saved."""
    def keep(change):
        BAD[name] = (change, None)
        return change
    return keep


def torn(name, part, old, new):
    """A change to the bytes of a part."""
    BAD[name] = (None, (part, old, new))


def paper(sheet):
    sheet.page_setup.paperSize = 9
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = PageMargins(0.5, 0.5, 0.6, 0.7, 0.3, 0.3)
    sheet.oddFooter.left.text = '&A'


def draw(sheet):
    chart = LineChart()
    chart.title = 'Ranks'
    data = Reference(sheet, min_col=2, max_col=3, min_row=HEAD,
                     max_row=HEAD + 5)
    chart.add_data(data, titles_from_data=True)
    for series, mark, ink in zip(chart.series, ('circle', 'square'),
                                 ('1F4E79', 'C55A11')):
        series.marker.symbol = mark
        series.graphicalProperties.line.solidFill = ink
    sheet.add_chart(chart, 'E4')


def good():
    book = Workbook()
    book.properties.title = 'A report'
    book.properties.language = 'en'
    cover, data = book.active, book.create_sheet('Ranking')
    cover.title = 'Cover'
    cover['A1'] = 'A report'
    cover['A2'] = 'Ranking'
    cover['A2'].hyperlink = Hyperlink(ref='A2', location="'Ranking'!A1")
    data['A1'] = 'The ranking'
    data['A1'].font = Font(size=16, bold=True, color='1F4E79')
    for i, title in enumerate(('Area', 'Rank 2024', 'Rank 2025'), 1):
        data.cell(HEAD, i, title).fill = PatternFill('solid', 'E9EFF6')
    for i in range(1, ROWS + 1):
        for k, v in enumerate((f'Area {i}', i, ROWS + 1 - i), 1):
            data.cell(HEAD + i, k, v)
    data.add_table(Table(displayName='ranking', ref=f'A{HEAD}:C{HEAD + ROWS}'))
    data.freeze_panes = f'A{HEAD + 1}'
    data.print_title_rows = f'$1:${HEAD}'
    draw(data)
    data.sheet_view.tabSelected = False
    for sheet in book:
        paper(sheet)
    return book


def described(data, part):
    """openpyxl gives a drawing no words."""
    if not re.match('xl/drawings/drawing', part):
        return data
    return data.replace(b'<cNvPr ', b'<cNvPr descr="The ranks of all areas in'
                        b' both editions" ')


def save(book, path, tear=None):
    book.save(path + '~')
    hit = tear is None
    with zipfile.ZipFile(path + '~') as old, \
            zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            data = described(old.read(part), part)
            if tear and re.fullmatch(tear[0], part):
                data, n = re.subn(tear[1].encode(), tear[2].encode(), data)
                hit = hit or n > 0
            new.writestr(part, data)
    os.remove(path + '~')
    if not hit:
        sys.exit(f'{path}: nothing was torn')


# ---- what can be wrong ----

@bad('title-none')
def _(b):
    b.properties.title = None


@bad('language-none')
def _(b):
    b.properties.language = None


@bad('name-number')
def _(b):
    b['Cover'].title = 'Sheet1'


@bad('front-second')
def _(b):
    b.active = 1


@bad('front-cursor')
def _(b):
    b['Cover'].sheet_view.selection[0].activeCell = 'C5'


@bad('front-scrolled')
def _(b):
    b['Cover'].sheet_view.topLeftCell = 'A20'


torn('defined-ref', 'xl/workbook.xml', r'\$1:\$3<', '#REF!<')


@bad('formula-sum')
def _(b):
    b['Ranking']['C4'] = '=NOW()'


torn('header-none', 'xl/tables/table1.xml', r'(<table [^>]*?)headerRowCount='
     r'"1"', r'\1headerRowCount="0"')
torn('header-other', 'xl/tables/table1.xml', 'name="Rank 2024"',
     'name="Rank 2023"')


@bad('header-name')
def _(b):
    b['Ranking'].tables['ranking'].displayName = 'Table1'


@bad('untagged-figures')
def _(b):
    for i in range(4):
        for k in range(3):
            b['Cover'].cell(10 + i, 2 + k, i * k)


@bad('merged-over')
def _(b):
    b['Ranking'].merge_cells('B2:C2')


@bad('merged-inside')
def _(b):
    b['Ranking'].merge_cells('B9:C9')


@bad('leading-row')
def _(b):
    b['Ranking']['A1'] = None


@bad('leading-column')
def _(b):
    b['Ranking'].move_range(f'A1:C{HEAD + ROWS}', cols=1)
    b['Ranking'].tables['ranking'].ref = f'B{HEAD}:D{HEAD + ROWS}'


@bad('hidden-sheet')
def _(b):
    b['Ranking'].sheet_state = 'hidden'


@bad('hidden-column')
def _(b):
    b['Ranking'].column_dimensions['B'].hidden = True


@bad('frozen-not')
def _(b):
    b['Ranking'].freeze_panes = None


@bad('print-header')
def _(b):
    b['Ranking'].print_title_rows = '$1:$1'


@bad('print-paper')
def _(b):
    b['Cover'].page_setup.paperSize = 1


@bad('print-wide')
def _(b):
    b['Ranking'].sheet_properties.pageSetUpPr.fitToPage = False


@bad('print-name')
def _(b):
    b['Cover'].oddFooter.left.text = None


torn('link-words', 'xl/worksheets/sheet1.xml', '<c r="A2".*?</c>', '')


@bad('link-sheet')
def _(b):
    b['Cover']['A2'].hyperlink = Hyperlink(ref='A2', location="'Movers'!A1")


@bad('link-row')
def _(b):
    b['Cover']['A2'].hyperlink = Hyperlink(ref='A2', location='Ranking!B999')


@bad('contrast-ink')
def _(b):
    b['Ranking']['B5'].font = Font(color='999999')


@bad('contrast-fill')
def _(b):
    b['Ranking']['A3'].fill = PatternFill('solid', '1F4E79')


@bad('contrast-format')
def _(b):
    b['Ranking']['B5'].number_format = '0;[Red]-0'


@bad('contrast-scale')
def _(b):
    b['Ranking'].conditional_formatting.add('C4:C53', ColorScaleRule(
        start_type='min', start_color='FFFFFF', end_type='max',
        end_color='1F4E79'))


@bad('contrast-bar')
def _(b):
    b['Ranking'].conditional_formatting.add('C4:C53', DataBarRule(
        start_type='min', end_type='max', color='1F4E79'))


@bad('contrast-condition')
def _(b):
    b['Ranking'].conditional_formatting.add('C4:C53', CellIsRule(
        operator='lessThan', formula=['9'], font=Font(color='FFC7CE')))


@bad('small-type')
def _(b):
    b['Ranking']['B5'].font = Font(size=6)


@bad('alone-cell')
def _(b):
    b['Ranking']['B9'].fill = PatternFill('solid', 'FFC7CE')


@bad('alone-bare')
def _(b):
    b['Cover']['A9'].fill = PatternFill('solid', 'FFC7CE')


torn('alt-none', 'xl/drawings/drawing1.xml', 'descr="[^"]*"', 'descr=""')


@bad('chart-title')
def _(b):
    b['Ranking']._charts[0].title = None


@bad('chart-lines')
def _(b):
    for series in b['Ranking']._charts[0].series:
        series.marker.symbol = 'none'


@bad('contrast-series')
def _(b):
    chart = b['Ranking']._charts[0]
    chart.series[1].graphicalProperties.line.solidFill = 'FFC000'


torn('contrast-text', 'xl/charts/chart1.xml', '<a:defRPr/>',
     '<a:defRPr><a:solidFill><a:srgbClr val="A6A6A6"/></a:solidFill>'
     '</a:defRPr>')


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    save(good(), f'{folder}/good.xlsx')
    for name, (change, tear) in BAD.items():
        book = good()
        if change:
            change(book)
        save(book, f'{folder}/{name}.xlsx', tear)


if __name__ == '__main__':
    main()
