"""From a band of lines to a form: boxes above, the tree, the signatures beneath."""

from __future__ import annotations

from perflint.layouts.bands import Band, Line
from perflint.layouts.boxes import BoxReader
from perflint.layouts.tree import Group, TreeReader, columns_of
from perflint.layouts.vocabulary import Vocabulary
from perflint.model.base import Cell
from perflint.model.form import Field, IndicatorTree, TargetForm
from perflint.model.submission import Unrecognised
from perflint.text import normal

_SCHEME = "three-type"


def fill(band: Band, words: Vocabulary) -> TargetForm | Unrecognised:
    """The form in a band, or what was and what was not understood of it."""
    boxes = BoxReader(words)
    tree: TreeReader | None = None
    for line in band.lines:
        groups = columns_of(line, words, [goal.period for goal in boxes.goals])
        if groups:
            tree = _under_header(tree, groups, line, band, words)
        elif tree is None or _ends_tree(line, words) or not tree.read(line):
            boxes.read(line)
    boxes.finish()
    _read_captions(band, boxes, words)
    if tree is None or not tree.rows or not band.named and not any(f.key == "project" for f in boxes.fields):
        return _unrecognised(band, boxes, tree)
    return _form(band, boxes, tree, words)


def _under_header(tree: TreeReader | None, groups: tuple[Group, ...], line: Line, band: Band, words: Vocabulary) -> TreeReader:
    """The reader of the rows beneath a header; one repeated on the next page goes on where it was."""
    if tree is None:
        printed = (words.look(words.level1, slot.text) for one in band.lines for slot in one if not slot.blank)
        tree = TreeReader(words, groups, band.packed, frozenset(name for name in printed if name))
    tree.groups = groups
    tree.used.update(slot.cell.place.order for slot in line)
    return tree


def _ends_tree(line: Line, words: Vocabulary) -> bool:
    """Whether a line beneath the tree belongs to the signatures or notes."""
    first = next((slot for slot in line if not slot.blank), None)
    if first is None or words.is_level(first.text):
        return False
    head = first.text.split("：")[0].split(":")[0]
    return words.field(head) is not None or words.is_note(first.text)


def _read_captions(band: Band, boxes: BoxReader, words: Vocabulary) -> None:
    """Boxes that stand above the table: 项目名称：…, 填报单位：…"""
    for cell in band.captions:
        head, colon, value = cell.text.replace("：", ":").partition(":")
        key = words.field(head) if colon else None
        if key and value.strip() and all(field.key != key for field in boxes.fields):
            boxes.fields.append(Field(key=key, label=Cell(text=head, place=cell.place), value=Cell(text=value.strip(), place=cell.place)))


def _unrecognised(band: Band, boxes: BoxReader, tree: TreeReader | None) -> Unrecognised:
    """What was understood of a form that could not be filled, and what is missing."""
    understood = [field.label.text.strip("：: ") for field in boxes.fields]
    missing = []
    if not any(field.key == "project" for field in boxes.fields):
        missing.append("项目名称")
    if tree is None:
        missing.append("一级指标、二级指标、三级指标、指标值的表头")
    else:
        understood.append("指标表头")
        if not tree.rows:
            missing.append("指标行")
        else:
            understood.append(f"{len(tree.rows)} 行指标")
    return Unrecognised(cell=band.title or band.first, understood=tuple(understood), missing=tuple(missing))


def _form(band: Band, boxes: BoxReader, tree: TreeReader, words: Vocabulary) -> TargetForm:
    """The form with everything in it."""
    periods = list(dict.fromkeys(group.period for group in tree.groups))
    scheme = next((words.marks[row.path[1]] for row in tree.rows if row.path[1] in words.marks), _SCHEME)
    trees = []
    for period in periods:
        rows = [row for row in tree.rows if row.period == period]
        trees.append(
            IndicatorTree(
                period=period,
                scheme=scheme,
                indicators=tuple(row for row in rows if not row.blank),
                blanks=tuple(row for row in rows if row.blank),
            )
        )
    used = boxes.used | tree.used
    unread = [slot.cell for line in band.lines for slot in line if not slot.blank and slot.cell.place.order not in used]
    return TargetForm(
        layout=_layout(band, words),
        scheme=scheme,
        place=(band.title or band.first).place,
        title=band.title,
        year=band.year,
        fields=tuple(boxes.fields),
        funding=tuple(boxes.funding),
        goals=tuple(boxes.goals),
        trees=tuple(trees),
        level_labels=tuple(tree.labels),
        unread=tuple(sorted({cell.place.order: cell for cell in (*boxes.unread, *unread)}.values(), key=lambda c: c.place.order)),
    )


def _layout(band: Band, words: Vocabulary) -> str:
    """The layout whose title the form bears, else the first."""
    title = normal(band.title.text) if band.title else ""
    return next((name for name, signs in words.layouts if any(sign in title for sign in signs)), words.layouts[0][0])
