"""The body of a document: paragraphs, tables with their merged cells, content controls, text boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree
from msgspec import Struct, field

from perflint.readers.content import Area, Item, Line, Table
from perflint.readers.docx.inline import Noticed, Sentence, chosen
from perflint.readers.docx.names import MC, R, W, child, number, settings
from perflint.readers.docx.numbering import Numbers
from perflint.readers.docx.styles import Styles, level_of

MOST_COLUMNS = 100
"""Word draws 63."""
_THROUGH = {W + name for name in ("customXml", "smartTag", "sdtContent", "ins", "moveTo")}


class Drawn(Struct):
    """A cell of a table that may yet grow downwards."""

    row: int
    column: int
    rows: int
    columns: int
    items: tuple[Item, ...]


class Body(Struct):
    """What is needed to read the elements of one document in their order."""

    styles: Styles
    numbers: Numbers
    chunk: Callable[[str], list[Item]]
    """The content of a foreign document embedded under a name."""
    noticed: Noticed = field(default_factory=Noticed)

    def items(self, parent: etree._Element) -> Iterator[Item]:
        """Lines and tables under an element, text boxes after the paragraph they hang on."""
        pending = ""
        for element in _flat(parent):
            if element.tag == W + "tbl":
                table, floating = self._table(element)
                yield table
                yield from floating
            elif element.tag == W + "altChunk":
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
        sentence = Sentence(self.styles, self.noticed)
        sentence.walk(paragraph)
        own = settings(paragraph, "pPr")
        style = self.styles.of(own)
        text = before + sentence.text
        if style.numbered and style.numbered != "0":
            mark = self.numbers.next(style.numbered, style.depth or 0)
            text = f"{mark} {text}" if mark[-1:].isalnum() and text else mark + text
        joins = W + "rPr" in own and child(own[W + "rPr"], "del") is not None
        self.noticed.revised |= joins
        return Line(text, level_of(style)), [box.content for box in sentence.boxes], joins

    def _table(self, table: etree._Element) -> tuple[Table, list[Item]]:
        """A table, and the text boxes that float over its cells."""
        drawn: list[Drawn] = []
        floating: list[Item] = []
        above: dict[int, Drawn] = {}
        rows = width = 0
        for row in _flat(table, W + "tr"):
            own = settings(row, "trPr")
            self.noticed.revised |= W + "del" in own or W + "ins" in own
            if W + "del" in own:
                continue
            column, below = _clamped(number(own.get(W + "gridBefore")), 0), dict[int, Drawn]()
            for cell in _flat(row, W + "tc"):
                column += self._cell(cell, Drawn(rows, column, 1, 1, ()), (drawn, above, below), floating)
            width = max(width, column + _clamped(number(own.get(W + "gridAfter")), 0))
            rows, above = rows + 1, below
        areas = tuple(Area(one.row, one.column, one.rows, one.columns, one.items) for one in drawn)
        return Table(rows, width, areas), floating

    def _cell(
        self,
        cell: etree._Element,
        new: Drawn,
        merging: tuple[list[Drawn], dict[int, Drawn], dict[int, Drawn]],
        floating: list[Item],
    ) -> int:
        """How many columns a cell takes; it is added to those drawn, or to the one it is merged with."""
        drawn, above, below = merging
        own = settings(cell, "tcPr")
        new.columns = _clamped(number(own[W + "gridSpan"], other=1), 1) if W + "gridSpan" in own else 1
        upright, beside = own.get(W + "vMerge"), own.get(W + "hMerge")
        if (
            beside is not None
            and beside.get(W + "val", "continue") == "continue"
            and drawn
            and drawn[-1].row == new.row
        ):
            drawn[-1].columns += new.columns
            self._covered(cell)
            return new.columns
        goes_on = upright is not None and upright.get(W + "val", "continue") == "continue"
        upper = above.get(new.column)
        if goes_on and upper is not None and upper.columns == new.columns:
            upper.rows += 1
            below[new.column] = upper
            self._covered(cell)
            return new.columns
        if upright is not None:
            below[new.column] = new
        new.items = self._content(cell, floating)
        drawn.append(new)
        return new.columns

    def _covered(self, cell: etree._Element) -> None:
        """Notice text in a cell that is merged away, which nobody sees."""
        self.noticed.covered |= any((one.text or "").strip() for one in cell.iter(W + "t"))

    def _content(self, cell: etree._Element, floating: list[Item]) -> tuple[Item, ...]:
        """What stands in a cell; a text box over a cell that has text of its own goes out to ``floating``."""
        items: list[Item] = []
        boxed: list[Item] = []
        pending = ""
        for element in _flat(cell):
            if element.tag == W + "tbl":
                table, over = self._table(element)
                items.append(table)
                boxed += over
            elif element.tag == W + "p":
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


def _clamped(columns: int, least: int) -> int:
    """A number of columns that a table can have."""
    return max(least, min(columns, MOST_COLUMNS))


def _flat(parent: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The children that are wanted, through content controls and other wrappings; blocks where no tags are named."""
    wanted = tags or (W + "p", W + "tbl", W + "altChunk")
    for element in parent:
        if element.tag in wanted:
            yield element
        elif element.tag in _THROUGH:
            yield from _flat(element, *wanted)
        elif element.tag == W + "sdt":
            content = child(element, "sdtContent")
            yield from _flat(content, *wanted) if content is not None else ()
        elif element.tag == MC + "AlternateContent":
            rendering = chosen(element)
            yield from _flat(rendering, *wanted) if rendering is not None else ()
