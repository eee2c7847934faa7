"""What happens to print between the press and the pixel: grounds, light, lens, sensor, compression.

All pictures are float32 grey, 0 black .. 255 white; `rng` is a numpy Generator.
"""

import cv2
import numpy as np


def smooth_field(rng, height, width, cells):
    """Random field in about -1 .. 1 that changes over 1/cells of the longer side."""
    step = max(height, width) / cells
    coarse = rng.uniform(-1, 1, (max(2, round(height / step) + 1), max(2, round(width / step) + 1))).astype(np.float32)
    return cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)


def guilloche(rng, height, width, spacing):
    """Security print: bundles of wavy lines of one family or two that cross; 0 .. 1, 1 = line."""
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    total = np.zeros((height, width), np.float32)
    for _ in range(rng.integers(1, 3)):
        angle = rng.uniform(0, np.pi)
        along = columns * np.cos(angle) + rows * np.sin(angle)
        across = rows * np.cos(angle) - columns * np.sin(angle)
        gap = spacing * rng.uniform(0.6, 2.0)
        phase = (across + rng.uniform(0.3, 3) * gap * np.sin(along * 2 * np.pi / (gap * rng.uniform(4, 25)))
                 + rng.uniform(0, 2) * gap * np.sin(along * 2 * np.pi / (gap * rng.uniform(20, 60))))
        wave = np.sin(phase * 2 * np.pi / gap)
        total = np.maximum(total, np.clip((wave - rng.uniform(-0.2, 0.7)) * 3, 0, 1))
    return total


def overlay(rng, picture, pitch):
    """What lies over the print: a laminate's hologram or kinegram, rays and rings that are brighter or darker."""
    height, width = picture.shape
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    total = np.zeros((height, width), np.float32)
    for _ in range(rng.integers(1, 4)):
        y, x = rng.uniform(-0.5, 1.5) * height, rng.uniform(0, width)
        if rng.random() < 0.5:  # rings
            wave = np.sin(np.hypot(rows - y, columns - x) * 2 * np.pi / (pitch * rng.uniform(0.4, 4)) + rng.uniform(0, 6))
        else:  # rays
            wave = np.sin(np.arctan2(rows - y, columns - x) * rng.integers(6, 80) + rng.uniform(0, 6))
        radius = pitch * rng.uniform(2, 14)
        reach = np.exp(-(np.hypot(rows - y, columns - x) / radius) ** 4)
        total += rng.choice([-1, 1]) * reach * np.clip(wave * rng.uniform(1, 4) + rng.uniform(-0.5, 0.5), 0, 1)
    return picture + rng.uniform(10, 55) * total


def halftone(rng, picture, pitch):
    """A copy from an office printer: grey levels as dots of a turned screen."""
    rows, columns = np.mgrid[0:picture.shape[0], 0:picture.shape[1]].astype(np.float32)
    cell = max(pitch * rng.uniform(0.1, 0.3), 2.0)
    angle = rng.uniform(0, np.pi / 2)
    u = (columns * np.cos(angle) + rows * np.sin(angle)) * 2 * np.pi / cell
    v = (rows * np.cos(angle) - columns * np.sin(angle)) * 2 * np.pi / cell
    threshold = 128 + 60 * (np.cos(u) + np.cos(v))
    dots = 255 / (1 + np.exp(-np.clip((picture - threshold) / rng.uniform(5, 25), -30, 30)))
    share = rng.uniform(0.25, 0.9)
    return picture * (1 - share) + dots.astype(np.float32) * share


def screen(rng, picture):
    """Shown on a display: its grid of pixels beats with the sensor's."""
    rows, columns = np.mgrid[0:picture.shape[0], 0:picture.shape[1]].astype(np.float32)
    depth = rng.uniform(0.05, 0.25)
    for _ in range(rng.integers(1, 3)):
        angle = rng.normal(0, 0.1) + rng.choice([0, np.pi / 2])
        along = columns * np.cos(angle) + rows * np.sin(angle)
        picture = picture * (1 - depth * (0.5 + 0.5 * np.sin(along * 2 * np.pi / rng.uniform(2.05, 9))))
    return picture


def ground(rng, height, width, pitch):
    """Paper with what is printed under the text, 60 .. 255."""
    base = rng.uniform(150, 250) if rng.random() < 0.85 else rng.uniform(95, 150)
    picture = np.full((height, width), base, np.float32)
    if rng.random() < 0.6:
        picture += rng.uniform(3, 25) * smooth_field(rng, height, width, rng.uniform(2, 30))
    if rng.random() < 0.55:
        depth = base * (rng.uniform(0.03, 0.2) if rng.random() < 0.85 else rng.uniform(0.2, 0.35))
        lines = guilloche(rng, height, width, pitch * rng.uniform(0.15, 1.0))
        if rng.random() < 0.5:
            lines *= 0.5 + 0.5 * smooth_field(rng, height, width, rng.uniform(2, 8))
        picture -= depth * lines
    if rng.random() < 0.15:
        blobs = smooth_field(rng, height, width, rng.uniform(3, 12)) > 0.2
        picture -= rng.uniform(5, 40) * cv2.GaussianBlur(blobs.astype(np.float32), (0, 0), 0.6)
    if rng.random() < 0.4:
        picture += rng.normal(0, rng.uniform(1, 8), picture.shape).astype(np.float32)
    return np.clip(picture, 40, 255)


def light(rng, picture):
    """Uneven light, a shadow's edge, a glare."""
    height, width = picture.shape
    if rng.random() < 0.5:
        picture = picture * (1 + rng.uniform(0.05, 0.35) * smooth_field(rng, height, width, rng.uniform(0.7, 3)))
    if rng.random() < 0.15:
        angle = rng.uniform(0, 2 * np.pi)
        rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
        side = (columns - rng.uniform(0, width)) * np.cos(angle) + (rows - rng.uniform(0, height)) * np.sin(angle)
        picture = picture * (1 - rng.uniform(0.2, 0.6) / (1 + np.exp(-np.clip(side / rng.uniform(0.5, 20), -30, 30))))
    if rng.random() < 0.12:
        rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
        radius = rng.uniform(0.3, 2.5) * height
        spot = np.exp(-(((columns - rng.uniform(0, width)) / (radius * rng.uniform(0.5, 3))) ** 2
                        + ((rows - rng.uniform(0, height)) / radius) ** 2))
        picture = picture + (255 - picture) * np.clip(rng.uniform(0.3, 1.1) * spot, 0, 0.93)
    if rng.random() < 0.12:  # little contrast: coloured light, fog on the glass
        picture = np.mean(picture) + rng.uniform(0.12, 0.6) * (picture - np.mean(picture))
    return picture


def motion_kernel(rng, length):
    size = int(2 * np.ceil(length / 2) + 1)
    kernel = np.zeros((size, size), np.float32)
    angle, middle = rng.uniform(0, np.pi), size // 2
    offset = np.array([np.cos(angle), np.sin(angle)]) * length / 2
    ends = [tuple(int(v) for v in np.round((middle + s * offset) * 16)) for s in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0, 1, cv2.LINE_AA, 4)
    return kernel / max(kernel.sum(), 1e-6)


def camera(rng, picture, pitch, severity=1.0):
    """Lens, sensor, tone curve and file format; `pitch` in px scales what blurs. Returns uint8."""
    if rng.random() < 0.06:
        picture = screen(rng, picture)
    if rng.random() < 0.6:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.25, 0.25 + 0.13 * severity * min(pitch, 20)) * 0.75 + 0.05)
    if rng.random() < 0.2:
        picture = cv2.filter2D(picture, -1, motion_kernel(rng, rng.uniform(1, 1 + 0.36 * severity * pitch)))
    if rng.random() < 0.55:
        sigma = rng.uniform(0.5, 8) if rng.random() < 0.85 else rng.uniform(8, 22)
        noise = rng.normal(0, sigma, picture.shape).astype(np.float32)
        if rng.random() < 0.4:
            noise = cv2.GaussianBlur(noise, (0, 0), 0.7) * 1.6
        picture = picture + noise
    if rng.random() < 0.2:
        blurred = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.6, 2.0))
        picture = picture + rng.uniform(0.3, 1.8) * (picture - blurred)
    picture = np.clip(picture, 0, 255)
    if rng.random() < 0.4:
        picture = 255 * (picture / 255) ** rng.uniform(0.55, 1.7)
    if rng.random() < 0.06:
        picture = photocopy(rng, picture)
    picture = np.clip(picture, 0, 255).astype(np.uint8)
    if rng.random() < 0.6:
        quality = int(rng.uniform(25, 95))
        picture = cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], 0)
    return picture


def photocopy(rng, picture):
    """Nearly or wholly black and white."""
    level = np.percentile(picture, 60) * rng.uniform(0.6, 0.85)
    return 255 / (1 + np.exp(-np.clip((picture - level) / rng.uniform(1, 12), -30, 30)))
