"""HTML to read, print and keep（网页报告）: one file, no script, nothing fetched; every form as it was drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jinja2 import Environment
from markupsafe import Markup

from perflint.model.finding import Report, Severity
from perflint.reporters.groups import numbers
from perflint.reporters.html.cards import Card
from perflint.reporters.html.pictures import pictures_of
from perflint.reporters.html.shown import LETTERS, WORDS, Row, index_of
from perflint.reporters.html.view import view_of
from perflint.reporters.names import short, submission_name
from perflint.reporters.page import environment, sheet, styled
from perflint.text import printable

_TITLE = 60


def render(reports: Iterable[Report], *, show: Severity = Severity.HINT, **_options: object) -> bytes:
    """The reports as one page; ``show`` is the least severity ticked in its filter, the page holds all of them."""
    reports = tuple(reports)
    index = index_of(reports)
    names = [f"s{at}-" if len(reports) > 1 else "" for at in range(1, len(reports) + 1)]
    views = [view_of(report, index, name) for report, name in zip(reports, names, strict=True)]
    rows = [Row(view.report, "", f"#{view.id}top") for view in views]
    cards = list(index.cards.values())
    return _page(reports, rows, _style(cards), views=views, cards=cards, questions=_questions(reports), least=show)


def overview(reports: Iterable[Report], pages: Iterable[str]) -> bytes:
    """The page that leads to the ``pages`` of these reports, which lie beside it: all in figures, no form."""
    reports = tuple(reports)
    rows = [Row(report, page, "") for report, page in zip(reports, pages, strict=True)]
    return _page(reports, rows, _style([]), views=[], cards=[], questions=(), least=Severity.HINT)


def _page(reports: Sequence[Report], rows: Sequence[Row], style: str, *, least: Severity, **shown: object) -> bytes:
    """A page: the figures and pictures of these reports, and what else is ``shown``."""
    text = (
        _environment()
        .get_template("page.j2")
        .render(
            reports=reports,
            rows=rows,
            total=numbers(finding for report in reports for finding in report.findings),
            pictures=[(chart, Markup(chart.svg)) for chart in pictures_of(reports)],
            severities=[(one, LETTERS[one], WORDS[one], one.rank <= least.rank) for one in Severity],
            name_of=submission_name,
            files_of=lambda files: short(files).values(),
            **shown,
            **styled(style),
        )
    )
    return text.encode(errors="replace")


def _questions(reports: Sequence[Report]) -> tuple[str, ...]:
    """What all of several reports leave to a person in the same words: said once."""
    asked = {report.questions for report in reports}
    return asked.pop() if len(reports) > 1 and len(asked) == 1 else ()


def _environment() -> Environment:
    """Every text escaped, whatever its template is called, and rid of what would steer the page."""
    made = environment(__package__, _plain)
    # Jinja's own ``join`` gives markup, which passes ``finalize`` by.
    made.filters["listed"] = "、".join
    made.filters["cut"] = _cut
    return made


def _style(cards: Iterable[Card]) -> str:
    """The style sheet with what it holds of each rule; the content policy admits it by its digest alone."""
    return sheet(__package__, "style.css") + "".join(_rule(card) for card in cards)


def _rule(card: Card) -> str:
    """What hides all but one rule, and what each of its findings need not say itself."""
    at = card.index
    hidden = f':is(.l>:not([id$="{at}"]),[href^="#f"]:not([href$="{at}"]),.f:not(:has(.l>[id$="{at}"])))'
    title = f'.l [href="#r{at}"]:after{{content:"{_string(card.title)}"}}' if card.titled else ""
    hint = f'.l>[id$="{at}"]>p:first-of-type:after{{content:"{_string(card.hint)}"}}' if card.hint else ""
    return f"body:has(.o{at}:checked) {hidden}{{display:none}}{title}{hint}"


def _string(text: str) -> str:
    """A text in a style sheet after a blank: all but letters and digits by their numbers, so that none can end it."""
    return "\\a0 " + "".join(char if char.isalnum() else f"\\{ord(char):x} " for char in printable(text))


def _plain(value: object) -> str:
    """A text without control characters; line breaks stay. Markup is made of such texts and passes."""
    if isinstance(value, Markup):
        return value
    return printable(str(value).replace("\r\n", "\n").replace("\r", "\n"))


def _cut(text: str) -> str:
    """A name as a heading or a link bears it; in its form it stands whole."""
    return text if len(text) <= _TITLE else f"{text[: _TITLE - 1]}…"
