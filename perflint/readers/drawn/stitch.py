"""Tables over page breaks: which parts are one table, and what the break cut in two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from perflint.readers.drawn.cells import Filling, joined
from perflint.readers.drawn.sheet import Entry, Part
from perflint.readers.drawn.snap import Snap
from perflint.text import normal

_NEAR = 4.0
_MIRRORED = 70.0
_MARGIN = 0.15
_HEAD = 0.3
_MOST_HEADS = 6
_LONGEST_LABEL = 12
_LONG = 20
_SENTENCE = tuple("。；;！？!?")
_NEVER_FIRST = tuple("，。；：、！？）》”’】％%,;:!?)")


class Table(NamedTuple):
    """A whole table: its rows and columns are those of all its parts."""

    entries: tuple[Entry, ...]
    rows: int
    columns: int
    part: Part
    """The one it begins with."""


def goes_on(chain: Sequence[Part], part: Part) -> bool:
    """Whether a part, with nothing between, is the rest of a table that the page before it broke off."""
    first, before = chain[0], chain[-1]
    if part.page != before.page + 1 or part.top > _HEAD or not _same_columns(before, part):
        return False
    heads = _heads(first, part)
    share = (part.box[3] - part.box[1]) / max(part.bottom - part.top, 0.01)
    # Rows that must not be parted, as those beside one label, go to the next page together and leave a gap.
    row = max((entry.box[3] - entry.box[1] for entry in part.entries if entry.row == heads), default=0.0)
    if 1 - before.bottom > _MARGIN + row / share:
        return False
    if heads >= part.height:
        return True
    start, again = _leading(first, heads), _leading(part, heads)
    return not start or start != again


def _same_columns(one: Part, other: Part) -> bool:
    """Whether two parts have the same outer edges; on pages with mirrored margins, the same columns further aside."""
    left, _, right, _ = one.box
    aside = other.box[0] - left
    if abs(aside - (other.box[2] - right)) > _NEAR:
        return False
    if abs(aside) <= _NEAR:
        return True
    alike = sum(any(abs(x + aside - u) <= _NEAR for u in other.xs) for x in one.xs)
    return abs(aside) <= _MIRRORED and alike == len(one.xs) == len(other.xs)


def _row(part: Part, row: int) -> list[str]:
    """The texts that begin in a row. How many columns they span depends on what else the page holds."""
    return [normal(entry.filling.text) for entry in part.entries if entry.row == row]


def _leading(part: Part, row: int) -> str:
    """What a row begins with."""
    return next(filter(None, _row(part, row)), "")


def _heads(first: Part, part: Part) -> int:
    """How many rows at the head of a part repeat the head of the table."""
    count = 0
    while count < min(first.height, part.height, _MOST_HEADS):
        row = _row(part, count)
        if row != _row(first, count) or not any(row):
            break
        count += 1
    return count


class Known:
    """Texts that are cells somewhere in a document; gathered when somebody first asks."""

    def __init__(self, parts: Sequence[Part]) -> None:
        """All tables of the document."""
        self.parts = parts

    @cached_property
    def texts(self) -> frozenset[str]:
        """All of them, halves that a page break made included."""
        return frozenset(normal(entry.filling.text) for part in self.parts for entry in part.entries)

    @cached_property
    def whole(self) -> frozenset[str]:
        """Those that no page break can have cut."""
        return frozenset(
            normal(entry.filling.text)
            for part in self.parts
            for entry in part.entries
            if entry.row > 0 and entry.row + entry.rows < part.height
        )


def stitched(chain: Sequence[Part], known: Known) -> Table:
    """The table that parts make. What stands in whole cells elsewhere in the document tells a word that was cut."""
    if len(chain) == 1:
        part = chain[0]
        return Table(part.entries, part.height, len(part.xs) - 1, part)
    left = chain[0].box[0]
    snap = Snap((x - part.box[0] + left for part in chain for x in part.xs), _NEAR)
    held: list[Entry] = []
    lowest: list[int] = []
    rows = 0
    for number, part in enumerate(chain):
        heads = _heads(chain[0], part) if number else 0
        fresh = list(_placed(part, snap, left, heads))
        if not fresh:
            continue
        above = {(held[at].column, held[at].columns): at for at in lowest if held[at].row + held[at].rows == rows}
        below = sorted((entry for entry in fresh if entry.row == 0), key=lambda entry: entry.column)
        met = [(at, entry) for entry in below if (at := above.get((entry.column, entry.columns), -1)) >= 0]
        unruled = number > 0 and chain[number - 1].open[1] and part.open[0]
        pairs = [(held[at], entry) for at, entry in met]
        cut = bool(met) and len(met) == len(below) and (unruled or _is_cut(pairs, known))
        same = [True] * len(met) if cut else _spanning(pairs, known)
        shift = rows - 1 if cut else rows
        gone = {id(entry) for (_, entry), one in zip(met, same, strict=True) if one}
        lowest = [at for (at, _), one in zip(met, same, strict=True) if one]
        for at, entry in met:
            if id(entry) in gone:
                held[at] = _merged(held[at], entry, shift)
        lowest += range(len(held), len(held) + len(fresh) - len(gone))
        held += [entry._replace(row=entry.row + shift) for entry in fresh if id(entry) not in gone]
        rows = shift + part.height - heads
    return Table(tuple(held), rows, len(snap.at) - 1, chain[0])


def _placed(part: Part, snap: Snap, left: float, heads: int) -> Iterator[Entry]:
    """A part's cells in the columns of the whole table, without the heads that repeat."""
    aside = left - part.box[0]
    columns = [snap.index(x + aside) for x in part.xs]
    for entry in part.entries:
        if entry.row >= heads:
            column, stop = columns[entry.column], columns[entry.column + entry.columns]
            yield entry._replace(row=entry.row - heads, column=column, columns=max(1, stop - column))


Pair = tuple[Entry, Entry]
"""Cells that meet at a break: the one above it and the one below."""


def _is_cut(pairs: Sequence[Pair], known: Known) -> bool:
    """Whether the break goes through a row: every cell is whole on one side, or its line goes on on the other."""
    leaves = [(above.filling, below.filling) for above, below in pairs if above.rows == below.rows == 1]
    if not any(below.text for _, below in leaves):
        # A blank row, or the rest of one whose text ended before the break: nothing is lost by joining either.
        return any(above.text for above, _ in leaves)
    both = [above.text and below.text and _goes_on(above, below, known) for above, below in leaves]
    sure = both.index(_SURELY) if _SURELY in both else 0
    for number, ((above, _), found) in enumerate(zip(leaves, both, strict=True)):
        # Left of a text that surely goes on, halves of a word may stand that is found nowhere else.
        if found == _NEVER and (number >= sure or normal(above.text) in known.whole):
            return False
    unfinished = any(above.text and not below.text for above, below in leaves)
    return _SURELY in both or (_MAYBE in both and unfinished and len(leaves) > 1)


_NEVER, _PERHAPS, _MAYBE, _SURELY = "never", "perhaps", "maybe", "surely"


def _goes_on(above: Filling, below: Filling, known: Known) -> str:
    """Whether a text is the rest of another: a line breaks off for want of room, or a paragraph may end there."""
    if below.text.startswith(_NEVER_FIRST):
        return _SURELY
    upper, lower = normal(above.text), normal(below.text)
    if len(upper + lower) <= _LONGEST_LABEL:
        if upper + lower in known.texts:
            return _MAYBE
        # Labels fill their narrow columns by themselves: that alone says nothing.
        return _PERHAPS if above.full and known.whole.isdisjoint((upper, lower)) else _NEVER
    ended = above.text.endswith(_SENTENCE)
    full = above.leaves_no_room(below)
    if full and not ended and not _is_stack(above) and (len(above.lines) > 1 or len(upper) >= _LONG):
        return _SURELY
    return _MAYBE if full or (ended and len(above.lines) > 1) else _NEVER


def _is_stack(filling: Filling) -> bool:
    """Whether a text runs downward, a character a line."""
    return len(filling.lines) > 1 and all(len(line.text.strip()) == 1 for line in filling.lines)


def _spanning(pairs: Sequence[Pair], known: Known) -> list[bool]:
    """For each pair at a break between two rows, whether it is one cell, which spans both."""
    leading = True
    found = []
    for number, (above, below) in enumerate(pairs):
        upper, lower = normal(above.filling.text), normal(below.filling.text)
        if upper and lower:
            # A label that is printed again on the next page is still the same label.
            one = (leading and upper == lower) or _is_word(above, below, known)
        else:
            # A label that goes on leaves blank what stands left of a filled cell; blanks further right are blank.
            filled = any(pair[bool(upper)].filling.text for pair in pairs[number + 1 :])
            one = leading and bool(upper or lower) and filled
        leading = leading and one
        found.append(one)
    return found


def _is_word(above: Entry, below: Entry, known: Known) -> bool:
    """Whether two texts are the halves of one word."""
    upper, lower = normal(above.filling.text), normal(below.filling.text)
    if len(upper) + len(lower) > _LONGEST_LABEL:
        return False
    if upper + lower in known.texts:
        return True
    if upper in known.whole or not (_is_stack(above.filling) or above.rows > 1 < below.rows):
        return False
    if min(len(upper), len(lower)) == 1 and _is_stack(above.filling if len(upper) > 1 else below.filling):
        return True
    return _reaches_down(above) and _reaches_up(below)


def _reaches_down(entry: Entry) -> bool:
    """Whether a text goes down to the end of its box and leaves room above."""
    first, last = entry.filling.lines[0].box, entry.filling.lines[-1].box
    size = last[3] - last[1]
    under, over = entry.box[3] - last[3], first[1] - entry.box[1]
    return under < size < over - under


def _reaches_up(entry: Entry) -> bool:
    """Whether a text begins where its box begins."""
    first = entry.filling.lines[0].box
    return first[1] - entry.box[1] < first[3] - first[1]


def _merged(above: Entry, below: Entry, shift: int) -> Entry:
    """The cell of two halves, standing where the first one does."""
    upper, lower = above.filling, below.filling
    if normal(upper.text) == normal(lower.text) and above.page != below.page:
        lower = Filling()
    wrapped = (
        (bool(upper.text and lower.text) and upper.leaves_no_room(lower))
        or (_is_stack(upper) and len(lower.text) == 1)
        or len(upper.text + lower.text) <= _LONGEST_LABEL
    )
    text = joined(upper.text, lower.text, wrapped=wrapped)
    sure = [one for one in (upper.confidence, lower.confidence) if one is not None]
    last = lower if lower.text else upper
    filling = Filling(text, upper.lines + lower.lines, last.room, min(sure, default=None))
    place = (above.box, above.page) if upper.text or not lower.text else (below.box, below.page)
    rows = below.row + shift + below.rows - above.row
    return above._replace(rows=rows, filling=filling, box=place[0], page=place[1])
