# SPDX-License-Identifier: MIT
"""A workbook on paper: printed by LibreOffice, read back from the PDF."""
import html
import os
import re
import subprocess
import unicodedata

from PIL import Image

DPI = 150


class Word:
    def __init__(self, text, box):
        self.text = unicodedata.normalize('NFKC', text)
        self.x0, self.y0, self.x1, self.y1 = box
        self.high, self.wide = self.y1 - self.y0, self.x1 - self.x0

    def upright(self):
        """1 unless it is written along the side of a chart."""
        return len(self.text) < 3 or self.wide > self.high

    def size(self):
        """Of its type, in points: a line is 1.22 times as high. Which way a
        short word is written is not to be seen."""
        if len(self.text) < 3 or not self.upright():
            return max(self.wide, self.high) / 1.22
        return self.high / 1.22


class Page:
    def __init__(self, number, width, height, words):
        self.number, self.width, self.height = number, width, height
        self.words = words

    def foot(self):
        """What the line in the lower margin says."""
        low = [w for w in self.words if w.y0 > self.height - 36]
        return ' '.join(w.text for w in sorted(low, key=lambda w: w.x0))

    def body(self):
        return [w for w in self.words if w.y0 <= self.height - 36]


def convert(paths, folder):
    """Prints them into folder, all by one LibreOffice, which has a profile of
    its own there; what their names end in must differ."""
    place = os.path.abspath(folder)
    done = subprocess.run(
        ['soffice', '--headless', '--norestore',
         f'-env:UserInstallation=file://{place}/office', '--convert-to', 'pdf',
         '--outdir', place, *paths], env=dict(os.environ, HOME=place),
        capture_output=True, text=True, check=False)
    for path in paths:
        if not os.path.exists(pdf_of(path, folder)):
            raise SystemExit(
                f'{path}: not printed: {done.stdout}{done.stderr}')


def pdf_of(path, folder):
    stem = os.path.splitext(os.path.basename(path))[0]
    return os.path.join(folder, stem + '.pdf')


def pages(pdf):
    text = subprocess.run(['pdftotext', '-bbox', pdf, '-'],
                          capture_output=True, text=True, check=True).stdout
    out = []
    for n, part in enumerate(re.findall(r'<page .*?</page>', text, re.S), 1):
        size = re.match(r'<page width="([\d.]+)" height="([\d.]+)"', part)
        words = [Word(html.unescape(t), [float(x) for x in box]) for *box, t in
                 re.findall(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax='
                            r'"([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', part)]
        out.append(Page(n, float(size[1]), float(size[2]), words))
    return out


def picture(pdf, number, dpi=DPI):
    """The page as an image."""
    stem = f'{pdf[:-4]}-{number}'
    subprocess.run(['pdftoppm', '-r', str(dpi), '-f', str(number), '-l',
                    str(number), '-singlefile', pdf, stem], check=True)
    with Image.open(stem + '.ppm') as image:
        image.load()
    os.remove(stem + '.ppm')
    return image


def by_sheet(printed, names):
    """Of each sheet its pages, by what stands at their feet."""
    out = {name: [] for name in names}
    for page in printed:
        foot = page.foot()
        hits = [n for n in names if foot == n or foot.startswith(
            unicodedata.normalize('NFKC', n) + ' ')]
        if hits:
            out[max(hits, key=len)].append(page)
    return out
