"""From files to a ruleset: parents first, then what the child restates."""

from __future__ import annotations

import hashlib
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from perflint.errors import RulesetError
from perflint.layouts.spec import Layout, Scheme
from perflint.model.base import Model
from perflint.rules import RULES
from perflint.rules.base import Rule
from perflint.ruleset.model import Effective, Ruleset
from perflint.ruleset.source import Source, parse

_KEYS = ("title", "extends", "version", "effective", "layouts", "schemes", "words", "rules", "questions")
_BUNDLE = "perflint_rulesets"
_SKIP = "skip"

Kind = TypeVar("Kind", bound=Model)


def bundled() -> tuple[str, ...]:
    """The names of the rulesets that ship with perflint."""
    return tuple(sorted(item.name for item in files(_BUNDLE).iterdir() if item.joinpath("ruleset.yaml").is_file()))


def load_ruleset(name: str = "national") -> Ruleset:
    """The ruleset of this bundled name, file or folder. Raises RulesetError; what it says is for the user."""
    chain = _chain(name)
    state = _State()
    for folder, source in reversed(chain):
        state.add(folder, source)
    digest = hashlib.sha256("\n".join(state.texts).encode()).hexdigest()[:16]
    top = chain[0][1].data
    return Ruleset(
        name=name if name in bundled() else Path(name).stem,
        title=str(top.get("title") or name),
        version=str(top.get("version") or ""),
        digest=digest,
        effective=state.effective,
        layouts=tuple(state.layouts.values()),
        schemes=state.schemes,
        words={key: tuple(words) for key, words in state.words.items()},
        rules=state.rules(),
        skipped=tuple(sorted(state.skipped)),
        questions=tuple(state.questions),
    )


def _chain(name: str) -> list[tuple[Path, Source]]:
    """The ruleset and its ancestors, itself first."""
    chain: list[tuple[Path, Source]] = []
    seen: set[Path] = set()
    path = _find(name, None, None)
    while True:
        if path in seen:
            raise chain[-1][1].error("继承成环：" + " → ".join(str(one) for one in [*seen, path]), "extends")
        seen.add(path)
        source = _read(path)
        for key in source.data:
            if key not in _KEYS:
                raise source.error(f"不认识的键“{key}”{_nearest(key, _KEYS)}", key)
        chain.append((path.parent, source))
        parent = source.data.get("extends")
        if parent is None:
            return chain
        path = _find(str(parent), path.parent, source)


def _find(name: str, folder: Path | None, source: Source | None) -> Path:
    """The file of a ruleset named by a bundled name or by a path relative to the folder."""
    base = Path(str(files(_BUNDLE)))
    if name in bundled():
        return base / name / "ruleset.yaml"
    path = (folder / name) if folder else Path(name)
    path = path / "ruleset.yaml" if path.is_dir() else path
    if path.is_file():
        return path.resolve()
    problem = f"找不到规则集“{name}”：既不是自带的（{'、'.join(bundled())}），也不是文件{_nearest(name, bundled())}"
    raise source.error(problem, "extends") if source else RulesetError(name, problem)


def _read(path: Path) -> Source:
    """A file of a ruleset, parsed."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RulesetError(str(path), "读不出来：应当是 UTF-8 文本文件") from error
    return parse(text, _shown(path))


def _shown(path: Path) -> str:
    """A path as the user knows it: bundled files by their place in the bundle."""
    base = Path(str(files(_BUNDLE)))
    return f"rulesets/{path.relative_to(base)}" if path.is_relative_to(base) else str(path)


class _State:
    """What has been gathered so far, parents before children."""

    def __init__(self) -> None:
        """Begin with the rules as they are written, and nothing else."""
        self.texts: list[str] = []
        self.layouts: dict[str, Layout] = {}
        self.schemes: dict[str, Scheme] = {}
        self.words: dict[str, list[str]] = {}
        self.options: dict[str, dict[str, Any]] = {}
        self.origin: dict[str, tuple[Source, str]] = {}
        self.skipped: set[str] = set()
        self.questions: list[str] = []
        self.effective = Effective()

    def add(self, folder: Path, source: Source) -> None:
        """Lay one file over what its parents said."""
        self.texts.append(repr(sorted(source.data.items(), key=str)))
        for index, name in enumerate(source.data.get("layouts") or ()):
            layout_source = _read_beside(folder, str(name), source, ("layouts", index))
            self.texts.append(repr(layout_source.data))
            layout = _built(Layout, layout_source.data, layout_source, ())
            self.layouts[layout.layout] = layout
        if "schemes" in source.data:
            scheme_source = _read_beside(folder, str(source.data["schemes"]), source, ("schemes",))
            self.texts.append(repr(scheme_source.data))
            for key, value in scheme_source.data.items():
                self.schemes[key] = _built(Scheme, value, scheme_source, (key,))
        self._add_words(folder, source)
        self._add_rules(source)
        self.questions = list(source.data.get("questions") or self.questions)
        effective = source.data.get("effective")
        if effective is not None:
            renamed = {{"from": "first", "to": "last"}.get(key, key): value for key, value in effective.items()}
            self.effective = _built(Effective, renamed, source, ("effective",))

    def _add_words(self, folder: Path, source: Source) -> None:
        """Word lists: a whole list, or what to add to and to remove from the parent's."""
        words = source.data.get("words") or {}
        path: tuple[str | int, ...] = ("words",)
        if isinstance(words, str):
            source, path = _read_beside(folder, words, source, ("words",)), ()
            self.texts.append(repr(source.data))
            words = source.data
        for key, value in words.items():
            at = (*path, key)
            if isinstance(value, list):
                self.words[key] = _texts(value, source, at)
            elif isinstance(value, dict) and set(value) <= {"add", "remove"}:
                self._change_words(key, value, source, at)
            else:
                raise source.error(f"词表“{key}”应当是一个列表，或者 {{add: […], remove: […]}}", *at)

    def _change_words(self, key: str, change: dict[str, Any], source: Source, at: tuple[str | int, ...]) -> None:
        """Add to and remove from a parent's list; removing what is not there is an error."""
        if key not in self.words:
            raise source.error(f"上级规则集没有词表“{key}”{_nearest(key, self.words)}", *at)
        words = list(self.words[key])
        for index, word in enumerate(_texts(change.get("remove") or [], source, (*at, "remove"))):
            if word not in words:
                raise source.error(f"词表“{key}”里没有“{word}”，无从删除{_nearest(word, words)}", *at, "remove", index)
            words.remove(word)
        added = _texts(change.get("add") or [], source, (*at, "add"))
        self.words[key] = [*words, *(word for word in added if word not in words)]

    def _add_rules(self, source: Source) -> None:
        """Severities, options and skips by code."""
        classes = {rule.model_fields["code"].default: rule for rule in RULES}
        rules = source.data.get("rules") or {}
        if not isinstance(rules, dict):
            raise source.error("rules 应当是“规则代码: 设置”", "rules")
        for code, value in rules.items():
            at = ("rules", code)
            if code not in classes:
                raise source.error(f"没有规则“{code}”{_nearest(code, classes)}", *at)
            if value == _SKIP:
                self.skipped.add(code)
                continue
            options = {"severity": value} if isinstance(value, str) else value
            if not isinstance(options, dict):
                raise source.error(f"规则“{code}”的设置应当是级别、skip 或“选项: 值”", *at)
            known = [key for key in classes[code].model_fields if key not in {"code", "name", "yields_to"}]
            for key in options:
                if key not in known:
                    raise source.error(f"规则“{code}”没有选项“{key}”{_nearest(key, known)}", *at, key)
            self.skipped.discard(code)
            merged = {**self.options.get(code, {}), **options}
            _built(classes[code], merged, source, at)
            self.options[code] = merged

    def rules(self) -> tuple[Rule, ...]:
        """The rules in force, each with its words and options."""
        made = []
        for rule in RULES:
            code = rule.model_fields["code"].default
            if code in self.skipped:
                continue
            options = dict(self.options.get(code, {}))
            for key, field in rule.model_fields.items():
                extra = field.json_schema_extra
                if isinstance(extra, dict) and "words" in extra and key not in options:
                    options[key] = tuple(self.words.get(str(extra["words"]), ()))
            made.append(rule(**options))
        return tuple(made)


def _texts(value: Any, source: Source, at: tuple[str | int, ...]) -> list[str]:  # noqa: ANN401 - from YAML
    """A list of texts, or an error at the item that is none."""
    if not isinstance(value, list):
        raise source.error("应当是一个列表", *at)
    for index, item in enumerate(value):
        if isinstance(item, (dict, list)) or item is None:
            raise source.error("列表里应当都是词", *at, index)
    return [str(item) for item in value]


def _read_beside(folder: Path, name: str, source: Source, at: tuple[str | int, ...]) -> Source:
    """A file that a ruleset names, relative to its own folder."""
    path = folder / name
    if not path.is_file():
        raise source.error(f"找不到文件“{name}”", *at)
    return _read(path)


def _built(kind: type[Kind], data: Any, source: Source, at: tuple[str | int, ...]) -> Kind:  # noqa: ANN401
    """A value of this type, or an error at the line of what does not fit."""
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][-1]) if first["loc"] else ""
        known = list(kind.model_fields)
        problem = f"“{key}”{_complaint(first)}"
        if first["type"] == "extra_forbidden":
            problem = f"不认识的键“{key}”{_nearest(key, known)}"
        raise source.error(problem, *at, *first["loc"]) from error


def _complaint(error: Any) -> str:  # noqa: ANN401 - pydantic's ErrorDetails
    """What pydantic objects to, in Chinese."""
    kinds = {
        "missing": "没有写",
        "enum": "不是可用的值，可用的有：error、warning、hint（不启用写 skip）",
        "string_type": "应当是文字",
        "int_parsing": "应当是整数",
        "int_type": "应当是整数",
        "tuple_type": "应当是一个列表",
        "dict_type": "应当是“键: 值”",
        "bool_parsing": "应当是 true 或 false",
    }
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    return kinds.get(error["type"], "的值不合要求：" + str(error["msg"]))


def _nearest(word: str, known: Any) -> str:  # noqa: ANN401 - any iterable of texts
    """“，是不是 X？” when something near is known."""
    close = get_close_matches(str(word), [str(one) for one in known], n=1, cutoff=0.5)
    return f"，是不是“{close[0]}”？" if close else ""
