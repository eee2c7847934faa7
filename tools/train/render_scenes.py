#!/usr/bin/python3
"""Renders small grey pictures of documents lying about, with maps of where their MRZ lines are, for train_finder.py.

A shard is an .npz: pictures uint8 N x 544 x 768, maps uint8 N x 2 x 136 x 192 (0 .. 255; line cores, whole band).
"""

import argparse
import pathlib

import cv2
import numpy as np

import capture_effects
import glyphs
import mrz_text

WIDTH, HEIGHT, STRIDE = 768, 544, 4
PITCH_MM, CAPITAL_MM = 2.54, 2.5
DISTANCE_MM = {2: 6.35, 3: 4.23}  # between lines, by their number
CORE = 0.7  # of the capital height: what the line map marks
SIZE_MM = {"TD3": (125, 88), "TD2": (105, 74), "TD1": (85.6, 54), "MRVA": (120, 80), "MRVB": (105, 74), "FRA": (105, 74)}


class Sheet:
    """Something flat: `picture` float32 grey at `scale` px a mm, and `zones`, a list of lists of line rectangles in px."""

    def __init__(self, width_mm, height_mm, scale, picture):
        self.width_mm, self.height_mm, self.scale, self.picture, self.zones = width_mm, height_mm, scale, picture, []


def _print_text(ink, text, left, row, height, family, bold=False):
    glyphs.draw_proportional(ink, text, left, row, max(4, int(height)), family, bold)


def _portrait(rng, picture, x0, y0, x1, y1):
    h, w = y1 - y0, x1 - x0
    box = np.full((h, w), rng.uniform(120, 240), np.float32)
    box += 20 * capture_effects.smooth_field(rng, h, w, 3)
    centre = (w // 2 + int(rng.normal(0, w * 0.04)), int(h * 0.45))
    cv2.ellipse(box, (centre[0], h), (int(w * 0.45), int(h * 0.3)), 0, 180, 360, rng.uniform(20, 160), -1, cv2.LINE_AA)
    cv2.ellipse(box, (centre[0], int(h * 0.4)), (int(w * 0.3), int(h * 0.33)), 0, 0, 360, rng.uniform(10, 120), -1, cv2.LINE_AA)
    cv2.ellipse(box, centre, (int(w * 0.24), int(h * 0.28)), 0, 0, 360, rng.uniform(110, 210), -1, cv2.LINE_AA)
    for side in (-1, 1):
        cv2.circle(box, (centre[0] + side * int(w * 0.1), int(h * 0.4)), max(1, int(w * 0.03)), 40, -1, cv2.LINE_AA)
    cv2.line(box, (centre[0] - int(w * 0.08), int(h * 0.6)), (centre[0] + int(w * 0.08), int(h * 0.6)), 80, max(1, w // 50))
    box += capture_effects.smooth_field(rng, h, w, 20) * 10
    picture[y0:y1, x0:x1] = box


def _barcode(rng, picture, x0, y0, x1, y1):
    level = rng.uniform(0, 70)
    if rng.random() < 0.5:
        x = x0
        while x < x1:
            w = int(rng.integers(1, 6))
            picture[y0:y1, x:min(x + w, x1)] = level
            x += w + int(rng.integers(1, 6))
    else:
        cell = int(rng.integers(2, 6))
        code = rng.random(((y1 - y0) // cell + 1, (x1 - x0) // cell + 1)) < 0.5
        big = np.kron(code, np.ones((cell, cell), bool))[:y1 - y0, :x1 - x0]
        picture[y0:y1, x0:x1][big] = level


def _fields(rng, ink, scale, x0, y0, x1, y1, dense):
    """Labels and values as on a data page, or running text."""
    label_face, value_face = rng.choice(glyphs.PROPORTIONAL), rng.choice(glyphs.PROPORTIONAL + glyphs.OCR_B + glyphs.OTHER_FIXED)
    bold = rng.random() < 0.4
    row = y0 + 3 * scale
    while row < y1:
        column = x0 + rng.uniform(0, 2) * scale
        if dense:
            height = rng.uniform(1.2, 2.2) * scale
            _print_text(ink[:, :int(x1)], mrz_text.prose(rng, int(rng.integers(4, 14))), column, row, height, label_face)
            row += height * rng.uniform(1.6, 2.2)
            continue
        while column < x1 - 8 * scale:
            label = mrz_text.prose(rng, int(rng.integers(1, 4)))
            _print_text(ink[:, :int(x1)], label, column, row, rng.uniform(0.9, 1.5) * scale, label_face)
            if rng.random() < 0.9:
                value = mrz_text.prose(rng, int(rng.integers(1, 3)))
                value = value.upper() if rng.random() < 0.7 else value
                _print_text(ink[:, :int(x1)], value, column, row + 3.2 * scale, rng.uniform(1.8, 2.8) * scale, value_face, bold)
            column += rng.uniform(18, 60) * scale
        row += rng.uniform(6.5, 9) * scale


def _zone(rng, sheet, ink, lines, left, top, pitch, family, bold):
    """Prints MRZ lines; `top` is the centre row of the first."""
    scale = sheet.scale
    height = max(4, round(CAPITAL_MM * scale * rng.uniform(0.92, 1.05)))
    distance = DISTANCE_MM[len(lines)] * scale * (rng.uniform(0.9, 1.1) if rng.random() < 0.7 else rng.uniform(0.75, 1.45))
    rectangles = []
    for k, line in enumerate(lines):
        row = top + k * distance
        glyphs.draw_fixed(ink, line, left, row, pitch, height, family, bold, float(rng.choice([-0.03, 0, 0.04, 0.08])))
        rectangles.append((left, row - height / 2, left + len(line) * pitch, row + height / 2))
    sheet.zones.append(rectangles)
    return distance


def _document(rng, with_zone=True):
    layout, lines = mrz_text.zone(rng)
    width_mm, height_mm = SIZE_MM[layout]
    scale = 768 / width_mm if width_mm > 100 else 640 / width_mm
    spread = layout in ("TD3", "MRVA") and rng.random() < 0.3
    page_top = height_mm if spread else 0
    total_mm = height_mm + page_top
    height, width = int(total_mm * scale), int(width_mm * scale)
    picture = capture_effects.ground(rng, height, width, PITCH_MM * scale)
    sheet = Sheet(width_mm, total_mm, scale, picture)
    ink = np.zeros((height, width), np.uint8)
    count = len(lines)
    zone_mm = DISTANCE_MM[count] * (count - 1) + 5
    where = rng.random()
    bottom_mm = total_mm - rng.uniform(3, 7)
    if where < 0.12:
        bottom_mm = rng.uniform(zone_mm + 4, total_mm - 3)
    top_mm = bottom_mm - zone_mm + 2
    pitch = PITCH_MM * scale * rng.uniform(0.93, 1.04)
    pitch = min(pitch, (width - 3 * scale) / len(lines[0]))
    left = rng.uniform(1.5 * scale, max(1.6 * scale, width - len(lines[0]) * pitch - 1.5 * scale))
    if rng.random() < 0.5:
        left = (width - len(lines[0]) * pitch) / 2
    free = (page_top * scale + 3 * scale, (top_mm - 3.5) * scale if with_zone else height - 3 * scale)
    if spread:
        if rng.random() < 0.7:
            _fields(rng, ink, scale, 5 * scale, 3 * scale, width - 5 * scale, page_top * scale * rng.uniform(0.3, 1), rng.random() < 0.5)
        cv2.line(picture, (0, int(page_top * scale)), (width, int(page_top * scale)), rng.uniform(60, 200), int(rng.integers(1, 8)))
    photo_w = 0
    if free[1] - free[0] > 30 * scale and rng.random() < 0.8:
        photo_h, photo_w = int(rng.uniform(26, min(45, (free[1] - free[0]) / scale - 1)) * scale), int(rng.uniform(22, 34) * scale)
        x0 = int(3 * scale) if rng.random() < 0.75 else width - photo_w - int(3 * scale)
        y0 = int(rng.uniform(free[0], free[1] - photo_h))
        _portrait(rng, picture, x0, y0, x0 + photo_w, y0 + photo_h)
        fields_x = (x0 + photo_w + 2 * scale, width - 3 * scale) if x0 < width / 2 else (3 * scale, x0 - 2 * scale)
    else:
        fields_x = (3 * scale, width - 3 * scale)
    if rng.random() < 0.9 and free[1] - free[0] > 10 * scale:
        _fields(rng, ink, scale, fields_x[0], free[0], fields_x[1], free[1], rng.random() < 0.2)
    if rng.random() < 0.25 and free[1] - free[0] > 16 * scale:
        x0, y0 = int(rng.uniform(fields_x[0], max(fields_x[0] + 1, fields_x[1] - 30 * scale))), int(rng.uniform(free[0], free[1] - 12 * scale))
        _barcode(rng, picture, x0, y0, min(width, x0 + int(rng.uniform(10, 60) * scale)), y0 + int(rng.uniform(5, 12) * scale))
    if with_zone:
        if rng.random() < 0.3:  # the effective reading zone is often blank
            y = int((top_mm - 4.5) * scale)
            picture[max(y, 0):int((bottom_mm + 3) * scale)] = np.clip(picture.mean() + rng.uniform(-10, 30), 0, 255)
        kind = rng.random()
        family = rng.choice(glyphs.OCR_B) if kind < 0.85 else rng.choice(glyphs.OTHER_FIXED) if kind < 0.96 else "Liberation Sans"
        _zone(rng, sheet, ink, lines, left, top_mm * scale, pitch, family, rng.random() < 0.15)
    dark = rng.uniform(0, 80)
    strength = rng.uniform(0.6, 1)
    shade = ink.astype(np.float32) / 255 * strength
    picture += shade * (np.minimum(dark, picture) - picture)
    if rng.random() < 0.2:
        _stamp(rng, picture, scale)
    if rng.random() < 0.15:
        cv2.rectangle(picture, (0, 0), (width - 1, height - 1), rng.uniform(0, 120), max(1, int(rng.uniform(0.2, 1.2) * scale)))
    return sheet


def _stamp(rng, picture, scale):
    height, width = picture.shape
    cover = np.zeros_like(picture)
    centre = (int(rng.uniform(0, width)), int(rng.uniform(0, height)))
    radius = int(rng.uniform(6, 18) * scale)
    for ring in (1.0, 0.75):
        cv2.circle(cover, centre, int(radius * ring), 1, max(1, int(0.5 * scale)), cv2.LINE_AA)
    picture -= rng.uniform(20, 90) * cover


def _text_page(rng):
    """No MRZ: dense print, tables, listings in fixed pitch, figures."""
    width_mm, height_mm = rng.choice([(125, 88), (210, 297), (148, 105), (85.6, 54)])
    scale = 800 / max(width_mm, height_mm)
    height, width = int(height_mm * scale), int(width_mm * scale)
    sheet = Sheet(width_mm, height_mm, scale, capture_effects.ground(rng, height, width, 14))
    ink = np.zeros((height, width), np.uint8)
    size = rng.uniform(5, 16)
    row = size * 2
    fixed = rng.random() < 0.6
    family = rng.choice(glyphs.OTHER_FIXED + glyphs.OCR_B if fixed else glyphs.PROPORTIONAL)
    upper = rng.random() < 0.4
    gap = rng.uniform(1.5, 3.0)
    while row < height - size:
        if rng.random() < 0.9:
            text = mrz_text.prose(rng, int(rng.integers(1, 16)))
            text = text.upper() if upper else text
            if fixed:
                glyphs.draw_fixed(ink, text, size, row, size * 0.9, round(size), family)
            else:
                _print_text(ink, text, size, row, size, family)
        row += size * gap
    sheet.picture -= ink.astype(np.float32) / 255 * rng.uniform(90, 200)
    if rng.random() < 0.3:
        _barcode(rng, sheet.picture, width // 8, height // 2, width // 8 + int(width * rng.uniform(0.2, 0.7)), height // 2 + height // 6)
    np.clip(sheet.picture, 0, 255, out=sheet.picture)
    return sheet


def _table(rng):
    """What the documents lie on."""
    kind = rng.integers(7)
    table = np.full((HEIGHT, WIDTH), rng.uniform(0, 255), np.float32)
    if kind == 0:
        return table + rng.uniform(0, 15) * capture_effects.smooth_field(rng, HEIGHT, WIDTH, 3)
    if kind == 1:  # newspaper
        page = _text_page(rng).picture
        return cv2.resize(page, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    if kind == 2:  # wood, cloth
        grain = cv2.resize(rng.normal(0, 1, (HEIGHT, 24)).astype(np.float32), (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
        return table + rng.uniform(4, 40) * (grain if rng.random() < 0.5 else np.resize(grain.T, (HEIGHT, WIDTH)))
    if kind == 3:
        for _ in range(rng.integers(5, 60)):
            spot = rng.uniform(0, 1, 2) * (WIDTH, HEIGHT)
            corners = spot + rng.normal(0, rng.uniform(10, 150), (rng.integers(3, 7), 2))
            cv2.fillPoly(table, [corners.astype(np.int32)], rng.uniform(0, 255), cv2.LINE_AA)
        return table
    if kind == 4:
        return table + rng.uniform(10, 80) * capture_effects.smooth_field(rng, HEIGHT, WIDTH, rng.uniform(2, 60))
    if kind == 5:  # tiles, keys, ruled paper
        step = int(rng.integers(8, 80))
        level, thick = rng.uniform(0, 255), int(rng.integers(1, max(2, step // 3)))
        for x in range(0, WIDTH, step * int(rng.integers(1, 3))):
            cv2.line(table, (x, 0), (x, HEIGHT), level, thick)
        if rng.random() < 0.6:
            for y in range(0, HEIGHT, step):
                cv2.line(table, (0, y), (WIDTH, y), level, thick)
        return table
    return table + rng.normal(0, rng.uniform(1, 30), table.shape).astype(np.float32)


def _lay(rng, frame, maps, sheet, share, centre, flat):
    """Puts a sheet into the frame, `share` of its width wide, under a random turn and perspective."""
    height, width = sheet.picture.shape
    turn = rng.uniform(0, 2 * np.pi)
    if flat:
        turn = rng.choice([0, 0, np.pi / 2, np.pi, -np.pi / 2]) + np.radians(rng.normal(0, 1.5))
    elif rng.random() < 0.5:
        turn = rng.choice([0, 0, 0, np.pi / 2, np.pi, -np.pi / 2]) + np.radians(rng.normal(0, 12))
    size = share * WIDTH / max(width, height)
    corners = (np.array([[0, 0], [width, 0], [width, height], [0, height]], float) - (width / 2, height / 2)) * size
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    placed = corners @ spin.T + centre
    if not flat:
        placed += rng.normal(0, rng.uniform(0, 0.05) * share * WIDTH, (4, 2)).clip(-0.1 * share * WIDTH, 0.1 * share * WIDTH)
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    home = cv2.getPerspectiveTransform(source, placed.astype(np.float32))
    picture = sheet.picture
    if size < 0.8:
        picture = cv2.GaussianBlur(picture, (0, 0), 0.4 / size)
    laid = cv2.warpPerspective(picture, home, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR)
    cover = cv2.warpPerspective(np.full((height, width), 255, np.uint8), home, (WIDTH, HEIGHT)).astype(np.float32) / 255
    if not flat and rng.random() < 0.4:  # the sheet's own shadow
        shadow = cv2.GaussianBlur(np.roll(cover, tuple(int(v) for v in rng.integers(-12, 12, 2)), (0, 1)), (0, 0), rng.uniform(2, 8))
        frame *= 1 - rng.uniform(0.1, 0.5) * shadow
    frame += cover * (laid - frame)
    maps[:, cover > 0.5] = 0
    for zone in sheet.zones:
        for x0, y0, x1, y1 in zone:
            middle, half = (y0 + y1) / 2, CORE * (y1 - y0) / 2
            half = max(half, 1.6 / size)
            _fill(maps[0], home, [(x0, middle - half), (x1, middle - half), (x1, middle + half), (x0, middle + half)])
        x0, y0, x1, y1 = zone[0][0], zone[0][1], zone[-1][2], zone[-1][3]
        _fill(maps[1], home, [(x0, y0), (x1, y0), (x1, y1), (x0, y1)])


def _fill(target, home, corners):
    placed = cv2.perspectiveTransform(np.array([corners], np.float32), home)[0]
    cv2.fillPoly(target, [np.round(placed * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)


def _fold(rng, frame, maps):
    """Bends the whole picture a little: a page that does not lie flat."""
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    strength = rng.uniform(2, 14)
    rows += strength * np.sin(columns / WIDTH * rng.uniform(2, 7) + rng.uniform(0, 6))
    columns += 0.5 * strength * np.sin(rows / HEIGHT * rng.uniform(2, 6) + rng.uniform(0, 6))
    bent = [cv2.remap(m, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE) for m in (frame, *maps)]
    return bent[0], np.stack(bent[1:])


def render_scene(rng):
    """One picture and its maps."""
    frame = _table(rng).astype(np.float32)
    maps = np.zeros((2, HEIGHT, WIDTH), np.uint8)
    flat = rng.random() < 0.3
    kind = rng.random()
    middle = np.array([WIDTH / 2, HEIGHT / 2])
    if kind < 0.74:
        sheets = [_document(rng)]
    elif kind < 0.84:
        sheets = [_document(rng), _document(rng, rng.random() < 0.5)]
    elif kind < 0.92:
        sheets = [_document(rng, False)]
    else:
        sheets = [_text_page(rng)]
    side = rng.uniform(0, 2 * np.pi)
    for k, sheet in enumerate(sheets):
        if len(sheets) == 2:
            share = rng.uniform(0.3, 0.6)
            centre = middle + (1 if k else -1) * np.array([np.cos(side), np.sin(side)]) * 0.27 * np.array([WIDTH, HEIGHT])
        else:
            share = rng.choice([rng.uniform(0.28, 0.55), rng.uniform(0.5, 1.05), rng.uniform(0.9, 1.5)], p=[0.4, 0.45, 0.15])
            centre = middle + rng.normal(0, 0.1 * WIDTH * max(0.3, 1.1 - share), 2)
            if share > 1.05:
                centre = middle + rng.normal(0, 0.15 * WIDTH, 2)
        _lay(rng, frame, maps, sheet, share, centre, flat)
    if rng.random() < 0.25:
        frame, maps = _fold(rng, frame, maps)
    if rng.random() < 0.12:  # a thumb, a pen
        cv2.ellipse(frame, tuple(int(v) for v in rng.uniform(0, 1, 2) * (WIDTH, HEIGHT)),
                    tuple(int(v) for v in rng.uniform(10, 90, 2)), rng.uniform(0, 180), 0, 360, rng.uniform(0, 230), -1, cv2.LINE_AA)
    if rng.random() < 0.15:
        frame = capture_effects.overlay(rng, frame, 12)
    if rng.random() < 0.06:
        frame = capture_effects.halftone(rng, frame, 12)
    frame = capture_effects.light(rng, frame)
    picture = capture_effects.camera(rng, np.clip(frame, 0, 255), 7, 1.0)
    small = np.stack([cv2.resize(m, (WIDTH // STRIDE, HEIGHT // STRIDE), interpolation=cv2.INTER_AREA) for m in maps])
    return picture, small


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=pathlib.Path)
    options.add_argument("--shards", type=int, default=40)
    options.add_argument("--scenes", type=int, default=64, help="scenes a shard")
    options.add_argument("--first", type=int, default=0, help="number of the first shard")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    cv2.setNumThreads(1)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for shard in range(chosen.first, chosen.first + chosen.shards):
        rng = np.random.default_rng(chosen.seed * 100000 + shard)
        scenes = [render_scene(rng) for _ in range(chosen.scenes)]
        part = chosen.folder / f"{shard:04d}.part.npz"
        np.savez(part, pictures=np.stack([s[0] for s in scenes]), maps=np.stack([s[1] for s in scenes]))
        part.rename(chosen.folder / f"{shard:04d}.npz")


if __name__ == "__main__":
    main()
