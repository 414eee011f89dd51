"""Notes on the cells of a sheet（批注）: the texts in one part, their boxes in another, those already there kept.

Notes of the old kind, since WPS and older versions of Excel show them everywhere; threads of comments they do not.
"""

from __future__ import annotations

import re

from lxml import etree

from perflint.annotate.boxes import Paper, lines_of
from perflint.annotate.fills import MAIN
from perflint.annotate.parts import Parts
from perflint.readers.ooxml import OFFICE

_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_BOXES_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NAMES = (
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_KIND = (
    '<v:shapetype id="_x0000_t202"{names} coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    '<v:shape id="_x0000_s{number}"{names} type="#_x0000_t202" style="position:absolute;margin-left:59.25pt;'
    'margin-top:1.5pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/>'
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_SHAPES = f'<xml{_NAMES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
_NUMBERED = re.compile(rb"_x0000_s(\d{1,9})\b")
_END = b"</xml>"
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_THREAD = "tc="
"""What the author of a note is called that only stands in for a thread of comments."""
_AFTER = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
    "AlternateContent",
)  # fmt: skip
"""What stands behind the boxes of notes in a sheet; the last wraps controls and objects."""


class SheetNotes:
    """The notes of one sheet."""

    def __init__(self, package: Parts, path: str, root: etree._Element, author: str) -> None:
        """Open those there are."""
        self._package, self._path, self._sheet = package, path, root
        related = package.relations(path)
        self._notes = next((one.target for one in related.values() if one.kind == "comments"), "")
        # Pictures in a sheet's head and foot are a part of the same kind; the sheet points to the one with the boxes.
        pointed = [name for one in root.findall("{*}legacyDrawing") for name in one.attrib.values()]
        self._shapes = next((related[str(name)].target for name in pointed if name in related), "")
        held = package.whole(self._notes) if self._notes else None
        self._root = etree.fromstring(f'<comments xmlns="{_space(root)}"/>') if held is None else held
        self._tag = f"{{{_space(self._root)}}}"
        comments = self._root.iter(f"{self._tag}comment")
        self._held = {one.get("ref", "").replace("$", "").upper(): one for one in comments}
        self._authors = _child(self._root, f"{self._tag}authors", 0)
        self._list = _child(self._root, f"{self._tag}commentList", 1)
        self._author, self._number = author, ""
        self._boxes: list[tuple[int, int, int, int]] = []

    def add(self, address: str, spot: tuple[int, int], lines: list[str], right: int) -> bool:
        """Write a note on a cell, after one that is there. False where a thread of comments has its place.

        ``spot`` is the cell's row and column from 1, ``right`` the last column that it covers.
        """
        found = self._held.get(address)
        if found is None:
            found = etree.SubElement(self._list, f"{self._tag}comment", ref=address, authorId=self._author_id())
            etree.SubElement(found, f"{self._tag}text")
            self._held[address] = found
            self._boxes.append((*spot, right, lines_of(lines)))
            said = "\n".join(lines)
        elif self._by(found).startswith(_THREAD):
            return False
        else:
            own = self._by(found) == self._author
            said = "\n".join(["", "", *([] if own else [f"{self._author}："]), *lines])
        self._append(found, said)
        return True

    def put(self) -> None:
        """Into the package, with what tells of them."""
        if not self._notes:
            self._notes = self._package.unused("xl/comments_perflint", ".xml")
            self._package.relate(self._path, "comments", self._notes)
            self._package.declare(self._notes, _NOTES_TYPE)
        self._package.put(self._notes, self._root)
        if self._boxes:
            self._put_boxes()

    def _append(self, note: etree._Element, said: str) -> None:
        """More text in a note; what it held keeps its looks."""
        text = _child(note, f"{self._tag}text", 0)
        bare = text.find(f"{self._tag}t")
        if bare is not None:
            run = etree.Element(f"{self._tag}r")
            text.replace(bare, run)
            run.append(bare)
        run = etree.Element(f"{self._tag}r")
        piece = etree.SubElement(run, f"{self._tag}t")
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        piece.text = _ESCAPE.sub("_x005F_", said)
        runs = list(text.iterchildren(f"{self._tag}r"))
        text.insert(text.index(runs[-1]) + 1 if runs else 0, run)

    def _author_id(self) -> str:
        """The number of our name among the authors."""
        names = [one.text for one in self._authors]
        if self._author not in names:
            etree.SubElement(self._authors, f"{self._tag}author").text = self._author
            names.append(self._author)
        return str(names.index(self._author))

    def _by(self, note: etree._Element) -> str:
        """Who wrote a note; a thread of comments, whose viewers would not show what is added here, says so."""
        names = [one.text or "" for one in self._authors]
        number = note.get("authorId", "")
        known = number.isascii() and number.isdigit() and len(number) < 9 and int(number) < len(names)
        return names[int(number)] if known else ""

    def _put_boxes(self) -> None:
        """The boxes of new notes, after the shapes that are there: VML is often no XML, so nothing else is touched."""
        path, drawn = self._shapes, self._package.raw(self._shapes) if self._shapes else None
        if drawn is None:
            path, drawn = self._package.unused("xl/drawings/vmlDrawing_perflint", ".vml"), _SHAPES.encode()
            self._package.declare(path, _BOXES_TYPE)
            self._refer(self._package.relate(self._path, "vmlDrawing", path))
        head, end, tail = drawn.rpartition(_END)
        if not end:
            raise self._package.damaged(path)
        names = "" if all(one.encode() in drawn for one in _NAMES.split()) else _NAMES
        kind = "" if b'id="_x0000_t202"' in drawn else _KIND.format(names=names)
        first = max(map(int, _NUMBERED.findall(drawn)), default=1024) + 1
        paper = Paper(self._sheet)
        boxes = "".join(
            _BOX.format(
                number=number, names=names, row=row - 1, column=column - 1, anchor=paper.anchor(row, right, lines)
            )
            for number, (row, column, right, lines) in enumerate(self._boxes, first)
        )
        self._package.put(path, head + (kind + boxes).encode() + end + tail)

    def _refer(self, relation: str) -> None:
        """Let the sheet point to the boxes; Excel minds the order in which a sheet says things."""
        space = _space(self._sheet)
        office = OFFICE if space == MAIN else space.replace("spreadsheetml/main", "officeDocument/relationships")
        for one in self._sheet.findall(f"{{{space}}}legacyDrawing"):
            self._sheet.remove(one)
        drawing = etree.Element(f"{{{space}}}legacyDrawing", {f"{{{office}}}id": relation}, nsmap={"r": office})
        behind = [one for one in self._sheet.iterchildren("*") if etree.QName(one).localname in _AFTER]
        if behind:
            behind[0].addprevious(drawing)
        else:
            self._sheet.append(drawing)


def _space(element: etree._Element) -> str:
    """The namespace of an element."""
    return etree.QName(element).namespace or ""


def _child(parent: etree._Element, tag: str, at: int) -> etree._Element:
    """A child that must be there, made where it is missing."""
    found = parent.find(tag)
    if found is None:
        found = etree.Element(tag)
        parent.insert(at, found)
    return found
