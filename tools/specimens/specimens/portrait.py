"""A portrait drawn by program: a stylised head and shoulders of nobody."""

import cairo
import cv2
import numpy as np

from . import degrade

WIDTH, HEIGHT = 35.0, 45.0  # mm, the frame of Doc 9303 portraits; drawn in these units and scaled

SKINS = ((0.96, 0.82, 0.72), (0.91, 0.74, 0.60), (0.82, 0.63, 0.48), (0.70, 0.50, 0.36), (0.55, 0.38, 0.27),
         (0.42, 0.28, 0.20))
HAIRS = ((0.08, 0.07, 0.07), (0.16, 0.11, 0.08), (0.30, 0.19, 0.11), (0.45, 0.30, 0.16), (0.72, 0.56, 0.32),
         (0.60, 0.60, 0.60), (0.48, 0.20, 0.10))
CLOTHES = ((0.15, 0.18, 0.28), (0.35, 0.12, 0.14), (0.13, 0.28, 0.22), (0.25, 0.25, 0.27), (0.50, 0.42, 0.30),
           (0.18, 0.30, 0.45), (0.85, 0.84, 0.80), (0.32, 0.20, 0.38))
IRISES = ((0.25, 0.16, 0.10), (0.15, 0.10, 0.07), (0.30, 0.40, 0.45), (0.30, 0.36, 0.22))  # the first two dark
BACKDROPS = ((0.86, 0.89, 0.93), (0.92, 0.92, 0.92), (0.80, 0.86, 0.93), (0.94, 0.93, 0.89))


def _shade(colour, factor):
    return tuple(min(1.0, c * factor) for c in colour)


def _ellipse(context, x, y, rx, ry):
    context.save()
    context.translate(x, y)
    context.scale(rx, ry)
    context.new_sub_path()
    context.arc(0, 0, 1, 0, 2 * np.pi)
    context.restore()


def _glow(context, x, y, radius, colour, alpha):
    """A soft spot, to model cheeks, nose and shadows."""
    spot = cairo.RadialGradient(x, y, 0, x, y, radius)
    spot.add_color_stop_rgba(0, *colour, alpha)
    spot.add_color_stop_rgba(1, *colour, 0)
    context.set_source(spot)
    context.arc(x, y, radius, 0, 2 * np.pi)
    context.fill()


def _shoulders(context, clothes, collar, rng):
    context.move_to(-1, HEIGHT + 1)
    context.curve_to(0, 37.5, 6, 36.8, 12.6, 35)
    context.line_to(22.4, 35)
    context.curve_to(29, 36.8, 35, 37.5, 36, HEIGHT + 1)
    context.close_path()
    cloth = cairo.LinearGradient(0, 35, WIDTH, HEIGHT)
    cloth.add_color_stop_rgb(0, *_shade(clothes, 1.2))
    cloth.add_color_stop_rgb(1, *_shade(clothes, 0.8))
    context.set_source(cloth)
    context.fill()
    if collar:
        context.set_source_rgb(*_shade((0.93, 0.93, 0.95), rng.uniform(0.85, 1.0)))
        context.move_to(12.8, 34.8)
        context.line_to(17.5, 41.5)
        context.line_to(14.2, 43)
        context.line_to(11.2, 36)
        context.close_path()
        context.move_to(22.2, 34.8)
        context.line_to(17.5, 41.5)
        context.line_to(20.8, 43)
        context.line_to(23.8, 36)
        context.close_path()
        context.fill()


def _eyes(context, iris, brow, y, gap, rng):
    tilt = rng.uniform(-0.25, 0.35)
    for side in (-1, 1):
        x = 17.5 + side * gap
        _glow(context, x, y - 0.2, 3.0, (0.25, 0.12, 0.08), 0.25)
        context.save()
        context.move_to(x - 2.0, y + 0.1 + side * tilt * 0.3)
        context.curve_to(x - 0.9, y - 1.25, x + 0.9, y - 1.25, x + 2.0, y + 0.1 - side * tilt * 0.3)
        context.curve_to(x + 0.8, y + 0.95, x - 0.8, y + 0.95, x - 2.0, y + 0.1 + side * tilt * 0.3)
        context.close_path()
        context.set_source_rgb(0.95, 0.94, 0.92)
        context.fill_preserve()
        context.clip()
        _ellipse(context, x, y - 0.1, 0.98, 0.98)
        context.set_source_rgb(*iris)
        context.fill()
        _ellipse(context, x, y - 0.1, 0.45, 0.45)
        context.set_source_rgb(0.03, 0.03, 0.03)
        context.fill()
        _ellipse(context, x + 0.3, y - 0.4, 0.18, 0.18)
        context.set_source_rgb(1, 1, 1)
        context.fill()
        context.restore()
        context.set_source_rgba(0.10, 0.06, 0.05, 0.9)
        context.set_line_width(0.38)
        context.move_to(x - 2.1, y + 0.1 + side * tilt * 0.3)
        context.curve_to(x - 0.9, y - 1.3, x + 0.9, y - 1.3, x + 2.1, y + 0.1 - side * tilt * 0.3)
        context.stroke()
        context.set_source_rgba(*brow, 0.85)
        context.set_line_width(rng.uniform(0.55, 0.95))
        context.move_to(x - 2.4, y - 2.2 + side * -0.15)
        context.curve_to(x - 0.8, y - 3.2, x + 0.8, y - 3.2, x + 2.4, y - 2.2 + side * 0.15)
        context.stroke()


def _nose_and_mouth(context, skin, y, lips, rng):
    wide = rng.uniform(1.5, 2.2)
    _glow(context, 17.5 - wide * 0.6, y + 5.0, 2.0, _shade(skin, 0.6), 0.5)
    _glow(context, 17.2, y + 3.6, 1.6, _shade(skin, 1.3), 0.6)
    context.set_source_rgba(*_shade(skin, 0.55), 0.8)
    context.set_line_width(0.35)
    context.move_to(17.5 - wide, y + 5.2)
    context.curve_to(17.5 - wide * 0.6, y + 6.1, 17.5 + wide * 0.6, y + 6.1, 17.5 + wide, y + 5.2)
    context.stroke()
    mouth, half = y + 8.9, rng.uniform(2.7, 3.4)
    smile = rng.uniform(-0.2, 0.5)
    context.move_to(17.5 - half, mouth - smile * 0.6)
    context.curve_to(16.2, mouth - 1.15, 17.0, mouth - 0.75, 17.5, mouth - 0.6)
    context.curve_to(18.0, mouth - 0.75, 18.8, mouth - 1.15, 17.5 + half, mouth - smile * 0.6)
    context.curve_to(19.2, mouth + 1.5, 15.8, mouth + 1.5, 17.5 - half, mouth - smile * 0.6)
    context.set_source_rgba(*lips, 0.9)
    context.fill()
    context.set_source_rgba(*_shade(lips, 0.45), 0.9)
    context.set_line_width(0.28)
    context.move_to(17.5 - half, mouth - smile * 0.6)
    context.curve_to(16, mouth + smile, 19, mouth + smile, 17.5 + half, mouth - smile * 0.6)
    context.stroke()


def _back_hair(context, hair, length):
    context.move_to(9.0, 20)
    context.curve_to(6.0, 4, 29.0, 4, 26.0, 20)
    context.curve_to(27.5, 26, 27, length - 4, 25.5, length)
    context.line_to(9.5, length)
    context.curve_to(8, length - 4, 7.5, 26, 9.0, 20)
    context.set_source_rgb(*_shade(hair, 0.8))
    context.fill()


def _front_hair(context, hair, kind):
    context.move_to(9.4, 20.5)
    context.curve_to(7.0, 4.8, 28.0, 4.8, 25.6, 20.5)
    if kind == "parted":
        context.curve_to(25.4, 14.5, 21.5, 12.5, 19.8, 11.2)
        context.curve_to(16.5, 13.6, 10.6, 13.2, 9.4, 20.5)
    elif kind == "fringe":
        context.curve_to(25.0, 15.8, 22, 15.0, 17.5, 15.2)
        context.curve_to(13, 15.0, 10.0, 15.8, 9.4, 20.5)
    else:  # short, receding
        context.curve_to(25.2, 15.5, 24.0, 11.9, 17.5, 11.2)
        context.curve_to(11.0, 11.9, 9.8, 15.5, 9.4, 20.5)
    context.close_path()
    shine = cairo.RadialGradient(15, 9, 1, 17.5, 12, 14)
    shine.add_color_stop_rgb(0, *_shade(hair, 1.6))
    shine.add_color_stop_rgb(1, *hair)
    context.set_source(shine)
    context.fill()


def _scarf_outline(context):
    context.move_to(17.5, 5.2)
    context.curve_to(3.5, 5.5, 7.5, 25, 6.0, 37)
    context.curve_to(10, 43, 25, 43, 29.0, 37)
    context.curve_to(27.5, 25, 31.5, 5.5, 17.5, 5.2)


def _scarf(context, cloth):
    """A head scarf around the face."""
    context.set_fill_rule(cairo.FILL_RULE_EVEN_ODD)
    _scarf_outline(context)
    _ellipse(context, 17.5, 21.2, 7.3, 10.6)
    fold = cairo.LinearGradient(6, 5, 29, 40)
    fold.add_color_stop_rgb(0, *_shade(cloth, 1.25))
    fold.add_color_stop_rgb(0.5, *cloth)
    fold.add_color_stop_rgb(1, *_shade(cloth, 0.7))
    context.set_source(fold)
    context.fill()
    context.set_fill_rule(cairo.FILL_RULE_WINDING)
    context.set_source_rgba(*_shade(cloth, 0.6), 0.7)
    context.set_line_width(0.5)
    for bend in (0.0, 2.2, 4.4):
        context.move_to(9.5 - bend * 0.3, 30 + bend)
        context.curve_to(14, 36 + bend, 21, 36 + bend, 25.5 + bend * 0.3, 30 + bend)
        context.stroke()


def _beard(context, hair, full):
    context.set_source_rgba(*hair, 0.85 if full else 0.45)
    context.move_to(10.0, 22.5)
    context.curve_to(10.2, 34.5, 24.8, 34.5, 25.0, 22.5)
    context.curve_to(23.8, 27.0, 22.0, 26.6, 17.5, 26.4)
    context.curve_to(13.0, 26.6, 11.2, 27.0, 10.0, 22.5)
    context.fill()


def draw(rng, sex, ppi):
    """A portrait of 35 x 45 mm at `ppi`, BGR uint8; the same generator state gives the same face."""
    scale = ppi / 25.4
    width, height = int(round(WIDTH * scale)), int(round(HEIGHT * scale))
    pixels = np.full((height, width, 4), 255, np.uint8)
    surface = cairo.ImageSurface.create_for_data(pixels, cairo.FORMAT_RGB24, width, height)
    context = cairo.Context(surface)
    context.scale(scale, scale)

    skin = SKINS[int(rng.integers(len(SKINS)))]
    hair = HAIRS[int(rng.integers(len(HAIRS)))] if sum(skin) > 1.9 else HAIRS[int(rng.integers(2))]
    clothes = CLOTHES[int(rng.integers(len(CLOTHES)))]
    backdrop = BACKDROPS[int(rng.integers(len(BACKDROPS)))]
    feminine = sex == "F" or (sex == "X" and rng.random() < 0.5)
    scarf = feminine and rng.random() < 0.3
    jaw = rng.uniform(7.2, 7.9) if feminine else rng.uniform(7.6, 8.4)
    eye_line, eye_gap = rng.uniform(18.9, 19.8), rng.uniform(3.35, 3.8)

    light = cairo.LinearGradient(0, 0, WIDTH, HEIGHT)
    light.add_color_stop_rgb(0, *_shade(backdrop, 1.03))
    light.add_color_stop_rgb(1, *_shade(backdrop, 0.93))
    context.set_source(light)
    context.paint()
    context.translate(17.5, 22.0)  # so that the head fills the frame as on a passport
    context.scale(1.2, 1.2)
    context.translate(-17.5, -22.2)
    long_hair = feminine and not scarf and rng.random() < 0.75
    scarf_cloth = CLOTHES[int(rng.integers(len(CLOTHES)))]
    if scarf:
        _scarf_outline(context)
        context.set_source_rgb(*_shade(scarf_cloth, 0.55))
        context.fill()
    if long_hair:
        _back_hair(context, hair, rng.uniform(33, 41))
    context.set_source_rgb(*_shade(skin, 0.82))  # neck
    context.move_to(13.2, 28)
    context.line_to(12.6, 36.5)
    context.curve_to(15, 39.5, 20, 39.5, 22.4, 36.5)
    context.line_to(21.8, 28)
    context.fill()
    _shoulders(context, clothes, rng.random() < 0.5, rng)
    for side in (-1, 1):  # ears
        _ellipse(context, 17.5 + side * (jaw + 0.3), 20.6, 1.3, 2.3)
        context.set_source_rgb(*_shade(skin, 0.85))
        context.fill()
    face = cairo.RadialGradient(15.5, 18, 1, 17.5, 21, 13)
    face.add_color_stop_rgb(0, *_shade(skin, 1.08))
    face.add_color_stop_rgb(0.7, *skin)
    face.add_color_stop_rgb(1, *_shade(skin, 0.72))
    context.move_to(17.5 - jaw, 18)
    context.curve_to(17.5 - jaw, 6.8, 17.5 + jaw, 6.8, 17.5 + jaw, 18)
    context.curve_to(17.5 + jaw, 25.0, 17.5 + jaw * 0.55, 32.2, 17.5, 32.2)
    context.curve_to(17.5 - jaw * 0.55, 32.2, 17.5 - jaw, 25.0, 17.5 - jaw, 18)
    context.set_source(face)
    context.fill()
    _glow(context, 13.2, 24.2, 2.8, (0.85, 0.35, 0.30), 0.16)
    _glow(context, 21.8, 24.2, 2.8, (0.85, 0.35, 0.30), 0.16)
    if not feminine and rng.random() < 0.45:
        _beard(context, hair, rng.random() < 0.6)
    pale = sum(skin) > 2.1
    iris = IRISES[int(rng.integers(len(IRISES) if pale else 2))]
    _eyes(context, iris, _shade(hair, 0.9), eye_line, eye_gap, rng)
    lips = (0.72, 0.36, 0.34) if feminine else _shade((0.70, 0.44, 0.40), 0.5 + sum(skin) / 5)
    _nose_and_mouth(context, skin, eye_line, lips, rng)
    if scarf:
        _scarf(context, scarf_cloth)
    elif feminine or rng.random() < 0.85:
        _front_hair(context, hair, ("parted", "fringe")[int(rng.integers(2))] if feminine else
                    ("parted", "short", "short")[int(rng.integers(3))])
    if rng.random() < 0.2:  # spectacles
        context.set_source_rgba(0.1, 0.1, 0.12, 0.85)
        context.set_line_width(0.45)
        for side in (-1, 1):
            _ellipse(context, 17.5 + side * eye_gap, eye_line, 2.9, 2.4)
            context.stroke()
        context.move_to(16.9, eye_line - 0.4)
        context.line_to(18.1, eye_line - 0.4)
        context.stroke()
    surface.flush()
    image = cv2.GaussianBlur(cv2.cvtColor(pixels, cv2.COLOR_BGRA2BGR), (0, 0), 0.1 * scale)
    return degrade.noise(image, rng, 3.0)
