"""What belongs to the page and not to the text: page numbers, running heads and feet, notes that a table goes on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from perflint.pattern import compiled
from perflint.readers.drawn.sheet import Row, Sheet

_NUMBER = compiled(
    r"[-—–－~·•\s]*第?\s*(?:\d{1,4}|[ivxIVX]{1,6})\s*页?[-—–－~·•\s]*"
    r"|第?\s*\d{1,4}\s*页?\s*(?:[,，/\uff0f]|共|of)?\s*共?\s*\d{1,4}\s*页?|[Pp]age\s*\d+(?:\s*(?:of|/)\s*\d+)?"
)
_GOES_ON = compiled(
    r"[（(【\[]?\s*(?:续\s*上?\s*表|接\s*上\s*[页表]|转\s*下\s*[页表]|续)\s*[\d一二三四五六七八九十]*\s*[:：]?\s*[）)】\]]?"
)
_DIGITS = compiled(r"\d+")
_MARGIN = 0.12
_EDGE = 0.075
_PLACE = 4.0
_OFTEN = 0.5
_LONGEST = 80
_CAPTION = ("表", "）", ")", "书")


def without(sheets: Sequence[Sheet]) -> tuple[list[Sheet], Counter[str]]:
    """The sheets without their furniture, and how often each piece of it was there."""
    dropped: Counter[str] = Counter()
    gone: set[tuple[int, int]] = set()
    gone.update(_numbers(sheets) + _running(sheets))
    for index, sheet in enumerate(sheets):
        for number, row in enumerate(sheet.rows):
            if _GOES_ON.fullmatch(row.text.strip()) and sheet.parts:
                gone.add((index, number))
    for index, number in sorted(gone):
        dropped[sheets[index].rows[number].text[:_LONGEST]] += 1
    kept = [
        sheet._replace(rows=[row for number, row in enumerate(sheet.rows) if (index, number) not in gone])
        for index, sheet in enumerate(sheets)
    ]
    return kept, dropped


def _outer(sheet: Sheet, number: int) -> bool:
    """Whether nothing else stands above a row, or below it, but what is as far out on the page."""
    top, bottom = sheet.rows[number].box[1], sheet.rows[number].box[3]
    head = bottom <= sheet.height * _MARGIN and all(part.box[1] >= bottom - 2 for part in sheet.parts)
    foot = top >= sheet.height * (1 - _MARGIN) and all(part.box[3] <= top + 2 for part in sheet.parts)
    return head or foot


def _numbers(sheets: Sequence[Sheet]) -> list[tuple[int, int]]:
    """The rows that number the pages: nothing but a number, first or last on the page, out in the margin."""
    found = []
    for index, sheet in enumerate(sheets):
        for number in {0, 1, len(sheet.rows) - 2, len(sheet.rows) - 1}:
            if 0 <= number < len(sheet.rows):
                text = sheet.rows[number].text.strip()
                if len(text) <= _LONGEST and _NUMBER.fullmatch(text) and _outer(sheet, number):
                    found.append((index, number))
    return found


def _running(sheets: Sequence[Sheet]) -> list[tuple[int, int]]:
    """The rows that stand at the same place on most pages and do not head what follows them."""
    places: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for index, sheet in enumerate(sheets):
        for number, row in enumerate(sheet.rows):
            if len(row.text) <= _LONGEST and _outer(sheet, number):
                mask = _DIGITS.sub("0", row.text)
                places[mask, round(row.box[1] / _PLACE)].append((index, number))
    pages = sum(bool(sheet.rows or sheet.parts) for sheet in sheets)
    found = []
    for members in places.values():
        if len(members) > 1 and len(members) > pages * _OFTEN and _is_running(members, sheets):
            found += members
    return found


def _is_running(members: Sequence[tuple[int, int]], sheets: Sequence[Sheet]) -> bool:
    """Whether rows that repeat belong to the page: far out, or followed now by this and now by that."""
    index, number = members[0]
    row = sheets[index].rows[number]
    if row.box[1] > sheets[index].height / 2:
        return True
    if row.box[3] <= sheets[index].height * _EDGE and not row.text.strip().endswith(_CAPTION):
        return True
    after = Counter(_beneath(sheets[index], sheets[index].rows[number]) for index, number in members)
    return len(members) > 2 and after.most_common(1)[0][1] <= len(members) * _OFTEN


def _beneath(sheet: Sheet, row: Row) -> str:
    """What follows a row on its page: the next line, or the head of the table."""
    below = row.box[3]
    lines = [(other.box[1], _DIGITS.sub("0", other.text)) for other in sheet.rows if other.box[1] >= below - 2]
    heads = [(part.box[1], part.entries[0].filling.text) for part in sheet.parts if part.box[1] >= below - 2]
    return min(lines + heads, default=(0.0, ""))[1]
