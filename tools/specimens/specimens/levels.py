"""How bad a picture is: clean, worn, camera, hard, covered, and two faults of a reader. Ranges are (from, to), uniform; lengths in mm on the page."""

import dataclasses
from dataclasses import dataclass

import cv2

from . import degrade, wear


@dataclass(frozen=True)
class Level:
    """Ranges of what a level does to page and picture; a share is how often something happens."""

    capture: str
    ppi: tuple  # choices for a flatbed; (least, most) for a camera
    noise: tuple  # standard deviation in grey levels
    blur_mm: tuple
    quality: tuple  # JPEG
    png_share: float
    light: float  # largest loss by uneven light
    tint: float  # largest loss by coloured light
    max_skew_deg: float = 0.0
    wear_share: float = 0.0  # each kind of wear
    shadow_share: float = 0.0
    glare_share: float = 0.0
    glare: tuple = (0.0, 0.0)  # strength: below 0.6 the ink under it stays darker than the paper
    motion_share: float = 0.0
    max_tilt_deg: float = 28.0  # of a page before a camera
    fill: tuple = (0.62, 0.95)  # how much of a camera's picture the page takes
    bend_mm: tuple = (0.0, 0.0)  # how far a page that does not lie flat is off
    neighbour_share: float = 0.0  # another document lies beside it
    cover_share: float = 0.0  # a finger lies on the MRZ
    shift_mm: tuple = (0.0, 0.25)  # how far the picture of another light lies beside the visible one
    ultraviolet_exposure: tuple = (0.8, 1.2)


LEVELS = {
    "clean": Level("flatbed", ppi=(300, 300, 400), noise=(0.4, 2.0), blur_mm=(0.0, 0.03), quality=(88, 97),
                   png_share=0.12, light=0.04, tint=0.02, max_skew_deg=3.0),
    "worn": Level("flatbed", ppi=(200, 240, 300, 300, 400), noise=(1.5, 5.0), blur_mm=(0.0, 0.06), quality=(60, 90),
                  png_share=0.08, light=0.12, tint=0.06, max_skew_deg=5.0, wear_share=0.4,
                  glare_share=0.1, glare=(0.15, 0.4)),
    "camera": Level("camera", ppi=(150, 330), noise=(1.5, 6.0), blur_mm=(0.0, 0.06), quality=(55, 92),
                    png_share=0.04, light=0.4, tint=0.25, wear_share=0.15, shadow_share=0.45,
                    glare_share=0.3, glare=(0.25, 0.55), motion_share=0.2),
    "hard": Level("camera", ppi=(90, 220), noise=(2.0, 9.0), blur_mm=(0.0, 0.1), quality=(35, 90),
                  png_share=0.04, light=0.6, tint=0.5, wear_share=0.25, shadow_share=0.6,
                  glare_share=0.3, glare=(0.25, 0.55), motion_share=0.3, max_tilt_deg=40.0, fill=(0.35, 0.95),
                  bend_mm=(0.0, 2.0), neighbour_share=0.25),
    "covered": Level("camera", ppi=(150, 300), noise=(1.5, 6.0), blur_mm=(0.0, 0.06), quality=(55, 92),
                     png_share=0.04, light=0.4, tint=0.25, shadow_share=0.3, cover_share=1.0),
}
LEVELS["misregistered"] = dataclasses.replace(LEVELS["clean"], shift_mm=(1.0, 2.0))
LEVELS["dim"] = dataclasses.replace(LEVELS["clean"], ultraviolet_exposure=(0.1, 0.35))
MIXED = ("clean", "worn", "camera")


def wear_page(page, level, rng, light="visible"):
    """A page after use, under a light; returns (image, names of what was done)."""
    image, done, gains = page.image, [], []

    def happens(name):
        if rng.random() < level.wear_share:
            done.append(name)
            return True
        return False

    if page.mrz_rect:
        ink = rng.random()  # at most one fault of the MRZ's ink
        if ink < 0.5 * level.wear_share:
            image = wear.ink_spread(image, page.mrz_rect, page.ppi, rng.uniform(0.2, 0.7))
            done.append("ink_spread")
        elif ink < level.wear_share:
            image = wear.ink_thin(image, page.mrz_rect, page.ppi, rng.uniform(0.2, 0.6))
            done.append("ink_thin")
        if rng.random() < 0.6 * level.wear_share:
            image = wear.ink_dropout(image, page.mrz_rect, page.ppi, rng, rng.uniform(0.1, 0.6))
            done.append("ink_dropout")
    if happens("fade"):
        faded = wear.fade(image, rng, rng.uniform(0.2, 1.0))
        image = image if light == "ultraviolet" else faded  # inks fade, brighteners do not come
    if happens("scratches"):
        image = wear.scratches(image, rng, page.ppi, int(rng.integers(3, 16)))
    if happens("crease"):
        gains += [wear.crease_gain(image, rng, rng.uniform(0.2, 0.7)) for _ in range(int(rng.integers(1, 3)))]
    if happens("stain"):
        gains.append(wear.stain_gain(image, rng, rng.uniform(0.3, 1.0)))
    if happens("edges"):
        gains.append(wear.edge_gain(image, rng, rng.uniform(0.3, 1.0)))
    return degrade.relight(image, gains), done


def under(level, light, rng):
    """The level by which a reader takes its picture in another light, and that picture's exposure."""
    if light == "visible":
        return level, 1.0
    lamp = dataclasses.replace(level, light=max(level.light, 0.1), tint=0.0, shadow_share=0.0, glare_share=0.0,
                               png_share=0.0)
    if light == "infrared":
        return lamp, rng.uniform(0.9, 1.05)
    least, most = level.blur_mm
    lamp = dataclasses.replace(lamp, noise=(level.noise[0] + 1.5, level.noise[1] + 2.5), blur_mm=(least, most + 0.05))
    return lamp, rng.uniform(*level.ultraviolet_exposure)


def expose(picture, gain):
    """The picture with so much more or less light."""
    return picture if gain == 1.0 else cv2.convertScaleAbs(picture, alpha=gain)


def take_picture(picture, level, rng, ppi, page_box):
    """A picture as the device delivers it; returns (image, names of what was done).

    ppi       px an inch on the page
    page_box  (left, top, right, bottom) px of the page, where a reflection may lie
    """
    done, shape = [], degrade.map_shape(picture)
    gains = [degrade.uneven_light(shape, rng, level.light * rng.random())]
    if level.tint and rng.random() < 0.5:
        gains.append(degrade.coloured_light(rng, level.tint))
        done += ["coloured_light"] if level.tint > 0.1 else []
    if rng.random() < level.shadow_share:
        gains.append(degrade.shadow(shape, rng, rng.uniform(0.2, 0.55)))
        done.append("shadow")
    picture = degrade.relight(picture, gains)
    if rng.random() < level.glare_share:
        picture = degrade.glare(picture, rng, rng.uniform(*level.glare), page_box)
        done.append("glare")
    sigma = rng.uniform(*level.blur_mm) * ppi / 25.4
    picture = degrade.blur(picture, sigma)
    if sigma > 0.5:
        done.append("blur")
    if rng.random() < level.motion_share:
        picture = degrade.motion(picture, rng.uniform(0.05, 0.25) * ppi / 25.4, rng.uniform(0, 180))
        done.append("motion")
    return degrade.noise(picture, rng, rng.uniform(*level.noise)), done
