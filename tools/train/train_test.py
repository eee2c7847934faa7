#!/usr/bin/python3
"""Holds the training tools to what the networks are told and what is promised of them. Needs torch; half a minute."""

import pathlib
import re
import tempfile
import unittest

import cv2
import numpy as np
import torch

import export
import mrz_text
import nets
import render_lines
import render_scenes
import render_text
import text_content
import train_line


class Texts(unittest.TestCase):
    def test_check_digits_are_those_of_the_standards_example(self):
        for field, digit in (("L898902C3", "6"), ("740812", "2"), ("120415", "9"), ("ZE184226B<<<<<", "1")):
            self.assertEqual(mrz_text._digit(field), digit)

    def test_every_layout_has_its_lines_of_its_width_and_alphabet(self):
        rng = np.random.default_rng(3)
        for layout, (count, width) in mrz_text.LINES.items():
            for make in (mrz_text.realistic, mrz_text.scrambled):
                for _ in range(50):
                    lines = make(rng, layout)
                    self.assertEqual([len(line) for line in lines], [width] * count, layout)
                    self.assertLessEqual(set("".join(lines)), set(mrz_text.ALPHABET))

    def test_marks_are_folded_unless_an_mrz_writes_the_letter_otherwise(self):
        for printed, read in (("E", "E"), ("É", "E"), ("č", "c"), ("Ö", "Ö"), ("Đ", "Ð"), ("Ж", "\u25a1")):
            self.assertEqual(text_content.ALPHABET[text_content.label(printed) - 1], read)

    def test_the_alphabet_is_the_one_that_the_service_decodes(self):
        source = pathlib.Path(__file__).resolve().parents[2] / "src/read/text_recogniser.cc"
        table = source.read_text().split("to_array<std::string_view>(")[1].split("});")[0]
        self.assertEqual(re.findall(r'"([^"]+)"', table), list(text_content.ALPHABET))


class Targets(unittest.TestCase):
    def test_narrow_letters_are_parted_by_a_certain_blank(self):
        for start in np.arange(20, 24, 0.25):
            labels, centres = np.zeros((1, 64), np.int64), np.full((1, 64), -1, np.float32)
            labels[0, :8], centres[0, :8] = 1, start + 5 * np.arange(8)
            one, other = train_line.step_targets(labels, centres, 40, 2)
            path = np.where(one == other, one, one * other)[0]  # what is surely no character is blank
            self.assertGreaterEqual(sum(a == 0 and b == 1 for a, b in zip(path, path[1:])), 8)

    def test_repeated_characters_are_parted_by_a_certain_blank_at_any_pitch_allowed(self):
        for pitch in (0.88 * 16.2, 16.2, 1.12 * 16.2):
            for start in np.arange(20, 24, 0.25):
                labels = np.zeros((1, 48), np.int64)
                centres = np.full((1, 48), -1, np.float32)
                labels[0, :30], centres[0, :30] = 1, start + pitch * np.arange(30)
                one, other = train_line.step_targets(labels, centres, 144)
                sure = np.where(one == other, one, -1)[0]
                runs = [k for k in range(1, 144) if sure[k] == 1 and 0 in sure[:k] and
                        next((v for v in sure[k - 1::-1] if v >= 0), 0) == 0]
                self.assertEqual(len(runs), 30)

    def test_greedy_reading_drops_blanks_and_repeats(self):
        path = [0, 5, 5, 0, 5, 7, 7, 0]
        logits = np.eye(38)[path].T[None]
        self.assertEqual(train_line.greedy(logits), [[5, 5, 7]])

    def test_distance_counts_edits(self):
        self.assertEqual(train_line.distance("ANNA", "ANA"), 1)
        self.assertEqual(train_line.distance("", "AB"), 2)
        self.assertEqual(train_line.distance("A0B", "AOB"), 1)


class Renderers(unittest.TestCase):
    def test_the_same_seed_draws_the_same_strips(self):
        first, second = render_lines.render_shard(5, 3), render_lines.render_shard(5, 3)
        for count in first:
            for a, b in zip(first[count], second[count]):
                for x, y in zip(a, b):
                    np.testing.assert_array_equal(x, y)

    def test_the_same_seed_draws_the_same_text(self):
        first, second = render_text.render_shard(5, 3), render_text.render_shard(5, 3)
        self.assertGreater(sum(map(len, first.values())), 5)
        for width in first:
            for a, b in zip(first[width], second[width]):
                for x, y in zip(a, b):
                    np.testing.assert_array_equal(x, y)

    def test_a_scene_without_a_zone_has_empty_maps_and_one_with_has_lines_inside_its_band(self):
        rng = np.random.default_rng(11)
        with_zone = 0
        for _ in range(12):
            picture, maps = render_scenes.render_scene(rng)
            self.assertEqual((picture.shape, maps.shape), ((544, 768), (2, 136, 192)))
            self.assertEqual(maps[0].any(), maps[1].any())
            if maps[1].any():
                with_zone += 1
                near = cv2.dilate(maps[1], np.ones((5, 5), np.uint8)) > 0
                self.assertGreater((near & (maps[0] > 127)).sum(), 0.98 * (maps[0] > 127).sum())
        self.assertGreater(with_zone, 4)


class Networks(unittest.TestCase):
    def test_opencv_computes_what_torch_does(self):
        torch.manual_seed(2)
        for kind in export.KINDS:
            network = export.KINDS[kind]["network"]()
            for part in network.modules():
                if isinstance(part, torch.nn.BatchNorm2d):
                    part.running_mean.normal_(0, 0.3)
                    part.running_var.uniform_(0.5, 2)
            with tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder) / export.KINDS[kind]["file"]
                export.write_onnx(kind, network, path)
                self.assertLess(export.compare(kind, network, path)[0], export.MOST_DIFFERENCE)

    def test_steps_and_cells_lie_where_the_contract_says(self):
        self.assertEqual(nets.LineNet().eval()(torch.zeros(1, 1, 32, 760)).shape, (1, 38, 1, 190))
        text = nets.TextNet().eval()
        self.assertEqual(train_line.by_step(text, text(torch.zeros(1, 1, 32, 224))).shape, (1, 98, 112))
        self.assertEqual(nets.FinderNet().eval()(torch.zeros(1, 1, 544, 768)).shape, (1, 2, 136, 192))


if __name__ == "__main__":
    unittest.main()
