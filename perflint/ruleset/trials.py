"""The tests that a ruleset carries（规则的测试）: their shape, before anything is run."""

from __future__ import annotations

from typing import Any

from perflint.ruleset.near import nearest
from perflint.ruleset.source import Source

KEYS = ("table", "form", "project", "goal", "fields", "finds", "why")
_TEXTS = ("table", "form", "project", "goal", "why")


def check_trials(source: Source, code: str, tests: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - from YAML
    """The tests of a rule, each with its place; what is no test is refused."""
    at: tuple[str | int, ...] = ("rules", code, "tests")
    if replaces(tests):
        tests, at = tests["replace"], (*at, "replace")
    if not isinstance(tests, list):
        raise source.error("“tests”应当是一个列表；要换掉上级的测试，写 {replace: […]}", *at)
    return [_checked(source, test, (*at, index)) for index, test in enumerate(tests)]


def replaces(tests: object) -> bool:
    """Whether these stand for the parents' tests, which a rule made stricter may no longer pass."""
    return isinstance(tests, dict) and set(tests) == {"replace"}


def _checked(source: Source, test: Any, at: tuple[str | int, ...]) -> dict[str, Any]:  # noqa: ANN401 - from YAML
    """One test."""
    if not isinstance(test, dict):
        raise source.error("一条测试应当是 {table: “| 一级 | 二级 | 名称 | 值 |”, finds: [原文]}", *at)
    for key, value in test.items():
        if key not in KEYS:
            raise source.error(f"测试没有“{key}”这一项{nearest(key, KEYS)}", *at, key)
        if key in _TEXTS and not isinstance(value, (str, int, float)):
            raise source.error(f"“{key}”应当是文字", *at, key)
    finds, fields = test.get("finds"), test.get("fields", {})
    if not isinstance(finds, list) or any(isinstance(one, (dict, list)) for one in finds):
        raise source.error("要写“finds”：应当找出的原文的列表，一处也不该找出写 []", *at, "finds")
    if not isinstance(fields, dict) or any(isinstance(one, (dict, list)) for one in fields.values()):
        raise source.error("“fields”应当是“印出的栏目名称: 内容”", *at, "fields")
    if not any(key in test for key in ("table", "form", "project", "goal", "fields")):
        raise source.error("测试要写表的内容：table（指标行）、fields（栏目）、goal、project 或整张表 form", *at)
    return {**test, "finds": ["" if one is None else str(one) for one in finds], "place": source.place(*at)}
