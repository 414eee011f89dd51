"""Slips of the keyboard: what is passed over for speed changes nothing of what is found."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from perflint.rules.slip import _common, _likely

TEXTS = st.lists(st.text("预算绩效1，", max_size=9), max_size=12)


def _every_run(text: str) -> list[str]:
    """All runs of three to six Chinese characters."""
    parts = text.replace("1", "，").split("，")
    return [part[at : at + size] for part in parts for size in range(3, 7) for at in range(len(part) - size + 1)]


@given(TEXTS)
def test_common_runs_are_those_that_counting_all_would_give(texts: list[str]) -> None:
    """A run is left uncounted only where it cannot be common."""
    used = Counter(texts)
    counted: Counter[str] = Counter()
    for text, times in used.items():
        for run in _every_run(text):
            counted[run] += times
    assert set(_common(used, 3)) == {run for run, times in counted.items() if times >= 3}


@given(st.text("预算绩效1，", max_size=9), st.sets(st.text("预算绩效", min_size=3, max_size=6), max_size=4))
def test_every_anagram_is_likely(text: str, words: set[str]) -> None:
    """None of the runs that have the characters of a word is passed over."""
    sums = {(len(word), sum(map(ord, word))) for word in words}
    shapes = {"".join(sorted(word)) for word in words}
    assert {run for run in _every_run(text) if "".join(sorted(run)) in shapes} <= set(_likely(text, sums))
