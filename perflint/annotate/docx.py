"""Word documents（.docx）: comments on cells and paragraphs; everything else stays as it was, byte for byte."""

from __future__ import annotations

from lxml import etree

from perflint.annotate import notes
from perflint.annotate.parts import Parts
from perflint.errors import AnnotateError
from perflint.model.base import Place
from perflint.model.finding import Report
from perflint.readers.docx import origins
from perflint.readers.docx.names import W

_PATH = "word/comments_perflint"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_INITIALS = "机审"
_PARAGRAPH = W + "p"
_BOXED = W + "txbxContent"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def annotated(data: bytes, name: str, report: Report) -> bytes:
    """The document with a comment on each cell or paragraph that has findings, and one at its head for all others."""
    package = Parts(data, name)
    path = package.main("word/document.xml")
    root = package.whole(path)
    if root is None:
        raise package.damaged(path)
    read, found = origins(package)
    anchors = _anchors(read, found, root)
    comments = _Comments(package, path, root, notes.author(report))
    first = next((one for one in root.iter(comments.w + "p")), None)
    if first is None:
        raise AnnotateError(name, "没有一个段落，写不进批注", "请用 Word 或 WPS 打开后另存，再检查")
    marks = notes.marks(report, name)
    homeless = [mark for mark in marks if mark.place not in anchors]
    remarks = [notes.SIGNED] if package.signed else []
    comments.add((first, first), notes.summary(report, name, homeless, *remarks))
    for mark in marks:
        if mark.place in anchors:
            comments.add(anchors[mark.place], mark.lines)
    comments.put()
    package.put(path, root)
    return package.saved()


Anchor = tuple[etree._Element, etree._Element]
"""The first and the last paragraph that a comment is about."""


def _anchors(read: etree._Element, found: dict[Place, etree._Element], root: etree._Element) -> dict[Place, Anchor]:
    """The paragraphs at each place, in the tree that is to be changed.

    The reader's tree has lost its comments and the strict variant's names; what it has of elements it has in the same
    order, so the number of an element finds it in the other.
    """
    numbers = {element: number for number, element in enumerate(read.iter("*"))}
    elements = list(root.iter("*"))
    if len(elements) != len(numbers):
        return {}
    made = {}
    for place, element in found.items():
        ends = [_outside(one) for one in _ends(element)]
        if ends:
            made[place] = elements[numbers[ends[0]]], elements[numbers[ends[-1]]]
    return made


def _ends(element: etree._Element) -> list[etree._Element]:
    """The first and the last paragraph of a cell, or the one that the element is."""
    own = [element] if element.tag == _PARAGRAPH else list(element.iterchildren(_PARAGRAPH))
    own = own or list(element.iter(_PARAGRAPH))[:1]
    return [own[0], own[-1]] if own else []


def _outside(paragraph: etree._Element) -> etree._Element:
    """The paragraph itself, or the one that the text box hangs on in which it stands: Word has no comments in those."""
    boxed = [one for one in paragraph.iterancestors(_BOXED)]
    return next(boxed[-1].iterancestors(_PARAGRAPH), paragraph) if boxed else paragraph


class _Comments:
    """The comments of a document, and the marks in its text that say what they are about."""

    def __init__(self, package: Parts, path: str, root: etree._Element, author: str) -> None:
        """Open the part there is, or begin one."""
        self._package, self._document, self._author = package, path, author
        self.w = str(root.tag).rpartition("}")[0] + "}"
        related = package.relations(path).values()
        self._path = next((one.target for one in related if one.kind == "comments"), "")
        held = package.whole(self._path) if self._path else None
        self._new = held is None
        self._root = etree.fromstring(f'<w:comments xmlns:w="{self.w[1:-1]}"/>') if held is None else held
        taken = [one.get(f"{self.w}id", "") for tree in (self._root, root) for one in self._numbered(tree)]
        self._next = (
            max((int(one) for one in taken if one.isascii() and one.isdigit() and len(one) < 10), default=-1) + 1
        )

    def add(self, anchor: Anchor, lines: list[str]) -> None:
        """A comment about what stands from the beginning of one paragraph to the end of another."""
        number = {f"{self.w}id": str(self._next)}
        self._next += 1
        start = etree.Element(f"{self.w}commentRangeStart", number)
        first, last = anchor
        first.insert(sum(one.tag == f"{self.w}pPr" for one in first), start)
        etree.SubElement(last, f"{self.w}commentRangeEnd", number)
        etree.SubElement(etree.SubElement(last, f"{self.w}r"), f"{self.w}commentReference", number)
        said = {f"{self.w}author": self._author, f"{self.w}initials": _INITIALS}
        comment = etree.SubElement(self._root, f"{self.w}comment", number | said)
        for line in lines:
            run = etree.SubElement(etree.SubElement(comment, f"{self.w}p"), f"{self.w}r")
            text = etree.SubElement(run, f"{self.w}t")
            text.set(_SPACE, "preserve")
            text.text = line

    def put(self) -> None:
        """Into the package, with what tells of them."""
        if self._new:
            self._path = self._package.unused(_PATH, ".xml")
            self._package.relate(self._document, "comments", self._path)
            self._package.declare(self._path, _TYPE)
        self._package.put(self._path, self._root)

    def _numbered(self, tree: etree._Element) -> list[etree._Element]:
        """Whatever bears the number of a comment."""
        names = ("comment", "commentRangeStart", "commentRangeEnd", "commentReference")
        return list(tree.iter(*(self.w + name for name in names)))
