"""The pages of an image file, each with its size on paper; what is too large is refused before it is unpacked."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageOps

from perflint.errors import ReadError

MOST_PIXELS = 60_000_000
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF")
_POINTS = 72
_SHORT, _LONG = 595.0, 842.0
"""An A4 page in points, which an image is taken for that does not say how large it is."""
_SMALLEST, _LARGEST = 400.0, 1300.0
"""Points between which a page's long side lies, A5 to A3 with some room: anything else is a screen's resolution."""
_PAGE = 1.6
"""Times its width that a page is high at most."""
_SQUARE = 0.03
_DEEP = frozenset({"I", "F", "I;16", "I;16B", "I;16L", "I;16N"})
_ORIENTATION, _ON_ITS_SIDE = 0x0112, 5
"""The tag of a camera's position, and its first value that swaps width and height."""

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class Shot(NamedTuple):
    """A page of an image file: its pixels, its number, its width and height in points."""

    image: Image.Image
    number: int
    width: float
    height: float


def shots(data: bytes, name: str, count: int) -> Iterator[Shot]:
    """The first ``count`` pages of an image file, one at a time. Raises ReadError for what is damaged or too large."""
    return (_shot(data, index, name) for index in range(count))


def _shot(data: bytes, index: int, name: str) -> Shot:
    """One page of an image file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=_FORMATS) as image:
                if index:
                    image.seek(index)
                if image.width * image.height > MOST_PIXELS:
                    raise _too_large(name)
                dots = _dots(image)
                turned = image.getexif().get(_ORIENTATION, 1) >= _ON_ITS_SIDE
                pixels = ImageOps.exif_transpose(_flat(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise _too_large(name) from error
    except ReadError:
        raise
    except Exception as error:
        # A decoder raises whatever it likes on damaged bytes.
        raise ReadError(name, "图像已损坏，打不开", "请重新扫描或重新取得文件后再检查") from error
    across, down = dots[::-1] if turned else dots
    if not math.isclose(across, down, rel_tol=_SQUARE):
        # Faxes have flat pixels: twice as many across as down.
        pixels = pixels.resize((pixels.width, max(1, round(pixels.height * across / down))))
    width, height = _paper(pixels.width, pixels.height, across)
    return Shot(pixels, index + 1, width, height)


def _too_large(name: str) -> ReadError:
    """The refusal of an image with too many pixels."""
    reason = f"图像过大，超过 {MOST_PIXELS // 10_000} 万像素"
    return ReadError(name, reason, "请用 200–300 dpi 重新扫描，或缩小后再检查")


def _dots(image: Image.Image) -> tuple[float, float]:
    """The dots an inch across and down that the file states; 0 where it states none that could be."""
    stated = image.info.get("dpi")
    try:
        across, down = (float(value) for value in stated or ())
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0, 0.0
    likely = all(math.isfinite(value) and value > 0 for value in (across, down)) and 0.4 < across / down < 2.5
    return (across, down) if likely else (0.0, 0.0)


def _flat(image: Image.Image) -> Image.Image:
    """The image in grey or colour, on white where it is transparent."""
    if image.mode in _DEEP:
        bright = image.getextrema()[1]
        scale = 255 / bright if isinstance(bright, (int, float)) and bright > 255 else 1.0
        return image.convert("F").point(lambda value: value * scale).convert("L")
    if image.mode in {"1", "L"}:
        return image.convert("L")
    if image.mode in {"LA", "PA", "RGBA", "RGBa", "La"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        paper.alpha_composite(layer)
        return paper.convert("RGB")
    return image.convert("RGB")


def _paper(wide: int, high: int, dots: float) -> tuple[float, float]:
    """The size of the page in points: as stated if it can be, else as if it were A4."""
    if dots and _SMALLEST <= max(wide, high) / dots * _POINTS <= _LARGEST:
        return wide / dots * _POINTS, high / dots * _POINTS
    # A page longer than paper is several, joined by a screen's camera: its width is that of a page.
    points = _SHORT / wide if high > _PAGE * wide else _LONG / max(wide, high)
    return wide * points, high * points
