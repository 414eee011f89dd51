"""The parts of an Office package（.docx、.xlsx）: bytes and trees, whoever wrote them, hostile ones refused."""

from __future__ import annotations

import posixpath
import re
import zlib
from struct import error as StructError  # noqa: N812 - the standard library's own name says nothing
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from lxml import etree

from perflint.errors import ReadError
from perflint.readers.package import opened

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DAMAGED = (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, NotImplementedError, StructError)
"""What zipfile raises on bytes that are not what the directory says; RuntimeError stands for an encrypted member."""
_CURE = "文件没有传完整或已损坏，请重新取得，或用 Word、Excel、WPS 打开后另存"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*\?>")
_DTD = (b"<!DOCTYPE", b"<!ENTITY")


class Relation(NamedTuple):
    """Where a part points: the last word of the relation's type, and the path of the other part."""

    kind: str
    target: str


class Package:
    """An Office package, opened behind the guards; a part is asked for by its path, in any case of letters."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open it. Raises ReadError for a package that is damaged or too large."""
        self.name = name
        self._zip: ZipFile = opened(data, name)
        # Some producers write backslashes, some capitals; Word and Excel open both.
        self._members = {_path(member): member for member in self._zip.namelist()}

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of its parts, folded to small letters."""
        return tuple(self._members)

    def raw(self, path: str) -> bytes | None:
        """The bytes of a part as they are; None where the package has none."""
        member = self._members.get(_path(path))
        if member is None:
            return None
        try:
            data = self._zip.read(member)
        except _DAMAGED as error:
            raise self.damaged(path) from error
        return data

    def part(self, path: str) -> bytes | None:
        """The bytes of a part in UTF-8 or as declared, namespaces of the strict variant made the usual ones."""
        data = self.raw(path)
        if data is None:
            return None
        if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            data = self._narrow(data, path)
        if path.lower().endswith((".xml", ".rels", ".vml")) and any(one in data for one in _DTD):
            raise ReadError(
                self.name,
                f"“{path}”里有文档类型声明（DOCTYPE），不是正常的 Office 文件",
                "文件可能是恶意构造的，请向来源核实",
            )
        return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", data) if b"purl.oclc.org" in data else data

    def _narrow(self, data: bytes, path: str) -> bytes:
        """A part in UTF-16, in UTF-8 without its declaration."""
        try:
            return _DECLARED.sub(b"", data.decode("utf-16").encode())
        except UnicodeError as error:
            raise self.damaged(path) from error

    def tree(self, path: str) -> etree._Element | None:
        """The root of a part; None where the package has none."""
        data = self.part(path)
        return None if data is None else self.parsed(data, path)

    def parsed(self, data: bytes, path: str) -> etree._Element:
        """The root of XML; entities stay unresolved and nothing is fetched."""
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged(path) from error

    def relations(self, path: str) -> dict[str, Relation]:
        """The relations of a part by their names; of the package itself for ``""``. Outward links are left out."""
        folder, base = posixpath.split(path)
        root = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return {}
        made = {}
        for relation in root.iter("{*}Relationship"):
            if relation.get("TargetMode") != "External":
                kind = relation.get("Type", "").rsplit("/", 1)[-1]
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "").replace("\\", "/")))
                made[relation.get("Id", "")] = Relation(kind, target.lstrip("/"))
        return made

    def main(self, usual: str) -> str:
        """The path of the main part: where the package says, else the usual one."""
        found = (relation.target for relation in self.relations("").values() if relation.kind == "officeDocument")
        return next((target for target in found if _path(target) in self._members), usual)

    def damaged(self, path: str) -> ReadError:
        """The refusal of a part that cannot be read."""
        return ReadError(self.name, f"内容已损坏（{path}）", _CURE)


def _path(member: str) -> str:
    """A member's name as paths compare."""
    return member.replace("\\", "/").lstrip("/").lower()
