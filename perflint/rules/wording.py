"""TXT 文字: what lost its beginning, its end or the order of its characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from perflint.model.base import Cell
from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import TargetForm
from perflint.pattern import compiled
from perflint.rules.base import Rule, wordlist
from perflint.rules.goal import annual_first, goal_label
from perflint.text import joined, normal

_TIME_HEAD = compiled(r"[年月日号]")
_YEAR_HEAD = compiled(r"\d{2}年")
_LOST_HEAD = compiled(r"[、,。;:)》\]]")
_LOST_TAIL = compiled(r"[、,:(《\[]$")
_PAIRS = ("()", "《》", "[]")
_BOXES = ("project", "overview", "basis", "necessity", "measures", "plan")


class TruncatedText(Rule):
    """文字不完整。

    ## 检查内容
    一栏的文字是不是另一栏（项目名称、概况、依据、目标等）的文字掐掉了开头或结尾：
    以“年”“、”起头，一个词只剩一半，括号或书名号只有半边。整个年度或整个词省去的不算。

    ## 为什么
    粘贴时漏掉了字，读者看不明白，也说明没有核对。

    ## 不合格
    项目名称“2026年联通、移动线路租赁费用”，项目概况“年联通、移动线路租赁费用”。

    ## 合格
    项目名称“2026年山西画报订阅费用”，项目概况“山西画报订阅费用”。
    """

    code: str = "TXT02"
    name: str = "truncated-text"
    title: str = "文字不完整"
    severity: Severity = Severity.HINT
    point: str = "W2"
    message: str = "“{label}”写的是“{text}”，比“{other}”的“{whole}”{where}少了“{lost}”，文字不完整"
    advice: str = "补全为“{whole}”，或者改写成完整的句子"
    yields_to: tuple[str, ...] = ("TXT03",)

    shortest: int = 6
    """Shorter texts may begin or end alike by chance."""
    longest_loss: int = 4
    """More characters than this are rather left out than lost, unless what is left is twice as long."""
    endings: tuple[str, ...] = wordlist("word_endings")
    """Characters that end a word by themselves, so that the end need not be lost: 费, 率."""
    heads: tuple[str, ...] = wordlist("word_heads")
    """Characters that may be left out at the beginning: 全, 本, 县."""
    grows: ClassVar[tuple[str, ...]] = (*Rule.grows, "longest_loss")
    shrinks: ClassVar[tuple[str, ...]] = (*Rule.shrinks, "shortest")

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield each text that lost its beginning or end against another text of the form, once."""
        written = [(label, cell, _plain(cell)) for label, cell in texts(form)]
        told: set[str] = set()
        for label, cell, text in written:
            longer = [one for one in written if self.shortest <= len(text) < len(one[2]) <= 2 * len(text)]
            for other, source, whole in longer:
                where = self._where(text, whole)
                if where and text not in told:
                    told.add(text)
                    lost = whole.removesuffix(text) if where == "开头" else whole.removeprefix(text)
                    full, about = source.text.strip(), Subject(field=label)
                    places = [source, *(one for _, one, said in written if said == text and one.place != cell.place)]
                    yield self.at(
                        cell,
                        label=label,
                        other=other,
                        whole=full,
                        where=where,
                        lost=lost,
                        subject=about,
                        related=places,
                    )

    def _where(self, text: str, whole: str) -> str:
        """Where the text lost something of the whole, which is longer: 开头, 结尾 or nowhere."""
        begins, ends = whole.startswith(text), whole.endswith(text)
        if not (begins or ends) or _torn(whole):
            return ""
        if ends and self._beheaded(whole, len(whole) - len(text)):
            return "开头"
        return "结尾" if begins and self._curtailed(whole, len(text)) else ""

    def _beheaded(self, whole: str, at: int) -> bool:
        """Whether the text without its first ``at`` characters begins in the middle of something."""
        before, text = whole[at - 1], whole[at:]
        if _LOST_HEAD.match(text) or _torn(text):
            return True
        if before.isdigit():
            return bool(_TIME_HEAD.match(text)) or (text[0].isdigit() and not _YEAR_HEAD.match(text))
        return at <= self.longest_loss and before not in self.heads and _splits_word(whole, at, keep_right=True)

    def _curtailed(self, whole: str, at: int) -> bool:
        """Whether the first ``at`` characters of the text end in the middle of something."""
        text = whole[:at]
        if _LOST_TAIL.search(text) or _torn(text):
            return True
        near = len(whole) - at <= max(self.longest_loss, at // 2)
        return near and text[-1] not in self.endings and _splits_word(whole, at, keep_right=False)


def texts(form: TargetForm) -> Iterator[tuple[str, Cell]]:
    """The texts of a form that are written in words, with what the form calls them: name, boxes, goals."""
    for field in form.fields:
        if field.key in _BOXES and not field.blank:
            yield joined(field.label.text).strip("*★ :："), field.value
    for goal in annual_first(form):
        if not goal.text.blank:
            yield goal_label(goal), goal.text


def _plain(cell: Cell) -> str:
    """The text as it compares, without the full stop."""
    return normal(cell.text).rstrip("。;")


def _torn(text: str) -> bool:
    """Whether a bracket is opened and not closed, or the other way round."""
    return any(text.count(pair[0]) != text.count(pair[1]) for pair in _PAIRS)


def _splits_word(text: str, at: int, *, keep_right: bool) -> bool:
    """Whether a word of the text goes across ``at``, and what is kept of it is no word."""
    # Late: the dictionary takes a tenth of a second, and few texts come this far.
    from perflint.words import cut, known  # noqa: PLC0415

    start = 0
    for word in cut(text):
        if start < at < start + len(word):
            kept = word[at - start :] if keep_right else word[: at - start]
            return word.isalpha() and not word.isascii() and (len(kept) == 1 or not known(kept))
        start += len(word)
    return False
