"""Drawn pages, from a PDF or from a scan, become paragraphs and grids: rules make slots, pieces of text fill them."""

from __future__ import annotations

from collections.abc import Sequence

from perflint.model.document import Grid, Paragraph
from perflint.readers.drawn.page import Page, Piece, Rule


def blocks(pages: Sequence[Page], name: str) -> tuple[tuple[Paragraph | Grid, ...], dict[str, int]]:
    """The blocks of the pages in reading order, and the furniture that was left out: its text, and how often."""
    raise NotImplementedError


__all__ = ["Page", "Piece", "Rule", "blocks"]
