"""A case that holds the submissions of several departments, screened and compared as `perflint screen` does it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import asdict

from perflint.engine import lint
from perflint.rules.departments import BoilerplateAcrossDepartments
from perflint.ruleset import Ruleset
from perflint.screening.alike.across import Across, Filing, alike
from perflint.screening.manifest import Entry
from perflint.screening.screened import screened
from tests.build import submission


def filings(departments: Mapping[str, Any]) -> list[Filing]:
    """The submissions of these departments, each in a folder of its own; a name "" stands for a file in none."""
    made = []
    for at, (name, spec) in enumerate(departments.items(), 1):
        path = f"{name}/材料.txt" if name else f"材料{at}.txt"
        entry = Entry(number=at, path=path, size=0, sha256="", department=name, group=path)
        row = asdict(screened(lint(submission(spec), Ruleset(name="")), (entry,), path))
        made.append(Filing(**{key: row[key] for key in Filing.__struct_fields__}))
    return made


def compared(departments: Mapping[str, Any], rule: BoilerplateAcrossDepartments) -> list[Across]:
    """What the rule finds in them."""
    given = filings(departments)
    return alike(lambda: given, rule)[1]
