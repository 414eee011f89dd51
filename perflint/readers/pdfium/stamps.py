"""Watermarks among the runs of a PDF: slanting text, and pale text that stands at the same place on every page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from statistics import median
from typing import NamedTuple

from perflint.readers.drawn.page import Rule
from perflint.readers.pdfium.calls import Box
from perflint.readers.pdfium.leaf import Leaf
from perflint.readers.pdfium.runs import Run

_PALE = 0.45
_VERY_PALE = 0.6
_LARGE = 1.6
_PLACE = 8.0
_MOST_PAGES = 0.6
_INSIDE = 1.5
_LONGEST = 60
_MOST = 300


class _Seen(NamedTuple):
    """A pale run, on which leaf, and whether it lies across rules or other text, or is far larger than text."""

    leaf: int
    run: Run
    odd: bool


def without(leaves: Sequence[Leaf]) -> tuple[list[Leaf], Counter[str]]:
    """The leaves without their watermarks, and how often each was there."""
    if not any(run.ink.slants or run.ink.light >= _PALE for leaf in leaves for run in leaf.runs):
        return list(leaves), Counter()
    sizes = [run.box[3] - run.box[1] for leaf in leaves for run in leaf.runs if not run.ink.slants]
    body = median(sizes) if sizes else 10.0
    pale: dict[str, list[_Seen]] = defaultdict(list)
    for index, leaf in enumerate(leaves):
        for run in _pale(leaf):
            pale[run.text].append(_Seen(index, run, _is_odd(run, leaf, body)))
    pages = sum(bool(leaf.runs) for leaf in leaves)
    stamps = {text for text, seen in pale.items() if _is_stamp(seen, pages, body)}
    dropped: Counter[str] = Counter()
    kept = []
    for leaf in leaves:
        keep = []
        for run in leaf.runs:
            if run.ink.slants or (run.text in stamps and run.ink.light >= _PALE):
                dropped[run.text[:_LONGEST]] += 1
            else:
                keep.append(run)
        kept.append(leaf._replace(runs=keep))
    return kept, dropped


def _pale(leaf: Leaf) -> Iterator[Run]:
    """The runs in pale ink, which is not the ink of most of the page; no more than stamps can be."""
    shades = Counter[int]()
    for run in leaf.runs:
        shades[round(run.ink.light * 10)] += len(run.text)
    usual = shades.most_common(1)[0][0] / 10 if shades else 0.0
    pale = (run for run in leaf.runs if run.ink.light >= max(_PALE, usual + 0.1) and not run.ink.slants)
    return islice(pale, _MOST)


def _is_odd(run: Run, leaf: Leaf, body: float) -> bool:
    """Whether a pale run lies where no text would be put."""
    x0, y0, x1, y1 = run.box
    if y1 - y0 >= _LARGE * body:
        return True
    within = (x0 + _INSIDE, y0 + _INSIDE, x1 - _INSIDE, y1 - _INSIDE)
    if _crosses(leaf.horizontal, (within[1], within[0], within[3], within[2])) or _crosses(leaf.vertical, within):
        return True
    return any(
        other.ink.light < _PALE and other.box[0] < within[2] and other.box[2] > within[0]
        and other.box[1] < within[3] and other.box[3] > within[1]
        for other in leaf.runs
    )  # fmt: skip


def _crosses(rules: Sequence[Rule], box: Box) -> bool:
    """Whether a rule passes through a box, x and y given in the order of the rule."""
    return any(box[0] < rule.at < box[2] and rule.start < box[3] and rule.stop > box[1] for rule in rules)


def _is_stamp(seen: Sequence[_Seen], pages: int, body: float) -> bool:
    """Whether pale runs of one text are a watermark."""
    if not any(one.odd for one in seen):
        return False
    if pages > 1:
        places: dict[tuple[int, int], set[int]] = defaultdict(set)
        for one in seen:
            places[round(one.run.box[0] / _PLACE), round(one.run.box[1] / _PLACE)].add(one.leaf)
        often = max(len(leaves) for leaves in places.values())
        return often > 1 and often >= pages * _MOST_PAGES
    large = any(one.run.box[3] - one.run.box[1] >= _LARGE * body for one in seen)
    return (large or len(seen) > 2) and all(one.run.ink.light >= _VERY_PALE for one in seen)
