"""What many findings of a rule have in common（规则说明）: said once in the page, under the rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from perflint.model.finding import Finding, Report

_OFTEN = 10
"""A text that more findings of a rule say than this stands under the rule; any other stands at its finding."""
_LONG = 17
"""A text shorter than this stands at its finding in any case: a word that points to it is no shorter."""
_WORD = 2
"""What has fewer characters is not left open: it may stand in a text by chance."""


class Shared(Struct, frozen=True):
    """The texts of one kind that stand under a rule. ``sole``: all findings of the rule say the one there is."""

    word: str
    texts: tuple[str, ...]
    sole: bool

    def own(self, text: str, finding: Finding) -> str:
        """What is left of a finding's text to say beside it."""
        return "" if _open(text, finding) in self.texts else text

    def number(self, text: str, finding: Finding) -> str:
        """Which of the texts is meant, as ``建议2``; "" where none is or there is no choice."""
        said = _open(text, finding)
        return f"{self.word}{self.texts.index(said) + 1}" if said in self.texts and not self.sole else ""


class Card(Struct, frozen=True):
    """A rule that found something in any of the reports. ``index`` stands for it in ids, as wide as all others."""

    index: str
    code: str
    title: str
    found: int
    bases: tuple[str, ...]
    titled: bool
    """Whether the style sheet writes the title at each of its findings, so that none need bear it."""
    advice: Shared
    ask: Shared

    @property
    def shared(self) -> tuple[Shared, ...]:
        """What stands under it besides the documents it rests on."""
        return tuple(one for one in (self.advice, self.ask) if one.texts)

    @property
    def hint(self) -> str:
        """What a finding of the rule leaves to it without saying so, as the style sheet writes it behind each."""
        sole = "、".join(one.word for one in self.shared if one.sole)
        return f"{sole}见规则说明" if sole else ""


def cards_of(reports: Iterable[Report]) -> dict[str, Card]:
    """A card for each rule, by its code and in that order."""
    found: dict[str, list[Finding]] = {}
    for report in reports:
        for finding in report.findings:
            found.setdefault(finding.code, []).append(finding)
    width = len(str(len(found)))
    return {code: _card(f"{at:0{width}}", code, found[code]) for at, code in enumerate(sorted(found), 1)}


def _card(index: str, code: str, found: Sequence[Finding]) -> Card:
    """The card of one rule."""
    titles = {one.title for one in found}
    return Card(
        index=index,
        code=code,
        title=found[0].title,
        found=len(found),
        bases=tuple(dict.fromkeys(str(basis) for one in found for basis in one.basis)),
        titled=len(titles) == 1 and len(found) > _OFTEN,
        advice=_shared("建议", [_open(one.advice, one) for one in found]),
        ask=_shared("审核提示", [_open(one.ask, one) for one in found]),
    )


def _shared(word: str, said: Sequence[str]) -> Shared:
    """The texts that are said often, the most frequent first."""
    counts = Counter(said)
    texts = [text for text, count in counts.items() if count > _OFTEN and len(text) >= _LONG]
    return Shared(word, tuple(sorted(texts, key=lambda text: (-counts[text], text))), sole=len(counts) == 1)


def _open(text: str, finding: Finding) -> str:
    """A text with what stands in the finding's box, and the name of its indicator, left open: both are told there."""
    for blank, word in (("〔原文〕", finding.quote), ("〔指标〕", finding.subject.indicator or "")):
        flat = " ".join(word.split())
        if len(flat) >= _WORD and flat in finding.message:
            text = text.replace(flat, blank)
    return text
