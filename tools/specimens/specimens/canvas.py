"""A page to draw on in millimetres: cairo for shapes, Pango for text, OCR-B at the standard's pitch."""

import cairo
import cv2
import gi
import numpy as np

gi.require_version("Pango", "1.0")
gi.require_version("PangoCairo", "1.0")
from gi.repository import Pango, PangoCairo  # noqa: E402

MM_PER_INCH = 25.4
OCRB = "OCR B"
OCRB_PITCH_MM = 2.54  # Doc 9303-3, 4.4: ten characters to the inch
OCRB_ADVANCE_EM = 0.723  # advance width of Debian's "OCR B" in em
OCRB_CAP_HEIGHT_EM = 0.70  # between the outlines of H


class Canvas:
    """A page of `size_mm` (width, height) at `ppi`, x to the right, y down, origin at the top left.

    paper  BGR background of that size in px, or None for white
    """

    def __init__(self, size_mm, ppi, paper=None):
        self.size_mm, self.ppi = size_mm, ppi
        self.scale = ppi / MM_PER_INCH  # px a mm
        width, height = (int(round(mm * self.scale)) for mm in size_mm)
        if paper is None:
            paper = np.full((height, width, 3), 255, np.uint8)
        self.pixels = cv2.cvtColor(paper, cv2.COLOR_BGR2BGRA)
        self.surface = cairo.ImageSurface.create_for_data(self.pixels, cairo.FORMAT_RGB24, width, height)
        self.context = cairo.Context(self.surface)
        self.context.scale(self.scale, self.scale)
        options = cairo.FontOptions()
        options.set_antialias(cairo.ANTIALIAS_GRAY)
        options.set_hint_style(cairo.HINT_STYLE_NONE)
        options.set_hint_metrics(cairo.HINT_METRICS_OFF)
        self.context.set_font_options(options)
        self._pango = PangoCairo.create_context(self.context)
        PangoCairo.context_set_font_options(self._pango, options)
        self._pango.set_round_glyph_positions(False)

    def image(self):
        """The page as BGR uint8, rows x columns x 3 (a copy)."""
        self.surface.flush()
        return cv2.cvtColor(self.pixels, cv2.COLOR_BGRA2BGR)

    def text(self, text, x, y, size, colour=(0, 0, 0), font="Noto Sans", align="left", max_width=None):
        """One line of text.

        x, y       mm; y is the baseline, x the left end, middle or right end as `align` says
        size       em in mm
        font       a Pango font description without size, such as "Noto Sans Bold"
        max_width  mm; longer text is condensed to it
        returns    the ink's rectangle (left, top, right, bottom) in mm
        """
        layout = Pango.Layout.new(self._pango)
        description = Pango.FontDescription.from_string(font)
        description.set_absolute_size(size * self.scale * Pango.SCALE)
        layout.set_font_description(description)
        layout.set_text(text, -1)
        ink, logical = layout.get_extents()
        unit = 1.0 / (Pango.SCALE * self.scale)  # Pango units to mm
        width = logical.width * unit
        squeeze = min(1.0, max_width / width) if max_width and width > 0 else 1.0
        left = x - {"left": 0.0, "middle": 0.5, "right": 1.0}[align] * width * squeeze
        top = y - layout.get_baseline() * unit
        context = self.context
        context.save()
        context.set_source_rgb(*colour)
        context.translate(left, top)
        context.scale(squeeze / self.scale, 1.0 / self.scale)
        context.move_to(0, 0)
        PangoCairo.show_layout(context, layout)
        context.restore()
        return (left + ink.x * unit * squeeze, top + ink.y * unit,
                left + (ink.x + ink.width) * unit * squeeze, top + (ink.y + ink.height) * unit)

    def mrz_line(self, text, left, centre_y, colour=(0, 0, 0), font=OCRB, pitch=OCRB_PITCH_MM, weight=0.0, offsets=None):
        """One line of characters of a fixed pitch.

        left      mm, left edge of the first cell
        centre_y  mm, centre line of the characters
        font      a font's name; another than OCR-B is drawn as high as OCR-B, each character amid its cell
        pitch     mm from cell to cell
        weight    mm added to the stroke width (0 to 0.15)
        offsets   per character (dx, dy) in mm, as a poor printer makes
        """
        context = self.context
        context.save()
        context.set_source_rgb(*colour)
        bold = font.endswith(" Bold")
        context.select_font_face(font.removesuffix(" Bold"), cairo.FONT_SLANT_NORMAL,
                                 cairo.FONT_WEIGHT_BOLD if bold else cairo.FONT_WEIGHT_NORMAL)
        em = OCRB_PITCH_MM / OCRB_ADVANCE_EM
        baseline = centre_y + 0.5 * OCRB_CAP_HEIGHT_EM * em
        indent = 0.0
        if font != OCRB:
            context.set_font_size(em)
            em *= OCRB_CAP_HEIGHT_EM * em / context.text_extents("H").height
            context.set_font_size(em)
            indent = 0.5 * (pitch - context.text_extents("H").x_advance)
        context.set_font_size(em)
        scaled = context.get_scaled_font()
        glyphs = []
        for column, character in enumerate(text):
            dx, dy = offsets[column] if offsets is not None else (0.0, 0.0)
            glyphs += scaled.text_to_glyphs(left + column * pitch + indent + dx, baseline + dy, character, False)
        if weight > 0:
            context.glyph_path(glyphs)
            context.fill_preserve()
            context.set_line_width(weight)
            context.stroke()
        else:
            context.show_glyphs(glyphs)
        context.restore()
