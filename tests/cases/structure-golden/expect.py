# SPDX-License-Identifier: MIT
"""What this case expects, from observations as kosh-query prints them:

    kosh-query --format csv observations gairi/2025 | python3 expect.py TREE.csv

TREE.csv: kosh-query --format csv indicators gairi/2025.
"""
import csv
import sys
from itertools import combinations

import numpy as np
from scipy import stats

tree = list(csv.DictReader(open(sys.argv[1], encoding='utf-8')))
figures = {n['indicator']: {} for n in tree}
for o in csv.DictReader(sys.stdin):
    if o['measure'] == 'score' and o['value']:
        figures[o['indicator']].setdefault(o['area'], float(o['value']))
areas = sorted(set().union(*figures.values()))


def row(*values):
    print(','.join(v if isinstance(v, str) else '%.9f' % (v + 0.0)
                   for v in values))


def both(a, b):
    at = [k for k in areas if k in figures[a] and k in figures[b]]
    return (np.array([figures[a][k] for k in at]),
            np.array([figures[b][k] for k in at]))


def children(parent):
    return [n['indicator'] for n in tree if n['parent'] == parent]


print('-- distribution')
for n in tree:
    x = np.array(list(figures[n['indicator']].values()))
    row(n['indicator'], len(x), x.min(), *np.quantile(x, [.25, .5]), x.mean(),
        np.quantile(x, .75), x.max(), x.std(ddof=1), stats.skew(x, bias=False),
        stats.kurtosis(x, bias=False), len(set(x)), (x == 0).mean())
print('-- correlations')
for n in tree:
    a, siblings = n['indicator'], children(n['parent'])
    others = [('parent', n['parent'])] if n['parent'] else []
    others += [('sibling', b) for b in siblings[siblings.index(a) + 1:]]
    for kind, b in others:
        x, y = both(a, b)
        row(a, kind, b, len(x), stats.pearsonr(x, y)[0],
            stats.spearmanr(x, y)[0])
print('-- reliability')
for n in tree:
    items = children(n['indicator'])
    k = len(items)
    if k < 2:
        continue
    x = np.array([[figures[i][a] for a in areas] for i in items])
    total = x.sum(axis=0)
    r = np.mean([np.corrcoef(x[i], x[j])[0, 1]
                 for i, j in combinations(range(k), 2)])
    row(n['indicator'], k, len(areas),
        k / (k - 1) * (1 - x.var(axis=1, ddof=1).sum() / total.var(ddof=1)),
        k * r / (1 + (k - 1) * r))
print('-- effective-weights')
final = {'overall': 1.0}
for n in tree:
    if not n['parent']:
        continue
    among = [m for m in tree if m['parent'] == n['parent']]
    weight = float(n['weight']) / sum(float(m['weight']) for m in among)
    final[n['indicator']] = final[n['parent']] * weight
    told = [stats.pearsonr(*both(m['indicator'], n['parent']))[0] ** 2
            for m in among]
    own = told[among.index(n)]
    row(n['indicator'], weight, final[n['indicator']], own, own / sum(told))
print('-- coverage-indicators')
for n in tree:
    x = np.array(list(figures[n['indicator']].values()))
    row(n['indicator'], len(x), len(x) / len(areas), (x != 0).mean())
