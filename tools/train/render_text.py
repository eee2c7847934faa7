#!/usr/bin/python3
"""Renders strips of single lines of ordinary print, as the visual zone's line finder cuts them, into shards for
train_line.py.

A shard is an .npz per width: strips uint8 N x 32 x W, labels int8 N x 64 (classes of text_content.py, 0 past the end),
centres float32 N x 64 (columns of the characters in the strip, -1 past the end).
"""

import argparse
import pathlib

import cairo
import cv2
import numpy as np

import capture_effects
import glyphs
import text_content

STRIP_HEIGHT = 32
WIDTHS = (96, 160, 224, 288, 352, 448)
MOST_CHARACTERS = 64
DRAWN_CAPITAL = 28  # px, of the drawing that is then photographed
PAPER_LINES = 3
FACES = ("Liberation Sans", "Nimbus Sans", "FreeSans", "DejaVu Sans", "Noto Sans", "Open Sans", "Roboto", "Lato", "Carlito",
         "Cantarell", "PT Sans", "Noto Sans Display", "URW Gothic", "Liberation Sans", "Nimbus Sans", "Roboto",
         "Liberation Sans Narrow", "Nimbus Sans Narrow", "Roboto Condensed", "Open Sans Condensed", "PT Sans Narrow",
         "DejaVu Sans Condensed", "OCR B", "OCR B", "OCR B", "OCR B S", "OCRA", "Liberation Serif", "Nimbus Roman",
         "DejaVu Serif", "PT Serif", "Caladea", "C059", "P052", "URW Bookman", "FreeSerif", "Noto Serif",
         "Liberation Mono", "DejaVu Sans Mono", "Courier Prime", "Nimbus Mono PS", "FreeMono", "Inconsolata", "Hack",
         "Noto Mono", "GNUTypewriter", "Anonymous Pro")


def draw(rng, text):
    """Ink of a line on its tight rows, with columns around it: mask, centres of the characters, height of a capital."""
    family, bold = FACES[rng.integers(len(FACES))], rng.random() < 0.3
    stretch = rng.uniform(0.8, 1.25) if rng.random() < 0.5 else 1.0
    spread = rng.uniform(-0.04, 0.3) * DRAWN_CAPITAL if rng.random() < 0.25 else 0.0
    size = DRAWN_CAPITAL / glyphs._capital_height(family, bold)
    rows, base = int(3 * DRAWN_CAPITAL), int(2 * DRAWN_CAPITAL)
    context = glyphs._SCRATCH
    context.set_font_size(size)
    advances = [context.text_extents(c).x_advance * stretch + spread for c in text]
    left = 4 * DRAWN_CAPITAL
    surface = cairo.ImageSurface(cairo.FORMAT_A8, int(sum(advances) + 2 * left) + 2, rows)
    context = cairo.Context(surface)
    context.select_font_face(family, cairo.FONT_SLANT_ITALIC if rng.random() < 0.04 else cairo.FONT_SLANT_NORMAL,
                             cairo.FONT_WEIGHT_BOLD if bold else cairo.FONT_WEIGHT_NORMAL)
    context.set_font_size(size)
    weight = rng.choice([0, 0, 0, 0.03, 0.06, 0.1, -0.03])
    x, centres = left, []
    for character, advance in zip(text, advances):
        context.save()
        context.translate(x, base)
        context.scale(stretch, 1)
        context.move_to(0, 0)
        context.text_path(character)
        context.restore()
        centres.append(x + (advance - spread) / 2)
        x += advance
    context.fill_preserve()
    if weight:
        context.set_line_width(abs(weight) * DRAWN_CAPITAL)
        if weight < 0:
            context.set_operator(cairo.OPERATOR_DEST_OUT)
        context.stroke()
    surface.flush()
    mask = np.frombuffer(surface.get_data(), np.uint8).reshape(rows, surface.get_stride())[:, :surface.get_width()]
    used = np.flatnonzero(mask.max(axis=1) > 60)
    if len(used) == 0:
        return None
    return mask[used[0]:used[-1] + 1], np.array(centres), base - used[0]


class Paper:
    """A few lines of print under each other, photographed; as a label stands above its value."""

    def __init__(self, rng):
        self.capital = float(np.exp(rng.uniform(np.log(6.5), np.log(26))))  # px in the picture
        scale = self.capital / DRAWN_CAPITAL
        self.lines, blocks, row = [], [], int(0.8 * DRAWN_CAPITAL)
        while len(blocks) < PAPER_LINES:
            text = text_content.line(rng)[:MOST_CHARACTERS]
            drawn = draw(rng, text)
            if drawn is None or drawn[0].shape[1] * 1.5 > 40 * DRAWN_CAPITAL:
                continue
            mask, centres, _ = drawn
            left = int(rng.uniform(0, 3) * DRAWN_CAPITAL)
            blocks.append((row, left, mask))
            self.lines.append((text, centres + left, row, mask.shape[0]))
            row += mask.shape[0] + int(DRAWN_CAPITAL * (rng.uniform(0.2, 0.8) if rng.random() < 0.5 else rng.uniform(0.8, 1.6)))
        canvas = np.zeros((row, max(left + mask.shape[1] for _, left, mask in blocks)), np.uint8)
        for top, left, mask in blocks:
            part = canvas[top:top + mask.shape[0], left:left + mask.shape[1]]
            cv2.max(part, np.ascontiguousarray(mask), dst=part)
        self._photograph(rng, canvas, scale)

    def _photograph(self, rng, canvas, scale):
        turn = np.radians(rng.normal(0, 0.4) if rng.random() < 0.85 else rng.uniform(-2, 2))
        self.place = scale * np.array([[1, -turn, 0], [turn, 1, 0]])
        width, height = int(canvas.shape[1] * scale) + 2, int(canvas.shape[0] * scale) + 2
        if scale < 0.85:
            canvas = cv2.GaussianBlur(canvas, (0, 0), rng.uniform(0.25, 0.45) / scale)
        ink = cv2.warpAffine(canvas, self.place, (width, height), flags=cv2.INTER_LINEAR).astype(np.float32) / 255
        paper = capture_effects.ground(rng, height, width, self.capital)
        if rng.random() < 0.2:  # over a picture: a portrait's edge, a coat of arms
            paper = np.clip(paper + rng.uniform(15, 70) * capture_effects.smooth_field(rng, height, width, rng.uniform(10, 60)),
                            50, 255)
        strength = rng.uniform(0.8, 1) if rng.random() < 0.65 else rng.uniform(0.4, 0.8)
        if rng.random() < 0.15:
            ink = ink * np.clip(1 + rng.uniform(0.1, 0.5) * rng.normal(0, 1, ink.shape), 0, 1).astype(np.float32)
        dark = paper * rng.uniform(0, 0.4) if rng.random() < 0.5 else rng.uniform(0, 90)
        picture = paper + strength * ink * (np.minimum(dark, paper) - paper)
        if rng.random() < 0.06:
            picture = capture_effects.overlay(rng, picture, self.capital)
        if rng.random() < 0.04:
            picture = capture_effects.halftone(rng, picture, self.capital)
        if rng.random() < 0.35:
            picture = capture_effects.light(rng, picture)
        severity = rng.choice([0.15, 0.35, 0.6])
        self.picture = capture_effects.camera(rng, picture, self.capital, severity)

    def cut(self, rng, k):
        """The strip of line k as a line finder that is a little wrong cuts it: strip, labels, centres."""
        text, centres, top, height = self.lines[k]
        above, below = rng.normal(0.25, 0.07, 2)
        if rng.random() < 0.08:  # marks or descenders lost, or a piece of something else found
            above, below = above + rng.uniform(-0.3, 0.4), below + rng.uniform(-0.3, 0.4)
        first, last = top - above * height, top + (1 + below) * height
        unit = (last - first) / STRIP_HEIGHT  # px of the drawing a px of the strip
        narrow = rng.uniform(0.75, 1.2) if rng.random() < 0.6 else 1.0
        ends = 0.9 * DRAWN_CAPITAL if rng.random() < 0.7 else DRAWN_CAPITAL * rng.uniform(0.6, 3.5)
        span = (centres[-1] - centres[0] + 2 * ends) / (unit * narrow)
        width = next((w for w in WIDTHS if w >= span), None)
        if width is None:
            return None
        left = (centres[0] - ends) - rng.uniform(0, width - span) * unit * narrow
        v, u = np.mgrid[0:STRIP_HEIGHT, 0:width].astype(np.float32)
        x, y = left + (u + 0.5) * unit * narrow, first + (v + 0.5) * unit
        columns = (self.place[0, 0] * x + self.place[0, 1] * y).astype(np.float32)
        rows = (self.place[1, 0] * x + self.place[1, 1] * y).astype(np.float32)
        source = self.picture
        shrunk = self.capital / DRAWN_CAPITAL * unit
        if shrunk > 1.3:
            source = cv2.GaussianBlur(source, (0, 0), rng.uniform(0.25, 0.5) * shrunk)
        how = cv2.INTER_CUBIC if rng.random() < 0.6 else cv2.INTER_LINEAR
        strip = cv2.remap(source, columns, rows, how, borderMode=cv2.BORDER_REPLICATE)
        labels = np.zeros(MOST_CHARACTERS, np.int8)
        places = np.full(MOST_CHARACTERS, -1, np.float32)
        labels[:len(text)] = [text_content.label(c) for c in text]
        places[:len(text)] = (centres - left) / (unit * narrow) - 0.5
        return strip, labels, places


def _empty(rng, width):
    """Ground without print."""
    scale = rng.uniform(0.3, 1)
    size = int(STRIP_HEIGHT * scale), int(width * scale)
    picture = capture_effects.ground(rng, *size, 20 * scale)
    picture += rng.uniform(0, 60) * capture_effects.smooth_field(rng, *size, rng.uniform(3, 30))
    picture = capture_effects.camera(rng, capture_effects.light(rng, picture), 20 * scale)
    strip = cv2.resize(picture, (width, STRIP_HEIGHT), interpolation=cv2.INTER_LINEAR)
    return strip, np.zeros(MOST_CHARACTERS, np.int8), np.full(MOST_CHARACTERS, -1, np.float32)


def render_shard(seed, papers):
    """Strips by width: {96: [(strip, labels, centres), ...], ...}."""
    rng = np.random.default_rng(seed)
    cv2.setRNGSeed(seed)
    found = {width: [] for width in WIDTHS}
    for _ in range(papers):
        paper = Paper(rng)
        for k in range(PAPER_LINES):
            strip = paper.cut(rng, k)
            if strip:
                found[strip[0].shape[1]].append(strip)
        if rng.random() < 0.03:
            width = int(rng.choice(WIDTHS[:4]))
            found[width].append(_empty(rng, width))
    return found


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=pathlib.Path)
    options.add_argument("--shards", type=int, default=40)
    options.add_argument("--papers", type=int, default=400, help="a shard, of three lines each")
    options.add_argument("--first", type=int, default=0, help="number of the first shard")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    cv2.setNumThreads(1)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for shard in range(chosen.first, chosen.first + chosen.shards):
        for width, found in render_shard(chosen.seed * 100000 + shard, chosen.papers).items():
            if not found:
                continue
            part = chosen.folder / f"{shard:04d}_{width}.part.npz"
            np.savez(part, strips=np.stack([f[0] for f in found]), labels=np.stack([f[1] for f in found]),
                     centres=np.stack([f[2] for f in found]))
            part.rename(chosen.folder / f"{shard:04d}_{width}.npz")


if __name__ == "__main__":
    main()
