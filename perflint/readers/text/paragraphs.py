"""Lines of text that are one paragraph: broken by a page's end, or at the margin of an official paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from perflint.pattern import compiled

_HEADING = compiled(r"(#{1,6})\s+")
_STARTS = compiled(
    r"\s*(#|[-*•]\s|[（(]?[\d一二三四五六七八九十]+(?:[)）、．]|\.(?!\d))|第[一二三四五六七八九十]+[部章节条]|注[:：]"
    r"|\S{0,4}(单位|部门)(名称)?[:：])"
)
_ENDS = tuple("。；;！？!?：:”…")
_SLACK = 6
_HANGING = 2
_OFTEN = 3
_SHORT, _LONG = 25, 60


def heading_of(text: str) -> tuple[int, str]:
    """The depth of a heading, 0 for running text, and the text without its marks."""
    heading = _HEADING.match(text)
    return (len(heading.group(1)), text[heading.end() :].strip()) if heading else (0, text.strip())


def starts(text: str) -> bool:
    """Whether a line begins something: a heading, a list item, a note, a caption."""
    return _STARTS.match(text) is not None


def margin_of(lines: Sequence[str], kinds: Sequence[str]) -> int:
    """The width at which lines of text were broken, in half-width characters; 0 if they were not."""
    widths = {index: _width(lines[index]) for index, kind in enumerate(kinds) if kind == "text"}
    long = Counter(width for index, width in widths.items() if width >= 2 * _SHORT and index + 1 in widths)
    if not long:
        return 0
    margin = max(long, key=lambda width: (sum(long[width - less] for less in range(_SLACK)), width))
    full = sum(long[margin - less] for less in range(_SLACK))
    longer = sum(width > margin for width in widths.values())
    return margin if full >= _OFTEN and full > 2 * longer else 0


def goes_on(before: str, after: str, distance: int, margin: int) -> bool:
    """Whether a line of text goes on with the sentence of another, ``distance`` lines above it."""
    before, after = before.strip(), after.strip()
    if before.endswith(_ENDS) or _HEADING.match(before) or starts(after):
        return False
    if distance == 1:
        return margin > 0 and margin - _SLACK < _width(before) <= margin + _HANGING
    # A page's end fell inside a sentence: the first half does not end, the second does.
    return len(before) >= _SHORT and (after.endswith(_ENDS) or len(after) > _LONG)


def _width(line: str) -> int:
    """How wide a line is: Chinese characters count two."""
    return len(line.rstrip().encode("gb18030", errors="replace"))
