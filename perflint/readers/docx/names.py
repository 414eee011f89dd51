"""Names of WordprocessingML, written out as lxml compares them."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
VAL = W + "val"
_BEFORE = {W + "tblPrEx", W + "name"}
_OFF = {"0", "false", "off", "none"}


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child along a path of names; None where one is missing."""
    for name in path:
        if element is None:
            return None
        # Some ten thousand times a document; ``find`` takes a path apart each time.
        element = next(element.iterchildren(W + name), None)
    return element


def settings(element: etree._Element, name: str) -> dict[str, etree._Element]:
    """What the properties of an element hold, by their names; nothing where it has none."""
    if not len(element):
        return {}
    # Properties come first; only in rows and styles may something stand before them.
    first, wanted = element[0], W + name
    if first.tag != wanted:
        found = next(element.iterchildren(wanted), None) if first.tag in _BEFORE else None
        if found is None:
            return {}
        first = found
    return {str(one.tag): one for one in first}


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
