"""Word documents（.docx）: the text as printed, merged cells whole, whatever wrote them（Word、WPS、LibreOffice）."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache

from lxml import etree

from perflint.errors import ReadError
from perflint.model.base import Place
from perflint.model.document import Document
from perflint.readers import html
from perflint.readers.content import Item, Line, blocks, places
from perflint.readers.docx.body import Body
from perflint.readers.docx.inline import Noticed
from perflint.readers.docx.looks import plain, plain_styles
from perflint.readers.docx.marked import Marked
from perflint.readers.docx.names import W, child
from perflint.readers.docx.numbering import Numbers, numbers_of
from perflint.readers.docx.styles import Styles
from perflint.readers.nesting import unfolded
from perflint.readers.ooxml import Package, Relation

_MAIN = "word/document.xml"
_FURNITURE = {"header", "footer"}
_NOTES = {"footnotes", "endnotes"}
_DEEP = ("里表格或文本框嵌套得太深", "请用 Word 或 WPS 打开，把内容粘贴到新文档后再检查")


def read(data: bytes, name: str) -> Document:
    """The document in the bytes of a .docx file. Raises ReadError for what is none, or damaged."""
    try:
        return _read(Package(data, name), hashlib.sha256(data).hexdigest())
    except RecursionError as error:
        raise ReadError(name, *_DEEP) from error


def _read(package: Package, digest: str) -> Document:
    """The document in a package."""
    path = package.main(_MAIN)
    root = _tree(package, path, plain)
    main = child(root, "body")
    if root is None or main is None:
        raise ReadError(package.name, "是 Word 文件，但没有正文", "文件可能已损坏，请用 Word 或 WPS 打开后另存，再检查")
    relations = package.relations(path)
    body = _body(package, relations, root)
    items = list(body.items(main))
    return Document(
        name=package.name,
        digest=digest,
        blocks=tuple(blocks(unfolded(items), package.name)),
        dropped=_dropped(package, relations),
        remarks=tuple(_remarks(body.noticed, _notes(package, relations))),
    )


def origins(package: Package) -> tuple[etree._Element, dict[Place, etree._Element]]:
    """The tree of the main part, and the paragraph or cell in it that stands at each place ``read`` gives.

    What comes from elsewhere (an embedded web page) has no element. Raises ReadError.
    """
    path = package.main(_MAIN)
    root = package.tree(path)
    main = child(root, "body")
    if root is None or main is None:
        raise package.damaged(path)
    body = _body(package, package.relations(path), root)
    body.origins = {}
    found: dict[Place, etree._Element] = {}
    try:
        for place, made in places(unfolded(list(body.items(main))), package.name):
            if made and id(made) in body.origins:
                found.setdefault(place, body.origins[id(made)][1])
    except RecursionError as error:
        raise ReadError(package.name, *_DEEP) from error
    return root, found


def _tree(package: Package, path: str, cut: Callable[[bytes], bytes]) -> etree._Element | None:
    """The root of a part from whose bytes something was cut; None where there is none."""
    data = package.part(path)
    return None if data is None else package.parsed(cut(data), path)


def _body(package: Package, relations: dict[str, Relation], root: etree._Element) -> Body:
    """A reader of the elements of one of this document's trees."""
    parts = {relation.kind: relation.target for relation in relations.values()}

    def chunk(identity: str) -> list[Item]:
        """The items of an embedded web page, which Word takes in when it opens the file."""
        relation = relations.get(identity)
        data = package.part(relation.target) if relation else None
        return html.items(data, package.name) if data else []

    @cache
    def numbers() -> Numbers:
        """Its lists, made when the first of them is met."""
        return numbers_of(package.tree(parts.get("numbering", "word/numbering.xml")))

    styles = Styles(_tree(package, parts.get("styles", "word/styles.xml"), plain_styles))
    return Body(
        marked=Marked(root, styles),
        styles=styles,
        numbers=numbers,
        chunk=chunk,
    )


def _dropped(package: Package, relations: dict[str, Relation]) -> dict[str, int]:
    """The texts of running heads and feet, watermarks among them, and in how many of them each stands."""
    found: Counter[str] = Counter()
    for relation in relations.values():
        root = package.tree(relation.target) if relation.kind in _FURNITURE else None
        if root is None:
            continue
        texts = [" ".join(item.text.split()) for item in _plain(_body(package, {}, root).items(root))]
        texts += [one.get("string", "").strip() for one in root.iter("{urn:schemas-microsoft-com:vml}textpath")]
        found.update(set(filter(None, texts)))
    return dict(sorted(found.items()))


def _plain(items: Iterable[Item]) -> list[Line]:
    """The lines of items, those of tables too."""
    return [
        line
        for item in items
        for line in ([item] if isinstance(item, Line) else [Line(text) for text in item.text.split("\n")])
    ]


def _notes(package: Package, relations: dict[str, Relation]) -> int:
    """How many footnotes and endnotes hold text."""
    count = 0
    for relation in relations.values():
        root = package.tree(relation.target) if relation.kind in _NOTES else None
        for note in root if root is not None else ():
            ordinary = note.get(W + "type", "normal") == "normal"
            count += ordinary and any((text.text or "").strip() for text in note.iter(W + "t"))
    return count


def _remarks(noticed: Noticed, notes: int) -> Iterable[str]:
    """What a person should know, in sentences."""
    if noticed.revised:
        yield "文档含有修订痕迹，已按接受全部修订后的文字读取"
    if noticed.hidden:
        yield "文档含有隐藏文字，已一并读取"
    if noticed.covered:
        yield "文档里有的合并单元格下压着看不见的文字，未读取"
    if notes:
        yield f"文档有 {notes} 条脚注或尾注，未读取"
    if noticed.pictures:
        yield f"文档有 {noticed.pictures} 幅图片，图片里的文字未读取"
