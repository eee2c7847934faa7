#!/usr/bin/python3
"""Renders strips of single MRZ lines, as a rectifier cuts them from whole zones, into shards for train_line.py.

A shard is an .npz per number of characters: strips uint8 N x 32 x W, labels int8 N x 48 (classes, 0 where nothing
legal is printed), centres float32 N x 48 (columns of the characters in the strip, -1 past the end).
"""

import argparse
import pathlib

import cv2
import numpy as np

import capture_effects
import glyphs
import mrz_text

STRIP_HEIGHT = 32
STRIP_PITCH = 16.2
STRIP_WIDTH = {30: 576, 36: 688, 44: 832}
MOST_CHARACTERS = 48
ILLEGAL = "ÑÄÖÜÅØÉÇ.,-/#*+'>&"


def _typeface(rng):
    """Family, bold, pitch in capital heights."""
    kind = rng.random()
    if kind < 0.8:
        return rng.choice(glyphs.OCR_B, p=[0.7, 0.3]), False, 1.014 * rng.uniform(0.93, 1.1)
    if kind < 0.96:
        return rng.choice(glyphs.OTHER_FIXED), rng.random() < 0.35, 0.826 * rng.uniform(0.95, 1.25)
    return rng.choice(glyphs.PROPORTIONAL[:3]), rng.random() < 0.3, rng.uniform(0.9, 1.15)


def _source_pitch(rng):
    """Pixels a character in the picture that was taken."""
    low, high = [(5.2, 10), (10, 18), (18, 34)][rng.choice(3, p=[0.33, 0.42, 0.25])]
    return low * (high / low) ** rng.random()


class Block:
    """A zone drawn flat at high resolution, then photographed: `picture`, and `place` from drawing to picture."""

    def __init__(self, rng):
        self.layout, self.lines = mrz_text.zone(rng)
        self.source_pitch = _source_pitch(rng)
        self._draw(rng)
        self._photograph(rng)

    def _draw(self, rng):
        family, bold, aspect = _typeface(rng)
        height = next(h for h in (16, 28, 44) if h * aspect >= min(1.15 * self.source_pitch, 44 * aspect))
        self.pitch = pitch = height * aspect
        weight = float(rng.choice([-0.05, -0.02, 0, 0, 0.03, 0.06, 0.1]))
        usual = (2.2, 2.8) if len(self.lines) == 2 else (1.55, 1.85)
        distance = pitch * (rng.uniform(*usual) if rng.random() < 0.7 else rng.uniform(1.5, 3.2))
        margin = 5 * pitch
        self.left = margin
        self.rows = [2.6 * pitch + k * distance for k in range(len(self.lines))]
        columns = len(self.lines[0])
        mask = np.zeros((int(self.rows[-1] + 2.6 * pitch), int(columns * pitch + 2 * margin)), np.uint8)
        self.legal = [[True] * columns for _ in self.lines]
        for k, line in enumerate(self.lines):
            drawn = list(line)
            if rng.random() < 0.03:
                for _ in range(rng.integers(1, 3)):
                    at = rng.integers(columns)
                    drawn[at] = rng.choice(list(ILLEGAL))
                    self.legal[k][at] = False
            jitter = rng.normal(0, 0.03 * pitch, (columns, 2)) if rng.random() < 0.15 else None
            glyphs.draw_fixed(mask, drawn, self.left + rng.normal(0, 0.05) * pitch, self.rows[k], pitch, height, family,
                              bold, weight, jitter)
        self._surround(rng, mask, height)
        self.mask = mask

    def _surround(self, rng, mask, height):
        """Print that is not of the zone: above, below, at the ends."""
        pitch, width = self.pitch, mask.shape[1]
        if rng.random() < 0.3:
            row = self.rows[0] - pitch * rng.uniform(1.5, 2.4)
            glyphs.draw_proportional(mask, mrz_text.prose(rng, 8), rng.uniform(0, width / 2), row,
                                     int(height * rng.uniform(0.6, 1.2)), rng.choice(glyphs.PROPORTIONAL))
        if rng.random() < 0.15:
            row = self.rows[-1] + pitch * rng.uniform(1.5, 2.4)
            glyphs.draw_proportional(mask, mrz_text.prose(rng, 8), rng.uniform(0, width / 2), row,
                                     int(height * rng.uniform(0.5, 1.0)), rng.choice(glyphs.PROPORTIONAL))
        for left_side in (True, False):
            if rng.random() < 0.12:
                gap = pitch * rng.uniform(0.6, 3)
                column = int(self.left - gap if left_side else width - self.left + gap)
                thickness = max(1, int(pitch * rng.uniform(0.03, 0.4)))
                cv2.line(mask, (column, 0), (column + int(rng.normal(0, 3)), mask.shape[0]), 255, thickness)
            elif rng.random() < 0.08:
                start = rng.uniform(-3, -1) * pitch if left_side else width - self.left + pitch * rng.uniform(1, 2.5)
                row = rng.choice(self.rows) + rng.normal(0, 0.5) * pitch
                part = mask if not left_side else mask[:, :int(self.left - 0.8 * pitch)]
                glyphs.draw_proportional(part, mrz_text.prose(rng, 1), start, row, int(height * rng.uniform(0.5, 1.3)),
                                         rng.choice(glyphs.PROPORTIONAL))

    def _photograph(self, rng):
        scale = self.source_pitch / self.pitch
        self.stretch = float(np.clip(rng.normal(1, 0.09), 0.75, 1.25))
        height, width = self.mask.shape
        turn = np.radians(rng.normal(0, 0.6) if rng.random() < 0.4 else rng.uniform(-9, 9))
        shear = rng.normal(0, 0.03)
        linear = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) @ np.array(
            [[scale, shear * scale], [0, scale * self.stretch]])
        corners = linear @ np.array([[0, width, 0, width], [0, 0, height, height]], float)
        shift = -corners.min(axis=1) + rng.uniform(0, 1, 2)
        size = np.ceil(corners.max(axis=1) - corners.min(axis=1) + 1).astype(int)
        self.place = np.hstack([linear, shift[:, None]])
        mask = self.mask
        if scale < 0.85:
            mask = cv2.GaussianBlur(mask, (0, 0), rng.uniform(0.25, 0.45) / scale)
        ink = cv2.warpAffine(mask, self.place, (int(size[0]), int(size[1])), flags=cv2.INTER_LINEAR)
        ink = ink.astype(np.float32) / 255
        rows, columns = ink.shape
        paper = capture_effects.ground(rng, rows, columns, self.source_pitch)
        self._edges(rng, paper)
        strength = rng.uniform(0.75, 1) if rng.random() < 0.75 else rng.uniform(0.4, 0.75)
        if rng.random() < 0.25:
            cells = rng.uniform(3, 40)
            ink *= 1 - rng.uniform(0.1, 0.6) * np.clip(capture_effects.smooth_field(rng, rows, columns, cells), 0, 1)
        if rng.random() < 0.12:
            ink *= np.clip(1 + rng.uniform(0.1, 0.5) * rng.normal(0, 1, ink.shape), 0, 1).astype(np.float32)
        dark = paper * rng.uniform(0, 0.35) if rng.random() < 0.5 else rng.uniform(0, 70)
        picture = paper + strength * ink * (np.minimum(dark, paper) - paper)
        if rng.random() < 0.12:
            picture = capture_effects.overlay(rng, picture, self.source_pitch)
        if rng.random() < 0.07:
            picture = capture_effects.halftone(rng, picture, self.source_pitch)
        picture = capture_effects.light(rng, picture)
        self.picture = capture_effects.camera(rng, picture, self.source_pitch)

    def _edges(self, rng, paper):
        """The document's edge: another ground past the zone's ends or under it."""
        span = len(self.lines[0]) * self.pitch
        sides = []
        if rng.random() < 0.18:
            column = self.left - self.pitch * rng.uniform(0.7, 4)
            sides.append([(-9999, -9999), (column, -9999), (column, 9999), (-9999, 9999)])
        if rng.random() < 0.18:
            column = self.left + span + self.pitch * rng.uniform(0.7, 4)
            sides.append([(9999, -9999), (column, -9999), (column, 9999), (9999, 9999)])
        if rng.random() < 0.18:
            row = self.rows[-1] + self.pitch * rng.uniform(0.8, 2.4)
            sides.append([(-9999, 9999), (-9999, row), (9999, row), (9999, 9999)])
        level = rng.uniform(0, 255)
        for side in sides:
            outline = (self.place @ np.c_[np.array(side, float), np.ones(4)].T).T
            cv2.fillPoly(paper, [np.round(outline * 16).astype(np.int32)], level, cv2.LINE_AA, 4)

    def cut(self, rng, k):
        """The strip of line k as a rectifier that is a little wrong would cut it: strip, labels, centres."""
        text = self.lines[k]
        width = STRIP_WIDTH[len(text)]
        most = (width - 2 * STRIP_PITCH) / (len(text) * STRIP_PITCH)
        scale = float(np.clip(rng.normal(1, 0.035 if rng.random() < 0.7 else 0.07), 0.88, min(1.12, most)))
        pitch = STRIP_PITCH * scale
        left = rng.uniform(0.4 * STRIP_PITCH, max(width - len(text) * pitch - 0.4 * STRIP_PITCH, 0.5 * STRIP_PITCH))
        v, u = np.mgrid[0:STRIP_HEIGHT, 0:width].astype(np.float32)
        part = (u - left) / (len(text) * pitch) - 0.5
        bend = rng.normal(0, 1.0) + rng.normal(0, 1.2) * part + rng.normal(0, 2.0) * part * part
        bend += rng.normal(0, 0.5) * np.sin(part * rng.uniform(3, 12) + rng.uniform(0, 6))
        if rng.random() < 0.15:
            bend += rng.normal(0, 2.0)
        down = v - 15.5 + np.clip(bend, -4.5, 4.5)
        unit = self.pitch / pitch
        slant = rng.normal(0, 0.05) if rng.random() < 0.8 else rng.uniform(-0.2, 0.2)
        x = self.left + (u - left) * unit + slant * down * unit
        y = self.rows[k] + down * unit / self.stretch
        columns = (self.place[0, 0] * x + self.place[0, 1] * y + self.place[0, 2]).astype(np.float32)
        rows = (self.place[1, 0] * x + self.place[1, 1] * y + self.place[1, 2]).astype(np.float32)
        source = self.picture
        if self.source_pitch > 1.4 * pitch:
            source = cv2.GaussianBlur(source, (0, 0), rng.uniform(0.25, 0.5) * self.source_pitch / pitch)
        how = cv2.INTER_LINEAR if rng.random() < 0.7 else cv2.INTER_CUBIC
        strip = cv2.remap(source, columns, rows, how, borderMode=cv2.BORDER_REPLICATE)
        labels = np.zeros(MOST_CHARACTERS, np.int8)
        centres = np.full(MOST_CHARACTERS, -1, np.float32)
        for at, character in enumerate(text):
            labels[at] = mrz_text.ALPHABET.index(character) + 1 if self.legal[k][at] else 0
            centres[at] = left + (at + 0.5) * pitch
        if rng.random() < 0.02:  # read the wrong way up there is nothing legal in it
            strip, labels[:], centres[:] = strip[::-1, ::-1].copy(), 0, -1
        return strip, labels, centres


def _prose_strip(rng, width):
    """A strip of ordinary print: nothing legal in it."""
    pitch = _source_pitch(rng)
    mask = np.zeros((48, width), np.uint8)
    column = rng.uniform(-20, 60)
    family, bold = rng.choice(glyphs.PROPORTIONAL + glyphs.OTHER_FIXED), rng.random() < 0.3
    text = mrz_text.prose(rng, 30)
    text = "".join(c if rng.random() < 0.1 else c.lower() for c in text)
    glyphs.draw_proportional(mask, text, column, 24 + rng.normal(0, 3), int(rng.uniform(9, 24)), family, bold)
    scale = min(1.0, pitch / STRIP_PITCH)
    size = (round(width * scale), round(48 * scale))
    ink = cv2.resize(mask, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    paper = capture_effects.ground(rng, size[1], size[0], pitch)
    picture = paper * (1 - rng.uniform(0.5, 1) * ink)
    picture = capture_effects.camera(rng, capture_effects.light(rng, picture), pitch)
    picture = cv2.resize(picture, (width, 48), interpolation=cv2.INTER_LINEAR)[8:40]
    return picture, np.zeros(MOST_CHARACTERS, np.int8), np.full(MOST_CHARACTERS, -1, np.float32)


def render_shard(seed, blocks):
    """Strips by number of characters: {30: [(strip, labels, centres), ...], ...}."""
    rng = np.random.default_rng(seed)
    cv2.setRNGSeed(seed)
    found = {count: [] for count in STRIP_WIDTH}
    for _ in range(blocks):
        block = Block(rng)
        for k in range(len(block.lines)):
            found[len(block.lines[k])].append(block.cut(rng, k))
        if rng.random() < 0.08:
            count = int(rng.choice(list(STRIP_WIDTH)))
            found[count].append(_prose_strip(rng, STRIP_WIDTH[count]))
    return found


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=pathlib.Path)
    options.add_argument("--shards", type=int, default=40)
    options.add_argument("--blocks", type=int, default=300, help="zones a shard")
    options.add_argument("--first", type=int, default=0, help="number of the first shard")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    cv2.setNumThreads(1)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for shard in range(chosen.first, chosen.first + chosen.shards):
        for count, found in render_shard(chosen.seed * 100000 + shard, chosen.blocks).items():
            part = chosen.folder / f"{shard:04d}_{count}.part.npz"
            np.savez(part, strips=np.stack([f[0] for f in found]), labels=np.stack([f[1] for f in found]),
                     centres=np.stack([f[2] for f in found]))
            part.rename(chosen.folder / f"{shard:04d}_{count}.npz")


if __name__ == "__main__":
    main()
