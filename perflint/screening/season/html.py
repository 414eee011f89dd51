"""The season report as a page: one file, no script, nothing fetched, for the screen, a telephone and paper."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from perflint.model.finding import Severity
from perflint.screening.season.shape import Season
from perflint.text import printable

_INDENT = re.compile(r"\n\s*")
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def render(season: Season) -> bytes:
    """The report as a page; the same report gives the same bytes."""
    style = _INDENT.sub("", _COMMENT.sub("", _file("season.css")))
    page = _environment().get_template("season.j2")
    text = page.render(
        season=season,
        tally=list(zip(Severity, "ewh", season.numbers, strict=True)),
        style=Markup(style),
        style_digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )
    return text.encode(errors="replace")


def _environment() -> Environment:
    """Every text escaped, and rid of what would steer the page; numbers in thousands."""
    made = Environment(autoescape=True, undefined=StrictUndefined, loader=FunctionLoader(_template), finalize=_plain)
    made.filters["drawn"] = Markup
    return made


def _template(name: str) -> str:
    """A template without its line breaks and indents."""
    return _INDENT.sub("", _file(name))


def _plain(value: object) -> str:
    """A value as text; markup is made of such texts and passes."""
    if isinstance(value, Markup):
        return value
    return f"{value:,}" if isinstance(value, int) else printable(" ".join(str(value).split()))


def _file(name: str) -> str:
    """A file of this package."""
    return files(__package__).joinpath(name).read_text("utf-8")
