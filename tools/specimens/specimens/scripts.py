"""Second-script spellings: plain letter-by-letter rules for names that bring no native form.

Good enough to fill a page with plausible Arabic-script (Urdu letters) or Bengali text; not a standard.
"""

import unicodedata

ARABIC = {
    "SH": "ش", "CH": "چ", "KH": "خ", "GH": "غ", "TH": "تھ", "DH": "دھ", "BH": "بھ", "PH": "ف", "ZH": "ژ", "OO": "و",
    "EE": "ی", "AA": "ا", "A": "ا", "B": "ب", "C": "ک", "D": "د", "E": "ی", "F": "ف", "G": "گ", "H": "ہ", "I": "ی",
    "J": "ج", "K": "ک", "L": "ل", "M": "م", "N": "ن", "O": "و", "P": "پ", "Q": "ق", "R": "ر", "S": "س", "T": "ت",
    "U": "و", "V": "و", "W": "و", "X": "کس", "Y": "ی", "Z": "ز",
}
BENGALI_CONSONANTS = {
    "SH": "শ", "CH": "চ", "KH": "খ", "GH": "ঘ", "TH": "থ", "DH": "ধ", "BH": "ভ", "PH": "ফ", "B": "ব", "C": "ক",
    "D": "দ", "F": "ফ", "G": "গ", "H": "হ", "J": "জ", "K": "ক", "L": "ল", "M": "ম", "N": "ন", "P": "প", "Q": "ক",
    "R": "র", "S": "স", "T": "ত", "V": "ভ", "W": "ওয়", "X": "ক্স", "Y": "য়", "Z": "জ",
}
BENGALI_VOWELS = {  # standing alone, after a consonant
    "OO": ("উ", "ু"), "EE": ("ই", "ি"), "AA": ("আ", "া"), "A": ("আ", "া"), "E": ("এ", "ে"), "I": ("ই", "ি"),
    "O": ("ও", "ো"), "U": ("উ", "ু"),
}
BENGALI_DIGITS = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")
ARABIC_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def _letters(latin):
    plain = unicodedata.normalize("NFD", latin.upper().replace("Ø", "O").replace("Ł", "L").replace("Æ", "AE"))
    return "".join(c for c in plain if "A" <= c <= "Z" or c in " -")


def _chunks(text, *tables):
    place = 0
    while place < len(text):
        size = 2 if any(text[place: place + 2] in table for table in tables) else 1
        yield text[place: place + size]
        place += size


def to_arabic(latin):
    """A Latin name in Arabic script with Urdu letters."""
    return "".join(ARABIC.get(chunk, " ") for chunk in _chunks(_letters(latin), ARABIC))


def to_bengali(latin):
    """A Latin name in Bengali script."""
    spelled, after_consonant = [], False
    for chunk in _chunks(_letters(latin), BENGALI_CONSONANTS, BENGALI_VOWELS):
        if chunk in BENGALI_VOWELS:
            spelled.append(BENGALI_VOWELS[chunk][after_consonant])
            after_consonant = False
        else:
            spelled.append(BENGALI_CONSONANTS.get(chunk, " "))
            after_consonant = chunk in BENGALI_CONSONANTS
    return "".join(spelled)
