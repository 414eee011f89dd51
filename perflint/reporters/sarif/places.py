"""Places in SARIF: a file by its URI, a line of it, and the way through project and tree to what is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from msgspec import Struct, field
from msgspec.structs import asdict

from perflint.model.base import Place
from perflint.model.finding import Report, Subject

_KEPT = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
_DRIVE = re.compile(r"[A-Za-z]:/")
_PARTS = ("project", "period", "field", "level1", "level2", "indicator")
_SIGNS = re.compile(r"[{}]")
_LINKS = re.compile(r"\[(?=[^\[\]]*\]\()")


class Places(Struct):
    """All files and all tree paths of a run, each listed once（文件与指标路径）."""

    artifacts: list[dict[str, Any]] = field(default_factory=list)
    nodes: list[dict[str, Any]] = field(default_factory=list)
    _files: dict[str, int] = field(default_factory=dict)
    _ways: dict[tuple[tuple[str, str], ...], int] = field(default_factory=dict)

    @classmethod
    def of(cls, reports: Iterable[Report]) -> Places:
        """With the files of the reports, read or not."""
        places = cls()
        for report in reports:
            digests = {document.name: document.digest for document in report.submission.documents}
            for name in report.submission.files:
                places.file(name, digests.get(name, ""))
        return places

    def file(self, name: str, digest: str = "") -> dict[str, Any]:
        """A file as SARIF names it; ``digest`` is its SHA-256, "" where it was not read."""
        if name not in self._files:
            self._files[name] = len(self.artifacts)
            hashed = {"hashes": {"sha-256": digest}} if digest else {}
            self.artifacts.append({"location": {"uri": uri(name)}, "roles": ["analysisTarget"], **hashed})
        return {"uri": uri(name), "index": self._files[name]}

    def location(self, place: Place, subject: Subject | None = None, said: str = "") -> dict[str, Any]:
        """A place, with what it is about and what a person reads of it."""
        physical: dict[str, Any] = {}
        if place.file:
            physical["artifactLocation"] = self.file(place.file)
        if place.file and place.line:
            physical["region"] = {"startLine": place.line}
        logical = self._logical(subject) if subject else {}
        known = {key: part for key, part in asdict(place).items() if part is not None and key not in {"file", "line"}}
        return {
            **({"physicalLocation": physical} if physical else {}),
            **({"logicalLocations": [logical]} if logical else {}),
            "message": {"text": spoken(said or str(place))},
            **({"properties": known} if known else {}),
        }

    def _logical(self, subject: Subject) -> dict[str, Any]:
        """The node of the tree that a subject is, {} for the submission as a whole."""
        way: tuple[tuple[str, str], ...] = ()
        number = -1
        for kind in _PARTS:
            name = getattr(subject, kind)
            if name:
                way = (*way, (kind, name))
                number = self._node(way, number)
        node = self.nodes[number] if way else {}
        return {"index": number, "fullyQualifiedName": node["fullyQualifiedName"]} if node else {}

    def _node(self, way: tuple[tuple[str, str], ...], parent: int) -> int:
        """The number of a node, listed beneath its parent when it is met first."""
        if way not in self._ways:
            self._ways[way] = len(self.nodes)
            kind, name = way[-1]
            above = {"parentIndex": parent} if parent >= 0 else {}
            whole = " / ".join(part for _, part in way)
            self.nodes.append({"name": name, "fullyQualifiedName": whole, "kind": kind, **above})
        return self._ways[way]


def uri(name: str) -> str:
    """A file's name as a URI reference: relative where the name is, of Windows paths too."""
    path = name.replace("\\", "/")
    drive = path[:2] if _DRIVE.match(path) else ""
    rest = path[len(drive) :].encode(errors="backslashreplace")
    plain = "".join(chr(byte) if byte in _KEPT else f"%{byte:02X}" for byte in rest)
    if drive:
        return f"file:///{drive}{plain}"
    if name.startswith("\\\\"):
        return f"file:{plain}"
    return f"file:///{plain.lstrip('/')}" if plain.startswith("/") else plain


def spoken(text: str) -> str:
    """A text that no viewer takes for a template or for a link."""
    return _LINKS.sub(r"\\[", _SIGNS.sub(r"\g<0>\g<0>", text))
