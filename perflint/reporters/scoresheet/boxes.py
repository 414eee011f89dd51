"""A review form's boxes by the names under which a template asks for them: ``{{项目名称}}``, ``{{W1.得分}}``."""

from __future__ import annotations

from perflint.model.finding import PointScore, ScoreSheet
from perflint.reporters.scoresheet import said

OPINION, SUMMARY, GRADE, TICKS, RESULT, NOTES = "总体意见", "合计", "建议等级", "等级", "结果应用", "说明"


def boxes(sheet: ScoreSheet) -> dict[str, list[str]]:
    """The lines that fill each box. A point's boxes go by its code and by its title."""
    made = {label: [text] for label, text in said.heads(sheet).items()}
    made |= {
        "审核表": [said.brief(sheet.title)],
        SUMMARY: [said.summary(sheet)],
        GRADE: [said.grade(sheet)],
        TICKS: [said.ticks(sheet, sheet.band.name if sheet.band else "")],
        RESULT: [said.result(sheet)],
        OPINION: said.opinion(sheet),
        NOTES: said.notes(sheet),
    }
    for point in sheet.points:
        for name, lines in point_boxes(sheet, point).items():
            made[f"{point.code}.{name}"] = made[f"{point.title}.{name}"] = lines
    return made


def point_boxes(sheet: ScoreSheet, point: PointScore) -> dict[str, list[str]]:
    """What a template may ask of a point."""
    ticked = said.ticks(sheet, point.grade)
    return {
        "要点": [point.title],
        "内容": [point.asks],
        "分值": [said.number(point.weight)],
        "得分": [said.score(point)],
        "等级": [ticked, f"（{said.PROPOSED}）" if point.grade else point.open],
        "问题": said.evidence(sheet, point),
    }
