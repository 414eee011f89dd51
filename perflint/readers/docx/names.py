"""Names of WordprocessingML, written out as lxml compares them."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
VAL = W + "val"
_PROPERTIES = {W + name for name in ("pPr", "rPr", "trPr", "tcPr")}
_MATTER = [
    W + name
    for name in (
        "pStyle", "numPr", "outlineLvl", "rStyle", "vanish", "ins", "del",
        "gridBefore", "gridAfter", "gridSpan", "vMerge", "hMerge",
    )
]  # fmt: skip
_OFF = {"0", "false", "off", "none"}


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child along a path of names; None where one is missing."""
    for name in path:
        if element is None:
            return None
        # Some ten thousand times a document; ``find`` takes a path apart each time.
        element = next(element.iterchildren(W + name), None)
    return element


def properties(root: etree._Element) -> dict[etree._Element, dict[str, etree._Element]]:
    """The properties that matter to a reader, by the elements that have any, by their names.

    What is said of the mark at a paragraph's end is left out, but for its deletion: that is told of the paragraph.
    """
    found: dict[etree._Element, dict[str, etree._Element]] = {}
    for one in root.iter(*_MATTER):
        held = one.getparent()
        owner = None if held is None or held.tag not in _PROPERTIES else held.getparent()
        if owner is not None and owner.tag in _PROPERTIES:
            owner = owner.getparent() if one.tag == W + "del" else None
        if owner is not None:
            found.setdefault(owner, {})[str(one.tag)] = one
    return found


def settings(element: etree._Element, name: str) -> dict[str, etree._Element]:
    """All that the properties of one element hold, by their names; nothing where it has none."""
    found = child(element, name)
    return {} if found is None else {str(one.tag): one for one in found}


def value(element: etree._Element | None, *path: str) -> str | None:
    """The ``w:val`` at the end of a path of names."""
    found = child(element, *path)
    return None if found is None else found.get(VAL)


def is_on(element: etree._Element | None, *path: str) -> bool:
    """Whether a switch at the end of a path is there and not turned off."""
    found = child(element, *path)
    return found is not None and (found.get(VAL) or "1").lower() not in _OFF


def number(element: etree._Element | None, *path: str, other: int = 0) -> int:
    """The whole number at the end of a path, ``other`` where there is none."""
    found = child(element, *path)
    if found is None:
        return other
    try:
        return int(found.get(VAL, ""))
    except ValueError:
        return other
