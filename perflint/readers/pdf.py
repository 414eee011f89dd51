"""PDF（.pdf）: pdfium tells what was drawn where, the machinery of drawn pages makes grids and paragraphs of it.

pdfium bears one thread at a time; many files are read by many processes.
"""

from __future__ import annotations

import gc
import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module

import pypdfium2 as pdfium
from pypdfium2 import raw

from perflint.errors import ReadError
from perflint.model.document import Document
from perflint.readers import budget
from perflint.readers.drawn import Page, blocks
from perflint.readers.pdfium.leaf import Leaf, leaf
from perflint.readers.pdfium.stamps import without
from perflint.readers.pdfium.turn import Turn

MOST_PAGES = 500
_RESOLUTION = 200
_MOSTLY = 0.5
_SECONDS = 20
"""What recognising a page may take; four to seven are usual."""
_MOST_PIXELS = 60_000_000
_DAMAGED = "文件已损坏，打不开"
_AGAIN = "请重新导出为 PDF 后再检查"


def read(data: bytes, name: str) -> Document:
    """The document in the bytes of a PDF. Raises ReadError for what is damaged, locked or too long."""
    with _kept():
        return _read(data, name)


@contextmanager
def _kept() -> Iterator[None]:
    """A stretch without the collector: all that is made here is kept to its end, so it searches for nothing.

    What it costs is a tenth of the reading.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _read(data: bytes, name: str) -> Document:
    """The document, read in one go."""
    with _opened(data, name) as document:
        leaves, dropped = without(list(_leaves(document, name)))
        pages: list[Page] = []
        unread: list[int] = []
        dots: dict[int, float] = {}
        for one in leaves:
            page = _looked_at(document, one) if one.is_image else one.page
            if page is None:
                unread.append(one.number)
                continue
            pages.append(page)
            if one.is_image:
                dots[one.number] = one.dots if one.pictures > _MOSTLY else _RESOLUTION
    found, furniture = blocks(pages, name)
    return Document(
        name=name,
        digest=hashlib.sha256(data).hexdigest(),
        blocks=found,
        dropped=dict(dropped + Counter(furniture)),
        remarks=(*_remarks(leaves), *_recognised(dots)),
        unread_pages=tuple(unread),
    )


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[pdfium.PdfDocument]:
    """The document that pdfium makes of the bytes, closed again whatever happens."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise ReadError(name, "设有打开密码", "请去掉打开密码，另存后再检查") from None
        raise ReadError(name, _DAMAGED, _AGAIN) from None
    try:
        if len(document) > MOST_PAGES:
            raise ReadError(name, f"超过 {MOST_PAGES} 页", "请只提交预算公开文本，或拆成几个文件")
        if len(document) == 0:
            raise ReadError(name, "没有页面", _AGAIN)
        if document.get_formtype() != raw.FORMTYPE_NONE:
            document.init_forms()
        yield document
    except pdfium.PdfiumError:
        raise ReadError(name, _DAMAGED, _AGAIN) from None
    finally:
        document.close()


def turns(data: bytes, name: str, pages: Collection[int]) -> dict[int, Turn]:
    """How the places that ``read`` gives lie on these pages, by their numbers from 1. Raises ReadError."""
    made = {}
    with _opened(data, name) as document:
        for number in sorted(set(pages) & set(range(1, len(document) + 1))):
            page = document[number - 1]
            found = leaf(page, number, document.formenv)
            if found is not None:
                left, bottom, right, top = page.get_bbox()
                made[number] = Turn(left, bottom, right, top, found.angle)
            page.close()
    return made


def _leaves(document: pdfium.PdfDocument, name: str) -> Iterator[Leaf]:
    """The pages taken apart, one after the other."""
    for index in range(len(document)):
        page = document[index]
        found = leaf(page, index + 1, document.formenv)
        page.close()
        if found is None:
            raise ReadError(name, f"第 {index + 1} 页的字符多得不像一页文件", _AGAIN)
        yield found


def _looked_at(document: pdfium.PdfDocument, one: Leaf) -> Page | None:
    """A page that is an image, recognised; None if there is nobody to do it."""
    budget.extend(_SECONDS)
    try:
        ocr = import_module("perflint.readers.ocr")
    except ImportError:
        return None
    page = document[one.number - 1]
    width, height = one.size
    scale = min(_RESOLUTION / 72, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    rotation = (one.angle - page.get_rotation()) % 360
    image = page.render(scale=scale, rotation=rotation).to_pil()
    page.close()
    found: Page = ocr.page(image, one.number, width, height)
    return found


def _remarks(leaves: Sequence[Leaf]) -> Iterator[str]:
    """What a person should know of how the pages were read."""
    layered = [one.number for one in leaves if one.hidden * 2 > one.length]
    hidden = [one.number for one in leaves if 0 < one.hidden * 2 <= one.length]
    if layered:
        yield f"{_listed(layered)}是扫描图像，读的是扫描软件留在图像下面的文字，请对照图像核对"
    if hidden:
        yield f"{_listed(hidden)}有看不见的文字，也读了进来"
    if blank := [one.number for one in leaves if one.blank]:
        yield f"{_listed(blank)}有白底白字，也读了进来"
    if full := [one.number for one in leaves if one.full]:
        yield f"{_listed(full)}的线条过多，只读了一部分"


def _recognised(dots: dict[int, float]) -> tuple[str, ...]:
    """What a person should know of the pages that were recognised, from the resolution of their images."""
    if not dots:
        return ()
    remarks: tuple[str, ...] = import_module("perflint.readers.scanned").remarks(dots)
    return remarks


def _listed(numbers: Sequence[int]) -> str:
    """Pages as a reader looks them up: 第2、3、7页."""
    shown = "、".join(map(str, numbers[:10]))
    return f"第{shown}页" if len(numbers) <= 10 else f"第{shown}等{len(numbers)}页"
