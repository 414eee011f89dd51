"""Whether the parts of a ruleset have the shape they should, and what to say when they have not.

pydantic knows the types; it is asked only when a ruleset is read for the first time, so a run that finds its ruleset in
the cache never loads it.
"""

from __future__ import annotations

import json
import string
from collections.abc import Iterable
from functools import cache
from typing import Any, get_type_hints

from msgspec import Struct
from msgspec.structs import fields as fields_of
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, create_model

from perflint.layouts.meaning.spec import Budget, Funding, Goals, Layout, Level1, Level2, Scheme
from perflint.model.finding import Band, Basis
from perflint.rules import RULES
from perflint.rules.base import Provided, Rule, WordList
from perflint.ruleset.near import nearest
from perflint.ruleset.scoreform import Point, ScoreForm
from perflint.ruleset.source import Source

_STRANGE = frozenset({"extra_forbidden", "unexpected_keyword_argument"})
_PARTS: tuple[type[Struct], ...] = (
    Funding,
    Goals,
    Budget,
    Layout,
    Level2,
    Level1,
    Scheme,
    Basis,
    Band,
    Point,
    ScoreForm,
)
"""What rulesets write in our own classes, each after those it is made of."""
_KEYS = tuple(key for part in _PARTS for key in part.__struct_fields__)
FIXED = frozenset({"code", "name", "yields_to"})
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
    "model_type": "应当是“键: 值”",
    "bool_parsing": "应当是 true 或 false",
    "bool_type": "应当是 true 或 false",
}


def check_layout(source: Source) -> None:
    """Refuse a layout file that is none."""
    _check(TypeAdapter(_models()[Layout.__name__]), source.data, source, ())


def check_scheme(source: Source, key: str) -> None:
    """Refuse a scheme that is none."""
    _check(TypeAdapter(_models()[Scheme.__name__]), source.data[key], source, (key,))


def check_score_form(data: Any, source: Source, at: tuple[str | int, ...]) -> None:  # noqa: ANN401 - from YAML
    """Refuse a review form that is none."""
    _check(TypeAdapter(_models()[ScoreForm.__name__]), data, source, at)


def score_form_schema() -> dict[str, Any]:
    """The JSON Schema of a review form as a ruleset that inherits one may write it."""
    return TypeAdapter(_models()[ScoreForm.__name__]).json_schema()


def check_effective(source: Source) -> list[int | None]:
    """The first and last year of ``effective: {from: 2026, to: 2027}``."""
    value = source.data["effective"]
    if not isinstance(value, dict) or not set(value) <= {"from", "to"}:
        raise source.error("effective 应当是 {from: 年, to: 年}", "effective")
    for key, year in value.items():
        if not isinstance(year, int) or isinstance(year, bool):
            raise source.error(f"“{key}”应当是年份，如 2026", "effective", key)
    first, last = value.get("from"), value.get("to")
    if first and last and first > last:
        raise source.error(f"适用年度 {first} 到 {last} 前后倒置", "effective")
    return [first, last]


@cache
def listed_words() -> frozenset[str]:
    """The names of all word lists that some rule uses."""
    return frozenset(one.name for kind in RULES for one in kind.options().values() if isinstance(one, WordList))


def check_known(source: Source, code: str, kind: type[Rule], said: Iterable[str], more: Iterable[str] = ()) -> None:
    """Refuse options that the rule does not have; ``more`` are keys of the ruleset's own."""
    own = kind.options().items()
    known = [key for key, default in own if key not in FIXED and not isinstance(default, Provided)]
    for key in said:
        if key not in known:
            near = nearest(key, [*known, *more])
            raise source.error(f"规则“{code}”没有选项“{key}”{near}", "rules", code, key)


def check_options(source: Source, code: str, kind: type[Rule], options: dict[str, Any]) -> None:
    """Refuse options that do not fit their types, and messages with blanks that nobody fills."""
    for key, given in options.items():
        _check(option_type(kind, key), given, source, ("rules", code, key))
    for key in ("message", "advice", "ask"):
        if key in options:
            _check_template(str(options[key]), kind, source, ("rules", code, key))


def option_type(kind: type[Rule], key: str) -> TypeAdapter[Any]:
    """The type of an option."""
    return TypeAdapter(get_type_hints(kind, localns=_models())[key])


@cache
def _models() -> dict[str, type[BaseModel]]:
    """Our classes as pydantic wants to be told of them, by their names: it does not know structs. They only judge."""
    made: dict[str, type[BaseModel]] = {}
    closed = ConfigDict(extra="forbid")
    for part in _PARTS:
        hints = get_type_hints(part, localns=made)
        fields: dict[str, Any] = {one.name: (hints[one.name], ... if one.required else None) for one in fields_of(part)}
        made[part.__name__] = create_model(part.__name__, __config__=closed, __doc__=part.__doc__, **fields)
    return made


def _check_template(text: str, kind: type[Rule], source: Source, at: tuple[str | int, ...]) -> None:
    """Refuse a message with blanks that the rule does not fill, or that ask for more than to be filled."""
    usable = f"可用的空位有：{'、'.join(f'{{{name}}}' for name in sorted(kind.blanks()))}"
    try:
        blanks = [part[1:] for part in string.Formatter().parse(text) if part[1] is not None]
    except ValueError as error:
        raise source.error(f"空位的花括号不成对（要写花括号本身，写两个）；{usable}", *at) from error
    for name, form, conversion in blanks:
        if form or conversion or not str(name).isidentifier():
            raise source.error(f"空位“{{{name}}}”只能写名字；{usable}", *at)
        if name not in kind.blanks():
            raise source.error(f"空位“{{{name}}}”无人填写；{usable}", *at)


def _check(kind: TypeAdapter[Any], data: Any, source: Source, at: tuple[str | int, ...]) -> None:  # noqa: ANN401
    """Refuse data that do not fit a type, at the line of what does not fit."""
    try:
        # Strict, and as JSON: a list may be a tuple, but “yes” is no boolean and true no number.
        kind.validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        first = min(error.errors(), key=lambda one: one["type"] not in _STRANGE)
        where = (*at, *first["loc"])
        key = str(where[-1]) if where else ""
        problem = f"“{key}”{_complaint(first)}"
        if first["type"] in _STRANGE:
            problem = f"不认识的键“{key}”{nearest(key, _KEYS)}"
        raise source.error(problem, *where) from error


def _complaint(error: Any) -> str:  # noqa: ANN401 - pydantic's ErrorDetails
    """What pydantic objects to, in Chinese."""
    if error["type"] == "literal_error":
        return f"不是可用的值，可用的有：{error['ctx']['expected'].replace(' or ', '、').replace(', ', '、')}".replace(
            "'", ""
        )
    return _COMPLAINTS.get(error["type"], f"的值不合要求（{error['input']!r}）")


def texts(value: Any, source: Source, at: tuple[str | int, ...]) -> list[str]:  # noqa: ANN401 - from YAML
    """A list of texts, or an error at the item that is none."""
    if not isinstance(value, list):
        raise source.error("应当是一个列表", *at)
    for index, item in enumerate(value):
        if isinstance(item, (dict, list)) or item is None:
            raise source.error("列表里应当都是词", *at, index)
    return [str(item) for item in value]
