"""Tables without rules around their cells: columns stand where lines leave the same gap, level rules part rows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from perflint.pattern import compiled
from perflint.readers.drawn.cells import Filling, Line, is_full, joined, unit
from perflint.readers.drawn.page import Rule
from perflint.readers.drawn.ruled import Box
from perflint.readers.drawn.sheet import Entry, Part, Row, Sheet

_FAR = 2.6
_FEWEST = 3
_FEWEST_PROSE = 5
_LONG = 10
_GUTTER = 0.6
_CROSSED = 0.25
_INSIDE = 0.2
_FILLED = 0.55
_CLOSE = 0.75
_PADDED = 1.35
_MARKER = compiled(r"[（(]?[\d一二三四五六七八九十]{1,3}[)）、．.]?|[-*•·●○□■◆]")
_SHORT_RULE = 0.25
_MOST_COLUMNS = 60


class Region(NamedTuple):
    """Lines that may be a table, and the level rules among them."""

    rows: list[Row]
    rules: list[Rule]


def parts_of(rows: Sequence[Row], sheet: Sheet) -> Iterator[Row | Part]:
    """The rows again, those that make a table as a part."""
    for region in _regions(rows, sheet):
        columns = _columns(region)
        if len(columns) == 3 and _is_prose(region, columns):
            yield from _one_after_the_other(region, columns)
        elif columns:
            yield _part(region, columns, sheet)
        else:
            yield from region.rows


def _regions(rows: Sequence[Row], sheet: Sheet) -> Iterator[Region]:
    """The rows in runs that hang together, cut where a run begins or ends with lines of one segment."""
    rules = [rule for rule in sheet.rules if rule.stop - rule.start > _SHORT_RULE * sheet.width]
    held: list[Row] = []
    for row in rows:
        if held and not _near(held[-1], row, rules):
            yield from _trimmed(held, rules)
            held = []
        held.append(row)
    yield from _trimmed(held, rules)


def _near(before: Row, row: Row, rules: Sequence[Rule]) -> bool:
    """Whether a row follows closely, or inside a frame of level rules."""
    height = max(before.box[3] - before.box[1], row.box[3] - row.box[1])
    if row.box[1] - before.box[3] <= _FAR * height:
        return True
    return sum(before.box[3] - 2 <= rule.at <= row.box[1] + 2 for rule in rules) == 1


def _trimmed(held: list[Row], rules: Sequence[Rule]) -> Iterator[Region]:
    """A run of rows as what comes before its first row of several segments, what may be a table, what comes after."""
    several = [index for index, row in enumerate(held) if len(row.segments) > 1]
    framed = [
        index for index, row in enumerate(held)
        if any(rule.at <= row.box[1] + 3 for rule in rules) and any(rule.at >= row.box[3] - 3 for rule in rules)
    ]  # fmt: skip
    if len(several) < 2:
        yield Region(held, [])
        return
    start, stop = several[0], several[-1] + 1
    while start + 1 < stop and _is_caption(held[start], held[start + 1]):
        start += 1
    if framed and framed[0] <= start:
        start = framed[0]
    if framed and framed[-1] >= stop:
        stop = framed[-1] + 1
    while stop < len(held) and _hangs(held[stop], held[stop - 1]):
        stop += 1
    within = held[start:stop]
    top, bottom = within[0].box[1] - 6, within[-1].box[3] + 6
    for part in (held[:start], within, held[stop:]):
        if part:
            yield Region(part, [rule for rule in rules if part is within and top <= rule.at <= bottom])


def _is_caption(row: Row, below: Row) -> bool:
    """Whether a line stands over a table and not in it: 填报单位：…… 单位：万元."""
    said = all("：" in segment.text or ":" in segment.text for segment in row.segments)
    return said and len(below.segments) > len(row.segments)


def _hangs(row: Row, before: Row) -> bool:
    """Whether a line of one segment stands under a segment that is not the first: the rest of a cell."""
    (x0, y0, _, y1) = row.box
    under = [segment for segment in before.segments[1:] if abs(segment.box[0] - x0) < (y1 - y0)]
    return bool(under) and y0 - before.box[3] < y1 - y0


def _columns(region: Region) -> list[float]:
    """The edges of the columns; none where the rows make no table."""
    several = [row for row in region.rows if len(row.segments) > 1]
    if len(several) < (2 if len(region.rules) > 1 else _FEWEST) or len(several) < _FILLED * len(region.rows):
        return []
    size = median(row.box[3] - row.box[1] for row in several)
    left, right = min(row.box[0] for row in region.rows), max(row.box[2] for row in region.rows)
    edges = [left, *_gutters(several, size), right]
    if len(edges) < 3 or len(edges) > _MOST_COLUMNS:
        return []
    first = [row.segments[0].text.strip() for row in several if row.segments[0].box[0] < edges[1]]
    if len(edges) == 3 and first and all(_MARKER.fullmatch(text) for text in first):
        return []
    return edges


def _gutters(rows: Sequence[Row], size: float) -> Iterator[float]:
    """Where nearly all rows leave a gap, each time where the fewest cross it."""
    events = [(segment.box[0], 1) for row in rows for segment in row.segments]
    events += [(segment.box[2], -1) for row in rows for segment in row.segments]
    events.sort()
    crossed, allowed = 0, int(_CROSSED * len(rows))
    gap: list[tuple[int, float, float]] = []
    for (x, step), (after, _) in itertools.pairwise(events):
        crossed += step
        if crossed <= allowed:
            gap.append((crossed, x - after, (x + after) / 2))
            continue
        if gap and -sum(width for _, width, _ in gap) >= _GUTTER * size:
            yield min(gap)[2]
        gap = []


def _is_prose(region: Region, edges: Sequence[float]) -> bool:
    """Whether two columns are text set in two columns: long lines, most of them as long as there is room."""
    lines = [segment for row in region.rows for segment in row.segments if segment.box[2] <= edges[1]]
    if len(region.rows) < _FEWEST_PROSE or len(lines) < _FEWEST_PROSE or region.rules:
        return False
    right = max(line.box[2] for line in lines)
    full = sum(is_full(line, 3 * unit(line), (edges[0], right)) for line in lines)
    return median(len(line.text) for line in lines) >= _LONG and full >= _CLOSE * len(lines)


def _one_after_the_other(region: Region, edges: Sequence[float]) -> Iterator[Row]:
    """The lines of the left column, then those of the right one."""
    for side in (0, 1):
        for row in region.rows:
            segments = tuple(line for line in row.segments if (line.box[0] + line.box[2] > 2 * edges[1]) == bool(side))
            if segments:
                yield Row(row.page, segments)


def _part(region: Region, edges: list[float], sheet: Sheet) -> Part:
    """The region as a table with these columns."""
    lines = [_placed(row, edges) for row in region.rows]
    groups = _groups(region, lines, edges)
    entries = [entry for number, group in enumerate(groups) for entry in _entries(number, group, lines, region, edges)]
    edges = [round(edge, 2) for edge in edges]
    box = (edges[0], region.rows[0].box[1], edges[-1], max(row.box[3] for row in region.rows))
    ends = box[1] / (sheet.height or 1.0), box[3] / (sheet.height or 1.0)
    return Part(sheet.number, box, tuple(edges), len(groups), tuple(entries), *ends)


Placed = dict[tuple[int, int], Line]


def _placed(row: Row, edges: Sequence[float]) -> Placed:
    """The segments of a row by the columns they cover (first, behind the last)."""
    found: Placed = {}
    behind = 0
    for segment in row.segments:
        first, stop = _covered(segment.box, edges)
        first = max(first, behind)
        key = (first, max(stop, first + 1)) if first < len(edges) - 1 else max(found)
        if key in found:
            before = found[key]
            box = (
                before.box[0],
                min(before.box[1], segment.box[1]),
                segment.box[2],
                max(before.box[3], segment.box[3]),
            )
            found[key] = Line(f"{before.text} {segment.text}", box, before.confidence)
        else:
            found[key] = segment
        behind = key[1]
    return found


def _covered(box: Box, edges: Sequence[float]) -> tuple[int, int]:
    """The columns that a box reaches well into: the first, and the one behind the last."""
    shares = [
        (min(right, box[2]) - max(left, box[0])) / max(1.0, min(right - left, box[2] - box[0]))
        for left, right in itertools.pairwise(edges)
    ]
    covered = [index for index, share in enumerate(shares) if share > _INSIDE]
    return (covered[0], covered[-1] + 1) if covered else (shares.index(max(shares)), shares.index(max(shares)) + 1)


def _groups(region: Region, lines: Sequence[Placed], edges: Sequence[float]) -> list[list[int]]:
    """Which lines are one row of the table."""
    ruled = len(region.rules) > 3
    steps = [after.box[1] - before.box[1] for before, after in zip(region.rows, region.rows[1:], strict=False)]
    tops = [row.box[1] for row in region.rows if len(row.segments) > 1]
    usual = median(after - before for before, after in itertools.pairwise(tops)) if len(tops) > 1 else 0.0
    tight = min(steps, default=0.0)
    groups: list[list[int]] = []
    for index, row in enumerate(region.rows):
        if not groups:
            groups.append([index])
            continue
        before = region.rows[index - 1]
        middle = (before.box[1] + before.box[3]) / 2, (row.box[1] + row.box[3]) / 2
        parted = any(middle[0] < rule.at < middle[1] for rule in region.rules)
        step = steps[index - 1]
        same = not parted and (
            ruled
            or (step < _CLOSE * usual and _apart(lines, groups[-1], index))
            or (_is_rest(lines, groups[-1], index, edges) and (step <= _PADDED * tight or usual <= _PADDED * tight))
        )
        if same:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _apart(lines: Sequence[Placed], group: Sequence[int], index: int) -> bool:
    """Whether a line fills columns only that are blank in a row: a label set between two of its lines."""
    filled = {column for number in group for first, stop in lines[number] for column in range(first, stop)}
    return all(column not in filled for first, stop in lines[index] for column in range(first, stop))


def _is_rest(lines: Sequence[Placed], group: Sequence[int], index: int, edges: Sequence[float]) -> bool:
    """Whether every segment of a line goes on with a full line of the same columns in the line above."""
    above = lines[group[-1]]
    for (first, stop), line in lines[index].items():
        before = above.get((first, stop))
        if before is None:
            return False
        width = max(placed[first, stop].box[2] for placed in lines if (first, stop) in placed)
        if not is_full(before, 2 * unit(line), (edges[first], min(width, edges[stop]))):
            return False
    return len(lines[index]) < len(lines[group[0]]) or len(lines[index]) < len(edges) - 1


def _entries(
    number: int, group: Sequence[int], lines: Sequence[Placed], region: Region, edges: Sequence[float]
) -> Iterator[Entry]:
    """The cells of a row, blank ones included."""
    texts: dict[tuple[int, int], list[Line]] = {}
    for index in group:
        for key, line in lines[index].items():
            texts.setdefault(key, []).append(line)
    top = round(min(region.rows[index].box[1] for index in group), 2)
    bottom = round(max(region.rows[index].box[3] for index in group), 2)
    column, page = 0, region.rows[0].page
    for (first, stop), held in [*sorted(texts.items()), ((len(edges) - 1, len(edges)), [])]:
        for blank in range(column, first):
            yield _entry(number, (blank, blank + 1), (edges[blank], top, edges[blank + 1], bottom), [], page)
        if held and first >= column:
            yield _entry(number, (first, stop), (edges[first], top, edges[stop], bottom), held, page)
        column = max(column, stop)


def _entry(number: int, columns: tuple[int, int], box: Box, held: Sequence[Line], page: int) -> Entry:
    """A cell of a row."""
    text = held[0].text if held else ""
    for line in held[1:]:
        text = joined(text, line.text, wrapped=True)
    sure = [line.confidence for line in held if line.confidence is not None]
    filling = Filling(text.strip(), tuple(held), (box[0], box[2]), min(sure, default=None))
    return Entry(number, columns[0], 1, columns[1] - columns[0], box, page, filling)
