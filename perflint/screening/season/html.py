"""The season report as a page: one file, no script, nothing fetched, for the screen, a telephone and paper."""

from __future__ import annotations

from jinja2 import Environment
from markupsafe import Markup

from perflint.model.finding import Severity
from perflint.reporters.page import environment, sheet, styled
from perflint.screening.season.shape import Season
from perflint.text import printable


def render(season: Season) -> bytes:
    """The report as a page; the same report gives the same bytes."""
    page = _environment().get_template("season.j2")
    text = page.render(
        season=season,
        tally=list(zip(Severity, "ewh", season.numbers, strict=True)),
        **styled(sheet(__package__, "season.css")),
    )
    return text.encode(errors="replace")


def _environment() -> Environment:
    """Every text escaped, and rid of what would steer the page; numbers in thousands."""
    made = environment(__package__, _plain)
    made.filters["drawn"] = Markup
    return made


def _plain(value: object) -> str:
    """A value as text; markup is made of such texts and passes."""
    if isinstance(value, Markup):
        return value
    return f"{value:,}" if isinstance(value, int) else printable(" ".join(str(value).split()))
