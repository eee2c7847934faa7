"""What shines on a security page under ultraviolet light: fibres in the paper, a motif in print."""

import cairo
import cv2
import numpy as np

from .canvas import Canvas


def _fibres(context, rng, size_mm, colours):
    """Short bent threads at random places, as the paper machine strews them."""
    width, height = size_mm
    context.set_line_width(0.12)
    for _ in range(int(width * height * rng.uniform(0.003, 0.006))):
        start = rng.uniform((0, 0), (width, height))
        bends = start + rng.normal(0, 1.6, (3, 2)).cumsum(0)
        context.set_source_rgba(*colours[int(rng.integers(len(colours)))], rng.uniform(0.6, 1.0))
        context.move_to(*start)
        context.curve_to(*bends.ravel())
        context.stroke()


def _motif(canvas, rng, colour):
    """A rayed island over the page and lines of text across it; the MRZ's zone stays free."""
    width, height = canvas.size_mm
    context, middle = canvas.context, (width * rng.uniform(0.4, 0.6), height * rng.uniform(0.28, 0.4))
    radius = height * rng.uniform(0.16, 0.24)
    context.set_source_rgba(*colour, 0.75)
    context.set_line_width(0.35)
    for turn in np.linspace(0, 2 * np.pi, 37):
        context.move_to(middle[0] + 0.35 * radius * np.cos(turn), middle[1] + 0.35 * radius * np.sin(turn))
        context.line_to(middle[0] + radius * np.cos(turn), middle[1] + radius * np.sin(turn))
    context.stroke()
    context.arc(*middle, 0.3 * radius, 0, 2 * np.pi)
    context.fill()
    faint = tuple(0.5 * c for c in colour)
    for row in range(3):
        canvas.text("UTOPIA  UTO  " * 6, 2, height * (0.18 + 0.2 * row), 2.2, faint, "Noto Sans", max_width=width - 4)


def shine(image, light, size_mm, ppi, rng, motif_rng=None):
    """A page under ultraviolet light with its fluorescence; other lights as they are. BGR uint8.

    motif_rng  numpy Generator of the motif's place; None: rng
    """
    if light.name != "ultraviolet":
        return image
    dark = Canvas(size_mm, ppi, np.zeros_like(image))
    dark.context.set_line_cap(cairo.LINE_CAP_ROUND)
    if light.optics.fibres:
        _fibres(dark.context, rng, size_mm, light.optics.fibres)
    if light.optics.motif:
        _motif(dark, motif_rng or rng, light.optics.motif)
    return cv2.add(image, dark.image())
