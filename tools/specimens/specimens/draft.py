"""A document that is about to be printed, and what a forger does to single values of it."""

from dataclasses import dataclass, field

from .lights import Optics
from .people import Record
from .style import Style


@dataclass(frozen=True)
class Imprint:
    """Text that was put where another stood."""

    text: str
    value: str = ""  # normalised, for the truth of the visual zone
    under: str = ""  # what still stands below it in carbon and shows in infrared
    material: str = "carbon"
    font: str = ""  # "": the font of the place
    scraped: float = 0.0  # how much of the ground went with the old text, 0..1
    offset: tuple = (0.0, 0.0)  # mm off the right place


@dataclass
class Draft:
    """What is printed, on what, with what."""

    layout: str
    record: Record
    style: Style
    lines: list  # MRZ
    optics: Optics = Optics()
    issue: int = None  # pages of one issue have one pattern and one motif; None: each document its own
    portrait_shift: tuple = (0.0, 0.0)  # mm off the right place
    fields: dict = field(default_factory=dict)  # visual field -> Imprint instead of the record's value
    cells: dict = field(default_factory=dict)  # (line, column) of the MRZ, counted from 1 -> Imprint
    # Over the finished print: functions (image, visible image, page, light, rng) -> image. The generator is in the
    # same state for each light.
    treatments: list = field(default_factory=list)
    # Over the finished file: functions (picture, pose, page, rng) -> picture. What was scanned is what was printed.
    edits: list = field(default_factory=list)
    pasted: dict = field(default_factory=dict)  # (line, column) of the MRZ -> (line, column) that its pixels come from

    def pasted_over(self, lines):
        """The MRZ's lines once the characters were pasted."""
        new = [list(line) for line in lines]
        for (row, column), (from_row, from_column) in self.pasted.items() if lines else ():
            new[row - 1][column - 1] = lines[from_row - 1][from_column - 1]
        return ["".join(line) for line in new]
