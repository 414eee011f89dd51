"""What in a document is more than plain text in plain boxes, found ahead.

Of ten thousand elements a few hundred have a property that matters to a reader or hold anything but characters. lxml
finds those in one pass; looking into each element for them would cost more than parsing the file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from lxml import etree

from perflint.readers.docx.inline import SPECIAL
from perflint.readers.docx.names import MC, W, properties
from perflint.readers.docx.styles import PLAIN, Styles
from perflint.readers.docx.symbols import is_symbolic

_PARAGRAPH, _RUN, _TEXT, _CELL, _DELETED = (W + name for name in ("p", "r", "t", "tc", "del"))
_BLOCKS = (
    W + "tbl",
    W + "altChunk",
    W + "sdt",
    W + "customXml",
    W + "smartTag",
    W + "ins",
    W + "moveTo",
    MC + "AlternateContent",
)
_FONTS, _ASKED = W + "rFonts", (W + "ascii", W + "hAnsi")
_NOTHING: Mapping[str, etree._Element] = {}


class Marked:
    """The properties and the texts of one tree, by the elements that have them."""

    def __init__(self, root: etree._Element, styles: Styles) -> None:
        """One pass for each kind."""
        self._own = properties(root)
        fonts = (one for one in root.iter(_FONTS) if any(is_symbolic(one.get(name, "")) for name in _ASKED))
        runs = (one for one in self._own if one.tag == _RUN)
        self._rich = _around((*root.iter(*SPECIAL), *fonts, *runs), _PARAGRAPH)
        said = (one for one, own in self._own.items() if one.tag == _PARAGRAPH and _tells(own, styles))
        self._busy = _around((*self._rich, *said, *root.iter(*_BLOCKS)), _CELL)
        self._texts: defaultdict[etree._Element | None, list[str]] = defaultdict(list)
        for one in root.iter(_TEXT):
            text, run = one.text, one.getparent()
            if text and run is not None:
                self._texts[run.getparent()].append(text)
        self._boxes: defaultdict[etree._Element | None, list[str]] = defaultdict(list)
        for one in root.iter(_PARAGRAPH):
            self._boxes[one.getparent()].append("".join(self._texts.get(one, ())))

    def of(self, element: etree._Element) -> Mapping[str, etree._Element]:
        """The properties of an element that matter, by their names."""
        return self._own.get(element, _NOTHING)

    def plain(self, paragraph: etree._Element) -> str | None:
        """The text of a paragraph that holds nothing but characters; None for any other."""
        return None if paragraph in self._rich else "".join(self._texts.get(paragraph, ()))

    def plain_box(self, cell: etree._Element) -> list[str] | None:
        """The texts of a cell that holds nothing but plain paragraphs of running text; None for any other."""
        return None if cell in self._busy else self._boxes.get(cell, [])


def _tells(own: Mapping[str, etree._Element], styles: Styles) -> bool:
    """Whether the settings of a paragraph make it more than running text of its own."""
    return _DELETED in own or styles.of(own) is not PLAIN


def _around(elements: Iterable[etree._Element], tag: str) -> set[etree._Element]:
    """The nearest elements of a kind around these."""
    found = (next(one.iterancestors(tag), None) for one in elements)
    return {one for one in found if one is not None}
