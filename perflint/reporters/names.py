"""What files and places are called in a report that leaves the house: no more than tells them apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from perflint.model.finding import Finding, Report


def short(files: Iterable[str]) -> dict[str, str]:
    """Each file with its name without the folders that all have in common; a single one has none left."""
    parts = {file: [part for part in file.replace("\\", "/").split("/") if part] or [file] for file in files}
    while parts and len({path[0] for path in parts.values()}) == 1 and all(len(path) > 1 for path in parts.values()):
        parts = {file: path[1:] for file, path in parts.items()}
    return {file: "/".join(path) for file, path in parts.items()}


def related(finding: Finding, names: Mapping[str, str]) -> list[str]:
    """The places that belong to a finding with what stands there; no file and no sheet where it is the finding's."""
    home, said = finding.place, []
    for one in finding.related:
        place = one.place
        near = place.file == home.file
        where = str(place).removeprefix(f"{place.sheet}!") if near and place.sheet == home.sheet else str(place)
        file = "" if near else f"{names.get(place.file, place.file)} "
        said.append(f"{file}{where}{f'“{one.text}”' if one.text.strip() else '（空白）'}")
    return said


def submission_name(report: Report, names: Mapping[str, str] | None = None) -> str:
    """A submission by its department, or by its files: whole, or under these ``names``."""
    department, files = report.submission.department, report.submission.files
    if department:
        return " ".join(department.text.split())
    return "、".join(files if names is None else map(names.__getitem__, files))
