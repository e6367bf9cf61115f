# SPDX-License-Identifier: MIT
"""bad_print.py FOLDER: writes workbooks RULE-what.xlsx in which something is
wrong that pictures.py must find when they are printed."""
import os
import sys

from openpyxl.chart import LineChart, Reference
from openpyxl.styles import Alignment

from bad import HEAD, good, save

BAD = {}


def bad(name):
    def keep(change):
        BAD[name] = change
        return change
    return keep


@bad('hashes-narrow')
def _(b):
    b['Ranking']['B9'] = 123456789012
    b['Ranking']['B9'].number_format = '0.00'


@bad('hashes-error')
def _(b):
    b['Ranking']['B9'] = '#REF!'


@bad('header-broken')
def _(b):
    head = b['Ranking'].cell(HEAD, 2)
    head.alignment = Alignment(wrap_text=True)
    b['Ranking'].row_dimensions[HEAD].height = 60
    b['Ranking'].column_dimensions['B'].width = 3


@bad('clipped-right')
def _(b):
    b['Ranking']['A9'] = 'a long name that runs into its neighbour'


@bad('clipped-foot')
def _(b):
    b['Ranking']['A9'].alignment = Alignment(vertical='top')
    b['Ranking'].row_dimensions[9].height = 7


@bad('clipped-lines')
def _(b):
    b['Ranking']['A9'] = 'two lines in a row of one'
    b['Ranking']['A9'].alignment = Alignment(wrap_text=True, vertical='top')
    b['Ranking'].row_dimensions[9].height = 15


@bad('lost-column')
def _(b):
    b['Ranking'].print_area = f'A1:B{HEAD + 50}'


@bad('edge-over')
def _(b):
    b['Cover'].sheet_properties.pageSetUpPr.fitToPage = False
    b['Cover'].page_margins.right = 2
    b['Cover']['A5'] = 'a long line that goes on ' * 6


@bad('tiny-type')
def _(b):
    for i in range(60):
        b['Cover'].cell(5, 1 + i, 'word')


@bad('page-letter')
def _(b):
    b['Cover'].page_setup.paperSize = 1


@bad('page-long')
def _(b):
    for i in range(90):
        b['Cover'].cell(5 + i, 1, 'a line')


@bad('chart-none')
def _(b):
    b['Cover'].add_chart(LineChart(), 'A9')


@bad('chart-empty')
def _(b):
    chart = LineChart()
    chart.add_data(Reference(b['Cover'], min_col=8, min_row=40, max_row=50))
    b['Cover'].add_chart(chart, 'A9')


@bad('chart-unseen')
def _(b):
    chart = b['Ranking']._charts[0]
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 900, 999


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    for name, change in BAD.items():
        book = good()
        change(book)
        save(book, f'{folder}/{name}.xlsx')


if __name__ == '__main__':
    main()
