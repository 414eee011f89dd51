"""What to write instead: measures with the form of their values that suit the row and the project, out of the library.

What kind of project it is, the project's name says first, then the row's own words, then the overview.
"""

from __future__ import annotations

from collections.abc import Iterable

from perflint.model.form import Indicator, TargetForm
from perflint.quantity import Kind, quantity
from perflint.rules.facts.likeness import alike
from perflint.rules.facts.measured import fiscal_year, measure
from perflint.rules.known.library import Library, ProjectKind, nearest_first
from perflint.text import normal

_MOST = 3
_LAST = "数量指标"
"""What is looked up where the library knows neither 二级 nor 一级."""
_ALIKE = 0.5
"""How alike (0–1) two names are at least that count the same."""
_HEAD = 120
"""How much of a long overview is looked at: what the project does stands at its beginning."""


def suggestion(indicator: Indicator, form: TargetForm, library: Library, most: int = _MOST) -> str:
    """What the row could say instead, blanks for the author to fill; "" where the library has nothing for this 二级.

    Several stand with ”“ between them, so that a message puts the first and the last mark: 如“甲”“乙”.
    """
    level1, level2 = indicator.path
    row = measure(indicator.name.text) + normal(indicator.value.text)
    kind = project_kind(form, library, row)
    levels = (one for one in (level2, level1, _LAST) if one)
    found = nearest_first(next(filter(None, (library.measures(kind, one) for one in levels)), ()), row)
    return _filled("”“".join(map(str, found[:most])), form)


def usual_unit(indicator: Indicator, form: TargetForm, library: Library) -> str:
    """The unit in which the library counts what the row names; "" where it names nothing alike."""
    name = measure(indicator.name.text)
    measures = library.measures(project_kind(form, library, name), indicator.path[1] or indicator.path[0])
    near = nearest_first(measures, name)
    told = quantity(near[0].form.replace("__", "1")) if near and alike(near[0].name, name) >= _ALIKE else None
    return told.unit if told and told.kind is Kind.NUMBER else ""


def typical(form: TargetForm, library: Library, levels: Iterable[str], joint: str = "”“") -> str:
    """The first measure of each of these 二级 that suits the project."""
    kind = project_kind(form, library)
    firsts = (library.measures(kind, level)[:1] for level in levels)
    return _filled(joint.join(str(one) for first in firsts for one in first), form)


def project_kind(form: TargetForm, library: Library, row: str = "") -> ProjectKind | None:
    """The kind of project a form is about, as far as a row of it is concerned; None where no words tell."""
    told = library.of_project(normal(form.project.text), row)
    overview = form.written("overview")
    return told or (library.told(normal(overview.text)[:_HEAD]) if overview else None)


def _filled(text: str, form: TargetForm) -> str:
    """The text with the form's fiscal year in the place of __年 in a date."""
    year = fiscal_year(form)
    return text.replace("__年__月", f"{year}年__月") if year else text
