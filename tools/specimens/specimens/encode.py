"""Pictures as files: JPEG or PNG bytes that carry the scanner's resolution, and back."""

import struct
import zlib

import cv2
import numpy as np


def jpeg(image, quality, ppi=None):
    """JPEG bytes; a known `ppi` goes into the JFIF header."""
    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, int(quality)])
    data = bytearray(data.tobytes())
    if ppi and data[6:11] == b"JFIF\0":
        data[13:18] = struct.pack(">BHH", 1, int(round(ppi)), int(round(ppi)))
    return bytes(data)


def png(image, ppi=None):
    """PNG bytes; a known `ppi` goes into a pHYs chunk."""
    _, data = cv2.imencode(".png", image, [cv2.IMWRITE_PNG_COMPRESSION, 1])
    data = data.tobytes()
    if not ppi:
        return data
    metre = int(round(ppi / 0.0254))
    body = b"pHYs" + struct.pack(">IIB", metre, metre, 1)
    chunk = struct.pack(">I", 9) + body + struct.pack(">I", zlib.crc32(body))
    end_of_header = 8 + 25  # signature, IHDR
    return data[:end_of_header] + chunk + data[end_of_header:]


def encoded(image, kind, quality, ppi=None):
    """Bytes of a file of this kind, png or jpg; quality is JPEG's."""
    return png(image, ppi) if kind == "png" else jpeg(image, quality, ppi)


def decoded(data):
    """The picture in the bytes of a file, BGR."""
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
