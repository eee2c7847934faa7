"""What a reading is worth, held against the truth."""

from dataclasses import dataclass

from evaluation.alignment import errors
from evaluation.manifest import has_mrz


@dataclass
class Judgement:
    """One picture. With an MRZ exactly one of exact, wrong, unreadable, missed, error holds."""

    exact: bool = False          # every character of every line is right
    wrong: bool = False          # lines were given, some character is not right
    unreadable: bool = False     # the program says that there is an MRZ which it cannot read
    missed: bool = False         # the program says that there is none, but there is
    error: bool = False          # no answer, or one that says that the file could not be processed
    certain: bool = False        # the program stands behind every character
    doubtful: bool = False       # lines were given with doubts
    digits_hold: bool = False    # all check digits of the lines given are right
    wrong_valid: bool = False    # wrong, and the check digits do not tell
    wrong_certain: bool = False  # wrong, and the program stands behind it
    wrong_as_valid: bool = False  # wrong, certain, check digits right: what goes out as valid
    told: bool = False           # wrong, and every wrong character is among the doubtful ones
    mended: bool = False         # check digits are wrong as printed and right as given
    invented: bool = False       # lines were given for a picture that shows none
    confidence: float = 0.0
    characters: int = 0          # of the truth, of pictures with an MRZ that were given lines
    character_errors: int = 0    # substitutions, insertions and deletions among them
    cpu_ms: float = 0.0

    @property
    def given(self):
        return self.exact or self.wrong or self.invented


def _all_told(truth, answer):
    """Whether the characters that differ are among those that the program is in doubt about."""
    given = answer["mrz"]
    if [len(line) for line in truth] != [len(line) for line in given]:
        return False
    doubtful = {(place["line"], place["column"]) for place in answer["doubtful"]}
    return all((k, column) in doubtful for k, line in enumerate(truth) for column, character in enumerate(line)
               if character != given[k][column])


def judge(truth, answer):
    said = Judgement()
    if answer is None or answer["status"] == "error":
        said.error = True
        return said
    said.cpu_ms = answer["cpu_ms"]
    given = answer["status"] == "ok"
    if given:
        said.certain = answer["certain"]
        said.doubtful = not answer["certain"]
        said.confidence = answer["confidence"]
        said.digits_hold = bool(answer["check_digits"]) and all(answer["check_digits"].values())
    if not has_mrz(truth):
        said.invented = given
        return said
    said.unreadable = answer["status"] == "unreadable"
    said.missed = answer["status"] == "no_mrz"
    if not given:
        return said
    said.exact = answer["mrz"] == truth["mrz"]
    said.wrong = not said.exact
    said.wrong_valid = said.wrong and said.digits_hold
    said.wrong_certain = said.wrong and said.certain
    said.wrong_as_valid = said.wrong_valid and said.certain
    said.told = said.wrong and _all_told(truth["mrz"], answer)
    said.mended = said.digits_hold and truth.get("check_digits_ok") is False
    said.characters = sum(len(line) for line in truth["mrz"])
    said.character_errors = errors(truth["mrz"], answer["mrz"])
    return said
