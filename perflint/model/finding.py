"""What comes out: findings about the document, failures about us, and the report that holds both."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from perflint.model.base import Place, Strict
from perflint.model.submission import Submission

NEW, STANDING, BACK = "新增", "未改", "又出现"
FIXED, UNTOLD = "已改", "未能核对"
"""What became of a finding between two reports."""


class Severity(StrEnum):
    """How much a finding weighs（严重程度）."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def label(self) -> str:
        """What a reviewer reads."""
        return {"error": "必须修改", "warning": "应当修改", "hint": "请核实"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the most severe."""
        return ("error", "warning", "hint").index(self.value)


class Basis(Strict, frozen=True, kw_only=True):
    """The document a rule rests on（文件依据）; unverified ones are shown as 条款待核."""

    doc: str
    clause: str = ""
    quote: str = ""
    verified: bool = False

    def __str__(self) -> str:
        """The citation in one line."""
        text = f"{self.doc}{self.clause}" + (f"：“{self.quote}”" if self.quote else "")
        return text if self.verified else f"{text}（条款待核）"


class Subject(Strict, frozen=True, kw_only=True):
    """What a finding is about（问题对象）: a project, and within it a field or a row of the tree."""

    project: str = ""
    field: str | None = None
    period: str | None = None
    level1: str | None = None
    level2: str | None = None
    indicator: str | None = None

    @property
    def path(self) -> str:
        """The way to it within its form: ``产出指标 / 数量指标 / 培训人次``."""
        return " / ".join(part for part in (self.field, self.level1, self.level2, self.indicator) if part)

    @property
    def way(self) -> str:
        """The path with the period, unless that is part of it: ``产出指标 / 数量指标 / 培训人次（年度）``."""
        path, period = self.path, self.period or ""
        return f"{path}（{period}）" if path and period not in path else path


class Related(Strict, frozen=True, kw_only=True):
    """Another place that belongs to the finding（相关位置）."""

    place: Place
    text: str


class Finding(Strict, frozen=True, kw_only=True):
    """One fault（问题）: what stands there, why it is one, and what to write instead."""

    code: str
    name: str
    title: str
    severity: Severity
    point: str
    message: str
    advice: str
    basis: tuple[Basis, ...]
    subject: Subject
    place: Place
    quote: str
    related: tuple[Related, ...] = ()
    fingerprint: str = ""
    ask: str = ""
    """What the one who reviews asks or looks up（审核提示）, where that is another matter than what to write."""
    state: str = ""
    """新增, 未改 or 又出现 against an earlier report; 已改 or 未能核对 of an earlier one; "" where none was given."""


class Waived(Strict, frozen=True, kw_only=True):
    """A finding that somebody answers for（豁免）: why it stands, who said so, until when."""

    finding: Finding
    reason: str
    by: str
    expires: date | None = None

    @property
    def why(self) -> str:
        """The reason, and who answers for it how long: ``批复文件如此规定（王某，到 2027-03-31 为止）``."""
        until = f"，到 {self.expires} 为止" if self.expires else ""
        return f"{self.reason}（{self.by}{until}）"


class Verdict(Strict, frozen=True, kw_only=True):
    """What the gate of the ruleset says（审核结论）of one form, or of the submission as a whole (``project`` "")."""

    project: str
    outcome: str
    """通过, 修改后报, 退回 or 未能判定."""
    why: str


class Band(Strict, frozen=True, kw_only=True):
    """A grade（等级）: from how many percent of the weight it is given, and what follows from it（结果应用）."""

    name: str
    least: float
    result: str
    without: str = ""
    """A severity that rules the grade out: no project is 优 with something in it that must be mended."""


class Lowered(Strict, frozen=True, kw_only=True):
    """A finding that counts against a point（扣分问题）; ``taken`` is how much it took away, 0 beyond a limit."""

    finding: Finding
    taken: Decimal


class PointScore(Strict, frozen=True, kw_only=True):
    """A point of the review form（审核要点）. ``score`` is None where only a person can give it; ``open`` says why."""

    code: str
    block: str
    title: str
    asks: str
    weight: Decimal
    score: Decimal | None
    grade: str = ""
    open: str = ""
    lowered: tuple[Lowered, ...] = ()


class ScoreSheet(Strict, frozen=True, kw_only=True):
    """What the machine proposes for one project's 项目支出绩效目标审核表; a person signs it, nothing here is final."""

    title: str
    style: str
    """``scores``: each point is given a score（重点项目）; ``grades``: each is given a grade（一般性项目）."""
    file: str
    """The file of the project's form; what stands in another is told with its name."""
    head: dict[str, str]
    """The boxes of the form's head: 项目名称, 主管部门, 实施单位, 预算年度, 资金总额, 资金来源."""
    points: tuple[PointScore, ...]
    bands: tuple[Band, ...]
    band: Band | None = None
    """The proposed grade（建议等级）; None where ``ungraded`` says why there is none."""
    ungraded: str = ""
    basis: tuple[Basis, ...] = ()
    method: str = ""
    """How the scores came about, in one line."""
    others: tuple[Finding, ...] = ()
    """Findings of the project that count against none of the points."""
    waived: tuple[Waived, ...] = ()
    fixed: tuple[Finding, ...] = ()
    verdict: Verdict | None = None

    @property
    def judged(self) -> tuple[PointScore, ...]:
        """The points with a proposed score."""
        return tuple(point for point in self.points if point.score is not None)

    @property
    def score(self) -> Decimal:
        """The sum of the proposed scores（已判得分）."""
        return sum((point.score for point in self.points if point.score is not None), Decimal())

    @property
    def weight(self) -> Decimal:
        """What the points with a proposed score weigh（已判分值）."""
        return sum((point.weight for point in self.judged), Decimal())

    @property
    def total(self) -> Decimal | None:
        """The score of the whole（总分）; None as long as any point is open."""
        return self.score if len(self.judged) == len(self.points) else None


class Failure(Strict, frozen=True, kw_only=True):
    """A rule of ours that broke（检查程序故障）: never a fault of the document."""

    code: str
    message: str


class Read(Strict, frozen=True, kw_only=True):
    """What was read（读取情况）."""

    files: int
    forms: int
    indicators: int
    budget_lines: int
    claims: int


class Report(Strict, frozen=True, kw_only=True):
    """The outcome for one submission（审核报告）; findings are sorted, the same input gives the same report."""

    submission: Submission
    ruleset: str
    ruleset_digest: str
    version: str
    read: Read
    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...] = ()
    idle: tuple[str, ...] = ()
    """Codes of rules in force that found nothing in this submission they could look at."""
    questions: tuple[str, ...] = ()
    """What only a person can judge; the report asks, it never answers."""
    sheets: tuple[ScoreSheet, ...] = ()
    """One a project, in the order of the forms; none unless they were asked for (``perflint.scoring``)."""
    waived: tuple[Waived, ...] = ()
    """Findings taken out of ``findings`` because a waiver covers them."""
    waiver_notes: tuple[str, ...] = ()
    """What is wrong with the waivers themselves (unused, expired, unknown, locked), in Chinese."""
    verdicts: tuple[Verdict, ...] = ()
    """That on the submission first, then one a form; none where the ruleset has no gate."""
    fixed: tuple[Finding, ...] = ()
    """已改: findings of an earlier report that are gone, where one was given."""
    aside: tuple[Finding, ...] = ()
    """Findings of an earlier report that are neither in ``findings`` nor gone, by their ``state``: 未能核对, as what
    they were about was not looked at this time; 未改, left out because only new ones are asked for."""
    corrected: tuple[str, ...] = ()
    """Fingerprints that were 已改 in this round or an earlier one; one that returns is 又出现."""

    @property
    def unchecked(self) -> bool:
        """Whether some input could not be checked, so that silence about it means nothing."""
        submission = self.submission
        nothing = not submission.forms and not submission.budget_tables
        return bool(submission.unread or submission.unrecognised or self.failures or nothing)
