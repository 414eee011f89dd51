"""``show``, ``rules list`` and ``explain``: what a user sees of the machinery."""

from __future__ import annotations

from pathlib import Path

import pytest

from perflint.rules import RULES
from perflint.ruleset import Ruleset
from perflint.text import columns
from tests.cli.conftest import Run
from tests.readers.zips import zipped


def test_every_stage_is_shown(run: Run, clean: Path) -> None:
    """Grids, bands, boxes, funding, goals, tree, budget, claims."""
    ran = run("show", str(clean))
    assert ran.code == 0
    for word in (
        "一、读出的内容",
        "二、绩效目标表的范围：9 张",
        "三、识别结果：部门 青禾县公共文化服务中心，年度 2026，落款日期 2026-02-05",
        "绩效目标表 9：2026年群众文艺排练场地租赁费用",
        "识别为",
        "印出的金额",
        "项目支出预算表（上年结转，万元",
        "文字说明（",
        "略去“内部资料 注意保存”19 处",
    ):
        assert word in ran.out
    assert "None" not in ran.out


def test_grids_may_be_left_out(run: Run, clean: Path) -> None:
    """``--no-grids`` begins with what was recognised."""
    assert run("show", str(clean), "--no-grids").out.startswith("二、")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("没有.txt", None, "文件不存在"),
        ("空.txt", b"", "空文件"),
        ("表.docx", b"PK\x03\x04", "已损坏"),
        ("材料.zip", zipped({"甲.txt": b"x"}), "压缩文件"),
    ],
    ids=["没有", "空", "docx", "zip"],
)
def test_what_cannot_be_read_is_3(run: Run, tmp_path: Path, name: str, data: bytes | None, says: str) -> None:
    """The reason and the cure, no table."""
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    ran = run("show", str(path))
    assert ran.code == 3
    assert ran.out == ""
    assert ran.err.startswith("perflint：")
    assert name in ran.err
    assert says in ran.err


def test_a_folder_is_not_shown(run: Run, tmp_path: Path) -> None:
    """One file at a time."""
    ran = run("show", str(tmp_path))
    assert ran.code == 3
    assert "是文件夹，不是文件" in ran.err


def test_what_is_not_recognised_is_3(run: Run, tmp_path: Path) -> None:
    """The paragraphs are shown all the same: that is what the command is for."""
    path = tmp_path / "说明.txt"
    path.write_text("没有表。\n", encoding="utf-8")
    ran = run("show", str(path))
    assert ran.code == 3
    assert "第1行：没有表。" in ran.out


def test_half_a_form_says_what_is_missing(run: Run, tmp_path: Path) -> None:
    """What was understood and what was not."""
    path = tmp_path / "半张.txt"
    path.write_text("项目名称\t\t甲\n绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n", encoding="utf-8")
    ran = run("show", str(path))
    assert ran.code == 3
    assert "疑似绩效目标表，未能识别" in ran.out
    assert "缺少：" in ran.out


def test_what_no_box_took_is_shown(run: Run, tmp_path: Path, clean: Path) -> None:
    """A remark beside a box is named, as a box nobody described or as a cell nobody read."""
    path = tmp_path / "批注.txt"
    old = "填报日期:\t\t2025年11月27日"
    text = clean.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, f"{old}\t已与财政沟通"), encoding="utf-8")
    assert "已与财政沟通" in run("show", str(path), "--no-grids").out


def test_the_list_is_whole_and_straight(run: Run, national: Ruleset) -> None:
    """A line for each rule in force; the columns stand under their heads although Chinese is wide."""
    ran = run("rules", "list")
    lines = ran.out.splitlines()
    assert ran.code == 0
    assert lines[0] == f"规则集 national：{national.title}（版本 {national.version}），共 {len(national.rules)} 条"
    listed = lines[3 : 3 + len(national.rules)]
    assert [line[:5] for line in listed] == [rule.code for rule in national.rules]
    heads = lines[1]
    start = columns(heads[: heads.index("英文名")])
    for line, rule in zip(listed, national.rules, strict=True):
        assert columns(line[: -len(rule.name)]) == start
        assert line.endswith(rule.name)


def test_what_is_skipped_is_listed_as_such(run: Run, tmp_path: Path) -> None:
    """A rule out of force is named, not hidden."""
    path = tmp_path / "my.yaml"
    path.write_text("extends: national\nrules: {VAL10: skip}\n", encoding="utf-8")
    ran = run("rules", "list", "--ruleset", str(path))
    assert "未启用：VAL10" in ran.out
    assert "没有启用（skip）" in run("explain", "VAL10", "--ruleset", str(path)).out


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_every_rule_is_explained(run: Run, national: Ruleset, code: str) -> None:
    """What, why, a wrong and a right example, options with their values, basis, and how to change it."""
    ran = run("explain", code)
    rule = national.rule(code)
    assert ran.code == 0
    for heading in ("检查内容", "为什么", "不合格", "合格", "文件依据", "怎样调整"):
        assert f"\n【{heading}】\n" in ran.out
    if rule is not None:
        assert ran.out.startswith(f"{code} {rule.title}（{rule.name}）\n级别：{rule.severity.label}")
        for basis in rule.basis:
            assert str(basis) in ran.out
    assert f"写 {code}: skip" in ran.out
    assert max(columns(line) for line in ran.out.splitlines() if "审核要点" not in line) <= 110


def test_a_rule_is_found_by_any_of_its_names(run: Run) -> None:
    """The code in either case, or the English name."""
    assert run("explain", "val01").out == run("explain", "VAL01").out == run("explain", "vague-value").out


def test_a_basis_that_nobody_compared_says_so(run: Run, national: Ruleset) -> None:
    """（条款待核） stands behind every citation that is not verified."""
    for rule in national.rules:
        out = run("explain", rule.code).out
        assert ("（条款待核）" in out) == any(not basis.verified for basis in rule.basis)


def test_the_advice_on_changing_a_rule_works(run: Run, tmp_path: Path) -> None:
    """What 【怎样调整】 says can be written into a file as it stands."""
    for code in ("VAL10", "FRM03", "VAL05"):
        out = run("explain", code).out
        written = out.split("my.yaml 里写：\n")[1].split("\n级别可以写")[0]
        path = tmp_path / "my.yaml"
        path.write_text("\n".join(line[2:] for line in written.splitlines() if "remove:" not in line), encoding="utf-8")
        text = path.read_text("utf-8").replace("words:", "")
        path.write_text(text, encoding="utf-8")
        assert run("rules", "list", "--ruleset", str(path)).code == 0
