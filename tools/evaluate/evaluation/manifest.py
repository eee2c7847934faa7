"""Manifests: pictures with their truth, one JSON object a line."""

import json
import pathlib

# Upper edges in megapixels: a card or a small scan, 1280x720, a reader page, a large scan, a camera's frame.
_SIZES = ((0.5, "0 to 0.5 MP"), (1.2, "0.5 to 1.2 MP"), (3, "1.2 to 3 MP"), (6, "3 to 6 MP"), (float("inf"), "6 MP and more"))


def load(manifest):
    """Truths in the order of the file, each with `path` of its picture beside what the manifest says."""
    manifest = pathlib.Path(manifest)
    truths = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines() if line.strip()]
    for truth in truths:
        truth["path"] = str(manifest.parent / truth["file"])
    return truths


def has_mrz(truth):
    return bool(truth.get("has_mrz", True) and truth.get("mrz"))


def groups_of(truth):
    """Names of the groups that a picture counts in, as pairs (kind, name)."""
    yield "", "all pictures"
    if not has_mrz(truth):
        yield "", "without an MRZ"
        return
    yield "", "with an MRZ"
    capture = truth.get("capture", "?")
    digits_right = truth.get("check_digits_ok", True)
    if capture != "camera":
        yield "", "not camera"
    if capture in ("flatbed", "scanner") and digits_right:
        yield "", "flatbed and scanner, digits right"
    if not digits_right:
        yield "", "digits wrong as printed"
    yield "capture", capture
    yield "type", truth.get("type") or truth.get("format", "?")
    if "width" in truth and "height" in truth:
        megapixels = truth["width"] * truth["height"] / 1e6
        yield "size", next(name for edge, name in _SIZES if megapixels <= edge)
    if "wear" in truth:
        yield "wear", str(truth["wear"])
    for word in truth.get("difficulty", []):
        yield "difficulty", word
