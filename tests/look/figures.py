# SPDX-License-Identifier: MIT
"""What the database says, asked by kosh-query and in SQL of its own: not by the
queries that reports are made with."""
import json
import sqlite3
import subprocess


def ask(*words):
    done = subprocess.run(['kosh-query', '--format', 'jsonl', *words],
                          capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def mean(values):
    return sum(values) / len(values) if values else None


class Figures:
    """Of one dataset, its newest edition and the one before."""

    def __init__(self, path, dataset):
        self.db = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
        self.dataset = dataset
        self.names = dict(self.db.execute('SELECT area, name FROM area'))
        self.subregion = dict(self.db.execute(
            'SELECT m.area, r.name FROM member AS m JOIN region AS r'
            " USING (scheme, region) WHERE scheme = 'm49'"))
        self.computed = {e for e, r in self.rows(
            'SELECT edition, ranks FROM standing_edition WHERE dataset = ?'
            ' ORDER BY position') if r != 'published'}
        self.editions = [e for e, in self.rows(
            'SELECT edition FROM standing_edition WHERE dataset = ?'
            ' ORDER BY position')]
        self.place = {(e, a): (p if e in self.computed else r, s)
                      for e, a, r, p, s in self.rows(
                          'SELECT edition, area, rank, place, score'
                          ' FROM standing WHERE dataset = ?')}
        self.places = {(e, a): p for e, a, p in self.rows(
            'SELECT edition, area, place FROM standing WHERE dataset = ?')}
        self.edition = self.editions[-1] if self.editions else None
        self.before = self.editions[-2] if len(self.editions) > 1 else None
        self.deltas, self.pillars, self.regions = {}, {}, []
        self.cells = None
        if self.before:
            self.deltas = {d['area']: d for d in ask(
                'delta', f'{dataset}/{self.before}',
                f'{dataset}/{self.edition}')}
        if self.edition:
            self.read_parts()

    def rows(self, sql, *more):
        return self.db.execute(sql, (self.dataset, *more))

    def read_parts(self):
        """Pillar label -> area -> figure, and what regions there are."""
        for label, area, value in self.rows(
                'SELECT n.label, o.area, o.value'
                ' FROM standing_edition AS t'
                ' JOIN observation AS o USING (release_id, period)'
                ' JOIN indicator AS n USING (indicator_id)'
                " WHERE t.dataset = ? AND t.edition = ?"
                " AND n.parent = 'overall' AND o.measure = 'score'"
                ' AND o.place = 0 AND o.value IS NOT NULL', self.edition):
            self.pillars.setdefault(label, {})[area] = value
        for scheme, in self.db.execute('SELECT scheme FROM scheme'):
            self.regions += ask('regions', f'{self.dataset}/{self.edition}',
                                '--scheme', scheme)

    def rank(self, edition, area):
        return self.place.get((edition, area), (None, None))[0]

    def score(self, edition, area):
        return self.place.get((edition, area), (None, None))[1]

    def ranks(self, area):
        return [r for r in (self.rank(e, area) for e in self.editions)
                if r is not None]

    def to_world(self, pillar, area):
        of = self.pillars[pillar]
        if area not in of:
            return None
        return of[area] - mean(list(of.values()))

    def to_region(self, pillar, area):
        of, region = self.pillars[pillar], self.subregion.get(area)
        if area not in of or region is None:
            return None
        return of[area] - mean([v for a, v in of.items()
                                if self.subregion.get(a) == region])

    def read_cells(self):
        """(release, sheet, cell, measure) -> what was read of it, as dicts."""
        self.cells = {}
        cursor = self.rows(
            'SELECT substr(r.release, 1, 12), h.name, o.cell, o.measure,'
            ' o.value, o.raw, r.edition, o.period, n.label, n.indicator,'
            ' o.area FROM release AS r'
            ' JOIN observation AS o USING (release_id)'
            ' JOIN indicator AS n USING (indicator_id)'
            ' JOIN sheet AS h USING (sheet_id) WHERE r.dataset = ?')
        names = [c[0] for c in cursor.description]
        for row in cursor:
            self.cells.setdefault(row[:4], []).append(
                dict(zip(names[4:], row[4:])))

    def observations(self, release, sheet, cell, measure):
        """What was read of a cell, of the release that begins so."""
        if self.cells is None:
            self.read_cells()
        return self.cells.get((str(release)[:12], sheet, cell, measure), [])

    def trace(self, edition, area, indicator, measure):
        """Release, sheet and cell of a figure by kosh-trace."""
        done = subprocess.run(
            ['kosh-trace', area, f'{self.dataset}/{edition}', indicator,
             '--measure', measure, '--format', 'json'],
            capture_output=True, text=True, check=True)
        told = json.loads(done.stdout)
        cell = next(c for c in told['cells'] if c['place'] == 0)
        return told['release']['release'], cell['sheet'], cell['cell']
