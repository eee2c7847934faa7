"""What each light of a document reader makes of paper and inks.

visible      400 to 700 nm.
infrared     850 to 950 nm: carbon stays as dark as it was, dyes and the inks of the pattern fade into the paper.
ultraviolet  365 nm, of which a reader shows only what fluoresces: security paper stays dull, office paper shines.
"""

from dataclasses import dataclass

import numpy as np

LIGHTS = ("visible", "infrared", "ultraviolet")
MATERIALS = ("carbon", "dye", "offset")  # toner and engraving are carbon; offset is the pattern's print

DYE_IN_INFRARED = 0.05  # share of its contrast that a dye keeps
BRIGHT_PAPER = (0.42, 0.58, 0.96)  # of optical brighteners under 365 nm


@dataclass(frozen=True)
class Optics:
    """How the materials of one document answer to light; colours RGB 0..1."""

    paper_infrared: float = 0.9  # reflected share
    offset_infrared: float = 0.05  # share of its contrast that the pattern keeps
    paper_ultraviolet: tuple = (0.05, 0.06, 0.15)
    mrz: str = "carbon"  # material of the MRZ
    data: str = "carbon"  # of the personal data
    photo: str = "carbon"
    motif: tuple = (0.2, 0.8, 0.3)  # fluorescent print; None without one
    fibres: tuple = ((0.9, 0.2, 0.2), (0.2, 0.4, 0.95))  # colours of fluorescent fibres


def draw_optics(rng):
    """The optics of a genuine document."""
    dull = rng.uniform(0.6, 1.2)
    colours = ((0.9, 0.2, 0.2), (0.2, 0.4, 0.95), (0.75, 0.8, 0.2), (0.2, 0.8, 0.3))
    first, second, third = rng.permutation(len(colours))[:3]
    return Optics(
        paper_infrared=rng.uniform(0.82, 0.95), offset_infrared=rng.uniform(0.01, 0.12),
        paper_ultraviolet=(0.05 * dull, 0.06 * dull, 0.15 * dull), photo="dye" if rng.random() < 0.4 else "carbon",
        motif=colours[first], fibres=(colours[second], colours[third]))


def _brightness(rgb):
    red, green, blue = rgb
    return 0.3 * red + 0.59 * green + 0.11 * blue


class Light:
    """The colours that one light makes of a document's inks. Colours in and out: RGB 0..1."""

    def __init__(self, name, optics):
        self.name, self.optics = name, optics

    def paper(self, rgb=(1, 1, 1)):
        """Bare paper that looks `rgb` by day."""
        if self.name == "visible":
            return rgb
        if self.name == "infrared":
            return (self.optics.paper_infrared,) * 3
        return self.optics.paper_ultraviolet

    def ink(self, rgb, material):
        """An ink that looks `rgb` by day, on paper."""
        if self.name == "visible":
            return rgb
        grey = _brightness(rgb)
        if self.name == "infrared":
            kept = {"carbon": 1.0, "dye": DYE_IN_INFRARED, "offset": self.optics.offset_infrared}[material]
            return (self.optics.paper_infrared * (1 - kept * (1 - grey)),) * 3
        return tuple(c * (0.25 + 0.75 * grey) for c in self.optics.paper_ultraviolet)

    def scraped(self):
        """Paper of which the surface was rubbed or washed off: its fibres shine a little."""
        if self.name == "ultraviolet":
            return tuple(0.6 * dull + 0.4 * bright for dull, bright in zip(self.paper(), BRIGHT_PAPER))
        return self.paper((0.97, 0.97, 0.96))

    def palette(self, palette):
        """A style's palette under this light."""
        if self.name == "visible":
            return palette
        return {"paper": [self.paper(stop) for stop in palette["paper"]], "header": self.ink(palette["header"], "offset"),
                "inks": [[self.ink(stop, "offset") for stop in stops] for stops in palette["inks"]]}

    def picture(self, bgr, material):
        """A BGR picture that is printed in `material`."""
        if self.name == "visible":
            return bgr
        grey = (bgr.astype(np.float32) @ np.array([0.11, 0.59, 0.3], np.float32)) / 255.0
        white = np.array(self.ink((1, 1, 1), material), np.float32)[::-1]
        black = np.array(self.ink((0, 0, 0), material), np.float32)[::-1]
        seen = black + (white - black) * grey[..., None]
        return np.clip(np.round(255 * seen), 0, 255).astype(np.uint8)

    def darkening(self, bgr, material):
        """The same as what it takes away from a white ground, for pictures that are printed over a pattern."""
        if self.name == "visible":
            return bgr
        white = np.array(self.ink((1, 1, 1), material), np.float32)[::-1]
        return np.clip(np.round(self.picture(bgr, material) / white), 0, 255).astype(np.uint8)
