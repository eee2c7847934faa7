"""What use does to a page: folds, scratches, stains, faded and spread ink. BGR uint8 in and out, flat page.

`ppi` is the page's; strengths run from 0 to 1. Functions ending in `_gain` return a gain map for degrade.relight.
"""

import cv2
import numpy as np

from . import degrade

_SIDE = 640  # px, long side of the gain maps: a fold is finer than a shadow


def _map(image):
    return np.ones(degrade.map_shape(image, _SIDE), np.float32)


def crease_gain(image, rng, strength):
    """A fold across the page: a light line with a dark flank."""
    gain = _map(image)
    height, width = gain.shape
    if rng.random() < 0.5:
        ends = ((int(rng.uniform(0, width)), 0), (int(rng.uniform(0, width)), height))
    else:
        ends = ((0, int(rng.uniform(0, height))), (width, int(rng.uniform(0, height))))
    light, dark = np.zeros_like(gain), np.zeros_like(gain)
    cv2.line(light, ends[0], ends[1], 1.0, 1, cv2.LINE_AA)
    cv2.line(dark, (ends[0][0] + 3, ends[0][1] + 3), (ends[1][0] + 3, ends[1][1] + 3), 1.0, 3, cv2.LINE_AA)
    light = cv2.GaussianBlur(light, (0, 0), 0.8)
    dark = cv2.GaussianBlur(dark, (0, 0), 2.5)
    return gain + strength * (0.45 * light - 0.35 * dark)


def stain_gain(image, rng, strength):
    """A blot or the ring of a cup, brownish."""
    height, width = _map(image).shape
    mask = np.zeros((height, width), np.float32)
    centre = (int(rng.uniform(0, width)), int(rng.uniform(0, height)))
    radius = int(rng.uniform(0.06, 0.22) * width)
    axes = (radius, int(radius * rng.uniform(0.7, 1.0)))
    filled = rng.random() < 0.5
    cv2.ellipse(mask, centre, axes, float(rng.uniform(0, 180)), 0, 360, 1.0, -1 if filled else 4, cv2.LINE_AA)
    mask = cv2.GaussianBlur(mask, (0, 0), 3.0 if filled else 1.2)
    blots = cv2.resize(rng.uniform(0.5, 1.0, (12, 16)).astype(np.float32), (width, height))
    loss = np.array([0.55, 0.32, 0.18], np.float32) * strength * 0.7
    return 1.0 - (mask * blots)[:, :, None] * loss


def edge_gain(image, rng, strength):
    """Grime at the edges where fingers hold the page."""
    gain = _map(image)
    height, width = gain.shape
    x = np.minimum(np.arange(width), np.arange(width)[::-1])[None, :]
    y = np.minimum(np.arange(height), np.arange(height)[::-1])[:, None]
    distance = np.minimum(x, y).astype(np.float32)
    ragged = cv2.resize(rng.uniform(0.2, 1.0, (10, 14)).astype(np.float32), (width, height))
    return gain - 0.3 * strength * ragged * np.exp(-distance / (0.012 * width))


def fade(image, rng, strength):
    """Bleaching: darks rise towards a warm paper white, up to 45 %."""
    amount = 0.45 * strength
    target = np.array([222, 236, 242], np.float32) * rng.uniform(0.97, 1.0)
    table = np.arange(256, dtype=np.float32)[:, None] * (1 - amount) + target * amount
    return cv2.LUT(image, table.clip(0, 255).astype(np.uint8)[None])


def scratches(image, rng, ppi, count):
    """Fine light scratches in the laminate."""
    image = image.copy()
    height, width = image.shape[:2]
    for _ in range(count):
        start = rng.uniform(0, 1, 2) * (width, height)
        angle, length = rng.uniform(0, np.pi), rng.uniform(3, 30) * ppi / 25.4
        bend = rng.uniform(-0.2, 0.2)
        t = np.linspace(0, 1, 12)
        heading = angle + bend * t
        points = start + np.stack([np.cos(heading) * t, np.sin(heading) * t], 1) * length
        shade = int(rng.uniform(195, 245))
        cv2.polylines(image, [np.round(points * 16).astype(np.int32)], False, (shade, shade, shade), 1, cv2.LINE_AA, 4)
    return image


def _region(image, rect_mm, ppi):
    left, top, right, bottom = (int(round(mm * ppi / 25.4)) for mm in rect_mm)
    return slice(max(0, top), bottom), slice(max(0, left), right)


def ink_spread(image, rect_mm, ppi, strength):
    """Ink runs into the paper inside a rectangle (mm): strokes grow and soften."""
    rows, columns = _region(image, rect_mm, ppi)
    part = image[rows, columns]
    grown = cv2.GaussianBlur(cv2.erode(part, np.ones((3, 3), np.uint8)), (0, 0), 0.8)
    image = image.copy()
    image[rows, columns] = cv2.addWeighted(part, 1 - strength, grown, strength, 0)
    return image


def ink_thin(image, rect_mm, ppi, strength):
    """A dry ribbon inside a rectangle (mm): strokes shrink and pale."""
    rows, columns = _region(image, rect_mm, ppi)
    part = image[rows, columns]
    shrunk = cv2.dilate(part, cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3)))
    image = image.copy()
    image[rows, columns] = cv2.addWeighted(part, 1 - strength, shrunk, strength, 0)
    return image


def ink_dropout(image, rect_mm, ppi, rng, strength):
    """Ink rubbed off in specks inside a rectangle (mm); at strength 1 about a tenth of the ink is gone."""
    rows, columns = _region(image, rect_mm, ppi)
    part = image[rows, columns]
    grain = max(2, int(ppi / 130))
    small = rng.random((part.shape[0] // grain + 1, part.shape[1] // grain + 1)).astype(np.float32)
    field = cv2.resize(small, (part.shape[1], part.shape[0]), interpolation=cv2.INTER_CUBIC)
    bare = (field > 1.0 - 0.22 * strength).astype(np.uint8) * 255
    paper = cv2.dilate(part, np.ones((2 * grain + 3, 2 * grain + 3), np.uint8))
    image = image.copy()
    cv2.copyTo(paper, bare, image[rows, columns])
    return image
