"""Whether the parts of a ruleset have the shape they should, and what to say when they have not.

pydantic knows the types; it is asked only when a ruleset is read for the first time, so a run that finds its ruleset in
the cache never loads it.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from perflint.layouts.spec import Layout, Scheme
from perflint.rules import RULES
from perflint.rules.base import Rule
from perflint.ruleset.source import Source

_FIXED = frozenset({"code", "name", "yields_to"})
_COMPLAINTS = {
    "missing": "没有写",
    "enum": "不是可用的级别，可用的有：error、warning、hint（不启用写 skip）",
    "string_type": "应当是文字",
    "int_parsing": "应当是整数",
    "int_type": "应当是整数",
    "float_parsing": "应当是数",
    "float_type": "应当是数",
    "tuple_type": "应当是一个列表",
    "dict_type": "应当是“键: 值”",
    "dataclass_type": "应当是“键: 值”",
    "bool_parsing": "应当是 true 或 false",
    "bool_type": "应当是 true 或 false",
}


def check_layout(source: Source) -> None:
    """Refuse a layout file that is none."""
    _check(TypeAdapter(Layout), source.data, source, ())


def check_scheme(source: Source, key: str) -> None:
    """Refuse a scheme that is none."""
    _check(TypeAdapter(Scheme), source.data[key], source, (key,))


def check_effective(source: Source) -> list[int | None]:
    """The first and last year of ``effective: {from: 2026, to: 2027}``."""
    value = source.data["effective"]
    if not isinstance(value, dict) or not set(value) <= {"from", "to"}:
        raise source.error("effective 应当是 {from: 年, to: 年}", "effective")
    for key, year in value.items():
        if not isinstance(year, int):
            raise source.error(f"“{key}”应当是年份，如 2026", "effective", key)
    return [value.get("from"), value.get("to")]


def check_options(source: Source, code: str, value: Any) -> dict[str, Any]:  # noqa: ANN401 - from YAML
    """What a ruleset says of a rule, as options; refused are unknown codes and options, values and blanks that do not fit."""
    kinds = {kind.code: kind for kind in RULES}
    at = ("rules", code)
    if code not in kinds:
        raise source.error(f"没有规则“{code}”{nearest(code, kinds)}", *at)
    if value == "skip":
        return {}
    options = {"severity": value} if isinstance(value, str) else value
    if not isinstance(options, dict):
        raise source.error(f"规则“{code}”的设置应当是级别、skip 或“选项: 值”", *at)
    known = [key for key in kinds[code].options() if key not in _FIXED]
    for key, given in options.items():
        if key not in known:
            raise source.error(f"规则“{code}”没有选项“{key}”{nearest(key, known)}", *at, key)
        _check(_option_type(kinds[code], key), given, source, (*at, key) if isinstance(value, dict) else at)
    try:
        kinds[code](**options)
    except ValueError as error:
        raise source.error(str(error), *at, next((key for key in ("message", "advice") if key in options), code)) from error
    return options


@cache
def _option_type(kind: type[Rule], key: str) -> TypeAdapter[Any]:
    """The type of an option."""
    return TypeAdapter(get_type_hints(kind)[key])


def _check(kind: TypeAdapter[Any], data: Any, source: Source, at: tuple[str | int, ...]) -> None:  # noqa: ANN401
    """Refuse data that do not fit a type, at the line of what does not fit."""
    try:
        kind.validate_python(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = (*at, *first["loc"])
        key = str(where[-1]) if where else ""
        problem = f"“{key}”{_complaint(first)}"
        if first["type"] in {"unexpected_keyword_argument", "extra_forbidden"}:
            problem = f"不认识的键“{key}”{nearest(key, _siblings(kind, first['loc']))}"
        raise source.error(problem, *where) from error


def _siblings(kind: TypeAdapter[Any], where: tuple[int | str, ...]) -> list[str]:
    """The keys that are known where an unknown one stands."""
    schema = kind.json_schema()
    names = {name for one in (schema, *schema.get("$defs", {}).values()) for name in one.get("properties", {})}
    return sorted(names)


def _complaint(error: Any) -> str:  # noqa: ANN401 - pydantic's ErrorDetails
    """What pydantic objects to, in Chinese."""
    return _COMPLAINTS.get(error["type"], f"的值不合要求（{error['input']!r}）")


def texts(value: Any, source: Source, at: tuple[str | int, ...]) -> list[str]:  # noqa: ANN401 - from YAML
    """A list of texts, or an error at the item that is none."""
    if not isinstance(value, list):
        raise source.error("应当是一个列表", *at)
    for index, item in enumerate(value):
        if isinstance(item, (dict, list)) or item is None:
            raise source.error("列表里应当都是词", *at, index)
    return [str(item) for item in value]


def nearest(word: str, known: Iterable[str]) -> str:
    """“，是不是 X？” when something near is known."""
    close = get_close_matches(str(word), [str(one) for one in known], n=1, cutoff=0.5)
    return f"，是不是“{close[0]}”？" if close else ""
