#!/usr/bin/python3
"""Tests of what the evaluation tools share: /usr/bin/python3 tools/evaluate/evaluation_test.py"""

import json
import pathlib
import runpy
import struct
import subprocess
import sys
import tempfile
import unittest

import cv2
import numpy

from evaluation import calibration, failure_page, manifest, program, table, views
from evaluation.alignment import align, errors
from evaluation.judgement import Judgement, judge

LINES = ["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"]
TRUTH = {"file": "a.jpg", "path": "a.jpg", "type": "TD1", "capture": "flatbed", "mrz": LINES, "check_digits_ok": True}


def answer(lines=None, **changes):
    said = {"status": "ok", "mrz": LINES if lines is None else lines, "check_digits": {"birth_date": True, "composite": True},
            "certain": True, "doubtful": [], "confidence": 0.995, "cpu_ms": 40.0, "region": []}
    return said | changes


def misread(line, column, character):
    lines = list(LINES)
    lines[line] = lines[line][:column] + character + lines[line][column + 1:]
    return lines


class Alignments(unittest.TestCase):
    def test_a_lost_character_costs_one_and_not_the_rest_of_the_line(self):
        self.assertEqual(align("ABCD", "ACD"), [("A", "A"), ("B", ""), ("C", "C"), ("D", "D")])
        self.assertEqual(errors(["ABCD<<<<"], ["ACD<<<<"]), 1)

    def test_a_character_too_many_and_a_changed_one_are_told_apart(self):
        self.assertEqual(align("AB", "AXB"), [("A", "A"), ("", "X"), ("B", "B")])
        self.assertEqual(align("AB", "AX"), [("A", "A"), ("B", "X")])

    def test_a_missing_line_counts_whole(self):
        self.assertEqual(errors(["ABC", "DEF"], ["ABC"]), 3)
        self.assertEqual(errors([], ["ABC"]), 3)


class Judgements(unittest.TestCase):
    def test_every_character_right_is_exact(self):
        said = judge(TRUTH, answer())
        self.assertTrue(said.exact and said.certain and said.digits_hold)
        self.assertFalse(said.wrong or said.wrong_valid or said.wrong_certain or said.mended)

    def test_a_wrong_name_is_wrong_with_valid_digits(self):
        said = judge(TRUTH, answer(misread(2, 0, "F")))
        self.assertTrue(said.wrong_valid and said.wrong_certain and said.wrong_as_valid)
        self.assertEqual((said.character_errors, said.characters), (1, 90))

    def test_a_wrong_reading_whose_digits_tell_does_not_go_out_as_valid(self):
        said = judge(TRUTH, answer(misread(1, 0, "1"), check_digits={"birth_date": False}))
        self.assertTrue(said.wrong and said.wrong_certain)
        self.assertFalse(said.wrong_valid or said.wrong_as_valid)

    def test_without_any_check_digit_nothing_holds(self):
        self.assertFalse(judge(TRUTH, answer(misread(2, 0, "F"), check_digits={})).wrong_valid)

    def test_a_wrong_character_is_told_when_it_is_named_as_doubtful(self):
        doubt = [{"line": 2, "column": 0, "alternatives": [["F", 0.6], ["E", 0.4]]}]
        self.assertTrue(judge(TRUTH, answer(misread(2, 0, "F"), certain=False, doubtful=doubt)).told)
        self.assertFalse(judge(TRUTH, answer(misread(2, 1, "F"), certain=False, doubtful=doubt)).told)
        self.assertFalse(judge(TRUTH, answer(LINES[:2], certain=False, doubtful=doubt)).told)

    def test_abstentions_are_no_errors(self):
        for status, word in (("unreadable", "unreadable"), ("no_mrz", "missed")):
            said = judge(TRUTH, answer([], status=status, check_digits={}))
            self.assertTrue(getattr(said, word))
            self.assertFalse(said.exact or said.wrong or said.given)
            self.assertEqual(said.characters, 0)

    def test_lines_where_there_are_none_are_invented(self):
        self.assertTrue(judge(TRUTH | {"has_mrz": False}, answer()).invented)
        self.assertFalse(judge(TRUTH | {"has_mrz": False}, answer([], status="no_mrz")).invented)

    def test_right_digits_on_a_document_with_wrong_ones_were_mended(self):
        self.assertTrue(judge(TRUTH | {"check_digits_ok": False}, answer()).mended)
        said = judge(TRUTH | {"check_digits_ok": False}, answer(check_digits={"composite": False}))
        self.assertTrue(said.exact and not said.mended)

    def test_no_answer_and_an_error_are_errors(self):
        self.assertTrue(judge(TRUTH, None).error)
        self.assertTrue(judge(TRUTH, {"status": "error", "error": "not a picture"}).error)


class Tables(unittest.TestCase):
    def test_groups_count_their_pictures_only(self):
        truths = [TRUTH, TRUTH | {"capture": "camera", "difficulty": ["glare"]}, TRUTH | {"has_mrz": False}]
        rows = table.rows(truths, [judge(TRUTH, answer()), judge(TRUTH, answer(misread(2, 0, "F"))), Judgement()])
        self.assertEqual(rows["", "all pictures"].pictures, 3)
        self.assertEqual(rows["", "with an MRZ"].exact_share, 0.5)
        self.assertEqual(rows["", "not camera"].exact_share, 1)
        self.assertEqual(rows["difficulty", "glare"].counts["wrong_as_valid"], 1)
        self.assertEqual(rows["capture", "camera"].character_error_share, 1 / 90)
        self.assertIn("glare", table.text(rows))

    def test_percentiles_are_values_that_occurred(self):
        self.assertEqual(table.percentile([5, 1, 3], 0.5), 3)
        self.assertEqual(table.percentile([5, 1, 3], 0.95), 5)
        self.assertEqual(table.percentile([], 0.5), 0)


class Calibrations(unittest.TestCase):
    def test_high_confidences_are_held_against_what_was_right(self):
        judgements = ([Judgement(exact=True, confidence=1.0)] * 3 + [Judgement(wrong=True, confidence=0.99)]
                      + [Judgement(exact=True, confidence=0.6)] + [Judgement(missed=True)])
        found = calibration.calibrate(judgements, 6)
        self.assertEqual((found.high.readings, found.high.right), (4, 3))
        self.assertEqual(found.high_right_share, 0.75)
        self.assertEqual(found.high_share, 4 / 6)
        self.assertEqual(sum(b.readings for b in found.bins), 5)

    def test_an_invention_counts_as_a_wrong_reading(self):
        found = calibration.calibrate([Judgement(invented=True, confidence=1.0)], 0)
        self.assertEqual((found.high.readings, found.high.right), (1, 0))


class Views(unittest.TestCase):
    def setUp(self):
        self.picture = numpy.arange(24 * 40 * 3, dtype=numpy.uint8).reshape(24, 40, 3) // 64 * 64
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = f"{self.folder.name}/picture.png"
        cv2.imwrite(self.path, self.picture)

    def view(self, name):
        return views.write(self.path, name, f"{self.folder.name}/{name}")

    def test_turns_move_pixels_and_change_none(self):
        numpy.testing.assert_array_equal(cv2.imread(self.view("90")), numpy.rot90(self.picture, -1))
        numpy.testing.assert_array_equal(cv2.imread(self.view("180")), numpy.rot90(self.picture, 2))
        numpy.testing.assert_array_equal(cv2.imread(self.view("270")), numpy.rot90(self.picture, 1))

    def test_a_right_orientation_shows_the_same_picture_and_a_wrong_one_its_mirror(self):
        for name, shown in (("exif", self.picture), ("mirror", self.picture[:, ::-1])):
            file = self.view(name)
            self.assertLess(numpy.abs(cv2.imread(file).astype(int) - shown).mean(), 12)
            stored = cv2.imread(file, cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
            self.assertEqual(stored.shape[:2], (40, 24) if name == "exif" else (24, 40))

    def test_a_picture_at_another_size_keeps_its_shape(self):
        file = views.write_resized(self.path, 80, f"{self.folder.name}/large")
        self.assertEqual(cv2.imread(file).shape, (48, 80, 3))

    def test_what_is_no_picture_has_no_views(self):
        self.assertIsNone(views.write(__file__, "90", f"{self.folder.name}/x"))

    def test_the_exif_block_is_one_that_states_the_orientation(self):
        jpeg = pathlib.Path(self.view("mirror")).read_bytes()
        length = struct.unpack(">H", jpeg[4:6])[0]
        self.assertEqual(jpeg[2:4] + jpeg[6:12], b"\xff\xe1Exif\0\0")
        self.assertEqual(jpeg[4 + length:6 + length], b"\xff\xe0")  # the next marker


class Pages(unittest.TestCase):
    def test_failures_are_shown_with_what_differs_and_nothing_in_them_is_markup(self):
        with tempfile.TemporaryDirectory() as folder:
            path = f"{folder}/a.png"
            cv2.imwrite(path, numpy.full((60, 90, 3), 200, numpy.uint8))
            truth = TRUTH | {"path": path, "file": "<b>.png"}
            region = [[0.1, 0.5], [0.9, 0.5], [0.9, 0.9], [0.1, 0.9]]
            said = answer(misread(2, 0, "F"), region=region)
            judgements = [judge(truth, said)]
            page = failure_page.page("set", [truth], {path: said}, judgements, table.rows([truth], judgements),
                                     calibration.calibrate(judgements, 1))
        self.assertIn("<u>E</u>", page)
        self.assertIn("<u>F</u>", page)
        self.assertIn("&lt;b&gt;.png", page)
        self.assertIn("&lt;&lt;ANNA", page)
        self.assertEqual(page.count("data:image/jpeg"), 2)

    def test_the_most_dangerous_kind_comes_first(self):
        self.assertEqual(failure_page.kind_of(judge(TRUTH, answer(misread(2, 0, "F")))), "wrong_as_valid")
        self.assertIsNone(failure_page.kind_of(judge(TRUTH, answer())))


class Manifests(unittest.TestCase):
    def test_pictures_lie_beside_their_manifest(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "manifest.jsonl")
            file.write_text(json.dumps({"file": "a/b.jpg", "mrz": []}) + "\n\n", encoding="utf-8")
            truths = manifest.load(file)
        self.assertEqual([truth["path"] for truth in truths], [f"{folder}/a/b.jpg"])
        self.assertFalse(manifest.has_mrz(truths[0]))

    def test_a_size_belongs_to_one_class(self):
        for width, height, name in ((400, 300, "0 to 0.5 MP"), (1280, 720, "0.5 to 1.2 MP"), (1600, 1200, "1.2 to 3 MP"),
                                    (3840, 2160, "6 MP and more")):
            groups = dict(manifest.groups_of(TRUTH | {"width": width, "height": height}))
            self.assertEqual(groups["size"], name)


class Programs(unittest.TestCase):
    def test_answers_memory_and_time_come_from_the_program(self):
        with tempfile.TemporaryDirectory() as folder:
            fake = pathlib.Path(folder, "fake")
            fake.write_text(f"#!{sys.executable}\nimport json, sys\n"
                            "print(json.dumps({'file': sys.argv[-1], 'threads': sys.argv[6]}))\n", encoding="utf-8")
            fake.chmod(0o755)
            run = program.read(str(fake), ["x.jpg"], threads=2)
            self.assertEqual(run.answers, {"x.jpg": {"file": "x.jpg", "threads": "2"}})
            self.assertGreater(run.peak_memory_mb, 1)
            fake.write_text("#!/bin/sh\nexit 2\n", encoding="utf-8")
            with self.assertRaises(SystemExit):
                program.read(str(fake), ["x.jpg"])

    def test_pages_of_another_hand_have_valid_zones_and_three_lights(self):
        tool = pathlib.Path(__file__).with_name("other_hand")
        digit = runpy.run_path(str(tool))["digit"]
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([str(tool), folder, "--genuine", "2", "--forged", "0"], check=True)
            for truth in manifest.load(pathlib.Path(folder, "manifest.jsonl")):
                first, second = truth["mrz"]
                self.assertEqual((len(first), len(second)), (44, 44))
                for field, at in ((second[:9], 9), (second[13:19], 19), (second[21:27], 27)):
                    self.assertEqual(digit(field), second[at])
                visible, infrared, ultraviolet = (cv2.imread(str(pathlib.Path(folder, file))) for file in (
                    truth["file"], truth["infrared"]["file"], truth["ultraviolet"]["file"]))
                self.assertEqual({visible.shape}, {infrared.shape, ultraviolet.shape})
                self.assertGreater(visible.mean(), 4 * ultraviolet.mean())


if __name__ == "__main__":
    unittest.main()
