"""FRM 表式, second part: nature, period and year of a project, and whether they can all be true."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perflint.model.base import Cell
from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import Field, TargetForm
from perflint.model.submission import BudgetLine, Submission
from perflint.pattern import compiled
from perflint.quantity import duration_years, parse_date
from perflint.rules.base import Rule, wordlist
from perflint.rules.facts.pairing import carried, core, pairs
from perflint.rules.year import years_in
from perflint.text import joined, normal

_TICKS = "■☑☒√✓✔✅"
_BOX = compiled(rf"[(\[]?[□☐{_TICKS}]+[)\]]?|\(\)|\[\]|(?<=[性目增续])口|(?<![A-Za-z])R(?![A-Za-z])")
_SEVERAL = compiled(r"(?<![\d第])(?:[2-9]|[1-9]\d|[二两三四五六七八九十]{1,2})年(?!级)")
_ONE_OFF = compiled(r"(?<!非)一次性")
_OFTEN = compiled(r"经常|延续|持续|阶段|常年|长期|滚动|非一次性")
_YEARLONG = 365


class PeriodContradictsNature(Rule):
    """项目期与项目属性矛盾。

    ## 检查内容
    项目属性自己写明一年结束，项目期却超过一年；或者属性写明好几年，项目期却在一年以内。
    只说“一次性”而项目期较长的，“延续性”而项目期在年内结束的，只提示核实：按年申报的常这样填。

    ## 为什么
    属性决定绩效目标按一年还是按中期编制，两处必有一处填错。

    ## 不合格
    项目属性“一次性项目（1年结束）”，项目期“3年”。

    ## 合格
    项目属性“延续性项目（阶段开展）”，项目期“3年”。
    """

    code: str = "FRM06"
    name: str = "period-contradicts-nature"
    title: str = "项目期与项目属性矛盾"
    severity: Severity = Severity.ERROR
    point: str = "K1"
    message: str = "项目属性填“{nature}”，{label}却填“{text}”，两者矛盾"
    advice: str = "{label}属实的，项目属性改为{other}；项目属性属实的，{label}改为{period}"

    one_year: tuple[str, ...] = wordlist("one_year")
    several: tuple[str, ...] = wordlist("several_years")
    recurring: tuple[str, ...] = wordlist("recurring")
    lasting: tuple[str, ...] = wordlist("lasting")
    longest: float = 1.2
    """A one-year project may run over its year by a little."""

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield a period that the nature of the project rules out."""
        nature, field = form.written("nature"), _period(form)
        if nature is None or field is None:
            return
        chosen, length = declared(nature.text), _length(form)
        long = field.value.normal in self.lasting or (length is not None and length > self.longest)
        label, one_year = joined(field.label.text).strip(" ：:"), any(word in chosen for word in self.one_year)
        many = any(word in chosen for word in self.several) or _SEVERAL.search(chosen) is not None
        again = any(word in chosen for word in self.recurring)
        if long and (one_year or one_off(chosen)) and not many:
            severity, other, right = self.severity if one_year else Severity.HINT, "延续性（阶段性）项目", "一年以内"
        elif (many or again) and not one_year and length is not None and length <= 1:
            severity, other, right = self.severity if many else Severity.HINT, "一次性项目（1年结束）", "实际的起止年月"
        else:
            return
        yield self.at(
            field.value,
            nature=nature.text,
            label=label,
            other=other,
            period=right,
            severity=severity,
            related=[nature],
            subject=Subject(field=label),
        )

    def has_subject(self, submission: Submission) -> bool:
        """Whether any form states its nature."""
        return any(form.written("nature") for form in submission.forms)


class RecurringCalledOneOff(Rule):
    """延续项目按一次性项目申报。

    ## 检查内容
    申报为一次性项目，而上年结转表里有同一个项目（只差年度），说明上年已经安排过。

    ## 为什么
    每年都安排的项目按一次性项目申报，就不用编中期目标，也不和往年比较。

    ## 不合格
    “2026年关工委办公经费”申报为“一次性项目（1年结束）”，上年结转表里有“2025年关工委办公经费”。

    ## 合格
    同一项目申报为“经常性项目”；或者结转表里没有这个项目。
    """

    code: str = "FRM07"
    name: str = "recurring-called-one-off"
    title: str = "延续项目按一次性项目申报"
    severity: Severity = Severity.WARNING
    point: str = "K1"
    message: str = "项目“{name}”申报为“{text}”，上年结转表中却有同一项目“{line}”（{amount}），上年已经安排过"
    advice: str = "每年安排的，改为延续性（经常性）项目并填写实施期目标；确属一次性的，说明结转与本年安排的关系"

    one_year: tuple[str, ...] = wordlist("one_year")

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield each one-off project that last year's budget knew as well."""
        last_year: dict[str, list[BudgetLine]] = {}
        for line in carried(submission):
            last_year.setdefault(core(line.project.text), []).append(line)
        for pair in pairs(submission) if last_year else ():
            nature = pair.form.field("nature")
            if nature is None or not self._one_off(nature.value):
                continue
            names = [pair.form.project, *([pair.line.project] if pair.line else [])]
            keys = dict.fromkeys(core(cell.text) for cell in names)
            again = [line for key in keys for line in last_year.get(key, ())]
            within = pair.line is not None and self._ends_within_year(nature.value)
            told = [line for line in again if within or years_in(names[-1].text) != years_in(line.project.text)]
            if told:
                yield self._finding(pair.form, nature, told)

    def has_subject(self, submission: Submission) -> bool:
        """Whether there is a table of carried-over projects and a form."""
        return bool(submission.forms) and any(table.carryover for table in submission.budget_tables)

    def _finding(self, form: TargetForm, nature: Field, lines: list[BudgetLine]) -> Finding:
        """The finding for a form and the lines of last year that bear its name."""
        first = lines[0]
        return self.at(
            nature.value,
            name=form.project.text,
            line=first.project.text,
            amount=f"{first.amount.text.strip()}{first.unit}" if not first.amount.blank else "未列金额",
            related=[line.project for line in lines],
            subject=Subject(project=form.project.text, field=joined(nature.label.text).strip(" ：:")),
        )

    def _one_off(self, nature: Cell) -> bool:
        """Whether the project is declared to happen once."""
        return one_off(declared(nature.text)) or self._ends_within_year(nature)

    def _ends_within_year(self, nature: Cell) -> bool:
        """Whether the nature itself says that the year ends it."""
        chosen = declared(nature.text)
        return any(word in chosen for word in self.one_year) and not _OFTEN.search(chosen)


def declared(text: str) -> str:
    """What a 项目属性 box says: the ticked option where it prints boxes to tick, "" where none is, else all of it."""
    plain = normal(text)
    boxes = list(_BOX.finditer(plain))
    if not boxes:
        return plain
    before = boxes[0].start() == 0
    ends = [box.start() for box in boxes[1:]] + [len(plain)] if before else [box.start() for box in boxes]
    starts = [box.end() for box in boxes] if before else [0, *(box.end() for box in boxes[:-1])]
    ticked = [_ticked(box.group()) for box in boxes]
    return "".join(plain[start:end] for start, end, tick in zip(starts, ends, ticked, strict=True) if tick)


def one_off(chosen: str) -> bool:
    """Whether a declared nature is 一次性 and nothing else."""
    return _ONE_OFF.search(chosen) is not None and not _OFTEN.search(chosen)


def _ticked(box: str) -> bool:
    """Whether a box is marked."""
    return box == "R" or any(tick in box for tick in _TICKS)


def _period(form: TargetForm) -> Field | None:
    """The box that says how long the project lasts: its period, else its end."""
    filled = (field for key in ("period", "end") if (field := form.field(key)) and not field.blank)
    return next(filled, None)


def _length(form: TargetForm) -> Decimal | None:
    """The years a project lasts: by its period, else from its beginning to its end."""
    if period := form.written("period"):
        return duration_years(period.text)
    first, last = form.written("start"), form.written("end")
    begins, finishes = (parse_date(first.text), parse_date(last.text)) if first and last else (None, None)
    if begins is None or finishes is None or finishes < begins:
        return None
    return Decimal((finishes - begins).days + 1) / _YEARLONG
