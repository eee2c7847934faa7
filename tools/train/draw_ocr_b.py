#!/usr/bin/python3
"""Draws the shapes that `mrz.print` holds the MRZ's characters against.

    tools/train/draw_ocr_b.py [--check] src/verify/ocr_b_table.inc

OCR-B is that of Debian's fonts-ocr-b (Skala: public domain; Schwarz: "You may freely use, modify and/or distribute this file,
without limitation"). Each shape is the ink of one character in a window of 22 x 26 px amid its cell at 20 px a pitch of
2.54 mm, sixteen levels, one hexadecimal digit each, row by row. --check compares and writes nothing.
"""

import argparse
import pathlib
import sys

import numpy as np

from glyphs import glyph

CHARACTERS = "<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PITCH_PX, WIDTH, HEIGHT = 20, 22, 26
OVERSAMPLED = 8
CAPITAL_EM, ADVANCE_EM = 0.713, 0.723  # of the font
ROW = 88  # digits a line of the table: four rows of a shape

HEADER = """// {character, its ink row by row, a hexadecimal digit a px}. Drawn by tools/train/draw_ocr_b.py from OCR-B of Debian's
// fonts-ocr-b (Skala: public domain; Schwarz: "You may freely use, modify and/or distribute this file, without
// limitation").
"""


def shape(character):
    """Ink of a character, HEIGHT x WIDTH, 0 to 15."""
    scale = OVERSAMPLED
    ink = glyph("OCR B", False, 0.0, PITCH_PX * scale * CAPITAL_EM / ADVANCE_EM, character).astype(np.float32)
    canvas = np.zeros((HEIGHT * scale, WIDTH * scale), np.float32)
    top, left = (canvas.shape[0] - ink.shape[0]) // 2, (canvas.shape[1] - ink.shape[1]) // 2
    ink = ink[max(0, -top): max(0, -top) + canvas.shape[0], max(0, -left): max(0, -left) + canvas.shape[1]]
    top, left = max(0, top), max(0, left)
    canvas[top: top + ink.shape[0], left: left + ink.shape[1]] = ink
    share = canvas.reshape(HEIGHT, scale, WIDTH, scale).mean((1, 3)) / 255
    return np.round(15 * share).astype(int)


def table():
    """The text of the file."""
    lines = [HEADER]
    for character in CHARACTERS:
        digits = "".join(f"{level:x}" for level in shape(character).flat)
        rows = [f'    "{digits[i: i + ROW]}"' for i in range(0, len(digits), ROW)]
        lines.append("{'" + character + "',\n" + "\n".join(rows) + "},\n")
    return "".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if options.check:
        return 0 if options.file.read_text(encoding="ascii") == table() else f"{options.file} is drawn otherwise"
    options.file.write_text(table(), encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main())
