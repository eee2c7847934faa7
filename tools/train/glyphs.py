"""Draws lines of fixed-pitch print as ink masks (0 = paper, 1 = ink) with cairo."""

import functools

import cairo
import cv2
import numpy as np

# OCR-B's own pitch is 0.723 em for a capital of 0.713 em: at the standard's 2.54 mm that is a 2.5 mm capital.
OCR_B = ("OCR B", "OCR B S")
OTHER_FIXED = ("DejaVu Sans Mono", "Liberation Mono", "Noto Mono", "FreeMono", "OCRA", "Courier Prime", "Nimbus Mono PS",
               "Inconsolata", "Hack", "Anonymous Pro", "Fira Code", "GNUTypewriter")
PROPORTIONAL = ("DejaVu Sans", "Liberation Sans", "Liberation Sans Narrow", "DejaVu Serif", "Liberation Serif",
                "FreeSans", "DejaVu Sans Condensed")

_SCRATCH = cairo.Context(cairo.ImageSurface(cairo.FORMAT_A8, 8, 8))


def _capital_height(family, bold):
    _SCRATCH.select_font_face(family, cairo.FONT_SLANT_NORMAL,
                              cairo.FONT_WEIGHT_BOLD if bold else cairo.FONT_WEIGHT_NORMAL)
    _SCRATCH.set_font_size(1000)
    return _SCRATCH.text_extents("H").height / 1000


@functools.lru_cache(maxsize=40000)
def glyph(family, bold, weight, height_px, character):
    """One glyph in a box of 2 x 1.8 capital heights, its advance centred, its capitals centred in height.

    weight  change of stroke width in capital heights, -0.06 .. 0.12; the face's own is 0.
    """
    box_h, box_w = 2 * round(height_px), 2 * round(0.9 * height_px)
    surface = cairo.ImageSurface(cairo.FORMAT_A8, box_w, box_h)
    context = cairo.Context(surface)
    context.select_font_face(family, cairo.FONT_SLANT_NORMAL,
                             cairo.FONT_WEIGHT_BOLD if bold else cairo.FONT_WEIGHT_NORMAL)
    context.set_font_size(height_px / _capital_height(family, bold))
    context.set_line_join(cairo.LINE_JOIN_ROUND)
    advance = context.text_extents(character).x_advance
    context.move_to((box_w - advance) / 2, (box_h + height_px) / 2)
    context.text_path(character)
    context.fill_preserve()
    if weight != 0:
        context.set_line_width(abs(weight) * height_px)
        if weight < 0:
            context.set_operator(cairo.OPERATOR_DEST_OUT)
        context.stroke()
    surface.flush()
    rows = np.frombuffer(surface.get_data(), np.uint8).reshape(box_h, surface.get_stride())
    return rows[:, :box_w].copy()


def draw_fixed(canvas, text, left, centre_row, pitch, height_px, family, bold=False, weight=0.0, jitter=None):
    """Adds a fixed-pitch line to an uint8 mask; character k is centred at left + (k + 0.5) pitch."""
    for k, character in enumerate(text):
        if character == " ":
            continue
        ink = glyph(family, bold, weight, height_px, character)
        dx, dy = (0, 0) if jitter is None else jitter[k]
        _paste(canvas, ink, left + (k + 0.5) * pitch + dx, centre_row + dy)


def draw_proportional(canvas, text, left, centre_row, height_px, family, bold=False, slant=False):
    """Adds a line of ordinary text to an uint8 mask and returns the column where it ends."""
    size = height_px / _capital_height(family, bold)
    weight = cairo.FONT_WEIGHT_BOLD if bold else cairo.FONT_WEIGHT_NORMAL
    posture = cairo.FONT_SLANT_ITALIC if slant else cairo.FONT_SLANT_NORMAL
    _SCRATCH.select_font_face(family, posture, weight)
    _SCRATCH.set_font_size(size)
    advance = _SCRATCH.text_extents(text).x_advance
    box_w, box_h = int(advance + 2 * height_px), int(3 * height_px)
    surface = cairo.ImageSurface(cairo.FORMAT_A8, box_w, box_h)
    context = cairo.Context(surface)
    context.select_font_face(family, posture, weight)
    context.set_font_size(size)
    context.move_to(height_px, 2 * height_px)
    context.show_text(text)
    surface.flush()
    rows = np.frombuffer(surface.get_data(), np.uint8).reshape(box_h, surface.get_stride())
    _paste(canvas, rows[:, :box_w], left - height_px + box_w / 2, centre_row)
    return left + advance


def _paste(canvas, ink, centre_column, centre_row):
    """Writes the darker of canvas and ink, to the nearest pixel, clipped."""
    h, w = ink.shape
    top, left = round(centre_row - h / 2), round(centre_column - w / 2)
    y0, x0 = max(top, 0), max(left, 0)
    y1, x1 = min(top + h, canvas.shape[0]), min(left + w, canvas.shape[1])
    if y0 < y1 and x0 < x1:
        part = canvas[y0:y1, x0:x1]
        cv2.max(part, np.ascontiguousarray(ink[y0 - top:y1 - top, x0 - left:x1 - left]), dst=part)
