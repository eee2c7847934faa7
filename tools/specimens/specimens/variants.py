"""Genuine and forged: one function a variant, listed in VARIANTS.

A variant changes the Draft before it is printed and returns what it did (the `forgery` of the truth file), or None
for a genuine document. Lines and columns count from 1. `rect` of a forgery: (left, top, right, bottom) in mm on the page
with the MRZ, where the marks of the hand are; altered fields and cells are told by the draft itself.
"""

import copy
import dataclasses
import datetime

import numpy as np

from . import formats, manipulation, mrz, style as styles
from .draft import Draft, Imprint  # noqa: F401  (Draft: for those who take both from here)

ALTERABLE = ("document_number", "birth_date", "expiry_date", "surname")
FOREIGN_FONTS = ("DejaVu Sans Mono", "DejaVu Sans Mono Bold")


def genuine(draft, rng):
    """Nothing altered."""
    return None


def _pick(rng, choices):
    return choices[int(rng.integers(len(choices)))]


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


def _shown(draft, names):
    """Those of the fields that a page with the MRZ shows in its visual zone, too."""
    shown = {slot.field for page in formats.SIDES[draft.layout] for slot in formats.PAGES[page].slots}
    return [name for name in names if name in shown and getattr(draft.record, name)]


def _other_value(record, name, rng):
    """Another value of a field that is as likely: one digit of a number or date, some letters of a name."""
    old = getattr(record, name)
    while True:
        letters = list(old)
        if name == "surname":
            for _ in range(2):
                letters[int(rng.integers(len(letters)))] = _pick(rng, "ABDEGHIKLMNORSTUZ")
        else:
            places = [i for i, letter in enumerate(letters) if letter.isdigit() and (name == "document_number" or i > 1)]
            letters[_pick(rng, places)] = _pick(rng, "0123456789")
        new = "".join(letters)
        if new == old:
            continue
        try:
            if name.endswith("_date"):
                datetime.date.fromisoformat(new.replace("-XX", "-01"))
        except ValueError:
            continue
        return old, new


def _other_record(draft, rng, names=ALTERABLE):
    """(field, old, new, the record with the other value)."""
    name = _pick(rng, _shown(draft, names))
    old, new = _other_value(draft.record, name, rng)
    record = copy.copy(draft.record)
    setattr(record, name, new)
    return name, old, new, record


def _print_over(draft, name, new, rng):
    """The visual value printed anew over the scraped old one, in an ink of the forger's."""
    old_text = text = getattr(draft.record, name)
    text = new
    if name.endswith("_date"):
        text, old_text = styles.print_date(new, draft.style.date_form), styles.print_date(old_text, draft.style.date_form)
    material = _pick(rng, ("dye", "carbon"))
    draft.fields[name] = Imprint(text, new, under=_pick(rng, ("", old_text)) if material == "dye" else "",
                                 material=material, scraped=rng.uniform(0.3, 0.9), offset=tuple(rng.normal(0, 0.08, 2)))


def _cells_over(draft, new_lines, rng, **how):
    """The MRZ printed anew in the cells that differ; the draft's lines become the new ones."""
    for row, (old_line, new_line) in enumerate(zip(draft.lines, new_lines), 1):
        for column, (old, new) in enumerate(zip(old_line, new_line), 1):
            if old != new:
                draft.cells[(row, column)] = Imprint(new, offset=tuple(rng.normal(0, 0.1, 2)), **how)
    draft.lines = list(new_lines)


def mrz_altered_fixed(draft, rng):
    """A value altered in the MRZ with all check digits made right; the visual zone keeps the true one."""
    name, old, new, record = _other_record(draft, rng)
    _cells_over(draft, mrz.mrz_lines(draft.layout, vars(record)), rng, material=_pick(rng, ("dye", "carbon")),
                scraped=rng.uniform(0.2, 0.8))
    return {"field": name, "from": old, "to": new}


def visual_altered(draft, rng):
    """A value of the visual zone printed over; the MRZ keeps the true one."""
    name, old, new, _ = _other_record(draft, rng)
    _print_over(draft, name, new, rng)
    return {"field": name, "from": old, "to": new}


def both_altered(draft, rng):
    """A value altered in the visual zone and in the MRZ, check digits made right: nothing to read contradicts."""
    name, old, new, record = _other_record(draft, rng)
    _print_over(draft, name, new, rng)
    _cells_over(draft, mrz.mrz_lines(draft.layout, vars(record)), rng, material=draft.fields[name].material,
                scraped=rng.uniform(0.2, 0.8))
    return {"field": name, "from": old, "to": new}


def mrz_digit_pasted(draft, rng):
    """A number or date altered in the MRZ of the finished file: characters copied from elsewhere in it, digits made right.

    The paper keeps the true value, and so do the visual zone and the other lights.
    """
    while not draft.pasted:
        name, old, new, record = _other_record(draft, rng, ("document_number", "birth_date", "expiry_date"))
        places, changed = {}, {}
        for row, (old_line, new_line) in enumerate(zip(draft.lines, mrz.mrz_lines(draft.layout, vars(record))), 1):
            for column, (before, after) in enumerate(zip(old_line, new_line), 1):
                if before == after:
                    places.setdefault(after, []).append((row, column))
                else:
                    changed[row, column] = after
        if all(character in places for character in changed.values()):
            draft.pasted = {cell: _pick(rng, places[character]) for cell, character in changed.items()}
    draft.edits.append(manipulation.paste_characters(draft.pasted))
    return {"field": name, "from": old, "to": new}


def portrait_pasted(draft, rng):
    """Another face put over the portrait in the finished file; paper and other lights keep the true one."""
    page = formats.PAGES[formats.SIDES[draft.layout][0]]
    draft.edits.append(manipulation.paste_portrait)
    return {"rect": list(page.portrait)} if page.portrait else {}


def mrz_font_wrong(draft, rng):
    """The MRZ in another font of fixed pitch."""
    draft.style = dataclasses.replace(draft.style, mrz_font=_pick(rng, FOREIGN_FONTS))
    return {"font": draft.style.mrz_font}


def mrz_pitch_wrong(draft, rng):
    """The MRZ in OCR-B of another pitch."""
    factor = rng.uniform(0.93, 0.96) if rng.random() < 0.5 else rng.uniform(1.04, 1.05)
    draft.style = dataclasses.replace(draft.style, mrz_pitch=draft.style.mrz_pitch * factor)
    return {"pitch_mm": round(draft.style.mrz_pitch, 3)}


def dye_mrz(draft, rng):
    """The MRZ in an ink that infrared does not see."""
    draft.optics = dataclasses.replace(draft.optics, mrz="dye")
    return {}


def all_toner(draft, rng):
    """The whole page, pattern and all, in toner: nothing fades in infrared."""
    draft.optics = dataclasses.replace(draft.optics, offset_infrared=1.0, photo="carbon")
    return {}


def infrared_text_differs(draft, rng):
    """Characters of the MRZ covered and printed over with a dye: infrared shows what stood there."""
    name, old, new, record = _other_record(draft, rng, ("document_number", "birth_date", "expiry_date"))
    lines = mrz.mrz_lines(draft.layout, vars(record))
    for row, (old_line, new_line) in enumerate(zip(draft.lines, lines), 1):
        for column, (under, over) in enumerate(zip(old_line, new_line), 1):
            if under != over:
                draft.cells[(row, column)] = Imprint(over, under=under, material="dye", scraped=0.9)
    draft.lines = lines
    setattr(draft.record, name, new)
    return {"field": name, "from": old, "to": new}


def bright_paper(draft, rng):
    """Printed on office paper: all of it shines in ultraviolet light, and there are no fibres."""
    paper = tuple(c * rng.uniform(0.6, 1.0) for c in manipulation.BRIGHT_PAPER)
    draft.optics = dataclasses.replace(draft.optics, paper_ultraviolet=paper, fibres=(), motif=None)
    return {}


def impossible_data(draft, rng):
    """Dates that cannot be, printed consistently: issued before birth, or valid for far too long."""
    record, issued = copy.copy(draft.record), datetime.date.fromisoformat(draft.record.issue_date)
    if rng.random() < 0.5:
        record.birth_date = (issued + datetime.timedelta(days=int(rng.integers(30, 200)))).isoformat()
    else:
        record.expiry_date = issued.replace(year=issued.year + int(rng.integers(22, 40)), day=1).isoformat()
    draft.record, draft.lines = record, mrz.mrz_lines(draft.layout, vars(record))
    return {"birth": record.birth_date, "issued": record.issue_date, "expiry": record.expiry_date}


def portrait_moved(draft, rng):
    """The portrait printed elsewhere than the issuer prints it: 4 to 7 mm off."""
    page = formats.PAGES[formats.SIDES[draft.layout][0]]
    if page.portrait is None:
        return {}
    turn, distance = rng.uniform(0, 0.5 * np.pi), rng.uniform(4, 7)  # to the right and down, on to the page
    draft.portrait_shift = (distance * np.cos(turn), distance * np.sin(turn))
    across, down = draft.portrait_shift
    left, top, right, bottom = page.portrait
    return {"rect": [round(edge, 2) for edge in (left + across, top + down, right + across, bottom + down)]}


def _treated(treatment):
    """A variant that works on the finished print."""

    def variant(draft, rng):
        page = formats.PAGES[formats.SIDES[draft.layout][0]]
        draft.treatments.append(treatment)
        rect = manipulation.rect_of(treatment, page)
        return {"rect": [round(edge, 2) for edge in rect]} if rect else {}

    variant.__doc__ = treatment.__doc__
    return variant


VARIANTS = {
    "genuine": genuine, "mrz_digit_altered": mrz_digit_altered, "mrz_altered_fixed": mrz_altered_fixed,
    "visual_altered": visual_altered, "both_altered": both_altered, "mrz_font_wrong": mrz_font_wrong,
    "mrz_pitch_wrong": mrz_pitch_wrong, "dye_mrz": dye_mrz, "all_toner": all_toner,
    "infrared_text_differs": infrared_text_differs, "bright_paper": bright_paper, "impossible_data": impossible_data,
    "portrait_moved": portrait_moved, "mrz_digit_pasted": mrz_digit_pasted,
    "portrait_pasted": portrait_pasted,
    **{treatment.__name__: _treated(treatment) for treatment in manipulation.TREATMENTS},
}
