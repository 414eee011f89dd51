"""Forms that came as running text or as markup: nothing tells where their cells end. Said, not guessed."""

from __future__ import annotations

from collections.abc import Iterator

from perflint.model.document import Document, Paragraph
from perflint.model.submission import Unrecognised
from perflint.pattern import compiled

_HEADS = ("一级指标", "二级指标", "三级指标", "指标值", "绩效指标", "绩效指标描述", "绩效指标分类", "评价标准")
_KINDS = compiled(r"(数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响|满意度)(?:指标|目标)?\s*[:：]")
_MARKUP = compiled(r"(?i)</?t[rdh][\s>/]")
_BRACKETED = compiled(r"【(?:产出|效益|满意度|成本)指标\s*[-—–－]+\s*([^】]{2,10}?)(?:指标)?】")
_ENOUGH = 3
_LONG = 100
_REST = 6
"""How much may be left of a header beside the heads: 指标内容, 备注."""


def glued(document: Document) -> Iterator[Unrecognised]:
    """The paragraphs that are forms without columns, or indicators told in prose; and tables left in markup, once."""
    marked: list[Paragraph] = []
    told: dict[str, Paragraph] = {}
    for block in document.blocks:
        if not isinstance(block, Paragraph):
            continue
        text = block.text
        heads = [head for head in _HEADS if head in text]
        kinds = sorted(set(_KINDS.findall(text)))
        told |= {kind: block for kind in _BRACKETED.findall(text) if kind not in told and len(kinds) < _ENOUGH}
        if "<" in text and _MARKUP.search(text):
            marked.append(block)
        elif len(heads) >= _ENOUGH and (len(text) > _LONG or _only(text, heads)):
            missing = ("表格的分栏（各栏文字连在一起）",)
            yield Unrecognised(cell=block.cell, understood=tuple(heads), missing=missing)
        elif len(kinds) >= _ENOUGH:
            missing = ("表格（指标写成了段落文字）",)
            yield Unrecognised(cell=block.cell, understood=tuple(kinds), missing=missing)
    if len(told) >= _ENOUGH:
        missing = ("表格（指标写成了段落文字）",)
        yield Unrecognised(cell=next(iter(told.values())).cell, understood=tuple(told), missing=missing)
    heads = [head for head in _HEADS if any(head in block.text for block in marked)]
    if len(heads) >= _ENOUGH:
        missing = ("表格的分栏（网页标记没有展开成表格）",)
        yield Unrecognised(cell=marked[0].cell, understood=tuple(heads), missing=missing)


def _only(text: str, heads: list[str]) -> bool:
    """Whether a text is heads of columns and nothing else: the header of a table, its cells run together."""
    for head in sorted(heads, key=len, reverse=True):
        text = text.replace(head, "", 1)
    return len(text.strip()) <= _REST
