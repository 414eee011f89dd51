"""One drawn disclosure, written in every format, reads as the same cells and is recognised as the same forms."""

from __future__ import annotations

import pytest

from perflint.model.base import Place
from perflint.model.document import Grid
from perflint.readers import read
from perflint.ruleset import Ruleset
from perflint.text import normal
from tests import drawn
from tests.drawn import WRITERS, Box, Drawn
from tests.layouts.facts import differences, facts, reading, words_of

LEVELS = (
    ("产出指标", "数量指标", "维修渠道长度", "≥12公里"),
    ("产出指标", "数量指标", "新建泵站", "3座"),
    ("产出指标", "质量指标", "工程验收合格率", "100%"),
    ("产出指标", "时效指标", "完工时间", "2026年11月底前"),
    ("产出指标", "成本指标", "每公里维修成本", "≤2.5万元"),
    ("效益指标", "社会效益指标", "受益农户", "≥1,200户"),
    ("效益指标", "可持续影响指标", "渠道管护制度", "健全"),
    ("满意度指标", "服务对象满意度指标", "农户满意度", "≥92%"),
)


def form(name: str, yuan: tuple[str, str]) -> Drawn:
    """A form as the counties draw it: merged labels, a block of funding, the tree of indicators."""
    boxes = [
        Box("项目名称", 0, 0, 1, 2), Box(name, 0, 2, 1, 4),
        Box("主管部门及代码", 1, 0, 1, 2), Box("021-青禾县水利局", 1, 2, 1, 2), Box("实施单位", 1, 4),
        Box("青禾县水利站", 1, 5),
        Box("项目属性", 2, 0, 1, 2), Box("经常性项目", 2, 2, 1, 2), Box("项目期", 2, 4), Box("3年", 2, 5),
        Box("项目资金（元）", 3, 0, 2, 2), Box("实施期资金总额：", 3, 2), Box(yuan[0], 3, 3),
        Box("年度资金总额：", 3, 4),
        Box(yuan[1], 3, 5),
        Box("其中：市县（区）财政资金", 4, 2), Box(yuan[0], 4, 3), Box("其中：市县（区）财政资金", 4, 4),
        Box(yuan[1], 4, 5),
        Box("总体目标", 5, 0, 2, 1), Box("实施期目标", 5, 1, 1, 3), Box("年度目标", 5, 4, 1, 2),
        Box("三年修好全县支渠，改善灌溉条件。", 6, 1, 1, 3), Box("1.维修渠道12公里；\n2.新建泵站3座。", 6, 4, 1, 2),
        Box("一级指标", 7, 0), Box("二级指标", 7, 1), Box("三级指标", 7, 2, 1, 3), Box("指标值", 7, 5),
    ]  # fmt: skip
    boxes += [Box(indicator, 8 + row, 2, 1, 3) for row, (_, _, indicator, _) in enumerate(LEVELS)] + [
        Box(value, 8 + row, 5) for row, (*_, value) in enumerate(LEVELS)
    ]
    for column in (0, 1):
        labels = [level[: column + 1] for level in LEVELS]
        for label in dict.fromkeys(labels):
            boxes.append(Box(label[column], 8 + labels.index(label), column, labels.count(label)))
    return Drawn(tuple(boxes), ("青禾县项目支出绩效目标表", "（2026年度）"))


FORMS = (form("农田水利维修经费", ("900000", "300000")), form("山洪灾害预警站点运行费", ("60000", "20000")))


def laid_out(document_bytes: bytes, name: str) -> list[list[list[str]]]:
    """The texts of each grid, rows of captions above a form left out."""
    grids = []
    for grid in read(document_bytes, name).grids:
        rows = [[cell.text for cell in row] for row in grid.rows]
        grids.append(rows[2:] if rows[0][0] == FORMS[0].captions[0] else rows)
    return grids


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "xls", "html"])
def test_every_cell_is_where_it_was_drawn(suffix: str) -> None:
    """A merged cell stands in all of its slots, with its lines as they were broken."""
    assert laid_out(WRITERS[suffix](FORMS), f"公开.{suffix}") == [one.slots for one in FORMS]


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "xls", "html"])
def test_a_merged_cell_is_one_cell(suffix: str) -> None:
    """Its slots share one place, that of its upper left corner; no two cells share one."""
    document = read(WRITERS[suffix](FORMS), f"公开.{suffix}")
    seen: dict[Place, str] = {}
    for block in document.blocks:
        for cell in (one for row in block.rows for one in row) if isinstance(block, Grid) else (block.cell,):
            assert seen.setdefault(cell.place, cell.text) == cell.text
    boxes = sum(len(one.boxes) + len(one.captions) for one in FORMS)
    assert len(seen) == boxes


@pytest.mark.parametrize("suffix", [suffix for suffix in WRITERS if suffix != "docx"])
def test_the_same_forms_are_recognised(suffix: str, national: Ruleset) -> None:
    """Fields, funding, goals and indicators are those of the Word document."""
    words = words_of(national)
    word = facts(reading(drawn.docx(FORMS), words, "公开.docx"))
    assert [one["project"] for one in word["forms"]] == [normal("农田水利维修经费"), normal("山洪灾害预警站点运行费")]
    assert all(len(one["rows"]) == len(LEVELS) and one["unread"] == [] for one in word["forms"])
    other = facts(reading(WRITERS[suffix](FORMS), words, f"公开.{suffix}"))
    assert differences(word["forms"], other["forms"]) == []


def test_forms_on_one_sheet(national: Ruleset) -> None:
    """Forms below one another on one sheet are as good as a sheet each."""
    words = words_of(national)
    apart, together = (
        facts(reading(drawn.xlsx(FORMS, one_sheet=one), words, "公开.xlsx"))["forms"] for one in (False, True)
    )
    assert differences(apart, together) == []
