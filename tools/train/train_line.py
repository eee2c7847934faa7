#!/usr/bin/python3
"""Trains a recogniser of lines, of the MRZ or of text, on the known place of every character; what it learns is read like a CTC network's.

The rendered strips tell where each character stands, so no alignment is searched for, which learns in a fraction of the
steps that the CTC loss needs and costs less a step: a time step at a character's centre is that character, one far from
all is blank, one between may be either, and nothing else.
"""

import argparse
import pathlib
import time

import numpy as np
import torch
from torch import nn

import nets

NETWORKS = {"line": nets.LineNet, "text": nets.TextNet}
NEAR, FAR = 0.65, 1.25  # steps: this near to a centre it is the character, this far from all it is blank, else either
BETWEEN = 0.25  # of the way between two centres, about its middle: blank, too, however narrow the letters are


def step_targets(labels, centres, steps, step_px=4):
    """The two classes N x T that each time step may have; twice the same where it is certain."""
    columns = np.arange(steps, dtype=np.float32) * step_px - (step_px / 2 if step_px < 4 else 0)
    away = np.abs(columns[None, :, None] - np.where(centres < 0, 1e6, centres)[:, None, :])
    nearest = away.argmin(axis=2)
    least, second = np.moveaxis(np.partition(away, 1, axis=2)[:, :, :2], 2, 0)
    character = np.take_along_axis(labels, nearest, axis=1)
    between = second - least < BETWEEN * (second + least)
    one = np.where((least < FAR * step_px) & ~between, character, 0)
    return one, np.where((least <= NEAR * step_px) & ~between, character, 0)


def objective(logits, labels, centres, step_px=4):
    """Mean of -log(probability of what the step may be)."""
    targets = step_targets(labels, centres, logits.shape[2], step_px)
    one, other = (torch.from_numpy(t.astype(np.int64)) for t in targets)
    likely = logits.log_softmax(dim=1)
    a, b = likely.gather(1, one[:, None]), likely.gather(1, other[:, None])
    return -torch.where((one == other)[:, None], a, torch.logaddexp(a, b)).mean()


def normalised(strips):
    strips = strips.astype(np.float32)
    mean = strips.mean(axis=(1, 2), keepdims=True)
    return (strips - mean) / np.maximum(strips.std(axis=(1, 2), keepdims=True), 1)


class Shards:
    """Batches from a folder that may still be growing; every shard is used once before any is used again."""

    def __init__(self, folder, seed, batch, skip):
        self.folder, self.batch, self.skip = folder, batch, skip
        self.rng = np.random.default_rng(seed)
        self.used, self.kept = {}, {}

    def _pick(self):
        names = [p for p in sorted(self.folder.glob("*.npz"))
                 if ".part" not in p.name and int(p.name.split("_")[0]) >= self.skip]
        least = min(self.used.get(n, 0) for n in names)
        name = self.rng.choice([n for n in names if self.used.get(n, 0) == least])
        self.used[name] = self.used.get(name, 0) + 1
        with np.load(name) as shard:
            return shard["strips"], shard["labels"].astype(np.int64), shard["centres"]

    def __iter__(self):
        pool = []
        while True:
            while len(pool) < 60:
                strips, labels, centres = self._pick()
                order = self.rng.permutation(len(strips))
                pool += [(strips[b], labels[b], centres[b]) for b in np.array_split(order, max(1, len(order) // self.batch))]
            yield pool.pop(self.rng.integers(len(pool)))


def forward(network, strips):
    """Logits N x classes x T; bfloat16 but for the first layers, whose backward pass in oneDNN 2.6 gives NaN there."""
    first = network.glyphs[:3](strips)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = network.classes(network.glyphs[3:](first))
    return by_step(network, logits.float())


def by_step(network, logits):
    """N x (substeps x classes) x 1 x T -> N x classes x (substeps x T)."""
    count, channels, _, steps = logits.shape
    parted = logits.reshape(count, network.substeps, channels // network.substeps, steps)
    return parted.permute(0, 2, 3, 1).reshape(count, channels // network.substeps, steps * network.substeps)


def greedy(logits):
    """Class sequences of the best path, blanks and repeats removed."""
    best = logits.argmax(axis=1)
    return [[int(c) for k, c in enumerate(row) if c and (k == 0 or c != row[k - 1])] for row in best]


def distance(a, b):
    """Edit distance of two sequences."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        previous, row[0] = row[0], i + 1
        for j, y in enumerate(b):
            previous, row[j + 1] = row[j + 1], min(row[j + 1] + 1, row[j] + 1, previous + (x != y))
    return row[-1]


def examine(network, files):
    """Share of lines read exactly and character error rate on shards."""
    network.eval()
    lines = exact = wrong = characters = 0
    for name in files:
        with np.load(name) as shard:
            strips, labels = shard["strips"][:150], shard["labels"][:150]
        with torch.no_grad():
            logits = by_step(network, network(torch.from_numpy(normalised(strips)[:, None]))).numpy()
        for read, label in zip(greedy(logits), labels):
            truth = [int(c) for c in label if c]
            if not truth:
                continue
            errors = distance(read, truth)
            lines, exact, wrong, characters = lines + 1, exact + (errors == 0), wrong + errors, characters + len(truth)
    network.train()
    return exact / lines, wrong / characters


def start_from(network, weights):
    """Takes earlier weights: all, or of another kind's network those of the layers that both have."""
    own = network.state_dict()
    network.load_state_dict({name: weights[name] if name in weights and weights[name].shape == value.shape else value
                             for name, value in own.items()})


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("kind", choices=NETWORKS)
    options.add_argument("lines", type=pathlib.Path,
                         help="folder of render_lines.py or render_text.py; shard 0 is held out")
    options.add_argument("checkpoint", type=pathlib.Path)
    options.add_argument("--steps", type=int, default=4000)
    options.add_argument("--batch", type=int, default=24)
    options.add_argument("--rate", type=float, default=3e-3)
    options.add_argument("--start", type=pathlib.Path, help="checkpoint to go on from")
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    torch.manual_seed(chosen.seed)
    torch.set_num_threads(chosen.threads)
    network = NETWORKS[chosen.kind]()
    before = {"examples": 0, "seconds": 0.0, "step": 0, "rounds": []}
    if chosen.start:
        before = torch.load(chosen.start)
        start_from(network, before["weights"])
    optimiser = torch.optim.AdamW(network.parameters(), lr=chosen.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, chosen.rate, total_steps=chosen.steps, pct_start=0.15)
    start, seen, recent = time.time(), 0, []
    for step, (strips, labels, centres) in enumerate(Shards(chosen.lines, chosen.seed, chosen.batch, 1), 1):
        logits = forward(network, torch.from_numpy(normalised(strips)[:, None]))
        loss = objective(logits, labels, centres, network.step_px)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        seen += len(strips)
        recent.append(loss.item())
        if step % 100 == 0 or step == chosen.steps:
            exact, error = examine(network, sorted(chosen.lines.glob("0000_*.npz"))) if step % 500 == 0 or \
                step == chosen.steps or step == 100 else (-1, -1)
            print(f"step {step} loss {np.mean(recent):.4f} exact {exact:.3f} error {error:.4f} "
                  f"{time.time() - start:.0f} s", flush=True)
            recent = []
            this_round = {"seed": chosen.seed, "steps": step, "of": chosen.steps, "rate": chosen.rate,
                          "batch": chosen.batch}
            torch.save({"weights": network.state_dict(), "step": before["step"] + step,
                        "rounds": before.get("rounds", []) + [this_round],
                        "examples": before["examples"] + seen, "seconds": before["seconds"] + time.time() - start},
                       chosen.checkpoint)
        if step == chosen.steps:
            break


if __name__ == "__main__":
    main()
