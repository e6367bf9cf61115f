# SPDX-License-Identifier: MIT
"""Colours of a workbook, and their contrast by WCAG 2.1.

The contrast is that of https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio, the
tint that of ECMA-376, 18.8.3 (in HLS)."""
import colorsys
import re

from book import ART

WHITE = (255, 255, 255)
SCHEME = ['lt1', 'dk1', 'lt2', 'dk2', 'accent1', 'accent2', 'accent3',
          'accent4', 'accent5', 'accent6', 'hlink', 'folHlink']
NAMED = {'black': (0, 0, 0), 'blue': (0, 0, 255), 'cyan': (0, 255, 255),
         'green': (0, 255, 0), 'magenta': (255, 0, 255), 'red': (255, 0, 0),
         'white': WHITE, 'yellow': (255, 255, 0)}


def from_hex(text):
    return tuple(int(text[-6:][i:i + 2], 16) for i in (0, 2, 4))


def luminance(colour):
    parts = [c / 255 for c in colour]
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
             for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), parts))


def contrast(a, b):
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class Palette:
    """What the colours of one workbook stand for."""

    def __init__(self, book):
        self.theme = {}
        if book.has('xl/theme/theme1.xml'):
            for part in book.tree('xl/theme/theme1.xml').iter(
                    ART + 'clrScheme'):
                for c in part:
                    value = c[0].get('lastClr') or c[0].get('val')
                    self.theme[c.tag[len(ART):]] = from_hex(value)
        names = dict(zip(('bg1', 'tx1', 'bg2', 'tx2'),
                         ('lt1', 'dk1', 'lt2', 'dk2')))
        for name, same in names.items():
            if same in self.theme:
                self.theme[name] = self.theme[same]

    def cell(self, colour, otherwise):
        """Of an openpyxl colour; otherwise, where it says nothing."""
        if colour is None:
            return otherwise
        if colour.type == 'rgb' and isinstance(colour.rgb, str):
            return from_hex(colour.rgb)
        if colour.type == 'theme':
            base = self.theme.get(SCHEME[colour.theme], otherwise)
            return tinted(base, colour.tint or 0)
        if colour.type == 'indexed' and colour.indexed < 64:
            from openpyxl.styles.colors import COLOR_INDEX
            return from_hex(COLOR_INDEX[colour.indexed])
        return otherwise

    def drawn(self, fill):
        """Of an a:solidFill; None where it says nothing."""
        for c in fill:
            if c.tag == ART + 'srgbClr':
                return from_hex(c.get('val'))
            if c.tag == ART + 'schemeClr':
                return self.theme.get(c.get('val'))
        return None


def tinted(colour, tint):
    if not tint:
        return colour
    h, l, s = colorsys.rgb_to_hls(*(c / 255 for c in colour))
    l = l * (1 + tint) if tint < 0 else l * (1 - tint) + tint
    return tuple(round(c * 255) for c in colorsys.hls_to_rgb(h, l, s))


def of_format(number_format):
    """The colours that a number format sets by name: [Red]."""
    return [NAMED[n.lower()] for n in re.findall(
        r'\[(' + '|'.join(NAMED) + r')\]', number_format or '', re.I)]
