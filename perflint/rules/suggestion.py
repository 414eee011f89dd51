"""What to write instead: a measure and a form of value that suit the row and the project.

The table is words.suggestions of the ruleset. A line reads “二级 | 用于识别的词 | 建议”: words of the row's own name
and value count before words of the project's name, a line without words is what remains; the first that fits is taken.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from perflint.model.form import Indicator, TargetForm
from perflint.rules.measured import fiscal_year, measure
from perflint.text import normal


class Suggestion(NamedTuple):
    """A line of the table（改写建议）."""

    levels: tuple[str, ...]
    words: tuple[str, ...]
    text: str


@lru_cache(maxsize=64)
def _table(lines: tuple[str, ...]) -> tuple[Suggestion, ...]:
    """The lines, taken apart."""
    parts = ([part.strip() for part in line.split("|")] for line in lines)
    return tuple(
        Suggestion(levels=tuple(p[0].split()), words=tuple(p[1].split()), text=p[2]) for p in parts if len(p) == 3
    )


def suggestion(indicator: Indicator, form: TargetForm, lines: tuple[str, ...]) -> str:
    """What the row could say instead, blanks for the author to fill; "" where the table has nothing for this 二级."""
    level1, level2 = indicator.path
    fitting = [line for line in _table(lines) if (level2 or level1) in line.levels]
    row, project = measure(indicator.name.text) + normal(indicator.value.text), normal(form.project.text)
    found = next(
        (line for text in (row, project) for line in fitting if any(word in text for word in line.words)),
        next((line for line in fitting if not line.words), None),
    )
    return _filled(found.text, form) if found else ""


def _filled(text: str, form: TargetForm) -> str:
    """The text with the form's fiscal year in the place of __年."""
    year = fiscal_year(form)
    return text.replace("__年", f"{year}年") if year else text
