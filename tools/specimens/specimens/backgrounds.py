"""What lies around the page: scanner lids and tables. Each function: (height, width, rng) -> BGR uint8."""

import cv2
import numpy as np


def _grained(height, width, rng, colour, grain):
    """A plain surface with fine unevenness."""
    field = cv2.resize(rng.normal(0, grain, (128, 128)).astype(np.float32), None, fx=2, fy=2)
    tile = np.clip(np.array(colour, np.float32) + field[:, :, None], 0, 255).astype(np.uint8)
    return np.tile(tile, (-(-height // 256), -(-width // 256), 1))[:height, :width].copy()


def white_lid(height, width, rng):
    level = rng.uniform(225, 252)
    return _grained(height, width, rng, (level, level, level), 0.7)


def grey_lid(height, width, rng):
    level = rng.uniform(120, 190)
    return _grained(height, width, rng, (level + 4, level, level - 2), 1.5)


def black_lid(height, width, rng):
    level = rng.uniform(6, 40)
    return _grained(height, width, rng, (level, level, level), 1.5)


def plain_table(height, width, rng):
    return _grained(height, width, rng, rng.uniform(30, 225, 3), 4.0)


def wood(height, width, rng):
    """Boards: streaks along x over a brown ground."""
    streaks = rng.normal(0, 1, (180, 6)).astype(np.float32)
    field = cv2.GaussianBlur(cv2.resize(streaks, (width, height), interpolation=cv2.INTER_CUBIC), (0, 0), 1.2)
    ground = np.array([55, 95, 145], np.float32) * rng.uniform(0.6, 1.3)
    image = np.clip(ground * (1 + 0.13 * field[:, :, None]), 0, 255).astype(np.uint8)
    for y in np.arange(rng.uniform(0, 200), height, rng.uniform(220, 420)):
        cv2.line(image, (0, int(y)), (width, int(y)), tuple(float(c) for c in ground * 0.35), 3, cv2.LINE_AA)
    return image


def cloth(height, width, rng):
    """A coarse weave."""
    period = int(rng.integers(4, 9))
    x, y = np.arange(width) % (2 * period) < period, np.arange(height) % (2 * period) < period
    weave = np.where(x[None, :] ^ y[:, None], 1.0, 0.86).astype(np.float32)
    return np.clip(rng.uniform(40, 200, 3) * weave[:, :, None], 0, 255).astype(np.uint8)


def printed_matter(height, width, rng):
    """A newspaper or form: columns of small text, to tempt a reader that looks for lines of characters."""
    image = _grained(height, width, rng, rng.uniform(205, 240, 3), 2.0)
    letters = "abcdefghijklmnoprstuvwyABCDEFGHIKLMNOPRST0123456789 <.,-"
    size = rng.uniform(0.45, 0.9)
    step = int(34 * size)
    column = int(rng.uniform(260, 520))
    for left in range(12, width, column + 26):
        for y in range(step, height, step):
            text = "".join(letters[i] for i in rng.integers(0, len(letters), int(column / (19 * size))))
            cv2.putText(image, text, (left, y), cv2.FONT_HERSHEY_COMPLEX_SMALL, size, (50, 50, 50), 1, cv2.LINE_AA)
    angle = rng.uniform(-25, 25)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.5)
    return cv2.warpAffine(image, turn, (width, height), borderMode=cv2.BORDER_REFLECT)


def clutter(height, width, rng):
    """Things on a desk: overlapping cards, pens, cups as flat shapes."""
    image = wood(height, width, rng) if rng.random() < 0.5 else plain_table(height, width, rng)
    side = max(height, width)
    for _ in range(int(rng.integers(6, 15))):
        centre = rng.uniform(0, 1, 2) * (width, height)
        size = rng.uniform(0.04, 0.3, 2) * side
        colour = tuple(float(c) for c in rng.uniform(10, 250, 3))
        if rng.random() < 0.3:
            cv2.circle(image, tuple(int(c) for c in centre), int(size[0] / 2), colour, -1, cv2.LINE_AA)
        else:
            box = cv2.boxPoints((tuple(centre), tuple(size), float(rng.uniform(0, 180))))
            cv2.fillPoly(image, [np.round(box).astype(np.int32)], colour, cv2.LINE_AA)
    return image


FLATBED = (white_lid, white_lid, grey_lid, black_lid)
CAMERA = (wood, cloth, plain_table, printed_matter, clutter, clutter)
