# SPDX-License-Identifier: MIT
"""accessible.py FILE...: is a report fit for everybody?

Prints what is not, a line each "FILE: rule: where: what", and exits with 1. The
rules are the functions below, each after its head.
What is asked for follows WCAG 2.1 AA and what screen readers make of a
workbook: they know a table by its part, read from A1, and see no colour."""
import re
import sys

from openpyxl.utils import get_column_letter, range_boundaries

from book import ART, CHART, DRAWN, MAIN, REL, Book, Complaints, place
from colour import WHITE, Palette, contrast, of_format

LONG = 40  # rows of a table that does not fit on a page or a screen
LARGE, LARGE_BOLD = 18, 14  # points


def at(sheet, row, column):
    return f'{sheet.name}!{get_column_letter(column)}{row}'


def filled(cell):
    return cell.value is not None and cell.value != ''


def inside(boxes, row, column):
    return any(c1 <= column <= c2 and r1 <= row <= r2
               for c1, r1, c2, r2 in boxes)


# ---- the document ----

def title(book, say):
    """It has a title, an author and a language."""
    p = book.cells.properties
    for name in 'title', 'creator':
        if not (getattr(p, name) or '').strip():
            say('title', 'document', f'no {name}')
    own = book.own_properties()
    if not re.fullmatch(r'[a-z]{2,3}(-[A-Za-z0-9]+)*',
                        p.language or own.get('Language') or ''):
        say('language', 'document', 'says no language')


def names(book, say):
    """Sheets have names of their own that tell something."""
    seen = set()
    for s in book.sheets:
        if re.fullmatch(r'(?i)(sheet|table|лист|парақ|chart)\s*[0-9]+', s.name):
            say('name', s.name, 'tells nothing')
        if s.name.casefold() in seen or len(s.name) > 31:
            say('name', s.name, 'is used twice or too long')
        seen.add(s.name.casefold())


def front(book, say):
    """It opens on its first sheet, and each sheet at A1."""
    for view in book.workbook.iter(MAIN + 'workbookView'):
        if view.get('activeTab', '0') != '0' or \
                view.get('firstSheet', '0') not in ('0', '1'):
            say('front', 'document', 'another sheet than the first is open')
    for i, s in enumerate(book.sheets):
        for view in s.xml.iter(MAIN + 'sheetView'):
            if view.get('tabSelected') in ('1', 'true') and i:
                say('front', s.name, 'is selected beside the first')
            if view.get('topLeftCell', 'A1') != 'A1':
                say('front', s.name, 'does not open at its top')
            pane = view.find(MAIN + 'pane')
            here = pane.get('activePane', 'topLeft') if pane is not None \
                else 'topLeft'
            for c in view.iter(MAIN + 'selection'):
                if c.get('pane', 'topLeft') == here and \
                        c.get('activeCell', 'A1') != 'A1':
                    say('front', s.name, 'the cursor is not in A1')


def defined(book, say):
    """Names and the sheets that they mean exist."""
    for n in book.workbook.iter(MAIN + 'definedName'):
        text = n.text or ''
        known = re.findall(r"'((?:[^']|'')+)'!|([^'!,()]+)!", text)
        bad = '#REF!' in text or any(
            not book.sheet((a or b).replace("''", "'")) for a, b in known)
        if bad or not known:
            say('defined', n.get('name'), f'means nothing: {text}')


def formulas(book, say):
    """Values are values: nothing is computed anew, nothing is fetched."""
    for s in book.sheets:
        f = next(s.xml.iter(MAIN + 'f'), None)
        if f is not None:
            say('formula', s.name, f'={f.text}')
    for part in book.package.namelist():
        if re.search(r'externalLink|vbaProject|queryTable|connections', part):
            say('formula', part, 'the workbook leans on something outside')


# ---- tables ----

def tables(book, say):
    """A table says so, with a name and a row of headers that stand in its
    cells."""
    seen = set()
    for s in book.sheets:
        for t in s.tables:
            name = t.get('displayName')
            c1, r1, c2, _ = range_boundaries(t.get('ref'))
            if t.get('headerRowCount', '1') != '1':
                say('header', f'{s.name}: {name}', 'has no header row')
                continue
            if re.fullmatch(r'(?i)table_?[0-9]*', name) or name in seen:
                say('header', f'{s.name}: {name}', 'no name that tells')
            seen.add(name)
            titles = [c.get('name') for c in t.iter(MAIN + 'tableColumn')]
            for i in range(c2 - c1 + 1):
                shown = s.cells.cell(r1, c1 + i).value
                if not shown or str(shown) != titles[i]:
                    say('header', at(s, r1, c1 + i),
                        f"'{shown}' stands for '{titles[i]}'")


def untagged(book, say):
    """Figures in rows and columns are in a table: three rows with two or more
    numbers each, one under the other."""
    for s in book.sheets:
        boxes, run = s.boxes(), 0
        for row in s.cells.iter_rows():
            n = sum(isinstance(c.value, (int, float)) and
                    not isinstance(c.value, bool) and
                    not inside(boxes, c.row, c.column) for c in row)
            run = run + 1 if n >= 2 else 0
            if run == 3:
                say('untagged', f'{s.name}!{row[0].row}',
                    'rows of figures that are in no table')


def merged(book, say):
    """No merged cells in a table, nor right over or under it."""
    for s in book.sheets:
        for r in s.cells.merged_cells.ranges:
            for c1, r1, c2, r2 in s.boxes():
                if r.min_row <= r2 + 1 and r.max_row >= r1 - 1 and \
                        r.min_col <= c2 and r.max_col >= c1:
                    say('merged', f'{s.name}!{r.coord}',
                        'merged cells at a table')
                    break


def leading(book, say):
    """A sheet with a table starts in its first row and column."""
    for s in book.sheets:
        if not s.tables:
            continue
        if not any(filled(c) for c in next(s.cells.iter_rows(max_row=1))):
            say('leading', s.name, 'the first row is empty')
        if not any(filled(c) for c in next(s.cells.iter_cols(max_col=1))):
            say('leading', s.name, 'the first column is empty')


def hidden(book, say):
    """Nothing is hidden."""
    for s in book.sheets:
        if s.cells.sheet_state != 'visible':
            say('hidden', s.name, 'the sheet')
        for key, d in list(s.cells.row_dimensions.items()) + \
                list(s.cells.column_dimensions.items()):
            if d.hidden:
                say('hidden', f'{s.name}!{key}', 'the row or column')


def frozen(book, say):
    """The header of a long table stays in sight and is printed on each page;
    all of the sheet is printed on A4, with its name, one page wide, or two that
    both have the first columns."""
    titles, beside = {}, set()
    for n in book.workbook.iter(MAIN + 'definedName'):
        if n.get('name') == '_xlnm.Print_Titles':
            if re.search(r'\$A:\$', n.text or ''):
                beside.add(int(n.get('localSheetId')))
            rows = re.search(r'\$([0-9]+):\$([0-9]+)', n.text or '')
            if rows:
                titles[int(n.get('localSheetId'))] = \
                    (int(rows[1]), int(rows[2]))
    for i, s in enumerate(book.sheets):
        pane = s.cells.freeze_panes
        for box in s.boxes():
            if box[3] - box[1] < LONG:
                continue
            top = range_boundaries(pane)[1] if pane else 1
            if top != box[1] + 1:
                say('frozen', at(s, box[1], 1), 'the header scrolls away')
            first, last = titles.get(i, (0, 0))
            if not first <= box[1] <= last:
                say('print', at(s, box[1], 1),
                    'the header is on the first page only')
        paper(s, 2 if i in beside else 1, say)


def paper(s, wide, say):
    setup = s.xml.find(MAIN + 'pageSetup')
    fit = s.xml.find(f'{MAIN}sheetPr/{MAIN}pageSetUpPr')
    if setup is None or setup.get('paperSize') != '9':
        say('print', s.name, 'not on A4')
    if fit is None or fit.get('fitToPage') not in ('1', 'true') or \
            setup is None or not 1 <= int(setup.get('fitToWidth', 1)) <= wide:
        say('print', s.name, f'more pages wide than {wide}')
    foot = s.xml.find(f'{MAIN}headerFooter/{MAIN}oddFooter')
    head = s.xml.find(f'{MAIN}headerFooter/{MAIN}oddHeader')
    if '&A' not in ''.join(x.text or '' for x in (foot, head)
                           if x is not None):
        say('print', s.name, 'its pages do not say of which sheet they are')


# ---- links ----

def row_of(ref):
    return int(re.search('[0-9]+', ref)[0])


def links(book, say):
    """A link has words, and leads to a cell that says something or to an
    address."""
    for s in book.sheets:
        for h in s.xml.iter(MAIN + 'hyperlink'):
            ref = h.get('ref').split(':')[0]
            where = f'{s.name}!{ref}'
            if not s.says(ref):
                say('link', where, 'has no words')
            target = h.get('location')
            if h.get(REL + 'id'):
                if not re.match('https?://[^ ]+$',
                                s.links[h.get(REL + 'id')][1]):
                    say('link', where, 'to no address')
                continue
            to = place(target)
            there = to and book.sheet(to[0])
            if not there:
                say('link', where, f'to nowhere: {target}')
            elif to[1] != 'A1' and not any(
                    filled(c) for c in there.cells[row_of(to[1])]):
                say('link', where, f'to an empty row: {target}')


# ---- colours ----

def fill_of(palette, cell):
    f = cell.fill
    if f is None or f.fill_type in (None, 'none'):
        return None
    return palette.cell(f.fgColor, None)


def need(font):
    large = font.sz and (font.sz >= LARGE or font.b and font.sz >= LARGE_BOLD)
    return 3 if large else 4.5


def readable(book, say):
    """Text is told from its fill by 4.5 to 1, large text by 3; it has 8 points
    at least."""
    palette, seen = Palette(book), set()
    for s in book.sheets:
        for row in s.cells.iter_rows():
            for c in row:
                if not filled(c) or (s.name, c.style_id) in seen:
                    continue
                seen.add((s.name, c.style_id))
                look(palette, s, c, say)


def look(palette, s, c, say):
    fill = fill_of(palette, c) or WHITE
    inks = [palette.cell(c.font.color, (0, 0, 0))] + of_format(c.number_format)
    for ink in inks:
        if contrast(ink, fill) < need(c.font):
            say('contrast', f'{s.name}!{c.coordinate}',
                f'{contrast(ink, fill):.2f} to 1')
    if c.font.sz and c.font.sz < 8:
        say('small', f'{s.name}!{c.coordinate}', f'{c.font.sz} points')


def conditional(book, say):
    """So it is with what a condition colours, at its ends too."""
    palette = Palette(book)
    for s in book.sheets:
        for ranges in s.cells.conditional_formatting:
            box = next(iter(ranges.cells.ranges))
            cell = s.cells.cell(box.min_row, box.min_col)
            ink = palette.cell(cell.font.color, (0, 0, 0))
            for rule in ranges.rules:
                for a, b, of in pairs(palette, rule, cell, ink):
                    if contrast(a, b) < need(cell.font):
                        say('contrast', f'{s.name}!{box.coord}',
                            f'{of}: {contrast(a, b):.2f} to 1')


def pairs(palette, rule, cell, ink):
    if rule.colorScale:
        for c in rule.colorScale.color:
            yield ink, palette.cell(c, WHITE), 'scale'
    if rule.dataBar:
        yield ink, palette.cell(rule.dataBar.color, WHITE), 'bar'
    if rule.dxf:
        fill = fill_of(palette, cell) or WHITE
        if rule.dxf.fill:
            fill = palette.cell(rule.dxf.fill.bgColor, fill)
        if rule.dxf.font and rule.dxf.font.color:
            ink = palette.cell(rule.dxf.font.color, ink)
        yield ink, fill, 'condition'


def alone(book, say):
    """A fill by itself tells nothing: in a column of a table all cells have the
    same one, unless those with another one are bold; and no cell has but a
    fill."""
    palette = Palette(book)
    for s in book.sheets:
        boxes = s.boxes()
        for c1, r1, c2, r2 in boxes:
            for column in range(c1, c2 + 1):
                cells = [s.cells.cell(row, column)
                         for row in range(r1 + 1, r2 + 1)]
                fills = {(fill_of(palette, c), bool(c.font.b)) for c in cells}
                if len({f for f, _ in fills}) > len({b for _, b in fills}):
                    say('alone', at(s, r1, column), 'some cells are filled')
        for row in s.cells.iter_rows():
            bare = [c for c in row if fill_of(palette, c) not in (None, WHITE)]
            if bare and not any(filled(c) for c in row):
                say('alone', f'{s.name}!{bare[0].coordinate}',
                    'a fill without a word')


# ---- charts ----

def described(book, say):
    """Each drawing says in words what it shows, and not what another says."""
    seen = {}
    for s in book.sheets:
        for tree, _ in s.drawings():
            for c in tree.iter(DRAWN + 'cNvPr'):
                words = (c.get('descr') or '').strip()
                where = f"{s.name}: {c.get('name')}"
                if len(words) < 20:
                    say('alt', where, 'says nothing to who does not see it')
                elif words in seen:
                    say('alt', where, f'says the same as {seen[words]}')
                seen[words] = where


def charts(book, say):
    """A chart has a title; its text is told from white by 4.5 to 1, its lines
    and bars by 3; lines have markers that differ, bars their figures."""
    palette = Palette(book)
    for s in book.sheets:
        for i, tree in enumerate(s.charts(), 1):
            where = f'{s.name}: chart {i}'
            if tree.find(f'{CHART}chart/{CHART}title') is None:
                say('chart', where, 'has no title')
            for part in tree.iter():
                if part.tag in (ART + 'defRPr', ART + 'rPr'):
                    ink = drawn(palette, part)
                    if ink and contrast(ink, WHITE) < 4.5:
                        say('contrast', where,
                            f'text: {contrast(ink, WHITE):.2f} to 1')
            told_apart(palette, tree, where, say)


def drawn(palette, part):
    fill = part.find(ART + 'solidFill')
    return palette.drawn(fill) if fill is not None else None


def told_apart(palette, tree, where, say):
    marks = set()
    for kind in tree.iter():
        if not re.search('(line|bar|area|pie|scatter)Chart$', kind.tag):
            continue
        series = kind.findall(CHART + 'ser')
        for one in series:
            shape = one.find(CHART + 'spPr')
            line = shape.find(ART + 'ln') if shape is not None else None
            ink = drawn(palette, shape) if shape is not None else None
            if ink is None and line is not None:
                ink = drawn(palette, line)
            if ink and contrast(ink, WHITE) < 3:
                say('contrast', where, f'series: {contrast(ink, WHITE):.2f} to 1')
            mark = one.find(f'{CHART}marker/{CHART}symbol')
            labels = one.find(CHART + 'dLbls')
            if kind.tag == CHART + 'lineChart' and len(series) > 1 and \
                    labels is None:
                key = (mark.get('val') if mark is not None else None, ink)
                if mark is None or mark.get('val') == 'none' or key in marks:
                    say('chart', where, 'lines that only colour tells apart')
                marks.add(key)
            if kind.tag == CHART + 'barChart' and len(series) > 1 and \
                    labels is None:
                say('chart', where, 'bars that only colour tells apart')


RULES = (title, names, front, defined, formulas, tables, untagged, merged,
         leading, hidden, frozen, links, readable, conditional, alone,
         described, charts)


def main():
    bad = 0
    for path in sys.argv[1:]:
        complaints = Complaints(path)
        book = Book(path)
        for rule in RULES:
            rule(book, complaints.add)
        bad += complaints.n
    sys.exit(1 if bad else 0)


if __name__ == '__main__':
    main()
