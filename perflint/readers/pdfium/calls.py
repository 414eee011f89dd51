"""pdfium's functions as bare calls: addresses in, numbers out.

pypdfium2 declares pointer types, and building their objects costs five times the call itself. What is called once
for each character or each line of a page is therefore declared again here, by address, and holds the interpreter's lock
(the calls take less than a microsecond; pdfium bears one thread at a time anyway).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from ctypes import PYFUNCTYPE, addressof, c_float, c_int, c_uint, c_ulong, c_ushort, c_void_p, cast
from itertools import repeat
from math import atan2, degrees, inf
from struct import iter_unpack

from pypdfium2 import raw

Address = int
Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]

TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
MOVE, LINE, BEZIER = 2, 0, 1
INVISIBLE = 3


def _bare(function: object, result: object, *arguments: object) -> Callable[..., int]:
    """The function at its address, with these plain C types."""
    bare: Callable[..., int] = PYFUNCTYPE(result, *arguments)(cast(function, c_void_p).value)  # type: ignore[arg-type]  # pypdfium2 has no types
    return bare


def address(handle: object) -> Address:
    """Where a handle of pypdfium2 points; 0 for none."""
    return cast(handle, c_void_p).value or 0  # type: ignore[arg-type]  # the same


count_objects = _bare(raw.FPDFPage_CountObjects, c_int, c_void_p)
object_at = _bare(raw.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
type_of = _bare(raw.FPDFPageObj_GetType, c_int, c_void_p)
count_inner = _bare(raw.FPDFFormObj_CountObjects, c_int, c_void_p)
inner_at = _bare(raw.FPDFFormObj_GetObject, c_void_p, c_void_p, c_ulong)
count_segments = _bare(raw.FPDFPath_CountSegments, c_int, c_void_p)
segment_at = _bare(raw.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
segment_type = _bare(raw.FPDFPathSegment_GetType, c_int, c_void_p)
segment_closes = _bare(raw.FPDFPathSegment_GetClose, c_int, c_void_p)
_render_mode = _bare(raw.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
count_characters = _bare(raw.FPDFText_CountChars, c_int, c_void_p)
unmapped = _bare(raw.FPDFText_HasUnicodeMapError, c_int, c_void_p, c_int)
_clip_of = _bare(raw.FPDFPageObj_GetClipPath, c_void_p, c_void_p)
_count_clips = _bare(raw.FPDFClipPath_CountPaths, c_int, c_void_p)
_count_clip_segments = _bare(raw.FPDFClipPath_CountPathSegments, c_int, c_void_p, c_int)
_clip_segment = _bare(raw.FPDFClipPath_GetPathSegment, c_void_p, c_void_p, c_int, c_int)
_pixel_size = _bare(raw.FPDFImageObj_GetImagePixelSize, c_int, c_void_p, c_void_p, c_void_p)
_unicode = _bare(raw.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
_whole = _bare(raw.FPDFText_GetText, c_int, c_void_p, c_int, c_int, c_void_p)
_object_of = _bare(raw.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
_loose = _bare(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
_bounds = _bare(raw.FPDFPageObj_GetBounds, c_int, c_void_p, *repeat(c_void_p, 4))
_matrix = _bare(raw.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
_text_matrix = _bare(raw.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
_point = _bare(raw.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)
_draw_mode = _bare(raw.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
_fill_colour = _bare(raw.FPDFText_GetFillColor, c_int, c_void_p, c_int, *repeat(c_void_p, 4))

_FLOATS = (c_float * 6)()
_F = [addressof(_FLOATS) + 4 * index for index in range(6)]
_INTS = (c_uint * 4)()
_BLACK = (0, 0, 0, 255)
_I = [addressof(_INTS) + 4 * index for index in range(4)]
_MOST_CLIPS = 64
_LAST, _LOST = 0x10FFFF, "\ufffd"
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def bounds(item: Address) -> Box:
    """An object's left, bottom, right and top in its own space; nothing wide where pdfium has none."""
    if not _bounds(item, _F[0], _F[1], _F[2], _F[3]):
        return 0.0, 0.0, 0.0, 0.0
    return _FLOATS[0], _FLOATS[1], _FLOATS[2], _FLOATS[3]


def matrix(item: Address) -> Matrix:
    """An object's matrix."""
    if not _matrix(item, _F[0]):
        return _IDENTITY
    a, b, c, d, e, f = _FLOATS
    return a, b, c, d, e, f


def angle(text: Address, index: int) -> float:
    """By how many degrees a character is turned, forms included."""
    if not _text_matrix(text, index, _F[0]) or (_FLOATS[1] == 0 < _FLOATS[0]):
        return 0.0
    return degrees(atan2(_FLOATS[1], _FLOATS[0]))


def point(segment: Address) -> tuple[float, float]:
    """Where a segment of a path ends."""
    _point(segment, _F[0], _F[1])
    return _FLOATS[0], _FLOATS[1]


def render_modes(texts: Iterable[Address]) -> list[int]:
    """How each text object is painted."""
    return list(map(_render_mode, texts))


def clips_of(items: Iterable[Address]) -> list[Box | None]:
    """For each object the box left, top, right, bottom outside of which nothing of it is seen; None for no limit."""
    paths = list(map(_clip_of, items))
    counts = map(_count_clips, paths)
    return [_clip(held, count) if count > 0 else None for held, count in zip(paths, counts, strict=True)]


def _clip(paths: Address, count: int) -> Box | None:
    """The box that all paths of a clip have in common; None where there is none to tell."""
    left = bottom = -inf
    right = top = inf
    for path in range(min(count, _MOST_CLIPS)):
        segments = range(min(_count_clip_segments(paths, path), _MOST_CLIPS))
        corners = [point(_clip_segment(paths, path, index)) for index in segments]
        if corners:
            xs, ys = zip(*corners, strict=True)
            left, top, right, bottom = max(left, min(xs)), min(top, max(ys)), min(right, max(xs)), max(bottom, min(ys))
    return (left, top, right, bottom) if -inf < left < right and bottom < top else None


def pixels(image: Address) -> int:
    """How many dots an image has."""
    return _INTS[0] * _INTS[1] if _pixel_size(image, _I[0], _I[1]) else 0


def draw_mode(path: Address) -> tuple[bool, bool]:
    """Whether a path is filled, and whether it is stroked."""
    if not _draw_mode(path, _I[0], _I[1]):
        return False, False
    return bool(_INTS[0]), bool(_INTS[1])


def lights_of(text: Address, indexes: Sequence[int]) -> list[float]:
    """How bright these characters are on white paper, from 0 for black to 1 for white; black where pdfium is silent."""
    held = (c_uint * (4 * len(indexes)))()
    red = range(addressof(held), addressof(held) + 16 * len(indexes), 16)
    colours = [range(red.start + shift, red.stop + shift, 16) for shift in (0, 4, 8, 12)]
    told = list(map(_fill_colour, repeat(text), indexes, *colours))
    return [
        _light(colour) if known else 0.0 for known, colour in zip(told, iter_unpack("4I", bytes(held)), strict=True)
    ]


def _light(colour: tuple[int, int, int, int]) -> float:
    """How bright a colour is, red, green, blue and opacity each up to 255."""
    if colour == _BLACK:
        return 0.0
    red, green, blue, opacity = colour
    return 1 - (255 - 0.299 * red - 0.587 * green - 0.114 * blue) * opacity / 65025


def text_of(text: Address, count: int) -> str:
    """The characters of a text page, one for each of its indexes."""
    held = (c_ushort * (count + 1))()
    # Where every character has a code of 16 bits, the whole text comes at once, its end mark counted.
    if _whole(text, 0, count, addressof(held)) == count + 1:
        whole = bytes(held)[: 2 * count].decode("utf-16-le", "surrogatepass")
        if len(whole) == count:
            return whole
    codes = map(_unicode, repeat(text), range(count))
    return "".join([chr(code) if code <= _LAST else _LOST for code in codes])


def owners_of(text: Address, indexes: Iterable[int]) -> list[Address | None]:
    """The text objects of these characters; none for most of what pdfium put in itself."""
    return list(map(_object_of, repeat(text), indexes))


def boxes_of(text: Address, indexes: Sequence[int]) -> list[Box]:
    """The boxes left, top, right, bottom of these characters, as high as their font is."""
    count = len(indexes)
    held = (c_float * (4 * count))()
    start = addressof(held)
    for _ in map(_loose, repeat(text), indexes, range(start, start + 16 * count, 16)):
        pass
    return list(iter_unpack("4f", bytes(held)))
