"""Makes up machine readable zones: invented names, random numbers, right check digits (Doc 9303-3, 4.9)."""

ALPHABET = "<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # class k + 1 of the networks is ALPHABET[k]
CONFUSABLE = "0OQD1IL2Z5S6G8BUVKXNMHCEF<"
LINES = {"TD3": (2, 44), "TD2": (2, 36), "TD1": (3, 30), "MRVA": (2, 44), "MRVB": (2, 36), "FRA": (2, 36)}

_STATES = ("UTO UTO UTO D<< FRA GBR USA CAN AUS ITA ESP PRT NLD BEL CHE AUT POL CZE HUN HRV LVA LTU EST FIN SWE NOR DNK "
           "ISL GRC TUR RUS UKR CHN JPN KOR TWN IND PAK BGD LKA NPL AFG IRN IRQ SAU ARE QAT KWT EGY MAR DZA TUN NGA GHA "
           "KEN ETH ZAF BRA ARG CHL COL PER MEX VEN CUB PHL IDN MYS SGP THA VNM KHM RKS XOM XXA UNO EUE").split()
_HEADS = "B BR C CH D DR F FR G GR H J K KR KH L M N NG P PR QU R S SCH SH ST T TR TSCH V VL W X Y Z ZH".split() + [""] * 6
_VOWELS = "A E I O U Y AA AE AI AU EI EU IA IE OO OU UE".split() + list("AEIOU") * 3
_TAILS = "N R S T L M K ND NG RT CK TT LL SS X Z H".split() + [""] * 12


def _digit(field):
    return str(sum((7, 3, 1)[k % 3] * (ALPHABET.index(c) - 1 if c != "<" else 0) for k, c in enumerate(field)) % 10)


def _word(rng):
    return "".join(rng.choice(_HEADS) + rng.choice(_VOWELS) + rng.choice(_TAILS) for _ in range(rng.integers(1, 5)))


def _names(rng, room):
    primary = "<".join(_word(rng) for _ in range(rng.choice([1, 1, 1, 2, 3])))
    given = "<".join(_word(rng) for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 4])))
    return (primary + "<<" + given)[:room].ljust(room, "<")


def _any(rng, count, alphabet=ALPHABET):
    return "".join(rng.choice(list(alphabet), count))


def _number(rng, room):
    style = rng.integers(4)
    length = rng.integers(6, room + 1)
    if style == 0:
        body = _any(rng, length, "0123456789")
    elif style == 1:
        body = _any(rng, rng.integers(1, 4), ALPHABET[11:]) + _any(rng, 6, "0123456789")
    elif style == 2:
        body = _any(rng, length, CONFUSABLE[:-1])
    else:
        body = _any(rng, length, ALPHABET[1:])
    return body[:room].ljust(room, "<")


def _date(rng):
    return f"{rng.integers(100):02d}{rng.integers(1, 13):02d}{rng.integers(1, 32):02d}"


def _optional(rng, room):
    return "<" * room if rng.random() < 0.5 else _any(rng, rng.integers(1, room + 1), ALPHABET[1:]).ljust(room, "<")


def realistic(rng, layout):
    """The lines of one invented document of a layout of LINES."""
    state, nation, sex = rng.choice(_STATES), rng.choice(_STATES), rng.choice(list("MF<"))
    state, nation = state.ljust(3, "<"), nation.ljust(3, "<")
    birth, expiry = _date(rng), _date(rng)
    if layout == "TD1":
        number = _number(rng, 9)
        first = rng.choice(list("IAC")) + rng.choice(list("<D<ARPT")) + state + number + _digit(number) + _optional(rng, 15)
        second = birth + _digit(birth) + sex + expiry + _digit(expiry) + nation + _optional(rng, 11)
        composite = _digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
        return [first, second + composite, _names(rng, 30)]
    if layout == "FRA":
        first = "IDFRA" + _names(rng, 25).replace("<<", "<").ljust(25, "<") + _any(rng, 6, "0123456789")
        body = _any(rng, 12, "0123456789")
        body += _digit(body) + _names(rng, 14).ljust(14, "<") + birth + _digit(birth) + sex
        return [first, body + _digit(first + body)]
    width = LINES[layout][1]
    code = {"TD3": "P", "TD2": "I", "MRVA": "V", "MRVB": "V"}[layout] + rng.choice(list("<<<<PSDOEAMNR"))
    number = _number(rng, 9)
    second = number + _digit(number) + nation + birth + _digit(birth) + sex + expiry + _digit(expiry)
    if layout == "TD3":
        optional = _optional(rng, 14)
        second += optional + _digit(optional)
        second += _digit(second[0:10] + second[13:20] + second[21:43])
    elif layout == "TD2":
        second += _optional(rng, 7)
        second += _digit(second[0:10] + second[13:20] + second[21:35])
    else:
        second += _optional(rng, width - 28)
    return [code + state + _names(rng, width - 5), second]


def scrambled(rng, layout):
    """Lines of a layout's shape with anything in them: what keeps a network from learning the grammar."""
    count, width = LINES[layout]
    lines = []
    for _ in range(count):
        style = rng.integers(3)
        if style == 0:
            line = _any(rng, width)
        elif style == 1:
            line = _any(rng, width, CONFUSABLE)
        else:
            line = ""
            while len(line) < width:
                line += _any(rng, rng.integers(1, 9), ALPHABET[1:]) + "<" * int(rng.integers(1, 10))
            line = line[:width]
        lines.append(line)
    return lines


def zone(rng):
    """A layout's name and its lines."""
    layout = rng.choice(["TD3", "TD3", "TD3", "TD1", "TD1", "TD2", "MRVA", "MRVB", "FRA"])
    return layout, (scrambled if rng.random() < 0.4 else realistic)(rng, layout)


def prose(rng, words):
    """Ordinary print: mixed case, punctuation, numbers."""
    parts = []
    for _ in range(words):
        word = _word(rng)
        style = rng.integers(5)
        parts.append(word.lower() if style < 2 else word.capitalize() if style < 3 else word if style < 4 else
                     str(rng.integers(1, 99999)) + rng.choice(list(".,/- ")))
    return " ".join(parts)
