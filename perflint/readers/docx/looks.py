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
_VERBATIM = b"<![CDATA["
"""Text in which a tag would be no tag."""
_NAMES = """
adjustRightInd autoSpaceDE autoSpaceDN b bCs bdr bookmarkEnd bookmarkStart bottom caps cantSplit cnfStyle color
contextualSpacing gridCol hideMark highlight i iCs ind insideH insideV jc keepLines keepNext kern kinsoku lang
lastRenderedPageBreak left lsdException noProof noWrap overflowPunct position proofErr qFormat right semiHidden shd
snapToGrid spacing sz szCs tblHeader tblInd tblLayout tblLook tblW tcW textAlignment textDirection top topLinePunct
trHeight u uiPriority unhideWhenUsed vAlign vertAlign widowControl wordWrap
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
_PROPERTIES = b"Pr>"
"""Where ``w:pPr``, ``w:tcPr``, ``w:rPr`` begin and end. The same few stand everywhere, and are looked into once."""
_STYLE, _END, _OF_TABLES = b"<w:style ", b"</w:style>", b'w:type="table"'


def plain(data: bytes) -> bytes:
    """A part in UTF-8 without looks; as it is where its names are not those that everybody uses."""
    if _BOUND not in data or _VERBATIM in data:
        return data
    pieces = data.split(_PROPERTIES)
    cut = {piece: _LOOK.sub(b"", piece) for piece in set(pieces)}
    return _PROPERTIES.join([cut[piece] for piece in pieces])


def plain_styles(data: bytes) -> bytes:
    """The styles, without looks and without those of tables, which say nothing else."""
    if _BOUND not in data or _VERBATIM in data or b"<!--" in data:
        return data
    first, *rest = data.split(_STYLE)
    kept = [one.partition(_END)[2] if _OF_TABLES in one[: one.find(b">")] else _STYLE + one for one in rest]
    return plain(b"".join((first, *kept)))
