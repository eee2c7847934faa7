"""Invented people and the records of their documents, drawn from a random generator."""

import datetime
from dataclasses import dataclass, field

from . import names, scripts


@dataclass
class Record:
    """What a document says; dates are ISO, unknown parts 'XX'. Names as in the visual zone."""

    surname: str
    given_names: str
    native_name: str  # whole name in the page's second script
    document_code: str
    issuing_state: str
    document_number: str
    nationality: str
    birth_date: str
    sex: str  # M, F or X
    issue_date: str
    expiry_date: str
    place_of_birth: str
    authority: str
    optional_data: str = ""
    optional_data_2: str = ""
    empty_optional_digit: str = "0"
    extra: dict = field(default_factory=dict)  # facts of one format only, such as a visa's entries


def _pick(rng, choices):
    return choices[int(rng.integers(len(choices)))]


def _letters(rng, count, alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
    return "".join(_pick(rng, alphabet) for _ in range(count))


def _digits(rng, count):
    return _letters(rng, count, "0123456789")


def draw_name(rng, sex):
    """(surname, given names, [(latin, native)] in spoken order, native script)."""
    weights = list(names.WEIGHTS.values())
    culture_name = rng.choice(list(names.WEIGHTS), p=[w / sum(weights) for w in weights])
    culture = names.CULTURES[str(culture_name)]
    stock = culture.male if sex == "M" or (sex == "X" and rng.random() < 0.5) else culture.female
    count = int(rng.integers(culture.given_count[0], culture.given_count[1] + 1))
    order = rng.permutation(len(stock))[:count]
    given = [stock[i] for i in order]
    surname = _pick(rng, culture.surnames)
    return surname[0], " ".join(latin for latin, _ in given), given + [surname], culture.script


def native_form(parts, native_script, script):
    """The whole name in `script` ('arabic' or 'bengali'), native forms first, else spelled by rule."""
    spell = scripts.to_arabic if script == "arabic" else scripts.to_bengali
    return " ".join(native if native and native_script == script else spell(latin) for latin, native in parts)


def document_number(rng, length):
    """Letters and digits in the patterns that issuers use; `length` characters in all."""
    lead = int(rng.choice([0, 1, 2, 2, 3]))
    if rng.random() < 0.2:  # mixed throughout, the kind that confuses O and 0
        return _letters(rng, 1) + _letters(rng, length - 1, "0123456789CFGHJKLMNPRTVWXYZO")
    return _letters(rng, lead) + _digits(rng, length - lead)


def draw_record(layout_name, rng, today, script):
    """A record for one format.

    today   datetime.date by which the document is still valid.
    script  second script of the page: 'arabic' or 'bengali'.
    """
    sex = str(rng.choice(["M", "F", "X"], p=[0.49, 0.48, 0.03]))
    surname, given, parts, native_script = draw_name(rng, sex)
    age_days = int(rng.integers(2 * 365, 88 * 365))
    birth = (today - datetime.timedelta(days=age_days)).isoformat()
    if rng.random() < 0.03:
        birth = birth[:5] + "XX-XX" if rng.random() < 0.6 else birth[:8] + "XX"
    years = 1 if layout_name.startswith("MRV") else (10 if age_days > 18 * 365 else 5)
    youngest = 12 * 366 if years == 10 else 1  # at issue, in days: nobody gives a child ten years
    issued = today - datetime.timedelta(days=min(int(rng.integers(10, years * 360)), age_days - youngest))
    leap_safe = issued - datetime.timedelta(days=1)
    expiry = leap_safe.replace(year=leap_safe.year + years, day=min(leap_safe.day, 28))

    record = Record(
        surname=surname, given_names=given, native_name=native_form(parts, native_script, script),
        document_code="P<", issuing_state="UTO", document_number=document_number(rng, 9), nationality="UTO",
        birth_date=birth, sex=sex, issue_date=issued.isoformat(), expiry_date=expiry.isoformat(),
        place_of_birth=_pick(rng, names.PLACES), authority=_pick(rng, names.AUTHORITIES),
        empty_optional_digit=_pick(rng, "0<"))
    _SPECIALTIES[layout_name](record, rng)
    return record


def _passport(record, rng):
    record.document_code = _pick(rng, ("P<", "P<", "P<", "PP", "PD", "PO", "PR"))
    if rng.random() < 0.5:
        record.optional_data = _digits(rng, int(rng.choice([8, 11, 13, 14])))
    if rng.random() < 0.15:
        record.document_number = record.document_number[: int(rng.integers(6, 9))]


def _card(record, rng):
    record.document_code = _pick(rng, ("I<", "ID", "ID", "IR", "AR", "C<"))
    if rng.random() < 0.1:
        record.document_number = document_number(rng, int(rng.integers(10, 13)))
    if rng.random() < 0.4:
        record.optional_data = _digits(rng, int(rng.integers(6, 11)))
    if rng.random() < 0.3:
        record.optional_data_2 = _letters(rng, 2) + _digits(rng, int(rng.integers(4, 9)))


def _card_2(record, rng):
    record.document_code = _pick(rng, ("I<", "ID", "ID", "IA", "C<"))
    if rng.random() < 0.08:
        record.document_number = document_number(rng, int(rng.integers(10, 13)))
    elif rng.random() < 0.5:
        record.optional_data = _digits(rng, int(rng.integers(4, 8)))


def _visa(record, rng):
    record.document_code = _pick(rng, ("V<", "V<", "VA", "VC", "VT", "VS"))
    record.nationality = _pick(rng, names.FOREIGN)
    if rng.random() < 0.6:
        record.optional_data = _letters(rng, 1) + _digits(rng, int(rng.integers(5, 8)))
    record.extra = {
        "entries": _pick(rng, ("1", "2", "MULT")), "class": _pick(rng, ("VISITOR", "TRANSIT", "STUDENT", "OFFICIAL")),
        "passport_number": document_number(rng, 9), "stay": _pick(rng, ("15 DAYS", "30 DAYS", "90 DAYS")),
    }


def _french_layout(record, rng):
    """The 2x36 layout of 1988 demands IDFRA; everything readable on the page says specimen."""
    record.document_code, record.issuing_state, record.nationality = "ID", "FRA", ""
    if record.sex == "X":
        record.sex = _pick(rng, "MF")
    department = _pick(rng, ("01", "13", "33", "44", "59", "67", "75", "92", "2A"))
    record.document_number = (record.issue_date[2:4] + record.issue_date[5:7] + department + _digits(rng, 6))
    record.optional_data = department + _digits(rng, 4) if rng.random() < 0.7 else ""


_SPECIALTIES = {"TD3": _passport, "TD1": _card, "TD2": _card_2, "MRVA": _visa, "MRVB": _visa, "FRA_ID": _french_layout}
