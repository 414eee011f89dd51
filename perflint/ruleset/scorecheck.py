"""The review form of a ruleset laid over that of its parents, and refused where it is none."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from perflint.model.finding import Severity
from perflint.ruleset.change import changed, is_change
from perflint.ruleset.shape import check_score_form
from perflint.ruleset.source import Source

At = tuple[str | int, ...]
_WHOLE = 100
_TEMPLATE = "template"
_SEVERITIES = ("", *Severity)


def checked_review(before: Mapping[str, Any], said: Any, source: Source, at: At, folder: Path) -> dict[str, Any]:  # noqa: ANN401
    """The form with what a ruleset says of it: mappings key by key, lists whole or {add, remove}."""
    if not isinstance(said, dict):
        raise source.error("review 应当是“键: 值”，或一个文件名", *at)
    review: dict[str, Any] = _laid(before, said, source, at)
    if _TEMPLATE in said:
        review[_TEMPLATE] = str(_template(said[_TEMPLATE], folder, source, at))
    check_score_form(review, source, at)
    _check_weights(review, source, at)
    _check_grades(review["grades"], source, at)
    return review


def _laid(before: Any, said: Any, source: Source, at: At) -> Any:  # noqa: ANN401 - from YAML
    """A value as the child changes it; unlike an option of a rule, a mapping keeps the keys that go unsaid."""
    if not isinstance(before, Mapping) or not isinstance(said, dict) or (is_change(said) and "remove" in said):
        return changed(before, said, source, at)
    if is_change(said):
        said, at = said["add"], (*at, "add")
    return {**before, **{key: _laid(before.get(key), part, source, (*at, key)) for key, part in said.items()}}


def _template(name: object, folder: Path, source: Source, at: At) -> Path | str:
    """Where the template is; "" takes the bundled one again."""
    if not isinstance(name, str):
        raise source.error("template 应当是 Word 文件的名称", *at, _TEMPLATE)
    if name and not (folder / name).is_file():
        raise source.error(f"找不到模板“{name}”，它应当与规则集放在一起", *at, _TEMPLATE)
    return (folder / name).resolve() if name else ""


def _check_weights(review: Mapping[str, Any], source: Source, at: At) -> None:
    """Refuse weights that are not 100 together, and what takes away a negative number."""
    weights = {code: Decimal(str(point["weight"])) for code, point in review["points"].items()}
    for code, weight in weights.items():
        if weight <= 0:
            raise source.error(f"要点“{code}”的分值应当大于 0", *at, "points", code, "weight")
    if sum(weights.values()) != _WHOLE:
        told = f"{sum(weights.values()):f}"
        raise source.error(f"各要点的分值合计 {told}，应当是 {_WHOLE}（改了一个，其余也要相应调整）", *at, "points")
    amounts: dict[tuple[str, ...], float] = {
        **{("deductions", level): one for level, one in review["deductions"].items()},
        ("most",): review["most"],
    }
    for path, amount in amounts.items():
        if amount < 0:
            raise source.error(f"“{path[-1]}”写扣几分，不写负数", *at, *path)


def _check_grades(grades: list[Mapping[str, Any]], source: Source, at: At) -> None:
    """Refuse grades that do not go down to 0, or two of one name."""
    bounds = [grade["least"] for grade in grades]
    if not bounds or bounds[-1] != 0 or bounds != sorted(set(bounds), reverse=True) or bounds[0] > _WHOLE:
        raise source.error("等级应当从高到低写，下限不超过 100，最后一档的下限是 0", *at, "grades")
    for index, grade in enumerate(grades):
        if grade.get("without", "") not in _SEVERITIES or (index == len(grades) - 1 and grade.get("without")):
            problem = "without 应当是 error、warning 或 hint，最后一档不能写"
            raise source.error(problem, *at, "grades", index, "without")
    if len({grade["name"] for grade in grades}) < len(grades):
        raise source.error("有两个等级同名", *at, "grades")
