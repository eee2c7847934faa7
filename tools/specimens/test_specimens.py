#!/usr/bin/python3
"""Tests of the specimen maker: /usr/bin/python3 -m unittest tools/specimens/test_specimens.py"""

import copy
import dataclasses
import os
import sys
import tempfile
import unittest

import cv2
import numpy as np

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from specimens import cli, document, formats, lights, mrz, people, scene, scripts, specimen, variants  # noqa: E402

# The examples of Doc 9303: parts 3 (appendix A), 4, 5, 6 and 7 (appendix B).
ERIKSSON = {
    "surname": "Eriksson", "given_names": "Anna Maria", "issuing_state": "UTO", "nationality": "UTO",
    "birth_date": "1974-08-12", "expiry_date": "2012-04-15", "sex": "F",
}
VECTORS = {
    "TD3": ({"document_code": "P<", "document_number": "L898902C3", "optional_data": "ZE184226B"},
            ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"]),
    "TD1": ({"document_code": "I<", "document_number": "D23145890"},
            ["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"]),
    "TD2": ({"document_code": "I<", "document_number": "D23145890"},
            ["I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"]),
    "MRVA": ({"document_code": "V<", "document_number": "L898902C", "birth_date": "1969-08-06",
              "expiry_date": "1994-06-23", "optional_data": "ZE184226B"},
             ["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C<3UTO6908061F9406236ZE184226B<<<<<<<"]),
    "MRVB": ({"document_code": "V<", "document_number": "L898902C", "birth_date": "1969-08-06",
              "expiry_date": "1994-06-23", "optional_data": "ZE184226"},
             ["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L898902C<3UTO6908061F9406236ZE184226"]),
}


class Mrz(unittest.TestCase):
    def test_check_digits_of_the_standard(self):
        for text, digit in (("520727", "3"), ("AB2134<<<", "5"), ("HA672242<658022549601086<<<<<<<<<<<<<<0", "8"),
                            ("D231458907<<<<<<<<<<<<<<<34071279507122<<<<<<<<<<<", "2"), ("<<<<<<", "0")):
            self.assertEqual(mrz.check_digit(text), digit)

    def test_documents_of_the_standard(self):
        for layout, (own, lines) in VECTORS.items():
            self.assertEqual(mrz.mrz_lines(layout, {**ERIKSSON, **own}), lines)
            self.assertEqual(mrz.failed_digits(layout, lines), [])

    def test_names_follow_the_rules_for_punctuation_and_truncation(self):
        self.assertEqual(mrz.name_field("D'Artagnan", "Marie-Élise", 30), "DARTAGNAN<<MARIE<ELISE<<<<<<<<")
        self.assertEqual(mrz.name_field("Björkqvist", "", 12), "BJOERKQVIST<")
        for length in range(12, 40):
            field = mrz.name_field("Papathanasopoulou-Kontogianni", "Anastasia Paraskevi Maria", length)
            self.assertEqual(len(field), length)
            self.assertTrue(field[-1].isalpha(), field)
            self.assertIn("<<", field)

    def test_a_long_number_spills_into_optional_data(self):
        lines = mrz.mrz_lines("TD1", {**ERIKSSON, "document_code": "I<", "document_number": "D23145890734"})
        self.assertEqual(lines[0], "I<UTOD23145890<7349<<<<<<<<<<<")
        self.assertEqual(mrz.failed_digits("TD1", lines), [])
        self.assertEqual(mrz.decode("TD1", lines, "19")["document_number"], "D23145890734")

    def test_unknown_parts_of_a_birth_date_are_fillers(self):
        self.assertEqual(mrz.mrz_date("1974-XX-XX"), "74<<<<")

    def test_every_drawn_record_composes_and_decodes(self):
        for layout in specimen.FORMATS:
            for index in range(60):
                draft, _ = specimen.draft_document(specimen.Request(seed=5, layouts=(layout,)), index)
                size = mrz.LAYOUTS[layout]
                self.assertEqual([len(line) for line in draft.lines], [size.columns] * size.lines)
                self.assertRegex("".join(draft.lines), r"\A[A-Z0-9<]+\Z")
                self.assertEqual(mrz.failed_digits(layout, draft.lines), [])
                fields = mrz.decode(layout, draft.lines, draft.record.birth_date[:2])
                self.assertEqual(fields["birth_date"], draft.record.birth_date)
                self.assertEqual(fields["document_number"], draft.record.document_number)


class Scripts(unittest.TestCase):
    def test_every_name_has_letters_of_the_script(self):
        self.assertEqual(scripts.to_arabic("KAMAL"), "کامال")
        self.assertEqual(scripts.to_bengali("RAMAN"), "রামান")
        self.assertEqual(people.native_form([("HINA", "حنا")], "arabic", "arabic"), "حنا")


class Pictures(unittest.TestCase):
    def test_the_same_seed_gives_the_same_bytes(self):
        request = specimen.Request(seed=3, layouts=("TD1", "TD3"), wears=("camera", "worn"), ppi=150)
        for index in range(4):
            first, second = specimen.make(request, index), specimen.make(request, index)
            self.assertEqual([s.data for s in first], [s.data for s in second])
            self.assertEqual([s.truth for s in first], [s.truth for s in second])

    def test_another_seed_gives_another_document(self):
        one, two = (specimen.draft_document(specimen.Request(seed=seed), 0)[0] for seed in (1, 2))
        self.assertNotEqual(one.lines, two.lines)

    def test_an_altered_digit_breaks_a_check_digit_and_is_recorded(self):
        for layout in specimen.FORMATS:
            request = specimen.Request(seed=4, layouts=(layout,), variant="mrz_digit_altered")
            genuine = specimen.Request(seed=4, layouts=(layout,))
            for index in range(10):
                draft, forgery = specimen.draft_document(request, index)
                true, _ = specimen.draft_document(genuine, index)
                self.assertTrue(mrz.failed_digits(layout, draft.lines))
                changed = [(row + 1, column + 1, old, new)
                           for row, (a, b) in enumerate(zip(true.lines, draft.lines))
                           for column, (old, new) in enumerate(zip(a, b)) if old != new]
                self.assertEqual(changed, [(forgery["line"], forgery["column"], forgery["from"], forgery["to"])])

    def test_the_mrz_is_where_the_truth_says_at_the_standards_pitch(self):
        request = specimen.Request(seed=8, wears=("clean",), ppi=200, turn_deg=90)
        for index in range(len(request.layouts)):
            made = specimen.make(request, index)[-1]
            truth = made.truth
            columns, lines = len(truth["mrz"][0]), len(truth["mrz"])
            width = int(columns * 20)
            height = int(width * formats_aspect(truth))
            target = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
            warp = cv2.getPerspectiveTransform(np.array(truth["mrz_quad"], np.float32), target)
            strip = cv2.cvtColor(cv2.warpPerspective(made.picture, warp, (width, height)), cv2.COLOR_BGR2GRAY)
            dark = strip < 0.55 * np.median(strip)
            for row, text in enumerate(truth["mrz"]):
                band = dark[row * height // lines: (row + 1) * height // lines]
                for column, character in enumerate(text):  # every cell holds ink
                    cell = band[:, column * 20: column * 20 + 20]
                    self.assertGreater(cell[:, 3:17].sum(), 15, (truth["type"], row, column, character))
            left, right = np.array(truth["mrz_quad"][0]), np.array(truth["mrz_quad"][1])
            pitch_mm = np.linalg.norm(right - left) / columns / truth["ppi"] * 25.4
            self.assertAlmostEqual(pitch_mm, 2.54, delta=0.02)

    def test_a_camera_picture_holds_the_whole_page(self):
        for index in range(12):
            draw = np.random.default_rng(index)
            pose = scene.camera_pose((125.0, 88.0), draw)
            quad = pose.place(scene.corners((0, 0, 125.0, 88.0)))
            self.assertTrue((quad > 0).all() and (quad < (pose.width, pose.height)).all())
            self.assertTrue(100 < pose.ppi((125.0, 88.0)) < 400)

    def test_both_sides_of_a_card_fit_into_one_picture(self):
        made = specimen.make(specimen.Request(seed=2, layouts=("TD1",), sides="joint", ppi=150), 0)
        self.assertEqual(len(made), 1)
        self.assertEqual(made[0].truth["sides"], ["TD1_FRONT", "TD1_BACK"])
        self.assertIn("surname", made[0].truth["visual"])
        self.assertTrue(made[0].truth["has_mrz"])

    def test_the_command_line_takes_the_person_and_writes_a_manifest(self):
        with tempfile.TemporaryDirectory() as folder:
            cli.main(["--out", folder, "--ppi", "150", "--surname", "Testesen", "--given-names", "Ida", "--number",
                      "UT1234567", "--birth", "1990-02-03", "--expiry", "2031-01-31", "--name", "ida",
                      "--file-format", "jpg"])
            self.assertEqual(sorted(os.listdir(folder)), ["ida.jpg", "ida.json", "manifest.jsonl"])
            with open(os.path.join(folder, "manifest.jsonl"), encoding="utf-8") as manifest:
                text = manifest.read()
            self.assertIn("UTOTESTESEN<<IDA<", text)
            self.assertIn("UT1234567", text)


def formats_aspect(truth):
    """Height over width of the MRZ rectangle, in mm."""
    centres = formats.PAGES[truth["sides"][-1]].mrz_centres
    return (centres[-1] - centres[0] + 2 * document.MRZ_HALF_HEIGHT_MM) / (2.54 * len(truth["mrz"][0]))


class Lights(unittest.TestCase):
    ALL = ("visible", "infrared", "ultraviolet")

    def _pages(self, variant, seed=21, layout="TD3"):
        """The flat pages of a document in each light, and the draft."""
        request = specimen.Request(seed=seed, layouts=(layout,), variant=variant, overprint=False)
        streams = specimen._streams(seed, 0)
        draft, forgery = specimen.draft_document(request, 0, streams)
        pose = scene.flatbed_pose(formats.PAGES[layout].size, np.random.default_rng(1), 200, 0.0, 0.0)
        pages = {}
        for light in self.ALL:
            own = copy.deepcopy(streams)
            by_day = [pages["visible"]] if pages else None
            pages[light] = specimen._printed([layout], [pose], draft, lights.Light(light, draft.optics), own, by_day)[0]
        return pages, draft, forgery

    @staticmethod
    def _cut(page, rect):
        left, top, right, bottom = (int(round(edge * page.ppi / 25.4)) for edge in rect)
        return page.image[top:bottom, left:right].astype(np.float32)

    def _contrast(self, page, rect):
        """(paper - ink) / paper of a zone with print."""
        grey = self._cut(page, rect).mean(2)
        paper, ink = np.percentile(grey, 75), np.percentile(grey, 2)
        return (paper - ink) / paper

    def test_carbon_stays_and_dyes_fade_in_infrared(self):
        genuine, _, _ = self._pages("genuine")
        self.assertGreater(self._contrast(genuine["infrared"], genuine["infrared"].mrz_rect), 0.6)
        forged, _, _ = self._pages("dye_mrz")
        self.assertGreater(self._contrast(forged["visible"], forged["visible"].mrz_rect), 0.6)
        self.assertLess(self._contrast(forged["infrared"], forged["infrared"].mrz_rect), 0.2)

    def test_security_paper_is_dull_and_office_paper_shines(self):
        for variant, least, most in (("genuine", 5, 60), ("bright_paper", 90, 250)):
            pages, _, _ = self._pages(variant)
            blue = np.median(pages["ultraviolet"].image[..., 0])
            self.assertTrue(least < blue < most, (variant, blue))

    def test_a_copy_by_ink_jet_vanishes_in_infrared_and_a_toner_copy_stays(self):
        gone, _, _ = self._pages("inkjet_copy")
        self.assertLess(self._contrast(gone["infrared"], gone["infrared"].mrz_rect), 0.2)
        stays, _, _ = self._pages("grey_copy")
        self.assertGreater(self._contrast(stays["infrared"], (2, 1, 120, 9)), 0.3)

    def test_altered_values_are_told_where_they_stand(self):
        for variant in ("visual_altered", "both_altered", "mrz_altered_fixed"):
            for index in range(12):
                request = specimen.Request(seed=31, layouts=("TD3",), variant=variant)
                draft, forgery = specimen.draft_document(request, index)
                true, _ = specimen.draft_document(specimen.Request(seed=31, layouts=("TD3",)), index)
                self.assertEqual(mrz.failed_digits("TD3", draft.lines), [])
                self.assertEqual(variant != "visual_altered", draft.lines != true.lines)
                self.assertEqual(variant != "mrz_altered_fixed", forgery["field"] in draft.fields)
                self.assertEqual(variant != "visual_altered", bool(draft.cells))

    def test_pasted_characters_are_pixels_of_others_and_the_digits_are_right(self):
        for layout in ("TD3", "TD1", "FRA_ID"):
            request = specimen.Request(seed=33, layouts=(layout,), variant="mrz_digit_pasted", ppi=150, file_format="png")
            edited = specimen.make(request, 0)[-1]
            scanned = specimen.make(dataclasses.replace(request, variant="genuine"), 0)[-1]
            truth, lines = edited.truth, scanned.truth["mrz"]
            self.assertEqual(truth["check_digits_failed"], [])
            changed = sum(a != b for old, new in zip(lines, truth["mrz"]) for a, b in zip(old, new))
            self.assertTrue(0 < changed == len(truth["forgery"]["quads"]))
            touched = np.zeros(edited.picture.shape[:2], np.uint8)
            for quad in np.array(truth["forgery"]["quads"]) * (truth["width"], truth["height"]):
                cv2.fillConvexPoly(touched, np.round(quad).astype(np.int32), 1)
            differs = (edited.picture != scanned.picture).any(2)
            self.assertGreater(differs[touched > 0].mean(), 0.3)
            self.assertFalse(differs[cv2.dilate(touched, np.ones((9, 9), np.uint8)) == 0].any())

    def test_a_pasted_portrait_is_in_the_file_alone(self):
        request = specimen.Request(seed=34, layouts=("TD3",), variant="portrait_pasted", ppi=150, file_format="png",
                                   lights=self.ALL)
        edited = specimen.make(request, 0)[0]
        scanned = specimen.make(dataclasses.replace(request, variant="genuine"), 0)[0]
        self.assertEqual(edited.others, scanned.others)
        self.assertEqual(edited.truth["mrz"], scanned.truth["mrz"])
        touched = np.zeros(edited.picture.shape[:2], np.uint8)
        quad = np.array(edited.truth["forgery"]["quads"][0]) * (edited.truth["width"], edited.truth["height"])
        cv2.fillConvexPoly(touched, np.round(quad).astype(np.int32), 1)
        differs = (edited.picture != scanned.picture).any(2)
        self.assertGreater(differs[touched > 0].mean(), 0.9)
        self.assertFalse(differs[cv2.dilate(touched, np.ones((15, 15), np.uint8)) == 0].any())

    def test_pictures_of_other_lights_lie_beside_the_visible_one_by_the_shift_that_is_told(self):
        for wear, least, most in (("clean", 0.0, 0.25), ("misregistered", 1.0, 2.0)):
            request = specimen.Request(seed=9, layouts=("TD3",), wears=(wear,), lights=self.ALL, ppi=150)
            made = specimen.make(request, 0)[0]
            self.assertEqual(len(made.others), 2)
            for light in self.ALL[1:]:
                told = made.truth[light]
                self.assertIn(told["file"], made.others)
                self.assertTrue(least <= np.hypot(*told["shift_mm"]) <= most, told)
                picture = cv2.imdecode(np.frombuffer(made.others[told["file"]], np.uint8), cv2.IMREAD_COLOR)
                self.assertEqual(picture.shape, made.picture.shape)

    def test_every_variant_draws_in_every_light(self):
        for variant in variants.VARIANTS:
            pages, _, _ = self._pages(variant, layout="TD2")
            for light, page in pages.items():
                self.assertEqual(page.image.dtype, np.uint8, (variant, light))
                self.assertEqual(page.image.shape, pages["visible"].image.shape, (variant, light))

    def test_a_camera_has_one_light(self):
        request = specimen.Request(seed=9, wears=("camera",), lights=self.ALL)
        with self.assertRaisesRegex(ValueError, "camera"):
            specimen.make(request, 0)


if __name__ == "__main__":
    unittest.main()
