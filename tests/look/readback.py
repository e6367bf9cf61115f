# SPDX-License-Identifier: MIT
"""readback.py DATABASE DATASET FILE [--read OTHER]: does a report say what the
database says?

Prints what it does not, a line each "FILE: rule: where: what", and then which
tables were compared; exits with 1 if anything is wrong. FILE is in English: tables
are found by their names, columns by their titles. kosh-cells reads OTHER instead
of FILE, if it is given.

readback.py --like FILE OTHER: does a report in another language say the same?"""
import csv
import io
import itertools
import math
import re
import subprocess
import sys

from book import MAIN, Book, Complaints, place
from figures import Figures

SAMPLE = 3  # traced of each report
LINKED = ('Rank', 'Score')
NEW = 'new'  # where there was no rank before


class Table:
    """Its rows: title -> cell."""

    def __init__(self, sheet, tree, box):
        self.sheet, self.name = sheet, tree.get('displayName')
        c1, self.top, c2, last = box
        cell = sheet.cells.cell
        self.titles = [cell(self.top, c).value for c in range(c1, c2 + 1)]
        self.rows = [
            {t: cell(r, c1 + i) for i, t in enumerate(self.titles)}
            for r in range(self.top + 1, last + 1)]

    def at(self, cell):
        return f'{self.sheet.name}!{cell.coordinate}'


def tables(book):
    return [Table(s, t, b) for s in book.sheets
            for t, b in zip(s.tables, s.boxes())]


def same(a, b):
    """Numbers as the same double, but for means, whose sums may differ."""
    numbers = all(isinstance(x, (int, float)) for x in (a, b))
    if numbers:
        return float(a) == float(b) or math.isclose(
            a, b, rel_tol=1e-9, abs_tol=1e-9) and not float(a).is_integer()
    return (a or None) == (b or None)


# ---- cell for cell ----

def cells(book, path, say):
    """Our own reader and openpyxl see the same cells."""
    done = subprocess.run(['kosh-cells', path], capture_output=True, text=True,
                          check=True)
    ours = {(r['sheet'], r['cell']): (r['type'], r['value'])
            for r in csv.DictReader(io.StringIO(done.stdout))}
    theirs = {}
    for s in book.sheets:
        for row in s.cells.iter_rows():
            for c in row:
                if c.value is not None and s.says(c.coordinate):
                    theirs[s.name, c.coordinate] = c.value
    for key in sorted(ours.keys() | theirs.keys()):
        wrong = differ(ours.get(key), theirs.get(key))
        if wrong:
            say('cells', '!'.join(key), wrong)


def differ(ours, theirs):
    if ours is None or theirs is None:
        return f'only one reader sees it: {ours} {theirs!r}'
    kind, value = ours
    if kind == 'number':
        alike = isinstance(theirs, (int, float)) and \
            float(value) == float(theirs)
    else:
        alike = kind == 'text' and value == theirs
    return None if alike else f'{kind} {value!r} is {theirs!r}'


# ---- tables with a row for each area ----

def of_area(f, edition, area, title):
    """What a column says of an area: (1, value), or (0, None) of a column that
    nobody knows."""
    delta = f.deltas.get(area, {})
    simple = {
        'Country or territory': lambda: f.names[area],
        'ISO3': lambda: area,
        'Sub-region (M49)': lambda: f.subregion.get(area),
        'Edition': lambda: edition,
        'Rank': lambda: f.rank(edition, area),
        'Place': lambda: f.places.get((edition, area)),
        'Score': lambda: f.score(edition, area),
        'Change': lambda: delta.get('delta'),
        f'Change since {f.before}': lambda: since(f, area, delta),
        f'Common rank {f.before}': lambda: delta.get('common_from'),
        f'Common rank {f.edition}': lambda: delta.get('common_to'),
        'Common change': lambda: delta.get('common_delta'),
        'Comparable': lambda: delta.get('comparable')
        if delta.get('delta') is not None else None,
        'Best rank': lambda: min(f.ranks(area), default=None),
        'Worst rank': lambda: max(f.ranks(area), default=None),
    }
    if title in simple:
        return 1, simple[title]()
    m = re.fullmatch(r'(?:Rank )?(.+)', title)
    if m[1] in f.editions:
        return 1, f.rank(m[1], area)
    return of_pillar(f, area, title)


def since(f, area, delta):
    was = f.before and (f.before, area) in f.place
    return delta.get('delta') if was else NEW


def of_pillar(f, area, title):
    label, _, way = title.partition(': to ')
    if label in f.pillars:
        if not way:
            return 1, f.pillars[label].get(area)
        return 1, (f.to_world if way == 'world' else f.to_region)(label, area)
    m = re.fullmatch('(Strongest|Weakest): difference', title)
    if m:
        all_of = [d for d in (f.to_world(p, area) for p in f.pillars)
                  if d is not None]
        return 1, (max if m[1] == 'Strongest' else min)(all_of, default=None)
    return 0, None


def areas(f, t, say):
    for row in t.rows:
        area = row['ISO3'].value
        edition = f.before if t.name == 'leavers' else f.edition
        if 'Edition' in row:
            edition = row['Edition'].value
        for title, cell in row.items():
            known, value = of_area(f, edition, area, title)
            if value == NEW and cell.value in (None, NEW):
                continue
            if known and not same(cell.value, value):
                say('value', t.at(cell),
                    f'{title}: {cell.value!r}, the database has {value!r}')
            elif not known and isinstance(cell.value, (int, float)):
                say('value', t.at(cell), f'{title}: what should it be?')


def all_areas(f, t, say):
    """The ranking has everyone, in order."""
    mine = [row['ISO3'].value for row in t.rows]
    wanted = sorted(a for e, a in f.place if e == f.edition)
    if sorted(mine) != wanted:
        say('value', t.name, 'other areas than the database')
    ranks = [row['Rank'].value for row in t.rows]
    ranks = [r for r in ranks if r is not None]
    if ranks != sorted(ranks):
        say('value', t.name, 'not in order')


# ---- other tables ----

def regions(f, t, say):
    """Of one scheme each row is as kosh-query regions has it."""
    for row in t.rows:
        if 'Edition' in row and row['Edition'].value != f.edition:
            continue
        wrong = [region_differs(f, r, row) for r in f.regions
                 if r['region_name'] == row['Region'].value]
        if not wrong or [] not in wrong:
            what = min(wrong, key=len) if wrong else ['no such region']
            say('value', t.at(row['Region']), '; '.join(what))


def region_differs(f, r, row):
    def names(codes):
        return sorted(f.names[c] for c in (codes or '').split())

    fields = {'ISO3': 'leaders', 'Score': 'score', 'Gap': 'gap',
              'Areas': 'areas', 'Members': 'members', 'Coverage': 'coverage',
              'Mean': 'mean', 'Median': 'median', 'Lowest': 'min',
              'Highest': 'max'}
    wrong = []
    for title, cell in row.items():
        value = cell.value
        # a leader a row, or all in one
        if title == 'ISO3' and value in (r['leaders'] or '').split():
            continue
        if title in fields and not same(value, r[fields[title]]):
            wrong.append(f'{title}: {value!r}, not {r[fields[title]]!r}')
        elif title in ('Leader', 'Runner-up'):
            one = r['leaders' if title == 'Leader' else 'runners_up']
            if one and not any(n in (value or '') for n in names(one)):
                wrong.append(f'{title}: {value!r}, not {one!r}')
        elif title == 'Rank' and r['leaders'] and value != f.rank(
                f.edition, r['leaders'].split()[0]):
            wrong.append(f'{title}: {value!r}')
    return wrong


def pillar_means(f, t, say):
    """The means of a region, and of how many areas they are."""
    for row in t.rows:
        region = row['Region (M49)'].value
        inside = {m for m, in f.db.execute(
            "WITH RECURSIVE i (region) AS (SELECT region FROM region WHERE"
            " scheme = 'm49' AND name = ? UNION SELECT g.region FROM i JOIN"
            " region AS g ON g.scheme = 'm49' AND g.parent = i.region)"
            " SELECT area FROM member WHERE scheme = 'm49' AND region IN"
            ' (SELECT region FROM i)', (region,))}
        for title in f.pillars:
            if title not in row:
                continue
            of = f.pillars[title]
            values = [v for a, v in of.items() if a in inside]
            wanted = sum(values) / len(values) if values else None
            whole = sum(of.values()) / len(of)
            value = row[title].value
            if not same(value, wanted) and not (
                    region == 'World' and same(value, whole)
                    and row['Areas'].value == len(of)):
                say('value', t.at(row[title]),
                    f'{value!r} is not the mean of its {len(values)}')


def sources(f, t, say):
    """Each release is there, as the database has it."""
    titles = {'Edition': 'edition', 'Official name': 'file',
              'Published': 'published', 'Fetched': 'fetched',
              'Loaded': 'loaded', 'URL': 'url', 'Source': 'source',
              'Promoted by force': 'forced', 'Observations': 'observations'}
    cursor = f.rows(
        'SELECT *, (SELECT count(*) FROM observation AS o WHERE'
        ' o.release_id = r.release_id) AS observations'
        ' FROM release AS r WHERE dataset = ?')
    names = [c[0] for c in cursor.description]
    all_of = {r['release']: r for r in (dict(zip(names, x)) for x in cursor)}
    if sorted(r['SHA-256'].value for r in t.rows) != sorted(all_of):
        say('value', t.name, 'other releases than the database')
    for row in t.rows:
        release = all_of.get(row['SHA-256'].value, {})
        for title, name in titles.items():
            if title in row and not same(row[title].value, release.get(name)):
                say('value', t.at(row[title]), f'{title}: '
                    f'{row[title].value!r}, not {release.get(name)!r}')


def findings(f, t, say):
    """Each finding is there, with its words."""
    have = sorted((r['Rule'].value, r['Edition'].value, r['Cell'].value or '',
                   r['Message'].value) for r in t.rows)
    want = sorted((a, b, c or '', d) for a, b, c, d in f.rows(
        'SELECT rule, edition, cell, message FROM finding JOIN release'
        " USING (release_id) WHERE dataset = ? AND state NOT IN"
        " ('superseded', 'held', 'aside')"))
    if have != want:
        say('value', t.name, f'{len(have)} findings, the database has '
            f'{len(want)}, or they differ')


def indicators(f, t, say):
    """Each indicator is there, with how much of it."""
    want = {i: (label, n) for i, label, n in f.rows(
        'SELECT n.indicator, n.label, count(*) FROM release AS r'
        ' JOIN observation AS o USING (release_id)'
        ' JOIN indicator AS n USING (indicator_id)'
        " WHERE r.dataset = ? AND r.state = 'current'"
        ' GROUP BY r.edition, n.indicator ORDER BY r.release_id')}
    for row in t.rows:
        label, n = want.get(row['Id'].value, (None, None))
        if row['Indicator'].value != label or row['Observations'].value != n:
            say('value', t.at(row['Id']), f'the database has {label} {n}')


# ---- where values come from ----

def published(f, t, say):
    """Each row leads to a cell that the database has, with that value."""
    for row in t.rows:
        found = f.observations(*(row[x].value for x in (
            'Release', 'Sheet', 'Cell', 'Measure')))
        titles = {'Value': 'value', 'As published': 'raw',
                  'Edition': 'edition', 'Period': 'period', 'ISO3': 'area',
                  'Indicator': 'label', 'Id': 'indicator'}
        if not any(all(same(row[t].value, o[n]) for t, n in titles.items()
                       if t in row) for o in found):
            say('cell', t.at(row['Cell']),
                f"no such figure: {[c.value for c in row.values()]}")
    for row in t.rows[::max(len(t.rows) // SAMPLE, 1)] if t.name == 'cells' \
            else []:
        traced(f, t, row, say)


def traced(f, t, row, say):
    """kosh-trace says the same."""
    value = {k: c.value for k, c in row.items()}
    o = next((o for o in f.observations(
        value['Release'], value['Sheet'], value['Cell'], value['Measure'])
        if o['area'] == value['ISO3'] and o['label'] == value['Indicator']),
        None)
    if not o:
        return
    release, sheet, cell = f.trace(value['Edition'], value['ISO3'],
                                   o['indicator'], value['Measure'])
    if (release[:12], sheet, cell) != (value['Release'], value['Sheet'],
                                       value['Cell']):
        say('trace', t.at(row['Cell']), f'kosh-trace says {release[:12]} '
            f'{sheet} {cell}')


def links(book, f, all_of, say):
    """A number leads to the row of Cells that has it, of its area; and each
    published one in Ranking and Pillars leads there."""
    cells_of = next((t for t in all_of if t.name == 'cells'), None)
    if not cells_of:
        return
    for t in all_of:
        to = {h.get('ref'): place(h.get('location'))
              for h in t.sheet.xml.iter(MAIN + 'hyperlink')}
        for row in t.rows:
            for title, cell in row.items():
                if isinstance(cell.value, (int, float)):
                    link(f, t, row, title, to.get(cell.coordinate), cells_of,
                         say)


def link(f, t, row, title, to, cells_of, say):
    cell = row[title]
    if not to or to[0] != cells_of.sheet.name:
        edition = title.removeprefix('Rank ')
        needs = title in f.pillars or title in LINKED or edition == f.before
        if t.name in ('ranking', 'pillars') and needs and not (
                title.startswith('Rank') and f.computed):
            say('link', t.at(cell), 'leads to no published cell')
        return
    n = int(re.sub('[A-Z]+', '', to[1])) - cells_of.top - 1
    there = cells_of.rows[n] if 0 <= n < len(cells_of.rows) else None
    if not there or not same(there['Value'].value, cell.value) or \
            'ISO3' in row and row['ISO3'].value != there['ISO3'].value:
        say('link', t.at(cell), f'leads to {to[1]}, which is of another')


# ---- all of it ----

def check(book, f, say):
    done, all_of = set(), tables(book)
    by_name = {'sources': sources, 'releases': sources, 'cells': published,
               'observations': published, 'pillar_means': pillar_means,
               'indicators': indicators}
    for t in all_of:
        rule = by_name.get(t.name)
        if rule:
            rule(f, t, say)
        elif t.name == 'figures' and 'Release' in t.titles:
            published(f, t, say)
        elif 'Leader' in t.titles and 'Region' in t.titles:
            regions(f, t, say)
        elif t.name == 'findings' and 'Area' in t.titles:
            findings(f, t, say)
        elif t.name in ('ranking', 'rises', 'falls', 'entrants', 'leavers',
                        'pillars', 'rank_history', 'standings') and 'ISO3' in t.titles:
            areas(f, t, say)
        else:
            continue
        if t.name == 'ranking':
            all_areas(f, t, say)
        done.add(re.sub('_[0-9]+$', '', t.name))
    links(book, f, all_of, say)
    return sorted(done)


def like(path, other):
    """The same numbers, in tables in the same cells, which are filled where the
    other's are; and its headers are in another language. What stands under a
    paragraph may be a row lower where that takes more of them."""
    complaints = Complaints(path)
    a, b = Book(path), Book(other)
    if len(a.sheets) != len(b.sheets):
        complaints.add('like', 'document', 'other sheets')
    for one, two in zip(a.sheets, b.sheets):
        tables, others = tables_of(one), tables_of(two)
        if [(t.name, len(t.rows)) for t in tables] != \
                [(t.name, len(t.rows)) for t in others]:
            complaints.add('like', two.name, 'other tables')
        for t, u in zip(tables, others):
            for row, same_row in zip(t.rows, u.rows):
                alike(one, zip(row.values(), same_row.values()), complaints)
        alike(one, itertools.zip_longest(loose(one), loose(two)), complaints)
        headers = [(x, y) for t, u in zip(tables, others)
                   for x, y in zip(t.titles, u.titles)]
        spoken = [x != y for x, y in headers if re.search('[a-z]{3}', str(x))]
        if one.name == two.name or spoken and sum(spoken) * 3 < len(spoken):
            complaints.add('like', two.name, 'in the same language')
    return complaints.n


def number(cell):
    return cell is not None and isinstance(cell.value, (int, float))


def loose(sheet):
    """The numbers that are in no table."""
    boxes = sheet.boxes()
    for row in sheet.cells.iter_rows():
        for c in row:
            if number(c) and not any(
                    c1 <= c.column <= c2 and r1 <= c.row <= r2
                    for c1, r1, c2, r2 in boxes):
                yield c


def alike(sheet, pairs, complaints):
    for c, d in pairs:
        x, y = (None if v is None else v.value for v in (c, d))
        if (number(c) or number(d)) and x != y or (x is None) != (y is None):
            complaints.add('like', f'{sheet.name}!{(c or d).coordinate}',
                           f'{x!r} is {y!r}')


def tables_of(sheet):
    return [Table(sheet, t, b) for t, b in zip(sheet.tables, sheet.boxes())]


def main():
    if sys.argv[1] == '--like':
        sys.exit(1 if like(*sys.argv[2:4]) else 0)
    database, dataset, path = sys.argv[1:4]
    complaints, book = Complaints(path), Book(path)
    cells(book, sys.argv[5] if len(sys.argv) > 5 else path, complaints.add)
    done = check(book, Figures(database, dataset), complaints.add)
    print(f"{path}: compared: {' '.join(done)}")
    sys.exit(1 if complaints.n else 0)


if __name__ == '__main__':
    main()
