"""Runs of `chowki inspect` over genuine and forged documents, and what rates are worth."""

import json
import math
import pathlib
import subprocess
import sys

LEVELS = ("clear", "attention", "refer")


def load(manifests):
    """(folder, truth) of every line; a line without `variant` counts as genuine."""
    documents = []
    for name in manifests:
        manifest = pathlib.Path(name)
        for line in manifest.read_text(encoding="utf-8").splitlines():
            if line.strip():
                documents.append((manifest.parent.resolve(), {"variant": "genuine", **json.loads(line)}))
    return documents


def inspect(chowki, date, documents, answers=None):
    """What the program says of each document, in their order.

    answers: a file of answers by picture; what is in it is not inspected again, what is new is added.
    """
    kept = {}
    if answers and pathlib.Path(answers).exists():
        kept = {answer["id"]: answer for answer in map(json.loads, open(answers, encoding="utf-8"))}
    lines = []
    for folder, truth in documents:
        name = str(folder / truth["file"])
        if name in kept:
            continue
        files = {"visible": name}
        files.update({light: str(folder / truth[light]["file"]) for light in ("infrared", "ultraviolet") if light in truth})
        lines.append(json.dumps({"id": name, "files": files, "date": date}) + "\n")
    if lines:
        run = subprocess.run([chowki, "inspect", "--batch", "-", "--output", "jsonl"], input="".join(lines),
                             stdout=subprocess.PIPE, text=True, check=False)
        if run.returncode not in (0, 1):
            sys.exit(f"{chowki} ended with {run.returncode}")
        kept.update({answer["id"]: answer for answer in map(json.loads, run.stdout.splitlines())})
        if answers:
            with open(answers, "a", encoding="utf-8") as file:
                file.write(run.stdout)
    return [kept[str(folder / truth["file"])] for folder, truth in documents]


def bound(count, total):
    """Upper end of the 95 % interval of a rate: Wilson's, and three in n where nothing was seen."""
    if total == 0:
        return 1.0
    if count == 0:
        return min(1.0, 3 / total)
    z, rate = 1.96, count / total
    centre = rate + z * z / (2 * total)
    spread = z * math.sqrt(rate * (1 - rate) / total + z * z / (4 * total * total))
    return (centre + spread) / (1 + z * z / total)


def area_under_curve(genuine, forged):
    """Chance that a forged document has a higher risk than a genuine one; ties count half."""
    ranked = sorted([(risk, 0) for risk in genuine] + [(risk, 1) for risk in forged])
    wins, below, i = 0.0, 0, 0
    while i < len(ranked):
        j = i
        while j < len(ranked) and ranked[j][0] == ranked[i][0]:
            j += 1
        tied = [kind for _, kind in ranked[i:j]]
        wins += tied.count(1) * (below + tied.count(0) / 2)
        below += tied.count(0)
        i = j
    return wins / max(1, len(genuine) * len(forged))
