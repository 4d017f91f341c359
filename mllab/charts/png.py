"""A grid of colours as one image, to lie behind a chart: thousands of marks would be slow to draw."""

import base64
import struct
import zlib

import numpy as np


def png(colours: np.ndarray, alpha: np.ndarray) -> str:
    """(r, c, 3) colours of 0 to 255 and (r, c) opacities of 0 to 1, row 0 at the bottom, as the address of a PNG. Source: PNG, ISO/IEC 15948."""
    pixels = np.concatenate([colours, 255 * np.clip(alpha, 0, 1)[..., None]], axis=2).round().astype(np.uint8)[::-1]
    rows, columns = pixels.shape[:2]
    lines = np.concatenate([np.zeros((rows, 1), np.uint8), pixels.reshape(rows, -1)], axis=1).tobytes()
    header = struct.pack(">IIBBBBB", columns, rows, 8, 6, 0, 0, 0)
    made = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(lines, 1)) + _chunk(b"IEND", b"")
    return "data:image/png;base64," + base64.b64encode(made).decode()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def rgb(colour: str) -> tuple[int, int, int]:
    """The parts, 0 to 255, of a colour such as #0072B2."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue
