"""From a band of lines to a form: boxes above, the tree, the signatures beneath."""

from __future__ import annotations

from collections.abc import Sequence

from perflint.layouts.forms.band import Band
from perflint.layouts.forms.boxes import BoxReader
from perflint.layouts.forms.funding import FundingReader
from perflint.layouts.forms.goals import GoalReader
from perflint.layouts.forms.tree import TreeReader
from perflint.layouts.meaning.header import Header, continued, header_of, with_parts
from perflint.layouts.meaning.labels import unit_caption
from perflint.layouts.meaning.lines import Line, after_break, taken_apart
from perflint.layouts.meaning.said import signatures_of
from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.layouts.mended.broken import is_rest
from perflint.model.base import Cell
from perflint.model.form import ANNUAL, IMPLEMENTATION, Field, Indicator, IndicatorTree, TargetForm
from perflint.model.submission import Unrecognised
from perflint.pattern import compiled
from perflint.text import normal

_CODED = compiled(r"\[?\d{3,}\]?-?[^\W\d_]{4,30}")
BOUNDS = "各单元格的边界"
"""What is missing of a form whose cells were broken over lines."""
_BROKEN = 3
"""How many lines with nothing but the rests of cells make a form one whose cells nobody can tell."""
_NUMBER = compiled(r"[\d.,%‰≥≤><=]+")
_ODD = 4
"""So many rows are read wrongly for a reason; fewer may have been filled in wrongly."""
_SCHEME = "three-type"
_UNIT = "元"


def fill(band: Band, words: Vocabulary, unit: str | None = None) -> TargetForm | Unrecognised:
    """The form in a band, or what was and what was not understood of it. ``unit`` is for amounts that name none."""
    boxes = BoxReader(words, FundingReader(words, band.unit or unit or _UNIT), GoalReader())
    tree: TreeReader | None = None
    before: Line | None = None
    signed = False
    for line in band.lines:
        header = _header(line, before, tree, words, [goal.period for goal in boxes.goals.goals])
        broken = after_break(line, before)
        if header:
            boxes.goals.close()
            tree = _under(tree, header, line, band, words)
        elif tree is None or signed or _ends_tree(line, words) or not tree.read(line, broken=broken):
            boxes.read(line, broken=broken)
        before = line
        signed = signed or (tree is not None and bool(signatures_of(line)))
    boxes.goals.close()
    _read_captions(band, boxes, words)
    broken = band.packed and sum(is_rest([slot.cell for slot in line.filled], words) for line in band.lines) >= _BROKEN
    garbled = tree is not None and _is_garbled(tree.rows, words)
    named = band.named or any(one.key == "project" for one in boxes.fields)
    if tree is None or not tree.rows or not named or garbled or broken:
        return _unrecognised(band, boxes, tree, garbled=garbled, broken=broken)
    return _form(band, boxes, tree, words)


def _header(
    line: Line, before: Line | None, tree: TreeReader | None, words: Vocabulary, periods: list[str]
) -> Header | None:
    """The header that a line is, with what the line above it says of columns; or the one above it with its parts."""
    header = header_of(line, words, periods)
    if header and before:
        return continued(header, before)
    beneath = tree is not None and before is not None and header_of(before, words, periods) is not None
    return with_parts(tree.header, line) if tree is not None and beneath else header


def _under(tree: TreeReader | None, header: Header, line: Line, band: Band, words: Vocabulary) -> TreeReader:
    """The reader of the rows beneath a header; one repeated on the next page goes on where it was."""
    if tree is None:
        printed = frozenset(name for one in band.lines for slot in one.labels if (name := slot.meaning.level1))
        tree = TreeReader(words, header, band.packed, printed)
    tree.under(header)
    tree.used.update(slot.cell.place.order for slot in line)
    return tree


def _ends_tree(line: Line, words: Vocabulary) -> bool:
    """Whether a line beneath the tree belongs to the signatures or notes."""
    first = next(iter(line.filled), None)
    if first is None or first.meaning.level:
        return False
    return first.meaning.field is not None or words.is_note(first.text)


def _read_captions(band: Band, boxes: BoxReader, words: Vocabulary) -> None:
    """Boxes that stand above the table: 项目名称：…, 填报单位：…"""
    goals = bool(boxes.goals.goals)
    for cell in band.captions:
        if ":" not in cell.text and "：" not in cell.text:
            if _CODED.fullmatch(normal(cell.text)):
                # A unit's code and name above its form: 207101某市某区人民法院.
                _add_caption(boxes, "unit", cell, cell)
            continue
        line = taken_apart(cell, words)
        for head, after in zip(line, [*line[1:], None], strict=True):
            value = after.cell if after is not None and not after.meaning.named else None
            if head.meaning.field and (value is not None or len(line) > 1):
                _add_caption(boxes, head.meaning.field, head.cell, value or Cell(text="", place=head.cell.place))
            elif (head.meaning.goal or head.meaning.goal_head) and value is not None and not goals:
                boxes.goals.add(head, value)


def _add_caption(boxes: BoxReader, key: str, label: Cell, value: Cell) -> None:
    """A box that no row of the table gives."""
    if all(field.key != key for field in boxes.fields):
        boxes.fields.append(Field(key=key, label=label, value=value))


def _is_garbled(rows: Sequence[Indicator], words: Vocabulary) -> bool:
    """Whether half of the rows cannot be what they were read as: then the columns were lost, and nothing is sure."""
    filled = [row for row in rows if not row.blank]
    odd = sum(
        (row.name.blank and not row.value.blank)
        or _NUMBER.fullmatch(row.name.normal) is not None
        or words.meaning(row.value.text).level
        for row in filled
    )
    return odd >= _ODD and 2 * odd >= len(filled)


def _unrecognised(
    band: Band, boxes: BoxReader, tree: TreeReader | None, *, garbled: bool, broken: bool
) -> Unrecognised:
    """What was understood of a form that could not be filled, and what is missing."""
    understood = [field.label.text.strip("：: ") for field in boxes.fields if field.key]
    levels = (slot.text for line in band.lines for slot in line.labels if slot.meaning.level)
    understood += dict.fromkeys(levels) if not tree else []
    missing = []
    if not any(field.key == "project" for field in boxes.fields):
        missing.append("项目名称")
    if tree is None:
        missing.append("一级指标、二级指标、三级指标、指标值的表头")
    elif garbled:
        understood.append("指标表头")
        missing.append("与表头对得上的指标行（名称和指标值错位）")
    elif tree.rows:
        understood += ["指标表头", f"{len(tree.rows)} 行指标"]
    else:
        understood.append("指标表头")
        missing.append("指标行")
    if broken:
        missing.append(BOUNDS)
    return Unrecognised(cell=band.title or band.first, understood=tuple(understood), missing=tuple(missing))


def _form(band: Band, boxes: BoxReader, tree: TreeReader, words: Vocabulary) -> TargetForm:
    """The form with everything in it."""
    scheme = next((words.marks[row.path[1]] for row in tree.rows if row.path[1] in words.marks), _SCHEME)
    trees = [
        IndicatorTree(
            period=period,
            scheme=scheme,
            indicators=tuple(row for row in tree.rows if row.period == period and not row.blank),
            blanks=tuple(row for row in tree.rows if row.period == period and row.blank),
        )
        for period in tree.periods
    ]
    used = boxes.used | tree.used
    left = (slot.cell for line in band.lines for slot in line.filled)
    unread = {at: cell for cell in left if (at := cell.place.order) not in used}
    unread |= {at: cell for cell in boxes.unread if (at := cell.place.order) not in tree.used}
    return TargetForm(
        layout=_layout(band, words),
        scheme=scheme,
        place=(band.title or band.first).place,
        title=band.title,
        year=band.year,
        fields=tuple(boxes.fields),
        funding=tuple(boxes.funding.lines),
        goals=tuple(goal for goal in boxes.goals.goals if goal.period in {IMPLEMENTATION, ANNUAL}),
        trees=tuple(trees),
        level_labels=tuple(tree.labels),
        unread=tuple(unread[place] for place in sorted(unread) if not unit_caption(unread[place].text)),
    )


def _layout(band: Band, words: Vocabulary) -> str:
    """The layout whose title the form bears, else the general one, which comes last."""
    title = normal(band.title.text) if band.title else ""
    return next((name for name, signs in words.layouts if any(sign in title for sign in signs)), words.layouts[-1][0])
