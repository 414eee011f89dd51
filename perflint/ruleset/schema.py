"""The JSON Schema of rulesets, out of the types that validate them, so that an editor knows what they know."""

from __future__ import annotations

from typing import Any

from perflint.rules import GENERAL, RULES
from perflint.rules.base import Rule
from perflint.rules.manual import CHAPTERS, options
from perflint.ruleset.model import OUTCOMES
from perflint.ruleset.shape import FIXED, listed_words, option_type, score_form_schema
from perflint.ruleset.trials import KEYS as TRIAL_KEYS

FILE = "ruleset.schema.json"
"""Where the bundled rulesets find it, beside their folders."""
_WORDS = {"type": "array", "items": {"type": ["string", "number", "boolean"]}}
_CHANGE = {
    "type": "object",
    "properties": {"add": True, "remove": {"type": "array"}},
    "additionalProperties": False,
    "minProperties": 1,
}
_LEVELS = ["error", "warning", "hint"]


def schema() -> dict[str, Any]:
    """The schema of ruleset.yaml."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "perflint 规则集",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "title": _text("标题"),
            "extends": _text("上级规则集：自带规则集的名称，或相对于本文件的路径"),
            "version": _text("版本"),
            "effective": {
                "description": "适用的预算年度",
                "type": "object",
                "additionalProperties": False,
                "properties": {"from": {"type": "integer"}, "to": {"type": "integer"}},
            },
            "layouts": {"description": "版式文件", "type": "array", "items": {"type": "string"}},
            "schemes": _text("指标体系文件"),
            "words": _words(),
            "indicators": _text("指标库文件"),
            "placement": _text("归类权重文件"),
            "review": _review(),
            "rules": _rules(),
            "questions": {"description": "只能由人判断的问题", "type": "array", "items": {"type": "string"}},
            "gate": _gate(),
        },
        "$defs": {"list": _WORDS, "change": _CHANGE, "test": _test(), **_common()},
    }


def _text(description: str) -> dict[str, Any]:
    """A text, or a number that is one."""
    return {"description": description, "type": ["string", "number"]}


def _words() -> dict[str, Any]:
    """Word lists, or the file that holds them."""
    one = {"anyOf": [{"$ref": "#/$defs/list"}, {"$ref": "#/$defs/change"}]}
    lists = {"type": "object", "additionalProperties": False, "properties": dict.fromkeys(sorted(listed_words()), one)}
    return {"description": "词表：整个列表，或 {add, remove}", "anyOf": [{"type": "string"}, lists]}


def _review() -> dict[str, Any]:
    """The review form, whole or what is otherwise than the parent's, or the file that holds it."""
    made = score_form_schema()
    whole = _partly(_resolved(made, made.pop("$defs", {})))
    return {"description": "项目支出绩效目标审核表：要点、分值、扣分、等级", "anyOf": [{"type": "string"}, whole]}


def _partly(part: dict[str, Any]) -> dict[str, Any]:
    """What a child may say of a mapping or a list: some of its keys, or what to add and to remove."""
    change = {"$ref": "#/$defs/change"}
    if part.get("type") == "array":
        return {"anyOf": [part, change]}
    if part.get("type") != "object":
        return part
    kept = {key: one for key, one in part.items() if key != "required"}
    kept["properties"] = {key: _partly(one) for key, one in part.get("properties", {}).items()}
    if not isinstance(kept.get("additionalProperties"), dict):
        return kept
    return {"anyOf": [{**kept, "additionalProperties": _partly(kept["additionalProperties"])}, change]}


def _rules() -> dict[str, Any]:
    """What may be said of each rule, and of the ruleset's own."""
    known = {kind.code: _rule(kind) for kind in RULES}
    house = [_options(kind) | {"required": ["uses"]} for kind in GENERAL.values()]
    for part, name in zip(house, GENERAL, strict=True):
        part["properties"]["uses"] = {"const": name}
    own = {"description": "本地规则", "anyOf": [*house, *_short(), _heir()]}
    # The codes of perflint's own rules look like house codes; a chapter's letters are never a bureau's.
    pattern = f"^(?!{'|'.join(CHAPTERS)})[A-Z]{{2,6}}[0-9]{{2,3}}$"
    return {"type": "object", "additionalProperties": False, "properties": known, "patternProperties": {pattern: own}}


def _gate() -> dict[str, Any]:
    """How many findings of a severity or of a rule it takes for an outcome."""
    least = {"anyOf": [{"type": "integer", "minimum": 1}, {"const": "skip"}]}
    codes = {"^[A-Z]{2,6}[0-9]{2,3}$": least}
    limits = {
        "type": "object",
        "additionalProperties": False,
        "properties": dict.fromkeys(_LEVELS, least),
        "patternProperties": codes,
    }
    outcomes = {key: {"description": f"几处即{outcome}", **limits} for key, outcome in OUTCOMES.items()}
    locked = {"type": "boolean", "description": "下级只能从严"}
    whole = {"type": "object", "additionalProperties": False, "properties": {**outcomes, "locked": locked}}
    return {"description": "审核结论的条件", "anyOf": [whole, {"const": "skip"}]}


def _heir() -> dict[str, Any]:
    """What a child says of a house rule that it inherits."""
    return {"type": "object", "not": {"required": ["uses"]}}


def _rule(kind: type[Rule]) -> dict[str, Any]:
    """What may be said of a rule that comes with perflint."""
    return {"description": f"{kind.title}（{kind.name}）", "anyOf": [*_short(), _options(kind)]}


def _short() -> list[dict[str, Any]]:
    """A level alone, or skip."""
    return [{"enum": [*_LEVELS, "skip"]}]


def _options(kind: type[Rule]) -> dict[str, Any]:
    """The options of a rule by their types."""
    properties = {key: {"$ref": f"#/$defs/{key}"} for key in _common()}
    properties |= {key: _option(option_type(kind, key).json_schema()) for key in options(kind)}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _common() -> dict[str, Any]:
    """What may be said of every rule."""
    made = {key: _option(option_type(Rule, key).json_schema()) for key in Rule.options() if key not in FIXED}
    tests = {"type": "array", "items": {"$ref": "#/$defs/test"}}
    return made | {
        "severity": {"enum": _LEVELS},
        "locked": {"type": "boolean", "description": "下级只能从严"},
        "tests": {"anyOf": [tests, {"type": "object", "properties": {"replace": tests}, "required": ["replace"]}]},
    }


def _option(made: dict[str, Any]) -> dict[str, Any]:
    """An option's own type, or a change of its parent's where it is a list or a mapping."""
    # Definitions of named parts are written out where they stand: one schema, one set of $defs.
    definitions = made.pop("$defs", {})
    whole = _resolved(made, definitions)
    whole.pop("default", None)
    if whole.get("type") == "array":
        return {"anyOf": [whole, {"$ref": "#/$defs/change"}]}
    return {"type": "object"} if whole.get("type") == "object" else whole


def _resolved(part: Any, definitions: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """The schema with every reference replaced by what it refers to."""
    if isinstance(part, dict):
        if "$ref" in part:
            return _resolved(definitions[part["$ref"].rpartition("/")[2]], definitions)
        return {key: _resolved(value, definitions) for key, value in part.items() if key != "default"}
    return [_resolved(one, definitions) for one in part] if isinstance(part, list) else part


def _test() -> dict[str, Any]:
    """A test of a rule."""
    texts = {key: {"type": "string"} for key in TRIAL_KEYS}
    texts |= {"finds": {"type": "array"}, "fields": {"type": "object"}}
    return {"type": "object", "additionalProperties": False, "properties": texts, "required": ["finds"]}
