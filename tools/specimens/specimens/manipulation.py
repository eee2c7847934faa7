"""What a forger does to a finished page, and what a copier or a screen makes of one.

Each treatment: (image, visible, page, light, rng) -> image. `image` is the page under `light`, `visible` the same page by
day, both BGR uint8 of one size; the generator is in the same state for each light.
"""

import cv2
import numpy as np

from . import degrade, encode, formats, portrait
from .lights import BRIGHT_PAPER

PASTED_HALF_MM = 1.4  # of a square round a character: all of it, nothing of its neighbours


def _pixels(rect, page):
    scale = page.ppi / 25.4
    return tuple(int(round(edge * scale)) for edge in rect)


def _bgr(rgb):
    return np.array(rgb[::-1], np.float32) * 255


def _photo_rect(page):
    return formats.PAGES[page.name].portrait


def _blend(image, patch, alpha):
    mixed = image.astype(np.float32) * (1 - alpha) + patch.astype(np.float32) * alpha
    return np.clip(np.round(mixed), 0, 255).astype(np.uint8)


def _other_face(page, rng, size, light, material):
    face = portrait.draw(rng, str(rng.choice(["M", "F"])), min(page.ppi, 300))
    face = face[: int(round(face.shape[1] * size[1] / size[0]))]
    return light.picture(cv2.resize(face, size, interpolation=cv2.INTER_AREA), material)


def portrait_glued(image, visible, page, light, rng):
    """Another photograph glued over the portrait: straight edges with a shadow, and photo paper that shines."""
    if _photo_rect(page) is None:
        return image
    image = image.copy()
    left, top, right, bottom = _pixels(np.array(_photo_rect(page)) + rng.uniform(-0.5, 0.5, 4), page)
    face = _other_face(page, rng, (right - left, bottom - top), light, "dye")
    thick, shade = max(1, int(round(rng.uniform(0.1, 0.25) * page.ppi / 25.4))), rng.uniform(0.45, 0.7)
    if light.name != "ultraviolet":
        for spot in (image[top + thick: bottom + thick, right: right + thick], image[bottom: bottom + thick, left + thick: right + thick]):
            spot[:] = (spot * shade).astype(np.uint8)
    if light.name == "ultraviolet":
        shine = _bgr(BRIGHT_PAPER) * rng.uniform(0.5, 0.9)
        face = (shine * (0.25 + 0.75 * face.astype(np.float32) / max(1, face.max()))).astype(np.uint8)
    image[top:bottom, left:right] = face
    return image


def portrait_printed(image, visible, page, light, rng):
    """Another face printed over the washed portrait by ink jet, its border feathered into the page."""
    if _photo_rect(page) is None:
        return image
    left, top, right, bottom = _pixels(_photo_rect(page), page)
    feather = max(3, int(round(rng.uniform(0.5, 1.2) * page.ppi / 25.4)))
    alpha = np.zeros(image.shape[:2], np.float32)
    alpha[top + feather: bottom - feather, left + feather: right - feather] = 1
    alpha = cv2.GaussianBlur(alpha, (0, 0), feather / 2.0)[..., None]
    patch = np.zeros_like(image)
    face = _other_face(page, rng, (right - left, bottom - top), light, "dye")
    grain = rng.normal(0, 9, face.shape[:2]).astype(np.float32)[..., None]  # droplets
    if light.name == "visible":
        face = np.clip(face + cv2.GaussianBlur(grain, (0, 0), 0.7)[..., None] * 2, 0, 255).astype(np.uint8)
    if light.name == "ultraviolet":
        face = (_bgr(light.scraped()) * (0.3 + 0.7 * face.astype(np.float32) / max(1, face.max()))).astype(np.uint8)
    patch[top:bottom, left:right] = face
    return _blend(image, patch, alpha)


def grey_copy(image, visible, page, light, rng):
    """A copy by a black toner copier on office paper."""
    grey = cv2.cvtColor(visible, cv2.COLOR_BGR2GRAY).astype(np.float32)
    contrast, grain = rng.uniform(1.1, 1.4), rng.normal(0, rng.uniform(4, 9), grey.shape).astype(np.float32)
    grey = np.clip((grey - 128) * contrast + 140 + cv2.GaussianBlur(grain, (0, 0), 0.6), 0, 255)
    tint = np.array((1.0, 1.0, 1.0), np.float32)
    if light.name == "ultraviolet":
        tint = _bgr(BRIGHT_PAPER) / 255 * rng.uniform(0.7, 1.0)
    return np.clip(grey[..., None] * tint, 0, 255).astype(np.uint8)


def _screen(shape, ppi, lines_an_inch, degrees):
    """A halftone's threshold screen in [0, 1]."""
    rows, columns = np.mgrid[0: shape[0], 0: shape[1]].astype(np.float32)
    turn, wave = np.radians(degrees), 2 * np.pi * lines_an_inch / ppi
    along = (columns * np.cos(turn) + rows * np.sin(turn)) * wave
    across = (-columns * np.sin(turn) + rows * np.cos(turn)) * wave
    return 0.5 + 0.25 * (np.cos(along) + np.cos(across))


def colour_copy(image, visible, page, light, rng):
    """A copy by a colour laser on office paper: cyan, magenta, yellow and black dots, the black of carbon."""
    ink = 1 - visible[..., ::-1].astype(np.float32) / 255  # cyan, magenta, yellow
    black = ink.min(2) ** 1.5
    colours = np.dstack([np.clip(ink - 0.8 * black[..., None], 0, 1), black])
    lines = rng.uniform(95, 135)
    soft = 0.22  # how far a dot's edge runs
    dots = [np.clip((colours[..., i] - _screen(black.shape, page.ppi, lines, degrees)) / soft + 0.5, 0, 1)
            for i, degrees in enumerate((15, 75, 0, 45))]
    if light.name == "infrared":
        return np.repeat((255 * light.optics.paper_infrared * (1 - 0.93 * dots[3]))[..., None], 3, 2).astype(np.uint8)
    seen = np.dstack([1 - dots[i] * 0.85 for i in range(3)]) * (1 - 0.92 * dots[3])[..., None]
    if light.name == "ultraviolet":
        return (seen.mean(2, keepdims=True) * _bgr(BRIGHT_PAPER) * rng.uniform(0.7, 1.0)).astype(np.uint8)
    return np.clip(seen[..., ::-1] * 252, 0, 255).astype(np.uint8)


def inkjet_copy(image, visible, page, light, rng):
    """A copy by an ink jet printer with dye inks on office paper: droplets, and nothing left in infrared."""
    drops = rng.normal(0, 1, visible.shape).astype(np.float32)
    drops = cv2.GaussianBlur(drops, (0, 0), 0.8)
    tone = visible.astype(np.float32)
    tone = tone + drops * 45 * np.sqrt(np.clip((255 - tone) * tone, 0, None)) / 128
    tone = np.clip(tone * 0.92 + 16, 0, 255)
    if light.name == "infrared":
        grey = tone.mean(2, keepdims=True) / 255
        return np.repeat(255 * light.optics.paper_infrared * (1 - 0.05 * (1 - grey)), 3, 2).astype(np.uint8)
    if light.name == "ultraviolet":
        grey = tone.mean(2, keepdims=True) / 255
        return ((0.3 + 0.7 * grey) * _bgr(BRIGHT_PAPER) * rng.uniform(0.7, 1.0)).astype(np.uint8)
    return tone.astype(np.uint8)


def recapture(image, visible, page, light, rng):
    """A picture of the page on a screen: its grid of coloured cells beats with the pixels; no heat, no fluorescence."""
    height, width = visible.shape[:2]
    cells = rng.uniform(1.6, 3.2)  # pixels of the picture from cell to cell
    turn = np.radians(rng.uniform(-4, 4))
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    along = (columns * np.cos(turn) + rows * np.sin(turn)) * 2 * np.pi / cells
    across = (-columns * np.sin(turn) + rows * np.cos(turn)) * 2 * np.pi / cells
    depth = rng.uniform(0.1, 0.22)
    grid = np.dstack([1 + depth * np.cos(along + shift) + 0.5 * depth * np.cos(across) for shift in (0, 2.1, 4.2)])
    if light.name != "visible":
        return np.full_like(image, 12)
    seen = visible.astype(np.float32) * 0.82 + np.array((26, 18, 14), np.float32)
    return np.clip(seen * grid, 0, 255).astype(np.uint8)


def glowing_insert(image, visible, page, light, rng):
    """A bright foil or paper under the photograph: a shining rectangle round it."""
    if light.name != "ultraviolet" or _photo_rect(page) is None:
        return image
    margin = rng.uniform(1.0, 2.5)
    left, top, right, bottom = _pixels(np.array(_photo_rect(page)) + margin * np.array((-1, -1, 1, 1)), page)
    left, top = max(0, left), max(0, top)
    image, glow = image.copy(), _bgr(BRIGHT_PAPER) * rng.uniform(0.4, 0.8)
    spot = image[top:bottom, left:right]
    spot[:] = np.clip(spot + glow, 0, 255).astype(np.uint8)
    return image


def glowing_strip(image, visible, page, light, rng):
    """Tape or glue over the MRZ: a shining strip."""
    if light.name != "ultraviolet" or page.mrz_rect is None:
        return image
    left, top, right, bottom = page.mrz_rect
    share = sorted(rng.uniform(0, 1, 2)) if rng.random() < 0.5 else (0.0, 1.0)
    if share[1] - share[0] < 0.3:
        share = (0.2, 0.8)
    span = right - left
    left, top, right, bottom = _pixels((left + share[0] * span, top - 1, left + share[1] * span, bottom + 1), page)
    image, glow = image.copy(), _bgr(BRIGHT_PAPER) * rng.uniform(0.35, 0.7)
    spot = image[top:bottom, left:right]
    spot[:] = np.clip(spot + glow, 0, 255).astype(np.uint8)
    return image


def paste_characters(cells):
    """An edit of the file: squares of pixels copied from one character of the MRZ to another, {to: from}."""

    def edit(picture, pose, page, rng):
        if not page.mrz:
            return picture
        edited, half = picture.copy(), int(round(PASTED_HALF_MM * pose.ppi(page.size_mm) / 25.4))
        for to, source in cells.items():
            rects = [np.reshape(page.cell(*cell), (2, 2)) for cell in (to, source)]
            (x, y), (from_x, from_y) = np.round(pose.place([rect.mean(0) for rect in rects])).astype(int)
            edited[y - half: y + half + 1, x - half: x + half + 1] = \
                picture[from_y - half: from_y + half + 1, from_x - half: from_x + half + 1]
        return edited

    return edit


def paste_portrait(picture, pose, page, rng):
    """An edit of the file: the face of another picture, with its own noise and compression, fitted over the portrait."""
    if _photo_rect(page) is None:
        return picture
    face = degrade.noise(portrait.draw(rng, str(rng.choice(["M", "F"])), 300), rng, rng.uniform(0.5, 3))
    face = encode.decoded(encode.jpeg(face, int(rng.integers(70, 96))))
    left, top, right, bottom = _photo_rect(page)
    face = face[: int(round(face.shape[1] * (bottom - top) / (right - left)))]
    height, width = face.shape[:2]
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
    source = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    warp = cv2.getPerspectiveTransform(source, pose.place(corners).astype(np.float32))
    size = picture.shape[1::-1]
    alpha = cv2.warpPerspective(np.ones((height, width), np.float32), warp, size)
    alpha = cv2.GaussianBlur(alpha, (0, 0), 1.0)[..., None]
    return _blend(picture, cv2.warpPerspective(face, warp, size, borderMode=cv2.BORDER_REPLICATE), alpha)


PORTRAIT = (portrait_glued, portrait_printed, glowing_insert)
TREATMENTS = (*PORTRAIT, glowing_strip, grey_copy, colour_copy, inkjet_copy, recapture)


def rect_of(treatment, page_format):
    """Where on the page a treatment leaves its marks, in mm; None: everywhere, or where the MRZ is."""
    return page_format.portrait if treatment in PORTRAIT else None
