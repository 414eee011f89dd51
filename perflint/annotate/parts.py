"""An Office package with some parts replaced or added（.docx、.xlsx）; all others stay as they are, byte for byte."""

from __future__ import annotations

import posixpath
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from perflint.errors import AnnotateError
from perflint.readers.ooxml import OFFICE, Package
from perflint.readers.package import part

_STRICT = "http://purl.oclc.org/ooxml"
_ROOT = "_rels/.rels"
_TYPES = "[Content_Types].xml"
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
_LARGEST = 30_000_000
"""Bytes of a part that is taken apart here, outside of the sandbox. Blank cells cannot be left out here."""
_NEW = (1980, 1, 1, 0, 0, 0)
"""When new parts were made: copies made at different hours are alike."""


class Parts(Package):
    """A package that is being changed; it opens behind the guards of every package."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open it. Raises ReadError."""
        super().__init__(data, name)
        self._changed: dict[str, bytes] = {}

    @property
    def signed(self) -> bool:
        """Whether somebody signed it（数字签名）."""
        return any(path.startswith("_xmlsignatures/") for path in self.paths)

    def raw(self, path: str) -> bytes | None:
        """The bytes of a part as they are by now; None for none."""
        changed = self._changed.get(self.spelt(path))
        return super().raw(path) if changed is None else changed

    def whole(self, path: str) -> etree._Element | None:
        """The root of a part with all that stands in it, comments and the strict variant's names too; None for none."""
        data = self.raw(path)
        if data is None:
            return None
        if len(data) > _LARGEST:
            cure = "请删去空白的行列和多余的内容，另存后再检查"
            raise AnnotateError(self.name, f"里面的“{path}”超过 30 MB，不在副本上标注", cure)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged(path) from error

    def spelt(self, path: str) -> str:
        """A path as the package spells it, as asked for where there is none."""
        return self._members.get(path.replace("\\", "/").lstrip("/").lower(), path)

    def unused(self, stem: str, suffix: str) -> str:
        """A path that no part has: the stem, a number, the suffix."""
        taken = {*self.paths, *map(str.lower, self._changed)}
        return next(path for number in range(1, 10_000) if (path := f"{stem}{number}{suffix}").lower() not in taken)

    def put(self, path: str, content: etree._Element | bytes) -> None:
        """Replace a part, or add one."""
        self._changed[self.spelt(path)] = content if isinstance(content, bytes) else _written(content)

    def relate(self, source: str, kind: str, target: str) -> str:
        """Relate a part to another. Returns the name of the relation; ``kind`` is the last word of its type."""
        folder, base = posixpath.split(source)
        path = posixpath.join(folder, "_rels", f"{base}.rels")
        root = self.whole(path)
        if root is None:
            root = etree.fromstring(f'<Relationships xmlns="{_RELATED}"/>')
        taken = {one.get("Id") for one in root.iter("{*}Relationship")}
        name = next(name for number in range(1, len(taken) + 2) if (name := f"rIdPerflint{number}") not in taken)
        office = f"{_STRICT}/officeDocument/relationships" if _STRICT.encode() in (self.raw(_ROOT) or b"") else OFFICE
        made = etree.SubElement(root, f"{{{_RELATED}}}Relationship")
        for key, value in (("Id", name), ("Type", f"{office}/{kind}"), ("Target", f"/{target}")):
            made.set(key, value)
        self.put(path, root)
        return name

    def declare(self, path: str, kind: str) -> None:
        """Say what a new part is."""
        root = self.whole(_TYPES)
        if root is None:
            raise self.damaged(_TYPES)
        suffix = path.rsplit(".", 1)[-1]
        tag = str(root.tag).rpartition("}")[0] + "}"
        if suffix != "xml":
            if all(one.get("Extension", "").lower() != suffix for one in root.iter(f"{tag}Default")):
                root.insert(0, etree.Element(f"{tag}Default", Extension=suffix, ContentType=kind))
        else:
            etree.SubElement(root, f"{tag}Override", PartName=f"/{path}", ContentType=kind)
        self.put(_TYPES, root)

    def saved(self) -> bytes:
        """The package; parts keep their order and their dates, new ones come last."""
        stream = BytesIO()
        members = {member.filename: member for member in self._zip.infolist()}
        with ZipFile(stream, "w", ZIP_DEFLATED) as made:
            for path, member in members.items():
                copy = ZipInfo(path, member.date_time)
                copy.compress_type, copy.external_attr = member.compress_type, member.external_attr
                changed = self._changed.get(path)
                made.writestr(copy, part(self._zip, member, self.name) if changed is None else changed)
            for path in self._changed:
                if path not in members:
                    fresh = ZipInfo(path, _NEW)
                    fresh.compress_type = ZIP_DEFLATED
                    made.writestr(fresh, self._changed[path])
        return stream.getvalue()


def _written(root: etree._Element) -> bytes:
    """The bytes of a part."""
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
