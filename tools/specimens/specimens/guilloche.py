"""Guilloche backgrounds: fine vector curves in several inks, with the colour running along the page."""

import cv2
import numpy as np

_SHIFT = 4  # fractional bits of the polyline coordinates


def _draw(mask, curves, value=255):
    """Curves (list of N x 2 arrays in px) as thin antialiased lines on an 8-bit mask."""
    points = [np.round(curve * (1 << _SHIFT)).astype(np.int32).reshape(-1, 1, 2) for curve in curves]
    cv2.polylines(mask, points, False, value, 1, cv2.LINE_AA, _SHIFT)


def wave_bands(rng, width, height, scale):
    """Bundles of horizontal waves that swell and shrink together; scale in px a mm."""
    x = np.linspace(0, width, 260)
    curves = []
    spacing = rng.uniform(5.0, 8.0) * scale
    wave = rng.uniform(14, 30) * scale
    for centre in np.arange(-spacing, height + spacing, spacing):
        swell = spacing * (0.55 + 0.45 * np.sin(2 * np.pi * x / (wave * rng.uniform(1.7, 2.6)) + rng.uniform(0, 6)))
        phase = rng.uniform(0, 2 * np.pi)
        for strand in np.linspace(-1, 1, 9):
            y = centre + swell * strand * np.sin(2 * np.pi * x / wave + phase + 0.5 * strand)
            curves.append(np.stack([x, y], 1))
    return curves


def rosette(rng, cx, cy, radius):
    """A rosette of nested petal curves around (cx, cy), radius in px."""
    petals = int(rng.integers(7, 19))
    t = np.linspace(0, 2 * np.pi, 48 * petals // 2)
    depth = rng.uniform(0.12, 0.3)
    curves = []
    for ring in np.linspace(0.16, 1.0, 17):
        for sign in (-1, 1):
            r = radius * ring * (1 + sign * depth * np.sin(petals * t) * (0.4 + 0.6 * ring))
            turn = t + 0.35 * ring * sign
            curves.append(np.stack([cx + r * np.cos(turn), cy + r * np.sin(turn)], 1))
    return curves


def mesh(rng, width, height, scale):
    """Two crossing families of slanted, gently bent lines."""
    pitch = rng.uniform(1.5, 2.4) * scale
    slant = rng.uniform(0.35, 0.8)
    y = np.linspace(0, height, 60)
    bend = 2.0 * scale * np.sin(2 * np.pi * y / (rng.uniform(20, 40) * scale) + rng.uniform(0, 6))
    curves = []
    for start in np.arange(-height * slant, width + height * slant, pitch):
        curves.append(np.stack([start + slant * y + bend, y], 1))
        curves.append(np.stack([start + slant * (height - y) - bend, y], 1))
    return curves


def _colour_run(stops, width):
    """Colours (RGB 0..1) along the width as a 1 x width x 3 BGR uint8 row."""
    stops = np.array(stops, np.float32)[:, ::-1] * 255
    places = np.linspace(0, 1, len(stops))
    x = np.linspace(0, 1, width)
    return np.stack([np.interp(x, places, stops[:, c]) for c in range(3)], 1)[None].astype(np.uint8)


def paper(rng, size_mm, ppi, palette, quiet_zone_mm=None):
    """A page background, BGR uint8.

    palette        dict: "paper" (list of RGB stops along the width) and "inks" (list of lists of RGB stops)
    quiet_zone_mm  (left, top, right, bottom): where the pattern is fainter, as issuers do behind the MRZ
    """
    scale = ppi / 25.4
    width, height = (int(round(mm * scale)) for mm in size_mm)
    bare = _colour_run(palette["paper"], width)
    page = np.repeat(bare, height, 0)
    families = [wave_bands(rng, width, height, scale), mesh(rng, width, height, scale)]
    centre = (width * rng.uniform(0.45, 0.75), height * rng.uniform(0.3, 0.5))
    families.append(rosette(rng, *centre, rng.uniform(18, 30) * scale))
    families[2] += rosette(rng, width * rng.uniform(0.05, 0.25), height * rng.uniform(0.75, 0.95), 14 * scale)
    strengths = (rng.uniform(0.45, 0.7), rng.uniform(0.25, 0.4), rng.uniform(0.5, 0.75))
    for curves, ink, strength in zip(families, palette["inks"], strengths):
        mask = np.zeros((height, width), np.uint8)
        _draw(mask, curves)
        if quiet_zone_mm is not None:
            left, top, right, bottom = (int(round(mm * scale)) for mm in quiet_zone_mm)
            part = mask[top:bottom, left:right]
            cv2.multiply(part, 0.55, dst=part)
        run = _colour_run(ink, width)
        darkening = np.repeat(cv2.subtract(bare, run), height, 0)  # paper minus ink, the same in each row
        cv2.multiply(darkening, cv2.cvtColor(mask, cv2.COLOR_GRAY2BGR), darkening, strength / 255.0)
        cv2.subtract(page, darkening, page)
    return page
