#!/usr/bin/python3
"""Trains the finder network on scenes of render_scenes.py: cross-entropy plus overlap (Dice) of both maps."""

import argparse
import pathlib
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import nets

POSITIVE_WEIGHT = 2.0  # bands are a few percent of a picture


def normalised(pictures):
    pictures = pictures.astype(np.float32)
    mean = pictures.mean(axis=(1, 2), keepdims=True)
    return (pictures - mean) / np.maximum(pictures.std(axis=(1, 2), keepdims=True), 1)


def batches(folder, rng, size):
    """Endless (pictures, maps), each batch turned by a quarter at random, sometimes padded; shard 0 is held out."""
    used = {}
    while True:
        names = [p for p in sorted(folder.glob("*.npz")) if ".part" not in p.name and p.stem != "0000"]
        least = min(used.get(n, 0) for n in names)
        name = rng.choice([n for n in names if used.get(n, 0) == least])
        used[name] = used.get(name, 0) + 1
        with np.load(name) as shard:
            pictures, maps = shard["pictures"], shard["maps"]
        for part in np.array_split(rng.permutation(len(pictures)), len(pictures) // size):
            quarter = rng.integers(4)
            chosen = np.rot90(normalised(pictures[part]), quarter, (1, 2)).copy()
            wanted = np.rot90(maps[part], quarter, (2, 3)).astype(np.float32) / 255
            if rng.random() < 0.4:
                rows, columns = rng.integers(0, 7, 2) * 4
                chosen[:, chosen.shape[1] - rows:] = 0
                chosen[:, :, chosen.shape[2] - columns:] = 0
                wanted[:, :, wanted.shape[2] - rows // 4:] = 0
                wanted[:, :, :, wanted.shape[3] - columns // 4:] = 0
            yield torch.from_numpy(chosen[:, None]), torch.from_numpy(wanted.copy())


def objective(logits, wanted):
    weight = 1 + (POSITIVE_WEIGHT - 1) * wanted
    cross = functional.binary_cross_entropy_with_logits(logits, wanted, weight)
    likely = logits.sigmoid()
    common = (likely * wanted).sum(dim=(0, 2, 3))
    dice = 1 - (2 * common + 1) / (likely.sum(dim=(0, 2, 3)) + wanted.sum(dim=(0, 2, 3)) + 1)
    return cross + 0.3 * dice.mean()


def examine(network, name):
    """Held-out scenes: intersection over union of both maps; share of pictures without a zone with any band cell > 0.5."""
    network.eval()
    with np.load(name) as shard:
        pictures, maps = normalised(shard["pictures"])[:, None], shard["maps"] > 127
    both, either, false, empty = np.zeros(2), np.zeros(2), 0, 0
    for k in range(len(pictures)):
        with torch.no_grad():
            found = network(torch.from_numpy(pictures[k:k + 1])).numpy()[0] > 0
        both += (found & maps[k]).sum(axis=(1, 2))
        either += (found | maps[k]).sum(axis=(1, 2))
        if not maps[k, 1].any():
            empty, false = empty + 1, false + (found[1].sum() > 20)
    network.train()
    return both / np.maximum(either, 1), false / max(empty, 1)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("scenes", type=pathlib.Path, help="folder of render_scenes.py; shard 0 is held out")
    options.add_argument("checkpoint", type=pathlib.Path)
    options.add_argument("--steps", type=int, default=1500)
    options.add_argument("--batch", type=int, default=8)
    options.add_argument("--rate", type=float, default=3e-3)
    options.add_argument("--start", type=pathlib.Path, help="checkpoint to go on from")
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    torch.manual_seed(chosen.seed)
    torch.set_num_threads(chosen.threads)
    network = nets.FinderNet()
    before = {"examples": 0, "seconds": 0.0, "step": 0, "rounds": []}
    if chosen.start:
        before = torch.load(chosen.start)
        network.load_state_dict(before["weights"])
    optimiser = torch.optim.AdamW(network.parameters(), lr=chosen.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, chosen.rate, total_steps=chosen.steps, pct_start=0.15)
    start, seen, recent = time.time(), 0, []
    for step, (pictures, wanted) in enumerate(batches(chosen.scenes, np.random.default_rng(chosen.seed), chosen.batch), 1):
        loss = objective(network(pictures), wanted)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        seen += len(pictures)
        recent.append(loss.item())
        if step % 50 == 0 or step == chosen.steps:
            overlap, false = examine(network, chosen.scenes / "0000.npz") if step % 200 == 0 or step == chosen.steps \
                else ((-1, -1), -1)
            print(f"step {step} loss {np.mean(recent):.4f} overlap {overlap[0]:.3f} {overlap[1]:.3f} false {false:.2f} "
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
