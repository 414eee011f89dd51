"""What the text says of the projects as a whole: how many, how much, what share, and which ones it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from perflint.layouts.context import lines
from perflint.model.base import Cell
from perflint.model.document import Document
from perflint.model.submission import Claim, ClaimItem
from perflint.text import normal

_ITEM = re.compile(
    r"^\s*[-*•]?\s*[（(]?\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[)）.、．]\s*(?P<name>.+?)[，,：:]?\s*"
    r"(?P<amount>[\d,，]+(?:\.\d+)?\s*(?:万|亿)?元)\s*[。；;，,]?\s*$"
)
_SENTENCE = re.compile(r"[^。；;]+[。；;]?")
_LONGEST = 200
_ABOUT = re.compile(r"绩效")
_COUNT = re.compile(r"(?:项目|目标|目标表)\s*(?:共|共计|合计|总计)?\s*(\d+)\s*(?:个|项|张)|(?:共|共计|合计|编报|公开|纳入|涉及)[^，,。；;\d]{0,12}?(\d+)\s*(?:个|项|张)[^，,。；;\d]{0,12}?(?:项目|目标)")
_AMOUNT = re.compile(r"(?:金额|资金|共计|合计|总额|总计)[^，,。；;\d]{0,10}?([\d,，]+(?:\.\d+)?\s*(?:万|亿)?元)")
_SHARE = re.compile(r"占[^，,。；;\d]{0,30}?(\d+(?:\.\d+)?)\s*[%％]")
_PUBLISHED = re.compile(r"公开")
_PART = re.compile(r"(?:其中|类项目|部分项目|重点项目)")


def claims(document: Document) -> Iterator[Claim]:
    """The claims of a document about its performance targets, each with the list that stands beneath it."""
    cells = lines(document)
    for index, cell in enumerate(cells):
        found = list(_in_text(cell)) if _ABOUT.search(cell.text) else []
        if not found:
            continue
        items = _items(cells[index + 1 :])
        yield from found[:-1]
        yield replace(found[-1], items=items) if items else found[-1]


def _in_text(cell: Cell) -> Iterator[Claim]:
    """The claims in the sentences of a paragraph; “其中” restates a part and is none of its own."""
    whole = "".join(cell.text.split())
    for match in _SENTENCE.finditer(whole):
        sentence = match.group()
        if len(sentence) > _LONGEST or _PART.match(sentence) or (_PART.search(sentence) and not _ABOUT.search(sentence)):
            continue
        count, money, share = _COUNT.search(sentence), _AMOUNT.search(sentence), _SHARE.search(sentence)
        if not money and not count:
            continue
        if not _ABOUT.search(sentence) and not (count and money):
            continue
        yield Claim(
            sentence=cell,
            quote=sentence.rstrip("。；;"),
            published=_PUBLISHED.search(sentence) is not None,
            count=int(count.group(1) or count.group(2)) if count else None,
            amount=normal(money.group(1)) if money else None,
            share=Decimal(share.group(1)) if share else None,
        )


def _items(cells: Sequence[Cell]) -> tuple[ClaimItem, ...]:
    """The numbered projects with amounts directly beneath a paragraph."""
    items = []
    for cell in cells:
        found = _ITEM.match(cell.text)
        if found is None:
            break
        project = Cell(text=found["name"].strip(), place=cell.place)
        items.append(ClaimItem(project=project, amount=Cell(text=found["amount"], place=cell.place)))
    return tuple(items)
