"""What a Word file says of looks alone, cut out of its bytes before they are parsed.

Spacing, borders, widths and fonts are two thirds of a document, and nine tenths of its styles. Nobody reads them here,
and a tree without them is made, walked and freed in a fraction of the time. Only whole elements are cut: what is left
is the same document to whoever asks for no looks.
"""

from __future__ import annotations

import re
from itertools import groupby

from perflint.readers.docx.names import W
from perflint.readers.docx.symbols import SYMBOLIC

_BOUND = f'xmlns:w="{W[1:-1]}"'.encode()
_ASIDE = b"<!"
"""A comment, or text in which a tag is no tag."""
_NAMES = """
adjustRightInd autoSpaceDE autoSpaceDN b bCs bdr bidi bookmarkEnd bookmarkStart bottom caps cantSplit cnfStyle color
contextualSpacing gridCol hideMark highlight i iCs ind insideH insideV jc keepLines keepNext kern kinsoku lang
lastRenderedPageBreak left noProof noWrap overflowPunct position proofErr right shd snapToGrid spacing sz szCs
tblHeader tblInd tblLayout tblLook tblW tcW textAlignment textDirection top topLinePunct trHeight u vAlign vertAlign
widowControl wordWrap
""".split()
"""Elements that never hold others; no reader may ask for one."""


def _spelled(names: list[str]) -> str:
    """A pattern of any of these names, by their first letters: thousands of tags are none of them."""
    return "|".join(
        f"{letter}(?:{'|'.join(name[1:] for name in some)})"
        for letter, some in groupby(sorted(names), key=lambda name: name[0])
    )


_SYMBOLIC = rf"(?i:{'|'.join(SYMBOLIC)})|&"
_LOOK = re.compile(
    rf'<w:(?=\w++[ /])(?:{_spelled(_NAMES)}|rFonts(?![^<]*(?:{_SYMBOLIC})))(?: [\w:]+="[^"<]*")*+ ?/>'.encode()
)
_EMPTY = [f"<w:{name}></w:{name}>".encode() for name in ("rPr", "pPr", "tcBorders", "tcPr")]
_EDGE = b"Pr>"
"""Where properties begin and end. The same few stand everywhere: between two edges, each is looked into once."""
_STYLE, _END, _OF_TABLES = b"<w:style ", b"</w:style>", b'w:type="table"'


def plain(data: bytes) -> bytes:
    """A part in UTF-8 without looks; as it is where it is not written as everybody writes it."""
    if not _is_usual(data):
        return data
    pieces = data.split(_EDGE)
    cut = {piece: _LOOK.sub(b"", piece) for piece in set(pieces) if b"/>" in piece}
    data = _EDGE.join([cut.get(piece, piece) for piece in pieces])
    for empty in _EMPTY:
        data = data.replace(empty, b"")
    return data


def plain_styles(data: bytes) -> bytes:
    """The styles without those of tables, which are most of them and say nothing of headings, lists or hidden text."""
    if not _is_usual(data):
        return data
    first, *rest = data.split(_STYLE)
    return b"".join((first, *map(_told, rest)))


def _told(style: bytes) -> bytes:
    """A style with what follows it; only that after one of tables."""
    head = style[: style.find(b">")]
    return style.partition(_END)[2] if _OF_TABLES in head and not head.endswith(b"/") else _STYLE + style


def _is_usual(data: bytes) -> bool:
    """Whether every tag of the usual prefix is one of Word's."""
    return _BOUND in data and _ASIDE not in data
