"""A rule's manual: its docstring taken apart by its headings, and its options as a person reads them."""

from __future__ import annotations

import inspect
from collections.abc import Mapping

from msgspec import Struct

from perflint.rules.base import Provided, Rule, WordList

HEADINGS = ("检查内容", "为什么", "不合格", "合格")
CHAPTERS = {
    "DOC": "文件", "FRM": "表式", "FND": "资金", "NAM": "名称对应", "GOL": "绩效目标", "TXT": "文字",
    "TRE": "指标体系", "IND": "指标", "VAL": "指标值", "ACR": "跨项目比较",
}  # fmt: skip
POINTS = {
    "W1": "完整性·规范完整性", "W2": "完整性·明确清晰性", "X1": "相关性·目标相关性", "X2": "相关性·指标科学性",
    "S1": "适当性·绩效合理性", "S2": "适当性·资金匹配性", "K1": "可行性·实现可能性", "K2": "可行性·条件充分性",
}  # fmt: skip
"""The points of 项目支出绩效目标审核表 that findings count against."""

_WORD, _WORDS, _LINES = 12, 40, 6


class Manual(Struct, frozen=True, kw_only=True):
    """What a rule's docstring says: its title, and the lines beneath each heading, in the order they are written."""

    title: str
    sections: Mapping[str, tuple[str, ...]]

    def prose(self, heading: str) -> str:
        """A section as one paragraph, the line breaks of its source taken out."""
        return "".join(self.sections.get(heading, ()))

    def rows(self, heading: str) -> list[list[str]]:
        """The rows of a section that are written out as 一级 / 二级 / 名称 / 值."""
        split = (line.split(" / ") for line in self.sections.get(heading, ()))
        return [parts for parts in split if len(parts) == 4]


def manual(kind: type[Rule]) -> Manual:
    """The manual of a rule."""
    title, _, rest = inspect.cleandoc(kind.__doc__ or "").partition("\n")
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in rest.splitlines():
        if line.startswith("## "):
            lines = sections.setdefault(line[3:].strip(), [])
        elif line.strip():
            lines.append(line.strip())
    return Manual(title=title.rstrip("。"), sections={key: tuple(value) for key, value in sections.items()})


def options(kind: type[Rule]) -> dict[str, str]:
    """The options of a rule beyond what every rule has, each with the word list that fills it, "" for none."""
    own = (
        (key, value)
        for key, value in kind.options().items()
        if key not in Rule.options() and not isinstance(value, Provided)
    )
    return {key: value.name if isinstance(value, WordList) else "" for key, value in own}


def described(value: object) -> list[str]:
    """An option's value: words in one line, longer things each in a line of its own; of many the first."""
    if isinstance(value, Mapping):
        value = tuple(f"{key} → {'、'.join(described(part))}" for key, part in value.items())
    elif not isinstance(value, (tuple, list)) or _names(value):
        return [_scalar(value)]
    parts = [_scalar(part) for part in value]
    if all(len(part) <= _WORD for part in parts):
        return ["、".join(parts[:_WORDS]) + (f" 等 {len(parts)} 项" if len(parts) > _WORDS else "") or "（空）"]
    return parts[:_LINES] + ([f"…… 共 {len(parts)} 项"] if len(parts) > _LINES else [])


def _scalar(value: object) -> str:
    """A value in one line."""
    if isinstance(value, bool):
        return "是" if value else "否"
    names = _names(value)
    if names:
        parts = ((name, getattr(value, name)) for name in names)
        return "；".join(f"{name}：{_scalar(part)}" for name, part in parts if part not in {"", (), None, False})
    if isinstance(value, (tuple, list)):
        return "、".join(map(_scalar, value[:_LINES])) + (f" 等 {len(value)} 项" if len(value) > _LINES else "")
    return str(value) if value not in {"", None} else "（空）"


def _names(value: object) -> tuple[str, ...]:
    """The names of the parts of a value that has such, as a struct and a named tuple have."""
    return tuple(getattr(value, "__struct_fields__", getattr(value, "_fields", ())))
