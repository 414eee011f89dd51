"""The body of a document: paragraphs, tables with their merged cells, content controls, text boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lxml import etree
from msgspec import Struct, field
from msgspec.structs import replace

from perflint.readers.content import Area, Item, Line, Table
from perflint.readers.docx.inline import Noticed, Sentence, chosen
from perflint.readers.docx.marked import Marked
from perflint.readers.docx.names import MC, VAL, R, W, child, number
from perflint.readers.docx.numbering import Numbers
from perflint.readers.docx.styles import PLAIN, Styles, level_of

MOST_COLUMNS = 100
"""Word draws 63."""
_PARAGRAPH, _TABLE, _CHUNK, _ROW, _CELL, _TEXT = (W + name for name in ("p", "tbl", "altChunk", "tr", "tc", "t"))
_SPAN, _UPRIGHT, _BESIDE, _BEFORE, _AFTER = (
    W + name for name in ("gridSpan", "vMerge", "hMerge", "gridBefore", "gridAfter")
)
_INSERTED, _DELETED = W + "ins", W + "del"
_BLOCKS = (_PARAGRAPH, _TABLE, _CHUNK)
_CONTROL, _ALTERNATE = W + "sdt", MC + "AlternateContent"
_THROUGH = {W + name for name in ("customXml", "smartTag", "sdtContent", "ins", "moveTo")}


class Drawing(Struct):
    """A table on its way down: its cells so far, which may yet grow."""

    areas: list[Area] = field(default_factory=list)
    rows: int = 0
    columns: int = 0
    above: dict[int, int] = field(default_factory=dict)
    """Which of the cells a cell of this row may go on with, by the columns they begin in."""
    below: dict[int, int] = field(default_factory=dict)
    """The same for the next row."""

    def put(self, area: Area, *, upright: bool) -> None:
        """Add a cell; ``upright`` where the next row may go on with it."""
        if upright:
            self.below[area.column] = len(self.areas)
        self.areas.append(area)

    def grown(self, column: int, columns: int, own: Mapping[str, etree._Element]) -> bool:
        """Whether a cell with these settings is the rest of the one before it, or of the one above, which grows."""
        last = self.areas[-1] if self.areas else None
        if _goes_on(own.get(_BESIDE)) and last is not None and last.row == self.rows:
            self.areas[-1] = replace(last, columns=last.columns + columns)
            return True
        at = self.above.get(column)
        if at is None or not _goes_on(own.get(_UPRIGHT)) or self.areas[at].columns != columns:
            return False
        self.areas[at] = replace(self.areas[at], rows=self.areas[at].rows + 1)
        self.below[column] = at
        return True

    def end_row(self, columns: int) -> None:
        """Go on to the next row, this one having so many columns."""
        self.columns = max(self.columns, columns)
        self.rows, self.above, self.below = self.rows + 1, self.below, {}


class Body(Struct):
    """What is needed to read the elements of one document in their order."""

    marked: Marked
    styles: Styles
    numbers: Callable[[], Numbers]
    """The lists of the document and how far each has counted."""
    chunk: Callable[[str], list[Item]]
    """The content of a foreign document embedded under a name."""
    noticed: Noticed = field(default_factory=Noticed)
    origins: dict[int, tuple[object, etree._Element]] | None = None
    """The element that each line and the items of each cell were read from, by their identity, where that is asked for.

    Kept with it, so that no other object can come to have the same.
    """

    def items(self, parent: etree._Element) -> Iterator[Item]:
        """Lines and tables under an element, text boxes after the paragraph they hang on."""
        pending = ""
        for element in _flat(parent):
            if element.tag == _TABLE:
                table, floating = self._table(element)
                yield table
                yield from floating
            elif element.tag == _CHUNK:
                yield from self.chunk(element.get(R + "id", ""))
            else:
                line, boxes, joins = self._paragraph(element, pending)
                pending = line.text if joins else ""
                if not joins:
                    yield line
                for box in boxes:
                    yield from self.items(box)
        if pending:
            yield Line(pending)

    def _paragraph(self, paragraph: etree._Element, before: str) -> tuple[Line, list[etree._Element], bool]:
        """A paragraph's line, the text boxes in it, and whether its end was deleted, so that the next goes on in it."""
        text, boxes, own = self.marked.plain(paragraph), [], self.marked.of(paragraph)
        if text is None:
            sentence = Sentence(self.styles, self.noticed)
            sentence.walk(paragraph)
            text, boxes = sentence.text, [box.content for box in sentence.boxes]
        text = before + text
        style = self.styles.of(own)
        if style.numbered and style.numbered != "0":
            mark = self.numbers().next(style.numbered, style.depth or 0)
            text = f"{mark} {text}" if mark[-1:].isalnum() and text else mark + text
        joins = _DELETED in own
        self.noticed.revised |= joins
        line = Line(text, level_of(style))
        if self.origins is not None:
            self.origins[id(line)] = line, paragraph
        return line, boxes, joins

    def _table(self, table: etree._Element) -> tuple[Table, list[Item]]:
        """A table, and the text boxes that float over its cells."""
        drawing, floating = Drawing(), list[Item]()
        for row in _flat(table, _ROW):
            own = self.marked.of(row)
            column = after = 0
            if own:
                self.noticed.revised |= _DELETED in own or _INSERTED in own
                if _DELETED in own:
                    continue
                column, after = (_clamped(number(own.get(name)), 0) for name in (_BEFORE, _AFTER))
            for cell in _flat(row, _CELL):
                column += self._cell(cell, column, drawing, floating)
            drawing.end_row(column + after)
        return Table(drawing.rows, drawing.columns, tuple(drawing.areas)), floating

    def _cell(self, cell: etree._Element, column: int, drawing: Drawing, floating: list[Item]) -> int:
        """How many columns a cell takes; it is added to those drawn, or to the one it is merged with."""
        own, texts = self.marked.of(cell), self.marked.plain_box(cell)
        columns = _clamped(number(own[_SPAN]), 1) if _SPAN in own else 1
        if own and drawing.grown(column, columns, own):
            under = [one.text or "" for one in cell.iter(_TEXT)] if texts is None else texts
            self.noticed.covered |= any(map(str.strip, under))
            return columns
        if texts is None or self.styles.usual is not PLAIN:
            items = self._content(cell, floating)
        else:
            items = tuple(map(Line, texts))
        if self.origins is not None:
            for made in (items, *items):
                self.origins.setdefault(id(made), (made, cell))
        drawing.put(Area(drawing.rows, column, 1, columns, items), upright=_UPRIGHT in own)
        return columns

    def _content(self, cell: etree._Element, floating: list[Item]) -> tuple[Item, ...]:
        """What stands in a cell; a text box over a cell that has text of its own goes out to ``floating``."""
        items: list[Item] = []
        boxed: list[Item] = []
        pending = ""
        for element in _flat(cell):
            if element.tag == _TABLE:
                table, over = self._table(element)
                items.append(table)
                boxed += over
            elif element.tag == _PARAGRAPH:
                line, boxes, joins = self._paragraph(element, pending)
                pending = line.text if joins else ""
                if not joins:
                    items.append(line)
                for box in boxes:
                    boxed += self.items(box)
        items += [Line(pending)] if pending else []
        if not boxed:
            return tuple(items)
        if any(item.text.strip() for item in items):
            floating += boxed
            return tuple(items)
        return tuple(boxed)


def _goes_on(merging: etree._Element | None) -> bool:
    """Whether a cell says that it is the rest of the one before it, beside or above."""
    return merging is not None and merging.get(VAL, "continue") == "continue"


def _clamped(columns: int, least: int) -> int:
    """A number of columns that a table can have."""
    return max(least, min(columns, MOST_COLUMNS))


def _flat(parent: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The children that are wanted, through content controls and other wrappings; blocks where no tags are named."""
    wanted = tags or _BLOCKS
    for element in parent:
        tag = element.tag
        if tag in wanted:
            yield element
        elif tag in _THROUGH:
            yield from _flat(element, *wanted)
        elif tag == _CONTROL:
            content = child(element, "sdtContent")
            yield from _flat(content, *wanted) if content is not None else ()
        elif tag == _ALTERNATE:
            rendering = chosen(element)
            yield from _flat(rendering, *wanted) if rendering is not None else ()
