"""GOL 照抄的栏目: a box that only says again what another box has said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import ClassVar

from perflint.model.base import Cell
from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import TargetForm
from perflint.model.submission import Submission
from perflint.pattern import compiled
from perflint.rules.base import Rule, wordlist
from perflint.rules.facts.measured import QUANTITY
from perflint.rules.goal import annual_first, goal_label
from perflint.rules.known.library import Library
from perflint.rules.known.suggestion import typical
from perflint.text import joined, normal

_YEAR = compiled(r"^(?:\d{2,4})?年度?|(?:19|20)\d{2}年度?")
_NUMBER = compiled(r"\d+")
_MARKS = compiled(r"[,。;:、.!\"'\-\[\]()《》]")
_FINAL = " ,。;:、.!"


class OverviewRepeatsName(Rule):
    """项目概况只重复项目名称。

    ## 检查内容
    项目概况是不是项目名称，或者只比名称多几个、少几个字：年度、“经费”“费用”一类的套话、一个插入的词。
    含有名称而另有内容的概况不算。

    ## 为什么
    概况要说明做什么、为谁做、做多少；重复名称等于没有说明。

    ## 不合格
    项目名称“配合巡视工作经费”，项目概况“配合省委巡视工作经费”。

    ## 合格
    项目名称“FB测评预算经费”，项目概况“对机房密码设备开展等级保护测评，出具测评报告1份”。
    """

    code: str = "GOL03"
    name: str = "overview-repeats-name"
    title: str = "项目概况只重复项目名称"
    severity: Severity = Severity.WARNING
    point: str = "W2"
    message: str = "“{label}”写的是“{text}”，{how}，没有说明项目内容"
    advice: str = "写明项目做什么、为谁做、做多少、钱怎么用，如“{project}主要用于__，{instead}，预算按__（标准）测算”"
    ask: str = "调阅申报书和测算明细，看项目内容与金额能否对应"
    yields_to: tuple[str, ...] = ("TXT03",)

    fillers: tuple[str, ...] = wordlist("overview_fillers")
    """Words that may stand in one of the two without saying anything of the project."""
    slack: int = 3
    """How many characters more or less are still the same."""
    share: float = 0.25
    """How much of the longer text they may be."""
    library: Library = Library()
    grows: ClassVar[tuple[str, ...]] = (*Rule.grows, "fillers", "slack", "share")

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield an overview in which nothing stands but the name."""
        field, name = form.field("overview"), form.project
        if field is None or field.blank or name.blank:
            return
        text = field.value
        same = _trimmed(text.text) == _trimmed(name.text)
        if same or self._near(text.normal, name.normal):
            printed = joined(name.text)
            how = "与项目名称完全相同" if same else f"与项目名称“{printed}”只差几个字"
            subject = Subject(field=_box(field.label))
            instead = typical(form, self.library, [QUANTITY])
            yield self.at(
                text,
                label=subject.field,
                how=how,
                project=printed,
                instead=instead,
                subject=subject,
                related=[name],
            )

    def has_subject(self, submission: Submission) -> bool:
        """Whether any form has an overview."""
        return any(form.written("overview") for form in submission.forms)

    def _near(self, text: str, name: str) -> bool:
        """Whether the overview is the name but for fillers, or but for a few characters that are no figures."""
        text, name = (_MARKS.sub("", _YEAR.sub("", one)) for one in (text, name))
        if not set(_NUMBER.findall(text)) <= set(_NUMBER.findall(name)):
            return False
        if min(len(text), len(name)) > 1 and self._core(text) == self._core(name):
            return True
        return _differ_by(text, name, min(self.slack, int(self.share * max(len(text), len(name)))))

    def _core(self, text: str) -> str:
        """The text without fillers; a text of nothing but fillers is its own core."""
        core = text
        for word in sorted(self.fillers, key=len, reverse=True):
            core = core.replace(word, "")
        return core or text


class FieldCopied(Rule):
    """不同栏目内容相同。

    ## 检查内容
    概况、依据、必要性、措施、计划、总体目标六栏中，有没有两栏写的是同一段话。
    只差一两个字的长句也算；一两个词的短语、两个时期的目标相同、目标与指标值相同不算。

    ## 为什么
    各栏问的不是一件事；照抄说明其中至少有一栏没有回答。

    ## 不合格
    必要性和总体目标都写“宣传相关知识”。

    ## 合格
    必要性写“现有线路带宽不足，会议时有中断”，总体目标写“租用线路3条，保障视频会议40场”。
    """

    code: str = "GOL04"
    name: str = "field-copied"
    title: str = "不同栏目内容相同"
    severity: Severity = Severity.WARNING
    point: str = "W2"
    message: str = "“{label}”写的是“{text}”，与{others}{how}"
    advice: str = "各栏分别回答：{answers}"
    yields_to: tuple[str, ...] = ("TXT03",)

    asks: dict[str, str] = {}
    """What each box asks, by its key; only these boxes are compared, ``goal`` is the 年度 goal."""
    shortest: int = 5
    """Shorter texts may be the same by chance."""
    shortest_near: int = 8
    """Shorter texts that are not quite the same say something else."""
    slack: int = 2
    """How many characters a near copy may differ in."""
    grows: ClassVar[tuple[str, ...]] = (*Rule.grows, "slack")
    shrinks: ClassVar[tuple[str, ...]] = (*Rule.shrinks, "shortest", "shortest_near")

    def check(self, form: TargetForm) -> Iterator[Finding]:
        """Yield once for each text that stands in several boxes, at the last of them."""
        groups: list[list[tuple[str, str, Cell]]] = []
        for box in self._boxes(form):
            group = next((group for group in groups if self._copied(group[0][2], box[2])), None)
            if group is None:
                groups.append([box])
            else:
                group.append(box)
        for group in groups:
            if len(group) > 1:
                yield self._finding(group, form)

    def _finding(self, group: list[tuple[str, str, Cell]], form: TargetForm) -> Finding:
        """The finding on one group of boxes; where it is the 年度 goal, the same goal of another period is related."""
        *others, (key, label, text) = group
        exact = all(_trimmed(cell.text) == _trimmed(text.text) for _, _, cell in others)
        goals = [goal.text for goal in form.goals] if key == "goal" else []
        twins = [cell for cell in goals if cell.place != text.place and cell.normal == text.normal]
        return self.at(
            text,
            label=label,
            others="、".join(f"“{other}”" for _, other, _ in others),
            how="完全相同" if exact else "几乎相同，只差一两个字",
            answers="；".join(f"“{box}”写{self.asks[one]}" for one, box, _ in group),
            subject=Subject(field=label),
            related=[*(cell for _, _, cell in others), *twins],
        )

    def _boxes(self, form: TargetForm) -> list[tuple[str, str, Cell]]:
        """The filled boxes in the order of the page: key, label, text. Of the goals the 年度 one."""
        boxes = [(one.key, _box(one.label), one.value) for one in form.fields if one.key in self.asks and not one.blank]
        goals = [("goal", goal_label(goal), goal.text) for goal in annual_first(form) if not goal.text.blank]
        return sorted([*boxes, *(goals[:1] if "goal" in self.asks else [])], key=lambda box: box[2].place.order)

    def _copied(self, one: Cell, other: Cell) -> bool:
        """Whether two texts are the same, or a near copy."""
        first, second = _trimmed(one.text), _trimmed(other.text)
        if first == second:
            return len(_YEAR.sub("", first)) >= self.shortest
        return min(len(first), len(second)) >= self.shortest_near and _differ_by(first, second, self.slack)


def changes(one: str, other: str) -> int:
    """How many characters would have to be put in, taken out or replaced to make one of the other."""
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return sum(max(to - start, there - here) for tag, start, to, here, there in steps if tag != "equal")


def _differ_by(one: str, other: str, most: int) -> bool:
    """Whether no more than so many changes make one text of the other; each brings or takes one character at most."""
    letters, others = set(one), set(other)
    if max(abs(len(one) - len(other)), len(letters - others), len(others - letters)) > most:
        return False  # nearly all pairs, told at a tenth of the cost of what follows
    if (Counter(one) - Counter(other)).total() > most or (Counter(other) - Counter(one)).total() > most:
        return False
    return changes(one, other) <= most


def _trimmed(text: str) -> str:
    """The text as it compares, final punctuation aside."""
    return normal(text).rstrip(_FINAL)


def _box(label: Cell) -> str:
    """What the form calls a box."""
    return joined(label.text).strip("*★ :：")
