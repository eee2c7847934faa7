"""What light, lens and sensor do to an image. Every function returns a new image (BGR uint8 in and out).

Light is described by small gain maps (float32, rows x columns x 3, 1.0 = unchanged) that `relight` multiplies
together and applies at once; lengths are in px of the image unless a name says otherwise.
"""

import cv2
import numpy as np

MAP_SIDE = 320  # px, long side of a gain map


def map_shape(image, side=MAP_SIDE):
    """Rows and columns of a gain map for this image."""
    height, width = image.shape[:2]
    factor = side / max(height, width)
    return max(2, int(height * factor)), max(2, int(width * factor))


def relight(image, gains):
    """The image under all gain maps together; the maps may be of any size and broadcast in channels."""
    if not gains:
        return image
    rows = max(gain.shape[0] for gain in gains)
    columns = max(gain.shape[1] for gain in gains)
    total = np.ones((rows, columns, 3), np.float32)
    for gain in gains:
        gain = gain if gain.ndim == 3 else np.repeat(gain[:, :, None], 3, 2)
        total *= cv2.resize(np.ascontiguousarray(gain, np.float32), (columns, rows), interpolation=cv2.INTER_LINEAR)
    fixed = np.clip(total * 128.0, 0, 255).astype(np.uint8)
    fixed = cv2.resize(fixed, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cv2.multiply(image, fixed, scale=1.0 / 128.0)


def uneven_light(shape, rng, strength):
    """A slow change over the frame; strength is the largest loss (0.3 = 30 %)."""
    coarse = rng.uniform(1.0 - strength, 1.0, (3, 4)).astype(np.float32)
    return cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)


def coloured_light(rng, strength):
    """One tint over the whole frame; strength is the largest loss of a channel."""
    warm = rng.uniform(0.2, 1.0)
    losses = (warm, 0.35 * warm, 0.0) if rng.random() < 0.75 else (0.0, 0.3 * warm, warm)
    return np.array([[[1.0 - strength * loss for loss in losses]]], np.float32)


def shadow(shape, rng, strength):
    """A hand's or a phone's shadow: a soft-edged polygon reaching in from a side."""
    height, width = shape
    corner = rng.uniform(-0.3, 1.3, 2) * (width, height)
    count = int(rng.integers(3, 6))
    angles = np.sort(rng.uniform(0, 2 * np.pi, count))
    reach = rng.uniform(0.3, 0.7, count) * max(shape)
    points = np.stack([corner[0] + reach * np.cos(angles), corner[1] + reach * np.sin(angles)], 1)
    mask = np.zeros(shape, np.float32)
    cv2.fillPoly(mask, [np.round(points).astype(np.int32)], 1.0, cv2.LINE_8)
    soft = cv2.GaussianBlur(mask, (0, 0), rng.uniform(0.008, 0.05) * max(shape))
    return 1.0 - strength * soft


def glare(image, rng, strength, box=None):
    """A lamp's reflection: an elongated bright spot. box: (left, top, right, bottom) where it may lie, in px."""
    height, width = image.shape[:2]
    left, top, right, bottom = box if box is not None else (0, 0, width, height)
    rows, columns = map_shape(image)
    factor = columns / width
    spot = np.zeros((rows, columns), np.uint8)
    centre = (int(rng.uniform(left, right) * factor), int(rng.uniform(top, bottom) * factor))
    axes = (int(rng.uniform(0.04, 0.16) * MAP_SIDE), int(rng.uniform(0.015, 0.05) * MAP_SIDE))
    cv2.ellipse(spot, centre, axes, float(rng.uniform(0, 180)), 0, 360, int(255 * strength), -1)
    spot = cv2.GaussianBlur(spot, (0, 0), rng.uniform(0.012, 0.035) * MAP_SIDE)
    spot = cv2.resize(spot, (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.add(image, cv2.merge([spot, spot, spot]))


def blur(image, sigma):
    """Defocus of `sigma` px."""
    return cv2.GaussianBlur(image, (0, 0), sigma) if sigma > 0.15 else image


def motion(image, length, angle_deg):
    """A straight shake of `length` px."""
    size = max(3, int(np.ceil(length)) | 1)
    kernel = np.zeros((size, size), np.float32)
    centre = size / 2.0 - 0.5
    dx, dy = np.cos(np.radians(angle_deg)) * length / 2, np.sin(np.radians(angle_deg)) * length / 2
    ends = [(int(round((centre + s * dx) * 16)), int(round((centre + s * dy) * 16))) for s in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0, 1, cv2.LINE_8, 4)
    return cv2.filter2D(image, -1, kernel / kernel.sum())


def noise(image, rng, sigma):
    """Sensor noise of standard deviation `sigma` grey levels, partly common to the channels."""
    if sigma <= 0:
        return image
    side = 384
    tile = rng.normal(0, 0.8 * sigma, (side, side, 1)) + rng.normal(0, 0.6 * sigma, (side, side, 3))
    height, width = image.shape[:2]
    repeats = (-(-height // side), -(-width // side), 1)
    lighter = np.tile(np.clip(np.round(tile), 0, 255).astype(np.uint8), repeats)[:height, :width]
    darker = np.tile(np.clip(np.round(-tile), 0, 255).astype(np.uint8), repeats)[:height, :width]
    return cv2.subtract(cv2.add(image, lighter), darker)


def exposure(image, gain, gamma):
    """Overall brightness and tone curve."""
    levels = np.clip(255.0 * gain * (np.arange(256) / 255.0) ** gamma, 0, 255).astype(np.uint8)
    return cv2.LUT(image, levels)
