"""Pictures of counts（图）: bars and a heat table as SVG drawn by hand, each with the numbers it was drawn from.

An SVG stands alone (its colours are attributes, its text is escaped), so that a page may hold it and a Word file embed
it. Every number is written beside its colour; what does not fit into a picture is one last row, and in ``rows`` whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from msgspec import Struct

from perflint.model.finding import Severity
from perflint.text import columns, printable

FILLS = dict(zip(Severity, ("#c4453c", "#d99a1f", "#4a7fc1"), strict=True))
_SHADES = ("#f6f8fa", "#fdebd3", "#f9cfa0", "#f2a966", "#de7a3a")
"""From none to many; dark text is legible on each of them."""
_MOST_BARS, _MOST_ROWS, _MOST_COLUMNS = 16, 30, 16
_END, _MIDDLE, _MUTED = ' text-anchor="end"', ' text-anchor="middle"', ' fill="#57606a"'
_FONT = "fill='#1c2430' font-family=\"'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif\""


class Bar(Struct, frozen=True):
    """A row of a bar picture: its label, and how many of each severity, the most severe first."""

    label: str
    parts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All severities together."""
        return sum(self.parts)


class Chart(Struct, frozen=True):
    """A picture（图）: ``svg`` is markup, safe to embed; ``heads`` and ``rows`` are its numbers, as text and whole."""

    title: str
    svg: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def bars(title: str, head: str, given: Sequence[Bar]) -> Chart:
    """Lying bars in the given order, each cut by severity; at most 16, what is left over added up in the last."""
    drawn = _most(given)
    top = max((bar.total for bar in drawn), default=0) or 1
    body = "".join(_bar(bar, 4 + 22 * row, top) for row, bar in enumerate(drawn))
    said = "；".join(f"{_cut(bar.label, 60)} {bar.total} 处" for bar in drawn)
    rows = tuple((bar.label, *map(str, bar.parts), str(bar.total)) for bar in given)
    heads = (head, *(severity.label for severity in Severity), "合计")
    return Chart(title, _svg(390, 22 * len(drawn) + 8, f"{title}：{said}", body), heads, rows)


def _most(given: Sequence[Bar]) -> list[Bar]:
    """The bars that fit, the last of them for all that do not."""
    if len(given) <= _MOST_BARS:
        return list(given)
    rest = given[_MOST_BARS - 1 :]
    parts = tuple(map(sum, zip(*(bar.parts for bar in rest), strict=True)))
    return [*given[: _MOST_BARS - 1], Bar(f"其余 {len(rest)} 项", parts)]


def _bar(bar: Bar, y: int, top: int) -> str:
    """A bar of 390 units' width in all: label, pieces, number."""
    x, pieces = 186.0, ""
    for severity, part in zip(Severity, bar.parts, strict=True):
        width = 140 * part / top
        pieces += (
            f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="16" fill="{FILLS[severity]}"/>' if part else ""
        )
        x += width
    label = _text(180, y + 12, bar.label, 28, _END)
    return f"{label}{pieces}{_text(x + 5, y + 12, str(bar.total), 8)}"


def heat(title: str, head: str, names: Sequence[str], codes: Sequence[str], counts: Sequence[Sequence[int]]) -> Chart:
    """A table shaded by its counts, ``counts[row][column]``; at most 30 rows and 16 columns of it are drawn."""
    rows = tuple((name, *map(str, line)) for name, line in zip(names, counts, strict=True))
    shown, across = min(len(names), _MOST_ROWS), min(len(codes), _MOST_COLUMNS)
    top = max((count for line in counts for count in line), default=0) or 1
    body = "".join(_text(211 + 42 * x, 14, codes[x], 8, f'{_MIDDLE}{_MUTED} font-size="11"') for x in range(across))
    shades: dict[str, str] = {}
    for y in range(shown):
        for x in range(across):
            shade = _SHADES[-(-counts[y][x] * (len(_SHADES) - 1) // top)]
            shades[shade] = shades.get(shade, "") + f"M{190 + 42 * x} {20 + 24 * y}h41v23h-41z"
    # A path a shade and a group for what stands in the middle: the squares are most of the picture.
    body += "".join(f'<path fill="{shade}" d="{path}"/>' for shade, path in sorted(shades.items()))
    body += "".join(_text(184, 36 + 24 * y, names[y], 28, _END) for y in range(shown))
    told = (
        _text(211 + 42 * x, 36 + 24 * y, str(counts[y][x]), 6)
        for y in range(shown)
        for x in range(across)
        if counts[y][x]
    )
    body += f"<g{_MIDDLE}>{''.join(told)}</g>"
    left = [f"另有 {len(names) - shown} 行" if len(names) > shown else ""]
    left += [f"另有 {len(codes) - across} 列" if len(codes) > across else ""]
    rest = "、".join(part for part in left if part)
    height = 24 + 24 * shown + (20 if rest else 0)
    body += _text(190, height - 5, f"{rest}没有画出，见数据表", 40, _MUTED) if rest else ""
    said = f"{title}：{len(names)} 行 {len(codes)} 列，各格的数见图下的数据表"
    return Chart(title, _svg(192 + 42 * across, height, said, body), (head, *codes), rows)


def _svg(width: int, height: int, said: str, body: str) -> str:
    """The frame, with what it shows in words for who cannot see it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" aria-label="{_clean(said)}" {_FONT} font-size="12">{body}</svg>'
    )


def _text(x: float, y: int, text: str, width: int, look: str = "") -> str:
    """A text at most ``width`` columns wide, two a Chinese character."""
    return f'<text x="{x:g}" y="{y}"{look}>{_clean(_cut(text, width))}</text>'


def _cut(text: str, width: int) -> str:
    """The text as far as it fits."""
    flat = " ".join(text[: 4 * width].split())
    if columns(flat) <= width:
        return flat
    while columns(flat) > width - 1:
        flat = flat[:-1]
    return f"{flat}…"


def _clean(text: str) -> str:
    """The text as markup."""
    return escape(printable(text))
