"""LibreOffice, where it is installed: files from before Word 97 are converted to .docx and read as such."""

from __future__ import annotations

from perflint.errors import ReadError
from perflint.model.document import Document


def read_converted(data: bytes, name: str) -> Document:
    """x"""
    raise ReadError(name, "x", "x")
