"""YAML as rulesets use it: what is read, and what is refused at its line and column."""

from __future__ import annotations

import time

import pytest

from perflint.errors import RulesetError
from perflint.ruleset.source import parse


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("off", "off"),
        ("no", "no"),
        ("yes", "yes"),
        ("2026-01-30", "2026-01-30"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("010", 10),
        ("-3", -3),
        ("3.5", 3.5),
        ('"3"', "3"),
        ("'true'", "true"),
        ("true", True),
        ("null", None),
        ("~", None),
        ("", None),
        ("财预〔2015〕88号", "财预〔2015〕88号"),
        ("[a, b]", ["a", "b"]),
        ("{a: 1}", {"a": 1}),
        ("|\n  一行\n  二行", "一行\n二行"),
    ],
)
def test_scalars_mean_what_they_look_like(written: str, meant: object) -> None:
    """YAML 1.2's core schema, and nothing of YAML 1.1's surprises."""
    assert parse(f"a: {written}", "x.yaml").data["a"] == meant


def test_every_value_knows_its_place() -> None:
    """Lines and columns count from 1, keys and items alike."""
    source = parse("a:\n  b: 1\n  c:\n    - x\n    - y\n", "x.yaml")
    assert source.marks[("a",)] == (1, 1)
    assert source.marks[("a", "b")] == (2, 3)
    assert source.marks[("a", "c", 1)] == (5, 7)
    error = source.error("坏了", "a", "c", 1, "deeper")
    assert (error.line, error.column) == (5, 7)
    assert str(error) == "x.yaml:5:7：坏了"
    assert str(source.error("坏了", "nowhere")) == "x.yaml：坏了"


@pytest.mark.parametrize("text", ["", "# 只有注释\n", "---\n", "---\n# 空\n"])
def test_nothing_is_an_empty_ruleset(text: str) -> None:
    """A file of comments holds nothing; that is no fault of its shape."""
    assert parse(text, "x.yaml").data == {}


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("- a\n", "1:1", "最外层应当是“键: 值”"),
        ("只是一句话\n", "1:1", "最外层应当是“键: 值”"),
        ("a: 1\nb: 2\na: 3\n", "3:1", "键“a”写了两次"),
        ("a:\n  b: 1\n  b: 2\n", "3:3", "键“b”写了两次"),
        ("a: &x [1]\nb: *x\n", "1:4", "不用别名"),
        ("a: [1]\nb: *x\n", "2:4", "不用别名"),
        ("a: !!python/object/apply:os.system [ls]\n", "1:4", "不用标签"),
        ("a: !own b\n", "1:4", "不用标签"),
        ("? [a]\n: b\n", "1:3", "键应当是一个词"),
        ("a: 1\n---\nb: 2\n", "3:1", "多余的 ---"),
        ("a: [1, 2\n", "2:1", "括号没有合上"),
        ('a: "没有合上\nb: 1\n', "3:1", "引号没有合上"),
        ("a:\n\tb: 1\n", "2:1", "不用 Tab"),
        ("a: b: c\n", "1:5", "冒号的位置不对"),
        ("a: 1\nb\nc: 2\n", "3:1", "缺少冒号"),
        ("a:\n  b: 1\n c: 2\n", "3:2", "缩进没有对齐"),
        ("a: @b\n", "1:4", "放进引号"),
        ("a: 1\nb: \x07\n", "2:4", "控制字符"),
        ("%YAML 3.0\n---\na: 1\n", "1:1", "不是合格的 YAML"),
    ],
)
def test_refused_with_line_and_column(text: str, place: str, says: str) -> None:
    """Whatever is wrong is said in Chinese at the place where it stands."""
    with pytest.raises(RulesetError) as refused:
        parse(text, "x.yaml")
    assert str(refused.value).startswith(f"x.yaml:{place}：")
    assert says in refused.value.problem


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 5000 + "]" * 5000,
        "a: " + "[" * 400_000,
        "a: " + "{b: " * 5000,
        "a:\n" + "".join(f"{' ' * depth}b:\n" for depth in range(1, 600)),
        "a:\n" + " [\n" * 50_000 + " ]\n" * 50_000,
        "a:\n" + "- " * 3000 + "x",
    ],
    ids=["brackets", "open", "braces", "indented", "a bracket a line", "dashes"],
)
def test_what_is_nested_beyond_reading_is_refused_at_once(text: str) -> None:
    """5,000 brackets cost no second, and no parser runs out of stack."""
    begin = time.process_time()
    with pytest.raises(RulesetError, match="嵌套超过 40 层"):
        parse(text, "x.yaml")
    assert time.process_time() - begin < 10  # at once or never: no machine is so slow


def test_a_file_too_large_is_refused_unread() -> None:
    """No person writes a megabyte of ruleset."""
    with pytest.raises(RulesetError, match="超过 1 MB"):
        parse(f"a: {'x' * 1_000_001}", "x.yaml")
