#!/usr/bin/python3
"""Turns a checkpoint into models/*.onnx, proves that OpenCV computes the same, and writes its line of the manifest."""

import argparse
import copy
import hashlib
import json
import pathlib
import time

import cv2
import numpy as np
import torch

import mrz_text
import nets
import text_content

KINDS = {
    "line": {"network": nets.LineNet, "file": "mrz_line.onnx", "input": "strip", "output": "logits",
             "trial": [(32, w) for w in (416, 576, 688, 760, 832, 1024)]},
    "text": {"network": nets.TextNet, "file": "text_line.onnx", "input": "strip", "output": "logits",
             "trial": [(32, w) for w in (32, 64, 96, 160, 224, 352, 576)]},
    "finder": {"network": nets.FinderNet, "file": "mrz_finder.onnx", "input": "page", "output": "maps",
               "trial": [(512, 768), (576, 768), (768, 544), (320, 448), (864, 1152)]},
}
MOST_DIFFERENCE = 1e-3  # in logits, torch against OpenCV


def load(kind, checkpoint):
    network = KINDS[kind]["network"]()
    state = torch.load(checkpoint, map_location="cpu")
    network.load_state_dict(state["weights"])
    return network, state


def write_onnx(kind, network, path):
    height, width = KINDS[kind]["trial"][0]
    names = KINDS[kind]
    torch.onnx.export(nets.fused(copy.deepcopy(network)), torch.zeros(1, 1, height, width), str(path), opset_version=11,
                      input_names=[names["input"]], output_names=[names["output"]], do_constant_folding=True,
                      dynamic_axes={names["input"]: {2: "height", 3: "width"}, names["output"]: {2: "rows", 3: "columns"}})


def compare(kind, network, path):
    """Largest difference over the trial sizes, and OpenCV's milliseconds on one thread at each."""
    network.eval()
    runner = cv2.dnn.readNetFromONNX(str(path))
    cv2.setNumThreads(1)
    worst, cost = 0.0, {}
    for height, width in KINDS[kind]["trial"]:
        picture = np.random.default_rng(7).normal(0, 1, (1, 1, height, width)).astype(np.float32)
        with torch.no_grad():
            wanted = network(torch.from_numpy(picture)).numpy()
        runner.setInput(picture)
        got = runner.forward()
        if got.shape != wanted.shape:
            raise SystemExit(f"{path}: OpenCV gives {got.shape}, torch {wanted.shape}")
        worst = max(worst, float(np.abs(got - wanted).max()))
        start = time.process_time()
        for _ in range(10):
            runner.setInput(picture)
            runner.forward()
        cost[f"{width}x{height}"] = round((time.process_time() - start) * 100, 2)
    return worst, cost


FONTS = ("rendered, none is inside: OCR-B of Debian's fonts-ocr-b (Skala: public domain; Schwarz: 'You may freely use, "
         "modify and/or distribute this file, without limitation') and some 20 % of the monospaced and "
         "proportional faces of glyphs.py (Debian)")
AGAIN_GIVES = ("an equal network, not equal bits: the weights here were trained in the rounds told below, each going on "
               "from the one before, while the renderers were still being extended")
CONTRACT = {
    "line": {
        "purpose": "reads one MRZ line",
        "input": {"name": "strip", "shape": [1, 1, 32, "W"], "type": "float32", "multiple": 4, "pitch_px": 16.2,
                  "polarity": "dark print on light ground",
                  "normalisation": "(pixel - mean) / max(deviation, 1) over the strip"},
        "output": {"name": "logits", "shape": [1, 38, 1, "W/4"], "kind": "logits for CTC", "step_px": 4,
                   "classes": "\u2205" + mrz_text.ALPHABET, "blank": 0},
        "again": ["tools/train/render_lines.py /tmp/lines --shards 100 --seed 1",
                  "tools/train/train_line.py line /tmp/lines /tmp/line.pt --steps 4000 --seed 1",
                  "tools/train/export.py line /tmp/line.pt"],
        "again_gives": AGAIN_GIVES,
        "fonts": FONTS,
    },
    "text": {
        "purpose": "reads one line of Latin print",
        "input": {"name": "strip", "shape": [1, 1, 32, "W"], "type": "float32", "multiple": 4,
                  "scale": "the line's ink with a quarter of its height above and below is 32 rows",
                  "polarity": "dark print on light ground",
                  "normalisation": "(pixel - mean) / max(deviation, 1) over the strip"},
        "output": {"name": "logits", "shape": [1, 196, 1, "W/4"], "kind": "logits for CTC of two substeps a step, those of "
                   "the first, then those of the second", "substep_px": 2,
                   "classes": "\u2205" + text_content.ALPHABET, "blank": 0},
        "again": ["tools/train/render_text.py /tmp/text --shards 45 --papers 500 --seed 2",
                  "tools/train/train_line.py text /tmp/text /tmp/text.pt --steps 14000 --batch 32 --start /tmp/line.pt",
                  "tools/train/export.py text /tmp/text.pt"],
        "again_gives": AGAIN_GIVES + ("; the first layers began as an MRZ line network's, whose 3300 steps are "
                                      "counted among the steps, the round of seed 1 had a smaller alphabet"),
        "fonts": "rendered, none is inside: the faces of render_text.py (Debian)",
    },
    "finder": {
        "purpose": "finds MRZ lines in a small picture",
        "input": {"name": "page", "shape": [1, 1, "H", "W"], "type": "float32", "multiple": 32, "long_side_px": 768,
                  "normalisation": "(pixel - mean) / max(deviation, 1) over the picture without its padding, padding 0"},
        "output": {"name": "maps", "shape": [1, 2, "H/4", "W/4"], "kind": "logits for a sigmoid", "stride_px": 4,
                   "channels": ["line cores", "whole band"]},
        "again": ["tools/train/render_scenes.py /tmp/scenes --shards 100 --seed 1",
                  "tools/train/train_finder.py /tmp/scenes /tmp/finder.pt --steps 3000 --seed 1",
                  "tools/train/export.py finder /tmp/finder.pt"],
        "again_gives": AGAIN_GIVES,
        "fonts": FONTS,
    },
}


def update_manifest(folder, kind, version, state, cost):
    """Replaces this file's entry; `version` counts up from what is there unless given."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text()) if path.exists() else {"models": []}
    name = KINDS[kind]["file"]
    before = next((m for m in manifest["models"] if m["file"] == name), None)
    manifest["models"] = [m for m in manifest["models"] if m["file"] != name]
    entry = {"file": name, "version": version or (before["version"] + 1 if before else 1),
             "sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest(), "licence": "Apache-2.0",
             "origin": "trained by chowki's tools/train on pictures that its scripts draw"}
    entry.update(CONTRACT[kind])
    entry["training"] = {"rounds": state["rounds"], "steps": state["step"], "examples_seen": state["examples"],
                         "minutes": round(state["seconds"] / 60, 1),
                         "on": "one core of an Intel Xeon (AVX-512, bfloat16), busy machine",
                         "software": f"Debian 12, torch {torch.__version__}, OpenCV {cv2.__version__}"}
    entry["weights"] = sum(p.numel() for p in nets.fused(KINDS[kind]["network"]()).parameters())
    entry["opencv_ms_one_thread"] = cost
    manifest["models"].append(entry)
    manifest["models"].sort(key=lambda m: m["file"])
    path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("kind", choices=KINDS)
    options.add_argument("checkpoint", type=pathlib.Path)
    options.add_argument("--models", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2] / "models")
    options.add_argument("--version", type=int)
    chosen = options.parse_args()
    network, state = load(chosen.kind, chosen.checkpoint)
    path = chosen.models / KINDS[chosen.kind]["file"]
    write_onnx(chosen.kind, network, path)
    worst, cost = compare(chosen.kind, network, path)
    print(f"{path.name}: {path.stat().st_size} bytes, OpenCV differs by {worst:.2g}, ms {cost}")
    if worst > MOST_DIFFERENCE:
        raise SystemExit("OpenCV does not compute what torch does")
    update_manifest(chosen.models, chosen.kind, chosen.version, state, cost)


if __name__ == "__main__":
    main()
