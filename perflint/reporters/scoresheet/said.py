"""What stands in the boxes of a review form（审核表）, the same in Word and in Excel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from perflint.model.base import Place
from perflint.model.finding import Finding, Lowered, PointScore, Report, ScoreSheet, Waived
from perflint.reporters.groups import WHOLE, counts
from perflint.reporters.names import short
from perflint.reporters.office import clean
from perflint.reporters.told import told

OFF, ON = "□", "☑"
PROPOSED = "建议"
NOTE = "建议分和建议等级由机器按查到的问题提出，没有查到问题不等于没有问题；最终得分和等级由审核人员判定"
_ORDINALS = "一二三四五六七八九十"
_LONGEST = 600


def brief(text: str, longest: int = _LONGEST) -> str:
    """The text made harmless; of a very long one the beginning, and how long it is."""
    text = clean(text)
    return text if len(text) <= longest else f"{text[:longest]}……（原文共 {len(text)} 字）"


def number(value: Decimal) -> str:
    """A score as it is written: ``13``, ``7.5``."""
    return f"{value.normalize():f}"


def heads(sheet: ScoreSheet) -> dict[str, str]:
    """The boxes of the form's head."""
    return {label: brief(" ".join(text.split())) for label, text in sheet.head.items()}


def blocks(sheet: ScoreSheet) -> list[tuple[str, list[PointScore]]]:
    """The points by block in their order, each block with its ordinal."""
    made: dict[str, list[PointScore]] = {}
    for point in sheet.points:
        made.setdefault(point.block, []).append(point)
    return [(f"{_ordinal(index)}{name}", points) for index, (name, points) in enumerate(made.items())]


def _ordinal(index: int) -> str:
    """``一、`` for the first; none beyond the tenth."""
    return f"{_ORDINALS[index]}、" if index < len(_ORDINALS) else ""


def score(point: PointScore) -> str:
    """The proposed score, or why there is none."""
    return point.open if point.score is None else number(point.score)


def ticks(sheet: ScoreSheet, name: str) -> str:
    """The boxes of the grades, that of ``name`` ticked."""
    return "　".join(f"{band.name}{ON if band.name == name else OFF}" for band in sheet.bands)


def evidence(sheet: ScoreSheet, point: PointScore) -> list[str]:
    """What was found at a point, a finding a line."""
    if not point.lowered:
        return ["机器没有查到问题"]
    return [f"{index}. {_lowered(one, sheet.file)}" for index, one in enumerate(point.lowered, 1)]


def _lowered(one: Lowered, file: str) -> str:
    """A finding with what it took away."""
    taken = f"，扣 {number(one.taken)} 分" if one.taken else ""
    return finding(one.finding, file, taken)


def finding(one: Finding, file: str, more: str = "") -> str:
    """A finding in one paragraph: what, how severe, where, and what to ask; ``file`` goes without saying."""
    state = f"〔{one.state}〕" if one.state else ""
    ask = f"。审核提示：{one.ask}" if one.ask else ""
    return brief(f"{state}{one.message}（{one.code}，{one.severity.label}{more}，{_places(one, file)}）{ask}")


def _places(one: Finding, file: str) -> str:
    """Where a finding stands; of further places that belong to it, only how many: the form is to stay short."""
    places = {_where(place, file) for place in (one.place, *(near.place for near in one.related))}
    return _where(one.place, file) + (f" 等 {len(places)} 处" if len(places) > 1 else "")


def _where(place: Place, file: str) -> str:
    """A place, with the name of its file where that is another than expected."""
    name = place.file.replace("\\", "/").rpartition("/")[2]
    return str(place) if place.file == file else " ".join(dict.fromkeys((name, str(place))))


def summary(sheet: ScoreSheet) -> str:
    """The sum of the scores; as long as a point is open, only of those that were judged."""
    whole = sum((point.weight for point in sheet.points), Decimal())
    if sheet.total is not None:
        return f"{PROPOSED}总分 {number(sheet.total)}/{number(whole)}"
    rest = [point for point in sheet.points if point.score is None]
    titles = "、".join(f"{point.title} {number(point.weight)} 分" for point in rest)
    judged = f"已判 {len(sheet.judged)} 点，合计 {number(sheet.score)}/{number(sheet.weight)}；" if sheet.judged else ""
    return f"{judged}其余 {len(rest)} 点需人工判断（{titles}）"


def grade(sheet: ScoreSheet) -> str:
    """The proposed grade, or why there is none."""
    if sheet.band is None:
        return sheet.ungraded
    percent = sheet.score * 100 / sheet.weight
    only = "" if sheet.total is not None else "已判要点"
    better = sheet.bands[: sheet.bands.index(sheet.band)]
    forbidden = "".join(f"“{band.name}”" for band in better if Decimal(str(band.least)) <= percent)
    why = f"，有问题未改，不评{forbidden}" if forbidden else ""
    return f"{PROPOSED}：{sheet.band.name}（{only}得分率 {percent:.0f}%{why}）"


def result(sheet: ScoreSheet) -> str:
    """What follows from the proposed grade."""
    if sheet.band is None:
        return "等级由审核人员评定后确定"
    return f"{PROPOSED}：{sheet.band.result}{_doubt(sheet)}"


def results(sheet: ScoreSheet) -> str:
    """What follows from each grade."""
    return "；".join(f"{band.name}：{band.result}" for band in sheet.bands)


def opinion(sheet: ScoreSheet) -> list[str]:
    """What else is to be said of the project: the gate, what counts against no point, what was waived or mended."""
    found = [one.finding for point in sheet.points for one in point.lowered] + list(sheet.others)
    lines = [f"共查到问题 {len(found)} 处：{counts(found)}" if found else "机器没有查到问题"]
    if sheet.verdict:
        lines.append(f"审核结论（规则集的关口）：{sheet.verdict.outcome}，{sheet.verdict.why}")
    lines += [f"不计分的问题：{finding(one, sheet.file)}" for one in sheet.others]
    lines += [f"已豁免：{_waived(one)}" for one in sheet.waived]
    if sheet.fixed:
        lines.append(f"与上次相比已改 {len(sheet.fixed)} 处：{'、'.join(_titled(sheet.fixed))}")
    return [brief(line) for line in lines]


def _titled(found: Iterable[Finding]) -> list[str]:
    """The titles of findings, each once."""
    return list(dict.fromkeys(f"{one.title}（{one.code}）" for one in found))


def _waived(one: Waived) -> str:
    """A finding that somebody answers for."""
    return f"{one.finding.message}（{one.finding.code}）；理由：{one.why}"


def notes(sheet: ScoreSheet) -> list[str]:
    """What stands under the form."""
    basis = "；".join(str(one) for one in sheet.basis)
    lines = [NOTE, f"扣分：{sheet.method}", f"结果应用：{results(sheet)}{_doubt(sheet)}"]
    return [*lines, f"依据：{basis}"] if basis else lines


def _doubt(sheet: ScoreSheet) -> str:
    """What is to be said of clauses that nobody compared with the text."""
    return "" if sheet.basis and all(one.verified for one in sheet.basis) else "（条款待核）"


def elsewhere(report: Report) -> Iterator[tuple[str, str, str]]:
    """What no sheet says: how the files were read, what concerns no project with a form; rows of three."""
    files = report.submission.files
    names = short(dict.fromkeys(files))
    yield from ((clean(kind), brief(of), brief(text)) for kind, of, text in told(report, names))
    only = files[0] if len(files) == 1 else ""
    shown = {one for sheet in report.sheets for one in (*sheet.others, *(low.finding for low in _all(sheet)))}
    for one in report.findings:
        if one not in shown:
            yield "不在审核表里的问题", brief(" ".join(one.subject.project.split())) or WHOLE, finding(one, only)


def _all(sheet: ScoreSheet) -> Iterator[Lowered]:
    """All findings that count against a point."""
    return (one for point in sheet.points for one in point.lowered)
