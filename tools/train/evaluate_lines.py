#!/usr/bin/python3
"""Measures models/*.onnx as OpenCV runs them: greedy reading of held-out strips and, if given, of a corpus of pictures.

For pictures it finds the band with the finder network and cuts the lines in the simplest way that works, so that the
figure speaks of the networks and not of the service (which searches, decodes under the grammar and checks digits).
The corpus is a folder with manifest.jsonl (objects with file, capture, has_mrz, mrz); it is read, never kept.
"""

import argparse
import json
import pathlib

import cv2
import numpy as np

import mrz_text
from render_lines import STRIP_HEIGHT, STRIP_PITCH
from train_line import distance, normalised

LONG_SIDE = 768
LINE_COUNTS = {44: 2, 36: 2, 30: 3}


class Networks:
    def __init__(self, folder):
        self.line = cv2.dnn.readNetFromONNX(str(folder / "mrz_line.onnx"))
        self.finder = cv2.dnn.readNetFromONNX(str(folder / "mrz_finder.onnx"))

    def read(self, strip):
        """Greedy text and the mean log-probability of the best path of a 32-row strip."""
        self.line.setInput(normalised(strip[None])[:, None])
        logits = self.line.forward()[0, :, 0].astype(np.float64)
        best = logits.argmax(axis=0)
        likely = logits.max(axis=0) - np.log(np.exp(logits - logits.max(axis=0)).sum(axis=0)) - logits.max(axis=0)
        text = "".join(mrz_text.ALPHABET[c - 1] for k, c in enumerate(best) if c and (k == 0 or c != best[k - 1]))
        return text, likely.mean()

    def find(self, grey, long_side=LONG_SIDE):
        """The two probability maps and the scale from picture to map."""
        scale = long_side / max(grey.shape)
        size = [max(32, round(s * scale)) for s in grey.shape[::-1]]
        small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
        page = np.zeros((1, 1, -(-size[1] // 32) * 32, -(-size[0] // 32) * 32), np.float32)
        page[0, 0, :size[1], :size[0]] = normalised(small[None])[0]
        self.finder.setInput(page)
        return 1 / (1 + np.exp(-self.finder.forward()[0])), scale / 4


def bands(maps):
    """Rotated rectangles (centre, long axis, across axis, half length, half height) of the likely bands, best first."""
    count, marks, _, _ = cv2.connectedComponentsWithStats((maps[1] > 0.4).astype(np.uint8))
    found = []
    for k in range(1, count):
        rows, columns = np.nonzero(marks == k)
        if len(rows) < 40:
            continue
        points = np.c_[columns, rows].astype(np.float32)
        centre, size, _ = rectangle = cv2.minAreaRect(points)
        corners = cv2.boxPoints(rectangle)
        sides = corners[1] - corners[0], corners[2] - corners[1]
        along = max(sides, key=np.linalg.norm)
        along = along / max(np.linalg.norm(along), 1e-6)
        if along[0] < 0:
            along = -along
        found.append((maps[1][marks == k].sum(), np.array(centre), along, max(size) / 2 + 1, min(size) / 2 + 1))
    return sorted(found, key=lambda f: -f[0])


def centre_lines(maps, band):
    """Lines in the band: per line the quadratic of its centre (across over along) and its ends, map cells."""
    _, centre, along, half, thick = band
    across = np.array([-along[1], along[0]])
    reach = np.arange(-half - 6, half + 6.5, 0.5, np.float32)
    depth = np.arange(-thick - 3, thick + 3.25, 0.25, np.float32)
    at = centre + reach[None, :, None] * along + depth[:, None, None] * across
    core = cv2.remap(maps[0].astype(np.float32), at[..., 0].astype(np.float32), at[..., 1].astype(np.float32), cv2.INTER_LINEAR)
    # Remove slope that the rectangle has against the lines: the shear with the sharpest profile.
    best = max(np.arange(-0.12, 0.121, 0.01), key=lambda s: (_sheared(core, reach, depth, s).mean(axis=1) ** 2).sum())
    profile = _sheared(core, reach, depth, best).mean(axis=1)
    profile = np.convolve(profile, np.ones(3) / 3, "same")
    peaks = [k for k in range(1, len(profile) - 1) if profile[k] >= profile[k - 1] and profile[k] > profile[k + 1]
             and profile[k] > 0.25 * profile.max()]
    lines = []
    for peak in peaks:
        gaps = [abs(depth[peak] - depth[p]) / 2 for p in peaks if p != peak] or [4.0]
        room = min(min(gaps), 6.0)
        offset = depth[:, None] - depth[peak] - best * reach[None, :]
        near = np.where(np.abs(offset) < room, core, 0)
        weight = near.sum(axis=0)
        strong = np.nonzero(weight > 0.4 * np.percentile(weight, 80))[0]
        if len(strong) < 20:
            continue
        middle = (near * depth[:, None]).sum(axis=0) / np.maximum(weight, 1e-6)
        bend = np.polyfit(reach[strong], middle[strong], 2 if len(strong) > 60 else 1, w=weight[strong])
        lines.append((bend, reach[strong[0]], reach[strong[-1]], weight.sum()))
    return lines, centre, along, across


def _sheared(core, reach, depth, slope):
    rows, columns = np.mgrid[0:core.shape[0], 0:core.shape[1]].astype(np.float32)
    rows += (slope * reach / (depth[1] - depth[0]))[None, :].astype(np.float32)
    return cv2.remap(core, columns, rows, cv2.INTER_LINEAR)


def cut(grey, scale, line, frame, characters, reverse):
    """The strip of one line, taking it to have this many characters."""
    (bend, first, last, _), (centre, along, across) = line, frame
    unit = (last - first) / characters / STRIP_PITCH  # map cells a strip pixel
    width = int(-(-(characters + 5) * STRIP_PITCH // 4) * 4)
    v, u = np.mgrid[0:STRIP_HEIGHT, 0:width].astype(np.float64)
    if reverse:
        v, u = STRIP_HEIGHT - 1 - v, width - 1 - u
    place = (first + last) / 2 + (u - width / 2) * unit
    down = np.polyval(bend, place) + (v - STRIP_HEIGHT / 2 + 0.5) * unit
    at = (centre + place[..., None] * along + down[..., None] * across + 0.5) / scale - 0.5
    step = unit / scale
    if step > 1.3:
        low, high = np.floor(at.min(axis=(0, 1)) - 3).astype(int), np.ceil(at.max(axis=(0, 1)) + 4).astype(int)
        low, high = np.maximum(low, 0), np.minimum(high, np.array(grey.shape[::-1]))
        if (high - low).min() < 4:
            return np.zeros((STRIP_HEIGHT, width), np.uint8)
        grey, at = cv2.GaussianBlur(grey[low[1]:high[1], low[0]:high[0]], (0, 0), 0.4 * step), at - low
    return cv2.remap(grey, at[..., 0].astype(np.float32), at[..., 1].astype(np.float32), cv2.INTER_LINEAR,
                     borderMode=cv2.BORDER_REPLICATE)


def read_picture(networks, grey):
    """Lines of the likeliest zone in the picture, [] without one; and its strips."""
    best = (-1e9, [], [])
    maps, scale = networks.find(grey)
    for band in bands(maps)[:2]:
        lines, *frame = centre_lines(maps, band)
        if len(lines) < 2:
            continue
        for characters, count in LINE_COUNTS.items():
            for reverse in (False, True):
                strips = [cut(grey, scale, line, frame, characters, reverse) for line in lines]
                if reverse:
                    strips = strips[::-1]
                read = [networks.read(s) for s in strips]
                miss = np.mean([abs(len(text) - characters) for text, _ in read])
                score = np.mean([s for _, s in read]) * 10 - 0.1 * miss - 0.1 * abs(len(lines) - count)
                if score > best[0]:
                    best = score, [text for text, _ in read], strips
    return best[1], best[2]


def held_out(networks, folder):
    print("| held-out strips | lines | exact | character error |\n| --- | --- | --- | --- |")
    for path in sorted(folder.glob("0000_*.npz")):
        with np.load(path) as shard:
            strips, labels = shard["strips"], shard["labels"]
        exact = wrong = total = lines = 0
        for strip, label in zip(strips, labels):
            truth = "".join(mrz_text.ALPHABET[c - 1] for c in label if c > 0)
            if truth:
                errors = distance(networks.read(strip)[0], truth)
                lines, exact, wrong, total = lines + 1, exact + (errors == 0), wrong + errors, total + len(truth)
        print(f"| {path.stem.split('_')[1]} characters | {lines} | {exact / lines:.1%} | {wrong / total:.2%} |")


def corpus(networks, folder, keep):
    sums = {}
    for text in (folder / "manifest.jsonl").read_text().splitlines():
        item = json.loads(text)
        grey = cv2.imread(str(folder / item["file"]), cv2.IMREAD_GRAYSCALE)
        read, strips = read_picture(networks, grey)
        truth = item["mrz"] or []
        group = ("no MRZ" if not item["has_mrz"] else "camera" if item["capture"] == "camera" else "not camera")
        total = sums.setdefault(group, dict(pictures=0, found=0, whole=0, lines=0, exact=0, wrong=0, characters=0))
        total["pictures"] += 1
        if not item["has_mrz"]:
            total["found"] += bool(read)
            continue
        errors = [min([distance(r, t) for r in read] + [len(t)]) for t in truth]
        found = sum(e < 0.5 * len(t) for e, t in zip(errors, truth)) == len(truth)
        total["found"] += found
        total["whole"] += not any(errors)
        for e, t in zip(errors, truth):
            if e < 0.5 * len(t):
                total["lines"], total["exact"] = total["lines"] + 1, total["exact"] + (e == 0)
                total["wrong"], total["characters"] = total["wrong"] + e, total["characters"] + len(t)
        if keep and any(errors):
            width = max([s.shape[1] for s in strips] + [8])
            stack = [np.pad(s, ((0, 2), (0, width - s.shape[1]))) for s in strips]
            if stack:
                cv2.imwrite(str(keep / f"{item['id']}.png"), np.vstack(stack))
            (keep / f"{item['id']}.txt").write_text("\n".join([str(errors), *truth, "", *read]) + "\n")
    print("| pictures | of | band and lines found | whole exact | lines found | exact | character error |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for group, t in sums.items():
        rate = f"{t['exact'] / t['lines']:.1%} | {t['wrong'] / t['characters']:.2%}" if t["lines"] else "- | -"
        print(f"| {group} | {t['pictures']} | {t['found']} | {t['whole']} | {t['lines']} | {rate} |")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--models", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2] / "models")
    options.add_argument("--lines", type=pathlib.Path, help="folder of render_lines.py")
    options.add_argument("--corpus", type=pathlib.Path, help="folder with manifest.jsonl")
    options.add_argument("--failures", type=pathlib.Path, help="where to keep strips and texts of what was misread")
    chosen = options.parse_args()
    cv2.setNumThreads(1)
    networks = Networks(chosen.models)
    if chosen.lines:
        held_out(networks, chosen.lines)
    if chosen.corpus:
        if chosen.failures:
            chosen.failures.mkdir(parents=True, exist_ok=True)
        corpus(networks, chosen.corpus, chosen.failures)


if __name__ == "__main__":
    main()
