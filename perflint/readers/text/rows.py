"""Rows of tables whose columns have a sign, tabs or pipes: cells of a line, and lines that a cell was broken over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from perflint.readers.text.poured import Row, poured

_BLANKS = " \u3000\xa0\u200b"
_LABEL = 16
_SENTENCE = 30


def piped(line: str) -> bool:
    """Whether a line is a row of cells between pipes."""
    if "|" not in line:
        return False
    stripped = line.strip()
    if len(stripped) < 2:
        return False
    return stripped.count("|") >= 2 or stripped.startswith("|") or stripped.endswith("|")


def split_pipes(line: str, *, framed: bool) -> list[str]:
    """The cells of a row between pipes; ``framed`` says that the first pipe is the table's border, not a cell's end."""
    stripped = line.strip()
    stripped = stripped[1:] if framed and stripped.startswith("|") else stripped
    stripped = stripped[:-1] if stripped.endswith("|") else stripped
    return [cell.strip() for cell in stripped.split("|")]


def rows_of(lines: Sequence[str], members: Sequence[int], sign: str) -> list[Row]:
    """The rows of a table, put together where a line break inside a cell has broken them."""
    texts = {index: lines[index] for index in members}
    if any(text.count('"') % 2 for text in texts.values()):
        texts = _closed(texts, sign)
    parts = _parts(texts, sign)
    return [
        row
        for part in parts
        for row in (_poured(texts, part, sign) or _whole(texts, part, sign) or _broken(texts, part, sign))
    ]


def _poured(lines: Mapping[int, str], members: Sequence[int], sign: str) -> list[Row]:
    """The rows where every cell stands on a line of its own that ends in a pipe."""
    return poured(lines, members) if sign == "|" else []


def _closed(texts: Mapping[int, str], sign: str) -> dict[int, str]:
    """The lines with those put together over which a cell in quotation marks was broken."""
    width = max(text.count(sign) for text in texts.values())
    made: dict[int, str] = {}
    last = None
    for index, text in texts.items():
        whole = made[last] + text.strip(_BLANKS) if last is not None else ""
        if last is not None and made[last].count('"') % 2 and whole.count(sign) <= width:
            made[last] = whole
        else:
            made[index] = text
            last = index
    return made


def _parts(lines: Mapping[int, str], sign: str) -> list[list[int]]:
    """The lines in parts as wide as each other: tables that follow each other are seldom alike."""
    made: list[list[int]] = []
    widths: list[int] = []
    block: list[int] = []
    for index in [*lines, None]:
        if block and (index is None or index != block[-1] + 1):
            width = max(lines[one].count(sign) for one in block)
            if widths and widths[-1] == width:
                made[-1] += block
            else:
                made.append(block)
                widths.append(width)
            block = []
        block += [] if index is None else [index]
    return made


def _whole(lines: Mapping[int, str], members: Sequence[int], sign: str) -> list[Row]:
    """The rows where all have as many cells, broken ones put together; nothing where lines do not come out even."""
    width = _width([lines[index] for index in members], sign)
    made: list[Row] = []
    held: list[str] = []
    for place, index in enumerate(members if width else ()):
        line = lines[index]
        if not held and sign not in line and made:
            if _is_row(line, made[-1][1]):
                made.append((index, [line]))
                continue
            if _ends_cell(made[-1][1], lines, members, place, sign):
                made[-1][1][-1] += line.strip()
                continue
        if not held:
            made.append((index, []))
        held.append(line)
        cells = sum(part.count(sign) for part in held)
        if cells > width:
            return []
        if cells == width:
            made[-1][1].extend(_cells(_joined(held), sign, framed=held[0].lstrip().startswith(sign)))
            held = []
    return [] if held else made


def _width(lines: Sequence[str], sign: str) -> int:
    """How many signs every row has, if most lines have as many and the others fewer; 0 if nothing says it."""
    counts = [line.count(sign) for line in lines]
    width, most = Counter(counts).most_common(1)[0]
    if width != max(counts) or most == len(counts) or most < len(counts) * 0.5:
        return 0
    # Where no row ends in an empty cell those may have been lost, and a short line is a row for all we know.
    full = (line for line, count in zip(lines, counts, strict=True) if count == width)
    return width if any(line.rstrip(_BLANKS).endswith(sign) for line in full) else 0


def _ends_cell(row: list[str], lines: Mapping[int, str], members: Sequence[int], place: int, sign: str) -> bool:
    """Whether a line without columns is the end of the last cell above, and not the head of the first one beneath."""
    following = lines[members[place + 1]] if place + 1 < len(members) else sign
    return bool(row[-1].strip()) or following.startswith(sign)


def _is_row(line: str, above: list[str]) -> bool:
    """Whether a line without columns is a row whose empty cells were lost: a sentence beneath what may be a label."""
    last = next((cell for cell in reversed(above) if cell.strip()), "")
    return len(line) > _SENTENCE and len(last) <= _LABEL


def _broken(lines: Mapping[int, str], members: Sequence[int], sign: str) -> Iterator[Row]:
    """The rows line by line; a line without columns belongs to the last filled cell above it."""
    framed = sign == "|" and all(lines[index].lstrip().startswith("|") for index in members)
    held: Row | None = None
    for index in members:
        line = lines[index]
        if sign not in line:
            if held and _is_row(line, held[1]):
                yield held
                held = index, [line]
            elif held:
                last = max((i for i, cell in enumerate(held[1]) if cell.strip()), default=0)
                held[1][last] += line.strip()
            continue
        if held:
            yield held
        held = index, _cells(line, sign, framed=framed)
    if held:
        yield held


def _cells(line: str, sign: str, *, framed: bool) -> list[str]:
    """The cells of a line; spreadsheets put those with a line break in quotation marks."""
    cells = line.split("\t") if sign == "\t" else split_pipes(line, framed=framed)
    return [_unquoted(cell) if cell.startswith('"') else cell for cell in cells] if '"' in line else cells


def _unquoted(cell: str) -> str:
    """The cell without the quotation marks around all of it."""
    inner = cell.rstrip()[1:-1].replace('""', "\0")
    whole = len(cell.rstrip()) > 1 and cell.rstrip().endswith('"') and '"' not in inner
    return inner.replace("\0", '"') if whole else cell


def _joined(parts: list[str]) -> str:
    """Lines of one row as one; blanks at a break were no part of the cell."""
    return parts[0] if len(parts) == 1 else "".join(part.strip(_BLANKS) for part in parts)
