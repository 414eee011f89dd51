"""A 项目支出绩效目标审核表 for each project: what the findings take from each point, and what a person must judge.

The machine proposes. It gives no score where it has nothing to go by, no total while a point is open, and no grade
while something of the submission is unchecked.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from msgspec.structs import replace

from perflint.model.finding import Band, Finding, Lowered, PointScore, Report, ScoreSheet, Severity, Waived
from perflint.model.form import ANNUAL, FundingLine, TargetForm
from perflint.reporters.groups import Group, groups_of
from perflint.ruleset import Ruleset
from perflint.ruleset.scoreform import Point, ScoreForm
from perflint.text import normal

PERSON = "需人工判断"
_BROKEN = "检查程序故障，需人工判断"
_NOTHING = "材料里没有可据以判断的内容，需人工判断"
_UNFINISHED = "材料没有查完，不提等级建议"
_ALL_OPEN = "各要点都需人工判断，不提等级建议"


def scored(report: Report, ruleset: Ruleset) -> Report:
    """The report with a sheet for each project that handed in a form; none where the ruleset has no review form."""
    form = ruleset.review
    if form is None:
        return report
    opened = _opened(form, ruleset, report)
    groups = (group for group in groups_of(report) if group.place is not None)
    return replace(report, sheets=tuple(_sheet(group, report, form, opened) for group in groups))


def unfilled(form: ScoreForm) -> ScoreSheet:
    """A sheet of no project, every point of it open: what the blank form is made of."""
    open_points = (_point(code, one, form, (), PERSON) for code, one in form.points.items())
    return ScoreSheet(
        title=form.title, style=form.style, file="", head={}, points=tuple(open_points), bands=form.grades
    )


def _opened(form: ScoreForm, ruleset: Ruleset, report: Report) -> dict[str, str]:
    """The points that get no score, each with the reason."""
    broken = {failure.code for failure in report.failures}
    by_point: dict[str, set[str]] = {}
    for rule in (one for one in ruleset.rules if not one.season):
        by_point.setdefault(rule.point, set()).add(rule.code)
    opened = {}
    for code, point in form.points.items():
        codes = by_point.get(code, set())
        if point.person:
            opened[code] = PERSON
        elif codes & broken:
            opened[code] = _BROKEN
        elif codes <= set(report.idle):
            opened[code] = _NOTHING
    return opened


def _sheet(group: Group, report: Report, form: ScoreForm, opened: dict[str, str]) -> ScoreSheet:
    """The sheet of one project."""
    points = tuple(_point(code, one, form, group.found, opened.get(code, "")) for code, one in form.points.items())
    key = normal(group.title)
    sheet = ScoreSheet(
        title=form.title,
        style=form.style,
        file=group.place.file if group.place else "",
        head=_head(group.forms[0], group, report),
        points=points,
        bands=form.grades,
        basis=form.basis,
        method=_method(form),
        others=tuple(one for one in group.found if one.point not in form.points),
        waived=tuple(one for one in report.waived if _project(one) == key),
        fixed=tuple(one for one in report.fixed if normal(one.subject.project) == key),
        verdict=group.verdict,
    )
    ungraded = _UNFINISHED if report.unchecked else "" if sheet.judged else _ALL_OPEN
    band = None if ungraded else _band(sheet.score, sheet.weight, form.grades, group.found)
    return replace(sheet, ungraded=ungraded, band=band)


def _point(code: str, point: Point, form: ScoreForm, found: Iterable[Finding], reason: str) -> PointScore:
    """A point with the findings that count against it, the most severe first."""
    mine = sorted((one for one in found if one.point == code), key=lambda one: one.severity.rank)
    lowered = tuple(_lowered(mine, form))
    weight = _exact(point.weight)
    score = None if reason else max(Decimal(), weight - sum((one.taken for one in lowered), Decimal()))
    return PointScore(
        code=code,
        block=point.block,
        title=point.title,
        asks=point.asks,
        weight=weight,
        score=score,
        grade="" if score is None else _band(score, weight, form.grades, mine).name,
        open=reason,
        # Where nobody counts, nothing is taken: the findings are there for the person to weigh.
        lowered=tuple(replace(one, taken=Decimal()) for one in lowered) if reason else lowered,
    )


def _lowered(found: Iterable[Finding], form: ScoreForm) -> Iterable[Lowered]:
    """What each finding takes away; of one rule no more than the most."""
    left: dict[str, Decimal] = {}
    for finding in found:
        rest = left.get(finding.code, _exact(form.most))
        amount = min(_exact(dict(form.deductions).get(finding.severity.value, 0)), rest)
        left[finding.code] = rest - amount
        yield Lowered(finding=finding, taken=amount)


def _band(score: Decimal, weight: Decimal, bands: tuple[Band, ...], found: Iterable[Finding]) -> Band:
    """The grade of a score by its percentage of the weight, one that the findings do not forbid."""
    percent = score * 100 / weight
    present = {finding.severity.value for finding in found}
    fitting = (band for band in bands if percent >= _exact(band.least) and band.without not in present)
    return next(fitting, bands[-1])


def _exact(number: float) -> Decimal:
    """A number as a ruleset writes it."""
    return Decimal(str(number)).normalize()


def _head(form: TargetForm, group: Group, report: Report) -> dict[str, str]:
    """The head of the sheet as the form fills it in; "" for what neither the form nor the submission says."""
    submission = report.submission
    department = form.written("department") or submission.department
    unit, year = form.written("unit"), submission.year
    total = form.total(ANNUAL) or next((line for line in form.funding if line.depth == 0), None)
    sources = form.sources(total.period) if total else ()
    return {
        "项目名称": group.title,
        "主管部门": department.text.strip() if department else "",
        "实施单位": unit.text.strip() if unit else "",
        "预算年度": f"{year}年" if year else form.year.text.strip() if form.year else "",
        "资金总额": _money(total) if total else "",
        "资金来源": "，".join(
            f"{line.source} {_money(line)}" for line in sources if not (line.amount.blank or line.yuan == 0)
        ),
    }


def _money(line: FundingLine) -> str:
    """An amount in 元; as it is printed where it cannot be read."""
    yuan = line.yuan
    return line.amount.text.strip() if yuan is None else f"{yuan.normalize():,f} 元"


def _method(form: ScoreForm) -> str:
    """How the scores came about."""
    taken = "，".join(
        f"{severity.label}每处扣 {_exact(amount):f} 分"
        for severity in Severity
        if (amount := dict(form.deductions).get(severity.value, 0))
    )
    return f"{taken}；同一条规则在一个要点上最多扣 {_exact(form.most):f} 分，要点扣完为止"


def _project(waived: Waived) -> str:
    """The project of a waived finding, as names compare."""
    return normal(waived.finding.subject.project)
