#!/usr/bin/python3
"""Makes the calibration of `confidence` again: how often a reading is right whose weakest character is so sure.

    tools/train/calibrate_confidence.py build/specimens/*/manifest.jsonl --chowki build/release/bin/chowki

Takes our own specimens, spoils each a few times (small, blurred, noisy, flat, badly compressed) until a good part of them
cannot be read any more, reads them, and fits P(every character right) = 1 / (1 + exp(-(a + b logit(weakest)))) to the
readings that were handed out. Prints a and b as src/read/mrz_reader.cc wants them (kIntercept, kSlope), and what the
service's own `confidence` was worth: of the readings above a limit, how many were right. Deterministic from --seed.
"""

import argparse
import json
import pathlib
import subprocess
import tempfile

import cv2
import numpy as np


def spoil(picture, truth, rng):
    """A worse picture of the same document; `how` tells what was done."""
    pitch = truth["ppi"] / 10  # px a character: 2.54 mm
    wanted = 4.6 * (20 / 4.6) ** rng.random()
    scale = min(1.0, wanted / pitch)
    if scale < 1:
        picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    pitch *= scale
    picture = picture.astype(np.float32)
    if rng.random() < 0.6:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.02, 0.2) * pitch + 0.05)
    if rng.random() < 0.3:
        length = max(3, int(rng.uniform(0.1, 0.6) * pitch) | 1)
        kernel = np.zeros((length, length), np.float32)
        (kernel if rng.random() < 0.5 else kernel.T)[length // 2] = 1 / length
        picture = cv2.filter2D(picture, -1, kernel)
    if rng.random() < 0.5:
        picture = picture.mean() + rng.uniform(0.15, 1) * (picture - picture.mean())
    if rng.random() < 0.7:
        picture = picture + rng.normal(0, rng.uniform(1, 14), picture.shape)
    picture = np.clip(picture, 0, 255).astype(np.uint8)
    return picture, [cv2.IMWRITE_JPEG_QUALITY, int(rng.uniform(15, 92))]


def samples(manifests, copies, rng, folder):
    """(file, truth) of every spoiled picture."""
    made = []
    for manifest in manifests:
        for line in manifest.read_text().splitlines():
            truth = json.loads(line)
            if not truth["has_mrz"] or truth.get("covered"):
                continue
            picture = cv2.imread(str(manifest.parent / truth["file"]))
            for copy in range(copies):
                worse, parameters = spoil(picture, truth, rng)
                file = folder / f"{manifest.parent.name}-{truth['id']}-{copy}.jpg"
                cv2.imwrite(str(file), worse, parameters)
                made.append((str(file), truth))
    return made


def logit(share):
    share = np.clip(share, 1e-6, 1 - 1e-6)
    return np.log(share / (1 - share))


def fit(weakest, right, rounds=60):
    """a and b by Newton's method, with a little pull towards b = 1."""
    x, y = np.c_[np.ones(len(weakest)), logit(weakest)], right.astype(float)
    weights = np.array([0.0, 1.0])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (y - p) - 0.1 * (weights - [0, 1])
        curvature = (x * (p * (1 - p))[:, None]).T @ x + 0.1 * np.eye(2)
        weights = weights + np.linalg.solve(curvature, gradient)
    return weights


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("manifests", nargs="+", type=pathlib.Path, help="manifest.jsonl of tools/specimens/make")
    options.add_argument("--chowki", default="build/release/bin/chowki")
    options.add_argument("--copies", type=int, default=2)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as folder:
        made = samples(chosen.manifests, chosen.copies, np.random.default_rng(chosen.seed), pathlib.Path(folder))
        done = subprocess.run([chosen.chowki, "read", "--mrz-only", "--output", "jsonl", *[f for f, _ in made]],
                              stdout=subprocess.PIPE, text=True, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    rows = np.array([(a["weakest"], a["confidence"], a["mrz"] == t["mrz"], a["certain"])
                     for a, (_, t) in zip(answers, made) if a["status"] == "ok"], float)
    print(f"{len(made)} pictures, {len(rows)} handed out, {int(rows[:, 2].sum())} of them right, "
          f"{int(rows[:, 3].sum())} certain, {int((rows[:, 3] * (1 - rows[:, 2])).sum())} certain yet wrong")
    a, b = fit(rows[:, 0], rows[:, 2])
    print(f"kIntercept = {a:.2f}, kSlope = {b:.2f}")
    fitted = 1 / (1 + np.exp(-(a + b * logit(rows[:, 0]))))
    print("      limit   as delivered: readings  right     as fitted: readings  right")
    for limit in (0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995):
        cells = []
        for confidence in (rows[:, 1], fitted):
            chosen_rows = rows[confidence >= limit]
            cells.append((len(chosen_rows), 100 * chosen_rows[:, 2].mean() if len(chosen_rows) else 0))
        print(f"      {limit:5.3f} {cells[0][0]:23} {cells[0][1]:5.1f} % {cells[1][0]:23} {cells[1][1]:5.1f} %")


if __name__ == "__main__":
    main()
