"""Names of WordprocessingML, written out as lxml compares them."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
VAL = W + "val"
_OFF = {"0", "false", "off", "none"}


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child along a path of names; None where one is missing."""
    for name in path:
        if element is None:
            return None
        element = element.find(W + name)
    return element


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
    text = value(element, *path)
    try:
        return int(text) if text is not None else other
    except ValueError:
        return other
