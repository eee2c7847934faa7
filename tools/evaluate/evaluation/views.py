"""The same pictures lying otherwise: turned by quarters, or stored with an EXIF orientation. Needs OpenCV."""

import pathlib
import struct

VIEWS = {
    "90": "turned by 90 degrees clockwise",
    "180": "turned by 180 degrees",
    "270": "turned by 270 degrees clockwise",
    "exif": "stored mirrored and turned, with the EXIF orientation (7) that puts it right",
    "mirror": "stored upright, with an EXIF orientation (2) that mirrors it",
}


def _with_orientation(jpeg, orientation):
    """A JPEG file with an EXIF block that states this orientation and nothing else."""
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    block = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + jpeg[2:]


def write_resized(path, long_side_px, stem):
    """Writes a picture so that its longer side has so many pixels, as a camera's JPEG.

    returns  the path written; None when the file is no picture.
    """
    import cv2
    picture = cv2.imread(path, cv2.IMREAD_COLOR)
    if picture is None:
        return None
    scale = long_side_px / max(picture.shape[:2])
    sized = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    cv2.imwrite(f"{stem}.jpg", sized, [cv2.IMWRITE_JPEG_QUALITY, 92])
    return f"{stem}.jpg"


def write(path, view, stem):
    """Writes a view of a picture. Turns are PNG, so that nothing but the turn changes.

    stem     path of the file to write, without its extension.
    returns  the path written; None when the file is no picture.
    """
    import cv2
    upright = cv2.imread(path, cv2.IMREAD_COLOR)
    if upright is None:
        return None
    turns = {"90": cv2.ROTATE_90_CLOCKWISE, "180": cv2.ROTATE_180, "270": cv2.ROTATE_90_COUNTERCLOCKWISE}
    if view in turns:
        cv2.imwrite(f"{stem}.png", cv2.rotate(upright, turns[view]), [cv2.IMWRITE_PNG_COMPRESSION, 1])
        return f"{stem}.png"
    # Orientation 7: what is shown is the stored picture, transposed and turned by 180 degrees; its own inverse.
    stored = cv2.rotate(cv2.transpose(upright), cv2.ROTATE_180) if view == "exif" else upright
    _, jpeg = cv2.imencode(".jpg", stored, [cv2.IMWRITE_JPEG_QUALITY, 97])
    pathlib.Path(f"{stem}.jpg").write_bytes(_with_orientation(jpeg.tobytes(), 7 if view == "exif" else 2))
    return f"{stem}.jpg"
