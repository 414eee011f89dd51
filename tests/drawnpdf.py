"""PDFs made for tests: tables with spans, watermarks, turned pages, tables over pages, tables without rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.drawn import Drawn

FONT = "STSong-Light"
SIZE = 10.0
WIDTH, HEIGHT = 595.0, 842.0
MARGIN = 40.0
LINE = SIZE * 1.2
Spot = tuple[int, int, int, int, str]
"""A cell: row, column, how many rows and columns it covers, text."""

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


class Paper:
    """A PDF under construction; y is counted downward from the top of the page, as readers do."""

    def __init__(self, *, password: str | None = None, owner: str | None = None, steady: bool = False) -> None:
        """An empty document, with a password to open it or only one of its owner; ``steady``: without the time."""
        self.held = BytesIO()
        locked = StandardEncryption(password or "", ownerPassword=owner or password) if password or owner else None
        self.canvas = Canvas(self.held, pagesize=(WIDTH, HEIGHT), encrypt=locked, invariant=int(steady))
        self.canvas.setFont(FONT, SIZE)

    def text(self, x: float, y: float, text: str, size: float = SIZE, *, grey: float = 0.0, turn: float = 0.0) -> Paper:
        """A line of text, its baseline beginning at a point."""
        self.canvas.saveState()
        self.canvas.setFillGray(grey)
        self.canvas.setFont(FONT, size)
        self.canvas.translate(x, HEIGHT - y)
        self.canvas.rotate(turn)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()
        return self

    def hidden(self, x: float, y: float, text: str) -> Paper:
        """A line of text that is not painted, as under a scan."""
        line = self.canvas.beginText(x, HEIGHT - y)
        line.setTextRenderMode(3)
        line.textOut(text)
        self.canvas.drawText(line)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Paper:
        """A line."""
        self.canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)
        return self

    def box(self, x0: float, y0: float, x1: float, y1: float, *, fill: float | None = None) -> Paper:
        """A rectangle, stroked, or filled with a grey."""
        if fill is not None:
            self.canvas.setFillGray(fill)
        self.canvas.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0, stroke=fill is None, fill=fill is not None)
        self.canvas.setFillGray(0)
        return self

    def table(self, xs: Sequence[float], ys: Sequence[float], spots: Iterable[Spot], *, ruled: bool = True) -> Paper:
        """A table with its columns between the xs and its rows between the ys, texts wrapped into their cells."""
        for row, column, rows, columns, text in spots:
            x0, x1, y0, y1 = xs[column], xs[column + columns], ys[row], ys[row + rows]
            if ruled:
                self.box(x0, y0, x1, y1)
            for number, line in enumerate(wrapped(text, x1 - x0 - 6)):
                self.text(x0 + 3, y0 + 12 + number * SIZE * 1.2, line)
        return self

    def page(self, turn: int = 0) -> Paper:
        """Go on to the next page, which viewers turn by so many degrees."""
        self.canvas.showPage()
        self.canvas.setPageRotation(turn)
        self.canvas.setFont(FONT, SIZE)
        return self

    def bytes(self) -> bytes:
        """The file."""
        self.canvas.save()
        return self.held.getvalue()


def wrapped(text: str, width: float) -> list[str]:
    """The lines of a text that is broken wherever the next character has no room."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for char in paragraph:
            if pdfmetrics.stringWidth(line + char, FONT, SIZE) > width:
                lines.append(line)
                line = ""
            line += char
        lines.append(line)
    return lines


def spots(rows: Sequence[Sequence[str]]) -> list[Spot]:
    """The cells of a table without merged ones."""
    return [(row, column, 1, 1, text) for row, line in enumerate(rows) for column, text in enumerate(line)]


def pdf(tables: Sequence[Drawn], *, steady: bool = False) -> bytes:
    """The tables with their captions one below the other; a table that has no room left goes on on the next page."""
    paper = Paper(steady=steady)
    y = MARGIN
    for drawn in tables:
        for caption in drawn.captions:
            for line in wrapped(caption, WIDTH - 2 * MARGIN):
                y = _room(paper, y, LINE)
                paper.text(MARGIN, y + SIZE, line)
                y += LINE
            y += LINE
        y = _table(paper, drawn, y) + 2 * LINE
    return paper.bytes()


def _table(paper: Paper, drawn: Drawn, y: float) -> float:
    """Draw a table; the height that it ends at."""
    step = (WIDTH - 2 * MARGIN) / max(1, drawn.columns)
    heights = [LINE + 4] * drawn.rows
    for box in drawn.boxes:
        lines = len(wrapped(box.text, box.columns * step - 6))
        heights[box.row] = max(heights[box.row], (lines * LINE + 4) / box.rows)
    xs = [MARGIN + step * column for column in range(drawn.columns + 1)]
    first = 0
    while first < drawn.rows:
        y = _room(paper, y, heights[first])
        stop = first
        ys = [y]
        while stop < drawn.rows and ys[-1] + heights[stop] <= HEIGHT - MARGIN:
            ys.append(ys[-1] + heights[stop])
            stop += 1
        paper.table(xs, ys, _part(drawn, first, stop))
        first, y = stop, ys[-1] if stop == drawn.rows else HEIGHT
    return y


def _part(drawn: Drawn, first: int, stop: int) -> list[Spot]:
    """The cells of some rows, cut at the first and the last; the text stays above the cut."""
    made = []
    for box in drawn.boxes:
        top, bottom = max(box.row, first), min(box.row + box.rows, stop)
        if top < bottom:
            text = box.text if box.row >= first else ""
            made.append((top - first, box.column, bottom - top, box.columns, text))
    return made


def _room(paper: Paper, y: float, height: float) -> float:
    """Where something of this height goes: here, or at the top of the next page."""
    if y + height <= HEIGHT - MARGIN:
        return y
    paper.page()
    return MARGIN
