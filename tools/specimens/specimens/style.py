"""The look of an issue of documents: colours, fonts, second script, date form, printer quality."""

import dataclasses
from dataclasses import dataclass

from .canvas import OCRB, OCRB_PITCH_MM

# Paper and ink stops are RGB in 0..1, run from the left edge to the right edge.
PALETTES = (
    {"name": "sea", "header": (0.10, 0.25, 0.42),
     "paper": [(0.89, 0.95, 0.97), (0.95, 0.96, 0.90), (0.88, 0.94, 0.96)],
     "inks": [[(0.35, 0.62, 0.75), (0.55, 0.72, 0.55), (0.35, 0.62, 0.75)],
              [(0.62, 0.62, 0.80), (0.75, 0.60, 0.72)], [(0.20, 0.50, 0.60), (0.30, 0.60, 0.45)]]},
    {"name": "madder", "header": (0.42, 0.10, 0.18),
     "paper": [(0.98, 0.93, 0.90), (0.95, 0.93, 0.97), (0.98, 0.95, 0.90)],
     "inks": [[(0.85, 0.58, 0.55), (0.70, 0.58, 0.80), (0.88, 0.66, 0.50)],
              [(0.78, 0.70, 0.50), (0.60, 0.68, 0.72)], [(0.72, 0.35, 0.42), (0.55, 0.40, 0.62)]]},
    {"name": "fern", "header": (0.07, 0.30, 0.20),
     "paper": [(0.92, 0.96, 0.89), (0.97, 0.96, 0.90), (0.90, 0.95, 0.93)],
     "inks": [[(0.48, 0.70, 0.48), (0.75, 0.72, 0.45), (0.42, 0.68, 0.60)],
              [(0.68, 0.75, 0.58), (0.55, 0.70, 0.72)], [(0.25, 0.52, 0.35), (0.50, 0.55, 0.25)]]},
    {"name": "dusk", "header": (0.22, 0.18, 0.40),
     "paper": [(0.93, 0.91, 0.97), (0.90, 0.94, 0.97), (0.97, 0.92, 0.94)],
     "inks": [[(0.62, 0.55, 0.80), (0.48, 0.65, 0.82), (0.82, 0.58, 0.68)],
              [(0.70, 0.68, 0.82), (0.60, 0.75, 0.78)], [(0.42, 0.35, 0.65), (0.65, 0.38, 0.52)]]},
    {"name": "sand", "header": (0.36, 0.24, 0.08),
     "paper": [(0.98, 0.96, 0.88), (0.93, 0.95, 0.92), (0.98, 0.94, 0.87)],
     "inks": [[(0.82, 0.70, 0.45), (0.55, 0.70, 0.68), (0.80, 0.62, 0.42)],
              [(0.75, 0.72, 0.60), (0.80, 0.62, 0.58)], [(0.60, 0.45, 0.20), (0.30, 0.50, 0.52)]]},
)

VALUE_FONTS = ("Noto Sans Bold", "Noto Sans Bold", "Noto Sans", "DejaVu Sans Condensed Bold", "Noto Serif Bold",
               "DejaVu Sans Mono Bold", "OCR B")
LABEL_FONTS = ("Noto Sans", "DejaVu Sans Condensed", "Noto Serif Italic")
NATIVE_FONTS = {
    "arabic": ("Noto Naskh Arabic", "Noto Nastaliq Urdu"), "bengali": ("Noto Sans Bengali", "Noto Serif Bengali"),
}
DATE_FORMS = ("d MON yyyy", "dd.mm.yyyy", "dd/mm/yyyy", "yyyy-mm-dd", "dd MON yy")
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


@dataclass(frozen=True)
class Style:
    """How one document is printed; lengths in mm, colours RGB 0..1."""

    palette: dict
    script: str  # arabic or bengali
    value_font: str
    label_font: str
    native_font: str
    date_form: str
    ink: tuple  # of the values and the MRZ
    mrz_weight: float  # added stroke width
    mrz_jitter: float  # standard deviation of a character's place
    mrz_shift: tuple  # whole MRZ off its nominal place (dx, dy), within the standard's +-1 mm
    overprint: bool  # SPECIMEN across the page
    grey_portrait: bool
    mrz_font: str = OCRB
    mrz_pitch: float = OCRB_PITCH_MM


def _pick(rng, choices):
    return choices[int(rng.integers(len(choices)))]


def draw_style(rng, overprint=None):
    """A style from the generator. overprint: True, False, or None for "sometimes"."""
    script = _pick(rng, ("arabic", "bengali"))
    darkness = rng.uniform(0.02, 0.2)
    stamped = rng.random() < 0.35
    return Style(
        palette=_pick(rng, PALETTES), script=script, value_font=_pick(rng, VALUE_FONTS),
        label_font=_pick(rng, LABEL_FONTS), native_font=_pick(rng, NATIVE_FONTS[script]),
        date_form=_pick(rng, DATE_FORMS), ink=(darkness, darkness, darkness + rng.uniform(0, 0.06)),
        mrz_weight=float(rng.choice([0.0, 0.0, 0.03, 0.06])), mrz_jitter=float(rng.choice([0.0, 0.0, 0.02, 0.04])),
        mrz_shift=(rng.uniform(-0.8, 0.8), rng.uniform(-0.6, 0.6)),
        overprint=stamped if overprint is None else overprint, grey_portrait=bool(rng.random() < 0.3))


def of_issue(style, rng):
    """The style as an issue has it: what its state chose; the printer's own faults stay the document's."""
    issued = draw_style(rng)
    return dataclasses.replace(
        style, **{name: getattr(issued, name) for name in (
            "palette", "script", "value_font", "label_font", "native_font", "date_form", "grey_portrait")})


def print_date(iso, form):
    """An ISO date (parts may be XX) as a document prints it."""
    year, month, day = iso.split("-")
    name = MONTHS[int(month) - 1] if month != "XX" else "XX"
    return {"d MON yyyy": f"{day} {name} {year}", "dd.mm.yyyy": f"{day}.{month}.{year}",
            "dd/mm/yyyy": f"{day}/{month}/{year}", "yyyy-mm-dd": iso, "dd MON yy": f"{day} {name} {year[2:]}"}[form]
