# SPDX-License-Identifier: MIT
"""intervals.py SCORES RUNS WEIGHTS TIMES: the ranks of RUNS draws of weights as numpy
can do it best: drawn in one call, summed by one product of matrices, ranked by
one sort along the areas, counted by one bincount (which takes a fifth of the
time of numpy.percentile). SCORES is a csv of area, indicator and value without
gaps. Prints the milliseconds of each of TIMES, reading not included."""
import csv
import sys
import time

import numpy as np


def scores(path):
    with open(path, newline="", encoding="utf-8") as file:
        rows = [(r["area"], r["indicator"], float(r["value"]))
                for r in csv.DictReader(file)]
    areas = sorted({r[0] for r in rows})
    names = sorted({r[1] for r in rows})
    x = np.empty((len(areas), len(names)))
    for area, name, value in rows:
        x[areas.index(area), names.index(name)] = value
    return x


def draw(rng, runs, own, way):
    n = len(own)
    if way == "dirichlet":
        return rng.dirichlet(own * (3 * (n - 1) / 0.25**2 - 1), runs)
    w = own * rng.uniform(0.75, 1.25, (runs, n))
    w /= w.sum(axis=1, keepdims=True)
    return w


def intervals(x, runs, way):
    rng = np.random.default_rng(1)
    n = len(x)
    own = np.full(x.shape[1], 1 / x.shape[1])
    sums = draw(rng, runs, own, way) @ x.T
    np.negative(sums, out=sums)
    order = np.argsort(sums, axis=1)
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(n)[None, :], axis=1)
    ranks += np.arange(n) * n
    counts = np.bincount(ranks.ravel(), minlength=n * n).reshape(n, n)
    total = counts.cumsum(axis=1)
    found = [np.argmax(total >= q * runs, axis=1) + 1
             for q in (0.05, 0.5, 0.95)]
    return found, counts @ np.arange(1, n + 1) / runs


def main():
    x = scores(sys.argv[1])
    for _ in range(int(sys.argv[4])):
        start = time.perf_counter()
        intervals(x, int(sys.argv[2]), sys.argv[3])
        print(f"{(time.perf_counter() - start) * 1e3:.3f} "
              f"{x.shape[0]} x {x.shape[1]}")


main()
