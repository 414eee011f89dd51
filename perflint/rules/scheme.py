"""TRE 指标体系（体系）: one submission, one scheme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import ANNUAL, Indicator, TargetForm
from perflint.model.submission import Submission
from perflint.rules.base import Rule
from perflint.rules.facts.completeness import COST, OUTPUT, costs_under_output, elsewhere
from perflint.rules.facts.measured import within
from perflint.text import joined


class MixedSchemes(Rule):
    """指标体系前后不一。

    ## 检查内容
    一份材料里有的表按三类体系（成本在产出之下），有的按四类体系（成本是一级指标）；或者一张表里两种混用：
    产出指标下出现经济成本指标，或者产出指标下有成本指标、又另有一级的成本指标。看不出体系的表、转移支付和整体支出的表不比。

    ## 为什么
    两种体系都是合规的，但同一单位的材料应当用一种，否则无法汇总、对照。

    ## 不合格
    十张表里九张的成本指标在产出指标之下，一张另设一级的成本指标。

    ## 合格
    全部表都用四类体系。
    """

    code: str = "TRE08"
    name: str = "mixed-schemes"
    title: str = "指标体系前后不一"
    severity: Severity = Severity.WARNING
    point: str = "X2"
    message: str = "{fault}"
    advice: str = "{cure}"
    ask: str = "以主管部门今年下发的表样为准，确认用哪一种体系"

    marks: tuple[str, ...] = ()
    """The 二级 that only the four-type scheme has."""
    titles: dict[str, str] = {}
    """What each scheme is called."""
    apart: tuple[str, ...] = ()
    """Words in the title of forms that follow a template of their own."""

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield each form that mixes schemes, then each that follows the scheme of the fewer."""
        schemes: dict[int, str] = {}
        for index, form in enumerate(submission.forms):
            marked = self._marked(form)
            if marked:
                yield self._mixture(form, marked)
            elif not within(joined(form.title.text) if form.title else "", self.apart):
                schemes[index] = self._scheme(form)
        votes = Counter(scheme for scheme in schemes.values() if scheme)
        if len(votes) < 2:
            return
        usual, count = votes.most_common(1)[0]
        for index, scheme in schemes.items():
            if scheme and scheme != usual:
                yield self._stranger(submission.forms[index], scheme, usual, count)

    def _scheme(self, form: TargetForm) -> str:
        """The scheme that a form shows, "" where it prints no cost and may follow either."""
        marked = any(row.path[1] in self.marks for row in _rows(form))
        return form.scheme if marked or costs_under_output(form) else ""

    def _marked(self, form: TargetForm) -> list[Indicator]:
        """The rows of a form that do not go with its others: a new kind of cost under 产出 or beside an old one."""
        rows = _rows(form)
        old = any(row.path == (OUTPUT, COST) and not row.restored for row in rows)
        return [row for row in rows if row.path[1] in self.marks and (old or row.path[0] == OUTPUT)]

    def _mixture(self, form: TargetForm, rows: list[Indicator]) -> Finding:
        """The finding at the first row that belongs to another scheme."""
        first = rows[0]
        level2 = first.path[1]
        where = (
            f"“{OUTPUT}”下出现“{level2}”"
            if first.path[0] == OUTPUT
            else f"“{OUTPUT}”下有“{COST}”，又另设一级的“{COST}”（“{level2}”）"
        )
        cure = f"成本放在一处：或者都在“{OUTPUT} / {COST}”，或者都在一级的“{COST}”之下（{'、'.join(self.marks)}）"
        related = elsewhere(first.head, [row.head for row in rows[1:]])
        subject = Subject(project=form.project.text, period=first.period, level1=first.path[0], level2=level2)
        return self.at(first.head, fault=f"{where}，混用了两种指标体系", cure=cure, related=related, subject=subject)

    def _stranger(self, form: TargetForm, scheme: str, usual: str, count: int) -> Finding:
        """The finding at the row that shows the scheme of a form that differs from most."""
        rows = _rows(form)
        shows = next(row for row in rows if row.path[0] == COST or row.path == (OUTPUT, COST))
        mine, theirs = (self.titles.get(name, name) for name in (scheme, usual))
        fault = f"本表用的是{mine}，同一份材料的另外{count}张表用的是{theirs}，体系不一致"
        cure = f"改用{theirs}，与其他各表一致"
        subject = Subject(project=form.project.text, level1=shows.path[0], level2=shows.path[1])
        return self.at(shows.head, fault=fault, cure=cure, subject=subject)


def _rows(form: TargetForm) -> list[Indicator]:
    """All rows, blank ones as well, 年度 first."""
    trees = sorted(form.trees, key=lambda tree: tree.period != ANNUAL)
    return [row for tree in trees for row in (*tree.indicators, *tree.blanks)]
