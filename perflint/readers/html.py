"""Web pages（.html、.mht）: tables with their spans, layout tables opened, text in the lines that a browser breaks."""

from __future__ import annotations

import hashlib
import re
from importlib import import_module

from lxml import etree
from msgspec import Struct

from perflint.errors import ReadError
from perflint.model.document import Document, Grid
from perflint.readers.content import Item, Line, blocks
from perflint.readers.decode import decode
from perflint.readers.nesting import opened, unfolded
from perflint.readers.tablerows import HtmlCell, HtmlRow, drawn

_SKIPPED = {
    "script",
    "style",
    "head",
    "title",
    "noscript",
    "template",
    "xml",
    "colgroup",
    "col",
    "object",
    "svg",
    "datalist",
}
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form header hr html legend li main menu nav ol optgroup p pre section summary ul".split()
)
_HEADINGS = {f"h{depth}": depth for depth in range(1, 7)}
_GROUPS = {"thead", "tbody", "tfoot"}
_WRAP = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*[\r\n][ \t\r\n]*(?=[\u2e80-\u9fff\uff00-\uffef])")
_BREAK = "\0"
"""A line that is broken on purpose; no page holds this character."""
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PLACED = re.compile(r"position\s*:\s*absolute", re.IGNORECASE)
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]*>")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CHINESE = {"gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936"}
_MIME = re.compile(rb"^mime-version\s*:", re.IGNORECASE | re.MULTILINE)
_SPAN = re.compile(r"\s*\+?(\d{1,9})")
_HEAD = 4096
_CURE = "请用浏览器打开，确认内容完整，再另存或导出为 Word、Excel、PDF 后检查"


class Noticed(Struct):
    """What a person should know of a page, gathered on the way through it."""

    unseen: bool = False
    placed: bool = False
    """Whether its lines were put where a page of print had them, whatever their order."""
    pictures: int = 0
    lost: int = 0


def read(data: bytes, name: str) -> Document:
    """The document in the bytes of a web page. Raises ReadError for what is none."""
    noticed = Noticed()
    made = blocks(_items(data, name, noticed), name)
    remarks = ["网页含有不显示的内容，已一并读取"] if noticed.unseen else []
    if noticed.placed and not any(isinstance(item, Grid) for item in made):
        remarks.append("网页的文字按坐标摆放，没有表格，分不清行列；请改交原来的 PDF 或 Word 文件")
    if noticed.pictures and not any(isinstance(item, Grid) for item in made):
        remarks.append(f"网页有 {noticed.pictures} 幅图片，图片里的文字未读取")
    return Document(
        name=name,
        digest=hashlib.sha256(data).hexdigest(),
        blocks=tuple(made),
        dropped={"（无法解码的字节）": noticed.lost} if noticed.lost else {},
        remarks=tuple(remarks),
    )


def items(data: bytes, name: str) -> list[Item]:
    """The lines and tables of a page that stands within another document."""
    return _items(data, name, Noticed())


def _items(data: bytes, name: str, noticed: Noticed) -> list[Item]:
    """The lines and tables of a page, or of the pages in a web archive."""
    pages: list[tuple[bytes, str]] = [(data, "")]
    if _MIME.search(data[:_HEAD]):
        pages = import_module("perflint.readers.mht").pages(data)
    made: list[Item] = []
    try:
        for page, charset in pages:
            root = _root(_text(page, charset, name, noticed), name)
            found = _Flow(noticed).of(root) if root is not None else ()
            made += (opened if noticed.placed else unfolded)(found)
    except (RecursionError, OverflowError) as error:
        raise ReadError(name, "网页的表格嵌套得太深或大得不合常理", _CURE) from error
    return made


def _text(data: bytes, charset: str, name: str, noticed: Noticed) -> str:
    """The characters of a page: as its bytes tell, else as the page declares."""
    try:
        text, lost = decode(data, name)
    except ReadError:
        found = _CHARSET.search(data[:_HEAD].replace(b"\0", b""))
        declared = charset or (found[1].decode("ascii", "replace") if found else "")
        text = _declared(data, declared.lower())
        lost = text.count("\ufffd")
        if not text or lost > len(text) // 100:
            raise
    noticed.lost += lost
    return text


def _declared(data: bytes, charset: str) -> str:
    """The text in the encoding that was declared; "" where nobody knows it."""
    if data[1:2] == b"\0":
        charset = "utf-16-le"
    try:
        return data.decode("gb18030" if charset in _CHINESE else charset, "replace") if charset else ""
    except (LookupError, ValueError, UnicodeError):
        return ""


def _root(text: str, name: str) -> etree._Element | None:
    """The root of a page, whatever is wrong with it; None for a page without anything."""
    # Without huge_tree the parser drops in silence what is nested deep; our own recursion then refuses it aloud.
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return etree.fromstring(_PROLOGUE.sub("", text).replace("\0", ""), parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError) as error:
        if not text.strip():
            return None
        raise ReadError(name, "不是能读懂的网页", _CURE) from error


class _Flow:
    """Running content of one box: the page itself, or one cell."""

    def __init__(self, noticed: Noticed) -> None:
        """Begin empty."""
        self._noticed = noticed
        self._items: list[Item] = []
        self._line: list[str] = []
        self._level = 0
        self._kept = False

    def of(self, element: etree._Element) -> tuple[Item, ...]:
        """The lines and tables within an element."""
        self._inside(element)
        self._end()
        return tuple(self._items)

    def _put(self, text: str | None) -> None:
        """Add characters, blanks folded as a browser folds them."""
        if text:
            self._line.append(text.replace("\n", _BREAK) if self._kept else text)

    def _end(self) -> None:
        """End the line."""
        text = "".join(self._line)
        if self._kept:
            text = text.replace(_BREAK, "\n").rstrip()
        else:
            text = _BLANKS.sub(" ", _WRAP.sub("", text))
            text = "\n".join(map(str.strip, text.split(_BREAK))).strip() if _BREAK in text else text.strip()
        if text.strip():
            self._items.append(Line(text, self._level))
        self._line.clear()

    def _inside(self, element: etree._Element) -> None:
        """Read what stands in an element."""
        self._put(element.text)
        for child in element:
            self._element(child, str(child.tag).lower())
            self._put(child.tail)

    def _element(self, element: etree._Element, tag: str) -> None:
        """Read an element by its name."""
        if tag in _SKIPPED:
            return
        if _unseen(element):
            self._noticed.unseen |= bool("".join(map(str, element.itertext())).strip())
        self._noticed.placed |= _PLACED.search(element.get("style", "")) is not None
        if tag == "br":
            self._line.append(_BREAK)
        elif tag == "table":
            self._end()
            self._items += _table(element, self._noticed)
        elif tag in _BLOCKS or tag in _HEADINGS or tag in _GROUPS or tag in {"tr", "td", "th"}:
            self._block(element, tag)
        elif tag in {"input", "select", "img"}:
            self._control(element, tag)
        else:
            self._inside(element)

    def _block(self, element: etree._Element, tag: str) -> None:
        """Read an element that stands on lines of its own."""
        self._end()
        level, kept = self._level, self._kept
        self._level, self._kept = _HEADINGS.get(tag, level), kept or tag == "pre"
        self._inside(element)
        self._end()
        self._level, self._kept = level, kept

    def _control(self, element: etree._Element, tag: str) -> None:
        """What a box to fill in shows: a tick, a value, the chosen line of a list."""
        if tag == "img":
            self._noticed.pictures += 1
        elif tag == "select":
            options = list(element.iter("option"))
            chosen = next((one for one in options if one.get("selected") is not None), options[0] if options else None)
            self._put("".join(map(str, chosen.itertext())) if chosen is not None else "")
        elif element.get("type", "text").lower() in {"checkbox", "radio"}:
            self._line.append("☑" if element.get("checked") is not None else "☐")
        elif element.get("type", "text").lower() in {"text", "number", "date", "tel", "email", "search"}:
            self._put(element.get("value"))


def _unseen(element: etree._Element) -> bool:
    """Whether a browser would not show an element."""
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and bool(_UNSEEN.search(style)))


def _table(table: etree._Element, noticed: Noticed) -> list[Item]:
    """A table, its caption before it."""
    captions: list[Item] = []
    rows: list[HtmlRow] = []
    _collect(table, noticed, captions, rows)
    return [*captions, drawn(rows)]


def _collect(
    parent: etree._Element, noticed: Noticed, captions: list[Item], rows: list[HtmlRow], group: int = 0
) -> None:
    """Gather the rows under a part of a table, whatever they are wrapped in."""
    for child in parent:
        tag = str(child.tag).lower()
        if tag == "tr":
            row = _row(child, noticed, group)
            rows += [row] if row is not None else []
        elif tag == "caption":
            captions += _Flow(noticed).of(child)
        elif tag == "table":
            # Misplaced between rows; a browser shows it before the table.
            captions += _table(child, noticed)
        elif tag not in _SKIPPED:
            _collect(child, noticed, captions, rows, len(rows) + 1 if tag in _GROUPS else group)


def _row(row: etree._Element, noticed: Noticed, group: int) -> HtmlRow | None:
    """The cells of a row; None for one that is not shown and holds nothing."""
    cells = [
        HtmlCell(_span(child, "rowspan"), _span(child, "colspan"), _Flow(noticed).of(child))
        for child in row
        if child.tag in {"td", "th"}
    ]
    if _unseen(row):
        if not any(item.text for cell in cells for item in cell.items):
            return None
        noticed.unseen = True
    return HtmlRow(group, cells)


def _span(cell: etree._Element, name: str) -> int:
    """How many rows or columns a cell says it spans; 1 where it says nothing of sense."""
    text = _SPAN.match(cell.get(name, ""))
    return int(text[1]) if text else 1
