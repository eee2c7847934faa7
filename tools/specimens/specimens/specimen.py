"""One specimen from a seed: person, print, wear, picture, truth.

`make(request, index)` is the whole maker; the command line only fills in the Request.
"""

import copy
import datetime
import json
import os
from dataclasses import dataclass, field

import numpy as np

from . import document, encode, formats, levels, lights, mrz, people, scene, style as styles, variants
from .draft import Draft

TODAY = datetime.date(2026, 6, 1)  # documents are valid on this day unless overridden
BOOKLET_LAYOUTS, BOOKLET_SHARE = ("TD3", "MRVA", "MRVB"), 0.4  # pages that lie in an open booklet, and how often
JOINT_GAP_MM = 6.0  # between the two sides of a card in one picture
EDITOR_QUALITY = (85, 99)  # JPEG, of a file that was edited
FORMATS = tuple(formats.SIDES)


@dataclass(frozen=True)
class Request:
    """What to make. `overrides` replaces fields of the Record; `layouts` and `wears` take turns."""

    seed: int
    layouts: tuple = FORMATS
    wears: tuple = ("clean",)
    variant: str = "genuine"
    lights: tuple = ("visible",)  # the visible one first; others of flatbed levels only
    ppi: float = None  # fixed resolution of flatbed scans; None: as the level draws it
    sides: str = "both"  # of cards: both (two pictures), joint (one picture), front, back
    turn_deg: float = None  # quarter turns of flatbed pages; for cameras the turn about which they vary
    overprint: bool = None
    file_format: str = None  # jpg, png or None: by seed
    name: str = None  # file stem instead of the generated one
    today: datetime.date = TODAY
    issue: int = None  # all documents of one issue: one pattern, one palette, one set of inks
    overrides: dict = field(default_factory=dict)


@dataclass
class Specimen:
    """One picture and its truth."""

    stem: str
    data: bytes  # of the picture file
    truth: dict
    picture: np.ndarray = None  # BGR before encoding
    others: dict = field(default_factory=dict)  # file name -> bytes of the pictures in other lights


def _streams(seed, index):
    """Independent generators, so that one more draw in one part leaves the others as they were."""
    parts = ("person", "style", "variant", "print", "wear", "pose", "scene", "device", "optics", "glow", "treatment",
             "lights", "edit")
    children = np.random.SeedSequence([seed, index]).spawn(len(parts))
    return {part: np.random.default_rng(child) for part, child in zip(parts, children)}


def draft_document(request, index, streams=None):
    """The document to print, before any picture: (Draft, forgery or None)."""
    streams = streams or _streams(request.seed, index)
    layout = request.layouts[index % len(request.layouts)]
    style, optics = styles.draw_style(streams["style"], request.overprint), lights.draw_optics(streams["optics"])
    if request.issue is not None:
        look = np.random.default_rng([request.issue, 2])
        style, optics = styles.of_issue(style, look), lights.draw_optics(look)
    record = people.draw_record(layout, streams["person"], request.today, style.script)
    for name, value in request.overrides.items():
        setattr(record, name, value)
    if "native_name" not in request.overrides and {"surname", "given_names"} & set(request.overrides):
        parts = [(record.given_names, ""), (record.surname, "")]
        record.native_name = people.native_form(parts, "latin", style.script).strip()
    draft = Draft(layout, record, style, mrz.mrz_lines(layout, vars(record)), optics, request.issue)
    return draft, variants.VARIANTS[request.variant](draft, streams["variant"])


def _side_groups(layout, sides):
    """Page names by picture, each with a suffix for the file stem."""
    names = formats.SIDES[layout]
    if len(names) == 1:
        return [("", names)]
    if sides == "joint":
        return [("", names)]
    chosen = {"both": names, "front": names[:1], "back": names[1:]}[sides]
    return [("_" + name.split("_")[1].lower(), (name,)) for name in chosen]


def _poses(names, request, level, rng, above_mm):
    """The pose of each page of one picture: pages lie below one another, above_mm of a booklet over them."""
    sizes = [formats.PAGES[name].size for name in names]
    tops = [above_mm + sum(size[1] + JOINT_GAP_MM for size in sizes[:i]) for i in range(len(sizes))]
    sheet = (max(size[0] for size in sizes), tops[-1] + sizes[-1][1])
    if level.capture == "flatbed":
        ppi = request.ppi or float(rng.choice(level.ppi))
        pose = scene.flatbed_pose(sheet, rng, ppi, level.max_skew_deg, request.turn_deg or 0.0)
    else:
        ppi_range = (request.ppi, request.ppi) if request.ppi else level.ppi
        pose = scene.camera_pose(sheet, rng, ppi_range, level.max_tilt_deg, request.turn_deg, level.fill)
    poses = []
    for top in tops:
        own = copy.copy(pose)
        own.matrix = pose.matrix @ np.array([[1, 0, 0], [0, 1, top], [0, 0, 1.0]])
        poses.append(own)
    return poses


def _neighbour(pose, size_mm, streams):
    """Another document beside or above: the front of a card, as `scene.compose` wants it."""
    rng = streams["scene"]
    name = "TD1_FRONT"
    page_format = formats.PAGES[name]
    style = styles.draw_style(rng, None)
    record = people.draw_record("TD1", rng, TODAY, style.script)
    left, top = (size_mm[0] + rng.uniform(2, 20), rng.uniform(-20, 30)) if rng.random() < 0.5 else \
        (rng.uniform(-20, 20), -page_format.size[1] - rng.uniform(2, 20))
    own = copy.copy(pose)
    own.matrix = pose.matrix @ np.array([[1, 0, left], [0, 1, top], [0, 0, 1.0]])
    draft = Draft("TD1", record, style, mrz.mrz_lines("TD1", vars(record)))
    page = document.draw_page(name, draft, lights.Light("visible", draft.optics), rng, own.ppi(page_format.size), None)
    return page.image, page.size_mm, page.corner_mm, own


def _covered(mask, pose, page):
    """[line, column] of each character of which a tenth or more is under the mask, counted from 1."""
    left, top, right, bottom = page.mrz_rect
    pitch, half = (right - left) / len(page.mrz[0]), document.MRZ_HALF_HEIGHT_MM
    step = (bottom - top - 2 * half) / (len(page.mrz) - 1)
    inside = np.linspace(0.1, 0.9, 5)
    covered = []
    for line, text in enumerate(page.mrz):
        for column in range(len(text)):
            points = [(left + pitch * (column + x), top + step * line + 2 * half * y) for x in inside for y in inside]
            at = np.clip(np.round(pose.place(points)).astype(int), 0, np.array(mask.shape[::-1]) - 1)
            if mask[at[:, 1], at[:, 0]].mean() >= 0.1:
                covered.append([line + 1, column + 1])
    return covered


def _rounded(points, digits):
    return [[round(float(x), digits), round(float(y), digits)] for x, y in points]


def _truth(request, index, draft, forgery, pages, poses, wear):
    """The truth of one picture, in the manner of the evaluation manifests."""
    pose, page = poses[-1], pages[-1]  # the side with the MRZ is the last
    record = draft.record
    frame = np.array([pose.width, pose.height], np.float64)
    visual = {}
    for side, place in zip(pages, poses):
        for name, entry in side.visual.items():
            quad = place.place(scene.corners(entry["rect"])) / frame
            visual[name] = {"text": entry["text"], "value": entry["value"], "quad": _rounded(quad, 5)}
    fields = {}
    if page.mrz:
        fields = mrz.decode(draft.layout, page.mrz, record.birth_date[:2], record.expiry_date[:2])
    failed = mrz.failed_digits(draft.layout, page.mrz) if page.mrz else []
    if forgery is not None:
        rects = [rect for rect in (forgery.get("rect"), *_regions(draft, page)) if rect]
        forgery = {**forgery, "quads": [_rounded(pose.place(scene.corners(rect)) / frame, 5) for rect in rects]}
    truth = {
        "type": draft.layout, "sides": [side.name for side in pages], "capture": pose.capture, "wear": wear,
        "rotation_deg": round(pose.rotation_deg, 2), "width": pose.width, "height": pose.height,
        "ppi": round(pose.ppi(page.size_mm), 1), "issuing_state": record.issuing_state.replace("<", ""),
        "has_mrz": bool(page.mrz), "mrz": page.mrz, "check_digits_ok": not failed, "check_digits_failed": failed,
        "fields": fields, "visual": visual,
        "doc_quad": _rounded(pose.place(scene.corners((0, 0, *page.size_mm))), 1),
        "mrz_quad": _rounded(pose.place(scene.corners(page.mrz_rect)), 1) if page.mrz else [],
        "light": "visible", "seed": request.seed, "index": index, "variant": request.variant, "forgery": forgery,
    }
    if len(pages) > 1:
        truth["front_quad"] = _rounded(poses[0].place(scene.corners((0, 0, *pages[0].size_mm))), 1)
    return truth


def _regions(draft, page):
    """What a forger touched on a page, as rectangles in mm."""
    rects = [page.visual[name]["rect"] for name in draft.fields if name in page.visual]
    if page.mrz_rect:
        rects += [page.cell(*cell) for cell in (*draft.cells, *draft.pasted)]
    return rects


def _printed(names, poses, draft, light, streams, visible):
    """The pages of one picture as they leave the printer, or the forger. visible: the same by day, None for these."""
    pages = []
    for at, (name, pose) in enumerate(zip(names, poses)):
        ppi = pose.ppi(formats.PAGES[name].size)
        page = document.draw_page(name, draft, light, streams["print"], ppi, streams["glow"])
        by_day = visible[at].image if visible else page.image
        for treatment in draft.treatments:
            page.image = treatment(page.image, by_day, page, light, streams["treatment"])
        pages.append(page)
    return pages


def _laid_out(pages, poses, level, layout, in_booklet, streams, light):
    """The pages lying on their ground, before a device saw them: (picture, what was done, covered characters)."""
    laid, done, page, pose = [], [], pages[-1], poses[-1]
    for side, place in zip(pages, poses):
        image, worn = levels.wear_page(side, level, streams["wear"], light)
        done += worn
        corner = 0.0 if in_booklet else side.corner_mm  # the upper edge is the fold
        laid.append((image, side.size_mm, corner, place))
    ground = scene.background(pose, streams["scene"])
    if in_booklet:
        scene.booklet(ground, pose, page.size_mm, streams["scene"])
        done.append("booklet")
    if light != "visible":
        ground = scene.ground_under(light, ground)
    if level.neighbour_share and streams["scene"].random() < level.neighbour_share:
        laid.append(_neighbour(pose, page.size_mm, streams))
        done.append("neighbour")
    picture = scene.compose(laid, ground, streams["scene"])
    covered = []
    if page.mrz and streams["scene"].random() < level.cover_share:
        picture, mask = scene.finger(picture, pose, page.mrz_rect, streams["scene"])
        covered = _covered(mask, pose, page)
        done.append("mrz_occluded")
    if level.bend_mm[1] > 0:
        bend = scene.draw_bend(pose, page.size_mm, streams["scene"], streams["scene"].uniform(*level.bend_mm))
        picture = bend.apply(picture)
        for place in poses:
            place.bend = bend
        done.append("bent")
    return picture, done, covered


def _shifted(poses, rng, shift_mm):
    """The poses of a picture in another light: the lamps change, and the page or the lens moved a little."""
    angle, distance = rng.uniform(0, 2 * np.pi), rng.uniform(*shift_mm)
    offset = np.array([np.cos(angle), np.sin(angle)]) * distance
    moved = []
    for pose in poses:
        own = copy.copy(pose)
        own.matrix = pose.matrix @ np.array([[1, 0, offset[0]], [0, 1, offset[1]], [0, 0, 1.0]])
        moved.append(own)
    return moved, offset


def make(request, index):
    """The pictures of document `index` of a request: a list of Specimen, one a picture of the visible light."""
    streams = _streams(request.seed, index)
    draft, forgery = draft_document(request, index, streams)
    wear = request.wears[(index // len(request.layouts)) % len(request.wears)]
    level = levels.LEVELS[wear]
    if len(request.lights) > 1 and level.capture != "flatbed":
        raise ValueError(f"a picture of level {wear} is a camera's; cameras have no other light than the visible one")
    stem = request.name or f"s{request.seed}-{index:04d}-{draft.layout}"
    made = []
    for suffix, names in _side_groups(draft.layout, request.sides):
        in_booklet = draft.layout in BOOKLET_LAYOUTS and streams["scene"].random() < BOOKLET_SHARE
        above_mm = float(streams["scene"].uniform(4, 60)) if in_booklet else 0.0
        poses = _poses(names, request, level, streams["pose"], above_mm)
        before = {part: copy.deepcopy(streams[part]) for part in ("print", "glow", "treatment", "wear", "scene")}
        pages = _printed(names, poses, draft, lights.Light("visible", draft.optics), streams, None)
        picture, done, covered = _laid_out(pages, poses, level, draft.layout, in_booklet, streams, "visible")
        quad = np.vstack([pose.place(scene.corners((0, 0, *page.size_mm))) for page, pose in zip(pages, poses)])
        box = (*quad.min(0), *quad.max(0))
        picture, taken = levels.take_picture(picture, level, streams["device"], pages[-1].ppi, box)
        stated_ppi = pages[-1].ppi if level.capture == "flatbed" else None
        quality = int(streams["device"].integers(level.quality[0], level.quality[1] + 1))
        by_seed = "png" if streams["device"].random() < level.png_share else "jpg"
        kind = request.file_format or by_seed
        data = encode.encoded(picture, kind, quality, stated_ppi)
        if draft.edits:
            picture, saved_quality = encode.decoded(data), int(streams["edit"].integers(*EDITOR_QUALITY))
            for edit in draft.edits:
                picture = edit(picture, poses[-1], pages[-1], streams["edit"])
            data = encode.encoded(picture, kind, saved_quality, stated_ppi)
            pages[-1].mrz = draft.pasted_over(pages[-1].mrz)
        truth = {"id": stem + suffix, "file": f"{stem}{suffix}.{kind}", "group": stem}
        truth.update(_truth(request, index, draft, forgery, pages, poses, wear))
        if covered:
            truth["covered"] = covered
        truth["quality"] = None if kind == "png" else saved_quality if draft.edits else quality
        truth["difficulty"] = sorted(set(done + taken))
        others = {}
        for light in request.lights[1:]:
            own = {**streams, **copy.deepcopy(before)}
            moved, offset = _shifted(poses, streams["lights"], level.shift_mm)
            lamp, gain = levels.under(level, light, streams["lights"])
            seen = _printed(names, moved, draft, lights.Light(light, draft.optics), own, pages)
            other, _, _ = _laid_out(seen, moved, level, draft.layout, in_booklet, own, light)
            other, _ = levels.take_picture(levels.expose(other, gain), lamp, streams["lights"], pages[-1].ppi, box)
            file = f"{stem}{suffix}.{light}.{kind}"
            others[file] = encode.encoded(other, kind, quality, stated_ppi)
            truth[light] = {"file": file, "shift_mm": [round(float(mm), 3) for mm in offset], "gain": round(gain, 3)}
        made.append(Specimen(stem + suffix, data, truth, picture, others))
    return made


def write(request, index, folder):
    """Makes document `index` and writes pictures and truth into `folder`; returns the truths."""
    truths = []
    for specimen in make(request, index):
        for name, data in {specimen.truth["file"]: specimen.data, **specimen.others}.items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(data)
        with open(os.path.join(folder, specimen.stem + ".json"), "w", encoding="utf-8") as file:
            json.dump(specimen.truth, file, ensure_ascii=False, indent=1)
            file.write("\n")
        truths.append(specimen.truth)
    return truths
