"""A page's characters as runs: what stands together on a line, not parted by a wide gap, blanks or a rule.

Calls are what costs. pdfium itself puts a blank where it sees a gap, so between two blanks the characters of one text
object stand close; only the first and the last of them are asked where they are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from perflint.pattern import compiled
from perflint.readers.drawn.cells import joined
from perflint.readers.drawn.page import Rule
from perflint.readers.pdfium import calls
from perflint.readers.pdfium.calls import Address, Box
from perflint.readers.pdfium.radicals import characters_of
from perflint.readers.pdfium.turn import Turn

_LEVEL = 6.0
"""Degrees by which text may slant and still be text: the layer under a scan follows the paper."""
_SAME_LINE = 0.4
_WIDE = 0.25
_WORD_GAP = 0.12
_SHADE = 0.2
_TOGETHER = compiled(r"[^\s\0\u200b-\u200d\u2060\ufeff\ufffe\uffff\u00ad]+")
_STRANGE = compiled("[\x01-\x08\x0b-\x1f\ue000-\uf8ff\ufff0-\ufffd]")


class Ink(NamedTuple):
    """How a piece of text was drawn."""

    angle: float
    mode: int
    light: float
    """How bright it is against white paper, from 0 for black to 1 for white."""
    clip: Box | None = None
    """Where alone it is seen: left, top, right, bottom in the page's own space."""

    @property
    def slants(self) -> bool:
        """Whether it runs neither level nor upright, as only stamps do."""
        return self.angle != 0 and abs(self.angle - round(self.angle / 90) * 90) > _LEVEL


class Run(NamedTuple):
    """Characters that belong together, their upright box and how they were drawn."""

    text: str
    box: Box
    ink: Ink


class Words(NamedTuple):
    """A page's words: each its characters, its text object and what is before it, "" if nothing."""

    words: list[tuple[str, Address, str]]
    boxes: list[Box]
    """Where the first and the last character of each word is, one after the other."""
    inks: dict[Address, Ink]
    unreadable: bool
    """Whether most characters mean nothing: the font does not say what it shows."""


def words(text: Address, count: int, level: Container[Address]) -> Words:
    """The words among the first ``count`` characters of a text page; ``level`` are the text objects in no form."""
    whole = characters_of(calls.text_of(text, count))
    found: list[tuple[str, Address, str]] = []
    ends: list[int] = []
    behind = seen = 0
    for start, stop, owner in _spans(text, whole):
        found.append((whole[start:stop], owner, whole[behind:start]))
        ends += (start, stop - 1)
        behind = stop
        seen += stop - start
    boxes = calls.boxes_of(text, ends)
    strange = sum(1 for one in _STRANGE.finditer(whole) if one[0] >= " " or calls.unmapped(text, one.start()))
    return Words(found, boxes, _inks(text, found, ends, boxes, level), 2 * strange > seen)


def _spans(text: Address, whole: str) -> Iterator[tuple[int, int, Address]]:
    """Where words begin and end, and whose they are: they end at blanks, and where another text object begins."""
    spans = [match.span() for match in _TOGETHER.finditer(whole)]
    firsts = calls.owners_of(text, [start for start, _ in spans])
    lasts = calls.owners_of(text, [stop - 1 for _, stop in spans])
    for (start, stop), first, last in zip(spans, firsts, lasts, strict=True):
        if first == last:
            if first:
                yield start, stop, first
            continue
        at = start
        for owner, members in groupby(calls.owners_of(text, range(start, stop))):
            end = at + sum(1 for _ in members)
            if owner:
                yield at, end, owner
            at = end


def _inks(
    text: Address,
    found: Sequence[tuple[str, Address, str]],
    ends: Sequence[int],
    boxes: Sequence[Box],
    level: Container[Address],
) -> dict[Address, Ink]:
    """How each text object is drawn; what clips it is told in the page's own space only where it is in no form."""
    words: dict[Address, int] = {}
    for number, (_, owner, _) in enumerate(found):
        words.setdefault(owner, 2 * number)
    modes = calls.render_modes(words)
    lights = calls.lights_of(text, [ends[number] for number in words.values()])
    clips = calls.clips_of(words)
    inks: dict[Address, Ink] = {}
    alike: dict[tuple[float, int, float, Box | None], Ink] = {}
    for (owner, number), mode, light, clip in zip(words.items(), modes, lights, clips, strict=True):
        # Where the last character stands level with the first, and behind it, nothing is turned.
        first, last = boxes[number], boxes[number + 1]
        straight = first[0] < last[0] and (first[1] == last[1] or first[3] == last[3])
        angle = 0.0 if straight else calls.angle(text, ends[number])
        look = angle, mode, light, clip if clip and owner in level else None
        if look not in alike:
            alike[look] = Ink(*look)
        inks[owner] = alike[look]
    return inks


def angle_of(found: Words) -> int | None:
    """By how much most of the text is turned: 0, 90, 180 or 270 degrees; None where there is none to tell."""
    if not any(ink.angle for ink in found.inks.values()):
        return 0 if found.words else None
    turned: Counter[int] = Counter()
    for text, owner, _ in found.words:
        ink = found.inks[owner]
        if not ink.slants:
            turned[round(ink.angle / 90) * 90 % 360] += len(text)
    return max(turned, key=lambda angle: (turned[angle], -angle)) if turned else None


class Walls:
    """The upright rules of a page, to ask whether one parts two characters."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Sorted by where they stand."""
        self.rules = sorted(rules)
        self.at = [rule.at for rule in self.rules]

    def between(self, left: float, right: float, y: float) -> bool:
        """Whether a rule passes between two x at this height."""
        index = bisect_left(self.at, left - 0.5)
        while index < len(self.at) and self.at[index] <= right + 0.5:
            if self.rules[index].start <= y <= self.rules[index].stop:
                return True
            index += 1
        return False


def runs(found: Words, ends: Sequence[Box], walls: Walls) -> list[Run]:
    """The runs of a page; ``ends`` are the upright boxes of the first and the last character of each word."""
    made: list[Run] = []
    last: Box = (0.0, 0.0, 0.0, 0.0)
    said, around, before, drawn = "", last, 0, None
    for (text, owner, blank), first, final in zip(found.words, ends[::2], ends[1::2], strict=True):
        ink = found.inks[owner]
        box = first if first == final else _around(first, final)
        if drawn is not None and (
            _goes_on(drawn, last, ink, first, walls) or (owner == before and _goes_down(last, first))
        ):
            said += " " + text if blank and _apart(last, first) else text
            around = _around(around, box)
        else:
            if drawn is not None:
                made.append(Run(said, around, drawn))
            said, around = text, box
        last, before, drawn = final, owner, ink
    if drawn is not None:
        made.append(Run(said, around, drawn))
    return made


def _around(one: Box, other: Box) -> Box:
    """The box around two boxes."""
    x0, y0, x1, y1 = one
    left, top, right, bottom = other
    if x0 <= left and y0 == top and x1 <= right and y1 == bottom:
        return x0, y0, right, bottom
    return min(x0, left), min(y0, top), max(x1, right), max(y1, bottom)


def _goes_on(before: Ink, last: Box, ink: Ink, box: Box, walls: Walls) -> bool:
    """Whether a character stands behind another on its line, close, drawn alike and with no rule between."""
    left, top, right, bottom = last
    x0, y0, x1, y1 = box
    height = max(bottom - top, y1 - y0, 1.0)
    space = x0 - right
    if ink.slants:
        near = abs(top + bottom - y0 - y1) + abs(left + right - x0 - x1) <= 4 * height
        return near and _alike(before, ink)
    if abs(top + bottom - y0 - y1) > 2 * _SAME_LINE * height or not -_WIDE * height < space < _WIDE * height:
        return False
    return _alike(before, ink) and not walls.between(right, x0, (y0 + y1) / 2)


def _alike(one: Ink, other: Ink) -> bool:
    """Whether two pieces of text look alike."""
    if one is other:
        return True
    return abs(one.angle - other.angle) <= 1 and one.mode == other.mode and abs(one.light - other.light) <= _SHADE


def _goes_down(last: Box, box: Box) -> bool:
    """Whether a character stands right below or above the last one, as in writing from top to bottom."""
    x0, y0, x1, y1 = box
    left, top, right, bottom = last
    size = max(x1 - x0, y1 - y0, 1.0)
    beside = abs(left + right - x0 - x1) <= 2 * _SAME_LINE * size
    return beside and min(abs(y0 - bottom), abs(top - y1)) <= _WIDE * size


def _apart(last: Box, box: Box) -> bool:
    """Whether the gap between two characters can be seen."""
    return box[0] - last[2] > _WORD_GAP * (box[3] - box[1])


def seen(made: Sequence[Run], turn: Turn) -> list[Run]:
    """The runs, those that lie outside of the frame they were cut to brought back to it.

    A spreadsheet cuts what has no room in its cell. The text is still there, but where another cell is.
    """
    kept: list[Run] = []
    for run in made:
        if run.ink.clip is None:
            kept.append(run)
            continue
        x0, y0, x1, y1 = turn.boxes([run.ink.clip])[0]
        left, top, right, bottom = run.box
        x, y = (left + right) / 2, (top + bottom) / 2
        aside, down = min(max(x, x0 + 1), x1 - 1) - x, min(max(y, y0 + 1), y1 - 1) - y
        if down and kept and kept[-1].ink.clip == run.ink.clip:
            kept[-1] = kept[-1]._replace(text=joined(kept[-1].text, run.text, wrapped=True))
        else:
            kept.append(run._replace(box=(left + aside, top + down, right + aside, bottom + down)))
    return kept
