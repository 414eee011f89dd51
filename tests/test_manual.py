"""Each rule has its manual, what the manual shows is true, and docs/rules.md says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from perflint.model.finding import Basis
from perflint.rules import GENERAL, RULES
from perflint.rules.base import Rule
from perflint.rules.manual import CHAPTERS, HEADINGS, POINTS, described, manual, options
from perflint.ruleset import Ruleset
from tests.build import submission

PAGE = Path(__file__).resolve().parents[1] / "docs" / "rules.md"
LEVELS = ("产出指标", "成本指标", "效益指标", "满意度指标")
HEAD = """\
# 规则

<!-- 由 tests/test_manual.py 从规则的说明、选项和 rulesets/national 生成，不要手改；改完规则运行 make docs -->

规则集 `{name}`（{title}，版本 {version}）共 {count} 条。级别：必须修改（error）、应当修改（warning）、请核实（hint）。
要点是《项目支出绩效目标审核表》的审核要点。同样的内容用 `perflint explain 编号` 看；怎样按本地要求调整，
见 [new-province.md](new-province.md)。“条款待核”的依据还没有与文件原文逐字核对。"""

each_rule = pytest.mark.parametrize("kind", RULES, ids=lambda kind: kind.code)


def _rows(heading: str) -> list[object]:
    """All rows that manuals write out under a heading."""
    return [
        pytest.param(kind, row, id=f"{kind.code}-{row[2]}-{row[3]}")
        for kind in RULES
        for row in manual(kind).rows(heading)
    ]


@each_rule
def test_the_four_headings(kind: type[Rule]) -> None:
    """检查内容、为什么、不合格、合格, in this order, none empty, and nothing else."""
    page = manual(kind)
    assert page.title == kind.title
    assert tuple(page.sections) == HEADINGS
    assert all(page.sections.values())


@each_rule
def test_what_a_rule_is_called(kind: type[Rule]) -> None:
    """A code of a known chapter, an English name that reads after “allow …”, a known point."""
    assert re.fullmatch(r"[A-Z]{3}\d\d", kind.code)
    assert kind.code[:3] in CHAPTERS
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", kind.name)
    assert kind.point in {"", *POINTS}


def test_nothing_is_used_twice() -> None:
    """Codes and names are each a rule's own; the registry goes chapter by chapter."""
    codes = [kind.code for kind in RULES]
    assert len(set(codes)) == len(codes)
    assert len({kind.name for kind in RULES}) == len(RULES)
    chapters = [code[:3] for code in codes]
    assert [*dict.fromkeys(chapters)] == [code for code in CHAPTERS if code in chapters]
    assert chapters == sorted(chapters, key=[*CHAPTERS].index)


@each_rule
def test_whom_it_yields_to_exists(kind: type[Rule]) -> None:
    """``yields_to`` names other rules, and no two yield to each other."""
    known = {one.code: one for one in RULES}
    for code in kind.yields_to:
        assert code in known
        assert code != kind.code
        assert kind.code not in known[code].yields_to


@pytest.mark.parametrize(("kind", "row"), _rows("不合格"))
def test_a_wrong_example_is_found(kind: type[Rule], row: list[str], national: Ruleset) -> None:
    """A row that a manual calls 不合格 is found by its rule."""
    rule = national.rule(kind.code)
    assert rule is not None
    assert row[0] in LEVELS
    assert list(rule.check_all(submission({"indicators": [row]})))


@pytest.mark.parametrize(("kind", "row"), _rows("合格"))
def test_a_right_example_is_not(kind: type[Rule], row: list[str], national: Ruleset) -> None:
    """A row that a manual calls 合格 is passed by its rule."""
    rule = national.rule(kind.code)
    assert rule is not None
    assert [one.message for one in rule.check_all(submission({"indicators": [row]}))] == []


class Named(NamedTuple):
    """An option with parts."""

    belongs: str
    under: tuple[str, ...] = ()
    upward: bool = False


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        (3, ["3"]),
        (True, ["是"]),
        (False, ["否"]),
        ("", ["（空）"]),
        (None, ["（空）"]),
        ((), ["（空）"]),
        (("甲", "乙"), ["甲、乙"]),
        (tuple("甲" * 41), ["、".join("甲" * 40) + " 等 41 项"]),
        (("很长很长很长很长很长很长的一项", "乙"), ["很长很长很长很长很长很长的一项", "乙"]),
        (("很长很长很长很长很长很长的一项",) * 7, ["很长很长很长很长很长很长的一项"] * 6 + ["…… 共 7 项"]),
        ({"甲": "乙", "丙": ("丁", "戊")}, ["甲 → 乙、丙 → 丁、戊"]),
        ((Named("甲类", ("乙", "丙"), True),), ["belongs：甲类；under：乙、丙；upward：是"]),
        (Named("甲类"), ["belongs：甲类"]),
        (Basis(doc="预算法", verified=True), ["doc：预算法；verified：是"]),
    ],
)
def test_options_read_as_a_person_reads(value: object, lines: list[str]) -> None:
    """Words in a line, longer things each in a line, of many the first; parts by their names."""
    assert described(value) == lines


def test_the_page_is_fresh(national: Ruleset, request: pytest.FixtureRequest) -> None:
    """docs/rules.md is what the manuals, the options and the national severities make; ``--update`` rewrites it."""
    made = "\n".join(_page(national))
    if request.config.getoption("--update"):
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text("utf-8") == made, "run: make docs"


def _page(rules: Ruleset) -> Iterator[str]:
    """The whole page."""
    yield HEAD.format(name=rules.name, title=rules.title, version=rules.version, count=len(rules.rules))
    for chapter, title in CHAPTERS.items():
        kinds = [kind for kind in RULES if kind.code.startswith(chapter)]
        if kinds:
            yield f"\n## {chapter} {title}"
            yield "\n| 编号 | 问题 | 级别 | 要点 |\n|---|---|---|---|"
        for kind in kinds:
            rule = rules.rule(kind.code)
            level = f"{rule.severity.label} `{rule.severity.value}`" if rule else "未启用"
            yield f"| [{kind.code}](#{kind.code.lower()}) | {kind.title} | {level} | {kind.point or '—'} |"
        for kind in kinds:
            yield from _section(kind, rules.rule(kind.code))
    yield "\n## 本地规则可用的通用规则\n"
    yield "规则集用自己的编号和 `uses: 名称` 使用，写法见 [new-province.md](new-province.md)。"
    for name, kind in GENERAL.items():
        yield from _manual(kind, f'\n### <a id="{name}"></a>{name} {kind.title}')
    yield ""


def _section(kind: type[Rule], rule: Rule | None) -> Iterator[str]:
    """One rule."""
    point = f"{kind.point} {POINTS[kind.point]}" if kind.point else "—"
    head = f'\n### <a id="{kind.code.lower()}"></a>{kind.code} {kind.title}'
    yield from _manual(kind, f"{head}\n\n`{kind.name}` · {rule.severity.label if rule else '未启用'} · {point}", rule)
    basis = "；".join(map(str, (rule or kind()).basis))
    yield f"\n**文件依据**：{basis or '规则集没有列出'}"


def _manual(kind: type[Rule], head: str, rule: Rule | None = None) -> Iterator[str]:
    """The sections of a manual and the options."""
    page = manual(kind)
    yield head
    for heading in HEADINGS:
        text = [page.prose(heading)] if heading in HEADINGS[:2] else [f"- {line}" for line in page.sections[heading]]
        yield f"\n**{heading}**\n"
        yield from text
    known = options(kind)
    if known:
        yield "\n**选项**\n"
    for key, words in known.items():
        value = getattr(rule or kind(), key)
        lines = described(value)
        shown = f"词表 `{words}`，{len(value)} 个" if words else lines[0] if len(lines) == 1 else f"{len(value)} 项"
        yield f"- `{key}`：{shown}"
