"""Files and places are called by no more than tells them apart."""

from __future__ import annotations

import pytest

from perflint.model.base import Place
from perflint.model.finding import Related, Severity
from perflint.reporters.names import related, short
from tests.reporters.conftest import finding


@pytest.mark.parametrize(
    ("files", "names"),
    [
        ([], []),
        (["a.txt"], ["a.txt"]),
        (["/home/某人/材料/a.txt"], ["a.txt"]),
        (["材料/甲/a.txt", "材料/乙/a.txt"], ["甲/a.txt", "乙/a.txt"]),
        (["材料/a.txt", "材料/甲/a.txt"], ["a.txt", "甲/a.txt"]),
        (["C:\\材料\\a.txt", "C:\\材料\\b.txt"], ["a.txt", "b.txt"]),
        (["材料.zip/a.txt", "材料.zip/b.txt"], ["a.txt", "b.txt"]),
        (["a.txt", "../b.txt"], ["a.txt", "../b.txt"]),
        (["/"], ["/"]),
    ],
)
def test_files_lose_the_folders_they_share(files: list[str], names: list[str]) -> None:
    """And no two of them get one name."""
    assert list(short(files).values()) == names


def test_places_near_by_are_named_shortly() -> None:
    """Without the sheet or file of the finding itself."""
    home = Place(file="甲.xlsx", table=1, row=1, column=1, sheet="表")
    places = (
        Place(file="甲.xlsx", table=1, row=2, column=2, sheet="表"),
        Place(file="甲.xlsx", table=2, row=2, column=2, sheet="别的"),
        Place(file="材料/乙.txt", table=2, row=2, column=2),
    )
    one = finding(
        "VAL01", Severity.ERROR, "甲", 1, place=home, related=tuple(Related(place=place, text="5") for place in places)
    )
    assert related(one, {"材料/乙.txt": "乙.txt"}) == ["B2“5”", "别的!B2“5”", "乙.txt 表2 第2行第2列“5”"]
