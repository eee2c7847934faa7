"""What the match_* scripts share: lists made of a generator's folder, questions, answers of `chowki match`.

A folder holds what the list generator wrote: people.tsv (id, kind, name, surname, given names, birth date, nationality,
sex, document), names.tsv (id, kind, name) and queries*.tsv (qid, kind, query, dob, nat, expected_ids separated by |).
People of kind "real" stand on public lists, those of kind "syn" were put together from the parts of such names.
"""
import csv
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict, namedtuple

Person = namedtuple("Person", "id kind name surname given born nationality sex document aliases")
Question = namedtuple("Question", "id kind name born nationality expected")

# Names that many people bear: only the time that they cost is looked at.
COMMON_NAMES = [
    "MOHAMMAD ALI", "MUHAMMAD KHAN", "MOHAMMAD HASSAN KHAN", "ALI KHAN", "AHMAD KHAN", "ABDUL RAHMAN", "ALI AHMAD",
    "MOHAMMED AHMED", "MUHAMMAD ABDULLAH", "HASSAN ALI", "ALI HUSSAIN", "MOHAMMAD IBRAHIM", "ABDUL KARIM",
    "MOHAMMAD REZA", "SAYED MOHAMMAD", "ABU MUHAMMAD", "MUHAMMAD BIN ALI AL AHMAD", "GHULAM MUHAMMAD",
    "KIM YONG CHOL", "AHMED ALI HASSAN MOHAMMED"]


def people(folder):
    """Everybody in a folder, one Person at a time."""
    aliases = defaultdict(list)
    with open(folder / "names.tsv", encoding="utf-8") as names:
        for line in names:
            person, kind, name = line.rstrip("\n").split("\t")
            if kind == "alias":
                aliases[person].append(name.replace(";", " "))
    with open(folder / "people.tsv", encoding="utf-8") as rows:
        for line in rows:
            row = line.rstrip("\n").split("\t")
            yield Person(*row, aliases.get(row[0], []))


def questions(path):
    with open(path, encoding="utf-8") as rows:
        return [Question(row["qid"], row["kind"], row["query"], row["dob"], row["nat"],
                         set(row["expected_ids"].split("|")))
                for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)]


def query(question, mode):
    """The question as `chowki match` takes it. mode: name; year (and birth year); all (and date and nationality)."""
    asked = {"id": question.id, "names": [question.name], "mrz_truncated": question.kind.startswith("mrz")}
    if mode == "year":
        asked["birth_date"] = question.born[:4]
    elif mode == "all":
        asked["birth_date"], asked["nationality"] = question.born, question.nationality
    return asked


def build_list(chowki, persons, out):
    """Makes a list file of Persons, through our own CSV."""
    table = out.with_suffix(".csv")
    with open(table, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow("id kind name surname given_names aliases birth_dates sex nationalities documents category".split())
        for person in persons:
            document = f"{person.nationality}:{person.document}" if person.document else ""
            rows.writerow([person.id, "person", person.name, person.surname, person.given, ";".join(person.aliases),
                           person.born, person.sex, person.nationality, document, "sanctioned"])
    subprocess.run([chowki, "list", "build", "--out", out, "--from", f"csv:{table}"], check=True,
                   stdout=subprocess.DEVNULL)
    table.unlink()


def list_of(chowki, folder):
    """The list file of a whole folder, built once."""
    out = folder / "people.db"
    if not out.exists():
        begin = time.time()
        build_list(chowki, people(folder), out)
        print(f"{out}: built in {time.time() - begin:.0f} s, {out.stat().st_size / 1e6:.0f} MB", file=sys.stderr)
    return out


class Run:
    """Answers of one `chowki match`, with what the process took.

    answers  by the order of the queries
    cpu_s, peak_mb  of the whole process
    """

    def __init__(self, chowki, database, queries, *flags):
        with tempfile.TemporaryDirectory() as folder:
            asked = pathlib.Path(folder) / "queries.jsonl"
            asked.write_text("".join(json.dumps(one) + "\n" for one in queries), encoding="utf-8")
            said = pathlib.Path(folder) / "answers.jsonl"
            with open(said, "wb") as out:
                process = subprocess.Popen([chowki, "match", "--list", database, "--queries", asked, *flags], stdout=out)
                _, status, usage = os.wait4(process.pid, 0)
            if status != 0:
                sys.exit(f"{chowki} match ended with {os.waitstatus_to_exitcode(status)}")
            self.answers = [json.loads(line) for line in said.read_text(encoding="utf-8").splitlines()]
        self.cpu_s = usage.ru_utime + usage.ru_stime
        self.peak_mb = usage.ru_maxrss / 1024

    def cpu_ms(self):
        return sorted(answer["cpu_us"] / 1000 for answer in self.answers)


def found(answer, question, among):
    """Whether one of the entries that were meant stands among the first hits."""
    return any(hit["entry"] in question.expected for hit in answer["hits"][:among])


def best_score(answer, entries=None):
    """The score of the best hit (among some entries); -1 when there is none."""
    return max((hit["score"] for hit in answer["hits"] if entries is None or hit["entry"] in entries), default=-1)


def threshold_for(scores, share):
    """The highest threshold that at least this share of scores reaches."""
    ordered = sorted(scores, reverse=True)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def share_at_least(scores, threshold):
    return sum(score >= threshold for score in scores) / len(scores)


def percentile(ordered, share):
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


mean = statistics.fmean
