"""The file of waivers as text: entries come and go, everything else stays, hostile texts are texts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perflint.errors import RulesetError
from perflint.review.waiver import Waiver
from perflint.review.waiverfile import appended, pruned
from perflint.review.waivers import waivers_of
from perflint.text import printable

NEW = Waiver(place="w.yaml", code="VAL01", project="甲项目", reason="批复如此", by="王某", expires=date(2027, 3, 31))
FILE = """\
# 某县 2026 年

# 局长 11 月 3 日同意
- code: VAL01   # 只此一项
  project: 甲项目
  reason: 批复如此
  by: 王某
  expires: 2027-03-31

# 见会议纪要
-
  fingerprint: 00000000000000ab
  reason: 纪要
  by: 李某
  expires: 2026-12-31
# 完
"""


def said(text: str) -> list[tuple[str | None, ...]]:
    """What each waiver of a file is about."""
    return [(one.fingerprint, one.code, one.project) for one in waivers_of(text, "w.yaml")]


def test_a_new_file_says_what_it_is() -> None:
    """A head for those who open it."""
    made = appended("", [NEW], "w.yaml")
    assert made.startswith("# perflint 豁免")
    assert said(made) == [(None, "VAL01", "甲项目")]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_entry_is_added_at_the_end(end: str) -> None:
    """All that was there stays, byte for byte; line ends are the file's."""
    before = FILE.replace("\n", end)
    made = appended(before, [NEW], "w.yaml")
    assert made.startswith(before)
    assert made.count("\n") == made.count(end)
    assert len(said(made)) == 3


def test_an_indented_list_is_continued_as_it_is() -> None:
    """The new dash stands under the others; a last line without an end gets one."""
    before = "  - fingerprint: 00000000000000ab\n    reason: 批复\n    by: 王某\n    expires: 2027-03-31"
    assert len(said(appended(before, [NEW], "w.yaml"))) == 2


@pytest.mark.parametrize(
    "text", ["[]\n", "- {fingerprint: 00000000000000ab, reason: 批, by: 王, expires: 2027-03-31}\n..."]
)
def test_what_cannot_be_added_to_is_said(text: str) -> None:
    """A list in brackets has no end to write after."""
    with pytest.raises(RulesetError, match="请改写成每条以 - 开头"):
        appended(text, [NEW], "w.yaml")


def test_a_waiver_goes_with_the_comment_above_it() -> None:
    """The head of the file and the comments of others stay."""
    first, second = waivers_of(FILE, "w.yaml")
    assert pruned(FILE, [second], "w.yaml") == FILE[: FILE.index("# 见会议纪要")] + "# 完\n"
    left = pruned(FILE, [first], "w.yaml")
    assert left.startswith("# 某县 2026 年\n\n\n# 见会议纪要\n-\n")
    assert said(pruned(FILE, [first, second], "w.yaml")) == []


def test_a_head_directly_above_the_first_stays() -> None:
    """What heads the file is nobody's comment."""
    text = appended("", [NEW], "w.yaml")
    assert pruned(text, waivers_of(text, "w.yaml"), "w.yaml").count("#") == 2


def test_entries_on_one_line_are_not_torn() -> None:
    """Rather refused than half removed."""
    one = "{fingerprint: 00000000000000ab, reason: 批, by: 王, expires: 2027-03-31}"
    text = f"[{one}, {one.replace('ab', 'cd')}]\n"
    with pytest.raises(RulesetError):
        pruned(text, waivers_of(text, "w.yaml")[:1], "w.yaml")


@settings(deadline=None)
@given(st.text(min_size=1).filter(lambda text: text.strip() != ""), st.text(min_size=1).filter(str.strip))
def test_whatever_is_written_reads_back(project: str, reason: str) -> None:
    """Quotes, colons, line ends, control characters: a text never becomes YAML of its own."""
    new = Waiver(place="", code="VAL01", project=project, reason=reason, by="王", expires=date(2027, 3, 31))
    (made,) = waivers_of(appended("", [new], "w.yaml"), "w.yaml")
    assert made.project == printable(" ".join(project.split()))
    assert made.reason == printable(" ".join(reason.split()))
