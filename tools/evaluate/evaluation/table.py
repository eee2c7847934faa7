"""Tables of judgements by group."""

from collections import defaultdict

from evaluation.manifest import groups_of

COUNTS = (("certain", "certain"), ("doubtful", "doubtful"), ("unreadable", "unreadable"), ("missed", "missed"),
          ("wrong", "wrong"), ("told", "told"), ("wrong_valid", "digits ok"), ("wrong_certain", "certain"),
          ("wrong_as_valid", "as valid"), ("mended", "mended"), ("invented", "invented"), ("error", "error"))
# Columns of COUNTS that stand under one word.
SPANS = (("given", 2), ("abstained", 2), ("wrong", 5), ("", 3))
_KINDS = ("", "capture", "type", "size", "wear", "difficulty")


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


class Row:
    """A group of judgements, counted."""

    def __init__(self, judgements):
        self.pictures = len(judgements)
        self.exact = sum(said.exact for said in judgements)
        self.counts = {name: sum(getattr(said, name) for said in judgements) for name, _ in COUNTS}
        self.characters = sum(said.characters for said in judgements)
        self.character_errors = sum(said.character_errors for said in judgements)
        times = [said.cpu_ms for said in judgements if not said.error]
        self.cpu_p50 = percentile(times, 0.5)
        self.cpu_p95 = percentile(times, 0.95)

    @property
    def exact_share(self):
        return self.exact / self.pictures

    @property
    def character_error_share(self):
        return self.character_errors / self.characters if self.characters else 0.0


def rows(truths, judgements):
    """(kind, group) -> Row, ordered by kind, then by name."""
    groups = defaultdict(list)
    for truth, said in zip(truths, judgements):
        for group in groups_of(truth):
            groups[group].append(said)
    def order(group):
        kind, name = group
        return (_KINDS.index(kind), name if kind else "")  # those without a kind stay as they come
    return {group: Row(groups[group]) for group in sorted(groups, key=order)}


def text(table):
    """The table for a terminal."""
    width = max(len(name) for _, name in table) + 2
    spans = iter(COUNTS)
    head = []
    for word, columns in SPANS:
        wide = sum(max(len(next(spans)[1]), 5) + 2 for _ in range(columns)) - 2
        head.append(f"  {word.center(wide, '-') if word else ' ' * wide}")
    lines = [f"{'':{width}}{'':6} {'':7} {'char.':>7}{''.join(head)}  {'-CPU ms-':>14}",
             f"{'':{width}}{'n':>6} {'exact':>7} {'errors':>7}"
             + "".join(f"  {label:>{max(len(label), 5)}}" for _, label in COUNTS) + f"  {'p50':>6} {'p95':>7}"]
    last = ""
    for (kind, name), row in table.items():
        if kind != last:
            lines.append(f"{kind}:")
            last = kind
        lines.append(f"{'  ' + name if kind else name:{width}}{row.pictures:6} {100 * row.exact_share:6.1f}%"
                     f" {100 * row.character_error_share:6.2f}%"
                     + "".join(f"  {row.counts[field] or '.':>{max(len(label), 5)}}" for field, label in COUNTS)
                     + f"  {row.cpu_p50:6.1f} {row.cpu_p95:7.1f}")
    return "\n".join(lines)
