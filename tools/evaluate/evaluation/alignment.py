"""How one line became another."""


def align(truth, given):
    """The cheapest pairing of the characters of two lines, left to right, each edit costing one.

    returns  pairs (character of truth or "", character of given or "").
    """
    costs = [list(range(len(given) + 1))]
    for i, x in enumerate(truth, 1):
        row = [i]
        for j, y in enumerate(given, 1):
            row.append(min(costs[i - 1][j - 1] + (x != y), costs[i - 1][j] + 1, row[-1] + 1))
        costs.append(row)
    pairs = []
    i, j = len(truth), len(given)
    while i or j:
        if i and j and costs[i][j] == costs[i - 1][j - 1] + (truth[i - 1] != given[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((truth[i], given[j]))
        elif i and costs[i][j] == costs[i - 1][j] + 1:
            i -= 1
            pairs.append((truth[i], ""))
        else:
            j -= 1
            pairs.append(("", given[j]))
    return pairs[::-1]


def align_lines(truth, given):
    """Line by line; a line that one of them lacks pairs with an empty one."""
    count = max(len(truth), len(given))
    return [align(truth[k] if k < len(truth) else "", given[k] if k < len(given) else "") for k in range(count)]


def errors(truth, given):
    """Substitutions, insertions and deletions between two lists of lines."""
    return sum(x != y for pairs in align_lines(truth, given) for x, y in pairs)
