"""Slips of the keyboard: what is passed over for speed changes nothing of what is found."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from perflint.rules.slip import _scrambled

USES = 3
TEXTS = st.dictionaries(st.text("预算绩效1，", max_size=9), st.integers(1, USES), max_size=12)


def _every_run(text: str) -> list[str]:
    """All runs of three to six Chinese characters."""
    parts = text.replace("1", "，").split("，")
    return [part[at : at + size] for part in parts for size in range(3, 7) for at in range(len(part) - size + 1)]


def _is_near(run: str, word: str) -> bool:
    """Whether two anagrams differ in three characters in a row at most."""
    apart = [at for at, (one, other) in enumerate(zip(run, word, strict=True)) if one != other]
    return apart[-1] - apart[0] < 3


@given(TEXTS)
def test_scrambled_runs_are_those_that_comparing_all_would_give(texts: dict[str, int]) -> None:
    """A run is left uncompared only where it is no slip of a common one."""
    used = Counter(texts)
    counted: Counter[str] = Counter()
    for text, times in used.items():
        for run in _every_run(text):
            counted[run] += times
    rare = [text for text, times in used.items() if times < USES]
    common = [run for run, times in counted.items() if times >= USES]
    expected = {
        (text, run, word)
        for text in rare
        for run in _every_run(text)
        for word in common
        if counted[run] < USES and sorted(run) == sorted(word) and _is_near(run, word)
    }
    found = set(_scrambled(rare, used, USES))
    assert {one for one in found if _is_near(*one[1:])} == expected
