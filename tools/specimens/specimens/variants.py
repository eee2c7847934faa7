"""Genuine and forged: one function a variant, listed in VARIANTS.

A variant changes the Draft before it is printed and returns what it did (the `forgery` of the truth file), or None
for a genuine document. Lines and columns count from 1.
"""

from dataclasses import dataclass

from . import mrz
from .people import Record
from .style import Style


@dataclass
class Draft:
    """A document that is about to be printed."""

    layout: str
    record: Record
    style: Style
    lines: list  # MRZ


def genuine(draft, rng):
    """Nothing altered."""
    return None


def _is_date(text):
    month, day = text[2:4], text[4:6]
    return ("<" in month or 1 <= int(month) <= 12) and ("<" in day or 1 <= int(day) <= 28)


def mrz_digit_altered(draft, rng):
    """One digit of number, birth or expiry changed in the printed MRZ, its check digits left as they were.

    The visual zone keeps the true value. Dates stay dates, so that only the check digits tell.
    """
    layout = mrz.LAYOUTS[draft.layout]
    choices = []
    for field in ("document_number", "birth_date", "expiry_date"):
        if field not in layout.fields:
            continue
        cells = layout.fields[field]
        text = draft.lines[cells.line - 1][cells.start - 1: cells.end]
        for offset, old in enumerate(text):
            for new in "0123456789":
                changed = text[:offset] + new + text[offset + 1:]
                if old.isdigit() and new != old and (field == "document_number" or _is_date(changed)):
                    choices.append((field, cells.line, cells.start + offset, old, new))
    field, line, column, old, new = choices[int(rng.integers(len(choices)))]
    printed = draft.lines[line - 1]
    draft.lines[line - 1] = printed[: column - 1] + new + printed[column:]
    return {"field": field, "line": line, "column": column, "from": old, "to": new}


VARIANTS = {"genuine": genuine, "mrz_digit_altered": mrz_digit_altered}
