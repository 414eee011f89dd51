"""TXT 错别字: a word of the submission with its characters in the wrong order, one too many or one too few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from perflint.model.base import Cell
from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import IMPLEMENTATION, TargetForm
from perflint.model.submission import Submission
from perflint.pattern import compiled
from perflint.rules.base import Rule, subject_of
from perflint.rules.wording import texts

_HAN = compiled(r"[^\W\d_a-zA-Z]+")
_SHORTEST = 3
"""Two characters make too many words to tell a slip from."""
_WORD = 6
"""No word is longer."""
_REACH = 3
"""Characters that change places stand this near to each other."""


class Slip(NamedTuple):
    """A slip of the keyboard（错字）: what was meant, the word in it, how it went wrong, and how often it is right."""

    meant: str
    word: str
    how: str
    uses: int


class TransposedWord(Rule):
    """疑似错别字。

    ## 检查内容
    一格的文字不成词，而本材料里用过多次的一个词，正好是它调换字序、去掉一个叠字或补上一个漏字的样子；
    长一些的文字里，有几个字不成词，而调换字序就是用过多次的一个词。只在有把握时提示。

    ## 为什么
    错字改变意思，也让同一项指标在汇总时对不上。

    ## 不合格
    其他表的服务对象都是“办公室”，这一张写成“室办公”。

    ## 合格
    “维修设备”和“设备维修”都成话，不算。
    """

    code: str = "TXT01"
    name: str = "transposed-word"
    title: str = "疑似错别字"
    severity: Severity = Severity.HINT
    point: str = "W2"
    message: str = "“{text}”疑为“{meant}”之误：{how}（“{word}”在本材料中用过{uses}次）"
    advice: str = "改为“{meant}”"
    yields_to: tuple[str, ...] = ("TXT02", "TXT03")

    uses: int = 3
    """How often the right word must be used."""
    longest: int = 12
    """Longer texts are sentences, in which more may differ than a slip."""

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield each cell whose text is a slip, once for a form."""
        cells = [(form, sorted(_cells(form), key=_later)) for form in submission.forms]
        used = Counter(cell.normal for _, found in cells for cell, _, _ in found)
        slips = self._slips(used)
        for form, found in cells:
            told: set[str] = set()
            for cell, subject, twins in found:
                slip = slips.get(cell.normal)
                if slip and cell.normal not in told:
                    told.add(cell.normal)
                    twice = [
                        other for other, _, _ in found if other.normal == cell.normal and other.place != cell.place
                    ]
                    about = replace(subject, project=form.project.text)
                    places = [*twins, *twice]
                    yield self.at(
                        cell,
                        subject=about,
                        related=places,
                        meant=slip.meant,
                        word=slip.word,
                        how=slip.how,
                        uses=slip.uses,
                    )

    def _slips(self, used: Counter[str]) -> dict[str, Slip]:
        """The slips among the texts of whole cells, by their normalised text."""
        rare = [text for text, times in used.items() if times < self.uses]
        common = [text for text, times in used.items() if times >= self.uses and self._short(text)]
        pairs = [(text, text, meant) for text, meant in _near(list(filter(self._short, rare)), common)]
        slips: dict[str, Slip] = {}
        words = (one for one in _scrambled(rare, used, self.uses) if _is_word(one[2]))
        for text, run, meant in (*pairs, *words):
            uses = sum(times for whole, times in used.items() if meant in whole)
            if uses >= self.uses and text not in slips and (how := _how(text, run, meant)):
                slips[text] = Slip(text.replace(run, meant, 1), meant, how, uses)
        return slips

    def _short(self, text: str) -> bool:
        """Whether the text is Chinese alone, more than a word of two and less than a sentence."""
        return _SHORTEST <= len(text) <= self.longest and bool(_HAN.fullmatch(text))


def _cells(form: TargetForm) -> Iterator[tuple[Cell, Subject, list[Cell]]]:
    """The cells of a form that its author wrote, each with what it is about and the same cell of the other period."""
    for row in form.rows:
        subject, twin = subject_of(row.indicator), row.twin
        yield row.indicator.name, subject, [twin.name] if twin else []
        yield row.indicator.value, subject, [twin.value] if twin else []
    for label, cell in texts(form):
        yield cell, Subject(field=label), []


def _later(cell: tuple[Cell, Subject, list[Cell]]) -> bool:
    """Whether the cell is to be named after those of the 年度 half."""
    return cell[1].period == IMPLEMENTATION


def _near(rare: list[str], common: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of a rare text and a common one that has the same characters, or one more, or one less of a pair."""
    letters: dict[str, list[str]] = {}
    for text in common:
        for shorter in {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}:
            letters.setdefault("".join(sorted(shorter)), []).append(text)
    for text in rare:
        doubled = {text[:at] + text[at + 1 :] for at in range(1, len(text)) if text[at] == text[at - 1]}
        for shape in sorted({text, *doubled}):
            yield from ((text, meant) for meant in letters.get("".join(sorted(shape)), ()) if len(meant) >= len(shape))


def _scrambled(rare: list[str], used: Counter[str], uses: int) -> Iterator[tuple[str, str, str]]:
    """Rare texts, a run of characters in each, and one used often of the same characters, as near as ``_REACH``."""
    threes = {text: [text[at : at + _REACH] for at in range(len(text) - _REACH + 1)] for text in used}
    mixed = _mixed(threes.values())
    runs = {text: _runs(text, found, mixed) for text, found in threes.items() if not mixed.isdisjoint(found)}
    counted: Counter[str] = Counter()
    for text, found in runs.items():
        for run in found:
            counted[run] += used[text]
    letters: dict[str, list[str]] = {}
    for run, times in counted.items():
        if times >= uses:
            letters.setdefault("".join(sorted(run)), []).append(run)
    for text in rare:
        for run in runs.get(text, ()):
            if counted[run] < uses:
                yield from ((text, run, word) for word in letters.get("".join(sorted(run)), ()))


def _mixed(threes: Iterable[list[str]]) -> set[str]:
    """Those of these threes of characters that stand among them in another order as well.

    Characters change places no further apart (``_REACH``): a word and a slip of it hold two such threes, where they
    differ, and few texts hold any.
    """
    letters = {three: "".join(sorted(three)) for three in set().union(*threes)}
    last = {key: three for three, key in letters.items()}
    mixed = {key for three, key in letters.items() if last[key] != three and _HAN.fullmatch(key)}
    return {three for three, key in letters.items() if key in mixed} if mixed else set()


def _runs(text: str, threes: list[str], mixed: set[str]) -> list[str]:
    """The runs of characters in the text, as long as a word, that hold one of its mixed threes; short ones first."""
    spans = {
        (end - start, start, end)
        for at, three in enumerate(threes)
        if three in mixed
        for start in range(max(0, at + _REACH - _WORD), at + 1)
        for end in range(at + _REACH, min(start + _WORD, len(text)) + 1)
    }
    runs = (text[start:end] for _, start, end in sorted(spans))
    return [run for run in runs if _HAN.fullmatch(run)]


def _is_word(text: str) -> bool:
    """Whether the dictionary holds it."""
    # Late: the dictionary takes a tenth of a second, and few submissions come this far.
    from perflint.words import known  # noqa: PLC0415

    return known(text)


def _how(text: str, run: str, meant: str) -> str:
    """How the text went wrong, in words; nothing where it may be right as it stands."""
    if _is_word(run) or run == meant:
        return ""
    if len(run) < len(meant):
        return _dropped(run, meant)
    if _loose(run) <= _loose(meant) or (run != text and not _all_loose(text, run)):
        return ""
    if len(run) > len(meant):
        at = next(at for at in range(len(run)) if run[:at] + run[at + 1 :] == meant)
        return f"多了一个“{run[at]}”"
    apart = [at for at in range(len(run)) if run[at] != meant[at]]
    return "字序颠倒" if apart[-1] - apart[0] < _REACH else ""


def _loose(text: str) -> int:
    """How many characters of the text are no part of a word, in the reading that leaves the fewest."""
    fewest = [0]
    for end in range(1, len(text) + 1):
        words = (fewest[at] for at in range(max(0, end - _WORD), end - 1) if _is_word(text[at:end]))
        fewest.append(min((fewest[-1] + 1, *words)))
    return fewest[-1]


def _all_loose(text: str, run: str) -> bool:
    """Whether no two characters of the run make a word where it stands in the text."""
    from perflint.words import cut  # noqa: PLC0415 - as above

    at, end = text.index(run), text.index(run) + len(run)
    start = 0
    for word in cut(text):
        if len(word) > 1 and start < end and at < start + len(word):
            return False
        start += len(word)
    return True


def _dropped(text: str, meant: str) -> str:
    """What was dropped, where a word of three characters or more lost one that is not its last, and is none without."""
    from perflint.words import cut  # noqa: PLC0415 - as above

    start = 0
    for word in cut(meant):
        for at in range(len(word) - 1 if len(word) >= _SHORTEST else 0):
            rest = word[:at] + word[at + 1 :]
            if meant[:start] + rest + meant[start + len(word) :] == text and not _is_word(rest):
                return f"漏了“{word[at]}”"
        start += len(word)
    return ""
