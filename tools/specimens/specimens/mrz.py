"""Machine readable zones as text: composing lines, check digits, decoding for the truth files.

Independent of the C++ code on purpose: the specimens are to find faults there, not to share them.
Facts are of Doc 9303 parts 3 to 7; the 2x36 layout of the French card of 1988 is general knowledge.
Lines and columns are counted from 1, as the standard does.
"""

import unicodedata
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

# Letters whose usual MRZ form is not "the letter without its mark" (Doc 9303-3, section 6, table A).
SPECIAL_LETTERS = {
    "Ä": "AE", "Å": "AA", "Æ": "AE", "Ö": "OE", "Ø": "OE", "Œ": "OE", "Ü": "UE", "ß": "SS", "ẞ": "SS",
    "Þ": "TH", "Ð": "D", "Đ": "D", "Ł": "L", "Ħ": "H", "ı": "I", "Ĳ": "IJ",
}


@dataclass(frozen=True)
class Cells:
    """A field's place: line and first and last column, from 1, inclusive."""

    line: int
    start: int
    end: int

    @property
    def length(self):
        return self.end - self.start + 1


@dataclass(frozen=True)
class Layout:
    """Where each field and each check digit of a format stands."""

    lines: int
    columns: int
    fields: dict  # name -> Cells
    digits: dict  # name -> (Cells of the digit, [Cells it covers])


def _two_lines(columns, optional_end, composite):
    fields = {
        "document_code": Cells(1, 1, 2), "issuing_state": Cells(1, 3, 5), "name": Cells(1, 6, columns),
        "document_number": Cells(2, 1, 9), "nationality": Cells(2, 11, 13), "birth_date": Cells(2, 14, 19),
        "sex": Cells(2, 21, 21), "expiry_date": Cells(2, 22, 27),
        "optional_data": Cells(2, 29, optional_end),
    }
    digits = {
        "number": (Cells(2, 10, 10), [Cells(2, 1, 9)]),
        "birth": (Cells(2, 20, 20), [Cells(2, 14, 19)]),
        "expiry": (Cells(2, 28, 28), [Cells(2, 22, 27)]),
    }
    if columns == 44 and composite:
        digits["optional"] = (Cells(2, 43, 43), [Cells(2, 29, 42)])
    if composite:
        digits["composite"] = (Cells(2, columns, columns),
                               [Cells(2, 1, 10), Cells(2, 14, 20), Cells(2, 22, columns - 1)])
    return Layout(2, columns, fields, digits)


LAYOUTS = {
    "TD3": _two_lines(44, 42, True),
    "TD2": _two_lines(36, 35, True),
    "MRVA": _two_lines(44, 44, False),
    "MRVB": _two_lines(36, 36, False),
    "TD1": Layout(
        3, 30,
        {"document_code": Cells(1, 1, 2), "issuing_state": Cells(1, 3, 5),
         "document_number": Cells(1, 6, 14), "optional_data": Cells(1, 16, 30),
         "birth_date": Cells(2, 1, 6), "sex": Cells(2, 8, 8), "expiry_date": Cells(2, 9, 14),
         "nationality": Cells(2, 16, 18), "optional_data_2": Cells(2, 19, 29), "name": Cells(3, 1, 30)},
        {"number": (Cells(1, 15, 15), [Cells(1, 6, 14)]),
         "birth": (Cells(2, 7, 7), [Cells(2, 1, 6)]),
         "expiry": (Cells(2, 15, 15), [Cells(2, 9, 14)]),
         "composite": (Cells(2, 30, 30),
                       [Cells(1, 6, 30), Cells(2, 1, 7), Cells(2, 9, 15), Cells(2, 19, 29)])}),
    "FRA_ID": Layout(
        2, 36,
        {"document_code": Cells(1, 1, 2), "issuing_state": Cells(1, 3, 5), "surname": Cells(1, 6, 30),
         "optional_data": Cells(1, 31, 36), "document_number": Cells(2, 1, 12),
         "given_names": Cells(2, 14, 27), "birth_date": Cells(2, 28, 33), "sex": Cells(2, 35, 35)},
        {"number": (Cells(2, 13, 13), [Cells(2, 1, 12)]),
         "birth": (Cells(2, 34, 34), [Cells(2, 28, 33)]),
         "composite": (Cells(2, 36, 36), [Cells(1, 1, 36), Cells(2, 1, 35)])}),
}


def check_digit(text):
    """Weights 7, 3, 1 modulo 10 over A-Z, 0-9 and '<' (Doc 9303-3, 4.9); returns one character."""
    total = 0
    for place, character in enumerate(text):
        value = 0 if character == "<" else ALPHABET.index(character)
        total += value * (7, 3, 1)[place % 3]
    return str(total % 10)


def mrz_words(text):
    """A name as MRZ words joined by '<': marks and apostrophes dropped, hyphen, comma, space -> '<'."""
    letters = []
    for character in text.upper():
        if character in SPECIAL_LETTERS:
            letters.append(SPECIAL_LETTERS[character])
        elif character in " -,":
            letters.append("<")
        else:
            plain = unicodedata.normalize("NFD", character)
            letters.append("".join(c for c in plain if "A" <= c <= "Z"))
    return "<".join(word for word in "".join(letters).split("<") if word)


def name_field(surname, given_names, length):
    """The name field: primary<<secondary, filled or truncated so that it ends in a letter.

    Too long: the given names are cut first, down to the first initial, then the surname is.
    """
    primary, secondary = mrz_words(surname), mrz_words(given_names)
    if not secondary:
        return primary[:length].rstrip("<").ljust(length, "<")
    whole = f"{primary}<<{secondary}"
    if len(whole) <= length:
        return whole.ljust(length, "<")
    primary = primary[: length - 3].rstrip("<")
    while f"{primary}<<{secondary}"[length - 1] == "<":
        primary = primary[:-1].rstrip("<")
    return f"{primary}<<{secondary}"[:length]


def mrz_date(iso):
    """YYMMDD of an ISO date; unknown parts ('XX') become '<<' (Doc 9303-3, 4.8)."""
    year, month, day = iso.split("-")
    return (year[2:] + month + day).replace("X", "<")


def mrz_lines(layout_name, record):
    """The lines of an MRZ.

    record  surname, given_names, document_code, issuing_state, document_number, nationality,
            birth_date and expiry_date (ISO), sex (M, F or X), optional_data, optional_data_2,
            empty_optional_digit ('0' or '<', TD3 only). Names as written in the visual zone.
    """
    layout = LAYOUTS[layout_name]
    grid = [["<"] * layout.columns for _ in range(layout.lines)]

    def put(cells, text):
        for offset, character in enumerate(text[: cells.length]):
            grid[cells.line - 1][cells.start - 1 + offset] = character

    def get(cells):
        return "".join(grid[cells.line - 1][cells.start - 1: cells.end])

    number = record["document_number"].upper().replace(" ", "").replace("-", "<")
    optional = record.get("optional_data", "")
    long_number = layout_name in ("TD1", "TD2") and len(number) > 9
    if long_number:  # the rest of the number and its digit open the optional data
        optional = number[9:] + check_digit(number) + "<" + optional

    values = {
        "document_code": record["document_code"], "issuing_state": record["issuing_state"],
        "document_number": number, "nationality": record.get("nationality", ""),
        "birth_date": mrz_date(record["birth_date"]),
        "sex": record["sex"].replace("X", "<"),  # unspecified: X in the visual zone, < in the MRZ
        "optional_data": optional, "optional_data_2": record.get("optional_data_2", ""),
        "surname": mrz_words(record["surname"]),
        "given_names": "<<".join(map(mrz_words, record["given_names"].split())),
    }
    if "expiry_date" in layout.fields:
        values["expiry_date"] = mrz_date(record["expiry_date"])
    if "name" in layout.fields:
        values["name"] = name_field(record["surname"], record["given_names"], layout.fields["name"].length)
    for name, cells in layout.fields.items():
        put(cells, values[name])
    for name, (place, covered) in layout.digits.items():
        digit = check_digit("".join(get(cells) for cells in covered))
        if name == "number" and long_number:
            digit = "<"
        if name == "optional" and not optional:
            digit = record.get("empty_optional_digit", "0")
        put(place, digit)
    return ["".join(row) for row in grid]


def failed_digits(layout_name, lines):
    """Names of the check digits that do not hold: number, birth, expiry, optional, composite."""
    layout = LAYOUTS[layout_name]

    def get(cells):
        return lines[cells.line - 1][cells.start - 1: cells.end]

    failed = []
    for name, (place, covered) in layout.digits.items():
        text, stated = "".join(get(cells) for cells in covered), get(place)
        if name == "number" and stated == "<" and layout_name in ("TD1", "TD2"):
            rest = get(layout.fields["optional_data"]).split("<")[0]
            text, stated = text + rest[:-1], rest[-1:]
        if name == "optional" and stated == "<" and not text.strip("<"):
            continue
        if check_digit(text) != stated:
            failed.append(name)
    return failed


def decode(layout_name, lines, birth_century, expiry_century="20"):
    """Fields as the lines print them: names with spaces, dates as ISO, fillers gone.

    birth_century, expiry_century   first two digits of the years, which an MRZ does not tell.
    """
    layout = LAYOUTS[layout_name]
    raw = {name: lines[c.line - 1][c.start - 1: c.end] for name, c in layout.fields.items()}
    fields = {name: text.strip("<") for name, text in raw.items()}
    if "name" in raw:
        surname, _, given = fields.pop("name").partition("<<")
        fields["surname"], fields["given_names"] = surname, given.strip("<")
    for name in ("surname", "given_names"):
        fields[name] = " ".join(word for word in fields[name].split("<") if word)
    if layout_name in ("TD1", "TD2"):
        place = layout.digits["number"][0]
        if lines[place.line - 1][place.start - 1] == "<" and len(fields["document_number"]) == 9:
            rest, _, remains = raw["optional_data"].partition("<")
            fields["document_number"] += rest[:-1]
            fields["optional_data"] = remains.strip("<")
    for name, century in (("birth_date", birth_century), ("expiry_date", expiry_century)):
        if name in raw:
            text = raw[name].replace("<", "X")
            year = "XXXX" if "X" in text[:2] else century + text[:2]
            fields[name] = f"{year}-{text[2:4]}-{text[4:]}"
    fields["sex"] = fields["sex"] or "X"
    return fields
