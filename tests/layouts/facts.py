"""What a submission says, places and printing set aside: two readings of one disclosure must agree in this."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perflint.layouts import recognise_with, vocabulary
from perflint.layouts.meaning.vocabulary import Vocabulary
from perflint.model.form import TargetForm
from perflint.model.submission import BudgetTable, Claim, Submission
from perflint.readers import read
from perflint.ruleset import Ruleset
from perflint.text import normal

Facts = dict[str, Any]


def words_of(ruleset: Ruleset) -> Vocabulary:
    """The vocabulary of a ruleset."""
    return vocabulary(ruleset.layouts, ruleset.schemes)


def reading(text: str | bytes, words: Vocabulary, name: str = "公开.txt") -> Submission:
    """What is read from a text or from bytes."""
    data = text.encode() if isinstance(text, str) else text
    return recognise_with(read(data, name), words)


def facts(submission: Submission) -> Facts:
    """Everything that was recognised, in the order of the document."""
    return {
        "department": submission.department and submission.department.normal,
        "year": submission.year,
        "dated": submission.dated,
        "forms": [form_facts(form) for form in submission.forms],
        "budget": [_budget(table) for table in submission.budget_tables],
        "claims": [_claim(claim) for claim in submission.claims],
        "unrecognised": len(submission.unrecognised),
    }


def form_facts(form: TargetForm) -> Facts:
    """One form."""
    return {
        "project": form.project.normal,
        "fields": {field.key or normal(field.label.text).strip(":"): field.value.normal for field in form.fields},
        "funding": sorted((line.period, line.source, str(line.yuan), line.depth) for line in form.funding),
        "goals": {goal.period: goal.text.normal for goal in form.goals},
        "rows": sorted(
            (row.period, *row.path, row.name.normal, row.value.normal) for tree in form.trees for row in tree.indicators
        ),
        "blanks": sorted((row.period, *row.path) for tree in form.trees for row in tree.blanks),
        "unread": [cell.normal for cell in form.unread],
    }


def _budget(table: BudgetTable) -> Facts:
    """One project budget."""
    return {
        "carryover": table.carryover,
        "lines": [(line.project.normal, str(line.yuan)) for line in table.lines],
        "totals": [(line.project.normal, str(line.yuan)) for line in table.totals],
    }


def _claim(claim: Claim) -> Facts:
    """One claim of the text."""
    return {
        "published": claim.published,
        "count": claim.count,
        "yuan": claim.reading and str(claim.reading.yuan),
        "share": claim.share and str(claim.share),
        "items": [(item.project.normal, item.reading and str(item.reading.yuan)) for item in claim.items],
    }


def differences(one: Any, other: Any, path: str = "") -> list[str]:  # noqa: ANN401 - facts are plain data of any shape
    """Where two facts differ, in words short enough for a test's message."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        keys = dict.fromkeys([*one, *other])
        return [d for key in keys for d in differences(one.get(key), other.get(key), f"{path}/{key}")]
    if isinstance(one, list) and isinstance(other, list) and all(isinstance(x, Mapping) for x in (*one, *other)):
        size = [f"{path}: {len(one)} ≠ {len(other)}"] if len(one) != len(other) else []
        return size + [
            d for i, (a, b) in enumerate(zip(one, other, strict=False)) for d in differences(a, b, f"{path}[{i}]")
        ]
    if isinstance(one, list) and isinstance(other, list) and one != other:
        return [f"{path}: missing {[x for x in one if x not in other]}, new {[x for x in other if x not in one]}"]
    return [] if one == other else [f"{path}: {one!r} ≠ {other!r}"]
