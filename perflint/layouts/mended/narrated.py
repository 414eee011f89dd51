"""Forms told in paragraphs: the project, its goal and its indicators in running text become the grid of a form.

Some places publish no table but sentences (“…项目，绩效目标为…，设1条数量指标：…”). Where a text names several 二级
with indicators, and what project they are for, it says all that a form says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.layouts.mended.prose import FEWEST, Told, kinds_of, opened, rows_of, told
from perflint.model.base import Cell
from perflint.model.document import Document, Grid, Paragraph
from perflint.pattern import compiled
from perflint.text import bare_label

_ABOVE = 6
"""How many paragraphs above the indicators may name their project."""
_NAMES = (
    compiled(r"项目名称\s*[:：]\s*(?P<name>[^。；;，,\n]{2,60})"),
    compiled(r"关于(?P<name>.{2,50}?)(?:项目支出)?(?:的)?绩效目标"),
    compiled(
        r"^\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）.、．]\s*)?"
        r"(?P<name>[^。；;，,:：\n]{2,40}?(?:项目|经费|资金|费用|补助|补贴|工程|费))\s*(?=[，,:：。（(]|(?:的)?(?:年度|总体)?绩效目标)"
    ),
)
_ANY_PROJECT = compiled(r"(?:20\d\d年度?)?(?:本?(?:部门|单位))?(?:预算|重点|主要)?项目(?:支出|资金)?")
"""What names no project in particular: 2026年项目, 部门预算项目."""
_GOAL = compiled(
    r"(?P<label>(?:年度|总体|年度总体)?绩效(?:总)?目标)\s*(?:[:：]|[为是])\s*(?P<text>[^。；;\n]{4,300}?)(?=[，,]?\s*设\s*\d|[。；;\n]|$)"
)
_PIECE = compiled(r"^[\s一二三四五六七八九十\d、.．（()）]*")
_HALF = 0.5


def narrated(document: Document, words: Vocabulary) -> Document:
    """The document with the paragraphs that tell a form written out as grids; others are as they were."""
    texts = [block for block in document.blocks if isinstance(block, Paragraph)]
    if not any(_may_tell(block.text) and kinds_of(block.text, words) for block in texts):
        return document
    blocks: list[Paragraph | Grid] = []
    for run in _runs(document.blocks, words):
        above = [text for block in blocks[-_ABOVE:] for text in _texts(block)]
        grid = _grid(run, above, words) if len(run) > 1 or _heads(run[0], words) else None
        blocks += [grid] if grid else run
    return replace(document, blocks=tuple(blocks))


def _may_tell(text: str) -> bool:
    """Whether a text may hold the label of a level before its indicators: a cheap look before the real one."""
    return ("指标" in text or "效益" in text or "满意" in text) and any(sign in text for sign in "：:【[，,")


def _texts(block: Paragraph | Grid) -> Iterator[Paragraph]:
    """A paragraph, or the cells of the first row of a table of one row: a page's title beside its label."""
    if isinstance(block, Paragraph):
        yield block
    elif len(block.rows) == 1:
        yield from (Paragraph(cell=cell) for cell in block.rows[0] if not cell.blank)


def _heads(block: Paragraph | Grid, words: Vocabulary) -> set[str]:
    """The 二级 that a paragraph tells of."""
    return kinds_of(block.text, words) if isinstance(block, Paragraph) else set()


def _level1(block: Paragraph | Grid, words: Vocabulary) -> str:
    """The 一级 that is all a paragraph says（一、产出指标）, or ""."""
    text = _PIECE.sub("", block.text).strip(" 　:：") if isinstance(block, Paragraph) else ""
    return text if text and words.meaning(text).level1 else ""


def _runs(blocks: Sequence[Paragraph | Grid], words: Vocabulary) -> Iterator[list[Paragraph | Grid]]:
    """Paragraphs that tell one form together, and everything else by itself."""
    run: list[Paragraph | Grid] = []
    taken: set[str] = set()
    for block in blocks:
        heads = _heads(block, words)
        whole = len(heads) >= FEWEST
        part = bool(heads) or bool(_level1(block, words))
        if run and (not part or (whole and heads & taken)):
            yield run
            run, taken = [], set()
        if part:
            run.append(block)
            taken |= heads
        else:
            yield [block]
    if run:
        yield run


def _grid(run: Sequence[Paragraph | Grid], above: Sequence[Paragraph], words: Vocabulary) -> Grid | None:
    """The form that these paragraphs tell, or None where they do not say enough."""
    texts = [block for block in run if isinstance(block, Paragraph)]
    found: list[tuple[Told, Cell]] = []
    level1 = rest = ""
    for block in texts:
        level1 = _level1(block, words) or level1
        # A line that ends in a label was broken there: what it labels stands on the next.
        text = rest + block.text
        stop = opened(text, words) if block is not texts[-1] else len(text)
        rest = text[stop:]
        found += [(one, block.cell) for one in told(text[:stop], words, level1)]
    kinds = {words.meaning(one.level2).level2 for one, _ in found}
    name = _named([*above, texts[0]])
    if name is None or len(kinds) < FEWEST or sum(bool(one.value) for one, _ in found) < len(found) * _HALF:
        return None
    rows: list[tuple[Cell, ...]] = [(replace(name, text="项目名称"), name)]
    if goal := _goal([*above, texts[0]]):
        rows.append(goal)
    rows.append(next(rows_of([], texts[0].cell)))
    rows += [row for one, cell in found for row in list(rows_of([one], cell))[1:]]
    return Grid(rows=tuple(_apart(row, number) for number, row in enumerate(rows, 1)), place=texts[0].cell.place)


def _apart(row: Sequence[Cell], number: int) -> tuple[Cell, ...]:
    """The cells of a row, each in a place of its own: many came from one paragraph."""
    return tuple(
        replace(cell, place=replace(cell.place, row=number, column=column)) for column, cell in enumerate(row, 1)
    )


def _named(texts: Sequence[Paragraph]) -> Cell | None:
    """The project that the nearest of these paragraphs names."""
    for block in reversed(texts):
        for pattern in _NAMES:
            found = pattern.search(block.text)
            name = found["name"].strip(" 　的“”") if found else ""
            if name and not _ANY_PROJECT.fullmatch(name):
                return replace(block.cell, text=name)
    return None


def _goal(texts: Sequence[Paragraph]) -> tuple[Cell, Cell] | None:
    """The label and the text of the goal that the nearest of these paragraphs gives."""
    for block in reversed(texts):
        if found := _GOAL.search(block.text):
            label = "年度目标" if bare_label(found["label"]) else ""
            return replace(block.cell, text=label), replace(block.cell, text=found["text"].strip(" 　,，"))
    return None
