"""Sizes of the pages and places of what is on them, in mm from the top left corner.

Sizes, first-character position and reference centre lines of the MRZ are of Doc 9303 parts 4 to 7: zone VII is
23.2 mm high at the lower edge; in a two-line MRZ the upper centre line is 7.25 mm below its top and the lines are
6.35 mm apart. Visual zones are our own design within the standard's zones.
"""

from dataclasses import dataclass

MRZ_ZONE_MM = 23.2
UPPER_LINE_MM = 7.25  # top of the MRZ zone to the centre line of line 1, two-line formats
LINE_PITCH_MM = 6.35  # two-line formats
CARD_LINE_PITCH_MM = 4.23  # three-line format: the nominal 4.0 mm, printed at six lines an inch


@dataclass(frozen=True)
class Slot:
    """Where a field of the visual zone stands: label above, value below; `width` limits both."""

    field: str
    x: float
    y: float  # top of the label
    width: float


@dataclass(frozen=True)
class PageFormat:
    """One printed side. `mrz_left` is None on a side without an MRZ; corner is the radius."""

    layout: str
    title: tuple  # of the document: English, Arabic-script, Bengali
    size: tuple
    corner: float
    header_height: float
    portrait: tuple  # left, top, right, bottom; None without one
    slots: tuple
    text_size: float  # em of the values
    mrz_left: float = None
    mrz_centres: tuple = ()
    signature: tuple = None  # left, top, right, bottom
    ghost: tuple = None  # second, faint portrait


def _two_line_centres(height):
    upper = height - MRZ_ZONE_MM + UPPER_LINE_MM
    return (upper, upper + LINE_PITCH_MM)


_CARD_TOP_LINE = 53.98 - MRZ_ZONE_MM + 6.6

PASSPORT = ("PASSPORT", "پاسپورٹ", "পাসপোর্ট")
CARD = ("IDENTITY CARD", "شناختی کارڈ", "পরিচয়পত্র")
VISA = ("VISA", "ویزا", "ভিসা")

PAGES = {
    "TD3": PageFormat(
        "TD3", PASSPORT, size=(125.0, 88.0), corner=3.2, header_height=11.0, portrait=(5.5, 17.0, 39.0, 60.0),
        text_size=2.75, mrz_left=6.0, mrz_centres=_two_line_centres(88.0), signature=(96, 54.5, 121, 64),
        ghost=(102, 20.0, 119.5, 42.0),
        slots=(Slot("document_code", 43, 13.0, 10), Slot("issuing_state", 58, 13.0, 18),
               Slot("document_number", 86, 13.0, 34),
               Slot("surname", 43, 20.0, 78), Slot("given_names", 43, 26.8, 78), Slot("native_name", 43, 33.6, 78),
               Slot("nationality", 43, 40.4, 26), Slot("sex", 72, 40.4, 12), Slot("birth_date", 86, 40.4, 34),
               Slot("place_of_birth", 43, 47.2, 42), Slot("personal_number", 86, 47.2, 34),
               Slot("issue_date", 43, 54.0, 26), Slot("expiry_date", 72, 54.0, 26), Slot("authority", 43, 60.4, 42))),
    "TD1_FRONT": PageFormat(
        "TD1", CARD, size=(85.6, 53.98), corner=3.18, header_height=8.6, portrait=(3.0, 12.0, 26.5, 42.5),
        text_size=2.4, signature=(4, 44, 34, 51), ghost=(69, 37.5, 81, 52.5),
        slots=(Slot("surname", 29, 9.6, 54), Slot("given_names", 29, 15.6, 54), Slot("native_name", 29, 21.6, 54),
               Slot("nationality", 29, 27.6, 14), Slot("sex", 46, 27.6, 8), Slot("birth_date", 58, 27.6, 25),
               Slot("document_number", 29, 33.6, 27), Slot("expiry_date", 58, 33.6, 25),
               Slot("issue_date", 29, 39.6, 27))),
    "TD1_BACK": PageFormat(
        "TD1", CARD, size=(85.6, 53.98), corner=3.18, header_height=0.0, portrait=None,
        text_size=2.4, mrz_left=5.0, mrz_centres=tuple(_CARD_TOP_LINE + CARD_LINE_PITCH_MM * i for i in range(3)),
        slots=(Slot("authority", 22, 4.0, 40), Slot("place_of_birth", 22, 10.5, 40),
               Slot("personal_number", 22, 17.0, 40))),
    "TD2": PageFormat(
        "TD2", CARD, size=(105.0, 74.0), corner=3.18, header_height=9.0, portrait=(4.0, 12.0, 31.0, 47.0),
        text_size=2.5, mrz_left=4.0, mrz_centres=_two_line_centres(74.0), signature=(4, 47.5, 31, 51),
        slots=(Slot("document_number", 34, 10.2, 30), Slot("document_code", 68, 10.2, 10),
               Slot("issuing_state", 84, 10.2, 15),
               Slot("surname", 34, 16.6, 67), Slot("given_names", 34, 23.0, 67), Slot("native_name", 34, 29.4, 67),
               Slot("nationality", 34, 35.8, 18), Slot("sex", 55, 35.8, 9), Slot("birth_date", 68, 35.8, 30),
               Slot("issue_date", 34, 42.2, 30), Slot("expiry_date", 68, 42.2, 30))),
    "MRVA": PageFormat(
        "MRVA", VISA, size=(120.0, 80.0), corner=0.0, header_height=9.5, portrait=(3.5, 13.0, 32.5, 49.0),
        text_size=2.55, mrz_left=4.0, mrz_centres=_two_line_centres(80.0), signature=(82, 50.6, 114, 56.5),
        slots=(Slot("document_number", 36, 11.0, 32), Slot("class", 72, 11.0, 24), Slot("entries", 100, 11.0, 16),
               Slot("valid_from", 36, 17.6, 32), Slot("expiry_date", 72, 17.6, 24), Slot("stay", 100, 17.6, 18),
               Slot("surname", 36, 24.2, 80), Slot("given_names", 36, 30.8, 80), Slot("native_name", 36, 37.4, 80),
               Slot("passport_number", 36, 44.0, 30), Slot("nationality", 68, 44.0, 16), Slot("sex", 86, 44.0, 8),
               Slot("birth_date", 97, 44.0, 21), Slot("authority", 36, 50.6, 40))),
    "MRVB": PageFormat(
        "MRVB", VISA, size=(105.0, 74.0), corner=0.0, header_height=9.0, portrait=(3.5, 11.0, 29.5, 43.5),
        text_size=2.45, mrz_left=4.0, mrz_centres=_two_line_centres(74.0), signature=(4, 44.5, 29, 50),
        slots=(Slot("document_number", 32, 10.0, 30), Slot("class", 65, 10.0, 22), Slot("entries", 90, 10.0, 12),
               Slot("valid_from", 32, 16.4, 28), Slot("expiry_date", 65, 16.4, 22), Slot("stay", 90, 16.4, 13),
               Slot("surname", 32, 22.8, 70), Slot("given_names", 32, 29.2, 70), Slot("native_name", 32, 35.6, 70),
               Slot("passport_number", 32, 42.0, 28), Slot("nationality", 62, 42.0, 14), Slot("sex", 77, 42.0, 7),
               Slot("birth_date", 85, 42.0, 18))),
    "FRA_ID": PageFormat(
        "FRA_ID", ("SPECIMEN CARD", "نمونہ", "নমুনা"), size=(105.0, 74.0), corner=3.18, header_height=9.0,
        portrait=(4.0, 12.0, 31.0, 47.0), text_size=2.5, mrz_left=6.0, mrz_centres=_two_line_centres(74.0), signature=(70, 42.0, 100, 50),
        slots=(Slot("document_number", 34, 10.2, 40), Slot("issuing_state", 80, 10.2, 20),
               Slot("surname", 34, 16.6, 67), Slot("given_names", 34, 23.0, 67), Slot("native_name", 34, 29.4, 67),
               Slot("sex", 34, 35.8, 10), Slot("birth_date", 50, 35.8, 26), Slot("place_of_birth", 34, 42.2, 60))),
}

# Which sides a format has, in the order in which they are written.
SIDES = {
    "TD3": ("TD3",), "TD1": ("TD1_FRONT", "TD1_BACK"), "TD2": ("TD2",), "MRVA": ("MRVA",), "MRVB": ("MRVB",),
    "FRA_ID": ("FRA_ID",),
}
