"""Text for people: what stands where, in which order, and what is said once."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from perflint.model.base import Place
from perflint.model.finding import Failure, Report, Severity, Subject, Verdict, Waived
from perflint.reporters import render
from perflint.reporters.text import VOICES
from perflint.text import columns
from tests.reporters.conftest import finding, form, place, report


def text(*reports: Report, **options: object) -> str:
    """The reports as text."""
    return render(reports, "text", **options).decode()


def test_the_whole_report(sample: Report) -> None:
    """The whole first, projects in form order, the most severe first, positions, advice, related, each basis once."""
    assert (
        text(sample)
        == """\
审核材料：材料.txt
部门：某局　年度：2026
结果：必须修改 3 处，应当修改 1 处，请核实 1 处

■ 全部材料（跨项目、跨表）　必须修改 1 处

  1 【必须修改】NAM02的问题（NAM02）
    位置：第101行 表2 第1行第1列
    问题：第1处写错了
    建议：改第1处

■ 甲项目　第102行 表2　必须修改 1 处，请核实 1 处

  2 【必须修改】VAL01的问题（VAL01）
    位置：第104行 表2 第4行第1列　产出指标 / 数量指标 / 指标4（年度）
    问题：第4处写错了
    建议：改第4处

  3 【请核实】VAL10的问题（VAL10）
    位置：第103行 表2 第3行第1列　产出指标 / 数量指标 / 指标3（年度）
    问题：第3处写错了
    建议：改第3处

■ 乙 项目　第111行 表2　必须修改 1 处，应当修改 1 处

  4 【必须修改】VAL02的问题（VAL02）
    位置：第113行 表2 第13行第1列　产出指标 / 数量指标 / 指标13（年度）
    问题：第13处写错了
    建议：改第13处
    相关：第114行 表2 第14行第1列“旁边旁边旁边旁边旁边旁边旁边旁边旁边旁边旁边旁边旁边旁边旁…”

  5 【应当修改】FRM04的问题（FRM04）
    位置：第112行 表2 第12行第1列　产出指标 / 数量指标 / 指标12（年度）
    问题：第12处写错了
    建议：改第12处
    相关：第120行 表2 第20行第1列（空白）；第121行 表2 第21行第1列（空白）；第122行 表2 第22行第1列（空白）；\
第123行 表2 第23行第1列（空白）；第124行 表2 第24行第1列（空白）；第125行 表2 第25行第1列（空白），等 8 处

汇总
项目                        必须修改    应当修改    请核实
------------------------  ----------  ----------  --------
全部材料（跨项目、跨表）           1           0         0
甲项目                             1           0         1
乙 项目                            1           1         0
丙项目                             0           0         0
合计                               3           1         1
编号查什么、为什么、怎样改：perflint explain 编号

文件依据
  财预〔2015〕88号第九条（条款待核）：VAL01、VAL10
  预算法第三十二条：VAL01

读取：文件 1 个，绩效目标表 3 张，指标 4 条，预算项目 2 个，文字说明 1 处；规则集 national
略去页眉页脚和水印：“内部资料”3 处
没有检查对象的规则：TRE05
请审核人员判断：
  · 目标是否有挑战性
"""
    )


def test_what_is_not_shown_is_counted(sample: Report) -> None:
    """``show`` hides findings and the groups and bases that only they had; the counts stay."""
    made = text(sample, show=Severity.ERROR)
    assert made.count("【") == 3
    assert "FRM04" not in made.split("汇总")[0]
    assert "另有 2 处级别较低，没有逐条列出（--show hint 列出全部）" in made
    assert "结果：必须修改 3 处，应当修改 1 处，请核实 1 处" in made
    assert "VAL01、VAL10" not in made


def test_nothing_found_is_said(sample: Report) -> None:
    """A clean report says so, and what was read."""
    made = text(replace(sample, findings=()))
    assert "结果：没有发现问题\n" in made
    assert "汇总" not in made
    assert "读取：文件 1 个" in made


def test_what_was_not_checked_is_never_called_clean(unread: Report, sample: Report) -> None:
    """An unread file, a failure of ours, and nothing to check each have their own word."""
    assert "结果：有文件未能读取，未经审核（必须修改 1 处）" in text(unread)
    assert "检查程序故障：规则 VAL01 运行出错" in text(unread)
    failed = replace(sample, findings=(), failures=(Failure(code="", message="坏了"),))
    assert "结果：没有查完，不能当作通过（没有发现问题）" in text(failed)
    nothing = replace(sample, findings=(), submission=replace(sample.submission, forms=()))
    assert "结果：没有可以审核的内容" in text(nothing)


def test_a_form_without_a_name_has_its_own_group() -> None:
    """Findings in a form whose 项目名称 is blank are not mixed with those of the whole."""
    made = text(
        report(
            finding("NAM02", Severity.ERROR, "", 1, subject=Subject(), place=Place(file="材料.txt", line=3)),
            finding("FRM01", Severity.ERROR, "", 12),
            finding("VAL01", Severity.ERROR, "甲", 6),
            forms=(form("甲", 5), form("", 11)),
        )
    )
    whole, _, nameless = made.index("■ 全部材料"), made.index("■ 甲"), made.index("■ （未填项目名称的绩效目标表）")
    assert whole < made.index("（NAM02）") < nameless < made.index("（FRM01）")


def test_a_line_wrap_in_a_name_makes_no_second_group() -> None:
    """Names are compared as they are meant."""
    made = text(report(finding("VAL01", Severity.ERROR, "演出补助资金", 6), forms=(form("演出 补助资金", 5),)))
    assert made.count("■") == 1


def test_colour_marks_severity_and_nothing_else(sample: Report) -> None:
    """Without its colours the text is the same."""
    plain, painted = text(sample), text(sample, colour=True)
    assert "\x1b" not in plain
    assert "\x1b[31m【必须修改】\x1b[0m" in painted
    for code in ("0", "1", "31", "33", "36"):
        painted = painted.replace(f"\x1b[{code}m", "")
    assert painted == plain


def test_documents_cannot_steer_the_terminal() -> None:
    """Escape sequences in names, texts and messages are shown as unreadable signs."""
    evil = "\x1b]0;x\x07\u202e"
    made = text(
        report(
            finding("VAL01", Severity.ERROR, f"甲{evil}", 6, message=f"“{evil}”坏了", advice=evil),
            forms=(form(f"甲{evil}", 5),),
        ),
        colour=True,
    )
    assert "\x1b]" not in made
    assert "\x07" not in made
    assert "\u202e" not in made


def test_several_submissions_end_in_a_table(sample: Report, unread: Report) -> None:
    """A line each, with what could not be checked marked; the columns stand straight."""
    lines = text(sample, unread).split("共 2 份材料\n")[1].splitlines()
    assert lines[2].split() == ["材料.txt", "3", "3", "1", "1"]
    assert lines[3].split() == ["坏.txt", "0", "1", "0", "0", "未查完"]
    assert columns(lines[2]) == columns(lines[3].removesuffix("  未查完"))


def test_several_submissions_end_in_their_verdicts(sample: Report, unread: Report) -> None:
    """Where there is a gate, its word stands at the end of the line."""
    told = [
        replace(one, verdicts=(Verdict(project="", outcome=outcome, why="w"),))
        for one, outcome in ((sample, "退回"), (unread, "未能判定"))
    ]
    lines = text(*told).split("共 2 份材料\n")[1].splitlines()
    assert [line.split()[-1] for line in (lines[0], *lines[2:4])] == ["结论", "退回", "未能判定"]


def test_what_is_waived_is_told_with_its_reason(sample: Report) -> None:
    """Which project, which text, why, by whom, until when; then what is wrong with waivers."""
    waived = tuple(Waived(finding=one, reason="批复\n如此", by="王某") for one in sample.findings[:2])
    until = replace(waived[1], expires=date(2027, 3, 31))
    made = text(replace(sample, findings=(), waived=(waived[0], until), waiver_notes=("w.yaml:3:1：没有用上",)))
    assert made.partition("豁免 2 处\n")[2].startswith(
        "  · NAM02的问题（NAM02）“原文1”：批复 如此（王某）\n"
        "  · 甲项目　VAL10的问题（VAL10）“原文3”：批复 如此（王某，到 2027-03-31 为止）\n"
        "  · w.yaml:3:1：没有用上\n"
    )


def test_what_is_set_aside_is_counted(sample: Report) -> None:
    """By project where it could not be told, in one line where only new ones are asked for."""
    aside = [replace(one, state="未能核对") for one in sample.findings] + [replace(sample.findings[0], state="未改")]
    made = text(replace(sample, findings=(), aside=tuple(aside)))
    assert "上次的问题这次未能核对 5 处" in made
    assert "  · 全部材料（跨项目、跨表）　1 处\n  · 甲项目　2 处\n  · 乙 项目　2 处\n" in made
    assert "上次已有、仍然未改的 1 处没有列出，也不计入结论（--new-only）" in made


def test_statistics_are_by_rule(sample: Report) -> None:
    """Every rule that fired, the most frequent first, with the projects it fired in."""
    twice = replace(sample, findings=(*sample.findings, finding("VAL02", Severity.ERROR, "甲项目", 40)))
    lines = text(twice, statistics=True).split("按规则统计\n")[1].splitlines()
    assert lines[2].split() == ["VAL02", "必须修改", "VAL02的问题", "2", "2"]
    assert [line.split()[0] for line in lines[3:]] == ["FRM04", "NAM02", "VAL01", "VAL10"]


def test_files_are_named_where_there_are_several(sample: Report) -> None:
    """In a submission of several files each place says which."""
    documents = (*sample.submission.documents, replace(sample.submission.documents[0], name="附件.txt"))
    several = replace(sample, submission=replace(sample.submission, documents=documents))
    assert "位置：材料.txt 第104行" in text(several)
    assert place(4).file not in text(sample).split("位置：")[2]


def test_each_reads_what_is_for_them(sample: Report) -> None:
    """The one who files reads what to write, the one who reviews what to ask; what is one matter both read."""
    first, *others = sample.findings
    asked = replace(sample, findings=(replace(first, advice="改为≥__%", ask="由谁统计"), *others))
    filer, reviewer, both = (text(asked, voice=voice) for voice in VOICES)
    assert ("改为≥__%" in filer, "由谁统计" in filer) == (True, False)
    assert ("改为≥__%" in reviewer, "由谁统计" in reviewer) == (False, True)
    assert ("改为≥__%" in both, "由谁统计" in both) == (True, True)
    assert all(one.advice in reviewer for one in others)
