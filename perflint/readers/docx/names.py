"""Names of WordprocessingML, written out as lxml compares them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
VAL = W + "val"
_PROPERTIES = {W + name for name in ("pPr", "rPr", "trPr", "tcPr")}
_OWN = {
    W + name for name in ("pStyle", "numPr", "outlineLvl", "gridBefore", "gridAfter", "gridSpan", "vMerge", "hMerge")
}
"""Settings that stand in the properties of what they are said of, and nowhere else."""
_DELETED = W + "del"
_SHARED = {W + "rStyle", W + "vanish", W + "ins", _DELETED}
"""Settings whose names stand for other things as well, or that are said of the mark at a paragraph's end."""
_OFF = {"0", "false", "off", "none"}


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child along a path of names; None where one is missing."""
    for name in path:
        if element is None:
            return None
        # Some ten thousand times a document; ``find`` takes a path apart each time.
        element = next(element.iterchildren(W + name), None)
    return element


def properties(root: etree._Element) -> Mapping[etree._Element, dict[str, etree._Element]]:
    """The properties that matter to a reader, by the elements that have any, by their names.

    What is said of the mark at a paragraph's end is left out, but for its deletion: that is told of the paragraph.
    """
    found: defaultdict[etree._Element, dict[str, etree._Element]] = defaultdict(dict)
    for name in (*_OWN, *_SHARED):
        for one in root.iter(name):
            owner = _owner(one, name)
            if owner is not None:
                found[owner][name] = one
    return found


def _owner(one: etree._Element, name: str) -> etree._Element | None:
    """What a setting is said of; None for what is no setting, and for what is said of a mark."""
    held = one.getparent()
    if held is None or (name in _SHARED and held.tag not in _PROPERTIES):
        return None
    owner = held.getparent()
    if owner is None or name in _OWN or owner.tag not in _PROPERTIES:
        return owner
    return owner.getparent() if name == _DELETED else None


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
