"""Whether an indicator library (指标库) has the shape it should, and what to say when it has not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perflint.rules.library import WORDS
from perflint.ruleset.shape import nearest, texts
from perflint.ruleset.source import Source

_PARTS = (2, 3)


def check_library(source: Source, schemes: Mapping[str, Any]) -> None:
    """Refuse a library with a 二级 that no scheme has, or with lines that are no measures."""
    levels = {
        name for scheme in schemes.values() for one in scheme["levels"].values() for name in one.get("children", {})
    }
    for kind, content in source.data.items():
        if not isinstance(content, dict):
            raise source.error(f"项目类型“{kind}”下面应当是“words: 列表”和“二级指标: 列表”", kind)
        for level, lines in content.items():
            if level != WORDS and level not in levels:
                near = nearest(level, (WORDS, *sorted(levels)))
                raise source.error(f"没有二级指标“{level}”{near}", kind, level)
            measures = texts(lines, source, (kind, level))
            if level == WORDS:
                continue
            for index, line in enumerate(measures):
                if len(line.split(maxsplit=2)) not in _PARTS:
                    problem = f"“{line}”应当写成“名称 值的写法”，如“培训人次 ≥__人次”"
                    raise source.error(problem, kind, level, index)
