"""Lays a page into a picture: on a scanner's glass, or on a table in front of a camera.

Two steps, so that the page can be drawn at just the resolution it will have: a Pose says where the page's
millimetres fall in the picture; `compose` puts the drawn page there. Angles are in degrees, clockwise as seen.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from . import backgrounds


BOOKLET_MM = (125.0, 88.0)  # a passport's page (Doc 9303-4)


@dataclass
class Pose:
    """Where a page lies. matrix: 3x3 homography from page mm to picture px."""

    matrix: np.ndarray
    width: int  # px of the picture
    height: int
    rotation_deg: float  # clockwise turn of the page, in (-180, 180]
    capture: str  # flatbed or camera
    bend: "Bend" = None  # how the picture was bent after the page was laid into it

    def place(self, points_mm):
        """Page points (N x 2, mm) in picture px."""
        points = np.asarray(points_mm, np.float64).reshape(-1, 1, 2)
        points = cv2.perspectiveTransform(points, self.matrix).reshape(-1, 2)
        return self.bend.place(points) if self.bend else points

    def ppi(self, size_mm):
        """Pixels an inch on the page: from the area that it covers."""
        quad = self.place(corners((0, 0, *size_mm)))
        area = cv2.contourArea(quad.astype(np.float32))
        return 25.4 * float(np.sqrt(area / (size_mm[0] * size_mm[1])))


@dataclass(frozen=True)
class Bend:
    """A page that does not lie flat: a long wave through the picture. Lengths in px."""

    direction: np.ndarray  # unit vector along which the wave runs
    depth: float
    period: float
    phase: float

    def _offset(self, points):
        along = points @ self.direction
        across = np.array([-self.direction[1], self.direction[0]])
        return (self.depth * np.sin(along * 2 * np.pi / self.period + self.phase))[..., None] * across

    def apply(self, picture):
        """The bent picture."""
        rows, columns = np.mgrid[0: picture.shape[0], 0: picture.shape[1]]
        source = np.stack([columns, rows], -1).astype(np.float64)
        source = (source + self._offset(source)).astype(np.float32)
        return cv2.remap(picture, source, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)

    def place(self, points):
        """Where points of the flat picture (N x 2) come to lie: the offset runs across the wave, so it is exact."""
        return points - self._offset(points)


def draw_bend(pose, size_mm, rng, depth_mm):
    """A wave along the page's longer or shorter side, one to three pages long."""
    ends = pose.place([(0, 0), (size_mm[0], 0)] if rng.random() < 0.7 else [(0, 0), (0, size_mm[1])])
    along = ends[1] - ends[0]
    length = float(np.linalg.norm(along))
    return Bend(along / length, depth_mm * pose.ppi(size_mm) / 25.4, length * rng.uniform(1.0, 3.0),
                rng.uniform(0, 2 * np.pi))


def corners(rect):
    """TL, TR, BR, BL of (left, top, right, bottom)."""
    left, top, right, bottom = rect
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float64)


def flatbed_pose(size_mm, rng, ppi, max_skew_deg, turn_deg=0.0):
    """A page on the glass at `ppi`, skewed within +-max_skew_deg, cropped tight or with a margin of glass."""
    skew = float(rng.uniform(-max_skew_deg, max_skew_deg))
    angle = np.radians(turn_deg + skew)
    scale = ppi / 25.4
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    quad = corners((0, 0, *size_mm)) @ turn.T
    margin = rng.uniform(0.3, 1.5) if rng.random() < 0.3 else rng.uniform(3.0, 14.0)
    around = scale * margin * rng.uniform(0.6, 1.4, 4)  # left, top, right, bottom, px
    low, high = quad.min(0), quad.max(0)
    shift = around[:2] - low
    width, height = np.ceil(high - low + around[:2] + around[2:]).astype(int)
    matrix = np.array([[*turn[0], shift[0]], [*turn[1], shift[1]], [0, 0, 1]])
    rotation = (turn_deg + skew + 180.0) % 360.0 - 180.0
    return Pose(matrix, int(width), int(height), rotation, "flatbed")


def camera_pose(size_mm, rng, ppi_range=(150, 330), max_tilt_deg=28.0, turn_deg=None, fill=(0.62, 0.95)):
    """A page before a hand-held camera: any turn (or `turn_deg` +-8), tilted, at a mean ppi in the range."""
    turn = float(rng.uniform(-180, 180)) if turn_deg is None else turn_deg + float(rng.uniform(-8, 8))
    tilt, towards = np.radians(rng.uniform(0, max_tilt_deg)), rng.uniform(0, 2 * np.pi)
    angle = np.radians(turn)
    spin = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
    lean, _ = cv2.Rodrigues(np.array([np.cos(towards) * tilt, np.sin(towards) * tilt, 0.0]))
    distance = rng.uniform(2.0, 3.5) * max(size_mm)  # of the lens, mm
    centre = np.array([[1, 0, -size_mm[0] / 2], [0, 1, -size_mm[1] / 2], [0, 0, 1]])
    rotated = lean @ spin
    plane = np.stack([rotated[:, 0], rotated[:, 1], np.array([0, 0, distance])], 1)  # page plane to the camera
    matrix = plane @ centre
    pose = Pose(matrix, 0, 0, (turn + 180.0) % 360.0 - 180.0, "camera")
    zoom = rng.uniform(*ppi_range) / pose.ppi(size_mm)
    pose.matrix = np.diag([zoom, zoom, 1.0]) @ matrix
    quad = pose.place(corners((0, 0, *size_mm)))
    low, high = quad.min(0), quad.max(0)
    extent = high - low
    wide = extent[0] >= extent[1] * rng.uniform(0.8, 1.2)
    aspect = float(rng.choice([4 / 3, 16 / 9, 3 / 2])) ** (1 if wide else -1)
    share = rng.uniform(*fill)
    height = max(extent[1], extent[0] / aspect) / share
    width = height * aspect
    slack = np.array([width, height]) - extent
    shift = slack * rng.uniform(0.15, 0.85, 2) - low
    pose.matrix = np.array([[1, 0, shift[0]], [0, 1, shift[1]], [0, 0, 1]]) @ pose.matrix
    pose.width, pose.height = int(round(width)), int(round(height))
    return pose


def _page_shadow(picture, quad, rng, reach):
    """Darkens the background beside the page; reach in px."""
    factor = 8
    mask = np.zeros((picture.shape[0] // factor + 1, picture.shape[1] // factor + 1), np.uint8)
    offset = rng.uniform(-1, 1, 2) * reach
    outline = np.round((quad + offset) * 16 / factor).astype(np.int32)
    cv2.fillPoly(mask, [outline], int(rng.uniform(60, 140)), cv2.LINE_AA, 4)
    mask = cv2.GaussianBlur(mask, (0, 0), max(1.0, reach / factor))
    mask = cv2.resize(255 - mask, (picture.shape[1], picture.shape[0]))
    return cv2.multiply(picture, cv2.merge([mask, mask, mask]), scale=1 / 255.0)


def _round_corners(picture, ground, pose, size_mm, radius):
    """Gives the background back outside a card's rounded corners."""
    width, height = size_mm
    arc = np.linspace(0, np.pi / 2, 12)
    for corner_x, corner_y, sx, sy in ((0, 0, 1, 1), (width, 0, -1, 1), (width, height, -1, -1), (0, height, 1, -1)):
        curve = np.stack([corner_x + sx * radius * (1 - np.sin(arc)), corner_y + sy * radius * (1 - np.cos(arc))], 1)
        outside = np.vstack([[(corner_x - sx * 0.2, corner_y - sy * 0.2)], curve])
        points = pose.place(outside)
        low = np.maximum(np.floor(points.min(0)).astype(int) - 1, 0)
        high = np.ceil(points.max(0)).astype(int) + 2
        spot = picture[low[1]: high[1], low[0]: high[0]]
        if spot.size == 0:
            continue
        mask = np.zeros(spot.shape[:2], np.uint8)
        cv2.fillPoly(mask, [np.round((points - low) * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
        alpha = mask[:, :, None].astype(np.uint16)
        below = ground[low[1]: high[1], low[0]: high[0]].astype(np.uint16)
        spot[:] = ((spot.astype(np.uint16) * (255 - alpha) + below * alpha) // 255).astype(np.uint8)


def sheet(picture, pose, rect, paper, rng):
    """A plain printed sheet under or beside the page; rect in page mm, paper a BGR colour."""
    left, top, right, bottom = rect
    outline = pose.place(corners(rect))
    cv2.fillPoly(picture, [np.round(outline).astype(np.int32)], paper, cv2.LINE_AA)
    ink = tuple(0.86 * c for c in paper)
    x = np.linspace(left + 1.5, right - 1.5, 70)
    period = rng.uniform(4, 8)
    for y in np.arange(top + 2, bottom - 2, rng.uniform(2, 4)):
        wave = pose.place(np.stack([x, y + 0.8 * np.sin(x / period + 0.15 * y)], 1))
        cv2.polylines(picture, [np.round(wave).astype(np.int32)], False, ink, 1, cv2.LINE_AA)


def booklet(picture, pose, size_mm, rng):
    """An open booklet under a page (a data page or a visa in it): its own page, the facing one, the spine.

    The booklet's pages are 125 x 88 mm; lower left corners coincide, as Doc 9303-7 places a visa.
    """
    book_width, book_height = BOOKLET_MM
    bottom = size_mm[1]
    fold = bottom - book_height
    paper = tuple(float(c) for c in rng.uniform(205, 240, 3))
    sheet(picture, pose, (0, fold, book_width, bottom), paper, rng)
    sheet(picture, pose, (0, fold - book_height, book_width, fold), paper, rng)
    for step in range(6):  # the shade of the fold
        for side in (-1, 1):
            ends = pose.place([(0, fold + side * 0.4 * step), (book_width, fold + side * 0.4 * step)])
            first, last = (tuple(int(round(c)) for c in end) for end in ends)
            thickness = max(1, int(0.45 * pose.ppi(size_mm) / 25.4))
            cv2.line(picture, first, last, tuple(c * (0.62 + 0.06 * step) for c in paper), thickness, cv2.LINE_AA)


def finger(picture, pose, rect, rng):
    """A finger on a part of a page; rect: what it touches, in page mm. Returns the picture and the covered mask."""
    left, top, right, bottom = rect
    tip = np.array([rng.uniform(left, right), rng.uniform(top, bottom)])
    lean = np.radians(rng.uniform(-50, 50))
    out = np.array([np.sin(lean), np.cos(lean)])  # it comes from below
    radius, length = rng.uniform(5, 8), 120.0
    side = np.array([out[1], -out[0]])
    arc = np.linspace(0, np.pi, 24)
    outline = [tip + radius * (np.cos(a) * side - np.sin(a) * out) for a in arc]
    outline = pose.place([*outline, tip - radius * side + length * out, tip + radius * side + length * out])
    mask = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.round(outline).astype(np.int32)], 255, cv2.LINE_AA)
    skin = np.array([rng.uniform(70, 160), rng.uniform(100, 180), rng.uniform(130, 225)], np.float32)
    middle = cv2.distanceTransform(mask, cv2.DIST_L2, 3)
    shade = 0.55 + 0.45 * np.clip(middle / max(float(middle.max()), 1.0), 0, 1)
    alpha = (mask / 255.0)[..., None].astype(np.float32)
    picture = (picture * (1 - alpha) + skin * shade[..., None] * alpha).astype(np.uint8)
    return picture, mask > 127


def background(pose, rng):
    """A ground that suits the capture, of the pose's picture size."""
    kinds = backgrounds.FLATBED if pose.capture == "flatbed" else backgrounds.CAMERA
    return kinds[int(rng.integers(len(kinds)))](pose.height, pose.width, rng)


def ground_under(light, ground):
    """What another light shows of the ground: a reader's lid does not fluoresce."""
    if light == "ultraviolet":
        return np.full_like(ground, 6)
    return cv2.cvtColor(cv2.cvtColor(ground, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)


def compose(pages, ground, rng):
    """A picture of pages lying on a ground.

    pages   list of (page image BGR, its size in mm, corner radius in mm, Pose); all poses of one picture size
    ground  BGR background of that size
    """
    picture = ground
    for image, size_mm, corner, pose in pages:
        quad = pose.place(corners((0, 0, *size_mm)))
        picture = _page_shadow(picture, quad, rng, reach=0.8 * pose.ppi(size_mm) / 25.4)
        below = picture.copy() if corner > 0 else picture
        to_mm = np.diag([size_mm[0] / image.shape[1], size_mm[1] / image.shape[0], 1.0])
        half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])  # pixel centres, not corners
        warp = np.linalg.inv(half) @ pose.matrix @ to_mm @ half
        cv2.warpPerspective(image, warp, (pose.width, pose.height), dst=picture, flags=cv2.INTER_LINEAR,
                            borderMode=cv2.BORDER_TRANSPARENT)
        if corner > 0:
            _round_corners(picture, below, pose, size_mm, corner)
    return picture
