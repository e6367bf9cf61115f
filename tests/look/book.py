# SPDX-License-Identifier: MIT
"""A workbook as its package says: the parts that openpyxl does not keep."""
import io
import posixpath
import re
import warnings
import zipfile
from xml.etree import ElementTree

import openpyxl
from openpyxl.utils import range_boundaries

MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
REL = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'
PACKAGE = '{http://schemas.openxmlformats.org/package/2006/relationships}'
DRAWN = '{http://schemas.openxmlformats.org/drawingml/2006/' \
        'spreadsheetDrawing}'
CHART = '{http://schemas.openxmlformats.org/drawingml/2006/chart}'
ART = '{http://schemas.openxmlformats.org/drawingml/2006/main}'

# data bars that openpyxl does not keep
warnings.filterwarnings('ignore', module='openpyxl')


class Sheet:
    """One sheet: cells by openpyxl, the rest by its part."""

    def __init__(self, book, name, part):
        self.book, self.name, self.part = book, name, part
        self.cells = book.cells[name]
        self.xml = book.tree(part)
        self.links = book.relations(part)
        self.tables, self.said = [], None
        for end, (kind, target) in sorted(self.links.items()):
            if kind == 'table':
                self.tables.append(book.tree(target))

    def drawings(self):
        """Each part with drawings: its tree and its relations."""
        for kind, target in self.links.values():
            if kind == 'drawing':
                yield self.book.tree(target), self.book.relations(target)

    def charts(self):
        """The trees of its charts."""
        for _, links in self.drawings():
            for _, (kind, target) in sorted(links.items()):
                if kind == 'chart':
                    yield self.book.tree(target)

    def says(self, ref):
        """Whether a cell has a value. openpyxl gives a link one."""
        if self.said is None:
            self.said = {c.get('r') for c in self.xml.iter(MAIN + 'c')
                         if any(x.text or len(x) for x in c)}
        return ref in self.said

    def boxes(self):
        """Of each table: first column, header row, last column, last row."""
        return [range_boundaries(t.get('ref')) for t in self.tables]


class Book:
    def __init__(self, path):
        self.path = str(path)
        with open(path, 'rb') as f:
            data = f.read()
        self.package = zipfile.ZipFile(io.BytesIO(data))
        self.cells = openpyxl.load_workbook(io.BytesIO(data))
        self.workbook = self.tree('xl/workbook.xml')
        links = self.relations('xl/workbook.xml')
        self.sheets = [
            Sheet(self, s.get('name'), links[s.get(REL + 'id')][1])
            for s in self.workbook.iter(MAIN + 'sheet')]

    def has(self, part):
        return part in self.package.namelist()

    def tree(self, part):
        return ElementTree.fromstring(self.package.read(part))

    def relations(self, part):
        """id -> (kind, part or address)."""
        folder, name = posixpath.split(part)
        where = f'{folder}/_rels/{name}.rels'
        links = {}
        if not self.has(where):
            return links
        for r in self.tree(where).iter(PACKAGE + 'Relationship'):
            target = r.get('Target')
            if r.get('TargetMode') != 'External':
                target = posixpath.normpath(
                    posixpath.join('/', folder, target)).lstrip('/')
            links[r.get('Id')] = (r.get('Type').rsplit('/', 1)[1], target)
        return links

    def own_properties(self):
        """The document's properties of our own."""
        if not self.has('docProps/custom.xml'):
            return {}
        return {p.get('name'): ''.join(p.itertext())
                for p in self.tree('docProps/custom.xml')}

    def sheet(self, name):
        return next((s for s in self.sheets if s.name == name), None)


def place(target):
    """'Sheet name'!A1 as (sheet, A1), or None."""
    m = re.fullmatch(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]+\$?[0-9]+"
                     r"(?::\$?[A-Z]+\$?[0-9]+)?)", target or '')
    if not m:
        return None
    return ((m[1] or m[2]).replace("''", "'"), m[3].replace('$', ''))


class Complaints:
    """What is wrong, a line each: FILE: rule: where: what."""

    def __init__(self, path):
        self.path, self.n = path, 0

    def add(self, rule, where, what):
        self.n += 1
        print(f'{self.path}: {rule}: {where}: {what}')
