# SPDX-License-Identifier: MIT
"""picture.py OUT PART...: one small PNG of parts, one under the other.

A PART is FILE.xlsx=SHEET[:PIXELS] (the first page of a sheet, of which so many
pixels from the top) or FILE.png[:PIXELS]. Margins are cut off. The PDFs of
workbooks lie beside them already."""
import os
import sys

from PIL import Image, ImageChops

from book import Book
from printed import by_sheet, pages, pdf_of, picture

WIDE, MOST = 900, 120_000
GAP, EDGE = 24, 8


def trimmed(image):
    image = image.convert('RGB')
    white = Image.new('RGB', image.size, 'white')
    return image.crop(ImageChops.difference(image, white).getbbox())


def page(file, name):
    book = Book(file)
    pdf = pdf_of(file, os.path.dirname(file))
    first = by_sheet(pages(pdf), [s.name for s in book.sheets])[name][0]
    image = picture(pdf, first.number, 200)
    # without its foot
    return trimmed(image.crop(
        (0, 0, image.width, int((first.height - 36) * 200 / 72))))


def part(text):
    file, _, name = text.partition('=')
    where = name or file
    where, _, high = where.partition(':')
    image = page(file, where) if name else trimmed(Image.open(where))
    inner = WIDE - 2 * EDGE
    image = image.resize((inner, round(image.height * inner / image.width)),
                         Image.LANCZOS)
    if high and int(high) < image.height:
        image = image.crop((0, 0, inner, between(image, int(high))))
    return image


def between(image, high):
    """Where a line of text does not go on, at that height or above."""
    while high > 1 and min(image.crop(
            (0, high - 1, image.width, high)).convert('L').getdata()) < 200:
        high -= 1
    return high


def main():
    parts = [part(p) for p in sys.argv[2:]]
    high = sum(p.height + GAP for p in parts) - GAP + 2 * EDGE
    whole, at = Image.new('RGB', (WIDE, high), 'white'), EDGE
    for one in parts:
        whole.paste(one, (EDGE, at))
        at += one.height + GAP
    for colours in 256, 128, 64, 32, 16:
        # that of most coverage keeps the colours of thin lines
        whole.quantize(colours, Image.MAXCOVERAGE).save(sys.argv[1], optimize=True)
        if os.path.getsize(sys.argv[1]) <= MOST:
            return
    sys.exit(f'{sys.argv[1]}: larger than {MOST} bytes')


if __name__ == '__main__':
    main()
