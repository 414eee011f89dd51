"""FND 资金, fifth part: what the text says of all projects together, against the forms and the lists beneath it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from perflint.model.finding import Finding, Severity
from perflint.model.form import TargetForm
from perflint.model.submission import Claim, Submission
from perflint.pattern import compiled
from perflint.quantity import Amount, equal
from perflint.rules.base import Rule, wordlist
from perflint.rules.facts.likeness import core, organisation
from perflint.rules.facts.money import in_words, printed, said, total
from perflint.rules.facts.pairing import annual, carried, current, match, misquoted, pairs, projects
from perflint.text import joined, normal

_YEARS = compiled(r"(20\d\d)年")
_COUNTS = compiled(r"\d+(?=个|项|张)")
_HUNDRED = Decimal("1E2")
_POINT = Decimal("0.5")


class _View(Struct, frozen=True):
    """A set of projects that a claim may speak of: how many, and their money (None: not to be read)."""

    count: int
    money: Amount | None

    def agrees(self, claim: Claim) -> bool:
        """Whether it bears out both figures of the claim, as far as it has them."""
        return claim.count in {None, self.count} and self.pays(claim)

    def pays(self, claim: Claim) -> bool:
        """Whether it bears out the amount."""
        stated = claim.reading
        return stated is None or self.money is None or equal(stated, self.money, max(self.count, 1))


class _Books(Struct, frozen=True):
    """All that the claims of a submission are compared with."""

    forms: _View
    every: _View
    """The same with every form counted, also a second one of a project."""
    right: _View
    """The forms again, at what the budget gives their projects."""
    budget: _View | None
    with_rest: _View | None
    """This year's budget with what was carried over."""

    @property
    def views(self) -> tuple[_View, ...]:
        """Every set there is."""
        return tuple(view for view in (self.forms, self.every, self.budget, self.with_rest) if view)

    @property
    def corrected(self) -> bool:
        """Whether the budget gives the projects of the forms another sum."""
        ours, right = self.forms.money, self.right.money
        return bool(ours and right and not equal(ours, right, self.forms.count))


class DeclaredTotalDiffers(Rule):
    """文字说明的项目数、金额或占比与绩效目标表不符。

    ## 检查内容
    文字说明里“项目N个、金额M万元、占X%”是否属实：下面列有项目清单的，与清单核对；没有清单的，与绩效目标表核对。
    “纳入绩效目标管理”的项目数和金额，与绩效目标表或者项目支出预算表之一完全相符即可。
    只说某一类项目的、说绩效评价或上年情况的不核对。每句话一条，列出算式。

    ## 为什么
    公开说明与所附的表相互矛盾，说明有项目漏报或者数字照抄未核。

    ## 不合格
    “公开项目绩效目标10个，涉及金额228.96万元”，所附10张绩效目标表合计148.96万元。

    ## 合格
    “公开项目绩效目标10个，涉及金额148.96万元”，所附10张绩效目标表合计148.96万元。
    """

    code: str = "FND09"
    name: str = "declared-total-differs"
    title: str = "文字说明的项目数、金额或占比与绩效目标表不符"
    severity: Severity = Severity.ERROR
    point: str = "S2"
    message: str = "文字称“{claim}”，{fact}{more}"
    advice: str = "核对项目清单、绩效目标表与文字：{cure}"

    about: tuple[str, ...] = wordlist("claim_about")
    """Words of a sentence that speaks of target forms."""
    others: tuple[str, ...] = wordlist("claim_others")
    """Words of a sentence that speaks of something else."""
    parts: tuple[str, ...] = wordlist("claim_parts")
    """Words of a sentence that speaks of some of the projects only."""

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield each claim that does not hold."""
        books = _books(submission)
        for claim in submission.claims:
            beneath = len(claim.items) > 1
            view = _corrected_list(claim, submission) if beneath else books.right if books else None
            facts = self._facts(claim, submission, books)
            if view and facts:
                yield self.at(
                    claim.sentence,
                    quote=claim.quote,
                    claim=claim.quote,
                    fact=facts[0],
                    more="".join(f"，{fact}" for fact in facts[1:]),
                    cure=_cure(claim, view, submission, corrected=not beneath and bool(books and books.corrected)),
                )

    def _facts(self, claim: Claim, submission: Submission, books: _Books | None) -> list[str]:
        """What speaks against a claim."""
        if any(word in _head(claim) for word in self.parts):
            return []
        speaks = books is not None and self._speaks_of_forms(claim, submission)
        if len(claim.items) > 1:
            return _against_list(claim, submission, books) or (_wrong_share(claim, books) if speaks else [])
        if books is None or not speaks:
            return []
        return _wrong_share(claim, books) if _borne_out(claim, books, submission) else _against(claim, books)

    def _speaks_of_forms(self, claim: Claim, submission: Submission) -> bool:
        """Whether a sentence is about all of this year's projects with targets, and gives one figure of each kind."""
        text = _head(claim)
        years = {int(year) for year in _YEARS.findall(text)}
        if (years and submission.year and submission.year not in years) or len({*_COUNTS.findall(text)}) > 1:
            return False
        return any(word in text for word in self.about) and not any(word in text for word in self.others)

    def has_subject(self, submission: Submission) -> bool:
        """Whether there is a claim, and forms or a list to hold it against."""
        return any(submission.forms or claim.items for claim in submission.claims)


def _books(submission: Submission) -> _Books | None:
    """What is there to compare with; None without forms, or where some could not be read."""
    forms = projects(submission)
    if not forms or submission.unrecognised or submission.unread:
        return None
    lines, rest = current(submission), carried(submission)
    amounts = [[reading for one in some if (reading := one.reading)] for some in (lines, [*lines, *rest])]
    distinct = {(core(form.project.text), _unit(form)): form for form in reversed(forms)}
    return _Books(
        _view(annual(form) for form in distinct.values()),
        _view(annual(form) for form in forms),
        _view(pair.line.reading if pair.line else annual(pair.form) for pair in pairs(submission)),
        _View(len(lines), total(amounts[0], "万元")) if lines else None,
        _View(len(lines) + len(rest), total(amounts[1], "万元")) if lines and rest else None,
    )


def _unit(form: TargetForm) -> str:
    """The unit that a form names."""
    unit = form.written("unit")
    return organisation(unit.text) if unit else ""


def _view(amounts: Iterable[Amount | None]) -> _View:
    """Projects of these amounts as one set."""
    money = list(amounts)
    known = [one for one in money if one]
    return _View(len(money), total(known, "万元") if len(known) == len(money) else None)


def _borne_out(claim: Claim, books: _Books, submission: Submission) -> bool:
    """Whether a claim is true of the forms, or of the budget where that is what it may mean.

    Where forms and budget are the same projects and only an amount differs, the form is what is wrong: FND04 says so.
    """
    budget = books.budget
    if books.forms.agrees(claim) or books.every.agrees(claim):
        return True
    if claim.published and "公开" in _head(claim):
        same = budget is not None and budget.count == books.forms.count and all(pair.line for pair in pairs(submission))
        return bool(same and budget and budget.agrees(claim))
    apart = any(other.published and books.forms.agrees(other) for other in submission.claims)
    unknown = budget is None and (apart or (claim.count or 0) > books.every.count)
    return unknown or any(view.agrees(claim) for view in books.views)


def _head(claim: Claim) -> str:
    """The sentence up to its 其中, where parts are told."""
    return normal(claim.quote).partition("其中")[0]


def _against(claim: Claim, books: _Books) -> list[str]:
    """How the forms contradict a claim."""
    forms = books.forms
    if not forms.money or not claim.reading:
        return [f"绩效目标表{forms.count}张"]
    facts = [f"绩效目标表{forms.count}张合计{_wan(forms.money.yuan)}", *_gap(claim, forms)]
    if books.budget and books.budget.money and not forms.pays(claim):
        facts += _share_of(claim, forms.money, books.budget.money)
    return facts


def _against_list(claim: Claim, submission: Submission, books: _Books | None) -> list[str]:
    """How the list beneath a claim contradicts it, and how its amounts contradict the forms."""
    view = _listed_view(claim)
    facts = []
    if not view.agrees(claim) and not _means_department(claim, submission):
        money = f"合计{_wan(view.money.yuan)}" if view.money and claim.reading else ""
        facts = [f"其下所列{view.count}个项目{money}", *_gap(claim, view)]
        if view.money and books and books.budget and books.budget.money:
            facts += _share_of(claim, view.money, books.budget.money)
    for item, line in misquoted(claim, submission):
        facts.append(f"所列“{joined(item.project.text)}”{in_words(item.amount, '元')}，绩效目标表为{printed(line)}")
    return facts


def _corrected_list(claim: Claim, submission: Submission) -> _View:
    """The projects that are listed beneath a claim, those with a wrong amount at what their form says."""
    right = {item.amount.place: line.reading for item, line in misquoted(claim, submission)}
    return _view(right.get(item.amount.place) or item.reading for item in claim.items)


def _listed_view(claim: Claim) -> _View:
    """The projects that are listed beneath a claim."""
    return _view(item.reading for item in claim.items)


def _gap(claim: Claim, view: _View) -> list[str]:
    """By how much the amount is wrong, if it is."""
    stated = claim.reading
    if stated is None or view.money is None or view.pays(claim):
        return []
    return [f"相差{_wan(abs(stated.yuan - _round(view.money.yuan)))}"]


def _wrong_share(claim: Claim, books: _Books | None) -> list[str]:
    """What the share should be, where neither forms nor claim give the one that is printed, whatever the whole is."""
    if claim.share is None or books is None or books.budget is None or books.forms.money is None:
        return []
    parts = [books.forms.money, *([claim.reading] if claim.reading else [])]
    wholes = [view.money for view in (books.budget, books.with_rest) if view and view.money and view.money.yuan]
    shares = [part.yuan / whole.yuan * 100 for part in parts for whole in wholes]
    shares.append(Decimal(books.forms.count * 100) / books.budget.count)
    if not wholes or any(abs(share - claim.share) <= _POINT for share in shares):
        return []
    return [f"绩效目标表合计{_wan(books.forms.money.yuan)}", *_share_of(claim, books.forms.money, wholes[0])]


def _share_of(claim: Claim, part: Amount, whole: Amount) -> list[str]:
    """The share in words, unless the claim gives just that one or none."""
    if claim.share is None or not whole.yuan or abs(part.yuan / whole.yuan * 100 - claim.share) <= _POINT:
        return []
    share = (part.yuan / whole.yuan * 100).quantize(Decimal("0.01"))
    return [f"占本年项目支出预算{_wan(whole.yuan)}的{share}%"]


def _wan(yuan: Decimal) -> str:
    """A sum in 万元, as texts print it."""
    return said(_round(yuan), "万元")


def _round(yuan: Decimal) -> Decimal:
    """The sum to the second place of 万元."""
    return yuan.quantize(_HUNDRED, ROUND_HALF_UP) if abs(yuan) >= _HUNDRED else yuan


def _means_department(claim: Claim, submission: Submission) -> bool:
    """Whether the amount is the whole department's, as its other tables print it, and not that of the projects."""
    stated, lines = claim.reading, current(submission)
    if stated is None or "整体" not in claim.quote:
        return False
    if lines and equal(stated, total([one for line in lines if (one := line.reading)], "万元"), len(lines)):
        return False
    figure = normal(claim.amount or "").rstrip("百千万亿元").replace(",", "")
    cells = (cell for document in submission.documents for grid in document.grids for row in grid.rows for cell in row)
    return any(cell.normal.replace(",", "") == figure for cell in cells)


def _cure(claim: Claim, view: _View, submission: Submission, *, corrected: bool) -> str:
    """What to write instead: the true figures, or the project that is missing if it makes up the difference."""
    right = f"项目数改为{view.count}个" if claim.count not in {None, view.count} else ""
    stated = claim.reading
    if stated and view.money and not view.pays(claim):
        gap = Amount(stated.yuan - view.money.yuan, view.money.half, "万元")
        names = [item.project.text for item in claim.items] or [form.project.text for form in submission.forms]
        fits = (line for line in current(submission) if line.reading and equal(line.reading, gap, view.count))
        missing = next((line for line in fits if not _named(line.project.text, names)), None)
        right += ("，" if right else "") + f"金额改为{_wan(view.money.yuan)}"
        if missing:
            lead = "各表按预算数改正后，" if corrected else ""
            return (
                f"{lead}差额恰为没有列入的“{joined(missing.project.text)}”{printed(missing)}，补上该项目，或者{right}"
            )
    return right or ("占比改为上面算出的数" if claim.share is not None else "改正有误的数字")


def _named(name: str, names: Sequence[str]) -> bool:
    """Whether a project is among these, by its own name or a near one."""
    return core(name) in map(core, names) or match(name, names) is not None
