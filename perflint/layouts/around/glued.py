"""Forms that came as running text or as markup: nothing tells where their cells end. Said, not guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perflint.model.document import Document, Paragraph
from perflint.model.submission import Unrecognised
from perflint.pattern import compiled

_HEADS = ("一级指标", "二级指标", "三级指标", "指标值", "绩效指标", "绩效指标描述", "绩效指标分类", "评价标准")
_KINDS = compiled(r"(数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响|满意度)(?:指标|目标)?\s*[:：]")
_MARKUP = compiled(r"(?i)</?t[rdh][\s>/]")
_BRACKETED = compiled(r"【(?:产出|效益|满意度|成本)指标\s*[-—–－]+\s*([^】]{2,10}?)(?:指标)?】")
_NO_COLUMNS = "表格的分栏（各栏文字连在一起）"
_NO_TABLE = "表格（指标写成了段落文字）"
_NO_CELLS = "表格的分栏（网页标记没有展开成表格）"
_ENOUGH = 3
_LONG = 100
_REST = 6
"""How much may be left of a header beside the heads: 指标内容, 备注."""


def glued(document: Document, *, said: bool) -> Iterator[Unrecognised]:
    """The paragraphs that are forms without columns, or indicators told in prose; and what several are together.

    ``said`` says that something of the document was found to be no form already: a lone header may belong to it.
    """
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    marked = [block for block in paragraphs if _is_marked(block)]
    for block in paragraphs:
        if not _is_marked(block):
            yield from _alone(block)
    headed = _first([(block, _heads(block.text)) for block in paragraphs if not said and _is_header(block.text)])
    told = _first([(block, _BRACKETED.findall(block.text)) for block in paragraphs])
    markup = _first([(marked[0], _heads(block.text)) for block in marked])
    for found, missing in ((headed, _NO_COLUMNS), (told, _NO_TABLE), (markup, _NO_CELLS)):
        if len(found) >= _ENOUGH:
            yield Unrecognised(cell=next(iter(found.values())).cell, understood=tuple(found), missing=(missing,))


def _is_marked(block: Paragraph) -> bool:
    """Whether a paragraph holds the markup of a table."""
    return "<" in block.text and _MARKUP.search(block.text) is not None


def _alone(block: Paragraph) -> Iterator[Unrecognised]:
    """What a paragraph is by itself."""
    heads, kinds = _heads(block.text), sorted(set(_KINDS.findall(block.text)))
    if len(heads) >= _ENOUGH and len(block.text) > _LONG:
        yield Unrecognised(cell=block.cell, understood=tuple(heads), missing=(_NO_COLUMNS,))
    elif len(kinds) >= _ENOUGH:
        yield Unrecognised(cell=block.cell, understood=tuple(kinds), missing=(_NO_TABLE,))


def _first(found: Iterable[tuple[Paragraph, list[str]]]) -> dict[str, Paragraph]:
    """The words in their order, each with the first paragraph that has it."""
    made: dict[str, Paragraph] = {}
    for block, words in found:
        for word in words:
            made.setdefault(word, block)
    return made


def _heads(text: str) -> list[str]:
    """The heads of columns in a text, in the order of the form."""
    return [head for head in _HEADS if head in text]


def _is_header(text: str) -> bool:
    """Whether a text is heads of columns and nothing else: the header of a table, or part of it, its cells together."""
    heads = _heads(text)
    for head in sorted(heads, key=len, reverse=True):
        text = text.replace(head, "", 1)
    return bool(heads) and len(text.strip()) <= (_REST if len(heads) > 1 else 0)
