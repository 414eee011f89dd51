"""Colours of cells in a workbook（底色）: the style sheet gains a fill and copies of styles that use it."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from perflint.annotate.parts import Parts

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PATH = "xl/styles.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_BARE = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="1"><xf/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")


class Fills:
    """The styles of a workbook, and those made of them."""

    def __init__(self, package: Parts, workbook: str, path: str | None) -> None:
        """Open the style sheet at ``path``; a workbook without one gets the barest."""
        self._package = package
        self._path = path or _PATH
        root = package.whole(self._path)
        if root is None:
            root = etree.fromstring(_BARE)
            package.relate(workbook, "styles", self._path)
            package.declare(self._path, _TYPE)
        self._root = root
        self._tag = str(root.tag).removesuffix("styleSheet")
        self._fills = self._list("fills")
        self._styles = self._list("cellXfs")
        self._made: dict[tuple[int, str], int] = {}
        self._fill_of: dict[str, int] = {}

    def style(self, base: int, colour: str) -> int:
        """The number of the style that is another one with this colour behind it."""
        if (base, colour) not in self._made:
            styles = list(self._styles.iterchildren(f"{self._tag}xf"))
            copy = deepcopy(styles[base]) if base < len(styles) else etree.Element(f"{self._tag}xf")
            copy.set("fillId", str(self._fill(colour)))
            copy.set("applyFill", "1")
            self._made[base, colour] = _added(self._styles, copy)
        return self._made[base, colour]

    def put(self) -> None:
        """Into the package, if a style was made."""
        if self._made:
            self._package.put(self._path, self._root)

    def _fill(self, colour: str) -> int:
        """The number of a fill of one colour."""
        if colour not in self._fill_of:
            fill = etree.Element(f"{self._tag}fill")
            pattern = etree.SubElement(fill, f"{self._tag}patternFill", patternType="solid")
            etree.SubElement(pattern, f"{self._tag}fgColor", rgb=f"FF{colour}")
            etree.SubElement(pattern, f"{self._tag}bgColor", indexed="64")
            self._fill_of[colour] = _added(self._fills, fill)
        return self._fill_of[colour]

    def _list(self, name: str) -> etree._Element:
        """A list of the style sheet, made in its place where it is missing."""
        found = self._root.find(f"{self._tag}{name}")
        if found is None:
            found = etree.Element(f"{self._tag}{name}")
            before = {f"{self._tag}{one}" for one in _ORDER[: _ORDER.index(name)]}
            self._root.insert(sum(one.tag in before for one in self._root), found)
        return found


def _added(parent: etree._Element, element: etree._Element) -> int:
    """The number that an element gets at the end of its list."""
    number = sum(one.tag == element.tag for one in parent)
    parent.append(element)
    parent.set("count", str(number + 1))
    return number
