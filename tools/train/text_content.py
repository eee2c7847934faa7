"""Makes up what the visual zones of documents print: invented names, dates in all forms, numbers, labels, places."""

import functools
import pathlib
import re

import mrz_text

# Class k + 1 of the text network is ALPHABET[k]. Letters whose marks change how an MRZ writes them have their own; others are
# read without their marks. The last stands for every sign that is none of these.
ALPHABET = ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,/-<'():"
            "|ÄÖÜÅÆØÑÞÐŁƏäöüåæøñþðłəß\u25a1")
OTHER = len(ALPHABET)

MARKED = {"A": "ÀÁÂÃĄĂÄÅÆ", "C": "ÇĆČ", "D": "ĎÐĐ", "E": "ÈÉÊËĘĚĖƏ", "G": "ĞĢ", "I": "ÌÍÎÏİĪ", "L": "ĽĻŁ", "N": "ŃŇŅÑ",
          "O": "ÒÓÔÕŐÖØ", "R": "Ř", "S": "ŚŠŞȘ", "T": "ŤŢȚÞ", "U": "ÙÚÛŮŰŪÜ", "Y": "ÝŸ", "Z": "ŹŻŽ",
          "a": "àáâãąăäåæ", "c": "çćč", "d": "ðđ", "e": "èéêëęěėə", "g": "ğģ", "i": "ìíîïī", "l": "ł", "n": "ńňņñ", "o": "òóôõőöø", "r": "ř",
          "s": "śšşșß", "t": "ťţțþ", "u": "ùúûůűūü", "y": "ýÿ", "z": "źżž"}
_FOLDED = {marked: letter for letter, all_marked in MARKED.items() for marked in all_marked if marked not in ALPHABET}
_FOLDED.update({"Đ": "Ð", "đ": "ð"})  # one drawing
_OTHERS = "&*+#%°ºª\"_=;!?№€АБВГДЖЗИЙЛПФЦЧШЩЫЭЮЯбвгджзийлмнптфцчшщыэюяΓΔΘΛΞΠΣΦΨΩαβγδεζηθλμξπσφψω"

_MONTHS = """JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC
JANV FEVR MARS AVR MAI JUIN JUIL AOUT SEPT OCT NOV DEC
ENE FEB MAR ABR MAY JUN JUL AGO SEP OCT NOV DIC
JAN FEV MAR ABR MAI JUN JUL AGO SET OUT NOV DEZ
GEN FEB MAR APR MAG GIU LUG AGO SET OTT NOV DIC
JAN FEB MRZ APR MAI JUN JUL AUG SEP OKT NOV DEZ
STY LUT MAR KWI MAJ CZE LIP SIE WRZ PAZ LIS GRU
SIJ VLJ OZU TRA SVI LIP SRP KOL RUJ LIS STU PRO
JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER"""
_MONTHS = [line.split() for line in _MONTHS.splitlines()]
_PEOPLES = ("UTOPIAN BRITISH CITIZEN FRANCAISE DEUTSCH ITALIANA ESPAÑOLA PORTUGUESA POLSKIE NEDERLANDSE BELGIAN CANADIAN "
            "AUSTRALIAN CHINESE INDIAN TURKISH LATVIAN HUNGARIAN CZECH SUOMI SVENSK AMERICAN IRANIAN PAKISTANI").split()


def label(character):
    """The class of a printed character."""
    at = ALPHABET.find(_FOLDED.get(character, character))
    return OTHER if at < 0 else at + 1


@functools.lru_cache
def _labels():
    """The label words that the service knows."""
    table = pathlib.Path(__file__).resolve().parents[2] / "src/read/visual_label_table.inc"
    return re.findall(r'"([A-Z ]+)"', table.read_text())


def _pick(rng, options):
    return options[rng.integers(len(options))]


def _marked(rng, text, share):
    return "".join(_pick(rng, MARKED[c]) if c in MARKED and rng.random() < share else c for c in text)


def _word(rng):
    if rng.random() < 0.25:  # nothing to guess a letter from
        return "".join(_pick(rng, ALPHABET[:26]) for _ in range(rng.integers(2, 10)))
    return mrz_text._word(rng)


def _cased(rng, text):
    how = rng.random()
    return text if how < 0.6 else text.title() if how < 0.9 else text.lower()


def _name(rng):
    words = [_word(rng) for _ in range(rng.choice([1, 1, 1, 2, 2, 3, 4]))]
    text = words[0]
    for word in words[1:]:
        text += _pick(rng, [" "] * 8 + ["-", "-", "'", ", "]) + word
    return _marked(rng, _cased(rng, text), 0.08)


def _date(rng):
    day, month, year = rng.integers(1, 32), rng.integers(12), rng.integers(1920, 2050)
    year = str(year) if rng.random() < 0.8 else f"{year % 100:02d}"
    day = f"{day:02d}" if rng.random() < 0.9 else str(day)
    style = rng.random()
    if style < 0.5:
        sign = _pick(rng, [".", ".", "/", "-", " ", " ", ". ", " / "])
        parts = [day, f"{month + 1:02d}", year]
        return sign.join(parts if rng.random() < 0.85 else parts[::-1])
    name = _pick(rng, _MONTHS)[month]
    if rng.random() < 0.3:
        name += _pick(rng, ["/", " / ", " /", "/ "]) + _pick(rng, _MONTHS)[month]
    name = name if rng.random() < 0.7 else name.title() if rng.random() < 0.6 else name.lower()
    sign = _pick(rng, [" ", " ", " ", "-", ".", "", " "])
    return day + sign + name + sign + year


def _number(rng):
    digits = "".join(_pick(rng, ALPHABET[52:62]) for _ in range(rng.integers(5, 13)))
    style = rng.random()
    if style < 0.35:
        return digits
    if style < 0.7:
        return "".join(_pick(rng, ALPHABET[:26]) for _ in range(rng.integers(1, 4))) + _pick(rng, ["", "", " ", "-"]) + digits
    if style < 0.85:
        return "".join(_pick(rng, ALPHABET[:26] + ALPHABET[52:62]) for _ in range(rng.integers(6, 12)))
    at = rng.integers(2, len(digits) - 1)
    return digits[:at] + _pick(rng, "-/. ") + digits[at:]


def _label(rng):
    text = " / ".join(_pick(rng, _labels()) for _ in range(rng.choice([1, 2, 2, 3])))
    text = text.replace(" / ", _pick(rng, [" / ", "/", " ", " /", " | "]))
    how = rng.random()
    text = text if how < 0.25 else text.title() if how < 0.5 else text.capitalize() if how < 0.9 else text.lower()
    if rng.random() < 0.1:
        text = f"{rng.integers(1, 15)}{_pick(rng, '. ')}{text}"
    if rng.random() < 0.1:
        text += _pick(rng, [":", ".", " (1)", " (" + str(rng.integers(1, 20)) + ")"])
    return _marked(rng, text, 0.05)


def _short(rng):
    """What stands in small fields: sex, codes, heights, blood groups."""
    letter = _pick(rng, "MFXKWHVNSE")
    return _pick(rng, [letter, letter, letter + _pick(rng, ["/", " / "]) + _pick(rng, "MFX"), mrz_text._STATES[rng.integers(60)],
                       f"1.{rng.integers(50, 99)} m", f"{rng.integers(150, 200)} cm", _pick(rng, ["Female", "Male", "FEMALE"])])


def _place(rng):
    text = _word(rng) + _pick(rng, ["", "", ", ", " / ", " (", " "])
    if text.endswith("("):
        return text + _word(rng)[:4] + ")"
    return _marked(rng, _cased(rng, text + _word(rng) if text[-1] in " ," else text), 0.05)


def _mixture(rng):
    """Anything, with signs of no class among it."""
    signs = ALPHABET[:-1] + _OTHERS
    return "".join(_pick(rng, signs) for _ in range(rng.integers(3, 14))).strip() or "X"


def line(rng):
    """One printed line."""
    how = rng.random()
    for share, make in ((0.26, _name), (0.17, _date), (0.15, _number), (0.24, _label), (0.05, _short), (0.06, _place),
                        (0.04, lambda r: _marked(r, _cased(r, _pick(r, _PEOPLES)), 0.05)), (0.02, _mixture)):
        if how < share:
            return make(rng)
        how -= share
    return mrz_text.prose(rng, rng.integers(1, 5)).strip()
