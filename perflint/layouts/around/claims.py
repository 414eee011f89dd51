"""What the text says of the projects as a whole: how many, how much, what share, and which ones it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from perflint.model.base import Cell
from perflint.model.submission import Claim, ClaimItem
from perflint.pattern import compiled
from perflint.quantity.numeral import chinese
from perflint.text import normal

_MONEY = r"[\d,，]+(?:\.\d+)?\s*(?:百|千|万|亿)?元"
_NUMBER = r"[\d一二三四五六七八九十]{1,3}"
_NUMBERING = rf"\s*[-*•]?\s*[（(]?\s*{_NUMBER}\s*[)）.、．]\s*"
_VERB = "(?:安排|预算|投入|需要|申请|涉及|金额|资金|财政|拨款|共计|合计|为){1,3}"
_SPENT = rf"(?:[，,：:]\s*(?:(?:计划|拟|共|本年|年度)?{_VERB}[：:]?)?)?\s*"
"""What may stand between a project and its amount: “，安排”, “：预算资金”."""
_ITEM = compiled(rf"^{_NUMBERING}(?P<name>.+?){_SPENT}(?P<amount>{_MONEY})\s*(?:[，,（(].*)?[。；;，,]?\s*$")
_INLINE = compiled(rf"^(?:{_NUMBERING})?(?P<name>[^，,：:]+?){_SPENT}(?P<amount>{_MONEY})$")
_LISTING = compiled(r"(?:如下|包括|分别[是为]|具体[是为])[：:]?")
_SENTENCE = compiled(r"[^。；;]+[。；;]?")
_LONGEST = 200
_LONGEST_NAME = 60
_COUNT = compiled(
    r"(?:项目|目标|目标表|的)(?:共有?|共计|合计|总计|为|数量为?)?(?P<after>\d+|[一二两三四五六七八九十]+)[个项张份]"
    r"|(?P<before>\d+|[一二两三四五六七八九十]+)[个项张份][^，,。；;\d]{0,8}?(?:项目|目标)"
)
_AMOUNT = compiled(rf"(?:金额|资金|预算|共计|合计|总额|总计|涉及)[^，,。；;\d]{{0,12}}?({_MONEY})")
_SHARE = compiled(r"占[^，,。；;%％]{0,40}?(?<![\d.])(\d+(?:\.\d+)?)\s*[%％]")
_ABOUT = "绩效"
_PUBLISHED = "公开"
_PART = compiled(r"其中|类项目")
_OTHER = compiled(r"重点项目|部分项目|(?:自评|评价|监控)(?!.*目标)")
"""What speaks of some of the projects only, or of last year's results."""


def claims(cells: Sequence[Cell]) -> Iterator[Claim]:
    """The claims of a text about its performance targets, each with the list that stands beneath or within it."""
    for index, cell in enumerate(cells):
        found = list(_in_text(cell)) if _ABOUT in cell.text else []
        if found:
            below = cells[index + 1 :]
            items = _beneath(below) or _within(cell) or (_within(below[0]) if below else ())
            yield from found[:-1]
            yield replace(found[-1], items=items)


def _in_text(cell: Cell) -> Iterator[Claim]:
    """The claims in the sentences of a paragraph; “其中” restates a part and is none of its own."""
    for match in _SENTENCE.finditer("".join(cell.text.split())):
        sentence = match.group()
        about = _ABOUT in sentence
        if len(sentence) > _LONGEST or sentence.startswith("其中") or _OTHER.search(sentence):
            continue
        if not about and _PART.search(sentence):
            continue
        count = _COUNT.search(sentence)
        money = _AMOUNT.search(sentence, count.end() if count else 0) or _AMOUNT.search(sentence)
        if (count is None and money is None) or not (about or (count and money)):
            continue
        share = _SHARE.search(sentence)
        yield Claim(
            sentence=cell,
            quote=sentence.rstrip("。；;"),
            published=_PUBLISHED in sentence,
            count=_number(count["after"] or count["before"]) if count else None,
            amount=normal(money.group(1)) if money else None,
            share=Decimal(share.group(1)) if share else None,
        )


def _number(text: str) -> int | None:
    """A count in figures of either kind."""
    return int(text) if text.isdigit() else chinese(text)


def _beneath(cells: Sequence[Cell]) -> tuple[ClaimItem, ...]:
    """The numbered projects with amounts directly beneath a paragraph."""
    items = []
    head = cells[0] if cells and len(cells[0].text) <= _LONGEST_NAME else None
    lead = head is not None and head.text.rstrip().endswith(("：", ":")) and not any(_in_text(head))
    for cell in cells[lead:]:
        found = _ITEM.match(cell.text) if len(cell.text) <= _LONGEST else None
        if found is None or len(found["name"]) > _LONGEST_NAME:
            break
        items.append(_item(found, cell))
    return tuple(items)


def _within(cell: Cell) -> tuple[ClaimItem, ...]:
    """The projects that a paragraph lists itself, after 具体项目如下：, each with its amount; all of them or none."""
    head = _LISTING.search(cell.text)
    if head is None:
        return ()
    pieces = [piece.strip() for piece in re.split("[；;。]", cell.text[head.end() :]) if piece.strip()]
    found = [match for piece in pieces if len(piece) <= _LONGEST and (match := _INLINE.match(piece))]
    return tuple(_item(match, cell) for match in found) if 1 < len(found) == len(pieces) else ()


def _item(found: re.Match[str], cell: Cell) -> ClaimItem:
    """A listed project."""
    return ClaimItem(
        project=Cell(text=found["name"].strip(), place=cell.place),
        amount=Cell(text="".join(found["amount"].split()), place=cell.place),
    )
