"""Scans: tables as they are on paper, however they lay on the glass; and what is refused before it is unpacked."""

from __future__ import annotations

import struct
import subprocess
import sys
import time
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from perflint.errors import ReadError
from perflint.model.document import Document, Grid
from perflint.readers import image, read
from perflint.text import normal

pytest.importorskip("rapidocr")
pytest.importorskip("cv2")
pytest.importorskip("onnxruntime")
Image = pytest.importorskip("PIL.Image")
ocr = pytest.importorskip("perflint.readers.ocr")

FILES = Path(__file__).parents[1] / "files"
GOAL = "清除库底淤泥8.6万立方米，恢复库容7万立方米，保障下游三个乡镇1.2万亩农田春灌用水，汛期前完成全部工程并通过验收。"
TABLE = [
    ["项目名称", "", "城北水库清淤整治", "", "", ""],
    ["主管单位", "", "青禾县水利局", "", "实施单位", "城北水库管理所"],
    ["项目资金（元）", "", "年度资金总额", "1,260,000", "", ""],
    ["", "", "其中：财政拨款", "1,060,000", "", ""],
    ["", "", "其他资金", "200,000", "", ""],
    ["年度目标", "", GOAL, "", "", ""],
    ["绩效指标", "一级指标", "二级指标", "三级指标", "", "指标值"],
    ["", "产出指标", "数量指标", "清淤土方量", "", "≥8.6万立方米"],
    ["", "", "质量指标", "工程验收合格率", "", "100%"],
    ["", "", "时效指标", "工程完工时间", "", "2027年5月底前"],
    ["", "效益指标", "生态效益指标", "水质达标率", "", "≥95%"],
    ["", "满意度指标", "服务对象满意度", "受益农户满意度", "", "≥90%"],
]
"""What all the files show; a cell that covers several slots stands in the first."""


def texts(grid: Grid) -> list[list[str]]:
    """The texts of a grid as they compare, each merged cell where it begins."""
    return [
        [
            cell.normal if (cell.place.row, cell.place.column) == (row, column) else ""
            for column, cell in enumerate(line, 1)
        ]
        for row, line in enumerate(grid.rows, 1)
    ]


def document(name: str) -> Document:
    """What is read from a file."""
    return read((FILES / name).read_bytes(), name)


WHOLE = [[normal(text) for text in row] for row in TABLE]


def test_a_slanted_page_under_a_red_seal() -> None:
    """The page is put straight, the seal is gone, and every cell says how sure it is."""
    made = document("slanted-under-red-seal.jpg")
    (grid,) = made.grids
    assert texts(grid) == WHOLE
    assert all(0.8 < (cell.confidence or 0) <= 1 for row in grid.rows for cell in row if not cell.blank)
    assert made.remarks == ("第1页由扫描图像识别而来，请对照原件核对",)
    assert next(block.text for block in made.blocks if not isinstance(block, Grid)) == "项目支出绩效目标表"
    assert not made.dropped


def test_a_watermark_on_a_coarse_page() -> None:
    """The watermark is in no cell, and a person is told that the page is coarse."""
    made = document("watermark-115-dpi.jpg")
    (grid,) = made.grids
    assert texts(grid) == WHOLE
    assert made.remarks[1] == "第1页分辨率约 120 dpi，低于 130 dpi，文字和金额可能认错，请对照原件"


@pytest.mark.slow
def test_a_page_that_lies_upside_down() -> None:
    """Both pages of a fax say the same, although the second went in the wrong way round."""
    made = document("second-page-upside-down.tif")
    assert [texts(grid) for grid in made.grids] == [WHOLE, WHOLE]
    assert [grid.place.page for grid in made.grids] == [1, 2]


@pytest.mark.slow
@pytest.mark.parametrize("quarters", [1, 3])
def test_a_page_that_lies_on_its_side(quarters: int) -> None:
    """Width and height change places."""
    with Image.open(FILES / "second-page-upside-down.tif") as file:
        turned = file.convert("L").rotate(90 * quarters, expand=True)
    made = ocr.page(turned, 1, turned.width * 0.36, turned.height * 0.36)
    assert (made.width, made.height) == pytest.approx((595, 420), abs=1)
    assert "城北水库清淤整治" in {piece.text for piece in made.pieces}
    assert len(made.horizontal) >= 13


def png(width: int, height: int) -> bytes:
    """A PNG file that says it is so large and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(("width", "height"), [(40_000, 40_000), (9_000, 9_000), (60_000_001, 1)])
def test_what_is_too_large_is_refused_by_its_header(width: int, height: int) -> None:
    """Nothing is unpacked, so it takes no time."""
    started = time.process_time()
    with pytest.raises(ReadError, match="图像过大") as caught:
        read(png(width, height), "大图.png")
    assert time.process_time() - started < 5
    assert "重新扫描" in caught.value.cure


@pytest.mark.parametrize("name", ["slanted-under-red-seal.jpg", "second-page-upside-down.tif"])
def test_half_a_file_is_damaged(name: str) -> None:
    """What breaks off is not read as if it were whole."""
    data = (FILES / name).read_bytes()
    with pytest.raises(ReadError, match="图像已损坏"):
        read(data[: len(data) // 2], name)


def small(kind: str) -> bytes:
    """A small image of a kind."""
    picture = Image.new("RGB", (40, 30), "white")
    picture.paste((0, 0, 0), (5, 5, 35, 8))
    out = BytesIO()
    picture.save(out, kind)
    return out.getvalue()


SMALL = {kind: small(kind) for kind in ("PNG", "JPEG", "TIFF", "BMP", "GIF")}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(SMALL)), st.integers(0, 4000), st.binary(max_size=6), st.booleans())
@example("PNG", 0, b"", False)
@example("GIF", 0, b"", False)
def test_damaged_bytes_raise_nothing_but_read_errors(kind: str, at: int, with_: bytes, cut: bool) -> None:
    """Truncated or overwritten anywhere, an image is read or refused."""
    data = SMALL[kind]
    at %= len(data)
    mutated = data[:at] + with_ + (b"" if cut else data[at + len(with_) :])
    with suppress(ReadError):
        assert image.read(mutated, "损坏").name == "损坏"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "I", "F"])
def test_every_kind_of_pixel_is_taken(mode: str) -> None:
    """Grey, colour, palette, deep and transparent: dark on light in the end."""
    picture = Image.new("L", (60, 40), 255)
    picture.paste(0, (10, 10, 50, 30))
    picture = picture.convert("I").point(lambda value: value * 257) if mode == "I;16" else picture
    picture = picture.convert(mode)
    out = BytesIO()
    picture.save(out, "TIFF" if mode in {"CMYK", "F", "I"} else "PNG")
    (shot,) = ocr.shots(out.getvalue(), "像素", 1)
    grey = shot.image.convert("L")
    assert grey.getpixel((30, 20)) < 40
    assert grey.getpixel((2, 2)) > 215


@pytest.mark.slow
def test_nothing_is_fetched() -> None:
    """A whole run opens no socket and loads nothing that could: the model lies in the wheel."""
    script = f"""
import socket, sys
def refuse(*_, **__): raise AssertionError("a socket was opened")
socket.socket = socket.create_connection = socket.getaddrinfo = refuse
from perflint.readers import image, read
made = read(open({str(FILES / "slanted-under-red-seal.jpg")!r}, "rb").read(), "扫描件.jpg")
assert made.grids and "rapidocr" not in sys.modules and "requests" not in sys.modules
"""
    run = subprocess.run([sys.executable, "-X", "utf8", "-c", script], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
