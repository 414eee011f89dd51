"""Images without character recognition: their pages are named as unread, what cannot be read is refused."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import pytest

from perflint.errors import ReadError
from perflint.readers import read
from perflint.readers.image import pages_of
from perflint.readers.scanned import remarks

FILES = Path(__file__).parent / "files"
TWO = FILES / "second-page-upside-down.tif"


def directories(count: int, *, endless: bool = False) -> bytes:
    """A TIFF file of so many pages without pixels; an endless one leads back to its first."""
    starts = [8 + 6 * index for index in range(count)]
    after = [*starts[1:], starts[0] if endless else 0]
    return b"II*\0" + struct.pack("<I", starts[0]) + b"".join(struct.pack("<HI", 0, start) for start in after)


@pytest.fixture
def _without(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without the extra."""
    monkeypatch.setitem(sys.modules, "perflint.readers.ocr", None)


@pytest.mark.usefixtures("_without")
@pytest.mark.parametrize(("name", "pages"), [("slanted-under-red-seal.jpg", (1,)), (TWO.name, (1, 2))])
def test_pages_stay_unread_without_the_extra(name: str, pages: tuple[int, ...]) -> None:
    """Nothing is made up, nothing is passed over in silence: the document is empty and names its pages."""
    document = read((FILES / name).read_bytes(), name)
    assert document.unread_pages == pages
    assert document.blocks == ()
    assert document.remarks == ()


@pytest.mark.usefixtures("_without")
def test_many_pages_are_refused() -> None:
    """More than a hundred pages are not begun with."""
    with pytest.raises(ReadError, match="超过 100 页"):
        read(directories(101), "一百零一页.tif")
    assert len(read(directories(100), "一百页.tif").unread_pages) == 100


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (b"\x89PNG\r\n\x1a\n", 1),
        (b"II*\0", 1),
        (b"II*\0" + struct.pack("<I", 99), 1),
        (b"MM\0*" + struct.pack(">IHI", 8, 0, 0), 1),
        (b"MM\0*" + struct.pack(">IHIHI", 8, 0, 14, 0, 0), 2),
        (directories(3)[:-1], 3),
        (directories(3, endless=True), 3),
        (directories(5000), 101),
    ],
)
def test_pages_are_counted_by_directories(data: bytes, count: int) -> None:
    """Of a damaged file those that were reached, of an endless one each once, and no more than need be."""
    assert pages_of(data) == count


@pytest.mark.parametrize(
    ("dots", "said"),
    [
        ({}, ()),
        ({1: 200.0}, ("第1页由扫描图像识别而来，请对照原件核对",)),
        ({3: 200.0, 1: 150.0, 2: 131.0, 7: 300.0}, ("第1–3、7页由扫描图像识别而来，请对照原件核对",)),
        (
            {1: 200.0, 2: 104.0, 4: 96.0},
            (
                "第1–2、4页由扫描图像识别而来，请对照原件核对",
                "第2、4页分辨率约 100 dpi，低于 130 dpi，文字和金额可能认错，请对照原件",
            ),
        ),
    ],
)
def test_what_is_said_of_recognised_pages(dots: dict[int, float], said: tuple[str, ...]) -> None:
    """Which pages were recognised, and which of them are too coarse to be relied on."""
    assert remarks(dots) == said
