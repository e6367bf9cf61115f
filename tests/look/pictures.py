# SPDX-License-Identifier: MIT
"""pictures.py FOLDER [--one] FILE...: does a report look right on paper?

Prints the FILEs by LibreOffice into FOLDER and says what is wrong on their
pages, a line each "FILE: rule: where: what"; exits with 1 if anything is. The
first sheet of a FILE behind --one must be on one page. The rules are the
functions below, each after its head."""
import os
import re
import sys
import unicodedata
import zipfile
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

from openpyxl.utils import get_column_letter, range_boundaries
from PIL import Image, ImageChops

from book import ART, CHART, Book, Complaints
from colour import from_hex
from printed import DPI, by_sheet, convert, pages, pdf_of, picture

A4 = (595.3, 841.9)
LEAST = 4  # points of the smallest type
NOWHERE = '$XFC$900000:$XFC$900001'  # cells that no sheet has
FEW = 3  # words of a page that are told
COLOURED = 30  # pixels of each line or bar at 100 dots an inch


def plain(text):
    return unicodedata.normalize('NFKC', str(text))


def letters(text):
    return Counter(c for c in plain(text) if c.isalnum())


def texts(sheet):
    return [c for row in sheet.cells.iter_rows() for c in row
            if isinstance(c.value, str) and c.value]


# ---- pages ----

def paper(sheet, printed, say):
    """Each page is A4, and says of which sheet it is."""
    if not printed:
        say('page', sheet.name, 'is on no page, or its pages have no name')
    for p in printed:
        if max(abs(a - b) for a, b in zip(sorted((p.width, p.height)),
                                          A4)) > 1:
            say('page', sheet.name, f'{p.width:.0f} x {p.height:.0f}: no A4')


def hashes(sheet, printed, say):
    """No number is too wide for its column, and none is an error."""
    for p in printed:
        for w in p.words:
            if re.search(r'###|#(REF|VALUE|N/A|NAME|DIV/0|NUM)', w.text):
                say('hashes', f'{sheet.name}, page {p.number}', w.text)


def edges(sheet, printed, say):
    """Nothing stands over the margins; type is not too small to read."""
    m = sheet.cells.page_margins
    for p in printed:
        for w in p.body():
            if w.x0 < m.left * 72 - 3 or w.x1 > p.width - m.right * 72 + 3:
                say('edge', f'{sheet.name}, page {p.number}', w.text)
        small = min((w.size() for w in p.body()), default=LEAST)
        if small < LEAST:
            say('tiny', f'{sheet.name}, page {p.number}',
                f'{small:.1f} points')


def whole(sheet, printed, say):
    """All text of its cells is on the pages, and each plain number."""
    there = Counter()
    for p in printed:
        for w in p.body():
            there += letters(w.text)
    lost = Counter()
    for c in texts(sheet):
        lost += letters(c.value)
    lost -= there
    if lost:
        say('lost', sheet.name, 'letters: ' + ''.join(sorted(lost)))
    words = Counter(w.text for p in printed for w in p.body())
    wanted = Counter(t for row in sheet.cells.iter_rows() for c in row
                     for t in [shown(c)] if t)
    wanted -= words
    long = ' '.join(w for w in words if len(w) > 6)
    wanted = [t for t in wanted if t not in long]
    if wanted:
        say('lost', sheet.name, 'numbers: ' + ' '.join(sorted(wanted)[:5]))


def shown(cell):
    """A number as its format shows it, of those that are simple."""
    if not isinstance(cell.value, (int, float)) or \
            isinstance(cell.value, bool):
        return None
    m = re.fullmatch(r'(#,##)?0(?:\.(0+))?', cell.number_format)
    if not m:
        return None
    # half a digit goes up, not to the even one
    exact = Decimal(repr(cell.value)).quantize(
        Decimal(1).scaleb(-len(m[2] or '')), ROUND_HALF_UP)
    return format(exact, ',f' if m[1] else 'f')


# ---- headers ----

def headers(sheet, bare, say):
    """Each header of a table is there, its words whole and side by side or one
    under the other."""
    for c1, r1, c2, _ in sheet.boxes():
        for column in range(c1, c2 + 1):
            text = sheet.cells.cell(r1, column).value
            name = get_column_letter(column)
            width = sheet.cells.column_dimensions[name].width
            if text and not any(found(plain(text).split(), p.words, width)
                                for p in bare):
                say('header', f'{sheet.name}!{name}{r1}',
                    f"'{text}' is cut or broken")


def found(parts, words, width):
    def follows(a, b):
        if abs(a.y0 - b.y0) < 0.3 * a.high:
            return -0.1 * a.high < b.x0 - a.x1 < 1.2 * a.high
        return 0.6 * a.high < b.y0 - a.y0 < 1.9 * a.high and \
            abs(b.x0 + b.x1 - a.x0 - a.x1) / 2 < 0.6 * a.high * (width + 4)

    ends = [w for w in words if parts[0] in w.text]
    for part in parts[1:]:
        ends = [b for b in words if part in b.text and
                any(a is b and part != parts[0] or follows(a, b)
                    for a in ends)]
    return bool(ends)


# ---- ink ----

def ink(image, word):
    """Where a word has ink: (left, top, right, bottom) in points, or None."""
    k = DPI / 72
    box = (int(word.x0 * k), int(word.y0 * k), int(word.x1 * k + 1),
           int(word.y1 * k + 1))
    part = image.crop(box)
    paper_of = max(enumerate(part.histogram()), key=lambda x: x[1])[0]
    marks = part.point([255 if abs(i - paper_of) > 40 else 0
                        for i in range(256)]).getbbox()
    return marks and tuple((box[i % 2] + marks[i]) / k for i in range(4))


def cut(word, marks):
    """What is wrong with the ink of a word, or None."""
    if marks is None:
        return 'is not to be seen'
    if word.high < LEAST:  # edges says so
        return None
    letter = word.wide / len(word.text)
    if word.upright() and len(word.text) > 1:
        if word.x1 - marks[2] > 0.8 * letter + 0.7:
            return 'is cut on the right'
        if marks[0] - word.x0 > 0.8 * letter + 0.7:
            return 'is cut on the left'
    if word.upright() and re.search('[A-Za-z0-9]', word.text):
        if marks[3] < word.y0 + 0.58 * word.high:
            return 'is cut at its foot'
        if marks[1] > word.y0 + 0.58 * word.high:
            return 'is cut at its head'
    return None


def some(printed):
    """The first pages of a sheet and its last one: the others are like them."""
    return printed[:2] + printed[2:][-1:]


def wrong_words(words, image):
    """Word and what is wrong with it."""
    for w in words:
        wrong = cut(w, ink(image, w))
        if wrong:
            yield w, wrong


def spot(word):
    return word.text, round(word.y0)


def clipped(sheet, printed, images, say):
    """No word is cut by its cell, and none is written over another. What stands
    over the columns that two pages side by side both have is whole on the first
    of them."""
    whole = set()
    for p in some(printed):
        image = images(p.number).convert('L')
        where = f'{sheet.name}, page {p.number}'
        words = [w for w in p.words if re.search(r'[^\W_]', w.text)]
        found = list(wrong_words(words, image))
        if beside(sheet):
            known = {spot(w) for w in words} - {spot(w) for w, _ in found}
            found = [(w, wrong) for w, wrong in found if spot(w) not in whole]
            whole |= known
        bad = [f"'{w.text}' {wrong}" for w, wrong in found]
        bad += [f"'{a.text}' runs into '{b.text}'" for a, b in
                overlaps([w for w in words if w.upright()])]
        for what in bad[:FEW]:
            say('clipped', where, what)
        if len(bad) > FEW:
            say('clipped', where, f'{len(bad) - FEW} more words')


def beside(sheet):
    """Whether its pages are two side by side."""
    return (sheet.cells.page_setup.fitToWidth or 1) > 1


def overlaps(words):
    words.sort(key=lambda w: w.y0)
    for i, a in enumerate(words):
        for b in words[i + 1:]:
            if b.y0 - a.y0 > 0.7 * a.high:
                break
            if min(a.x1, b.x1) - max(a.x0, b.x0) > \
                    0.6 * min(w.wide / len(w.text) for w in (a, b)):
                yield a, b


# ---- charts ----

def inks_of(series):
    return {from_hex(c.get('val'))
            for part in series if part.tag in (
                CHART + 'spPr', CHART + 'marker', CHART + 'dPt')
            for c in part.iter(ART + 'srgbClr')}


def numbers(book, series):
    """How many numbers a series has in its cells."""
    n = 0
    for f in series.findall(f'{CHART}val//{CHART}f'):
        name, box = f.text.rsplit('!', 1)
        sheet = book.sheet(name.strip("'").replace("''", "'"))
        if not sheet:
            continue
        c1, r1, c2, r2 = range_boundaries(box.replace('$', ''))
        n += sum(isinstance(v, (int, float)) for row in
                 sheet.cells.iter_rows(r1, r2, c1, c2, values_only=True)
                 for v in row)
    return n


def emptied(path, to):
    """The same workbook whose charts are drawn from empty cells, and say
    nothing."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, 'w') as new:
        for part in old.namelist():
            data = old.read(part)
            if part.startswith('xl/charts/chart'):
                data = re.sub(
                    rb'(<(?:c:)?val>.*?<(?:c:)?f>[^<]*!)[^<]*(</(?:c:)?f>)'
                    rb'(.*?)(</(?:c:)?numRef>)',
                    lambda m: m[1] + NOWHERE.encode() + m[2] + m[4], data,
                    flags=re.S)
                data = re.sub(rb'<(c:)?tx>.*?</(c:)?tx>', b'', data,
                              flags=re.S)
            new.writestr(part, data)


def near(image, colour):
    """How many pixels have a colour, or nearly so."""
    off = ImageChops.difference(
        image, Image.new('RGB', image.size, colour)).split()
    most = ImageChops.lighter(ImageChops.lighter(off[0], off[1]), off[2])
    return sum(most.histogram()[:40])


def charts(book, sheets, bare, draw, say):
    """A chart has lines or bars, with numbers behind them, and they are to be
    seen: more of their colours than if its cells were empty."""
    for sheet in book.sheets:
        trees = list(sheet.charts())
        if not trees:
            continue
        full = [draw(p.number, False) for p in sheets[sheet.name]]
        empty = [draw(p.number, True) for p in bare[sheet.name]]
        for i, tree in enumerate(trees, 1):
            where = f'{sheet.name}, chart {i}'
            series = list(tree.iter(CHART + 'ser'))
            if not series:
                say('chart', where, 'has nothing to show')
            for one in series:
                if not numbers(book, one):
                    say('chart', where, 'a series without a number')
            if series and not any(
                    sum(near(p, c) for p in full) -
                    sum(near(p, c) for p in empty) >= COLOURED
                    for one in series for c in inks_of(one)):
                say('chart', where, 'nothing of it is to be seen')


# ---- all of it ----

def look(path, folder, one):
    complaints = Complaints(path)
    say, book, pdf = complaints.add, Book(path), pdf_of(path, folder)
    sheets, bare = (
        by_sheet(pages(x), [s.name for s in book.sheets])
        for x in (pdf, pdf_of(bare_of(path, folder), folder)))
    cache = {}

    def images(number):
        if number not in cache:
            cache.clear()
            cache[number] = picture(pdf, number)
        return cache[number]

    for sheet in book.sheets:
        printed = sheets[sheet.name]
        for rule in paper, hashes, edges, whole:
            rule(sheet, printed, say)
        headers(sheet, bare[sheet.name], say)
        clipped(sheet, printed, images, say)
    charts(book, sheets, bare, lambda n, bare: picture(
        pdf_of(bare_of(path, folder) if bare else path, folder), n, 100), say)
    first = book.sheets[0].name
    if one and len(sheets[first]) != 1:
        say('page', first, f'is on {len(sheets[first])} pages, not on one')
    return complaints.n


def bare_of(path, folder):
    return os.path.join(folder, 'bare-' + os.path.basename(path))


def main():
    folder, bad, one = sys.argv[1], 0, False
    paths = [p for p in sys.argv[2:] if p != '--one']
    os.makedirs(folder, exist_ok=True)
    for path in paths:
        emptied(path, bare_of(path, folder))
    convert(paths + [bare_of(p, folder) for p in paths], folder)
    for arg in sys.argv[2:]:
        if arg != '--one':
            bad += look(arg, folder, one)
        one = arg == '--one'
    sys.exit(1 if bad else 0)


if __name__ == '__main__':
    main()
