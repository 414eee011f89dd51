"""Whether an indicator library (指标库) and weights (归类权重) have the shape they should, and what to say if not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perflint.rules.known.library import WORDS
from perflint.ruleset.near import nearest
from perflint.ruleset.shape import texts
from perflint.ruleset.source import Source

_PARTS = (2, 3)
_WEIGHTS = ("levels", "weights")


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


def checked_weights(source: Source) -> dict[str, Any]:
    """The weights as they are kept, in one text; refused where they are not one whole number for each 二级."""
    if strange := next((key for key in source.data if key not in _WEIGHTS), ""):
        raise source.error(f"不认识的键“{strange}”{nearest(strange, _WEIGHTS)}", strange)
    levels = texts(source.data.get("levels"), source, ("levels",))
    weights = source.data.get("weights")
    if not isinstance(weights, dict):
        raise source.error("weights 应当是“特征: 权重”", "weights")
    for key in (key for key in (*weights, "常数") if not _whole(weights.get(key), len(levels))):
        problem = f"“{key}”应当有 {len(levels)} 个整数，对应 levels 里的各个二级指标"
        raise source.error(problem, "weights", key)
    return {"levels": levels, "weights": "\n".join(f"{key}\t{line}" for key, line in weights.items())}


def _whole(line: object, count: int) -> bool:
    """Whether a line has so many whole numbers."""
    parts = line.split() if isinstance(line, str) else ()
    return len(parts) == count and all(part.removeprefix("-").isdecimal() for part in parts)
